"""Requirement files: the phrase language, loading in layers, errors that name file and line."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest

from contract_kit.errors import LibraryError
from contract_kit.library.backtracking import danger
from contract_kit.library.packs import load_packs
from contract_kit.library.phrases import check, expression, plain
from contract_kit.resources import bundled

WORDS = {"breach": "[data] breach* | incident*"}


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("notif*", "It notifies us.", True),
        ("notify", "It notifies us.", False),
        ("data [protection] breach", "a data breach", True),
        ("data [protection] breach", "a data protection breach", True),
        ("give [prompt|written] notice", "give written notice", True),
        ("in advance [only]", "in advance", True),
        ("(delete|return) ... data", "return all of the personal data", True),
        ("delete ... data", "delete " + "word " * 20 + "data", False),
        ("may [at once] ... end", "may end", True),
        ("may [at once] ... end", "may at once and for good end", True),
        ("sub-processor", "subprocessor", True),
        ("sub-processor", "sub processor", True),
        ("data subject", "data-subject", True),
        ("{breach} | loss", "a security incident", True),
        ("customer's", "customers", True),
        ("/art\\.? ?28/ | GDPR", "Art. 28", True),
        ("/within \\d+ days/", "within 30 days", True),
    ],
)
def test_phrases(phrase: str, text: str, found: bool) -> None:
    match = re.search(expression(phrase, WORDS), plain(text), re.IGNORECASE)
    assert (match is not None) is found


def test_plain_keeps_every_position() -> None:
    text = "“Customer’s” data – all of it"
    assert plain(text) == '"Customer\'s" data - all of it'
    assert len(plain(text)) == len(text)


def test_an_unknown_word_list_is_named_with_those_known() -> None:
    with pytest.raises(ValueError, match=r"'breech'; known: breach"):
        expression("{breech}", WORDS)


PACK = """\
title: A pack
source: practice
words: {notify: notif* | tell*}
scope: personal data
conditions: {gdpr: {about: the GDPR applies, found_by: GDPR}}
"""
REQUIREMENT = """\
id: one
title: One
citation: practice
applies_when: [gdpr]
severity: error
why: because
satisfied_when: it says so
anchors: [breach]
headings: breach*
patterns:
  - verb: "{notify}"
    find: [{a breach: breach*}]
