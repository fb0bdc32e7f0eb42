"""The sets of labelled contracts."""

from __future__ import annotations

import json
from pathlib import Path

SETS = {
    "dpa": "gdpr-art28",
    "bpo": "bpo-baseline",
    "baa": "hipaa-baa",
    "iso": "iso27001-supplier",
    "tra": "gdpr-chapter5",
    "ccpa": "ccpa-service-provider",
}
"""The labelled sets, and the pack that each was labelled for."""


def blind(data: Path) -> set[str]:
    """The contracts that the blind lists name: they may be scored so often and no more."""
    files = (data / set_ / "blind.txt" for set_ in SETS)
    return {name for file in files for name in file.read_text(encoding="utf-8").split()}


def labels_without(folder: Path, hidden: set[str]) -> str:
    """The lines of a set's labels but for those of the hidden contracts."""
    lines = (folder / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if json.loads(line)["doc"] not in hidden)
