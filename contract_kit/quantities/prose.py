"""Quantities in running text: "thirty (30) days", "GBP 25,890.00", "five percent (5%)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from contract_kit.quantities.currency import CURRENCIES, NAMES, SIGNS
from contract_kit.quantities.value import Duration, Money, Percent, Quantity

_SMALL = {
    word: value
    for value, word in enumerate(
        (
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
            ),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen"),
        )
    )
} | {
    word: 20 + 10 * step
    for step, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    )
}
_SCALES = {
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
}
"""Words for large numbers, with those of India (a lakh is 1,00,000, a crore 1,00,00,000)."""
_LINKS = frozenset({"hundred", "and", "half", "a", "an"})
_WORD = "|".join(sorted([*_SMALL, "hundred", *_SCALES], key=len, reverse=True))
_FIGURE = (
    r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,2}(?:,\d{2}){1,5},\d{3}|\d{1,15})(?:\.\d{1,10})?|\.\d{1,10}"
)
"""With commas in threes, or as in India (12,50,000)."""
_DIGIT = "|".join(word for word, value in _SMALL.items() if value < 10)
_PART = re.compile(r"\sand\s(\d{1,3})/(10{1,3})$")
_HALF = r"(?:one[-\s]half|(?:an?|one)\shalf)"
_WORDS = (
    rf"(?i:{_HALF}|half|(?:{_WORD})\b(?:(?:[-\s]{{1,3}}|,\s|\s?,?\sand\s)(?!{_HALF})(?:{_WORD})\b)"
    rf"{{0,12}}(?:\s?and\s{_HALF}|\spoint(?:\s(?:{_DIGIT})\b){{1,6}}|\sand\s\d{{1,3}}/10{{1,3}}\b)?)"
)
_ENGLISH = frozenset({"ALL", "CUP", "MOP", "PEN", "TOP", "TRY"})
_SIGN = "(?:{})".format(
    "|".join(
        [re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True)]
        + sorted(CURRENCIES - _ENGLISH)
    )
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<sign>{_SIGN}\s?)?(?:(?P<figure>{_FIGURE})(?!\d)|(?P<words>{_WORDS})(?!\w))"
)
_NAME = (
    r"(?i:(?:U\.?S\.?|United\sStates|Canadian|Australian)?\s?"
    r"(?:pounds\ssterling|dollars?|pounds?|euros?|rupees?|yen|kina))"
)
_BRACKET = re.compile(
    rf"\s?[(\[]\s?(?:(?i:say)\s)?(?P<sign>{_SIGN})?\s?(?:(?P<figure>{_FIGURE})|(?P<words>{_WORDS}))"
    r"\s?(?P<percent>%|(?i:per\s?cent)\b)?\s?(?P<code>[A-Z]{3}\b)?\s?(?:/-|\.)?[)\]]"
)
_SCALE = re.compile(
    r"\s?(thousand|million|billion|lakhs?|lacs?|crores?|bn|mn|cr|m|k)\b", re.IGNORECASE
)
_PERCENT = re.compile(r"\s?(?:%|per\s?cent(?:um)?\b|percentage\spoints?\b)", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:\s|-|‑)?\s?(?:(?P<kind>business|working|banking|calendar|consecutive|full|clear)[-\s])?"
    r"(?P<unit>second|minute|hour|day|week|month|year|hr|min|sec)s?\b",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(rf"\s?(?:(?P<code>[A-Z]{{3}})\b|(?P<name>{_NAME})\b)")
_SHORT = {
    "bn": 10**9, "mn": 10**6, "m": 10**6, "k": 10**3, "cr": 10**7, "lac": 10**5, "lacs": 10**5,
} | _SCALES  # fmt: skip
_SHORT_UNITS = {"hr": "hour", "min": "minute", "sec": "second"}


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and the characters it covers.

    `words` is the number as spelled out where the text gives it in words and in figures; the
    quantity itself follows the figures.
    """

    quantity: Quantity
    start: int
    end: int
    words: Decimal | None = None


_ALIKE = str.maketrans("İıſK", "IisK")
"""Letters of other alphabets that `re` takes for plain ones where case does not matter."""


@dataclass(slots=True)
class _Reading:
    """What is known so far of one number in the text."""

    value: Decimal
    end: int
    currency: str = ""
    percent: bool = False
    words: Decimal | None = None


