"""Whether a cell of a workbook shows its value: its number format, its colours, its size."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.differential import DifferentialStyle

from contract_kit.ooxml.package import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

Color = tuple[int, int, int]

_WHITE: Color = (255, 255, 255)
_BLACK: Color = (0, 0, 0)
_ORDER = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
"""The colours of a theme as cells count them."""
_NEAR = 32
"""Colours that differ by no more in red, green and blue cannot be told apart."""
_SMALLEST = 2
"""Letters below two points are a line to the eye."""
_ADDED = re.compile(r'"[^"]*"|\\.')
"""What a format prints beside the value."""
_ASIDE = re.compile(r"\[[^\]]*\]|[_*].")
_FRACTION = re.compile(r"\?/\d+")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_PALE = re.compile(r"\[(?:white|color\s*(?:2|19|20))\]", re.I)


def shows_percent(form: str) -> bool:
    """Whether a number format shows its value as a percentage, a hundred times as much."""
    return "%" in _bare(form.partition(";")[0])


def shows_value(form: str, value: Decimal) -> bool:
    """Whether a number format shows the figures of a value, and no others."""
    if form == "General":
        return True
    sections = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", form)
    place = 1 if value < 0 else 2 if value == 0 else 0
    one = sections[place] if place < len(sections) and "[<" not in form else sections[0]
    added = "".join(_ADDED.findall(one))
    bare = _bare(one)
    shown = any(sign in bare for sign in "0#?@dmyhsG")
    if value >= 0 and "-" in one and not any(sign in bare for sign in "dmyhs"):
        return False
    others = re.search(r"[0-9]", added) or re.search(r"[1-9]", _FRACTION.sub("?", bare))
    return shown and not (others or _SCALED.search(bare) or _PALE.search(one))


def shows_month(form: str) -> bool:
    """Whether a format of dates shows the year and the month."""
    bare = _bare(form.partition(";")[0]).lower()
    return "y" in bare and "m" in bare.replace("mm:ss", "").replace("h:mm", "")


def _bare(form: str) -> str:
    """A format without texts, colours and conditions in it."""
    return _ASIDE.sub("", _ADDED.sub("", form))


class Looks:
    """The looks of the cells of one workbook; `theme` is its theme as XML."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = _theme(theme)
        self._known: dict[tuple[int, ...], str] = {}

    def fault(self, cell: Any) -> str:
        """Why the eye does not see what a cell holds; empty where it does."""
        key = tuple(cell.style_array)
        if key not in self._known:
            self._known[key] = self._fault(cell)
        return self._known[key]

    def _fault(self, cell: Any) -> str:
        if cell.font.sz is not None and cell.font.sz < _SMALLEST:
            return "has letters too small to read; enlarge them"
        if cell.font.strike:
            return "is struck through; delete it, or take the line away"
        kind = cell.fill.fill_type
        if kind not in (None, "none", "solid"):
            return ""
        letters = self._color(cell.font.color, _BLACK)
        ground = self._color(cell.fill.fgColor, _WHITE) if kind == "solid" else _WHITE
        if letters and ground and _near(letters, ground):
            return "has letters in the colour of its background; choose another colour"
        return ""

    def hidden_by(self, style: Any) -> str:
        """How a conditional style hides a figure on white; empty where it does not."""
        if style.numFmt is not None and not shows_value(style.numFmt.formatCode or "", Decimal(1)):
            return "in a format that does not show it"
        if style.font is not None and style.font.strike:
            return "struck through"
        letters = self._color(style.font.color, _BLACK) if style.font is not None else None
        ground = _WHITE
        if style.fill is not None and style.fill.fill_type in (None, "solid"):
            ground = self._color(style.fill.bgColor, _WHITE) or _WHITE
        return "in the colour of its background" if letters and _near(letters, ground) else ""

    def _color(self, said: Any, usual: Color) -> Color | None:
        """What a colour comes to; None where it cannot be told."""
        if said is None or said.type == "auto":
            return usual
        text = said.value
        if said.type == "theme":
            found = self._theme[text] if 0 <= text < len(self._theme) else None
        elif said.type == "indexed":
            known = 0 <= text < len(COLOR_INDEX)
            found = _rgb(COLOR_INDEX[text]) if known else usual
        else:
            found = _rgb(text)
        return None if found is None else _tinted(found, Decimal(said.tint or 0))


def conditional_styles(styles: etree._Element | None, theme: bytes | None) -> list[str]:
    """How each conditional style of a workbook hides a figure; empty for those that do not."""
    dxfs = None if styles is None else styles.find("{*}dxfs")
    every: Iterable[Any] = () if dxfs is None else dxfs.iterchildren("{*}dxf")
    looks = Looks(theme)
    return [looks.hidden_by(DifferentialStyle.from_tree(one)) for one in every]


def _near(first: Color, second: Color) -> bool:
    return all(abs(one - other) <= _NEAR for one, other in zip(first, second, strict=True))


def _rgb(text: object) -> Color | None:
    match = re.fullmatch(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", str(text))
    return None if match is None else tuple(bytes.fromhex(match[1]))  # type: ignore[return-value]


def _tinted(color: Color, tint: Decimal) -> Color:
    """A colour made lighter or, by a tint below nothing, darker."""
    ground = 255 if tint > 0 else 0
    share = min(abs(tint), Decimal(1))
    red, green, blue = (round(one + (ground - one) * share) for one in color)
    return red, green, blue


def _theme(data: bytes | None) -> Sequence[Color | None]:
    """The colours of a theme in the order of cells; those of a usual one where there is none."""
    usual: list[Color | None] = [_WHITE, _BLACK]
    if data is None:
        return usual
    found: dict[str, Color | None] = {}
    for scheme in parse_xml(data, "theme").iter("{*}clrScheme"):
        for one in scheme.iterchildren("*"):
            inner = next(one.iterchildren("*"), None)
            said = None if inner is None else inner.get("lastClr") or inner.get("val")
            found[one.tag.rpartition("}")[2]] = _rgb(said)
    return [found.get(name) for name in _ORDER] if found else usual
