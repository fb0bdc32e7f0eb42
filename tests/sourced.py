"""Leaves of a spec changed one at a time: what the settlement does, and what the clauses say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from contract_kit.document import Paragraph, Reference, Section, Table
from contract_kit.errors import ContractKitError
from contract_kit.quantities import minor_units
from contract_kit.settle import (
    Measurement,
    Measurements,
    Month,
    Settlement,
    read_measurements,
    settle,
    together,
)
from contract_kit.settle.invoices import amount_names, volume_names
from contract_kit.spec import Contract
from contract_kit.spec.lookup import LIST, MAP
from contract_kit.spec.tree import plain
from contract_kit.spec.yamltext import read_tree
from tests.conftest import EXAMPLES, clause_library
from tests.fields.changes import others
from tests.fields.leaves import Leaf, leaves
from tests.fields.reading import Reader, contract
from tests.fields.settling import BUSY, GIVEN, MOVES, RENEWING, SECTIONS

MONTHS = 14
TRIES = 6
"""So many values of a leaf are tried until one is valid."""
PLACE = {"notice_days": 12, "provider_notice_days": 12, "new_agreement": 13, "delay_days": 4}
PLACE |= {"saving_shortfall": 11, "holdback_release": 8}
"""The month, counted from the first, in which an amount is given that comes once."""
ZERO = Decimal(0)
DEPTH = 4
"""Definitions that use definitions are followed so far."""
Key = tuple[str, str, str, str]
Steps = tuple[Any, ...]


def months(made: Contract) -> Measurements:
    """Good and bad, busy and quiet months from the Effective Date on, all that may be given."""
    found = Measurements()
    levels = made.service_levels
    first = Month.of(made.contract.effective_date)
    for place in range(MONTHS):
        month = Month.at(first.index + place)
        for name, metric in (levels.metrics if levels else {}).items():
            moved = MOVES[place % len(MOVES)] * (-1 if place % 2 else 1)
            level = None if place == 9 else metric.target * (1 + moved)
            relief = "yes" if place == 10 else ""
            found.levels[name, month] = Measurement(
                name, month, level, events=400, misses=3, relief=relief
            )
        for name in sorted(volume_names(made)):
            found.volumes[name, month] = _volume(made, name, place)
        for name in amount_names(made):
            if name not in RENEWING and place == PLACE.get(name, place):
                found.amounts[name, month] = Decimal(GIVEN.get(name, "3")) + place % 2
    for name in [one for one, _ in found.amounts if one.startswith("index_change")]:
        _once(made, found, name)
    return found


def _volume(made: Contract, name: str, place: int) -> Decimal:
    charge = made.pricing.charges.get(name)
    if charge is not None and charge.basis == "computed":
        return Decimal(0)
    if name.endswith(".vacant_days"):
        return Decimal(3 * (place % 3))
    usual = made.get(f"scope.processes.{name}.volume.baseline") or Decimal(20000)
    if charge is not None:
        usual = charge.baseline or charge.included_hours or charge.volume or usual
    return Decimal(usual * BUSY[place % len(BUSY)]).quantize(Decimal(1))


def _once(made: Contract, found: Measurements, name: str) -> None:
    """Keep an index change in the first month that the contract allows, if it moves prices."""
    terms = made.pricing.indexation
    day = terms.first if terms and terms.first else made.contract.effective_date
    later = 0 if terms and terms.first else 12
    at = Month.at(Month.of(day).index + later)
    for key in [key for key in found.amounts if key[0] == name]:
        del found.amounts[key]
    found.amounts[name, at] = Decimal(7)


@cache
def _leaves() -> tuple[dict[Steps, Leaf], frozenset[Steps]]:
    known = {leaf.steps: leaf for leaf in leaves()}
    starts = {steps[:depth] for steps in known for depth in range(len(steps) + 1)}
    return known, frozenset(starts)


@dataclass(frozen=True)
class Spot:
    """A value in the data of a spec, and the leaf of the vocabulary that it is."""

    steps: Steps
    leaf: Leaf

    @property
    def path(self) -> str:
        return ".".join(str(step) for step in self.steps)


def spots(data: Any) -> list[Spot]:
    """Every value of a spec in the sections that settlement reads."""
    return [one for key in SECTIONS & set(data) for one in _spots(data[key], (key,), (key,))]


def _spots(value: Any, steps: Steps, general: Steps) -> Iterator[Spot]:
    known, starts = _leaves()
    if isinstance(value, dict):
        for key, one in value.items():
            step = key if (*general, key) in starts else MAP
            yield from _spots(one, (*steps, key), (*general, step))
    elif isinstance(value, list) and (*general, LIST) in starts and general not in known:
        for place, one in enumerate(value):
            yield from _spots(one, (*steps, place), (*general, LIST))
    elif general in known:
        yield Spot(steps, known[general])


def changed(data: Any, spot: Spot) -> Iterator[Contract]:
    """The contract with other values at a spot, as far as they are valid, the nearest first.

    Weights that make up for a change are taken from a metric that is `tied` to it.
    """
    old = _at(data, spot.steps)
    first = old[0] if isinstance(old, list) else old
    value = str(first).lower() if isinstance(first, bool) else str(first)
    try:
        tried = [one for one, _ in zip(others(spot.leaf, value, data), range(TRIES), strict=False)]
    except (ValueError, KeyError, AttributeError):
        return
    for other in tried:
        made = deepcopy(data)
        owner = _at(made, spot.steps[:-1])
        owner[spot.steps[-1]] = [other, *old[1:]] if isinstance(old, list) else other
        _weights(made, spot, old, other)
        try:
            yield contract(made)
        except ContractKitError:
            continue


def _at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def _weights(data: Any, spot: Spot, old: Any, new: Any) -> None:
    """Weights add up to their pool: what one gains another loses."""
    if spot.leaf.key != "weight":
        return
    for name, metric in data["service_levels"]["metrics"].items():
        if name != spot.steps[2] and "weight" in metric:
            metric["weight"] = str(
                Decimal(str(metric["weight"])) + Decimal(str(old)) - Decimal(new)
            )
            return


def tied(data: Any, spot: Spot) -> set[str]:
    """The paths whose values change with a leaf, the leaf among them."""
    if spot.leaf.key != "weight":
        return {spot.path}
    return {f"service_levels.metrics.{one}.weight" for one in data["service_levels"]["metrics"]}


Lines = dict[Key, tuple[Decimal, frozenset[str]]]


def lines(found: Settlement) -> Lines:
    """What each clause moves for each name in each month, and the paths it rests on."""
    made: dict[Key, tuple[Decimal, frozenset[str]]] = {}
    for period in found.periods:
        for part in ("charges", "credits", "bonuses"):
            for one in getattr(period, part):
                key = (str(period.month), part, one.name, one.clause)
                total, paths = made.get(key, (Decimal(0), frozenset()))
                made[key] = (total + one.amount.amount, paths | set(one.rests_on))
    for right in found.triggers:
        made[str(right.month), "triggers", right.metric, right.clause] = (
            Decimal(1), frozenset(right.rests_on))  # fmt: skip
    for review in found.reviews:
        made[str(review.month), "reviews", review.metric, review.clause] = (
            review.after, frozenset(review.rests_on))  # fmt: skip
    return made


def covers(paths: frozenset[str], path: str) -> bool:
    """Whether one of the paths is the place or lies above it."""
    return any(f"{path}.".startswith(f"{one}.") for one in paths)


class Case:
    """A contract with its months: what rests on what."""

    def __init__(self, name: str, data: Any, measured: Measurements | None = None) -> None:
        self.name = name
        self.data = data
        self.made = contract(data)
        self.reader = Reader(self.made)
        self.measured = measured or months(self.made)
        self.lines = lines(settle(self.made, self.measured))
        self.named: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of_example(cls, name: str) -> Case:
        """An example with the months that lie beside it, where there are some."""
        path = EXAMPLES / f"{name}.yaml"
        data = plain(read_tree(path.read_text(encoding="utf-8"), name)[0].root)
        made = contract(data)
        files = sorted(path.parent.glob(f"{path.stem}*.csv"))
        parts = [read_measurements(made, one.read_bytes(), one.name) for one in files]
        return cls(name, data, together(parts) if parts else None)

    def cited(self) -> set[str]:
        return {key[3] for key in self.lines}

    def missing(self) -> list[str]:
        """Clauses that are cited and that the contract has not."""
        return sorted(self.cited() - set(self.reader.ids()))

    def faults(self, spot: Spot) -> list[str]:
        """What a change of a leaf moves without a path, or leaves unprinted where it is used.

        Of the words of a choice two may come to the same for a clause; then the next is tried.
        """
        found: list[str] = []
        for other in changed(self.data, spot):
            try:
                second, after = Reader(other), lines(settle(other, self.measured))
            except ContractKitError:
                continue
            found = [*self._unknown(spot, after), *self._unprinted(spot, second)]
            if not (found and spot.leaf.words):
                return found
        return found

    def _unknown(self, spot: Spot, after: Lines) -> list[str]:
        """Lines that move though no line of their name and month rests on the leaf.

        One smallest unit may move with the rounding, which makes lines add up to their total.
        """
        both, own = (self.lines, after), tied(self.data, spot)
        known = {
            key
            for one in both
            for key, (_, paths) in one.items()
            if any(covers(paths, path) for path in own)
        }
        peers = {key[:3] for key in known}
        sums = [{key: total for key, (total, _) in one.items()} for one in both]
        least = Decimal(1).scaleb(-minor_units(self.made.contract.currency))
        moved = [
            key
            for key in {**sums[0], **sums[1]}
            if abs(sums[0].get(key, ZERO) - sums[1].get(key, ZERO)) > least
        ]
        found = {(key[3], key[2]) for key in moved if not self._rests(key, after, known, peers)}
        return [
            f"{self.name}: {spot.path} moves {clause} ({name})" for clause, name in sorted(found)
        ]

    def _rests(self, key: Key, after: Lines, known: set[Key], peers: set[tuple[str, ...]]) -> bool:
        """A line rests on the leaf; one that stands in one settlement only may have a peer."""
        return key in known if key in self.lines and key in after else key[:3] in peers

    def _unprinted(self, spot: Spot, second: Reader) -> list[str]:
        resting = {key[3] for key, (_, paths) in self.lines.items() if covers(paths, spot.path)}
        return [
            f"{self.name}: {spot.path} is not printed in or named by {clause}"
            for clause in sorted(resting)
            if clause in self.reader.ids() and not self._prints(clause, second)
        ]

    def _prints(self, clause: str, second: Reader) -> bool:
        """Whether the words of a clause, or of what it names, differ between two contracts."""
        if self.reader.clause(clause) != second.clause(clause):
            return True
        if clause not in self.named:
            self.named[clause] = tuple(_named(self.reader, clause))
        rest = self.reader.rest(), second.rest()
        return any(
            self.reader.clause(one) != second.clause(one)
            if one in clause_library().clauses
            else rest[0].get(one) != rest[1].get(one)
            for one in self.named[clause]
        )


def _named(reader: Reader, clause: str) -> Iterator[str]:
    """The clauses, definitions and Key Terms that a clause names.

    A defined term stands for its meaning, and for the clause that states it where one does.
    """
    words, targets = _clause(reader, clause)
    terms = _terms(words)
    known: set[str] = set()
    for _ in range(DEPTH):
        for term in sorted(terms - known):
            more, named = _paragraph(reader.builder._definition(term))
            for one in sorted(named):
                said, further = _clause(reader, one)
                more += said
                targets |= further
            targets |= named
            words += more
            known.add(term)
            terms |= _terms(more)
    yield from (one for one in sorted(targets) if one in reader.ids())
    yield from (f"definition of {term}" for term in sorted(terms))
    if "Key Terms" in words:
        yield "cover"


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(map(_one, clause_library().definitions), key=len, reverse=True)
    return re.compile(r"\b(" + "|".join(map(re.escape, names)) + r")s?\b")


def _one(term: str) -> str:
    """A defined term in the singular."""
    return term.removesuffix("s")


def _terms(words: str) -> set[str]:
    """The defined terms that stand in words, whether of one or of several."""
    found = set(_pattern().findall(words))
    return {term for term in clause_library().definitions if _one(term) in found}


def _clause(reader: Reader, wanted: str) -> tuple[str, set[str]]:
    """The words of a clause and the places it refers to; nothing of one the contract has not."""
    chosen = next((one for one in reader.selection.chosen if one.id == wanted), None)
    return _runs(reader.builder.section(chosen, level=1)) if chosen else ("", set())


def _paragraph(one: Paragraph) -> tuple[str, set[str]]:
    words = " ".join(run.text for run in one.runs)
    return words, {run.target for run in one.runs if isinstance(run, Reference)}


def _runs(section: Section) -> tuple[str, set[str]]:
    words, targets = "", set()
    for block in section.blocks:
        paragraphs = (block,) if isinstance(block, Paragraph) else ()
        if isinstance(block, Table):
            paragraphs = tuple(
                one for row in block.rows for cell in row.cells for one in cell.paragraphs
            )
        for one in paragraphs:
            said, named = _paragraph(one)
            words += f" {said}"
            targets |= named
    return words, targets
