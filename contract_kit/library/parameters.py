"""Parameters: the spec values and the library's figures that a clause body may print."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contract_kit.errors import QuantityError
from contract_kit.quantities import Count, Duration, Percent, parse

Variant = Literal["customer", "balanced", "provider", "text"]
Figure: TypeAlias = Duration | Percent | Count
_NEUTRAL: tuple[Variant, ...] = ("balanced", "customer", "provider", "text")


class Parameter(BaseModel):
    """What a clause body prints under a name: a spec value, or a figure that the library supplies.

    A figure without a path is given in the spec as `clauses.ID.figures.NAME`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    path: str = Field(
        "",
        description="Dotted path into the spec, or figures.NAME for a computed amount; a figure"
        " may have none.",
        examples=["service_levels.credits.at_risk"],
    )
    figure: str | dict[Variant, str] = Field(
        "",
        description="A time, percentage or number that the library supplies where the spec is"
        " silent, for all wordings or for each; in brackets until it is agreed.",
        examples=["10 business_days", {"customer": "2 business_days", "balanced": "5 days"}],
    )
    default: str = Field(
        "",
        description="Fallback wording, in brackets where the spec is silent.",
        examples=["name of the bank"],
    )
    about: str = Field(
        "",
        description="What the value means, where its name does not say it.",
        examples=["share of the charges that can be lost"],
    )

    @model_validator(mode="after")
    def _has_one_source(self) -> Parameter:
        if not self.path and not self.figure:
            raise ValueError("a parameter needs the path of a spec value, or a figure")
        if self.default and self.figure:
            raise ValueError("a parameter has a default in words or a figure, not both")
        for text in self.figure.values() if isinstance(self.figure, dict) else [self.figure]:
            if text and _figure(text) is None:
                raise ValueError(f"the figure {text!r} is no time, percentage or plain number")
        return self

    def supplied(self, variant: str) -> Figure | None:
        """The library's figure in a wording; where it has none of its own, the most neutral one."""
        if isinstance(self.figure, str):
            return _figure(self.figure)
        wordings = (variant, *_NEUTRAL)
        return _figure(next(text for one in wordings if (text := self.figure.get(one))))  # type: ignore[call-overload]


def _figure(text: str) -> Figure | None:
    if not text:
        return None
    try:
        quantity = parse(text)
    except QuantityError:
        return None
    return quantity if isinstance(quantity, Duration | Percent | Count) else None
