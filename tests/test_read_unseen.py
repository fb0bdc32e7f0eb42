"""Web pages and Markdown: text that no reader sees is no evidence, and is reported."""

import time

import pytest

from contract_kit.document import Document, Notice, Paragraph
from contract_kit.read import read

SECRET = "The Supplier is liable for everything"
SEEN = "The Supplier shall answer each call within twenty seconds."


def page(body: str, style: str = "", head: str = "") -> Document:
    text = f"<html><head>{head}<style>{style}</style></head><body><p>{SEEN}</p>{body}</body></html>"
    return read(text.encode(), "a.html")


def text_of(document: Document) -> str:
    return " ".join(b.text for _, b in document.blocks() if isinstance(b, Paragraph))


def notices(document: Document, kind: str) -> list[Notice]:
    return [one for one in document.notices if one.kind == kind]


STYLES = [
    "display:none",
    "DISPLAY : NONE !important",
    "visibility:hidden",
    "visibility: collapse",
    "opacity:0",
    "opacity: 0%",
    "filter:opacity(0)",
    "font-size:0",
    "font-size:1px",
    "font-size:.1em",
    "font:0/0 a",
    "font: italic 1px serif",
    "color:#fff",
    "color:white",
    "color:#fdfdfd",
    "color:transparent",
    "color:rgba(0,0,0,0)",
    "color:rgb(255 255 255 / 50%)",
    "color:hsl(120, 10%, 99%)",
    "color:oklch(1 0 0)",
    "-webkit-text-fill-color:transparent",
    "background:#222;color:rgb(33,33,33)",
    "position:absolute;left:-9999px",
    "position:fixed;top:-200vh",
    "position:absolute;left:99999px",
    "text-indent:-9999px",
    "margin-left:-5000px",
    "transform:translateX(-9999px)",
    "transform:scale(0)",
    "transform:matrix(0,0,0,0,0,0)",
    "transform:rotateY(90deg)",
    "scale:0",
    "height:0;overflow:hidden",
    "width:1px;overflow:clip",
    "max-height:0px;overflow-y:hidden",
    "position:absolute;clip:rect(0,0,0,0)",
    "position:absolute;clip:rect(1px 1px 1px 1px)",
    "clip-path:inset(50%)",
    "clip-path:circle(0)",
    "clip-path:polygon(0 0,0 0,0 0)",
    "content-visibility:hidden",
    "mask:linear-gradient(transparent,transparent)",
    "--c:none;display:var(--c)",
    "color:var(--c,white)",
]


@pytest.mark.parametrize("style", STYLES)
def test_text_hidden_by_its_style_is_no_evidence(style: str) -> None:
    document = page(f"<p style='{style}'>{SECRET}</p>")
    assert SECRET not in text_of(document)
    (notice,) = notices(document, "hidden-text")
    assert (notice.count, notice.location.paragraph) == (1, 2)


ELEMENTS = [
    "<p hidden>{}</p>",
    "<template>{}</template>",
    "<noscript>{}</noscript>",
    "<dialog>{}</dialog>",
    "<div popover>{}</div>",
    "<canvas>{}</canvas>",
    "<video>{}</video>",
    "<p><font color=white>{}</font></p>",
    "<p style='visibility:hidden'><b>{}</b></p>",
    "<table bgcolor=black><tr><td>a</td><td><font color='#010101'>{}</font></td></tr></table>",
    "<!-- {} whatsoever -->",
    "<div style='opacity:.2'><p style='opacity:.2'>{}</p></div>",
]


@pytest.mark.parametrize("element", ELEMENTS)
def test_text_in_elements_that_are_not_shown_is_no_evidence(element: str) -> None:
    document = page(element.format(SECRET))
    shown = text_of(document) + "".join(
        row.text
        for _, one in document.blocks()
        if not isinstance(one, Paragraph)
        for row in one.rows
    )
    assert SECRET not in shown
    assert notices(document, "hidden-text")


