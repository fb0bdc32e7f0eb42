"""What `--strict` asks for: nothing the parties may read differently is left to a default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.assumptions import REQUIRED
from contract_kit.spec.confirmations import id_of
from contract_kit.spec.rules.registry import error

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


def nothing_is_assumed(contract: Contract) -> Iterator[Finding]:
    """Find defaults that hold because the spec is silent."""
    for one in contract.unconfirmed:
        if one.key in REQUIRED:
            yield error(
                contract,
                "assumption",
                one.path,
                f"nothing says {one.key}, so {one.text}; expected {one.path}; add the key, or"
                f" confirm “{id_of(one.path, one.value)}”.",
            )
