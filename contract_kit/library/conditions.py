"""When a clause belongs into a contract: a condition of the expression language over spec paths.

always
pilot                                   the spec gives it, and it is not none, false or empty
security.access.mfa and not offshore
data_protection.regimes contains gdpr or (pricing.fx.method == collar)
contract.language == "en-GB"            words with other signs than letters stand in quotation marks

A name alone asks whether the spec gives it; behind `==`, `!=` and `contains` a bare word is itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from contract_kit.errors import ExpressionError, LibraryError
from contract_kit.expressions import parse
from contract_kit.expressions.tree import Binary, Literal, Name, Node, Not, Word, walk

Lookup = Callable[[str], object]
_Test = Callable[[Lookup], bool]


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


def condition(source: str) -> Condition:
    """Parse `source`; `LibraryError` says what cannot be read."""
    text = source.strip()
    try:
        tree = parse(text)
    except ExpressionError as error:
        at = f"at character {error.column}"
        raise LibraryError(f"cannot read the condition {source!r}, {at}: {error}") from None
    test = _test(tree, text)
    return Condition(text, tuple(_paths(tree)), test)


def _test(node: Node, source: str) -> _Test:
    """The test that a part of a condition stands for."""
    match node:
        case Name(path):
            return _given(path)
        case Not(of):
            test = _test(of, source)
            return lambda lookup: not test(lookup)
        case Binary("and" | "or" as sign, left, right):
            tests = (_test(left, source), _test(right, source))
            every = all if sign == "and" else any
            return lambda lookup: every(test(lookup) for test in tests)
        case Binary("==" | "!=" | "contains" as sign, Name(path), right):
            return _compared(sign, path, _written(right, source))
        case _:
            raise LibraryError(_wrong(node, source))


def _given(path: str) -> _Test:
    if path == "always":
        return lambda lookup: True
    return lambda lookup: is_given(lookup(path))


def _compared(sign: str, path: str, wanted: str) -> _Test:
    if sign == "contains":
        return lambda lookup: wanted in _members(lookup(path))
    return lambda lookup: (_word(lookup(path)) == wanted) is (sign == "==")


def _written(node: Node, source: str) -> str:
    """The word or number behind a comparison, as a spec writes it."""
    match node:
        case Name(text) | Word(text):
            return text
        case Literal():
            return f"{node.text} {node.unit}".rstrip()
        case _:
            raise LibraryError(_wrong(node, source))


def _wrong(node: Node, source: str) -> str:
    return (
        f"cannot read the condition {source!r}, at character {node.column}: expected a path, or a"
        " path compared with one word or number; a word with other signs stands in quotation marks:"
        ' "en-GB"'
    )


def _paths(tree: Node) -> Iterable[str]:
    """The paths a condition looks at; the words they are compared with are none."""
    words = {id(one.right) for one in walk(tree) if isinstance(one, Binary) and one.sign in _SIGNS}
    for one in walk(tree):
        if isinstance(one, Name) and id(one) not in words and one.name != "always":
            yield one.name


_SIGNS = frozenset({"==", "!=", "contains"})


def _members(value: object) -> set[str]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        return {_word(value)}
    return {_word(member) for member in value}
