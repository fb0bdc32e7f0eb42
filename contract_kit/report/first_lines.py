"""The first lines on a file: what it is, what a reader must know of it, what was judged and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from contract_kit.report.lines import wrapped

if TYPE_CHECKING:
    from contract_kit.library.packs import Pack
    from contract_kit.scan.result import DocumentResult, RequirementResult

_NOTICES = {
    "tracked-changes": "the file is read as if its tracked changes were accepted; they are",
    "hidden-text": "the file holds text that a reader does not see; it is no evidence here",
    "look-alike-letters": "letters of other scripts stand inside Latin words and are read as those",
    "invisible-letters": "characters that show nothing were taken out before reading",
    "text-layer": "pages are pictures; the unseen text laid over them was read, not the pictures",
}
_LISTED = 12
"""So many papers are listed by name."""


def incomplete(one: DocumentResult) -> list[str]:
    """What could not be read."""
    names = ", ".join(one.unread)
    said = f"{names} could not be read; nothing is called missing before that."
    return wrapped("INCOMPLETE: ", said) if names else []


def titled(one: DocumentResult) -> Iterator[str]:
    """The title, the pages and the files of a contract."""
    yield f"{one.title or 'no title'}{_pages(one.pages)}"
    if not one.files:
        return
    yield f"One contract in {len(one.files)} files:"
    for member in one.files:
        title = f"{member.title or 'no title'}{_pages(member.pages)}"
        yield f"  {member.path}: {'NOT READ' if member.not_assessed else title}"


def _pages(count: int | None) -> str:
    return f", {count} {'page' if count == 1 else 'pages'}" if count else ""


def notices(one: DocumentResult) -> Iterator[str]:
    """What a reader must know of the file before its verdicts."""
    for notice in one.notices:
        if notice.kind == "lost-text":
            continue  # told as what could not be read
        counted = f"{notice.count} {'places' if notice.count != 1 else 'place'}"
        by = f" by {', '.join(notice.by)}" if notice.by else ""
        where = f", first at {notice.location}" if str(notice.location) else ""
        said = f"{_NOTICES[notice.kind]}{by} ({counted}{where})"
        yield from wrapped("NOTE: ", f"{said}: {notice.what}" if notice.what else said)


def papers(one: DocumentResult) -> Iterator[str]:
    """The papers that the contract names and nobody gave."""
    if names := one.papers_not_given:
        more = len(names) - _LISTED
        listed = ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
        yield from wrapped("Papers not given: ", f"{listed}; what they hold was not read.")


def judged(one: DocumentResult, packs: Sequence[Pack]) -> Iterator[str]:
    """Which packs were judged and why, which were not, and how to ask for them."""
    for pack in packs:
        results = [result for result in one.requirements if result.pack == pack.id]
        if left := left_open(pack, results):
            ask = f"Read it --as-one with its contract, or ask with --pack {pack.id}"
            yield from wrapped("Not judged: ", f"{pack.title}: {left}. {ask}.")
        elif results:
            yield from wrapped("Judged: ", f"{pack.title} ({_why(pack, results)})")
    for out in one.left_out:
        if out.mentioned or out.applies == "no":
            because = out.because.partition(": ")[2] if out.mentioned else out.because
            said = f"{out.title}: {because}; ask with --pack {out.pack}"
            yield from wrapped("Not judged: ", said)
    rest = [out.pack for out in one.left_out if not out.mentioned and out.applies != "no"]
    if rest:
        yield from wrapped(
            "Not judged: ", f"{', '.join(rest)}: nothing shows that they apply; ask with --pack ID"
        )


def left_open(pack: Pack, results: Sequence[RequirementResult]) -> str:
    """What the document is, where that leaves open whether a whole pack asks for anything."""
    reasons = {one.applies_because for one in results if one.applies == "unknown"}
    names = (*(f"{one}:" for one in pack.open_for), *(f"{one} was" for one in pack.open_for))
    shown = [one.partition(": ")[2] or one for one in reasons if one.startswith(names)]
    return shown[0] if len(shown) == 1 and all(one.applies != "yes" for one in results) else ""


def _why(pack: Pack, results: Sequence[RequirementResult]) -> str:
    """Why the requirements of a pack apply: the reason that most of them share."""
    if pack.when in ((), ("always",)):
        return "asked of every contract for services"
    reasons = [one.applies_because for one in results if one.applies == "yes"]
    return max(reasons, key=reasons.count, default="asked for")
