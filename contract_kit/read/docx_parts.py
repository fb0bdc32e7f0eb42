"""The parts of a Word file, as its relationships name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.errors import UnreadableError
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.relationships import main_part, relationships
from contract_kit.ooxml.wordml import R, W
from contract_kit.read.docx_styles import OFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = f"{{{W}}}"
_OCX = "{http://schemas.microsoft.com/office/2006/activeX}"
_STORE = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_PROPERTIES = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": (
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    ),
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
"""The stores of a file's own properties, by the relationship of their part."""
_OTHERS = {"workbook": "a workbook", "presentation": "a presentation", "VisioDocument": "a drawing"}


class Parts:
    """A file that was opened: `root` is its main part, which is a document of Word."""

    def __init__(self, data: bytes) -> None:
        self._package = open_package(data)
        main = main_part(self._package)
        root = self._package.xml(main)
        if root is None or root.tag != _W + "document":
            name = "" if root is None else root.tag.rpartition("}")[2]
            detail = f"It is {_OTHERS[name]}." if name in _OTHERS else "It is no Word document."
            raise UnreadableError("not-text" if name in _OTHERS else "corrupt", detail)
        self.root: _Element = root
        named = relationships(self._package, main)
        self._parts = {one.kind: one.part for one in reversed(named)}
        self._data = tuple(one.part for one in named if one.kind == "customXml" and one.part)
        self._sources = {root: main}

    def named(self, kind: str) -> _Element | None:
        """The part that stands in this relation to the main part ("styles"); None without one."""
        return self._opened(self._parts.get(kind, ""))

    def headers(self) -> Iterator[_Element]:
        """The headers and footers that sections of the document show, each part once."""
        settings = self.named("settings")
        even = None if settings is None else settings.find(_W + "evenAndOddHeaders")
        seen: set[str] = set()
        for reference in self.root.iter(_W + "headerReference", _W + "footerReference"):
            part = self._named_by(reference, "id")
            shown = {"even": _is_on(even), "first": _is_on(_title(reference))}
            is_shown = shown.get(reference.get(_W + "type", ""), True)
            root = self._opened(part) if is_shown else None
            if root is not None and part not in seen:
                seen.add(part)
                yield root

    def control_class(self, control: _Element) -> str:
        """The class of a `w:control` in capital letters, "" where it is not told."""
        root = self._package.xml(self._named_by(control, "id"))
        return "" if root is None else root.get(f"{_OCX}classid", "").upper()

    def data(self, ident: str) -> Iterator[_Element]:
        """The data parts that a content control of this store id is bound to."""
        for part in self._data:
            described = [
                self._package.xml(one.part)
                for one in relationships(self._package, part)
                if one.kind == "customXmlProps"
            ]
            idents = [one.get(f"{_STORE}itemID", "") for one in described if one is not None]
            root = self._package.xml(part)
            if root is not None and (not idents or ident.lower() in map(str.lower, idents)):
                yield root
        if (kind := _PROPERTIES.get(ident.upper())) and (root := self._outer(kind)) is not None:
            yield root

    def _outer(self, kind: str) -> _Element | None:
        """The part that the package itself names so."""
        named = (one.part for one in relationships(self._package, "") if one.kind == kind)
        return self._package.xml(next(named, ""))

    def lacks(self, reference: _Element) -> bool:
        """Whether the part that a reference to a header, footer or note leads to is not there."""
        kind = reference.tag.removeprefix(_W).removesuffix("Reference")
        if kind in ("footnote", "endnote"):
            return self.named(f"{kind}s") is None
        return self._package.xml(self._named_by(reference, "id")) is None

    def has_words(self, element: _Element, name: str) -> bool:
        """Whether the part that an element names (a diagram, a chart) holds any text."""
        root = self._package.xml(self._named_by(element, name))
        return root is not None and any(
            (one.text or "").strip()
            for one in root.iter("{*}t", "{*}v")
        )  # fmt: skip

    def _opened(self, part: str) -> _Element | None:
        root = self._package.xml(part)
        if root is not None:
            self._sources[root] = part
        return root

    def _named_by(self, element: _Element, name: str) -> str:
        """The part that an element of a story names in its attribute `r:name`; "" for none."""
        source = self._sources.get(element.getroottree().getroot(), "")
        ident = element.get(f"{{{R}}}{name}", "")
        named = relationships(self._package, source)
        return next((one.part for one in named if one.ident == ident and ident), "")


def _title(reference: _Element) -> _Element | None:
    section = reference.getparent()
    return None if section is None else section.find(_W + "titlePg")


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get(_W + "val", "1") not in OFF
