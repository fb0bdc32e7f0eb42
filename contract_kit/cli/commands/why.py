"""`contract-kit why`: where a paragraph of a contract comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.files import read_bytes
from contract_kit.cli.projects import clause_library, project_of, stance_of
from contract_kit.errors import UsageError

MAX_BYTES = 50_000_000


@click.command("why")
@click.argument("file")
@click.argument("section")
def command(file: str, section: str) -> int:
    """Show what made SECTION (4.2, 4.2(a), "Schedule 2, 3.1") of FILE.

    For a spec, or a Word file built from one: clause, version, wording and the spec lines. For any
    other contract: page, paragraph and the words.
    """
    lines = list(
        _spec(file, section) if file.endswith((".yaml", ".yml")) else _contract(file, section)
    )
    if not lines:
        raise UsageError(f"{file}: nothing is printed at '{section}'; try 4.2 or 'Schedule 2, 3'")
    for line in lines:
        click.echo(line)
    return EXIT_CLEAN


def _spec(file: str, section: str) -> Iterator[str]:
    from contract_kit.assemble import assemble  # noqa: PLC0415 - loaded when called
    from contract_kit.cli.origins import find  # noqa: PLC0415 - as above
    from contract_kit.cli.specs import load_spec  # noqa: PLC0415 - as above

    contract, project = load_spec(file), project_of(file)
    stance = stance_of(project, contract)
    document = assemble(contract, clause_library(project), stance=stance)
    for one in find(document, section):
        origin = one.origin
        yield _head(one.number, one.schedule, one.text)
        yield f"  clause {origin.clause}, version {origin.version}, wording {origin.variant}"
        yield from (f"  {file}:{line.line}: {line.path}" for line in origin.spec)


def _contract(file: str, section: str) -> Iterator[str]:
    data = read_bytes(file, limit=MAX_BYTES)
    if data.startswith(b"PK"):
        from contract_kit.ooxml.provenance import read_provenance  # noqa: PLC0415 - as above

        provenance = read_provenance(data)
        if provenance is not None:
            for entry in provenance.find(section):
                yield _head(entry.number, entry.place, entry.kind)
                yield f"  clause {entry.clause}, version {entry.version}, wording {entry.variant}"
                yield from (f"  line {line} of the spec: {path}" for path, line in entry.spec)
            return
    yield from _found(data, file, section)


def _found(data: bytes, file: str, section: str) -> Iterator[str]:
    from contract_kit.cli.origins import find  # noqa: PLC0415 - as above
    from contract_kit.read import read  # noqa: PLC0415 - as above

    for one in find(read(data, Path(file).name), section):
        origin = one.origin
        where = [f"page {origin.page}"] if origin.page else []
        where += [f"paragraph {origin.paragraph}"] if origin.paragraph else []
        if origin.start is not None:
            where.append(f"characters {origin.start} to {origin.end}")
        yield _head(one.number, one.schedule, one.text)
        yield f"  {', '.join(where) or 'no place known'}"


def _head(number: str, schedule: str, text: str) -> str:
    where = f"{schedule}, {number}" if schedule else number
    return f"{where}: {text[:100]}{'…' if len(text) > 100 else ''}"
