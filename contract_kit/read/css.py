"""Style sheets of a web page: their rules, and what they declare for an element.

A screen 1280 pixels wide and 800 high is assumed (`read.media`). Rules under conditions that are
not known here do not hold; where they would hide text, the sheet is not followed to its end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import tinycss2

from contract_kit.digits import shortened
from contract_kit.read.animations import Frames, ended
from contract_kit.read.data_urls import text_in
from contract_kit.read.declarations import (
    Declarations,
    Initial,
    declarations,
    hides,
    registered,
)
from contract_kit.read.media import container, media, supports
from contract_kit.read.selector_lists import LONGEST, Selectors, nested
from contract_kit.read.selectors import Matcher, TooMuchError, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_CHARACTERS = 2_000_000
MAX_RULES = 50_000
_MOST_REGISTERED = 1_000
_DEEPEST = 12  # rules and conditions within each other
_BRACKETS = re.compile(r"[({\[]|[)}\]]")
_CONDITIONS: dict[str, Callable[[str], bool | None]] = {
    "media": media,
    "supports": supports,
    "container": container,
}
_NO_LAYER = 1_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with what it declares.

    `sure` is false under conditions that are not known here, `layer` the place of its layer.
    """

    tree: Any
    part: str
    rank: tuple[int, ...]
    declared: Declarations
    sure: bool = True
    layer: int = _NO_LAYER


@dataclass(slots=True)
class Sheet:
    """The rules of all style sheets of a page.

    `complete` is false where they are too large, or too costly, to be followed to the end,
    `followed` where rules that hide text are not understood. `frames` has all frames of each
    animation with their places, `first` or `last` among them, `initial` what registered custom
    properties are where nothing is declared.
    """

    rules: defaultdict[tuple[str, str], list[Rule]] = field(
        default_factory=lambda: defaultdict(list)
    )
    frames: dict[str, Frames] = field(default_factory=dict)
    selectors: Selectors = field(default_factory=Selectors)
    layers: dict[str, int] = field(default_factory=dict)
    initial: dict[str, Initial] = field(default_factory=dict)
    count: int = 0
    complete: bool = True
    followed: bool = True
    external: bool = False


@dataclass(frozen=True, slots=True)
class _Block:
    """Where rules stand: the selector, the depth and the layer around them.

    `sure` says that the conditions around them surely hold.
    """

    above: str = ""
    depth: int = 0
    sure: bool = True
    layer: int = _NO_LAYER


def parse(texts: Iterable[str]) -> Sheet:
    """The rules in these style sheets."""
    sheet = Sheet()
    left = MAX_CHARACTERS
    for text in texts:
        left -= len(text)
        if left < 0 or _too_deep(text):
            sheet.complete = False
            continue
        _parse(text, sheet, _Block())
    return sheet


def _parse(text: str, sheet: Sheet, block: _Block) -> None:
    nodes = tinycss2.parse_stylesheet(shortened(text), skip_comments=True, skip_whitespace=True)
    _rules(nodes, sheet, block)


def _too_deep(text: str) -> bool:
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth += 1 if match[0] in "({[" else -1
        if depth > 60:
            return True
    return False


def _rules(nodes: Iterable[Any], sheet: Sheet, block: _Block) -> None:
    """Take the rules of a block into the sheet."""
    own = []
    for node in nodes:
        if node.type == "declaration":
            own.append(node)
        elif node.type == "qualified-rule":
            selector = str(tinycss2.serialize(node.prelude)).strip()
            _nested(node, sheet, replace(block, above=nested(block.above, selector)))
        elif node.type == "at-rule":
            _at_rule(node, sheet, block)
    if own and block.above:
        _add(sheet, block, declarations(own))


def _nested(node: Any, sheet: Sheet, block: _Block) -> None:
    if block.depth > _DEEPEST:
        sheet.complete = False
        return
    inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    _rules(inner, sheet, replace(block, depth=block.depth + 1))


def _at_rule(node: Any, sheet: Sheet, block: _Block) -> None:
    name = node.lower_at_keyword
    prelude = tinycss2.serialize(node.prelude).strip().lower()
    if name == "import":
        _import(node, sheet, block)
    elif name == "layer":
        _layer(node, sheet, block, prelude)
    elif node.content is None:
        return
    elif name == "keyframes" or name.endswith("-keyframes"):
        _keyframes(node, sheet, prelude)
    elif name == "property" and block.sure:
        sheet.initial.update(registered(node))
        sheet.complete &= len(sheet.initial) <= _MOST_REGISTERED
    else:
        _conditional(node, sheet, block, prelude)


def _conditional(node: Any, sheet: Sheet, block: _Block, prelude: str) -> None:
    """Take in rules that hold under conditions, surely or perhaps."""
    name = node.lower_at_keyword
    if name == "scope":
        _nested(node, sheet, replace(block, sure=False))
    elif name in _CONDITIONS:
        holds = _CONDITIONS[name](prelude)
        if holds is not False:
            _nested(node, sheet, replace(block, sure=block.sure and bool(holds)))


