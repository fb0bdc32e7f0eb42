"""Loading a spec the way every command does: with the rules that need computed amounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit import settle, spec
from contract_kit.cli.files import MAX_SPEC_BYTES, read_bytes

if TYPE_CHECKING:
    from contract_kit.spec import Contract


def load_spec(name: str, *, strict: bool = False) -> Contract:
    """The contract in the file `name`, or on standard input for `-`."""
    content = read_bytes(name, limit=MAX_SPEC_BYTES)
    if Path(name).is_file():
        return spec.load(Path(name), checks=(settle.check,), strict=strict)
    return spec.load(content, name=name, checks=(settle.check,), strict=strict)  # read once only
