"""What a contract costs and what its service levels are worth: pure functions on Decimal.

Times and counts may be numpy int64, a level is a ratio of integers, money is Decimal and is
rounded once, half-up, where it leaves this room.
"""

from contract_kit.settle.example import ExampleLine, WorkedExample, worked_example
from contract_kit.settle.figures import Figures, figures
from contract_kit.settle.ledger import settle_months as settle
from contract_kit.settle.measurements import Measurement, Measurements
from contract_kit.settle.periods import Month
from contract_kit.settle.reading import read_measurements
from contract_kit.settle.rules import check
from contract_kit.settle.settlement import Line, Period, Result, Settlement, Trigger

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
    "Trigger",
    "WorkedExample",
    "check",
    "figures",
    "read_measurements",
    "settle",
    "worked_example",
]
