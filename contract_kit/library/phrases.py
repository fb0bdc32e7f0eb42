"""The phrase language of requirement files: words a lawyer can write, turned into expressions.

    notif* | inform* | tell*        alternatives
    data [protection] breach        words in brackets may be missing
    (delete|return) ... data        either word; "..." stands for up to twelve words between
    sub-processor                   a hyphen also matches a blank or nothing
    {breach}                        a word list of the pack, by name
    /regular expression/            the way out, taken as it stands

Case does not matter. Quotes and dashes are plain ones: `plain` maps a text to the same alphabet,
character by character, so that positions keep their meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 8000
"""Letters of the expression for a phrase, its word lists included."""
DEEPEST = 8
"""So deep may word lists stand in word lists."""
_WORD = r"\w+\b(?:['-]\w+\b){0,5}"
_BREAK = r"(?:[^\w'-]|['-]\W)\W*"
GAP_AFTER_BLANK = rf"(?:{_WORD}{_BREAK}){{0,12}}?"
"""Up to twelve words, each with the break behind it."""
_GAP = rf"\W+{GAP_AFTER_BLANK}"
"""Every word and every break between two can be read in one way only: what goes wrong, goes wrong
at once. A word has six parts at most, so that a chain of them ends."""
_ALPHABET = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\n": " "}
)
_TOKEN = re.compile(
    r"\s*\.\.\.(?=\s*(?:[|)]|$))"  # a gap that ends a phrase: nothing need follow
    r"|\s*\.\.\.\s*"  # a gap
    r"|\s*\|\s*"  # an alternative
    r"|(?<=[\w)*])\[[^\]]*\]"  # letters or a comma that may be missing
    r"|\s+\[[^\]]*\](?=(?:\s*\[[^\]]*\])*\s*(?:[|)]|$))"  # an optional word that ends a phrase
    r"|\[[^\]]*\]\s*"  # an optional word
    r"|(?:(?<=\| )|(?<![\s\S]))/(?:[^/\\]|\\.)+/(?=\s*(?:\||$))"  # a regular expression
    r"|\{[^{}]*\}|\s+|\w+|.",
    re.DOTALL,
)
_ENDS = re.compile(r"\s*(?:[|)]|$)")
_ATTACHED = re.compile(r"[\w)*](?=\[)")
_RAW = re.compile(r"/(?:(?!/ \||\| /).)+/")
_UPPER = re.compile(r"\\.|\(\?P|[A-Z]")
_SIMPLE = {"(": "(?:", ")": ")", "*": r"[\w'-]{0,40}", "-": r"[-\s]?", "'": "'?", " ": r"[\s-]+"}


def plain(text: str) -> str:
    """`text` with typographic quotes, dashes and blanks made plain; as long as before."""
    return text.replace("\n", " ") if text.isascii() else text.translate(_ALPHABET)


def expression(phrase: str, words: Mapping[str, str]) -> str:
    """The regular expression for `phrase`; raises `ValueError` for what cannot be one."""
    phrase = " ".join(phrase.split())
    raw = _RAW.fullmatch(phrase) is not None
    return phrase[1:-1] if raw else rf"(?<!\w)(?:{_translate(phrase, words)})(?!\w)"


def raw_parts(phrase: str, words: Mapping[str, str], depth: int = 0) -> list[str]:
    """The regular expressions that were written into a phrase and its word lists, as they count."""
    phrase = " ".join(phrase.split())
    if not depth and _RAW.fullmatch(phrase):
        return [phrase[1:-1]]
    found = []
    for token in _TOKEN.findall(phrase):
        inner = _enclosed(token, "/", "/")
        if inner:
            found.append(rf"(?<!\w)(?:{inner})(?!\w)")
        inner = _enclosed(token, "[", "]") or words.get(_enclosed(token, "{", "}"), "")
        if inner:
            found += raw_parts(inner, words, depth + 1)
    return found


def check(source: str) -> None:
    """Raises `ValueError` when an expression cannot be read; costs as much as compiling it."""
    try:
        re.compile(source)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"the phrase cannot be read: {error}") from None


def _translate(phrase: str, words: Mapping[str, str], depth: int = 0) -> str:
    if depth > DEEPEST:
        raise ValueError(f"more than {DEEPEST} word lists stand in one another")
    found = list(_TOKEN.finditer(phrase))
    tokens = [one[0] for one in found]
    pieces = [one if one.isalnum() else _piece(one, words, depth) for one in tokens]
    for place, one in enumerate(found):
        if one[0].endswith("...") and _ENDS.match(phrase, one.end()):
            pieces[place] = ""
        elif one[0].strip() == "..." and place and tokens[place - 1][-1:] == " ":
            pieces[place] = GAP_AFTER_BLANK
        elif _ATTACHED.match(phrase, one.start() - 1):
            pieces[place] = f"(?:{_translate(one[0][1:-1], words, depth)})?"
    source = "".join(pieces)
    if len(source) > LONGEST:
        raise ValueError(f"the phrase has more than {LONGEST} letters with its word lists")
    return source


def _piece(token: str, words: Mapping[str, str], depth: int) -> str:
    mark = token.strip()
    if mark == "...":
        return _GAP
    if mark == "|":
        return "|"
    if inner := _enclosed(token, "/", "/"):
        return f"(?:{inner})"
    if mark.startswith("[") and mark.endswith("]"):
        inner = _translate(mark[1:-1], words, depth + 1)
        return rf"(?:\s+(?:{inner}))?" if token[0].isspace() else rf"(?:(?:{inner})\s+)?"
    if mark.startswith("{") and mark.endswith("}"):
        return f"(?:{_word_list(mark[1:-1], words, depth + 1)})"
    return _SIMPLE.get(mark or " ") or re.escape(mark)


def _enclosed(token: str, first: str, last: str) -> str:
    """What stands between two signs, if a token is made of that."""
    mark = token.strip()
    enclosed = len(mark) > 2 and mark[0] == first and mark[-1] == last
    return mark[1:-1] if enclosed else ""


def _word_list(name: str, words: Mapping[str, str], depth: int) -> str:
    if name not in words:
        known = ", ".join(sorted(words)) or "none"
        raise ValueError(f"there is no word list called {name!r}; known: {known}")
    return _translate(" ".join(words[name].split()), words, depth)


def lower_case(source: str) -> str:
    """An expression for texts in lower case; one that tells cases apart as it is."""
    if tells_cases(source):
        return source
    return _UPPER.sub(lambda one: one[0].lower() if len(one[0]) == 1 else one[0], source)


def tells_cases(source: str) -> bool:
    """Whether an expression wants a text as it stands."""
    return "(?-i" in source


@lru_cache(maxsize=4096)
def compiled(source: str) -> re.Pattern[str]:
    """The compiled expression; compiled when first needed, since most never are.

    One for lower case compiles in a third of the time, and matches faster.
    """
    return re.compile(source, re.IGNORECASE if tells_cases(source) else 0)
