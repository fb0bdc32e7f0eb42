"""The words that style sheets print before and after the elements of a web page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from contract_kit.read.looks import look

if TYPE_CHECKING:
    from contract_kit.read.css import Cascade
    from contract_kit.read.looks import Look

_STRING = re.compile(r"\"((?:[^\"\\]|\\.){0,5000})\"|'((?:[^'\\]|\\.){0,5000})'")
_ATTRIBUTE = re.compile(r"attr\(\s{0,9}([\w-]{1,100})[^()]{0,100}\)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)


def generate(element: Any, cascade: Cascade, own: Look) -> None:
    """Put in the words that style sheets print before and after an element."""
    for part in ("marker", "before", "after"):
        declared = cascade.declared(element, part)
        text = _content(declared.get("content", ""), element)
        if part == "marker" and element.tag == "li":
            above = cascade.declared(element.getparent()) if element.getparent() is not None else {}
            listed = cascade.declared(element).get("list-style-type", above.get("list-style-type"))
            text = text or _content(listed or "", element)
        if not text or not any(char.isalnum() for char in text):
            continue
        if look(element, declared, own).unseen:
            continue
        if part != "after":
            element.text = text + (element.text or "")
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text


def _content(value: str, element: Any) -> str:
    """The strings of a `content` value and the attributes it names; counters are left out."""
    value = _ATTRIBUTE.sub(lambda one: _quoted(element.get(one[1]) or ""), value)
    texts = ("".join(pair) for pair in _STRING.findall(value))
    return _ESCAPE.sub(_unescaped, "".join(texts))


def _quoted(text: str) -> str:
    return '"' + text[:5_000].replace("\\", " ").replace('"', "”") + '"'


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 31 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
    return match[2]
