"""How a charge is counted and bounded, in words: the terms a price needs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.quantities import Count, Extremum, Money, Percent, plural
from contract_kit.settle.charges import free_of

_COUNTED = {
    "per_hour": "per productive hour",
    "per_fte": "per full-time equivalent",
    "per_seat": "per seat",
}
_COUNTS = {
    "average": "by the average of the month",
    "end_of_month": "as counted at the end of the month",
    "maximum": "by the highest count of the month",
    "actual": "as counted over the month",
}
_PART_LOTS = {
    "full": "a part of a lot counts as a whole one",
    "none": "a part of a lot is not charged",
    "proportion": "a part of a lot is charged in proportion",
}
_OVER = {
    "quarter": "calendar quarter",
    "year": "calendar year",
    "contract_year": "Contract Year",
}
_HELD = {"per_hour": "hour", "per_fte": "full-time equivalent", "per_seat": "seat"}
"""What bases count whose unit is no unit of a process."""
_ONCE = {"milestone": "paid once, on milestones", "instalments": "paid once, by instalments"}


def basis(sheet: Sheet, charge: Any) -> str:
    """What a charge follows: `per contact`, `cost plus, on salaries`, `for each claim paid`."""
    kind = str(charge.basis)
    if kind in ("per_unit", *_COUNTED):
        counted = _COUNTED.get(kind) or f"per {_unit(sheet, charge)}"
        return counted + _each(sheet, charge, kind)
    made = {
        "fixed": f"fixed, per {sheet.text(charge.per or 'month')}",
        "per_lot": _lot(sheet, charge),
        "cost_plus": f"cost plus a margin, on {charge.cost or 'cost shown by open book'}",
        "percent_of_revenue": f"share of {charge.revenue or 'revenue'}",
        "outcome": f"for each outcome: {charge.outcome or _unit(sheet, charge)}",
        "computed": _computed(sheet, charge),
        "retainer": f"retainer, per {sheet.text(charge.per or 'month')}",
        "gain_share": _gain(sheet, charge) if kind == "gain_share" else "",
        **_ONCE,
    }
    return made.get(kind, sheet.printer.label(kind))


def _each(sheet: Sheet, charge: Any, kind: str) -> str:
    """The period a unit price is for, where it has one."""
    if charge.per in (None, "month"):
        return " a month" if charge.per or kind in ("per_fte", "per_seat") else ""
    return f" per {sheet.text(charge.per)}, each month with its part"


def _lot(sheet: Sheet, charge: Any) -> str:
    return f"per lot of {_counted(sheet, charge, charge.lot)}" if charge.lot else "per lot"


def _counted(sheet: Sheet, charge: Any, count: Any) -> str:
    """A number of what a charge counts: `10 gigabytes`, `1 seat`."""
    number = getattr(count, "value", count)
    unit = _HELD.get(str(charge.basis)) or _unit(sheet, charge)
    return f"{sheet.text(number)} {unit if number == 1 else plural(unit)}"


def _gain(sheet: Sheet, charge: Any) -> str:
    """The rule of a gain share: what is saved, what is kept first, who gets which part."""
    kept, spent = "", f"({charge.cost}) " if charge.cost else ""
    if charge.dead_band is not None:
        first = sheet.money(charge.baseline_cost)
        kept = f" and less {sheet.text(charge.dead_band)} of those {first}"
    return (
        f"share of savings: the {sheet.money(charge.baseline_cost)} of a month less the cost"
        f" {spent}of that month{kept}, {sheet.text(charge.share.customer)}% of that for the"
        " Customer and"
        f" {sheet.text(charge.share.provider)}% for the Provider; nothing where the cost is higher"
    )


def _computed(sheet: Sheet, charge: Any) -> str:
    """Where the rule stands, and what is charged while there is nothing to compute it from."""
    said = "computed from what is measured, as “Computed charges” states"
    if charge.expected is None:
        return said
    return f"{said}; {sheet.money(charge.expected)} for a month of which that is not measured"


def _unit(sheet: Sheet, charge: Any) -> str:
    process = sheet.mapping("scope.processes").get(str(charge.process or ""))
    volume = process.volume if process is not None else None
    return str(charge.unit or (volume.unit if volume is not None else "unit"))


def terms(sheet: Sheet, key: str, charge: Any) -> str:
    """What bounds or moves a charge; empty where nothing does."""
    return "; ".join(_terms(sheet, key, charge))


def _terms(sheet: Sheet, key: str, charge: Any) -> Iterator[str]:
    if str(charge.count) in _COUNTS:
        yield _COUNTS[str(charge.count)]
    yield from _lots(charge)
    free, per = free_of(sheet.facts.contract, key, charge)
    if free:
        said = _counted(sheet, charge, free)
        verb = "is" if free == 1 else "are"
        yield f"the first {said} of each {_OVER.get(per, 'month')} {verb} free"
    if charge.included_hours is not None:
        each = sheet.text(charge.per or "month")
        hours = "hour" if charge.included_hours == 1 else "hours"
        yield f"includes {sheet.text(charge.included_hours)} {hours} in each {each}"
        if each != "month":
            yield f"the first {each} begins with the month in which this Charge starts"
        yield "unused hours lapse"
        yield f"each hour more {rate(sheet, charge.overage_rate)}"
    yield from _volumes(sheet, charge)
    yield from _bounds(sheet, charge)
    yield from _beside(sheet, charge)


def _beside(sheet: Sheet, charge: Any) -> Iterator[str]:
    """When a charge is due, to whom, and when it is invoiced."""
    for word, day in (("from", charge.from_), ("until", charge.until)):
        if day is not None and word == "from" and day == sheet.get("transition.go_live"):
            yield f"from the Go-Live Date, planned for {sheet.text(day)}"
        elif day is not None:
            yield f"{word} {sheet.text(day)}"
    if charge.due_to is not None:
        below = "where it is below nil, " if charge.due_to == "either" else ""
        yield f"{below}owed to the Customer"
    if charge.in_ is not None:
        yield f"invoiced in {charge.in_}"


def _lots(charge: Any) -> Iterator[str]:
    if charge.lot is not None and charge.tiers:
        yield "bands count lots"
    if charge.lot is not None:
        yield _PART_LOTS[str(charge.part_lot or "proportion")]


def _bounds(sheet: Sheet, charge: Any) -> Iterator[str]:
    if charge.minimum is not None:
        yield f"at least {bound(sheet, charge.minimum)} a month"
    if charge.maximum is not None:
        over = _OVER.get(str(charge.bands_over), "month")
        yield f"at most {bound(sheet, charge.maximum)} in each {over}"


def bound(sheet: Sheet, value: Any) -> str:
    """An amount that bounds a charge; a bare percentage is one of the charge as expected."""
    if isinstance(value, Extremum):
        parts = " and ".join(bound(sheet, part) for part in value.of)
        return f"the {value.kind.removesuffix('_of')} of {parts}"
    if isinstance(value, Percent) and value.of in ("", "affected_charge"):
        return f"{sheet.text(Percent(value.value))} of this Charge at the expected volume"
    return sheet.text(value)


def _volumes(sheet: Sheet, charge: Any) -> Iterator[str]:
    """The volume an amount holds for, and the price of more and of less."""
    if charge.baseline is None:
        return
    one = _unit(sheet, charge)
    yield f"a fixed sum for {_counted(sheet, charge, charge.baseline)} a month"
    if charge.additional_rate is not None:
        yield f"each {one} more {rate(sheet, charge.additional_rate)}, a part in proportion"
    if charge.reduced_rate is not None:
        yield f"each {one} less {rate(sheet, charge.reduced_rate)} off, a part in proportion"
    if charge.dead_band is not None:
        edge = "the baseline" if charge.measured_from == "baseline" else "the edge of that range"
        yield f"nothing changes within {sheet.text(charge.dead_band)} of that volume"
        yield f"beyond that range units count from {edge}"


def rate(sheet: Sheet, value: Any) -> str:
    """A unit price with all its decimals: GBP 0.305."""
    if isinstance(value, (Percent, Count)):
        return sheet.text(value)
    amount = value.amount if isinstance(value, Money) else value
    exponent = amount.as_tuple().exponent if hasattr(amount, "as_tuple") else 0
    if isinstance(exponent, int) and exponent < -2:
        return f"{sheet.printer.currency} {amount:,}"
    return sheet.money(value)
