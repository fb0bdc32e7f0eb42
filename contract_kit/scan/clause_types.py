"""Which of 25 common types of clause a contract holds, with the sentence that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from contract_kit.scan.chunks import chunks
from contract_kit.scan.clause_rules import score
from contract_kit.scan.model import load
from contract_kit.scan.result import ClauseResult, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from contract_kit.scan.linear import Floats
    from contract_kit.scan.model import Model, Scored
    from contract_kit.scan.passages import Passage

TITLES = {
    "governing-law": "Governing law",
    "anti-assignment": "Assignment only with consent",
    "change-of-control": "Change of control",
    "termination-for-convenience": "Termination for convenience",
    "cap-on-liability": "Cap on liability",
    "uncapped-liability": "Uncapped liability",
    "liquidated-damages": "Liquidated damages or termination fee",
    "insurance": "Insurance",
    "audit-rights": "Audit rights",
    "renewal-term": "Renewal",
    "renewal-notice": "Notice to stop renewal",
    "expiration-date": "Term and expiry",
    "effective-date": "Effective date",
    "exclusivity": "Exclusivity",
    "non-compete": "Non-compete",
    "no-solicit-employees": "No solicitation of employees",
    "ip-assignment": "Assignment of intellectual property",
    "license-grant": "Licence grant",
    "post-termination-services": "Duties after termination",
    "minimum-commitment": "Minimum commitment",
    "most-favoured-nation": "Most favoured customer",
    "source-code-escrow": "Source code escrow",
    "warranty-duration": "Warranty period",
    "third-party-beneficiary": "Third-party beneficiary",
    "revenue-sharing": "Revenue sharing or royalty",
}
READ = 5
"""How many of the best sentences the expressions are read on."""
RULE_WEIGHT = 0.15
UNREAD = -3.0
"""The rule score of a sentence that was not read."""
QUOTED = 80
"""Words in a quote, at most."""


def clause_types(
    passages: Iterable[Passage], *, model: Path | None = None
) -> tuple[ClauseResult, ...]:
    """The types of clause in these passages; a type that is not listed is absent.

    `model` is another trained file than the shipped one.
    """
    trained = load(model) if model else load()
    scored = trained.score(chunks(passages))
    if not scored.passages:
        return ()
    found = (_clause(trained, number, scored) for number in range(len(trained.types)))
    return tuple(result for result in found if result)


def judged(kind: str, scores: Floats, words: list[str]) -> tuple[Floats, Floats]:
    """The sentences' scores for `kind` after reading the best, and what a document shows of it.

    The second value holds the best score, the mean of the three best before reading, and the best
    the expressions say: the features of `Model.probability`.
    """
    rules = np.full(len(scores), UNREAD, np.float32)
    order = np.argsort(-scores, kind="stable")[:READ]
    for place in order:
        rules[place] = score(kind, words[place])
    read = scores + np.float32(RULE_WEIGHT) * rules
    best = scores[order[:3]].mean()
    return read, np.array([read.max(), best, rules.max()], np.float32)


def _clause(model: Model, number: int, scored: Scored) -> ClauseResult | None:
    kind = model.types[number]
    read, features = judged(kind, scored.scores[:, number], scored.words)
    chance = model.probability(number, features)
    present, absent = model.thresholds[number]
    if chance < absent:
        return None
    order = np.argsort(-read, kind="stable")[:3]
    quotes = [scored.passages[place] for place in order if read[place] > read[order[0]] - 0.5]
    return ClauseResult(
        kind,
        "present" if chance >= present else "unclear",
        round(chance, 3),
        tuple(_evidence(passage) for passage in quotes),
    )


def _evidence(passage: Passage) -> Evidence:
    text = passage.quoted
    quote = text if len(text.split()) <= QUOTED else _first_words(text, QUOTED)
    return Evidence(quote, passage.section, passage.page, passage.paragraph, passage.file)


def _first_words(text: str, count: int) -> str:
    end = 0
    for word in text.split()[:count]:
        end = text.index(word, end) + len(word)
    return text[:end].strip()
