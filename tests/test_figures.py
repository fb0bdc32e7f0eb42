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
    r"45 CFR Part 164", r"Article \d+", r"\(EU\) 20\d\d/\d+", r"(?:Act|Act of|Decision) 20\d\d",
    r"clause (?:7|9|11|17|18)(?= |\)|,|\.|;)", r"tables 1 to 4", r"level [12](?=:)",
    r"Module two", r"module three",
)  # fmt: skip
"""Numbers that belong to the name of a law, a standard, its parts, or a step that is counted."""
STATUTORY = {
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
    ("sla.review", "in fewer than six months of that time"),
    ("sla.review", "rounded half up to two decimal places"),
    ("sla.review", "to 100, or to 0 where a lower result is better"),
    ("sla.credits", "an hour of service a twenty-fourth of that, a week of service seven times"),
    ("sla.credits", "an hour of service a twenty-fourth of that"),
    ("sla.credits", "a week of service seven times that"),
    ("sla.tiers", "on the edge of two rows"),
    ("sla.tiers", "Between two rows"),
    ("sla.tiers", "A result between two rows"),
    ("sla.caps", "rounded half up"),
    ("fee.charges", "one twelfth of 52 weeks"),
    ("fee.charges", "one twelfth of 365 days"),
    ("fee.invoice", "rounded once, half up"),
    ("fee.late", "a year as 365 days"),
    ("fee.late", "after every day30 days90 days365 days"),
    ("end.fee", "a monthly average is 365 daily ones divided by 12"),
    ("trn.delay", "month (30 days)"),
    ("def.interpret", "rounded once, half a unit upwards"),
    ("def.interpret", "and the two differ"),
    ("fee.index", "the index for the month three months before"),
    ("fee.late", "a month taken as 30 days"),
    ("fee.late", "a year taken as 365 days"),
    ("fee.late", "and a year as 365 days"),
    ("fee.late", "after every day30 days90 days365 days"),
    ("fee.charges", "one twelfth of 52 weeks"),
    ("fee.charges", "one twelfth of 365 days"),
    ("fee.invoice", "rounded once, half up"),
    ("sla.measure", "rounded half up"),
    ("sla.tiers", "Between two steps"),
    ("sla.survey", "the share of scores 9 and 10 less the share of scores 0 to 6"),
}
"""Parts of a method of calculation, which nobody negotiates."""
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|sixty|ninety|half"
)
_NUMBER = re.compile(rf"\d[\d.,:]*|\b(?:{_WORDS})\b")
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_ITEM = re.compile(r"^\s*(?:\d+|[a-z]+)\. ", re.MULTILINE)


def clauses() -> list[Clause]:
    return list(clause_library().clauses.values())


def literals(clause: Clause) -> list[str]:
    """The numbers that stand as literals in the wordings of a clause, with words around them."""
    found = []
    allowed = [text for one, text in STATUTORY | METHOD if one == clause.id]
    for variant, body in clause.bodies.items():
        text = _ITEM.sub("", _CODE.sub("", body.source))
        for pattern in (*NAMES, *map(re.escape, allowed)):
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
    found = [line for one in clauses() for line in literals(one)]
    assert found == [], "\n".join(found)


def test_code_of_a_body_holds_no_fallback_figure() -> None:
    found = [
        f"{clause.id} {variant}: {code}"
        for clause in clauses()
        for variant, body in clause.bodies.items()
        for code in _CODE.findall(body.source)
        if re.search(r"else\s*(?:'[^']*\d|\d)", code)
    ]
    assert found == [], "\n".join(found)


def test_a_figure_is_no_default_in_words() -> None:
    found = [
        f"{clause.id}.{name}: {parameter.default}"
        for clause in clauses()
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
    figures = "Meetings: agenda 3 Business Days; minutes 3 Business Days; objection 5 Business Days"
    assert figures in notes


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
    assert "agenda 3 Business Days" not in text


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


@pytest.mark.parametrize("front", [{}, {"figure": "soon"}, {"figure": "3", "default": "three"}])
def test_a_parameter_needs_one_source(front: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Parameter.model_validate(front)
