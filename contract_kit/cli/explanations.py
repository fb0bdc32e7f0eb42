"""What `explain` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contract_kit.library import Clause
    from contract_kit.library.packs import Pack, Requirement

WIDTH = 96
MIN_COLUMN = 44
_GAP = " | "


def fill(label: str, text: str) -> str:
    """A text after its label, in lines of a width that is easy to read."""
    return textwrap.fill(
        text,
        _width(),
        initial_indent=f"{label}: ",
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _width() -> int:
    """How wide a text is set: as the terminal, at most what is easy to read."""
    return max(min(WIDTH, get_terminal_size((WIDTH, 24)).columns), MIN_COLUMN)


def rule(one: Any) -> str:
    """A rule: code, severity, what it asks."""
    strict = "\nA completeness rule: a warning until one of its fields is given, or with --strict."
    note = strict if one.completeness else ""
    return f"{one.id} {one.title} ({one.severity})\n{textwrap.fill(one.text, _width())}{note}"


def conditions(packs: Iterable[Pack]) -> dict[str, str]:
    """Every condition the packs use, and what it means; `always` is none."""
    return {name: one.about for pack in packs for name, one in pack.conditions.items()}


def asks_for(wanted: Iterable[str], name: str) -> bool:
    """Whether a list of conditions (`a|b` is either) names a condition."""
    return any(name in entry.split("|") for entry in wanted)


def condition(name: str, packs: Sequence[Pack]) -> str:
    """A condition: what it means, how to assume or deny it, and what waits for it."""
    using = [
        one.id for pack in packs for one in pack.requirements if asks_for(one.applies_when, name)
    ]
    asserting = [pack.id for pack in packs if name in pack.asserts]
    found = any(pack.conditions[name].found_by for pack in packs if name in pack.conditions)
    lines = [fill(f"{name} — a condition", conditions(packs)[name])]
    lines.append(fill("Assume it", f"contract-kit scan FILE --assume {name}"))
    lines.append(fill("Deny it", f"--assume no-{name}"))
    if asserting:
        lines.append(fill("Assumed with", ", ".join(f"--pack {one}" for one in asserting)))
    if found:
        lines.append(fill("Found", "in documents, by the words listed in docs/conditions.md"))
    whole = [pack.id for pack in packs if asks_for(pack.when, name)]
    if whole:
        lines.append(fill("Packs read only when it holds", ", ".join(whole)))
    lines.append(fill("Requirements that wait for it", ", ".join(using) or "none"))
    return "\n".join(lines)


def requirement(
    one: Requirement, cures: Iterable[tuple[str, str]], known: Mapping[str, str] | None = None
) -> str:
    """A requirement: law, decision rule, what only looks like it, examples, curing clauses.

    `known` tells what the conditions mean.
    """
    lines = [f"{one.id} — {one.title} ({one.severity}, {one.citation})", fill("Why", one.why)]
    lines.append(
        fill("Applies when", "; ".join(_meant(entry, known or {}) for entry in one.applies_when))
    )
    lines.append(fill("Satisfied when", one.satisfied_when))
    if one.partial_when:
        lines.append(fill("Half when", one.partial_when))
    lines += [fill("Looks like it, but is not", text) for text in one.looks_like]
    for value in one.values:
        word = "at most" if value.direction == "max" else "at least"
        lines.append(
            f"Value {value.parameter}: {word} {value.default:g} {value.unit} ({value.basis})"
        )
    for example in one.examples:
        lines.append(fill(f"Example, {example.status}", " ".join(example.text.split())))
    named = ", ".join(f"{clause} ({variant})" for clause, variant in cures)
    lines.append(fill("Clauses that meet it", named or "none yet"))
    return "\n".join(lines)


def pack(one: Pack, known: Mapping[str, str]) -> str:
    """A pack: source, note, when it is read, its requirements by topic."""
    lines = [f"{one.id} — {one.title} (a pack of {len(one.requirements)} requirements)"]
    lines.append(fill("Source", one.source))
    lines += [fill("Version", one.version_note)] if one.version_note else []
    lines += [fill("Note", one.note)] if one.note else []
    read_when = "; ".join(_meant(entry, known) for entry in one.when) or "always"
    lines.append(fill("Read when", read_when))
    lines.append(fill("Ask for it", f"contract-kit scan FILE --pack {one.id}"))
    listed = {id_ for ids in one.topics.values() for id_ in ids}
    rest = [each.id for each in one.requirements if each.id not in listed]
    others = "Other requirements" if listed else "Requirements"
    for topic, ids in (*one.topics.items(), (others, rest)):
        if ids:
            lines += ["", topic, *(_in_pack(one.by_id[id_]) for id_ in ids if id_ in one.by_id)]
    return "\n".join(lines)


def _in_pack(one: Requirement) -> str:
    return f"  {one.id:30} {one.severity:8} {one.title}"


def _meant(entry: str, known: Mapping[str, str]) -> str:
    """A condition with its meaning: `gdpr (the GDPR applies)`; `a|b` is either."""
    names = entry.split("|")
    return " or ".join(f"{name} ({known[name]})" if name in known else name for name in names)


def clause(one: Clause, width: int = WIDTH) -> str:
    """A clause: condition, parameters and wordings, side by side where `width` has room."""
    front = one.front
    unnumbered = {"main": "main agreement", "attached": "documents built alone"}
    place = unnumbered.get(front.schedule) or f"schedule {front.schedule}"
    lines = [f"{front.id} — {front.title} ({place}, version {front.version}, since {front.since})"]
    lines.append(f"Printed when: {front.when}{', mandatory' if front.mandatory else ''}")
    lines.append(f"Law checked: {front.law_checked}")
    if front.needs:
        lines.append(f"Needs: {', '.join(front.needs)}")
    for name, parameter in front.parameters.items():
        about = f" — {parameter.about}" if parameter.about else ""
        path = parameter.path or f"clauses.{one.id}.figures.{name}"
        figures = parameter.figure
        if isinstance(figures, dict):
            figures = ", ".join(f"{text} ({key})" for key, text in figures.items())
        lines.append(
            f"Parameter {name}: {path}{about} [default: {figures or parameter.default or 'none'}]"
        )
    wordings = [
        (f"== {variant} ({', '.join(_claims(one, variant)) or 'claims nothing'})", body.source)
        for variant, body in one.bodies.items()
    ]
    column = (width - len(_GAP) * (len(wordings) - 1)) // len(wordings)
    if len(wordings) > 1 and column >= MIN_COLUMN:
        return "\n".join([*lines, "", *_side_by_side(wordings, column)])
    for head, source in wordings:
        lines += ["", head, source.rstrip()]
    return "\n".join(lines)


def _side_by_side(texts: list[tuple[str, str]], column: int) -> Iterator[str]:
    """Wordings beside each other, each in a column of its own, their first lines level."""
    heads = [textwrap.wrap(head, column, subsequent_indent="   ") for head, _ in texts]
    deepest = max(map(len, heads))
    columns = [head + [""] * (deepest - len(head)) for head in heads]
    for lines, (_, source) in zip(columns, texts, strict=True):
        for line in source.rstrip().splitlines():
            lines.extend(textwrap.wrap(line, column, subsequent_indent="   ") or [""])
    for parts in zip_longest(*columns, fillvalue=""):
        yield _GAP.join(part.ljust(column) for part in parts).rstrip()


def _claims(one: Clause, variant: str) -> Iterator[str]:
    for claim in one.claims(variant):
        given = f" if {' and '.join(claim.given)} given" if claim.given else ""
        given += f" when {claim.when}" if claim.when != "always" else ""
        yield f"{claim.requirement}{' in part' if claim.level == 'partial' else ''}{given}"
