"""Fills a house template: checks its tags, lets docxtpl print them, puts the body in its place."""

from __future__ import annotations

import difflib
import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError, nodes
from jinja2.filters import FILTERS as KNOWN_FILTERS
from markupsafe import Markup

from contract_kit.errors import TemplateError, UnreadableError
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.wordml import W
from contract_kit.render.word.outside import refuse_outside
from contract_kit.sandbox import Environment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from types import CodeType

    from contract_kit.ooxml.package import Package

BLOCKS = ("body", "contents", "signatures")
"""Tags that stand for whole paragraphs: `{{p body }}` alone in its paragraph."""
MARKS = {block: f"ck_place_{block}" for block in BLOCKS}
"""The bookmark that stands in for each of them while the template is filled."""

NAMES = (
    *BLOCKS,
    "title",
    "id",
    "date",
    "parties",
    "notice",
    "draft",
    "hash",
    "language",
    "metadata",
)
ATTRIBUTES = frozenset(
    [
        "role",
        "name",
        "number",
        "address",
        "country",
        "value",
        "first",
        "last",
        "index",
        "index0",
        "length",
        "revindex",
    ]
)
FILTERS = (
    "capitalize", "count", "d", "default", "e", "escape", "first", "int", "join", "last", "length",
    "list", "lower", "map", "reject", "rejectattr", "replace", "reverse", "round", "select",
    "selectattr", "sort", "string", "striptags", "title", "trim", "truncate", "unique", "upper",
    "wordcount",
)  # fmt: skip
"""Filters of Jinja that a template may use."""
_LONGEST_ARGUMENT = 100
_MOST_TAGS = 2_000
_LONGEST_OUTPUT = 8 * 2**20
_BUILT_IN = frozenset({"loop"})
_MOST_KEPT = 32
_compiled: dict[str, CodeType] = {}
_RENDERED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_KINDS = re.compile(r"(\{[{%#])[-+]?(?:p|tr|tc|r)\s")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def open_template(data: bytes, name: str) -> Package:
    """Open a template as suspiciously as any other file, parsing each of its XML parts."""
    try:
        package = open_package(data)
        for part in package.parts():
            package.xml(part) if part.endswith((".xml", ".rels")) else package.bytes(part)
    except UnreadableError as error:
        raise TemplateError(f"{name}: the template cannot be opened. {error}") from error
    if package.xml("word/document.xml") is None:
        raise TemplateError(f"{name}: this is no Word template; it has no word/document.xml.")
    refuse_outside(package, name)
    return package


def environment() -> Environment:
    """Make the Jinja that templates run in: sandboxed, strict, escaping, with limits."""
    if len(_compiled) >= _MOST_KEPT:
        _compiled.clear()
    filters = {name: KNOWN_FILTERS[name] for name in FILTERS}
    return Environment(filters, {}, longest=_LONGEST_OUTPUT, kept=_compiled, autoescape=True)


def check(package: Package, name: str) -> frozenset[str]:
    """Find every wrong tag before anything is printed; give the names the template uses."""
    sandbox = environment()
    used: set[str] = set()
    for part in package.parts():
        if _RENDERED.fullmatch(part):
            used |= _check_part(package, part, sandbox, name)
    if "body" not in used:
        raise TemplateError(
            f"{name}: the template has no {{{{p body }}}} tag for the contract's text."
        )
    return frozenset(used)


def _check_part(package: Package, part: str, sandbox: Environment, name: str) -> set[str]:
    tags = len(re.findall(rb"\{[{%#]", package.bytes(part)))
    if tags > _MOST_TAGS:
        raise TemplateError(f"{name}: {part}: {tags:,} tags; expected {_MOST_TAGS:,} at most.")
    lines = list(_paragraphs(package, part))
    _check_blocks(lines, f"{name}: {part}")
    source = "\n".join(_KINDS.sub(r"\1 ", line) for line in lines)
    try:
        tree = sandbox.parse(source)
        sandbox.checked(source)
    except TemplateSyntaxError as error:
        raise _wrong(
            f"{name}: {part}", lines, error.lineno, error.message or "wrong tag"
        ) from error
    _check_arguments(tree, lines, f"{name}: {part}")
    used = _names(tree)
    known: list[tuple[str, list[tuple[str, int]], Collection[str]]] = [
        ("name", used, (*NAMES, *_BUILT_IN)),
        ("attribute", [(n.attr, n.lineno) for n in tree.find_all(nodes.Getattr)], ATTRIBUTES),
        ("filter", [(n.name, n.lineno) for n in tree.find_all(nodes.Filter)], sandbox.filters),
        ("test", [(n.name, n.lineno) for n in tree.find_all(nodes.Test)], sandbox.tests),
    ]
    for kind, found, allowed in known:
        for word, line in found:
            if word not in allowed:
                wrong = f"unknown {kind} {word!r}{_hint(word, kind, allowed)}"
                raise _wrong(f"{name}: {part}", lines, line, wrong)
    return {word for word, _ in used}


