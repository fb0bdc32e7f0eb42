"""JSON: what other programs rely on. Its `version` guards the form, which `schemas/` describes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from contract_kit.printable import printable_json

if TYPE_CHECKING:
    from contract_kit.document import Notice
    from contract_kit.findings import Finding
    from contract_kit.library.packs import Pack
    from contract_kit.scan.result import (
        ClauseResult,
        Closest,
        DocumentResult,
        Evidence,
        LeftOut,
        Member,
        Report,
        RequirementResult,
    )


def render(report: Report, packs: Sequence[Pack], *, color: bool = False) -> str:
    """The report as JSON, two spaces deep; equal reports give equal text."""
    data = {"version": report.version, "documents": [_document(one) for one in report.documents]}
    return printable_json(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"


def _document(one: DocumentResult) -> dict[str, Any]:
    if one.not_assessed is not None:
        reason = {"cause": one.not_assessed.cause, "message": one.not_assessed.message}
        return {"path": one.path, "not_assessed": reason}
    files: dict[str, Any] = {}
    if one.files:
        files["files"] = [_member(member) for member in one.files]
    if one.unread:
        files["unread"] = list(one.unread)
    if one.notices:
        files["notices"] = [_notice(notice) for notice in one.notices]
    if one.left_out:
        files["packs_left_out"] = [_left_out(pack) for pack in one.left_out]
    return {
        "path": one.path,
        "title": one.title,
        "pages": one.pages,
        **files,
        "papers_not_given": list(one.papers_not_given),
        "requirements": [_requirement(result) for result in one.requirements],
        "clauses": [_clause(result) for result in one.clauses],
        "findings": [_finding(finding, several=bool(one.files)) for finding in one.findings],
    }


def _notice(one: Notice) -> dict[str, Any]:
    where = one.location
    places = {"page": where.page, "section": where.section, "paragraph": where.paragraph}
    location = {name: place for name, place in places.items() if place}
    file = {"file": where.path} if where.path else {}
    return {
        "kind": one.kind,
        "count": one.count,
        "by": list(one.by),
        "location": {**file, **location},
        "what": one.what,
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "pack": one.pack,
        "applies": one.applies,
        "applies_because": one.because,
        "mentioned": one.mentioned,
    }


def _member(one: Member) -> dict[str, Any]:
    if one.not_assessed is not None:
        reason = {"cause": one.not_assessed.cause, "message": one.not_assessed.message}
        return {"path": one.path, "not_assessed": reason}
    return {"path": one.path, "title": one.title, "pages": one.pages}


def _file(one: Evidence | Closest) -> dict[str, str]:
    """The file of a passage, where several are one contract."""
    return {"file": one.file} if one.file else {}


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        **_file(one),
        "quote": one.quote,
        "section": one.section,
        "page": one.page,
        "paragraph": one.paragraph,
    }


def _requirement(one: RequirementResult) -> dict[str, Any]:
    reason = {"reason": one.reason} if one.reason else {}
    return {
        "id": one.id,
        "pack": one.pack,
        "applies": one.applies,
        "applies_because": one.applies_because,
        "status": one.status,
        "confidence": round(one.confidence, 3),
        "measured": one.measured,
        **reason,
        **({"lacks": list(one.lacks)} if one.lacks else {}),
        "evidence": [_evidence(evidence) for evidence in one.evidence],
        "closest": [
            {
                **_file(near),
                "quote": near.quote,
                "section": near.section,
                "page": near.page,
                "paragraph": near.paragraph,
                "why_not": near.why_not,
            }
            for near in one.closest
        ],
        "values": [
            {
                "parameter": value.parameter,
                "value": value.value,
                "unit": value.unit,
                "quote": value.quote,
            }
            for value in one.values
        ],
    }


def _clause(one: ClauseResult) -> dict[str, Any]:
    return {
        "type": one.type,
        "status": one.status,
        "confidence": round(one.confidence, 3),
        "evidence": [_evidence(evidence) for evidence in one.evidence],
    }


def _finding(one: Finding, *, several: bool = False) -> dict[str, Any]:
    where = one.location
    location: dict[str, Any] = {
        **({"file": where.path} if several and not where.document_level else {}),
        "page": where.page,
        "section": where.section,
        "paragraph": where.paragraph,
    }
    if where.document_level:
        location["document_level"] = True
    return {
        "id": one.id,
        "severity": str(one.severity),
        "message": one.message,
        "location": location,
        "fingerprint": one.fingerprint,
        "cure": [{"clause": cure.clause, "variant": cure.variant} for cure in one.cure],
    }
