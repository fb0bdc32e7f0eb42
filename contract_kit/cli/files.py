"""Reading and writing files for commands: whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from contract_kit.errors import UsageError

MAX_SPEC_BYTES = 2_000_000


def write(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, so that no partial file is ever seen."""
    if path.is_dir():
        raise UsageError(f"{path}: this is a folder; name a file in it")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths are one file."""
    return one.exists() and other.exists() and one.samefile(other)


def read_bytes(name: str, *, limit: int) -> bytes:
    """The bytes of a file, or of standard input for `-`; refuses more than `limit`."""
    if name == "-":
        content = sys.stdin.buffer.read(limit + 1)
    else:
        path = Path(name)
        if not path.exists():
            raise UsageError(f"{name}: there is no such file")
        if path.is_dir():
            raise UsageError(f"{name}: this is a folder; name the files in it")
        with path.open("rb") as file:
            content = file.read(limit + 1)
    if len(content) > limit:
        raise UsageError(f"{name}: the file is larger than {limit:,} bytes")
    return content
