"""Letters of a PDF page that a reader does not see though something is drawn for them."""

from __future__ import annotations

import pytest

from contract_kit.read import pdf_objects, read
from tests.pdf_files import SECRET, SEEN, form, line, page_of, stream
from tests.test_read_pdf_sight import text_of, told

MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
    "1 begincodespacerange <00> <FF> endcodespacerange %s endcmap end end"
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 11 0 R >>"
LIGATURE = {"q": "ffi", "Q": "Th"}


def mapped(signs: dict[str, str]) -> str:
    """The map of a font whose signs stand for other letters, and all others for themselves."""
    rows = [
        f"<{ord(one):02X}> <{''.join(signs.get(one, one)).encode('utf-16-be').hex()}>"
        for one in map(chr, range(32, 127))
    ]
    return MAP % f"{len(rows)} beginbfchar {' '.join(rows)} endbfchar"


def with_map(signs: dict[str, str], drawn: str) -> bytes:
    objects: dict[int, str | bytes] = {10: FONT, 11: stream("", mapped(signs))}
    return page_of(drawn, objects, fonts="/F6 10 0 R")


@pytest.mark.parametrize(
    ("signs", "shown"),
    [
        ({"Q": SECRET}, "Q"),
        ({"Q": SECRET}, "Seen words before Q and after it"),
        ({"Q": " governed by", "q": " the laws"}, "Q q"),
        ({"Q": "gove", "q": "rned", "z": " by", "y": " the"}, "Qqzy"),
    ],
)
def test_a_sign_that_stands_for_many_letters_says_none(signs: dict[str, str], shown: str) -> None:
    document = read(with_map(signs, line(shown, font="/F6 10 Tf")), "a.pdf")
    assert "govern" not in text_of(document)
    assert ("Seen words" in text_of(document)) == ("Seen" in shown)
    assert {kind for kind, _ in told(document)} == {"hidden-text"}


def test_an_empty_sign_that_stands_for_a_word_says_none() -> None:
    data = with_map({"_": "not ", " ": " "}, line("It shall  _notify", font="/F6 10 Tf"))
    document = read(data.replace(b"_notify", b"_ notify"), "a.pdf")
    assert "not " not in text_of(document).split(SEEN)[-1]


def test_ligatures_are_letters() -> None:
    document = read(with_map(LIGATURE, line("Qe oqce shall answer.", font="/F6 10 Tf")), "a.pdf")
    assert text_of(document).endswith("The office shall answer.")
    assert told(document) == []


@pytest.mark.parametrize("style", ["1 Tz", "-6 Tc", "3 Tz 0 g", "-4.6 Tc"])
def test_letters_that_lie_on_each_other_are_unseen(style: str) -> None:
    document = read(page_of(line(SECRET, style=style)), "a.pdf")
    assert "governed" not in text_of(document)
    assert {kind for kind, _ in told(document)} == {"hidden-text"}


@pytest.mark.parametrize("style", ["60 Tz", "-1 Tc", "3 Tc"])
def test_narrow_letters_are_seen(style: str) -> None:
    document = read(page_of(line(SECRET, style=style)), "a.pdf")
    assert "governed" in text_of(document)
    assert told(document) == []


def test_a_line_written_upwards_is_seen() -> None:
    drawn = line(SECRET).replace("1 0 0 1 60 500 Tm", "0 1 -1 0 60 100 Tm")
    assert "governed" in text_of(read(page_of(drawn), "a.pdf"))


@pytest.mark.parametrize(
    ("shape", "seen"),
    [
        ("", False),
        ("50 0 300 600 re n", False),
        ("1 g 50 0 300 600 re f", False),
        ("50 0 50 50 re f", False),
        ("50 0 110 110 re f", False),
        ("50 0 50 50 re 50 500 50 50 re f", False),
        ("50 0 300 600 re f", True),
        ("50 0 80 600 re f", True),
        ("50 0 300 300 re f", True),
    ],
)
def test_letters_that_are_drawings_are_looked_at(shape: str, seen: bool) -> None:
    names = " ".join(["/e"] * 95)
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0]"
        f" /FirstChar 32 /LastChar 126 /Widths [{' 500' * 95}] /CharProcs << /e 12 0 R >>"
        f" /Resources << >> /Encoding << /Differences [32 {names}] >> /ToUnicode 11 0 R >>"
    )
    objects: dict[int, str | bytes] = {
        10: font,
        11: stream("", mapped({})),
        12: stream("", f"500 0 d0 {shape}"),
    }
    data = page_of(line(SECRET, font="/F3 10 Tf"), objects, fonts="/F3 10 0 R")
    document = read(data, "a.pdf")
    assert ("governed" in text_of(document)) is seen
    assert told(document) == ([] if seen else [("hidden-text", 1)])


