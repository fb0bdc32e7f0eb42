"""`contract-kit why`: where a paragraph of a contract comes from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.files import read_bytes, shown
from contract_kit.cli.projects import clause_library, project_of, requirement_packs, stance_of
from contract_kit.cli.terminal import say
from contract_kit.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from contract_kit.library.packs import Requirement
    from contract_kit.ooxml.provenance import Provenance
    from contract_kit.report.provenance import Beside
    from contract_kit.spec import Contract

MAX_BYTES = 50_000_000


@click.command("why")
@click.argument("file")
@click.argument("section")
@click.option("--spec", help="The spec a file was built from, to show the values as well.")
def command(file: str, section: str, spec: str | None) -> int:
    """Show what made SECTION (4.2, 4.2(a), "Schedule 2, 3.1") of FILE.

    For a spec, a Word draft built from one, or a copy with its .provenance.json beside it: the
    clause, its version and wording, the spec lines that filled it, the requirements it meets. For
    any other contract: heading, place, words.
    A number alone means the main agreement; a paragraph of a schedule is named with its schedule.
    """
    lines = (
        _spec(file, section) if file.endswith((".yaml", ".yml")) else _contract(file, section, spec)
    )
    for line in lines:
        say(line)
    return EXIT_CLEAN


def _spec(file: str, section: str) -> Iterator[str]:
    from contract_kit import placed  # noqa: PLC0415 - as above
    from contract_kit.assemble import assemble  # noqa: PLC0415 - loaded when called
    from contract_kit.cli import reasons  # noqa: PLC0415 - as above
    from contract_kit.cli.specs import load_spec  # noqa: PLC0415 - as above

    contract, project = load_spec(file), project_of(file)
    library = clause_library(project)
    document = assemble(contract, library, stance=stance_of(project, contract))
    every = list(placed.placed(document))
    found = [
        reasons.Made(
            one.number,
            one.schedule,
            one.text,
            one.origin.clause,
            one.origin.version,
            one.origin.variant,
            tuple((line.path, line.line) for line in one.origin.spec),
            one.kind,
        )
        for one in placed.find(document, section)
    ]
    places = [(one.number, one.schedule) for one in every]
    if not found:
        raise UsageError(reasons.nothing_there(file, section, places))
    yield from reasons.explained(found, library, _requirements(file), (file, contract))
    yield from reasons.elsewhere(section, places, {one.schedule for one in found})


def _contract(file: str, section: str, spec: str | None) -> Iterator[str]:
    data = read_bytes(file, limit=MAX_BYTES)
    if data.startswith(b"PK"):
        from contract_kit.ooxml.provenance import read_provenance  # noqa: PLC0415 - as above

        provenance = read_provenance(data)
        if provenance is not None:
            yield from _built(data, (file, spec), section, provenance)
            return
    beside = _beside(file)
    if beside is not None:
        if not beside.is_of(data):
            yield f"{file} was changed since it was built; as it was built, this stood there:"
        yield from _built(data, (file, spec), section, beside.provenance)
        return
    if spec is not None:
        raise UsageError(f"{file}: --spec is for a file that was built from a spec")
    yield from _found(data, file, section)


def _beside(file: str) -> Beside | None:
    """What the file of provenance beside a copy that was sent says; nothing if there is none."""
    from contract_kit.report.provenance import ENDING, read  # noqa: PLC0415 - as above

    path = Path(file).with_suffix(ENDING) if Path(file).name else None
    if path is None or not path.is_file():
        return None
    return read(read_bytes(str(path), limit=MAX_BYTES), shown(path))


def _built(
    data: bytes, names: tuple[str, str | None], section: str, provenance: Provenance
) -> Iterator[str]:
    """A file that was built from a spec."""
    from contract_kit.cli import reasons  # noqa: PLC0415 - as above

    file, spec = names
    words = _words(data, file, section)
    made = [
        reasons.Made(
            entry.number,
            entry.place,
            words.get((entry.number, entry.place, entry.kind), entry.kind),
            entry.clause,
            entry.version,
            entry.variant,
            entry.spec,
            entry.kind,
        )
        for entry in provenance.find(section)
    ]
    places = [(entry.number, entry.place) for entry in provenance.entries.values()]
    if not made:
        raise UsageError(reasons.nothing_there(file, section, places))
    library = clause_library(project_of(file))
    source = spec or "", _same(spec, file, provenance) if spec else None
    yield from reasons.explained(made, library, _requirements(file), source)
    yield from reasons.elsewhere(section, places, {one.schedule for one in made})


def _same(spec: str, file: str, provenance: Provenance) -> Contract:
    """The contract of `spec`; refused where the Word file was built from another."""
    from contract_kit.cli.specs import load_spec  # noqa: PLC0415 - as above

    contract = load_spec(spec)
    if dict(provenance.metadata).get("spec hash") != contract.hash:
        raise UsageError(f"{file} was built from another spec or version than {spec}; build again")
    return contract


def _words(data: bytes, file: str, section: str) -> dict[tuple[str, str, str], str]:
    """What is printed at a number of a file; nothing where it cannot be read."""
    from contract_kit.placed import find  # noqa: PLC0415 - as above
    from contract_kit.read import read  # noqa: PLC0415 - as above

    found: dict[tuple[str, str, str], str] = {}
    with suppress(UnreadableError):
        for one in find(read(data, Path(file).name), section):
            found.setdefault((one.number, one.schedule, one.kind), one.text)
    return found


def _requirements(file: str) -> list[Requirement]:
    return [one for pack in requirement_packs(project_of(file)) for one in pack.requirements]


def _found(data: bytes, file: str, section: str) -> Iterator[str]:
    from contract_kit import placed  # noqa: PLC0415 - as above
    from contract_kit.cli import reasons  # noqa: PLC0415 - as above
    from contract_kit.read import read  # noqa: PLC0415 - as above

    document = read(data, Path(file).name)
    found = placed.find(document, section)
    places = [(one.number, one.schedule) for one in placed.placed(document)]
    if not found:
        raise UsageError(reasons.nothing_there(file, section, places))
    yield f"{file}: {reasons.NOT_BUILT}"
    for one in found:
        yield reasons.head(one.number, one.schedule, one.text)
        yield from reasons.read_at(one)
    yield from reasons.elsewhere(section, places, {one.schedule for one in found})
