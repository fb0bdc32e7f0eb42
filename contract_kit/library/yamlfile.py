"""YAML mappings of the library's own files (clauses, definitions, packs), with located errors."""

from __future__ import annotations

from typing import Any

from contract_kit.errors import LibraryError


def load_mapping(text: str, path: str, *, first_line: int = 1) -> dict[str, Any]:
    """The mapping in `text`; errors begin with `path:line:`, counted from `first_line`."""
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - costs 60 ms

    try:
        mapping = _value(text)
    except MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise LibraryError(f"{path}:{line}: {error.problem}") from None
    except YAMLError as error:
        raise LibraryError(f"{path}:{first_line}: {error}") from None
    if not isinstance(mapping, dict):
        raise LibraryError(f"{path}:{first_line}: a mapping of names to values is expected here")
    return mapping


def _value(text: str) -> Any:
    """What the YAML says; libyaml's parser where there is one, which is twice as fast."""
    try:
        from ruamel.yaml.cyaml import CSafeLoader  # noqa: PLC0415 - as above
    except ImportError:
        from ruamel.yaml import YAML  # noqa: PLC0415 - as above

        return YAML(typ="safe").load(text)
    return CSafeLoader(text).get_single_data()
