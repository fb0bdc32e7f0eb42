"""Figures that the library supplies: never literals, bracketed until agreed, each to be set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from contract_kit.api import assemble, load, render
from contract_kit.assemble import check
from contract_kit.library import Clause
from contract_kit.library.parameters import Parameter
from contract_kit.spec import Contract
from tests.conftest import EXAMPLES, STANCES, clause_library

NAMES = (
    r"ISO/IEC 27001", r"SOC 1", r"ISAE 3402", r"report of type 2",
    r"HIPAA Rules \(45 CFR Parts 160 and 164\)",
    r"45 CFR Part 164", r"45 CFR 164\.528",
    r"Article \d+", r"\(EU\) 20\d\d/\d+", r"(?:Act|Act of|Decision) 20\d\d",
    r"clause (?:7|9|11|17|18)(?= |\)|,|\.|;)", r"tables 1 to 4", r"level [12](?=:)",
    r"Section 35(?= of Article II)", r"Section 4123\.74",
    r"Module two", r"module (?:three|four)", r"42 CFR Part 2(?= )", r"Schedule 21(?= to)",
    r"version [AB]1\.0", r"section (?:119A|5\.4|18|19|29)(?= )", r"in force since 21 March 2022",
    r"(?:Part|[Tt]able) [1-4](?= \()", r"its Part 1(?= are)", r"annexes 1A, 1B",
)  # fmt: skip
"""Numbers that belong to the name of a law, a standard, its parts, or a step that is counted."""
STATUTORY = {
    # Breach of Security Safeguards Regulations (SOR/2018-64), section 6(1)
    ("dp.breach", "for at least 24 months"),
    # CCPA Regulations, California Code of Regulations, title 11, section 7051(a)(7) and (8)
    ("dp.us_state", "at least once every 12 months"),
    ("dp.us_state", "within 5 Business Days after it determines"),
    # Regulation (EU) 2024/1689, Article 26(6)
    ("tec.ai", "keep the logs for at least 6 months"),
    # Regulation (EU) 2023/2854, Article 25(2)(a), (d), (g), (4)
    ("exit.switching", "a notice of no more than 2 months"),
    ("exit.switching", "a transitional period of at most 30 days"),
    ("exit.switching", "If 30 days are technically unfeasible"),
    ("exit.switching", "within 14 Business Days after the request"),
    ("exit.switching", "another period of at most 7 months"),
    ("exit.switching", "the data for at least 30 days"),
}
"""Figures that the law sets, by clause, with their source."""
METHOD = {
    "def.interpret": ("half a unit upwards", "and the two differ"),
    "att.reading": ("half a unit upwards",),
    "sla.survey": ("scores 9 and 10", "scores 0 to 6"),
    "sla.measure": ("rounded half up",),
    "sla.credits": ("twenty-fourth of that, a week of service seven times that",),
    "sla.tiers": ("two (?:rows|steps)",),
    "sla.caps": ("rounded half up",),
    "sla.review": (
        "fewer than six months of that time",
        "half up to two decimal places",
        "to 100, or to 0 where",
    ),
    "end.fee": ("365 daily ones divided by 12", "rounded half up"),
    "trn.delay": (r"month \(30 days\)",),
    "gen.entire": ("where the two differ",),
    "fee.charges": ("one twelfth of (?:52 weeks|365 days)",),
    "fee.index": ("for the month three months before",),
    "fee.invoice": ("rounded once, half up",),
    "fee.late": ("as (?:30|365) days", "every day(?:30|90|365| |days)+"),
}
"""Parts of a method of calculation, which settling follows and nobody negotiates, by clause."""
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|sixty|ninety|half"
)
_NUMBER = re.compile(rf"\d[\d.,:]*|\b(?:{_WORDS})\b")
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_ITEM = re.compile(r"^\s*(?:\d+|[a-z]+)\. ", re.MULTILINE)


def literals(clause: Clause) -> list[str]:
    """The numbers that stand as literals in the wordings of a clause, with words around them."""
    found = []
    allowed = [re.escape(text) for one, text in STATUTORY if one == clause.id]
    for variant, body in clause.bodies.items():
        text = _ITEM.sub("", _CODE.sub("", body.source))
        for pattern in (*NAMES, *allowed, *METHOD.get(clause.id, ())):
            text = re.sub(pattern, "", text)
        found += [
            f"{clause.id} {variant}: …{text[max(0, one.start() - 40) : one.end() + 30]!r}"
            for one in _NUMBER.finditer(text)
        ]
    return found


def spec(
    tmp_path: Path, *pairs: tuple[str, str], name: str = "minimal", more: str = ""
) -> Contract:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "spec.yaml"
    path.write_text(f"{text}\n{more}", encoding="utf-8")
    return load(path)


def printed(contract: Contract, **options: str) -> str:
    document = assemble(contract, clause_library(), **options)
    return render(document, "md").decode().replace("\\", "")


def test_no_figure_stands_as_a_literal_in_a_clause() -> None:
    found = [line for one in clause_library().clauses.values() for line in literals(one)]
    assert found == [], "\n".join(found)


def test_code_of_a_body_holds_no_fallback_figure() -> None:
    found = [
        f"{clause.id} {variant}: {code}"
        for clause in clause_library().clauses.values()
        for variant, body in clause.bodies.items()
        for code in _CODE.findall(body.source)
        if re.search(r"else\s*(?:'[^']*\d|\d)", code)
    ]
    assert found == [], "\n".join(found)


def test_a_figure_is_no_default_in_words() -> None:
    found = [
        f"{clause.id}.{name}: {parameter.default}"
        for clause in clause_library().clauses.values()
        for name, parameter in clause.front.parameters.items()
        if parameter.default and re.fullmatch(r"[\d.]+( ?%| percent| [a-z_ ]+)?", parameter.default)
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("stance", STANCES)
def test_figures_stand_in_brackets_and_among_the_assumptions(stance: str, tmp_path: Path) -> None:
    contract = spec(tmp_path)
    text = printed(contract, stance=stance)
    notes, _, body = text.partition("\n## 1. ")
    assert "Figures in brackets" in notes
    assert body.count("Business Days]") > 5
    for figure in ("agenda = 3 business", "minutes = 3 business", "objection = 5 business"):
        assert f"clauses.gov.meetings.figures.{figure}" in notes.replace("\\", "")


def test_agreed_figures_stand_plain(tmp_path: Path) -> None:
    text = printed(spec(tmp_path, ("  currency:", "  library_figures: agreed\n  currency:")))
    assert "Figures in brackets" not in text
    assert "Days]" not in text
    assert "within 5 Business Days" in text


def test_a_clause_takes_the_figure_that_the_spec_gives(tmp_path: Path) -> None:
    more = "clauses:\n  gov.meetings: {figures: {agenda: 4 business_days}}\n"
    text = printed(spec(tmp_path, more=more))
    assert "the agenda and the papers 4 Business Days ahead" in text
    assert "dates within [3 Business Days] after the meeting" in text
    assert "figures.agenda" not in text


def test_a_field_of_the_spec_gives_its_figure(tmp_path: Path) -> None:
    contract = spec(tmp_path, more="security: {incident_notice: 7 hours}\n")
    assert "within 7 hours after it detected it" in printed(contract)
    assert "within [24 hours] after it detected it" in printed(spec(tmp_path))


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        ("gov.meetings: {figures: {agendas: 4 days}}", "it supplies agenda, minutes, objection"),
        ("gov.meetings: {figures: {agenda: 4}}", "is a length of time"),
        ("gov.meetings: {figures: {agenda: 4 percent}}", "is a length of time"),
        ("sec.incident: {figures: {hours: 4 hours}}", "set security.incident_notice instead"),
        ("tec.rpa: {figures: {baseline: 4 months}}", "does not print tec.rpa"),
        ("sec.incident: {figures: {update_every: 4 hours}}", "has no figure 'update_every'"),
    ],
)
def test_a_figure_that_would_say_nothing_is_refused(
    clauses: str, message: str, tmp_path: Path
) -> None:
    found = check(spec(tmp_path, more=f"clauses:\n  {clauses}\n"), clause_library())
    assert [one.id for one in found] == ["V85"]
    assert message in found[0].message
    assert found[0].location.line


def test_figures_do_not_put_a_clause_into_a_contract(tmp_path: Path) -> None:
    more = "clauses:\n  tec.rpa: {figures: {baseline: 4 months}}\n"
    (found,) = check(spec(tmp_path, more=more), clause_library())
    assert "tec.rpa" in found.message


def test_a_house_may_set_figures_of_clauses_that_a_contract_does_not_print(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "house.yaml").write_text(
        "clauses:\n  tec.rpa: {figures: {baseline: 4 months}}\n"
        "  gov.meetings: {figures: {agenda: 4 business_days}}\n"
        "industry: {coding_accuracy: 98 percent}\n"
    )
    contract = spec(tmp_path, ("contract_kit: 1\n", "contract_kit: 1\nextends: house.yaml\n"))
    assert check(contract, clause_library()) == ()
    assert "the agenda and the papers 4 Business Days ahead" in printed(contract)


@pytest.mark.parametrize("front", [{}, {"figure": "soon"}, {"figure": "3", "default": "three"}])
def test_a_parameter_needs_one_source(front: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Parameter.model_validate(front)
