"""A clause in other words: denied, turned around, as a recital, blacked out.

`denied` flips whole sentences. The finite verb of each main clause is denied ("shall not", "is
not", "does not keep"); a sentence that is a denial already loses it ("may" for "shall not"). What
hangs on "if", "that", "which" and their like stays as it is. Items of a list are denied with their
lead-in, so only those with a verb of their own change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import dropwhile

from contract_kit.document import Block, Paragraph, Run, Section

PERMISSION = re.compile(r"\b(?:may|is (?:entitled|free) to|has the right to)\b(?! not)")
"""Words that let somebody do something."""
BAN = re.compile(r"\b(?:shall|may|must|will|is|are) not\b|^(?:No|Neither|Nobody)\b")
"""Words that forbid something."""
_RECITAL = "WHEREAS the parties have talked about the following: "
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z])")
_SEGMENT = re.compile(r"((?<=[,;:])\s+|\s+(?=(?:and|or|but)\s))")
_SUBORDINATE = re.compile(
    r"\b(?:if|where|when|whenever|unless|until|to the extent|so far as|as far as|while|once|after"
    r"|before|because|which|whose|whom|who|that|as|whether|what|how)\b",
    re.I,
)
_GOES_ON = re.compile(r"(?:and|or|but|is|are|has|have|was|were|does|do)\b", re.I)
_SUBJECT = re.compile(r"(?:and|or|but) (?:the|it|they|each|either|neither|both|no|its|their)\b")
_DUTY = re.compile(r"\bshall\b")
_RELEASE = "shall not be obliged to"
_NOT_RELEASED = re.compile(r"\b(?:not|no|never|neither|nothing|nobody|without|only)\b", re.I)
_SHARED = re.compile(r"(?:and|or|but) (?:shall|may|must|will|can)\b")
_MODAL = re.compile(r"\b(?:shall|may|must|will)\b")
_Change = Callable[[re.Match[str]], str]
_DENIALS: tuple[tuple[re.Pattern[str], _Change], ...] = tuple(
    (re.compile(pattern), change)
    for pattern, change in (
        (r"\bNeither party\b", lambda match: "Either party"),
        (r"\bneither party\b", lambda match: "either party"),
        (r"^(?:No(?!\.)|Nothing|Nobody)\b", lambda match: _NONE[match[0]]),
        (r"^(and|or|but) no\b", lambda match: f"{match[1]} any"),
        (r"\b(?:shall|may|must|will) not\b", lambda match: "may"),
        (r"\b(is|are|has|have|was|were) not\b", lambda match: match[1]),
        (r"\bdo(?:es)? not (\w+)", lambda match: f"may {match[1]}"),
        (r"\bcannot\b", lambda match: "can"),
        (
            r"\b(shall \w+|may \w+|is|are|has|have|bears?|takes?|gives?) no\b",
            lambda match: f"{match[1]} every",
        ),
        (
            r"\b(shall|may|must|will|can|is|are|has|have|was|were)\b(?! not\b)",
            lambda match: f"{match[1]} not",
        ),
        (
            r"((?:^|\s)(?:[Tt]he (?:Customer|Provider)|[Ii]t|[Ee]ach party|[Tt]his \w+)\s+)"
            r"(?!is\b|has\b|was\b)([a-z]+?)(ies|sses|[xo]es|[cs]hes|s)\b",
            lambda match: f"{match[1]}does not {_base(match[2], match[3])}",
        ),
        (
            r"((?:^(?:[Tt]he [Pp]arties|[Tt]hey|[Tt]he (?:Services|Charges))"
            r"|\s(?:the parties|they))\s+)"
            r"(?!are\b|have\b|were\b|shall\b|may\b|must\b|will\b|can\b)([a-z]{3,})\b",
            lambda match: f"{match[1]}do not {match[2]}",
        ),
    )
)
_PARTY = re.compile(r"(?<!another )(?<!former )\b([CcPp])(ustomer|rovider)\b")
_NONE = {"No": "Any", "Nothing": "Everything", "Nobody": "Anybody"}


def rewrite(section: Section, change: Callable[[str], str]) -> Section:
    """The section with every text changed."""

    def paragraph(one: Paragraph) -> Paragraph:
        return replace(one, runs=(Run(change(one.text)),))

    def block(one: Block) -> Block:
        if isinstance(one, Paragraph):
            return paragraph(one)
        rows = []
        for row in one.rows:
            cells = [replace(c, paragraphs=tuple(map(paragraph, c.paragraphs))) for c in row.cells]
            rows.append(replace(row, cells=tuple(cells)))
        return replace(one, rows=tuple(rows))

    return replace(section, blocks=tuple(block(one) for one in section.blocks))


def denied(section: Section) -> Section:
    """The section with each of its sentences denied."""
    return rewrite(section, deny)


def deny(text: str) -> str:
    """The text with every sentence denied that has a finite verb."""
    return " ".join(_deny_sentence(one) for one in _SENTENCE.split(text))


def released(section: Section) -> Section:
    """The section with each duty of its sentences lifted: nobody is obliged to it."""
    return rewrite(section, lambda text: " ".join(map(_release, _SENTENCE.split(text))))


def _release(sentence: str) -> str:
    """A sentence with "shall" made "shall not be obliged to", where it says no "not"."""
    return sentence if _NOT_RELEASED.search(sentence) else _DUTY.sub(_RELEASE, sentence)


def _deny_sentence(sentence: str) -> str:
    """The first main clause denied, and each further one with a modal verb or its own subject."""
    parts = _SEGMENT.split(sentence)
    main = [place for place in range(0, len(parts), 2) if _is_main(parts[place])]
    if not _is_main(sentence):
        main = list(dropwhile(lambda place: _GOES_ON.match(parts[place]) is not None, main))
    done = False
    for place in main:
        if main[0] < place and not done and _SHARED.match(parts[place]):
            continue
        again = place > 0 and parts[place - 2].endswith(":") and parts[place].startswith("they ")
        if not done or again or _MODAL.search(_free(parts[place])) or _SUBJECT.match(parts[place]):
            changed = _deny_clause(parts[place])
            done, parts[place] = done or changed != parts[place], changed
    return "".join(parts)


def _is_main(part: str) -> bool:
    """Whether a segment does not begin with a word that makes it hang on another."""
    return not re.match(rf"(?:and |or |but )?(?:{_SUBORDINATE.pattern})", part, re.I)


def _free(clause: str) -> str:
    """A clause up to the first word on which something hangs."""
    below = _SUBORDINATE.search(clause)
    return clause[: below.start()] if below else clause


def _deny_clause(clause: str) -> str:
    """One main clause denied: its first finite verb that hangs on nothing."""
    end = len(_free(clause))
    found = [(match, change) for one, change in _DENIALS if (match := one.search(clause, 0, end))]
    if not found:
        return clause
    match, change = min(found, key=lambda one: (one[0].start(), -one[0].end()))
    return clause[: match.start()] + change(match) + clause[match.end() :]


def _base(stem: str, ending: str) -> str:
    """The plain form of a verb in the third person: keeps, passes, notifies."""
    if ending == "ies":
        return f"{stem}y"
    return stem + (ending[:-2] if ending.endswith("es") else "")


def swapped(section: Section) -> Section:
    """The section with customer and provider in each other's place."""
    other = {"ustomer": "rovider", "rovider": "ustomer"}
    first = {"C": "P", "P": "C", "c": "p", "p": "c"}

    def swap(match: re.Match[str]) -> str:
        return first[match[1]] + other[match[2]]

    return rewrite(section, lambda text: _PARTY.sub(swap, text))


def redacted(section: Section) -> Section:
    """The section blacked out below its heading."""
    return rewrite(section, lambda text: "[***]" if text.strip() else text)


def recital(section: Section) -> Section:
    """The clause as one of the recitals."""
    moved = rewrite(section, lambda text: f"{_RECITAL}{text}" if text.strip() else text)
    blocks = tuple(
        replace(one, number="", level=0, style="body") if isinstance(one, Paragraph) else one
        for one in moved.blocks
    )
    return replace(moved, title="Recitals", number="", blocks=blocks)
