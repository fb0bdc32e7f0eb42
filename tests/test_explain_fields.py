"""`explain` answers for every field of the vocabulary."""

from __future__ import annotations

import pytest

from contract_kit.cli import field_texts
from contract_kit.spec.lookup import asks, every, find
from tests.test_cli import run


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("pricing.fx", "pricing.fx"),
        ("pricing.charges.voice.rate", "pricing.charges.<id>.rate"),
        ("pricing.charges.rate", "pricing.charges.<id>.rate"),
        ("pricing.charges.<id>.tiers[].rate", "pricing.charges.<id>.tiers[].rate"),
        ("pricing.charges.voice.tiers[0].rate", "pricing.charges.<id>.tiers[].rate"),
        ("pricing.charges.voice.tiers.1.rate", "pricing.charges.<id>.tiers[].rate"),
        ("pricing.charges.tiers.rate", "pricing.charges.<id>.tiers[].rate"),
        ("pricing.rate_card.analyst", "pricing.rate_card"),
        ("scope.processes.email.sites.0", "scope.processes.<id>.sites"),
        ("clauses.sla.credits.text", "clauses.<id>.text"),
    ],
)
def test_a_path_is_read_as_people_write_it(written: str, path: str) -> None:
    found = find(written)
    assert found is not None
    assert found.path == path


@pytest.mark.parametrize("path", ["", "nonsense", "pricing.nonsense", "pricing.fx.method.more.x"])
def test_a_path_that_leads_nowhere_is_none(path: str) -> None:
    assert find(path) is None


def test_every_field_has_a_meaning_a_value_and_the_path_it_is_found_by() -> None:
    for path, one in every().items():
        found = find(path)
        assert found is not None
        assert found.path == path
        assert one.note.text, path
        assert one.inner is not None or asks(one.annotation) or one.words, path


def test_explain_answers_for_every_field() -> None:
    for path, one in every().items():
        text = field_texts.field(one)
        assert text.startswith(path), path
        assert " ".join(one.note.text.split()) in " ".join(text.split()), path
        assert "Rules that read it: " in text, path


def test_explain_says_what_a_field_is_where_it_works_and_what_reads_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("explain", "pricing.fx.band") == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("pricing.fx.band — a field: Movement nobody pays for.")
    assert "Value: a percentage Example: band: 5 percent" in shown
    assert "Works with: method: collar; elsewhere it is refused" in shown
    assert "Printed in: fee.fx" in shown


def test_explain_lists_the_fields_of_a_map(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "pricing.fx") == 0
    shown = capsys.readouterr().out
    assert "  cost_currency" in shown
    assert "V20 (One currency, and exchange risk is answered)" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("written", "near"),
    [("pricing.fx.bnad", "'pricing.fx.band'"), ("charges.late_interest", "late_interest'")],
)
def test_explain_names_the_fields_nearest_to_an_unknown_one(
    written: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("explain", written) == 2
    assert near in capsys.readouterr().err
