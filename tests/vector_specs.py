"""Small specs in which a worked example stands as a contract, settled as users settle theirs."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from contract_kit import settle
from contract_kit.spec import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.settle.settlement import Result
    from contract_kit.spec import Contract

JUNE = datetime(2027, 6, 1)
"""A month of 30 days, of which 26 are no Sundays."""


def contract(
    metrics: dict[str, dict[str, Any]], monthly: str = "1000", zone: str = "UTC", **levels: Any
) -> Contract:
    """A contract of one fixed monthly fee; `levels` are further fields of service_levels.

    Its calendar `bank` is open from 07:00 to 22:00 on every day but Sundays, on the zone's clock.
    """
    usual = {"unit": "percent", "target": "95", "source": "log"}
    process = {
        "office": "back", "tasks": ["work"], "sites": ["main"], "sla": list(metrics),
        "responsible": {"customer": "owner", "provider": "lead"},
    }  # fmt: skip
    fee = {"basis": "fixed", "process": "desk", "amount": monthly, "per": "month"}
    return load(
        json.dumps(
            {
                "contract_kit": "1",
                "contract": {
                    "id": "E", "title": "Example", "effective_date": "2027-01-01",
                    "governing_law": "New York", "currency": "USD",
                },
                "parties": {
                    "customer": {"name": "C", "country": "US"},
                    "provider": {"name": "P", "country": "US"},
                },
                "roles": {
                    "owner": {"party": "customer", "title": "O"},
                    "lead": {"party": "provider", "title": "L"},
                },
                "sites": {"main": {"country": "US", "model": "onshore"}},
                "calendars": {
                    "bank": {"time_zone": zone, "hours": "Mon-Sat 07:00-22:00", "holidays": "none"}
                },
                "scope": {"processes": {"desk": process}},
                "service_levels": {
                    "metrics": {name: usual | metric for name, metric in metrics.items()},
                    **levels,
                },
                "pricing": {"charges": {"desk": fee}},
                "term": {"initial": "36 months"},
            }
        ),
        checks=(settle.check,),
    )  # fmt: skip


def critical(**fields: Any) -> dict[str, Any]:
    """A metric that money hangs on, from which no weight is asked."""
    return {"kind": "accuracy", "class": "critical", **fields}


def table(header: str, rows: Iterable[Iterable[object]]) -> str:
    """A measurement file."""
    return "\n".join([header, *(",".join(map(str, row)) for row in rows), ""])


def by_month(**values: Iterable[object]) -> str:
    """A file with the values of each name from January 2027 on, one a month."""
    rows = [
        (name, f"2027-{month:02d}", value)
        for name, several in values.items()
        for month, value in enumerate(several, 1)
    ]
    return table("metric,period,value", rows)


def counted(**counts: tuple[object, ...]) -> str:
    """A file of June 2027 with what each metric counted: events, those in order, those excluded."""
    rows = [(name, "2027-06", *several) for name, several in counts.items()]
    return table("metric,period,events,within,excluded", [(*row, "")[:5] for row in rows])


def lasting(day: int, hour: int, minutes: int) -> tuple[datetime, datetime]:
    """The beginning and the end of something in June 2027."""
    begin = JUNE + timedelta(days=day - 1, hours=hour)
    return begin, begin + timedelta(minutes=minutes)


def settled(terms: Contract, data: str) -> settle.Settlement:
    """The settlement of a measurement file."""
    return settle.settle(terms, settle.read_measurements(terms, data.encode(), "m.csv"))


def result(metric: dict[str, Any], data: str, **more: Any) -> Result:
    """What the only month of a file reports of the only metric, called `m`."""
    (period,) = settled(contract({"m": metric}, **more), data).periods
    return period.results[0]
