"""Quantities as a contract prints them."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from contract_kit.quantities.currency import CURRENCIES, minor_units
from contract_kit.quantities.value import Count, Duration, Extremum, Money, Percent, Quantity, Split


def text(quantity: Quantity, *, words: bool = False, locale: str = "en_GB") -> str:
    """Print the quantity: `30 days`, or `thirty (30) days` with `words`."""
    match quantity:
        case Money(amount, currency):
            return _money(amount, currency, words, locale)
        case Duration(value, unit):
            return f"{_figure(value, words, locale)} {_plural(unit, value)}"
        case Percent(value):
            return (
                f"{spell(value, locale)} percent ({_number(value, locale)}%)"
                if words
                else (f"{_number(value, locale)}%")
            )
        case Split(shares):
            return "/".join(_number(share, locale) for share in shares)
        case Extremum(kind, of):
            parts = [text(part, words=words, locale=locale) for part in of]
            joined = f"{', '.join(parts[:-1])} and {parts[-1]}"
            return f"the {kind.removesuffix('_of')} of {joined}"
        case Count():
            return _count(quantity, words, locale)


@lru_cache(maxsize=512)
def spell(value: Decimal, locale: str = "en_GB") -> str:
    """Spell a number: `twenty-five thousand, eight hundred and ninety`."""
    from num2words import num2words  # noqa: PLC0415 - slow to import, seldom needed

    number = int(value) if value == value.to_integral_value() else value
    try:
        return str(num2words(number, lang=locale))
    except NotImplementedError:
        return str(num2words(number, lang="en_GB"))


def _count(count: Count, words: bool, locale: str) -> str:
    per = f" per {count.per.replace('_', ' ')}" if count.per else ""
    if count.unit in CURRENCIES:
        return _money(count.value, count.unit, words, locale) + per
    unit = f" {_plural(count.unit, count.value)}" if count.unit else ""
    return _figure(count.value, words, locale) + unit + per


def _money(amount: Decimal, currency: str, words: bool, locale: str) -> str:
    figure = f"{currency} {_number(amount, locale, minor_units(currency))}"
    if not words:
        return figure
    whole = amount.to_integral_value(ROUND_DOWN)
    minor = abs(amount - whole).normalize().as_tuple()
    part = "".join(map(str, minor.digits)).rjust(-int(minor.exponent), "0")
    part = part.ljust(minor_units(currency), "0")
    rest = f" and {part}/1{'0' * len(part)}" if amount != whole else ""
    return f"{figure} ({spell(whole, locale)}{rest})"


def _figure(value: Decimal, words: bool, locale: str) -> str:
    figure = _number(value, locale)
    return f"{spell(value, locale)} ({figure})" if words else figure


def _plural(unit: str, value: Decimal) -> str:
    name = unit.replace("_", " ")
    return name if value == 1 else plural(name)


def plural(name: str) -> str:
    """A unit in the plural: `policies`, `addresses`, `tickets`; one that is plural stays so."""
    if name.endswith(("ss", "sh", "ch", "x", "z")):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return name if not name or name.endswith("s") else f"{name}s"


def _number(value: Decimal, locale: str, least: int = 0) -> str:
    """Figures with the locale's marks, at least `least` decimals, never fewer than written."""
    decimals = max(least, -int(value.as_tuple().exponent))
    if locale.startswith("en"):
        return f"{value:,.{decimals}f}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - only for other languages

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=locale))
