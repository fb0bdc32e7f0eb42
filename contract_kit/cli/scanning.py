"""What the processes of `scan` do: read a contract, judge it, draw its report.

Whatever a file makes them raise, it is "not assessed" for that, and no other file pays for it.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from contract_kit.cli.files import read_foreign
from contract_kit.cli.projects import full_claims, project_of, requirement_packs
from contract_kit.errors import LibraryError, LostError, UnreadableError, UsageError
from contract_kit.findings import Cure
from contract_kit.workers import Limits, each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from contract_kit.document import Document
    from contract_kit.library.claims import Claimed
    from contract_kit.library.packs import Pack
    from contract_kit.repository import Project
    from contract_kit.scan.conditions import Known
    from contract_kit.scan.result import DocumentResult, Report

_Result = TypeVar("_Result")
_SPEC = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*|---)?\r?\n)*"
    rb"(?:contract_kit:[ \t]*\d|(?:extends|contract):.*?^(?:contract_kit|parties):)",
    re.MULTILINE | re.DOTALL,
)
IS_SPEC = (
    "It is a spec: build it first and scan the result, or check it with `contract-kit validate"
)
_LONGEST = 200
"""Letters of an error's own text that are shown."""


@dataclass(frozen=True)
class Source:
    """A file to read: its name, its size, and its bytes where one process alone can read them."""

    name: str
    size: int = 0
    data: bytes | UnreadableError | None = None


@dataclass(frozen=True)
class Work:
    """What a process must know to scan a file: plain values, so that they can travel.

    `asked` are the packs asked for, `jobs` the processes that may share one contract; `draws` says
    whether each contract's report is drawn by itself.
    """

    asked: tuple[str, ...]
    known: Known
    format: str
    draws: bool
    color: bool
    model: Path | None
    verdicts: Path | None
    limits: Limits
    jobs: int = 1


def chosen(asked: tuple[str, ...]) -> tuple[Pack, ...]:
    """The packs asked for, or all of them; those that do not apply are left out of the report."""
    every = requirement_packs(project_of())
    return tuple(pack for pack in every if not asked or pack.id in asked)


def each_alone(
    work: Work, sources: Sequence[Source], jobs: int
) -> list[tuple[DocumentResult, str]]:
    """Each file's result and, where it is drawn by itself, its report."""
    return each(
        partial(_alone, work),
        sources,
        [one.size for one in sources],
        jobs,
        lambda source, error: _not_assessed(work, source.name, _cause(error, work.limits)),
        limits=work.limits,
        travels=True,
    )


def as_one_contract(work: Work, sources: Sequence[Source]) -> tuple[Report, str]:
    """The result on files that are one contract, and its report where it is drawn by itself."""
    from contract_kit.scan.result import Report  # noqa: PLC0415 - loaded when called
    from contract_kit.scan.sets import refused  # noqa: PLC0415 - as above

    limits = work.limits.times(len(sources))
    inside = work.jobs if len(sources) == 1 else 1  # a copy makes no copies
    documents = each(
        partial(_read, inside),
        sources,
        [one.size for one in sources],
        work.jobs,
        lambda _, error: _cause(error, work.limits),
        limits=work.limits,
        travels=True,
    )

    def lost(_: object, error: Exception) -> tuple[Report, str] | UnreadableError:
        return _cause(error, limits)

    named = {one.name: document for one, document in zip(sources, documents, strict=True)}
    (found,) = each(partial(_set, work), [named], [1], 1, lost, limits=limits, travels=True)
    if not isinstance(found, UnreadableError):
        return found
    own = {name: one for name, one in named.items() if isinstance(one, UnreadableError)}
    report = Report(tuple(refused(name, own.get(name, found)) for name in named))
    return report, _drawn(work, report)


def _alone(work: Work, source: Source) -> tuple[DocumentResult, str]:
    """A file's result and report."""
    found = _guarded(lambda: _judged(work, {source.name: _opened(source, work.jobs)}))
    if isinstance(found, UnreadableError):
        return _not_assessed(work, source.name, found)
    report, text = found
    return report.documents[0], text


