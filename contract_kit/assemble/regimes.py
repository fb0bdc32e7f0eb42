"""Each law on personal data in its own words: what clauses call people, authorities and roles.

The library is written in the words of the GDPR. A contract to which neither it nor the UK GDPR
applies has no controller, processor or supervisory authority; its clauses use its own words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from contract_kit.assemble import places
from contract_kit.assemble.american import LANGUAGE, american
from contract_kit.assemble.values import Safe, listed
from contract_kit.spec.moves import ZONES, eea_places, regimes
from contract_kit.spec.moves import places as reached

if TYPE_CHECKING:
    from contract_kit.spec import Contract

_LAWS = {
    "pipeda": "the Personal Information Protection and Electronic Documents Act of Canada (PIPEDA)",
    "hipaa": "the Health Insurance Portability and Accountability Act of 1996 and its rules"
    " (HIPAA)",
    "ccpa": "the California Consumer Privacy Act and its regulations",
    "dpdp_india": "the Digital Personal Data Protection Act 2023 of India",
    "lgpd": "the Lei Geral de Proteção de Dados of Brazil (LGPD)",
    "popia": "the Protection of Personal Information Act of South Africa (POPIA)",
    "glba": "the Gramm-Leach-Bliley Act and its rules on privacy and safeguards",
}
"""Laws on personal data; the other regimes of the vocabulary are standards or other law."""
_EU = "Regulation (EU) 2016/679 (the GDPR)"
_UK = (
    "Regulation (EU) 2016/679 as it forms part of the law of the United Kingdom (the UK GDPR) and"
    " the Data Protection Act 2018"
)
_WORDS = (
    ("data protection impact assessment", "privacy impact assessment"),
    ("prior consultation of the supervisory authority", "consultation of the competent authority"),
    ("the lawful basis of the processing", "the authority or consent for the processing"),
    (", in particular of access, rectification, erasure, restriction, portability and objection",
     ", in particular of access and correction"),
    ("special categories of Personal Data", "sensitive Personal Data"),
    ("Special categories", "Sensitive data"),
    ("supervisory authority", "competent authority"),
    ("Sub-processor", "Data Subcontractor"),
    ("sub-processor", "data subcontractor"),
    ("a data subject", "an individual"),
    ("data subject", "individual"),
    ("Data subject", "Individual"),
    ("data protection officer", "privacy officer"),
    ("a third country", "another country"),
)  # fmt: skip
"""Words of the GDPR, and what stands for them where it does not apply."""
TEXTS = 4096
"""So many texts of the library are kept as they were worded."""
_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_ROLES = {
    "pipeda": "The parties treat the Personal Data as personal information under PIPEDA, whether or"
    " not it applies by itself. The Customer is accountable for it, and the Provider is the third"
    " party that processes it.",
    "lgpd": "Under the LGPD the Customer is the controller (controlador) and the Provider is the"
    " operator (operador).",
    "popia": "Under POPIA the Customer is the responsible party and the Provider is the operator.",
    "glba": "Under the Gramm-Leach-Bliley Act the Customer is the financial institution and the"
    " Provider is its service provider.",
}
"""Roles that no clause of their own states."""


def european(contract: Contract) -> bool:
    """Whether the GDPR or the UK GDPR applies to the data."""
    return bool(set(ZONES) & set(regimes(contract)))


def abroad(contract: Contract) -> tuple[str, ...]:
    """Countries abroad in which data are processed, for laws that make their owner answer for it.

    The GDPR and the UK GDPR ask for a transfer with a mechanism instead.
    """
    home = contract.parties.customer.country
    return () if european(contract) else tuple(one for one in reached(contract) if one != home)


def worded(text: str, contract: Contract) -> str:
    """A text of the library in the words of the contract's laws and language; tags stay."""
    if not european(contract):
        text = _outside(text, set(regimes(contract)) & set(_LAWS) == {"dpdp_india"})
    if contract.contract.language == LANGUAGE:
        text = _between_tags(text, lambda piece: american(piece, contract))
    return text


@lru_cache(maxsize=TEXTS)
def _outside(text: str, indian: bool) -> str:
    """The same text where the GDPR does not apply; the DPDP Act has words of its own."""
    return _between_tags(text, partial(_own, indian=indian))


def _between_tags(text: str, told: Callable[[str], str]) -> str:
    pieces = _TAGS.split(text)
    return "".join(piece if _TAGS.match(piece) else told(piece) for piece in pieces)


def _own(text: str, indian: bool) -> str:
    for word, other in _WORDS:
        text = text.replace(word, other)
    if indian:
        text = text.replace("an individual", "a data principal")
        text = text.replace("individual", "data principal").replace("Individual", "Data Principal")
    return text


def _laws(contract: Contract) -> str:
    """The laws on the data that apply, as the definition of Data Protection Law names them."""
    known = regimes(contract)
    names = [name for key, name in (("gdpr", _EU), ("uk_gdpr", _UK)) if key in known]
    if {"gdpr", "uk_gdpr"} <= set(known):
        names[1] = "that Regulation as it forms part of the law of the United Kingdom (the UK GDPR)"
    names += [name for key, name in _LAWS.items() if key in known]
    if lands := eea_places(contract):
        there = f"for the processing in {_named(contract, lands)}"
        return Safe(f"{listed(names)}; and, {there}, {_EU}" if names else f"{_EU} {there}")
    return Safe(listed(names))


def _named(contract: Contract, countries: Iterable[str]) -> str:
    """Countries within a sentence of the contract."""
    return Safe(places.within_text(countries, contract.contract.language))


def _storage(contract: Contract) -> str:
    """Whose law may ask for data to be kept when the work ends: Article 28(3)(g) of the GDPR."""
    known = regimes(contract)
    union, kingdom = "the law of the European Union or of a Member State", "domestic law"
    if {"gdpr", "uk_gdpr"} <= set(known):
        return Safe(
            f"{union} (under the GDPR) or {kingdom} of the United Kingdom (under the UK GDPR)"
        )
    if "gdpr" in known:
        return Safe(union)
    if "uk_gdpr" not in known:
        return Safe("a law that applies to it")
    lands = eea_places(contract)
    there = f" or, for the processing in {_named(contract, lands)}, {union}" if lands else ""
    return Safe(f"{kingdom} of the United Kingdom{there}")


def _gdpr(contract: Contract) -> str:
    """The GDPR that applies, as an article of it is cited."""
    known = regimes(contract)
    names = [name for key, name in (("gdpr", "GDPR"), ("uk_gdpr", "UK GDPR")) if key in known]
    return Safe(" and of the ".join(names))


REGIMES: dict[str, Callable[[Contract], object]] = {
    "uk_or_eu": european,
    "data_laws": _laws,
    "gdpr_name": _gdpr,
    "storage_law": _storage,
    "home_named": lambda contract: _named(contract, [contract.parties.customer.country]),
    "eea_named": lambda contract: _named(contract, eea_places(contract)),
    "abroad_named": lambda contract: _named(contract, abroad(contract)),
    "applying_regimes": regimes,
    "financial": lambda contract: (
        "dora" in regimes(contract) or "banking" in contract.contract.industries
    ),
    "own_roles": lambda contract: tuple(
        Safe(words) for key, words in _ROLES.items() if key in regimes(contract)
    ),
}
"""Facts about the laws on personal data, by the name that a condition or parameter uses."""