RULES = [
    ".x{display:none}",
    "div > p.x{display:none}",
    "div .x, h9{display:none}",
    "#i{display:none}",
    "[data-k=v]{display:none}",
    "[data-k^='V' i]{display:none}",
    "div p:not(.y):nth-of-type(2n+1){display:none}",
    "h2 + p{display:none}",
    "h2 ~ p{display:none}",
    "p:last-child{display:none}",
    "div:has(> h2) p{display:none}",
    ":is(section,div) :where(p){display:none}",
    "div{.x{display:none}}",
    "div{& > p{display:none}}",
    "@media screen{.x{display:none}}",
    "@media (min-width:600px){.x{display:none}}",
    "@supports (display:grid){@layer a{.x{display:none}}}",
    ":root{--v:hidden} .x{visibility:var(--v)}",
    ".x{display:block}.x{display:none}",
    "p.x{display:none}.x{display:block}",
    ".x{display:none!important}p.x{display:block}",
    "@keyframes go{to{opacity:0}} .x{animation:go 1s forwards}",
    "body{background:#000;color:#fff} .x{color:black}",
]


@pytest.mark.parametrize("rule", RULES)
def test_text_hidden_by_a_style_sheet_is_no_evidence(rule: str) -> None:
    body = f"<div><h2>Liability</h2><p class='x z' id=i data-k=v>{SECRET}</p></div>"
    document = page(body, rule)
    assert SECRET not in text_of(document)
    assert SEEN in text_of(document)
    (notice,) = notices(document, "hidden-text")
    assert notice.count == 1


SHOWN = [
    ("", "<p>{}</p>"),
    (".y{display:none}", "<p class=x>{}</p>"),
    ("@media print{.x{display:none}}", "<p class=x>{}</p>"),
    ("@media (max-width:600px){.x{display:none}}", "<p class=x>{}</p>"),
    (".x{display:none}.x{display:block}", "<p class=x>{}</p>"),
    (".x:hover{display:none}", "<p class=x>{}</p>"),
    ("[hidden]{display:block}", "<p hidden>{}</p>"),
    ("", "<div style='visibility:hidden'><p style='visibility:visible'>{}</p></div>"),
    ("", "<div style='background:#123'><p style='color:white'>{}</p></div>"),
    ("", "<div style='background:url(a.png)'><p style='color:white'>{}</p></div>"),
    ("body{background:#111;color:#eee}", "<p>{}</p>"),
    ("", "<p style='color:#777'>{}</p>"),
    (":root{--night:#0A1628}", "<p style='color:white;background:var(--night)'>{}</p>"),
    ("@import 'a.css'", "<p style='color:white;background:var(--night)'>{}</p>"),
    ("", "<p style='font-size:6px'>{}</p>"),
    ("", "<details><summary>More</summary><p>{}</p></details>"),
    ("", "<div style='position:relative;left:-10px'>{}</div>"),
    ("", "<span style='height:0;overflow:hidden'>{}</span>"),
    ("@keyframes in{to{opacity:1}} .x{opacity:0;animation:in 1s both}", "<p class=x>{}</p>"),
    (".x{-webkit-text-fill-color:transparent;background:linear-gradient(red,blue) text}",
     "<p class=x>{}</p>"),
    ("", "<p>Value: <input value='{}'></p>"),
    ("", "<textarea>{}</textarea>"),
    ("", "<select><option>no</option><option selected>{}</option></select>"),
    (f".x::before{{content:'{SECRET}'}}", "<p class=x></p>"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "body"), SHOWN)
def test_text_that_is_seen_is_read(rule: str, body: str) -> None:
    document = page(body.format(SECRET), rule)
    assert SECRET in text_of(document)
    assert not document.notices


def test_struck_text_is_read_as_deleted_and_told() -> None:
    crossed = f"<span style='text-decoration:line-through'>{SECRET}</span>"
    body = f"<p>We pay <del>{SECRET}</del> {crossed}.</p>"
    document = page(body)
    assert SECRET not in text_of(document)
    assert [(one.kind, one.count) for one in document.notices] == [("tracked-changes", 2)]


LOST = [
    "<iframe src=terms.html></iframe>",
    "<iframe srcdoc='<p>No liability'></iframe>",
    "<object data=terms.pdf></object>",
    "<embed src=terms.pdf>",
    "<img src=page1.png width=800 height=1100>",
    "<img src=page1.png style='width:8in;height:11in'>",
    "<img src=page1.png>",
]


@pytest.mark.parametrize("body", LOST)
def test_what_the_file_shows_without_letters_is_lost(body: str) -> None:
    assert len(notices(page(body), "lost-text")) == 1


def test_deep_pages_are_read_or_said_to_be_lost() -> None:
    def deep(depth: int) -> Document:
        return page("<div>" * depth + f"<p>{SECRET}</p>" + "</div>" * depth)

    assert SECRET in text_of(deep(1_500))
    assert not deep(1_500).notices
    assert SECRET not in text_of(deep(3_000))
    assert len(notices(deep(3_000), "lost-text")) == 1


