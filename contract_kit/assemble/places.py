"""Names of countries, regions and languages, in the contract's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from contract_kit.assemble.values import listed

if TYPE_CHECKING:
    from babel import Locale

_REGIONS = {
    "GB-ENG": "England",
    "GB-SCT": "Scotland",
    "GB-WLS": "Wales",
    "GB-NIR": "Northern Ireland",
}

_WITH_ARTICLE = re.compile(
    r"(?:United|Netherlands|Philippines|Bahamas|Gambia|Maldives|Dominican Republic"
    r"|Czech Republic|Isle of|[\w ]+ Islands)\b"
)
"""Names of places that stand with an article in a sentence."""


def _locale(tag: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - costs 40 ms

    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def country(code: object, locale: str) -> str:
    """A country's name from its ISO 3166 code: `Philippines` for PH; a dash for nothing."""
    spoken = _locale(locale) or _locale("en_GB")
    names = spoken.territories if spoken else {}
    return str(names.get(str(code), code)) if code else "–"


def within_text(codes: Iterable[str], locale: str) -> str:
    """Countries within a sentence: `Portugal and the Philippines`."""
    english = locale.replace("_", "-").startswith("en")
    names = [country(code, locale) for code in codes]
    return listed([in_prose(name) for name in names] if english else names)


def region(code: object, locale: str) -> str:
    """A country or a part of one: `England`, `Portugal`, `Canada (ON)`."""
    name = str(code)
    if name in _REGIONS:
        return _REGIONS[name]
    land, _, part = name.partition("-")
    return f"{country(land, locale)} ({part})" if part else country(land, locale)


def in_prose(name: str) -> str:
    """A place within a sentence: `the Philippines`, `Portugal`."""
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def language(tag: object, locale: str) -> str:
    """A language's name: `English (United Kingdom)` for en-GB."""
    spoken = _locale(str(tag))
    return str((spoken.get_display_name(locale) if spoken else "") or tag)