def _read(jobs: int, source: Source) -> Document | UnreadableError:
    return _guarded(lambda: _opened(source, jobs))


def _set(
    work: Work, documents: Mapping[str, Document | UnreadableError]
) -> tuple[Report, str] | UnreadableError:
    return _guarded(lambda: _judged(work, documents, as_one=True))


def _guarded(do: Callable[[], _Result]) -> _Result | UnreadableError:
    """What `do` gives, or why the file could not be assessed.

    Mistakes in packs and clauses are no file's: they are raised.
    """
    try:
        return do()
    except UnreadableError as error:
        return error
    except (LibraryError, UsageError):
        raise
    except MemoryError as error:
        found: Exception = MemoryError(*error.args)  # without the frames that hold the memory
    except Exception as error:  # a bug that this file brings out: the others keep their reports
        if os.environ.get("CONTRACT_KIT_DEBUG"):
            traceback.print_exc()
        found = error
    return _cause(found, Limits())


def _cause(error: Exception, limits: Limits) -> UnreadableError:
    """Why a file was not assessed, after what ended the work on it."""
    if isinstance(error, TimeoutError):
        return UnreadableError(
            "time-limit", f"The limit is {limits.seconds:g} seconds; --time-limit sets another."
        )
    if isinstance(error, MemoryError):
        return UnreadableError("memory-limit", "--memory-limit sets another limit.")
    if isinstance(error, LostError):
        return UnreadableError("reader-ended", "--memory-limit sets another limit of its memory.")
    said = " ".join(str(error).split())
    return UnreadableError("program-error", f"{type(error).__name__}: {said[:_LONGEST]}")


def _not_assessed(work: Work, name: str, error: UnreadableError) -> tuple[DocumentResult, str]:
    from contract_kit.scan.result import Report  # noqa: PLC0415 - as above
    from contract_kit.scan.sets import refused  # noqa: PLC0415 - as above

    found = refused(name, error)
    return found, _drawn(work, Report((found,)))


def _judged(
    work: Work, documents: Mapping[str, Document | UnreadableError], *, as_one: bool = False
) -> tuple[Report, str]:
    """The result on documents, and the report on it."""
    from contract_kit.scan import scan  # noqa: PLC0415 - as above

    found = scan(
        documents,
        chosen(work.asked),
        conditions=work.known,
        cures=cures(project_of()),
        model=work.model,
        verdicts=work.verdicts,
        choose=not work.asked,
        as_one=as_one,
        jobs=work.jobs,
    )
    return found, _drawn(work, found)


def drawn(report: Report, work: Work) -> str:
    """The report in its format, with the packs it was made with."""
    from contract_kit import report as reports  # noqa: PLC0415 - as above

    ids = {one.pack for document in report.documents for one in document.requirements}
    used = [pack for pack in chosen(work.asked) if pack.id in ids]
    return reports.render(report, work.format, used, color=work.color)


def _drawn(work: Work, report: Report) -> str:
    """The report where each contract's is drawn by itself; else nothing."""
    return drawn(report, work) if work.draws else ""


def _opened(source: Source, jobs: int) -> Document:
    from contract_kit.read import read  # noqa: PLC0415 - as above

    data = read_foreign(source.name) if source.data is None else source.data
    if isinstance(data, UnreadableError):
        raise data
    if _SPEC.search(data[:200_000]):
        raise UnreadableError("not-a-contract", f"{IS_SPEC} {source.name}`.")
    return read(data, "standard input" if source.name == "-" else source.name, jobs=jobs)


@cache
def cures(project: Project) -> Mapping[str, tuple[Cure, ...]]:
    """For a requirement the clauses that claim it in full, looked up when first asked for."""
    return _Cures(project)


class _Cures(Mapping[str, tuple[Cure, ...]]):
    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def _claimed(self) -> Claimed:
        return full_claims(self._project)

    def __getitem__(self, requirement: str) -> tuple[Cure, ...]:
        return tuple(Cure(*place) for place in self._claimed[requirement])

    def __iter__(self) -> Iterator[str]:
        return iter(self._claimed)

    def __len__(self) -> int:
        return len(self._claimed)
