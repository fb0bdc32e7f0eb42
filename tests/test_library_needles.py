import time
from itertools import chain

import pytest

from contract_kit.library.needles import Needles
from contract_kit.library.packs import load_packs
from contract_kit.library.phrases import compiled, expression
from contract_kit.resources import bundled
from contract_kit.scan.index import Words

WORDS = {"time": "day | week*", "odd": "/\\d+ (?:am|pm)/", "mixed": "gdpr | /art ?28/"}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("notif* | inform", (("notif",), ("inform",))),
        ("without [undue] delay", (("without", "delay"),)),
        ("(delete|return) ... it", (((("delete",), ("return",)),),)),
        ("within ... {time}", (("within", (("day",), ("week",))),)),
        ("{time}", (((("day",), ("week",)),),)),
        ("organi(s|z)ed", (("organi", (("s",), ("z",))),)),
        ("in it", (("it",),)),
        ("/any (?:regex)/", ()),
        ("prompt* | /at \\d+/", ()),
        ("{odd}", ()),
        ("{mixed}", ()),
        ("within ... {mixed}", (("within",),)),
    ],
)
def test_needles_of_a_phrase(phrase, expected):
    assert Needles(WORDS).of(phrase) == expected


def test_no_phrase_of_our_packs_matches_without_one_of_its_needles():
    packs = load_packs(bundled("packs"))
    requirements = [one for pack in packs for one in pack.requirements]
    patterns = chain.from_iterable((*r.patterns, *chain(*r.parts.values())) for r in requirements)
    phrases = {
        phrase.source: phrase
        for one in patterns
        for phrase in (*([one.verb] if one.verb else []), *one.find, *one.near, *one.unless)
    }
    texts = sorted({example.text for r in requirements for example in r.examples})[::150]
    assert len(texts) > 5
    words = Words([text.lower() for text in texts])
    for phrase in phrases.values():
        may = words.meeting(phrase.needles)
        for place, text in enumerate(texts):
            if not may >> place & 1:
                assert not phrase.regex.search(text), (phrase.source, text)


def test_a_line_of_dashes_costs_no_time():
    regex = compiled(expression("notice ... [prior] ... breach ... within ... days", {}))
    start = time.process_time()
    assert regex.search("notice " + "- " * 4000 + "-" * 4000 + " end") is None
    assert time.process_time() - start < 2
