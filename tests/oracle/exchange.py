"""Currency movement: how a measured exchange rate changes the Charges."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable

_STATED = "All Charges are stated, invoiced and paid in {:currency}"
MOVEMENT = (
    (_STATED + ".", ""),
    (_STATED + ", the currency of this Agreement.", ""),
    ("Part of the Provider's costs arise in {:currency}.", ""),
    ("The Provider bears the risk that its costs arise in another currency.", "none"),
    ("Movements of exchange rates do not change the Charges.", "none"),
    ("An approved cost in another currency is converted at ...", ""),
    ("The Provider bears all exchange rate movement between {:currency} and {:currency}.", "none"),
    ("It does not change the Charges.", "none"),
    ("The reference rate is that of this source for the month of the Effective Date: {:text}.",
     "source"),
    ("The reference rate is {rate:number} {:currency} for one {:currency}; later rates come from"
     " this source: {:text}.", "rate"),
    ("The rate of a month is the average rate of the calendar quarter it falls in.", "quarter"),
    ("While it stays within {band:percent} of the reference rate, or on the edge of that band,"
     " nothing changes and the Provider bears the movement.", "band"),
    ("If the exchange rate leaves that band, the effect is the share of the Charges of the month"
     " that stands for costs in {:currency}, multiplied by the difference between one and the edge"
     " of the band divided by the rate of the month.", "effect"),
    ("The effect is borne as follows: the parties bear it in equal shares.", "half"),
    ("This applies in both directions: if {:currency} becomes cheaper, the Customer gains.",
     "both"),
    ("The share of the Charges that stands for costs in {:currency} is the whole.", "whole"),
    ("The share of the Charges that stands for costs in {:currency} is {share:percent}.", "part"),
    ("The adjustment is settled on the first invoice of the next calendar quarter, and the"
     " Provider shall show the calculation.", "later"),
    ("After two quarters beyond the band either party may ask to reset ...", ""),
    ("The Customer bears exchange rate movement on the whole of the Charges of a month: that part"
     " is multiplied by the reference rate and divided by the average rate of the month.",
     "customer"),
)  # fmt: skip


def movement(printed: Printed, month: When, rows: Measurements, charges: Decimal) -> Decimal:
    """What the exchange rate of a month adds to its Charges."""
    if "fx_rate" not in rows.rows:
        return Decimal(0)
    clause = printed.find("Currency movement") or printed.clause("Currency")
    said = read(printed, clause, MOVEMENT)
    if "none" in said:
        return Decimal(0)
    rate = _rate(said, month, rows)
    if rate is None:
        return Decimal(0)
    reference = _reference(said)
    if "customer" in said:
        return charges * (reference / rate - 1)
    return charges * _share(said) * _effect(said, reference, rate)


def _rate(said: Reading, month: When, rows: Measurements) -> Decimal | None:
    return rows.value("fx_rate", month)


def _reference(said: Reading) -> Decimal:
    if "rate" in said:
        return said.one("rate")["rate"]
    raise Unreadable("the reference rate is that of a source, which no measurement states")


def _share(said: Reading) -> Decimal:
    share = Decimal(1) if "whole" in said else said.one("part")["share"]
    if "half" not in said or "effect" not in said or "both" not in said:
        raise Unreadable("nothing says who bears the effect of the exchange rate")
    return share / 2


def _effect(said: Reading, reference: Decimal, rate: Decimal) -> Decimal:
    """One less the edge of the band by the rate, in either direction; none within the band."""
    band = said.one("band")["band"]
    low, high = reference * (1 - band), reference * (1 + band)
    if low <= rate <= high:
        return Decimal(0)
    return (high if rate > high else low) / rate - 1
