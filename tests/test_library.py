"""Clause files: their form, their conditions, their layers and the places their errors name."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_kit.errors import LibraryError
from contract_kit.library import condition, load_library
from contract_kit.library.clauses import check_claims, parse_clause
from contract_kit.resources import bundled

CLAUSE = """---
id: gen.test
title: A test
schedule: main
order: 10
version: 1
since: 0.1.0
when: pilot and not offshore
parameters:
  length: {path: pilot.length, default: 2 months}
satisfies:
  customer: [bpo-pilot]
---
## customer
1. Text of {{ length }}.
## balanced
1. Other text.
"""


@pytest.mark.parametrize(
    ("source", "known", "holds"),
    [
        ("always", {}, True),
        ("pilot", {}, False),
        ("pilot", {"pilot": "none"}, False),
        ("pilot", {"pilot": False}, False),
        ("pilot", {"pilot": {"length": 2}}, True),
        ("not pilot", {}, True),
        ("a and b", {"a": True}, False),
        ("a or b", {"a": True}, True),
        ("not (a or b)", {"a": True}, False),
        ("fx.method == collar", {"fx.method": "collar"}, True),
        ("fx.method != collar", {"fx.method": "collar"}, False),
        ("regimes contains gdpr", {"regimes": ("gdpr", "hipaa")}, True),
        ("regimes contains gdpr", {"regimes": ("uk_gdpr",)}, False),
        ("regimes contains gdpr", {}, False),
        ('language == "en-GB"', {"language": "en-GB"}, True),
        ("rounds == 2 or a", {"rounds": 2}, True),
        ("not a == b", {"a": "c"}, True),
    ],
)
def test_a_condition_reads_the_spec(source: str, known: dict[str, object], holds: bool) -> None:
    assert condition(source)(known.get) is holds


@pytest.mark.parametrize(
    "source",
    [
        "",
        "and",
        "a and",
        "(a",
        "a)",
        "a == ",
        "a $ b",
        "contains",
        "a + b",
        "a == en-GB",
        "a < 2",
        "max(a, b)",
        "(" * 99,
    ],
)
def test_a_broken_condition_is_refused(source: str) -> None:
    with pytest.raises(LibraryError):
        condition(source)


def test_a_condition_names_the_paths_it_looks_at_and_the_place_of_a_mistake() -> None:
    assert condition("a.b == c and (not d or e contains f)").paths == ("a.b", "d", "e")
    with pytest.raises(LibraryError, match=r"at character 13: “\)” stands here"):
        condition("pilot and a )")
    with pytest.raises(LibraryError, match=r'at character 15: .* quotation marks: "en-GB"'):
        condition("language == en-GB")


def test_a_clause_keeps_the_lines_of_its_texts() -> None:
    clause = parse_clause(CLAUSE, "x.md")
    assert clause.bodies["customer"].line == 15
    assert clause.bodies["balanced"].line == 17
    assert clause.variant("provider") == "balanced"
    assert [claim.requirement for claim in clause.claims("customer")] == ["bpo-pilot"]
    assert clause.claims("balanced") == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("title: A test\n", "", 1, "title"),
        ("order: 10", "order: ten", 5, "order"),
        ("schedule: main", "schedule: 14", 4, "schedule"),
        ("when: pilot and not offshore", "when: pilot and", 8, "condition"),
        ("default: 2 months", "fallback: 2", 10, "fallback"),
        ("## balanced", "## fair", 16, "fair"),
        ("## balanced", "## customer", 16, "twice"),
        ("  customer: [bpo-pilot]", "  provider: [bpo-pilot]", 11, "provider"),
        ("title: A test", "title: [A", 4, ""),
    ],
)
def test_errors_name_file_and_line(old: str, new: str, line: int, word: str) -> None:
    with pytest.raises(LibraryError) as caught:
        check_claims(parse_clause(CLAUSE.replace(old, new, 1), "x.md"))
    assert str(caught.value).startswith(f"x.md:{line}:"), caught.value
    assert word in str(caught.value)


def test_a_house_clause_replaces_its_wording_and_keeps_the_rest(tmp_path: Path) -> None:
    original = load_library().clauses["rsk.cap"]
    text = Path(original.path).read_text(encoding="utf-8")
    front = text[: text.index("\nsatisfies:")]
    (tmp_path / "rsk.cap.md").write_text(
        f"{front}\n---\n## customer\n1. House wording.\n", encoding="utf-8"
    )
    merged = load_library(tmp_path).clauses["rsk.cap"]
    assert merged.bodies["customer"].source == "1. House wording.\n"
    assert merged.bodies["provider"] == original.bodies["provider"]


def test_a_clash_within_a_folder_names_both_files(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "gen.test.md").write_text(CLAUSE, encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        load_library(tmp_path)
    assert str(tmp_path / "a" / "gen.test.md") in str(caught.value)
    assert str(tmp_path / "b" / "gen.test.md") in str(caught.value)


def test_every_shipped_clause_stands_in_the_folder_of_its_schedule() -> None:
    for clause in load_library().clauses.values():
        folder = Path(clause.path).parent.name
        schedule = clause.front.schedule
        assert (
            folder.startswith(f"{int(schedule):02}-") if schedule.isdigit() else folder == schedule
        ), clause.path


def test_needs_name_clauses_of_the_library() -> None:
    library = load_library()
    for clause in library.clauses.values():
        assert set(clause.front.needs) <= set(library.clauses), clause.path
    assert bundled("clauses").is_dir()
