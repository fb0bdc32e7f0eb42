"""The command group: commands load when they are called, errors become messages and exit codes."""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path

import click

from contract_kit import __version__
from contract_kit.cli import EXIT_BUG, EXIT_CLEAN, EXIT_INTERRUPTED, EXIT_REFUSED
from contract_kit.cli.files import shown
from contract_kit.cli.terminal import say
from contract_kit.errors import AssemblyError, ContractKitError, MeasurementError, SpecError

COMMANDS = {
    "validate": "Check specs; every mistake at file:line:column.",
    "build": "Write the contract of a spec: docx, pdf, md, html.",
    "scan": "Tell what a vendor's contract holds, weakly holds, and lacks.",
    "why": "Show where a paragraph of a contract comes from.",
    "explain": "Show a requirement, rule, clause or condition in full.",
    "clauses": "List the clause library.",
    "packs": "List the requirement packs, or run their examples.",
    "settle": "Compute credits, bonuses and charges from measurements.",
    "schema": "Print a JSON schema: contract, clause, requirement, report.",
}
ISSUES = "please report it with the command and the file, if you may share it"


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of `cmd_name` and take its command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"contract_kit.cli.commands.{cmd_name}"
        ).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion for a name that is nearly right."""
        from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

        near = get_close_matches(args[0], COMMANDS, 1) if args else []
        if args and args[0] not in COMMANDS and near and not args[0].startswith("-"):
            ctx.fail(f"There is no command '{args[0]}'; did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another trained model for the clause types that scan lists.",
)
@click.option(
    "--verdict-model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Another trained model for the verdicts of scan.",
)
@click.version_option(__version__, prog_name="contract-kit")
def group(model: Path | None, verdict_model: Path | None) -> None:
    """Write outsourcing contracts from YAML; check other people's, with evidence.

    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 a request or input that was refused
    or not read in full, 70 a bug of ours, 130 interrupted.
    """


def cli(arguments: list[str] | None) -> int:
    """Run a command; every way it can end becomes an exit code."""
    try:
        code = group.main(args=arguments, prog_name="contract-kit", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except (click.ClickException, ContractKitError, OSError) as error:
        return _refused(error)
    except Exception as error:  # the one place where a bug is caught: no traceback reaches a user
        if os.environ.get("CONTRACT_KIT_DEBUG"):
            raise
        say(f"contract-kit: a bug: {type(error).__name__}: {error}; {ISSUES}", err=True)
        return EXIT_BUG
    return code if isinstance(code, int) else EXIT_CLEAN


def _refused(error: click.ClickException | ContractKitError | OSError) -> int:
    """Say what was refused, and why."""
    if isinstance(error, OSError):
        _silence_output()
    if isinstance(error, BrokenPipeError):
        return EXIT_REFUSED  # nobody reads on: nothing to say
    if isinstance(error, click.ClickException):
        usage = io.StringIO()
        error.show(usage)
        say(usage.getvalue(), end="", err=True)
    elif isinstance(error, SpecError | MeasurementError | AssemblyError):
        grave = [one for one in error.findings if str(one.severity) == "error"]
        say("\n".join(map(str, grave)), err=True)
        say(f"nothing was written; {len(grave)} error{'s' * (len(grave) != 1)}", err=True)
    elif isinstance(error, OSError):
        where = f"{shown(str(error.filename))}: " if error.filename else ""
        say(f"contract-kit: {where}{error.strerror or error}", err=True)
    else:
        say(f"contract-kit: {error}", err=True)
    return EXIT_REFUSED


def _silence_output() -> None:
    """Drop what standard output did not take, so that the end of the program does not fail too."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
