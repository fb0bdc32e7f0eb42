"""A million raw ticket events scored: the time against csv.reader's alone, and the memory.

Run with `nox -s bench`, or alone; a number as argument changes how many events there are.
"""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
METRICS = ("phone_service_level", "email_first_response", "refund_turnaround")


def write_events(path: Path, count: int) -> None:
    """Write `count` tickets of nine months, with answers, ends and pauses."""
    draw = random.Random(20_270_601)
    begun = datetime(2027, 6, 1)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("metric", "opened", "answered", "resolved", "paused"))
        for _ in range(count):
            opened = begun + timedelta(seconds=draw.randrange(86_400 * 270))
            answered = opened + timedelta(seconds=draw.randrange(1, 28))
            resolved = answered + timedelta(seconds=draw.randrange(60, 200_000))
            name, paused = draw.choice(METRICS), draw.choice(("", "5", "30"))
            rows.writerow((name, opened, answered, min(resolved, GAP), paused))


GAP = datetime(2028, 3, 1)
"""Nothing ends later, so that no time falls into the hour the clocks skip."""


def read_alone(path: Path) -> float:
    """Seconds csv.reader takes for the file."""
    start = time.perf_counter()
    with path.open(newline="") as file:
        for _ in csv.reader(file):
            pass
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio and the peak memory."""
    from contract_kit import settle
    from contract_kit.spec import load

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    contract = load(ROOT / "examples" / "support.yaml")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events(path, count)
        floor = min(read_alone(path) for _ in range(3))
        start = time.perf_counter()
        found = settle.read_measurements(contract, path.read_bytes(), path.name)
        settle.settle(contract, found)
        taken = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{f'settle {count:,} raw events against csv.reader':46} {taken * 1000:8.0f} ms "
        f"{floor * 1000:8.0f} ms   ratio {taken / floor:5.2f}   (aim 10, must 15); "
        f"{memory} MB (must 500)"
    )


if __name__ == "__main__":
    main()
