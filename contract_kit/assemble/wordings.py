"""A clause with the wording that a contract prints."""

from __future__ import annotations

from dataclasses import dataclass

from contract_kit.library import Body, Clause


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clause with the wording that this contract prints.

    `excluded` keeps a clause's number with the words "Not used", so that no reference dangles.
    `stance` is whose figures a short text prints; elsewhere they are those of the variant.
    """

    clause: Clause
    variant: str
    body: Body
    excluded: bool = False
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
        return self.clause.front.schedule
