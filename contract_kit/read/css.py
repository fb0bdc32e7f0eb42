"""Style sheets of a web page: their rules, and what they declare for an element.

A screen 1280 pixels wide and 800 high is assumed. Rules for print are left aside, conditions that
are not known here are taken to hold, layers are read in the order they stand in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import cssselect
import tinycss2

from contract_kit.read.declarations import Declarations, declarations
from contract_kit.read.selectors import Matcher, TooMuchError, key

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_CHARACTERS = 2_000_000
MAX_RULES = 50_000
_LONGEST = 400  # characters of one selector
_DEEPEST = 12  # rules and conditions within each other
_BRACKETS = re.compile(r"[({\[]|[)}\]]")
_FEATURE = re.compile(r"(min|max)-(width|height)\s*:\s*([\d.]+)(px|em|rem)")
_SCREEN = {"width": 1280.0, "height": 800.0}
_FALSE = re.compile(
    r"prefers-color-scheme\s*:\s*dark|orientation\s*:\s*portrait|prefers-reduced-motion"
    r"(?!\s*:\s*no-preference)|prefers-contrast\s*:\s*more|forced-colors\s*:\s*active|pointer\s*:"
    r"\s*(?:coarse|none)|hover\s*:\s*none|scripting\s*:\s*none|monochrome|prefers-reduced-data"
)
_KINDS = re.compile(r"(?:only\s+)?(\w+)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with what it declares; `order` is its rank among equal ones."""

    tree: Any
    part: str
    rank: tuple[int, ...]
    declared: Declarations


@dataclass(slots=True)
class Sheet:
    """The rules of all style sheets of a page.

    `complete` is false where they are too large, or too costly, to be followed to the end.
    """

    rules: defaultdict[tuple[str, str], list[Rule]] = field(
        default_factory=lambda: defaultdict(list)
    )
    frames: dict[str, Declarations] = field(default_factory=dict)
    count: int = 0
    complete: bool = True
    external: bool = False


def parse(texts: Iterable[str]) -> Sheet:
    """The rules in these style sheets."""
    sheet = Sheet()
    left = MAX_CHARACTERS
    for text in texts:
        left -= len(text)
        if left < 0 or _too_deep(text):
            sheet.complete = False
            continue
        _rules(
            tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), sheet, "", 0
        )
    return sheet


def _too_deep(text: str) -> bool:
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth += 1 if match[0] in "({[" else -1
        if depth > 60:
            return True
    return False


def _rules(nodes: Iterable[Any], sheet: Sheet, above: str, depth: int) -> None:
    """Take the rules of a block into the sheet; `above` is the selector it stands in."""
    own = []
    for node in nodes:
        if node.type == "declaration":
            own.append(node)
        elif node.type == "qualified-rule":
            _nested(node, sheet, _joined(above, node.prelude), depth)
        elif node.type == "at-rule":
            _at_rule(node, sheet, above, depth)
    if own and above:
        _add(sheet, above, declarations(own))


def _nested(node: Any, sheet: Sheet, selector: str, depth: int) -> None:
    if depth > _DEEPEST:
        sheet.complete = False
        return
    inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    _rules(inner, sheet, selector, depth + 1)


def _joined(above: str, prelude: list[Any]) -> str:
    """The selector of a rule, within the rule around it."""
    selector = str(tinycss2.serialize(prelude)).strip()
    if not above:
        return selector
    if len(above) > _LONGEST:
        return above + selector
    inside = f":is({above})"
    return selector.replace("&", inside) if "&" in selector else f"{inside} {selector}"


def _at_rule(node: Any, sheet: Sheet, above: str, depth: int) -> None:
    name = node.lower_at_keyword
    prelude = tinycss2.serialize(node.prelude).strip().lower()
    if name == "import":
        sheet.external = True
    elif node.content is None:
        return
    elif name == "keyframes" or name.endswith("-keyframes"):
        _keyframes(node, sheet, prelude)
    elif (
        (name == "media" and on_screen(prelude))
        or (name == "supports" and not prelude.startswith("not"))
        or name in {"layer", "container", "scope"}
    ):
        _nested(node, sheet, above, depth)


