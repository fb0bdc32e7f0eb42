"""What the parties agreed: a YAML spec as a validated `Contract`."""

from contract_kit.spec.assumptions import Assumption
from contract_kit.spec.confirmations import Accepted, id_of
from contract_kit.spec.contract import Contract
from contract_kit.spec.departures import Departure
from contract_kit.spec.dumping import dump
from contract_kit.spec.loading import load
from contract_kit.spec.rules import RULES, Rule

__all__ = [
    "RULES",
    "Accepted",
    "Assumption",
    "Contract",
    "Departure",
    "Rule",
    "dump",
    "id_of",
    "load",
]
