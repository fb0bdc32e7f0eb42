"""Fills a house template: checks its tags, lets docxtpl print them, puts the body in its place."""

from __future__ import annotations

import difflib
import io
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from contract_kit.errors import TemplateError, UnreadableError
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from contract_kit.ooxml.package import Package

BLOCKS = ("body", "contents", "signatures")
"""Tags that stand for whole paragraphs: `{{p body }}` alone in its paragraph."""

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
_BUILT_IN = frozenset({"range", "dict", "lipsum", "cycler", "joiner", "namespace", "loop"})
_RENDERED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_KINDS = re.compile(r"(\{[{%#])[-+]?(?:p|tr|tc|r)\s")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def open_template(data: bytes, name: str) -> Package:
    """Open a template as suspiciously as any other file, parsing each of its XML parts."""
    try:
        package = open_package(data)
        for part in package.parts():
            if part.endswith((".xml", ".rels")):
                package.xml(part)
    except UnreadableError as error:
        raise TemplateError(f"{name}: the template cannot be opened. {error}") from error
    if package.xml("word/document.xml") is None:
        raise TemplateError(f"{name}: this is no Word template; it has no word/document.xml.")
    return package


@cache
def environment() -> SandboxedEnvironment:
    """Make the Jinja that templates run in: sandboxed, strict, escaping."""
    sandbox = _Environment(undefined=StrictUndefined, autoescape=True)
    for unwanted in ("lipsum", "range"):
        sandbox.globals.pop(unwanted, None)
    return sandbox


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


def _check_part(package: Package, part: str, sandbox: SandboxedEnvironment, name: str) -> set[str]:
    lines = list(_paragraphs(package, part))
    _check_blocks(lines, f"{name}: {part}")
    source = "\n".join(_KINDS.sub(r"\1 ", line) for line in lines)
    try:
        tree = sandbox.parse(source)
        sandbox.compile(source)
    except TemplateSyntaxError as error:
        raise _wrong(
            f"{name}: {part}", lines, error.lineno, error.message or "wrong tag"
        ) from error
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


class _Environment(SandboxedEnvironment):
    """A sandbox that compiles a template once, however many contracts it prints."""

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        return _compiled(self, str(source))


@lru_cache(maxsize=32)
def _compiled(sandbox: _Environment, source: str) -> Any:
    return SandboxedEnvironment.from_string(sandbox, source)


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose properties we write ourselves, last."""

    def render_properties(self, *args: Any, **kwargs: Any) -> None:
        """Leave the properties alone."""


def fill(template: bytes, values: Mapping[str, Any], blocks: Mapping[str, str], name: str) -> bytes:
    """Print the template; each of `blocks` becomes an empty paragraph that `put` finds again."""
    context = dict(values)
    for block, text in blocks.items():
        context[block] = Markup(marker(block) if text else "")
    out = io.BytesIO()
    try:
        document = _Template(io.BytesIO(template))
        document.render(context, environment(), autoescape=True)
        document.save(out)
    except (JinjaError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise TemplateError(f"{name}: the template cannot be filled: {error}") from error
    return out.getvalue()


def marker(block: str) -> str:
    """Write the paragraph that stands in for a block while docxtpl works."""
    return f'<w:p><w:bookmarkStart w:id="999999" w:name="ck_place_{block}"/></w:p>'


def put(document: str, blocks: Mapping[str, str]) -> str:
    """Put the blocks where their markers stand."""
    for block, text in blocks.items():
        document = document.replace(marker(block), text)
    return document