def find(text: str) -> list[Found]:
    """Every amount, percentage and length of time in `text`, in order."""
    if not text.isascii():
        text = text.translate(_ALIKE)
    found: list[Found] = []
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue
        one = _read(text, match)
        if one is not None:
            found.append(one)
            end = one.end
    return found


def number(text: str) -> Decimal | None:
    """Read a number spelled in words ("one million and twenty thousand"); `None` if it is none.

    Decimals are read as "two point five" and as "two and 50/100".
    """
    text = text[:400].lower()
    if part := _PART.search(text):
        whole = number(text[: part.start()])
        return None if whole is None else whole + Decimal(part[1]) / Decimal(part[2])
    before, point, after = text.partition(" point ")
    if point and (whole := number(before)) is not None:
        digits = [_SMALL.get(word, 10) for word in after.split()]
        return (
            None
            if max(digits, default=10) > 9
            else whole + Decimal(f"0.{''.join(map(str, digits))}")
        )
    words = re.findall(r"[a-z]+", text)
    if not words or any(w not in _SMALL and w not in _SCALES and w not in _LINKS for w in words):
        return None
    half = words[-1] == "half"
    if half:
        words = words[:-2] if words[-2:-1] in (["one"], ["a"], ["an"]) else words[:-1]
    total = group = 0
    for word in words:
        if word in _SCALES:
            total += (group or 1) * _SCALES[word]
            group = 0
        elif word == "hundred":
            group = (group or 1) * 100
        else:
            group += _SMALL.get(word, 0)
    return Decimal(total + group) + (Decimal("0.5") if half else 0)


def _read(text: str, match: re.Match[str]) -> Found | None:
    reading = _start(match)
    if reading is None:
        return None
    _scale(text, reading)
    _percent(text, reading)
    _name(text, reading)
    _bracket(text, reading)
    _scale(text, reading)
    _percent(text, reading)
    start = match.start() if reading.currency or not match["sign"] else match.end("sign")
    if reading.percent:
        return Found(Percent(reading.value), start, reading.end, reading.words)
    unit = None if reading.currency else _UNIT.match(text, reading.end)
    if unit:
        return Found(_duration(reading.value, unit), start, unit.end(), reading.words)
    _name(text, reading)
    if not reading.currency:
        return None
    return Found(Money(reading.value, reading.currency), start, reading.end, reading.words)


def _start(match: re.Match[str]) -> _Reading | None:
    value = _value(match)
    if value is None:
        return None
    return _Reading(value, match.end(), _currency((match["sign"] or "").strip()))


def _value(match: re.Match[str]) -> Decimal | None:
    if match["figure"]:
        return Decimal(match["figure"].replace(",", ""))
    return number(match["words"])


def _currency(sign: str) -> str:
    return SIGNS.get(sign) or (sign if sign in CURRENCIES else "")


def _scale(text: str, reading: _Reading) -> None:
    match = _SCALE.match(text, reading.end)
    if match and (len(match[1]) > 2 or reading.currency):
        reading.value *= _SHORT[match[1].lower()]
        reading.end = match.end()


def _percent(text: str, reading: _Reading) -> None:
    match = None if reading.percent else _PERCENT.match(text, reading.end)
    if match:
        reading.percent, reading.end = True, match.end()


def _name(text: str, reading: _Reading) -> None:
    match = None if reading.currency else _AFTER_NAME.match(text, reading.end)
    if not match:
        return
    if match["name"]:
        name = " ".join(match["name"].lower().split())
        reading.currency = NAMES.get(name) or NAMES.get(name.removesuffix("s"), "USD")
        reading.end = match.end()
    elif match["code"] in CURRENCIES:
        reading.currency, reading.end = match["code"], match.end()


def _bracket(text: str, reading: _Reading) -> None:
    """Read the same number again in brackets: "(30)", "(thirty)", "(5%)", "($5,000)"."""
    match = _BRACKET.match(text, reading.end)
    value = _value(match) if match else None
    if match is None or value is None:
        return
    if match["figure"]:
        reading.words, reading.value = reading.value, value
    else:
        reading.words = value
    reading.percent = reading.percent or bool(match["percent"])
    reading.currency = reading.currency or _currency(match["sign"] or match["code"] or "")
    reading.end = match.end()


def _duration(value: Decimal, unit: re.Match[str]) -> Duration:
    name = unit["unit"].lower()
    name = _SHORT_UNITS.get(name, name)
    business = (unit["kind"] or "").lower() in ("business", "working", "banking")
    return Duration(value, f"business_{name}" if business and name in ("day", "hour") else name)