def test_the_unit_of_a_page_makes_letters_small() -> None:
    document = read(page_of(line(SECRET, font="/F1 3 Tf"), page="/UserUnit 0.2"), "a.pdf")
    assert "governed" not in text_of(document)


def test_more_drawings_than_are_looked_at_make_the_page_incomplete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_objects, "MOST_OBJECTS", 20)
    document = read(page_of("0 0 1 1 re f\n" * 20 + line(SECRET)), "a.pdf")
    assert text_of(document).count("twenty seconds") == 6
    assert "governed" not in text_of(document)
    assert [one.what for one in document.notices] == ["page 1 (more drawings than are looked at)"]


def test_forms_too_deep_within_each_other_make_the_page_incomplete() -> None:
    objects: dict[int, str | bytes] = {
        at: form(f"/X{at + 1} Do", keys="").replace(
            b"/Font", f"/XObject << /X{at + 1} {at + 1} 0 R >> /Font".encode()
        )
        for at in range(10, 38)
    }
    objects[38] = form(line(SECRET))
    data = page_of("/X10 Do", objects, resources="/XObject << /X10 10 0 R >>")
    document = read(data, "a.pdf")
    assert [one.what for one in document.notices] == ["page 1 (more drawings than are looked at)"]
    assert "governed" not in text_of(document)


STRIPES = "".join(f"50 {490 + at * 1.5} 510 1.6 re f " for at in range(20))
STROKES = "".join(f"50 {490 + at * 1.5} m 560 {490 + at * 1.5} l S " for at in range(20))
BLOCKS = "".join(f"1 0 0 1 {60 + at * 3} 500 Tm (M) Tj " for at in range(160))


@pytest.mark.parametrize(
    "cover",
    [
        f"q 1 g {STRIPES} Q",
        f"q 0 g {STRIPES} Q",
        f"q 1 G 1.9 w {STROKES} Q",
        f"q 1 g BT /F1 10 Tf {BLOCKS} ET Q",
        f"q 1 g BT /F1 10 Tf {BLOCKS} ET Q 0 g {STRIPES}",
    ],
)
def test_words_under_stripes_or_light_letters_are_hidden(cover: str) -> None:
    document = read(page_of(line(SECRET) + cover), "a.pdf")
    assert "governed" not in text_of(document)
    assert told(document) == [("hidden-text", 1)]


def test_words_among_lines_are_seen() -> None:
    lines = "q 0.4 w 60 498 m 560 498 l S 60 502 m 560 502 l S 60 506 m 560 506 l S Q"
    document = read(page_of(line(SECRET) + lines), "a.pdf")
    assert "governed" in text_of(document)
    assert told(document) == []


def test_words_under_large_letters_of_their_colour_are_hidden() -> None:
    large = line("MMM", 350, font="/F1 400 Tf")
    document = read(page_of(line(SECRET) + large), "a.pdf")
    assert {kind for kind, _ in told(document)} == {"hidden-text"}


def test_words_hidden_under_others_that_may_be_are_hidden() -> None:
    pale = line("Nothing is said of any law or place here and now.", style="0.75 g")
    document = read(page_of(line(SECRET, style="1 g") + pale), "a.pdf")
    assert "governed" not in text_of(document)
    assert "Nothing is said" in text_of(document)
    assert {kind for kind, _ in told(document)} == {"hidden-text"}


def test_pale_words_may_be_drawn_twice_to_be_bold() -> None:
    pale = line(SECRET, style="0.75 g")
    document = read(page_of(pale + pale.replace("60 500", "60.3 500")), "a.pdf")
    assert "governed" in text_of(document)
    assert told(document) == []


