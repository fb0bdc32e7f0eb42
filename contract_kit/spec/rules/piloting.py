"""V156: a pilot, its result and go-live come in an order that can happen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Duration, text
from contract_kit.spec.rules.registry import error, rule, warning
from contract_kit.spec.timeline import after, pilot_comes_first

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.delivery import Pilot

_DAY = timedelta(days=1)


def last_day(pilot: Pilot) -> date:
    """The day with which a pilot ends."""
    return after(pilot.start, pilot.length) - _DAY


def due(day: date, length: Duration) -> date:
    """The earliest day on which a time after `day` can end; Business Days are Monday to Friday."""
    if length.unit != "business_day":
        return after(day, length)
    left = length.value
    while left > 0 and day < date.max:
        day += _DAY
        left -= day.weekday() < 5
    return day


@rule("V156", "pilot.start", "pilot.length", "contract.effective_date", "term.initial")
def pilots_lie_within_the_term(contract: Contract) -> Iterator[Finding]:
    """Find pilots before the contract takes effect or after the term ends."""
    pilot = contract.pilot
    if pilot is None:
        return
    effective = contract.contract.effective_date
    end = after(effective, contract.term.initial)
    if pilot.start < effective:
        yield _order(contract, "pilot.start", f"the pilot starts on {pilot.start}",
                     "contract.effective_date", f"the contract on {effective}", "a later pilot"
                     )  # fmt: skip
    if last_day(pilot) >= end:
        yield _order(contract, "pilot.length", f"the pilot ends on {last_day(pilot)}",
                     "term.initial", f"the term ends on {end}", "an earlier end")  # fmt: skip


@rule("V156", "pilot.start", "pilot.length", "pilot.result_within", "pilot.runs",
      "transition.go_live")  # fmt: skip
def pilots_and_go_live_follow(contract: Contract) -> Iterator[Finding]:
    """Find pilots, and results of them, for which go-live cannot wait, or that come before it."""
    pilot, plan = contract.pilot, contract.transition
    if pilot is None:
        return
    if plan is None:
        if pilot.runs == "after_go_live":
            yield error(contract, "V156", "pilot.runs", "runs is not used without transition; it"
                        " works with transition.go_live.")  # fmt: skip
        return
    live = f"go-live is planned for {plan.go_live}"
    if not pilot_comes_first(contract):
        if pilot.start < plan.go_live:
            yield _order(contract, "pilot.start", f"the pilot starts on {pilot.start}",
                         "transition.go_live", live, "a later pilot, or “runs: before_go_live”"
                         )  # fmt: skip
        return
    last, result = last_day(pilot), pilot.result_within
    if last >= plan.go_live:
        yield _order(contract, "pilot.length", f"the pilot ends on {last}", "transition.go_live",
                     live, "an earlier end, or “runs: after_go_live”")  # fmt: skip
    elif result is not None and due(last, result) > plan.go_live:
        said = f"the pilot ends on {last} and its result is due within {text(result)}"
        yield _order(contract, "pilot.result_within", said, "transition.go_live", live,
                     "a result before that day, or “runs: after_go_live”")  # fmt: skip


def _order(
    contract: Contract, path: str, said: str, other: str, against: str, wanted: str
) -> Finding:
    line = contract.location(other).line
    place = f"{other}, line {line}" if line else other
    return error(contract, "V156", path, f"{said}, {against} ({place}); expected {wanted};"
                 " correct one.")  # fmt: skip


@rule("V156", "pilot.if_failed.extend_once", "pilot.length", "pilot.runs", "transition.long_stop")
def extensions_end_in_time(contract: Contract) -> Iterator[Finding]:
    """Find extensions that last beyond the day on which the customer may leave for delay."""
    pilot, plan = contract.pilot, contract.transition
    extension = pilot.if_failed.extend_once if pilot and pilot.if_failed else None
    stop = plan.long_stop if plan else None
    if pilot is None or extension is None or stop is None or not pilot_comes_first(contract):
        return
    end = after(after(pilot.start, pilot.length), extension)
    if end > stop:
        line = contract.location("transition.long_stop").line
        yield warning(
            contract,
            "V156",
            "pilot.if_failed.extend_once",
            f"an extended pilot ends on {end - _DAY}, the long stop is {stop}"
            f" (transition.long_stop, line {line}); expected an end before it; shorten one.",
        )
