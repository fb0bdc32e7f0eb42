"""What a workbook of measurements may look like: every cell shown, and every value there.

A sheet is looked through before its rows are read. Hidden rows and columns, merged cells, errors
and formulas without a value are refused with their cell: what nobody sees is no evidence, and what
is missing would count as not measured. So are places that no sheet has, which would have no end.
"""

from __future__ import annotations

import io
import posixpath
import re
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from contract_kit.characters import cleaned
from contract_kit.errors import UnreadableError
from contract_kit.ooxml.package import open_package
from contract_kit.settle.cell_looks import conditional_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contract_kit.ooxml.package import Package

Fault = tuple[int, int, str]
"""Row and column, from 1, and what is wrong there."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_MERGED = 10_000
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?")
_FIGURE = re.compile(
    r"\s*-?(?:[0-9]{1,20}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[Ee][+-]?[0-9]{1,3})?\s*"
)
_FLAT = Decimal(2)
"""Rows below so many points show no letters."""
_NARROW = Decimal("0.7")
"""Columns that are narrower, in letters, show none."""
_INDEX = re.compile(r"\s*[0-9]{1,9}\s*")
_KINDS = frozenset({"n", "s", "b", "e", "d", "str", "inlineStr"})
_YES = frozenset({"1", "true"})
_TAGS = ("sheetView", "sheetFormatPr", "col", "row", "mergeCell", "conditionalFormatting")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_OTHERS = {
    b"application/vnd.oasis.opendocument": "this is an OpenDocument file; save it as .xlsx or CSV",
}
_BROKEN = "the file is no readable .xlsx workbook; save it again or export it as CSV"


def fault_of(data: bytes, most: int) -> Fault | None:
    """The first thing wrong with the first sheet of a workbook; none where it can be read.

    `most` columns may hold values.
    """
    for sign, said in _OTHERS.items():
        if sign in data[:200]:
            return 1, 1, said
    try:
        package = open_package(data)
        return _doctype(package) or _sheet(package, most)
    except UnreadableError as error:
        if error.cause in ("legacy-format", "encrypted"):
            said = "the workbook is old (.xls) or protected by a password"
            return 1, 1, f"{said}; save it as .xlsx without a password, or as CSV"
        return 1, 1, f"{_BROKEN} ({error})"
    except (etree.XMLSyntaxError, KeyError, TypeError, ValueError) as error:
        return 1, 1, f"{_BROKEN} ({cleaned(str(error))[:120]})"


def _doctype(package: Package) -> Fault | None:
    for part in package.parts():
        if part.endswith((".xml", ".rels")) and any(
            mark in package.bytes(part) for mark in _DOCTYPES
        ):
            return 1, 1, f"{_BROKEN} ({part} carries a DOCTYPE)"
    return None


def _sheet(package: Package, most: int) -> Fault | None:
    if any(part.endswith("workbook.bin") for part in package.parts()):
        return 1, 1, "this is a binary workbook (.xlsb); save it as .xlsx or CSV"
    book = _target(package, "", "/officeDocument") or "xl/workbook.xml"
    root = package.xml(book)
    if root is None:
        return 1, 1, _BROKEN
    for sheet in root.iter("{*}sheet"):
        ids = [str(v) for k, v in sheet.attrib.items() if etree.QName(k).localname == "id"]
        part = _target(package, book, "/worksheet", "".join(ids))
        if part:
            if sheet.get("state", "visible") != "visible":
                name = cleaned(sheet.get("name", ""))[:40]
                return 1, 1, f"the first sheet, “{name}”, is hidden; show it or put it last"
            look = _Look(most, partial(_styles, package, book))
            return next(look.faults(package.bytes(part)), None)
    return 1, 1, "the workbook has no sheet with cells; put the measurements on the first"


def _styles(package: Package, book: str) -> list[str]:
    """How the conditional styles of a workbook hide figures."""
    theme = _target(package, book, "/theme")
    styles = package.xml(_target(package, book, "/styles"))
    return conditional_styles(styles, package.bytes(theme) if theme else None)


def _target(package: Package, source: str, kind: str, link: str | None = None) -> str:
    """The part that a relationship of `source` of this kind leads to; empty where there is none."""
    folder, name = posixpath.split(source)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in root.iter("{*}Relationship") if root is not None else ():
        if one.get("Type", "").endswith(kind) and link in (None, one.get("Id")):
            return posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip(
                "/"
            )
    return ""


class _Look:
    """Looks through one sheet, row by row."""

    def __init__(self, most: int, read_styles: Callable[[], list[str]]) -> None:
        self.most, self._read_styles = most, read_styles
        self.row = self.columns = self.merged = 0
        self.hidden_by_default = self.flat_by_default = self.without_zeros = False
        self.hidden: list[tuple[int, int]] = []
        self.wide: list[tuple[int, int]] | None = None

    @cached_property
    def styles(self) -> list[str]:
        """How the conditional styles hide figures, read where the sheet has rules of the kind."""
        return self._read_styles()

    def faults(self, data: bytes) -> Iterator[Fault]:
        """What is wrong with the sheet, from its first row on."""
        tags = [f"{{*}}{tag}" for tag in _TAGS]
        found = etree.iterparse(
            io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
        )
        for _, element in found:
            kind = etree.QName(element).localname
            if kind == "row":
                yield from self._row(element)
                _forget(element)
            elif kind == "mergeCell":
                yield from self._merged(element.get("ref", ""))
            elif kind == "conditionalFormatting":
                yield from self._conditional(element)
            else:
                self._setting(kind, element)

    def _setting(self, kind: str, element: etree._Element) -> None:
        """Note what is said of the whole sheet or of a column."""
        if kind == "sheetView":
            self.without_zeros |= element.get("showZeros", "1") not in _YES
        elif kind == "sheetFormatPr":
            self.hidden_by_default = element.get("zeroHeight") in _YES
            self.flat_by_default = _is_below(element, "defaultRowHeight", _FLAT)
            if _is_below(element, "defaultColWidth", _NARROW):
                self.wide = []
        else:
            self._column(element)

    def _column(self, element: etree._Element) -> None:
        """Note which columns are hidden; where they are so by default, which are not."""
        columns = int(element.get("min", "1")[:7]), int(element.get("max", "1")[:7])
        if _unseen(element, ("width", _NARROW), shown=True):
            self.hidden.append(columns)
        elif self.wide is not None and element.get("width"):
            self.wide.append(columns)

    def _is_hidden(self, column: int) -> bool:
        narrow = self.wide is not None and not any(a <= column <= b for a, b in self.wide)
        return narrow or any(a <= column <= b for a, b in self.hidden)

    def _row(self, row: etree._Element) -> Iterator[Fault]:
        text = row.get("r", str(self.row + 1))
        if not _ROW.fullmatch(text) or not self.row < int(text) <= LAST_ROW:
            said = f"a row has the number “{cleaned(text)[:20]}”"
            yield self.row + 1, 1, f"{said}; expected {self.row + 1} to {LAST_ROW}; save it anew"
            return
        self.row = int(text)
        column, held = 0, False
        for cell in row.iterchildren("{*}c"):
            place = self._place(cell, column)
            if place is None:
                shown = cleaned(cell.get("r", ""))[:20]
                yield self.row, column + 1, f"“{shown}” is no place for a cell of this row"
                return
            column = place
            if _holds(cell):
                held = True
                yield from self._cell(cell, column)
        flat = self.flat_by_default and row.get("ht") is None
        if held and (flat or _unseen(row, ("ht", _FLAT), shown=not self.hidden_by_default)):
            yield self.row, 1, f"row {self.row} is hidden; show it, or delete it"

    def _place(self, cell: etree._Element, before: int) -> int | None:
        """The column a cell stands in, right of the one before; none where it cannot be."""
        text = cell.get("r")
        if text is None:
            return before + 1
        found = _CELL.fullmatch(text)
        if not found or int(found[2]) != self.row:
            return None
        column = column_index_from_string(found[1])
        return column if before < column <= LAST_COLUMN else None

    def _cell(self, cell: etree._Element, column: int) -> Iterator[Fault]:
        self.columns = max(self.columns, column)
        said = _wrong_with(cell)
        if column > self.most:
            said = f"holds a value; expected {self.most} columns at most; move or delete it"
        elif self._is_hidden(column):
            letter = get_column_letter(column)
            said = f"stands in the hidden column {letter}; show the column, or delete it"
        elif self.without_zeros and _is_nought(cell):
            said = "holds nought, which this sheet does not show; have it show zeros"
        if said:
            yield self.row, column, f"{get_column_letter(column)}{self.row} {said}"

    def _merged(self, text: str) -> Iterator[Fault]:
        self.merged += 1
        if not _RANGE.fullmatch(text) or self.merged > MOST_MERGED:
            yield 1, 1, f"“{cleaned(text)[:40]}” cannot be merged cells; split them"
            return
        left, top, _, _ = range_boundaries(text)
        if (top or 0) <= self.row and (left or 0) <= self.columns:
            yield top or 1, left or 1, f"{text} are merged; split them and fill each cell"

    def _conditional(self, element: etree._Element) -> Iterator[Fault]:
        """Rules that may hide what some cells of the sheet hold."""
        for rule in element.iterchildren("{*}cfRule"):
            number = rule.get("dxfId", "")
            known = _INDEX.fullmatch(number) and int(number) < len(self.styles)
            how = self.styles[int(number)] if known else ""
            if not how or _is_about_nothing(rule):
                continue
            for one in element.get("sqref", "").split()[:MOST_MERGED]:
                left, top, _, bottom = range_boundaries(one) if _RANGE.fullmatch(one) else [1] * 4
                if (top or 1) <= self.row and (left or 1) <= self.columns and (bottom or 2) > 1:
                    said = f"the cells {one} are shown {how} by a conditional format"
                    yield max(top or 1, 2), left or 1, f"{said}; delete the rule"


def _is_about_nothing(rule: etree._Element) -> bool:
    """Whether a conditional format holds for blanks and errors alone, which are told apart."""
    formula = (rule.findtext("{*}formula") or "").strip().upper()
    kind = rule.get("type", "")
    return kind in {"containsBlanks", "containsErrors"} or formula.startswith(
        ("ISERROR(", "ISBLANK(", "ISNA(", "LEN(TRIM(")
    )


def _holds(cell: etree._Element) -> bool:
    """Whether a cell shows something, or should."""
    value = cell.findtext("{*}v")
    return bool(value) or cell.find("{*}f") is not None or cell.find("{*}is") is not None


def _is_nought(cell: etree._Element) -> bool:
    value = cell.findtext("{*}v") or ""
    number = cell.get("t", "n") == "n" and _FIGURE.fullmatch(value)
    return bool(number) and not Decimal(value.strip())


def _wrong_with(cell: etree._Element) -> str:
    """What is wrong with the value of a cell; empty where nothing is."""
    kind, value = cell.get("t", "n"), cell.findtext("{*}v") or ""
    missing = cell.find("{*}v") is None or (not value and kind != "str")
    if cell.find("{*}f") is not None and missing:
        return "holds a formula without a value; open and save it in a spreadsheet program"
    if kind not in _KINDS:
        return f"is of the kind “{cleaned(kind)[:20]}”, which nobody knows; save the workbook anew"
    if kind == "e":
        return f"holds the error {cleaned(value)[:20]}; correct it"
    if kind == "n" and value and not _FIGURE.fullmatch(value):
        return f"holds “{cleaned(value)[:40]}”, which is no number; correct it"
    differs = (cell.find("{*}is") is not None) != (kind == "inlineStr")
    if differs or (kind in ("s", "b") and not _INDEX.fullmatch(value)):
        return "holds nothing that can be read; save the workbook anew"
    return ""


def _unseen(element: etree._Element, size: tuple[str, Decimal], *, shown: bool) -> bool:
    """Whether a row or column is hidden, or too low or narrow to show a letter."""
    hidden = element.get("hidden", "0" if shown else "1") in _YES
    return hidden or _is_below(element, *size)


def _is_below(element: etree._Element, name: str, least: Decimal) -> bool:
    said = element.get(name, "")
    return _FIGURE.fullmatch(said) is not None and Decimal(said.strip()) < least


def _forget(row: etree._Element) -> None:
    """Free what was looked at."""
    row.clear()
    above = row.getparent()
    while above is not None and row.getprevious() is not None:
        del above[0]
