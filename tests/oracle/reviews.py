"""Yearly reviews of levels: targets that move without a further agreement."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.levels import Level
from tests.oracle.measured import When, between
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable, match

_EVERY = (
    "Every {every:span} the Provider shall improve the Critical Service Levels: each"
    " target is tightened"
)
_CHANGES = " paragraph {:par} of Schedule {:number}."
_FIGURE = "to this figure if it is better: the {figure:text}."
REVIEW = (
    (_EVERY + ", by no more than {step:percent} of its value in one step, " + _FIGURE, "every"),
    (_EVERY + " " + _FIGURE, "every"),
    ("One step is {:word} no larger than {gap:percent} of the distance from the target to 100, or"
     " to 0 where a lower result is better.", "gap"),
    ("One step is no larger than {gap:percent} of the distance from the target to 100, or to 0"
     " where a lower result is better.", "gap"),
    ("A Service Level with fewer than {least:number} months that count keeps its target.", "least"),
    ("A new target is rounded half up to two decimal places, or to as many as the target has if"
     " these are more.", "rounded"),
    ("The Provider shall compute the new targets and present them within ...", ""),
    ("They apply from the first month after that period, without a Change Order.", "next"),
    ("The first period begins with the month in which {first:date} falls.", "first"),
    ("Only months that were judged count; those that are excused, not judged or without data are"
     " left out.", "count"),
    ("Targets are never relaxed in this way, and minimum levels stay as they are.", "better"),
)  # fmt: skip
AGREED = (
    *((pattern, "") for pattern, name in REVIEW if name != "every"),
    ("Every {:span} the parties review the Service Levels against results, needs and market"
     " practice.", ""),
    ("Every {:span} the parties discuss the Service Levels.", ""),
    ("The Provider shall propose each target that its results show could be tightened.", ""),
    ("Targets do not rise by themselves.", "agreed"),
    ("Targets change only where the parties agree on it under" + _CHANGES, "agreed"),
    ("They are changed only by agreement under" + _CHANGES, "agreed"),
    ("The parties shall agree on the new targets within ...", "agreed"),
    ("The starting point for each target of a Critical Service Level is this figure, if it is"
     " better than the target: the {:text}.", ""),
    ("The talks on each target of a Critical Service Level start from this figure, if it is better"
     " than the target: the {:text}.", ""),
    ("One step is no larger than {:percent} of the target's value.", ""),
    ("Nor is it larger than {:percent} of the distance from the target to 100, or to 0 where a"
     " lower result is better.", ""),
    ("A party that objects shall give its reasons, and targets that are not objected to apply from"
     " the next quarter.", ""),
    ("The first period of {:length} begins with the month in which {:date} falls.", ""),
)  # fmt: skip
"""The sentences of a review in which targets move only where the parties agree on it."""
FIGURES = {
    "average of the results of that time": None,
    "average of the best six months of that time": 6,
}
"""How many of the best months make the figure; None for all."""
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass
class Reviews:
    """What moves targets, and the results of the months since the last review."""

    said: Reading | None
    results: dict[str, list[Decimal]] = field(default_factory=dict)

    def month(self, month: When, levels: dict[str, Level], verdicts: dict[str, Verdict]) -> None:
        """Take in a month; at the end of a period the targets move for the months after it."""
        if self.said is None:
            return
        for name, each in verdicts.items():
            if each.result is not None and each.status in ("met", "missed", "minimum"):
                self.results.setdefault(name, []).append(each.result)
        every, first = self.said.one("every"), self.said.one("first")["first"]
        count, unit = every["every"]
        if unit not in MONTHS:
            raise Unreadable(f"I cannot count these periods: {count} {unit}")
        if (between((first.year, first.month), month) + 1) % (count * MONTHS[unit]):
            return
        for name, results in self.results.items():
            if levels[name].critical and len(results) >= self.said.one("least")["least"]:
                levels[name].target = self._target(levels[name], results)
        self.results = {}

    def _target(self, level: Level, results: list[Decimal]) -> Decimal:
        assert self.said is not None
        every = self.said.one("every")
        if every["figure"] not in FIGURES:
            raise Unreadable(f"I cannot find the new target: {every['figure']}")
        best = sorted(results, reverse=not level.lower)[: FIGURES[every["figure"]]]
        figure = sum(best, Decimal(0)) / len(best)
        steps = [abs(figure - level.target)]
        if "step" in every:
            steps.append(level.target * every["step"])
        if "gap" in self.said:
            end = 0 if level.lower else 100
            steps.append(abs(end - level.target) * self.said.one("gap")["gap"])
        if not level.worse(level.target, figure):
            return level.target
        moved = level.target + min(steps) * (-1 if level.lower else 1)
        places = max(2, -int(level.target.as_tuple().exponent))
        return moved.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def reviews(printed: Printed) -> Reviews:
    """The reviews that move targets by themselves; others change nothing."""
    clause = printed.find("Yearly review of levels")
    if clause is None:
        return Reviews(None)
    moving = [pattern for pattern, name in REVIEW if name == "every"]
    if not any(match(pattern, each) for pattern in moving for each in clause.sentences):
        read(printed, clause, AGREED).only("agreed")
        return Reviews(None)
    said = read(printed, clause, REVIEW)
    said.need("next", "count", "better", "rounded")
    return Reviews(said)
