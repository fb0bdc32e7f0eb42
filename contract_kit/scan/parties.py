"""Who is who in a contract: the side that does the work and the side it is done for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal

from contract_kit.library.texts import lowered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.scan.passages import Passage

Side = Literal["provider", "customer", "both", "third"]

_PROVIDER = (
    r"(?:data|contracted)\s+processors?|processor|service\s+provider|provider|vendor|supplier"
    r"|business\s+associate|data\s+importer|contractor|consultant|outsourcer|seller"
)
_CUSTOMER = (
    r"data\s+controllers?|controllers?|customers?|clients?|covered\s+entity|data\s+exporter|subscriber"
    r"|purchaser|buyer|merchant"
)
_PRONOUNS = {"provider": ("we", "us", "our"), "customer": ("you", "your")}
"""Whom they mean where a contract does not say it: terms are written by the provider."""
_BOTH = (
    r"(?:each|either|both|every)(?:\s+of\s+the)?\s+part(?:y|ies)|the\s+parties|parties"
    r"|(?:a|the\s+receiving|receiving|disclosing)\s+party|one\s+another|each\s+other"
)
_THIRD = (
    r"sub-?\s?processors?|sub-?\s?contractors?|third\s+part(?:y|ies)"
    r"|supervisory\s+authorit(?:y|ies)|data\s+subjects?"
)
_NOUNS_TEXT = (
    "contractor consultant supplier vendor outsourcer client merchant subscriber purchaser buyer"
)
_NOUNS = frozenset(_NOUNS_TEXT.split())
_THE = re.compile(r"\bthe\s+\Z", re.I)
_NEAR = 20
_NAME = r"[A-Z0-9][\w&.'-]{0,60}(?:\s+[A-Z][\w&.'-]{0,60}){0,4}"
_WORK = r"(?:data\s+)?processor|(?:service\s+)?provider|supplier|vendor|business\s+associate"
_ROLE_STATED = re.compile(
    rf"(?P<name>{_NAME})\s+(?:acts?|is|are|shall\s+be|will\s+be|will\s+be\s+deemed|shall\s+act"
    r"|will\s+act|is\s+acting)(?:\s+as)?\s+(?:an?\s+|the\s+)?"
    r"(?:(?P<provider>(?:data\s+)?[Pp]rocessor)|(?P<customer>(?:data\s+)?[Cc]ontroller))\b"
)
_QUOTED = re.compile(rf"(?P<name>{_NAME})?[,\s]{{0,20}}\((?P<inside>[^()]{{0,160}})\)")
_INSIDE = re.compile(r"\(([^()]{0,160})\)")
_SUFFIX = re.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|LLP|GmbH|Corp|Corporation|PLC|plc|AB|AS|BV|SA|SAS|Co)\.?$"
)
_QUOTES = re.compile(r"[\"'](?:the\s+)?([^\"']{2,40})[\"']", re.I)
_ROLE_WORD = re.compile(rf"\b(?:(?P<provider>{_WORK})|(?P<customer>{_CUSTOMER}|you|your))\b", re.I)
_GENERIC_TEXT = (
    "the this that each any all such in if where agreement dpa addendum data personal parties "
    "party gdpr services service annex schedule inc ltd llc customer client provider "
    "processor controller company role you your we our us and or contract terms policy law "
    "laws it they there user users subprocessor sub-processor clauses clause sccs section "
    "member state authority subject recipient discloser licensee licensor"
)
_GENERIC = frozenset(_GENERIC_TEXT.split())
_ACTS = re.compile(
    r"(?<![\w-])(?P<name>[A-Z0-9][\w&.-]{0,60}\w(?:\s+[A-Z][\w&.-]{0,60}\w){0,2})\s+"
    r"(?:shall|will|agrees|may|must|warrants|undertakes)\b"
)
_CUSTOMER_ACTS = re.compile(rf"\b(?:{_CUSTOMER}|you)\s+(?:shall|will|agrees|may|must)\b")
_DETERMINED = re.compile(r"\b(?:the|this|that|each|any|an?|such|no|every|all|its|their)\s+$", re.I)
_SAYS = r"(?:\([^()]{0,40}\)\s*)?(?:means?|is|are|refers?\s+to|shall\s+mean)\s+(?:the\s+)?"
_TURNED = re.compile(
    rf"[\"']you[\"']\s*{_SAYS}(?:{_PROVIDER})\b"
    rf"|\b(?:{_PROVIDER})\b[^.;()]{{0,60}}\([^()]{{0,40}}[\"']you[\"']"
    rf"|[\"'](?:we|us)[\"']\s*{_SAYS}(?:{_CUSTOMER})\b"
    rf"|\b(?:{_CUSTOMER})\b[^.;()]{{0,60}}\([^()]{{0,40}}[\"']we[\"']"
)
"""Where a text says that "you" is who does the work, or that "we" is whom it is done for."""
_OFTEN = 3
_OWES = r"(?:shall|will|must|agrees?\s+to|undertakes?\s+to)\s+(?:\w+ly\s+)?"
_ONE = r"[A-Z0-9][\w&.-]{0,60}\w(?:\s+[A-Z][\w&.-]{0,60}\w)?"
_PAYS = re.compile(
    rf"(?<![\w-])(?P<customer>{_ONE})\s+{_OWES}(?:pay|reimburse|compensate|remunerate|remit)"
    rf"\s+(?:to\s+)?(?:the\s+)?(?P<provider>{_ONE})"
)
_BILLS = re.compile(
    rf"(?<![\w-])(?P<provider>{_ONE})\s+(?:shall|will|may)\s+(?:\w+ly\s+)?(?:invoice|bill|charge)"
    rf"\s+(?:the\s+)?(?P<customer>{_ONE})"
)
_SERVES = re.compile(
    rf"(?<![\w-])(?P<provider>{_ONE})\s+{_OWES}(?:provide|render|perform|furnish)\s+"
    rf"(?:to\s+)?(?:the\s+)?(?P<customer>{_ONE})\s+with\s+(?:[\w-]+\s+){{0,4}}(?:[Ss]ervices|invoices?)\b"
)
_ENGAGES = re.compile(
    rf"(?<![\w-])(?P<customer>{_ONE})\s+(?:hereby\s+)?(?:(?:wishes|desires|agrees)\s+to\s+)?"
    r"(?:engages?|retains?|appoints?|hires?)\s+"
    rf"(?P<provider>{_ONE})\s+(?:to\s+(?:provide|perform|render|furnish)|as\b)"
    rf"|(?<![\w-])(?P<serving>{_ONE})\s+{_OWES}(?:provide|render|perform|furnish)\s+(?:the\s+)?"
    rf"(?:[\w-]+\s+){{0,3}}[Ss]ervices\s+(?:to|for)\s+(?:the\s+)?(?P<served>{_ONE})"
    rf"|[Ss]ervices\s+(?:to\s+be\s+)?(?:provided|rendered|performed)\s+by\s+(?:the\s+)?"
    rf"(?P<doing>{_ONE})\s+(?:to|for)\s+(?:the\s+)?(?P<having>{_ONE})"
)
_DIRECTIONS = (
    (("pay", "reimburse", "compensate", "remunerate", "remit"), _PAYS),
    (("invoice", "bill", "charge"), _BILLS),
    (("services", "invoice"), _SERVES),
)
"""Expressions with letters, one of which stands in every text they match."""
_DONE = ("provide", "render", "perform", "furnish")
_ENGAGED = ("engage", "retain", "appoint", "hire")
_AS_COMPANY = re.compile(r"company(?<!\wcompany)\b")
_AS_CUSTOMER = re.compile(r"c(?<!\wc)(?:ustomer|lient|ontroller)\b")
_AS_PROVIDER = re.compile(r"(?:p(?<!\wp)ro(?:vider|cessor)|s(?<!\ws)upplier|v(?<!\wv)endor)\b")
_AS_NAMED = re.compile(r"C(?<!\wC)(?:on(?:tractor|sultant)|ONTRACTOR)\b")
"""They begin with their first letter, not with `\\b`: most places are passed over quickly."""


@dataclass(frozen=True)
class Mention:
    """A party named in a sentence."""

    side: Side
    start: int
    end: int


@dataclass(frozen=True)
class Parties:
    """The names of both sides in one document, besides the words that always mean them.

    With `turned` the document says that "you" is the provider, and "we" the customer.
    """

    provider: frozenset[str] = frozenset()
    customer: frozenset[str] = frozenset()
    turned: bool = False

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        they, we = (_PRONOUNS["customer"], _PRONOUNS["provider"])[:: -1 if self.turned else 1]
        groups: tuple[tuple[str, str, frozenset[str]], ...] = (
            ("both", _BOTH, frozenset()),
            ("third", _THIRD, frozenset()),
            ("customer", "|".join((_CUSTOMER, *they)), self.customer),
            ("provider", "|".join((_PROVIDER, *we)), self.provider),
        )
        parts = [
            rf"(?P<{side}>{'|'.join([*map(re.escape, map(lowered, sorted(names))), words])})"
            for side, words, names in groups
        ]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")

    def mentions(self, text: str) -> list[Mention]:
        """The parties named in `text`, in order."""
        found: list[Mention] = []
        for match in self._regex.finditer(lowered(text)):
            side = match.lastgroup
            if side in ("provider", "customer", "both", "third") and not _common(text, match):
                found.append(Mention(side, match.start(), match.end()))  # type: ignore[arg-type]
        return found


def _common(text: str, match: re.Match[str]) -> bool:
    """Whether a word is a common noun here: "a contractor", not "the Contractor"."""
    if match.group() not in _NOUNS or text[match.start()].isupper():
        return False
    return not _THE.search(text, max(0, match.start() - _NEAR), match.start())


def parties(passages: Iterable[Passage]) -> Parties:
    """The names that this document gives the two sides."""
    provider: set[str] = set()
    customer: set[str] = set()
    own = [passage.own for passage in passages]
    texts, lower = [one.text for one in own], [one.lower for one in own]
    for text in texts[:400]:
        for name, side in (*_stated(text), *_bracketed(text)):
            (provider if side == "provider" else customer).add(name)
    _company(texts, lower, provider, customer)
    provider |= _acting(texts, lower) - customer
    if not provider:
        for served, serving in _paying(texts, lower):
            customer.add(served)
            provider.add(serving)
    turned = any(map(_TURNED.search, lower[:400]))
    return Parties(frozenset(provider - customer), frozenset(customer - provider), turned)


def _stated(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if "rocessor" not in text and "ontroller" not in text:
        return found
    for match in _ROLE_STATED.finditer(text):
        name = re.sub(r"^(?:The|the)\s+", "", match["name"])
        if usable(name) or name == "Company":
            found.append((name, "provider" if match["provider"] else "customer"))
    return found


def _bracketed(text: str) -> list[tuple[str, str]]:
    """Names in brackets with a role: `Acme Ltd (Processor, "Acme")`, `Acme (the "Supplier")`."""
    found: list[tuple[str, str]] = []
    if not any(map(_ROLE_WORD.search, _INSIDE.findall(text))):
        return found
    for match in _QUOTED.finditer(text):
        role = _ROLE_WORD.search(match["inside"])
        if role is None:
            continue
        side = "provider" if role["provider"] else "customer"
        names = _QUOTES.findall(match["inside"])
        if match["name"] and _SUFFIX.search(match["name"]):
            names.append(match["name"].split(" ")[0])
        found += [(name, side) for name in names if usable(name) and name[0].isupper()]
    return found


def usable(name: str) -> bool:
    """Whether a text can be a party's own name."""
    words = name.lower().split()
    return bool(words) and len(name) > 2 and not any(word in _GENERIC for word in words)


