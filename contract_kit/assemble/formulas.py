"""Computed charges in words: the sentences that state each, from the trees that settle it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.expressions import RESULT, sentences, words_of
from contract_kit.quantities import Money, minor_units, text
from contract_kit.spec.formulas import formula_of

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from contract_kit.spec.formulas import Compiled


@dataclass(frozen=True, slots=True)
class ComputedCharge:
    """A computed charge as its clause states it.

    `title` is empty where the spec gives none, `event` where nothing has events; `bands` says
    whether a table of it has bands, `due_to` who may be owed it besides the provider.
    """

    id: str
    title: str
    event: str
    bands: bool
    due_to: str
    sentences: tuple[str, ...]


def computed_charges(contract: Contract) -> tuple[ComputedCharge, ...]:
    """Every computed charge with its sentences, in the order of the spec."""
    return tuple(
        ComputedCharge(
            name,
            charge.title or "",
            ready.words.event if ready.checked.scope.has_events else "",
            any(one.key.name != "word" for one in ready.checked.scope.tables.values()),
            charge.due_to or "",
            in_words(ready, contract.contract.currency),
        )
        for name, charge in contract.pricing.charges.items()
        if (ready := formula_of(contract, name)) is not None and not ready.faults
    )


def in_words(ready: Compiled, currency: str) -> tuple[str, ...]:
    """A formula sentence by sentence: the named amounts, then the Charge."""
    named = tuple(said for _, said in sentences(ready.words))
    price = words_of(ready.checked.trees[RESULT], ready.words)
    step = text(Money(Decimal(1).scaleb(-minor_units(currency)), currency))
    ends = f"It is rounded once, at the end, to the nearest {step}, a half away from zero."
    return (*named, f"The Charge of a month is {price}. {ends}")
