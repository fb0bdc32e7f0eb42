"""Marks on passages: printed numbers split off, headings recognised."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.read import headings, numbers
from contract_kit.read.passages import Passage, cut

if TYPE_CHECKING:
    from contract_kit.read.numbers import Label

_HEADING = ("decimal", "article")  # kinds of number that headings of clauses have
_MANY = 3  # so many headings named by the format: no other ones are looked for


def find_numbers(stream: list[Passage]) -> list[Passage]:
    """Split printed numbers off the words, and run-in headings off their text."""
    found: list[Passage] = []
    previous: dict[str, Label] = {}
    waiting: Passage | None = None
    for passage in stream:
        if passage.table is not None or passage.number or passage.contents or passage.settled:
            found.extend([waiting, passage] if waiting else [passage])
            waiting = None
            continue
        text = passage.text
        label = numbers.split(text, previous.get("lower"))
        if waiting is not None:
            if label is None:
                _take_number(passage, waiting)
                label = label_of(passage)
                found.extend(_split_run_in(passage, label) if label else [passage])
                waiting = None
                continue
            found.append(waiting)
            waiting = None
        listed = passage.style == "bullet" and label is not None and label.word
        if label is None or listed or (label.bare and not _in_row(label, previous)):
            found.append(passage)  # "• Schedule 1: Fees" lists a schedule that stands elsewhere
            continue
        _apply(passage, label, previous)
        if not passage.runs and label.kind not in {"schedule", "article"}:
            waiting = passage
            continue
        found.extend(_split_run_in(passage, label))
    return [*found, waiting] if waiting else found


def _in_row(label: Label, previous: dict[str, Label]) -> bool:
    """Whether a bare figure is the first of a row or the next: else it is a street number."""
    before = previous.get("decimal")
    return label.value == (1,) or (
        before is not None and label.value[0] - before.value[0] in {1, 2}
    )


def _take_number(passage: Passage, alone: Passage) -> None:
    """A number on a line of its own belongs to the passage below it."""
    passage.number, passage.level, passage.start = alone.number, alone.level, alone.start
    passage.ordinal = alone.ordinal if alone.ordinal is not None else passage.ordinal
    if alone.style == "bullet":
        passage.style = "bullet"


def _apply(passage: Passage, label: Label, previous: dict[str, Label]) -> None:
    passage.runs = cut(passage.runs, label.length)
    passage.number = label.text
    if passage.level is None:
        passage.level = label.level
    if label.kind == "bullet":
        passage.style = "bullet"
        return
    if label.kind == "decimal":
        previous["decimal"] = label
    if label.kind == "lower":
        previous["lower"] = label
    elif label.kind in {"decimal", "article", "schedule"}:
        previous.pop("lower", None)


def _split_run_in(passage: Passage, label: Label) -> list[Passage]:
    """`9. Term. This Agreement …` as the heading `Term` and its paragraph."""
    top = label.kind == "article" or (label.kind == "decimal" and len(label.value) == 1)
    if not top or ")" in label.text or passage.heading:
        return [passage]
    length = headings.run_in(passage.text)
    if not length:
        return [passage]
    head = replace(passage, runs=cut(passage.runs, 0, length), heading=None, strong=True)
    body = replace(
        passage, runs=cut(passage.runs, length), number="", level=0, anchor="", heading=0
    )
    return [head, body]


def find_headings(stream: list[Passage]) -> None:
    """Decide about every passage whose format does not say whether it is a heading."""
    told = sum(1 for one in stream if one.heading)
    strong_share = sum(1 for one in stream if one.strong) / max(len(stream), 1)
    around = zip([None, *stream], stream, [*stream[1:], None], strict=False)
    for above, passage, below in around:
        if passage.table is not None or passage.contents or passage.style == "bullet":
            passage.heading = 0
        elif passage.heading:
            passage.heading = _styled(passage)
        elif passage.heading is None and told < _MANY:
            label = label_of(passage)
            strong = passage.strong and strong_share < 0.5
            if headings.is_heading(passage.text, label, strong=strong) or _heads(
                above, passage, below, label
            ):
                passage.heading = _rank(passage, label)
        elif passage.heading is None:
            label = label_of(passage)
            known = label is not None and label.kind in {"schedule", "article"}
            if known and headings.is_heading(passage.text, label, strong=passage.strong):
                passage.heading = 1


def _heads(
    above: Passage | None, passage: Passage, below: Passage | None, label: Label | None
) -> bool:
    """Whether plain words head what stands below them: its first part, or a sentence.

    Items of a list stand among others of their kind and head nothing.
    """
    if below is None or below.table is not None:
        return False
    if (label and label.kind not in _HEADING) or not headings.may_head(
        passage.text, numbered=label is not None
    ):
        return False
    under = label_of(below)
    if label is None:
        return under is None and below.style != "bullet" and headings.is_sentence(below.text)
    if under is not None and under.kind in _HEADING:
        return under.value[:-1] == label.value
    beside = label_of(above) if above is not None and above.table is None else None
    listed = beside is not None and len(beside.value) == len(label.value)
    return not listed and headings.is_sentence(below.text)


def drop_lists(stream: list[Passage]) -> None:
    """A list of headings that come again later, with their text, is no outline."""
    last: dict[str, int] = {}
    for at, passage in enumerate(stream):
        if passage.heading and passage.number:
            last[passage.number.lower()] = at
    for at, passage in enumerate(stream[:-1]):
        if not (passage.heading and passage.number and passage.text):
            continue
        again, below = stream[last[passage.number.lower()]], stream[at + 1]
        follows = 0 < (below.heading or 0) <= passage.heading or _are_schedules(passage, below)
        if again is not passage and follows and _same(passage, again):
            passage.heading = 0


def _are_schedules(one: Passage, other: Passage) -> bool:
    """Whether both are headings of schedules, whatever their ranks: one holds no other."""
    labels = label_of(one), label_of(other)
    return bool(one.heading and other.heading) and all(
        label is not None and label.kind == "schedule" for label in labels
    )


def _same(one: Passage, other: Passage) -> bool:
    """Whether two headings read the same, as far as the shorter one goes."""
    first, second = (re.sub(r"\W+", "", text.lower()) for text in (one.text, other.text))
    return not second or first.startswith(second[:12]) or second.startswith(first[:12])


def _styled(passage: Passage) -> int:
    """A heading style on a whole sentence only numbers it: then it is a paragraph."""
    words, text = passage.text.split(), passage.text
    if not words:  # nothing but its number: "Annex A"
        return passage.heading or 0
    loose = len(words) > 12 or (
        len(words) > 4 and not headings.titled(text) and not headings.caps(text)
    )
    sentence = text[-1:] in ";," or (loose and text[-1:] in ".:")
    return 0 if len(words) > 30 or sentence else passage.heading or 0


def label_of(passage: Passage) -> Label | None:
    """The number of a passage, read again."""
    if not passage.number:
        return None
    return numbers.split(passage.number + " ") or numbers.split(passage.number + ". ")


def _rank(passage: Passage, label: Label | None) -> int:
    """Outline level by the form of the number: schedules hold articles, articles hold 4.2."""
    if label is None:
        return 3 if headings.caps(passage.text) else 4
    if label.kind == "decimal":
        return 2 + len(label.value)
    return {"schedule": 1, "article": 2, "upper": 6, "roman": 6}.get(label.kind, 7)