def _acting(texts: list[str], lower: list[str]) -> set[str]:
    """Company names that often owe something, where the customer acts under its role.

    Two names that act, and no customer: then the text alone does not tell who serves whom.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        for match in _ACTS.finditer(text):
            name = match["name"]
            before = max(0, match.start() - _NEAR)
            if usable(name) and not _DETERMINED.search(text, before, match.start()):
                counts[name] += 1
    often = {name for name, count in counts.items() if count >= _OFTEN}
    if len(often) < 2:
        return often
    acts = (match for text in lower for match in _CUSTOMER_ACTS.finditer(text))
    return often if len(list(islice(acts, _OFTEN))) == _OFTEN else set()


def _paying(texts: list[str], lower: list[str]) -> list[tuple[str, str]]:
    """The two names of which one pays, and is billed and served by, the other, where that is plain.

    Payments run the other way as well (refunds, losses made good): one clear direction counts.
    """
    votes: Counter[tuple[str, str]] = Counter()
    for text, low in zip(texts, lower, strict=True):
        for customer, provider, weight in _services(text, low):
            pair = (_bare(customer), _bare(provider))
            if pair[0] != pair[1] and all(map(usable, pair)):
                votes[pair] += weight
    if not votes:
        return []
    (served, serving), count = votes.most_common(1)[0]
    clear = count >= _OFTEN and count >= 2 * votes[serving, served]
    return [(served, serving)] if clear else []


def _services(text: str, lower: str) -> Iterator[tuple[str, str, int]]:
    """Who is served by whom, as payments, bills, deliveries and engagements tell."""
    for hints, pattern in _DIRECTIONS:
        if any(hint in lower for hint in hints):
            for match in pattern.finditer(text):
                yield match["customer"], match["provider"], 1
    done = "services" in lower and any(hint in lower for hint in _DONE)
    if done or any(hint in lower for hint in _ENGAGED):
        yield from _engaged(text)


def _engaged(text: str) -> Iterator[tuple[str, str, int]]:
    """Who engages whom, or does services for whom: said once, it is plain."""
    for match in _ENGAGES.finditer(text):
        names = match.groupdict("")
        served = names["customer"] or names["served"] or names["having"]
        serving = names["provider"] or names["serving"] or names["doing"]
        yield served, serving, _OFTEN


def _bare(name: str) -> str:
    """A name at the head of a sentence without its article."""
    return name.removeprefix("The ")


def _company(texts: list[str], lower: list[str], provider: set[str], customer: set[str]) -> None:
    """`the Company` is whichever side has no other name."""
    if {"Company", "company"} & (provider | customer):
        return
    words = " ".join(lower)
    if not _AS_COMPANY.search(words):
        return
    other_customer = len(_AS_CUSTOMER.findall(words))
    other_provider = len(_AS_PROVIDER.findall(words)) + len(_AS_NAMED.findall(" ".join(texts)))
    if other_provider > 5 and other_customer < other_provider / 10:
        customer.add("Company")
    elif other_customer > 5 and other_provider < other_customer / 10:
        provider.add("Company")
