"""What is drawn on a PDF page, as far as it tells which text may not be seen."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from contract_kit.read.pdf_boxes import (
    Box,
    Color,
    alike,
    clips_of,
    is_cut,
    meet,
    moved,
    near_in_color,
    often_met,
    united,
)
from contract_kit.read.pdf_overlaid import overlaid
from contract_kit.read.pdf_struck import bars
from contract_kit.read.pdf_type import DEEPEST, MOST_OBJECTS, Fonts, key_of, size_of, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from contract_kit.read.pdf_survey import Survey

_LIGHT = 190  # of 255, from which a colour may be that of the paper
_THIN = 2.0  # points; a line covers no text
_STRIPES = 3  # so many lines through a text may cover it
_LARGE = 60.0  # points; the height of letters that may cover others
_SMALL = 2.6  # points; the height of very small letters
_PICTURE = 0.03  # share of a page; a smaller picture holds no passage
_OUTLINES = 1_500  # points of drawings that a passage may be made of
_PLAIN = 6  # points of a line, a box or a frame
_PAIRS = 2_000  # pieces of text in one place that are compared
_SEEN_MODES = frozenset({0, 4})  # filled letters


@dataclass(frozen=True, slots=True)
class Object:
    """One thing that is drawn: its handle, kind, box on the page, and whether a form holds it.

    `cut`: it reaches beyond what the page or a form lets through where it stands.
    """

    handle: Any
    kind: int
    box: Box
    nested: bool = False
    cut: bool = False

    @property
    def key(self) -> int:
        """What tells it from all others of its page."""
        return key_of(self.handle)


@dataclass(frozen=True, slots=True)
class _Form:
    """Where a form stands in what is around it, and the boxes it is seen through there."""

    place: Any
    clips: tuple[Box | None, ...]


class Objects:
    """The things that are drawn on one page, in their order.

    `found` are those that are looked at; `partly` says that there are more.
    """

    def __init__(self, page: Any, raw: Any, textpage: Any, known: Survey) -> None:
        self._raw = raw
        self._text = textpage
        self._known = known
        self._small = _SMALL / known.unit
        self._fonts = Fonts(raw, textpage)
        self.partly = False
        self._page = page.get_bbox()
        self.found: list[Object] = []
        self._sides = [ctypes.c_float() for _ in range(4)]
        self._color = [ctypes.c_uint() for _ in range(4)]
        get = raw.FPDFPage_GetObject
        for at in range(raw.FPDFPage_CountObjects(page.raw)):
            self._take(get(page.raw, at), ())
            if self.partly:
                break

    def _take(self, handle: Any, forms: tuple[_Form, ...]) -> None:
        """Take an object, or those of a form; `forms` are those around it, the nearest first."""
        raw = self._raw
        kind = raw.FPDFPageObj_GetType(handle)
        if len(self.found) == MOST_OBJECTS or len(forms) > DEEPEST:
            self.partly = True
            return
        if kind == raw.FPDF_PAGEOBJ_FORM:
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(handle, matrix)
            form = _Form(matrix, clips_of(handle, raw))
            for at in range(raw.FPDFFormObj_CountObjects(handle)):
                self._take(raw.FPDFFormObj_GetObject(handle, at), (form, *forms))
                if self.partly:
                    break
            return
        left, bottom, right, top = self._sides
        raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
        box = (left.value, bottom.value, right.value, top.value)
        cut = kind == raw.FPDF_PAGEOBJ_TEXT and is_cut(box, clips_of(handle, raw))
        for form in forms:
            box = moved(box, form.place)
            cut = cut or is_cut(box, form.clips)
        self.found.append(Object(handle, kind, box, nested=bool(forms), cut=cut))

    def texts(self) -> list[Object]:
        """The pieces of text."""
        return [one for one in self.found if one.kind == self._raw.FPDF_PAGEOBJ_TEXT]

    def doubtful(self) -> dict[int, Object]:
        """The pieces of text that may be unseen."""
        raw = self._raw
        under: list[tuple[Box, Color | None]] = []
        found: dict[int, Object] = {}
        texts: list[Object] = []
        thin: list[Box] = []
        for one in self.found:
            if one.kind == raw.FPDF_PAGEOBJ_TEXT:
                color = self._fill(one)
                if _covers(one, color):
                    found |= {text.key: text for text in texts if meet(text.box, one.box)}
                if self._odd(one, color) or any(
                    meet(one.box, box) and near_in_color(color, below) for box, below in under
                ):
                    found[one.key] = one
                else:
                    texts.append(one)
                continue
            covers, color = self._cover(one)
            if covers:
                found |= {text.key: text for text in texts if meet(text.box, one.box)}
                under.append((one.box, color))
            elif one.kind == raw.FPDF_PAGEOBJ_PATH:
                thin.append(one.box)
        struck = often_met([one.box for one in texts], thin, _STRIPES)
        return found | {texts[at].key: texts[at] for at in struck}

    def doubled(self, doubtful: dict[int, Object]) -> dict[int, str]:
        """The pieces of text that may be unseen and are drawn once more there, without a doubt.

        And what the second says: nothing where its words count as those of the first.
        """
        raw = self._raw
        again: dict[tuple[int, int], list[Object]] = {}
        for one in self.found:
            if one.kind == raw.FPDF_PAGEOBJ_TEXT and one.key not in doubtful:
                again.setdefault((int(one.box[0]), int(one.box[1])), []).append(one)
        pairs = ((one, two) for one in doubtful.values() for two in _at(one.box, again))
        found = {}
        for one, two in islice(pairs, _PAIRS):
            said = text_of(two.handle, self._text, raw)
            if not said or said.split() == text_of(one.handle, self._text, raw).split():
                found[one.key] = said
        return found

    def overlaid(self, doubtful: Collection[int]) -> dict[int, Object]:
        """The pieces of text that lie under or over each other, where the upper may be unseen."""
        return {one.key: one for one in overlaid(self.texts(), doubtful)}

    def colors(self, texts: Iterable[Object]) -> dict[int, Color | None]:
        """What the pieces of text are filled in; None where more than that is drawn."""
        mode = self._raw.FPDFTextObj_GetTextRenderMode
        return {one.key: None if mode(one.handle) else self._fill(one) for one in texts}

    def pale(self, texts: Iterable[Object]) -> frozenset[int]:
        """Which pieces of text are drawn in light colours."""
        colors = {one.key: self._fill(one) for one in texts}
        return frozenset(key for key, color in colors.items() if color and min(color) >= _LIGHT)

    def level_lines(self) -> list[Box]:
        """Where level lines are drawn: rules of tables, and those that go through words."""
        return bars(one.box for one in self.found if one.kind == self._raw.FPDF_PAGEOBJ_PATH)

    def shapes(self) -> list[Box]:
        """Where pictures stand, and the outlines of a page that has enough to be letters."""
        raw = self._raw
        left, bottom, right, top = self._page
        least = _PICTURE * (right - left) * (top - bottom)
        found = [
            one.box
            for one in self.found
            if one.kind == raw.FPDF_PAGEOBJ_IMAGE
            and (one.box[2] - one.box[0]) * (one.box[3] - one.box[1]) >= least
        ]
        paths = [one for one in self.found if one.kind == raw.FPDF_PAGEOBJ_PATH]
        counts = [raw.FPDFPath_CountSegments(one.handle) for one in paths]
        if sum(counts) >= _OUTLINES:
            boxes = [one.box for one, count in zip(paths, counts, strict=True) if count > _PLAIN]
            found += [united(boxes)] if boxes else []
        return found

    def pictured(self) -> float:
        """The share of the page that pictures cover."""
        left, bottom, right, top = self._page
        whole = max((right - left) * (top - bottom), 1.0)
        area = 0.0
        for one in self.found:
            if one.kind == self._raw.FPDF_PAGEOBJ_IMAGE:
                width = min(one.box[2], right) - max(one.box[0], left)
                area += max(width, 0) * max(min(one.box[3], top) - max(one.box[1], bottom), 0)
        return float(area / whole)

    def _odd(self, one: Object, color: Color | None) -> bool:
        """Whether a piece of text is drawn in a way that may hide it."""
        raw = self._raw
        left, bottom, right, top = self._page
        box = one.box
        if box[0] < left - 1 or box[1] < bottom - 1 or box[2] > right + 1 or box[3] > top + 1:
            return True
        if raw.FPDFTextObj_GetTextRenderMode(one.handle) not in _SEEN_MODES:
            return True
        if is_small(one, raw, self._small):
            return True
        if color is None or min(color) >= _LIGHT or raw.FPDFPageObj_HasTransparency(one.handle):
            return True
        if one.cut or self._known.loose or self._fonts.may_be_empty(one.handle):
            return True
        return self._known.layers and (one.nested or self._in_layer(one))

    def _fill(self, one: Object, *, stroked: bool = False) -> Color | None:
        """The colour something is drawn in, None where it lets light through or is unknown."""
        raw = self._raw
        ask = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
        red, green, blue, alpha = self._color
        known = ask(one.handle, red, green, blue, alpha)
        return (red.value, green.value, blue.value) if known and alpha.value == 255 else None

    def _cover(self, one: Object) -> tuple[bool, Color | None]:
        """Whether something can hide text that is drawn before or after it, and its colour."""
        raw = self._raw
        if min(one.box[2] - one.box[0], one.box[3] - one.box[1]) < _THIN:
            return False, None
        if one.kind != raw.FPDF_PAGEOBJ_PATH:
            return True, None
        mode, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
        raw.FPDFPath_GetDrawMode(one.handle, mode, stroke)
        if mode.value:
            return True, self._fill(one)
        raw.FPDFPageObj_GetStrokeWidth(one.handle, width)
        return bool(stroke.value) and width.value >= _THIN, self._fill(one, stroked=True)

    def _in_layer(self, one: Object) -> bool:
        """Whether text belongs to a layer that can be switched off."""
        raw = self._raw
        count = raw.FPDFPageObj_CountMarks(one.handle)
        buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
        for at in range(min(max(count, 0), 16)):
            mark = raw.FPDFPageObj_GetMark(one.handle, at)
            into = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
            raw.FPDFPageObjMark_GetName(mark, into, 64, length)
            if buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\x00") == "OC":
                return True
        return False


def is_small(text: Object, raw: Any, least: float) -> bool:
    """Whether letters are lower than `least`; a form may make them smaller than they say."""
    height = text.box[3] - text.box[1]
    return height < least and (text.nested or size_of(text.handle, raw) < least)


def _covers(text: Object, color: Color | None) -> bool:
    """Whether letters may hide others that were drawn before: light ones and large ones."""
    light = color is not None and min(color) >= _LIGHT
    return light or text.box[3] - text.box[1] > _LARGE


def _at(box: Box, places: dict[tuple[int, int], list[Object]]) -> Iterator[Object]:
    """What stands in nearly the same box; `places` by lower left corners."""
    left, bottom = int(box[0]), int(box[1])
    near = (places.get((left + x, bottom + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
    return (one for found in near for one in found if alike(box, one.box))
