"""V150 to V152, V154, V157, V197: one forum that reaches both, notices, the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.arbitral import FORUMS, forum
from contract_kit.spec.jurisdictions import country_of
from contract_kit.spec.rules.registry import error, rule, warning
from contract_kit.spec.vocabulary.countries import EEA

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.heading import Arbitration

_ROOT = "contract.arbitration"
_LAW = re.compile(r"\blaws?\b", re.IGNORECASE)


@rule("V150", "contract.arbitration", "contract.courts")
def one_forum_decides(contract: Contract) -> Iterator[Finding]:
    """Find two final forums, arbitrations nobody can start, and even numbers of arbitrators."""
    terms = contract.contract.arbitration
    if terms is None:
        return
    if contract.contract.courts and not contract.inherited("contract.courts"):
        yield error(contract, "V150", "contract.courts", "courts and an arbitration would both"
                    " decide finally; expected one forum; remove one, or name courts for interim"
                    " relief and enforcement as contract.arbitration.courts.")  # fmt: skip
    if terms.arbitrators is not None and terms.arbitrators % 2 == 0:
        yield error(contract, "V150", f"{_ROOT}.arbitrators", f"{terms.arbitrators} arbitrators"
                    " can be divided evenly; expected an odd number; write 1 or 3.")  # fmt: skip
    yield from _appointment(contract, terms)


def _appointment(contract: Contract, terms: Arbitration) -> Iterator[Finding]:
    """Find rules without anybody to administer them or to appoint, and one too many."""
    known = forum(terms.rules)
    administered = known is not None and known.institution
    if known is not None and terms.institution:
        yield error(contract, "V150", f"{_ROOT}.institution", f"“institution” is not used with"
                    f" rules of {known.institution or 'no institution'}; it works with rules of"
                    " others; remove it.")  # fmt: skip
    if (administered or terms.institution) and terms.appointing_authority:
        yield error(contract, "V150", f"{_ROOT}.appointing_authority", "“appointing_authority” is"
                    " not used with an institution, which appoints; it works with rules: UNCITRAL;"
                    " remove it.")  # fmt: skip
    if not administered and not terms.institution and not terms.appointing_authority:
        names = ", ".join(key for key, one in FORUMS.items() if one.institution)
        yield error(contract, "V150", f"{_ROOT}.rules", f"nobody administers an arbitration under"
                    f" “{terms.rules}” or appoints its arbitrators; expected rules of"
                    f" {names}, or “institution” or “appointing_authority”; add one."
                    )  # fmt: skip


@rule("V197", "contract.governing_law")
def governing_law_is_a_place(contract: Contract) -> Iterator[Finding]:
    """Find a governing law that repeats the word that the clause prints before the place."""
    law = contract.contract.governing_law
    if _LAW.search(law):
        yield error(contract, "V197", "contract.governing_law", f"“{law}” would be printed as the"
                    f" law of {law}; expected the place alone; write for example “England and"
                    " Wales” or “Texas”.")  # fmt: skip


@rule("V151", "contract.governing_law", "contract.courts")
def courts_know_the_law(contract: Contract) -> Iterator[Finding]:
    """Find courts of one country beside the law of another."""
    law, courts = contract.contract.governing_law, contract.contract.courts
    home, forum_in = country_of(law), country_of(courts)
    if home and forum_in and home != forum_in and contract.contract.arbitration is None:
        yield warning(contract, "V151", "contract.courts", f"the courts in {courts} would apply the"
                      f" law of {law}, another country's; expected courts of the same country;"
                      " change one unless it is meant.")  # fmt: skip


@rule("V157", "contract.governing_law", "contract.courts", "contract.arbitration",
      "parties.*.country", "parties.*.process_agent")  # fmt: skip
def courts_reach_both(contract: Contract) -> Iterator[Finding]:
    """Find a party abroad whom no award and no court papers at home would reach."""
    head = contract.contract
    home = country_of(head.courts) or country_of(head.governing_law)
    if not home or head.arbitration is not None:
        return
    for name in ("customer", "provider"):
        party = getattr(contract.parties, name)
        if party.country != home and not {party.country, home} <= EEA and not party.process_agent:
            yield warning(contract, "V157", f"parties.{name}", f"the {name} is in {party.country}"
                          f" and the courts are in {home}: papers have to be served, and a"
                          " judgment enforced, abroad; expected an arbitration, whose award most"
                          " countries enforce, or an agent for court papers; add"
                          f" contract.arbitration or parties.{name}.process_agent.")  # fmt: skip


@rule("V152", "contract.notices_by", "parties.*.notices")
def mailed_notices_arrive(contract: Contract) -> Iterator[Finding]:
    """Find notices by e-mail to nowhere, and addresses for notices that go another way."""
    ways = contract.contract.notices_by
    for name in ("customer", "provider"):
        notices = getattr(contract.parties, name).notices
        path = f"parties.{name}.notices"
        if "email" in ways and not (notices and notices.email):
            yield error(contract, "V152", path, f"notices go by e-mail and the {name} states no"
                        f" e-mail address; expected one; add {path}.email.")  # fmt: skip
        if ways and "email" not in ways and notices and notices.email:
            yield error(contract, "V152", f"{path}.email", "“email” is not used with these ways of"
                        " notice; it works with email among contract.notices_by; add it there or"
                        " remove the address.")  # fmt: skip


@rule("V154", "contract.language")
def clauses_are_english(contract: Contract) -> Iterator[Finding]:
    """Find a language that the library has no clauses in."""
    tag = contract.contract.language
    if tag.split("-")[0] != "en":
        yield error(contract, "V154", "contract.language", f"the clauses are in English, not in"
                    f" “{tag}”; expected a form of English; write for example en-GB or en-US."
                    )  # fmt: skip
