"""The namespaces that Word knows; what stands in others it passes over."""

from __future__ import annotations

_OPEN = "http://schemas.openxmlformats.org/"
_MICROSOFT = "http://schemas.microsoft.com/"
_URN = "urn:schemas-microsoft-com:"
_OPEN_ONES = (
    "wordprocessingml/2006/main", "officeDocument/2006/math", "officeDocument/2006/relationships",
    "officeDocument/2006/bibliography", "officeDocument/2006/customXml",
    "officeDocument/2006/docPropsVTypes", "officeDocument/2006/extended-properties",
    "officeDocument/2006/custom-properties", "markup-compatibility/2006", "schemaLibrary/2006/main",
    "drawingml/2006/main", "drawingml/2006/picture", "drawingml/2006/wordprocessingDrawing",
    "drawingml/2006/chart", "drawingml/2006/chartDrawing", "drawingml/2006/diagram",
    "drawingml/2006/lockedCanvas", "drawingml/2006/compatibility",
    "drawingml/2006/spreadsheetDrawing", "spreadsheetml/2006/main", "presentationml/2006/main",
)  # fmt: skip
_MICROSOFT_ONES = (
    "office/word/2003/wordml", "office/word/2003/auxHint", "office/word/2006/wordml",
    "office/word/2010/wordml", "office/word/2010/wordprocessingCanvas",
    "office/word/2010/wordprocessingDrawing", "office/word/2010/wordprocessingGroup",
    "office/word/2010/wordprocessingInk", "office/word/2010/wordprocessingShape",
    "office/word/2012/wordml", "office/word/2012/wordprocessingDrawing",
    "office/word/2015/wordml/symex", "office/word/2016/wordml/cid",
    "office/word/2018/wordml", "office/word/2018/wordml/cex",
    "office/word/2020/wordml/sdtdatahash", "office/word/2020/oembed",
    "office/word/2023/wordml/word16du", "office/word/2024/wordml/sdtformatlock",
    "office/2006/metadata/properties", "office/2019/extlst",
    "office/drawing/2007/8/2/chart", "office/drawing/2008/diagram", "office/drawing/2010/main",
    "office/drawing/2010/chartDrawing", "office/drawing/2010/compatibility",
    "office/drawing/2010/diagram", "office/drawing/2010/picture", "office/drawing/2010/slicer",
    "office/drawing/2012/main", "office/drawing/2012/chart", "office/drawing/2012/chartStyle",
    "office/drawing/2013/main/command", "office/drawing/2014/main", "office/drawing/2014/chart",
    "office/drawing/2014/chart/ac", "office/drawing/2014/chartex",
    "office/drawing/2015/9/8/chartex", "office/drawing/2015/10/21/chartex",
    "office/drawing/2015/06/chart", "office/drawing/2016/5/9/chartex",
    "office/drawing/2016/5/10/chartex", "office/drawing/2016/5/11/chartex",
    "office/drawing/2016/5/12/chartex", "office/drawing/2016/5/13/chartex",
    "office/drawing/2016/5/14/chartex", "office/drawing/2016/11/main",
    "office/drawing/2016/11/diagram", "office/drawing/2016/12/diagram",
    "office/drawing/2016/ink", "office/drawing/2016/SVG/main", "office/drawing/2017/model3d",
    "office/drawing/2017/decorative", "office/drawing/2017/03/chart",
    "office/drawing/2018/hyperlinkcolor", "office/drawing/2018/sketchyshapes",
    "office/drawing/2018/animation", "office/drawing/2020/classificationShape",
    "office/drawing/2021/oembed", "office/drawing/2021/scriptlink", "ink/2010/main",
)  # fmt: skip
_URN_ONES = ("vml", "office:office", "office:word", "office:excel", "office:powerpoint")
COMPATIBILITY = f"{{{_OPEN}markup-compatibility/2006}}"
MATH = f"{{{_OPEN}officeDocument/2006/math}}"
DRAWINGML = f"{{{_OPEN}drawingml/2006/main}}"
DRAWING = f"{{{_OPEN}drawingml/2006/wordprocessingDrawing}}"
CHART = f"{{{_OPEN}drawingml/2006/chart}}"
DIAGRAM = f"{{{_OPEN}drawingml/2006/diagram}}"
CHART_EX = f"{{{_MICROSOFT}office/drawing/2014/chartex}}"
WORD_2010 = f"{{{_MICROSOFT}office/word/2010/wordml}}"
WORD_2012 = f"{{{_MICROSOFT}office/word/2012/wordml}}"
WORD_SHAPE = f"{{{_MICROSOFT}office/word/2010/wordprocessingShape}}"
DRAWING_2010 = f"{{{_MICROSOFT}office/word/2010/wordprocessingDrawing}}"
WORD_GROUP = f"{{{_MICROSOFT}office/word/2010/wordprocessingGroup}}"
WORD_CANVAS = f"{{{_MICROSOFT}office/word/2010/wordprocessingCanvas}}"
VML = f"{{{_URN}vml}}"
OFFICE = f"{{{_URN}office:office}}"
"""Prefixes of the names of elements, as lxml writes them."""
KNOWN = frozenset(
    (
        *(_OPEN + one for one in _OPEN_ONES),
        *(_MICROSOFT + one for one in _MICROSOFT_ONES),
        *(_URN + one for one in _URN_ONES),
    )
)
"""Namespaces by their exact names: one that only begins like these is unknown to Word."""


def is_known(tag: str) -> bool:
    """Whether Word knows elements of this name (`{namespace}name`)."""
    return tag[1:].partition("}")[0] in KNOWN
