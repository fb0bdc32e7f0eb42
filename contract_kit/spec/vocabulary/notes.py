"""What the vocabulary says about its fields: the text below each field in its module."""

from __future__ import annotations

import ast
import inspect
import keyword
import sys
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

_MARK = " Example: `"


@dataclass(frozen=True, slots=True)
class Note:
    """What a field means, with an example as one writes it in YAML."""

    text: str = ""
    example: str = ""


def note(model: type[BaseModel], key: str) -> Note:
    """Return the note on a key of a model."""
    name = f"{key}_" if keyword.iskeyword(key) else key
    for owner in model.__mro__:
        found = _notes(owner.__module__).get((owner.__name__, name)) if _ours(owner) else None
        if found:
            return found
    return Note()


def _ours(owner: type) -> bool:
    return owner.__module__.startswith("contract_kit.")


@cache
def _notes(module: str) -> dict[tuple[str, str], Note]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    return {
        (item.name, name): found
        for item in tree.body
        if isinstance(item, ast.ClassDef)
        for name, found in _fields(item)
    }


def _fields(item: ast.ClassDef) -> list[tuple[str, Note]]:
    found = []
    for field, text in zip(item.body, item.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found.append((field.target.id, _read(str(text.value.value))))
    return found


def _read(text: str) -> Note:
    words, mark, example = " ".join(text.split()).partition(_MARK)
    return Note(words, example.rstrip("`") if mark else "")