def _check_arguments(tree: nodes.Template, lines: list[str], place: str) -> None:
    """Refuse a filter with a computed or long argument: what comes out could be of any length."""
    for filter_ in tree.find_all(nodes.Filter):
        for one in (*filter_.args, *(keyword.value for keyword in filter_.kwargs)):
            short = isinstance(one, nodes.Const) and len(str(one.value)) <= _LONGEST_ARGUMENT
            if not short:
                wrong = f"{filter_.name!r} takes a short text or number; write one"
                raise _wrong(place, lines, filter_.lineno, wrong)


def _names(tree: nodes.Template) -> list[tuple[str, int]]:
    """Collect the names a template reads and does not set itself, each with its paragraph."""
    names = list(tree.find_all(nodes.Name))
    bound = {n.name for n in names if n.ctx == "store"}
    return [(n.name, n.lineno) for n in names if n.ctx == "load" and n.name not in bound]


def _check_blocks(lines: list[str], place: str) -> None:
    for at, line in enumerate(lines, 1):
        found = re.search(r"\{\{-?\s*(body|contents|signatures)\b", line)
        if found:
            tag = found.group(1)
            raise _wrong(place, lines, at, f"write {{{{p {tag} }}}}, alone in its paragraph")


def _hint(word: str, kind: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, sorted(known), 1, 0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {', '.join(NAMES)}" if kind == "name" else ""


def _wrong(place: str, lines: list[str], at: int, message: str) -> TemplateError:
    line = lines[at - 1] if 0 < at <= len(lines) else ""
    tags = re.findall(r"\{[{%].*?[%}]\}", line) or [line]
    word = re.search(r"'(\w+)'", message)
    tag = next((t for t in tags if word and word.group(1) in t), tags[0])
    return TemplateError(f"{place}, paragraph {at}: {tag.strip()[:120]}: {message}")


def _paragraphs(package: Package, part: str) -> Iterator[str]:
    root = package.xml(part)
    if root is None:
        return
    for paragraph in root.iter(f"{{{W}}}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{{{W}}}t"))
        yield re.sub(r"\{[{%].*?[%}]\}", lambda tag: tag[0].translate(_QUOTES), text).replace(
            "\n", " "
        )


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose properties we write ourselves, last; it knows which part it prints."""

    part = "word/document.xml"

    def render_xml_part(self, src_xml: str, part: Any, *args: Any, **kwargs: Any) -> Any:
        """Print one part."""
        self.part = str(getattr(part, "partname", self.part)).lstrip("/")
        return super().render_xml_part(src_xml, part, *args, **kwargs)

    def render_properties(self, *args: Any, **kwargs: Any) -> None:
        """Leave the properties alone."""


def fill(
    template: bytes, values: Mapping[str, Any], blocks: Mapping[str, bool], name: str
) -> bytes:
    """Print the template; each of `blocks` that is to print becomes a paragraph `put` finds."""
    context = dict(values)
    for block, prints in blocks.items():
        context[block] = Markup(marker(block) if prints else "")
    out = io.BytesIO()
    document = _Template(io.BytesIO(template))
    try:
        document.render(context, environment(), autoescape=True)
        document.save(out)
    except Exception as error:
        said = f"the template cannot be filled: {_shortly(error)}"
        raise TemplateError(f"{name}: {document.part}: {said}") from error
    return out.getvalue()


def _shortly(error: Exception) -> str:
    """What went wrong in a library that met an odd template; a key or index alone says little."""
    said = " ".join(str(error).split())[:200]
    known = isinstance(error, (JinjaError, ValueError, UnreadableError))
    return said if known else f"{type(error).__name__} {said}; save it in Word anew"


@contextmanager
def usable(name: str, part: str) -> Iterator[None]:
    """Work on a user's template: what its parts lack or hold wrongly is an error about it."""
    try:
        yield
    except (LookupError, ValueError, TypeError, AttributeError, UnreadableError) as error:
        said = f"the template cannot be used: {_shortly(error)}"
        raise TemplateError(f"{name}: {part}: {said}") from error


def marker(block: str) -> str:
    """Write the paragraph that stands in for a block while docxtpl works."""
    return f'<w:p><w:bookmarkStart w:id="999999" w:name="{MARKS[block]}"/></w:p>'


def put(document: str, blocks: Mapping[str, str]) -> str:
    """Put the blocks where their markers stand."""
    for block, text in blocks.items():
        document = document.replace(marker(block), text)
    return document
