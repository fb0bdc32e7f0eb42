"""What stands around the clauses of the short form, said shortly: assumptions and the last page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from contract_kit.assemble.assumed import unconfirmed
from contract_kit.document import Paragraph, Run, Section

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder

SAID_BELOW = frozenset(
    (
        "Customer",
        "Provider",
        "Effective Date",
        "Services",
        "Sites",
        "Industries",
        "Annual Charges (expected)",
        "At-Risk Amount a month",
    )
)
"""Key terms that the cover, or the start of a clause, says as well."""


def assumptions(builder: Builder) -> Section | None:
    """What the draft takes for granted where the spec is silent: every path, by value."""
    contract = builder.facts.contract
    assumed = _by_value((one.path, one.value) for one in unconfirmed(builder))
    supplied = _by_value((one.path, one.notation) for one in builder.figures.open())
    confirmed = (f"{one.id} ({one.by}, {one.on})" for one in contract.accepted)
    departures = (f"{one.path} = {one.own}, not {one.house}" for one in contract.departures)
    blocks = (
        *_listed("Assumed: ", assumed),
        *_listed("Figures in brackets: ", supplied),
        *_listed("Confirmed: ", confirmed),
        *_listed("Departs from house positions: ", departures),
    )
    title = "Assumptions in this draft"
    found = Section(title, kind="key_terms", blocks=blocks, anchor="assumptions")
    return found if blocks else None


def _by_value(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is assumed, the paths of one value together: `30 days: term.cause.cure, ...`."""
    found: dict[str, list[str]] = {}
    for path, value in dict.fromkeys(pairs):
        found.setdefault(value, []).append(path)
    for value, paths in found.items():
        yield f"{value}: {', '.join(paths)}"


def _listed(lead: str, texts: Iterable[str]) -> tuple[Paragraph, ...]:
    text = "; ".join(dict.fromkeys(texts))
    runs = (Run(lead, bold=True), Run(f"{text}."))
    return (Paragraph(runs, style="note"),) if text else ()


def colophon(builder: Builder, version: str) -> Section:
    """From what this document was built; each clause stands in the files' provenance."""
    get = builder.facts
    house = f" House positions: {get('contract.house')}." if get("contract.house") else ""
    line = (
        f"Spec {get('contract.id')}, SHA-256 {get.contract.hash}.{house} "
        f"Short form, built with contract_kit {version}."
    )
    blocks = (Paragraph((Run(line),), style="note"),)
    return Section("About this document", kind="colophon", blocks=blocks, anchor="colophon")
