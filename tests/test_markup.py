"""The Markdown subset: blocks, levels, spans, markers and escaping."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contract_kit.markup import (
    Marker,
    MarkerSpan,
    Span,
    TableBlock,
    Text,
    escape,
    fold,
    inline,
    line_mark,
    marker,
    parse,
    quote,
    unquote,
)

ANY = st.text(alphabet=st.characters(codec="utf-8"))
HOSTILE = st.text(alphabet="\\*_|`#<>-.1ai) \n\t:[]&~+=\ue000\ue001\ue002é🙂", max_size=40)


def words(block: object) -> str:
    assert isinstance(block, Text)
    return "".join(run.text for run in block.runs if isinstance(run, Span))


def shape(source: str) -> list[tuple[int, str, str]]:
    kinds = {(True, False): "item", (False, True): "bullet", (False, False): "text"}
    return [
        (block.level, kinds[block.ordered, block.bullet], words(block))
        for block in parse(source)
        if isinstance(block, Text)
    ]


def test_levels_follow_labels_and_indentation() -> None:
    source = """Running text
on two lines.

1. First
   a. letter
      i. roman
      ii. second
         roman goes on
   b. letter

      Under b.

   Under one.
2. Second
- bullet
  - deeper
"""
    assert shape(source) == [
        (0, "text", "Running text on two lines."),
        (1, "item", "First"),
        (2, "item", "letter"),
        (3, "item", "roman"),
        (3, "item", "second roman goes on"),
        (2, "item", "letter"),
        (2, "text", "Under b."),
        (1, "text", "Under one."),
        (1, "item", "Second"),
        (0, "bullet", "bullet"),
        (0, "bullet", "deeper"),
    ]


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_two_to_four_spaces_make_a_level(indent: int) -> None:
    lines = ["1. x", "a. x", "i. x", "ii. x", "b. x", "2. x"]
    depths = [0, 1, 2, 2, 1, 0]
    source = "\n".join(" " * indent * d + line for d, line in zip(depths, lines, strict=True))
    assert [level for level, _, _ in shape(source)] == [1, 2, 3, 3, 2, 1]


def test_the_ninth_letter_is_no_roman_number() -> None:
    source = "1. x\n" + "\n".join(f"   {letter}. x" for letter in "abcdefghij")
    assert [level for level, _, _ in shape(source)] == [1] + [2] * 10


def test_letters_below_running_text() -> None:
    source = "The Provider shall:\n\na. do this;\n  i. so;\nb. do that."
    assert [level for level, _, _ in shape(source)] == [0, 2, 3, 2]


def test_a_level_stands_again_after_running_text() -> None:
    assert [level for level, _, _ in shape("1. x\n\nrunning\n\n   still")] == [1, 0, 0]


def test_bold_and_italic() -> None:
    assert inline("a **b *c*** d") == (
        Span("a "),
        Span("b ", bold=True),
        Span("c", bold=True, italic=True),
        Span(" d"),
    )
    assert inline("5 * 3 and **open") == (Span("5 * 3 and **open"),)
    assert inline(r"\*no\* \_") == (Span("*no* _"),)


def test_markers_inside_and_alone() -> None:
    ref = marker("ref", "sla.caps")
    (block,) = parse(f"See **{ref}** now.")
    assert isinstance(block, Text)
    assert block.runs == (Span("See "), MarkerSpan("ref", "sla.caps", bold=True), Span(" now."))
    assert parse(marker("table", "levels")) == (Marker("table", "levels", 1),)


def test_line_marks_are_stripped_and_kept() -> None:
    source = f"{line_mark(12)}1. one\n   goes on\n   {line_mark(14)}a. two\n\n{line_mark(20)}three"
    assert [(block.line, words(block)) for block in parse(source)] == [
        (12, "one goes on"),
        (14, "two"),
        (20, "three"),
    ]


def test_tables() -> None:
    source = "| Metric | Target |\n|:---|---:|\n| a \\| b | 1 |\n| short |\n"
    (table,) = parse(source)
    assert isinstance(table, TableBlock)
    assert table.head == ((Span("Metric"),), (Span("Target"),))
    assert table.rows == (((Span("a | b"),), (Span("1"),)), ((Span("short"),), ()))
    assert table.aligns == ("left", "right")


def test_a_table_without_a_head() -> None:
    (table,) = parse("| a | b |\n| c | d |")
    assert isinstance(table, TableBlock)
    assert table.head == ()
    assert len(table.rows) == 2


def test_text_after_a_table_is_its_own_block() -> None:
    blocks = parse("before\n| a |\n|---|\n| b |\nafter")
    assert [type(block) for block in blocks] == [Text, TableBlock, Text]


@given(ANY | HOSTILE)
@example("1.")
@example("- x")
@example("a. x")
@example("A & B *Ltd*")
@example("\\")
def test_escaped_values_print_verbatim(text: str) -> None:
    blocks = parse(escape(text))
    assert "".join(words(block) for block in blocks) == fold(text)
    assert all(isinstance(block, Text) and not block.ordered for block in blocks)
    assert len(blocks) <= 1


@given(HOSTILE, st.sampled_from(["{}. Then more", "1. {}", "x {} y", "   {}", "**{}**"]))
def test_escaped_values_change_nothing_around_them(text: str, frame: str) -> None:
    plain = parse(frame.format("word"))
    blocks = parse(frame.format(escape(text)))
    if fold(text):
        assert len(blocks) == 1
        assert isinstance(blocks[0], Text)
        assert isinstance(plain[0], Text)
        assert (blocks[0].level, blocks[0].ordered) == (plain[0].level, plain[0].ordered)
        assert fold(text) in words(blocks[0])


@given(HOSTILE, HOSTILE)
def test_escaped_values_stay_in_their_cells(one: str, two: str) -> None:
    (table,) = parse(f"| {escape(one)} | {escape(two)} |\n|---|---|\n| x | y |")
    assert isinstance(table, TableBlock)
    assert table.head == tuple((Span(fold(t)),) if fold(t) else () for t in (one, two))


@given(ANY | HOSTILE)
def test_any_text_parses(text: str) -> None:
    assert isinstance(parse(text), tuple)


@given(ANY | HOSTILE)
def test_quote_and_unquote_are_inverse(text: str) -> None:
    assert unquote(quote(text)) == text


@pytest.mark.parametrize("text", ["# x", "- x", "1. x", "12) x", "a | b", "<b>", "&amp;", "*x*"])
def test_quote_disarms(text: str) -> None:
    assert "\\" in quote(text)
