"""Files of other people as documents: Word, PDF, HTML, Markdown and plain text."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.errors import UnreadableError
from contract_kit.read.formats import sniff
from contract_kit.read.kinds import refuse_others

if TYPE_CHECKING:
    from contract_kit.document import Document

__all__ = ["FORMATS", "MAX_BYTES", "read", "read_path"]

FORMATS = ("docx", "pdf", "html", "md", "txt")
"""The formats that are read; each is a module of this package."""

MAX_BYTES = 50_000_000


def read(data: bytes, name: str, *, jobs: int = 1) -> Document:
    """The document in these bytes; the content decides about the format, then the name.

    As many as `jobs` processes read the pages of a long PDF. Raises `UnreadableError` with its
    cause when the file cannot be assessed.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("too-large", f"It has {len(data)} bytes; {MAX_BYTES} are the limit.")
    kind = sniff(data, name)
    reader = import_module(f"contract_kit.read.{kind}")
    document: Document = reader.read(data, jobs) if kind == "pdf" else reader.read(data)
    refuse_others(document)
    return document


def read_path(path: str | Path) -> Document:
    """The document in the file at `path`."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError("too-large", f"It has {size} bytes; {MAX_BYTES} are the limit.")
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError("missing", f"{file}: {error.strerror or 'not readable'}.") from error
    return read(data, file.name)
