"""Time grows with a text, not with its square: every expression, every reader, a whole scan."""

from __future__ import annotations

import importlib
import pkgutil
import re
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

import contract_kit
from contract_kit.errors import UnreadableError
from contract_kit.library.backtracking import crowded, danger, endless
from contract_kit.library.packs import load_packs, mapping
from contract_kit.library.phrases import lower_case, plain, raw_parts
from contract_kit.library.preparing import pack_phrases
from contract_kit.library.syntax import tree
from contract_kit.read import read
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.clause_rules import sources
from contract_kit.scan.conditions import Known
from tests.conftest import SEED
from tests.growth import grows
from tests.hostile_texts import SHAPES, hostile, mixed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY = (*SHAPES, "mixed")
_ALL = {"finditer", "findall", "sub", "subn", "split"}
_PLAIN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
"""What stands for characters, however it is written: nothing in it repeats."""


def possessive(source: str) -> bool:
    """Whether an expression has what CPython before 3.11.5 matches wrongly."""
    return re.search(r"[*+?}]\+|\(\?>", _PLAIN.sub("x", source)) is not None


def text(shape: str, length: int) -> str:
    return mixed(length) if shape == "mixed" else hostile(shape, length)


@cache
def modules() -> tuple[str, ...]:
    found = pkgutil.walk_packages(contract_kit.__path__, "contract_kit.")
    return tuple(one.name for one in found if not one.name.endswith("__main__"))


