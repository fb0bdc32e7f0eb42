"""Printing: the one way of every command to standard output and standard error.

Text is UTF-8 whatever the locale, and holds nothing of other people's that steers a terminal.
"""

from __future__ import annotations

import io
import re
import sys

import click

from contract_kit.printable import printable

_COLOR = re.compile("(\x1b\\[[0-9;]*m)")


def prepare() -> None:
    """Make both streams take every text: UTF-8, escapes for what has none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str, *, err: bool = False, end: str = "\n", colored: bool = False) -> None:
    """Print a text and `end`; `colored` text was made printable before its colours were added."""
    if colored:
        parts = _COLOR.split(text)
        shown = "".join(one if at % 2 else printable(one) for at, one in enumerate(parts))
    else:
        shown = printable(text)
    click.echo(shown + end, nl=False, err=err, color=colored or None)
