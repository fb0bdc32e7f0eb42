# ruff: noqa: E501 - one case a line is easiest to read
import random
from datetime import date
from decimal import Decimal

import pytest

from contract_kit.errors import SpecError, UnreadableError
from contract_kit.quantities import Duration, Money, Percent
from contract_kit.spec import load
from contract_kit.spec.tree import MAX_BYTES, plain
from contract_kit.spec.yamltext import read_tree
from tests.spec_samples import EXAMPLES, MINIMAL, SUPPORT, changed, findings, place


def test_values_are_typed_by_their_keys():
    contract = load(SUPPORT)
    assert contract.get("contract.effective_date") == date(2027, 1, 4)
    assert contract.get("parties.customer.number") == "00000000"
    assert contract.get("pricing.charges.voice.rate") == Money(Decimal("14.80"), "GBP")
    assert contract.get("term.initial") == Duration(Decimal(36), "month")
    assert contract.service_levels.credits.at_risk == Percent(Decimal(12), "monthly_charges")
    assert contract.get("service_levels.metrics.csat.class") == "critical"
    assert contract.get("pricing.invoicing.in") == "arrears"
    assert contract.get("governance.qa_audits.pass") == Percent(Decimal(90))
    assert contract.get("governance.meetings.nothing.owner") is None
    assert contract.get("transition.training.0.trainers") == 6


def test_keyword_keys_are_attributes_too():
    metric = load(SUPPORT).service_levels.metrics["csat"]
    assert metric.class_ == getattr(metric, "class") == "critical"


def test_every_value_knows_its_place():
    contract = load(SUPPORT, name="support.yaml")
    here = contract.location("service_levels.metrics.csat.target")
    assert (here.line, here.column) == place(SUPPORT, "target: 88", "88")
    assert str(here).startswith("support.yaml:")
    assert (
        contract.line("service_levels.metrics.csat.nothing.at.all")
        == (place(SUPPORT, "    csat:\n")[0])
    )


def test_clause_ids_may_hold_dots():
    contract = load(SUPPORT + "clauses:\n  dp.breach: {variant: provider}\n")
    assert contract.get("clauses.dp.breach.variant") == "provider"
    assert contract.line("clauses.dp.breach.variant") == SUPPORT.count("\n") + 2


@pytest.mark.parametrize(
    ("old", "new", "path", "value"),
    [
        ("country: PT\n    model", "country: NO\n    model", "sites.porto.country", "NO"),
        ('number: "00000000"', "number: 01234567", "parties.customer.number", "01234567"),
        ('number: "00000000"', "number: 010", "parties.customer.number", "010"),
        ("title: QA Lead", "title: on", "roles.quality_lead.title", "on"),
        ("title: QA Lead", "title: 12:30", "roles.quality_lead.title", "12:30"),
        ("title: QA Lead", "title: 1_000", "roles.quality_lead.title", "1_000"),
        ("title: QA Lead", "title: ~", "roles.quality_lead.title", "~"),
    ],
)
def test_yaml_types_never_surprise(old, new, path, value):
    contract = _loaded_anyway(changed(SUPPORT, (old, new)))
    assert contract.get(path) == value


def _loaded_anyway(text):
    from contract_kit.spec.fields import build
    from contract_kit.spec.yamltext import read_tree

    contract, wrong = build(read_tree(text, "spec.yaml")[0])
    assert wrong == []
    return contract


def test_trailing_zeros_of_money_are_kept():
    assert str(load(SUPPORT).get("pricing.charges.voice.rate").amount) == "14.80"


def test_layout_comments_and_key_order_do_not_change_the_hash():
    flow = SUPPORT.replace("repeat: {months: 3, multiplier: 1.5}",
                           "repeat:\n      multiplier: 1.5 # half more\n      months: 3")  # fmt: skip
    assert flow != SUPPORT
    assert load(flow).hash == load(SUPPORT).hash
    other = load(changed(SUPPORT, ("title: QA Lead", "title: QA lead")))
    assert other.hash != load(SUPPORT).hash


def test_a_path_a_text_and_bytes_load_alike():
    path = EXAMPLES / "minimal.yaml"
    assert load(path).hash == load(str(path)).hash == load(path.read_bytes()).hash
    assert load(path).location("contract").path == str(path)


