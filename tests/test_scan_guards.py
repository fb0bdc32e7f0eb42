"""Guards: who owes what, and whether it is owed at all."""

from __future__ import annotations

import pytest

from contract_kit.scan.guards import Duty, Subject, denied, negated, permitted, redacted
from contract_kit.scan.parties import Parties, parties
from contract_kit.scan.passages import passages
from contract_kit.scan.plaintext import document


def at(text: str, word: str = "notify", names: Parties | None = None) -> Duty:
    return Duty(text.lower(), text.index(word), (names or Parties()).mentions(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Provider shall notify the Customer.", False),
        ("The Provider shall not notify the Customer.", True),
        ("The Provider shall in no event notify the Customer.", True),
        ("The Provider is not obliged to notify the Customer.", True),
        ("The Provider has no obligation to notify the Customer.", True),
        ("Neither party shall notify the other.", True),
        ("The Provider shall not be obliged to notify the Customer.", True),
        ("The Provider shall not be required to repair it and notify the Customer.", True),
        ("Nothing in this clause obliges the Provider to notify the Customer.", True),
        ("Nothing in this clause limits its duty: the Provider shall notify the Customer.", False),
        ("The Provider shall no longer notify the Customer.", True),
        ("The Provider may act without having to notify the Customer.", True),
        ("No Sub-processor shall notify the Customer.", True),
        ("No later than one day after, the Provider shall notify the Customer.", False),
        ("The Provider shall, without undue delay, notify the Customer.", False),
        ("The Provider shall not only repair but notify the Customer.", False),
        ("If the Customer does not answer, the Provider shall notify it.", False),
        ("The Provider shall, if the Customer does not answer, notify it.", False),
        ("If a sub-processor fails to act, the Provider notify the Customer.", False),
    ],
)
def test_negation(text: str, expected: bool) -> None:
    assert at(text).negated is expected


def test_a_statement_denied_after_the_noun_is_denied() -> None:
    assert negated("access logs are not kept.", 0, Subject())


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The Customer has not unrestricted access.", "has", True),
        ("The Provider keeps not less than three copies.", "keeps", False),
        ("These steps are not taken in a crisis: the Provider shall warn.", "warn", True),
        ("If the Customer does not pay, this follows: the Provider shall warn.", "warn", False),
        ("For Services that support a plan, the period is not binding.", "support", True),
        ("For Services that support a plan, the period is binding.", "support", False),
    ],
)
def test_negation_around_a_verb(text: str, words: str, expected: bool) -> None:
    assert at(text, words).negated is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This Agreement, which includes its annexes, is not the whole agreement.", True),
        ("This Agreement, which includes its annexes, is the whole agreement.", False),
        ("If the annexes are late, the Charges are not reduced.", True),
        ("If the annexes are late, the Charges are reduced.", False),
        ("The annexes include tasks that are minor, even if they are not named.", False),
        ("The annexes apply if they are not withdrawn.", False),
    ],
)
def test_words_without_a_verb_follow_their_main_verb(text: str, expected: bool) -> None:
    start = text.index("annexes")
    assert denied(text.lower(), start, start + len("annexes")) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Provider may notify the Customer.", True),
        ("The Provider is entitled to notify the Customer.", True),
        ("The Provider may notify the Customer only in writing.", False),
        ("The Provider shall, as may be required, notify the Customer.", False),
        ("The Provider shall notify the Customer.", False),
    ],
)
def test_permission(text: str, expected: bool) -> None:
    assert at(text).permitted is expected


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The Provider shall notify the Customer.", "provider"),
        ("The Customer shall notify the Provider.", "customer"),
        ("As soon as the Customer sees it, it shall tell the Provider and notify.", "customer"),
        ("Upon the Customer's request, the Supplier shall notify it.", "provider"),
        ("Where the Customer is a controller, the Processor shall notify it.", "provider"),
        ("The Processor shall, where the Controller asks, notify it.", "provider"),
        ("The Customer agrees that the Provider shall notify it.", "provider"),
        ("Each party shall notify the other.", "both"),
        ("We will notify you.", "provider"),
        ("You shall notify us.", "customer"),
        ("Each Sub-processor shall notify the authority.", "third"),
        ("It must notify the authority.", None),
    ],
)
def test_who_owes_it(text: str, side: str | None) -> None:
    assert at(text).subject.side == side


@pytest.mark.parametrize(
    ("text", "word", "side"),
    [
        ("The Customer shall be notified by the Provider.", "notified", "provider"),
        ("The Customer shall be notified.", "notified", None),
        ("The Controller shall ensure that staff are bound to secrecy.", "bound", "customer"),
        ("The Customer is liable for them.", "liable", "customer"),
        ("The notice allows the Customer to object.", "object", "customer"),
        ("Write to the Customer's security contact.", "contact", "customer"),
    ],
)
def test_passives_owners_and_chances(text: str, word: str, side: str | None) -> None:
    assert at(text, word).subject.side == side


def learned(text: str) -> Parties:
    return parties(passages(document(text)))


def test_names_are_learned_from_brackets_roles_and_acts() -> None:
    text = (
        "This is made between Acme Services Ltd (Processor, “Acme”) and the Client.\n"
        "Globex acts as a Controller."
    )
    found = learned(text)
    assert "Acme" in found.provider
    assert "Globex" in found.customer
    often = (
        "Initech shall act. Initech will help the Customer. Initech may ask. The Agreement may end."
    )
    assert learned(often).provider == {"Initech"}


def test_who_engages_whom_weighs_more_than_a_payment_the_other_way() -> None:
    engaged = "Halden wishes to retain Brackwater to provide certain support services."
    shared = "Brackwater shall pay Halden a share. Halden shall keep its licence. " * 4
    served = "Brackwater agrees to provide the services to Halden."
    assert learned(shared).provider == {"Halden"}
    found = learned(f"{engaged} {served} The services provided by Brackwater to Halden. {shared}")
    assert (found.provider, found.customer) == ({"Brackwater"}, {"Halden"})


def test_who_pays_is_the_customer_where_both_go_by_their_names() -> None:
    text = (
        "Initech shall pay Globex the fees. Initech will reimburse Globex. "
        "Globex shall invoice Initech. Globex shall pay Initech for its losses."
    )
    found = learned(text)
    assert found.customer == {"Initech"}
    assert found.provider == {"Globex"}
    even = "Initech shall pay Globex. Globex shall pay Initech. " * 3
    assert learned(even) == Parties()


def test_the_company_is_the_side_without_another_name() -> None:
    text = "The Contractor shall act. " * 8 + "The Company pays."
    assert learned(text).customer == {"Company"}
    text = "The Provider shall act. " * 8 + "The Company pays."
    assert learned(text).customer == {"Company"}
    text = "The Customer shall act. " * 8 + "The Company works."
    assert learned(text).provider == {"Company"}


def test_a_common_noun_is_no_party() -> None:
    text = "The Customer shall ensure that every employee, agency worker or contractor is bound."
    assert at(text, "bound").subject.side == "customer"


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("[***]", True, True),
        ("The fee is [REDACTED] per month and nothing else.", True, False),
        ("█████", True, True),
        ("The fee is USD 100.", False, False),
    ],
)
def test_redaction(text: str, part: bool, whole: bool) -> None:
    assert redacted(text) is part
    assert redacted(text, wholly=True) is whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Provider may use the data.", True),
        ("The Provider may not use the data.", False),
        ("The Provider may neither sell nor use the data.", False),
        ("The Provider may in no event use the data.", False),
    ],
)
def test_may_not_is_a_ban(text: str, expected: bool) -> None:
    assert permitted(text.lower(), text.index("use")) is expected
