"""V155: the business associate agreement, within the contract or beside it, says one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import text
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.timeline import hours

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_ROOT = "data_protection.baa"


_OF = {
    "name": "separate", "precedence": "separate", "breach_notice": "embedded"
}  # fmt: skip
"""The form with which a field works: a separate agreement states its own times."""


@rule("V155", _ROOT)
def fields_are_of_the_form(contract: Contract) -> Iterator[Finding]:
    """Find a title of an agreement that the contract itself holds, and times of one it does not."""
    data = contract.data_protection
    if data is None or data.baa is None:
        return
    for name, form in _OF.items():
        if getattr(data.baa, name) is not None and data.baa.form != form:
            yield error(contract, "V155", f"{_ROOT}.{name}", f"{name} is not used with form"
                        f" {data.baa.form}; it works with “form: {form}”.")  # fmt: skip


@rule("V155", f"{_ROOT}.breach_notice", "data_protection.breach_notice")
def health_breaches_are_reported_in_time(contract: Contract) -> Iterator[Finding]:
    """Find a longer time for breaches of health information than for those of personal data."""
    data = contract.data_protection
    own = data.baa.breach_notice if data and data.baa else None
    if data is None or own is None or data.breach_notice is None:
        return
    if hours(own) > hours(data.breach_notice):
        line = contract.location("data_protection.breach_notice").line
        yield error(
            contract,
            "V155",
            f"{_ROOT}.breach_notice",
            f"a breach of health information is reported within {text(own)}, one of personal data"
            f" within {text(data.breach_notice)} (data_protection.breach_notice, line {line});"
            " health information is personal data; expected no longer; shorten it or leave it out.",
        )