def test_text_that_scripts_may_show_is_not_called_missing() -> None:
    body = f"<div class=reveal>{SECRET * 20}</div>"
    document = page(body, ".reveal{opacity:0}", "<script>show()</script>")
    assert {one.kind for one in document.notices} == {"hidden-text", "lost-text"}


@pytest.mark.parametrize(
    "attribute", ["value='²'", "value='--5'", f"value={'9' * 5000}", "value='٣'", "value"]
)
def test_a_wrong_number_is_no_number(attribute: str) -> None:
    document = page(f"<ol start='--5'><li {attribute}>{SECRET}</li></ol>")
    assert SECRET in text_of(document)


HOSTILE = [
    "div " * 90 + "p{color:red}",
    "a{" * 5_000,
    ":not(" * 90 + "p" + ")" * 90 + "{display:none}",
    "".join(f".c{n} div ~ p:not(.z){{color:red}}" for n in range(3_000)),
    "p" + ":is(p,div,span)" * 20 + "{color:red}",
    "div:has(p){color:red}",
    "p{--a:var(--b);--b:var(--a) var(--a) var(--a);color:var(--a)}" * 50,
]


@pytest.mark.parametrize("rules", HOSTILE)
def test_hostile_style_sheets_come_to_an_end(rules: str) -> None:
    body = "<div><p class='c1 c2 c3'>a</p>" * 900 + "</div>" * 900
    start = time.process_time()
    page(body, rules)
    assert time.process_time() - start < 20


def markdown(text: str) -> Document:
    return read(f"# Agreement\n\n{SEEN}\n\n{text}\n".encode(), "a.md")


UNSEEN_IN_MARKDOWN = [
    "<!-- {} whatsoever -->",
    "Words <span style='display:none'>{}</span> here.",
    "<div hidden>\n\n{}\n\n</div>\n\nMore words.",
    "<p style='color:white'>{}</p>",
    "<style>.x{{display:none}}</style>\n\n<p class='x' style=''>{}</p>",
    "<template>{}</template>",
    "[//]: # ({} whatsoever)",
]


@pytest.mark.parametrize("text", UNSEEN_IN_MARKDOWN)
def test_what_markdown_does_not_show_is_no_evidence(text: str) -> None:
    document = markdown(text.format(SECRET))
    assert SECRET not in text_of(document)
    assert SEEN in text_of(document)
    assert [(one.kind, one.count) for one in document.notices] == [("hidden-text", 1)]


SEEN_IN_MARKDOWN = [
    "<details><summary>More</summary>\n\n{}\n\n</details>",
    "<span style='color:red'>{}</span>",
    "`<div hidden>` {}",
    "```\n<div hidden>\n```\n\n{}\n",
    "<p align=center>{}</p>",
    "1 < 2 and <b>{}</b>",
    "<!-- short --> {}",
]


@pytest.mark.parametrize("text", SEEN_IN_MARKDOWN)
def test_what_markdown_shows_is_read(text: str) -> None:
    document = markdown(text.format(SECRET))
    assert SECRET in text_of(document)
    assert document.notices == ()


def test_changes_in_markdown_are_told() -> None:
    document = markdown(f"<ins>{SEEN}</ins> ~~{SECRET}~~ <span style='color:red'>now</span>")
    assert SECRET not in text_of(document)
    assert text_of(document).count(SEEN) == 2
    assert [(one.kind, one.count) for one in document.notices] == [("tracked-changes", 2)]


def test_pages_embedded_in_markdown_are_lost() -> None:
    assert len(notices(markdown("<iframe src=a.html></iframe>"), "lost-text")) == 1


