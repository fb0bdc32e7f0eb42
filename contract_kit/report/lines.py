"""Lines of a text report: how wide they are, where a passage stands, what is cut."""

from __future__ import annotations

import textwrap

WIDTH = 100
_MOST = 40
"""Words of a passage that only comes near, at most."""


def where(one: object) -> str:
    """The place of a passage or finding in words."""
    section = getattr(one, "section", "")
    page = getattr(one, "page", None)
    paragraph = getattr(one, "paragraph", None)
    file = getattr(one, "file", "")
    parts = [file] if file else []
    parts += [f"page {page}"] if page else []
    parts += [f"section {section}"] if section else []
    parts += [f"paragraph {paragraph}"] if not (page or section) else []
    return ", ".join(parts)


def short(quote: str) -> str:
    """A quote cut to some words."""
    words = quote.split()
    return quote if len(words) <= _MOST else " ".join(words[:_MOST]) + " …"


def wrapped(lead: str, text: str) -> list[str]:
    """A text after its lead, in lines of the report's width; the later ones stand further in."""
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    blanks = not text.isprintable()  # tabs and the like: looking for them takes half the time
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=indent,
        break_on_hyphens=False,
        expand_tabs=blanks,
        replace_whitespace=blanks,
    )
    return lines or [lead]
