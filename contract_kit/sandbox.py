"""Jinja for texts that others wrote: few tags, and limits of loops, turns, output and time.

A text is first cut into tags, each short and none too deep; then its parts are compared with what
is allowed; then each loop counts its turns. So nothing is worked out that has no end.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, TemplateRuntimeError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contract_kit.characters import described, unwanted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from types import CodeType

MOST_LOOPS = 4
"""Loops within each other."""
MOST_BLOCKS = 16
"""Loops and conditions within each other."""
MOST_BRANCHES = 200
MOST_WORDS = 120
"""Words and signs in one tag."""
MOST_BRACKETS = 8
MOST_TAGS = 5_000
MOST_TURNS = 20_000
"""Turns of all loops of one text."""
MOST_SECONDS = 20.0
"""Time for all texts of one contract."""
LONGEST_NUMBER = 15
_COUNTED = "turns counted"
"""A filter that no text can name."""
_TAGS = frozenset({"for", "endfor", "if", "elif", "else", "endif"})
_FORBIDDEN = frozenset(
    ("set", "endset", "include", "import", "from", "extends", "block", "endblock", "macro",
     "endmacro", "call", "endcall", "filter", "endfilter", "with", "endwith", "autoescape",
     "endautoescape", "print", "do", "raw", "endraw", "trans", "continue", "break", "debug")
)  # fmt: skip
_NAMES = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.For,
    nodes.Compare, nodes.Operand, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.CondExpr,
    nodes.Filter, nodes.Test, nodes.Not, nodes.And, nodes.Or, nodes.Neg, nodes.Pos, nodes.Add,
    nodes.Sub, nodes.Concat, nodes.Tuple, nodes.List, nodes.Keyword, nodes.Call,
)  # fmt: skip
_SIGNS: dict[type[nodes.Node], str] = {
    nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%", nodes.Pow: "**",
    nodes.Dict: "{…}",
}  # fmt: skip


class LimitError(TemplateRuntimeError):
    """A text that takes more turns, output or time than it may."""


@dataclass(slots=True)
class Budget:
    """What one text may still use."""

    longest: int
    started: float = field(default_factory=time.monotonic)
    seconds: float = MOST_SECONDS
    turns: int = 0
    printed: int = 0

    def check(self) -> None:
        """Raise `LimitError` where something is used up."""
        if self.turns > MOST_TURNS:
            raise LimitError(f"more than {MOST_TURNS:,} turns of loops; expected fewer")
        if self.printed > self.longest:
            raise LimitError(f"more than {self.longest:,} characters come out; expected fewer")
        if time.monotonic() - self.started > self.seconds:
            raise LimitError(f"more than {MOST_SECONDS:.0f} seconds of work; expected less")

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Count each value a loop takes."""
        for value in values:
            self.turns += 1
            self.check()
            yield value

    def text(self, value: Any) -> Any:
        """Refuse a text that alone is too long."""
        if isinstance(value, str) and len(value) > self.longest:
            raise LimitError(f"more than {self.longest:,} characters come out; expected fewer")
        self.check()
        return value


