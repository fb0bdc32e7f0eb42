"""Relief by volume: a Service with more volume than agreed excuses the misses of its levels."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.charges import Charge
from tests.oracle.levels import Level
from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.words import Unreadable, match

OVER = (
    "the volume of a Service in a month was above {share:percent} of its expected volume a month,"
    " for all of each miss of the Service Levels that belong to that Service"
)


def excused(
    printed: Printed, charges: list[Charge], level: Level, month: When, rows: Measurements
) -> bool:
    """Whether the volume of a Service excuses a miss of the level in the month."""
    for row in (row for sheet in printed.clause("Relief events").sheets for row in sheet.rows):
        if row[0] != "Volume above what is expected":
            continue
        said = match(OVER, row[1])
        if said is None:
            raise Unreadable(f"I cannot read this Relief Event: {row[1]}")
        printed.rely_on(row, row[1])
        return any(
            _volume(charges, service, month, rows) > said["share"] * _expected(printed, service)
            for service in level.services
        )
    return False


def _expected(printed: Printed, service: str) -> Decimal:
    """The expected volume of a Service; one without any is never above it."""
    sheet = printed.clause("Services", "Schedule 1").sheet("The Services")
    for row in sheet.rows:
        if row[0].split(" (")[0] == service:
            text = sheet.column(row, "Expected volume")
            if text == "–":
                return Decimal("Infinity")
            said = match("{volume:number} {:text} a month", text)
            if said is None:
                raise Unreadable(f"I cannot read this volume: {text}")
            return said["volume"]
    raise Unreadable(f"no Service is called {service!r}")


def _volume(charges: list[Charge], service: str, month: When, rows: Measurements) -> Decimal:
    """The volume measured of a Service, by its own name or by that of its Charge."""
    names = [charge.name for charge in charges if service.lower() in charge.serves]
    found = [rows.value(name, month) for name in (*names, service)]
    return max((each for each in found if each is not None), default=Decimal(0))
