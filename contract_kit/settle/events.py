"""Raw events (opened, answered, resolved, paused) read into arrays, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.digits import whole
from contract_kit.errors import MeasurementError
from contract_kit.findings import Finding
from contract_kit.quantities.days import iso_advice
from contract_kit.settle.clock import Clock, clock
from contract_kit.settle.sheets import NO, YES, Sheet, refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

TIMES = ("opened", "answered", "resolved")
MOST_FINDINGS = 100
NOT_YET = np.iinfo(np.int64).min
"""The moment of something that did not happen."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MOST = 10**9 - 1
"""The largest whole number of a cell."""
_EARLIEST = int(datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp())
_LATEST = int(datetime(_LAST_YEAR, 12, 31, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Events:
    """The events of one metric: moments in POSIX seconds, `opened_local` on its wall clock.

    `answered` and `resolved` are `NOT_YET` where the event has none. `rows` are lines of the file.
    """

    opened: NDArray[np.int64]
    opened_local: NDArray[np.int64]
    answered: NDArray[np.int64]
    resolved: NDArray[np.int64]
    paused: NDArray[np.int64]
    severity: NDArray[np.int64]
    planned: NDArray[np.bool_]
    rows: NDArray[np.int64]

    def only(self, mask: NDArray[np.bool_]) -> Events:
        """The events a mask selects."""
        return Events(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))

    def first_rows(self) -> dict[str, int]:
        """The row of the first event of each month, such as `2027-06`, by the local clock."""
        months = self.opened_local.astype("datetime64[s]").astype("datetime64[M]")
        found, first = np.unique(months, return_index=True)
        return {str(name): int(self.rows[at]) for name, at in zip(found, first, strict=True)}

    def __len__(self) -> int:
        return len(self.opened)


@dataclass(slots=True)
class _Reader:
    """What reading one file gathers."""

    sheet: Sheet
    zones: Mapping[str, str]
    codes: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    blocks: list[tuple[NDArray[np.int64], Events]] = field(default_factory=list)

    def complain(self, line: int, column: str, message: str) -> None:
        """Note what is wrong with a cell; stop when there is too much of it."""
        place = (self.sheet.column(column) or 0) + 1
        self.findings.append(refusal(self.sheet.path, line, place, message))
        if len(self.findings) >= MOST_FINDINGS:
            raise MeasurementError(self.findings)


def read_events(sheet: Sheet, zones: Mapping[str, str]) -> dict[str, Events]:
    """The events of each metric; `zones` names the metrics there are and their time zones.

    Raises `MeasurementError` with every wrong cell.
    """
    reader = _Reader(sheet, zones, {name: code for code, name in enumerate(zones)})
    for line, rows in sheet.chunks():
        _read_block(reader, line, rows)
    if reader.findings:
        raise MeasurementError(reader.findings)
    return _by_metric(reader)


def _read_block(reader: _Reader, line: int, rows: list[list[str]]) -> None:
    columns = dict(zip(reader.sheet.header, zip(*rows, strict=True), strict=False))
    empty = ("",) * len(rows)
    lines = np.arange(line, line + len(rows), dtype=np.int64)
    codes = _codes(reader, line, columns["metric"])
    local: dict[str, NDArray[np.int64]] = {}
    moments: dict[str, NDArray[np.int64]] = {}
    for name in TIMES:
        local[name], moments[name] = _moments(reader, line, name, columns.get(name, empty), codes)
    _check_order(reader, line, moments)
    block = Events(
        moments["opened"],
        local["opened"],
        moments["answered"],
        moments["resolved"],
        _numbers(reader, line, "paused", columns.get("paused", empty)) * 60,
        _numbers(reader, line, "severity", columns.get("severity", empty)),
        _flags(reader, line, "planned", columns.get("planned", empty)),
        lines,
    )
    reader.blocks.append((codes, block))


def _codes(reader: _Reader, line: int, cells: Iterable[str]) -> NDArray[np.int64]:
    known = reader.codes
    found = [known.get(cell, -1) for cell in cells]
    if -1 in found:
        for offset, (code, cell) in enumerate(zip(found, cells, strict=True)):
            if code < 0:
                found[offset] = known.get(cell.strip(), -1)
            if found[offset] < 0:
                names = ", ".join(list(known)[:8])
                reader.complain(
                    line + offset,
                    "metric",
                    f"'{cell[:40]}' is no metric of the contract; known: {names}",
                )
    return np.array(found, np.int64)


def _moments(
    reader: _Reader, line: int, column: str, cells: tuple[str, ...], codes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The clock times and moments of a column, each in its metric's time zone."""
    try:
        local = np.array(cells, dtype="datetime64[s]").astype(np.int64) if _bare(cells) else None
    except ValueError:
        local = None
    if local is None:
        return _slow_moments(reader, line, column, cells, codes)
    moments = local.copy()
    missing = local == NOT_YET
    for zone in set(reader.zones.values()):
        mask = np.isin(codes, [reader.codes[n] for n, z in reader.zones.items() if z == zone])
        mask &= ~missing
        posix, skipped = clock(zone, _FIRST_YEAR, _LAST_YEAR).to_posix(local[mask])
        moments[mask] = posix
        for offset in np.flatnonzero(mask)[skipped].tolist():
            _complain_gap(reader, line + offset, column, cells[offset], zone)
    if column == "opened":
        for offset in np.flatnonzero(missing).tolist():
            reader.complain(line + offset, column, "the event has no opening time; give it one")
    return local, moments


def _bare(cells: tuple[str, ...]) -> bool:
    """Whether no cell carries an offset, nor a form numpy reads differently from ISO 8601."""
    return {len(cell) for cell in cells} <= {0, 16, 19}


def _slow_moments(
    reader: _Reader, line: int, column: str, cells: tuple[str, ...], codes: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same cell by cell: for offsets, other forms, and to find what is wrong."""
    names = list(reader.codes)
    local = np.full(len(cells), NOT_YET, np.int64)
    moments = local.copy()
    for offset, cell in enumerate(cells):
        text = cell.strip()
        if not text and column != "opened":
            continue
        zone = reader.zones[names[codes[offset]]] if codes[offset] >= 0 else "UTC"
        here = clock(zone, _FIRST_YEAR, _LAST_YEAR)
        try:
            local[offset], moments[offset], skipped = _one_moment(text, here)
        except (ValueError, OverflowError):
            mend = iso_advice(text) or "write e.g. 2027-06-01 09:30"
            reader.complain(line + offset, column, f"'{text[:40]}' is no time; {mend}")
            continue
        if skipped:
            _complain_gap(reader, line + offset, column, text, zone)
    return local, moments


def _one_moment(text: str, here: Clock) -> tuple[int, int, bool]:
    when = datetime.fromisoformat(text)
    if when.tzinfo is not None:
        moment = np.array([(when - _EPOCH) // _SECOND], np.int64)
        return int(here.to_local(moment)[0]), int(moment[0]), False
    wall = (when.replace(tzinfo=UTC) - _EPOCH) // _SECOND
    posix, skipped = here.to_posix(np.array([wall], np.int64))
    return wall, int(posix[0]), bool(skipped[0])


def _complain_gap(reader: _Reader, line: int, column: str, cell: str, zone: str) -> None:
    reader.complain(
        line,
        column,
        f"'{cell}' does not exist in {zone}: the clocks went forward over it; correct it",
    )


def _check_order(reader: _Reader, line: int, moments: Mapping[str, NDArray[np.int64]]) -> None:
    opened = moments["opened"]
    for column, found in moments.items():
        odd = (found != NOT_YET) & ((found < _EARLIEST) | (found > _LATEST))
        for offset in np.flatnonzero(odd).tolist():
            span = f"{_FIRST_YEAR} to {_LAST_YEAR}"
            reader.complain(line + offset, column, f"the time is outside {span}; correct it")
    for column in ("answered", "resolved"):
        wrong = (moments[column] < opened) & (moments[column] != NOT_YET)
        for offset in np.flatnonzero(wrong).tolist():
            reader.complain(
                line + offset, column, f"the event was {column} before it was opened; correct one"
            )


def _flags(reader: _Reader, line: int, column: str, cells: tuple[str, ...]) -> NDArray[np.bool_]:
    """A column of yes and no, no where empty."""
    words = [cell.strip().lower() for cell in cells]
    for offset, word in enumerate(words):
        if word not in YES and word not in NO:
            said = f"'{cells[offset].strip()[:40]}' is neither yes nor no; expected one of them"
            reader.complain(line + offset, column, f"{said}; write yes or leave it empty")
    return np.array([word in YES for word in words], np.bool_)


def _numbers(reader: _Reader, line: int, column: str, cells: tuple[str, ...]) -> NDArray[np.int64]:
    """A column of whole numbers, zero where empty."""
    if not any(cells):
        return np.zeros(len(cells), np.int64)
    try:
        found = [int(cell) if cell else 0 for cell in cells]
        if min(found) >= 0 and max(found) < 10**9:
            return np.array(found, np.int64)
    except ValueError:
        pass
    for offset, cell in enumerate(cells):
        if cell.strip() and whole(cell, most=_MOST) is None:
            unit = " of minutes" if column == "paused" else ""
            reader.complain(line + offset, column, f"'{cell[:40]}' is no whole number{unit}")
    return np.array([whole(cell, most=_MOST) or 0 for cell in cells], np.int64)


def _by_metric(reader: _Reader) -> dict[str, Events]:
    if not reader.blocks:
        return {}
    codes = np.concatenate([block[0] for block in reader.blocks])
    columns = [
        np.concatenate([getattr(block[1], name) for block in reader.blocks])
        for name in Events.__dataclass_fields__
    ]
    reader.blocks.clear()
    every = Events(*columns)
    return {
        name: every.only(codes == code)
        for name, code in reader.codes.items()
        if (codes == code).any()
    }
