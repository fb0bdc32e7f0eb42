"""Lists of selectors: what they mean, with the functions that cssselect does not follow.

`:is(body .x)`, `:not(a b)` and `:nth-child(1 of .x)` stand in a selector as a class whose name
says where the selectors within it are kept.
"""

from __future__ import annotations

from typing import Any

import cssselect
import tinycss2

from contract_kit.digits import shortened

Found = tuple[Any, str, tuple[int, ...]]
"""A selector that is understood, its pseudo-element and its weight."""

LONGEST = 400
"""Characters of one selector."""

KEPT = "\ue100"
"""What the names of classes begin with that stand for functions."""

_MOST = 2_000  # functions of one page
_DEEPEST = 4  # functions within each other
_INNER = {"is": "is", "where": "is", "matches": "is", "-webkit-any": "is", "not": "not"}
_COUNTED = frozenset({"nth-child", "nth-last-child"})


class Selectors:
    """Reads the selectors of a page; `functions` holds those that stand within others.

    Each is its name, the selectors in it, and the series of `:nth-child()`.
    """

    def __init__(self) -> None:
        self.functions: dict[str, tuple[str, list[Any], tuple[int, int] | None]] = {}

    def read(self, selector: str, depth: int = 0) -> list[Found] | None:
        """The selectors of a list that are understood; None where some are not."""
        if len(selector) > LONGEST:
            return None
        plain = _parsed(selector)
        if plain is not None:
            return plain
        parts = members(selector)
        if len(parts) > 1:
            lists = [self.read(part, depth) for part in parts]
            return [one for found in lists if found is not None for one in found]
        rewritten = self._rewritten(selector, depth)
        return _parsed(rewritten) if rewritten else None

    def _rewritten(self, selector: str, depth: int) -> str:
        """The selector with a class for each function; empty if one is not understood."""
        if depth > _DEEPEST or len(self.functions) > _MOST:
            return ""
        pieces: list[str] = []
        for token in tinycss2.parse_component_value_list(shortened(selector)):
            if token.type != "function" or pieces[-1:] != [":"]:
                pieces.append(token.serialize())
                continue
            name = self._kept(token, depth)
            if not name:
                return ""
            pieces[-1] = f".{name}"
        return "".join(pieces)

    def _kept(self, token: Any, depth: int) -> str:
        series = None
        kind, inner = token.lower_name, tinycss2.serialize(token.arguments).strip()
        if kind in _COUNTED and " of " in inner:
            start, _, inner = inner.partition(" of ")
            series = _series(start)
            if series is None:
                return ""
        elif kind not in _INNER:
            return ""
        found = self.read(inner, depth + 1)
        if found is None or any(part for _, part, _ in found):
            return ""
        name = f"{KEPT}{len(self.functions)}"
        trees = [tree for tree, _, _ in found]
        self.functions[name] = (_INNER.get(kind, kind), trees, series)
        return name


def _series(text: str) -> tuple[int, int] | None:
    try:
        tokens = cssselect.parser.tokenize(text)
        step, start = cssselect.parser.parse_series([one for one in tokens if one.type != "EOF"])
    except (cssselect.SelectorError, ValueError):
        return None
    return step, start


def _parsed(selector: str) -> list[Found] | None:
    try:
        found = cssselect.parse(selector)
    except (cssselect.SelectorError, ValueError, RecursionError):
        return None
    return [(one.parsed_tree, str(one.pseudo_element or ""), one.specificity()) for one in found]


def members(selector: str) -> list[str]:
    """The members of a list of selectors."""
    found: list[list[Any]] = [[]]
    for token in tinycss2.parse_component_value_list(shortened(selector)):
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in found]


def nested(above: str, selector: str) -> str:
    """A selector of a rule that stands in another one; empty where it grows too long."""
    if not above:
        return selector
    found = ",".join(
        one.replace("&", outer) if "&" in one else f"{outer} {one}"
        for outer in members(above)
        for one in members(selector)
    )
    return found if len(found) <= LONGEST else "\\" * (LONGEST + 1)
