"""Marks beside types: how the text of a scalar is read, and what may stand in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic_core import core_schema


@dataclass(frozen=True)
class Reads:
    """Beside a scalar type: the function that reads it, and how an editor may check it.

    `pattern` describes the texts it accepts; `number` (`number` or `integer`) and `truth` say that
    YAML's own numbers and booleans mean the same; `mapping` that an extremum may stand there;
    `currency` that the function needs to know the contract's.
    """

    function: Callable[..., Any]
    pattern: str = ""
    number: str = ""
    truth: bool = False
    currency: bool = False
    mapping: bool = False

    def schema(self) -> core_schema.CoreSchema:
        """Write the core schema."""
        if self.currency:
            return core_schema.with_info_plain_validator_function(self.function)
        return core_schema.no_info_plain_validator_function(self.function)


@dataclass(frozen=True)
class Listed:
    """Beside a list type: one item may stand without the list."""


class Or:
    """Beside a union: one of these words, or any text, may stand in place of the other type.

    `Annotated[Refs | Literal["none"] | None, Or("none")]` reads the word `none` or a list.
    Without words every text is read as text.
    """

    def __init__(self, *words: str) -> None:
        self.words = words

    def schema(self, inner: core_schema.CoreSchema) -> core_schema.CoreSchema:
        """Validate by shape, so that an error never speaks of two branches."""
        return core_schema.no_info_wrap_validator_function(self._read, inner)

    def _read(self, value: Any, handler: Callable[[object], Any]) -> Any:
        if not self.words and isinstance(value, str) and value.strip():
            return value.strip()
        return value if value in self.words else handler(value)


def main_type(union: Any) -> Any:
    """Pick what a union is about: not None, and not the words or the text beside it."""
    members = [member for member in get_args(union) if member is not type(None)]
    others = [member for member in members if get_origin(member) is not Literal]
    return (others or members)[-1]
