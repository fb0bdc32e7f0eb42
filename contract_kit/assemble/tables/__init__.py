"""The tables that schedules print from data. A new one is a function and a name here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contract_kit.assemble.tables import (
    charges,
    credits,
    delivery,
    formulas,
    governance,
    levels,
    protection,
    register,
    results,
)
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.document import Origin, Table
from contract_kit.errors import LibraryError

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts
    from contract_kit.assemble.values import Printer

BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    **delivery.BUILDERS,
    **levels.BUILDERS,
    **credits.BUILDERS,
    **results.BUILDERS,
    **charges.BUILDERS,
    **formulas.BUILDERS,
    **register.BUILDERS,
    **governance.BUILDERS,
    **protection.BUILDERS,
}


class Tables:
    """Builds tables for one contract."""

    def __init__(self, facts: Facts, printer: Printer) -> None:
        self.facts = facts
        self.printer = printer

    def build(self, name: str, origin: Origin) -> Table | None:
        """The table called `name`, or nothing where the spec gives it no rows."""
        if name not in BUILDERS:
            raise LibraryError(
                f"clause {origin.clause}: table('{name}') is unknown; "
                f"there are {', '.join(sorted(BUILDERS))}"
            )
        return BUILDERS[name](Sheet(self.facts, self.printer, origin)).table()
