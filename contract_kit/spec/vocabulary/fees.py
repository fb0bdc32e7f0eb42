"""What leaving early costs: one rule, or several that are added up, compared or chosen from."""

from typing import Any, ClassVar, Literal

from contract_kit.spec.vocabulary.amounts import AmountOrShare, Length, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.scalars import Bool, Number, Whole


class FeePart(Model):
    """One way to find what leaving costs; an amount or a share alone is short for kind fixed."""

    kind: Literal[
        "fixed",
        "percent_of_remaining",
        "rest_of_year",
        "average_months",
        "shortfall_days",
        "unamortised_transition",
        "declining",
    ]
    """How it is computed. Example: `average_months`"""
    amount: AmountOrShare | None = None
    """The sum, with kind fixed or declining. Example: `50000`"""
    percent: Share | None = None
    """Share of the charges left, with kind percent_of_remaining or rest_of_year.
    Example: `50 percent`"""
    months: Number | None = None
    """How many average monthly charges, with kind average_months. Example: `3`"""
    days: Whole | None = None
    """Days of notice that cost nothing, with kind shortfall_days. Example: `180`"""
    over: Length | None = None
    """Time in which the sum falls to nil, with kind declining. Example: `24 months`"""

    short_form: ClassVar[dict[str, Any]] = {
        "type": ["string", "number", "object"],
        "pattern": r"\d",
        "maxProperties": 1,
    }

    @classmethod
    def read_short(cls, value: Any) -> Any:
        """Read the short form."""
        is_extremum = isinstance(value, dict) and set(value) & {"greater_of", "lesser_of"}
        if is_extremum or (isinstance(value, str) and value.strip()):
            return {"kind": "fixed", "amount": value}
        return value


class YearFee(Model):
    """The exit fee of one contract year."""

    year: Whole
    """Contract year. Example: `1`"""
    fee: FeePart
    """The fee. Example: `50 percent of annual_charges`"""


class PhaseFee(Model):
    """The exit fee of one phase of the contract."""

    phase: Literal["before_go_live", "pilot", "initial_term", "renewal"]
    """The phase; a notice in the pilot counts there alone. Example: `before_go_live`"""
    fee: FeePart
    """The fee. Example: `{kind: average_months, months: 2}`"""


class MonthsFee(Model):
    """The exit fee while so many months of the contract year are left."""

    at_least: Whole
    """Full months left in the contract year, or more. Example: `6`"""
    fee: FeePart
    """The fee. Example: `30000`"""


class ExitFee(FeePart):
    """What leaving early costs."""

    kind: Literal[  # type: ignore[assignment]
        "none",
        "fixed",
        "percent_of_remaining",
        "rest_of_year",
        "average_months",
        "by_contract_year",
        "by_phase",
        "by_months_left",
        "shortfall_days",
        "unamortised_transition",
        "declining",
        "greater_of",
        "lesser_of",
        "sum_of",
    ]
    """How it is computed. Example: `unamortised_transition`"""
    by_year: tuple[YearFee, ...] = ()
    """Fees by contract year. Example: `[{year: 1, fee: 50 percent of annual_charges}]`"""
    by_phase: tuple[PhaseFee, ...] = ()
    """Fees by phase. Example: `[{phase: before_go_live, fee: 25000}]`"""
    by_months_left: tuple[MonthsFee, ...] = ()
    """Fees by full months left in the contract year, the most first.
    Example: `[{at_least: 6, fee: 30000}, {at_least: 3, fee: 15000}]`"""
    of: tuple[FeePart, ...] = ()
    """Sums that are added up or compared.
    Example: `[{kind: unamortised_transition}, {kind: average_months, months: 2}]`"""
    average_over: Length | None = None
    """Time up to the notice whose average charges count. Example: `6 months`"""
    minimum_counts: Bool | None = None
    """Whether the average counts what was charged up to a minimum. Example: `true`"""
    paid_by: Literal["customer", "provider", "who_leaves"] | None = None
    """Who pays; without it the customer, or the provider if it alone may leave.
    Example: `who_leaves`"""
    payable: Literal["with_notice", "at_end"] = "with_notice"
    """Whether it is invoiced for the month of the notice or of the end. Example: `at_end`"""
    share_at_end: Share | None = None
    """Part invoiced for the month of the end, the rest for that of the notice.
    Example: `50 percent`"""
    counted_from: Literal["notice", "end"] | None = None
    """Whether months left follow the month of the notice (as without it) or of the end.
    Example: `end`"""
    refund_if_renewed: Share | None = None
    """Share refunded when a new contract is signed. Example: `50 percent`"""

    @property
    def lines(self) -> tuple[tuple[str, FeePart], ...]:
        """Each part of the fee with the contract year or phase it is for, empty if for all."""
        if self.kind == "by_contract_year":
            return tuple((str(row.year), row.fee) for row in self.by_year)
        if self.kind == "by_phase":
            return tuple((row.phase, row.fee) for row in self.by_phase)
        if self.kind == "by_months_left":
            return tuple((str(row.at_least), row.fee) for row in self.by_months_left)
        if self.kind in ("greater_of", "lesser_of", "sum_of"):
            return tuple(("", part) for part in self.of)
        return () if self.kind == "none" else (("", self),)
