"""PDF files of one page, written object by object."""

from __future__ import annotations

SEEN = "The Provider shall answer each call of the Customer within twenty seconds."
SECRET = "This Agreement is governed by the laws of England and Wales."
FONT = "/Resources << /Font << /F1 5 0 R >> >>"


def line(text: str, y: int = 500, *, font: str = "/F1 10 Tf", style: str = "0 g") -> str:
    """The operators that draw a line of text."""
    shown = text.replace("(", r"\(").replace(")", r"\)")
    return f"q BT {font} {style} 1 0 0 1 60 {y} Tm ({shown}) Tj ET Q\n"


def stream(head: str, body: str | bytes) -> bytes:
    """A stream object with some keys."""
    data = body.encode("latin-1") if isinstance(body, str) else body
    return f"<< {head} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def form(body: str, box: str = "0 0 612 792", keys: str = "") -> bytes:
    """A form with what it draws and the box it is seen through."""
    return stream(f"/Type /XObject /Subtype /Form /BBox [{box}] {keys} {FONT}", body)


def page_of(
    drawn: str = "",
    objects: dict[int, str | bytes] | None = None,
    *,
    fonts: str = "",
    resources: str = "",
    page: str = "",
    catalog: str = "",
    lines: int = 6,
) -> bytes:
    """A file of one page: some lines that are seen, then `drawn`; `objects` from number 10 on."""
    body = "".join(line(SEEN, 700 - 16 * at) for at in range(lines)) + drawn
    known = f"/Font << /F1 5 0 R {fonts} >> {resources}"
    parts: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        f" /Resources << {known} >> {page} >>",
        4: stream("", body),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    } | (objects or {})
    return _file(parts)


def _file(parts: dict[int, str | bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    places = {}
    for number, part in sorted(parts.items()):
        places[number] = len(out)
        body = part.encode("latin-1") if isinstance(part, str) else part
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = max(parts) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[at] if at in places else b"0000000000 00000 f \n"
        for at in range(1, size)
    )
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + rows + tail
