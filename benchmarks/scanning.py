"""Speed and memory of `contract-kit scan` against `import spacy`, in turn, as whole processes.

`python benchmarks/scanning.py DATA [RUNS]`, where DATA holds `contracts` and `cuad_dev.jsonl.gz`;
run with `nox -s bench_scan` and CONTRACT_KIT_DATA. Several files are read at once by as many
processes as there are processors, so both the time on the clock and the processor's are printed.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ratios import SUPPORT, long, page_count

from contract_kit.api import assemble, load, render

FILES = 18
LENGTH = 100_000
SPACY = [sys.executable, "-c", "import spacy"]


def measured(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of the processor, and the memory of the process in MB."""
    start = time.perf_counter()
    child = os.posix_spawn(
        arguments[0],
        arguments,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, used = os.wait4(child, 0)
    clock = time.perf_counter() - start
    assert os.waitstatus_to_exitcode(status) in (0, 1), arguments
    return clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def compare(name: str, files: list[Path], limit: str, runs: int) -> None:
    """Print the ratios of a scan to the import, the median of several runs."""
    command = [sys.executable, "-m", "contract_kit", "scan", *map(str, files)]
    measured(command), measured(SPACY)
    pairs = [(measured(command), measured(SPACY)) for _ in range(runs)]
    clock, work = (
        statistics.median(ours[part] / theirs[part] for ours, theirs in pairs) for part in (0, 1)
    )
    seconds = statistics.median(ours[0] for ours, _ in pairs)
    memory = max(ours[2] for ours, _ in pairs)
    print(
        f"{name:36} {seconds:6.2f} s {memory:5.0f} MB   clock {clock:5.2f} x, "
        f"processor {work:5.2f} x   ({limit})",
        flush=True,
    )


def texts(data: Path, folder: Path) -> tuple[list[Path], list[Path], Path]:
    """The first files of `contracts`, the same contracts as text, and one text of 100 kB."""
    pdfs = sorted((data / "contracts").iterdir())[:FILES]
    with gzip.open(data / "cuad_dev.jsonl.gz", "rt", encoding="utf-8") as file:
        known = {one["name"]: one["text"] for one in map(json.loads, file)}
    written = []
    for pdf in pdfs:
        written.append(folder / f"{pdf.stem[:60]}{len(written)}.txt")
        written[-1].write_text(known[pdf.stem], encoding="utf-8")
    nearest = min(known.values(), key=lambda text: abs(len(text) - LENGTH))
    one = folder / "one.txt"
    one.write_text(nearest, encoding="utf-8")
    return pdfs, written, one


def main() -> None:
    """Print every ratio."""
    data = Path(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pdfs, written, one = texts(data, folder)
        own = folder / "own.pdf"
        content = render(long(assemble(load(SUPPORT)), 4), "pdf")
        own.write_bytes(content)
        print(f"{len(os.sched_getaffinity(0))} processors; against import spacy")
        compare("one text of 100 kB", [one], "aim 1.2, must 1.8", runs)
        compare(f"{FILES} contracts as text", written, "must 3", runs)
        compare(f"{FILES} contracts as PDF", pdfs, "must 6", runs)
        compare(f"our own build of {page_count(content)} pages", [own], "must 3", runs)


if __name__ == "__main__":
    main()
