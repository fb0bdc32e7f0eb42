"""Quantities as a spec writes them: `12 percent of monthly_charges`, `4 business_hours`, `2500`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal, cast

from contract_kit.errors import QuantityError
from contract_kit.quantities.currency import CURRENCIES
from contract_kit.quantities.value import (
    UNITS,
    Count,
    Duration,
    Extremum,
    Money,
    Percent,
    Quantity,
    Split,
)

_LONGEST = 300
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,20})(?:\.\d{1,20})?"
_WORD = r"[A-Za-z][A-Za-z0-9_]{0,60}"
_PERCENT = re.compile(
    rf"({_NUMBER})\s?(?:%|percent|per cent)(?:\s+(?:of\s+({_WORD})|(over\s+{_WORD})))?"
)
_CURRENCY_FIRST = re.compile(rf"([A-Z]{{3}})\s?({_NUMBER})(?:\s+per\s+({_WORD}))?")
_PLAIN = re.compile(rf"({_NUMBER})(?:\s+(?!per\s)({_WORD}(?:\s{_WORD})?))?(?:\s+per\s+({_WORD}))?")
_SPLIT = re.compile(r"\d{1,3}(?:\.\d{1,6})?(?:/\d{1,3}(?:\.\d{1,6})?){1,5}")
_EXTREMUM = re.compile(r"\{?\s*(greater_of|lesser_of)\s*:\s*\[(.{0,280})\]\s*\}?")
EXAMPLES = "30 days, 4 business_hours, 12 percent of monthly_charges, 2500 or 1000 USD"


def parse(value: str | Mapping[str, object], *, currency: str = "") -> Quantity:
    """Read what a spec means by `value`; bare numbers are money where `currency` is given."""
    if isinstance(value, Mapping):
        return _extremum(value, currency)
    text = " ".join(value[: _LONGEST + 1].split())
    if not text or len(text) > _LONGEST:
        raise _refusal(value)
    for reader in (_read_extremum, _read_percent, _read_split, _read_money, _read_plain):
        quantity = reader(text, currency)
        if quantity is not None:
            return quantity
    raise _refusal(value)


def decimal(text: str) -> Decimal:
    """Read a plain number, thousands marked by commas or not."""
    if not re.fullmatch(_NUMBER, text[:80].strip()):
        raise QuantityError(f"“{text[:60]}” is not a number; write figures such as 12 or 12.5.")
    return Decimal(text.strip().replace(",", ""))


def unit_of(word: str) -> str | None:
    """Name the unit of time that `word` means, in singular or plural, with `_` or a space."""
    name = word.lower().replace(" ", "_")
    if name in UNITS:
        return name
    return name[:-1] if name.endswith("s") and name[:-1] in UNITS else None


def notation(quantity: Quantity) -> str:
    """Write the quantity as a spec does; `parse` reads it back."""
    match quantity:
        case Money(amount, currency):
            return f"{amount:f} {currency}"
        case Duration(value, unit):
            return f"{value:f} {unit}{'' if value == 1 else 's'}"
        case Percent(value, of):
            base = of if not of or of.startswith("over ") else f"of {of}"
            return f"{value:f} percent {base}".rstrip()
        case Split(shares):
            return "/".join(f"{share:f}" for share in shares)
        case Extremum(kind, of):
            return f"{{{kind}: [{', '.join(notation(part) for part in of)}]}}"
        case Count():
            return _count(quantity)


def _count(count: Count) -> str:
    per = f" per {count.per}" if count.per else ""
    return f"{count.value:f} {count.unit}".rstrip() + per


def _refusal(value: str) -> QuantityError:
    shown = value if len(value) <= 60 else value[:60] + "…"
    return QuantityError(f"“{shown}” is not a quantity; write for example {EXAMPLES}.")


def _read_extremum(text: str, currency: str) -> Quantity | None:
    match = _EXTREMUM.fullmatch(text)
    if not match:
        return None
    inner = re.sub(r",(?=\d{3}(?:\D|$))", "", match[2])
    return _extremum({match[1]: inner.split(",")}, currency)


def _extremum(value: Mapping[str, object], currency: str) -> Extremum:
    if len(value) != 1 or (kind := next(iter(value))) not in ("greater_of", "lesser_of"):
        raise QuantityError(
            f"The keys {', '.join(map(str, value))} make no quantity; write greater_of or lesser_of"
            " with a list, as in {greater_of: [5000, 10 percent of annual_charges]}."
        )
    parts = value[kind]
    if not isinstance(parts, Sequence) or isinstance(parts, str) or len(parts) < 2:
        raise QuantityError(f"{kind} needs a list of two quantities or more.")
    known = cast("Literal['greater_of', 'lesser_of']", kind)
    return Extremum(known, tuple(parse(part, currency=currency) for part in parts))


def _read_percent(text: str, currency: str) -> Quantity | None:
    match = _PERCENT.fullmatch(text)
    return Percent(decimal(match[1]), match[2] or match[3] or "") if match else None


def _read_split(text: str, currency: str) -> Quantity | None:
    if not _SPLIT.fullmatch(text):
        return None
    return Split(tuple(Decimal(share) for share in text.split("/")))


def _read_money(text: str, currency: str) -> Quantity | None:
    match = _CURRENCY_FIRST.fullmatch(text)
    if not match or match[1] not in CURRENCIES:
        return None
    return _priced(decimal(match[2]), match[1], match[3])


def _read_plain(text: str, currency: str) -> Quantity | None:
    match = _PLAIN.fullmatch(text)
    if not match or "percent" in text:
        return None
    value, word, per = decimal(match[1]), match[2] or "", match[3]
    if word in CURRENCIES or (not word and currency and not per):
        return _priced(value, word or currency, per)
    unit = unit_of(word)
    if unit and not per:
        return Duration(value, unit)
    return Count(value, unit or word, _singular(per))


def _priced(amount: Decimal, currency: str, per: str | None) -> Money | Count:
    return Count(amount, currency, _singular(per)) if per else Money(amount, currency)


def _singular(per: str | None) -> str:
    return (unit_of(per) or per) if per else ""
