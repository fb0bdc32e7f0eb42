"""Selectors of style sheets tried on the elements of a page.

The work grows with selectors times elements, never faster: what holds for the elements above one
is remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cssselect import parser

from contract_kit.read.selector_lists import KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MAX_STEPS = 600_000
_LONG = 100  # characters of an attribute that are looked through in one step
_ALWAYS = frozenset({"link", "any-link", "enabled", "defined", "read-only", "scope"})


class TooMuchError(Exception):
    """The selectors of a page ask for more work than is done."""


def key(tree: Any) -> tuple[str, str]:
    """What an element must have to be matched: an `id`, a `class` or a `tag`, and its name."""
    found = ("", "")
    while not isinstance(tree, parser.Element):
        if isinstance(tree, parser.Hash):
            return "id", tree.id
        if isinstance(tree, parser.Class) and not found[0] and tree.class_name[0] != KEPT:
            found = ("class", tree.class_name)
        tree = tree.subselector if isinstance(tree, parser.CombinedSelector) else tree.selector
    if found[0] or not tree.element:
        return found
    return "tag", tree.element.lower()


class Matcher:
    """Tries selectors on elements; raises `TooMuchError` where that takes too many steps."""

    def __init__(self, functions: Mapping[str, Any]) -> None:
        self.left = MAX_STEPS
        self._functions = functions
        self._above: dict[tuple[int, Any], bool] = {}
        self._classes: dict[Any, frozenset[str]] = {}
        self._places: dict[Any, dict[Any, tuple[int, int, int, int]]] = {}
        self._tests: dict[type, Callable[[Any, Any], bool]] = {
            parser.Element: lambda tree, one: not tree.element or tree.element.lower() == one.tag,
            parser.Hash: lambda tree, one: one.get("id") == tree.id,
            parser.Class: self._class,
            parser.Attrib: self._attribute,
            parser.Negation: lambda tree, one: not self.matches(tree.subselector, one),
            parser.Matching: self._any,
            parser.SpecificityAdjustment: self._any,
            parser.Pseudo: self._pseudo,
            parser.Function: self._function,
            parser.Relation: self._has,
        }

    def matches(self, tree: Any, element: Any) -> bool:
        """Whether a parsed selector matches an element."""
        while True:
            self._step()
            if isinstance(tree, parser.CombinedSelector):
                return self.matches(tree.subselector, element) and self._combined(tree, element)
            if not self._tests[type(tree)](tree, element):
                return False
            if isinstance(tree, parser.Element):
                return True
            tree = tree.selector

    def _step(self, count: int = 1) -> None:
        self.left = max(self.left - count, 0)
        if not self.left:
            raise TooMuchError

    def _combined(self, tree: Any, element: Any) -> bool:
        if tree.combinator == ">":
            above = element.getparent()
            return above is not None and self.matches(tree.selector, above)
        if tree.combinator == "+":
            before = _before(element)
            return before is not None and self.matches(tree.selector, before)
        step = _before if tree.combinator == "~" else _parent
        return self._reached(tree, element, step)

    def _reached(self, tree: Any, element: Any, step: Callable[[Any], Any]) -> bool:
        """Whether one of the elements that `step` leads to matches; remembered for each."""
        passed: list[tuple[int, Any]] = []
        found = False
        at = element
        while at is not None and not found:
            known = self._above.get((id(tree), at))
            if known is not None:
                found = known
                break
            passed.append((id(tree), at))
            at = step(at)
            found = at is not None and self.matches(tree.selector, at)
        self._above.update(dict.fromkeys(passed, found))
        return found

    def classes(self, element: Any) -> frozenset[str]:
        """The classes of an element."""
        if element not in self._classes:
            self._classes[element] = frozenset((element.get("class") or "").split())
        return self._classes[element]

    def _class(self, tree: Any, element: Any) -> bool:
        kept = self._functions.get(tree.class_name)
        if kept is None:
            return tree.class_name in self.classes(element)
        kind, trees, series = kept
        found = any(self.matches(one, element) for one in trees)
        if series is None:
            return bool(found != (kind == "not"))
        return found and self._counted(element, trees, series, kind)

    def _counted(self, element: Any, trees: list[Any], series: tuple[int, int], kind: str) -> bool:
        """Whether an element has its place among those siblings that match."""
        others = element.itersiblings(preceding=kind == "nth-child")
        count = 1 + sum(
            any(self.matches(tree, one) for tree in trees)
            for one in others
            if isinstance(one.tag, str)
        )
        return _in_series(count, series)

    def _attribute(self, tree: Any, element: Any) -> bool:
        value = element.get(tree.attrib.lower())
        self._step(len(value or "") // _LONG)
        return _has_value(tree, value)

    def _any(self, tree: Any, element: Any) -> bool:
        return any(self.matches(one, element) for one in tree.selector_list)

    def _has(self, tree: Any, element: Any) -> bool:
        return any(
            self.matches(selector.parsed_tree, one)
            for combinator, selector in tree.arguments
            for one in _related(element, combinator.value)
        )

    def _pseudo(self, tree: Any, element: Any) -> bool:
        name = tree.ident
        if name in {"root", "empty", "checked", "disabled"}:
            return {
                "root": element.getparent() is None,
                "empty": len(element) == 0 and not element.text,
                "checked": element.get("checked") is not None,
                "disabled": element.get("disabled") is not None,
            }[name]
        first, last, first_kind, last_kind = self._place(element)
        at = {
            "first-child": first == 1,
            "last-child": last == 1,
            "only-child": first == last == 1,
            "first-of-type": first_kind == 1,
            "last-of-type": last_kind == 1,
            "only-of-type": first_kind == last_kind == 1,
        }
        return at.get(name, name in _ALWAYS)

    def _function(self, tree: Any, element: Any) -> bool:
        if tree.name in {"lang", "dir"}:
            wanted = "".join(one.value for one in tree.arguments if one.value).strip().lower()
            return (_language if tree.name == "lang" else _direction)(element, wanted)
        names = ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type")
        if tree.name not in names:
            return False
        try:
            series = parser.parse_series(tree.arguments)
        except ValueError:
            return False
        return _in_series(self._place(element)[names.index(tree.name)], series)

    def _place(self, element: Any) -> tuple[int, int, int, int]:
        """An element's place among its siblings: from both ends, of all and of its own kind."""
        above = element.getparent()
        if above is None:
            return 1, 1, 1, 1
        if above not in self._places:
            members = [one for one in above if isinstance(one.tag, str)]
            self._places[above] = _places(members)
        return self._places[above][element]