def _keyframes(node: Any, sheet: Sheet, name: str) -> None:
    """Remember what the last frame of an animation declares."""
    for frame in tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True):
        if frame.type == "qualified-rule" and re.search(
            r"\bto\b|100%", tinycss2.serialize(frame.prelude)
        ):
            inner = tinycss2.parse_blocks_contents(
                frame.content, skip_comments=True, skip_whitespace=True
            )
            sheet.frames[name] = declarations(one for one in inner if one.type == "declaration")


def on_screen(query: str) -> bool:
    """Whether a media query holds on the screen that is assumed."""
    return any(_holds(one.strip()) for one in query.lower().split(",")) or not query.strip()


def _holds(query: str) -> bool:
    if query.startswith("not "):
        return not _holds(query.removeprefix("not ").strip())
    kind = _KINDS.match(query)
    if kind and kind[1] and kind[1] not in {"all", "screen"}:
        return False
    if _FALSE.search(query):
        return False
    for end, side, figure, unit in _FEATURE.findall(query):
        pixels = float(figure.strip(".") or 0) * (1 if unit == "px" else 16)
        if (pixels > _SCREEN[side]) if end == "min" else (pixels < _SCREEN[side]):
            return False
    return True


def _add(sheet: Sheet, selector: str, declared: Declarations) -> None:
    if not declared:
        return
    sheet.count += 1
    if sheet.count > MAX_RULES:
        sheet.complete = False
        return
    for tree, part, rank in _selectors(selector, sheet):
        rule = Rule(tree, part, (*rank, sheet.count), declared)
        sheet.rules[key(tree)].append(rule)


def _selectors(selector: str, sheet: Sheet) -> Iterable[tuple[Any, str, tuple[int, int, int]]]:
    """The selectors of a list that are understood, each with its pseudo-element and weight."""
    try:
        found = cssselect.parse(selector) if len(selector) <= _LONGEST else None
    except (cssselect.SelectorError, ValueError, RecursionError):
        found = None
    if found is not None:
        return [
            (one.parsed_tree, str(one.pseudo_element or ""), one.specificity()) for one in found
        ]
    parts = _parts(selector)
    if len(parts) > 1:
        return [one for part in parts for one in _selectors(part, sheet)]
    if len(selector) > _LONGEST:
        sheet.complete = False
    return []


def _part(selector: cssselect.Selector) -> str:
    """The pseudo-element a selector is for; `?` for those that are no text of their own."""
    part = selector.pseudo_element
    return (part if isinstance(part, str) else "?") if part else ""


def _parts(selector: str) -> list[str]:
    """The members of a list of selectors."""
    found: list[list[Any]] = [[]]
    for token in tinycss2.parse_component_value_list(selector):
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in found]


class Cascade:
    """Says what the style sheets of a page declare for its elements."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._matcher = Matcher()

    def declared(self, element: Any, part: str = "") -> dict[str, str]:
        """The winning values for an element, or for its part `before` or `after`."""
        values: list[tuple[tuple[object, ...], str, str]] = []
        for rule in self._matching(element, part):
            for name, (value, important) in rule.declared.items():
                values.append(((important, False, rule.rank), name, value))
        if not part and (style := element.get("style")):
            nodes = tinycss2.parse_blocks_contents(
                style[:20_000], skip_comments=True, skip_whitespace=True
            )
            own = declarations(one for one in nodes if one.type == "declaration")
            for name, (value, important) in own.items():
                values.append(((important, True, ()), name, value))
        values.sort(key=lambda one: one[0])
        found = {name: value for _, name, value in values}
        return self._moved(found) if "animation" in found else found

    def _matching(self, element: Any, part: str) -> list[Rule]:
        if not self.sheet.complete and not self._matcher.left:
            return []
        names = [("tag", element.tag), ("", "")]
        names += [("class", one) for one in set((element.get("class") or "").split())]
        if ident := element.get("id"):
            names.append(("id", ident))
        rules = [rule for name in names for rule in self.sheet.rules.get(name, ())]
        try:
            return [
                rule
                for rule in rules
                if rule.part == part and self._matcher.matches(rule.tree, element)
            ]
        except TooMuchError:
            self.sheet.complete = False
            return []

    def _moved(self, found: dict[str, str]) -> dict[str, str]:
        """The values after an animation that keeps its last frame."""
        words = found["animation"].split()
        if not {"forwards", "both"} & set(words):
            return found
        for word in words:
            frame = self.sheet.frames.get(word.strip(","), {})
            found |= {name: value for name, (value, _) in frame.items()}
        return found
