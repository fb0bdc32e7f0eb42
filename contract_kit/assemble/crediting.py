"""Which rules of credits a contract uses, and what each costs, in the words of its clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contract_kit.quantities import Duration, Extremum, Percent
from contract_kit.settle.rebates import REBATES, STATED
from contract_kit.spec.kinds import credit_rules

if TYPE_CHECKING:
    from contract_kit.assemble.tables.sheet import Sheet
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.credits import Credits, PerDuration


def rules_of(contract: Contract) -> dict[str, tuple[str, ...]]:
    """The rules that compute the credit of each metric that carries money."""
    levels = contract.service_levels
    if levels is None or levels.credits is None:
        return {}
    found = {key: credit_rules(levels.credits, key, one) for key, one in levels.metrics.items()}
    return {
        key: rules
        for key, rules in found.items()
        if rules or levels.metrics[key].class_ == "critical"
    }


def uses(contract: Contract, *names: str) -> bool:
    """Whether any metric's credit follows one of these rules."""
    return any(set(names) & set(rules) for rules in rules_of(contract).values())


def stated(contract: Contract) -> dict[str, Any]:
    """The critical metrics whose credit is stated beside them, `None` where none is."""
    levels = contract.service_levels
    return {
        key: levels.metrics[key].credit if levels and rules else None
        for key, rules in rules_of(contract).items()
        if rules in {(), ("credit",)}
    }


def scored(contract: Contract) -> dict[str, Any]:
    """The weights that make a score and no credit."""
    levels = contract.service_levels
    return {
        key: levels.metrics[key].weight
        for key, rules in rules_of(contract).items()
        if levels and rules != ("weighted",) and levels.metrics[key].weight
    }


def quantities_used(contract: Contract) -> Iterator[Any]:
    """Every credit that a rule in use grants, without those that a fee of their own is part of."""
    levels = contract.service_levels
    credits = levels.credits if levels else None
    if levels is None or credits is None:
        return
    yield from stated(contract).values()
    for key, rules in rules_of(contract).items():
        if rules == ("table",):
            yield from (row.rebate for row in levels.metrics[key].table or credits.table)
    for event in credits.per_event:
        yield from (event.credit, event.cap)
    for length in credits.per_duration:
        yield from (*(row.rebate for row in length.bands), length.fee, length.cap)
        if length.fee is None:
            yield from (length.credit, *(first.credit for first in length.first))


def in_service(contract: Contract, *units: str) -> bool:
    """Whether a credit is a length of service, in one of these units if any are given."""
    return any(
        isinstance(one, Duration) and (not units or one.unit in units)
        for one in quantities_used(contract)
    )


def affected(contract: Contract) -> bool:
    """Whether a credit or a cap is a percentage of the charge that a miss concerns."""
    credits = contract.service_levels.credits if contract.service_levels else None
    bare = any(_bare(row.rebate) for one in _by_duration(contract) for row in one.bands)
    base = credits.base if credits else None
    return bare or any(_names(one, "affected_charge") for one in (*quantities_used(contract), base))


def by_points(contract: Contract) -> bool:
    """Whether tiers are bands of points away from the target."""
    credits = contract.service_levels.credits if contract.service_levels else None
    return any(tier.when is None for tier in (credits.tiers if credits else ()))


def events_affected(contract: Contract) -> bool:
    """Whether a credit by event is a percentage of the charge that the event concerns."""
    credits = contract.service_levels.credits if contract.service_levels else None
    return any(
        _names(one.credit, "affected_charge") for one in (credits.per_event if credits else ())
    )


def lengths(contract: Contract, *, bands: bool) -> bool:
    """Whether a credit by duration follows bands, or stretches of time."""
    return any(bool(one.bands) == bands for one in _by_duration(contract))


def _by_duration(contract: Contract) -> tuple[PerDuration, ...]:
    """The rules of credits by duration."""
    credits = contract.service_levels.credits if contract.service_levels else None
    return credits.per_duration if credits else ()


