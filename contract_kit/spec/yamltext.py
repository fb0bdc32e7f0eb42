"""Reading YAML text into a tree, with limits and located errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.reader import ReaderError

from contract_kit.characters import cleaned, described, place, unwanted
from contract_kit.errors import SpecError
from contract_kit.spec.tree import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_FINDINGS,
    MAX_NODES,
    Node,
    Source,
    fault,
)

if TYPE_CHECKING:
    from contract_kit.findings import Finding

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PLAIN_WORDS = (
    ("'\\t'", "a tab stands here", "spaces", "replace the tab by spaces"),
    ("could not find expected ':'", "a line without a colon", "“key: value”", "add the colon"),
    ("mapping values are not allowed", "a second colon in one line", "one “key: value” a line",
     "put the value in double quotes, or start a new line"),
    ("expected <block end>", "a line at a depth that fits nothing above", "the depth of its"
     " neighbours", "align it with the keys of the same map"),
    ("expected ',' or", "a bracket or brace that is not closed", "a comma, or “]” or “}”",
     "add what is missing"),
    ("undefined alias", "an alias without an anchor", "an anchor above it", "write the value out"),
    ("cannot start any token", "a character that cannot begin a value", "a value",
     "put the value in double quotes"),
)  # fmt: skip
_UNSEEN = "the character {} stands here; expected plain text; delete it."
_QUOTE = "a quotation mark that is not closed"
_BEHIND = "text behind the quotation mark that ends the value"
_INSIDE = "use the other kind of quotation mark around a text that holds one"
_CLOSE = "expected a second one where the value ends; close the quotation"


def read_tree(data: bytes | str, name: str) -> tuple[Source, list[Finding]]:
    """Read YAML; return its tree and the mistakes one can read on after.

    Raises `SpecError` for mistakes nothing can be read after.
    """
    text = _decode(data, name)
    builder = _Builder(name)
    try:
        builder.run(text)
    except MarkedYAMLError as error:
        builder.faults.append(_open_quote(error, builder) or _explain(error, name))
        raise SpecError(builder.faults) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SpecError([_unprintable(name, line, text, error.position)]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        builder.faults.append(
            fault(name, 1, 1, f"the YAML cannot be read ({error}); expected YAML 1.2; mend it.")
        )
        raise SpecError(builder.faults) from None
    return Source(name, builder.root), builder.faults


def _decode(data: bytes | str, name: str) -> str:
    size = len(data)
    if size > MAX_BYTES:
        text = f"the file has {size} bytes; expected {MAX_BYTES} at most; split it with “extends”."
        raise SpecError([fault(name, 1, 1, text)])
    text = data if isinstance(data, str) else _utf8(data, name)
    control = _CONTROL.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise SpecError([_unprintable(name, line, text, control.start())])
    return text.removeprefix("\ufeff")


def _utf8(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        text = "a byte that is no UTF-8; expected UTF-8 text; save the file as UTF-8."
        raise SpecError([fault(name, line, column, text)]) from None


def _unprintable(name: str, line: int, text: str, position: int) -> Finding:
    column = position - text.rfind("\n", 0, position)
    found = described(text[position]) if position < len(text) else "unknown"
    return fault(name, line, column, _UNSEEN.format(found))


def _open_quote(error: MarkedYAMLError, builder: _Builder) -> Finding | None:
    """A quotation that swallows the lines below it, located where it opens; none if there is none.

    It runs to the end of the file, or to the next quotation mark, behind which nothing fits.
    """
    mark = error.context_mark
    if "while scanning a quoted scalar" in (error.context or "") and mark:
        return fault(builder.name, mark.line + 1, mark.column + 1, f"{_QUOTE}; {_CLOSE}.")
    last, stop = builder.last, error.problem_mark
    if last is None or stop is None or last.end_mark.line != stop.line:
        return None
    if last.end_mark.buffer[last.end_mark.index : stop.index].strip():
        return None
    start = last.start_mark
    if start.line == stop.line:
        said = f"{_BEHIND}; expected its end; {_INSIDE}."
        return fault(builder.name, stop.line + 1, stop.column + 1, said)
    found = f"a quotation mark that is closed only in line {stop.line + 1}"
    return fault(builder.name, start.line + 1, start.column + 1, f"{found}; {_CLOSE}.")


def _explain(error: MarkedYAMLError, name: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = f"{error.context or ''} {error.problem or ''}".strip()
    for sign, found, expected, mend in _PLAIN_WORDS:
        if sign in problem:
            return fault(name, line, column, f"{found}; expected {expected}; {mend}.")
    return fault(name, line, column, f"{problem}; expected YAML 1.2; mend the line.")


_START = StringMark("", 0, 0, 0, "", 0)


class _Builder:
    """Builds a tree from parser events, iteratively."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Finding] = []
        self.root = Node({}, 1, 1)
        self.stack: list[tuple[Node, str | None, Any]] = []
        self.anchors: dict[str, Node] = {}
        self.pending: list[tuple[str, Any] | None] = []
        self.open: list[tuple[Node, str | None]] = []
        self.nodes = 0
        self.last: Any = None
        self.done = False

    def run(self, text: str) -> None:
        """Read all events."""
        yaml = YAML(typ="safe", pure=True)
        for event in yaml.parse(text):
            self.last = event if getattr(event, "style", None) in ("'", '"') else None
            kind = type(event).__name__
            handler = _HANDLERS.get(kind)
            if handler is not None:
                handler(self, event)
        if not self.done:
            self.stop(1, 1, "the file is empty; expected the keys of a contract; begin with"
                      " “contract_kit: 1”.")  # fmt: skip

    def stop(self, line: int, column: int, message: str) -> None:
        """Give up at a place."""
        raise SpecError([*self.faults, fault(self.name, line, column, message)])

    def scalar(self, event: Any) -> None:
        """Take a scalar: a key where one is due, else a value."""
        self._check_tag(event)
        value = self._seen(event)
        mark = event.start_mark
        if self.open and isinstance(self.open[-1][0].value, dict) and self.pending[-1] is None:
            self.pending[-1] = (value, mark)
            return
        node = Node(value, mark.line + 1, mark.column + 1, text_column=_text_column(event))
        self._attach(node)
        if event.anchor:
            self.anchors[event.anchor] = node

    def start(self, event: Any, empty: dict[str, Node] | list[Node]) -> None:
        """Open a map or a list."""
        self._check_tag(event)
        mark = event.start_mark
        self._refuse_key(mark)
        self._check_depth(mark, 1)
        node = Node(empty, mark.line + 1, mark.column + 1)
        self._attach(node)
        self.open.append((node, event.anchor))
        self.pending.append(None)

    def end(self, event: Any) -> None:
        """Close a map or a list."""
        node, anchor = self.open.pop()
        self.pending.pop()
        node.size = 1 + sum(child.size for child in node.children())
        node.height = 1 + max((child.height for child in node.children()), default=0)
        if anchor:
            self.anchors[anchor] = node

    def alias(self, event: Any) -> None:
        """Put an anchored node here once more."""
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        self._refuse_key(mark)
        known = self.anchors.get(event.anchor)
        if known is None:
            self.stop(line, column, f"the alias “*{event.anchor}” has no anchor above it;"
                      " expected one; write the value out.")  # fmt: skip
            return
        self._check_depth(mark, known.height)
        self.nodes += known.size
        self._attach(Node(known.value, line, column, size=known.size, height=known.height))

    def document(self, event: Any) -> None:
        """Refuse a second document."""
        if self.done:
            mark = event.start_mark
            self.stop(mark.line + 1, mark.column + 1, "a second document; expected one contract a"
                      " file; move it to its own file.")  # fmt: skip

    def _attach(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop(node.line, node.column, f"more than {MAX_NODES} values, counting aliases;"
                      " expected fewer; write repeated parts out once.")  # fmt: skip
        if not self.open:
            self.root, self.done = node, True
            return
        parent = self.open[-1][0].value
        if isinstance(parent, list):
            parent.append(node)
        elif isinstance(parent, dict):
            self._attach_key(parent, node)

    def _attach_key(self, parent: dict[str, Node], node: Node) -> None:
        key, mark = self.pending[-1] or ("", _START)
        self.pending[-1] = None
        node.key_line, node.key_column = mark.line + 1, mark.column + 1
        if key in parent:
            first = parent[key].key_line
            message = (
                f"the key “{key}” stands here again; expected once (line {first}); remove one."
            )
            self._note(fault(self.name, node.key_line, node.key_column, message))
            return
        parent[key] = node

    def _refuse_key(self, mark: Any) -> None:
        if self.open and isinstance(self.open[-1][0].value, dict) and self.pending[-1] is None:
            self.stop(mark.line + 1, mark.column + 1, "a key that is no plain text; expected a"
                      " word; write the key as text.")  # fmt: skip

    def _check_depth(self, mark: Any, more: int) -> None:
        if len(self.open) + more > MAX_DEPTH:
            self.stop(mark.line + 1, mark.column + 1, f"more than {MAX_DEPTH} levels; expected"
                      " fewer; flatten the file.")  # fmt: skip

    def _seen(self, event: Any) -> str:
        """A scalar's text; a character that nobody sees or that misleads is noted and replaced."""
        text = str(event.value)
        at = unwanted(text)
        if at is None:
            return text
        found, start = text[at], event.start_mark
        line, column = start.line + 1, start.column + 1
        position = start.buffer.find(found, start.index, event.end_mark.index)
        if position >= 0:
            line, column = place(start.buffer, position)
        self._note(fault(self.name, line, column, _UNSEEN.format(described(found))))
        return cleaned(text)

    def _check_tag(self, event: Any) -> None:
        if event.tag is not None and str(event.tag) != "!":
            mark = event.start_mark
            message = f"the tag “{event.tag}”; expected none; remove it, values are typed by key."
            self._note(fault(self.name, mark.line + 1, mark.column + 1, message))

    def _note(self, finding: Finding) -> None:
        if len(self.faults) < MAX_FINDINGS:
            self.faults.append(finding)


def _text_column(event: Any) -> int:
    """Where a scalar's text begins, from 1; 0 where it is not one line, or not as it is written."""
    start, end, quoted = event.start_mark, event.end_mark, event.style in ("'", '"')
    written = end.column - start.column - 2 * quoted
    plain = start.line == end.line and written == len(event.value)
    return start.column + 1 + quoted if plain else 0


_HANDLERS: dict[str, Any] = {
    "ScalarEvent": _Builder.scalar,
    "MappingStartEvent": lambda builder, event: builder.start(event, {}),
    "SequenceStartEvent": lambda builder, event: builder.start(event, []),
    "MappingEndEvent": _Builder.end,
    "SequenceEndEvent": _Builder.end,
    "AliasEvent": _Builder.alias,
    "DocumentStartEvent": _Builder.document,
}
