"""What a paragraph is: text that binds, or a recital, a definition, a line of the contents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from contract_kit.scan.lists import number_of

if TYPE_CHECKING:
    from contract_kit.document import Paragraph, Section

Kind = Literal["heading", "body", "row", "contents", "recital", "definition", "unticked", "deleted"]

_RECITALS = re.compile(
    r"\W*(?:(?:whereas|recitals?|preamble)\b|background(?:\s+(?:information|statement"
    r"|(?:and|&|to|of)\s+(?:recitals?|purpose|introduction|reasons|(?:the|this)\b).*))?\W*$)",
    re.I,
)
"""Titles of recitals; "Background checks" and "Background and scope" head clauses."""
_RECITAL_LINE = re.compile(r"^\W*(?:\([A-Z]\)\s*)?whereas\b", re.I)
_AGREED = re.compile(
    r"\b(?:it is (?:hereby )?agreed|now,? therefore|the parties (?:hereby )?agree|agree as follows"
    r"|agreed as follows)\b",
    re.I,
)
_DUTY = re.compile(r"\b(?:shall|must)\b")
_RECITED = re.compile(r"^\W*(?:\([A-Za-z]\)|[A-Z][.)]|whereas\b|WHEREAS\b|Whereas\b)")
_DEFINITION = re.compile(
    r"^\W*(?:\d[\d.]*\s*|\([a-z]{1,4}\)\s*)?[\"“][^\"”]{1,80}[\"”](?:[^.]{0,60})?\s+"
    r"(?:means?|shall mean|has the meaning|have the meaning|refers? to|includes?|is defined)\b",
    re.I,
)
_QUOTED = re.compile(r"^\s*(?:\(?[a-z0-9.]{1,6}\)?\s+)?[\"“'‘]")
_OBLIGES = re.compile(
    r"(?!\W*[\"“'‘])(?:(?!means?\b|refers?\b)[^\s:]{1,30}\s+){1,8}(?:shall|will|must|may|agrees?|undertakes?)"
    r"\s+(?!(?:also\s+|only\s+)?(?:mean|include|refer|have\s+the|be\s+(?:deemed|construed|interpreted|read"
    r"|understood|taken|defined|a\s+reference)))",
    re.I,
)
"""Somebody shall do something, which no definition says."""
_DEFINITIONS = re.compile(r"\bdefinitions?\b|\bdefined terms\b|^interpretation\b", re.I)
_CONTENTS_TITLE = re.compile(r"^\W*(?:table of )?contents\W*$", re.I)
_MEANING = re.compile(
    r"\b(?:shall|will)\s+have\s+the\s+(?:same\s+)?meanings?\b|\bha(?:s|ve)\s+the\s+(?:same\s+)?meanings?\b"
    r"|[\"”]\s+(?:means|shall mean)\b|\bcapitali[sz]ed terms\b",
    re.I,
)
_MEANT = ("mean", "MEAN", "Mean", "apitali", "APITALI")
"""Letters one of which stands where a text says what words mean."""
_UNTICKED = re.compile(r"\W{0,3}(?:[☐□▢❏❐❑❒⬜]|\[\s?\](?=\s+\w)|\(\s{1,3}\)(?=\s+\w))[^☒☑☐□]*$")
_PART = r"(?:clause|paragraph|section|provision|sentence|article|term|text|wording|part)s?"
_ENDED = (
    r"(?:deleted|omitted|struck(?:\s+(?:out|through))?|removed|cancell?ed|revoked|repealed|withdrawn"
    r"|superseded|disapplied|void|without\s+effect|of\s+no\s+(?:further\s+)?(?:force|effect)"
    r"|(?:not|no\s+longer)\s+(?:used|applicable|in\s+force|valid|binding|part\s+of\s+th\w+\s+\w+))"
)
_GONE = (
    r"\s+(?:(?:(?:is|are|was|were|has|have|been|be|shall|will|hereby|now|intentionally|deemed)\s+)"
    rf"{{1,4}}{_ENDED}|(?:does|do|shall|will)\s+not\s+(?:apply|form\s+part\s+of\s+th\w+\s+\w+)"
    r"|ha(?:s|ve)\s+no\s+(?:force|effect)|no\s+longer\s+appl(?:y|ies))\b"
    r"(?![^.:;]{0,60}\b(?:replaced|substituted|if|where|unless|when|until|except|to|in|as|for)\b)"
)
_BEGIN = r"(?:^|[.;\]]\s{1,9})\W{0,9}(?:\d[\d.]{0,9}\W{0,9})?"
_FOLLOWING = (
    rf"(?:the\s+)?(?:(?:following|next)(?:\s+{_PART})?|{_PART}\s+(?:below|that\s+follows?))"
)
_LABELLED = rf"(?:intentionally\s+)?(?:{_ENDED}|n/a)"
_DELETED_TITLE = re.compile(rf"\W{{0,9}}{_LABELLED}\W{{0,9}}$", re.I)
_DELETED = re.compile(
    rf"{_BEGIN}{_FOLLOWING}{_GONE}[^.:;]{{0,80}}[.:]\s"
    rf"|{_BEGIN}(?:this|the\s+(?:foregoing|above|preceding|present))\s+{_PART}{_GONE}\W*(?:$|\.\s)"
    rf"|\b(?:deleted|removed|struck|omitted)\s+the\s+following\s+{_PART}\b[^.:;]{{0,60}}:\s"
    rf"|^\W{{0,9}}{_LABELLED}\s?[\]:]\s?(?=[A-Za-z\"“])",
    re.I,
)
_NOTE = re.compile(
    r"\[\s*(?:tailor|insert|specify|describe|list|enter|complete|fill\s+in|delete|choose|select|add"
    r"|state|identify|provide|include|indicate|set\s+out|note|drafting|drafter|guidance|instructions?"
    r"|examples?|e\.g|i\.e|to\s+be\s+(?:completed|inserted|agreed|confirmed)|name\s+of|date\s+of"
    r"|as\s+applicable|if\s+applicable|optional)\b[^\[\]]{0,1000}\]",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\[\s*(?:note|drafting|drafter|guidance|instructions?|delete(?!\s+(?:as|which|where)))\b"
    r"(?![^\[\]]{0,1000}[:.;–—-]\s*(?:please\s+)?(?:insert|specify|describe|list|enter|complete|fill"
    r"|state|identify|provide|indicate|set\s+out|add|select|choose)\b)"
    r"(?![^\[\]]{0,1000}\sto\s+(?:insert|specify|describe|list|enter|complete|fill|add)\b)",
    re.IGNORECASE,
)
"""A note that only says how to draft ("delete this row if …") and asks for no text."""
_SHORT = 600
_CONTENTS_LINE = re.compile(
    r"(?:\.{4}|…{2}|\t)\s{0,99}(?:\d{1,3}|[ivxlc]{1,6})\s{0,9}$|(?:\. ){4}\d{0,9}\s{0,9}$"
)
_LEADERS = ("....", "……", "\t", ". . . . ")
"""What leads to a page number: one of them stands in every line of the contents."""


def heads_recitals(title: str) -> bool:
    """Whether recitals stand under this heading."""
    return bool(_RECITALS.match(title))


def begins_recitals(text: str) -> bool:
    """Whether a paragraph is a recital by its first word."""
    return bool(_RECITAL_LINE.match(text))


def ends_recitals(text: str) -> bool:
    """Whether the agreement itself begins here ("it is agreed")."""
    return len(text) < 400 and bool(_AGREED.search(text))


def binds(text: str) -> bool:
    """Whether a paragraph states a duty, as no recital does: the agreement itself has begun."""
    return bool(_DUTY.search(text)) and not _RECITED.match(text)


def without_notes(text: str) -> str:
    """The text with notes to the drafter ("[Insert the categories of data]") as blanks, as long.

    Advice that asks for no text leaves no blank, but spaces.
    """
    return text if "[" not in text else _NOTE.sub(_blank, text)


def _blank(note: re.Match[str]) -> str:
    length = len(note[0])
    return " " * length if _ADVICE.match(note[0]) else f"[{'_' * (length - 2)}]"


def is_unticked(text: str) -> bool:
    """Whether a passage is a choice whose box nobody ticked."""
    return bool(_UNTICKED.match(text))


def is_deleted(text: str, headings: tuple[str, ...] = ()) -> bool:
    """Whether a paragraph, or its heading, says that its words are deleted or do not apply."""
    return any(map(_DELETED_TITLE.match, headings[-1:])) or _DELETED.search(text) is not None


def is_contents(text: str, headings: tuple[str, ...]) -> bool:
    """Whether this is a line of the table of contents."""
    leads = any(dots in text for dots in _LEADERS)
    return bool(leads and _CONTENTS_LINE.search(text)) or any(map(_CONTENTS_TITLE.match, headings))


def says_meanings(text: str, sentence: str) -> bool:
    """Whether a sentence of a short paragraph says what words mean, wherever they stand."""
    hinted = len(text) < _SHORT and any(hint in sentence for hint in _MEANT)
    return hinted and bool(_MEANING.search(sentence))


def defines(paragraph: Paragraph, section: Section, headings: tuple[str, ...], text: str) -> bool:
    """Whether a paragraph only says what a term means."""
    if paragraph.style == "definition" or _DEFINITION.match(text):
        return True
    if section.kind == "definitions":
        return not (_is_elsewhere(paragraph, section) or _OBLIGES.match(text))
    return bool(headings and _DEFINITIONS.search(headings[-1]) and _QUOTED.match(text))


def _is_elsewhere(paragraph: Paragraph, section: Section) -> bool:
    """Whether the number of a paragraph is that of another section: "4.1" below "2 Definitions"."""
    own, above = (re.findall(r"\d+", one) for one in (number_of(paragraph), section.number))
    return len(own) > 1 and above != [] and own[0] != above[0]
