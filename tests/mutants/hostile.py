"""Values that readers trip over, and words of a contract that hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

NUMBERS = (
    "", "0", "-1", "--1", "+", "1.5", "1e999", "NaN", "Infinity", "0x10", "²", "٣", "𝟙", "Ⅷ", "½",
    "1_000", " 7 ", "9" * 12, "9" * 20, "9" * 400, "9" * 5000, "-" + "9" * 20, "2147483648",
    "true", "null", "auto", "1,5", "1/0", "%d",
)  # fmt: skip
"""What may stand where a number is expected."""

TEXTS = (
    "", " ", "\t", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2028", "\ufffd", "\U0001f600",
    "e\u0301",
    "{{ 7 * 7 }}", "{% for x in y %}", "{# open", "%s", "${HOME}", "../../etc/passwd",
    "<b>&amp;</b>",
    "]]>", "<!--", "-->", "\\", "'", '"', "|", "`", "$", "#", "file:///x", "=1+1", "DRAFT",
    "[***]", "____", "(" * 300, "a" * 5000, "1." * 3000, "- " * 2000, "word " * 3000,
    "1.1.1.1.1.1.1.1.1.1", "(a)(b)(c)", "Schedule 999999999999", "clause 4.2 " * 200,
    "GBP 1,000,000,000,000,000,000,000", "thirty (90) days", "99.99999999999999999999%",
    "31 February 2027", "00:00 to 99:99", "Müller & Söhne GmbH", "МОСКВА", "合同", "עברית",
    "not", "shall not", "except where the parties agree otherwise", "Customer Customer Customer",
)  # fmt: skip
"""What may stand where words are expected."""

CONTROLS = ("\x1b[31m", "\x07", "\x08", "\x9b", "\x00", "\x1b]0;title\x07", "\x85", "\x0c", "\x7f")
"""What must never reach a terminal; XML and YAML cannot hold all of them as they are."""


def number(chance: Random) -> str:
    """Something that stands in a number's place."""
    return chance.choice(NUMBERS)


def text(chance: Random) -> str:
    """Something that stands in a text's place."""
    return chance.choice(TEXTS)


def spoilt(words: str, chance: Random) -> str:
    """A text with something hostile in it, before it, after it, or with words twice or gone."""
    at = chance.randint(0, len(words))
    match chance.randrange(6):
        case 0:
            return words[:at] + text(chance) + words[at:]
        case 1:
            return text(chance)
        case 2:
            return words[:at]
        case 3:
            return words * chance.choice((2, 3, 50))
        case 4:
            parts = words.split(" ")
            chance.shuffle(parts)
            return " ".join(parts)
        case _:
            return words[:at] + number(chance) + words[at:]