SHEETS_THAT_HIDE = [
    ".x{display:none;display:bogus}",
    ".x{opacity:0;opacity:foo}",
    ".x{font-size:calc(1em - 16px)}",
    ".x{font-size:min(1px,1em)}",
    ".x{color:#ccc;opacity:.2}",
    ".x{color:#fff;background-image:linear-gradient(#fff,#fff)}",
    ".x{color:color-mix(in srgb, white 100%, black)}",
    ".x{color:var(--q, rgb(255,255,255))}",
    ".x{position:absolute;inset-inline-start:-9999px}",
    ".x{max-block-size:0;overflow:hidden}",
    ".x{text-indent:100%;white-space:nowrap;overflow:hidden}",
    ".x{transform:translateX(-100%)}",
    ".x{height:2px;overflow:hidden}",
    ".x{clip-path:inset(0 0 100% 0)}",
    ".x{letter-spacing:-1em}",
    ".x{font-family:Wingdings}",
    ".x{-webkit-text-security:disc}",
    "html body{& .x{display:none}}",
    ":is(body .x){display:none}",
    "p:not(body > :not(.x)){display:none}",
    "p:nth-child(1 of .x){display:none}",
    ".x{display:none} @layer b{.x{display:block}}",
    "@supports not (display:foo){.x{display:none}}",
    "@import url('data:text/css,.x{display:none}');",
    "@keyframes h{from,to{opacity:0}} .x{animation:h 1s infinite}",
]


@pytest.mark.parametrize("rule", SHEETS_THAT_HIDE)
def test_what_browsers_make_of_a_sheet_counts(rule: str) -> None:
    document = page(f"<p class=x>{SECRET}</p>", rule)
    assert SECRET not in text_of(document)
    assert len(notices(document, "hidden-text")) == 1


CONDITIONS_THAT_DO_NOT_HOLD = [
    "@media only screen and (max-device-width: 480px)",
    "@media (width < 600px)",
    "@media (400px <= width <= 700px)",
    "@media all and (-ms-high-contrast: none), (-ms-high-contrast: active)",
    "@media (min-resolution: 2dppx)",
    "@supports (-ms-ime-align:auto)",
    "@container (max-width:400px)",
]


@pytest.mark.parametrize("condition", CONDITIONS_THAT_DO_NOT_HOLD)
def test_conditions_of_other_screens_hide_nothing(condition: str) -> None:
    document = page(f"<p class=x>{SECRET}</p>", condition + "{.x{display:none}}")
    assert SECRET in text_of(document)
    assert not document.notices


SEEN_OVER = [
    "<img src=a width=900 height=90 style='position:absolute'><p style='color:#fff'>{}</p>",
    "<style>.h::before{{content:'';position:absolute;inset:0;background:#012}}</style>"
    "<div class=h><p style='color:#fff;position:relative'>{}</p></div>",
    "<style>.h::before{{content:'';position:absolute;inset:0;background:#012;z-index:-1}}</style>"
    "<div class=h><p style='color:#fff'>{}</p></div>",
    "<p style='opacity:0;animation-name:f;animation-fill-mode:forwards'>{}</p>"
    "<style>@keyframes f{{to{{opacity:1}}}}</style>",
]


@pytest.mark.parametrize("body", SEEN_OVER)
def test_words_over_pictures_and_after_animations_are_seen(body: str) -> None:
    document = page(f"{SEEN * 30}<div>{body.format(SECRET)}</div>")
    assert SECRET in text_of(document)
    assert not notices(document, "hidden-text")


COMMON = [
    ("", "<p>{}</p><svg width=900 height=900><title>Open the menu of this page</title></svg>"),
    ("", "<p>{}</p><svg width=900 height=900><style>.a {{fill:none}}</style>"
     "<path d='M0 0'/></svg>"),
    (".x::after{content:'';position:absolute;left:0;bottom:-2px;width:100%;height:2px;"
     "background:#000}", "<p class=x>{}</p>"),
    (".x::after{content:'';position:absolute;inset:0;border:1px solid #ccc}", "<p class=x>{}</p>"),
    (".x::after{content:'';position:absolute;inset:0;background:#fff;opacity:0}",
     "<p class=x>{}</p>"),
    ("", "<div><p>{}</p><div style='position:absolute;inset:0;background:#fff;z-index:-1'></div>"
     "</div>"),
    (".x{position:relative}.x::before{content:'';position:absolute;inset:0;background:#fff}",
     "<div class=x><p style='position:relative'>{}</p></div>"),
]  # fmt: skip
"""What ordinary pages are made of."""


@pytest.mark.parametrize(("rule", "body"), COMMON)
def test_what_ordinary_pages_are_made_of_is_read_whole(rule: str, body: str) -> None:
    document = page(f"{SEEN * 30}<div>{body.format(SECRET)}</div>", rule)
    assert SECRET in text_of(document)
    assert not document.notices


