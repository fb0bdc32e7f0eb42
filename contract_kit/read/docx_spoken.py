"""What the properties of a run of a Word file say that tells how its letters are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_looks import TELLING

if TYPE_CHECKING:
    from lxml.etree import _Element

Spoken = tuple[tuple[Any, ...], ...]
"""What a run says of its letters, as a key."""

_W = f"{{{W}}}"
_STYLE = _W + "rStyle"
_ASKED = frozenset({*TELLING, _STYLE, _W + "b", _W + "i"})


def spoken(properties: _Element | None) -> Spoken:
    """What the properties of a run say that tells how it is seen."""
    if properties is None:
        return ()
    return tuple([_said(child) for child in properties if child.tag in _ASKED])


def _said(child: _Element) -> tuple[Any, ...]:
    if len(child):
        return child.tag, etree.tostring(child, encoding="unicode", with_tail=False)
    return child.tag, *child.items()


def named_in(said: Spoken) -> str:
    """The character style among what a run says."""
    for tag, *pairs in said:
        if tag == _STYLE:
            return next((str(text) for name, text in pairs if name == _W + "val"), "")
    return ""
