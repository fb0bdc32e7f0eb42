"""Verdicts of a trained model: a small one made here, of three requirements' own words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from contract_kit.api import read
from contract_kit.cli.group import cli
from contract_kit.errors import UsageError
from contract_kit.library.packs import Pack
from contract_kit.scan import scan
from contract_kit.scan.features import FLAGS, ngrams, normalise
from contract_kit.scan.learned import DOUBTFUL
from contract_kit.scan.marks import FEATURES, REFUSED, SHOWN, Marks, candidates, guarded
from contract_kit.scan.matching import Hit
from contract_kit.scan.model import joined as column
from contract_kit.scan.passages import Passage
from contract_kit.scan.result import RequirementResult
from contract_kit.scan.sets import alone
from contract_kit.scan.trees import Trees
from contract_kit.scan.verdict_model import load
from contract_kit.scan.verdicts import grouped, joined
from tests.conftest import all_packs

BREACH = "gdpr-breach-notice"
UNUSUAL = "A leak of the client's data is made known to it by telephone the same afternoon."
CONTRACT = f"""# Data processing

The Processor shall keep all personal data in the Union.

{UNUSUAL}

The fee is payable each month.
"""


def stumps(name: str, feature: str, limit: float) -> dict[str, NDArray[np.generic]]:
    """Trees that say satisfied where the feature is above its limit, else absent."""
    column = FEATURES.index(feature)
    return {
        f"{name}_roots": np.array([[0, 3, 4]], np.int32),
        f"{name}_start": np.zeros(3),
        f"{name}_feature": np.array([column, 0, 0, 0, column, 0, 0], np.int16),
        f"{name}_threshold": np.array([limit, 0, 0, 0, limit, 0, 0]),
        f"{name}_left": np.array([1, 1, 2, 3, 5, 5, 6], np.int32),
        f"{name}_right": np.array([2, 1, 2, 3, 6, 5, 6], np.int32),
        f"{name}_value": np.array([0, -2, 2, -1, 0, 2, -2], np.float32),
    }


def weights(
    name: str, own: NDArray[np.int32], value: int, bias: float
) -> dict[str, NDArray[np.generic]]:
    """A scorer of one requirement that gives each of these words the same weight."""
    return {
        f"{name}_rows": own,
        f"{name}_values": np.full(len(own), value, np.int8),
        f"{name}_starts": np.array([0, len(own)]),
        f"{name}_scale": np.array([0.01], np.float32),
        f"{name}_bias": np.array([bias], np.float32),
    }


def arrays(words: str) -> dict[str, NDArray[np.generic]]:
    """A model that knows one requirement, by the words of one sentence."""
    grams = sorted(set(ngrams(normalise(words))))
    width = len(SHOWN)
    own = np.arange(len(grams), dtype=np.int32)
    convincing = np.zeros(width)
    convincing[SHOWN.index("score")] = 4
    return {
        "vocabulary": column(grams),
        "idf": np.ones(len(grams), np.float16),
        "flags": np.array(FLAGS),
        "ids": column([BREACH]),
        **weights("deciding", own, 100, -2.5),
        **weights("fullness", own, 20, 0.0),
        "features": column((*FEATURES, *SHOWN)),
        **stumps("ours", "first", 0.0),
        **stumps("shared", "says_satisfied", 0.5),
        "known": np.array([[0, 1, 0, 0, 0, 0]], np.float32),
        "evidence": np.concatenate([np.zeros(width), np.ones(width), convincing, [0]]),
        "trained_on": column(["nothing"]),
    }


@pytest.fixture
def pack() -> Pack:
    return next(pack for pack in all_packs() if pack.id == "gdpr-art28")


def judged(pack: Pack, text: str, model: Path) -> dict[str, RequirementResult]:
    document = read(text.encode(), "contract.md")
    report = scan({"contract.md": document}, [pack], verdicts=model)
    return {one.id: one for one in report.documents[0].requirements}


def saved(folder: Path, **changed: NDArray[np.generic]) -> Path:
    path = folder / "model.npz"
    np.savez(path, **(arrays(UNUSUAL) | changed))
    return path


def test_a_wording_that_no_pattern_knows_is_found_by_its_score(pack: Pack, tmp_path: Path) -> None:
    found = judged(pack, CONTRACT, saved(tmp_path))[BREACH]
    assert found.status == "satisfied"
    assert found.confidence > 0.9
    assert found.evidence[0].quote == UNUSUAL
    assert found.closest == ()
    without = CONTRACT.replace(UNUSUAL, "The parties meet each quarter.")
    assert judged(pack, without, saved(tmp_path))[BREACH].status == "absent"


@pytest.mark.parametrize("opening", ["Whereas", "Recitals"])
def test_a_recital_is_no_evidence_whatever_it_scores(
    pack: Pack, tmp_path: Path, opening: str
) -> None:
    text = f"# {opening}\n\n(A) {UNUSUAL}\n\n# Fees\n\nThe fee is payable each month.\n"
    found = judged(pack, text, saved(tmp_path))[BREACH]
    assert found.status == "absent"


def test_what_decides_is_whole_or_half_by_how_full_it_reads(pack: Pack, tmp_path: Path) -> None:
    full = stumps("ours", "fullness", 0.0)
    assert judged(pack, CONTRACT, saved(tmp_path, **full))[BREACH].status == "satisfied"
    lean = {"fullness_values": np.full(len(arrays(UNUSUAL)["fullness_values"]), -20, np.int8)}
    (tmp_path / "lean").mkdir()
    half = saved(tmp_path / "lean", **full, **lean)
    assert judged(pack, CONTRACT, half)[BREACH].status == "absent"


def test_what_a_guard_refuses_counts_less_but_is_not_out(pack: Pack, tmp_path: Path) -> None:
    denied = "The Processor shall not notify the Controller of a personal data breach."
    scored = np.array([0.4, 0.3], np.float32)
    told = Marks("absent", frozenset(), frozenset(), (), 0.0, False, ("", ""), 0, 0, frozenset({0}))
    passages = alone("", read(f"{denied}\n\nThe fee is due.\n".encode(), "a.txt")).reading.passages
    found = guarded(scored, told, passages)
    assert found[0] == pytest.approx(0.4 - REFUSED)
    assert candidates(found, told) == [1, 0]


def test_what_speaks_for_no_status_stays_open(pack: Pack, tmp_path: Path) -> None:
    even = saved(tmp_path, ours_value=np.zeros(7, np.float32))
    found = judged(pack, CONTRACT, even)[BREACH]
    assert (found.status, found.reason) == ("unclear", DOUBTFUL)
    assert found.evidence[0].quote == UNUSUAL


def test_what_the_engine_cannot_tell_stays_unclear(pack: Pack, tmp_path: Path) -> None:
    text = CONTRACT + "\n# Personal Data Breach\n\n[***]\n"
    found = judged(pack, text, saved(tmp_path))
    assert found[BREACH].status == "unclear"
    assert found[BREACH].reason != DOUBTFUL


def test_requirements_without_labels_are_judged_by_shared_weights_and_unmeasured(
    pack: Pack, tmp_path: Path
) -> None:
    text = CONTRACT + "\nThe Processor shall process personal data only on documented instructions."
    found = judged(pack, text, saved(tmp_path))
    assert found["gdpr-instructions"].status == "satisfied"
    assert not found["gdpr-instructions"].measured
    assert found[BREACH].measured


def test_the_command_line_takes_a_model_and_says_what_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "contract.md").write_text(CONTRACT, encoding="utf-8")
    asked = ["scan", str(tmp_path / "contract.md"), "--pack", "gdpr-art28"]
    cli(["--verdict-model", str(saved(tmp_path)), *asked, "--format", "json"])
    rows = json.loads(capsys.readouterr().out)["documents"][0]["requirements"]
    measured = {row["id"] for row in rows if row["measured"]}
    assert measured == {BREACH}


@pytest.mark.parametrize(
    "changed",
    [{"flags": np.array(1)}, {"features": column(["first"])}, {"known": np.zeros((0, 6))}],
)
def test_a_file_of_another_version_is_refused(
    tmp_path: Path, changed: dict[str, NDArray[np.generic]]
) -> None:
    with pytest.raises(UsageError, match="no model of contract-kit"):
        load(saved(tmp_path, **changed))


def test_trees_add_what_their_leaves_say_to_where_each_class_begins() -> None:
    parts = ("roots", "start", "feature", "threshold", "left", "right", "value")
    made = stumps("x", "second", 1.0) | {"x_start": np.log([0.25, 0.5, 0.25])}
    trees = Trees(*(made[f"x_{part}"] for part in parts))  # type: ignore[arg-type]
    below, above = np.zeros(3, np.float32), np.full(3, 2, np.float32)
    ratio = trees.chances(above[None])[0] / trees.chances(above[None])[2]
    assert ratio == pytest.approx(np.exp(4))
    assert trees.chances(below[None])[0] == pytest.approx(trees.chances(above[None])[2])
    both = trees.chances(np.stack([below, above]))
    assert both[0] == pytest.approx(
        (trees.chances(below[None])[0] + trees.chances(above[None])[0]) / 2
    )
    assert both.sum() == pytest.approx(1)


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(UsageError, match="no model of contract-kit"):
        load(path)


def hits(*passages: Passage) -> list[Hit]:
    return [Hit(one, "partial", 0, 0) for one in passages]


def test_neighbours_in_one_clause_are_one_quote_in_the_order_of_the_text() -> None:
    duty, delay, fee = (
        Passage("The Supplier tells the Customer.", clause=1, index=4),
        Passage("It does so in a day.", clause=1, index=5),
        Passage("The fee is due.", clause=2, index=6),
    )
    quotes = [joined(group).quote for group in grouped(hits(delay, fee, duty))]
    assert quotes == [f"{duty.text} {delay.text}", fee.text]


def test_no_more_than_three_quotes_and_none_of_them_long() -> None:
    long = [Passage("word " * 50, clause=1, index=place) for place in range(5)]
    found = grouped(hits(*long))
    assert [len(group) for group in found] == [1, 1, 1]
