"""Variations of the examples, a kind at a time: what is changed or left out leaves no word behind.

`tests/traces.py` says how a feature is taken out, and `tests/test_traces.py` which words must go
with it; here each kind is walked through its table, and every contract must be whole.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from contract_kit.api import assemble, read, render
from contract_kit.assemble.american import BRITISH
from contract_kit.assemble.places import country, language, region
from contract_kit.document import Document
from contract_kit.errors import AssemblyError, SpecError
from contract_kit.findings import Finding
from contract_kit.ooxml.package import write_zip
from contract_kit.render.word.house import build
from contract_kit.spec import Contract
from contract_kit.spec.arbitral import FORUMS
from contract_kit.spec.jurisdictions import country_of, jury_waiver, places
from contract_kit.spec.laws import family, names
from tests.conftest import STANCES, clause_library
from tests.fields.reading import contract
from tests.test_definitions import _needed
from tests.test_generated import faults, paragraphs
from tests.test_regimes import OWN
from tests.test_used_means_printed import data_of
from tests.traces import FEATURES, Data

NAMES = ("support", "medical", "minimal", "short_needs")
FORMS = ("full", "short")
PAPERS = [(name, form, stance) for name in NAMES for form in FORMS for stance in STANCES]
REASON = {"exclude": "not wanted here", "approved_by": "general counsel"}
COURTS = "the courts that the parties agree on"


def varied(name: str, form: str = "full", **head: Any) -> Data:
    """An example as data in a form, with other things said under `contract`."""
    data: Data = deepcopy(data_of(name))
    data["contract"] |= {"form": form} | head
    return {**data, "contract": {key: one for key, one in data["contract"].items() if one}}


def made(data: Data, stance: str) -> tuple[Contract, Document]:
    given = contract(data)
    return given, assemble(given, clause_library(), stance=stance, clean=True)


def texts(document: Document) -> list[str]:
    """Every text that is printed of the contract itself, definitions and signatures included."""
    found = [one.text for one in document.definitions]
    for section in document.walk():
        found += [section.title, *(one.text for one in paragraphs(section))]
    return found


def said(document: Document) -> str:
    return "\n".join(texts(document))


def loose(document: Document, form: str = "full") -> Iterator[str]:
    """What no variation may leave: loose ends, gaps, terms without a use, broken sentences.

    In the short form the text itself explains some terms.
    """
    yield from faults(document)
    defined, needed = {one.term for one in document.definitions}, _needed(document)
    yield from (f"{term} is defined and not used" for term in defined - needed)
    if form == "full":
        yield from (f"{term} is used and not defined" for term in needed - defined)
    for section in document.walk():
        numbers = [one.number for one in section.sections if one.number]
        last = [int(number.rsplit(".")[-1]) for number in numbers if number[-1].isdigit()]
        if last and last != list(range(last[0], last[0] + len(last))):
            yield f"{section.anchor}: the numbers {numbers} have a gap"
        for block in section.blocks:
            if re.search(r"(?:^|\. )(?:clause|paragraph) \d", getattr(block, "text", "")):
                yield f"{section.anchor}: a sentence begins small: {block.text[:80]}"


def own(data: Any) -> Iterator[str]:
    """Every word of a spec, and the name of every country and place that it gives by its code."""
    rows = data.values() if isinstance(data, dict) else data
    for key, value in zip(data, rows, strict=True):
        if isinstance(value, (dict, list)):
            yield from own(value)
        text = str(value)
        yield from (str(key), text)
        if re.fullmatch(r"[a-z]{2}-[A-Z]{2}", text):
            yield language(text, "en_GB")
        if re.fullmatch(r"[A-Z]{2}(-[A-Z]+)?", text):
            yield from (region(text, "en_GB"), country(text[:2], "en_GB"))


LAWS = sorted({one for one, _ in names()} - {"English law", "Scots law", "United States"})
OF_FAMILY = {
    "tort (including negligence)": {"england", "northern_ireland", "common", "us", "canada",
                                    "unknown"},
    "delict": {"scotland", "mixed"},
    "substantial remedy": {"england", "northern_ireland", "scotland"},
    "conflicts of laws": {"us"},
    "hold harmless": {"us"},
    "attorneys' fees": {"us"},
    "MERCHANTABILITY": {"us"},
    "TRIAL BY JURY": {"us"},
}  # fmt: skip
"""Words that stand under the laws of some families alone."""
NAMED = re.compile(
    r"\b("
    + "|".join(sorted(({one for one, _ in names()}), key=len, reverse=True))
    + r")\b(?! dollars)"
)
"""The name of a law, of a country or of a part of one, but not of a currency."""


def foreign(data: Data, document: Document) -> set[str]:
    """Laws and places that a contract names and its spec does not."""
    mine = " ".join(own(data))
    regimes = data.get("data_protection", {}).get("regimes", ())
    laws = " ".join(pattern for one in regimes for pattern in OWN[one])
    clauses = {"dp.uk_addendum", "dp.idta", "dp.india", "dp.philippines"}
    issued = any(one.anchor in clauses for one in document.walk())
    shown = {one for text in texts(document) for one in NAMED.findall(text)}
    allowed = {"Canada", "California", "India", "Brazil", "South Africa"} if laws else set()
    allowed |= {"England and Wales", "England", "Wales"} if issued else set()
    return {one for one in shown if one not in mine and one not in allowed}


CASES = [(law, *PAPERS[number % len(PAPERS)]) for number, law in enumerate(LAWS)]


@pytest.mark.sampled(30)
@pytest.mark.parametrize(("law", "name", "form", "stance"), CASES)
def test_another_law_leaves_no_word_of_the_old_one(
    law: str, name: str, form: str, stance: str
) -> None:
    data = varied(name, form, governing_law=law, courts=COURTS)
    _, document = made(data, stance)
    text = said(document)
    assert list(loose(document, form)) == []
    assert foreign(data, document) == set()
    province = country_of(law) == "CA" and law != "Canada"
    federal = f"laws of {law} and the federal laws of Canada that apply there"
    assert f"governed by the {federal if province else f'law of {law}'}" in text
    kinds = {family(law), "us" if law == "Louisiana" else ""}  # civil law in an American form
    for word, families in OF_FAMILY.items():
        assert word not in text or kinds & families, word


@pytest.mark.slow
@pytest.mark.parametrize(("name", "form", "stance"), PAPERS)
@pytest.mark.parametrize(
    "law", ["Germany", "Scotland", "New York", "Ontario", "Quebec", "India", "South Africa"]
)
def test_a_law_of_each_family_does_so_in_every_paper(
    law: str, name: str, form: str, stance: str
) -> None:
    test_another_law_leaves_no_word_of_the_old_one(law, name, form, stance)


REMOVED = [(feature, *paper) for feature in FEATURES for paper in PAPERS]


@pytest.mark.sampled(64)
@pytest.mark.parametrize(("feature", "name", "form", "stance"), REMOVED)
def test_a_section_removed_leaves_a_whole_contract(
    feature: str, name: str, form: str, stance: str
) -> None:
    data = varied(name, form)
    FEATURES[feature].remove(data)
    assert list(loose(made(data, stance)[1], form)) == []


OPTIONAL = sorted(one.id for one in clause_library().clauses.values() if not one.front.mandatory)
EXCLUDED = [(clause, *PAPERS[n % len(PAPERS)]) for n, clause in enumerate(OPTIONAL)]


@pytest.mark.sampled(30)
@pytest.mark.parametrize(("clause", "name", "form", "stance"), EXCLUDED)
def test_a_clause_excluded_leaves_a_whole_contract_or_is_refused(
    clause: str, name: str, form: str, stance: str
) -> None:
    data = varied(name, form)
    data.setdefault("clauses", {})[clause] = REASON
    refused: tuple[Finding, ...] = ()
    try:
        _, document = made(data, stance)
    except (SpecError, AssemblyError) as error:
        refused = tuple(error.findings)
    else:
        assert list(loose(document, form)) == []
        assert clause not in {one.anchor for one in document.walk()}
    for one in refused:
        assert one.id in {"V49", "V140", "V141"}, one.message
        assert clause in one.message


ARBITRAL = [
    (rules, courts, *PAPERS[(7 * n + 3 * bool(courts)) % len(PAPERS)])
    for n, rules in enumerate(FORUMS)
    for courts in ("", "Geneva")
]
BESIDE_ARBITRATION = re.compile(
    r"courts? (?:in \S+ )?may be asked only for interim relief|No court decides"
    r"|ask a court for interim relief at any time, within|court may grant interim relief within"
    r"|(?:law|by law|order of),? a court or (?:a )?Regulator|a court may forbid it"
    r"|Court of (?:International )?Arbitration|agencies or courts|court or tribunal"
    r"|under clause 18 the courts|papers of a court that supports it or enforces an award",
)
"""What a contract with an arbitration may say of a court."""


@pytest.mark.sampled(14)
@pytest.mark.parametrize(("rules", "courts", "name", "form", "stance"), ARBITRAL)
def test_arbitration_takes_the_place_of_courts_everywhere(
    rules: str, courts: str, name: str, form: str, stance: str
) -> None:
    terms = {"rules": rules, "seat": "Geneva", "arbitrators": "3"}
    terms |= {"courts": courts} if courts else {}
    terms |= {} if FORUMS[rules].institution else {"appointing_authority": "Chamber of Geneva"}
    _, document = made(varied(name, form, courts=None, arbitration=terms), stance)
    text = said(document)
    assert list(loose(document, form)) == []
    assert f"under the {FORUMS[rules].rules}" in text
    assert "of arbitrators is 3" in text
    rest = BESIDE_ARBITRATION.sub("", text)
    assert re.findall(r"(?i).{40}\bcourts?\b.{40}|exclusive jurisdiction", rest) == []


@pytest.mark.sampled(24)
@pytest.mark.parametrize(("name", "form", "stance"), PAPERS)
def test_where_courts_decide_nothing_is_arbitrated(name: str, form: str, stance: str) -> None:
    _, document = made(varied(name, form, courts=COURTS), stance)
    assert re.findall(r"(?i).{40}(?<!not as an )\barbitr\w+", said(document)) == []


AT_HOME: dict[str, Data] = {
    "US": {"currency": "USD", "language": "en-US"}, "CA": {"currency": "CAD", "language": "en-CA"},
}  # fmt: skip
STATES = sorted(one for one, kind in names() if kind == "us" and one != "United States")
PROVINCES = sorted(one for one, kind in names() if kind == "canada" and one != "Canada")


def at_home(name: str, form: str, land: str, law: str) -> Data:
    """An example among companies of one country, with the work there."""
    data = varied(name, form, governing_law=law, courts=law, **AT_HOME[land])
    for party in data["parties"].values():
        party |= {"country": land, "kind": "corporation", "formed_in": law}
        if land == "US":
            party.pop("number", None)
    for site in data["sites"].values():
        site |= {"country": land, "model": "onshore", "time_zone": "America/Chicago"}
    for calendar in data.get("calendars", {}).values():
        calendar["holidays"] = "none"
    data.get("governance", {}).get("tools", {}).pop("shared_calendar", None)
    protection = data["data_protection"]
    protection.pop("transfers", None)
    protection |= {"regimes": ["ccpa"] if land == "US" else ["pipeda"]}
    protection |= {"subprocessors": "none"} if "subprocessors" in protection else {}
    if name == "medical":
        protection |= {"phi": {"in_scope": False}}
        protection.pop("baa")
        data.pop("industry")
        data["contract"]["industries"] = ["other"]
        data["risk"]["indemnities"].remove("false_claims")
    data["pricing"].pop("fx", None)
    if "cost_register" in data["pricing"]:
        data["pricing"]["cost_register"]["currency"] = "included"
    return data


NOT_AMERICAN = (
    r"value added tax|VAT\b|goods and services tax|registered office|recorded post|enquir"
    r"|tax invoice|trade marks?|professional indemnity|employer's liability|cost of legal advice"
    r"|GDPR|substantial remedy|supervisory authorit|third country|data subject|Regulation \(EU\)"
)
NOT_CANADIAN = (
    r"value added tax|VAT\b|GDPR|substantial remedy|supervisory authorit|third country"
    r"|data subject|Regulation \(EU\)|\bjury|conflicts of laws|hold harmless|attorneys|use tax"
    r"|certified mail|HIPAA|principal place"
)
AMERICAN = [(law, *PAPERS[(5 * n) % len(PAPERS)]) for n, law in enumerate(STATES)]
CANADIAN = [(law, *PAPERS[(5 * n) % len(PAPERS)]) for n, law in enumerate(PROVINCES * 2)]


def papers_of(land: str, law: str, name: str, form: str, stance: str) -> str:
    """The text of a paper of one country, which is whole and names no place but its own."""
    data = at_home(name, form, land, law)
    _, document = made(data, stance)
    assert list(loose(document, form)) == []
    assert foreign(data, document) == set()
    text = said(document)
    for words in sorted(set(own(data)), key=len, reverse=True):
        if len(words) > 12:
            text = text.replace(words, "")
    return text


@pytest.mark.sampled(17)
@pytest.mark.parametrize(("law", "name", "form", "stance"), AMERICAN)
def test_an_american_paper_has_american_words(law: str, name: str, form: str, stance: str) -> None:
    text = papers_of("US", law, name, form, stance)
    assert re.findall(rf"(?i).{{40}}(?:{NOT_AMERICAN})", text) == []
    assert "sales tax, use tax" in text
    assert "registered number" not in text  # a state has none
    assert len(re.findall(r"\(address: [^)]*\), the (?:Customer|Provider)", text)) == 2
    assert "conflicts of laws" in text
    assert ("TRIAL BY JURY" in text) == jury_waiver(law)
    assert [one for one in BRITISH.findall(text) if one not in " ".join(own(data_of(name)))] == []


@pytest.mark.sampled(13)
@pytest.mark.parametrize(("law", "name", "form", "stance"), CANADIAN)
def test_a_canadian_paper_has_canadian_words(law: str, name: str, form: str, stance: str) -> None:
    text = papers_of("CA", law, name, form, stance)
    assert re.findall(rf"(?i).{{40}}(?:{NOT_CANADIAN})", text) == []
    assert "harmonized sales tax" in text
    assert "PIPEDA" in text


@pytest.mark.sampled(16)
@pytest.mark.parametrize(("name", "form", "stance"), PAPERS)
@pytest.mark.parametrize("land", AT_HOME)
def test_without_personal_data_no_law_on_it_is_named(
    land: str, name: str, form: str, stance: str
) -> None:
    law = {"US": "Delaware", "CA": "Ontario"}[land]
    data = at_home(name, form, land, law)
    FEATURES["personal data"].remove(data)
    _, document = made(data, stance)
    assert list(loose(document, form)) == []
    mine = " ".join(own(data))
    patterns = [one for patterns in OWN.values() for one in patterns]
    found = [one[0] for p in patterns for one in re.finditer(p, said(document), re.IGNORECASE)]
    assert [one for one in found if one not in mine] == []


SIGNING = [
    (guarantor, may, *PAPERS[(3 * n + 5 * m) % len(PAPERS)])
    for n, guarantor in enumerate(("", "customer", "provider"))
    for m, may in enumerate(("", "use", "order", "sign"))
]


@pytest.mark.sampled(6)
@pytest.mark.parametrize(("guarantor", "may", "name", "form", "stance"), SIGNING)
def test_each_who_signs_is_counted(
    guarantor: str, may: str, name: str, form: str, stance: str
) -> None:
    data = varied(name, form)
    if guarantor:
        data["parties"]["guarantor"] = {
            "name": "Harbour Holdings", "country": "IE", "address": "1 Quay, Cork",
            "answers_for": guarantor, "guarantees": "payment_and_performance",
        }  # fmt: skip
    if may:
        data["parties"]["customer"] |= {"affiliates": ["Upland Ltd"], "affiliates_may": may}
    _, document = made(data, stance)
    text = said(document)
    assert list(loose(document, form)) == []
    binding = "both of them and the guarantor have signed" if guarantor else "both have signed"
    assert f"binds the parties when {binding}" in text
    assert re.search(r"before both (?!of them and the guarantor|have)", text) is None
    assert ("day on which that Affiliate signs" in text) == (may == "sign")
    assert ("For the guarantor, Harbour Holdings" in text) == bool(guarantor)
    assert ("For an Affiliate of the Customer, Upland Ltd" in text) == (may == "sign")
    only = next(one for one in text.split("\n") if "Only the parties" in one)
    assert ("the guarantor" in only) == bool(guarantor)
    assert ("Affiliates" in only) == bool(may)
    if not guarantor:
        assert "the guarantor" not in text


SIZES = {"A4": (11906, 16838), "Letter": (12240, 15840), "Legal": (12240, 20160)}
TEMPLATES = [(size, *PAPERS[(11 * n) % len(PAPERS)]) for n, size in enumerate(SIZES)]


def house(width: int, height: int) -> bytes:
    """The house template of a firm, with its name, on paper of a size."""
    archive = zipfile.ZipFile(io.BytesIO(build()))
    parts = {one: archive.read(one) for one in archive.namelist()}
    text = parts["word/document.xml"].decode()
    text, count = re.subn(r"<w:pgSz [^>]*>", f'<w:pgSz w:w="{width}" w:h="{height}"/>', text)
    assert count
    text = text.replace("{{ title }}", "Firm LLP: {{ title }}", 1)
    return write_zip({**parts, "word/document.xml": text.encode()})


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("size", "name", "form", "stance"), TEMPLATES)
def test_a_house_template_holds_the_whole_contract_on_its_own_paper(
    size: str, name: str, form: str, stance: str
) -> None:
    _, document = made(varied(name, form), stance)
    width, height = SIZES[size]
    word = render(document, "docx", template=house(width, height))
    text = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert set(re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', text)) == {(str(width), str(height))}
    back = read(word, "contract.docx")
    theirs = {one.text for section in back.walk() for one in paragraphs(section)}
    mine = [
        one.text
        for section in document.walk()
        if section.kind == "clause"
        for one in paragraphs(section)
    ]
    assert [one for one in mine if one not in theirs] == []
    assert re.findall(r"\{[{%].*?[%}]\}", text) == []
    assert "Firm LLP: " in text
    titles = [section.title for section in document.walk() if section.title]
    assert [one for one in titles if one not in {other.title for other in back.walk()}] == []


def test_every_kind_is_walked_over_all_its_table() -> None:
    """All examples, forms and stances stand in each table, and every known place has a name."""
    for cases in (CASES, EXCLUDED, AMERICAN, REMOVED):
        assert {case[-3:] for case in cases} >= set(PAPERS)
    for cases in (ARBITRAL, CANADIAN, SIGNING):
        assert {one for case in cases for one in case} >= {*STANCES, *FORMS, *NAMES}
    assert len(LAWS) > 150
    assert {"london", "ontario", "texas"} <= set(places())


def test_a_leftover_is_seen() -> None:
    """Else the walk would find nothing because it looks for nothing."""
    data = varied("support", governing_law="Germany", courts="Berlin")
    _, document = made(data, "balanced")
    assert foreign(varied("support", governing_law="France", courts="Paris"), document) == {
        "Germany"
    }
    assert re.search(NOT_AMERICAN, said(document))
    assert re.search(NOT_CANADIAN, said(document))
