"""The file beside a copy that was sent: where each passage comes from, as JSON.

`contract-kit why` finds it there. It names the files by their SHA-256, so that it is known whether
a file is still the one that was built.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contract_kit.errors import UsageError
from contract_kit.ooxml.provenance import Entry, Provenance
from contract_kit.placed import placed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.document import Document
    from contract_kit.spec import Contract

ENDING = ".provenance.json"
"""What follows the name of the contract: `support.docx`, `support.provenance.json`."""
_VERSION = 1
_NAMES = ("kind", "number", "place", "clause", "version", "variant")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the file beside a copy says: the SHA-256 of each file, and where passages come from."""

    files: Mapping[str, str]
    provenance: Provenance

    def is_of(self, data: bytes) -> bool:
        """Whether these are the bytes of a file as it was built."""
        return hashlib.sha256(data).hexdigest() in self.files.values()


def written(document: Document, contract: Contract, files: Mapping[str, bytes]) -> bytes:
    """The JSON beside `files`, the copies of `document` by their names."""
    accepted = ({"id": one.id, "by": one.by, "on": one.on.isoformat()} for one in contract.accepted)
    data = {
        "version": _VERSION,
        "copy": "draft" if document.draft else "final",
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in files},
        "metadata": dict(document.metadata),
        "confirmed": list(accepted),
        "passages": [
            {
                "kind": one.kind,
                "number": one.number,
                "place": one.schedule,
                "clause": one.origin.clause,
                "version": one.origin.version,
                "variant": one.origin.variant,
                "spec": [[line.path, line.line] for line in one.origin.spec],
            }
            for one in placed(document)
            if one.number
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes, name: str) -> Beside:
    """What the JSON of `written` says; `UsageError` for a file that is something else."""
    try:
        found = json.loads(data)
        if found["version"] != _VERSION:
            raise ValueError
        entries = (_entry(number, row) for number, row in enumerate(found["passages"], start=1))
        provenance = Provenance(
            {entry.bookmark: entry for entry in entries},
            tuple((str(key), str(value)) for key, value in found["metadata"].items()),
        )
        return Beside({str(key): str(one) for key, one in found["files"].items()}, provenance)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            f"{name}: this is no file of provenance; build the contract again, or delete it"
        ) from None


def _entry(number: int, row: Any) -> Entry:
    spec = tuple((str(path), int(line)) for path, line in row["spec"])
    return Entry(str(number), **{name: str(row[name]) for name in _NAMES}, spec=spec)
