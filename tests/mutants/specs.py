"""Changes of a spec in YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.mutants import hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

BREAKS_SHARE = 0.0
NAMES = re.compile(r"^( +)(name|title|text): (.+)$", re.MULTILINE)
SPANS = re.compile(r"(?<=: )\d+ (?:months|days)$", re.MULTILINE)
LINES = re.compile(r"^( *)([\w-]+): (\w[\w .-]*)$", re.MULTILINE)
LEAF = re.compile(r"^( *)([\w-]+): ([^\s#&*\[{|>][^#\n]*)$", re.MULTILINE)
DIGITS = re.compile(r"(?<=: )\d+(?:\.\d+)?")
TEMPLATES = (
    "{{ term.initial }}", "{{ 1 / 0 }}", "{{ nosuch.path }}", "{{ '%9999999d' % 1 }}",
    "{{ ''.__class__ }}",
    "{% for a in 'a' * 3000 %}{% for b in 'a' * 3000 %}x{% endfor %}{% endfor %}", "{% if %}", "{{",
    "{{ 'a' * 10 ** 9 }}", "{{ " + "(" * 120 + "1" + ")" * 120 + " }}", "{% include 'x' %}",
    "{{ 9 ** 9 ** 9 }}", "{% raw %}", "{{ [1] | sum(start=[]) }}", "{{ lipsum(500) }}",
    "{{ range(10**9) | list }}",
    "{% set x = namespace() %}{{ x }}", "{{ 'x' | center(10 ** 9) }}", "{{ self }}", "{{ cycler }}",
)  # fmt: skip
SNIPPETS = (
    "x: &a [*a]", "a: &a [1]\nb: &b [*a, *a]\nc: [*b, *b]", "!!python/object/apply:os.system [ls]",
    "? [complex, key]\n: value", "contract: again", "<<: {a: 1}", "%YAML 9.9",
    "---\nsecond: document",
    "extends: ../../../etc/passwd", "extends: minimal.yaml", "on: yes", "1: 2", "null: null",
    "deep: " + "[" * 80,
    "deep: " + "{a: " * 60 + "1" + "}" * 60, "bytes: !!binary aGVsbG8=", "date: 2027-13-45",
    "t: 12:61:61",
    "pricing: []", "roles: 7", "\tx: 1", "notes: |\n  a\n b", "stance: provider", "language: {n}",
)  # fmt: skip


def _quoted(text: str) -> str:
    spelt = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in spelt) + '"'


def _somewhere(
    pattern: re.Pattern[str], change: Callable[[re.Match[str], Random], str]
) -> Callable[[bytes, Random], bytes]:
    """A change of one place that the pattern finds."""

    def changed(data: bytes, chance: Random) -> bytes:
        text = data.decode()
        found = list(pattern.finditer(text))
        if not found:
            return data
        one = chance.choice(found)
        return (text[: one.start()] + change(one, chance) + text[one.end() :]).encode()

    return changed


def _words(found: re.Match[str], chance: Random) -> str:
    """Hostile words where any words may stand, escaped as YAML wants them."""
    words = hostile.spoilt(found[3].strip('"'), chance) or "x"
    if chance.random() < 0.1:
        words += chance.choice((*hostile.CONTROLS, "\ud800", "\uffff"))
    return f"{found[1]}{found[2]}: {_quoted(words)}"


def _value(found: re.Match[str], chance: Random) -> str:
    """A hostile value in any place."""
    value = hostile.number(chance) if chance.random() < 0.5 else _quoted(hostile.text(chance))
    return f"{found[1]}{found[2]}: {value}"


def _key(found: re.Match[str], chance: Random) -> str:
    """A key that is not there, twice, or hostile."""
    name = chance.choice((found[2] + "x", found[2].upper(), _quoted(hostile.text(chance)), "a.b"))
    twice = chance.random() < 0.5
    return f"{found[0]}\n{found[1]}{name}: {found[3]}" if twice else f"{found[1]}{name}: {found[3]}"


def _span(found: re.Match[str], chance: Random) -> str:
    """Another length of time."""
    return chance.choice(("1 month", "13 months", "30 days", "five years", "1 day", "999 months"))


def _restyled(data: bytes, chance: Random) -> bytes:
    """The same values, written otherwise."""
    text = data.decode()
    match chance.randrange(5):
        case 0:
            return text.replace("\n", "\r\n").encode()
        case 1:
            return b"\xef\xbb\xbf" + data
        case 2:
            return f"--- # {hostile.text(chance)!r}\n{text}\n...\n".encode()
        case 3:
            blocks = re.split(r"\n\n(?=\w)", text)
            chance.shuffle(blocks)
            return "\n\n".join(blocks).encode()
        case _:
            return LINES.sub(lambda one: f"{one[1]}'{one[2]}':   {one[3]} # said", text).encode()


def _near(found: re.Match[str], chance: Random) -> str:
    """A number near the one that stood there."""
    return str(round(float(found[0]) * chance.choice((0.5, 0.9, 1, 1.01, 2)), 2))


def _lines(data: bytes, chance: Random) -> bytes:
    """Lines gone, twice or moved in."""
    lines = data.decode().split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(3):
        case 0:
            del lines[at : at + chance.choice((1, 2, 8))]
        case 1:
            lines[at:at] = lines[at : at + chance.choice((1, 6))]
        case _:
            lines[at] = " " * chance.randint(1, 4) + lines[at]
    return "\n".join(lines).encode()


def _snippet(data: bytes, chance: Random) -> bytes:
    """A hostile line at the start or at the end."""
    line = chance.choice(SNIPPETS).replace("{n}", hostile.text(chance)).encode()
    return line + b"\n" + data if chance.random() < 0.3 else data + b"\n" + line + b"\n"


def _template(data: bytes, chance: Random) -> bytes:
    """A term of its own with a hostile template."""
    text = _quoted(chance.choice(TEMPLATES))
    own = f"\ncustom_terms:\n  - title: X\n    text: {text}\n    approved_by: GC\n"
    return data.split(b"\ncustom_terms:")[0] + own.encode()


CHANGES = {
    "words": _somewhere(NAMES, _words),
    "words-more": _somewhere(NAMES, _words),
    "words-again": _somewhere(NAMES, _words),
    "near": _somewhere(DIGITS, _near),
    "span": _somewhere(SPANS, _span),
    "restyled": _restyled,
    "restyled-more": _restyled,
    "value": _somewhere(LEAF, _value),
    "key": _somewhere(LEAF, _key),
    "lines": _lines,
    "snippet": _snippet,
    "template": _template,
}
BREAKS: dict[str, Callable[[bytes, Random], bytes]] = {}
