"""What conditions and parameters look up: the spec, computed amounts, facts from both."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from contract_kit import settle
from contract_kit.assemble.costs import unanswered_costs
from contract_kit.assemble.crediting import (
    affected,
    by_points,
    counts_outages,
    counts_outside,
    events_affected,
    in_service,
    lengths,
    rules_of,
    scored,
    stated,
    uses,
)
from contract_kit.assemble.exit_fees import exit_fee_expected, exit_fee_of_rest
from contract_kit.assemble.formulas import computed_charges
from contract_kit.assemble.forums import FORUMS
from contract_kit.assemble.lawful import LAWFUL
from contract_kit.assemble.measuring import rules, shown_levels
from contract_kit.assemble.metric_words import definition
from contract_kit.assemble.moving import TRANSFERS
from contract_kit.assemble.regimes import REGIMES
from contract_kit.assemble.uncapped import UNCAPPED
from contract_kit.assemble.values import Safe, humanise, listed
from contract_kit.settle.billing import ADVANCE, group_of
from contract_kit.settle.business import period_of
from contract_kit.settle.charges import may_owe, recurring
from contract_kit.settle.cycles import of_calendar_year
from contract_kit.settle.judgements import levels_start, sample_required
from contract_kit.settle.portions import by_days
from contract_kit.settle.price_changes import change_day
from contract_kit.settle.reviews import least_months
from contract_kit.settle.severities import judged_apart
from contract_kit.settle.terms import entries, months_in
from contract_kit.spec.kinds import higher_is_better, result_form
from contract_kit.spec.moves import working_affiliates
from contract_kit.spec.rules.frame import named
from contract_kit.spec.timeline import after, calendar_months, pilot_comes_first

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Metric


_LAG = 3
"""How many months before a date of change the month lies whose index counts."""


def _values(contract: Contract, path: str) -> list[Any]:
    """What the map at a path holds; nothing where it is absent."""
    return list(entries(contract, path).values())


def _processes(contract: Contract) -> list[Any]:
    return _values(contract, "scope.processes")


def _kinds(contract: Contract) -> set[str]:
    return {str(metric.kind) for metric in _metrics(contract)}


def _trades(contract: Contract) -> Safe:
    """The industries that have a name, in words, whatever processes are called."""
    named = (one for one in contract.contract.industries if one != "other")
    return Safe(listed([humanise(one) for one in named]))


def _front_office(contract: Contract) -> bool:
    return any(str(process.office) == "front" for process in _processes(contract))


def _offshore(contract: Contract) -> bool:
    home = contract.get("parties.customer.country")
    return any(site.country != home for site in _values(contract, "sites"))


_OF_ITEMS = ("turnaround", "accuracy", "error_rate", "quality_score", "backlog")


def _has_kind(*kinds: str) -> Callable[[Contract], bool]:
    return lambda contract: bool(_kinds(contract) & set(kinds))


def _reports_more(contract: Contract) -> bool:
    return len(_metrics(contract)) > len(shown_levels(contract))


def _site_in(country: str) -> Callable[[Contract], bool]:
    return lambda contract: any(str(site.country) == country for site in _values(contract, "sites"))


def _unmeasured(contract: Contract) -> bool:
    """Whether a process has no Service Level."""
    return any(process.sla == "none" for process in _processes(contract))


def _judged_by_acceptance(contract: Contract) -> bool:
    """Whether a reason for having no Service Level speaks of acceptance."""
    reasons = (process.sla_reason or "" for process in _processes(contract))
    return any("accept" in reason.lower() for reason in reasons)


def _stated_hours(contract: Contract) -> bool:
    """Whether a process names its hours or languages."""
    return any(one.hours or one.languages for one in _processes(contract))


def _coding_level(contract: Contract) -> bool:
    """Whether a Service Level states how many records are coded right."""
    return bool(named(contract, "coding"))


def _cut_offs(contract: Contract) -> bool:
    return any(calendar.cut_off for calendar in _values(contract, "calendars"))


def _charges(contract: Contract) -> list[Any]:
    return _values(contract, "pricing.charges")


def _by_period(contract: Contract) -> bool:
    """Whether an amount is for a longer period than a month."""
    fixed = [one for one in _charges(contract) if one.amount is not None and one.per]
    return any(months_in(one.per) > 1 for one in fixed)


def _by_time(contract: Contract) -> bool:
    """Whether hours, seats or full-time equivalents are charged."""
    return any(str(one.basis) in ("per_hour", "per_seat", "per_fte") for one in _charges(contract))


def _units_of_time(contract: Contract) -> tuple[str, ...]:
    """The units by which time is charged: hour, seat, full-time equivalent."""
    known = {"per_hour": "hour", "per_seat": "seat", "per_fte": "full-time equivalent"}
    bases = {str(one.basis) for one in _charges(contract)}
    return tuple(word for key, word in known.items() if key in bases)


def _stated_authority(contract: Contract) -> bool:
    """Whether a role states what its holder may decide."""
    return any(one.authority for one in _values(contract, "roles"))


def _key_personnel(contract: Contract) -> bool:
    """Whether a role is held by key personnel."""
    return any(one.key_personnel for one in _values(contract, "roles"))


def _short_periods(contract: Contract) -> bool:
    """Whether a price is for less than a month."""
    return any(one.per and months_in(one.per) < 1 for one in _charges(contract))


def _all_computed(contract: Contract) -> bool:
    """Whether every charge is computed and none names an expected amount."""
    charges = _charges(contract)
    return all(one.basis == "computed" and one.expected is None for one in charges)


def _renews_within(contract: Contract) -> bool:
    """Whether a renewal starts within a month."""
    return after(contract.contract.effective_date, contract.term.initial).day != 1


def _changes_within(contract: Contract) -> bool:
    """Whether a date of change of the indexation lies within a month."""
    terms = contract.pricing.indexation
    return terms is not None and change_day(contract, terms).day != 1


def _bounded(contract: Contract) -> bool:
    """Whether a charge has both a least and a most."""
    both = (one.minimum is not None and one.maximum is not None for one in _charges(contract))
    return any(both)


def _excusing_volume(contract: Contract) -> bool:
    """Whether volume above what is expected excuses a missed level."""
    given = contract.service_levels.exclusions if contract.service_levels else ()
    return any(not isinstance(one, str) and one.volume_above_forecast is not None for one in given)


def _excusing_maintenance(contract: Contract) -> bool:
    """Whether planned maintenance is a relief event."""
    given = contract.service_levels.exclusions if contract.service_levels else ()
    names = [one if isinstance(one, str) else " ".join(one.model_fields_set) for one in given]
    return any("planned" in one or "maintenance" in one for one in names)


def _index_months(contract: Contract) -> str:
    """The two months whose index counts at the first change of prices."""
    terms = contract.pricing.indexation
    if terms is None:
        return ""
    day, start = change_day(contract, terms), contract.contract.effective_date
    later = day.year * 12 + day.month - 1 - _LAG
    base = start.year * 12 + start.month - 1 - _LAG
    earlier = base if str(terms.formula) == "base" else later - int(months_in(terms.every))
    return " and ".join(f"{month_name[at % 12 + 1]} {at // 12}" for at in (later, earlier))


def _lesser_levels(contract: Contract) -> bool:
    """Whether the table of Service Levels holds one that is not critical."""
    critical = _of_class("critical")(contract)
    return any(key not in critical for key in shown_levels(contract))


def _banded(contract: Contract) -> bool:
    """Whether a charge has bands of volume, each with its rate."""
    return any(one.tiers for one in _charges(contract))


def _guarantee_months(contract: Contract) -> int | None:
    """How many calendar months a period of the pilot's guarantee is settled with."""
    guarantee = contract.pilot.guarantee if contract.pilot else None
    return None if guarantee is None else calendar_months(guarantee.per)


