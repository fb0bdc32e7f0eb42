"""What is a heading: by its words alone, where a format does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.read.numbers import Label

_WORDY = 14
_FEW = 8
"""A heading that is told by nothing but its words has so many at most."""
_KNOWN = re.compile(
    r"(?:table of"
    r" contents|contents|index|recitals?|background|preamble|whereas|witnesseth|definitions"
    r"|definitions and interpretation|interpretation|terms|general terms|terms and conditions"
    r"|introduction|confidentiality|term|term and termination|termination|miscellaneous|general"
    r"|governing law|notices|signatures?|schedules?|annexes|appendices|exhibits|indemnification"
    r"|limitation of liability|key terms|cover page|service levels?|payment|fees|warranties)",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(
    r"_{3}|\.{4}|…|\$|@|https?:|^\[.{0,60}\]$|^(?:by|name|title|date|attn|attention|tel|fax|telephone|facsimile"
    r"|email|e-mail|address|to|from|re|and|between|by and between|among|or|its|if to|witness|phone"
    r"|page|source|signed|vs?|with)\b[ .:]|^(?:and|between|among|by and"
    r" between|or|of|to)$|^\(?[\"“]"
    r"|\b(?:inc|llc|l\.l\.c|ltd|limited|corp|corporation|gmbh|plc|lp|l\.p|n\.a|co|company|s\.a|b\.v"
    r"|pty)\.?,?\)?$|exhibit\s\d{1,3}\.\d{1,3}\W{0,3}$|^in witness whereof|^now,?"
    r" therefore|^whereas\b.|^the parties\b",
    re.IGNORECASE,
)
_FIRM = re.compile(r"^(?:exhibit|ex-)\s?\d{1,3}\.\d", re.IGNORECASE)
_TITLE = re.compile(
    r"agreement|contract|addendum|amendment|lease|licen[cs]e|terms|policy|order form|statement of"
    r" work"
    r"|deed|memorandum|schedule|undertaking|charter|conditions|engagement|letter",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?P<title>[A-Z“\"][^.:;]{1,80})[.:]\s{1,9}(?:[-–—]\s)?(?=[A-Z“\"(\[0-9])")
_VALUE = re.compile(r"[^:]{1,80}:\s+\S")
"""A label and its value in one line: "Governing law: State of New York"."""
_VERB = re.compile(
    r"\b(?:shall|will|must|may|can|is|are|was|were|has|have|does|appl(?:y|ies)|means?|contains?|sets?"
    r"|lists?|describes?|forms?|governs?|prevails?)\b"
)
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "no", "nor", "not",
    "of", "on", "or", "other", "per", "the", "to", "under", "upon", "with", "without", "&", "-",
    "–", "—", "/",
})  # fmt: skip


def is_heading(text: str, label: Label | None, *, strong: bool) -> bool:
    """Whether a passage of these words (its number split off) is a heading."""
    named = label is not None and label.kind in {"schedule", "article"}
    bare = text.rstrip(" .:")
    if not bare or (label is not None and label.kind == "bullet"):
        return named and not bare
    if len(bare) > 120 or len(bare.split()) > _WORDY or text[-1] in ",;" or _inner_sentence(bare):
        return False
    if named:
        return caps(bare) or titled(bare) or strong or _names_annex(text, label)
    labelled = _VALUE.match(bare) and not caps(bare)
    if labelled or _NO_HEADING.search(bare) or not any(char.isalpha() for char in bare):
        return False
    if label is None:
        return _bare_heading(bare, text, strong=strong)
    return _numbered_heading(bare, text, label, strong=strong)


def may_head(text: str, *, numbered: bool) -> bool:
    """Whether these words, in whatever print, may be a heading if what stands below them fits."""
    words = text.split()
    if not words or len(words) > _FEW or not text[0].isupper() or text[-1] in ".,;:?!":
        return False
    if words[-1].lower() in _SMALL:
        return False
    if _VERB.search(text) or _NO_HEADING.search(text) or _VALUE.match(text):
        return False
    return numbered or titled(text)


def is_sentence(text: str) -> bool:
    """Whether these words are a sentence or lead in a list: longer than a title, and ended."""
    return len(text.split()) >= _FEW and text[0].isupper() and text[-1] in ".:;"


def _names_annex(text: str, label: Label | None) -> bool:
    """Whether the words after "Annex 2:" are its title in small letters, and no sentence."""
    named = label is not None and label.kind == "schedule"
    return named and text[:1].isupper() and text[-1] not in ".:" and not _VERB.search(text)


def _numbered_heading(bare: str, text: str, label: Label, *, strong: bool) -> bool:
    if label.kind in {"lower", "roman"} and "(" in label.text:
        return False
    if caps(bare) or (strong and len(bare.split()) <= 10):
        return True
    if label.kind != "decimal" or len(label.value) > 2:
        return False
    return titled(bare) and len(bare.split()) <= 10 and text[-1] not in ":"


def _bare_heading(bare: str, text: str, *, strong: bool) -> bool:
    if _KNOWN.fullmatch(bare):
        return True
    words = len(bare.split())
    letters = sum(char.isalpha() for char in bare)
    if caps(bare):
        return letters >= 4 and words <= 12
    return strong and letters >= 4 and words <= 10 and text[-1] not in "." and bare[0].isupper()


def caps(text: str) -> bool:
    """Whether the letters are capitals, but for a few."""
    letters = [char for char in text if char.isalpha()]
    upper = sum(char.isupper() for char in letters)
    return bool(letters) and upper >= 0.88 * len(letters)


def titled(text: str) -> bool:
    """Whether the words that matter begin with a capital, as in a title."""
    words = [word.strip("“”\"'(),;") for word in re.split(r"[\s/–—]+|(?<=\s)-(?=\s)", text)]
    heavy = [word for word in words if word and word.lower() not in _SMALL]
    if not heavy or not (heavy[0][0].isupper() or heavy[0][0].isdigit()):
        return False
    upper = sum(word[0].isupper() or word[0].isdigit() for word in heavy)
    return upper >= 0.7 * len(heavy) and len(heavy) <= 10


def is_title(text: str) -> bool:
    """Whether these words can name the whole contract."""
    words = text.split()
    return (
        0 < len(words) <= 16
        and bool(_TITLE.search(text))
        and not _FIRM.match(text)
        and text[-1] not in ".;,:"
        and (titled(text) or caps(text))
    )


def run_in(text: str) -> int:
    """Length of a heading that stands in the same line as its text, 0 if there is none."""
    match = _RUN_IN.match(text[:120])
    if match is None:
        return 0
    title = match["title"]
    if len(title.split()) > 9 or not (titled(title) or caps(title)) or _NO_HEADING.search(title):
        return 0
    return match.end() if len(text) - match.end() >= 25 else 0


def _inner_sentence(text: str) -> bool:
    """Whether a sentence ends within the text: a semicolon in a title ends none."""
    marks = "[.!?]" if titled(text) else "[.;!?]"
    return bool(re.search(rf"[a-z]{{3}}{marks}\s+[A-Z]", text))
