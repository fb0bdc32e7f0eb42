"""Changes inside a package of XML parts that leave it a valid zip of well-formed XML."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from tests.mutants import hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

XML = (".xml", ".rels")


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def inside(
    data: bytes, chance: Random, change: Callable[[etree._Element, Random], None], main: str
) -> bytes:
    """The package with one part changed as a tree; three in four times it is the main part."""
    parts = unpack(data)
    others = [name for name in parts if name.endswith(XML)]
    name = main if main in parts and chance.random() < 0.75 else chance.choice(others)
    try:
        root = etree.fromstring(parts[name])
    except etree.XMLSyntaxError:
        return data
    change(root, chance)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(parts)


def element(root: etree._Element, chance: Random) -> etree._Element:
    """Some element below the root, or the root of an empty tree."""
    found = [one for one in root.iter(etree.Element) if one is not root]
    return chance.choice(found) if found else root


def attribute(root: etree._Element, chance: Random) -> None:
    """Another value for some attribute."""
    found = [one for one in root.iter(etree.Element) if one.attrib]
    if found:
        one = chance.choice(found)
        value = hostile.number(chance) if chance.random() < 0.7 else hostile.text(chance)
        one.set(chance.choice(sorted(one.attrib)), value)


def words(root: etree._Element, chance: Random) -> None:
    """Other words in some element that holds words."""
    found = [one for one in root.iter(etree.Element) if one.text and one.text.strip()]
    if found:
        one = chance.choice(found)
        one.text = hostile.spoilt(one.text, chance)


def twice(root: etree._Element, chance: Random) -> None:
    """Some element several times."""
    one = element(root, chance)
    if one is not root:
        for _ in range(chance.choice((1, 2, 30))):
            one.addnext(deepcopy(one))


def away(root: etree._Element, chance: Random) -> None:
    """Some element taken out."""
    one = element(root, chance)
    if one is not root:
        one.getparent().remove(one)


def moved(root: etree._Element, chance: Random) -> None:
    """Some element in another's place."""
    one, other = element(root, chance), element(root, chance)
    if one is not root and one not in other.iterancestors() and one is not other:
        other.append(one)


def nested(root: etree._Element, chance: Random) -> None:
    """Some element inside copies of its own tag, deep."""
    one = element(root, chance)
    if one is root:
        return
    for _ in range(chance.choice((2, 20, 150))):
        shell = etree.Element(one.tag)
        one.addprevious(shell)
        shell.append(one)


def renamed(root: etree._Element, chance: Random) -> None:
    """Some element under another's tag."""
    one = element(root, chance)
    one.tag = element(root, chance).tag


TREE = (attribute, attribute, words, words, twice, away, moved, nested, renamed)
"""The changes of a tree, those more often that come closest to what people's files hold."""
