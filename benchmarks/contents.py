"""Page numbers in the contents of Word files against the pages that LibreOffice makes of them.

    python benchmarks/contents.py SPEC... [--template HOUSE.docx]...

Prints for each specification and template how many entries are so many pages off; exits with 1
where an entry is off by more than one. Needs `soffice` (LibreOffice) and `pdftotext` (Poppler).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from contract_kit.api import assemble, load
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.wordml import W
from contract_kit.render.docx import render

LEADERS = "....."


def entries(data: bytes) -> Iterator[tuple[str, int]]:
    """The entries of the contents: number and title, and the page that is printed."""
    root = open_package(data).xml("word/document.xml")
    for paragraph in root.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
        if style is not None and style.get(f"{{{W}}}val", "").startswith("TOC"):
            *words, page = [one.text or "" for one in paragraph.iter(f"{{{W}}}t")]
            yield " ".join(words), int(page)


def laid_out(data: bytes) -> list[list[str]]:
    """The lines of each page, as LibreOffice lays the file out."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder, "contract.docx")
        word.write_bytes(data)
        convert = ("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(word))
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        text = ("pdftotext", "-layout", str(word.with_suffix(".pdf")), "-")
        found = subprocess.run(text, check=True, capture_output=True, encoding="utf-8").stdout
    return [[" ".join(line.split()) for line in page.split("\n")] for page in found.split("\f")]


def off(data: bytes) -> Counter[int]:
    """How many entries are so many pages off."""
    pages = laid_out(data)
    at = 1 + max(n for n, page in enumerate(pages) if any(LEADERS in line for line in page))
    found: Counter[int] = Counter()
    for words, printed in entries(data):
        while at < len(pages) and " ".join(words.split()) not in pages[at]:
            at += 1
        found[printed - (at + 1)] += 1
    return found


def main() -> int:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("specs", type=Path, nargs="+")
    parser.add_argument("--template", type=Path, action="append", default=[])
    chosen = parser.parse_args()
    worst = 0
    for spec in chosen.specs:
        document = assemble(load(spec))
        for template in (None, *chosen.template):
            found = off(render(document, template=template))
            worst = max(worst, *map(abs, found))
            said = ", ".join(f"{count} by {pages}" for pages, count in sorted(found.items()))
            name = template.name if template else "the layout that ships"
            sys.stdout.write(f"{spec.name} in {name}: {sum(found.values())} entries; {said}\n")
    return int(worst > 1)


if __name__ == "__main__":
    sys.exit(main())
