"""A Document out as Word, PDF, Markdown or HTML. Equal input gives equal bytes."""

from __future__ import annotations

import difflib
import importlib
from typing import TYPE_CHECKING, Protocol, cast

from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from contract_kit.document import Document

FORMATS = {
    "docx": "contract_kit.render.docx",
    "pdf": "contract_kit.render.pdf",
    "md": "contract_kit.render.md",
    "html": "contract_kit.render.html",
}
"""The module of each format; it is imported when first asked for and holds `render(document)`."""

TEMPLATED = frozenset({"docx"})
"""The formats whose `render` also takes `template=`, a house template of the user."""


class _Plain(Protocol):
    def render(self, document: Document) -> bytes: ...


class _Templated(Protocol):
    def render(self, document: Document, *, template: Path | bytes | None = None) -> bytes: ...


def render(document: Document, format: str, *, template: Path | bytes | None = None) -> bytes:
    """Write `document` in one of `FORMATS`; `template` is a house template for Word.

    An outgoing document is written without any trace of how it was made.
    """
    if format not in FORMATS:
        near = difflib.get_close_matches(format, FORMATS, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"Unknown format {format!r}: use one of {', '.join(FORMATS)}{hint}")
    if document.outgoing:
        document = importlib.import_module("contract_kit.render.outgoing").bare(document)
    module = importlib.import_module(FORMATS[format])
    if format in TEMPLATED:
        return cast("_Templated", module).render(document, template=template)
    return cast("_Plain", module).render(document)