"""


def write(folder: Path, **files: str) -> Path:
    pack = folder / "house"
    pack.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (pack / f"{name}.yaml").write_text(text)
    return folder


def test_a_pack_is_read_with_its_conditions_words_and_subject(tmp_path: Path) -> None:
    (pack,) = load_packs(write(tmp_path, pack=PACK, one=REQUIREMENT))
    requirement = pack.by_id["one"]
    assert requirement.pack == "house"
    assert requirement.scope is not None
    assert requirement.scope.search("your Personal Data")
    verb = requirement.patterns[0].verb
    assert verb is not None
    assert verb.search("they told and notified")
    assert requirement.patterns[0].find[0].label == "a breach"
    assert pack.conditions["gdpr"].found_by is not None


def test_a_later_folder_replaces_single_files(tmp_path: Path) -> None:
    built_in = write(tmp_path / "a", pack=PACK, one=REQUIREMENT)
    house = write(tmp_path / "b", one=REQUIREMENT.replace("title: One", "title: Ours"))
    (pack,) = load_packs(built_in, house)
    assert pack.by_id["one"].title == "Ours"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("severity: error", "severity: grave", r"one\.yaml:5: severity"),
        ("{notify}", "{notfy}", r"one\.yaml:11: .*notfy.*known: notify"),
        ("breach*}", "(breach*}", r"one\.yaml:12: .*cannot be read"),
        ("id: one", "id: two", r"one\.yaml:1: id is 'two'"),
        ("why:", "wy:", r"one\.yaml:6: wy: there is no such field; did you mean 'why'"),
        ("citation: practice\n", "", r"one\.yaml:1: citation: this field is missing"),
        ("breach*}", "breach* | | x}", r"one\.yaml:12: .*says nothing"),
        ("breach*}", "/breach}", r"one\.yaml:12: a regular expression ends with a slash"),
        (
            '  - verb: "{notify}"\n    find: [{a breach: breach*}]',
            "  - x",
            r"fields are expected here",
        ),
        ("anchors: [breach]", "anchors: breach", r"one\.yaml:8: anchors: a list is expected"),
        ("headings: breach*", "headings: [a, b]", r"one\.yaml:9: headings: one phrase"),
        ("patterns:", "parts:", r"one\.yaml:10: parts: a mapping is expected"),
        ("find:", "fnd:", r"one\.yaml:12: patterns\.0\.fnd: .*did you mean 'find'"),
        ("{a breach: breach*}", "'/(\\w+)+x/'", r"one\.yaml:12: the expression may take for ever"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    write(tmp_path, pack=PACK, one=REQUIREMENT.replace(old, new))
    with pytest.raises(LibraryError, match=message):
        load_packs(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: A pack\n", "", r"pack\.yaml:1: title: this field is missing"),
        ("scope:", "scopee:", r"pack\.yaml:4: scopee: .*did you mean 'scope'"),
        ("source: practice", "source: practice\nwhen: 3", r"pack\.yaml:3: when: "),
        ("found_by", "fond_by", r"pack\.yaml:5: conditions\.gdpr\.fond_by: .*'found_by'"),
    ],
)
def test_errors_in_a_pack_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    write(tmp_path, pack=PACK.replace(old, new), one=REQUIREMENT)
    with pytest.raises(LibraryError, match=message):
        load_packs(tmp_path)


def test_a_pack_file_in_the_place_of_ours_is_blamed_itself(tmp_path: Path) -> None:
    own = tmp_path / "gdpr-art28" / "pack.yaml"
    own.parent.mkdir()
    own.write_text("title: Mine\nsource: us\n")
    with pytest.raises(LibraryError, match=r"takes the place of our pack .* word list") as raised:
        load_packs(bundled("packs"), tmp_path)
    assert str(raised.value).startswith(f"{own}:1: ")


TWICE, SHARED, AGAIN, MANY = "same text in two ways", "share the same text", "anew", "more than"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"(a+)+b", TWICE),
        (r"(?:\w+\s?)*x", TWICE),
        (r"(?:(?:a|b+)c?)+x", TWICE),
        (r"(?=(a+)+b)", TWICE),
        (r"^(?:(?:\d+)?)+$", TWICE),
        (r"((a{2,30})|b)+x", TWICE),
        (r"(a|aa)+b", TWICE),
        (r"(?:ledger of the |ledger of the )+zz", TWICE),
        (r"(?:[b-d][b-d]|[c-e][c-e])+q", TWICE),
        (r"(?:a?b?)*c", TWICE),
        (r"(?:x|(?:y*)*)*z", TWICE),
        (r"(?:\s*\b\w+\b\s*)+;", TWICE),
        (r"(?:a|B|Ab)*(?-i:C)", TWICE),
        (r".*.*.*.*ledger.*zz", SHARED),
        (r"(a+){2,5}b", SHARED),
        (r"\bx\w*\d*y", SHARED),
        (r"ledger.*kept", AGAIN),
        (r"(?:\w+\s)*x", AGAIN),
        (r"\d+ days", AGAIN),
        (r"may(?![^.;]*\bonly\b) use", AGAIN),
        (r".{0,80}.{0,80}.{0,80}.{0,80}x", MANY),
        (r"(?:a{1,1000}){1,1001}x", MANY),
        (r"(?:a|b|ab){0,30}c", MANY),
        ("a?" * 40 + "b", MANY),
        (r"(a?){40}a{40}x", TWICE),
        (r"(?:a{0,3}|b){2,30}x", TWICE),
        (r"(?:foo ?){0,3}x", ""),
        (r"\bledger\b[^.;]{0,80}\bkept\b", ""),
        (r"^ledger.*kept", ""),
        (r"ledger.*", ""),
        (r"\b\d+ days", ""),
        (r"(?<!\d)\d+ days", ""),
        (r"(?:a?b?)*", ""),
        (r"(?:(?:a|b+)c?)+", ""),
        (r"\bfoo\s+\w+\s+bar", ""),
        (r"(?:xy|xz)*w", AGAIN),
        (r"^(?:xy|xz)*w", ""),
    ],
)
def test_expressions_that_may_take_for_ever(source: str, why: str) -> None:
    found = danger(source)
    assert why in found
    assert bool(why) is bool(found)


def test_what_is_refused_takes_long_and_what_is_not_does_not() -> None:
    """A check of the check: the growth of the time from one length to the double."""
    for source, piece, longer in (
        (r"(?:[b-d][b-d]|[c-e][c-e])+q", "d", False),
        (r"(?:a?b?)*c", "ab", False),
        (r"^ledger.*kept", "ledger", True),
        (r"\bledger\b[^.;]{0,80}\bkept\b", "ledger ", True),
    ):
        regex, count = re.compile(source), 20_000 if longer else 16
        started = process_time()
        assert regex.search(piece * count) is None
        took = process_time() - started
        assert (took < 1) is longer or not longer
        assert bool(danger(source)) is not longer


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (r"(a++)+", r"'\+\)\+': a possessive repeat"),
        (r"(?>a+)+", r"'\(\?>a\+\)\+': of groups there are"),
        (r"(a)\1", r"of letters with a backslash there are"),
        (r"(?i)a", r"case never matters"),
        (r"(?P<n>a)(?(n)b|c)", r"of groups there are"),
        ("(" * 60 + "a" + ")" * 60, r"more than 40 groups"),
        (r"a{99999}", r"4 digits at most"),
        (r"(?:(?:(?:\w{0,30}){0,30}){0,30}){0,30}x", r"too large"),
        ("|".join(f"{number}{number}" for number in range(4000)), r"too large"),
    ],
)
def test_expressions_that_packs_may_not_use(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        danger(source)


@pytest.mark.parametrize(
    ("phrase", "words", "message"),
    [
        (" ... ".join("abcdefgh"), "", r"more than 6 gaps"),
        ("[a] " * 30 + "b", "", r"read in too many ways"),
        ("(a|a) " * 30 + "b", "", r"read in too many ways"),
        ("{me}", "me: 'x | {me}'", r"more than 8 word lists stand in one another"),
        ("{a}", "a: '{b} {b}', b: '{c} {c}', c: '%s'" % ("word " * 600), r"more than 8000 letters"),
        ("word " * 2000, "", r"more than 8000 letters"),
        ("{odd}", r"odd: '/(?:[b-d][b-d]|[c-e][c-e])+q/'", r"in two ways"),
        ("x | /a(b|bb)+c/", "", r"in two ways"),
        ("/a++/", "", r"a possessive repeat"),
        ("/" + "(" * 3000 + ")" * 3000 + "/", "", r"groups stand in one another|cannot be read"),
    ],
)
def test_phrases_that_take_too_long_are_refused_at_their_line(
    tmp_path: Path, phrase: str, words: str, message: str
) -> None:
    pack = PACK.replace("words: {", f"words: {{{words}, " if words else "words: {")
    write(tmp_path, pack=pack, one=REQUIREMENT.replace("{a breach: breach*}", f"'{phrase}'"))
    started = process_time()
    with pytest.raises(LibraryError, match=rf"one\.yaml:12: .*(?:{message})"):
        load_packs(tmp_path)
    assert process_time() - started < 5


def test_a_file_has_so_many_phrases_and_no_more(tmp_path: Path) -> None:
    many = ", ".join(f"w{number}" for number in range(1001))
    write(tmp_path, pack=PACK, one=REQUIREMENT.replace("{a breach: breach*}", many))
    with pytest.raises(LibraryError, match=r"one\.yaml:\d+: there are more than 1000 phrases"):
        load_packs(tmp_path)


def test_a_pack_file_may_leave_fields_empty_and_dates_unquoted(tmp_path: Path) -> None:
    more = "note:\ntopics:\nversion_note: 2024-01-01\n"
    (pack,) = load_packs(write(tmp_path, pack=PACK + more, one=REQUIREMENT))
    assert (pack.note, pack.version_note, pack.topics) == ("", "2024-01-01", {})


def test_a_requirement_says_how_it_is_found(tmp_path: Path) -> None:
    write(tmp_path, pack=PACK, one=REQUIREMENT.partition("patterns:")[0])
    with pytest.raises(LibraryError, match=r"one\.yaml:1: nothing says how it is found"):
        load_packs(tmp_path)


def test_a_file_with_another_ending_is_no_silent_loss(tmp_path: Path) -> None:
    write(tmp_path, pack=PACK)
    (tmp_path / "house" / "two.yml").write_text(REQUIREMENT)
    with pytest.raises(LibraryError, match=r"two\.yml:1: files of packs end in \.yaml"):
        load_packs(tmp_path)


def test_a_folder_without_its_pack_file_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, one=REQUIREMENT)
    with pytest.raises(LibraryError, match=r"pack\.yaml:1: this file is missing"):
        load_packs(tmp_path)


def test_every_phrase_that_ships_can_be_read() -> None:
    sources = set()
    for pack in load_packs(bundled("packs")):
        for requirement in pack.requirements:
            groups = [requirement.patterns, *requirement.parts.values()]
            for pattern in (one for group in groups for one in group):
                phrases = [*pattern.find, *pattern.near, *pattern.under, *pattern.unless]
                sources |= {one.source for one in [*phrases, *filter(None, [pattern.verb])]}
            sources |= {
                requirement.headings.source,
                *(v.near.source for v in requirement.values if v.near),
            }
    assert len(sources) > 300
    for source in sources:
        check(source)


def test_the_data_protection_pack_has_its_26_requirements() -> None:
    pack = next(one for one in load_packs(bundled("packs")) if one.id == "gdpr-art28")
    assert len(pack.requirements) == 26
    assert pack.requirements[0].id == "gdpr-subject-duration"
    assert "gdpr" in pack.asserts
