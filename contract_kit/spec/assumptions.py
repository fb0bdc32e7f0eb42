"""What a spec leaves open, and what then holds: documented defaults, printed as assumptions.

Real contracts are silent on how a table is read between its rows, whether the first hour counts,
how a percentile is found, how a level is rounded and which calendar business days are of. Each has
a default here; `--strict` asks for the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.spec.kinds import METRIC_KINDS
from contract_kit.spec.moves import moves

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.metrics import Metric

DEFAULTS: dict[str, tuple[str, str]] = {
    "reading": (
        "step",
        "between two rows of a table the rebate of the worse row applies",
    ),
    "percentile": (
        "nearest_rank",
        "the 90th percentile is the smallest measured value that at least 90% of the values do not"
        " exceed, and so for other percentiles",
    ),
    "first_hour": ("counted", "time includes the hour in which the clock starts"),
    "decimals": ("unrounded", "levels are compared unrounded"),
    "calendar": (
        "24x7",
        "every hour of every day counts as a Business Hour, and every day as a Business Day, on the"
        " clock of {zone}",
    ),
    "missing_data": ("miss", "a period without data counts as missed, and as below"
                     " the minimum"),
    "tiers": ("50/100", "a level worse than target costs half its weight, one worse than minimum"
              " all of it"),
    "monthly_cap": ("at_risk", "credits of one month are capped at the amount at risk"),
    "bands": ("marginal", "the price of a band applies to the units in that band alone"),
    "approver": ("any_signatory", "a Change Order is signed for the Customer by a person who may"
                 " sign this Agreement for it"),
    "provider_approver": ("any_signatory", "a Change Order is signed for the Provider by a person"
                          " who may sign this Agreement for it"),
    "records_kept_from": ("end_of_year", "the time for which records are kept starts with the end"
                          " of the year they concern"),
    "measured_from": ("band_edge", "extra and missing units are counted from the edge of the dead"
                      " band"),
    "ended_by": ("exporter", "when the Information Commissioner changes the UK Addendum or the"
                 " IDTA, the exporter alone may end it"),
    "cost_share": ("whole", "the whole of the Monthly Charges follows the exchange rate"),
    "review": ("quarter", "the exchange rate is compared every calendar quarter"),
    "importer_under_uk_gdpr": ("false", "the UK GDPR does not apply to the importer itself"),
}  # fmt: skip
"""What holds where a spec is silent, by the key that would say it: the value, and in words."""

REQUIRED = ("reading", "percentile", "first_hour", "decimals", "calendar")
"""The keys that `--strict` asks for."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A default that holds: the key that would replace it, where it would stand, and its words."""

    key: str
    path: str
    value: str
    text: str


def assumptions(contract: Contract) -> tuple[Assumption, ...]:
    """Return the defaults that hold in a contract, in the order of the spec."""
    paths = (
        *_of_metrics(contract),
        *_of_credits(contract),
        *_of_charges(contract),
        *_of_currency(contract),
        *_of_transfers(contract),
        *_of_governance(contract),
    )
    return tuple(_assumed(contract, path) for path in paths)


def default_zone(contract: Contract) -> str:
    """The time zone of the first calendar or site that names one."""
    named = [place.time_zone for place in contract.calendars.values()]
    named += [place.time_zone for place in contract.sites.values()]
    return next((zone for zone in named if zone), "UTC")


def _assumed(contract: Contract, path: str) -> Assumption:
    key = path.rsplit(".", 1)[-1]
    value, words = DEFAULTS[key]
    return Assumption(key, path, value, words.format(zone=default_zone(contract)))


def _of_metrics(contract: Contract) -> Iterator[str]:
    levels = contract.service_levels
    for key, metric in levels.metrics.items() if levels else ():
        if metric.class_ != "report_only":
            for name in _open_keys(metric):
                yield f"service_levels.metrics.{key}.{name}"


def _open_keys(metric: Metric) -> Iterator[str]:
    timed = metric.kind in ("response_time", "resolution_time", "turnaround")
    unit = metric.within.unit if metric.within else ""
    if (metric.statistic or "").startswith("p") and metric.percentile is None:
        yield "percentile"
    if timed and unit in ("hour", "business_hour") and metric.first_hour is None:
        yield "first_hour"
    if unit.startswith("business_") and metric.calendar is None:
        yield "calendar"
    if METRIC_KINDS[metric.kind].unit == "percent" and metric.decimals is None:
        yield "decimals"
    if metric.missing_data is None:
        yield "missing_data"


def _of_credits(contract: Contract) -> Iterator[str]:
    levels = contract.service_levels
    credits = levels.credits if levels else None
    if levels is None or credits is None:
        return
    tables = bool(credits.table) or any(metric.table for metric in levels.metrics.values())
    if tables and credits.reading is None:
        yield "service_levels.credits.reading"
    if credits.method == "weighted" and not credits.tiers:
        yield "service_levels.credits.tiers"
    if credits.at_risk is not None and credits.monthly_cap is None:
        yield "service_levels.credits.monthly_cap"


def _of_charges(contract: Contract) -> Iterator[str]:
    for key, charge in contract.pricing.charges.items() if contract.pricing else ():
        if charge.tiers and charge.bands is None:
            yield f"pricing.charges.{key}.bands"
        if charge.dead_band is not None and charge.measured_from is None:
            yield f"pricing.charges.{key}.measured_from"


def _of_currency(contract: Contract) -> Iterator[str]:
    fx = contract.pricing.fx if contract.pricing else None
    if fx and fx.method in ("collar", "spot") and fx.cost_share is None:
        yield "pricing.fx.cost_share"
    if fx and fx.method == "collar" and fx.review is None:
        yield "pricing.fx.review"


def _of_transfers(contract: Contract) -> Iterator[str]:
    data = contract.data_protection
    given = data.uk_transfers if data else None
    used = {one.mechanism for one in moves(contract) if one.party}
    if used & {"uk_idta", "uk_addendum"} and (given is None or given.ended_by is None):
        yield "data_protection.uk_transfers.ended_by"
    if "uk_idta" in used and (given is None or given.importer_under_uk_gdpr is None):
        yield "data_protection.uk_transfers.importer_under_uk_gdpr"


def change_signers(contract: Contract, side: str) -> tuple[str, ...]:
    """Return the roles that sign a change for a party.

    Named under change control, else those with authority for change requests; none if neither.
    """
    terms = contract.governance.change_control if contract.governance else None
    named = {"customer": terms.approver, "provider": terms.provider_approver} if terms else {}
    if named.get(side):
        return (str(named[side]),)
    return tuple(
        key
        for key, role in contract.roles.items()
        if role.party == side and "change_requests" in role.authority
    )


def _of_governance(contract: Contract) -> Iterator[str]:
    for side, key in (("customer", "approver"), ("provider", "provider_approver")):
        if not change_signers(contract, side):
            yield f"governance.change_control.{key}"
    audits = contract.governance.compliance_audits if contract.governance else None
    if audits is None or audits.records_kept_from is None:
        yield "governance.compliance_audits.records_kept_from"
