"""What the eye sees of the text of a PDF page.

Text that may be unseen (by its mode, colour, size or place, or because something is drawn under or
over it) is drawn and not drawn: where that changes no pixel, nobody sees it.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy

from contract_kit.read.pdf_drawing import picture_of, pixels
from contract_kit.read.pdf_groups import parted
from contract_kit.read.pdf_objects import Object, Objects, is_small
from contract_kit.read.pdf_overlaid import Overlaid
from contract_kit.read.pdf_overprinted import is_overprinted
from contract_kit.read.pdf_pictures import looks_like_text
from contract_kit.read.pdf_struck import Struck
from contract_kit.read.pdf_type import key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from contract_kit.read.pdf_boxes import Box, Color
    from contract_kit.read.pdf_survey import Survey


_TOKEN = re.compile(r"[^\s\x00\x02\ufffe]+")
_SMALLEST = 2.0  # points
_CHANGE = 16  # of 255, the least difference of a pixel that is seen
_PART = 0.4  # of a letter's height, from which it is seen and no sliver of it
_DOT = 0.25  # of a letter's room, which no letter is smaller than
_INK = 48  # of 255, the least contrast of a picture of letters
_LAYER = 0.7  # share of unseen letters that makes a layer of text over a picture
_PICTURE = 0.5  # share of the page that such a picture covers
_LIGATURE = 2  # letters to a sign, on average, of a word that is drawn
_SHAPES = 50  # pictures of one page that are looked at


@dataclass(frozen=True, slots=True)
class Page:
    """An open page with the functions of PDFium, its number, from 1, and what its file tells.

    `laid`: its first object that was a field, a text box or a stamp, None where there is none.
    `crossed`: where notes strike words through.
    """

    page: Any
    raw: Any
    number: int
    known: Survey
    laid: int | None = None
    crossed: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A page's text with spaces for what is unseen, how many stretches of it there are.

    `layer`: a picture covers the page, and the unseen text over it was read as what it shows.
    `partly`: more is drawn than was looked at. `drawn`: a picture or outlines look like text.
    `struck`: so many stretches are struck through, and left out. `overprinted`: words are drawn on
    words.
    """

    text: str
    unseen: int = 0
    layer: bool = False
    partly: bool = False
    drawn: bool = False
    struck: int = 0
    overprinted: bool = False


def look_at(place: Page, textpage: Any, text: str, index: Callable[[int], int]) -> Sight:
    """What is seen of a page's text; `index` gives the character for a place in the text."""
    objects = Objects(place.page, place.raw, textpage, place.known)
    through = Struck((*objects.level_lines(), *place.crossed), place.raw, textpage)
    if struck := through.struck(_TOKEN.finditer(text), index):
        rest = _looked_at(objects, place, textpage, _without(text, struck), index)
        return replace(rest, struck=_stretches(text, struck))
    return _looked_at(objects, place, textpage, text, index)


def _looked_at(
    objects: Objects, place: Page, textpage: Any, text: str, index: Callable[[int], int]
) -> Sight:
    if not objects.partly:
        sight = _sight(objects, place, textpage, text, index)
        if sight.layer:
            return sight
        texts = objects.texts()
        over = is_overprinted(texts, textpage, place.raw, sight.text, index)
        return replace(sight, drawn=_draws_text(objects, place), overprinted=over)
    keys = {one.key for one in objects.found}
    ask = place.raw.FPDFText_GetTextObject
    passed = [
        match
        for match in _TOKEN.finditer(text)
        if key_of(ask(textpage, index(match.start()))) not in keys
    ]
    sight = _sight(objects, place, textpage, _without(text, passed), index)
    return replace(sight, partly=True)


