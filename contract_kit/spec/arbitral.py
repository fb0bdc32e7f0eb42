"""Arbitral institutions and their rules by their right names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMON = re.compile(r"(?i)\b(the|of|rules?|arbitration)\b|[^\w ]|-")


@dataclass(frozen=True, slots=True)
class Forum:
    """Rules as their institution calls them; no institution administers an ad hoc arbitration."""

    rules: str
    institution: str = ""


_LCIA = "London Court of International Arbitration (LCIA)"
_AAA = "American Arbitration Association (AAA)"
_ICDR = "International Centre for Dispute Resolution (ICDR)"
FORUMS: dict[str, Forum] = {
    "LCIA": Forum("LCIA Arbitration Rules", _LCIA),
    "ICC": Forum(
        "Rules of Arbitration of the International Chamber of Commerce (ICC)",
        "International Court of Arbitration of the International Chamber of Commerce",
    ),
    "AAA": Forum("Commercial Arbitration Rules of the American Arbitration Association", _AAA),
    "ICDR": Forum(
        "International Arbitration Rules of the International Centre for Dispute Resolution", _ICDR
    ),
    "JAMS": Forum("JAMS Comprehensive Arbitration Rules and Procedures", "JAMS"),
    "SIAC": Forum(
        "Arbitration Rules of the Singapore International Arbitration Centre",
        "Singapore International Arbitration Centre (SIAC)",
    ),
    "HKIAC": Forum(
        "HKIAC Administered Arbitration Rules", "Hong Kong International Arbitration Centre (HKIAC)"
    ),
    "DIS": Forum("DIS Arbitration Rules", "German Arbitration Institute (DIS)"),
    "VIAC": Forum(
        "Vienna Rules",
        "Vienna International Arbitral Centre (VIAC)",
    ),
    "SWISS": Forum("Swiss Rules of International Arbitration", "Swiss Arbitration Centre"),
    "SCC": Forum("Arbitration Rules of the SCC Arbitration Institute", "SCC Arbitration Institute"),
    "DIAC": Forum(
        "DIAC Arbitration Rules", "Dubai International Arbitration Centre (DIAC)"
    ),
    "ADRIC": Forum(
        "Arbitration Rules of the ADR Institute of Canada", "ADR Institute of Canada (ADRIC)"
    ),
    "UNCITRAL": Forum("UNCITRAL Arbitration Rules"),
}  # fmt: skip
"""What is known, by the word a spec names it with."""


def forum(rules: str) -> Forum | None:
    """Return the rules that a spec's words name, `None` where they are of no known institution.

    A text that says more than the name ("ICC Expedited Procedure Rules", "LCIA Rules 2020") stays
    as it is and keeps its institution.
    """
    exact = {_plain(one.rules): one for one in FORUMS.values()}
    if _plain(rules) in exact:
        return exact[_plain(rules)]
    words = _COMMON.sub(" ", rules).upper().split()
    known = {"ICDR"} if {"AAA", "ICDR"} <= set(words) else FORUMS.keys() & set(words)
    if len(known) != 1:
        return None
    found = FORUMS[known.pop()]
    return found if set(words) <= FORUMS.keys() else Forum(rules, found.institution)


def _plain(name: str) -> str:
    """A name as it is compared: small letters, without signs and article."""
    return re.sub(r"\W+", " ", name).casefold().removeprefix("the ").strip()
