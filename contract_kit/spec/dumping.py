"""From a contract back to data and to YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from contract_kit.quantities import Count, Duration, Extremum, Money, Percent, Split, notation
from contract_kit.spec.vocabulary.shape import parts

_QUANTITIES = (Money, Duration, Percent, Count, Split)
_PLAIN = re.compile(r"[A-Za-z0-9(£€$+][^\n\"]*")
_ODD = re.compile(r"[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]")
_WIDTH = 80


def data_of(value: Any) -> Any:
    """Return a value of the vocabulary as maps, lists and texts, the way `load` reads them."""
    if isinstance(value, Extremum):
        return {value.kind: [data_of(part) for part in value.of]}
    if isinstance(value, tuple):
        return [data_of(part) for part in value]
    if isinstance(value, dict | BaseModel):
        return {key: data_of(part) for key, part in parts(value)}
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, _QUANTITIES):
        return notation(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def dump(contract: BaseModel) -> str:
    """Write a contract as YAML; loading it gives an equal contract."""
    return yaml_of(data_of(contract))


def digest(contract: BaseModel) -> str:
    """Return the SHA-256 of what a contract says, after `extends`."""
    import hashlib  # noqa: PLC0415 - not every command needs it

    data = {key: value for key, value in data_of(contract).items() if key != "extends"}
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def yaml_of(data: dict[str, Any]) -> str:
    """Write maps, lists and texts as YAML in block style."""
    return "".join(f"{line}\n" for line in _lines(data, 0))


def _lines(data: Any, depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _entry(f"{pad}{scalar(key)}:", value, depth)
    else:
        for value in data:
            yield from _item(pad, value, depth)


def _entry(head: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{head} {scalar(value)}"
    elif not value or (_short(value) and len(head) + len(flow(value)) < _WIDTH):
        yield f"{head} {flow(value)}"
    else:
        yield head
        yield from _lines(value, depth + 1)


def _item(pad: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{pad}- {scalar(value)}"
        return
    if not value or isinstance(value, list) or len(flow(value)) < _WIDTH:
        yield f"{pad}- {flow(value)}"
        return
    first, *rest = _lines(value, depth + 1)
    yield f"{pad}- {first.lstrip()}"
    yield from rest


def _short(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def flow(value: Any) -> str:
    """Write a value as YAML on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, list):
        return f"[{', '.join(flow(part) for part in value)}]"
    return "{" + ", ".join(f"{scalar(key)}: {flow(part)}" for key, part in value.items()) + "}"


def scalar(text: str) -> str:
    """Write one text, in quotes where YAML would read something else."""
    odd = re.search(r"[,\[\]{}\\]|:(?:\s|$)|\s#|\s$", text) or _ODD.search(text)
    if _PLAIN.fullmatch(text) and not odd:
        return text
    return _ODD.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    return f"\\U{ord(match[0]):08x}"
