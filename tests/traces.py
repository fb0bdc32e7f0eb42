"""What a spec can leave out: how to take it out of one, and the words that must go with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from contract_kit.document import Document, Table

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a contract may do without.

    `remove` takes it out of the data of a spec; no printed text may match `words` afterwards, but
    for the clauses `denials`, which say that there is none.
    """

    remove: Callable[[Data], None]
    words: str
    denials: tuple[str, ...] = ()


def _drop(data: Data, *paths: str) -> None:
    """Take the keys at dotted paths out, where they stand."""
    for path in paths:
        *steps, last = path.split(".")
        inner: Any = data
        for step in steps:
            inner = inner.get(step) if isinstance(inner, dict) else None
        if isinstance(inner, dict):
            inner.pop(last, None)


def _reworded(value: Any, pattern: str, word: str) -> Any:
    """The same data with the spec's own words for a feature replaced."""
    if isinstance(value, dict):
        return {key: _reworded(one, pattern, word) for key, one in value.items()}
    if isinstance(value, list):
        return [_reworded(one, pattern, word) for one in value]
    return re.sub(pattern, word, value) if isinstance(value, str) else value


def _credits(data: Data) -> None:
    _drop(data, "service_levels.credits", "service_levels.termination_trigger.credits_at_cap")
    for role in data.get("roles", {}).values():
        authority = role.get("authority")
        if isinstance(authority, list):
            role["authority"] = [one for one in authority if one != "credits"]
    for metric in data.get("service_levels", {}).get("metrics", {}).values():
        metric.pop("weight", None)
    _drop(data, "pilot.credits_apply")


def _bonuses(data: Data) -> None:
    _drop(data, "service_levels.bonuses")


def _levels(data: Data) -> None:
    _credits(data)
    _pilot(data)
    _drop(data, "service_levels", "governance.reports")
    for meeting in data.get("governance", {}).get("meetings", {}).values():
        meeting.pop("inputs", None)
    for process in data["scope"]["processes"].values():
        process |= {"sla": "none", "sla_reason": "judged by what is delivered"}


def _personal_data(data: Data) -> None:
    data["data_protection"] = {"personal_data": False, "phi": {"in_scope": False}}
    for section in {"roles", "transition"} & set(data):
        data[section] = _reworded(data[section], r"(?i)data protection|privacy", "legal")
    _drop(data, "risk.data_super_cap")


def _pilot(data: Data) -> None:
    _drop(data, "pilot")
    milestones = data.get("transition", {}).get("milestones", {})
    if passed := milestones.pop("pilot_passed", None):
        milestones["live"] = passed | {"test": "work runs for a week"}


def _transition(data: Data) -> None:
    _pilot(data)
    _drop(data, "transition", "pricing.charges.transition", "term.convenience.fee")


def _acceptance(data: Data) -> None:
    _drop(data, "scope.deliverables")
    for process in data["scope"]["processes"].values():
        if "sla_reason" in process:
            process["sla_reason"] = "done on request"


def _meetings(data: Data) -> None:
    _drop(data, "governance.meetings")


FEATURES: dict[str, Feature] = {
    "service levels": Feature(
        _levels, r"service levels?|service credits?|at-risk|bonus(es)?|earn(ed|s)? back"
    ),
    "credits": Feature(_credits, r"service credits?|at-risk|earn(ed|s)? back|penalty"),
    "bonuses": Feature(_bonuses, r"bonus(es)?", ("sla.no_bonus", "sla.nature")),
    "personal data": Feature(
        _personal_data,
        r"personal data|data protection|data subjects?|controllers?|processors?|sub-processors?"
        r"|supervisory authorit(y|ies)|privacy",
        ("dp.none",),
    ),
    "pilot": Feature(_pilot, r"pilots?"),
    "transition": Feature(_transition, r"transition|milestones?|pilots?"),
    "acceptance": Feature(_acceptance, r"its acceptance|acceptance (tests?|criteria|period)"),
    "meetings": Feature(
        _meetings, r"(these|such) meetings|agenda|service reviews?|committees?|steering"
    ),
}


def traces(document: Document, feature: Feature) -> Iterator[str]:
    """Each printed text that still speaks of a feature, with its section."""
    words = re.compile(rf"\b({feature.words})\b", re.IGNORECASE)
    for section in document.walk():
        if section.anchor in ("assumptions", "colophon", *feature.denials):
            continue
        texts = [section.title]
        for block in section.blocks:
            is_table = isinstance(block, Table)
            texts += [block.caption, *(r.text for r in block.rows)] if is_table else [block.text]
        yield from (f"{section.anchor}: {text}" for text in texts if words.search(text))
