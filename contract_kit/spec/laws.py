"""Families of governing laws, and what each of them does not let the parties limit.

Written from general knowledge, not checked by a lawyer; `docs/law.md` gives the reasons.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Family = Literal[
    "england", "northern_ireland", "scotland", "common", "civil", "us", "canada", "mixed", "unknown"
]
_NAMES: dict[Family, str] = {
    "england": "England and Wales; England; Wales; English law",
    "northern_ireland": "Northern Ireland",
    "scotland": "Scotland; Scots law; Scottish law",
    "common": """
        Ireland; Irish law; Australia; New South Wales; Victoria; Queensland; South Australia;
        Western Australia; Tasmania; Australian Capital Territory; Northern Territory; New Zealand;
        Singapore; Hong Kong; India; Malaysia; Kenya; Nigeria; Ghana; Uganda; Jamaica; Bermuda;
        Cayman Islands; British Virgin Islands; Bahamas; Barbados; Trinidad and Tobago; Gibraltar;
        Guernsey; Isle of Man; Cyprus; Pakistan; Bangladesh; DIFC; ADGM
        """,
    "civil": """
        Germany; German law; Austria; Switzerland; Swiss law; Liechtenstein; France; French law;
        Belgium; Luxembourg; Monaco; Netherlands; Dutch law; Italy; Spain; Portugal; Greece; Malta;
        Poland; Czech Republic; Czechia; Slovakia; Slovenia; Croatia; Hungary; Romania; Bulgaria;
        Estonia; Latvia; Lithuania; Sweden; Finland; Norway; Denmark; Iceland; Serbia; Ukraine;
        Turkey; Japan; South Korea; Taiwan; China; Vietnam; Thailand; Indonesia; Philippines;
        Brazil; Argentina; Chile; Colombia; Peru; Mexico; Costa Rica; Panama; Dominican Republic;
        Morocco; Tunisia; Egypt; United Arab Emirates; Quebec; Québec; Louisiana; Puerto Rico
        """,
    "mixed": "South Africa; Namibia; Botswana; Zimbabwe; Sri Lanka; Mauritius; Israel; Jersey",
    "us": """
        Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida;
        Georgia; Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Maine; Maryland;
        Massachusetts; Michigan; Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada;
        New Hampshire; New Jersey; New Mexico; New York; North Carolina; North Dakota; Ohio;
        Oklahoma; Oregon; Pennsylvania; Rhode Island; South Carolina; South Dakota; Tennessee;
        Texas; Utah; Vermont; Virginia; Washington; West Virginia; Wisconsin; Wyoming;
        District of Columbia; United States
        """,
    "canada": """
        Ontario; British Columbia; Alberta; Manitoba; Saskatchewan; Nova Scotia; New Brunswick;
        Newfoundland and Labrador; Prince Edward Island; Yukon; Northwest Territories; Nunavut;
        Canada
        """,
}
BRITISH = ("england", "northern_ireland", "scotland")
"""Laws that know statutory interest unless a contract has a substantial remedy of its own.

