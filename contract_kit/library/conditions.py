"""The condition language of clause files: when a clause belongs into a contract.

always
pilot                                   the spec gives it, and it is not none, false or empty
security.access.mfa and not offshore
data_protection.regimes contains gdpr or (pricing.fx.method == collar)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from contract_kit.errors import LibraryError

Lookup = Callable[[str], object]
_TOKEN = re.compile(r"\(|\)|==|!=|[\w.\-]+")


def is_given(value: object) -> bool:
    """Whether a spec value says something: absent, `none`, `false` and empty do not."""
    if value is None or value is False:
        return False
    if isinstance(value, str):
        return value.strip().lower() not in {"", "none", "false", "no"}
    if isinstance(value, (tuple, list, dict)):
        return bool(value)
    return True


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(getattr(value, "value", value))


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition; `paths` are the spec paths it looks at."""

    source: str
    paths: tuple[str, ...]
    _test: Callable[[Lookup], bool]

    def __call__(self, lookup: Lookup) -> bool:
        """Whether the condition holds for the spec behind `lookup`."""
        return self._test(lookup)


class _Parser:
    """Recursive descent over `or`, `and`, `not`, brackets and comparisons."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = _TOKEN.findall(source)
        self.paths: list[str] = []
        if "".join(self.tokens) != re.sub(r"\s+", "", source) or not self.tokens:
            raise LibraryError(f"cannot read the condition {source!r}")

    def _next(self) -> str:
        if not self.tokens:
            raise LibraryError(f"the condition {self.source!r} ends too early")
        return str(self.tokens.pop(0))

    def _take(self, token: str) -> bool:
        if self.tokens and self.tokens[0] == token:
            self.tokens.pop(0)
            return True
        return False

    def parse(self) -> Callable[[Lookup], bool]:
        test = self._any()
        if self.tokens:
            raise LibraryError(
                f"{self.tokens[0]!r} is not expected in the condition {self.source!r}"
            )
        return test

    def _any(self) -> Callable[[Lookup], bool]:
        tests = [self._all()]
        while self._take("or"):
            tests.append(self._all())
        return lambda lookup: any(test(lookup) for test in tests)

    def _all(self) -> Callable[[Lookup], bool]:
        tests = [self._one()]
        while self._take("and"):
            tests.append(self._one())
        return lambda lookup: all(test(lookup) for test in tests)

    def _one(self) -> Callable[[Lookup], bool]:
        if self._take("not"):
            test = self._one()
            return lambda lookup: not test(lookup)
        if self._take("("):
            inner = self._any()
            if not self._take(")"):
                raise LibraryError(f"a bracket is not closed in the condition {self.source!r}")
            return inner
        return self._comparison(self._next())

    def _comparison(self, path: str) -> Callable[[Lookup], bool]:
        if path in {"and", "or", ")", "==", "!=", "contains"}:
            raise LibraryError(f"{path!r} is not expected in the condition {self.source!r}")
        if path == "always":
            return lambda lookup: True
        self.paths.append(path)
        if self._take("=="):
            wanted = self._next()
            return lambda lookup: _word(lookup(path)) == wanted
        if self._take("!="):
            unwanted = self._next()
            return lambda lookup: _word(lookup(path)) != unwanted
        if self._take("contains"):
            member = self._next()
            return lambda lookup: member in _members(lookup(path))
        return lambda lookup: is_given(lookup(path))


def _members(value: object) -> set[str]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return {_word(value)}
    return {_word(member) for member in value}


def condition(source: str) -> Condition:
    """Parse `source`; `LibraryError` says what cannot be read."""
    parser = _Parser(source.strip())
    test = parser.parse()
    return Condition(source.strip(), tuple(parser.paths), test)
