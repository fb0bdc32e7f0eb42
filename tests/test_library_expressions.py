"""Expressions compiled beforehand are those that `re` compiles, and nothing needs them."""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from pathlib import Path

import pytest

from contract_kit.library import expressions
from contract_kit.library.packs import load_packs
from contract_kit.library.phrases import anew, compiled
from contract_kit.library.preparing import pack_phrases
from contract_kit.resources import bundled
from contract_kit.scan.clause_rules import sources


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Another file than the shipped one."""
    path = tmp_path / "expressions.bin"
    monkeypatch.setattr(expressions, "file", lambda: path)
    return path


def test_our_expressions_are_at_hand_and_match_as_if_compiled_now() -> None:
    if sys.version_info[:2] > (3, 13):
        pytest.skip("no file is shipped for this version: phrases are compiled")
    every = {one.source for one in pack_phrases(bundled("packs"))} | set(sources())
    requirements = [one for pack in load_packs(bundled("packs")) for one in pack.requirements]
    text = "\n".join(example.text.lower() for one in requirements for example in one.examples[:1])
    assert len(every) > 2000
    assert len(text) > 10_000
    known = [one for one in every if expressions.ready(one)]
    assert len(known) > 0.5 * len(every), "run `nox -s prepare`"
    for source in sorted(every)[::7]:
        assert compiled(source).findall(text) == anew(source).findall(text), source


def test_what_was_written_is_what_is_read(file: Path) -> None:
    written = [re.compile(r"(?:a|b[cd])+\w*"), re.compile(r"(?-i:X)y", re.IGNORECASE)]
    expressions.write([*written, re.compile("(left) to re")])
    assert [expressions.ready(one.pattern) for one in written] == written
    assert expressions.ready("(left) to re") is None
    assert compiled("(left) to re").groups == 1


@pytest.mark.parametrize("data", [None, b"", b"no file of ours", zlib.compress(b"short")])
def test_without_a_readable_file_phrases_are_compiled(file: Path, data: bytes | None) -> None:
    if data is not None:
        file.write_bytes(data)
    assert expressions.ready(sources()[0]) is None
    compiled.cache_clear()
    assert compiled(sources()[0]) == re.compile(sources()[0])


def test_a_file_that_was_cut_off_does_not_count(file: Path) -> None:
    expressions.write([re.compile("a+")])
    data = zlib.decompress(file.read_bytes())
    file.write_bytes(zlib.compress(data[:-4]))
    expressions.load.cache_clear()
    assert expressions.ready("a+") is None


def test_the_file_of_another_re_does_not_count(file: Path) -> None:
    expressions.write([re.compile("a+")])
    numbers = bytearray(zlib.decompress(file.read_bytes()))
    numbers[:4] = array("I", [20010101]).tobytes()
    file.write_bytes(zlib.compress(bytes(numbers)))
    expressions.load.cache_clear()
    assert expressions.ready("a+") is None
