"""Which country a place belongs to: laws, states, provinces and the seats of courts, by name.

A spec names its law and its courts in words ("the State of New York", "London"). What cannot be
recognised belongs to no country here, and nothing follows from it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_PLACES = """
GB: England and Wales; England; Wales; Scotland; Northern Ireland; United Kingdom; UK; London;
 Manchester; Birmingham; Leeds; Bristol; Cardiff; Edinburgh; Glasgow; Belfast
IE: Ireland; Dublin; Cork
US: United States; United States of America; USA; Alabama; Alaska; Arizona; Arkansas; California;
 Colorado; Connecticut; Delaware; District of Columbia; Florida; Hawaii; Idaho; Illinois; Indiana;
 Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts; Michigan; Minnesota;
 Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New Mexico; New York;
 North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina;
 South Dakota; Tennessee; Texas; Utah; Vermont; Virginia; Washington; West Virginia; Wisconsin;
 Wyoming; Manhattan; Los Angeles; San Francisco; Chicago; Houston; Dallas; Boston; Miami; Seattle;
 Atlanta; Wilmington; Philadelphia; Denver; San Diego; San Jose
CA: Canada; Alberta; British Columbia; Manitoba; New Brunswick; Newfoundland and Labrador;
 Nova Scotia; Ontario; Prince Edward Island; Quebec; Québec; Saskatchewan; Toronto; Vancouver;
 Montreal; Montréal; Calgary; Ottawa; Edmonton; Halifax; Winnipeg
DE: Germany; Berlin; Hamburg; Munich; Frankfurt; Frankfurt am Main; Cologne; Düsseldorf; Stuttgart
AT: Austria; Vienna
CH: Switzerland; Zurich; Zürich; Geneva; Basel; Bern
FR: France; Paris; Lyon
NL: Netherlands; Amsterdam; Rotterdam; The Hague
BE: Belgium; Brussels; Antwerp
LU: Luxembourg
ES: Spain; Madrid; Barcelona
PT: Portugal; Lisbon; Porto
IT: Italy; Rome; Milan
PL: Poland; Warsaw; Krakow; Kraków
CZ: Czechia; Czech Republic; Prague
RO: Romania; Bucharest
SE: Sweden; Stockholm
DK: Denmark; Copenhagen
NO: Norway; Oslo
FI: Finland; Helsinki
GR: Greece; Athens
HU: Hungary; Budapest
BG: Bulgaria; Sofia
IN: India; Mumbai; New Delhi; Delhi; Bengaluru; Bangalore; Chennai; Hyderabad
PH: Philippines; Manila; Makati; Cebu
SG: Singapore
HK: Hong Kong
CN: China; Beijing; Shanghai
JP: Japan; Tokyo
AE: United Arab Emirates; Dubai; Abu Dhabi
ZA: South Africa; Johannesburg; Cape Town
AU: Australia; New South Wales; Victoria; Queensland; Sydney; Melbourne; Brisbane; Perth
NZ: New Zealand; Auckland; Wellington
BR: Brazil; São Paulo; Rio de Janeiro
MX: Mexico; Mexico City
"""
_NO_WAIVER = ("California", "Georgia", "North Carolina")
"""States whose courts or statutes do not enforce a waiver of a jury before a dispute: Grafton
Partners v. Superior Court (Cal. 2005), Bank South v. Howard (Ga. 1994), N.C. Gen. Stat. 22B-10."""
_WAIVERS = "New York; Delaware; Texas; Florida; Illinois; Massachusetts; New Jersey; Pennsylvania"
"""States whose courts enforce one that was agreed knowingly; elsewhere the draft has none."""
_CITIES = {"Manhattan": "New York", "Wilmington": "Delaware", "Houston": "Texas", "Dallas": "Texas",
           "Chicago": "Illinois", "Boston": "Massachusetts", "Miami": "Florida",
           "Philadelphia": "Pennsylvania", "Los Angeles": "California",
           "San Francisco": "California", "San Diego": "California", "San Jose": "California",
           "Atlanta": "Georgia", "Seattle": "Washington", "Denver": "Colorado"}  # fmt: skip
"""The states of cities that contracts name."""

_PROVINCES = {"Toronto": "Ontario", "Ottawa": "Ontario", "Vancouver": "British Columbia",
              "Montreal": "Quebec", "Montréal": "Quebec", "Calgary": "Alberta",
              "Edmonton": "Alberta", "Halifax": "Nova Scotia", "Winnipeg": "Manitoba"}  # fmt: skip
"""The provinces of cities that contracts name."""


@cache
def places() -> dict[str, str]:
    """Return the country code of each known place, by its name in small letters."""
    rows = (row.partition(":") for row in _PLACES.replace("\n ", " ").strip().split("\n"))
    return {name.strip().casefold(): code for code, _, names in rows for name in names.split(";")}


@lru_cache
def _found(text: str) -> tuple[str, ...]:
    """The known names in a text, the longest first where one holds another."""
    found: list[str] = []
    rest = text.casefold()
    for name in sorted(places(), key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if re.search(pattern, rest):
            found.append(name)
            rest = re.sub(pattern, " ", rest)
    return tuple(found)


def country_of(text: str | None) -> str:
    """Return the code of the one country a text names places of; empty for none or several.

    "Georgia" is a country and a state of the United States; only "State of Georgia" is the state.
    """
    if re.search(r"(?i)\bstate of georgia\b", text or ""):
        return "US"
    codes = {places()[name] for name in _found(text or "")}
    return codes.pop() if len(codes) == 1 else ""


def state_of(text: str | None) -> str:
    """Return the state of the United States a text names, empty for none; cities count."""
    if re.search(r"(?i)\bgeorgia\b", text or ""):
        return "Georgia"
    found = [name for name in _found(text or "") if places()[name] == "US"]
    return _CITIES.get(found[0].title(), found[0].title()) if found else ""


def province_of(text: str | None) -> str:
    """Return the Canadian province a text names, empty for none; cities count."""
    found = [name for name in _found(text or "") if places()[name] == "CA" and name != "canada"]
    if not found:
        return ""
    as_written = re.search(re.escape(found[0]), text or "", re.IGNORECASE)
    name = as_written[0] if as_written else found[0].title()
    return _PROVINCES.get(name.title(), name)


def jury_waiver(*names: str | None) -> bool:
    """Say whether a waiver of a jury can be enforced under every law and forum named here."""
    states = [state_of(name) for name in names if name]
    allowed = {name.strip() for name in _WAIVERS.split(";")}
    return bool(states) and all(state in allowed - set(_NO_WAIVER) for state in states)