def _sight(
    objects: Objects, place: Page, textpage: Any, text: str, index: Callable[[int], int]
) -> Sight:
    doubtful = objects.doubtful()
    if not doubtful or not text:
        return Sight(text)
    on_others = objects.overlaid(doubtful)
    doubtful |= on_others
    looker = _Looker(place, textpage, doubtful, objects.pale(doubtful.values()))
    if on_others:
        looker.overlay(list(on_others.values()), objects.colors(on_others.values()))
    tokens = list(_TOKEN.finditer(text))
    packed = looker.packed(tokens, index) if place.known.loose else frozenset()
    unseen = [one for one in tokens if one.start() in packed or not looker.sees(one, index)]
    if unseen:
        doubled = objects.doubled(doubtful)
        looker.leave({key for key, said in doubled.items() if not said})
        left = [one for one in unseen if one.start() in packed or not looker.sees(one, index)]
        again = [looker.owner(index(match.start())) in doubled for match in left]
        text = _without(text, [one for one, twice in zip(left, again, strict=True) if twice])
        unseen = [one for one, twice in zip(left, again, strict=True) if not twice]
    if not unseen:
        return Sight(text)
    letters = sum(len(one[0]) for one in tokens)
    covered = objects.pictured() >= _PICTURE
    if covered and sum(len(one[0]) for one in unseen) >= _LAYER * letters:
        blank = [match for match in unseen if not looker.inked(match, index)]
        return Sight(_without(text, blank), _stretches(text, blank), layer=len(blank) < len(unseen))
    return Sight(_without(text, unseen), _stretches(text, unseen))


def _draws_text(objects: Objects, place: Page) -> bool:
    """Whether pictures or outlines of a page look like lines of text."""
    shapes = objects.shapes()
    if not shapes:
        return False
    raw = place.raw
    texts = objects.texts()
    for one in texts:
        raw.FPDFPageObj_SetIsActive(one.handle, False)
    picture = picture_of(place.page)
    for one in texts:
        raw.FPDFPageObj_SetIsActive(one.handle, True)
    find = pixels(place.page, raw, picture.shape)
    return any(looks_like_text(picture, find(box)) for box in shapes[:_SHAPES])


def _without(text: str, unseen: list[re.Match[str]]) -> str:
    parts, at = [], 0
    for match in unseen:
        parts += [text[at : match.start()], " " * len(match[0])]
        at = match.end()
    return "".join(parts) + text[at:]


def _stretches(text: str, unseen: list[re.Match[str]]) -> int:
    """How many stretches words without a seen one between them make."""
    ends = [0, *(match.end() for match in unseen)]
    between = (text[end : match.start()] for end, match in zip(ends, unseen, strict=False))
    return sum(1 for at, gap in enumerate(between) if not at or gap.strip())


