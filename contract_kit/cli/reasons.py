"""What `why` prints: the clause of a passage, the spec lines that filled it, what it meets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from contract_kit.placed import Placed, key
from contract_kit.quantities import Quantity, notation

if TYPE_CHECKING:
    from contract_kit.library import Library
    from contract_kit.library.packs import Requirement
    from contract_kit.spec import Contract

LONGEST = 100
MOST = 12
_SHORT = 60
NOT_BUILT = (
    "not built here, or not as Word: it does not say which clause or spec line made it. "
    "What stands there:"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A passage that a clause made: its place, its words and its origin."""

    number: str
    schedule: str
    text: str
    clause: str
    version: str
    variant: str
    spec: tuple[tuple[str, int], ...] = ()
    kind: str = "paragraph"

    @property
    def wording(self) -> tuple[str, str, str]:
        """The clause, its version and its variant."""
        return self.clause, self.version, self.variant


def head(number: str, schedule: str, text: str) -> str:
    """A passage's place and first words."""
    where = f"{schedule}, {number}" if schedule and number != schedule else number
    return f"{where}: {text[:LONGEST]}{'…' if len(text) > LONGEST else ''}"


def read_at(one: Placed) -> Iterator[str]:
    """Where a passage stands that only was read: its heading, its place, all of its words."""
    origin = one.origin
    where = [f"page {origin.page}"] if origin.page else []
    where += [f"paragraph {origin.paragraph}"] if origin.paragraph else []
    if origin.start is not None:
        where.append(f"characters {origin.start} to {origin.end}")
    if one.heading:
        yield f"  under “{one.heading}”"
    yield f"  {', '.join(where) or 'no place known'}"
    if len(one.text) > LONGEST:
        yield f"  “{one.text}”"


def explained(
    passages: Sequence[Made],
    library: Library,
    requirements: Iterable[Requirement],
    spec: tuple[str, Contract | None],
) -> Iterator[str]:
    """Each passage, then what made it; those of one clause share what it meets."""
    titles = {one.id: one.title for one in requirements}
    for place, one in enumerate(passages):
        yield head(one.number, one.schedule, one.text)
        after = passages[place + 1 : place + 2]
        if not after or (after[0].wording, after[0].spec) != (one.wording, one.spec):
            yield from _filled(one, spec)
        if not after or after[0].wording != one.wording:
            yield from _clause(one, library)
            yield from _meets(one, library, titles)


def _filled(one: Made, spec: tuple[str, Contract | None]) -> Iterator[str]:
    yield from (f"  filled by {_line(path, line, spec)}" for path, line in one.spec[:MOST])
    if len(one.spec) > MOST:
        yield f"  and by {len(one.spec) - MOST} lines more"
    if not one.spec and one.clause and one.kind == "paragraph":
        yield "  filled by nothing: no value of the spec stands in it"


def _clause(one: Made, library: Library) -> Iterator[str]:
    if not one.clause:
        yield f"  no clause: its paragraphs have theirs; ask for example for “{one.number}, 1”"
        return
    known = library.clauses.get(one.clause)
    title = f"{known.front.title} [{one.clause}]" if known else f"[{one.clause}]"
    yield f"  clause {title}, version {one.version}, wording {one.variant}"


def _line(path: str, line: int, spec: tuple[str, Contract | None]) -> str:
    name, contract = spec
    if contract is None:
        return f"line {line} of the spec: {path}"
    value = _shown(contract.get(path))
    return f"{name}:{line}: {path}{': ' + value if value else ''}"


def _shown(value: object) -> str:
    """A value as a spec writes it, short; empty for maps."""
    if isinstance(value, get_args(Quantity)):
        text = notation(value)
    elif isinstance(value, (tuple, list)):
        parts = [_shown(part) for part in value]
        text = f"[{', '.join(parts)}]" if parts and all(parts) else f"{len(parts)} entries"
    elif value is None or hasattr(value, "items") or hasattr(value, "model_fields_set"):
        text = ""
    else:
        text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _meets(one: Made, library: Library, titles: dict[str, str]) -> Iterator[str]:
    """The requirements that the clause's wording claims."""
    known = library.clauses.get(one.clause)
    for claim in known.claims(one.variant) if known else ():
        word = "meets in part" if claim.level == "partial" else "meets"
        given = [*claim.given, *([] if claim.when == "always" else [claim.when])]
        condition = f", where given: {', '.join(given)}" if given else ""
        yield f"  {word} {claim.requirement}: {titles.get(claim.requirement, '')}{condition}"


def elsewhere(asked: str, places: Iterable[tuple[str, str]], shown: set[str]) -> Iterator[str]:
    """The other parts of the contract that have a passage of the number asked for."""
    wanted = key(asked)
    found = dict.fromkeys(
        schedule for number, schedule in places if schedule and key(number) == wanted
    )
    others = [schedule for schedule in found if schedule not in shown]
    if others and "" in shown:
        yield ""
        count = "has" if len(others) == 1 else f"and {len(others) - 1} more have"
        yield f"A number alone means the main agreement. {others[0]} {count} a {asked} too:"
        yield f"ask for it as “{others[0]}, {asked}”."


def nothing_there(file: str, asked: str, places: Iterable[tuple[str, str]]) -> str:
    """What to say when no passage has the number asked for."""
    every = list(places)
    main = [
        number for number, schedule in every if re.fullmatch(r"\d+\.?", number) and not schedule
    ]
    schedules = dict.fromkeys(schedule for _, schedule in every if schedule)
    said = f"{file}: nothing is printed at “{asked}”"
    if main:
        said += f"; the main agreement runs from {main[0].rstrip('.')} to {main[-1].rstrip('.')}"
    if schedules:
        first, last = next(iter(schedules)), list(schedules)[-1]
        span = first if first == last else f"{first} to {last}"
        said += f"; a paragraph of a schedule ({span}) is asked for as “{first}, 1”"
    return said if main or schedules else f"{said}; the file shows no numbers"
