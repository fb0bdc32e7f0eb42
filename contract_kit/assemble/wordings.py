"""A clause with the wording that a contract prints."""

from __future__ import annotations

from dataclasses import dataclass

from contract_kit.library import Body, Clause
from contract_kit.library.documents import ATTACHED


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause with the wording that this contract prints."""

    clause: Clause
    variant: str
    body: Body

    @property
    def id(self) -> str:
        """The clause's id."""
        return self.clause.id

    @property
    def schedule(self) -> str:
        """`main`, or the number of its schedule in the library."""
        schedule = self.clause.front.schedule
        return "main" if schedule == ATTACHED else schedule
