"""Content controls bound to data: Word shows the data, whatever text the file keeps for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from contract_kit.errors import UnreadableError
from contract_kit.ooxml.namespaces import WORD_2010, WORD_2012
from contract_kit.ooxml.package import parse_xml
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from contract_kit.read.docx_parts import Parts

_W = f"{{{W}}}"
_CONTROL, _CONTENT, _TEXT = _W + "sdt", _W + "sdtContent", _W + "t"
_BINDINGS = (_W + "dataBinding", WORD_2012 + "dataBinding")
_PICKED = (_W + "comboBox", _W + "dropDownList")
_OTHERWISE = frozenset(
    (
        *(_W + name for name in ("picture", "docPartList", "docPartObj", "group", "citation")),
        WORD_2010 + "checkbox",
        WORD_2012 + "repeatingSection",
    )
)
"""Controls that show something else than the value they are bound to."""
_CONTROLS, _LETTERS = 3_000, 5_000_000
"""Bound controls of a story and letters of their data that are looked at, at most."""
_SHORT = 5
"""Words that a date may take."""
_PATH = re.compile(r"/?(?:/(?:[\w.-]{1,80}:)?[\w.-]{1,80}(?:\[\d{1,4}\])?){1,30}")
_LAST = re.compile(r"/(?:@(?:[\w.-]{1,80}:)?[\w.-]{1,80}|text\(\)(?:\[\d{1,4}\])?)$")
_PREFIX = re.compile(r"""xmlns:([\w.-]{1,80})=["']([^"']{1,300})["']""")


def show_data(root: _Element, parts: Parts) -> tuple[list[_Element], list[_Element]]:
    """Put the data in the place of the text kept for it, as Word does when it opens a file.

    The first controls are those whose text nobody sees; the other ones' data could not be read.
    """
    replaced, unread = [], []
    looked, letters = 0, 0
    for control in root.iter(_CONTROL):
        properties, content = control.find(_W + "sdtPr"), control.find(_CONTENT)
        binding = None if properties is None else _binding(properties)
        if properties is None or content is None or binding is None:
            continue
        if looked >= _CONTROLS or letters >= _LETTERS:
            unread.append(control)
            continue
        found, kept = _value(binding, parts), _kept(content)
        looked, letters = looked + 1, letters + len(found or "")
        value = None if found is None else _plain(found)
        if value is None:
            unread += [control] if found else []
            continue
        if _agree(_printed(properties, value), kept, properties):
            continue
        if kept:
            replaced.append(control)
        _put(content, _printed(properties, value))
    return replaced, unread


def _binding(properties: _Element) -> _Element | None:
    """The binding of a control that shows its value as it is."""
    if any(one.tag in _OTHERWISE for one in properties):
        return None
    return next((one for one in properties if one.tag in _BINDINGS), None)


def _value(binding: _Element, parts: Parts) -> str | None:
    """The value that a path names in its store; None where there is none."""
    names = dict(_PREFIX.findall(_said(binding, "prefixMappings")))
    path = _said(binding, "xpath").strip()
    if not _PATH.fullmatch(_LAST.sub("", path)):
        return None
    prefixes = set(re.findall(r"([\w.-]+):", path))
    if not prefixes <= names.keys():
        return None
    for root in parts.data(_said(binding, "storeItemID")):
        try:
            found = root.xpath(path, namespaces=names or None)
        except etree.XPathError:
            return None
        for one in found if isinstance(found, list) else ():
            if isinstance(one, str):
                return one
            if not isinstance(one, bytes | tuple):
                return str(etree.tostring(one, encoding="unicode", method="text", with_tail=False))
    return None


def _plain(value: str) -> str | None:
    """The words of a value, which may be a whole Word file as one text; None: it cannot be read."""
    if not value.lstrip().startswith("<"):
        return value
    try:
        return _kept(parse_xml(value.strip().encode()))
    except UnreadableError:
        return None


def _said(binding: _Element, name: str) -> str:
    return binding.get(_W + name) or binding.get(f"{binding.tag.partition('}')[0]}}}{name}") or ""


def _kept(content: _Element) -> str:
    return "".join(one.text or "" for one in content.iter(_TEXT))


def _agree(value: str, kept: str, properties: _Element) -> bool:
    """Whether the text kept shows the value: the same words, a date, or what stands for none."""
    if "".join(value.split()) == "".join(kept.split()):
        return True
    if not value.strip() and properties.find(_W + "showingPlcHdr") is not None:
        return True
    return properties.find(_W + "date") is not None and len(kept.split()) <= _SHORT


def _printed(properties: _Element, value: str) -> str:
    """What a control shows for a value: a list shows the text of its entry."""
    entries: Iterator[_Element] = (
        item
        for kind in _PICKED
        for item in properties.iterfind(f"{kind}/{_W}listItem")
        if item.get(_W + "value") == value
    )  # fmt: skip
    entry = next(entries, None)
    return value if entry is None else entry.get(_W + "displayText") or value


def _put(content: _Element, value: str) -> None:
    """Make a value the text of a control."""
    texts = list(content.iter(_TEXT))
    for one in texts:
        one.text = ""
    if texts:
        texts[0].text = value
