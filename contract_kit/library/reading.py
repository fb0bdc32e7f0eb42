"""Reads the YAML files of packs: phrases compiled, mistakes told with file and line."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from contract_kit.errors import LibraryError
from contract_kit.library.backtracking import crowded, danger
from contract_kit.library.names import meant
from contract_kit.library.needles import needles, openings
from contract_kit.library.phrases import (
    check,
    compiled,
    expression,
    lower_case,
    plain,
    raw_parts,
)
from contract_kit.library.requirements import Condition, Pattern, Requirement, Threshold, ValueCheck
from contract_kit.library.yamlfile import load_mapping, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

MAX_BYTES = 200_000
_PHRASES = 1000
"""So many may stand in one file."""
_M = TypeVar("_M")
_UNKNOWN = "unexpected_keyword_argument"
_MISSING = frozenset({"missing", "missing_argument"})
_EXPECTED = {
    "tuple_type": "a list",
    "string_type": "a text",
    "dict_type": "a mapping",
    "mapping_type": "a mapping",
    "decimal_parsing": "a number",
    "float_parsing": "a number",
    "int_parsing": "a whole number",
}
"""What stands wrong in a file, by pydantic's name for it."""
_OWN = frozenset({"pack"})
"""Fields that no file holds."""


def mapping(path: Path) -> dict[str, Any]:
    """The YAML mapping in a file; raises `LibraryError`."""
    return load_mapping(read_text(path), str(path))


class Reader:
    """Turns the YAML of one file into values; errors name the file and the line.

    `checks` says that phrases are tried out at once.
    """

    def __init__(self, path: Path, words: Mapping[str, str], *, checks: bool) -> None:
        self.path = path
        self._checks = checks
        self._words = words
        self._left = _PHRASES

    def phrases(self, raw: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
        """`raw` with the phrases under `keys` compiled, in place."""
        if not isinstance(raw, dict):
            raise self.error(
                f"fields are expected here, as in `find: [words]`, not {raw!r}", str(raw)
            )
        for key in keys:
            if raw.get(key) is not None:
                value = raw[key]
                raw[key] = (
                    [self._phrase(one) for one in value]
                    if isinstance(value, list)
                    else (self._phrase(value))
                )
        return raw

    def _phrase(self, value: object) -> dict[str, Any]:
        label = ""
        if isinstance(value, dict) and len(value) == 1:
            label, value = next(iter(value.items()))
        if not isinstance(value, str):
            raise self.error(f"words are expected here, not {value!r}", str(value)[:30])
        try:
            source = lower_case(expression(plain(value), self._words))
            if self._checks:
                _check(value, source)
                self._guard(source, raw_parts(plain(value), self._words))
        except ValueError as error:
            raise self.error(str(error), value[:30]) from None
        needed = {"needles": needles(source), "openings": openings(source)}
        return {"source": source, "label": label, **needed}

    def _guard(self, source: str, own: list[str]) -> None:
        """Raises `ValueError` for a phrase that may take too long, or one phrase too many.

        `own` are the expressions that its author wrote.
        """
        self._left -= 1
        if self._left < 0:
            raise ValueError(f"there are more than {_PHRASES} phrases in this file; make two of it")
        for one in own:
            if found := danger(lower_case(one)):
                raise ValueError(f"the expression may take for ever on some text: {found}")
        if not own and (found := crowded(source)):
            raise ValueError(f"the phrase may take for ever on some text: {found}")

    def kept(self, raw: dict[str, Any], key: str, kind: type[_M]) -> _M:
        """What stands under `key`, a list or a mapping, or an empty one."""
        value = raw.get(key)
        if value is None:
            return kind()
        if not isinstance(value, kind):
            what = "a list" if kind is list else "a mapping"
            raise self.error(f"{key}: {what} is expected, not {value!r}", f"{key}:")
        return value

    def made(self, kind: Callable[..., _M], raw: dict[str, Any], *above: str) -> _M:
        """`raw` as a `kind`; `above` are the keys under which it stands."""
        from pydantic import ValidationError  # noqa: PLC0415 - what is prepared needs no checks

        try:
            made: _M = _adapter(kind).validate_python(raw)
            return made
        except ValidationError as error:
            every = sorted(error.errors(), key=lambda one: one["type"] != _UNKNOWN)
            place = [*above, *map(str, every[0]["loc"])]
            names = [one for one in place if not one.isdigit()]
            message = f"{'.'.join(place)}: {_said(every[0], kind)}"
            raise self.error(message, *names[::-1]) from None

    def error(self, message: str, *near: str) -> LibraryError:
        """An error at the first line that begins with one of `near` as a key, or else holds it."""
        lines = self.path.read_text(encoding="utf-8").splitlines()
        for text in filter(None, near):
            key = re.compile(rf"[\s'\"{{-]*{re.escape(text.rstrip(':'))}['\"]?\s*:")
            found = [number for number, line in enumerate(lines, 1) if key.match(line)]
            found += [number for number, line in enumerate(lines, 1) if text in line]
            if found:
                return LibraryError(f"{self.path}:{found[0]}: {message}")
        return LibraryError(f"{self.path}:1: {message}")


def _check(phrase: str, source: str) -> None:
    """Raises `ValueError` for a phrase that cannot be read, says nothing or may take for ever."""
    raw = phrase.lstrip().startswith("/")
    if raw and phrase.count("/") < 2:
        raise ValueError("a regular expression ends with a slash, too")
    check(source)
    if not raw and compiled(source).search(""):
        raise ValueError("the phrase is found in an empty text: an alternative of it says nothing")


def _said(detail: ErrorDetails, kind: Any) -> str:
    """What pydantic says of a mistake, in our words where it is about a field's name."""
    if detail["type"] in _MISSING:
        return "this field is missing"
    if detail["type"] == "dataclass_type":
        return "one phrase is expected, or a mapping of fields"
    if detail["type"] in _EXPECTED:
        return f"{_EXPECTED[detail['type']]} is expected, not {detail['input']!r}"
    if detail["type"] == _UNKNOWN:
        kinds = (kind, Requirement, Pattern, ValueCheck, Threshold, Condition)
        known = {one.name for held in kinds for one in fields(held)} - _OWN
        return f"there is no such field{meant(str(detail['loc'][-1]), known)}"
    return detail["msg"]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter  # noqa: PLC0415 - as above

    return TypeAdapter(kind)
