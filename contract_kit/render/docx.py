"""A Document out as a Word file: house template, native numbers, live references, provenance."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from contract_kit.errors import TemplateError
from contract_kit.ooxml.package import open_package, write_zip
from contract_kit.ooxml.provenance import Entry
from contract_kit.ooxml.wordml import clean
from contract_kit.render.word.body import contents_lines, printed, write
from contract_kit.render.word.house import on_paper
from contract_kit.render.word.merging import complete, list_levels
from contract_kit.render.word.paper import opening
from contract_kit.render.word.parts import (
    add_comments,
    add_provenance,
    set_language,
    set_properties,
    unmark,
)
from contract_kit.render.word.scrub import scrub
from contract_kit.render.word.template import MARKS, check, fill, open_template, put, usable
from contract_kit.resources import bundled

if TYPE_CHECKING:
    from pathlib import Path

    from contract_kit.document import Document, Party
    from contract_kit.render.word.numbers import Place

_DOCUMENT = "word/document.xml"


def render(document: Document, *, template: Path | bytes | None = None) -> bytes:
    """Write `document` as .docx into the house template, or into one of the user's."""
    data, name, used = _template(template)
    levels = _house_levels()
    if template is not None:
        with usable(name, "word/styles.xml"):
            parts = complete(_parts(data), _house_parts())
            data, levels = write_zip(parts), list_levels(parts)
    apart = "signatures" in used
    parts = unmark(_parts(_fill(data, document, printed(document, apart=apart), name)))
    if template is None:
        parts[_DOCUMENT] = on_paper(parts[_DOCUMENT].decode(), document.paper).encode()
    with usable(name, _DOCUMENT):
        start = opening(parts, MARKS, contents_lines(document))
        written = write(document, levels, start, apart=apart)
        blocks = {
            "body": written.body,
            "contents": written.contents,
            "signatures": written.signatures,
        }
        parts[_DOCUMENT] = put(parts[_DOCUMENT].decode(), blocks).encode()
        set_language(parts, document.language)
        set_properties(parts, document)
        if document.outgoing:
            scrub(parts)
        else:
            add_comments(parts, written.comments)
            add_provenance(parts, map(_entry, written.places), document.metadata)
    return write_zip(parts)


def house_template() -> bytes:
    """Return the bytes of the house template that ships."""
    return (bundled("templates") / "house.docx").read_bytes()


def _template(path: Path | bytes | None) -> tuple[bytes, str, frozenset[str]]:
    if path is None:
        return house_template(), "house.docx", frozenset({"body", "contents"})
    if isinstance(path, bytes):
        return path, "template", check(open_template(path, "template"), "template")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{path}: the template cannot be read: {error.strerror}") from error
    return data, str(path), check(open_template(data, str(path)), str(path))


def _parts(data: bytes) -> dict[str, bytes]:
    package = open_package(data)
    return {name: package.bytes(name) for name in package.parts()}


@cache
def _house_parts() -> dict[str, bytes]:
    return _parts(house_template())


@cache
def _house_levels() -> dict[str, tuple[str, int]]:
    return list_levels(_house_parts())


def _fill(data: bytes, document: Document, blocks: dict[str, bool], name: str) -> bytes:
    cover = document.cover
    values: dict[str, Any] = {
        "title": clean(document.title),
        "id": clean(cover.id),
        "date": clean(cover.date),
        "parties": [_party(party) for party in cover.parties],
        "notice": clean(cover.notice),
        "draft": document.draft,
        "hash": _hash(document)[:12],
        "language": document.language,
        "metadata": [{"name": clean(n), "value": clean(v)} for n, v in document.metadata],
    }
    return fill(data, values, blocks, name)


def _party(party: Party) -> dict[str, str]:
    names = ("role", "name", "number", "address", "country")
    return {name: clean(getattr(party, name)) for name in names}


def _hash(document: Document) -> str:
    """Find the hash of the spec among the metadata."""
    hashes = (v for n, v in document.metadata if re.search(r"\bhash\b|sha-?256", n, re.IGNORECASE))
    return next(hashes, "")


def _entry(place: Place) -> Entry:
    origin = place.origin
    return Entry(
        bookmark=place.bookmark,
        kind=place.kind,
        number=place.full,
        place=place.schedule[1] if place.schedule else "",
        clause=origin.clause,
        version=origin.version,
        variant=origin.variant,
        spec=tuple((line.path, line.line) for line in origin.spec),
    )
