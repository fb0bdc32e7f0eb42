"""A contract that may lack every section: what is left of a spec with mistakes."""

from typing import Any, Literal

from pydantic import Field

from contract_kit.spec.contract import Contract
from contract_kit.spec.vocabulary.ending import Term
from contract_kit.spec.vocabulary.people import Heading, Parties, Role
from contract_kit.spec.vocabulary.prices import Pricing
from contract_kit.spec.vocabulary.scalars import Text
from contract_kit.spec.vocabulary.services import Scope

_ABSENT: Any = None


class Draft(Contract):
    """A contract in the making."""

    contract_kit: Literal["1"] = "1"
    contract: Heading = _ABSENT
    parties: Parties = _ABSENT
    roles: dict[Text, Role] = Field(default_factory=dict)
    scope: Scope = _ABSENT
    pricing: Pricing = _ABSENT
    term: Term = _ABSENT
