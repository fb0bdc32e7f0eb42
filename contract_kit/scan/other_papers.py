"""Papers that are no contract for services: a non-disclosure agreement, a lease, a privacy policy.

What a paper is shows in its title and first sentences, and in what it says: an agreement on
confidential information that also states services and fees is a contract for services.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from contract_kit.scan.openings import opening

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contract_kit.scan.passages import Passage

_END = r"(?:agreement|contract|deed|undertaking|letter|terms|form|policy|protocol|arrangement)"
_KINDS = {
    "a non-disclosure agreement": r"(?:mutual |unilateral |one-way )?(?:confidentiality"
    r"|non-?\s?disclosure|secrecy|confidential (?:disclosure|information))"
    rf"(?: (?:and|&) (?:confidentiality|non-?\s?disclosure|non-?use))?(?: {_END}|(?= and\b))"
    r"|(?:deed|letter|undertaking|agreement) (?:of|on|as to|regarding) (?:confidentiality"
    r"|secrecy|non-?disclosure)|m?nda",
    "a data sharing agreement": r"(?:data|information)[ -](?:sharing|licen[cs](?:e|ing)|exchange"
    rf"|access|use) {_END}|joint controllers?(?:hip)? {_END}",
    "a letter of intent": r"(?:letter|statement|declaration) of intent"
    r"|memorandum of understanding|heads of (?:terms|agreement)|term sheet"
    r"|expression of interest",
    "an order": r"(?:order form|(?:purchase|sales|work|task|change) order|quotation|quote"
    r"|(?:statement|scope) of work|sow)",
    "a privacy policy": r"(?:privacy|cookies?|data protection) (?:policy|notice|statement)"
    r"|how we use your (?:information|personal data|data)",
    "an invoice": r"(?:tax |pro ?forma |commercial )?(?:invoice|credit note|receipt)"
    r"(?: [\w/-]*\d[\w/-]*)?",
    "minutes": r"(?:minutes|agenda|notes) of (?:(?:a|the) )?(?:[\w-]+ ){0,5}?"
    r"(?:meeting|review|board|call|committee)",
    "an invitation to tender": r"(?:request|invitation|call) (?:for|to) (?:proposals?|tenders?"
    r"|bids?|quotations?|quotes?|information|treat)|rf[pqi]|itt",
    "a notice": r"(?:notice|letter) of (?:termination|breach|default|assignment|(?:non-)?renewal)"
    r"|(?:termination|breach|default) (?:notice|letter)",
    "an amendment": r"(?:(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)) )?"
    r"(?:deed of )?variation",
    "a judgment": r"judge?ment|(?:court |arbitral )(?:order|decision|award|ruling)",
    "a policy": r"(?:acceptable use|security|refund|returns?|travel|whistle\w+|anti-\w+) policy"
    r"|code of conduct",
    "terms of use": r"(?:website |site |platform )?(?:terms (?:of use|and conditions of use)"
    r"|conditions of use|user terms)",
    "an employment contract": rf"(?:employment|employee|executive|apprenticeship|internship) {_END}"
    r"|contract of employment|offer of employment|(?:employment )?offer letter"
    r"|offer you (?:the|a) (?:position|role|post|job) of",
    "a lease": r"(?:(?:commercial|residential|office|equipment|vehicle|ground|property) )*"
    rf"(?:sub-?)?(?:lease|tenancy|rental)(?: {_END})?|licen[cs]e to occupy"
    r"|\(?the [\"']?less(?:or|ee)\b.{0,120}",
    "a licence": r"(?:(?:end[- ]user|software|patent|trade ?mark|technology|content"
    r"|intellectual property|brand|database|source code) )*"
    rf"licen[cs](?:e|ing) {_END}|eula",
    "a contract of sale": r"(?:(?:goods|equipment|asset|share|stock|product|unit|real estate) )*"
    rf"(?:purchase|sales?|supply)(?: and (?:sale|purchase))? {_END}|bill of sale"
    r"|(?:contract|agreement) for (?:the )?(?:sale|purchase|supply) of (?:goods|equipment"
    r"|products)",
    "a building contract": rf"(?:building|construction|building works) {_END}",
    "a contract of finance": r"(?:loan|credit|facility|guarantee|guaranty|security|pledge|escrow"
    r"|shareholders?'?|investment|joint venture|partnership|settlement|franchise"
    rf"|distribution|reseller|insurance) (?:{_END}|deed)",
}
"""Kinds of paper by what they are called, in lower case."""
_WEIGHED = frozenset({
    "a non-disclosure agreement", "a data sharing agreement", "a licence", "a contract of sale",
    "a lease", "a building contract",
})  # fmt: skip
"""What these also say of services makes a contract for services of them."""
_SERVICES = re.compile(
    r"\b(?:services?|outsourc\w+|hosting|consult\w+|maintenance|support|master|framework"
    r"|managed|management|administrat\w+"
    r"|development|processing|staffing|transportation|servicing|msa|bpo)\b"
)
_BESIDE = frozenset({
    "an order", "an amendment", "a notice", "an invitation to tender", "minutes", "an invoice",
    "a judgment",
})  # fmt: skip
"""These name the services of another paper."""
_RELATED = re.compile(r"\W*(?:relating to|regarding|concerning|in respect of|between)\b")
_AFTER = (
    r"(?:\s*\([^()]{0,60}\))*(?:\s*[-:,]?\s*(?:between|for|of|by|with|no\.?|number|version|v\d"
    r"|dated?|relating to|regarding|concerning|in respect of|to the)\b.{0,80}"
    r"|\s*[:\u2013-]\s.{0,80}|,?\s*\d.{0,40})?\W*$"
)
_TITLE = {
    kind: re.compile(rf"^\W{{0,20}}(?:[\w&.,'/()-]{{1,40}} ){{0,6}}?(?:{words})(?P<on>{_AFTER})")
    for kind, words in _KINDS.items()
}
_CALLED = {
    kind: re.compile(rf"\b(?:this|the present) (?:[\w-]+ ){{0,3}}?(?:{words})\b")
    for kind, words in _KINDS.items()
}
_THIS = re.compile(r"\bthis (?:[\w-]+ ){0,6}?(?:agreement|contract|order|terms)\b")
_NAMED = re.compile(
    r"^\W{0,20}(?:[\w&.,'/()-]{1,40} ){0,8}?(?!(?:mutual|letter|the|this|an?|draft|written|our|and"
    r"|of)\b)[\w-]+ "
    r"(?:agreement|contract|addendum|terms|conditions|msa)\b[^.;]{0,60}$"
)
"""The title of a contract that says what it is on: "Call Centre Agreement"."""
_QUOTE = 90
_ITS_NAME = 140
"""A longer text is no title."""
_SERVES = re.compile(
    r"\b(?:shall|will|agrees? to|undertakes? to|must)\b[^.;]{0,80}\b"
    r"(?:provid|perform|render|deliver|carry out|suppl|furnish|operat|maintain|host)\w*\b"
    r"[^.;]{0,80}\b(?:services?|work|support|deliverables|hosting|maintenance|training"
    r"|implementation|consult\w+|help ?desk)\b"
)
_PAYS = re.compile(
    r"\b(?:shall|will|agrees? to|must)\b[^.;]{0,60}\bpa(?:y|id)\b[^.;]{0,120}\b(?:fees?|charges?"
    r"|prices?|rates?|invoices?|remuneration|compensation|commission|sums?|amounts?|\d)"
    r"|\b(?:fees?|charges?|prices?|invoices?|payments?|compensation)\b[^.;]{0,60}\b(?:payable|paid"
    r"|due|made)\b"
)
_SECRET = re.compile(
    r"\b(?:confidential\w*|secre\w+|disclos\w+|(?:receiving|disclosing) party|recipient)\b"
)
_MOSTLY = 0.4
"""The share of sentences on confidential information that makes a paper one on it."""
_FEW = 3
_SERVING = 6
"""So many sentences on services, support or hosting make more of a licence than that."""
_SHORT = 60
"""In so many letters a title calls a paper an agreement."""
_CALLS_ITSELF = re.compile(r"\b(?:agreement|contract|terms|conditions|addendum|order|deed)\b")
_DEAR = re.compile(r"^\W*(?:dear\b|to whom it may concern\b|re:)")
_BINDS = re.compile(
    r"\b(?:this|the present) (?:[\w-]+ ){0,5}?(?:agreement|contract|order|addendum|exhibit|schedule"
    r"|annex|appendix|letter|deed|terms|sow|dpa|baa|policy)\b|\bthe (?:under)?signed\b|\bhereby\b"
    r"|\bhereinafter\b|\b(?:the )?parties\b|\b(?:made|entered into|by and) between\b|\byou agree\b"
    r"|\b(?:customer|client|supplier|provider|contractor|vendor|consultant|company|processor"
    r"|controller|buyer|seller|party|we|you)s? (?:shall|must|agrees?|undertakes?|warrants?)\b"
)
_CLAUSES = tuple(
    re.compile(words)
    for words in (
        r"\bliab(?:le|ility)\b",
        r"\bterminat(?:e|es|ed|ion)\b",
        r"\bgoverned by\b.{0,60}\blaws?\b|\bgoverning law\b",
        r"\bconfidential\b",
    )
)
"""An order that speaks of all of these is the contract itself."""


@dataclass(frozen=True)
class Taken:
    """What a paper is taken for, and what shows it."""

    kind: str
    shown: str

    def __str__(self) -> str:
        return f"the document is taken for {self.kind}: {self.shown}"


def other_paper(passages: Sequence[Passage], titles: Mapping[str, str]) -> Taken | None:
    """What else than a contract for services every file is; none where one of them may be that."""
    files = [(name, [*own]) for name, own in groupby(passages, key=lambda one: one.file)]
    taken = [_taken(titles.get(name, ""), own) for name, own in files]
    return taken[0] if taken and all(taken) else None


def _taken(title: str, passages: Sequence[Passage]) -> Taken | None:
    bodies = [one.own.lower for one in passages if one.kind in ("body", "row", "recital")]
    for text in opening(title, iter(passages)):
        low = " ".join(text.lower().replace("\u2019", "'").replace("\u2013", "-").split())
        if kind := _kind(low):
            shown = Taken(kind, f"it begins with \u201c{text[:_QUOTE].strip()}\u201d")
            return None if _is_whole(kind, bodies) else shown
        if _is_contract(low):
            return None
    return (
        None if _serves(bodies) else _secret(bodies) or _letter(passages) or _none(title, passages)
    )


def _is_whole(kind: str, bodies: Sequence[str]) -> bool:
    """Whether a paper of this kind is a contract for services by what it says."""
    if kind == "an order":
        return all(any(map(clause.search, bodies)) for clause in _CLAUSES)
    if kind == "a licence" and sum(map(bool, map(_SERVICES.search, bodies))) >= _SERVING:
        return True
    return kind in _WEIGHED and _serves(bodies)


def _serves(bodies: Sequence[str]) -> bool:
    """Whether somebody owes services and somebody pays for them."""
    return any(map(_SERVES.search, bodies)) and any(map(_PAYS.search, bodies))


def _kind(text: str) -> str:
    """The kind of paper that a title or an opening sentence names; nothing where it serves."""
    known = _TITLE if len(text) <= _ITS_NAME else {}
    for kind, title in known.items():
        found = title.search(text)
        if found and (kind in _BESIDE or not _SERVICES.search(_own_name(text, found))):
            return kind
    for kind, called in _CALLED.items():
        found = called.search(text)
        if found and not _SERVICES.search(found.group()):
            return kind
    return ""


def _own_name(text: str, found: re.Match[str]) -> str:
    """A title without what the paper relates to: "Shareholders' agreement relating to …"."""
    return text[: found.start("on")] if _RELATED.match(found["on"]) else text


def _is_contract(text: str) -> bool:
    """Whether a title, or "this ... agreement", names a contract of another kind than ours."""
    named = _THIS.search(text)
    if named and _SERVICES.search(named.group()):
        return True
    return len(text) <= _ITS_NAME and _NAMED.search(text) is not None


def _letter(passages: Sequence[Passage]) -> Taken | None:
    """A letter that neither owes services nor pays for them."""
    first = next((one for one in passages[:5] if _DEAR.match(one.own.lower)), None)
    if first is None:
        return None
    return Taken("a letter", f"it begins with \u201c{first.text[:_QUOTE].strip()}\u201d")


def _none(title: str, passages: Sequence[Passage]) -> Taken | None:
    """A text that neither calls itself an agreement nor binds anybody."""
    names = [title.lower(), *(one.own.lower for one in passages[:6])]
    called = any(_CALLS_ITSELF.search(one) for one in names if len(one) <= _SHORT)
    if called or any(_BINDS.search(one.own.lower) for one in passages):
        return None
    return Taken("a paper that binds nobody", "nothing in it says that a party shall do anything")


def _secret(bodies: Sequence[str]) -> Taken | None:
    """A paper that speaks of little else than confidential information."""
    told = sum(_SECRET.search(one) is not None for one in bodies)
    if told < _FEW or told < _MOSTLY * len(bodies):
        return None
    shown = f"{told} of its {len(bodies)} sentences are on confidential information"
    return Taken("a non-disclosure agreement", shown)
