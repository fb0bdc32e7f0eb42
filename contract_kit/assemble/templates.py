"""Clause bodies are Jinja in a sandbox, over a Markdown subset. This turns one into blocks.

Each block remembers the line of the template source it came from, through loops and conditions:
a mark is put before every block of the source and survives rendering. So a paragraph knows which
parameters stand in its source, and through them which lines of the spec shaped it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from contract_kit import markup
from contract_kit.assemble import places
from contract_kit.assemble.spelling import words_beside
from contract_kit.assemble.values import Missing, Printer, Safe
from contract_kit.errors import LibraryError

if TYPE_CHECKING:
    from types import CodeType

    from contract_kit.library import Body
    from contract_kit.sandbox import Environment

MAX_OUTPUT = 500_000
_UNPRINTABLE = (
    TypeError, ValueError, AttributeError, ArithmeticError, RecursionError, SyntaxError, MemoryError
)  # fmt: skip
_PREFIX = re.compile(r"^(\s*)((?:\d{1,3}\.|[a-z]{1,4}\.|[-*])\s+)?(?=\S)")
_CODE = re.compile(r"\{[{%](.*?)[}%]\}", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*")
_TAGS_ONLY = re.compile(r"(\s*\{%.*?%\})+\s*")
_EVERY_ONE = re.compile(r"\b([Ee]very) 1 (?=(?:hour|day|week|month|quarter|year)\b)")
_LETTERED = re.compile(r"\s+[a-z]{1,4}\. ")
_CHOICE = re.compile(r"\b(?:any|one) of (?:these|the following)\b|\bif:$")
_MAX_KEPT = 2000
_compiled: dict[str, CodeType] = {}
"""Compiled bodies by their source: the same for every contract, as nothing is worked out early."""


def marker(name: str, argument: str) -> Safe:
    """A placeholder for something the assembler fills in after numbering."""
    return Safe(f"\ue000{name}:{argument}\ue001")


def annotate(source: str, first: int) -> str:
    """`source` with its line number marked at the start of each block."""
    lines = []
    begins = True
    for number, line in enumerate(source.split("\n"), start=first):
        stripped = line.strip()
        prefix = _PREFIX.match(line)
        is_item = bool(prefix and prefix[2])
        if not stripped or stripped.startswith("{%"):
            begins = True
        elif (begins or is_item) and prefix:
            line = f"{line[: prefix.end()]}\ue002{number}\ue003{line[prefix.end() :]}"  # noqa: PLW2901
            begins = False
        lines.append(_keep_line_end(line))
    return "\n".join(lines)


def _keep_line_end(line: str) -> str:
    """`line` so that a tag at its end does not swallow the line break; lines of tags only may."""
    bare = line.rstrip()
    if bare.endswith("%}") and bare[-3] not in "+-" and not _TAGS_ONLY.fullmatch(bare):
        return f"{bare[:-2]}+%}}"
    return line


def names_by_line(source: str, first: int) -> dict[int, frozenset[str]]:
    """For each block's first line, the names used in its template code."""
    found: dict[int, set[str]] = {}
    current = first
    begins = True
    for number, line in enumerate(source.split("\n"), start=first):
        stripped = line.strip()
        if not stripped or stripped.startswith("{%"):
            begins = True
        elif begins or ((prefix := _PREFIX.match(line)) and prefix[2]):
            current, begins = number, False
        names = {name for code in _CODE.findall(line) for name in _NAME.findall(code)}
        found.setdefault(current, set()).update(names)
    return {line: frozenset(names) for line, names in found.items()}


class Templates:
    """Renders clause bodies for one contract."""

    def __init__(self, printer: Printer, functions: Mapping[str, object]) -> None:
        self.printer = printer
        self.functions = functions

    @cached_property
    def environment(self) -> Environment:
        """Jinja without file access, attribute tricks, silent gaps or endless work."""
        from jinja2 import pass_context  # noqa: PLC0415 - only for assembling

        from contract_kit.sandbox import Environment  # noqa: PLC0415 - as above

        filters: dict[str, Callable[..., Any]] = {
            "words": self.printer.words,
            "possessive": self.printer.possessive,
            "cycle": self.printer.cycle,
            "money": lambda value: (
                value if isinstance(value, Missing) else self.printer.money(value)
            ),
            "name": self._name,
            "country": self._place(places.country),
            "region": self._place(places.region),
            "language": self._place(places.language),
            "join": self.printer.join,
            "length": len,
            "lower": lambda value: self.printer.text(value).lower(),
        }
        return Environment(
            filters,
            dict(self.functions),
            longest=MAX_OUTPUT,
            kept=_compiled,
            finalize=pass_context(lambda context, value: self._printed(value)),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def _printed(self, value: object) -> str:
        """What a tag prints, counted against what a clause may print."""
        if inspect.isroutine(value):
            raise TypeError("a function stands here, and no value; leave it out")
        text: str = self.environment.budget.text(self.printer.finalize(value))
        return text

    def _place(self, name: Callable[[object, str], str]) -> Callable[[object], object]:
        def printed(value: object) -> object:
            if isinstance(value, Missing):
                return value
            several = value if isinstance(value, (tuple, list)) else (value,)
            return self.printer.join(name(one, self.printer.locale) for one in several)

        return printed

    def _name(self, value: object) -> str:
        if isinstance(value, (tuple, list)):
            return self.printer.join(self.printer.name(str(one)) for one in value)
        return str(value) if isinstance(value, Missing) else self.printer.name(str(value))

    def blocks(self, body: Body, values: Mapping[str, Any]) -> tuple[markup.MBlock, ...]:
        """The rendered blocks of a clause body; errors name its file and line."""
        from jinja2 import TemplateError, UndefinedError  # noqa: PLC0415 - as above
        from jinja2.exceptions import SecurityError, TemplateSyntaxError  # noqa: PLC0415 - as above

        source = annotate(body.source, body.line)
        if len(_compiled) >= _MAX_KEPT:
            _compiled.clear()
        try:
            text = self.environment.from_string(source).render(values)
        except TemplateSyntaxError as error:
            raise LibraryError(
                f"{body.path}:{body.line + error.lineno - 1}: {error.message}"
            ) from None
        except (UndefinedError, SecurityError, TemplateError) as error:
            raise LibraryError(f"{body.path}:{_failed_line(error, body)}: {error}") from None
        except LookupError as error:
            raise LibraryError(
                f"{body.path}:{_failed_line(error, body)}: {error.args[0]}"
            ) from None
        except _UNPRINTABLE as error:
            line = _failed_line(error, body)
            raise LibraryError(f"{body.path}:{line}: this cannot be printed: {error}") from None
        text = _EVERY_ONE.sub(r"\1 ", _with_conjunctions(text))
        return markup.parse(
            words_beside(text, self.printer.locale) if self.printer.beside else text
        )


def _with_conjunctions(text: str) -> str:
    """`text` with "and" or "or" before the last point of a lettered list that conditions cut."""
    lines = text.split("\n")
    run: list[int] = []
    lead = ""
    for number, line in enumerate([*lines, "end"]):
        if _LETTERED.match(line):
            run.append(number)
        elif line.strip():
            if len(run) > 1 and lines[run[-2]].endswith(";"):
                lines[run[-2]] += " or" if _CHOICE.search(lead.rstrip()) else " and"
            run, lead = [], line
    return "\n".join(lines)


def _failed_line(error: BaseException, body: Body) -> int:
    """The line of the clause file where rendering stopped, from Jinja's traceback."""
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return body.line + line - 1
