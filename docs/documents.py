"""Writes docs/documents.md from clauses/documents and an example, as `nox -s docs` does."""

from __future__ import annotations

from pathlib import Path

from contract_kit.api import assemble, load
from contract_kit.assemble.alone import relied_on
from contract_kit.library import Library, load_library
from contract_kit.library.documents import Attached
from contract_kit.spec import Contract

FOLDER = Path(__file__).parent
TARGET = FOLDER / "documents.md"
EXAMPLE = "examples/medical.yaml"
HEAD = """# A document alone

Written by `nox -s docs`; do not edit. Where an agreement exists, and only its service levels,
its data processing terms or an order are to be added, one document is built alone:

    contract-kit build support.yaml --only service_levels

writes `support-service_levels.docx` and `.pdf`, in the folder of `-o`. `--stance`, `--clean`,
`--final`, `--template` and every format work as for the whole contract ([copies](copies.md)).
In Python: `assemble(contract, only="service_levels")`.

## The agreement it is attached to

```yaml
contract:
  attaches_to:
    title: Master Services Agreement
    date: 2026-03-01
    reference: MSA-2026-014   # where it has one
    precedence: document      # which prevails on the subject of the document; or: agreement
```

Without it the document prints placeholders, and `--final` refuses. An agreement dated after
`contract.effective_date` is refused (V170).

## What such a document says

- **Its own frame** (`clauses/attached`): the parties, the agreement it belongs to, how it is
  read, which prevails, from when and how long, what stays with the agreement, changes, law, and
  signatures.
- **The same terms as the whole contract**, paragraph for paragraph, with the same figures; only
  numbers of clauses and Schedules are its own. The spec is checked as a whole.
- **Its own definitions**: those that its text uses, and no others. "This Agreement" means the
  agreement with this document as a part of it.
- **What it does not hold is named in words**: "the Agreement's clause on change control". A
  draft lists each such term with the places that name it, and the command prints the list:
  check that the agreement has them. `relied_on(document)` of `contract_kit.assemble.alone`
  gives it in Python.
- `--final` asks only for what the document prints: an open assumption about service levels
  keeps no security terms from being signed.

A document of which the spec has nothing is refused (V171), such as `data_processing` without
personal data; an unknown name with the names there are.

## The documents

| `--only` | title | what it holds | needs in the spec |
|---|---|---|---|
"""
FOOT = """
## Documents of your own

A document is a file, `documents/ID.yaml`, in the folder of clauses of a house
(`docs/config.md`); one with the id of ours replaces it. Its keys: `id`, `title`, `about`,
`subject` (on what it prevails), `when` (a condition on the spec, as in `docs/clauses.md`),
`lacks` (what to say where it does not hold), `schedules` (taken whole), `clauses` (further
ones, by id), `apart` (those it prints where the contract leaves them to it, such as a separate
business associate agreement) and `frame` (its own clauses, of schedule `attached`).
"""


def page() -> str:
    """The page as it must stand in the folder."""
    library, contract = load_library(), load(FOLDER.parent / EXAMPLE)
    documents = sorted(library.documents.values(), key=lambda one: one.id)
    rows = "".join(_row(one) for one in documents)
    shown = "".join(_example(one, contract, library) for one in documents)
    return f"{HEAD}{rows}\n## An example of each\n\nAll of `{EXAMPLE}`.\n{shown}{FOOT}"


def _row(one: Attached) -> str:
    needs = "–" if one.when == "always" else f"`{one.when}`"
    return f"| `{one.id}` | {one.title} | {one.about} | {needs} |\n"


def _example(one: Attached, contract: Contract, library: Library) -> str:
    document = assemble(contract, library, clean=True, only=one.id)
    lines = [f"\n### {one.title}\n", f"    contract-kit build {EXAMPLE} --only {one.id}\n"]
    for section in document.sections:
        if section.kind == "schedule":
            titles = "; ".join(inner.title for inner in section.sections)
            lines.append(f"- {section.number}, {section.title}: {titles}")
    relied = "; ".join(relied_on(document)) or "nothing"
    lines.append(f"- names of the agreement: {relied}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
