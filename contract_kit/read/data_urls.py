"""Style sheets that stand in `data:` addresses."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

MAX_CHARACTERS = 2_000_000


def text_in(address: str) -> str | None:
    """The text in a `data:` address; None for all other addresses and for damaged ones."""
    start, comma, data = address.strip()[:MAX_CHARACTERS].partition(",")
    if not comma or not start.lower().startswith("data:"):
        return None
    raw = unquote_to_bytes(data)
    if start.lower().rstrip().endswith(";base64"):
        try:
            raw = base64.b64decode(raw)
        except (ValueError, binascii.Error):
            return None
    return raw.decode("utf-8", "replace")
