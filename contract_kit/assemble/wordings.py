"""A clause with the wording that a contract prints."""

from __future__ import annotations

from dataclasses import dataclass

from contract_kit.library import Body, Clause
from contract_kit.library.documents import ATTACHED


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause with the wording that this contract prints.

    `stance` is whose figures a short text prints; elsewhere they are those of the variant.
    """

    clause: Clause
    variant: str
    body: Body
    stance: str = ""

    @property
    def id(self) -> str:
        """The clause's id."""
        return self.clause.id

    @property
    def title(self) -> str:
        """The heading it is printed below."""
        front = self.clause.front
        return (self.stance and front.short_title) or front.title

    @property
    def figures(self) -> str:
        """The variant whose figures it prints."""
        return self.stance or self.variant

    @property
    def schedule(self) -> str:
        """`main`, or the number of its schedule in the library."""
        schedule = self.clause.front.schedule
        return "main" if schedule == ATTACHED else schedule
