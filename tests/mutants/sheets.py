"""Changes of a workbook of measurements."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from tests.mutants import archive, hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from lxml import etree
    from openpyxl.worksheet.worksheet import Worksheet

MAIN = "xl/worksheets/sheet1.xml"
BREAKS_SHARE = 0.3
VALUES = (
    None, 0, -1, 99.5, 100, 101, 1e300, 5e-324, 10**17, True, date(2027, 3, 1), time(1, 2),
    datetime(2027, 3, 1, tzinfo=UTC).replace(tzinfo=None), timedelta(days=400), "99.5 %", "99,5",
)  # fmt: skip
VALUE_CELL = re.compile(rb'<c r="C(?!1")\d+"([^>]*)><v>([^<]*)</v></c>')
UNREADABLE = (
    b'<c r="C4"><f>A1+1</f></c>',
    b'<c r="C4"><f>A1+1</f><v></v></c>',
    b'<c r="C4" t="e"><v>#REF!</v></c>',
    b'<c r="C4" t="s"><v>99999</v></c>',
    b'<c r="C4" t="s"><v>-7</v></c>',
    b'<c r="C4" t="str"><f>A1</f></c>',
    b'<c r="C4" t="nosuch"><v>99.6</v></c>',
    b'<c r="C4"><is><t>99.6</t></is></c>',
    b'<c r="C4" t="n"><v>99.6x</v></c>',
    b'<c r="C4" t="b"><v>7</v></c>',
    b'<c r="C4" t="d"><v>2027-99-99</v></c>',
)
"""Cells that hold something, but no number that can be read."""


def _book(change: Callable[[Worksheet, Random], None], data: bytes, chance: Random) -> bytes:
    """The workbook written anew after a change, as a person makes one."""
    try:
        book = load_workbook(io.BytesIO(data))
        change(book.worksheets[0], chance)
        out = io.BytesIO()
        book.save(out)
    except Exception:  # a change before this one left no workbook that opens
        return data
    return out.getvalue()


def _cell(sheet: Worksheet, chance: Random) -> None:
    """Another value in some cell."""
    row, column = chance.randint(1, 12), chance.randint(1, 6)
    told = (*VALUES, hostile.number(chance), hostile.text(chance))
    sheet.cell(row, column).value = chance.choice(told)


def _number(sheet: Worksheet, chance: Random) -> None:
    """Another measured number."""
    sheet.cell(chance.randint(2, 10), 3).value = chance.choice((0, 50, 99.5, 99.7, 100, 240, "100"))


def _look(sheet: Worksheet, chance: Random) -> None:
    """Cells that look otherwise: formats, merged, hidden, frozen."""
    match chance.randrange(4):
        case 0:
            form = chance.choice(("0%", "yyyy-mm", "@", "[h]:mm", ";;;", "0.0E+00"))
            sheet.cell(chance.randint(2, 10), chance.randint(1, 3)).number_format = form
        case 1:
            sheet.merge_cells(chance.choice(("A12:C14", "D2:D3", "E2:E10")))
        case 2:
            sheet.row_dimensions[chance.randint(2, 10)].hidden = True
        case _:
            sheet.freeze_panes = "B2"


def _rows(sheet: Worksheet, chance: Random) -> None:
    """Rows and columns gone, empty or far away."""
    match chance.randrange(4):
        case 0:
            sheet.insert_rows(chance.randint(1, 10), chance.choice((1, 3)))
        case 1:
            sheet.delete_rows(chance.randint(1, 10))
        case 2:
            sheet.insert_cols(chance.randint(1, 4))
        case _:
            sheet.cell(chance.choice((500, 4_000)), chance.choice((1, 70))).value = "far"


def _sheets(sheet: Worksheet, chance: Random) -> None:
    """Other sheets before or after."""
    title = re.sub(r"[\\*?:/\[\]\x00-\x1f\ufeff]", "", hostile.text(chance))[:30] or "Other"
    sheet.parent.create_sheet(title, chance.choice((0, 1)))


def _tree(change: Callable[[etree._Element, Random], None], data: bytes, chance: Random) -> bytes:
    return archive.inside(data, chance, change, MAIN)


def _unreadable(data: bytes, chance: Random) -> bytes:
    """A measured value that cannot be read."""
    parts = archive.unpack(data)
    found = chance.choice(list(VALUE_CELL.finditer(parts[MAIN])))
    place = found[0][: found[0].index(b'"', 6) + 1].removeprefix(b"<c r=").strip(b'"')
    cell = chance.choice(UNREADABLE).replace(b"C4", place)
    return archive.pack({**parts, MAIN: parts[MAIN].replace(found[0], cell, 1)})


def _out_of_place(data: bytes, chance: Random) -> bytes:
    """Rows and cells whose places are wrong, twice or missing."""
    parts = archive.unpack(data)
    kind = chance.choice((b"<row r=", b"<c r="))
    places = [one.end() for one in re.finditer(re.escape(kind), parts[MAIN])]
    at = chance.choice(places[1:])
    end = parts[MAIN].index(b'"', at + 1) + 1
    wrong = chance.choice((b'"4"', b'"0"', b'"99999999999"', b'"C4"', b'"ZZZZ9"', b'""', b'"A-1"'))
    return archive.pack({**parts, MAIN: parts[MAIN][:at] + wrong + parts[MAIN][end:]})


def _part_away(data: bytes, chance: Random) -> bytes:
    """A part of the workbook is gone or ends in the middle."""
    parts = archive.unpack(data)
    name = chance.choice(sorted(parts))
    if chance.random() < 0.5:
        del parts[name]
    else:
        parts[name] = parts[name][: len(parts[name]) // 2]
    return archive.pack(parts)


CHANGES = {
    "cell": partial(_book, _cell),
    "number": partial(_book, _number),
    "number-more": partial(_book, _number),
    "look": partial(_book, _look),
    "rows": partial(_book, _rows),
    "sheets": partial(_book, _sheets),
    **{one.__name__: partial(_tree, one) for one in archive.TREE},
}
BREAKS = {"unreadable": _unreadable, "out-of-place": _out_of_place, "part-away": _part_away}
