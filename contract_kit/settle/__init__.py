"""What a contract costs and what its service levels are worth: pure functions on Decimal.

Times and counts may be numpy int64, a level is a ratio of integers, money is Decimal and is
rounded once, half-up, where it leaves this room.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from contract_kit.settle.example import (
    ExampleLine,
    WorkedExample,
    stated_example,
    worked_example,
)
from contract_kit.settle.figures import Figures, figures
from contract_kit.settle.rules import check

if TYPE_CHECKING:
    from contract_kit.settle.ledger import settle
    from contract_kit.settle.measurements import Measurement, Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.settle.reading import read_measurements, together
    from contract_kit.settle.settlement import Line, Period, Result, Settlement, Trigger
    from contract_kit.settle.simulation import Simulation, simulate

__all__ = [
    "ExampleLine",
    "Figures",
    "Line",
    "Measurement",
    "Measurements",
    "Month",
    "Period",
    "Result",
    "Settlement",
    "Simulation",
    "Trigger",
    "WorkedExample",
    "check",
    "figures",
    "read_measurements",
    "settle",
    "simulate",
    "stated_example",
    "together",
    "worked_example",
]
_LATER = {
    "Line": "settlement",
    "Measurement": "measurements",
    "Measurements": "measurements",
    "Month": "periods",
    "Period": "settlement",
    "Result": "settlement",
    "Settlement": "settlement",
    "Simulation": "simulation",
    "Trigger": "settlement",
    "read_measurements": "reading",
    "settle": "ledger",
    "simulate": "simulation",
    "together": "reading",
}
"""Names that only a settlement needs, and the module that is loaded when one is asked for."""


def __getattr__(name: str) -> object:
    """Load what only a settlement needs when it is first asked for."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
