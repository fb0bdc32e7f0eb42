"""Styles and lists: which list level a style is tied to, and those that a user's template lacks."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from contract_kit.digits import whole
from contract_kit.ooxml.package import parse_xml
from contract_kit.ooxml.wordml import W
from contract_kit.render.word.parts import add_numbering

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
_DEEPEST = 8
"""The last level of a list; Word has nine, from 0."""
_MOST_LISTS = 10**9
_ALWAYS = frozenset({"TOC1", "TOC2", "Caption"})


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def list_levels(parts: Mapping[str, bytes]) -> dict[str, tuple[str, int]]:
    """Find the list and level of every style that is tied to one."""
    root = parse_xml(parts[_STYLES], _STYLES)
    out = {}
    for style in root.iter(_w("style")):
        number = style.find(f".//{_w('numId')}")
        level = style.find(f".//{_w('ilvl')}")
        if number is not None:
            name = style.get(_w("styleId"), "")
            at = _figure(level, name, _DEEPEST) if level is not None else 0
            out[name] = (str(_figure(number, name, _MOST_LISTS)), at)
    return out


def _figure(element: etree._Element, style: str, most: int) -> int:
    """The number an element of a style holds; `ValueError` says which style holds no number."""
    text = element.get(_w("val"), "0")
    number = whole(text, most=most)
    if number is not None:
        return number
    kind = etree.QName(element).localname
    raise ValueError(f"{kind} “{text[:40]}” of style “{style[:60]}” is no number up to {most}")


def complete(parts: dict[str, bytes], house: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add the styles that the body needs and the template lacks, with their lists."""
    ours = parse_xml(house[_STYLES], _STYLES)
    theirs = parse_xml(parts.get(_STYLES, f'<w:styles xmlns:w="{W}"/>'.encode()), _STYLES)
    mine = {style.get(_w("styleId"), ""): style for style in ours.iter(_w("style"))}
    there = {style.get(_w("styleId"), ""): style for style in theirs.iter(_w("style"))}
    listed = {name for name, style in mine.items() if style.find(f".//{_w('numId')}") is not None}
    missing = [name for name in mine if name not in there]
    if not missing:
        return parts
    parts = dict(parts)
    if listed & set(missing):
        for name in listed & set(there):
            theirs.remove(there[name])
        missing = [name for name in mine if name in listed or name not in there]
        _renumber([mine[name] for name in listed], _add_lists(parts, house))
    _append(theirs, [mine[name] for name in missing])
    parts[_STYLES] = _text(theirs)
    return parts


def _append(theirs: etree._Element, styles: list[etree._Element]) -> None:
    """Append styles; one whose name is taken by another id gives way to that one."""
    names = {_name(style): style.get(_w("styleId"), "") for style in theirs.iter(_w("style"))}
    known: dict[str, str] = {}
    for style in styles:
        identity = style.get(_w("styleId"), "")
        taken = names.get(_name(style))
        if taken and identity not in _ALWAYS:
            known[identity] = taken
            continue
        copy = deepcopy(style)
        copy.attrib.pop(_w("default"), "")
        if taken:
            copy[0].set(_w("val"), f"Contract {_name(style)}")
        theirs.append(copy)
    for kind in ("basedOn", "next"):
        for link in theirs.iter(_w(kind)):
            link.set(_w("val"), known.get(link.get(_w("val"), ""), link.get(_w("val"), "")))


def _name(style: etree._Element) -> str:
    name = style.find(_w("name"))
    return name.get(_w("val"), "").lower() if name is not None else ""


def _add_lists(parts: dict[str, bytes], house: Mapping[str, bytes]) -> int:
    """Add the house lists after the template's own; give what their numbers moved by."""
    if _NUMBERING not in parts:
        add_numbering(parts, house[_NUMBERING])
        return 0
    ours = parse_xml(house[_NUMBERING], _NUMBERING)
    theirs = parse_xml(parts[_NUMBERING], _NUMBERING)
    moved = (
        max(
            [_integer(n.get(_w("abstractNumId"))) for n in theirs.iter(_w("abstractNum"))]
            + [_integer(n.get(_w("numId"))) for n in theirs.iter(_w("num"))]
            + [0]
        )
        + 1
    )
    first = theirs.find(_w("num"))
    place = len(theirs) if first is None else theirs.index(first)
    for kind in ours.findall(_w("abstractNum")):
        kind.set(_w("abstractNumId"), str(_integer(kind.get(_w("abstractNumId"))) + moved))
        theirs.insert(place, kind)
        place += 1
    for number in ours.findall(_w("num")):
        number.set(_w("numId"), str(_integer(number.get(_w("numId"))) + moved))
        for link in number.iter(_w("abstractNumId")):
            link.set(_w("val"), str(_integer(link.get(_w("val"))) + moved))
        last = theirs.findall(_w("num"))
        theirs.insert(theirs.index(last[-1]) + 1 if last else place, number)
    parts[_NUMBERING] = _text(theirs)
    return moved


def _renumber(styles: list[etree._Element], moved: int) -> None:
    for style in styles:
        for number in style.iter(_w("numId")):
            number.set(_w("val"), str(_integer(number.get(_w("val"))) + moved))


def _integer(text: str | None) -> int:
    return whole(text) or 0


def _text(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
