"""What of a Word file cannot be seen for where it stands: notes, shapes, cells, numbers."""

import pytest

from contract_kit.read import read
from tests.test_read_sight import notice, words
from tests.test_read_sight_more import SEEN, code, hidden, mark
from tests.word_files import docx, p, r


@pytest.mark.parametrize("size", ["4", "5"])
@pytest.mark.parametrize("place", ["superscript", "subscript"])
def test_small_letters_set_higher_or_lower_are_smaller_still(size: str, place: str):
    run = r("secret words", f'<w:sz w:val="{size}"/><w:vertAlign w:val="{place}"/>')
    assert hidden(read(docx(f"{p(SEEN)}<w:p>{run}</w:p>"), "a.docx"))


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vertAlign w:val="superscript"/>',
        '<w:sz w:val="10"/><w:vertAlign w:val="subscript"/>',
        '<w:sz w:val="5"/><w:vertAlign w:val="baseline"/>',
    ],
)
def test_ordinary_letters_set_higher_or_lower_are_seen(properties: str):
    document = read(docx(f"{p(SEEN)}<w:p>{r('more words', properties)}</w:p>"), "a.docx")
    assert words(document) == [SEEN, "more words"]
    assert not document.notices


NOTE = f'<w:footnote w:id="2">{p("Words of a note.")}</w:footnote>'
REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    "around",
    [
        mark("begin") + code(" IF 1=2 ") + "{}" + mark("separate") + mark("end"),
        mark("begin") + code(" XE x ") + mark("separate") + "{}" + mark("end"),
        '<w:fldSimple w:instr=" SET a ">{}</w:fldSimple>',
    ],
)
def test_the_note_of_a_reference_that_a_field_keeps_to_itself_is_not_seen(around: str):
    body = f"<w:p>{r(SEEN)}{around.format(REFERENCE)}</w:p>"
    assert hidden(read(docx(body, footnotes=NOTE), "a.docx"))


@pytest.mark.parametrize(
    "around", ["{}", mark("begin") + code(" IF 1=1 ") + mark("separate") + "{}" + mark("end")]
)
def test_the_note_of_a_reference_that_is_shown_is_read(around: str):
    body = f"<w:p>{r(SEEN)}{around.format(REFERENCE)}</w:p>"
    document = read(docx(body, footnotes=NOTE), "a.docx")
    assert words(document) == [SEEN, "Words of a note."]
    assert not document.notices
