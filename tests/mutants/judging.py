"""What became of a mutant: it goes the way that a user's file goes, and its end is named."""

from __future__ import annotations

import re
import tempfile
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit import report as reports
from contract_kit import settle
from contract_kit.api import assemble, load, read, render, scan
from contract_kit.document import Document, Table
from contract_kit.errors import ContractKitError
from contract_kit.library import Library, load_library
from contract_kit.library.packs import Pack, load_packs
from contract_kit.report import statement
from contract_kit.resources import bundled
from tests.mutants.sources import SPEC, sources

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from tests.mutants.mutant import Mutant

JUDGED, INCOMPLETE, REFUSED = "judged", "incomplete", "refused"
TRACEBACK, CONTROL, SILENT, HANG, CRASH = "traceback", "control", "silent loss", "hang", "crash"
GOOD = (JUDGED, INCOMPLETE, REFUSED)
WARNING = "warning"
BAD = (TRACEBACK, WARNING, CONTROL, SILENT, HANG, CRASH)
"""`silent loss`: text of the source is missing from what was read, and the result says nothing.
`warning`: a library's own words for developers would reach the user's terminal. `control`: what is
shown holds a character that a terminal obeys."""
ESCAPES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LETTERS = re.compile(r"[^a-z]+")
LONG_ENOUGH = 25
PACK = "bpo-baseline"


@dataclass(frozen=True)
class Outcome:
    """How a mutant ended, with the error or what was lost; `place` is where an error came from."""

    kind: str
    detail: str = ""
    place: str = ""


def judge(mutant: Mutant) -> Outcome:
    """The end of a mutant; whatever is raised that is no error of ours is a traceback."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        outcome = _end(mutant)
    if warned and outcome.kind in GOOD:
        return Outcome(WARNING, str(warned[0].message)[:200], Path(warned[0].filename).name)
    return outcome


def _end(mutant: Mutant) -> Outcome:
    way = {"yaml": _build, "xlsx": _settle}.get(mutant.format, _scan)
    try:
        return way(mutant)
    except ContractKitError as error:
        shown = [one for one in str(error).split("\n") if ": warning: " not in one]
        kind = CONTROL if any(ESCAPES.search(one) for one in shown) else REFUSED
        return Outcome(kind, " ".join(shown)[:200])
    except Exception as error:  # what is counted
        last = traceback.extract_tb(error.__traceback__)
        ours = [one for one in last if "contract_kit" in one.filename] or list(last)
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        return Outcome(TRACEBACK, f"{type(error).__name__}: {error}"[:200], place)


def _scan(mutant: Mutant) -> Outcome:
    document = read(mutant.data, f"mutant.{mutant.format}")
    report = scan([document], _packs())
    shown = reports.render(report, "text", _packs())
    reports.render(report, "json", _packs())
    (result,) = report.documents
    if found := ESCAPES.search(shown):
        return Outcome(CONTROL, repr(shown[max(found.start() - 40, 0) : found.end() + 10]))
    if result.not_assessed:
        return Outcome(REFUSED, result.not_assessed.message[:200])
    if result.unread:
        return Outcome(INCOMPLETE, ", ".join(result.unread)[:200])
    lost = _lost(mutant, document) if mutant.whole and not document.notices else ""
    return Outcome(SILENT, lost) if lost else Outcome(JUDGED)


def _lost(mutant: Mutant, document: Document) -> str:
    """The first passage of the source that is not in what was read."""
    held = _letters(" ".join(_texts(document)))
    return next((one for one in _passages(mutant.format, mutant.source) if one not in held), "")


@cache
def _passages(form: str, source: int) -> tuple[str, ...]:
    """The letters of the long passages of a source as it is read unchanged."""
    document = read(sources(form)[source], f"source.{form}")
    found = (_letters(one) for one in _texts(document))
    return tuple(one for one in found if len(one) >= LONG_ENOUGH)


def _letters(text: str) -> str:
    return LETTERS.sub("", text.lower())


def _texts(document: Document) -> list[str]:
    """The texts of a document: title, headings, paragraphs, cells and meanings."""
    found = [document.title, *(one.title for one in document.walk())]
    for _, block in document.blocks():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return found + [one.text for one in document.definitions] + list(document.headers)


def _build(mutant: Mutant) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.yaml"
        path.write_bytes(mutant.data)
        document = assemble(load(path), _library())
    forms = ("md", "html", "docx") if int(mutant.seed.split(":")[2]) % 10 == 0 else ("md",)
    shown = {form: render(document, form) for form in forms}["md"].decode()
    return Outcome(CONTROL, "in Markdown") if ESCAPES.search(shown) else Outcome(JUDGED)


def _settle(mutant: Mutant) -> Outcome:
    contract = _contract()
    found = settle.read_measurements(contract, mutant.data, "mutant.xlsx")
    one = statement.statement(contract, settle.settle(contract, found), None)
    shown = str(statement.render(one, "text"))
    if ESCAPES.search(shown):
        return Outcome(CONTROL, "in the statement")
    if mutant.whole and not found.warnings and (fewer := _measured() - _levels(found)):
        return Outcome(SILENT, f"read otherwise and not a word: {sorted(fewer)[0]}")
    return Outcome(JUDGED)


def _levels(found: settle.Measurements) -> Counter[tuple[str, str, str]]:
    levels = {key: one.level for key, one in found.levels.items()}
    told = {**levels, **found.volumes, **found.amounts}
    return Counter((name, str(month), str(value)) for (name, month), value in told.items())


@cache
def _measured() -> Counter[tuple[str, str, str]]:
    (book,) = sources("xlsx")
    return _levels(settle.read_measurements(_contract(), book, "source.xlsx"))


@cache
def _contract() -> Contract:
    return load(SPEC)


@cache
def _library() -> Library:
    return load_library()


@cache
def _packs() -> tuple[Pack, ...]:
    return tuple(one for one in load_packs(bundled("packs")) if one.id == PACK)
