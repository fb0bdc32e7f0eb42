"""Text boxes and frames of a Word file: where they lie, how large they are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.namespaces import (
    DRAWING,
    DRAWING_2010,
    DRAWINGML,
    VML,
    WORD_CANVAS,
    WORD_GROUP,
    WORD_SHAPE,
)
from contract_kit.ooxml.paragraphs import P
from contract_kit.ooxml.wordml import W, measure

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
SHAPES = frozenset(VML + name for name in ("shape", "rect", "roundrect", "oval", "group"))
"""Elements that are shapes of VML."""
DRAWINGS = frozenset((DRAWING + "anchor", DRAWING + "inline"))
"""Elements that hold a drawing, with its size."""
_GROUPS = frozenset({VML + "group", WORD_GROUP + "wgp", WORD_CANVAS + "wpc"})
_FITTING = ("spAutoFit", "normAutofit")
_VML_FITTING = ("mso-fit-shape-to-text", "layout-flow", "mso-layout-flow-alt", "mso-next-textbox")
EMU = 12_700
"""What drawings measure in, to a point."""
_OFFSETS = (DRAWING_2010 + "pctPosHOffset", DRAWING_2010 + "pctPosVOffset")
_SHARES = (*_OFFSETS, DRAWING_2010 + "pctWidth", DRAWING_2010 + "pctHeight")
_WHOLE, _LEAST = 100_000, 2_000
"""Thousandths of a per cent: all of the page, and what no line of text fits in."""
_FAR = 10**12
_LINES = 36.0
"""What stands so many points above the page has its lines there, too."""
_THIN = 3.0
"""A box below so many points in width or height shows no line of its text."""


@dataclass(frozen=True, slots=True)
class Page:
    """The size and the margins of a page, in points."""

    width: float = 612.0
    height: float = 792.0
    left: float = 72.0
    right: float = 72.0
    top: float = 72.0
    bottom: float = 72.0

    @property
    def area(self) -> float:
        """What is left for text, in square points."""
        return max(self.width - self.left - self.right, 72) * max(
            self.height - self.top - self.bottom, 72
        )


def page_of(body: _Element) -> Page:
    """The page of the last section; the largest size where sections differ."""
    sizes = [
        (_twips(one, "w", 12240), _twips(one, "h", 15840)) for one in body.iter(_W + "pgSz")
    ] or [(612.0, 792.0)]
    margins = next(body.iter(_W + "pgMar"), None)
    found = {} if margins is None else {
        name: max(_twips(margins, name, 1440), 0) for name in ("left", "right", "top", "bottom")
    }  # fmt: skip
    return Page(max(one[0] for one in sizes), max(one[1] for one in sizes), **found)


def _twips(element: _Element, name: str, default: float) -> float:
    found = measure(element.get(_W + name), points=0.05)
    return default / 20 if found is None else found


def box_unseen(box: _Element, page: Page) -> bool:
    """Whether a text box is hidden, too small to show anything, or lies off the page."""
    for element in box.iterancestors():
        if element.tag == P:
            return False
        if element.tag in DRAWINGS:
            return drawing_unseen(element, page)
        if element.tag == WORD_SHAPE + "wsp" and _shape_unseen(element):
            return True
        if element.tag in SHAPES and vml_unseen(element, page):
            return True
    return False


def drawing_unseen(drawing: _Element, page: Page) -> bool:
    """The same of a drawing."""
    properties = drawing.find(DRAWING + "docPr")
    if properties is not None and properties.get("hidden") in {"1", "true"}:
        return True
    size = size_of(drawing)
    if any(one is not None and one < _THIN for one in size):
        return True
    if drawing.tag == DRAWING + "inline":
        return False
    width, height = (one or 0.0 for one in size)
    if drawing.get("simplePos") in {"1", "true"}:
        return _beyond(drawing.find(DRAWING + "simplePos"), page)
    if any(_is_extreme(one) for one in drawing.iter(*_SHARES)):
        return True
    return _is_off(drawing.find(DRAWING + "positionH"), width, (page.width, page.left)) or _is_off(
        drawing.find(DRAWING + "positionV"), height, (page.height, page.top)
    )


def _beyond(place: _Element | None, page: Page) -> bool:
    """Whether a point, counted from the corner of the page, lies beyond it."""
    across, down = (_emu(place, name) or 0.0 for name in ("x", "y"))
    return not (-page.width < across < page.width and -page.height < down < page.height)


def _is_extreme(share: _Element) -> bool:
    """Whether a share of the page puts a drawing off it, or makes it too small to show a line."""
    said = whole(share.text, least=-_FAR, most=_FAR) or 0
    if share.tag in _OFFSETS:
        return abs(said) >= _WHOLE
    return 0 < said < _LEAST


def _is_off(position: _Element | None, size: float, page: tuple[float, float]) -> bool:
    """Whether something at this position and of this size lies off the page in one direction."""
    offset = None if position is None else position.find(DRAWING + "posOffset")
    at = None if offset is None else whole(offset.text, least=-_FAR, most=_FAR)
    if position is None or at is None:
        return False
    length, margin = page
    start = at / EMU
    origin = position.get("relativeFrom", "")
    if origin == "page":
        return start + size <= 1 or start >= length - 1
    if origin.endswith(("argin", "column")) and not origin.startswith(("right", "bottom")):
        return start + margin + size <= 1 or start + margin >= length - 1
    return start + length + size <= 1 or start >= length - 1


def _shape_unseen(shape: _Element) -> bool:
    properties = shape.find(WORD_SHAPE + "cNvPr")
    hidden = properties is not None and properties.get("hidden") in {"1", "true"}
    thin = any(one is not None and one < _THIN for one in size_of(shape))
    return hidden or thin or _lost_in_group(shape)


def _lost_in_group(shape: _Element) -> bool:
    """Whether a group makes a shape too small, or the shape lies outside of its group."""
    own = shape.find(f"{WORD_SHAPE}spPr/{DRAWINGML}xfrm")
    group = next(shape.iterancestors(WORD_GROUP + "wgp", WORD_GROUP + "grpSp"), None)
    place = None if group is None else group.find(f"{WORD_GROUP}grpSpPr/{DRAWINGML}xfrm")
    if own is None or place is None:
        return False
    names = ("ext", "chOff", "chExt")
    ext, inner_off, inner_ext = (place.find(DRAWINGML + one) for one in names)
    for side, start in (("cx", "x"), ("cy", "y")):
        size, drawn = _emu(own.find(DRAWINGML + "ext"), side), _emu(ext, side)
        whole_size, at = _emu(inner_ext, side), _emu(own.find(DRAWINGML + "off"), start)
        if not size or not drawn or not whole_size or at is None:
            continue
        at -= _emu(inner_off, start) or 0.0
        if size * drawn / whole_size < _THIN or at + size <= 0 or at >= whole_size:
            return True
    return False


def _emu(element: _Element | None, name: str) -> float | None:
    found = None if element is None else whole(element.get(name), least=-_FAR, most=_FAR)
    return None if found is None else found / EMU


def styles_of(shape: _Element) -> dict[str, str]:
    """The `style` of a VML shape by name."""
    pairs = (one.partition(":") for one in shape.get("style", "").lower().split(";"))
    return {name.strip(): said.strip() for name, _, said in pairs}


def vml_unseen(shape: _Element, page: Page) -> bool:
    """The same of a shape of VML."""
    style = styles_of(shape)
    if style.get("visibility") == "hidden" or style.get("display") == "none":
        return True
    sizes = {name: measure(style.get(name), points=1.0) for name in ("width", "height")}
    grouped = next(shape.iterancestors(VML + "group"), None) is not None
    if not grouped and any(one is not None and one < _THIN for one in sizes.values()):
        return True
    for names, size, length in (
        (("left", "margin-left"), sizes["width"] or 0.0, page.width),
        (("top", "margin-top"), sizes["height"] or 0.0, page.height),
    ):
        at = sum(measure(style.get(name), points=1.0) or 0.0 for name in names)
        if style.get("position") == "absolute" and (at + length + size <= 1 or at >= length):
            return True
    return False


def fixed_size(box: _Element) -> tuple[float, float] | None:
    """Width and height in points of a text box whose text is cut off below; None for others.

    Boxes that grow, stand in a group, are turned or go on in another box are such others.
    """
    around = [*takewhile(lambda one: one.tag != P, box.iterancestors())]
    if any(one.tag in _GROUPS for one in around) or any(map(_may_grow, around)):
        return None
    holder = next((one for one in around if one.tag in SHAPES | DRAWINGS), None)
    width, height = (None, None) if holder is None else size_of(holder)
    if not (width and height):
        return None
    left, top, right, bottom = _insets(around)
    return max(width - left - right, 0.1), max(height - top - bottom, 0.0)


def _insets(around: list[_Element]) -> tuple[float, float, float, float]:
    """What lies between the edges of a box and its text: left, top, right, bottom, in points."""
    shape = next((one for one in around if one.tag == WORD_SHAPE + "wsp"), None)
    body = None if shape is None else shape.find(WORD_SHAPE + "bodyPr")
    found = [_emu(body, name) or 0.0 for name in ("lIns", "tIns", "rIns", "bIns")]
    return found[0], found[1], found[2], found[3]


def size_of(element: _Element) -> tuple[float | None, float | None]:
    """Width and height in points that a drawing or a shape says it has."""
    if element.tag in SHAPES:
        style = styles_of(element)
        return measure(style.get("width"), points=1.0), measure(style.get("height"), points=1.0)
    inner = (
        DRAWING + "extent"
        if element.tag in DRAWINGS
        else f"{WORD_SHAPE}spPr/{DRAWINGML}xfrm/{DRAWINGML}ext"
    )
    extent = element.find(inner)
    return _emu(extent, "cx"), _emu(extent, "cy")


def _may_grow(element: _Element) -> bool:
    """Whether the text of a shape is no plain text that is cut off at its lower edge."""
    if element.tag == WORD_SHAPE + "wsp":
        body = element.find(WORD_SHAPE + "bodyPr")
        linked = element.find(WORD_SHAPE + "linkedTxbx") is not None
        turned = body is not None and body.get("vert", "horz") != "horz"
        fits = body is not None and any(body.find(DRAWINGML + one) is not None for one in _FITTING)
        return linked or turned or fits
    if element.tag == WORD_SHAPE + "txbx":
        return element.get("id") is not None
    if element.tag == VML + "textbox":
        style = styles_of(element)
        return any(name in style for name in _VML_FITTING)
    return False


def frame_unseen(properties: _Element, page: Page) -> bool:
    """Whether a `w:framePr` puts its paragraph off the page or makes it too small."""
    lengths = {name: measure(properties.get(_W + name), points=0.05) for name in "xywh"}
    height = frame_height(properties)
    if any(one is not None and 0 < one < _THIN for one in (lengths["w"], height)):
        return True
    above = properties.get(_W + "vAnchor") == "page" and (lengths["y"] or 0.0) <= -_LINES
    margin = page.left if properties.get(_W + "hAnchor", "text") != "page" else 0.0
    return above or any(
        at is not None and (at >= length - 1 or at <= -length)
        for at, length in (
            (None if lengths["x"] is None else lengths["x"] + margin, page.width),
            (lengths["y"], page.height),
        )
    )


def frame_height(properties: _Element) -> float | None:
    """The height in points that a `w:framePr` may not exceed; None where it may grow."""
    exact = properties.get(_W + "hRule") == "exact"
    return measure(properties.get(_W + "h"), points=0.05) if exact else None


def _from_margin(place: _Element) -> bool:
    return place.get(_W + "horzAnchor", "text") in {"margin", "text"} and (
        place.get(_W + "tblpX") is not None
    )


def table_unseen(properties: _Element, page: Page) -> bool:
    """Whether a `w:tblPr` puts its table off the page."""
    places = (("tblInd", "w", page.width), ("tblpPr", "tblpX", page.width),
              ("tblpPr", "tblpY", page.height))  # fmt: skip
    for name, side, length in places:
        one = properties.find(_W + name)
        at = None if one is None else measure(one.get(_W + side), points=0.05)
        margin = page.left if one is not None and _from_margin(one) else 0.0
        if at is not None and (at <= -length or at + margin >= length):
            return True
    return False
