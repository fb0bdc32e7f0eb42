"""Speed as ratios against the bare libraries, so that the machine does not matter.

Each command runs as its own process, in turn with its floor; processor time (user and system) is
compared, the median of several runs. Run with `nox -s bench`.
"""

from __future__ import annotations

import io
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[1]
SUPPORT = str(ROOT / "examples" / "support.yaml")
RUNS = 7


def process_seconds(arguments: list[str]) -> float:
    """Processor seconds of one run of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(arguments, check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def call_seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def compare(name: str, measure: Callable[[], float], floor: Callable[[], float], aim: str) -> None:
    """Print the ratio of two measures taken in turn, after one run of each that is not counted."""
    measure(), floor()
    pairs = [(measure(), floor()) for _ in range(RUNS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    times = f"{mine * 1000:8.1f} ms {other * 1000:8.1f} ms"
    print(f"{name:46} {times}   ratio {mine / other:5.2f}   ({aim})")


def command(*arguments: str) -> Callable[[], float]:
    """A run of contract-kit."""
    return lambda: process_seconds([sys.executable, "-m", "contract_kit", *arguments])


def python(code: str) -> Callable[[], float]:
    """A run of a line of Python."""
    return lambda: process_seconds([sys.executable, "-c", code])


def word_floor(content: bytes) -> Callable[[], object]:
    """Write a Word file of the same size by string template: pieces put into XML, then zipped."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    pieces = parts["word/document.xml"].decode().replace("$", "$$").split("<w:p>")
    names = {f"p{number}": piece for number, piece in enumerate(pieces)}
    template = Template("<w:p>".join(f"${{{name}}}" for name in names))

    def write() -> bytes:
        parts["word/document.xml"] = template.substitute(names).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return out.getvalue()

    return write


def main() -> None:
    """Print every ratio."""
    from contract_kit.api import assemble, load, render

    print(f"{'what':46} {'ours':>11} {'floor':>11}")
    compare("--help against import click", command("--help"), python("import click"), "aim 1.5")
    compare(
        "validate support against importing its libraries",
        command("validate", SUPPORT),
        python("from pydantic import BaseModel; from ruamel.yaml import YAML"),
        "aim 2",
    )
    document = assemble(load(SUPPORT))
    floor = word_floor(render(document, "docx"))
    compare(
        "docx against a string-template zip",
        lambda: call_seconds(lambda: render(document, "docx")),
        lambda: call_seconds(floor),
        "aim 5",
    )
    compare(
        "pdf against its story without contents",
        lambda: call_seconds(lambda: render(document, "pdf")),
        lambda: call_seconds(lambda: bare_pdf(document)),
        "aim 2.5, must 4",
    )


def bare_pdf(document: object) -> None:
    """The same paragraphs and tables through platypus alone: no contents, links or page totals."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    from contract_kit.document import Document, Table

    assert isinstance(document, Document)
    styles = getSampleStyleSheet()
    story: list[object] = []
    for section in document.walk():
        story.append(Paragraph(escape(f"{section.number} {section.title}"), styles["Heading2"]))
        for block in section.blocks:
            if isinstance(block, Table):
                width = max(sum(cell.span for cell in row.cells) for row in block.rows)
                rows = [
                    [Paragraph(escape(cell.text), styles["BodyText"]) for cell in row.cells]
                    + [""] * (width - len(row.cells))
                    for row in block.rows
                ]
                story.append(Grid(rows, repeatRows=1))
            else:
                story.append(Paragraph(escape(f"{block.number} {block.text}"), styles["BodyText"]))
    SimpleDocTemplate(io.BytesIO(), invariant=1).build(story)


if __name__ == "__main__":
    main()
