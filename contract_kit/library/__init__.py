"""The clause library and the requirement packs: files that lawyers own, loaded in layers."""

from contract_kit.library.clauses import Body, Claim, Clause, Parameter
from contract_kit.library.conditions import Condition, condition, is_given
from contract_kit.library.shelf import DefinitionSource, Library, load_library

__all__ = [
    "Body",
    "Claim",
    "Clause",
    "Condition",
    "DefinitionSource",
    "Library",
    "Parameter",
    "condition",
    "is_given",
    "load_library",
]
