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

from contract_kit.library.expressions import ready

if TYPE_CHECKING:
    from collections.abc import Mapping

_GAP = r"(?:\W++\w++(?:['-]\w++)*+){0,12}?\W+"
_GAP_AFTER_BLANK = r"(?:\w++(?:['-]\w++)*+\W++){0,12}?"
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
_SIMPLE = {"(": "(?:", ")": ")", "*": r"[\w'-]*", "-": r"[-\s]?", "'": "'?", " ": r"[\s-]+"}


def plain(text: str) -> str:
    """`text` with typographic quotes, dashes and blanks made plain; as long as before."""
    return text.replace("\n", " ") if text.isascii() else text.translate(_ALPHABET)


def expression(phrase: str, words: Mapping[str, str]) -> str:
    """The regular expression for `phrase`; raises `ValueError` for an unknown word list."""
    phrase = " ".join(phrase.split())
    raw = _RAW.fullmatch(phrase) is not None
    return phrase[1:-1] if raw else rf"(?<!\w)(?:{_translate(phrase, words)})(?!\w)"


def check(source: str) -> None:
    """Raises `ValueError` when an expression cannot be read; costs as much as compiling it."""
    try:
        re.compile(source)
    except re.error as error:
        raise ValueError(f"the phrase cannot be read: {error}") from None


def _translate(phrase: str, words: Mapping[str, str]) -> str:
    found = list(_TOKEN.finditer(phrase))
    tokens = [one[0] for one in found]
    pieces = [one if one.isalnum() else _piece(one, words) for one in tokens]
    for place, one in enumerate(found):
        if one[0].endswith("...") and _ENDS.match(phrase, one.end()):
            pieces[place] = ""
        elif one[0].strip() == "..." and place and tokens[place - 1][-1:] == " ":
            pieces[place] = _GAP_AFTER_BLANK
        elif _ATTACHED.match(phrase, one.start() - 1):
            pieces[place] = f"(?:{_translate(one[0][1:-1], words)})?"
    return "".join(pieces)


def _piece(token: str, words: Mapping[str, str]) -> str:
    mark = token.strip()
    if mark == "...":
        return _GAP
    if mark == "|":
        return "|"
    if len(mark) > 2 and mark[0] == mark[-1] == "/":
        return f"(?:{mark[1:-1]})"
    if mark.startswith("[") and mark.endswith("]"):
        inner = _translate(mark[1:-1], words)
        return rf"(?:\s+(?:{inner}))?" if token[0].isspace() else rf"(?:(?:{inner})\s+)?"
    if mark.startswith("{") and mark.endswith("}"):
        return f"(?:{_word_list(mark[1:-1], words)})"
    return _SIMPLE.get(mark or " ") or re.escape(mark)


def _word_list(name: str, words: Mapping[str, str]) -> str:
    if name not in words:
        known = ", ".join(sorted(words)) or "none"
        raise ValueError(f"there is no word list called {name!r}; known: {known}")
    return _translate(" ".join(words[name].split()), words)


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
    return ready(source) or anew(source)


def anew(source: str) -> re.Pattern[str]:
    """The expression compiled now."""
    return re.compile(source, re.IGNORECASE if tells_cases(source) else 0)
