r"""Text of other people made safe to show: what steers a terminal is shown instead of obeyed.

Control characters (C0, DEL, C1), characters that turn the direction of writing, and halves of
surrogate pairs become visible escapes such as `\x1b` and `\u202e`.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_Value = TypeVar("_Value")
_HIDDEN = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"
_STEERING = re.compile(f"[{_HIDDEN}\ud800-\udfff]")
_STEERING_OR_BREAK = re.compile(f"[\t\n{_HIDDEN}\ud800-\udfff]")
_RAW_BYTES = re.compile("[\udc80-\udcff]+")
_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def printable(text: str) -> str:
    """The text with every such character escaped; line breaks and tabs stay."""
    return text if text.isprintable() else _escaped(_STEERING, text)


def on_one_line(text: str) -> str:
    """The same with line breaks and tabs escaped as well: for names, which may hold them."""
    return text if text.isprintable() else _escaped(_STEERING_OR_BREAK, text)


def printable_json(text: str) -> str:
    r"""JSON text in which such characters are written as JSON escapes (`\u202e`)."""
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", _RAW_BYTES.sub(_decoded, text))


def printable_value(
    value: _Value, names: Collection[str] = (), show: Callable[[str], str] = printable
) -> _Value:
    """A value with every text in it printable: dataclasses and tuples, however deep.

    The fields called `names` hold names: they are put on one line.
    """
    found: object = value
    if isinstance(value, str):
        found = show(value)
    elif isinstance(value, tuple):
        found = tuple(printable_value(one, names, show) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        own = {one.name: getattr(value, one.name) for one in fields(value)}
        changed = {
            name: printable_value(part, names, on_one_line if name in names else show)
            for name, part in own.items()
        }
        found = replace(value, **changed)
    return cast(_Value, found)


def _escaped(which: re.Pattern[str], text: str) -> str:
    return which.sub(_escape, _RAW_BYTES.sub(_decoded, text))


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    if 0xDC80 <= number <= 0xDCFF:  # how Python keeps a byte that is no text
        number -= 0xDC00
    return _SHORT.get(match[0]) or (f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}")


def _decoded(match: re.Match[str]) -> str:
    """Bytes of a file name that the system's encoding lacks: UTF-8 where they are that."""
    raw = match[0].encode("utf-8", "surrogateescape")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return match[0]
