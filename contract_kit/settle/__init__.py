"""What a contract costs and what its service levels are worth: pure functions on Decimal.

Times and counts may be numpy int64, a level is a ratio of integers, money is Decimal and is
rounded once, half-up, where it leaves this room.
"""

from contract_kit.settle.example import ExampleLine, WorkedExample, worked_example
from contract_kit.settle.figures import Figures, figures
from contract_kit.settle.rules import check

__all__ = ["ExampleLine", "Figures", "WorkedExample", "check", "figures", "worked_example"]
