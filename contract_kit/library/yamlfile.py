"""YAML mappings of the library's own files (clauses, definitions, packs), with located errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from contract_kit.characters import described, place, texts, unwanted
from contract_kit.errors import LibraryError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 200_000
MAX_DEPTH = 40
MAX_NODES = 100_000
"""Values of a file, each as often as an alias repeats it."""

_INDENTED = re.compile(rf"^[ ?:-]{{{MAX_DEPTH},}}", re.MULTILINE)


def read_text(path: Path) -> str:
    """The text of a file of a library; raises `LibraryError` where it is too large or no UTF-8."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise LibraryError(f"{path}:1: larger than {MAX_BYTES} bytes; split the file")
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LibraryError(f"{path}:{line}: this is no UTF-8 text; save it as UTF-8") from None


def load_mapping(text: str, path: str, *, first_line: int = 1) -> dict[str, Any]:
    """The mapping in `text`; errors begin with `path:line:`, counted from `first_line`."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - costs 60 ms

    check_characters(text, path, first_line=first_line)
    try:
        if _may_be_large(text):
            _check_size(text, path, first_line)
        mapping = _loader(text).get_single_data()
    except MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise LibraryError(f"{path}:{line}: {error.problem}") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise LibraryError(f"{path}:{first_line}: {str(error)[:200]}") from None
    if not isinstance(mapping, dict):
        raise LibraryError(f"{path}:{first_line}: a mapping of names to values is expected here")
    if "\\" in text:
        _check_escaped(text, mapping, path, first_line)
    return mapping


def check_characters(text: str, path: str, *, first_line: int = 1) -> None:
    """Refuse a text that holds a character nobody sees, with its line and column."""
    at = unwanted(text)
    if at is not None:
        line, column = place(text, at)
        raise LibraryError(
            f"{path}:{first_line + line - 1}:{column}: the character {described(text[at])} stands"
            " here; expected plain text; delete it"
        )


def _check_escaped(text: str, mapping: dict[str, Any], path: str, first_line: int) -> None:
    """Refuse such a character where it is written as an escape in a quoted text."""
    found = next((one for one in texts(mapping) if unwanted(one) is not None), None)
    if found is None:
        return
    loader, line = _loader(text), 0
    while loader.check_event():
        event = loader.get_event()
        if getattr(event, "value", None) == found:
            line = event.start_mark.line
            break
    said = described(found[unwanted(found) or 0])
    raise LibraryError(f"{path}:{first_line + line}: the text holds {said}; delete it")


def _may_be_large(text: str) -> bool:
    """Whether a text could be deep or hold aliases: most have neither, and are not read twice."""
    brackets = text.count("[") + text.count("{")
    return brackets > MAX_DEPTH or "&" in text or _INDENTED.search(text) is not None


def _check_size(text: str, path: str, first_line: int) -> None:
    """Refuse a file that is nested too deep, or whose aliases multiply it, before it is built."""
    loader, size = _loader(text), _Size()
    while loader.check_event():
        event = loader.get_event()
        size.take(type(event).__name__, getattr(event, "anchor", None))
        if size.is_too_large():
            line = first_line + event.start_mark.line
            said = f"more than {MAX_DEPTH} levels or {MAX_NODES:,} values, counting aliases"
            raise LibraryError(f"{path}:{line}: {said}; write it more simply")


class _Size:
    """The levels and values below each open mapping or list, aliases written out."""

    def __init__(self) -> None:
        self.open: list[tuple[str | None, int, int]] = [(None, 0, 0)]
        self.known: dict[str | None, tuple[int, int]] = {}

    def take(self, kind: str, anchor: str | None) -> None:
        """Take an event of the parser."""
        if kind in ("MappingStartEvent", "SequenceStartEvent"):
            self.known[anchor] = (MAX_DEPTH, 1)
            self.open.append((anchor, 0, 0))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            name, height, values = self.open.pop()
            self.known[name] = (height + 1, values + 1)
            self._grow(height + 1, values + 1)
        elif kind == "AliasEvent":
            self._grow(*self.known.get(anchor, (0, 1)))
        elif kind == "ScalarEvent":
            self._grow(0, 1)

    def is_too_large(self) -> bool:
        """Whether a limit is passed; an alias within what it names always passes one."""
        height, values = self.open[-1][1:]
        return len(self.open) + height > MAX_DEPTH or values > MAX_NODES

    def _grow(self, height: int, values: int) -> None:
        name, highest, before = self.open[-1]
        self.open[-1] = (name, max(highest, height), before + values)


def _loader(text: str) -> Any:
    """A reader of YAML; libyaml's where there is one, which is twice as fast."""
    try:
        from ruamel.yaml.cyaml import CSafeLoader  # noqa: PLC0415 - as above
    except ImportError:
        from ruamel.yaml.loader import SafeLoader  # noqa: PLC0415 - as above

        return SafeLoader(text)
    return CSafeLoader(text)
