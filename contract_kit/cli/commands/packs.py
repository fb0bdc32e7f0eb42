"""`contract-kit packs`: which requirements there are; `--test` runs their examples."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN, EXIT_FINDINGS
from contract_kit.cli.projects import project_of, requirement_packs
from contract_kit.cli.terminal import say
from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contract_kit.library.packs import Pack


@click.command("packs")
@click.option(
    "--test",
    "folder",
    is_flag=False,
    flag_value="",
    metavar="[FOLDER]",
    help="Run the examples of the packs in this folder, without a folder those of all packs.",
)
def command(folder: str | None) -> int:
    """List the packs, or run the good and bad examples of those in a folder."""
    if folder is None:
        for pack in requirement_packs(project_of()):
            say(f"{pack.id:24} {len(pack.requirements):3} requirements  {pack.title}")
        return EXIT_CLEAN
    from contract_kit.scan.examples import failures  # noqa: PLC0415 - only to run examples

    packs = list(_tested(folder))
    count = sum(len(one.examples) for pack in packs for one in pack.requirements)
    wrong = [failure for pack in packs for failure in failures(pack)]
    for failure in wrong:
        say(str(failure))
    say(f"{count - len(wrong)} of {count} examples as expected", err=True)
    return EXIT_FINDINGS if wrong else EXIT_CLEAN


def _tested(folder: str) -> Iterator[Pack]:
    """The packs with those of their requirements that come from a folder; all without one.

    A `pack.yaml` in it brings its whole pack: its words stand in every requirement.
    """
    if not folder:
        yield from requirement_packs(project_of())
        return
    there = {(path.parent.name, path.stem) for path in Path(folder).glob("*/*.yaml")}
    if not there:
        inside = (Path(folder) / "pack.yaml").is_file()
        advice = (
            "it is a pack itself: name the folder around it" if inside else "see docs/config.md"
        )
        raise UsageError(f"{folder}: there is no pack in this folder; {advice}")
    yield from _from(requirement_packs(project_of(), Path(folder)), there)


def _from(packs: Sequence[Pack], there: set[tuple[str, str]]) -> Iterator[Pack]:
    for pack in packs:
        whole = (pack.id, "pack") in there
        kept = tuple(one for one in pack.requirements if whole or (pack.id, one.id) in there)
        if kept:
            yield replace(pack, read=partial(tuple, kept))