def test_a_missing_file_says_so():
    with pytest.raises(UnreadableError, match="no such file"):
        load("nowhere/contract.yaml")


@pytest.mark.parametrize(
    ("data", "says", "line"),
    [
        (b"", "the file is empty", 1),
        (b"# only a comment\n", "the file is empty", 1),
        (b"just words\n", "expected the keys of a contract", 1),
        (b"- a\n- b\n", "expected the keys of a contract", 1),
        (b"a: 1\n\tb: 2\n", "a tab stands here", 2),
        (b"a: 1\nb: \xff\xfe\n", "no UTF-8", 2),
        (b"a: 1\nb: \x00\n", "U+0000 NULL", 2),
        (b"a: 1\nb: '\n", "quotation mark that is not closed", 2),
        (b"a: [1, 2\nb: 3\n", "a bracket or brace that is not closed", 2),
        (b"a: b: c\n", "a second colon", 1),
        (b"a: 1\na: 2\n", "the key “a” stands here again; expected once (line 1)", 2),
        (b"a: 1\n---\nb: 2\n", "a second document", 2),
        (b"a: !!python/object:os.system x\n", "the tag", 1),
        (b"a: *nothing\n", "alias", 1),
        (b"? [a, b]\n: c\n", "a key that is no plain text", 1),
        (b"[" * 500, "more than 40 levels", 1),
        (b"x" * (MAX_BYTES + 1), "expected 2000000 at most", 1),
    ],
)
def test_broken_files_give_located_errors(data, says, line):
    with pytest.raises(SpecError) as caught:
        load(data, name="spec.yaml")
    found = [one for one in caught.value.findings if says in one.message]
    assert found, str(caught.value)
    assert found[0].location.line == line


@pytest.mark.parametrize(
    ("text", "says", "place"),
    [
        ('a: 1\nb: "x\nc: y\nd: 2\n', "a quotation mark that is not closed", (2, 4)),
        ('a: 1\nb: "x\nc: y\nd: "2"\n', "closed only in line 4", (2, 4)),
        ("a:\n  b: 'x\n  c: {d: 'y'}\n", "closed only in line 3", (2, 6)),
        ('a: ["x, y]\nb: ["z"]\n', "closed only in line 2", (1, 5)),
        ("a: 'it's so'\nb: 1\n", "text behind the quotation mark", (1, 8)),
    ],
)
def test_an_open_quotation_is_located_where_it_opens(text, says, place):
    with pytest.raises(SpecError) as caught:
        load(text, name="spec.yaml")
    (found,) = caught.value.findings
    assert says in found.message
    assert (found.location.line, found.location.column) == place


def test_a_text_over_two_lines_is_fine():
    source, findings = read_tree('a: "one\n  two"\nb: 3\n', "spec.yaml")
    assert findings == []
    assert plain(source.root) == {"a": "one two", "b": "3"}


def test_an_alias_bomb_is_refused_before_it_unfolds():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(SpecError, match="counting aliases"):
        load("\n".join(rows))


def test_an_alias_stands_for_its_anchor():
    text = changed(SUPPORT, ("lock_in: 12 months", "lock_in: &year 12 months"),
                   ("lock_in: 12 months", "lock_in: *year"))  # fmt: skip
    assert load(text).get("roles.delivery_lead.lock_in") == Duration(Decimal(12), "month")


def test_a_contract_cannot_be_changed():
    contract = load(MINIMAL)
    with pytest.raises(Exception, match="frozen"):
        contract.contract.title = "Another"


def test_damaged_specs_never_give_a_traceback():
    draw = random.Random(20271)
    lines = SUPPORT.splitlines()
    for _ in range(30):
        damaged = list(lines)
        for _ in range(draw.randint(1, 6)):
            spot = draw.randrange(len(damaged))
            damaged[spot] = draw.choice([
                "", damaged[spot] + "x", damaged[spot].split(":")[0] + ": [1, {a: b}]",
                damaged[spot].split(":")[0] + ":", damaged[spot].replace("a", "e"),
                damaged[spot].split(":")[0] + ": 7", damaged[draw.randrange(len(damaged))],
            ])  # fmt: skip
        for finding in findings("\n".join(damaged)):
            assert finding.message
