"""The short form: few words, every need, nothing silent, and what protects is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from contract_kit import settle, spec
from contract_kit.assemble import assemble, short
from contract_kit.assemble.facts import FACTS, Facts
from contract_kit.assemble.wordings import Chosen
from contract_kit.document import Document
from contract_kit.library import Clause, condition
from contract_kit.library.clauses import LEFT_OUT, SHORT
from contract_kit.quantities import parse
from contract_kit.read import read
from contract_kit.render import render
from contract_kit.scan.conditions import facts
from contract_kit.scan.matching import Reading
from contract_kit.scan.passages import passages
from contract_kit.scan.verdicts import verdict
from contract_kit.spec import Contract, id_of
from contract_kit.spec.schema import schema
from tests import generated
from tests.conftest import EXAMPLES, STANCES, all_packs, clause_library, data_of, loaded
from tests.mutations import Bench, Case, claims
from tests.test_generated import faults

NAMES = ("minimal", "short_needs")
LIMITS = {"minimal": 6000, "short_needs": 7500}
OPEN = {"gdpr-data-types", "gdpr-data-subjects", "bpo-transition"}
"""What these two specs leave open: the data, the people, and damages for a late transition."""
POINTS = Path(__file__).parent.parent / "docs" / "forty_points.md"
MISJUDGED = 0.025
"""Share of verdicts on broken short texts that are wrong, at most: they say much in few words."""
_ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_TABLE = re.compile(r"table\('(\w+)'\)")


@cache
def contract(name: str) -> Contract:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    return spec.load(in_short(text), name=f"{name}.yaml", checks=(settle.check,))


def in_short(text: str) -> str:
    """A spec in the short form."""
    if "\n  form: short" in text:
        return text
    return re.sub(r"^contract:\n", "contract:\n  form: short\n", text, count=1, flags=re.MULTILINE)


@cache
def built(name: str, stance: str = "balanced") -> Document:
    return assemble(contract(name), clause_library(), stance=stance)


def words(document: Document) -> int:
    """Words of a contract in Markdown as `wc -w` counts them."""
    return len(render(document, "md").decode().split())


@pytest.mark.parametrize("name", NAMES)
def test_a_short_contract_is_short(name: str) -> None:
    assert words(built(name)) <= LIMITS[name]


INTRODUCED = {
    "Agreement": "This Agreement is made",
    "At-Risk Amount": "The At-Risk Amount is",
    "Change Order": "by a Change Order signed by both parties",
    "Charges": "these Charges",
    "Critical Service Level": "The Critical Service Levels are",
    "Customer": "the Customer, and",
    "Effective Date": "the Effective Date, 1 February 2027",
    "Initial Term": "The Initial Term starts",
    "Key Terms": "the Key Terms",
    "Provider": r"the Provider\.",
    "Relief Event": "these Relief Events",
    "Schedule": "Schedule 1",
    "Service": "the Services listed",
    "Service Credit": "a Service Credit arises",
    "Service Hours": r"\(the Service Hours\)",
    "Services": "the Services listed",
    "Site": "these Sites",
    "Taxes": r"\(Taxes\)",
    "Transition Plan": "a (detailed )?Transition Plan",
}
"""How the text says what a term means to which the short form gives no definition."""


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", NAMES)
def test_a_term_without_a_definition_is_introduced_by_the_text(name: str, stance: str) -> None:
    text = " ".join(render(built(name, stance), "md").decode().split())
    library = clause_library()
    bare = [one for one in library.definitions if one not in library.short_definitions]
    used = [one for one in bare if re.search(rf"\b{one}s?\b", text)]
    assert "Taxes" in used
    assert [one for one in used if not re.search(INTRODUCED[one], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_details_of_processing_always_name_a_purpose(name: str) -> None:
    assert "| Purpose | " in render(built(name), "md").decode()


@pytest.mark.parametrize("stance", STANCES)
def test_a_debt_beside_the_limit_is_named_among_its_exceptions(stance: str) -> None:
    text = render(built("minimal", stance), "md").decode()
    listed = text.split("Nothing in this Agreement limits or excludes")[1].split("\n")[0]
    assert "the debt under paragraph 1 of Schedule 12;" in listed


@pytest.mark.parametrize("stance", STANCES)
def test_a_ban_on_transfers_names_the_country_that_is_allowed(stance: str) -> None:
    text = render(built("minimal", stance), "md").decode()
    assert "shall not transfer Personal Data to a country other than Canada" in text


def test_the_needs_are_written_in_eighty_lines() -> None:
    text = (EXAMPLES / "short_needs.yaml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", [*NAMES, "support", "medical"])
def test_a_short_contract_has_no_loose_end(name: str, stance: str) -> None:
    assert list(faults(built(name, stance))) == []


@pytest.mark.parametrize("number", range(1, generated.COMBINATIONS, 16))
def test_a_generated_short_contract_has_no_loose_end(number: int) -> None:
    data = generated.spec(number)
    data["contract"]["form"] = "short"
    given = spec.load(generated.text(data), name=f"{number}.yaml", checks=(settle.check,))
    assert list(faults(assemble(given, clause_library()))) == []


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", NAMES)
def test_a_short_contract_keeps_its_claims(name: str, stance: str) -> None:
    document = built(name, stance)
    found = claims(clause_library(), all_packs(), contract(name), document, stance)
    known = {one.requirement.id: one.requirement for one in found if one.full}
    once = Reading(passages(document))
    assert len(known) > 30
    assert [key for key, one in known.items() if verdict(one, once).status != "satisfied"] == []


@pytest.mark.parametrize("format_", ["assembled", "docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_every_error_requirement_that_is_called_for_is_met(name: str, format_: str) -> None:
    document = built(name)
    if format_ != "assembled":
        document = read(render(document, format_), f"{name}.{format_}")
    once = Reading(passages(document))
    known = facts(once.passages, all_packs(), frozenset())
    owed = [
        one
        for pack in all_packs()
        for one in pack.requirements
        if one.severity == "error" and known.applies(one.applies_when)[0] == "yes"
    ]
    assert len(owed) > 20
    assert {one.id for one in owed if verdict(one, once).status != "satisfied"} <= OPEN


@cache
def cases() -> tuple[tuple[Case, str], ...]:
    """Each short text that claims something, broken in each known way, with what is then said."""
    bench = Bench(built("short_needs"), clause_library())
    made = claims(
        clause_library(), all_packs(), contract("short_needs"), built("short_needs"), "balanced"
    )
    each = (case for one in made if one.variant == SHORT for case in bench.cases(one))
    return tuple((case, bench.verdict(case.claimed, case.mutation).status) for case in each)


def test_what_is_said_of_a_short_text_follows_what_is_done_to_it() -> None:
    wrong = [f"{case}: {status}" for case, status in cases() if status not in case.expected]
    assert len(cases()) > 200
    assert len(wrong) <= MISJUDGED * len(cases()), "\n".join(wrong)


def test_no_reference_of_the_library_leads_to_nothing() -> None:
    library = clause_library().clauses
    for one in library.values():
        target = one.front.short
        if target and target != LEFT_OUT:
            assert SHORT not in one.bodies, one.id
            assert not library[target].front.short, f"{one.id}: {target} is left to another"


MANY = ("pricing.cost_register", "pricing.rate_card", "pricing.charges", "sites")
"""Places that hold many values, none of which a condition says."""


@dataclass
class OneAnswer:
    """A spec that gives the value at one path and says nothing else."""

    path: str
    data_protection: None = None
    language: str = "en-GB"

    @property
    def contract(self) -> OneAnswer:
        return self

    def given(self, path: str) -> bool:
        return path == self.path

    def __call__(self, path: str) -> object:
        return None


def full_text(clause: Clause, stance: str) -> Chosen:
    variant = clause.variant(stance)
    return Chosen(clause, variant, clause.bodies[variant])


def paths(one: Chosen, *, tables: bool = False) -> set[str]:
    used = short.names(one.body) if not tables or "table(" in one.body.source else frozenset()
    return {path for name, path in short.parameter_paths(one).items() if name in used}


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", ["minimal", "short_needs"])
def test_the_costs_that_a_spec_names_stand_in_the_short_form(name: str, stance: str) -> None:
    """Costs and rates come in tables: that a clause asks for them is not that it says them."""
    data = data_of(name)
    data["contract"] |= {"form": "short", "stance": stance}
    data["pricing"]["rate_card"] = {"bookkeeper": 28}
    data["pricing"]["cost_register"] = {
        "travel": {"paid_by": "customer", "pre_approval": True, "annual_cap": 1543},
        "exit_services": {"paid_by": "customer", "rate": "41 per hour", "first": "43 hours free"},
    }
    text = render(assemble(loaded(data), clause_library(), clean=True), "md").decode()
    for figure in ("28.00", "1,543.00", "41.00", "43 hours free", "as free"):
        assert figure in text, figure


@pytest.mark.parametrize("stance", STANCES)
def test_no_field_of_a_spec_is_silent_in_the_short_form(stance: str) -> None:
    chosen = [full_text(one, stance) for one in clause_library().clauses.values()]
    every = set().union(*map(paths, chosen)) - set(FACTS)
    silent = []
    for path in sorted(one for one in every if not one.startswith("figures.")):
        found, _ = short.shortened(chosen, OneAnswer(path), stance, ())  # type: ignore[arg-type]
        if not any(path in paths(one, tables=path in MANY) for one in found):
            silent.append(path)
    assert len(every) > 300
    assert silent == []


def test_a_short_text_prints_the_tables_and_members_of_the_full_one() -> None:
    """A table and a member of a list have no parameter of their own, so no rule asks for them."""
    missing = []
    for clause in clause_library().clauses.values():
        if SHORT not in clause.bodies:
            continue
        said = clause.bodies[SHORT].source
        for variant, body in clause.bodies.items():
            for table in _TABLE.findall(body.source):
                missing += [f"{clause.id} {variant}: table {table}"] * (table not in said)
            for member in re.findall(r"\b(?:one|role|process|charge)\.(\w+)", body.source):
                missing += [f"{clause.id} {variant}: {member}"] * (f".{member}" not in said)
    assert missing == []


def test_a_field_that_no_short_text_prints_brings_the_full_clause_back() -> None:
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    more = "security: {penetration_test: 6 months}\nclauses:\n  gen.waiver: {figures: {}}\n"
    given = spec.load(in_short(text) + more, checks=(settle.check,))
    document = assemble(given, clause_library())
    printed = {one.anchor: one for one in document.walk()}
    assert "sec.testing" in printed
    assert "sec.risk" not in printed
    assert "penetration tests made each year" not in render(document, "md").decode()
    assert "at least every 6 months" in render(document, "md").decode()


def test_a_clause_that_the_spec_words_itself_leaves_the_others_to_print() -> None:
    text = in_short((EXAMPLES / "minimal.yaml").read_text(encoding="utf-8"))
    own = "clauses:\n  gen.entire: {text: 1. This is all., reason: house, approved_by: GC}\n"
    document = assemble(spec.load(text + own, checks=(settle.check,)), clause_library())
    printed = {one.anchor for one in document.walk()}
    assert {"gen.assign", "gen.variation", "gen.severance", "gen.waiver"} <= printed


def listed(text: str) -> set[str]:
    """The ids that the assumptions of a short draft list, grouped by value."""
    groups = re.findall(r"(?:: |; )([^:;]+): ([^:;]+?)(?=;|\. |\.$)", text)
    return {id_of(path, value) for value, paths in groups for path in paths.split(", ")}


def test_a_short_draft_lists_every_assumption() -> None:
    given, document = contract("minimal"), built("minimal")
    notes = next(one for one in document.walk() if one.anchor == "assumptions")
    found = listed(" ".join(block.text for block in notes.blocks))
    assert {id_of(one.path, one.value) for one in given.unconfirmed} <= found
    body = " ".join(re.findall(r"\[[^\]]*\]", render(document, "md").decode()))
    assert "30 days" in body
    assert len(found) > 30


@pytest.mark.parametrize("name", ["support", "d01_three_in_six", "d04_monthly_minimum"])
def test_the_short_form_settles_as_the_full_one(name: str) -> None:
    folder = EXAMPLES if name == "support" else EXAMPLES / "mechanisms"
    sheet = folder / ("measurements.csv" if name == "support" else f"{name}.csv")
    text = (folder / f"{name}.yaml").read_text(encoding="utf-8")
    full, brief = (
        spec.load(one, name=f"{name}.yaml", checks=(settle.check,))
        for one in (text, in_short(text))
    )
    results = [
        settle.settle(one, settle.read_measurements(one, sheet.read_bytes(), sheet.name))
        for one in (full, brief)
    ]
    assert results[0] == results[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_forty_points_are_answered(name: str) -> None:
    rows = _ROW.findall(POINTS.read_text(encoding="utf-8"))
    assert [int(number) for number, *_ in rows] == list(range(1, 41))
    given, document = contract(name), built(name)
    lookup = Facts(given)
    printed = {one.anchor for one in document.walk()}
    library = clause_library().clauses
    for number, point, when, listed in rows:
        known = listed.strip().split(", ")
        assert all(one in library for one in known), f"{number}: {known}"
        holds = when.strip() == "always" or condition(when.strip())(lookup)
        answers = {one for one in known if one in printed or library[one].front.short in printed}
        assert answers or not holds, f"{number} {point}"


def test_one_line_forms_say_what_the_long_ones_say() -> None:
    text = (EXAMPLES / "short_needs.yaml").read_text(encoding="utf-8")
    head, _, rest = text.partition("pilot:\n")
    _, _, tail = rest.partition("governance:\n")
    talk = "governance:\n  communication: {channel: email, reply: 2 business_days}\n"
    one_line = f"{head}pilot: 2 months\n{talk}{tail}"
    given = spec.load(one_line, name="one_line.yaml", checks=(settle.check,))
    assert str(given.get("pilot.start")) == "2027-02-01"
    assert given.get("pilot.length") == parse("2 months")
    assert list(given.get("pilot.scope")) == ["payroll"]
    assert list(given.get("pilot.metrics")) == ["pay_accuracy", "pay_on_time"]
    assert given.line("pilot.length") == head.count("\n") + 1
    printed = render(assemble(given, clause_library()), "md").decode()
    assert "run a pilot of 2 months for these Services: Payroll" in printed
    assert "sent by email" in printed
    assert "within 2 Business Days" in printed
    assert list(faults(assemble(given, clause_library()))) == []


def test_the_schema_knows_the_one_line_forms() -> None:
    known = schema()["$defs"]
    assert {"type": "string", "pattern": r"^\s*\d"} in known["Pilot"]["anyOf"]
    assert "reply" in known["Communication"]["anyOf"][1]["properties"]
