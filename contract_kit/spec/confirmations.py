"""Assumptions and the confirmations that accept them: one id for both.

The id of an assumption is what would settle it: the place in the spec and the value assumed,
`term.cause.cure = 30 days`. A confirmation repeats it, so it accepts that value and no other: when
the value changes (another stance, a new wording), the confirmation is stale and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.errors import QuantityError
from contract_kit.quantities import Quantity, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from contract_kit.spec.vocabulary.ending import Confirmation


def id_of(path: str, value: str) -> str:
    """The id of the assumption that `path` has this value."""
    return f"{path} = {value}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One id that a confirmation accepts: its path, the value accepted, who and when.

    `value` is empty where the id names none; `place` is the path of the id in the spec.
    """

    path: str
    value: str
    by: str
    on: date
    place: str

    @property
    def id(self) -> str:
        """The id as the draft lists it."""
        return id_of(self.path, self.value)

    def accepts(self, path: str, value: str) -> bool:
        """Whether this is the path, and the value accepted means the same as `value`."""
        return self.path == path and _meaning(self.value) == _meaning(value)


def accepted(confirmations: Iterable[Confirmation]) -> tuple[Accepted, ...]:
    """Everything that confirmations accept, in their order."""
    found = []
    for number, one in enumerate(confirmations):
        for index, text in enumerate(one.id):
            path, _, value = text.partition("=")
            place = f"confirm.{number}.id.{index}"
            found.append(Accepted(path.strip(), value.strip(), one.by, one.on, place))
    return tuple(found)


def _meaning(value: str) -> Quantity | str:
    """What a value says, however it is written: `5 business days`, `5 Business_Days`."""
    text = " ".join(value.lower().split())
    try:
        return parse(text)
    except QuantityError:
        return text.replace(" ", "_")
