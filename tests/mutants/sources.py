"""The files that mutants are made of: a short contract in every format, a spec, measurements."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.api import assemble, load, read, render

if TYPE_CHECKING:
    from contract_kit.document import Document

EXAMPLES = Path(__file__).parents[2] / "examples"
SPEC = EXAMPLES / "minimal.yaml"
MONTHS = ("2027-03", "2027-04", "2027-05")
ROWS = (("pay_accuracy", 99.6), ("pay_on_time", 100), ("payroll", 240))
CUSTOM = """
custom_terms:
  - title: Greeting
    text: "The Provider greets each person of the Customer by name within {{ greeting }} seconds."
    parameters: {greeting: 20}
    approved_by: GC
"""


@cache
def sources(form: str) -> tuple[bytes, ...]:
    """The files of a format, by its ending; always the same bytes in the same order."""
    if form == "yaml":
        text = SPEC.read_bytes()
        return text, text + CUSTOM.encode()
    if form == "xlsx":
        return (_workbook(),)
    if form == "txt":
        return tuple(render(one, "md") for one in _documents())
    own = tuple(render(one, form) for one in _documents())
    return (*own, (EXAMPLES / "vendor_agreement.docx").read_bytes()) if form == "docx" else own


def _documents() -> tuple[Document, Document]:
    """A vendor's agreement of text alone, and pages of ours with tables, lists and references."""
    whole = assemble(load(SPEC))
    few = [one for one in whole.sections if one.kind == "key_terms" or one.number in {"4", "5"}]
    levels = [one for one in whole.sections if one.number == "Schedule 2"]
    signatures = [one for one in whole.sections if one.kind == "signature"]
    short = replace(whole, sections=(*few, *levels, *signatures), definitions=())
    return read(EXAMPLES / "vendor_agreement.md"), short


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(("metric", "period", "value", "events", "relief"))
    for month in MONTHS:
        for name, value in ROWS:
            sheet.append((name, month, value, 240, None))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