Source: Late Payment of Commercial Debts (Interest) Act 1998, sections 8 and 9.
"""
_FLOORS: dict[Family, tuple[str, ...]] = {
    "england": ("death_injury", "fraud"),
    "northern_ireland": ("death_injury", "fraud"),
    "scotland": ("death_injury", "fraud"),
    "common": ("death_injury", "fraud"),
    "civil": ("wilful_default", "gross_negligence", "death_injury"),
    "us": ("fraud", "wilful_default"),
    "canada": ("fraud", "wilful_default"),
    "mixed": ("fraud", "wilful_default", "gross_negligence", "death_injury"),
    "unknown": ("fraud", "wilful_default", "gross_negligence", "death_injury"),
}
MATTERS: dict[str, str] = {
    "fraud": "fraud or fraudulent misrepresentation",
    "wilful_default": "wilful default",
    "gross_negligence": "gross negligence",
    "death_injury": "death or personal injury caused by negligence",
    "ip_indemnity": "the indemnity for Intellectual Property Rights",
    "staff_indemnity": "the indemnity for claims by staff",
    "abandonment": "deliberate abandonment of the Services",
    "data": "breach of duties on data protection and security",
    "confidentiality": "breach of duties of confidentiality",
    "card_fines": "fines, assessments and the cost of re-issuing payment cards",
}
"""Matters that no limit of liability covers, as a contract names them."""
_WORDS: dict[Family, dict[str, str]] = {
    "scotland": {"death_injury": "death or personal injury that a breach of duty causes"},
    "civil": {
        "wilful_default": "intent, including fraud and fraudulent concealment",
        "death_injury": "injury to life, body or health",
    },
    "us": {"wilful_default": "wilful misconduct"},
    "canada": {"wilful_default": "wilful misconduct"},
    "mixed": {"wilful_default": "wilful misconduct"},
    "unknown": {"wilful_default": "wilful misconduct"},
}
_ALIASES = {
    "fraud": "fraudulent misrepresentation; fraud or fraudulent misrepresentation; deceit",
    "wilful_default": "wilful default; willful default; wilful misconduct; willful misconduct;"
    " wilful; intent; intentional breach; deliberate default",
    "gross_negligence": "gross negligence",
    "death_injury": "death; injury; death and injury; death or injury; personal injury;"
    " death or personal injury; death and personal injury;"
    " death or personal injury caused by negligence",
    "ip_indemnity": "ip; ip indemnity; intellectual property; ip infringement;"
    " intellectual property indemnity",
    "staff_indemnity": "staff; staff indemnity; employment claims",
    "abandonment": "abandonment of the services; deliberate abandonment",
    "data": "data protection; data breach; personal data; data protection breach",
    "confidentiality": "confidence; breach of confidence; breach of confidentiality",
    "card_fines": "card fines",
}


@cache
def _known() -> tuple[tuple[re.Pattern[str], Family], ...]:
    """Every name of a law with its family, the longest first: New Mexico before Mexico."""
    rows = [
        (" ".join(name.split()), family)
        for family, names in _NAMES.items()
        for name in names.split(";")
    ]
    rows.sort(key=lambda row: -len(row[0]))
    return tuple((re.compile(rf"\b{re.escape(name)}\b", re.I), family) for name, family in rows)


def names() -> tuple[tuple[str, Family], ...]:
    """Each law that is known, as a spec may write it, with its family."""
    rows = ((name, family) for family, listed in _NAMES.items() for name in listed.split(";"))
    return tuple((" ".join(name.split()), family) for name, family in rows)


def family(law: str) -> Family:
    """The family of a governing law as a spec writes it; `unknown` for names that are not known."""
    return next((family for pattern, family in _known() if pattern.search(law)), "unknown")


def floor(law: str) -> tuple[str, ...]:
    """The matters for which a governing law does not let liability be limited."""
    return _FLOORS[family(law)]


def words(matter: str, law: str) -> str:
    """A matter as a contract under this law names it; one of the spec's own as it stands."""
    return _WORDS.get(family(law), {}).get(matter, MATTERS.get(matter, matter))


def matter(text: str) -> str:
    """The matter that a text of a spec names: a key of MATTERS, else the text itself."""
    plain = re.sub(r"^(?:the|any) ", "", " ".join(text.lower().replace("_", " ").split()))
    for key, listed in _ALIASES.items():
        if plain == key.replace("_", " ") or plain in [one.strip() for one in listed.split(";")]:
            return key
    return text.strip()


def parts(text: str) -> tuple[str, ...]:
    """The matters that one text joins: `fraud, wilful default` names two; else the one it is."""
    if matter(text) in MATTERS:
        return (matter(text),)
    found = [matter(one) for one in re.split(r",| and | or |/", text) if one.strip()]
    joined = len(set(found)) > 1 and all(one in MATTERS for one in found)
    return tuple(dict.fromkeys(found)) if joined else (matter(text),)
