"""`contract-kit settle`: measurements become credits, bonuses and the invoice adjustment."""

from __future__ import annotations

from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.files import format_of, read_bytes, refuse_inputs, shown, write
from contract_kit.cli.options import FileToWrite
from contract_kit.cli.projects import clause_library, project_of, stance_of
from contract_kit.cli.specs import load_spec
from contract_kit.cli.terminal import say
from contract_kit.errors import AssemblyError, MeasurementError, UsageError
from contract_kit.printable import printable

if TYPE_CHECKING:
    from contract_kit.document import Document
    from contract_kit.findings import Finding
    from contract_kit.settle import Measurements, Settlement, Simulation
    from contract_kit.spec import Contract

MAX_BYTES = 512 * 2**20
WIDEST = 120
ENOUGH = 12


@click.command("settle")
@click.argument("spec")
@click.argument("measurements", nargs=-1, required=True)
@click.option("--month", help="Show this month only; earlier ones still count: 2027-06.")
@click.option("--simulate", type=int, help="Draw this many years from the measured months.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the drawn years.")
@click.option(
    "--format",
    "format_",
    help="text, json, xlsx or pdf (a scorecard of one page); else by the ending of -o, or text.",
)
@click.option("-o", "--output", type=FileToWrite(), help="Write the result to this file.")
def command(
    spec: str,
    measurements: tuple[str, ...],
    month: str | None,
    simulate: int | None,
    seed: int,
    format_: str | None,
    output: Path | None,
) -> int:
    """Settle SPEC with MEASUREMENTS: csv or xlsx, a row a metric and month, or raw events.

    Lines stand below the clause that grants them. Wrong cells are shown with row and column, and
    nothing is written.
    """
    from contract_kit import settle  # noqa: PLC0415 - after the options are known good
    from contract_kit.report import statement  # noqa: PLC0415 - as above

    format_ = format_of(output, format_, statement.ENDINGS)
    if output is not None:
        refuse_inputs([output], [spec, *measurements])
    contract = load_spec(spec)
    found = _measured(contract, measurements, history=simulate is not None)
    settlement = settle.settle(contract, found)
    drawn = None if simulate is None else settle.simulate(contract, found, simulate, seed=seed)
    _warn_of_few(drawn)
    wanted = _only(settlement, month) if month else settlement
    one = statement.statement(
        contract,
        wanted,
        drawn,
        document=_printed(spec, contract),
        width=min(get_terminal_size((statement.WIDTH, 24)).columns, WIDEST),
    )
    result = statement.render(one, format_)
    if output is not None:
        write(output, printable(result).encode() if isinstance(result, str) else result)
        say(shown(output))
    elif isinstance(result, str):
        say(result, end="")
    else:
        click.echo(result, nl=False)
    return EXIT_CLEAN


def _measured(contract: Contract, names: tuple[str, ...], *, history: bool) -> Measurements:
    from contract_kit import settle  # noqa: PLC0415 - as above

    parts: list[Measurements] = []
    wrong: list[Finding] = []
    for name in names:
        data = read_bytes(name, limit=MAX_BYTES)
        try:
            parts.append(settle.read_measurements(contract, data, name, history=history))
        except MeasurementError as error:
            wrong.extend(error.findings)
    if wrong:
        raise MeasurementError(wrong)
    found = settle.together(parts)
    for warning in found.warnings:
        say(str(warning), err=True)
    return found


def _printed(spec: str, contract: Contract) -> Document | None:
    """The contract as it is built, for its numbers; none where it cannot be built yet."""
    from contract_kit.assemble import assemble  # noqa: PLC0415 - as above

    project = project_of(spec)
    try:
        return assemble(contract, clause_library(project), stance=stance_of(project, contract))
    except AssemblyError:
        return None


def _warn_of_few(drawn: Simulation | None) -> None:
    """Say when a simulation draws from too few months to tell anything."""
    if drawn is None or drawn.months >= ENOUGH:
        return
    if drawn.months == 1:
        said = "one month is measured: every drawn year is that month twelve times over"
    else:
        said = f"only {drawn.months} months are measured; the drawn years repeat them"
    say(f"warning: {said}; give {ENOUGH} months or more for a spread", err=True)


def _only(settlement: Settlement, month: str) -> Settlement:
    from dataclasses import replace  # noqa: PLC0415 - only with --month

    from contract_kit.settle.measurements import no_month  # noqa: PLC0415 - as above
    from contract_kit.settle.periods import parse_month  # noqa: PLC0415 - as above

    kept = tuple(period for period in settlement.periods if str(period.month) == month)
    if not kept:
        if parse_month(month) is None:
            raise UsageError(f"--month: {no_month(month)}")
        known = ", ".join(str(period.month) for period in settlement.periods[:12])
        raise UsageError(f"{month} is not measured; the file holds {known or 'no month'}")
    triggers = tuple(one for one in settlement.triggers if str(one.month) == month)
    invoices = tuple(
        one
        for one in settlement.invoices
        if any(str(part.first) <= month <= str(part.last) for part in one.parts)
    )
    return replace(settlement, periods=kept, triggers=triggers, invoices=invoices)
