"""Altered figures and comparison words of what the stranger relied on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from tests import oracle
from tests.oracle import measured
from tests.oracle.months import Ledger
from tests.oracle.printed import Printed
from tests.oracle.words import MONTHS, OPEN, opened

Inputs = dict[str, str] | None
Alter = Callable[[str, Sequence[tuple[str, str]]], Iterator[tuple[str, str]]]
NUMBER = re.compile(r"(?<![\w,.])\d[\d,]*(?:\.\d+)?")
_MONTH = "|".join(MONTHS)
DATE = re.compile(rf"\b(\d+) ({_MONTH}) (\d{{4}})\b|\b({_MONTH}) (\d+), (\d{{4}})\b")
OPPOSITE = {
    "at least": "at most", "at most": "at least", "above": "below", "below": "above",
    "worse": "better", "Worse": "Better", "lower": "higher", "higher": "lower",
    "greatest": "smallest", "highest": "lowest", "multiplied": "divided", "divided": "multiplied",
    "falls short of": "exceeds", "more": "less", "less": "more", "before": "after",
    "after": "before", "less than": "more than", "Expected": "Minimum", "Minimum": "Expected",
    "consecutive": "single", "not carried over": "carried over", "monthly": "yearly",
    "yearly": "monthly", "month": "year", "fixed": "variable", "simple": "compound",
    "each": "no", "only": "also", "no later than": "later than",
}  # fmt: skip


def relied(
    markdown: str, rows: Sequence[str], names: dict[str, str], inputs: Inputs = None
) -> list[tuple[str, str]]:
    """The lines and the words in them that the stranger read for its figures."""
    printed = Printed(markdown)
    with suppress(oracle.Unreadable):
        Ledger(printed, measured.read(rows, names), inputs).months()
    return list(printed.relied)


def numbers(words: str) -> Iterator[str]:
    """The words with one number altered: one more, or a date one year later."""
    dates = [found.span() for found in DATE.finditer(words)]
    for start, end in dates:
        year = words[start:end]
        later = re.sub(r"\d{4}", lambda found: str(int(found[0]) + 1), year)
        yield words[:start] + later + words[end:]
    for found in NUMBER.finditer(words):
        if not any(start <= found.start() < end for start, end in dates):
            yield words[: found.start()] + _more(found[0]) + words[found.end() :]


def _more(text: str) -> str:
    """One more in the last place, or in the units of a sum that has cents."""
    whole, dot, cents = text.partition(".")
    if not dot or cents == "00":
        return f"{int(whole.replace(',', '')) + 1:,}{dot}{cents}"
    return f"{whole}.{str(int(cents) + 1).zfill(len(cents))[-len(cents) :]}"


def comparisons(words: str) -> Iterator[str]:
    """The words with one comparison turned round."""
    for word, opposite in OPPOSITE.items():
        for found in re.finditer(rf"\b{word}\b", words):
            yield words[: found.start()] + opposite + words[found.end() :]


def mutants(markdown: str, read: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What was altered, and the document with it."""
    text = OPEN.sub(r"\1", markdown)
    for line, words in read:
        whole = opened(line)
        for altered in (*numbers(words), *comparisons(words)):
            place = whole.replace(words, altered, 1) if whole != words else altered
            if whole in text:
                yield f"{words} -> {altered}", text.replace(whole, place)


def struck(markdown: str, read: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each sentence that was read, and the document without it."""
    text = OPEN.sub(r"\1", markdown)
    for sentence in dict.fromkeys(line for line, _ in read if not line.startswith("|")):
        without = re.sub(rf" ?{re.escape(sentence)}", "", text)
        yield sentence, re.sub(r"(?m)^ *(?:\d+\.\d+|\([a-z]\)|-)$", "", without)


def answer(
    markdown: str, rows: Sequence[str], names: dict[str, str], inputs: Inputs = None
) -> object:
    """What the stranger makes of a file; a refusal is an answer, too."""
    try:
        return oracle.settle(markdown, rows, names, inputs)
    except oracle.Unreadable as refusal:
        return str(refusal)


def survivors(
    markdown: str,
    cases: Sequence[Sequence[str]],
    names: dict[str, str],
    inputs: Inputs = None,
    alter: Alter = mutants,
) -> tuple[int, list[str]]:
    """How many alterations there are, and those that changed the answer to no case.

    A case is the files of some months.
    """
    read = dict.fromkeys(part for rows in cases for part in relied(markdown, rows, names, inputs))
    plain = [(rows, answer(markdown, rows, names, inputs)) for rows in cases]
    altered = dict(alter(markdown, list(read)))
    alive = [
        what
        for what, text in altered.items()
        if all(answer(text, rows, names, inputs) == before for rows, before in plain)
    ]
    return len(altered), alive
