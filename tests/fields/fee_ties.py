"""What rules tie together in an exit fee: each kind has its own fields and no others."""

from __future__ import annotations

from typing import Any

from contract_kit.spec.rules.leaving import AVERAGED, LISTS, MAY, NEEDS, OF_PART
from contract_kit.spec.vocabulary.fees import ExitFee
from tests.fields.leaves import Leaf
from tests.fields.reach import LIST, Steps, example, smallest, type_at

FEE = ("term", "convenience", "fee")
COMPARED = ("greater_of", "lesser_of", "sum_of")
"""The kinds that add up or compare sums, of which there are two at least."""


def fees(data: Any, leaf: Leaf) -> None:
    """An exit fee has what its kind and the kinds of its parts need, and the field tried."""
    fee = ((data.get("term") or {}).get("convenience") or {}).get("fee")
    if not isinstance(fee, dict) or leaf.steps[: len(FEE)] != FEE:
        return
    parts = [(FEE, fee)]
    _fit(fee, FEE, (*OF_PART, *LISTS), leaf)
    for name in LISTS:
        below: Steps = (*FEE, name, LIST) if name == "of" else (*FEE, name, LIST, "fee")
        for row in fee.get(name, ()):
            part = row if name == "of" else row["fee"]
            if isinstance(part, dict):
                _fit(part, below, OF_PART, leaf)
                parts.append((below, part))
    if fee["kind"] in COMPARED and len(fee["of"]) == 1:
        fee["of"].append({"kind": "fixed", "amount": "20000"})
    _averages(data, fee, [part for _, part in parts], leaf)


def _fit(part: Any, place: Steps, known: tuple[str, ...], leaf: Leaf) -> None:
    """Remove what the kind has no use for, add what it needs; the field tried stays."""
    kind = part["kind"]
    for name in known:
        tried = leaf.steps[: len(place) + 1] == (*place, name)
        if name not in (*NEEDS[kind], *MAY.get(kind, ())) and not tried:
            part.pop(name, None)
        elif name in NEEDS[kind] and name not in part:
            part[name] = smallest(type_at((*place, name))) if name in LISTS else _given(name)


def _given(name: str) -> Any:
    return example(ExitFee, name)


def _averages(data: Any, fee: Any, parts: list[Any], leaf: Leaf) -> None:
    """Kinds that count average charges say of what time; a minimum that counts is one."""
    used = [fee["kind"], *(part["kind"] for part in parts[1:])]
    needed = any("average_over" in NEEDS[kind] for kind in used)
    averaged = any(kind in AVERAGED for kind in used)
    if needed or (averaged and leaf.key == "minimum_counts"):
        fee.setdefault("average_over", "6 months")
    elif leaf.key not in ("average_over", "amount"):
        fee.pop("average_over", None)
    if leaf.key == "minimum_counts":
        data["pricing"].setdefault("minimum_monthly", "30000")
