"""What rules tie together in the frame of a contract: arbitration, parties and who signs."""

from __future__ import annotations

from typing import Any

from tests.fields.leaves import Leaf
from tests.fields.level_ties import number


def _arbitration(data: Any, leaf: Leaf) -> None:
    """An arbitration stands without other final courts; somebody administers it or appoints."""
    terms = data["contract"].get("arbitration")
    if terms is None:
        return
    data["contract"].pop("courts", None)
    named = {"institution", "appointing_authority"} & set(terms)
    if leaf.key in ("institution", "appointing_authority"):
        terms["rules"] = "Rules of Trade"
        for other in named - {leaf.key}:
            terms.pop(other)
    if number(terms.get("arbitrators", "1")) % 2 == 0:
        terms["arbitrators"] = str(number(terms["arbitrators"]) + 1)


def _notices(data: Any, leaf: Leaf) -> None:
    """Notices by e-mail have addresses, addresses are used."""
    ways = data["contract"].get("notices_by")
    for side in data["parties"].values() if ways else ():
        notices = side.setdefault("notices", {})
        if "email" in ways:
            notices.setdefault("email", "legal@example.com")
        else:
            notices.pop("email", None)
        if not notices:
            side.pop("notices")


def _signing(data: Any, leaf: Leaf) -> None:
    """A law of formation has a kind of entity; what affiliates may do has affiliates."""
    for name, side in data["parties"].items():
        if name == "guarantor":
            continue
        if "formed_in" in side and side.get("kind") in (None, "sole_trader"):
            side["kind"] = "company"
        if "affiliates_may" in side:
            side.setdefault("affiliates", ["Larkspur Garden Ltd"])


def _retention(data: Any, leaf: Leaf) -> None:
    """A time that begins with an event has a length."""
    known = data.get("data_protection") or {}
    if "retention_from" in known:
        known.setdefault("retention", "24 months")


FRAME_TIES = (_arbitration, _notices, _signing, _retention)
