"""Lines put together to paragraphs: words parted by a hyphen, lines that end with a colon."""

from __future__ import annotations

import pytest

from contract_kit.read.prose import Line, attach, paragraphs


@pytest.mark.parametrize(
    ("line", "after", "whole"),
    [
        ("a relationship of part-", "nership or trust", "a relationship of partnership or trust"),
        ("to ex-", "clude and to all-", "to exclude and to all-"),
        ("and to all-", "ocate the costs", "and to allocate the costs"),
        ("a non-", "exclusive licence", "a non-exclusive licence"),
        ("the third-", "party processor", "the third-party processor"),
        ("work that is part-", "time", "work that is part-time"),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_whole(line: str, after: str, whole: str) -> None:
    assert attach(line, after, frozenset()) == whole


def lines(*texts: str) -> list[Line]:
    """Lines of a page that is eighty letters wide."""
    return [Line(one, right=float(len(one)), edge=80.0, gap=0.0) for one in texts]


def test_a_full_line_that_ends_with_a_colon_goes_on() -> None:
    whole = "Notices go to the Provider, Attention: the General Counsel, with a copy by EMAIL:"
    (only,) = paragraphs(lines(whole, "COUNSEL@EXAMPLE.COM, and take effect on receipt."))
    assert only.runs[0].text.endswith("EMAIL: COUNSEL@EXAMPLE.COM, and take effect on receipt.")


def test_a_short_line_that_ends_with_a_colon_leads_in() -> None:
    found = paragraphs(lines("The Provider shall:", "Answer calls within twenty seconds."))
    assert len(found) == 2
