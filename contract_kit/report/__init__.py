"""Reports in every format: one function a format, in one dict. Nothing here opens a path."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from contract_kit.library.packs import Pack
    from contract_kit.scan.result import Report

FORMATS = {"text": "contract_kit.report.text", "json": "contract_kit.report.machine"}
"""Format name → the module whose `render(report, packs, color=...)` writes it."""

ENDINGS = {".txt": "text", ".json": "json"}
"""The ending of a report's file → its format."""

PIECEWISE = frozenset({"text"})
"""Formats in which a report on several contracts is their own reports, one after the other."""


def render(report: Report, format: str, packs: Sequence[Pack], *, color: bool = False) -> str:
    """The report in `format`; `packs` are those it was made with, `color` allows ANSI colours."""
    if format not in FORMATS:
        raise UsageError(f"there is no report format '{format}'; choose from {', '.join(FORMATS)}")
    module = importlib.import_module(FORMATS[format])
    return cast(str, module.render(report, packs, color=color))
