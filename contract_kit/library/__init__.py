"""The clause library and the requirement packs: files that lawyers own, loaded in layers."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.library.clauses import Body, Claim, Clause
    from contract_kit.library.conditions import Condition, condition, is_given
    from contract_kit.library.parameters import Parameter
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
_MODULES = {
    **dict.fromkeys(("Body", "Claim", "Clause"), "clauses"),
    "Parameter": "parameters",
    **dict.fromkeys(("Condition", "condition", "is_given"), "conditions"),
    **dict.fromkeys(("DefinitionSource", "Library", "load_library"), "shelf"),
}


def __getattr__(name: str) -> object:
    """What this room offers, loaded when first asked for: a scan reads no clauses."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
