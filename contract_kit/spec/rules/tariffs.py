"""V70 to V72: every field of a charge works with its basis, and percentages have a base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Extremum, Percent, text
from contract_kit.spec.kinds import CHARGE_NEEDS, CHARGE_USES
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.vocabulary.shape import parts

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.charging import Charge

ABSENT: tuple[object, ...] = (None, (), {})
BOUND_BASES = ("affected_charge", "expected_monthly")
"""What a least or most of one charge may be a percentage of."""
MONTHLY_BASES = ("expected_monthly",)
YEARLY_BASES = ("annual_charges",)
_PLAIN = (
    "charges.*.margin",
    "charges.*.dead_band",
    "indexation.cap",
    "indexation.floor",
    "indexation.absorbed",
    "indexation.lesser_of",
    "indexation.weights.*",
    "renewal_increase.cap",
    "fx.band",
    "fx.cost_share",
    "passthrough.markup",
    "savings_baseline.expected_saving",
    "forecast.tolerance",
    "forecast.above",
    "forecast.below",
    "shortfall",
    "invoicing.late.at_most",
)
"""Percentages that need no base, as the words of their clause say what they are of."""
_BASED = {
    "charges.*.minimum": BOUND_BASES,
    "charges.*.maximum": BOUND_BASES,
    "minimum_monthly": MONTHLY_BASES,
    "minimum_schedule.*.amount": MONTHLY_BASES,
    "minimum_renewal": MONTHLY_BASES,
    "minimum_yearly": YEARLY_BASES,
    "invoicing.on_account": ("expected_monthly",),
    "passthrough.cap": ("annual_charges",),
}
"""Amounts that may be percentages, and of what; the first is meant where nothing is said."""


COUNTED = ("per_unit", "per_hour", "per_fte", "per_seat", "per_lot", "outcome")
"""Bases that count units, of which some can be free."""
IN_FORMULAS = {
    "minimum": "write max(…, minimum) in the price",
    "maximum": "write min(…, maximum) in the price",
    "rate": "write it in the price, as in units * 2.40 GBP",
    "tiers": "give the formula a table and use by_band",
}
"""How a formula says what other bases have a field for."""


def charges_of(contract: Contract) -> dict[str, Charge]:
    """The charges of a contract, by id."""
    return contract.pricing.charges if contract.pricing else {}


def matching(contract: Contract, pattern: str) -> Iterator[tuple[str, object]]:
    """Go through the given values at the paths that a pattern matches; `*` is any one step."""
    spots: list[tuple[str, object]] = [("", contract)]
    for step in pattern.split("."):
        spots = [
            (f"{path}.{key}".lstrip("."), value)
            for path, thing in spots
            for key, value in parts(thing)
            if step in ("*", key)
        ]
    yield from spots


def written(name: str) -> str:
    """A field as it is written in YAML: `from`, not `from_`."""
    return name.rstrip("_")


@rule("V70", "pricing.charges")
def fields_fit_the_basis(contract: Contract) -> Iterator[Finding]:
    """Find fields of a charge that its basis does not use."""
    for key, charge in charges_of(contract).items():
        for name in type(charge).model_fields:
            if getattr(charge, name) in ABSENT or name in CHARGE_USES[charge.basis]:
                continue
            works = ", ".join(basis for basis, used in CHARGE_USES.items() if name in used)
            mend = "remove it or choose another basis"
            if charge.basis == "computed":
                mend = IN_FORMULAS.get(name, "state it in the formula")
            yield error(
                contract, "V70", f"pricing.charges.{key}.{written(name)}",
                f"{written(name)} is not used with basis {charge.basis}; it works with {works};"
                f" {mend}.",
            )  # fmt: skip


@rule("V70", "pricing.charges")
def fields_that_belong_together(contract: Contract) -> Iterator[Finding]:
    """Find fields of a charge that do nothing without another, or that another replaces."""
    for key, charge in charges_of(contract).items():
        path = f"pricing.charges.{key}"
        for name, needs in CHARGE_NEEDS.items():
            lacks = all(getattr(charge, one) in ABSENT for one in needs)
            if getattr(charge, name) not in ABSENT and lacks:
                wanted = " or ".join(needs)
                yield error(
                    contract, "V70", f"{path}.{name}",
                    f"{name} does nothing without {wanted}; expected {wanted} beside it; add it.",
                )  # fmt: skip
        yield from _replaced(contract, path, charge)


def _replaced(contract: Contract, path: str, charge: Charge) -> Iterator[Finding]:
    """Fields that stand beside one that decides alone."""
    if charge.tiers and charge.rate is not None:
        yield error(
            contract, "V70", f"{path}.rate",
            "rate is not used beside tiers, which have rates of their own; remove one of them.",
        )  # fmt: skip
    yield from _without_volume(contract, path, charge)
    if charge.bands_over not in (None, "month") and charge.minimum is not None:
        yield error(
            contract, "V70", f"{path}.minimum",
            f"minimum is of a month and is not used where bands add up over a {charge.bands_over};"
            " it works with bands_over month; a minimum of a year is pricing.minimum_yearly.",
        )  # fmt: skip
    if charge.in_ == "advance" and charge.basis not in ("fixed", "retainer"):
        yield error(
            contract, "V70", f"{path}.in",
            f"in: advance is not used with basis {charge.basis}, which follows what was measured;"
            " it works with fixed, retainer; sums on account are pricing.invoicing.true_up.",
        )  # fmt: skip
    if charge.from_ and charge.until and charge.until < charge.from_:
        yield error(
            contract, "V70", f"{path}.until",
            f"the charge ends on {charge.until}, before it starts on {charge.from_}; expected a"
            " later day; correct one of them.",
        )  # fmt: skip


def _without_volume(contract: Contract, path: str, charge: Charge) -> Iterator[Finding]:
    """Fields of an amount that no volume moves, so that nothing follows from them."""
    moved = {"fixed": "baseline", "retainer": "included_hours"}.get(charge.basis, "")
    if not moved or getattr(charge, moved) is not None:
        return
    for name in ("volume", "unit", "dead_band", "minimum", "maximum"):
        if getattr(charge, name) is not None and name in CHARGE_USES[charge.basis]:
            yield error(
                contract, "V70", f"{path}.{name}",
                f"{name} does nothing in a {charge.basis} charge without {moved}; it works with"
                f" {moved}; add it, or remove {name}.",
            )  # fmt: skip


@rule("V70", "pricing.charges", "pricing.free_units")
def free_units_are_units(contract: Contract) -> Iterator[Finding]:
    """Find free units of something that no charge prices by the unit."""
    free = (contract.pricing.free_units if contract.pricing else None) or {}
    for key, count in free.items():
        path = f"pricing.free_units.{key}"
        found = [one for name, one in charges_of(contract).items() if key in (name, one.process)]
        if any(one.basis in COUNTED for one in found):
            if count.per not in ("", "month", "quarter", "year", "contract_year"):
                yield error(
                    contract, "V70", path,
                    f"{text(count)} cannot be settled by months; expected per month, per quarter,"
                    " per year or per contract_year; write for example 500 per month.",
                )  # fmt: skip
            continue
        bases = " or ".join(dict.fromkeys(one.basis for one in found)) or "none that is named so"
        yield error(
            contract, "V70", path,
            f"free_units is not used with basis {bases}; it works with"
            f" {', '.join(COUNTED)}; name a process or a charge with one of those.",
        )  # fmt: skip


@rule("V71", "pricing.charges")
def rates_are_of_their_kind(contract: Contract) -> Iterator[Finding]:
    """Find prices in percent where money is counted, and the other way round."""
    for key, charge in charges_of(contract).items():
        rates = [("rate", charge.rate)] if charge.rate is not None else []
        rates += [(f"tiers.{index}.rate", tier.rate) for index, tier in enumerate(charge.tiers)]
        share = charge.basis == "percent_of_revenue"
        for name, rate in rates:
            if share == isinstance(rate, Percent) and not getattr(rate, "of", ""):
                continue
            wanted = "a bare percentage, such as 3 percent" if share else "a price in money"
            yield error(
                contract, "V71", f"pricing.charges.{key}.{name}",
                f"the price {text(rate)} is not used with basis {charge.basis}; expected {wanted};"
                " a percentage works with percent_of_revenue.",
            )  # fmt: skip


@rule("V71", "pricing")
def percentages_have_their_base(contract: Contract) -> Iterator[Finding]:
    """Find percentages of something that their clause does not take them of."""
    for pattern in _PLAIN:
        for path, value in matching(contract, f"pricing.{pattern}"):
            yield from _of(contract, path, value, ())
    for pattern, bases in _BASED.items():
        for path, value in matching(contract, f"pricing.{pattern}"):
            yield from _of(contract, path, value, bases)


def _of(contract: Contract, path: str, value: object, bases: tuple[str, ...]) -> Iterator[Finding]:
    if isinstance(value, Extremum):
        for part in value.of:
            yield from _of(contract, path, part, bases)
    if not isinstance(value, Percent):
        return
    if value.of and value.of not in bases:
        wanted = f"a percentage of {' or '.join(bases)}" if bases else "a percentage alone"
        yield error(
            contract, "V71", path,
            f"“{text(value)}” is not used in {path.rsplit('.', 1)[-1]}; it works with {wanted};"
            " write it so.",
        )  # fmt: skip
    lacks = contract.pricing.expected_monthly is None if contract.pricing else True
    if "expected_monthly" in (value.of, bases[0] if bases and not value.of else "") and lacks:
        yield error(
            contract, "V71", path,
            f"“{text(value)}” needs the expected monthly charges; expected"
            " pricing.expected_monthly; add it.",
        )  # fmt: skip


@rule("V72", "pricing.charges")
def instalments_add_up(contract: Contract) -> Iterator[Finding]:
    """Find instalments that do not come to the total of their charge."""
    for key, charge in charges_of(contract).items():
        paid = sum((one.amount.amount for one in charge.instalments), Decimal(0))
        if charge.instalments and charge.total is not None and charge.total.amount != paid:
            yield error(
                contract, "V72", f"pricing.charges.{key}.total",
                f"the instalments of “{key}” come to {paid:,}, the total is"
                f" {charge.total.amount:,}; expected the same; correct one of them.",
            )  # fmt: skip
