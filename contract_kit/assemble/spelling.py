"""Words beside figures: `thirty (30) days`, in the sentences of a rendered clause."""

from __future__ import annotations

import re
from decimal import Decimal

from contract_kit import quantities
from contract_kit.quantities import Count, Money, Percent
from contract_kit.quantities.currency import CURRENCIES

_NUMBER = r"(?<![\w.,(/-])(?P<{}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNITS = r"(?:Business |working |calendar )?(?:minute|hour|day|week|month|year)"
_FIGURE = re.compile(
    rf"\b(?P<currency>(?-i:[A-Z]{{3}})) {_NUMBER.format('amount')}(?! \()"
    rf"|{_NUMBER.format('share')}(?:%| percent\b)(?! \()"
    rf"|{_NUMBER.format('count')}(?= (?:{_UNITS}|[a-z]+ {_UNITS}|time)s?\b)",
    re.IGNORECASE,
)
_TABLE = re.compile(r"^\s*\|")


def words_beside(text: str, locale: str) -> str:
    """Put words beside the times, percentages and amounts of sentences; table rows keep figures.

    Text is markup in English; a figure that already has its words stays as it is.
    """
    if not locale.startswith("en"):
        return text
    return "\n".join(
        line if _TABLE.match(line) else _FIGURE.sub(lambda found: _spelled(found, locale), line)
        for line in text.split("\n")
    )


def _spelled(found: re.Match[str], locale: str) -> str:
    currency, amount, share, count = found.group("currency", "amount", "share", "count")
    value = Decimal((amount or share or count).replace(",", ""))
    if currency and currency not in CURRENCIES:
        return found[0]
    if currency:
        return quantities.text(Money(value, currency), words=True, locale=locale)
    quantity = Percent(value) if share else Count(value, "")
    return quantities.text(quantity, words=True, locale=locale)
