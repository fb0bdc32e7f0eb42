"""Whether a contract gets the same verdicts in Word, PDF, Markdown and HTML.

`python benchmarks/formats.py FOLDER`: other people's papers of the folder that
CONTRACT_KIT_DATA names are read, written in four formats and scanned; differences are printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from contract_kit.api import read, render, scan
from contract_kit.document import Document

FORMATS = ("docx", "pdf", "md", "html")
PARTS = (("dpa/docs", ".txt", 4), ("bpo/docs", ".txt", 4), ("contracts_docx", ".docx", 2))


def papers(folder: Path, skip: int = 0) -> Iterator[Path]:
    """Ten papers, spread evenly over those that are not kept for blind measurements.

    `skip` begins with a later one and so takes others.
    """
    blind = {line for one in folder.glob("*/blind.txt") for line in one.read_text().split()}
    for part, suffix, count in PARTS:
        known = sorted(one for one in (folder / part).glob(f"*{suffix}") if one.stem not in blind)
        yield from known[skip :: max(len(known) // count, 1)][:count]


def statuses(document: Document) -> dict[str, str]:
    """The status of each requirement of the packs that apply."""
    (found,) = scan([document]).documents
    return {one.id: one.status for one in found.requirements}


def compared(paper: Path) -> tuple[int, list[str]]:
    """How many verdicts were compared, and those that differ."""
    document = read(paper)
    by_format = {"source": statuses(document)}
    for one in FORMATS:
        by_format[one] = statuses(read(render(document, one), f"paper.{one}"))
    names = sorted({name for found in by_format.values() for name in found})
    rows = {name: [found.get(name, "-") for found in by_format.values()] for name in names}
    return len(names), [
        f"{name}: {', '.join(f'{key} {value}' for key, value in zip(by_format, row, strict=True))}"
        for name, row in rows.items()
        if len(set(row[1:])) > 1 or row[0] != row[1]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="part of the name of a paper")
    parser.add_argument("--skip", type=int, default=0, help="take others: 1, 2, …")
    given = parser.parse_args()
    total = differing = equal = 0
    chosen = [one for one in papers(given.folder, given.skip) if given.only in one.name]
    for paper in chosen:
        count, differences = compared(paper)
        total, differing, equal = (
            total + count,
            differing + len(differences),
            equal + (not differences),
        )
        print(f"{paper.name}: {len(differences)} of {count} verdicts differ")
        print("".join(f"  {line}\n" for line in differences), end="", flush=True)
    print(f"{equal} of {len(chosen)} papers equal; {differing} of {total} verdicts differ")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
