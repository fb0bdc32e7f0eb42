"""Changes of Markdown and of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.mutants import hostile

if TYPE_CHECKING:
    from random import Random

BREAKS_SHARE = 0.2
LINES = (
    "#" * 9 + " Deep", "# ", "{n}. {t}", "{n}.{n} {t}", "- {t}", "* * *",
    "| a | b |\n|---|\n| {t} |",
    "|{n}|" * 200, "> " * 900 + "{t}", "```", "~~~ {t}", "---\n{t}: {n}\n---", "<div>{t}",
    "<!-- {t}",
    "**" * 800, "[" * 800, "![{t}]({t})", "[{t}]: {t}", "*a " * 900, "`" * 501, "    {t}",
    "\t\t{t}",
    "$$ {t} $$", "<{t}>", "(a) {t}", "({n}) {t}", "ARTICLE {n}", "Schedule {n}: {t}", "\\\\" * 700,
    "%PDF-1.7", "PK\x03\x04", "<html>", "{t}\f{n}", "=====", "{n} | {t} | {n}", "Page {n} of {n}",
    "\u00a7 {n} {t}", "1" * 3000 + ". {t}",
    "a.b." * 2000, "1.1 " * 1500, "{t}" + " " * 3000 + "{n}",
    '"Fee" means {t}.', "{t} {{.insertion}} [~~{n}~~]", "<script>{t}", "&#{n};", "[^1]: {t}",
)  # fmt: skip


def _lines(data: bytes, chance: Random, change: str) -> bytes:
    lines = data.decode("utf-8", "replace").split("\n")
    at = chance.randrange(len(lines))
    piece = chance.choice(LINES).replace("{n}", hostile.number(chance))
    match change:
        case "line":
            lines.insert(at, piece.replace("{t}", hostile.text(chance)))
        case "spoilt":
            lines[at] = hostile.spoilt(lines[at], chance)
        case "twice":
            lines[at:at] = lines[at : at + 5] * chance.choice((1, 40))
        case "order":
            block = lines[at : at + 12]
            chance.shuffle(block)
            lines[at : at + 12] = block
        case "joined":
            lines[at : at + 6] = [" ".join(lines[at : at + 6])]
        case _:
            lines[at] = chance.choice(("  ", "> ", "\t", "- ", "1. ", "\u3000", "| ")) + lines[at]
    return "\n".join(lines).encode()


def _line(data: bytes, chance: Random) -> bytes:
    """A hostile line."""
    return _lines(data, chance, "line")


def _spoilt(data: bytes, chance: Random) -> bytes:
    """Hostile words in some line."""
    return _lines(data, chance, "spoilt")


def _shape(data: bytes, chance: Random) -> bytes:
    """Lines twice, in another order, joined or moved in."""
    return _lines(data, chance, chance.choice(("twice", "order", "joined", "moved in")))


def _control(data: bytes, chance: Random) -> bytes:
    """A character that a terminal obeys."""
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(hostile.CONTROLS).encode() + data[at:]


def _ends(data: bytes, chance: Random) -> bytes:
    """Lines that end as on other systems."""
    return data.replace(b"\n", chance.choice((b"\r\n", b"\r", b" \n", b"\n\r\n")))


def _encoded(data: bytes, chance: Random) -> bytes:
    """The text in another encoding."""
    form = chance.choice(("utf-8-sig", "utf-16", "cp1252", "utf-16"))
    return data.decode("utf-8", "replace").encode(form, "ignore")


def _noise(data: bytes, chance: Random) -> bytes:
    """A byte that is no text between two words."""
    at = data.index(b" ", chance.randrange(len(data) // 2))
    return data[:at] + chance.choice((b"\xff", b"\xc3", b"\x00", b"\x81")) + data[at:]


def _wrapped(data: bytes, chance: Random) -> bytes:
    """All lines inside something."""
    before = chance.choice((b"> ", b"  ", b" "))
    return b"\n".join(before + line if line else line for line in data.split(b"\n"))


CHANGES = {
    "line": _line,
    "more-line": _line,
    "spoilt": _spoilt,
    "shape": _shape,
    "control": _control,
}
BREAKS = {"ends": _ends, "encoded": _encoded, "noise": _noise, "wrapped": _wrapped}
