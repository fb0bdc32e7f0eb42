"""V80: what an exit fee is made of fits its kind, and every sum in it can be computed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Duration, bases_of
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.ending import Convenience
    from contract_kit.spec.vocabulary.fees import ExitFee, FeePart

PATH = "term.convenience.fee"
NEEDS = {
    "none": (),
    "fixed": ("amount",),
    "percent_of_remaining": ("percent",),
    "rest_of_year": ("percent",),
    "average_months": ("months", "average_over"),
    "shortfall_days": ("days", "average_over"),
    "unamortised_transition": (),
    "declining": ("amount",),
    "by_contract_year": ("by_year",),
    "by_phase": ("by_phase",),
    "by_months_left": ("by_months_left",),
    "greater_of": ("of",),
    "lesser_of": ("of",),
    "sum_of": ("of",),
}
"""The fields each kind of exit fee cannot do without."""
MAY = {"percent_of_remaining": ("average_over",), "rest_of_year": ("average_over",),
       "declining": ("over",)}  # fmt: skip
"""The fields a kind may have besides."""
OF_PART = ("amount", "percent", "months", "days", "over")
LISTS = ("by_year", "by_phase", "by_months_left", "of")
ROWS = {"by_contract_year": "by_year", "by_phase": "by_phase", "by_months_left": "by_months_left"}
"""The kinds that choose a row, and the list of their rows."""
AVERAGED = ("percent_of_remaining", "rest_of_year", "average_months", "shortfall_days")
"""The kinds that count average charges; so does a share of remaining_charges."""
LEFT = ("percent_of_remaining", "rest_of_year")
"""The kinds that count the months left."""
BASES = ("monthly_charges", "expected_monthly", "annual_charges", "transition_charge",
         "remaining_charges")  # fmt: skip
"""What an amount of an exit fee may be a share of."""


def kinds_with(field: str) -> list[str]:
    """The kinds a field works with."""
    return [kind for kind in NEEDS if field in (*NEEDS[kind], *MAY.get(kind, ()))]


@rule("V80", "term.convenience", "pricing.charges", "pricing.minimum_monthly",
      "pricing.minimum_schedule", "pricing.minimum_renewal", "transition", "pilot",
      "term.renewal")  # fmt: skip
def exit_fees_are_complete(contract: Contract) -> Iterator[Finding]:
    """Find fields of an exit fee that its kind has no use for, lacks, or cannot compute."""
    convenience = contract.term.convenience if contract.term else None
    fee = convenience.fee if convenience else None
    if convenience is None or fee is None:
        return
    yield from _fields(contract, fee, PATH, (*OF_PART, *LISTS))
    for path, part in _parts(fee):
        if path != PATH:
            yield from _fields(contract, part, path, OF_PART)
        yield from _sums(contract, part, path)
    yield from _average(contract, fee)
    yield from _counted(contract, fee)
    yield from _lists(contract, fee)
    yield from _payment(contract, convenience, fee)


def _parts(fee: ExitFee) -> Iterator[tuple[str, FeePart]]:
    """The parts of a fee with their paths."""
    for name, path in (*ROWS.items(), ("", "of")):
        if fee.kind == name or (not name and fee.of):
            for index, (_, part) in enumerate(fee.lines):
                yield f"{PATH}.{path}.{index}{'.fee' if name else ''}", part
            return
    if fee.kind != "none":
        yield PATH, fee


def _fields(
    contract: Contract, part: FeePart, path: str, known: tuple[str, ...]
) -> Iterator[Finding]:
    for name in NEEDS[part.kind]:
        if name in known and getattr(part, name) in (None, ()):
            yield error(contract, "V80", path, f"an exit fee of kind {part.kind} has no “{name}”;"
                        f" expected one; add “{name}”.")  # fmt: skip
    for name in known:
        if getattr(part, name) not in (None, ()) and part.kind not in kinds_with(name):
            yield error(contract, "V80", f"{path}.{name}",
                        f"“{name}” is not used with kind {part.kind}; it works with"
                        f" {', '.join(kinds_with(name))}; remove it or change the kind."
                        )  # fmt: skip


def _sums(contract: Contract, part: FeePart, path: str) -> Iterator[Finding]:
    """Shares say of what, and what they are of is known."""
    charged = any(one.basis == "milestone" for one in contract.pricing.charges.values())
    for base in bases_of(part.amount):
        if base not in BASES:
            found = f"a share of “{base}”" if base else "a share that does not say of what"
            yield error(contract, "V80", f"{path}.amount", f"the exit fee is {found}; expected one"
                        f" of {', '.join(BASES)}; write for example 50 percent of annual_charges."
                        )  # fmt: skip
    if not charged and (part.kind == "unamortised_transition"
                        or "transition_charge" in bases_of(part.amount)):  # fmt: skip
        yield error(contract, "V80", path, "the exit fee rests on the transition charge, and no"
                    " charge has the basis milestone; expected one; add it or change the fee."
                    )  # fmt: skip
    rest = "remaining_charges" if part.kind == "percent_of_remaining" else ""
    if part.percent is not None and part.percent.of not in ("", rest):
        yield error(contract, "V80", f"{path}.percent", f"{part.percent.value} percent of"
                    f" “{part.percent.of}” is no part of what is left; expected a percentage"
                    " alone; write for example 50 percent.")  # fmt: skip
    if isinstance(part.over, Duration) and part.over.unit not in ("month", "year"):
        yield error(contract, "V80", f"{path}.over", "the sum falls month by month; expected"
                    " months or years; write for example 24 months.")  # fmt: skip


def _average(contract: Contract, fee: ExitFee) -> Iterator[Finding]:
    parts = [part for _, part in _parts(fee)]
    averaged = any(part.kind in AVERAGED or "remaining_charges" in bases_of(part.amount)
                   for part in parts)  # fmt: skip
    needed = any("average_over" in NEEDS[part.kind] for part in parts)
    if fee.average_over is None and needed:
        yield error(contract, "V80", PATH, "the exit fee counts average charges and has no"
                    " “average_over”; expected one; write for example 6 months.")  # fmt: skip
    if fee.average_over is not None and not averaged:
        yield error(contract, "V80", f"{PATH}.average_over", "“average_over” is not used with kind"
                    f" {fee.kind}; it works with {', '.join(AVERAGED)} and shares of"
                    " remaining_charges; remove it or change the kind.")  # fmt: skip
    elif fee.average_over and fee.average_over.unit not in ("day", "week", "month", "year"):
        yield error(contract, "V80", f"{PATH}.average_over", "charges are averaged over days or"
                    " months of the calendar; expected one of them; write for example 6 months."
                    )  # fmt: skip
    prices = contract.pricing
    minimums = (prices.minimum_monthly, prices.minimum_schedule, prices.minimum_renewal)
    has_minimum = any(minimums)
    if fee.minimum_counts is not None and not (fee.average_over and has_minimum):
        yield error(contract, "V80", f"{PATH}.minimum_counts", "“minimum_counts” is used only"
                    " with average_over and a monthly minimum of pricing; expected both; remove it"
                    " or add them.")  # fmt: skip


def _counted(contract: Contract, fee: ExitFee) -> Iterator[Finding]:
    """Find a word on where months are counted from in a fee that counts none."""
    parts = [part for _, part in _parts(fee)]
    counts = fee.kind == "by_months_left" or any(
        part.kind in LEFT or "remaining_charges" in bases_of(part.amount) for part in parts
    )
    if fee.counted_from is not None and not counts:
        yield error(contract, "V80", f"{PATH}.counted_from", "“counted_from” is not used with kind"
                    f" {fee.kind}; it works with by_months_left, {', '.join(LEFT)} and shares of"
                    " remaining_charges; remove it or change the kind.")  # fmt: skip


def _lists(contract: Contract, fee: ExitFee) -> Iterator[Finding]:
    rows = [str(row.year) for row in fee.by_year] + [row.phase for row in fee.by_phase]
    for name in sorted({one for one in rows if rows.count(one) > 1} | ({"0"} & set(rows))):
        yield error(contract, "V80", PATH, f"the exit fee for “{name}” stands twice or cannot be;"
                    " expected each contract year from 1 or phase once; remove one.")  # fmt: skip
    left = [row.at_least for row in fee.by_months_left]
    if left != sorted({*left}, reverse=True) or any(one > 11 for one in left):
        yield error(contract, "V80", f"{PATH}.by_months_left", "the rows do not fall from at most"
                    " 11 months; expected the most months first, each number once; sort them."
                    )  # fmt: skip
    if fee.kind in ("greater_of", "lesser_of", "sum_of") and len(fee.of) == 1:
        yield error(contract, "V80", f"{PATH}.of", "one sum alone stands in “of”; expected two or"
                    " more; add one, or use its kind.")  # fmt: skip
    renews = contract.term.renewal is not None and contract.term.renewal.kind != "none"
    there = {"pilot": contract.pilot is not None, "renewal": renews,
             "before_go_live": contract.transition is not None, "initial_term": True}  # fmt: skip
    for index, row in enumerate(fee.by_phase):
        if not there[row.phase]:
            yield error(contract, "V80", f"{PATH}.by_phase.{index}.phase", "the contract has no"
                        f" phase “{row.phase}”; expected one it has; remove the row.")  # fmt: skip


def _payment(contract: Contract, convenience: Convenience, fee: ExitFee) -> Iterator[Finding]:
    if fee.kind == "none":
        for name in ("minimum_counts", "paid_by", "payable", "share_at_end", "refund_if_renewed"):
            if contract.given(f"{PATH}.{name}"):
                yield error(contract, "V80", f"{PATH}.{name}", f"“{name}” is not used with kind"
                            " none; it works with every other kind; remove it.")  # fmt: skip
        return
    who = {"customer": ("customer",), "provider": ("provider",)}.get(
        convenience.by, ("customer", "provider", "who_leaves")
    )
    if fee.paid_by is not None and fee.paid_by not in who:
        yield error(contract, "V80", f"{PATH}.paid_by", f"“paid_by: {fee.paid_by}” is not used"
                    f" where only the {convenience.by} may leave; it works with both leaving;"
                    f" expected {' or '.join(who)}; correct one."
                    )  # fmt: skip
    yield from _parted(contract, fee)
    if fee.refund_if_renewed is not None and fee.refund_if_renewed.of:
        yield error(contract, "V80", f"{PATH}.refund_if_renewed", "the refund is a share of the"
                    " fee; expected a percentage alone; write for example 50 percent.")  # fmt: skip


def _parted(contract: Contract, fee: ExitFee) -> Iterator[Finding]:
    """Find a payment in parts that is none."""
    share = fee.share_at_end
    if share is None:
        return
    if share.of or not 0 < share.value < 100:
        yield error(contract, "V80", f"{PATH}.share_at_end", "the part paid at the end is no share"
                    " of the fee; expected a percentage alone, above 0 and below 100; write for"
                    " example 50 percent, or payable: at_end for the whole.")  # fmt: skip
    if fee.payable == "at_end":
        yield error(contract, "V80", f"{PATH}.share_at_end", "“share_at_end” is not used with"
                    " payable at_end; it works with payable with_notice; remove one of them."
                    )  # fmt: skip
