"""Clause files: `clauses/<schedule>/<id>.md`, front matter in YAML and a body for each variant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from contract_kit.errors import LibraryError
from contract_kit.library.conditions import Condition, Lookup, condition
from contract_kit.library.names import located, meant
from contract_kit.library.parameters import Parameter, Variant
from contract_kit.library.yamlfile import check_characters

VARIANTS: tuple[Variant, ...] = ("customer", "balanced", "provider", "text")
NOT_CHECKED = "not checked"
"""What a clause says of the law until a lawyer has checked its wording."""
_UNNUMBERED = {"main": 0, "attached": 14}
SHORT = "short"
"""The wording of the short form, the same for every stance."""
LEFT_OUT = "left_out"
_BODY = re.compile(r"^## +(\S+) *$", re.MULTILINE)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Claim(_Model):
    """A requirement a variant meets: in full when all parameters in `given` are in the spec."""

    requirement: str = Field(
        description="Id of a requirement in a pack.", examples=["gdpr-breach-notice"]
    )
    given: tuple[str, ...] = Field(
        (), description="Parameters that must be given for a full claim.", examples=[["nature"]]
    )
    level: Literal["full", "partial"] = Field(
        "full", alias="as", description="How much is claimed.", examples=["partial"]
    )
    when: str = Field(
        "always",
        description="Condition on the spec under which the claim is made at all.",
        examples=["scope.exclusivity.kind != exclusive"],
    )

    def made(self, lookup: Lookup) -> bool:
        """Whether the spec behind `lookup` lets the clause claim this."""
        return condition(self.when)(lookup)


def _claim(value: object) -> object:
    return {"requirement": value} if isinstance(value, str) else value


class FrontMatter(_Model):
    """What stands between the `---` lines of a clause file."""

    id: str = Field(
        pattern=r"^[a-z]+\.[a-z][a-z0-9_]*$",
        description="Stable name, family.name.",
        examples=["sla.credits"],
    )
    title: str = Field(
        min_length=1,
        description="Heading printed above the clause.",
        examples=["Service credits"],
    )
    schedule: Annotated[str, BeforeValidator(str)] = Field(
        pattern=r"^(main|attached|1[0-3]|[1-9])$",
        description="main for the agreement itself, or 1 to 13; attached for the frame of a"
        " document that is built alone.",
        examples=[2],
    )
    order: int = Field(description="Place within its schedule.", examples=[40])
    version: int = Field(ge=1, description="Raised by one at each change of wording.", examples=[1])
    since: str = Field(description="Release that brought the clause.", examples=["0.1.0"])
    law_checked: str = Field(
        NOT_CHECKED,
        pattern=r"^(not checked|\d{4}-\d{2}-\d{2}, .+)$",
        description="When a lawyer last checked the wording, and under which law; or that nobody"
        " did.",
        examples=["2027-01-12, England and Wales"],
    )
    mandatory: bool = Field(
        False, description="Leaving it out needs a reason and an approver.", examples=[True]
    )
    when: str = Field(
        "always",
        description="Condition under which the clause belongs in.",
        examples=["service_levels.credits"],
    )
    needs: tuple[str, ...] = Field(
        (), description="Clauses that must stand in the same contract.", examples=[["sla.levels"]]
    )
    short: str = Field(
        "",
        description="Where it has no text ## short: the clause whose wording says in the short"
        " form what this one is about, or left_out; empty to print the wording of the stance.",
        examples=["gen.entire", "left_out"],
    )
    short_when: str = Field(
        "always",
        description="Condition under which the short form departs from the wording of the stance.",
        examples=["not priced_by_time"],
    )
    short_title: str = Field(
        "",
        description="Heading of its short text, where that says more than its own.",
        examples=["General"],
    )
    parameters: dict[str, Parameter] = Field(
        default_factory=dict,
        description="Values it may print, by the name its body uses.",
        examples=[{"cure": {"path": "term.cause.cure", "default": "30 days"}}],
    )
    satisfies: dict[
        Literal["customer", "balanced", "provider", "text", "short", "all"],
        tuple[Annotated[Claim, BeforeValidator(_claim)], ...],
    ] = Field(
        default_factory=dict,
        description="Requirements that each variant claims; all covers every variant but short.",
        examples=[{"all": ["gdpr-breach-notice"]}],
    )


@dataclass(frozen=True, slots=True)
class Body:
    """The template of one variant; `line` is the file's line its first line stands on."""

    source: str
    line: int
    path: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the library with its variants."""

    front: FrontMatter
    when: Condition
    bodies: dict[str, Body]
    path: str
    claims_line: int = 1

    @property
    def id(self) -> str:
        """Stable name, such as `sla.credits`."""
        return self.front.id

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands in the library: its schedule (0 the agreement itself), order and id."""
        name = self.front.schedule
        schedule = _UNNUMBERED[name] if name in _UNNUMBERED else int(name)
        return schedule, self.front.order, self.id

    def variant(self, stance: str) -> str:
        """The variant a stance prints: its own, else the single text, else the most neutral."""
        for name in (stance, "text", "balanced", "customer", "provider"):
            if name in self.bodies:
                return name
        raise LibraryError(f"{self.path}:1: clause {self.id} has no text")

    def claims(self, variant: str) -> tuple[Claim, ...]:
        """What a variant claims, together with what all variants claim; `short` claims its own."""
        own = self.front.satisfies.get(variant, ())  # type: ignore[call-overload]
        return own if variant == SHORT else (*self.front.satisfies.get("all", ()), *own)


