"""The page to sign: a block for each person, by the kind of entity and the custom there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.american import american
from contract_kit.assemble.lawful import entity
from contract_kit.document import Cell, Paragraph, Row, Run, Section, Table

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder

Block = tuple[str, dict[str, str], str]
"""What stands above a block, its lines with what is filled in, and a statement below them."""
_BOUND = "I have authority to bind the {}."
_DATED_AT = ("DE", "AT", "CH", "LI")
"""Countries where the place stands beside the date."""


def signature(builder: Builder) -> Section:
    """A block for each person who signs: the parties, affiliates that sign, the guarantor."""
    signs = builder.facts.contract.parties
    more = signs.guarantor is not None or signs.customer.affiliates_may == "sign"
    whose = "authorised representatives" if more else "the parties' authorised representatives"
    lead = f"Signed by {whose} on the dates below."
    tables = (_table(*block) for block in _blocks(builder))
    blocks: tuple[Paragraph | Table, ...] = (
        Paragraph((Run(american(lead, builder.facts.contract)),)),
        *tables,
    )
    return Section("Signatures", kind="signature", blocks=blocks, anchor="signatures")


def _blocks(builder: Builder) -> Iterator[Block]:
    parties = builder.facts.contract.parties
    for role in ("customer", "provider"):
        party = getattr(parties, role)
        kind = f", {entity(party)}" if entity(party) else ""
        head = f"For the {role.capitalize()}, {party.name}{kind}"
        for signatory in party.signatories or (None,):
            yield head, _lines(party, signatory), _statement(party)
        if role == "customer" and party.affiliates_may == "sign":
            for name in party.affiliates:
                yield f"For an Affiliate of the Customer, {name}", _lines(party, None), ""
    if parties.guarantor is not None:
        yield f"For the guarantor, {parties.guarantor.name}", _lines(parties.guarantor, None), ""


def _lines(party: Any, signatory: Any) -> dict[str, str]:
    """The lines of a block: an individual has no title, an American one signs after "By"."""
    kind = getattr(party, "kind", None)
    american = party.country == "US" and kind != "sole_trader"
    lines = {"By" if american else "Signature": "", "Name": "", "Title": "", "Date": ""}
    if signatory is not None:
        lines |= {"Name": signatory.name or "", "Title": signatory.title}
    if kind == "sole_trader":
        del lines["Title"]
    if party.country in _DATED_AT:
        del lines["Date"]
        lines |= {"Place": "", "Date": ""}
    return lines


def _statement(party: Any) -> str:
    """What a person who signs for a Canadian entity states of the authority to do so."""
    bound = party.kind not in (None, "sole_trader")
    name = {"llc": "company"}.get(party.kind, str(party.kind).replace("_", " "))
    return _BOUND.format(name) if party.country == "CA" and bound else ""


def _table(head: str, lines: dict[str, str], statement: str) -> Table:
    rows = [Row((_cell(head, bold=True, span=2),), head=True)]
    rows += [Row((_cell(label), _cell(text))) for label, text in lines.items()]
    if statement:
        rows.append(Row((_cell(statement, span=2),)))
    return Table(tuple(rows), summary=f"Signature: {head}")


def _cell(text: str, *, bold: bool = False, span: int = 1) -> Cell:
    return Cell((Paragraph((Run(text, bold=bold),)),), span=span)
