"""The JSON Schema of a scan's report: what other programs may rely on."""

from __future__ import annotations

from typing import Any, get_args

from contract_kit.document import NoticeKind
from contract_kit.errors import CAUSES

Schema = dict[str, Any]


def schema() -> Schema:
    """Return the schema of the report."""
    documents = _list({"anyOf": [_assessed(), _refused()]}, "One entry a file, in order.", [])
    version = {"const": 1, "description": "Version of this form.", "examples": [1]}
    return {
        "title": "Report of a scan",
        "description": "What `contract-kit scan --format json` writes.",
        **_object({"version": version, "documents": documents}),
    }


def _text(description: str, example: str) -> Schema:
    return {"type": "string", "description": description, "examples": [example]}


def _one_of(description: str, *words: str) -> Schema:
    return {"enum": list(words), "description": description, "examples": [words[0]]}


def _count(description: str, example: int) -> Schema:
    return {"type": ["integer", "null"], "description": description, "examples": [example]}


def _list(items: Schema, description: str, example: Any) -> Schema:
    return {"type": "array", "items": items, "description": description, "examples": [example]}


def _object(required: Schema, **optional: Any) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


_PATH = _text("The file as it was named.", "vendor.pdf")
_PLACE = {
    "section": _text("Printed number of the section, empty where there is none.", "4.2"),
    "page": _count("Page from 1; null where the format has none.", 3),
    "paragraph": _count("Paragraph from 1, counted through the document.", 57),
}
_QUOTE = {**_PLACE, "quote": _text("One sentence or table row, verbatim.", "The Provider shall …")}
_FILE = _text("The file it stands in, where several are one contract.", "dpa.pdf")
_CONFIDENCE = {
    "type": "number",
    "minimum": 0,
    "maximum": 1,
    "description": "How sure the program is.",
    "examples": [0.97],
}


def _quote(**more: Schema) -> Schema:
    return _object({**_QUOTE, **more}, file=_FILE)


def _requirement() -> Schema:
    near = _quote(why_not=_text("What the passage lacks.", "names no time"))
    value = {
        "parameter": _text("Name of the quantity.", "breach_notice"),
        "value": _text("The number found.", "48"),
        "unit": _text("Its unit.", "hour"),
        "quote": _text("The words it stands in.", "within forty-eight hours"),
    }
    return _object(
        {
            "id": _text("Id of the requirement.", "gdpr-breach-notice"),
            "pack": _text("Pack it belongs to.", "gdpr-art28"),
            "applies": _one_of("Whether it applies to this contract.", "yes", "no", "unknown"),
            "applies_because": _text("Why it applies or not.", "gdpr: asked for with --pack"),
            "status": _one_of(
                "What the text holds, whatever applies.",
                *("satisfied", "partial", "absent", "unclear"),
            ),
            "confidence": _CONFIDENCE,
            "measured": {
                "type": "boolean",
                "description": "Whether labelled contracts show how often such verdicts are right.",
                "examples": [True],
            },
            "evidence": _list(_quote(), "Passages that show it, three at most.", []),
            "closest": _list(near, "Passages that come near without being enough.", []),
            "values": _list(_object(value), "Quantities read from the evidence.", []),
        },
        reason=_text(
            "Why the status is unclear, or which part prevails.", "Annex II is not in the file."
        ),
        lacks=_list({"type": "string"}, "What a partial statement leaves out.", ["a time"]),
    )


def _clause() -> Schema:
    return _object(
        {
            "type": _text("Kind of clause.", "governing-law"),
            "status": _one_of("Whether it is there.", "present", "unclear"),
            "confidence": _CONFIDENCE,
            "evidence": _list(_quote(), "Passages that show it, three at most.", []),
        }
    )


def _finding() -> Schema:
    whole = {"const": True, "description": "No passage is meant.", "examples": [True]}
    cure = {
        "clause": _text("Clause of the library that would mend it.", "dp.breach"),
        "variant": _text("Its wording.", "customer"),
    }
    location = {
        **_object(_PLACE, document_level=whole, file=_FILE),
        "description": "Where it stands.",
        "examples": [{"section": "4.2", "page": 3, "paragraph": 57}],
    }
    return _object(
        {
            "id": _text("Requirement or rule.", "gdpr-breach-notice"),
            "severity": _one_of("How grave it is.", "error", "warning", "info"),
            "message": _text("What was found, expected, and how to mend it.", "No time is named."),
            "location": location,
            "fingerprint": _text("Identity across versions of a file.", "9f86d081884c7d65"),
            "cure": _list(_object(cure), "Clauses whose wording would mend it.", []),
        }
    )


def _assessed() -> Schema:
    return _object(
        {
            "path": _PATH,
            "title": _text("Title of the document.", "Master Services Agreement"),
            "pages": _count("Number of pages; null where the format has none.", 12),
            "requirements": _list(_requirement(), "One entry a requirement.", []),
            "clauses": _list(_clause(), "Kinds of clause that were found.", []),
            "findings": _list(_finding(), "What a reader should know.", []),
        },
        files=_list(_member(), "The files that are one contract (`--as-one`).", []),
        unread=_list(
            _text("A file, or pages.", "pages 3, 4 (images)"),
            "What of the contract could not be read: nothing is absent while there is any.",
            [],
        ),
        papers_not_given=_list(
            _text("A paper, as the contract names it.", "Annex 2"),
            "Papers that the contract names but that were not given: nobody read them.",
            ["Annex 2", "Business Associate Agreement"],
        ),
        packs_left_out=_list(
            _left_out(), "Packs that were not judged: nothing states that they apply.", []
        ),
        notices=_list(_notice(), "What a reader must know of the file.", []),
    )


def _notice() -> Schema:
    location = {
        "type": "object",
        "properties": {**_PLACE, "file": _FILE},
        "additionalProperties": False,
        "description": "The first place.",
        "examples": [{"page": 3}],
    }
    return _object(
        {
            "kind": _one_of("What it is.", *get_args(NoticeKind)),
            "count": _count("How many there are.", 3),
            "by": _list(_text("A name.", "A. Author"), "Authors, where the file names them.", []),
            "location": location,
            "what": _text("What it is, in a few words.", "page 7 (an image)"),
        }
    )


def _left_out() -> Schema:
    mentioned = {
        "type": "boolean",
        "description": "Whether the document names its subject without stating anything.",
        "examples": [True],
    }
    return _object(
        {
            "pack": _text("Id of the pack.", "hipaa-baa"),
            "applies": _one_of("Whether it applies to this contract.", "no", "unknown"),
            "applies_because": _text("Why.", "nothing shows whether phi holds"),
            "mentioned": mentioned,
        }
    )


def _member() -> Schema:
    title = _text("Title of the file.", "Data Processing Agreement")
    pages = _count("Its number of pages; null where the format has none.", 8)
    return {"anyOf": [_object({"path": _PATH, "title": title, "pages": pages}), _refused()]}


def _refused() -> Schema:
    reason = {
        "cause": _one_of("Why, as a stable name.", *CAUSES),
        "message": _text("Why, in words.", CAUSES["encrypted"]),
    }
    said = {
        "description": "The file was not assessed.",
        "examples": [{"cause": "encrypted", "message": CAUSES["encrypted"]}],
    }
    return _object({"path": _PATH, "not_assessed": {**_object(reason), **said}})
