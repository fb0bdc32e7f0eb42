"""`contract-kit scan`: what a vendor's contract holds, weakly holds, and lacks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN, EXIT_FINDINGS, EXIT_REFUSED
from contract_kit.cli.files import (
    MAX_CONTRACT_BYTES,
    format_of,
    is_inherited,
    read_foreign,
    refuse_inputs,
    shown,
    size,
    write,
)
from contract_kit.cli.options import FAIL_ON, FileToWrite, fails, wants_color
from contract_kit.cli.projects import project_of, requirement_packs
from contract_kit.cli.scanning import (
    Source,
    Work,
    as_one_contract,
    chosen,
    cures,
    drawn,
    each_alone,
)
from contract_kit.cli.terminal import say
from contract_kit.errors import UnreadableError, UsageError
from contract_kit.workers import Limits, copies, processors

if TYPE_CHECKING:
    from contract_kit.library.packs import Pack
    from contract_kit.scan.conditions import Known
    from contract_kit.scan.result import Report

TIME_LIMIT = 60
"""Seconds that a file may take."""
MEMORY_LIMIT = 1000
"""Megabytes that a file may take."""
WORTH_SHARING = 100_000
"""Bytes beside the largest file from which a second process pays."""


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
@click.option("-o", "--output", type=FileToWrite(), help="Write the report to this file.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; else one a processor.")
@click.option(
    "--time-limit",
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help=f"Time for a file; {TIME_LIMIT} if nothing else is said, 0: no limit.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=0),
    metavar="MB",
    help=f"Memory for a file (on Linux); {MEMORY_LIMIT} if nothing else is said, 0: no limit.",
)
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
    time_limit: int | None,
    memory_limit: int | None,
    fail_on: str | None,
) -> int:
    """Read FILES (docx, pdf, html, md, txt) and tell, requirement by requirement, what is there.

    Works offline. A file that cannot be read, or not within the limits, is "not assessed", with its
    cause, and exits with 2; the other files keep their reports.
    """
    from contract_kit import report as reports  # noqa: PLC0415 - loaded when called

    format_ = format_of(output, format_, reports.ENDINGS)
    if output is not None:
        refuse_inputs([output], [*files, spec, _model("model"), _model("verdict_model")])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums so small gain nothing from threads
    _check_packs(packs)
    work = Work(
        packs,
        _known(chosen(packs), packs, assume, spec),
        format_,
        draws=format_ in reports.PIECEWISE,
        color=output is None and wants_color(),
        model=_model("model"),
        verdicts=_model("verdict_model"),
        limits=_limits(time_limit, memory_limit),
    )
    names = list(dict.fromkeys(files))
    if as_one:
        work = replace(work, jobs=jobs or processors())
        result, text = as_one_contract(work, _sources(names))
    else:
        result, text = _each(work, names, jobs)
    _deliver(text if work.draws else drawn(result, work), result, output)
    if any(one.not_assessed or one.unread for one in result.documents):
        return EXIT_REFUSED
    findings = [finding for one in result.documents for finding in one.findings]
    return EXIT_FINDINGS if fails(findings, fail_on or project_of().fail_on) else EXIT_CLEAN


def _model(option: str) -> Path | None:
    """Another trained model, where one is asked for."""
    model: Path | None = click.get_current_context().find_root().params.get(option)
    return model


def _limits(seconds: int | None, megabytes: int | None) -> Limits:
    """The limits of a file: as given, else the project's, else ours; 0 is none."""
    project = project_of()
    time = next(one for one in (seconds, project.time_limit, TIME_LIMIT) if one is not None)
    memory = next(one for one in (megabytes, project.memory_limit, MEMORY_LIMIT) if one is not None)
    return Limits(time or None, memory or None)


def _deliver(text: str, result: Report, output: Path | None) -> None:
    """Show the report, or write it and say beside it what was not assessed."""
    if output is None:
        say(text, end="", colored=True)
        return
    write(output, text.encode())
    for one in result.documents:
        if one.not_assessed:
            say(f"{shown(one.path)}: not assessed: {one.not_assessed.message}", err=True)
        elif one.unread:
            say(f"{shown(one.path)}: not read: {', '.join(one.unread)}", err=True)


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


def _warm(work: Work) -> None:
    """Read what every process needs once, before copies of this one are made."""
    from contract_kit.scan import model, verdict_model  # noqa: PLC0415 - as above

    model.load()
    verdict_model.load()
    always = (pack for pack in chosen(work.asked) if pack.when in {(), ("always",)})
    _ = [pack.requirements for pack in always], len(cures(project_of()))


def _each(work: Work, names: list[str], jobs: int | None) -> tuple[Report, str]:
    """The report on several contracts; files that are the same are read once."""
    from contract_kit.scan.result import Report  # noqa: PLC0415 - as above

    first = _firsts(names)
    different = _sources(dict.fromkeys(first.values()))
    sizes = [one.size for one in different]
    many = jobs or (processors() if sum(sizes) - max(sizes) > WORTH_SHARING else 1)
    work = replace(work, jobs=jobs or processors())
    if min(many, len(different)) > 1:
        work = replace(work, jobs=1)  # a copy makes no copies
        if copies():
            _warm(work)
    answers = each_alone(work, different, many)
    done = {one.name: answer for one, answer in zip(different, answers, strict=True)}
    found = [done[first[name]][0].named(name) for name in names]
    if not work.draws:
        return Report(tuple(found)), ""
    texts = (
        done[name][1] if name in done else drawn(Report((one,)), work)
        for name, one in zip(names, found, strict=True)
    )
    return Report(tuple(found)), "".join(texts)


def _sources(names: Iterable[str]) -> list[Source]:
    """The files to read; what only this process can read is read here."""
    return [
        Source(name, data=_inherited(name)) if is_inherited(name) else Source(name, size(name))
        for name in names
    ]


def _inherited(name: str) -> bytes | UnreadableError:
    try:
        return read_foreign(name)
    except UnreadableError as error:
        return error


def _firsts(names: list[str]) -> dict[str, str]:
    """For each name the first of those whose files hold the same bytes and end alike."""
    alike: dict[tuple[str, int], list[str]] = {}
    for name in names:
        if 0 < size(name) <= MAX_CONTRACT_BYTES:
            alike.setdefault((Path(name).suffix.lower(), size(name)), []).append(name)
    first = {name: name for name in names}
    for several in (group for group in alike.values() if len(group) > 1):
        seen: dict[bytes, str] = {}
        for name in several:
            first[name] = seen.setdefault(_digest(name), name)
    return first


def _digest(name: str) -> bytes:
    """What tells a file's bytes from others; its name, where they cannot be read."""
    try:
        return hashlib.sha256(read_foreign(name)).digest()
    except UnreadableError:
        return os.fsencode(name)


def _check_packs(asked: Sequence[str]) -> None:
    names = {pack.id for pack in requirement_packs(project_of())}
    for name in asked:
        if name not in names:
            listed = ", ".join(sorted(names))
            raise UsageError(
                f"there is no pack '{name}'{_near([name], names)}; choose from {listed}"
            )


def _near(unknown: Collection[str], known: Collection[str]) -> str:
    """The names nearest to unknown ones: those that begin so first."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    asked = [name.removeprefix("no-") for name in sorted(unknown)]
    near = [one for name in asked for one in sorted(known) if one.startswith(f"{name}-")]
    near += [one for name in asked for one in get_close_matches(name, sorted(known), 3, 0.6)]
    listed = " or ".join(f"'{one}'" for one in dict.fromkeys(near))
    return f"; did you mean {listed}?" if near else ""
