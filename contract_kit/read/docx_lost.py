"""What a Word file shows that is no text of its own: embedded documents, diagrams, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.document import Notice
from contract_kit.ooxml.namespaces import CHART, CHART_EX, DIAGRAM, DRAWING, DRAWINGML, OFFICE, VML
from contract_kit.ooxml.paragraphs import BOX, is_shown
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_boxes import page_of, styles_of
from contract_kit.read.docx_collapsed import collapsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from contract_kit.findings import Location
    from contract_kit.read.docx_boxes import Page
    from contract_kit.read.docx_parts import Parts

_W = f"{{{W}}}"
_OLE = OFFICE + "OLEObject"
_GONE = frozenset({_W + "del", _W + "moveFrom"})
_WHAT = {
    _W + "altChunk": ("an included document", "included documents"),
    _W + "subDoc": ("a linked document", "linked documents"),
    _OLE: ("an embedded document", "embedded documents"),
    DIAGRAM + "relIds": ("a diagram", "diagrams"),
    CHART + "chart": ("a chart", "charts"),
    CHART_EX + "chart": ("a chart", "charts"),
    DRAWINGML + "t": ("text in a drawing", "texts in drawings"),
    VML + "textpath": ("text drawn as a picture", "texts drawn as pictures"),
    _W + "control": ("a control that may hold text", "controls that may hold text"),
}
_REFERENCES = {
    _W + "headerReference": ("a header that is not there", "headers that are not there"),
    _W + "footerReference": ("a footer that is not there", "footers that are not there"),
    _W + "footnoteReference": ("a footnote that is not there", "footnotes that are not there"),
    _W + "endnoteReference": ("an endnote that is not there", "endnotes that are not there"),
}
_WHAT |= _REFERENCES
_ELSEWHERE = {DIAGRAM + "relIds": "dm", CHART + "chart": "id", CHART_EX + "chart": "id"}
_BOUND = ("a content control that shows other data", "content controls that show other data")
_CLOSED = ("text under a collapsed heading", "texts under collapsed headings")
_PICTURE = ("a picture the size of a page", "pictures the size of a page")
_PICTURES = (DRAWING + "inline", DRAWING + "anchor", VML + "imagedata")
_WORDS = (_W + "t", *_PICTURES)
_WORDLESS = frozenset(
    f"{{{one}}}".upper()
    for one in (
        "5512d116-5cc6-11cf-8d67-00aa00bdce1d", "5512d11c-5cc6-11cf-8d67-00aa00bdce1d",
        "dfd181e0-5e2f-11ce-a449-00aa004a803d", "79176fb0-b7f2-11ce-97ef-00aa006d2776",
        "4c599241-6926-101b-9992-00000b65c6f9",
    )
)  # fmt: skip
"""Classes of controls without words: hidden ones, scroll bars, spin buttons and pictures."""
_SENTENCE = 4
"""Words from which text drawn as a picture is more than a mark like "Draft"."""
_LONG = 10
"""The same for headers and footers, whose marks lie across each page."""
_MARGINS = frozenset({_W + "hdr", _W + "ftr"})
_EQUATION = re.compile(r"Equation(?:\.(?:[23]|COEE2|DSMT\d{0,2}|KSEE3))?")
"""Formulas by the names of the programs that make them."""
_DRAWN = re.compile(r"(?:PBrush|Paint\.|MSPhotoEd|Word\.Picture|MS_ClipArt|Corel|Photoshop).{0,40}")
"""Programs whose pictures are the emblems of old letterheads."""
_EMU = 12_700
_MOST = 0.5
"""A picture that fills so much of a page stands where its text would."""
_WIDE = 0.6
"""Slices of a page are as wide as this part of its text."""
_FEW = 15
"""Words that may stand between two slices of one page."""
_MANY = 150
"""Words to a picture behind the text, from which it is a decoration."""


def lost(
    stories: tuple[_Element, ...],
    parts: Parts,
    bound: list[_Element],
    place: Callable[[_Element], Location],
) -> Iterator[Notice]:
    """A notice for each kind of thing whose text was not read; `bound`: controls with such data.

    The first story is the body; pictures of pages are looked for in it alone.
    """
    body = stories[0]
    found: dict[tuple[str, str], list[_Element]] = {_BOUND: bound} if bound else {}
    for element in chain.from_iterable(one.iter(*_WHAT) for one in stories):
        if _holds_text(element, parts) and not _is_gone(element):
            found.setdefault(_WHAT[element.tag], []).append(element)
    has_pictures = next(body.iter(*_PICTURES), None) is not None
    if has_pictures and (pictures := list(_pages(body, page_of(body)))):
        found[_PICTURE] = pictures
    if closed := list(collapsed(body, parts.named("styles"))):
        found[_CLOSED] = closed
    for (one, several), elements in found.items():
        what = one if len(elements) == 1 else f"{len(elements)} {several}"
        yield Notice("lost-text", len(elements), location=place(elements[0]), what=what)


def _is_gone(element: _Element) -> bool:
    """Whether an element is deleted, or in a branch that is not shown."""
    deleted = any(one.tag in _GONE for one in element.iterancestors())
    return deleted or not is_shown(element)


def _holds_text(element: _Element, parts: Parts) -> bool:
    if element.tag == _OLE:
        kind = element.get("ProgID", "")
        is_drawn = _MARGINS & {one.tag for one in element.iterancestors()}
        return not (_EQUATION.fullmatch(kind) or (is_drawn and _DRAWN.fullmatch(kind)))
    if element.tag == DRAWINGML + "t":
        return bool((element.text or "").strip()) and next(element.iterancestors(BOX), None) is None
    if element.tag == VML + "textpath":
        in_margin = _MARGINS & {one.tag for one in element.iterancestors()}
        least = _LONG if in_margin else _SENTENCE
        return len(element.get("string", "").split()) >= least
    if element.tag == _W + "control":
        return parts.control_class(element) not in _WORDLESS
    if element.tag in _ELSEWHERE:
        return parts.has_words(element, _ELSEWHERE[element.tag])
    return element.tag not in _REFERENCES or parts.lacks(element)


@dataclass(slots=True)
class _Slices:
    """Pictures with hardly a word between them, which may be one page."""

    filled: float = 0.0
    words: int = 0
    first: _Element | None = None

    def say(self, words: int) -> None:
        """Go on past words: many end the page."""
        self.words += words
        if self.words > _FEW:
            self.filled, self.first = 0.0, None

    def add(self, picture: _Element, share: float) -> _Element | None:
        """Add a picture that fills this share of a page; the first one once the page is full."""
        self.first = picture if self.first is None else self.first
        self.filled, self.words = self.filled + share, 0
        if self.filled < _MOST:
            return None
        full, self.filled, self.first = self.first, 0.0, None
        return full


def _pages(body: _Element, page: Page) -> Iterator[_Element]:
    """Pictures that fill most of a page, alone or as slices of one."""
    slices, words = _Slices(), 0
    behind: list[_Element] = []
    for element in body.iter(*_WORDS):
        if element.tag == _W + "t":
            said = len((element.text or "").split())
            words += said
            slices.say(said)
            continue
        width, height = _size(element)
        share = width * height / page.area
        if share >= _MOST and element.get("behindDoc") in {"1", "true"}:
            behind.append(element)
        elif share >= _MOST or (share and width >= _WIDE * (page.width - page.left - page.right)):
            full = slices.add(element, share)
            if full is not None:
                yield full
    if words < _MANY * len(behind):
        yield from behind


def _size(element: _Element) -> tuple[float, float]:
    """Width and height of a picture in points; nothing where it is no picture."""
    if _is_gone(element):
        return 0.0, 0.0
    if element.tag == VML + "imagedata":
        shape = element.getparent()
        style = {} if shape is None else styles_of(shape)
        width, height = (measure(style.get(name), points=1.0) for name in ("width", "height"))
        return width or 0.0, height or 0.0
    extent = element.find(DRAWING + "extent")
    if extent is None or next(element.iter(DRAWINGML + "blip"), None) is None:
        return 0.0, 0.0
    width, height = (whole(extent.get(name), most=10**12) or 0 for name in ("cx", "cy"))
    return width / _EMU, height / _EMU
