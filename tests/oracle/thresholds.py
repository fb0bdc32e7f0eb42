"""Thresholds: a credit only from so many bad months within a number of months on."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.oracle.levels import quantity
from tests.oracle.measured import When, between
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable


@dataclass
class Thresholds:
    """The bad months of each Service Level with a threshold, in order."""

    bad: dict[str, list[When]] = field(default_factory=dict)

    def reached(self, verdict: Verdict, month: When) -> bool:
        """Whether a month may carry a credit; each month is asked for once, in order."""
        said = verdict.level.rules.get("threshold")
        if said is None:
            return True
        if not verdict.missed or not self._bad(verdict, said):
            return False
        months = self.bad.setdefault(verdict.level.name, [])
        months.append(month)
        within = [each for each in months if between(each, month) < said["months"]]
        return len(within) >= said["times"]

    def _bad(self, verdict: Verdict, said: dict) -> bool:
        limit, _ = quantity(said["limit"])
        if limit is None:
            raise Unreadable(f"I cannot read this limit: {said['limit']}")
        if verdict.result is None:
            return True
        below = said["side"] == "below"
        return verdict.result <= limit if below else verdict.result >= limit
