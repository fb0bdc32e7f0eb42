"""Letters are read as the eye sees them; whole numbers are read with care, everywhere."""

import ast
import json
from pathlib import Path

import pytest

import contract_kit
from contract_kit import letters
from contract_kit.digits import whole
from contract_kit.document import Document, Paragraph
from contract_kit.library.packs import load_packs
from contract_kit.read import read
from contract_kit.report.machine import render
from contract_kit.resources import bundled
from contract_kit.scan.engine import scan

SOURCE = Path(contract_kit.__file__).parent


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("shall n\u043et notify", "shall not notify"),
        ("\u0455\u04bb\u0430\u04cf\u04cf notify", "shall notify"),
        ("shall \u043d\u043e\u0442 or n\u03bft pay", "shall \u043d\u043e\u0442 or not pay"),
        ("shall \u0578\u0585t pay", "shall not pay"),
        ("\uff53\uff48\uff41\uff4c\uff4c pay", "shall pay"),
        ("\U0001d427\U0001d428\U0001d42d later", "not later"),
        ("shall \u0274\u1d0f\u1d1b pay", "shall not pay"),
        ("\u13dahall", "Shall"),
        ("\uff11\uff12 days", "12 days"),
    ],
)
def test_look_alikes_are_read_as_latin_letters_in_their_place(text: str, read_as: str):
    assert letters.latin(text) == read_as
    assert len(letters.latin(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "ООО «Ромашка» and the Customer",
        "Общество с ограниченной ответственностью",
        "Ελληνική Δημοκρατία (the Republic)",
        "a cable of 5 kΩ and 3 μm",
        "Société Générale, Işık, naïve, Łódź",
        "“quoted” – dashed",
    ],
)
def test_words_of_other_languages_stay(text: str):
    assert letters.latin(text) == text


@pytest.mark.parametrize(
    ("text", "shown", "odd"),
    [
        ("no\u200bt", "not", 1),
        ("n\u2060o\u200dt", "not", 2),
        ("sh\u00adall", "shall", 0),
        ("\ufeffThis Agreement", "This Agreement", 0),
        ("and\u200b or", "and or", 0),
        ("\u202eton llahs\u202c pay", "shall not pay", 1),
        ("pay\U000e0041\U000e0042", "pay", 1),
        ("n\u3164ot", "not", 1),
        ("o\ufb03ce", "office", 0),
        ("Article \u2163", "Article \u2163", 0),
        ("Schedule \u2162", "Schedule III", 0),
        ("cafe\u0301", "caf\u00e9", 0),
        ("the Provider\x92s", "the Provider\u2019s", 0),
        ("\u2611\ufe0f yes", "\u2611 yes", 0),
        ("\u0645\u06cc\u200c\u0634\u0648\u062f", "\u0645\u06cc\u0634\u0648\u062f", 0),
    ],
)
def test_what_shows_nothing_is_taken_out(text: str, shown: str, odd: int):
    expected = shown.replace("\u2163", "IV")
    assert letters.shown(text) == (expected, odd)


def first(document: Document) -> Paragraph:
    return next(block for _, block in document.blocks() if isinstance(block, Paragraph))


CONTRACT = (
    "SERVICES AGREEMENT\n\nThis Agreement is made between Acme Inc. and Beta LLC.\n\n"
    "The Supplier shall provide the services to the Customer with due skill and care.\n\n"
)


def test_a_word_that_runs_over_two_formats_is_read_as_one():
    html = b"<p>The Provider shall n<b>\xd0\xbe</b>t notify the Customer of it.</p>"
    paragraph = first(read(html, "a.html"))
    assert paragraph.text == "The Provider shall not notify the Customer of it."
    assert paragraph.verbatim == "The Provider shall n\u043et notify the Customer of it."


def test_a_verdict_reads_the_folded_words_and_quotes_the_letters_of_the_file():
    term = "This Agr\u0435\u0435ment is g\u043everned by the laws of England and Wales."
    document = read((CONTRACT + term).encode(), "a.txt")
    packs = tuple(one for one in load_packs(bundled("packs")) if one.id == "bpo-baseline")
    report = scan({"a.txt": document}, packs)
    result = json.loads(render(report, packs))["documents"][0]
    law = next(one for one in result["requirements"] if one["id"] == "bpo-law")
    assert law["status"] != "absent"
    assert law["evidence"][0]["quote"] == term
    assert [(one["kind"], one["count"]) for one in result["notices"]] == [("look-alike-letters", 2)]
    assert result["notices"][0]["location"] == {"paragraph": 4}


def test_plain_contracts_are_told_of_nothing():
    text = (
        CONTRACT + "“Data” means – among others – naïve soft\u00adware of the Customer’s\u00a0own."
    )
    assert not read(("\ufeff" + text).encode(), "a.txt").notices


@pytest.mark.parametrize("text", ["", None, "²", "x", "1.5", "9" * 5000, "-1", "1_0", "٣"])
def test_a_wrong_number_is_no_number(text: str | None):
    assert whole(text) is None


def test_whole_numbers_keep_their_bounds():
    assert (whole(" 12 "), whole("+3"), whole("-3", least=-5)) == (12, 3, -3)
    assert (whole("12", most=11), whole("0", least=1)) == (None, None)


TESTS = {"isdigit", "isdecimal", "isnumeric"}


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_number_is_made_of_what_merely_looks_like_figures(path: Path):
    """`"²".isdigit()` holds, `int("²")` fails: `digits.whole` is the one way."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        calls = [one.func for one in ast.walk(function) if isinstance(one, ast.Call)]
        asked = any(isinstance(one, ast.Attribute) and one.attr in TESTS for one in calls)
        made = any(isinstance(one, ast.Name) and one.id in {"int", "float"} for one in calls)
        assert not (asked and made), f"{path}:{function.lineno} {function.name}"


@pytest.mark.parametrize("sign", ["\u3164", "\u200b", "\u2060"])
def test_two_words_without_a_blank_between_them_are_two(sign: str):
    assert letters.shown(f"shall{sign}not notify") == ("shall not notify", 1)
    assert letters.shown(f"sha{sign}ll n{sign}ot notify") == ("shall not notify", 2)


@pytest.mark.parametrize(
    "word",
    ["ṇọṭ", "nöt", "sháll", "ɳoţ", "ŋọt", "ņo", "notıfy", "đata", "wıthın", "ƞotice", "ɗelete"],
)
def test_a_common_word_with_odd_marks_is_that_word(word: str):
    assert letters.latin(f"It {word} notify.").isascii()


def test_letters_within_rings_are_read_and_those_with_strokes_are_deleted():
    text = "The Provider shall {} notify the Customer of it."
    ringed = read((CONTRACT + text.format("n\u20ddo\u20ddt\u20dd")).encode(), "a.txt")
    assert text.format("not") in [
        one.text for _, one in ringed.blocks() if isinstance(one, Paragraph)
    ]
    for sign in "\u0336\u0338\u20d2\u20e5":
        struck = "".join(one + sign for one in "not")
        document = read((CONTRACT + text.format(struck)).encode(), "a.txt")
        texts = [one.text for _, one in document.blocks() if isinstance(one, Paragraph)]
        assert "The Provider shall notify the Customer of it." in texts
        assert [(one.kind, one.count) for one in document.notices] == [("tracked-changes", 1)]


@pytest.mark.parametrize(
    "word",
    ["été", "für", "más", "à", "São", "Größe", "Yıldız", "Łódź", "Ørsted", "Thị", "señor", "où"],
)
def test_a_word_of_another_language_stays(word: str):
    assert letters.latin(f"It {word} notify.") == f"It {word} notify."
