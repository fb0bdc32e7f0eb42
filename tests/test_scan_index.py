"""The index of words: what it leaves out cannot match."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_kit.scan import index
from contract_kit.scan.index import Vocabulary, Words, places

TEXTS = ["the fees are due", "feeds of 3 data files", "we pay $5 an hour", "ai tools maintain it"]


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("fee", [0, 1]),
        ("ata", [1]),
        ("=ai", [3]),
        ("=a", []),
        ("ai", [3]),
        ("\\d", [1, 2]),
        ("$", [2]),
        ("of 3", [1]),
        ("none", []),
    ],
)
def test_the_texts_with_some_letters(letters: str, expected: list[int]) -> None:
    assert list(places(Words(TEXTS).holding(letters))) == expected


def test_needs_are_met_together_or_one_by_one() -> None:
    words = Words(TEXTS)
    assert list(places(words.meeting((("fee", "due"), ("pay",))))) == [0, 2]
    assert list(places(words.meeting((((("fee",), ("tool",)), "=it"),)))) == [3]
    assert words.meeting(()) == words.every


@given(st.lists(st.text("abc 1", max_size=8), max_size=6), st.text("abc1", min_size=1, max_size=3))
def test_letters_are_found_wherever_they_stand(texts: list[str], letters: str) -> None:
    found = set(places(Words(texts).holding(letters)))
    assert found == {place for place, text in enumerate(texts) if letters in text}


def test_a_full_vocabulary_gives_way_to_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_vocabulary", Vocabulary())
    monkeypatch.setattr(index, "MOST", 20)
    before = Words(TEXTS)
    after = Words(["other fees", "no word"])
    assert before._vocabulary is not after._vocabulary
    assert list(places(before.holding("fee"))) == [0, 1]
    assert list(places(after.holding("fee"))) == [0]


def test_threads_may_share_a_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_vocabulary", Vocabulary())

    def read(number: int) -> bool:
        texts = [f"word{number}x{place} fee" for place in range(50)]
        words = Words(texts)
        own = words.holding(f"word{number}x") == words.every
        return own and words.holding("fee") == words.every

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(200)))