def parse_clause(text: str, path: str, lower: Clause | None = None) -> Clause:
    """A clause from the text of its file; errors begin with `path:line:`.

    `lower` is the clause it is laid over: what that one's variants claim may be said again.
    """
    check_characters(text, path)
    front, body, first = _split(text, path)
    matter = _front_matter(front, path)
    when = _condition(matter, front, path)
    bodies = _bodies(body, first, path)
    return Clause(matter, when, bodies, path, _line_of(front, "satisfies"))


def _split(text: str, path: str) -> tuple[str, str, int]:
    if not text.startswith("---\n"):
        raise LibraryError(f"{path}:1: a clause file begins with --- and its front matter")
    end = text.find("\n---\n", 3)
    if end < 0:
        raise LibraryError(f"{path}:1: the front matter is not closed by a line ---")
    front = text[4 : end + 1]
    return front, text[end + 5 :], text.count("\n", 0, end + 5) + 1


def _front_matter(front: str, path: str) -> FrontMatter:
    from contract_kit.library.yamlfile import load_mapping  # noqa: PLC0415 - YAML only when read

    try:
        return FrontMatter.model_validate(load_mapping(front, path, first_line=2))
    except ValidationError as error:
        problems = [_problem(front, path, one) for one in error.errors()]
        raise LibraryError("\n".join(problems)) from None


def _problem(front: str, path: str, error: object) -> str:
    assert isinstance(error, dict)
    where = [str(step) for step in error["loc"]]
    line = _line_of(front, where[0] if where else "")
    for step in where[1:]:
        line = max(line, _line_of(front, step, after=line))
    return f"{path}:{line}: {'.'.join(where)}: {error['msg']}"


def _line_of(front: str, key: str, after: int = 0) -> int:
    for number, line in enumerate(front.splitlines(), start=2):
        if number >= after and re.match(rf"\s*(- )?{re.escape(key)}\b", line):
            return number
    return max(after, 1)


def _condition(matter: FrontMatter, front: str, path: str) -> Condition:
    try:
        return condition(matter.when)
    except LibraryError as error:
        raise LibraryError(f"{path}:{_line_of(front, 'when')}: {error}") from None


def _bodies(body: str, first: int, path: str) -> dict[str, Body]:
    heads = list(_BODY.finditer(body))
    if not heads:
        raise LibraryError(
            f"{path}:{first}: no text follows; write ## text, or ## customer and others"
        )
    bodies: dict[str, Body] = {}
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        line = first + body.count("\n", 0, head.start())
        name = head[1]
        if name not in (*VARIANTS, SHORT) or name in bodies:
            known = ", ".join((*VARIANTS, SHORT))
            what = "stands twice" if name in bodies else f"is none of {known}"
            raise LibraryError(f"{path}:{line}: the variant {name!r} {what}")
        source = body[head.end() + 1 : following.start() if following else len(body)]
        if not source.strip():
            raise LibraryError(f"{path}:{line}: the variant {name!r} has no text")
        bodies[name] = Body(source.rstrip() + "\n", line + 1, path)
    return bodies


def read_clause(path: Path, lower: Clause | None = None) -> Clause:
    """The clause in the file `path`, whose name must be the clause's id."""
    from contract_kit.library.yamlfile import read_text  # noqa: PLC0415 - as above

    clause = parse_clause(read_text(path), str(path), lower)
    if clause.id != path.stem:
        raise LibraryError(f"{path}:2: the file is called {path.stem}, its clause {clause.id}")
    return clause


def check_claims(clause: Clause) -> None:
    """Refuse claims of wordings that a clause, with what lies below it, does not have."""
    for claim in (one for claims in clause.front.satisfies.values() for one in claims):
        try:
            condition(claim.when)
        except LibraryError as error:
            raise LibraryError(
                f"{clause.path}:{clause.claims_line}: {claim.requirement}: {error}"
            ) from None
        for name in claim.given:
            if name not in clause.front.parameters:
                said = f"{claim.requirement}: given names no parameter '{name}'"
                said += meant(name, clause.front.parameters)
                raise LibraryError(located(clause.path, name, said, clause.claims_line))
    unknown = set(clause.front.satisfies) - set(clause.bodies) - {"all"}
    if unknown:
        raise LibraryError(
            f"{clause.path}:{clause.claims_line}: satisfies names {', '.join(sorted(unknown))}, "
            f"which has no text here; this clause has {', '.join(clause.bodies)}"
        )


def overlay(lower: Clause, upper: Clause) -> Clause:
    """A house clause laid over a built-in one: its front matter, its variants, the rest below.

    The short text below is not kept: it would print in place of what the house says.
    """
    below = {name: body for name, body in lower.bodies.items() if name != SHORT}
    return replace(upper, bodies={**below, **upper.bodies})
