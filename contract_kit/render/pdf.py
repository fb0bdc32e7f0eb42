"""Document → PDF with reportlab.

The text is laid out once. What only the last page tells (page totals, page numbers in the
contents) enters as forms that are defined at the end. reportlab makes no tagged PDF, so we claim
neither PDF/UA nor PDF/A.
"""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from contract_kit.render.headings import fingerprint
from contract_kit.render.pdf_flow import Pages
from contract_kit.render.pdf_fonts import name_of
from contract_kit.render.pdf_page import Furniture, LateCanvas
from contract_kit.render.pdf_story import Story
from contract_kit.render.pdf_style import BOTTOM, SIDE, Page, page_for

if TYPE_CHECKING:
    from contract_kit.document import Document


def render(document: Document) -> bytes:
    """The PDF of `document`; equal documents give equal bytes."""
    page = page_for(document.paper)
    pages = Pages()
    story = Story(document, page, pages)
    flowables = [NextPageTemplate("body"), *story.build()]
    out = BytesIO()
    template = _template(document, page, out)
    template.build(flowables, canvasmaker=partial(_canvas, document, story, pages))
    return out.getvalue()


def _canvas(
    document: Document, story: Story, pages: Pages, *args: Any, **values: Any
) -> LateCanvas:
    canvas = LateCanvas(*args, **values)
    canvas.pages, canvas.entries, canvas.draft = pages, story.entries(), document.draft
    canvas.showOutline()
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _template(document: Document, page: Page, out: BytesIO) -> BaseDocTemplate:
    furniture = Furniture(
        page, document.title, document.cover.id, fingerprint(document), document.draft
    )
    template = BaseDocTemplate(
        out,
        pagesize=(page.width, page.height),
        invariant=1,
        initialFontName=name_of(),
        pageCompression=1,
        title=document.title,
        author=" and ".join(party.name for party in document.cover.parties),
        subject=document.cover.id,
        creator="" if document.outgoing else "contract-kit",
        lang=document.language,
    )
    template.addPageTemplates(
        [
            PageTemplate("cover", [_frame(page)], onPage=furniture.cover),
            PageTemplate("body", [_frame(page)], onPage=furniture.body),
        ]
    )
    return template


def _frame(page: Page) -> Frame:
    return Frame(
        SIDE,
        BOTTOM,
        page.text_width,
        page.text_height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