def patterns(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The expressions in a value, however it holds them."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 4:
        yield from patterns([*value, *value.values()], depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 4:
        for one in value:
            yield from patterns(one, depth + 1)


def ours() -> Iterator[tuple[str, re.Pattern[str], Callable[[str], object]]]:
    """Every expression of a module or a class, where it stands, and how the module runs it."""
    for name in modules():
        module = importlib.import_module(name)
        code = Path(str(module.__file__)).read_text(encoding="utf-8")
        held = dict(vars(module))
        for one in [value for value in held.values() if isinstance(value, type)]:
            held |= {key: value for key, value in vars(one).items() if key not in held}
        for key, value in held.items():
            used = set(re.findall(rf"\b{key}\.(\w+)", code))
            for regex in patterns(value):
                yield f"{name}.{key}", regex, _runs(regex, used)


def _runs(regex: re.Pattern[str], used: set[str]) -> Callable[[str], object]:
    known = used & {*_ALL, "search", "match", "fullmatch"}
    if not known or known & _ALL:
        return lambda text: sum(1 for _ in regex.finditer(text))
    return (
        regex.search if "search" in known else regex.match if "match" in known else regex.fullmatch
    )


@pytest.mark.parametrize("part", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_no_expression_of_a_module_takes_the_square_of_a_text(part: int) -> None:
    seen: dict[tuple[str, int], str] = {}
    slow = []
    for name, regex, run in ours():
        if isinstance(regex.pattern, bytes) or (regex.pattern, regex.flags) in seen:
            continue
        seen[regex.pattern, regex.flags] = name
        for shape in Random(f"{SEED} {name}").sample(EVERY, len(EVERY) // part):
            if found := grows(run, lambda size, shape=shape: text(shape, size), 3000):
                slow.append(f"{name}, {shape}: {found}")
    assert len(seen) > 200
    assert not slow


def test_no_expression_matches_otherwise_on_another_python() -> None:
    every = {regex.pattern: name for name, regex, _ in ours()}
    every |= {one.source: "a pack" for one in pack_phrases(bundled("packs"))}
    every |= dict.fromkeys(sources(), "clause_rules.txt")
    texts = {source: where for source, where in every.items() if isinstance(source, str)}
    assert not [f"{where}: {source!r}" for source, where in texts.items() if possessive(source)]


@pytest.mark.parametrize("source", [r"a++", r"\w*+b", r"(?>a)", r"a{2}+", r"\\++", r"[a\]]?+"])
def test_what_matches_otherwise_is_recognised(source: str) -> None:
    assert possessive(source)


@pytest.mark.parametrize("source", [r"[*+]+", r"\++", r"a\*+", r"\(\?>", r"[\]*+]x", r"\[*"])
def test_what_only_looks_like_it_is_none(source: str) -> None:
    assert not possessive(source)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value.values()])
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def written() -> Iterator[tuple[Path, str]]:
    """Every expression that stands in our packs as such."""
    for head in sorted(bundled("packs").glob("*/pack.yaml")):
        words = mapping(head).get("words") or {}
        for path in sorted(head.parent.glob("*.yaml")):
            raw = mapping(path)
            for one in strings({key: raw[key] for key in raw if key not in {"examples", "words"}}):
                if "/" in one:
                    yield from ((path, source) for source in raw_parts(plain(one), words))
        for name in words:
            yield from ((head, source) for source in raw_parts(f"{{{name}}}", words))


def test_our_own_expressions_pass_the_guard_for_those_of_others() -> None:
    every = {lower_case(source): path for path, source in written()}
    assert len(every) > 150
    for source, path in every.items():
        assert not danger(source), f"{path}: {source}"


def test_our_own_phrases_pass_the_guard_for_those_of_others() -> None:
    every = sorted({one.source for one in pack_phrases(bundled("packs"))})
    phrases = [one for one in every if one.startswith(r"(?<!\w)(?:")]
    assert len(phrases) > 2000
    for source in phrases[::20]:
        assert not crowded(source), source


def test_the_rules_for_clause_types_end_on_every_text() -> None:
    for source in sources():
        assert not endless(source), source


def test_every_expression_of_a_pack_can_be_read_by_our_own_reader() -> None:
    for one in pack_phrases(bundled("packs")):
        assert tree(one.source)


HEAD = """SERVICES AGREEMENT

This Agreement is made between Acme Inc. and Beta LLC. The Supplier shall provide the services
to the Customer and process personal data on its behalf.

"""
ENOUGH = 1.0
"""Seconds of processor time that a scan of 20 000 characters or 2000 paragraphs may take."""


def paper(format: str, body: str) -> tuple[bytes, str]:
    """A contract that holds a text, in a format."""
    whole = HEAD + body
    if format == "html":
        whole = "".join(f"<p>{escape(one)}</p>" for one in whole.split("\n\n"))
    return whole.encode(), f"a.{format}"


def reading(given: tuple[bytes, str]) -> None:
    with suppress(UnreadableError):  # some are taken for another language, once read
        read(*given)


def scanning(given: tuple[bytes, str]) -> None:
    known = Known(frozenset({"gdpr"}), {})
    with suppress(UnreadableError):
        scan({"a": read(*given)}, load_packs(bundled("packs")), conditions=known, choose=True)


FORMATS = [("txt", scanning, ENOUGH), ("md", reading, 0.2), ("html", reading, 0.2)]
"""What is done with a text of a format: behind the readers, all are the same."""


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("format", "run", "floor"), FORMATS)
@pytest.mark.parametrize("shape", EVERY)
def test_a_scan_takes_no_longer_than_its_text_is_long(shape, format, run, floor) -> None:
    assert not grows(run, lambda size: paper(format, text(shape, size)), 10_000, floor)


ROWS = {
    "tiny paragraphs": lambda n: "the end.\n\n" * n,
    "short lines": lambda n: "short line\n" * n,
    "items": lambda n: "(a) the item;\n\n" * n,
    "bullets": lambda n: "- an item\n" * n,
    "numbered": lambda n: "".join(f"{one}. item text\n" for one in range(n)),
    "headings": lambda n: "".join(f"{one}. HEADING {one}\n\n" for one in range(n)),
    "hashes": lambda n: "# H\n\ntext\n\n" * n,
    "table": lambda n: "| a | b |\n|---|---|\n" + "| one | two |\n" * n,
    "one sentence": lambda n: "the Supplier shall provide services to it within thirty days " * n,
    "sentences": lambda n: "The Supplier shall notify the Customer of a breach. " * n,
    "definitions": lambda n: "“Term” means a thing.\n\n" * n,
    "schedules": lambda n: "".join(f"SCHEDULE {one}\n\nThe text.\n\n" for one in range(n)),
    "references": lambda n: "".join(
        f"{one}. See Section {one + 1} and Schedule {one}.\n\n" for one in range(n)
    ),
    "parties": lambda n: "".join(f"Co{one} Ltd shall pay Ab{one} Inc.\n\n" for one in range(n)),
    "different words": lambda n: " ".join(f"the word{one}" for one in range(n * 3)),
    "quotes in quotes": lambda n: "".join(f"{'> ' * (one % 60)}q\n" for one in range(n)),
}


@pytest.mark.sampled(12)
@pytest.mark.parametrize(("format", "run", "floor"), FORMATS)
@pytest.mark.parametrize("kind", ROWS)
def test_a_scan_takes_no_longer_than_a_contract_has_paragraphs(kind, format, run, floor) -> None:
    assert not grows(run, lambda size: paper(format, ROWS[kind](size)), 1000, floor)


@pytest.mark.slow
def test_the_text_that_once_took_twenty_seconds_is_read_at_once() -> None:
    assert not grows(scanning, lambda size: paper("txt", "1." * size), 20_000, ENOUGH)
