"""Requirement files: the phrase language, loading in layers, errors that name file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract_kit.errors import LibraryError
from contract_kit.library.backtracking import may_run_away
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


@pytest.mark.parametrize(
    ("source", "endless"),
    [
        (r"(a+)+b", True),
        (r"(?:\w+\s?)*x", True),
        (r"(?:(?:a|b+)c?)+", True),
        (r"(?=(a+)+b)", True),
        (r"^(?:(?:\d+)?)+$", True),
        (r"((a{2,30})|b)+", True),
        (r"(?:\w+\s)*x", False),
        (r"(a++)+", False),
        (r"(?>a+)+", False),
        (r"(a+){2,5}", False),
        (r"(a|aa)+b", True),
        (r"(?:ledger of the |ledger of the )+zz", True),
        (r".*.*.*.*ledger.*zz", True),
        (r"\bledger\b[^.;]{0,80}\bkept\b", False),
        (r"(?:a?b?)*", False),
        (r"(?:\b\w+\s*)+;", False),
        (r"(?:\s*\b\w+\b\s*)+;", True),
    ],
)
def test_expressions_that_may_take_for_ever(source: str, endless: bool) -> None:
    assert may_run_away(source) is endless


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
