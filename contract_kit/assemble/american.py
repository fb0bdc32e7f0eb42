"""American spelling: what the library writes in British English, where `language` is en-US.

Only words of the library change; what the spec itself says stays as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.spec import Contract

LANGUAGE = "en-US"
_STEMS = {
    "organis": "organiz", "authoris": "authoriz", "recognis": "recogniz", "stabilis": "stabiliz",
    "pseudonymis": "pseudonymiz", "minimis": "minimiz", "summaris": "summariz",
    "optimis": "optimiz", "prioritis": "prioritiz", "utilis": "utiliz", "anonymis": "anonymiz",
    "harmonis": "harmoniz", "finalis": "finaliz", "specialis": "specializ",
    "behaviour": "behavior", "labour": "labor", "favour": "favor", "honour": "honor",
    "defence": "defense", "offence": "offense", "licence": "license", "programme": "program",
    "instalment": "installment", "wilful": "willful", "fulfilment": "fulfillment",
    "centre": "center", "cheque": "check", "catalogue": "catalog", "judgement": "judgment",
    "cancelled": "canceled", "cancelling": "canceling", "labelled": "labeled",
    "modelling": "modeling", "travelling": "traveling", "analyse": "analyze",
    "trade mark": "trademark", "enquir": "inquir", "recorded post": "certified mail",
    "after posting": "after mailing", "industrial action": "strikes",
    "towards": "toward", "whilst": "while", "amongst": "among",
}  # fmt: skip
"""Parts of words, wherever they stand in one, and how the United States spell or say them."""
BRITISH = re.compile(r"\b(?:un|re|dis)?(?:" + "|".join(_STEMS) + r")(?!rs?\b)[a-z]*", re.IGNORECASE)
"""A word in British spelling; "programmer" is spelled alike."""
_PART = re.compile("|".join(_STEMS), re.IGNORECASE)


def american(text: str, contract: Contract) -> str:
    """A text of the library in the spelling of the contract's language."""
    if contract.contract.language != LANGUAGE:
        return text
    return BRITISH.sub(lambda word: _PART.sub(_respelled, word[0]), text)


def _respelled(part: re.Match[str]) -> str:
    """A part of a word, with its capitals: "Licence" as "License", "LICENCE" as "LICENSE"."""
    found, other = part[0], _STEMS[part[0].lower()]
    if found.isupper():
        return other.upper()
    return other.capitalize() if found[:1].isupper() else other
