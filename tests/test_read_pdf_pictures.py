"""A picture or a drawing of text beside the text of a page makes the page incomplete."""

from __future__ import annotations

from collections.abc import Callable

import numpy
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contract_kit.read import read
from tests.test_read_pdf import drawn
from tests.test_read_pdf_sight import SECRET, SEEN, text_of

Draw = Callable[[ImageDraw.ImageDraw], None]
LOST = ["page 1 (a picture or a drawing that looks like text)"]


def told(draw: Callable[[Canvas], None]) -> list[str]:
    def both(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at in range(6):
            canvas.drawString(72, 780 - 14 * at, SEEN)
        draw(canvas)

    document = read(drawn(both), "a.pdf")
    assert text_of(document).count("twenty seconds") == 6
    return [one.what for one in document.notices]


def picture(draw: Draw, width: int = 900, height: int = 240) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    draw(ImageDraw.Draw(image))
    return image


def scanned(pen: ImageDraw.ImageDraw) -> None:
    for at in range(7):
        pen.text((10, 10 + 32 * at), f"{SECRET} {at}", fill="black", font_size=22)


def pasted(image: Image.Image, height: float = 120) -> Callable[[Canvas], None]:
    return lambda canvas: canvas.drawImage(ImageReader(image), 72, 400, 450, height)


def test_a_picture_of_a_clause_is_named() -> None:
    assert told(pasted(picture(scanned))) == LOST
    grey = numpy.array(picture(scanned)) // 2 + 100
    grey[::3] -= 10
    assert told(pasted(Image.fromarray(grey.astype("uint8")))) == LOST


def logo(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((20, 20, 200, 200), fill="navy")
    pen.text((260, 60), "Lakeside Support", fill="navy", font_size=70)
    pen.text((260, 150), "Customer care since 1999", fill="grey", font_size=40)


def chart(pen: ImageDraw.ImageDraw) -> None:
    pen.line((40, 10, 40, 220), fill="black", width=3)
    pen.line((40, 220, 880, 220), fill="black", width=3)
    for at in range(12):
        pen.rectangle((60 + 65 * at, 200 - 13 * at, 100 + 65 * at, 220), fill="teal")


def photo() -> Image.Image:
    across, up = numpy.meshgrid(numpy.linspace(0, 9, 900), numpy.linspace(0, 5, 240))
    light = 127 + 60 * numpy.sin(across) * numpy.cos(up) + 40 * numpy.sin(7 * across * up)
    return Image.fromarray(light.astype("uint8")).convert("RGB")


@pytest.mark.parametrize("image", [picture(logo), picture(chart), photo(), picture(lambda _: None)])
def test_other_pictures_are_not(image: Image.Image) -> None:
    assert told(pasted(image)) == []


def test_words_over_a_picture_are_text_of_the_page() -> None:
    def over(canvas: Canvas) -> None:
        pasted(picture(lambda _: None))(canvas)
        canvas.setFillColorRGB(0, 0, 0)
        for at in range(6):
            canvas.drawString(80, 500 - 14 * at, SECRET)

    assert told(over) == []


def outlines(canvas: Canvas) -> None:
    """Shapes with round edges, as high and as wide as letters."""
    path = canvas.beginPath()
    for at in range(300):
        x, y = 72 + at % 60 * 7, 500 - at // 60 * 16
        path.moveTo(x, y)
        path.curveTo(x + 1, y + 9, x + 4, y + 9, x + 5, y)
        path.curveTo(x + 4, y + 1, x + 4, y + 6, x + 3, y + 6)
        path.curveTo(x + 2, y + 6, x + 1, y + 2, x, y)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def grid(canvas: Canvas) -> None:
    for at in range(400):
        x, y = 72 + at % 20 * 22, 500 - at // 20 * 14
        canvas.rect(x, y, 22, 14)


def wave(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(72, 400)
    for at in range(400):
        path.curveTo(72 + at, 420, 72.5 + at, 380, 73 + at, 400 + at % 7 * 9)
    canvas.drawPath(path)


def test_a_clause_in_outlines_is_named() -> None:
    assert told(outlines) == LOST


@pytest.mark.parametrize("draw", [grid, wave])
def test_other_drawings_are_not(draw: Callable[[Canvas], None]) -> None:
    assert told(draw) == []
