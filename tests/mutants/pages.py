"""Changes of a PDF."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, Stream, String

from tests.mutants import hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

BREAKS_SHARE = 0.25
NUMBER = re.compile(rb"(?<![\w/<(.-])-?\d+(?:\.\d+)?(?![\w>)])")
OPERATORS = (
    b"Tj",
    b"TJ",
    b"Td",
    b"Tm",
    b"Tf",
    b"ET",
    b"BT",
    b"q",
    b"Q",
    b"cm",
    b"T*",
    b"Tr",
    b"Do",
)
HOSTILE = (
    b" 3 Tr ", b" 7 Tr ", b" 1 1 1 rg ", b" 0 0 0 0 0 0 cm ", b" /None Do ", b" /F99 12 Tf ",
    b" BT ",
    b" ET ", b" Q Q Q ", b" q " * 600, b" /Artifact BMC ", b" EMC ", b" BI /W 1 /H 1 ID x EI ",
    b" 1 0 0 -1 0 800 cm ", b" 0 1 -1 0 0 0 Tm ", b" -200 Tz ", b" 500 Tc ", b" (\\377\\000) Tj ",
    b" <zz> Tj ", b" [(a) -99999 (b)] TJ ", b" ( ", b" << ", b" 99999999999999999999 0 Td ",
)  # fmt: skip
NUMBERS = (0, -1, 1, 0.00001, 90, 45, 1e6, -1e6, 1e30, 2**31)
STREAM = re.compile(rb"/Length (\d+)\b[^>]*>>\s*stream\r?\n")


def _changed(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file written anew after a change of its objects, with a right table of places."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _page(pdf: Pdf, chance: Random) -> Page:
    return chance.choice(list(pdf.pages))


def _drawing(page: Page) -> bytes:
    page.contents_coalesce()
    return bytes(page.Contents.read_bytes()) if "/Contents" in page else b""


def _of_drawing(change: Callable[[bytes, Random], bytes]) -> Callable[[bytes, Random], bytes]:
    """A change of what is drawn on a page."""

    def changed(data: bytes, chance: Random) -> bytes:
        def change_one(pdf: Pdf) -> None:
            page = _page(pdf, chance)
            page.Contents = Stream(pdf, change(_drawing(page), chance))

        return _changed(data, change_one)

    return changed


def _of_object(
    change: Callable[[Pdf, Page, Random], None],
) -> Callable[[bytes, Random], bytes]:
    """A change of a page and what it refers to."""
    return lambda data, chance: _changed(data, lambda pdf: change(pdf, _page(pdf, chance), chance))


def _number(drawing: bytes, chance: Random) -> bytes:
    """Some numbers are others."""
    share = chance.choice((0.002, 0.05))
    value = b"%g" % chance.choice(NUMBERS)
    return NUMBER.sub(lambda found: value if chance.random() < share else found[0], drawing)


def _operator(drawing: bytes, chance: Random) -> bytes:
    """Some operators are others."""
    old, new = chance.sample(OPERATORS, 2)
    return re.sub(
        rb"(?<=\s)" + re.escape(old) + rb"(?=\s)",
        lambda found: new if chance.random() < 0.1 else found[0],
        drawing,
    )


def _inserted(drawing: bytes, chance: Random) -> bytes:
    """Something hostile between two lines."""
    lines = drawing.split(b"\n")
    lines.insert(chance.randint(0, len(lines)), chance.choice(HOSTILE))
    return b"\n".join(lines)


def _lines(drawing: bytes, chance: Random) -> bytes:
    """Some lines twice, gone or in another order."""
    lines = drawing.split(b"\n")
    start = chance.randrange(len(lines))
    block = lines[start : start + chance.choice((1, 5, 40))]
    match chance.randrange(3):
        case 0:
            lines[start:start] = block * chance.choice((1, 20))
        case 1:
            del lines[start : start + len(block)]
        case _:
            chance.shuffle(block)
            lines[start : start + len(block)] = block
    return b"\n".join(lines)


def _box(_pdf: Pdf, page: Page, chance: Random) -> None:
    """A page of another size, part or turn."""
    match chance.randrange(3):
        case 0:
            page.Rotate = chance.choice((90, 180, 270, 45, -90, 10**9))
        case 1:
            page.UserUnit = chance.choice(NUMBERS)
        case _:
            name = chance.choice(("/MediaBox", "/CropBox"))
            page[name] = Array([chance.choice(NUMBERS) for _ in range(4)])


def _font(_pdf: Pdf, page: Page, chance: Random) -> None:
    """A font with hostile widths, without its encoding, or without its letters."""
    fonts = list(page.get("/Resources", Dictionary()).get("/Font", Dictionary()).as_dict().values())
    if not fonts:
        return
    font = chance.choice(fonts)
    match chance.randrange(4):
        case 0:
            del font[chance.choice(sorted(font.keys()))]
        case 1 if "/Widths" in font:
            font.Widths = Array([chance.choice(NUMBERS) for _ in font.Widths])
        case 2:
            font.Encoding = Name(chance.choice(("/Identity-V", "/Nothing")))
        case _:
            font.Subtype = Name(chance.choice(("/Type3", "/Type0", "/X")))


def _told(pdf: Pdf, _page: Page, chance: Random) -> None:
    """A hostile title, outline, structure or note."""
    words = hostile.text(chance) + chance.choice(hostile.CONTROLS)
    match chance.randrange(4):
        case 0:
            pdf.docinfo["/Title"] = words
        case 1:
            with pdf.open_outline() as outline:
                more = [OutlineItem(words, 0) for _ in range(chance.choice((1, 60)))]
                outline.root.extend(more)
        case 2:
            pdf.Root.MarkInfo = Dictionary(Marked=chance.choice((0, "x")))
        case _:
            pdf.Root.AcroForm = Dictionary(DA=String(words), Fields=7)


def _pages(pdf: Pdf, page: Page, chance: Random) -> None:
    """A page many times, or a page without anything on it."""
    for _ in range(chance.choice((1, 1, 12))):
        if chance.random() < 0.5:
            pdf.pages.append(page)
        else:
            pdf.add_blank_page()


def _split(pdf: Pdf, page: Page, chance: Random) -> None:
    """The drawing of a page in several streams."""
    lines = _drawing(page).split(b"\n")
    size = chance.randint(len(lines) // 50 + 1, len(lines) + 1)
    pieces = [lines[start : start + size] for start in range(0, len(lines), size)]
    page.Contents = Array(
        [pdf.make_indirect(Stream(pdf, b"\n".join(piece) + b"\n")) for piece in pieces]
    )


def _form(pdf: Pdf, page: Page, chance: Random) -> None:
    """The drawing of a page inside a form that the page draws, forms in forms."""
    for _ in range(chance.choice((1, 2, 8))):
        form = Stream(pdf, _drawing(page), Type=Name.XObject, Subtype=Name.Form)
        form.BBox = Array([0, 0, 2000, 2000])
        form.Resources = page.Resources
        page.Resources = Dictionary(XObject=Dictionary(Inner=pdf.make_indirect(form)))
        page.Contents = Stream(pdf, b"q /Inner Do Q")


def _lost(pdf: Pdf, page: Page, chance: Random) -> None:
    """A page whose drawing cannot be had: no such filter, no such form, no such object."""
    drawing = _drawing(page)
    match chance.randrange(3):
        case 0:
            page.Contents.write(drawing, filter=Name.NoSuchDecode)
        case 1:
            page.Contents = pdf.make_indirect(7)
        case _:
            page.Contents.write(drawing, filter=Name.FlateDecode)


def _noise(data: bytes, chance: Random) -> bytes:
    """Noise in a packed stream whose length stays right; the file was written anew before."""
    written = bytearray(_changed(data, lambda _: None))
    places = [(one.end(), int(one[1])) for one in STREAM.finditer(written) if int(one[1]) > 40]
    start, length = chance.choice(places)
    match chance.randrange(3):
        case 0:
            at = start + chance.randrange(length - 8)
            written[at : at + 8] = chance.randbytes(8)
        case 1:
            at = start + chance.randrange(length)
            written[at : start + length] = b"\0" * (start + length - at)
        case _:
            written[start : start + 20] = chance.randbytes(20)
    return bytes(written)


def _cut(data: bytes, chance: Random) -> bytes:
    """The file ends in the middle."""
    return data[: chance.randrange(len(data) // 4, len(data))]


CHANGES = {
    "number": _of_drawing(_number),
    "operator": _of_drawing(_operator),
    "inserted": _of_drawing(_inserted),
    "lines": _of_drawing(_lines),
    "box": _of_object(_box),
    "font": _of_object(_font),
    "told": _of_object(_told),
    "pages": _of_object(_pages),
}
BREAKS = {
    "split": _of_object(_split),
    "form": _of_object(_form),
    "lost": _of_object(_lost),
    "noise": _noise,
    "cut": _cut,
}