@pytest.mark.parametrize(
    ("sides", "told_of"),
    [
        ("width=120 height=40", False),
        ("style='height:60px'", False),
        ("style='width:200px;height:200px'", False),
        ("", True),
        ("width=600 height=800", True),
        ("width=900", True),
    ],
)
def test_logos_on_a_short_page_are_no_pages(sides: str, told_of: bool) -> None:
    document = page(f"<p>{SEEN}</p><img src=a.png {sides}>")
    assert [one.kind for one in document.notices] == ["lost-text"] * told_of


def test_a_cell_grows_with_its_words() -> None:
    style = "width:1px;white-space:nowrap;overflow:hidden"
    document = page(f"<table><tr><td style='{style}'>{SECRET}</td><td>b</td></tr></table>")
    assert not document.notices


NOT_FOLLOWED = [
    ("@media (some-new: thing){.x{display:none}}", "<p class=x>{}</p>"),
    ("@scope (body){.x{display:none}}", "<p class=x>{}</p>"),
    ("@supports not (some: new){.x{display:none}}", "<p class=x>{}</p>"),
]
DOUBTFUL = [
    ("", "<p style='filter:blur(20px)'>{}</p>"),
    ("", "<p style='filter:contrast(0) brightness(10)'>{}</p>"),
    ("", "<p style='color:rgb(from white r g b)'>{}</p>"),
    ("", "<p style='color:color(display-p3 1 1 1)'>{}</p>"),
    ("", "<p style='color:rgba(0,0,0,calc(0))'>{}</p>"),
    ("", "<div><p>{}</p><div style='position:absolute;inset:0;background:#fff'></div></div>"),
    (".x{position:relative}.x::after{content:'';position:absolute;inset:0;background:#fff}",
     "<p class=x>{}</p>"),
    (".x{position:relative}.x::before{content:'';position:absolute;inset:0;background:#fff}",
     "<p class=x>{}</p>"),
    (".x{position:relative}.x::before{content:'';position:absolute;inset:0;background:#fff}",
     "<div class=x><p style='z-index:auto'>a</p><p>{}</p></div>"),
    (".x{position:relative}.x::after{content:'';position:absolute;inset:0;height:2px;"
     "background:#fff;border-bottom:90px solid #fff}", "<p class=x>{}</p>"),
    (".x{position:relative}.x::after{content:'';position:absolute;left:0;height:1px;width:100%;"
     "box-shadow:0 0 0 90px #fff}", "<p class=x>{}</p>"),
    (".x{position:relative}.x::after{content:'';position:absolute;left:0;height:1px;width:100%;"
     "background:#fff;transform:scale(1,200)}", "<p class=x>{}</p>"),
    ("", "<div><div style='position:absolute;inset:0;background:#fff'></div><p>{}</p></div>"),
    (".x::first-line{color:#fff}", "<p class=x>{}</p>"),
    (".x::first-line{font-size:0}", "<p class=x>{}</p>"),
    ("", "<p style='clip-path:xywh(0 0 0 0)'>{}</p>"),
    ("", "<p style='offset-path:path(\"M-9999 -9999\")'>{}</p>"),
    ("", "<p style='contain:strict'>{}</p>"),
    ("", "<p style='word-spacing:9999px'>{}</p>"),
    ("", "<p style='rotate:1 0 0 90deg'>{}</p>"),
    ("", "<p style='transform:perspective(1px) translateZ(2px)'>{}</p>"),
    ("", "<p style='transform:rotateY(180deg);backface-visibility:hidden'>{}</p>"),
    ("", "<p style='width:30px;white-space:nowrap;overflow:hidden'>{}</p>"),
    ("", "<table><colgroup><col style='visibility:collapse'></colgroup><tr><td>{}</table>"),
    ("", "<svg width=900><text y=20 fill='black'>{}</text></svg>"),
    ("", "<math><mtext>{}</mtext></math>"),
    ("", "<div><template shadowrootmode=open><p>{}</p></template></div>"),
    ("", "<div><template shadowrootmode=open><slot name=b></slot></template><p>{}</p></div>"),
]  # fmt: skip
"""What may hide a text, or show it, by rules that are not followed: nothing there is missing."""


@pytest.mark.parametrize(("rule", "body"), NOT_FOLLOWED)
def test_styles_that_may_hide_or_not_are_told_of(rule: str, body: str) -> None:
    document = page(body.format(SECRET), rule)
    assert SECRET in text_of(document)
    (notice,) = document.notices
    assert "could not be followed" in notice.what