class BoundedTemplate(Template):
    """A template that stops where its environment's limits are reached."""

    environment: Environment

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Print the text; raises `LimitError` besides what Jinja raises."""
        budget = self.environment.begin()
        parts = []
        for part in self.generate(*args, **kwargs):
            budget.printed += len(part)
            budget.check()
            parts.append(part)
        self.environment.seconds = budget.seconds - (time.monotonic() - budget.started)
        return "".join(parts)


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox without files, with the given filters and functions, and with limits.

    `longest` is the number of characters one text may print; `kept` holds compiled texts.
    """

    template_class = BoundedTemplate

    def __init__(
        self,
        filters: dict[str, Callable[..., Any]],
        functions: dict[str, Any],
        *,
        longest: int,
        kept: dict[str, CodeType],
        **options: Any,
    ) -> None:
        super().__init__(undefined=StrictUndefined, optimized=False, **options)
        self.longest, self.seconds, self.kept = longest, MOST_SECONDS, kept
        self.budget = Budget(longest)
        self.globals.clear()
        self.globals.update(functions)
        self.callable = frozenset(name for name, one in functions.items() if callable(one))
        self.filters = {name: self._measured(one) for name, one in filters.items()}
        self.filters[_COUNTED] = self._counted

    def begin(self) -> Budget:
        """A fresh budget of turns and output; time runs on from text to text."""
        self.budget = Budget(self.longest, seconds=self.seconds)
        return self.budget

    def _measured(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(filter_)
        def run(*args: Any, **kwargs: Any) -> Any:
            return self.budget.text(filter_(*args, **kwargs))

        return run

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        return self.budget.counted(values)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """A text as a template; raises `TemplateSyntaxError` with the line of what is refused."""
        text = str(source)
        code = self.kept.get(text)
        if code is None:
            code = self.kept[text] = self.compile(self.checked(text))
        return self.template_class.from_code(self, code, self.make_globals(None))

    def checked(self, source: str) -> nodes.Template:
        """The parts of a text, once each is known to be allowed, with its loops counted."""
        _Scan(self.callable).run(self.lex(source))
        tree = self.parse(source)
        for node in tree.find_all(nodes.Node):
            _check_node(node, self.callable)
        _check_alone(tree, self.callable)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return tree


class _Scan:
    """Goes through the words of a text: how long its tags are, and how deep they stand."""

    def __init__(self, functions: Collection[str]) -> None:
        self.functions = functions
        self.blocks: list[str] = []
        self.branches: list[int] = []
        self.tags = 0
        self.begin("")

    def begin(self, kind: str) -> None:
        """Begin a tag."""
        self.kind, self.words, self.brackets = kind, 0, 0

    def run(self, tokens: Iterable[tuple[int, str, str]]) -> None:
        """Raise `TemplateSyntaxError` at the first tag that is too much."""
        for line, kind, word in tokens:
            if kind in ("variable_begin", "block_begin"):
                self.begin(kind)
                self.tags += 1
                _within(self.tags, MOST_TAGS, "tags", line)
            elif kind == "raw_begin":
                raise TemplateSyntaxError("the tag 'raw' is not allowed; leave it out", line)
            elif kind in ("name", "operator", "string", "integer", "float"):
                self.word(line, kind, word)

    def word(self, line: int, kind: str, word: str) -> None:
        """Take one word or sign of a tag."""
        if self.kind == "block_begin" and not self.words:
            self.statement(line, word)
        self.words += 1
        _within(self.words, MOST_WORDS, "words and signs in one tag", line)
        self.brackets += (word in "([{") - (word in ")]}") if kind == "operator" else 0
        _within(self.brackets, MOST_BRACKETS, "brackets within each other", line)
        if kind in ("integer", "float") and len(word) > LONGEST_NUMBER:
            _within(len(word), LONGEST_NUMBER, "figures in one number", line)

    def statement(self, line: int, word: str) -> None:
        """Take the first word of a tag such as `for`."""
        if word in _FORBIDDEN:
            raise TemplateSyntaxError(
                f"the tag {word!r} is not allowed; expected one of for and if; leave it out", line
            )
        if word in ("for", "if"):
            self.blocks.append(word)
            self.branches.append(0)
            _within(self.blocks.count("for"), MOST_LOOPS, "loops within each other", line)
            _within(len(self.blocks), MOST_BLOCKS, "blocks within each other", line)
        elif word == "elif" and self.branches:
            self.branches[-1] += 1
            _within(self.branches[-1], MOST_BRANCHES, "branches of one condition", line)
        elif word in ("endfor", "endif") and self.blocks:
            self.blocks.pop()
            self.branches.pop()


def _within(count: int, most: int, what: str, line: int) -> None:
    if count > most:
        raise TemplateSyntaxError(
            f"more than {most:,} {what}; expected fewer; write it more simply", line
        )


def _check_node(node: nodes.Node, functions: Collection[str]) -> None:
    """Raise `TemplateSyntaxError` for a part that no text may hold."""
    if type(node) not in _ALLOWED:
        sign = _SIGNS.get(type(node), type(node).__name__)
        raise TemplateSyntaxError(f"{sign} is not allowed in a tag; leave it out", node.lineno)
    if isinstance(node, nodes.Call) and not _may_call(node, functions):
        name = getattr(node.node, "name", "") or getattr(node.node, "attr", "")
        raise TemplateSyntaxError(
            f"{name}(…) cannot be called here; expected {_listed(functions)}", node.lineno
        )
    if isinstance(node, nodes.For) and node.recursive:
        raise TemplateSyntaxError("a loop is not recursive; leave the word out", node.lineno)
    if isinstance(node, nodes.Name) and node.name in _NAMES:
        raise TemplateSyntaxError(f"{node.name!r} stands for nothing here", node.lineno)
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        at = unwanted(node.value)
        if at is not None:
            raise TemplateSyntaxError(f"{described(node.value[at])}; delete it", node.lineno)


def _check_alone(tree: nodes.Template, functions: Collection[str]) -> None:
    """Refuse a function without its brackets, and `loop` without the word behind it."""
    used = {id(node.node) for node in tree.find_all(nodes.Call)}
    used |= {id(node.node) for node in tree.find_all(nodes.Getattr)}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and id(name) not in used:
            if name.name in functions:
                raise TemplateSyntaxError(f"write {name.name}('…')", name.lineno)
            if name.name == "loop":
                raise TemplateSyntaxError("write for example loop.index", name.lineno)


def _may_call(node: nodes.Call, functions: Collection[str]) -> bool:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        return False
    if isinstance(node.node, nodes.Name):
        return node.node.name in functions
    plain = not node.args and not node.kwargs
    return (
        plain
        and isinstance(node.node, nodes.Getattr)
        and node.node.attr in ("items", "keys", "values")
    )


def _listed(functions: Collection[str]) -> str:
    return f"one of {', '.join(sorted(functions))}" if functions else "none"
