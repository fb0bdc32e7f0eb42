"""`contract-kit scan`: what a vendor's contract holds, weakly holds, and lacks."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_REFUSED
from contract_kit.cli.files import read_bytes, same_file, write
from contract_kit.cli.options import FAIL_ON, fails, wants_color
from contract_kit.cli.projects import full_claims, project_of, requirement_packs
from contract_kit.errors import UnreadableError, UsageError
from contract_kit.findings import Cure
from contract_kit.workers import each, processors

if TYPE_CHECKING:
    from contract_kit.document import Document
    from contract_kit.library.claims import Claimed
    from contract_kit.library.packs import Pack
    from contract_kit.scan.conditions import Known
    from contract_kit.scan.result import DocumentResult, Report

MAX_BYTES = 50_000_000
WORTH_SHARING = 100_000
"""Bytes beside the largest file from which a second process pays."""
_SPEC = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*|---)?\r?\n)*"
    rb"(?:contract_kit:[ \t]*\d|(?:extends|contract):.*?^(?:contract_kit|parties):)",
    re.MULTILINE | re.DOTALL,
)
IS_SPEC = (
    "It is a spec: build it first and scan the result, or check it with `contract-kit validate"
)


@click.command("scan")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--pack",
    "packs",
    multiple=True,
    help="Check this pack, whatever the text says; may be given again.",
)
@click.option(
    "--as-one", is_flag=True, help="The files are one contract: what one lacks another may hold."
)
@click.option("--assume", default="", help="Conditions that hold, commas between: gdpr,offshore.")
@click.option(
    "--spec",
    type=click.Path(dir_okay=False),
    help="The contract's spec: what it says of the conditions goes before all else.",
)
@click.option("--format", "format_", help="text or json; else by the ending of -o, or text.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the report to this file."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; else one a processor.")
@FAIL_ON
def command(  # noqa: PLR0913, PLR0917 - one for each option
    files: tuple[str, ...],
    packs: tuple[str, ...],
    as_one: bool,
    assume: str,
    spec: str | None,
    format_: str | None,
    output: Path | None,
    jobs: int | None,
    fail_on: str | None,
) -> int:
    """Read FILES (docx, pdf, html, md, txt) and tell, requirement by requirement, what is there.

    Works offline. A file that cannot be read is "not assessed", with its cause, and exits with 2.
    """
    from contract_kit import report as reports  # noqa: PLC0415 - loaded when called

    format_ = format_ or ("json" if output and output.suffix.lower() == ".json" else "text")
    if format_ not in reports.FORMATS:
        raise UsageError(
            f"there is no report format '{format_}'; choose from {', '.join(reports.FORMATS)}"
        )
    if output is not None and any(same_file(output, Path(name)) for name in files):
        raise UsageError(f"--output {output} is a file to read; name another for the report")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums so small gain nothing from threads
    chosen = _packs(packs)
    known = _known(chosen, packs, assume, spec)
    names = list(dict.fromkeys(files))
    cures = _Cures()
    scan = partial(_scan, chosen=chosen, known=known, cures=cures, as_one=as_one)
    draw = partial(_drawn, chosen, format_, color=output is None and wants_color())
    if as_one:
        result = scan(names, jobs or processors())
        text = draw(result)
    else:
        piecewise = draw if format_ in reports.PIECEWISE else None
        result, texts = _each(scan, piecewise, names, jobs, partial(_warm, chosen, cures))
        text = "".join(texts) if piecewise else draw(result)
    _deliver(text, result, output)
    if any(one.not_assessed or one.unread for one in result.documents):
        return EXIT_REFUSED
    findings = [finding for one in result.documents for finding in one.findings]
    return EXIT_FINDINGS if fails(findings, fail_on or project_of().fail_on) else EXIT_CLEAN


def _deliver(text: str, result: Report, output: Path | None) -> None:
    """Show the report, or write it and say beside it what was not assessed."""
    if output is None:
        click.echo(text, nl=False, color=True)
        return
    write(output, text.encode())
    for one in result.documents:
        if one.not_assessed:
            click.echo(f"{one.path}: not assessed: {one.not_assessed.message}", err=True)
        elif one.unread:
            click.echo(f"{one.path}: not read: {', '.join(one.unread)}", err=True)


def _known(chosen: Sequence[Pack], asked: Sequence[str], assume: str, spec: str | None) -> Known:
    """What is known of the conditions: a pack asked for asserts its own, whatever a spec says."""
    from contract_kit.scan.conditions import Known  # noqa: PLC0415 - as above

    assumed = {name.strip() for name in assume.split(",") if name.strip()}
    known = {name for pack in requirement_packs(project_of()) for name in pack.conditions}
    if unknown := {name for name in assumed if name.removeprefix("no-") not in known}:
        raise UsageError(
            f"unknown condition '{', '.join(sorted(unknown))}'{_near(unknown, known)}; "
            f"there are {', '.join(sorted(known))}"
        )
    asserted = {name for pack in chosen if pack.id in asked for name in pack.asserts}
    if denied := sorted(name for name in asserted if f"no-{name}" in assumed):
        raise UsageError(
            f"--assume no-{denied[0]} contradicts --pack, which asks for a pack of '{denied[0]}'"
        )
    if both := sorted(name for name in assumed if f"no-{name}" in assumed):
        raise UsageError(f"--assume: '{both[0]}' and 'no-{both[0]}' contradict each other")
    told = {name: one for name, one in _told(spec).items() if name not in asserted}
    return Known(frozenset(assumed | asserted), told)


def _told(spec: str | None) -> dict[str, tuple[bool, str]]:
    """The conditions that a spec answers."""
    if spec is None:
        return {}
    from contract_kit.cli.specs import load_spec  # noqa: PLC0415 - as above
    from contract_kit.spec.answers import answers  # noqa: PLC0415 - as above

    return answers(load_spec(spec))


def _warm(chosen: Sequence[Pack], cures: _Cures) -> None:
    """Read what every process needs once, before the work is shared."""
    from contract_kit.scan.model import load  # noqa: PLC0415 - as above

    load()
    _ = [pack.requirements for pack in chosen if pack.when in {(), ("always",)}], len(cures)


def _each(
    scan: Callable[[list[str], int], Report],
    draw: Callable[[Report], str] | None,
    names: list[str],
    jobs: int | None,
    before_sharing: Callable[[], None],
) -> tuple[Report, list[str]]:
    """The report on several contracts, and each drawn; files that are the same are read once."""
    from contract_kit.scan.result import Report  # noqa: PLC0415 - as above
    from contract_kit.scan.sets import refused  # noqa: PLC0415 - as above

    first = _firsts(names)
    different = list(dict.fromkeys(first.values()))
    sizes = [Path(name).stat().st_size if Path(name).is_file() else 0 for name in different]
    many = jobs or (processors() if sum(sizes) - max(sizes) > WORTH_SHARING else 1)
    inside = jobs or processors()
    if min(many, len(different)) > 1:
        before_sharing()
        inside = 1  # a copy makes no copies

    def task(name: str) -> tuple[DocumentResult, str]:
        report = scan([name], inside)
        return report.documents[0], draw(report) if draw else ""

    def lost(name: str) -> tuple[DocumentResult, str]:
        found = refused(name, UnreadableError("corrupt", "Reading it made the program fail."))
        return found, draw(Report((found,))) if draw else ""

    done = dict(zip(different, each(task, different, sizes, many, lost), strict=True))
    found = [done[first[name]][0].named(name) for name in names]
    texts = [
        done[first[name]][1] if name in done or not draw else draw(Report((one,)))
        for name, one in zip(names, found, strict=True)
    ]
    return Report(tuple(found)), texts


def _firsts(names: list[str]) -> dict[str, str]:
    """For each name the first of those whose files hold the same bytes and end alike."""
    alike: dict[tuple[str, int], list[str]] = {}
    for name in names:
        path = Path(name)
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            alike.setdefault((path.suffix.lower(), path.stat().st_size), []).append(name)
    first = {name: name for name in names}
    for several in (group for group in alike.values() if len(group) > 1):
        seen: dict[bytes, str] = {}
        for name in several:
            digest = hashlib.sha256(Path(name).read_bytes()).digest()
            first[name] = seen.setdefault(digest, name)
    return first


def _scan(
    names: list[str],
    jobs: int,
    *,
    chosen: Sequence[Pack],
    known: Known,
    cures: _Cures,
    as_one: bool,
) -> Report:
    from contract_kit.scan import scan  # noqa: PLC0415 - as above

    context = click.get_current_context()
    model = context.find_root().params.get("model")
    return scan(
        {name: _read(name, jobs) for name in names},
        chosen,
        conditions=known,
        cures=cures,
        model=model,
        choose=not context.params["packs"],
        as_one=as_one,
        jobs=jobs,
    )


def _read(name: str, jobs: int) -> Document | UnreadableError:
    from contract_kit.read import read  # noqa: PLC0415 - as above

    if name != "-" and Path(name).is_dir():
        raise UsageError(f"{name}: this is a folder; name the files in it")
    try:
        if name != "-" and not Path(name).exists():
            raise UnreadableError("missing")
        data = read_bytes(name, limit=MAX_BYTES)
        if _SPEC.search(data[:200_000]):
            raise UnreadableError("not-a-contract", f"{IS_SPEC} {name}`.")
        return read(data, "standard input" if name == "-" else name, jobs=jobs)
    except UsageError as error:
        return UnreadableError("too-large", str(error))
    except UnreadableError as error:
        return error


def _packs(asked: Sequence[str]) -> tuple[Pack, ...]:
    """The packs asked for, or all of them; those that do not apply are left out of the report."""
    every = requirement_packs(project_of())
    names = {pack.id for pack in every}
    for name in asked:
        if name not in names:
            listed = ", ".join(sorted(names))
            raise UsageError(
                f"there is no pack '{name}'{_near([name], names)}; choose from {listed}"
            )
    return tuple(pack for pack in every if not asked or pack.id in asked)


def _near(unknown: Collection[str], known: Collection[str]) -> str:
    """The names nearest to unknown ones: those that begin so first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    asked = [name.removeprefix("no-") for name in sorted(unknown)]
    near = [one for name in asked for one in sorted(known) if one.startswith(f"{name}-")]
    near += [one for name in asked for one in get_close_matches(name, sorted(known), 3, 0.6)]
    listed = " or ".join(f"'{one}'" for one in dict.fromkeys(near))
    return f"; did you mean {listed}?" if near else ""


def _drawn(chosen: Sequence[Pack], format_: str, report: Report, *, color: bool) -> str:
    """A report in a format, with the packs it was made with."""
    from contract_kit import report as reports  # noqa: PLC0415 - as above

    ids = {one.pack for document in report.documents for one in document.requirements}
    used = [pack for pack in chosen if pack.id in ids]
    return reports.render(report, format_, used, color=color)


class _Cures(Mapping[str, tuple[Cure, ...]]):
    """For a requirement the clauses that claim it in full, looked up when first asked for."""

    @cached_property
    def _claimed(self) -> Claimed:
        return full_claims(project_of())

    def __getitem__(self, requirement: str) -> tuple[Cure, ...]:
        return tuple(Cure(*place) for place in self._claimed[requirement])

    def __iter__(self) -> Iterator[str]:
        return iter(self._claimed)

    def __len__(self) -> int:
        return len(self._claimed)
