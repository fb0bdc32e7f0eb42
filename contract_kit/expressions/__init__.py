"""The one expression language: amounts and conditions over named values, safe to take from anyone.

A price is an expression over what is measured, the condition of a clause one over paths of the
spec; positions of a house and questions asked of a store of contracts need no other grammar. The
language has numbers, percentages, sums of money, lengths of time, words and conditions; `+ - * /`,
comparisons, `and or not`; look-up in tables; and the functions of `FUNCTIONS`. It has no
attributes, no loops, no definitions and no other calls.

    max(stay - 10 minutes, 0)
    round_up(billed, 15 minutes) / 15 minutes * 1.20 GBP
    if(product == "express", 2.50 GBP, prices[product])

An expression goes three ways from one tree: `check` finds wrong names, kinds and measures with
their column; `Calculation` computes it; `words_of` says it in English that determines it.

**Own grammar, and why.** Libraries were looked at before this was written. simpleeval and asteval
(MIT, kept up) evaluate Python's own syntax: numbers are binary floats before anybody sees them,
names are folded by Unicode (a look-alike letter becomes another name), and what attributes can
reach has been a source of advisories. cel-python (Apache-2.0) has integers and doubles, no decimals
and no rounding, has loops in its macros, and brings five packages along. lark (MIT, well kept)
would fit for the grammar alone; but ten operators take a page of recursive descent, the tree must
know kinds and columns either way, and its errors name terminals of a grammar where ours have to
name what a drafter should write. So the grammar is our own, and nothing is installed for it.

**Numbers.** Values are exact fractions: `10 / 3 * 3` is 10. Nothing is rounded but where the
expression rounds; who asks for the result rounds it once, at the end.

**Limits.** A thousand characters, two hundred parts, twenty brackets within each other, numbers of
eighteen digits; no value may need more than a thousand bits. There is no power and no repetition,
so the work is bounded by the size of the expression and the number of events.
"""

from contract_kit.expressions.calculating import Calculation, Case
from contract_kit.expressions.checking import RESULT, Checked, Problem, check
from contract_kit.expressions.kinds import Kind, Measure, kind_of_unit
from contract_kit.expressions.parsing import FUNCTIONS, parse
from contract_kit.expressions.scope import BUILT_IN, Input, Row, Scope, Table
from contract_kit.expressions.wording import (
    Vocabulary,
    decimal_of,
    literal,
    sentences,
    shown,
    words_of,
)

__all__ = [
    "BUILT_IN",
    "FUNCTIONS",
    "RESULT",
    "Calculation",
    "Case",
    "Checked",
    "Input",
    "Kind",
    "Measure",
    "Problem",
    "Row",
    "Scope",
    "Table",
    "Vocabulary",
    "check",
    "decimal_of",
    "kind_of_unit",
    "literal",
    "parse",
    "sentences",
    "shown",
    "words_of",
]
