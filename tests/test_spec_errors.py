# ruff: noqa: E501 - one case a line is easiest to read
import pytest

from tests.spec_samples import MINIMAL, SUPPORT, changed, errors, findings, place

# what is written instead of what, and the passage and word where the error must stand
TWELVE = [
    ("effective_date: 2027-01-04", "effective_date: 2027-13-04", "2027-13-04", "field"),
    ("title: Data Protection Officer", "titel: Data Protection Officer", "titel", "field"),
    ("model: nearshore", "model: nereshore", "nereshore", "field"),
    ("      target: 75\n", "      target: 65\n", "65\n", "V07"),
    ("weight: 10\n      source: ACD", "weight: 11\n      source: ACD", "100  # the weights", "V09"),
    ("expected_monthly: 215750", "expected_monthly: 215751", "215751", "V18"),
    ("breach_notice: 24 hours", "breach_notice: 24 houres", "24 houres", "field"),
    ("alternate_site: porto", "alternate_site: proto", "proto", "V01"),
    ("length: 2 months", "length: two", "two\n", "field"),
    ("{to: PT, mechanism: adequacy,", "{to: PT, mechanism: magic,", "magic", "field"),
    ("    amount: 2500\n", "", "delay_damages:", "field"),
    ("set_off: true", "set_off: maybe", "maybe", "field"),
]  # fmt: skip


def test_twelve_mistakes_give_twelve_errors_at_their_places():
    text = changed(SUPPORT, *((old, new) for old, new, _, _ in TWELVE))
    wanted = sorted((place(text, word), code) for _, _, word, code in TWELVE)
    found = [((one.location.line, one.location.column), one.id) for one in errors(text)]
    assert len(TWELVE) == 12
    assert found == wanted


@pytest.mark.parametrize(("old", "new", "word", "code"), TWELVE)
def test_each_mistake_alone_gives_one_error(old, new, word, code):
    text = changed(SUPPORT, (old, new))
    (error,) = errors(text)
    assert ((error.location.line, error.location.column), error.id) == (place(text, word), code)


def test_a_message_names_file_line_and_column_and_speaks_plainly():
    text = changed(SUPPORT, ("currency: GBP", "currency: POUND"))
    (error,) = errors(text)
    line, column = place(text, "POUND")
    assert str(error).startswith(f"spec.yaml:{line}:{column}: error: “POUND” is no currency code;")
    assert "expected a code of three capital letters" in error.message
    assert "write for example GBP" in error.message


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    title: QA Lead\n", "", "the key “title” is missing in “quality_lead”"),
        ("office: front", "office: frnt", "did you mean “front”?"),
        ("tasks: [validate claim", "tasks: {validate: claim}\n      excludes: [x", "expected a list"),
        ("      tasks: [validate claim, post refund, exception report]", "      tasks: []", "empty list"),
        ("basis: fixed", "basis:", "nothing stands here"),
        ("repeat: {months: 3, multiplier: 1.5}", "repeat: 3", "expected a map of keys"),
        ("split: 50/50", "split: half", "write 50/50"),
        ("12 percent of monthly_charges\n    pool", "12 percent of charges\n    pool", "is no base"),
        ("time_zone: Asia/Manila", "time_zone: Asia/Manilla", "is no time zone"),
        ("hours: Mon-Fri 09:00-17:30", "hours: nine to five", "names no opening hours"),
        ("language: en-GB\n", "language: English\n", "is no language tag"),
        ("country: GB", "country: UK", "is no country code"),
        ("trainers: 6", "trainers: six", "is not a whole number"),
        ("target: 88", "target: 88 of 100", "is not a number"),
        ("holidays: [GB-ENG]", "holidays: [England]", "names no holidays"),
        ("every: week", "every: now and then", "says not how often"),
        ("pilot:\n", "pilot:\n  hope: high\n", "unknown key “hope”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(old, new, says):
    messages = [one.message for one in errors(changed(SUPPORT, (old, new)))]
    assert len(messages) == 1
    assert says in messages[0]
    assert "Input should" not in messages[0]


def test_a_short_list_of_keys_is_shown_for_an_unknown_one():
    (error,) = errors(
        changed(
            SUPPORT,
            ("    cure: 30 days\n", "    cure: 30 days\n    zzz: 1\n"),
        )
    )
    assert error.message == (
        "unknown key “zzz”; expected one of cure; remove it or correct its spelling."
    )


def test_wrong_items_of_one_list_are_each_reported():
    text = changed(
        SUPPORT,
        ("{metric: csat, at: 92,", "{metric: csat, at: high,"),
        ("{metric: fcr, at: 80,", "{metric: fcr, at: higher,"),
    )
    found = [(one.location.line, one.location.column) for one in errors(text)]
    assert found == [place(text, "high,"), place(text, "higher,")]


def test_a_missing_section_is_reported_at_the_top():
    text = MINIMAL[: MINIMAL.index("term:\n")]
    (error,) = errors(text)
    assert "the key “term” is missing" in error.message


def test_a_rule_is_skipped_only_if_a_field_it_reads_is_wrong():
    wrong_weight = ("weight: 25", "weight: heavy")
    wrong_target = ("target: 80\n", "target: 60\n")
    codes = {one.id for one in errors(changed(SUPPORT, wrong_weight, wrong_target))}
    assert codes == {"field", "V07"}


def test_references_name_what_there_is():
    (error,) = errors(changed(SUPPORT, ("customer: contract_owner", "customer: contract_ownr")))
    assert error.id == "V01"
    assert "did you mean “contract_owner”?" in error.message


def test_the_examples_hold_no_error_and_the_expected_warnings():
    assert [one.id for one in findings(SUPPORT)] == ["V39", "V40", "V29"]
    assert {one.id for one in findings(MINIMAL)} == {
        "V13", "V16", "V22", "V23", "V30", "V38", "V40", "V44",
    }  # fmt: skip


def test_strict_turns_missing_details_into_errors():
    raised = {one.id for one in findings(MINIMAL, strict=True) if one.severity == 3}
    assert raised == {"V16", "V22", "V23", "V38", "V40", "V44", "assumption"}
    raised = {one.id for one in findings(SUPPORT, strict=True) if one.severity == 3}
    assert raised == {"assumption"}


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("  curency: GBP\n", "did you mean “currency”?"),
        ("  currency: GPB\n", "is no currency code"),
        ("  currency:\n", "expected a currency code"),
        ("", "the key “currency” is missing"),
    ],
)
def test_without_a_currency_the_amounts_are_not_blamed(key, says):
    (error,) = errors(
        changed(SUPPORT, ("  currency: GBP  # of every amount without a code\n", key))
    )
    assert says in error.message
