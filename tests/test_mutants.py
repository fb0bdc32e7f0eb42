"""A part of the mutants of `nox -s mutants`, and that what goes wrong with one is seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.mutants.__main__ import share, table
from tests.mutants.crew import judged
from tests.mutants.judging import BAD, CONTROL, CRASH, JUDGED, REFUSED, SILENT, TRACEBACK, judge
from tests.mutants.mutant import FORMATS, Mutant, make
from tests.mutants.sources import sources

EACH = 5


@pytest.mark.parametrize("form", FORMATS)
def test_a_mutant_is_judged_or_refused(form: str) -> None:
    seeds = [f"7:{form}:{number}" for number in range(1, EACH + 1)]
    wrong = {seed: one for seed in seeds if (one := judge(make(seed))).kind in BAD}
    assert wrong == {}


@pytest.mark.parametrize("form", FORMATS)
def test_a_seed_makes_the_same_mutant_again(form: str) -> None:
    first, second = make(f"3:{form}:5"), make(f"3:{form}:5")
    assert first == second
    assert first.data not in sources(form)


@pytest.mark.parametrize("form", FORMATS)
def test_an_unchanged_source_is_judged(form: str) -> None:
    for number, data in enumerate(sources(form)):
        assert judge(Mutant(form, f"1:{form}:1", number, (), data, whole=True)).kind == JUDGED


def test_a_passage_that_is_lost_without_a_word_is_seen() -> None:
    data = sources("txt")[0]
    at = data.index(b"Neither party is liable")
    short = Mutant("txt", "1:txt:1", 0, (), data[:at] + data[data.index(b"\n", at) :], whole=True)
    assert judge(short).kind == SILENT
    assert judge(replace(short, whole=False)).kind == JUDGED


def test_a_measurement_that_is_lost_without_a_word_is_seen() -> None:
    from tests.mutants import archive

    parts = archive.unpack(sources("xlsx")[0])
    main = "xl/worksheets/sheet1.xml"
    other = parts[main].replace(b"<v>100</v>", b"<v>99.9</v>", 1)
    assert other != parts[main]
    data = archive.pack({**parts, main: other})
    assert judge(Mutant("xlsx", "1:xlsx:1", 0, (), data, whole=True)).kind == SILENT


def test_each_way_to_end_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.mutants import judging

    mutant = Mutant("txt", "1:txt:1", 0, (), sources("txt")[0], whole=False)
    monkeypatch.setattr(judging.reports, "render", lambda *_: "a\x1b[31m")
    assert judge(mutant).kind == CONTROL
    monkeypatch.setattr(judging, "read", lambda *_: 1 / 0)
    outcome = judge(mutant)
    assert (outcome.kind, outcome.detail) == (TRACEBACK, "ZeroDivisionError: division by zero")
    assert judge(replace(mutant, format="yaml", data=b"contract_kit: 1\n")).kind == REFUSED


def test_the_work_goes_on_after_a_process_that_ended() -> None:
    found = dict(judged(["1:nosuch:1", "1:txt:2"], 1))
    assert found["1:nosuch:1"].kind == CRASH
    assert found["1:txt:2"].kind != CRASH


def test_the_table_counts_each_format_and_outcome() -> None:
    counts = Counter({("docx", JUDGED): 2, ("pdf", REFUSED): 1})
    assert share(counts) == pytest.approx(2 / 3)
    lines = table(counts).splitlines()
    assert len(lines) == len(FORMATS) + 2
    assert lines[-1].split() == ["all", "2", "0", "1", *["0"] * len(BAD), "3"]