def _in_series(count: int, series: tuple[int, int]) -> bool:
    """Whether a place is one of `2n+1`, given as its step and start."""
    step, start = series
    offset = count - start
    return offset == 0 if not step else offset % step == 0 and offset // step >= 0


def _nearest(element: Any, name: str) -> str:
    """The value of an attribute of an element or the nearest one around it."""
    while element is not None:
        if (value := element.get(name)) is not None:
            return str(value).strip().lower()
        element = element.getparent()
    return ""


def _language(element: Any, wanted: str) -> bool:
    own = _nearest(element, "lang")
    return bool(own) and any(
        own == one.strip() or own.startswith(f"{one.strip()}-") for one in wanted.split(",")
    )


def _direction(element: Any, wanted: str) -> bool:
    return (_nearest(element, "dir") or "ltr") == wanted


def _places(members: list[Any]) -> dict[Any, tuple[int, int, int, int]]:
    totals: dict[str, int] = {}
    firsts = []
    for one in members:
        totals[one.tag] = totals.get(one.tag, 0) + 1
        firsts.append(totals[one.tag])
    count = len(members)
    return {
        one: (at + 1, count - at, kind, totals[one.tag] - kind + 1)
        for at, (one, kind) in enumerate(zip(members, firsts, strict=True))
    }


def _parent(element: Any) -> Any:
    return element.getparent()


def _before(element: Any) -> Any:
    one = element.getprevious()
    while one is not None and not isinstance(one.tag, str):
        one = one.getprevious()
    return one


def _related(element: Any, combinator: str) -> Iterator[Any]:
    """The elements that `:has()` looks at."""
    if combinator in {"+", "~"}:
        found = element.itersiblings()
    else:
        found = element.iterchildren() if combinator == ">" else element.iterdescendants()
    for one in found:
        if isinstance(one.tag, str):
            yield one
            if combinator == "+":
                return


def _has_value(tree: Any, value: str | None) -> bool:
    """Whether the value of an attribute is one that a selector asks for."""
    if value is None or tree.operator == "exists":
        return value is not None
    wanted = tree.value.value or ""
    if tree.flag == "i":
        value, wanted = value.lower(), wanted.lower()
    if tree.operator == "=":
        return bool(value == wanted)
    if not wanted:
        return False
    tests = {
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": value.startswith(wanted),
        "$=": value.endswith(wanted),
        "*=": wanted in value,
    }
    return bool(tests.get(tree.operator, False))
