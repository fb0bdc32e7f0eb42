"""Our phrases as Python's `re` runs them, so that a scan need not compile hundreds of them.

Compiling takes a seventh of a scan. `packs/expressions.cpython-311.bin` holds the code that
`re.compile` makes of each phrase of ours; `ready` hands it to `_sre.compile`, the last step of
`re.compile`, which checks it. A file counts for the one version of `re` that it was written with.
With any other, and for phrases of other people, `phrases.compiled` compiles as ever: it takes
longer and finds the same. `nox -s prepare` writes the files.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found] # what `re` runs on: the only way past its compiler
import sys
import zlib
from array import array
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.resources import bundled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from pathlib import Path

_CODE = "I"
"""A step of an expression's code, as an `array` holds it."""
_KEY = 16
"""Bytes that stand for an expression."""
_HEAD = 2
"""Numbers before the table: the version of `re`, and how many expressions follow."""


class Known(NamedTuple):
    """The code of many expressions, one after the other; `places` has flags, first and last."""

    code: bytes
    places: dict[bytes, tuple[int, int, int]]


def ready(source: str) -> re.Pattern[str] | None:
    """The compiled expression, if its code is at hand."""
    known = load(file())
    place = known.places.get(_key(source))
    if place is None:
        return None
    flags, first, last = place
    code = array(_CODE, known.code[first:last]).tolist()
    found: re.Pattern[str] = _sre.compile(source, flags, code, 0, {}, (None,))
    return found


@cache
def file() -> Path:
    """The file for this version of Python."""
    return bundled("packs") / f"expressions.{sys.implementation.cache_tag}.bin"


def write(expressions: Iterable[re.Pattern[str]]) -> None:
    """Write the file for this version of Python; groups are left to `re`."""
    plain = {one.pattern: one for one in expressions if not one.groups}
    rows = [(source, plain[source].flags, _code(plain[source])) for source in sorted(plain)]
    head = array(_CODE, [_sre.MAGIC, len(rows)])
    sizes = array(_CODE, [number for _, flags, code in rows for number in (flags, len(code))])
    parts = [head.tobytes(), *(_key(source) for source, _, _ in rows), sizes.tobytes()]
    parts += [array(_CODE, code).tobytes() for _, _, code in rows]
    file().write_bytes(zlib.compress(b"".join(parts), 9))


def _code(expression: re.Pattern[str]) -> list[int]:
    """The code of an expression, made as `re.compile` makes it."""
    from re import _compiler, _parser  # type: ignore[attr-defined] # noqa: PLC0415 - to write alone

    tree = _parser.parse(expression.pattern, expression.flags)
    found: list[int] = _compiler._code(tree, expression.flags)
    return found


def _key(source: str) -> bytes:
    return blake2b(source.encode(), digest_size=_KEY).digest()


@cache
def load(path: Path) -> Known:
    """What a file holds; nothing where it is not there or was written for another `re`."""
    try:
        return _read(zlib.decompress(path.read_bytes()))
    except (OSError, zlib.error, ValueError, IndexError):
        return Known(b"", {})


def _read(data: bytes) -> Known:
    size = array(_CODE).itemsize
    head = array(_CODE, data[: _HEAD * size])
    if size != _sre.CODESIZE or head[0] != _sre.MAGIC:
        raise ValueError
    keys, sizes = _HEAD * size, _HEAD * size + head[1] * _KEY
    at = sizes + 2 * head[1] * size
    numbers = iter(array(_CODE, data[sizes:at]))
    places = {}
    for place, (flags, length) in enumerate(zip(numbers, numbers, strict=True)):
        key = data[keys + place * _KEY : keys + (place + 1) * _KEY]
        places[key] = flags, at, at + length * size
        at += length * size
    if at != len(data):
        raise ValueError
    return Known(data, places)