def _prepaid(contract: Contract) -> bool:
    """Whether a Charge is invoiced in advance for more than a month."""
    pricing = contract.pricing
    every = pricing.invoicing.every if pricing and pricing.invoicing else None
    longer = every is not None and months_in(every) > 1
    return longer and any(group_of(contract, one) == ADVANCE for one in _charges(contract))


def _metrics(contract: Contract) -> list[Metric]:
    return _values(contract, "service_levels.metrics")


def _any_metric(field: str) -> Callable[[Contract], bool]:
    return lambda contract: any(getattr(one, field) is not None for one in _metrics(contract))


def _falls(contract: Contract) -> bool:
    """Whether a lower result can be the better one."""
    return any(higher_is_better(one) is not True for one in _metrics(contract))


def _averaged(contract: Contract) -> bool:
    """Whether a result is, or may be, an average or a percentile."""
    return any(result_form(one) not in ("in_time", "count", "kind") for one in _metrics(contract))


def _levels_start(contract: Contract) -> date | None:
    """The first day that counts for service levels; none without any."""
    return levels_start(contract) if contract.service_levels else None


def _own_targets(contract: Contract) -> bool:
    return any(judged_apart(metric) for metric in _metrics(contract))


def _escalations(contract: Contract) -> bool:
    levels = [one for metric in _metrics(contract) for one in (metric.severities or {}).values()]
    return any(one.escalate_after is not None for one in levels)


def _longer_periods(contract: Contract) -> bool:
    return any(period_of(contract, metric) != "month" for metric in _metrics(contract))


def _periods(contract: Contract) -> set[str]:
    return {period_of(contract, metric) for metric in _metrics(contract)}


def _level_period(contract: Contract) -> str:
    """The one period of every Service Level; empty where they differ."""
    found = _periods(contract)
    return found.pop() if len(found) == 1 else ""


def _of_class(name: str) -> Callable[[Contract], tuple[str, ...]]:
    def find(contract: Contract) -> tuple[str, ...]:
        levels = contract.service_levels
        metrics = levels.metrics.items() if levels else ()
        return tuple(key for key, metric in metrics if metric.class_ == name)

    return find


def _informal(contract: Contract) -> tuple[str, ...]:
    """The Service Levels that are reported only and bring no credits."""
    rules = rules_of(contract)
    return tuple(key for key in _of_class("report_only")(contract) if key not in rules)