OTHER = "We shall not be bound by anything that is written here at all."
PANEL = "q 0.1 0.2 0.4 rg 50 490 500 30 re f Q\n"
GREY = "q 0.7 g 50 490 500 30 re f Q\n"


def in_pieces(style: str) -> str:
    """A line whose words are drawn one by one."""
    drawn = " ".join(f"({one} ) Tj" for one in SECRET.split())
    return f"q BT /F1 10 Tf {style} 1 0 0 1 60 500 Tm {drawn} ET Q\n"


@pytest.mark.parametrize(
    "drawn",
    [
        line(SECRET) + line(SECRET, style="1 g"),
        line(SECRET) + in_pieces("1 g"),
        in_pieces("0 g") + line(SECRET, style="1 g"),
        line(SECRET, font="/F1 6 Tf") + line(SECRET, font="/F1 6 Tf", style="0.98 g"),
        line(SECRET, font="/F1 18 Tf") + line(SECRET, font="/F1 18 Tf", style="1 g"),
        PANEL + line(SECRET, style="1 g") + line(SECRET, style="0.1 0.2 0.4 rg"),
        GREY + line(SECRET) + line(SECRET, style="0.7 g"),
        line(OTHER) + line(SECRET, style="1 g"),
    ],
)
def test_letters_under_others_in_the_colour_of_the_ground_are_hidden(drawn: str) -> None:
    document = read(page_of(drawn), "a.pdf")
    assert "governed" not in text_of(document)
    assert {kind for kind, _ in told(document)} == {"hidden-text"}


def at(x: float, y: float, text: str) -> str:
    """A line that is drawn a little beside its place."""
    return text.replace("60 500 Tm", f"{60 + x} {500 + y} Tm")


@pytest.mark.parametrize(
    "drawn",
    [
        line(SECRET) + line(SECRET),
        line(SECRET) + at(0.3, 0, line(SECRET)),
        at(1, -1, line(SECRET, style="0.8 g")) + line(SECRET),
        at(0.5, -0.5, line(SECRET, style="1 g")) + line(SECRET),
        line(SECRET) + at(0.5, -0.5, line(SECRET, style="0.85 g")),
        PANEL + at(1, -1, line(SECRET)) + line(SECRET, style="1 g"),
        line("Above.", 521) + PANEL + line(SECRET, style="1 g"),
        line("Above.", 508, style="0.8 g") + line(SECRET) + line("Below.", 492, style="0.8 g"),
        line("_" * 60) + line(SECRET, style="0.6 g"),
        line("_" * 60) + line(SECRET, style="0.1 0.2 0.4 rg"),
    ],
)
def test_shadows_and_letters_drawn_twice_are_seen(drawn: str) -> None:
    document = read(page_of(drawn), "a.pdf")
    assert "governed" in text_of(document)
    assert told(document) == []


WORDS = "Nothing of what is written here is of any effect whatever, so"


@pytest.mark.parametrize(
    "drawn",
    [
        line(SECRET) + line(WORDS),
        line(SECRET) + at(1, 1, line(WORDS)),
        line(SECRET) + line(WORDS, style="0.5 g"),
        line(WORDS) + in_pieces("0 g"),
    ],
)
def test_words_drawn_on_other_words_make_a_page_incomplete(drawn: str) -> None:
    document = read(page_of(drawn), "a.pdf")
    (lost,) = [one for one in document.notices if one.kind == "lost-text"]
    assert "words that are drawn on other words" in lost.what


@pytest.mark.parametrize(
    "drawn",
    [
        line(SECRET) + at(0.4, 0, line(SECRET)),
        line("_" * 60) + line(SECRET),
        line("." * 60) + line(SECRET),
        line("DRAFT", font="/F1 60 Tf", style="0.9 g") + line(SECRET),
        line(SECRET) + line(WORDS, 489),
        line(SECRET, font="/F1 12 Tf") + line(WORDS, 488, font="/F1 12 Tf"),
    ],
)
def test_words_on_blanks_marks_and_close_lines_are_read(drawn: str) -> None:
    document = read(page_of(drawn), "a.pdf")
    assert "governed" in text_of(document)
    assert told(document) == []