@pytest.mark.parametrize(("rule", "body"), DOUBTFUL)
def test_what_may_be_hidden_is_no_evidence_and_makes_a_page_incomplete(rule, body) -> None:
    document = page(body.format(SECRET), rule)
    assert SECRET not in text_of(document)
    assert "lost-text" in [one.kind for one in document.notices]


@pytest.mark.parametrize("style", [
    "transform:translateZ(0)", "transform:translate(-50%,10px)", "rotate:5deg", "filter:none",
    "filter:drop-shadow(0 0 2px #000)", "clip-path:inset(0)", "word-spacing:.2em",
    "perspective:800px", "max-width:40em;overflow:hidden", "contain:content", "scale:1.1",
])  # fmt: skip
def test_ordinary_styles_raise_no_doubt(style: str) -> None:
    document = page(f"<p style='{style}'>{SECRET}</p>")
    assert SECRET in text_of(document)
    assert not document.notices


@pytest.mark.parametrize(("rule", "body"), [
    (".x::after{{content:attr(data-x)}}", "<p class=x data-x='{}'>So</p>"),
    (".x::marker{{content:'{}'}}", "<ul><li class=x>So</ul>"),
])  # fmt: skip
def test_words_that_style_sheets_print_are_read(rule: str, body: str) -> None:
    assert SECRET in text_of(page(body.format(SECRET), rule.format(SECRET)))


@pytest.mark.parametrize("body", [
    "<input type=number value='{}'>", "<input type=date value='{}'>",
    "<font color=ffffff>{}</font>", "<select><option label=x selected>{}</select>",
    "<p style='position:fixed;top:100%'>{}</p>", "<p style='position:absolute;right:110vw'>{}</p>",
    "<div style='background:linear-gradient(#000,#000)'><p>{}</p></div>",
])  # fmt: skip
def test_what_a_browser_shows_nothing_of_is_no_evidence(body: str) -> None:
    assert SECRET not in text_of(page(body.format(SECRET)))


MORE_UNSEEN_IN_MARKDOWN = [
    "![{} in each of the cases that are named here](a.png)",
    "<!-- {} and all that",
    "<![CDATA[ {} and all that ]]>",
    "<? {} and all that ?>",
    "[x]: http://a.b\n  '{} and all that'",
    "<title>{}</title>",
    "<noframes>{}</noframes>",
    "<select><option>Yes</option><option>{}</option></select>",
    "[Click](http://a.b '{} in each of the cases that are named here')",
]


@pytest.mark.parametrize("text", MORE_UNSEEN_IN_MARKDOWN)
def test_what_no_renderer_shows_is_no_evidence(text: str) -> None:
    document = markdown(text.format(SECRET))
    assert SECRET not in text_of(document)
    assert [one.kind for one in document.notices] == ["hidden-text"]


def test_one_tilde_strikes_and_a_lone_one_does_not() -> None:
    assert SECRET not in text_of(markdown(f"~{SECRET}~"))
    assert "~ 24 hours" in text_of(markdown("Within ~ 24 hours, or ~30 hours."))


def test_code_keeps_its_comments_and_notes_are_read() -> None:
    assert "<!-- a b c d e f g -->" in text_of(markdown("Write `<!-- a b c d e f g -->` here."))
    assert SECRET in text_of(markdown(f"Words.[^1]\n\n[^1]: {SECRET}"))


SHEETS_IN_MARKDOWN = ["em{display:none}", "p{color:#fff}", "td{font-size:0}"]


@pytest.mark.parametrize("rules", SHEETS_IN_MARKDOWN)
def test_a_style_sheet_in_markdown_makes_the_file_incomplete(rules: str) -> None:
    document = read(f"# Terms\n\n<style>{rules}</style>\n\n*{SECRET}*\n".encode(), "a.md")
    assert [(one.kind, one.what) for one in document.notices] == [
        ("lost-text", "text that styles may hide")
    ]


@pytest.mark.parametrize("text", [
    "<script>\n{}\n</script>", "<style>\n{}\n</style>", "{{/* {} and so on */}}",
    "[^1]: a\n    {} and so on", "[^1]: a\n\n    {} and so on",
])  # fmt: skip
def test_scripts_comments_and_unused_notes_of_markdown_are_not_read(text: str) -> None:
    document = read(f"# Terms\n\n{SEEN}\n\n{text.format(SECRET)}\n".encode(), "a.md")
    assert SECRET not in text_of(document)
    assert [one.kind for one in document.notices] in (["hidden-text"], [])