def _layer(node: Any, sheet: Sheet, block: _Block, prelude: str) -> None:
    """Layers rank in the order they are first named in, below all rules without a layer."""
    names = [one.strip() or f"layer {len(sheet.layers)}" for one in prelude.split(",")]
    places = [sheet.layers.setdefault(one, len(sheet.layers)) for one in names]
    if node.content is not None:
        _nested(node, sheet, replace(block, layer=places[0]))


def _import(node: Any, sheet: Sheet, block: _Block) -> None:
    """Follow a sheet that stands in a `data:` address; all others are elsewhere."""
    tokens = [one for one in node.prelude if one.type != "whitespace"]
    first = tokens[0] if tokens else None
    if first is not None and first.type == "function" and first.arguments:
        first = first.arguments[0]
    text = text_in(str(getattr(first, "value", "")))
    if text is None:
        sheet.external = True
    elif not _too_deep(text) and block.depth <= _DEEPEST:
        holds = media(tinycss2.serialize(tokens[1:]))
        if holds is not False:
            _parse(text, sheet, replace(block, depth=block.depth + 1, sure=bool(holds)))
    else:
        sheet.complete = False


def _keyframes(node: Any, sheet: Sheet, name: str) -> None:
    """Remember what the frames of an animation declare."""
    frames: Frames = []
    for frame in tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True):
        if frame.type == "qualified-rule":
            places = re.split(r"[\s,]+", tinycss2.serialize(frame.prelude).strip().lower())
            inner = tinycss2.parse_blocks_contents(
                frame.content, skip_comments=True, skip_whitespace=True
            )
            declared = declarations(one for one in inner if one.type == "declaration")
            ends = {"from": "first", "0%": "first", "to": "last", "100%": "last"}
            frames += [(ends.get(place, ""), declared) for place in places]
    sheet.frames[name] = frames


def _add(sheet: Sheet, block: _Block, declared: Declarations) -> None:
    if not declared:
        return
    sheet.count += 1
    if sheet.count > MAX_RULES:
        sheet.complete = False
        return
    found = sheet.selectors.read(block.above)
    if found is None:
        sheet.complete &= len(block.above) <= LONGEST
        sheet.followed &= not hides(declared)
    for tree, part, rank in found or ():
        weight = (*rank, sheet.count)
        rule = Rule(tree, part, weight, declared, block.sure, block.layer)
        sheet.rules[key(tree)].append(rule)


class Cascade:
    """Says what the style sheets of a page declare for its elements."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._matcher = Matcher(sheet.selectors.functions)
        self._known: dict[tuple[Any, str], dict[str, str]] = {}
        initial = sheet.initial.items()
        self._fixed = {name: value for name, (value, inherited) in initial if not inherited}
        self.initial = tuple((name, value) for name, (value, inherited) in initial if inherited)

    def declared(self, element: Any, part: str = "") -> dict[str, str]:
        """The winning values for an element, or for its part `before` or `after`."""
        if (element, part) not in self._known:
            self._known[element, part] = self._declared(element, part)
        return self._known[element, part]

    def _declared(self, element: Any, part: str) -> dict[str, str]:
        values: list[tuple[tuple[object, ...], str, str]] = []
        for rule in self._matching(element, part):
            for name, (value, important) in rule.declared.items():
                layer = -rule.layer if important else rule.layer
                values.append(((important, layer, False, rule.rank), name, value))
        if not part and (style := element.get("style")):
            nodes = tinycss2.parse_blocks_contents(
                shortened(style[:20_000]), skip_comments=True, skip_whitespace=True
            )
            own = declarations(one for one in nodes if one.type == "declaration")
            for name, (value, important) in own.items():
                layer = -_NO_LAYER if important else _NO_LAYER
                values.append(((important, layer, True, ()), name, value))
        values.sort(key=lambda one: one[0])
        found = {name: value for _, name, value in values}
        if any("var(" in value for value in found.values()):
            found = self._fixed | found
        return ended(found, self.sheet.frames) if "animation-name" in found else found

    def _matching(self, element: Any, part: str) -> list[Rule]:
        if not self.sheet.complete and not self._matcher.left:
            return []
        names = [("tag", element.tag), ("", "")]
        names += [("class", one) for one in self._matcher.classes(element)]
        if ident := element.get("id"):
            names.append(("id", ident))
        rules = [rule for name in names for rule in self.sheet.rules.get(name, ())]
        try:
            matching = [
                rule
                for rule in rules
                if rule.part == part and self._matcher.matches(rule.tree, element)
            ]
        except TooMuchError:
            self.sheet.complete = False
            return []
        self.sheet.followed &= all(one.sure or not hides(one.declared) for one in matching)
        return [one for one in matching if one.sure]
