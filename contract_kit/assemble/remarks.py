"""Comments in the margin of a draft: what it assumes, which defaults it takes, where it departs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contract_kit.assemble import assumed, house
from contract_kit.assemble.custom import custom_id
from contract_kit.assemble.values import Missing, Supplied
from contract_kit.document import Block, Comment, Paragraph, Section

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder
    from contract_kit.assemble.selection import Chosen


def added(builder: Builder, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with what their drafters should look at in the margin."""
    chosen = {one.id: one for one in builder.selection.chosen}
    heads = _assumed(builder)
    noted = tuple(_section(builder, section, chosen, heads) for section in sections)
    return house.remarked(builder.facts.contract.departures, noted)


def _section(
    builder: Builder, section: Section, chosen: dict[str, Chosen], heads: dict[str, list[str]]
) -> Section:
    inner = tuple(_section(builder, one, chosen, heads) for one in section.sections)
    one = chosen.get(section.anchor)
    if one is None:
        return replace(section, sections=inner) if inner else section
    first = [*_departure(builder, one), *_own_term(builder, one), *heads.get(one.id, ())]
    values = builder.values(one.clause.front.parameters, one.id, one.figures)
    open_ = {name: text for name, value in values.items() if (text := _bracket(builder, value))}
    blocks: list[Block] = []
    for block in section.blocks:
        if not isinstance(block, Paragraph):
            blocks.append(block)
            continue
        texts = [*first, *_defaults(one, open_, block.text)]
        first = []
        comments = tuple(Comment(text) for text in texts)
        blocks.append(replace(block, comments=comments) if comments else block)
    return replace(section, blocks=tuple(blocks), sections=inner)


def _bracket(builder: Builder, value: object) -> str:
    """How a value that the specification leaves open is printed; nothing for one that it gives."""
    if isinstance(value, Missing):
        return str(value)
    if isinstance(value, Supplied) and value.is_open:
        return f"[{builder.printer.text(value.value)}]"
    return ""


def _defaults(one: Chosen, open_: dict[str, str], text: str) -> Iterator[str]:
    """What is said of the spec's fields in whose place a block prints a default."""
    for name, bracket in open_.items():
        parameter = one.clause.front.parameters[name]
        if bracket in text and parameter.path:
            about = f" ({parameter.about})" if parameter.about else ""
            yield f"Default taken: the specification does not give {parameter.path}{about}."


def _departure(builder: Builder, one: Chosen) -> Iterator[str]:
    """What the spec's override of a clause changes, why, and who approved it."""
    override: Any = (builder.facts.contract.get("clauses") or {}).get(one.id)
    if override is None:
        return
    own = one.variant == "spec"
    kind = "has wording of its own" if own else f"has the {one.variant} wording"
    reason = f" Reason: {override.reason}." if override.reason else ""
    approved = f" Approved by {override.approved_by}." if override.approved_by else ""
    yield f"Departs from the rest of this draft: this clause {kind}.{reason}{approved}"


def _own_term(builder: Builder, one: Chosen) -> Iterator[str]:
    """That a clause is one of the spec's custom terms, and who approved it."""
    for index, term in enumerate(builder.facts.contract.custom_terms):
        if one.id == custom_id(index):
            approved = f", approved by {', '.join(term.approved_by)}" if term.approved_by else ""
            yield f"A term of this contract's own, not of the library{approved}."


def _assumed(builder: Builder) -> dict[str, list[str]]:
    """What the vocabulary assumes and nobody confirmed, each once, on the clause that says it."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in assumed.unconfirmed(builder):
        home = assumed.home(one.path, builder)
        if home:
            found.setdefault(home, {}).setdefault(one.text, []).append(one.path)
    return {home: [_assumption(*row) for row in texts.items()] for home, texts in found.items()}


def _assumption(text: str, paths: list[str]) -> str:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"Assumed: {text}. To change it, set {paths[0]}{more}."
