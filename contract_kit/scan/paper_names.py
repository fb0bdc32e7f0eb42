"""The names of papers in a text: "the Acme Data Processing Addendum", "its Security Policy"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.scan.parts import named

if TYPE_CHECKING:
    from collections.abc import Iterator

_KNOWN = (
    r"business\s+associate\s+(?:agreement|addendum|contract)s?|baas?|data\s+(?:processing"
    r"|protection|privacy)\s+"
    r"(?:agreement|addendum|terms|exhibit)s?|dpas?|service[-\s]levels?\s+agreements?|slas?"
    r"|standard\s+contractual\s+clauses|sccs?|order\s+forms?|statements?\s+of\s+work|sows?"
    r"|(?:work|task|purchase)\s+orders?"
)
_TITLED = (
    r"(?:[A-Z][\w'&/-]{0,40}\s+(?:(?:of|and|for|&)\s+)?){1,6}(?:Agreement|AGREEMENT|Addendum"
    r"|ADDENDUM|Contract"
    r"|CONTRACT|Policy|POLICY|Policies|Guidelines|Handbook|Code\s+of\s+Conduct)\b"
    r"|(?:General|Service|Framework|Standard|Special)\s+Terms|Terms\s+(?:of\s+(?:Service|Use)"
    r"|and\s+Conditions)"
)
_PAPER = re.compile(rf"\b(?:(?i:{_KNOWN})\b|{_TITLED})")
_STOPS = (
    "a an the this these that such said any each every all no our your its their his her under "
    "in into to by not be or as at against on per if for is are was has have shall will see "
    "from with than unless without except between within"
)
"""Words at which a name begins anew: "See the Security Policy"."""
_NO_NAMES = re.compile(
    r"(?:entire|complete|whole|definitive|material|restated|amended|existing|mutual|prior"
    r"|written|oral|public|binding"
    r"|sub-?contractor|sub-?processor|related|respective|aforesaid|additional) (?:agreement"
    r"|contract|policy|terms)$"
    r"|\b(?:breach|term|terms|signature|acceptance|duration|law"
    r"|effect) of (?:the )?(?:agreement|contract)$"
    r"|^(?:agreement|contract|policy|policies|addendum|guidelines|handbook|terms)$"
)
KINDS = ("baa", "dpa", "sla", "scc")
"""Kinds of which a contract has one: another name for it is the same paper."""
BEFORE = 160
"""So many letters before a name are looked at."""


def named_in(text: str) -> Iterator[tuple[str, str, int]]:
    """The papers that a text names: the words before, the name, where it ends."""
    stop = frozenset(_STOPS.split())
    for match in _PAPER.finditer(text):
        words = [*re.finditer(r"\S+", match.group())]
        stops = [place for place, one in enumerate(words[:-1]) if one.group().lower() in stop]
        start = match.start() + (words[stops[-1] + 1].start() if stops else 0)
        yield text[max(0, start - BEFORE) : start], text[start : match.end()], match.end()


def key(text: str) -> str:
    """A name for comparing: lower case, singular, without marks."""
    return " ".join(one.removesuffix("s") for one in re.findall(r"[a-z0-9]+", text.lower()))


def same(first: str, second: str) -> bool:
    """Whether two names are of one paper: "Services Agreement", "Acme Services Agreement"."""
    short, long = sorted((first, second), key=len)
    return f" {long}".endswith(f" {short}") and (" " in short or first == second)


def kind_of(name: str) -> str:
    """What tells a paper from others: its kind where a contract has one of it, else its name."""
    if _NO_NAMES.search(" ".join(name.lower().split())):
        return ""
    kinds = [one for one in named(name, "") if one in KINDS]
    return kinds[0] if kinds else key(name)


def shown(name: str) -> str:
    """A name as a report prints it."""
    words = " ".join(name.split())
    if len(words.split()) > 1 and (words.isupper() or words.islower()):
        return words.title().replace(" Of ", " of ")
    return words
