"""Web pages: what later tags say of the page, fields, registered properties, and hostile tags."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from contract_kit.errors import UnreadableError
from contract_kit.read import html

TERM = "Zorblax is notified of every breach within six hours of its discovery."


def kinds(page: str) -> set[str]:
    return {notice.kind for notice in html.read(page.encode()).notices}


def text_of(page: str) -> str:
    return str(replace(html.read(page.encode()), notices=()))


@pytest.mark.parametrize("page", [
    f"<html><body><p>{TERM}</p><body style='display:none'></body></html>",
    f"<html><body bgcolor=white><p>{TERM}</p><BODY text='white'></body></html>",
    f"<p>{TERM}</p><body hidden><p>More.</p>",
    f"<html lang=en><body><p>{TERM}</p><html style='visibility:hidden'>",
    f"<html><body><p>{TERM}</p><!--><body hidden><!-- -->",
    f"<style>.x{{display:none}}</style><body id=a><p>{TERM}</p><body id=b class=x>",
])  # fmt: skip
def test_a_later_tag_of_the_page_hides_its_text(page: str) -> None:
    assert "Zorblax" not in text_of(page)
    assert "hidden-text" in kinds(page)


@pytest.mark.parametrize("page", [
    f"<html><body style='color:black'><p>{TERM}</p><body style='display:none'></body></html>",
    f"<html><body><p>{TERM}</p><!-- <body hidden> --></body></html>",
    f"<html><body><p>{TERM}</p><script>var page = '<body hidden>';</script></body></html>",
    f"<html><body><p title='<body hidden>'>{TERM}</p></body></html>",
    f"<html lang=en><body lang=en link=blue><div>{TERM}</div><body style='font-size:11pt'>",
])  # fmt: skip
def test_a_later_tag_that_says_nothing_of_the_kind_changes_nothing(page: str) -> None:
    assert "Zorblax" in text_of(page)
    assert not kinds(page)


@pytest.mark.parametrize("inner", [
    " ".join(f"a{at}='x'" for at in range(100_000)),
    " ".join(f"data-{at}" for at in range(100_000)),
    "class='" + "' a='".join(map(str, range(100_000))),
])  # fmt: skip
def test_an_element_with_too_many_attributes_is_refused_at_once(inner: str) -> None:
    start = time.process_time()
    with pytest.raises(UnreadableError, match="attributes"):
        html.read(f"<html><body><p {inner}>{TERM}</p></body></html>".encode())
    assert time.process_time() - start < 5


@pytest.mark.parametrize("rule", [".k1.b{}", "[class~=b{}]", "[class*=b{}x]"])
def test_an_element_with_many_classes_is_matched_in_good_time(rule: str) -> None:
    rules = "".join(rule.replace("{}", str(at)) + "{color:red}" for at in range(2_000))
    names = " ".join(f"k{at}" for at in range(100_000))
    start = time.process_time()
    html.read(f"<style>{rules}</style><p class='{names}'>{TERM}</p>".encode())
    assert time.process_time() - start < 15


def test_many_attributes_that_any_page_may_have_are_read() -> None:
    inner = " ".join(f"data-{at}='x > y'" for at in range(900))
    assert "Zorblax" in text_of(f"<html><body><p {inner}>{TERM}</p></body></html>")


@pytest.mark.parametrize("field", [
    f"<input style='color:#fff;background:#fff' value='{TERM}'>",
    f"<input style='color:white' value='{TERM}'>",
    f"<textarea style='color:white;background:white'>{TERM}</textarea>",
    f"<div style='color:white'><input style='color:inherit' value='{TERM}'></div>",
    f"<div style='visibility:hidden'><input value='{TERM}'></div>",
    f"<input style='font-size:0' value='{TERM}'>",
    f"<input style='text-indent:-900px' value='{TERM}'>",
    f"<input style='filter:brightness(9)' value='{TERM}'>",
])  # fmt: skip
def test_what_a_field_holds_unseen_is_no_evidence(field: str) -> None:
    page = f"<html><body><p>Before. {field} After.</p></body></html>"
    assert "Zorblax" not in text_of(page)
    assert "After." in text_of(page)
    assert "hidden-text" in kinds(page) or "lost-text" in kinds(page)


@pytest.mark.parametrize("field", [
    f"<input value='{TERM}'>",
    f"<input style='border:0;color:#333;background:#fff' value='{TERM}'>",
    f"<div style='color:white;background:black'><input value='{TERM}'></div>",
    f"<div style='color:white;background:black'>"
    f"<input style='color:inherit;background:none' value='{TERM}'></div>",
    f"<div style='background:#123'><input style='color:white;background:transparent' "
    f"value='{TERM}'></div>",
    f"<textarea>{TERM}</textarea>",
    f"<p>{TERM} <input type=checkbox checked style='font-size:0;color:white'> agreed</p>",
])  # fmt: skip
def test_what_a_field_shows_is_read(field: str) -> None:
    page = f"<html><body>{field}</body></html>"
    assert "Zorblax" in text_of(page)
    assert "checkbox" not in field or "☒" in text_of(page)
    assert not kinds(page)


def test_the_tick_of_a_hidden_box_is_not_read() -> None:
    page = f"<p>{TERM} <input type=checkbox checked style='visibility:hidden'> agreed</p>"
    assert "☒" not in text_of(page)


_COLOR = "@property --c{syntax:'<color>';inherits:%s;initial-value:white}"
_LENGTH = "@property --Size{syntax:'<length>';inherits:false;initial-value:0px}"


@pytest.mark.parametrize("style", [
    _COLOR % "true" + "p{color:var(--c)}",
    _COLOR % "false" + "p{color:var(--c)}",
    _COLOR % "false" + "body{--c:black}p{color:var(--c)}",
    _COLOR % "true" + ":root{" + "".join(f"--v{at}:1px;" for at in range(500)) + "}"
    "p{color:var(--c, black)}",
    _LENGTH + "p{font-size:var(--Size)}",
    f"@media screen{{{_LENGTH}}}p{{font-size:var(--Size,12pt)}}",
    "@property --d{syntax:'*';inherits:false;initial-value:none}p{display:var(--d)}",
])  # fmt: skip
def test_the_first_value_of_a_registered_property_hides(style: str) -> None:
    page = f"<html><head><style>{style}</style></head><body><p>{TERM}</p></body></html>"
    assert "Zorblax" not in text_of(page)
    assert "hidden-text" in kinds(page)


@pytest.mark.parametrize("style", [
    _COLOR % "true" + "body{--c:black}p{color:var(--c)}",
    _COLOR % "false" + "p{--c:black;color:var(--c)}",
    _COLOR % "true" + "p{color:black}",
    "@property --c{initial-value:white}p{color:var(--c)}",
    f"@media print{{{_LENGTH}}}p{{font-size:var(--Size,12pt)}}",
    "@property --tw-translate-x{syntax:'*';inherits:false;initial-value:0}"
    "@property --tw-shadow{syntax:'*';inherits:false;initial-value:0 0 #0000}"
    "@property --tw-scale-x{syntax:'*';inherits:false;initial-value:1}"
    "p{transform:translate(var(--tw-translate-x)) scaleX(var(--tw-scale-x));"
    "box-shadow:var(--tw-shadow)}",
])  # fmt: skip
def test_a_registered_property_that_hides_nothing_changes_nothing(style: str) -> None:
    page = f"<html><head><style>{style}</style></head><body><p>{TERM}</p></body></html>"
    assert "Zorblax" in text_of(page)
    assert not kinds(page)
