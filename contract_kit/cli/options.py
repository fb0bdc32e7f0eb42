"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from contract_kit.findings import Finding, Severity

FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with 1 for findings of this severity or above; error if nothing else is said.",
)


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
