"""The Python API: the verbs `load`, `assemble`, `render`, `read`, `scan` and `settle`.

>>> from contract_kit.api import load, assemble, render
>>> contract = load("examples/support.yaml")                     # doctest: +SKIP
>>> word = render(assemble(contract), "docx")                    # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.document import Document
    from contract_kit.library import Library
    from contract_kit.library.packs import Pack
    from contract_kit.scan.result import Report
    from contract_kit.settle import Figures
    from contract_kit.spec import Contract


def load(path: str | Path, *, strict: bool = False) -> Contract:
    """The validated contract in the YAML file `path`.

    Raises `SpecError` with every mistake. `strict` turns completeness warnings into errors.
    """
    from contract_kit import settle, spec  # noqa: PLC0415 - each verb imports what it uses

    return spec.load(path, checks=(settle.check,), strict=strict)


def assemble(
    contract: Contract,
    library: Library | None = None,
    *,
    stance: str | None = None,
    draft: bool = True,
    clean: bool = False,
    final: bool = False,
    only: str | None = None,
) -> Document:
    """The contract as a document; `library` defaults to the built-in clauses.

    A draft lists what it takes for granted where the spec is silent, unless it is `clean`, for the
    other side. A `final` one is to be signed: `AssemblyError` names everything that stands open.
    `only` builds one document alone, such as `service_levels`, to attach to an agreement that
    exists (`docs/documents.md`). Raises `LibraryError` where a clause that is not ours names a path
    that does not exist.
    """
    from contract_kit import assemble as room  # noqa: PLC0415 - as above
    from contract_kit.assemble.paths import check  # noqa: PLC0415 - as above
    from contract_kit.library import load_library  # noqa: PLC0415 - as above

    library = library or load_library()
    check(library)
    return room.assemble(
        contract, library, stance=stance, draft=draft, clean=clean, final=final, only=only
    )


def render(document: Document, format: str, *, template: bytes | None = None) -> bytes:
    """The document as `docx`, `pdf`, `md` or `html`: equal input, equal bytes."""
    from contract_kit import render as room  # noqa: PLC0415 - as above

    return room.render(document, format, template=template)


def read(source: str | Path | bytes, name: str = "") -> Document:
    """The document in a file, or in bytes with their file name.

    Raises `UnreadableError` with a cause for what cannot be assessed.
    """
    from contract_kit import read as room  # noqa: PLC0415 - as above

    return room.read(source, name) if isinstance(source, bytes) else room.read_path(Path(source))


def scan(
    documents: Sequence[Document],
    packs: Sequence[Pack] | None = None,
    *,
    conditions: Collection[str] = (),
    spec: Contract | None = None,
    as_one: bool = False,
) -> Report:
    """What the documents hold of the packs' requirements.

    `packs` defaults to the built-in ones whose own conditions hold for a document. `spec` answers
    conditions before `conditions` and the documents do. With `as_one` they are one contract.
    """
    from contract_kit import scan as room  # noqa: PLC0415 - as above
    from contract_kit.library.packs import load_packs  # noqa: PLC0415 - as above
    from contract_kit.resources import bundled  # noqa: PLC0415 - as above
    from contract_kit.scan.conditions import Known  # noqa: PLC0415 - as above

    chosen = load_packs(bundled("packs")) if packs is None else packs
    known = Known(frozenset(conditions), _told(spec))
    named = {f"{number}: {one.title}": one for number, one in enumerate(documents, start=1)}
    return room.scan(named, chosen, conditions=known, choose=packs is None, as_one=as_one)


def _told(spec: Contract | None) -> dict[str, tuple[bool, str]]:
    """The conditions that a spec answers."""
    if spec is None:
        return {}
    from contract_kit.spec.answers import answers  # noqa: PLC0415 - as above

    return answers(spec)


def figures(contract: Contract) -> Figures:
    """Every amount that the contract prints: monthly charges, at-risk amount, caps."""
    from contract_kit import settle  # noqa: PLC0415 - as above

    return settle.figures(contract)
