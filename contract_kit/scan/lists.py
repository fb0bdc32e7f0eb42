"""Lists in contract text: lead-ins, the items that hang on them, and short lines above bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contract_kit.document import Block, Paragraph, Row, Table

_MARKER = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,5}|[A-Z])[).]\s|\(\d{1,2}\)\s|[-•*–o●▪]\s)")
_BULLET = re.compile(r"^\s*[-•*–●▪○]\s")
_NUMBER = re.compile(r"^\s*((?:\d{1,3}\.)*\d{1,3})\.?\s+(?=\S)")
_OPEN = re.compile(r"(?::|[—-]|\b(?:shall|will|must|to|that|following)|;\s*(?:and|or)?)\s*$")
_RUN_IN = re.compile(r"^(?:(?:\d{1,3}\.)*\d{0,3}\.?|\([a-z]+\)|[a-z]\.)?\s*[A-Z]")
_FINITE = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|has|have|does|can|agrees?|means|ensures?|applies)\b"
)
_SMALL_TEXT = "a an and as at by for from in of on or the to with without under & - – /"
_SMALL = frozenset(_SMALL_TEXT.split())
_LABEL = re.compile(
    r"\W*(?:the\s+|\(?[a-z0-9]{1,2}[.)]\s+)?(?:categor(?:y|ies)|types?|kinds?|nature|purposes?|scope"
    r"|subject[\s-]matter|duration|frequency|period|retention|locations?|places?|description|details"
    r"|sensitive\s+data|special\s+categories|technical\s+and\s+organi[sz]ational\s+measures"
    r"|data\s+subjects?|list\s+of\s+sub-?processors)\b",
    re.IGNORECASE,
)
_LABEL_WORDS = 20
_LONGEST = 600
_END = 80
"""Where a text ends: so many letters tell whether it opens a list."""


@dataclass
class OpenList:
    """The list that a lead-in opened ("The Processor shall:"), until something else follows."""

    lead: str = ""
    number: str = ""
    form: str = ""
    _ended: bool = True

    def close(self) -> None:
        """No list is open any more."""
        self.lead, self.number, self.form, self._ended = "", "", "", True

    def open(self, paragraph: Paragraph, sentence: str) -> None:
        """Opens a list when the paragraph's last sentence asks for one."""
        if not _OPEN.search(paragraph.text.rstrip()[-_END:]):
            return
        self.lead = sentence[-_LONGEST:]
        self.number = number_of(paragraph).strip(".")
        self.form, self._ended = "", True

    def takes(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is an item; a list has one form."""
        if not self.lead:
            return False
        form = _form(paragraph)
        if form == "clause":
            return bool(self.number) and number_of(paragraph).startswith(f"{self.number}.")
        if paragraph.level <= 1:
            other = self.form not in {"", form} or (form == "number" and self.number.isdigit())
            if other or (form == "plain" and self._ended and not _continues(paragraph.text)):
                return False
            self.form = form
        self._ended = paragraph.text.rstrip().endswith(".")
        return True


def number_of(paragraph: Paragraph) -> str:
    """The number printed before a paragraph, whether the reader parted it off or not."""
    if paragraph.number:
        return paragraph.number
    match = _NUMBER.match(paragraph.text)
    return match.group(1) if match and len(paragraph.text) > match.end() else ""


def is_bullet(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a bullet."""
    return paragraph.style == "bullet" or bool(_BULLET.match(paragraph.text))


def heads_a_list(paragraph: Paragraph, after: tuple[Block, ...]) -> bool:
    """Whether a short line without a verb stands above bullets or a table."""
    text = paragraph.text.strip()
    if is_bullet(paragraph) or paragraph.level > 0 or _MARKER.match(text) or text[:1] == "#":
        return False
    if not 0 < len(text.split()) <= 9 or text[-1] in ".;:," or _FINITE.search(text):
        return False
    return bool(after) and (isinstance(after[0], Table) or is_bullet(after[0]))


def heads_rows(row: Row) -> bool:
    """Whether a row is one cell with a title in bold, which stands above the rows below it."""
    if len(row.cells) != 1 or len(row.cells[0].paragraphs) != 1:
        return False
    text = row.text.strip()
    if not 0 < len(text.split()) <= 9 or text[-1] in ".;:," or _FINITE.search(text):
        return False
    runs = [one for one in row.cells[0].paragraphs[0].runs if one.text.strip()]
    return all(one.bold for one in runs)


def labels(paragraph: Paragraph, after: tuple[Block, ...]) -> bool:
    """Whether a line only names what the paragraph below it states ("Categories of data subjects").

    Forms and the annexes of data protection agreements are filled in so.
    """
    text = paragraph.text.strip()
    if not _LABEL.match(text) or text[-1] in ".;:," or len(text.split()) > _LABEL_WORDS:
        return False
    return bool(after) and isinstance(after[0], Paragraph) and not _LABEL.match(after[0].text)


def is_title(text: str) -> bool:
    """Whether a paragraph's first sentence is a run-in heading ("2.1 Confidentiality.")."""
    words = [word.strip(".,:;()") for word in text.split()]
    named = [word for word in words if word and not word[0].isdigit()]
    if not 0 < len(named) <= 9 or not _RUN_IN.match(text) or _FINITE.search(text):
        return False
    return len(named) <= 3 or all(w[0].isupper() or w.lower() in _SMALL for w in named)


def _form(paragraph: Paragraph) -> str:
    """How a list item is marked."""
    if is_bullet(paragraph):
        return "bullet"
    number = number_of(paragraph)
    if number:
        return "number" if number.strip(".").isdigit() else "clause" if "." in number else "letter"
    return "letter" if _MARKER.match(paragraph.text) else "plain"


def _continues(text: str) -> bool:
    return text[:1].islower() or text.rstrip().endswith((";", "; and", "; or")) or len(text) < 160
