"""The Markdown subset clause bodies are written in, parsed to blocks that know no contract.

`parse` reads a body after its template ran; `escape` makes any value print verbatim in one;
`quote` and `unquote` do the same for the Markdown files we write, which any viewer may open.
"""

from contract_kit.markup.blocks import (
    Alignment,
    Marker,
    MarkerSpan,
    MBlock,
    MInline,
    Span,
    TableBlock,
    Text,
)
from contract_kit.markup.escaping import escape, fold, quote, unquote
from contract_kit.markup.parsing import parse
from contract_kit.markup.spans import inline, line_mark, marker

__all__ = [
    "Alignment",
    "MBlock",
    "MInline",
    "Marker",
    "MarkerSpan",
    "Span",
    "TableBlock",
    "Text",
    "escape",
    "fold",
    "inline",
    "line_mark",
    "marker",
    "parse",
    "quote",
    "unquote",
]
