"""Headings of a Word file that are collapsed: their sections are closed when the file is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.ooxml.namespaces import WORD_2012
from contract_kit.ooxml.paragraphs import TBL, P, has_words
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_styles import OFF, Styles, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = f"{{{W}}}"
_COLLAPSED = f"{_W}pPr/{WORD_2012}collapsed"


def collapsed(body: _Element, styles: _Element | None) -> Iterator[_Element]:
    """The collapsed headings with anything beneath them; their own styles may say so."""
    stories = (body, *(() if styles is None else (styles,)))
    if all(next(one.iter(WORD_2012 + "collapsed"), None) is None for one in stories):
        return
    known = Styles(styles)
    last: _Element | None = None
    for block in body.iter(P, TBL):
        if block.tag == P and not has_words(block):
            continue
        if last is not None and _style(block) != _style(last):
            yield last
        last = block if block.tag == P and _is_closed(block, known) else None


def _is_closed(paragraph: _Element, styles: Styles) -> bool:
    chain = styles.chain(_style(paragraph) or styles.default)
    said = (one.find(_COLLAPSED) for one in (paragraph, *chain))
    return _is_on(next((one for one in said if one is not None), None))


def _style(block: _Element) -> str | None:
    return value(block.find(f"{_W}pPr/{_W}pStyle"))


def _is_on(switch: _Element | None) -> bool:
    if switch is None:
        return False
    said = switch.get(WORD_2012 + "val") or switch.get(_W + "val") or "1"
    return said not in OFF
