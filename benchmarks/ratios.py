"""Speed as ratios against the bare libraries, so that the machine does not matter.

Each command runs as its own process, in turn with its floor; processor time (user and system) is
compared, the median of several runs. Run with `nox -s bench`.
"""

from __future__ import annotations

import io
import math
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from string import Template

from contract_kit.api import assemble, load, render
from contract_kit.document import Document, Section, Table

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


def compare(
    name: str, measure: Callable[[], float], floor: Callable[[], float], aim: str, runs: int = RUNS
) -> None:
    """Print the ratio of two measures taken in turn, after one run of each that is not counted."""
    measure(), floor()
    pairs = [(measure(), floor()) for _ in range(runs)]
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


def long(document: Document, times: int) -> Document:
    """A contract with its clauses `times` over: a long one of the usual mix of text and tables."""
    parts = tuple(one for one in document.sections if one.kind in ("clause", "schedule"))
    more = tuple(_copy(one, f".{number}") for number in range(1, times) for one in parts)
    return replace(document, sections=(*document.sections, *more))


def _copy(section: Section, suffix: str) -> Section:
    inner = tuple(_copy(one, suffix) for one in section.sections)
    anchor = f"{section.anchor}{suffix}" if section.anchor else ""
    return replace(section, anchor=anchor, sections=inner)


def page_count(pdf: bytes) -> int:
    """Count the pages of a file."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def growth(document: Document, format_: str) -> None:
    """How the cost of a format grows with the length: the exponent from some 30 to 300 pages."""
    parts = [one for one in document.sections if one.kind in ("clause", "schedule")]
    short = replace(document, sections=tuple(parts[: len(parts) * 2 // 3]))
    times = []
    for one in (short, long(document, 5)):
        pages = page_count(render(one, "pdf"))
        cost = min(call_seconds(lambda one=one: render(one, format_)) for _ in range(3))
        times.append((pages, cost))
    (few, cheap), (many, dear) = times
    exponent = math.log(dear / cheap) / math.log(many / few)
    print(
        f"{format_} from {few} to {many} pages: {cheap:.2f} s to {dear:.2f} s,"
        f" exponent {exponent:.2f} (must stay below 1.15)"
    )


def large_spec(lines: int) -> str:
    """The support example with its processes repeated until it has that many lines."""
    text = Path(SUPPORT).read_text(encoding="utf-8")
    start = text.index("    voice:\n")
    end = text.index("    email:\n", start)
    block = text[start:end]
    copies = (lines - text.count("\n")) // block.count("\n")
    more = "".join(block.replace("voice:", f"voice{n}:", 1) for n in range(copies))
    return text[:end] + more + text[end:]


def main() -> None:
    """Print every ratio."""
    print(f"{'what':46} {'ours':>11} {'floor':>11}")
    compare("--help against import click", command("--help"), python("import click"), "aim 1.5")
    compare(
        "validate support against importing its libraries",
        command("validate", SUPPORT),
        python("from pydantic import BaseModel; from ruamel.yaml import YAML"),
        "aim 2",
    )
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large.yaml")
        large.write_text(large_spec(2000), encoding="utf-8")
        compare(
            "validate 2,000 lines against imports and compose",
            command("validate", str(large)),
            python(
                "from pydantic import BaseModel; from ruamel.yaml import YAML; "
                f"YAML().compose(open({str(large)!r}, encoding='utf-8'))"
            ),
            "aim 1.5, must 2",
        )
    document = assemble(load(SUPPORT))
    for name, one, runs in (("", document, RUNS), (" of 300 pages", long(document, 5), 3)):
        floor = word_floor(render(one, "docx"))
        compare(
            f"docx{name} against a string-template zip",
            lambda one=one: call_seconds(lambda: render(one, "docx")),
            lambda floor=floor: call_seconds(floor),
            "aim 5, must 6",
            runs,
        )
        compare(
            f"pdf{name} against its story without contents",
            lambda one=one: call_seconds(lambda: render(one, "pdf")),
            lambda one=one: call_seconds(lambda: bare_pdf(one)),
            "aim 2.5, must 4",
            runs,
        )
    for format_ in ("docx", "pdf"):
        growth(document, format_)


def bare_pdf(document: Document) -> None:
    """The same paragraphs and tables through platypus alone: no contents, links or page totals."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Grid

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