FACTS: dict[str, Callable[[Contract], object]] = LAWFUL | {
    "exit_fee_of_rest": exit_fee_of_rest,
    "prepaid": _prepaid,
    "exit_fee_expected": exit_fee_expected,
    "guarantee_months": _guarantee_months,
    "computed_charges": computed_charges,
    "trades": _trades,
    "unanswered_costs": unanswered_costs,
    "front_office": _front_office,
    "offshore": _offshore,
    "surveys": _has_kind("csat", "nps"),
    "availability": _has_kind("availability"),
    "philippines": _site_in("PH"),
    "pilot_before_go_live": pilot_comes_first,
    "india": _site_in("IN"),
    **TRANSFERS,
    **UNCAPPED,
    **REGIMES,
    **FORUMS,
    "credits_of_events": lambda contract: uses(contract, "per_event", "per_duration"),
    "rules_of_measurement": lambda contract: bool(rules(contract)),
    "defined_metrics": lambda contract: any(
        definition(contract, metric) for metric in _metrics(contract)
    ),
    "metric_formulas": _any_metric("formula"),
    "reported_metrics": _reports_more,
    "minimum_levels": _any_metric("minimum"),
    "measured_sources": _any_metric("source"),
    "falling_levels": _falls,
    "averaged_levels": _averaged,
    "counted_items": lambda contract: any(
        metric.kind in _OF_ITEMS and not metric.formula for metric in _metrics(contract)
    ),
    "outages": _has_kind("availability", "custom"),
    "samples": lambda contract: any(
        sample_required(contract, metric) is not None for metric in _metrics(contract)
    ),
    "levels_start": _levels_start,
    "review_months": least_months,
    "severities": _any_metric("severities"),
    "own_targets": _own_targets,
    "escalations": _escalations,
    "planned_outages": _any_metric("planned_outages"),
    "critical_levels": _of_class("critical"),
    "informal_levels": _informal,
    "longer_periods": _longer_periods,
    "level_period": _level_period,
    "unmeasured": _unmeasured,
    "judged_by_acceptance": _judged_by_acceptance,
    "stated_hours": _stated_hours,
    "cut_offs": _cut_offs,
    "coding_level": _coding_level,
    "missed_credits": lambda contract: uses(contract, "weighted", "credit", "table"),
    "weighted_credits": lambda contract: uses(contract, "weighted"),
    "table_credits": lambda contract: uses(contract, "table"),
    "event_credits": lambda contract: uses(contract, "per_event"),
    "duration_credits": lambda contract: uses(contract, "per_duration"),
    "stated_credits": lambda contract: bool(stated(contract)),
    "score": lambda contract: bool(scored(contract)),
    "service_days": in_service,
    "service_hours": lambda contract: in_service(contract, "hour"),
    "service_weeks": lambda contract: in_service(contract, "week"),
    "affected_charges": affected,
    "tiers_by_points": by_points,
    "events_of_affected_charge": events_affected,
    "duration_bands": lambda contract: lengths(contract, bands=True),
    "duration_losses": counts_outages,
    "duration_hours": counts_outside,
    "duration_stretches": lambda contract: lengths(contract, bands=False),
    "recurring_charges": recurring,
    "may_owe_customer": may_owe,
    "priced_by_period": _by_period,
    "short_periods": _short_periods,
    "priced_by_time": _by_time,
    "stated_authority": _stated_authority,
    "key_personnel": _key_personnel,
    "by_days": by_days,
    "all_computed": _all_computed,
    "renews_within": _renews_within,
    "changes_within": _changes_within,
    "bounded_charges": _bounded,
    "minimum_charges": lambda contract: any(one.minimum is not None for one in _charges(contract)),
    "excusing_volume": _excusing_volume,
    "excusing_maintenance": _excusing_maintenance,
    "working_affiliates": working_affiliates,
    "index_months": _index_months,
    "lesser_levels": _lesser_levels,
    "units_of_time": _units_of_time,
    "hourly_charges": lambda contract: any(one.basis == "per_hour" for one in _charges(contract)),
    "rated": lambda contract: bool(contract.get("pricing.rate_card")),
    "calendar_year_cap": of_calendar_year,
    "banded_charges": _banded,
    "instalments": lambda contract: any(one.instalments for one in _charges(contract)),
}


class Facts:
    """One contract's values by dotted path; computed once each.

    `unanswered` notes the table rows that print a placeholder, each with the path that answers it.
    """

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.figures = settle.figures(contract)
        self.unanswered: dict[str, str] = {}
        self._known: dict[str, object] = {}

    def __call__(self, path: str) -> object:
        """The value at `path`; `figures.NAME` and the facts of this module are computed."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def line(self, path: str) -> int | None:
        """The line of the file that gives `path`; none for a default, which no line gives."""
        return self.contract.line(path) if self.contract.given(path) else None

    def _find(self, path: str) -> object:
        if path in FACTS:
            return FACTS[path](self.contract)
        if path.startswith("figures."):
            return self.figures.get(path.removeprefix("figures."))
        return self.contract.get(path)