def counts_outages(contract: Contract) -> bool:
    """Whether stretches of a credit by duration are counted from outages."""
    metrics = contract.service_levels.metrics if contract.service_levels else {}
    named = {one.metric for one in _by_duration(contract) if not one.bands}
    return any(one.kind == "availability" for name, one in metrics.items() if name in named)


def counts_outside(contract: Contract) -> bool:
    """Whether time outside the hours of a Service Level counts for a credit by duration."""
    return any(first.calendar for one in _by_duration(contract) for first in one.first)


def _bare(quantity: object) -> bool:
    return isinstance(quantity, Percent) and not quantity.of


def _names(quantity: object, base: str) -> bool:
    if isinstance(quantity, Extremum):
        return any(_names(part, base) for part in quantity.of)
    return isinstance(quantity, Percent) and quantity.of == base


def credit_words(sheet: Sheet, credits: Credits, quantity: object, default: str) -> str:
    """A credit with its base: of `credits.base`, else of `default`, where it names none."""
    if isinstance(quantity, Duration):
        return f"{sheet.text(quantity)} of service"
    if isinstance(quantity, Percent) and not quantity.of:
        if credits.base is not None and default in {REBATES, STATED}:
            return f"{sheet.text(quantity)} of {_base(sheet, credits.base)}"
        return sheet.text(Percent(quantity.value, default))
    return sheet.text(quantity)


def _base(sheet: Sheet, base: Any) -> str:
    """The base of rebates: the whole of a sum as that sum."""
    whole = isinstance(base, Percent) and base.value == 100
    return sheet.text(base).removeprefix("100% of ") if whole else sheet.text(base)


def duration_words(sheet: Sheet, credits: Credits, one: PerDuration) -> str:
    """The whole rule of credits by duration, in one sentence without its metric."""
    if one.bands:
        unit = (one.unit or "day").replace("_", " ")
        said = [
            f"from {sheet.text(row.achieved)} {unit}{'' if row.achieved == 1 else 's'} on"
            f" {credit_words(sheet, credits, row.rebate, 'affected_charge')}"
            for row in one.bands
        ]
    else:
        said = list(_stretches(sheet, credits, one))
    if one.cap is not None:
        said.append(f"at most {sheet.text(one.cap)} a month")
    return (
        "; ".join(said)
        .replace("business day", "Business Day")
        .replace("business hour", "Business Hour")
    )


def _granted(one: PerDuration) -> list[object]:
    """The credits of a rule's stretches."""
    return [one.credit, *(first.credit for first in one.first)]


def _stretches(sheet: Sheet, credits: Credits, one: PerDuration) -> Iterator[str]:
    both = len(one.first) == 2
    for first in sorted(one.first, key=lambda begun: begun.calendar is None):
        within = f" in the hours of {sheet.name(str(first.calendar))}"
        where = within if first.calendar else " outside them" if both else ""
        lead = "otherwise " if both and not first.calendar else ""
        credit = credit_words(sheet, credits, first.credit, REBATES)
        yield f"{lead}for the first {sheet.text(first.lasts)}{where} {credit}"
    if one.each is not None:
        which = "each further full" if one.first else "each full"
        where = ", in and outside those hours," if any(f.calendar for f in one.first) else ""
        credit = credit_words(sheet, credits, one.credit, REBATES)
        yield f"for {which} {sheet.text(one.each)}{where} {credit}"
    if one.fee is not None:
        said = f"a day of service is worth {sheet.text(one.fee)}, divided by the days of the month"
        units = {getattr(credit, "unit", "") for credit in _granted(one)}
        said += ", an hour a twenty-fourth of that" if "hour" in units else ""
        yield said + (", a week seven times that" if "week" in units else "")
    metric = sheet.mapping("service_levels.metrics").get(str(one.metric))
    if metric is not None and metric.kind == "availability":
        yield f"counted anew each {one.per or 'day'}"
