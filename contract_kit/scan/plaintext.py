"""A short plain text as a Document, for the examples in requirement files."""

from __future__ import annotations

from contract_kit.document import Document, Origin, Paragraph, Run, Section


def document(text: str, title: str = "") -> Document:
    """`text` with a paragraph a line; `# ` begins a section."""
    sections: list[Section] = []
    heading = ""
    blocks: list[Paragraph] = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        if line.startswith("#"):
            if heading or blocks:
                sections.append(Section(heading, blocks=tuple(blocks)))
            heading, blocks = line.lstrip("# "), []
        else:
            blocks.append(Paragraph((Run(line),), origin=Origin(paragraph=number)))
    sections.append(Section(heading, blocks=tuple(blocks)))
    return Document(title, tuple(sections))
