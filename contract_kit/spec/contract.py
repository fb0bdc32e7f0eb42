"""The validated spec, with the places its values stand at."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, PrivateAttr

from contract_kit.findings import Finding, Location
from contract_kit.spec.assumptions import Assumption, assumptions
from contract_kit.spec.confirmations import Accepted, accepted
from contract_kit.spec.departures import Departure, departures
from contract_kit.spec.dumping import digest
from contract_kit.spec.tree import Source
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.delivery import Pilot, Transition
from contract_kit.spec.vocabulary.ending import (
    Confirmation,
    CustomTerm,
    Industry,
    Override,
    Risk,
    Scaling,
    Term,
)
from contract_kit.spec.vocabulary.governance import Governance
from contract_kit.spec.vocabulary.heading import Heading
from contract_kit.spec.vocabulary.markers import Listed
from contract_kit.spec.vocabulary.people import Calendar, Parties, People, Role, Site
from contract_kit.spec.vocabulary.prices import Pricing
from contract_kit.spec.vocabulary.protection import (
    Continuity,
    DataProtection,
    Security,
    Technology,
)
from contract_kit.spec.vocabulary.scalars import (
    Text,
)
from contract_kit.spec.vocabulary.services import Scope, ServiceLevels
from contract_kit.spec.vocabulary.shape import step

T = TypeVar("T")


class Contract(Model):
    """What the parties agreed."""

    contract_kit: Literal["1"]
    """Version of the language. Example: `1`"""
    extends: Annotated[tuple[Text, ...], Listed()] = ()
    """Files whose positions hold where this one is silent. Example: `../house.yaml`"""
    contract: Heading
    """What the contract is and under which law."""
    parties: Parties
    """The two sides."""
    roles: dict[Text, Role] = Field(min_length=1)
    """Who acts for a party, by id."""
    sites: dict[Text, Site] = Field(default_factory=dict)
    """Places of work, by id."""
    calendars: dict[Text, Calendar] = Field(default_factory=dict)
    """Hours that count, by id."""
    scope: Scope
    """What the provider does."""
    service_levels: ServiceLevels | None = None
    """How good it must be."""
    pricing: Pricing
    """What it costs."""
    transition: Transition | None = None
    """How the work moves to the provider."""
    pilot: Pilot | None = None
    """A trial before full service."""
    governance: Governance | None = None
    """How the parties work together."""
    people: People | None = None
    """Rules about people."""
    data_protection: DataProtection | None = None
    """Personal data."""
    security: Security | None = None
    """How information is kept safe."""
    continuity: Continuity | None = None
    """How the services go on in a crisis."""
    technology: Technology | None = None
    """Systems and machines."""
    scaling: Scaling | None = None
    """How volume grows and shrinks."""
    risk: Risk | None = None
    """Liability and insurance."""
    industry: Industry | None = None
    """What the trade asks for besides."""
    term: Term
    """How long it runs and how it ends."""
    clauses: dict[Text, Override] = Field(default_factory=dict)
    """Changes to single clauses, by clause id."""
    custom_terms: tuple[CustomTerm, ...] = ()
    """Clauses of your own."""
    confirm: tuple[Confirmation, ...] = ()
    """Assumptions of the draft that somebody accepted."""

    _source: Source = PrivateAttr(default_factory=Source)
    _warnings: tuple[Finding, ...] = PrivateAttr(default=())
    _broken: tuple[tuple[str, ...], ...] = PrivateAttr(default=())
    _computed: dict[str, Any] = PrivateAttr(default_factory=dict)

    def get(self, path: str) -> Any:
        """Return the value at a dotted path, `None` if any step is absent."""
        value: Any = self
        steps = path.split(".")
        while steps and value is not None:
            value, steps = step(value, steps)
        return value

    def location(self, path: str) -> Location:
        """Return where the deepest existing part of the path stands."""
        return self._source.location(path.split("."))

    def location_in(self, path: str, column: int) -> Location | None:
        """Return where a column of a text stands; `None` where its lines were folded."""
        return self._source.location_in(path.split("."), column)

    def line(self, path: str) -> int | None:
        """Return the line of the deepest existing part of the path."""
        return self.location(path).line

    def given(self, path: str) -> bool:
        """Say whether the file gives a value at this very path."""
        return self._source.has(path.split("."))

    def inherited(self, path: str) -> bool:
        """Say whether a file that this one extends gives the value at a path."""
        return self.given(path) and self.location(path).path != self._source.name

    def keys(self, path: str) -> tuple[str, ...]:
        """Return the keys the file gives at a path, also those whose values are wrong."""
        return self._source.keys(path.split("."))

    def intact(self, *patterns: str) -> bool:
        """Say whether no mistake was found at these paths, above or below them.

        `*` stands for any one step. Rules that read a field in error are skipped.
        """
        return not any(
            all(step in ("*", part) for step, part in zip(pattern.split("."), path, strict=False))
            for pattern in patterns
            for path in self._broken
        )

    def once(self, name: str, compute: Callable[[], T]) -> T:
        """Return what `compute` gives, computed once: a contract never changes."""
        if name not in self._computed:
            self._computed[name] = compute()
        found: T = self._computed[name]
        return found

    @property
    def hash(self) -> str:
        """SHA-256 of the data; comments, layout and the order of keys do not count."""
        return self.once("hash", lambda: digest(self))

    def __eq__(self, other: object) -> bool:
        """Compare what was agreed, not where it stands."""
        return isinstance(other, Contract) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Findings below error, in file order."""
        return self._warnings

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The documented defaults that hold because the spec is silent, in its order."""
        return self.once("assumptions", lambda: assumptions(self))

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """What `confirm` accepts, one for each id, in its order."""
        return self.once("accepted", lambda: accepted(self.confirm))

    def confirmed(self, path: str, value: str) -> bool:
        """Say whether an assumption is accepted with the value that it has now."""
        return any(one.accepts(path, value) for one in self.accepted)

    @property
    def unconfirmed(self) -> tuple[Assumption, ...]:
        """The assumptions that `confirm` does not accept with the value they have now."""
        return tuple(one for one in self.assumptions if not self.confirmed(one.path, one.value))

    @property
    def departures(self) -> tuple[Departure, ...]:
        """The positions of the files it extends that the spec replaces, in its order."""
        return self.once("departures", lambda: departures(self._source))

    @property
    def source(self) -> Source:
        """The tree of the file."""
        return self._source
