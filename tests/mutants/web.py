"""Changes of an HTML page."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from lxml import etree, html

from tests.mutants import archive, hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

BREAKS_SHARE = 0.2
ATTRIBUTES = (
    "value", "start", "type", "colspan", "rowspan", "style", "class", "hidden", "id", "href",
    "aria-hidden", "dir", "lang", "span", "width", "content", "open",
)  # fmt: skip
PIECES = (
    '<ol start="{n}" type="{t}" reversed><li value="{n}">{t}</li></ol>', "<table><tr></tr></table>",
    '<table><tr><td colspan="{n}" rowspan="{n}">{t}</td></tr></table>', "<p>{t}", "<br>" * 300,
    "<h7>{t}</h7>", "<h1></h1>", "<li>{t}</li>", "<td>{t}</td>", "<dl><dt>{t}<dd>{n}</dl>",
    '<span style="display:none">{t}</span>', "<style>{t}</style>", "<script>{t}</script>",
    "<template>{t}</template>", "<iframe src='{t}'></iframe>", "<svg><text>{t}</text></svg>",
    "<math><mi>{n}</mi></math>", "<del>{t}</del><ins>{n}</ins>", "<sup>{n}</sup>",
    "<pre>{t}\n{n}</pre>",
    "<select><option>{t}</select>", "<textarea>{t}</textarea>", "<!-- {t} --", "<![CDATA[{t}]]>",
    "<?php {t} ?>", "</div></body></html>", "&#{n};", "&#x0;", "&nosuch;", "<a href='#{t}'>{n}</a>",
    "<base href='file:///'>", "<meta charset='utf-7'>", "<x-own>{t}</x-own>",
    "<p " + "a=1 " * 400 + ">",
)  # fmt: skip
AROUND = (
    "div",
    "section",
    "article",
    "blockquote",
    "fieldset",
    "center",
    "x-own",
    "form",
    "address",
)


def _tree(change: Callable[[etree._Element, Random], None], data: bytes, chance: Random) -> bytes:
    root = html.document_fromstring(data)
    change(root, chance)
    try:
        return b"<!DOCTYPE html>\n" + html.tostring(root, encoding="utf-8")
    except RecursionError:  # lxml's own limit
        return data


def _attribute(root: etree._Element, chance: Random) -> None:
    """A hostile value for an attribute that readers look at."""
    value = hostile.number(chance) if chance.random() < 0.6 else hostile.text(chance)
    archive.element(root, chance).set(chance.choice(ATTRIBUTES), value)


def _piece(data: bytes, chance: Random) -> bytes:
    """A hostile piece after some tag of the body."""
    places = [one.end() for one in re.finditer(rb"<[^>]+>", data)]
    at = chance.choice(places[len(places) // 5 :])
    piece = chance.choice(PIECES).replace("{n}", hostile.number(chance))
    return data[:at] + piece.replace("{t}", hostile.text(chance)).encode() + data[at:]


def _tag_away(data: bytes, chance: Random) -> bytes:
    """Some tag taken out, so that the rest does not fit."""
    found = chance.choice(list(re.finditer(rb"</?(?!style|title|script)\w[^>]*>", data)))
    return data[: found.start()] + data[found.end() :]


def _around(data: bytes, chance: Random) -> bytes:
    """Shells around a paragraph, or around everything, as deep as pages go."""
    tag, deep = chance.choice(AROUND), chance.choice((1, 10, 200, 3000))
    found = chance.choice(list(re.finditer(rb"<p\b.*?</p>", data, re.DOTALL)))
    whole = found[0] if chance.random() < 0.7 else data[found.start() : data.rindex(b"</main>")]
    shell = f"<{tag}>".encode() * deep + whole + f"</{tag}>".encode() * deep
    return data.replace(whole, shell, 1)


def _encoded(data: bytes, chance: Random) -> bytes:
    """The page in another encoding, said where a browser looks."""
    text = data.decode()
    match chance.randrange(3):
        case 0:
            return text.encode("utf-16")
        case 1:
            said = text.replace('charset="utf-8"', 'charset="windows-1252"')
            return said.encode("cp1252", "xmlcharrefreplace")
        case _:
            return b"\xef\xbb\xbf" + data


def _spelt(data: bytes, chance: Random) -> bytes:
    """The letters of some paragraphs as references."""

    def spelt(found: re.Match[bytes]) -> bytes:
        if chance.random() < 0.8:
            return found[0]
        return b">" + b"".join(b"&#%d;" % code for code in found[1]) + b"<"

    return re.sub(rb">([A-Za-z ]{20,})<", spelt, data)


CHANGES = {
    **{one.__name__: partial(_tree, one) for one in archive.TREE},
    "attribute": partial(_tree, _attribute),
    "piece": _piece,
    "more-piece": _piece,
    "tag-away": _tag_away,
}
BREAKS = {"around": _around, "encoded": _encoded, "spelt": _spelt}
