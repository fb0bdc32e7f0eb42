"""What the clause on exit fees asks of a contract: which expected charges a fee counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.quantities import bases_of
from contract_kit.spec.rules.leaving import AVERAGED

if TYPE_CHECKING:
    from contract_kit.spec import Contract


def exit_fee_of_rest(contract: Contract) -> bool:
    """Whether an amount of the exit fee is a share of the charges for the rest of the term."""
    convenience = contract.term.convenience if contract.term else None
    fee = convenience.fee if convenience else None
    shares = [part.amount for _, part in fee.lines] if fee else []
    return any(base == "remaining_charges" for share in shares for base in bases_of(share))


def exit_fee_expected(contract: Contract) -> tuple[str, ...]:
    """The expected charges that the exit fee is computed from, as contracts name them."""
    convenience = contract.term.convenience if contract.term else None
    fee = convenience.fee if convenience else None
    parts = [part for _, part in fee.lines] if fee else []
    used = {base for part in parts for base in bases_of(part.amount)}
    counted = any(part.kind in AVERAGED for part in parts) or "remaining_charges" in used
    if counted and fee is not None and fee.average_over is None:
        used.add("expected_monthly")
    names = (("annual_charges", "the Annual Charges"), ("monthly_charges", "the Monthly Charges"),
             ("expected_monthly", "the expected Monthly Charges"))  # fmt: skip
    return tuple(name for base, name in names if base in used)
