"""What fills the text boxes of a Word file, and what may lie behind text on its page."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.digits import whole
from contract_kit.ooxml.namespaces import DRAWING, DRAWINGML, VML, WORD_GROUP, WORD_SHAPE
from contract_kit.ooxml.paragraphs import BOX, P, is_shown
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_boxes import (
    DRAWINGS,
    EMU,
    SHAPES,
    drawing_unseen,
    size_of,
    styles_of,
    vml_unseen,
)
from contract_kit.read.docx_colors import near, paled, rgb
from contract_kit.read.docx_styles import OFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from contract_kit.read.docx_boxes import Page
    from contract_kit.read.docx_colors import Color, Palette

_W = f"{{{W}}}"
_BREAK, _BROKEN, _SECTION = (_W + name for name in ("br", "lastRenderedPageBreak", "sectPr"))
_SHOWN = SHAPES | DRAWINGS
_WRAPS = frozenset(DRAWING + name for name in ("wrapSquare", "wrapTight", "wrapThrough"))
_LARGE = 0.4
"""What fills so much of a page may lie behind all that stands on it."""
_NEXT = 3
"""Paragraphs between a smaller shape and text that it may lie behind, at most."""
_LETTER = 30.0
"""Square points that a small letter takes."""
_FULL = 6000
"""Letters that fill a page."""


class _Shape(NamedTuple):
    """Something with a colour: its page and paragraph, its size in square points."""

    page: int
    order: int
    area: float
    is_behind: bool


class Shapes:
    """Finds what may lie behind paragraphs of white or pale letters."""

    def __init__(self, ground: Color, palette: Palette, page: Page) -> None:
        self._ground = ground
        self._palette = palette
        self._page = page
        self._places: dict[_Element, tuple[int, int]] = {}
        self._shapes: dict[_Element, list[_Shape]] = {}

    def may_lie_behind(self, paragraph: _Element) -> bool:
        """Whether a shape or picture of another colour than the paper may lie behind the words.

        It fills much of their page, or hangs near them and is large enough for them.
        """
        story = paragraph.getroottree().getroot()
        if story not in self._shapes:
            self._shapes[story] = list(self._look(story))
        outer = [paragraph, *paragraph.iterancestors(P)][-1]
        page, order = self._places.get(outer, (-1, 0))
        is_boxed = next(paragraph.iterancestors(BOX), None) is not None
        letters = sum(len(one.text or "") for one in paragraph.iter(_W + "t"))
        large = _LARGE * self._page.width * self._page.height
        return any(
            one.area >= (_LETTER * letters if abs(one.order - order) <= _NEXT else large)
            for one in self._shapes[story]
            if one.page == page and (one.is_behind or is_boxed)
        )

    def _look(self, story: _Element) -> Iterator[_Shape]:
        """The shapes of a story; notes the page and the order of its paragraphs."""
        page = order = letters = 0
        for element in story.iter(P, _W + "t", _BREAK, _BROKEN, _SECTION, *_SHOWN):
            if element.tag == P and next(element.iterancestors(P), None) is None:
                order += 1
                letters, page = (0, page + 1) if _starts_page(element) else (letters, page)
                self._places[element] = (page, order)
            elif element.tag == _W + "t":
                letters += len(element.text or "")
            elif element.tag in _SHOWN:
                area = self._area(element)
                if area and is_shown(element):
                    yield _Shape(page, order, area, _is_behind(element))
            if _ends_page(element) or letters > _FULL:
                letters, page = 0, page + 1

    def _area(self, element: _Element) -> float:
        """The size in square points of a drawing of another colour than the paper; 0 for others."""
        area = _product(*size_of(element))
        if element.tag in SHAPES:
            is_part = next(element.iterancestors(VML + "group"), None) is not None
            filled = any(self._shows(vml_fill(one)) for one in element.iter(*SHAPES))
            return area if filled and not is_part and not vml_unseen(element, self._page) else 0.0
        if drawing_unseen(element, self._page):
            return 0.0
        if next(element.iter(DRAWINGML + "blip"), None) is not None:
            return area
        shapes = element.iter(WORD_SHAPE + "wsp")
        filled_ones = (one for one in shapes if self._shows(shape_fill(one, self._palette)))
        return max((_share(one, area) for one in filled_ones), default=0.0)

    def _shows(self, fill: Color | tuple[()] | None) -> bool:
        return fill is None or bool(fill and not near(fill, self._ground))


def _product(width: float | None, height: float | None) -> float:
    return (width or 0.0) * (height or 0.0)


def _share(shape: _Element, area: float) -> float:
    """What a shape takes of the area of its drawing, alone or in a group with a scale."""
    own = _product(*size_of(shape))
    group = next(shape.iterancestors(WORD_GROUP + "wgp"), None)
    inner = (
        None
        if group is None
        else group.find(f"{WORD_GROUP}grpSpPr/{DRAWINGML}xfrm/{DRAWINGML}chExt")
    )
    if inner is not None:
        sides = (whole(inner.get(name), most=10**12) or 0 for name in ("cx", "cy"))
        drawn = _product(*(one / EMU for one in sides))
        own *= area / drawn if drawn else 1.0
    return min(own or area, area)


def _starts_page(paragraph: _Element) -> bool:
    """Whether a page begins with a paragraph: it says so, or ends a section right before."""
    asked = paragraph.find(f"{_W}pPr/{_W}pageBreakBefore")
    before = paragraph.getprevious()
    ends = before is not None and before.find(f"{_W}pPr/{_SECTION}") is not None
    return ends or (asked is not None and asked.get(_W + "val", "1") not in OFF)


def _ends_page(element: _Element) -> bool:
    return element.tag == _BROKEN or (element.tag == _BREAK and element.get(_W + "type") == "page")


def _is_behind(element: _Element) -> bool:
    """Whether a drawing lies behind the text of the page, which does not run around it."""
    if element.tag in DRAWINGS:
        wraps = any(one.tag in _WRAPS for one in element)
        return element.get("behindDoc") in {"1", "true"} and not wraps
    return styles_of(element).get("z-index", "").startswith("-")


def fill_of(box: _Element, palette: Palette) -> Color | tuple[()] | None:
    """The colour of a text box; `()` where it has none, None where it cannot be told."""
    for element in box.iterancestors():
        if element.tag == P:
            break
        if element.tag in SHAPES and element.get("fillcolor"):
            found = vml_fill(element)
            if found != ():
                return found
        elif element.tag == WORD_SHAPE + "wsp":
            found = shape_fill(element, palette)
            if found != ():
                return found
    return ()


def vml_fill(shape: _Element) -> Color | tuple[()] | None:
    """The same for a shape of VML, white where it does not say."""
    if shape.find(VML + "imagedata") is not None:
        return None
    if shape.get("filled", "t") in {"f", "false", "0"}:
        return ()
    said = shape.get("fillcolor", "white").split(" ")[0].lower()
    return rgb(said) or {"white": (255, 255, 255), "": (255, 255, 255)}.get(said)


def shape_fill(shape: _Element, palette: Palette) -> Color | tuple[()] | None:
    """The same for a shape of a drawing."""
    properties = shape.find(WORD_SHAPE + "spPr")
    for one in () if properties is None else properties.iterchildren("*"):
        name = one.tag.removeprefix(DRAWINGML)
        if name == "noFill":
            return ()
        if name == "solidFill":
            return _drawn(one, palette)
        if name in {"gradFill", "blipFill", "pattFill", "grpFill"}:
            return None
    styled = shape.find(f"{WORD_SHAPE}style/{DRAWINGML}fillRef")
    if styled is not None and styled.get("idx", "0") != "0":
        return _drawn(styled, palette)
    return ()


def _drawn(fill: _Element, palette: Palette) -> Color | None:
    """The colour of a fill, as pale as its transparency makes it on white paper."""
    color = palette.drawn(fill)
    alpha = next(fill.iter(DRAWINGML + "alpha"), None)
    solid = None if alpha is None else whole(alpha.get("val"), most=100_000)
    return color if color is None or solid is None else paled(color, 1 - solid / 100_000)


def ink_of(box: _Element, palette: Palette) -> Color | None:
    """The colour that the style of a shape gives the letters in it; None where it gives none."""
    shape = next(
        takewhile(lambda one: one.tag != P, box.iterancestors(WORD_SHAPE + "wsp", P)), None
    )
    font = None if shape is None else shape.find(f"{WORD_SHAPE}style/{DRAWINGML}fontRef")
    return None if font is None else palette.drawn(font)
