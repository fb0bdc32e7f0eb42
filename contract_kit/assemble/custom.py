"""Custom terms: clauses that a spec brings along, the way out where the vocabulary has no word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.wordings import Chosen
from contract_kit.library import Body, Clause, condition
from contract_kit.library.clauses import FrontMatter

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts

_NUMBERED = re.compile(r"^[^\S\n]{0,40}\d{1,9}\.\s", re.MULTILINE)
LAST = 10_000


def custom_id(index: int) -> str:
    """The id of the clause that a custom term becomes, counted from 0."""
    return f"custom.term{index + 1}"


def custom_terms(facts: Facts) -> Iterator[Chosen]:
    """The spec's own clauses, each at the end of its schedule, with the parameters it names."""
    terms: Any = facts.contract.get("custom_terms") or ()
    for index, term in enumerate(terms):
        root = f"custom_terms.{index}"
        names = term.parameters or {}
        front = FrontMatter.model_validate(
            {
                "id": custom_id(index),
                "title": term.title,
                "schedule": str(term.schedule),
                "order": LAST + index,
                "version": 1,
                "since": "spec",
                "parameters": {name: {"path": f"{root}.parameters.{name}"} for name in names},
            }
        )
        place = facts.contract.location(f"{root}.text")
        body = Body(f"{_numbered(term.text)}\n", place.line or 1, place.path)
        clause = Clause(front, condition("always"), {"text": body}, place.path)
        yield Chosen(clause, "spec", body)


def _numbered(text: str) -> str:
    """Plain paragraphs as numbered sub-clauses; a text that numbers its own stays as it is."""
    if _NUMBERED.search(text):
        return text
    return re.sub(r"(^|\n\s*\n)(?=[^\s|-])", r"\g<1>1. ", text)


def in_order(chosen: Iterable[Chosen]) -> list[Chosen]:
    """The clauses in printing order: the main agreement, then each schedule."""

    def place(one: Chosen) -> tuple[int, int, str]:
        schedule = one.schedule
        return (0 if schedule == "main" else int(schedule), one.clause.front.order, one.id)

    return sorted(chosen, key=place)
