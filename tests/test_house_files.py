"""Misspelt names in the files of a house are refused where they stand, with what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_kit import api
from contract_kit.assemble.paths import exists, mistakes, unknown
from contract_kit.cli.group import cli
from contract_kit.errors import LibraryError
from contract_kit.library import load_library
from contract_kit.library.clauses import check_claims
from tests.conftest import EXAMPLES, clause_library, example

SUPPORT = str(EXAMPLES / "support.yaml")
VENDOR = str(EXAMPLES / "vendor_agreement.docx")
CLAUSE = """---
id: chg.house
title: Ledger
schedule: 3
order: 900
version: 1
since: 0.1.0
when: pricing.invoicing
parameters:
  due: {path: pricing.invoicing.due, default: 30 days}
satisfies:
  all: [{requirement: house-ledger, given: [due], when: pricing.invoicing}]
---
## text
1. {{ Provider }} shall keep a ledger for {{ due }}.
"""
REQUIREMENT = """id: house-ledger
title: Ledger
citation: Policy 1
applies_when: [always]
severity: warning
why: The customer must see the charges.
satisfied_when: The provider keeps a ledger.
anchors: [ledger]
headings: ledger*
patterns: [{verb: keep, find: [ledger]}]
examples:
  satisfied: [The Provider shall keep a ledger of the charges.]
  absent: [The Provider is proud of its ledger.]
"""
PACK = "title: House rules\nsource: Our policy\nwhen: [always]\n"


def house(folder: Path, old: str = "", new: str = "") -> tuple[Path, Path]:
    """A house with a clause and a pack, one text replaced in both."""
    (folder / "contract-kit.toml").write_text('library = ["clauses"]\npacks = ["packs"]\n')
    files = {
        "clauses/03-charges/chg.house.md": CLAUSE,
        "packs/house/pack.yaml": PACK,
        "packs/house/house-ledger.yaml": REQUIREMENT,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return folder / "clauses", folder / "packs"


def test_every_path_of_the_shipped_library_exists() -> None:
    library = clause_library()
    found = [*library.clauses.values(), *library.definitions.values()]
    assert [line for one in found for line in mistakes(one)] == []


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("pricing.invoicing.dew", "did you mean 'pricing.invoicing.due'?"),
        ("pricing.invoicin.due", "did you mean 'pricing.invoicing.due'?"),
        ("figures.atrisk", "did you mean 'figures.at_risk'?"),
        ("ofshore", "did you mean 'offshore'?"),
        ("pilot.zzz", "below 'pilot' there is "),
        ("roles.any.zzz", "below 'roles.any' there is "),
    ],
)
def test_an_unknown_path_is_told_what_is_near(path: str, says: str) -> None:
    assert not exists(path)
    assert says in unknown(path)


@pytest.mark.parametrize(
    "path", ["roles.any.lock_in", "figures.charges.voice", "figures.at_risk", "surveys", "pilot"]
)
def test_paths_of_maps_figures_and_facts_exist(path: str) -> None:
    assert exists(path)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("path: pricing.invoicing.due", "path: pricing.invoicing.dew", 10, "pricing.invoicing.due"),
        ("when: pricing.invoicing\n", "when: pricing.invoicin\n", 8, "'pricing.invoicing'?"),
        ("when: pricing.invoicing}", "when: pricing.invoicin}", 12, "'pricing.invoicing'?"),
        ("requirement: house-ledger", "requirement: house-legder", 12, "'house-ledger'?"),
        ("given: [due]", "given: [deu]", 12, "'due'?"),
    ],
)
def test_a_misspelt_name_in_a_house_clause_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    line: int,
    says: str,
) -> None:
    house(tmp_path, old, new)
    monkeypatch.chdir(tmp_path)
    assert cli(["clauses"]) == 2
    shown = capsys.readouterr().err
    assert f"chg.house.md:{line}: " in shown
    assert says in shown


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("applies_when: [always]", "applies_when: [gdpr|allways]", "house-ledger.yaml:4: "),
        ("\nwhen: [always]", "\nwhen: [allways]", "pack.yaml:3: "),
    ],
)
def test_a_condition_that_no_pack_has_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    place: str,
) -> None:
    house(tmp_path, old, new)
    monkeypatch.chdir(tmp_path)
    assert cli(["packs"]) == 2
    shown = capsys.readouterr().err
    assert f"{place}no pack has a condition 'allways'; did you mean 'always'?" in shown


def test_a_house_without_mistakes_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli(["clauses"]) == 0
    assert "chg.house" in capsys.readouterr().out
    assert cli(["explain", "house"]) == 0
    assert "Requirements\n  house-ledger" in capsys.readouterr().out


def test_the_api_refuses_a_path_that_does_not_exist(tmp_path: Path) -> None:
    clauses, _ = house(tmp_path, "invoicing.due", "invoicing.dew")
    with pytest.raises(LibraryError, match=r"chg\.house\.md:10: parameter due: "):
        api.assemble(example("support"), load_library(clauses))


def test_the_shipped_claims_name_their_own_parameters() -> None:
    for clause in clause_library().clauses.values():
        check_claims(clause)


def test_only_the_examples_of_the_named_folder_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, packs = house(tmp_path)
    assert cli(["packs", "--test", str(packs)]) == 0
    assert "2 of 2 examples" in capsys.readouterr().err
    (tmp_path / "other").mkdir()
    _, packs = house(tmp_path / "other", "  absent: [The", "  partial: [The")
    assert cli(["packs", "--test", str(packs)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("house-ledger: absent, not partial: ")
    assert "1 of 2 examples" in shown.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["packs", "--test", "packs/house"], "it is a pack itself: name the folder around it"),
        (["packs", "--test", "nowhere"], "there is no pack in this folder"),
        (["scan", VENDOR, "--pack", "gdpr"], "did you mean 'gdpr-art28' or 'gdpr-chapter5'?"),
        (["scan", VENDOR, "--assume", "gdrp"], "did you mean 'gdpr'?"),
        (["scan", VENDOR, "--assume", "gdpr,no-gdpr"], "'gdpr' and 'no-gdpr' contradict"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    says: str,
) -> None:
    house(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli(arguments) == 2
    assert says in capsys.readouterr().err


def test_a_pack_is_explained_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(["explain", "gdpr-art28"]) == 0
    shown = capsys.readouterr().out
    assert "Source: Regulation (EU) 2016/679" in shown
    assert "Read when: gdpr (" in shown
    assert "\nBreaches\n  gdpr-breach-notice" in shown


def test_why_says_that_a_contract_was_not_built_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(["why", VENDOR, "5.2"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{VENDOR}: not built here")
    assert "5.2: Harbourline shall process personal data only on" in shown
    assert "  under “Personal data”\n  paragraph " in shown
