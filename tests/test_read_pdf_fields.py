"""Fields, text boxes and stamps of a PDF page: what they show is read, and nothing else of them."""

from __future__ import annotations

import pytest

from contract_kit.document import Document
from contract_kit.read import read
from tests.pdf_files import SECRET, SEEN, form, line, page_of
from tests.test_read_pdf_sight import text_of, told

PLACE = "/Rect [60 480 560 500]"
SHOWN = "q BT /F1 10 Tf 0 g 2 5 Td (%s) Tj ET Q"
BOX = "0 0 500 20"
FORM = (
    "/AcroForm << /Fields [10 0 R] /DR << /Font << /F1 5 0 R >> >> /DA (/F1 10 Tf 0 g) >>"
    "/OCProperties << /OCGs [12 0 R] /D << /OFF [12 0 R] >> >>"
)


def with_note(
    keys: str, appearance: str | None = None, *, place: str = PLACE, drawn: str = ""
) -> Document:
    shown = "" if appearance is None else "/AP << /N 11 0 R >>"
    objects: dict[int, str | bytes] = {
        10: f"<< /Type /Annot {place} {keys} {shown} >>",
        11: form(appearance or "", BOX),
        12: "<< /Type /OCG /Name (x) >>",
    }
    return read(page_of(drawn, objects, page="/Annots [10 0 R]", catalog=FORM), "a.pdf")


FIELD = f"/Subtype /Widget /FT /Tx /T (a) /V ({SECRET}) /DA (/F1 10 Tf 0 g)"
TEXT = f"/Subtype /FreeText /Contents ({SECRET}) /DA (/F1 10 Tf 0 g)"


@pytest.mark.parametrize("keys", [FIELD, TEXT])
@pytest.mark.parametrize("appearance", [None, SHOWN % SECRET])
def test_what_is_shown_is_read(keys: str, appearance: str | None) -> None:
    document = with_note(keys, appearance)
    assert text_of(document).endswith(SECRET)
    assert told(document) == []


@pytest.mark.parametrize("keys", [FIELD, TEXT])
@pytest.mark.parametrize(
    "appearance",
    [
        SHOWN % "None",
        "",
        (SHOWN % SECRET).replace("0 g", "1 g"),
        (SHOWN % SECRET).replace("2 5 Td", "2 50 Td"),
        SHOWN % SECRET + " 1 g 0 0 500 20 re f",
    ],
)
def test_what_another_appearance_hides_is_no_evidence(keys: str, appearance: str) -> None:
    document = with_note(keys, appearance)
    assert "governed" not in text_of(document)
    assert {kind for kind, _ in told(document)} == {"hidden-text"}
    assert ("None" in text_of(document)) == ("None" in appearance)


@pytest.mark.parametrize("place", ["/Rect [0 0 0 0]", "/Rect [2000 2000 2400 2020]"])
@pytest.mark.parametrize("keys", [FIELD, TEXT])
def test_what_stands_nowhere_is_no_evidence(keys: str, place: str) -> None:
    document = with_note(keys, place=place)
    assert "governed" not in text_of(document)
    assert {kind for kind, _ in told(document)} == {"hidden-text"}


@pytest.mark.parametrize("keys", [f"{FIELD} /Ff 8192 /F 4", f"{FIELD} /F 2", f"{TEXT} /F 32"])
def test_what_is_marked_as_not_shown_is_no_evidence(keys: str) -> None:
    document = with_note(keys, SHOWN % SECRET)
    assert "governed" not in text_of(document)
    assert told(document) == [("hidden-text", 1)]


@pytest.mark.parametrize("keys", [FIELD, TEXT, "/Subtype /Stamp"])
def test_what_stands_in_a_layer_makes_the_page_incomplete(keys: str) -> None:
    document = with_note(f"{keys} /OC 12 0 R", SHOWN % SECRET)
    assert "governed" not in text_of(document)
    assert told(document) == [("lost-text", 1)]
    assert document.notices[0].location.page == 1


def test_the_words_of_a_stamp_are_read_where_they_stand() -> None:
    document = with_note("/Subtype /Stamp", SHOWN % SECRET, drawn=line("The end.", 300))
    assert text_of(document).endswith(f"{SEEN} {SECRET} The end.")
    assert told(document) == []


@pytest.mark.parametrize("appearance", [None, "1 g 0 0 500 20 re f"])
def test_words_under_a_white_shape_are_hidden(appearance: str | None) -> None:
    shape = "/Subtype /Square /C [1 1 1] /IC [1 1 1]"
    document = with_note(shape, appearance, drawn=line(SECRET, 485))
    assert "governed" not in text_of(document)
    assert told(document) == [("hidden-text", 1)]


def test_a_choice_may_be_shown_by_another_name() -> None:
    choice = "/Subtype /Widget /FT /Ch /Ff 131072 /T (a) /V (GB) /Opt [[(GB) (United Kingdom)]]"
    document = with_note(choice, SHOWN % "United Kingdom")
    assert text_of(document).endswith("United Kingdom")
    assert told(document) == []


def test_a_marked_passage_is_read() -> None:
    marked = "/Subtype /Highlight /C [1 1 0] /QuadPoints [60 500 560 500 60 480 560 480]"
    document = with_note(marked, drawn=line(SECRET, 485))
    assert text_of(document).endswith(SECRET)
    assert told(document) == []


@pytest.mark.parametrize(
    ("drawn", "inner", "box"),
    [
        ("/X0 Do\n", line(SECRET), "0 0 5 5"),
        ("/X0 Do\n", f"q 0 0 5 5 re W n {line(SECRET)} Q", "0 0 612 792"),
        ("q 0 0 5 5 re W n /X0 Do Q\n", line(SECRET), "0 0 612 792"),
    ],
)
def test_words_that_a_form_does_not_let_through_are_hidden(drawn: str, inner: str, box: str):
    objects: dict[int, str | bytes] = {10: form(inner, box)}
    data = page_of(drawn, objects, resources="/XObject << /X0 10 0 R >>")
    document = read(data, "a.pdf")
    assert "governed" not in text_of(document)
    assert told(document) == [("hidden-text", 1)]