class _Looker:
    """Draws a page with and without its doubtful text and compares."""

    def __init__(
        self, place: Page, textpage: Any, doubtful: dict[int, Object], pale: frozenset[int]
    ) -> None:
        page, raw = place.page, place.raw
        self._page, self._pale = page, pale
        self._overlaid: Overlaid | None = None
        self._raw, self._text = raw, textpage
        self._doubtful = doubtful
        self._sides = [ctypes.c_double() for _ in range(4)]
        least = _SMALLEST / place.known.unit
        self._small = {key for key, one in doubtful.items() if is_small(one, raw, least)}
        self._shown = picture_of(page)
        self._changed: dict[int, NDArray[numpy.int32]] = {}
        for group in parted(list(doubtful.values()), textpage, raw):
            table = self._change(page, group)
            self._changed |= {one.key: table for one in group}
        self._pixels = pixels(page, raw, self._shown.shape)

    def _change(self, page: Any, group: list[Object]) -> NDArray[numpy.int32]:
        """The sums, from the upper left corner on, of the pixels that some text changes."""
        without = self._without(page, group)
        change = numpy.maximum(self._shown, without) - numpy.minimum(self._shown, without)
        change = change.max(axis=2) >= _CHANGE
        sums = change.cumsum(0, dtype=numpy.int32).cumsum(1, dtype=numpy.int32)
        return numpy.pad(sums, ((1, 0), (1, 0)))

    def _without(self, page: Any, group: list[Object]) -> NDArray[numpy.uint8]:
        """The page as it is shown without some text."""
        for one in group:
            self._raw.FPDFPageObj_SetIsActive(one.handle, False)
        without = picture_of(page)
        for one in group:
            self._raw.FPDFPageObj_SetIsActive(one.handle, True)
        return without

    def overlay(self, texts: list[Object], colors: dict[int, Color | None]) -> None:
        """Look at text that lies under or over other text, in these colours, more closely."""
        self._overlaid = Overlaid(self._shown, self._without(self._page, texts), colors)

    def leave(self, keys: set[int]) -> None:
        """Have no doubt any more about some pieces of text."""
        self._doubtful = {key: one for key, one in self._doubtful.items() if key not in keys}

    def sees(self, match: re.Match[str], index: Callable[[int], int]) -> bool:
        """Whether a reader sees a word: most of its first, middle and last letter.

        Dots and dashes alone say nothing, seen or not.
        """
        places = [at for at, char in enumerate(match[0]) if char.isalnum()]
        if not places:
            return True
        asked = {places[0], places[len(places) // 2], places[-1]}
        seen = sum(self._sees(index(match.start() + at)) for at in asked)
        return seen > len(asked) // 2

    def packed(self, tokens: list[re.Match[str]], index: Callable[[int], int]) -> frozenset[int]:
        """Where words begin whose letters are not drawn each: one sign stands for many."""
        found = set()
        before: tuple[int, Box] | None = None
        for match in tokens:
            start = match.start()
            places = [at for at, char in enumerate(match[0], start) if char.isalnum()]
            boxes = [self._box(index(at)) for at in places]
            if not boxes:
                continue
            if len(boxes) > _LIGATURE * len(set(boxes)):
                found.add(start)
            if before is not None and before[1] == boxes[0]:
                found |= {before[0], start}
            before = start, boxes[-1]
        return frozenset(found)

    def owner(self, at: int) -> int:
        """The key of the piece of text that a character belongs to."""
        return key_of(self._raw.FPDFText_GetTextObject(self._text, at))

    def _sees(self, at: int) -> bool:
        key = self.owner(at)
        if key not in self._doubtful:
            return True
        box = self._box(at)
        if key in self._small or self._is_dot(at, box):
            return False
        left, top, right, bottom = self._pixels(box)
        if right <= left or bottom <= top:
            return False
        table = self._changed[key]
        rows = numpy.diff(table[top : bottom + 1, right] - table[top : bottom + 1, left])
        least = 0 if key in self._pale else _PART * (bottom - top)
        if (rows > 0).sum() <= least:
            return False
        place = left, top, right, bottom
        return self._overlaid is None or self._overlaid.sees(key, place, least)

    def _is_dot(self, at: int, box: Box) -> bool:
        """Whether what is drawn of a letter is far smaller than the room it takes."""
        room = self._raw.FS_RECTF()
        self._raw.FPDFText_GetLooseCharBox(self._text, at, room)
        wide = max(room.right - room.left, room.top - room.bottom)
        return bool(max(box[2] - box[0], box[3] - box[1]) < _DOT * wide)

    def inked(self, match: re.Match[str], index: Callable[[int], int]) -> bool:
        """Whether something is drawn where an unseen word stands."""
        boxes = [self._pixels(self._box(index(at))) for at in range(match.start(), match.end())]
        left, top = min(one[0] for one in boxes), min(one[1] for one in boxes)
        right, bottom = max(one[2] for one in boxes), max(one[3] for one in boxes)
        part = self._shown[top:bottom, left:right]
        return bool(part.size) and int(part.max()) - int(part.min()) >= _INK

    def _box(self, at: int) -> Box:
        left, right, bottom, top = self._sides
        self._raw.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value
