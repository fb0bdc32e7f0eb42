"""Fills a house template: checks its tags, lets docxtpl print them, puts the body in its place."""

from __future__ import annotations

import difflib
import io
import re
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
    from collections.abc import Iterator, Mapping

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


def environment() -> SandboxedEnvironment:
    """Make the Jinja that templates run in: sandboxed, strict, escaping."""
    sandbox = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
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
    bound = {n.name for n in tree.find_all(nodes.Name) if n.ctx == "store"}
    used = [n for n in tree.find_all(nodes.Name) if n.ctx == "load" and n.name not in bound]
    for node in used:
        if node.name not in NAMES and node.name not in _BUILT_IN:
            hint = _hint(node.name, NAMES)
            raise _wrong(f"{name}: {part}", lines, node.lineno, f"unknown name {node.name!r}{hint}")
    for access in tree.find_all(nodes.Getattr):
        if access.attr not in ATTRIBUTES:
            hint = _hint(access.attr, sorted(ATTRIBUTES))
            message = f"unknown attribute {access.attr!r}{hint}"
            raise _wrong(f"{name}: {part}", lines, access.lineno, message)
    return {node.name for node in used}


def _check_blocks(lines: list[str], place: str) -> None:
    for at, line in enumerate(lines, 1):
        found = re.search(r"\{\{-?\s*(body|contents|signatures)\b", line)
        if found:
            tag = found.group(1)
            raise _wrong(place, lines, at, f"write {{{{p {tag} }}}}, alone in its paragraph")


def _hint(word: str, known: tuple[str, ...] | list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(known)}"


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


def fill(template: bytes, values: Mapping[str, Any], blocks: Mapping[str, str], name: str) -> bytes:
    """Print the template; each of `blocks` becomes an empty paragraph that `put` finds again."""
    context = dict(values)
    for block, text in blocks.items():
        context[block] = Markup(marker(block) if text else "")
    out = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
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
