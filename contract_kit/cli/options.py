"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from contract_kit.cli.files import refuse_place, shown
from contract_kit.errors import UsageError
from contract_kit.findings import Finding, Severity

FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with 1 for findings of this severity or above; error if nothing else is said.",
)


class FileToWrite(click.Path):
    """The name of a file to write, refused before any work where none can have it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; one that ends as those of folders do, `out/`, would lose its end here."""
        if os.path.basename(value) in {"", ".", ".."}:  # noqa: PTH119 - `Path` drops the end
            raise UsageError(f"--output {shown(value)}: this is a folder; name a file in it")
        found = super().convert(value, param, ctx)
        refuse_place(Path(value))
        return found


def fails(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether any finding is as grave as `fail_on` asks."""
    if fail_on == "never":
        return False
    limit = Severity.parse(fail_on)
    return any(finding.severity >= limit for finding in findings)


def wants_color() -> bool:
    """Colours on a terminal, never with NO_COLOR, always with FORCE_COLOR."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())
