"""The list of clause types in a text report, which never contradicts the verdicts beside it.

The types come from a model trained on its own labels, the verdicts from the requirements. Where
both speak of the same thing, the verdict counts: what was found with its quote is listed, and a
type whose requirement is missing cannot be told. The JSON keeps what the model says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.report.lines import short, where, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from contract_kit.scan.result import ClauseResult, DocumentResult, RequirementResult

SAME = {
    "governing-law": "bpo-law",
    "anti-assignment": "bpo-assign",
    "termination-for-convenience": "bpo-term-conv",
    "cap-on-liability": "bpo-liability",
    "insurance": "bpo-insurance",
    "audit-rights": "bpo-audit",
    "expiration-date": "bpo-term",
    "no-solicit-employees": "bpo-nonsolicit",
    "ip-assignment": "bpo-ip",
    "post-termination-services": "bpo-exit",
}
"""Types of clause, and the requirement that asks for the same."""
_AGAINST = {"absent": "missing", "unclear": "unclear"}
"""Verdicts beside which a type is not listed as found."""


def clause_lines(one: DocumentResult, judged: Sequence[RequirementResult]) -> Iterator[str]:
    """The clause types that stand in the file, and those that cannot be told.

    `judged` are the verdicts that the report shows.
    """
    verdicts = {result.id: result for result in judged}
    present = [_name(kind) for kind in _present(one, verdicts)]
    if not one.clauses and not present:
        return
    yield from wrapped("Clauses found: ", ", ".join(present) or "none of those looked for")
    unclear = [_unclear(clause, verdicts) for clause in one.clauses if _doubted(clause, verdicts)]
    if unclear:
        yield from wrapped("Cannot tell: ", "; ".join(unclear))
    yield ""


def _present(one: DocumentResult, verdicts: Mapping[str, RequirementResult]) -> list[str]:
    """The types that are there: by their verdict, else by the model."""
    found = [
        clause.type
        for clause in one.clauses
        if _verdict(clause.type, verdicts) == "satisfied"
        or (clause.status == "present" and not _doubted(clause, verdicts))
    ]
    met = (kind for kind in SAME if _verdict(kind, verdicts) == "satisfied")
    return list(dict.fromkeys((*found, *met)))


def _verdict(kind: str, verdicts: Mapping[str, RequirementResult]) -> str:
    result = verdicts.get(SAME.get(kind, ""))
    return result.status if result else ""


def _doubted(clause: ClauseResult, verdicts: Mapping[str, RequirementResult]) -> bool:
    """Whether nobody can tell: the model is not sure, or the verdict says otherwise."""
    verdict = _verdict(clause.type, verdicts)
    return verdict != "satisfied" and (clause.status == "unclear" or verdict in _AGAINST)


def _unclear(clause: ClauseResult, verdicts: Mapping[str, RequirementResult]) -> str:
    """A type that cannot be told; where its requirement is missing, with the passage to look at."""
    name, verdict = _name(clause.type), _verdict(clause.type, verdicts)
    if clause.status != "present" or verdict not in _AGAINST or not clause.evidence:
        return name
    first = clause.evidence[0]
    said = f"[{SAME[clause.type]}] is {_AGAINST[verdict]}"
    return f"{name} ({said}, but see {where(first)}: “{short(first.quote)}”)"


def _name(kind: str) -> str:
    return kind.replace("-", " ")
