"""What a PDF file holds beside the letters that were read, page by page and as a whole."""

from __future__ import annotations

import io
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from contract_kit.document import Notice
from contract_kit.findings import Location
from contract_kit.read.pdf_damage import is_blank, is_cut_off
from contract_kit.read.pdf_fields import opened
from contract_kit.read.pdf_survey import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LOGO = 0.1  # share of a page that a logo may cover
_FEW = 25  # fewer letters on a page with pictures or drawings: these are the text
_PICTURE = 0.6  # share of a page; over such a picture a stamp or a running line may stand
_STAMP = 150  # letters of a stamp, at most
_OUTLINES = 500  # points of drawings that letters may be made of
_ODD = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_VOWEL = re.compile(r"[aeiouáéíóúàèìòùäëïöü]", re.IGNORECASE)
_COMMON = re.compile(r"\b(?:the|of|and|to|in|or|by|for|be|is|with|shall|any)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_BROKEN = "a damaged part"
MISSING = "contents that are missing or cannot be read"
_SEVERAL = {
    "an image": "images",
    "a drawing": "drawings",
    "damaged": "damaged",
    "letters that cannot be told": "letters that cannot be told",
}


def is_garbled(text: str) -> bool:
    """Whether letters are signs without a meaning, or words of no language."""
    odd = len(_ODD.findall(text))
    if odd >= 20 and odd > 0.1 * len(text):
        return True
    words = _WORD.findall(text[:20_000])
    if len(words) < 40 or len(_COMMON.findall(text[:20_000])) > 0.03 * len(words):
        return False
    return sum(bool(_VOWEL.search(one)) for one in words) < 0.8 * len(words)


def lost_page(pdf: Any, raw: Any, at: int, letters: int, *, read: bool, lacking: bool) -> str:
    """Why a page with few letters holds text that was not read, empty if it does not.

    `read` says that the letters are those of its picture, `lacking` that the file does not hold
    all contents its pages name: then an empty page is none that was meant to be blank.
    """
    if letters >= (_FEW if read else _STAMP):
        return ""
    page = opened(pdf, raw, at).page
    try:
        if not raw.FPDFPage_CountObjects(page.raw):
            return "" if letters or _is_blank(pdf, at, lacking=lacking) else MISSING
        share = _pictured(page, raw)
        if share > (_LOGO if letters < _FEW else _PICTURE):
            return "an image"
        outlined = letters < _FEW and _outlines(page, raw) >= _OUTLINES
        return "a drawing" if outlined else ""
    finally:
        page.close()


def _is_blank(pdf: Any, at: int, *, lacking: bool) -> bool:
    """Whether a page without anything on it was meant to be blank.

    A copy of it does not name contents that the file does not hold.
    """
    alone = _alone(pdf, at)
    return is_blank(alone) and not (lacking and b"/Contents" not in alone)


def _alone(pdf: Any, at: int) -> bytes:
    """A page as a file of its own."""
    alone = type(pdf).new()
    try:
        alone.import_pages(pdf, [at])
        into = io.BytesIO()
        alone.save(into)
        return into.getvalue()
    finally:
        alone.close()


def unlocked(pdf: Any, raw: Any, data: bytes) -> bytes:
    """The file without its encryption, which needs no password to be read."""
    if b"/Encrypt" not in data:
        return data
    into = io.BytesIO()
    pdf.save(into, flags=raw.FPDF_REMOVE_SECURITY)
    return into.getvalue()


def broken_pages(pdf: Any, raw: Any) -> dict[int, str]:
    """The pages of a damaged file that lack something or hold what cannot be read whole, from 1.

    Number 0 says that it is not known where.
    """
    found = {at + 1: _BROKEN for at in range(len(pdf)) if _is_broken(pdf, raw, at)}
    return found or {0: _BROKEN}


def _is_broken(pdf: Any, raw: Any, at: int) -> bool:
    """Whether a page is damaged: a part of its contents that is missing takes all from a copy."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - loads a native library

    try:
        alone = _alone(pdf, at)
        page = pdf[at]
    except PdfiumError:
        return True
    try:
        drawn = raw.FPDFPage_CountObjects(page.raw) > 0
    finally:
        page.close()
    return survey(alone).broken or (drawn and b"/Contents" not in alone)


def _pictured(page: Any, raw: Any) -> float:
    """The share of a page that pictures cover."""
    width, height = page.get_size()
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    shown = (one.get_bounds() for one in page.get_objects(filter=kinds, max_depth=3))
    covered = sum(abs((right - left) * (top - bottom)) for left, bottom, right, top in shown)
    return float(covered / max(width * height, 1))


def _outlines(page: Any, raw: Any) -> int:
    """The points of all drawings of a page."""
    paths = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=3)
    return sum(max(raw.FPDFPath_CountSegments(one.raw), 0) for one in paths)


def lost_pages(reasons: Mapping[int, str]) -> Iterable[Notice]:
    """The notices that pages hold text which was not read; `reasons` by page number, from 1."""
    ordered = sorted(reasons.items(), key=lambda one: (one[1], one[0]))
    for reason, members in groupby(ordered, key=lambda one: one[1]):
        pages = [page for page, _ in members]
        kind = f"pages {', '.join(map(str, pages))} ({_SEVERAL.get(reason, reason)})"
        what = kind if len(pages) > 1 else f"page {pages[0]} ({reason})"
        yield Notice("lost-text", len(pages), location=Location(page=pages[0]), what=what)


def lost_parts(pdf: Any, raw: Any, data: bytes, broken: Iterable[int]) -> Iterable[Notice]:
    """The notices of what belongs to no page: attached files, a form of another kind, damage.

    `broken` are the pages that are damaged, 0 where it is not known which.
    """
    attached = raw.FPDFDoc_GetAttachmentCount(pdf.raw)
    if attached > 0:
        what = "an attached file" if attached == 1 else f"{attached} attached files"
        yield Notice("lost-text", attached, what=what)
    if raw.FPDF_GetFormType(pdf.raw) in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}:
        yield Notice("lost-text", what="a form of the kind XFA")
    if is_cut_off(data):
        yield Notice("lost-text", what="the end of the file, which is cut off")
    elif set(broken) == {0}:
        yield Notice("lost-text", what=_BROKEN)
