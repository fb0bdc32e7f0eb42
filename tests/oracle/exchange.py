"""Currency movement: how a measured exchange rate changes the Charges."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.oracle import bases
from tests.oracle.measured import Measurements, When, after
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable

_STATED = "All Charges are stated, invoiced and paid in {:currency}"
MOVEMENT = (
    (_STATED + ".", ""),
    (_STATED + ", the currency of this Agreement.", ""),
    ("Part of the Provider's costs arise in {:currency}.", ""),
    ("The Provider's costs arise in {:currency}.", ""),
    ("Each rate is the number of {:currency} for one {:currency}.", "quoted"),
    ("Where the source does not state that rate, it follows from published rates of both"
     " currencies for United States dollars.", ""),
    ("The Provider bears the risk that its costs arise in another currency.", "none"),
    ("Movements of exchange rates do not change the Charges.", "none"),
    ("An approved cost in another currency is converted at ...", ""),
    ("The Provider bears all exchange rate movement between {:currency} and {:currency}, which"
     " does not change the Charges.", "none"),
    ("The Provider bears all exchange rate movement between {:currency} and {:currency}, as the"
     " Charges are fixed in {:currency}.", "none"),
    ("The reference rate is that of this source for the month of the Effective Date: {:text}.",
     "source"),
    ("The reference rate is {rate:number} {:currency} for one {:currency}; later rates come from"
     " this source: {:text}.", "rate"),
    ("The rate of a {:of=quarter|calendar quarter} is the average of the rates of its months.",
     "quarter"),
    ("The rate that counts is the average rate of the {:of=quarter|calendar quarter}, which is the"
     " mean of the averages of its months.", "quarter"),
    ("If the exchange rate leaves that band, the effect is A × (B − C) ÷ C: it is added to the"
     " Charges, or deducted if it is below nil.", "effect"),
    ("A is the share of the Monthly Charges of the {:of=quarter|calendar quarter} that stands for"
     " costs in {:currency}, B the edge of the band that was passed, and C the rate that counts.",
     "letters"),
    ("While it stays within {band:percent} of the reference rate, or on the edge of that band,"
     " nothing changes and the Provider bears the movement.", "band"),
    ("If the exchange rate leaves that band, the effect is the share of the Monthly Charges of the"
     " {:of=quarter|calendar quarter} that stands for costs in {:currency}, multiplied by the"
     " difference between one and the edge of the band divided by the rate of the"
     " {:of=quarter|calendar quarter}.", "effect"),
    ("The effect is borne as follows: the parties bear it in equal shares.", "half"),
    ("This applies in both directions: if {:currency} becomes cheaper, the Customer gains.",
     "both"),
    ("The share of the Monthly Charges that stands for costs in {:currency} is the whole.",
     "whole"),
    ("The share of the Monthly Charges that stands for costs in {:currency} is {share:percent}.",
     "part"),
    ("The adjustment is settled with the invoice for the last month of the"
     " {:of=quarter|calendar quarter}, and the Provider shall show the calculation.", "last"),
    ("After {:number} quarters beyond the band either party may ask to reset ...", ""),
    ("After {:number} calendar quarters beyond the band either party may ask to reset ...", ""),
    ("The Customer bears exchange rate movement on the whole of the Monthly Charges of a month:"
     " that part is multiplied by the reference rate and divided by the average rate of the"
     " month.", "customer"),
)  # fmt: skip


Monthly = Callable[[When], Decimal]


def movement(printed: Printed, month: When, rows: Measurements, monthly: Monthly) -> Decimal:
    """What the exchange rate adds to a month; `monthly` gives the Monthly Charges of a month."""
    if "fx_rate" not in rows.rows:
        return Decimal(0)
    clause = printed.find("Currency movement") or printed.clause("Currency")
    said = read(printed, clause, MOVEMENT)
    if "none" in said:
        return Decimal(0)
    bases.monthly(printed)
    if "customer" in said:
        rate = rows.value("fx_rate", month)
        return monthly(month) * (_reference(said) / rate - 1) if rate else Decimal(0)
    if month[1] % 3:
        return Decimal(0)
    if any(name not in said for name in ("quarter", "effect", "last", "half", "both")):
        raise Unreadable("the currency movement of a quarter is not said in full")
    months = [after(month, -back) for back in range(3)]
    rates = [rows.value("fx_rate", each) for each in months]
    if not any(rates):
        return Decimal(0)
    if None in rates:
        raise Unreadable("a quarter without the rates of all its months")
    rate = sum((each for each in rates if each), Decimal(0)) / 3
    share = Decimal(1) if "whole" in said else said.one("part")["share"]
    charges = sum((monthly(each) for each in months), Decimal(0))
    return charges * share * _effect(said, _reference(said), rate) / 2


def _reference(said: Reading) -> Decimal:
    if "rate" in said:
        return said.one("rate")["rate"]
    raise Unreadable("the reference rate is that of a source, which no measurement states")


def _effect(said: Reading, reference: Decimal, rate: Decimal) -> Decimal:
    """The edge of the band by the rate less one, in either direction; none within the band."""
    band = said.one("band")["band"]
    low, high = reference * (1 - band), reference * (1 + band)
    if low <= rate <= high:
        return Decimal(0)
    return (high if rate > high else low) / rate - 1
