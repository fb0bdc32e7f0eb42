"""Outages by chance for a contract that counts them by the day, close to what it prints."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from random import Random

from contract_kit.spec import Contract
from tests.oracle.calendars import Calendar
from tests.oracle.calendars import calendar as printed_calendar
from tests.oracle.levels import levels
from tests.oracle.measured import When
from tests.oracle.words import Unreadable
from tests.printed_months import Chance

LENGTHS = (1, 30, 59, 60, 61, 120, 239, 240, 241, 300, 479, 480, 481, 539, 540, 541, 719, 720, 721)
LONG = (1440, 1500, 2940, 4320)
HEADER = "metric,opened,resolved,planned\n"


class ChanceOutages:
    """The outages of a month, one after another; the last one may end in the next month."""

    def __init__(self, contract: Contract, seed: int) -> None:
        self.random = Random(seed)
        made = Chance(contract, seed)
        (self.level,) = levels(made.printed).values()
        (self.word,) = (word for word, name in made.words().items() if name == self.level.name)
        self.ahead = int(self.level.rules["planned"]["notice"])
        self.calendar: Calendar = printed_calendar(made.printed, self.level.rules["hours"]["hours"])

    def rows(self, *months: When) -> str:
        """The file of some months."""
        lines, free = [], datetime.min
        for year, month in months:
            for number in range(1, calendar.monthrange(year, month)[1] + 1):
                for start in self._starts(date(year, month, number)):
                    end = self._end(start)
                    if start >= free and self._shown(start) and self._shown(end):
                        lines.append(f"{self.word},{start},{end},{self._planned()}\n")
                        free = end
        return HEADER + "".join(lines)

    def _starts(self, day: date) -> list[datetime]:
        """When outages begin on a day, in order; some begin on each day that the clock changes."""
        midnights = [self.calendar.midnight(day + timedelta(days=more)) for more in (0, 1)]
        changes = midnights[1] - midnights[0] != timedelta(days=1)
        count = 3 if changes else self.random.choice((0, 0, 1, 1, 2, 3))
        found = sorted(self._start(day) for _ in range(count))
        return [start for start in found if start.date() == day]

    def _start(self, day: date) -> datetime:
        """A time of the day: near an edge of the hours, near midnight, or any."""
        edges = [edge for stretch in self.calendar.week[0] for edge in stretch]
        clock = self.random.choice(
            [
                *edges,
                timedelta(),
                timedelta(hours=1),
                timedelta(minutes=self.random.randrange(1440)),
            ]
        )
        near = timedelta(minutes=self.random.choice((-241, -60, -59, -1, 0, 0, 1, 59, 60)))
        return datetime.combine(day, time()) + max(clock + near, timedelta())

    def _end(self, start: datetime) -> datetime:
        """Some time later by the clock, at times the moment in which the next day begins."""
        if self.random.random() < 0.06:
            return datetime.combine(start.date() + timedelta(days=1), time())
        length = self.random.choice(LONG if self.random.random() < 0.04 else LENGTHS)
        return start + timedelta(minutes=length)

    def _planned(self) -> str:
        """Whether the outage was announced as long ahead as the contract asks."""
        if self.random.random() < 0.7:
            return ""
        ahead = self.random.choice((self.ahead - 1, self.ahead, self.ahead + 1))
        return "yes" if ahead >= self.ahead else "no"

    def _shown(self, moment: datetime) -> bool:
        """Whether the clock shows that time on that day."""
        try:
            self.calendar.moment(str(moment))
        except Unreadable:
            return False
        return True
