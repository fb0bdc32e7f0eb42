"""Refusing what is no English contract: on strong signs only, never for a missing word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.document import Paragraph
from contract_kit.errors import UnreadableError

if TYPE_CHECKING:
    from contract_kit.document import Document, Section

_FUNCTION_WORDS = {
    "English": (
        "the of and to in a is that for it as was with be by on not he his but at are this have "
        "from or had an they which one you were all her she there would their we him been has "
        "when who will no more if out so up said what its about than into them can only other "
        "time new some could these two may first then do any such shall under each upon other "
        "your our"
    ),
    "French": (
        "le la les des du et en un une que qui dans pour par sur est au aux ne pas ce cette ou "
        "avec son ses sont être il elle leur leurs sera seront entre toute tout nous vous"
    ),
    "German": (
        "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es "
        "an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen "
        "oder durch kann"
    ),
    "Spanish": (
        "de la que el en los se del las un por con una su para es al lo como más o pero sus le "
        "ha si sin sobre este entre cuando ser será partes y"
    ),
    "Italian": (
        "di che la il un per non una in sono del da con si al le dei nel della alla come anche "
        "più ma gli lo delle questo dal ed è o e sarà parti"
    ),
    "Portuguese": (
        "de que e o do da em um para com não uma os no se na por mais as dos como mas ao das à "
        "ou seu sua pelo pela será entre são nos aos"
    ),
    "Dutch": (
        "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar "
        "uit dan nog of worden wordt tot deze dit hij zij kan zal partijen"
    ),
    "Polish": (
        "i w na z do się że nie jest o od za przez po dla oraz lub jako są być które który tym ze"
    ),
    "Swedish": (
        "och att det som en på är av för med den till inte har de ett om eller vid från ska "
        "skall kan"
    ),
}
_STOPS = {name: frozenset(words.split()) for name, words in _FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPT = r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufaff]"  # costly to compile, rarely asked
_SAMPLE = 60_000  # letters that tell the language
_MOST = 200_000  # letters that are read before a text is refused
_ENOUGH = 120  # words
_FEW = 30  # words from which a text may still be refused, if it speaks most clearly
_PLAIN = 0.22  # share of function words in a short text that makes a language
_CLEAR = 0.16  # share of function words that makes a language
_CODE = re.compile(
    r"^\s{0,40}(?:(?:from\s\S+\s)?import\s[\w.{*]|def\s\w+\(|class\s\w+[:({"
    r" ]|#include\s?[<\"]|(?:public|private|static)\s\w+|return\b.*;$"
    r"|(?:const|let|var)\s\w+\s=|function\s\w*\(|\}\s*(?:else)?\s*[{;]?$|if\s?\(.{1,80}\)\s?\{|for\s?\(.{1,80}\)\s?\{|package\s[\w.]+;?$)",
    re.MULTILINE,
)
_PRESS = (
    re.compile(r"for immediate release|press release|news release|media release", re.IGNORECASE),
    re.compile(
        r"media contacts?|press contacts?|investor relations|media relations|press office|media"
        r" inquiries",
        re.IGNORECASE,
    ),
    re.compile(r"^\W{0,3}about [A-Z][\w&., ]{1,60}$|\babout [A-Z]\w+:?\s*[.\n]", re.MULTILINE),
    re.compile(r"forward-looking statements|safe harbor", re.IGNORECASE),
    re.compile(
        r"(?:PRNewswire|Business Wire|GLOBE NEWSWIRE|Marketwired)|\b(?:19|20)\d\d\s?(?:/|--|—|–)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:today announced|announced today|is pleased to announce|said [A-Z]\w+"
        r" [A-Z]\w+|[”\"],? said)\b"
    ),
    re.compile(r"^[^\S\n]{0,40}(?:###|-30-|# # #)[^\S\n]{0,40}$", re.MULTILINE),
)
_HINTS = (
    "press release",
    "immediate release",
    "news release",
    "newswire",
    "pleased to announce",
    "today announced",
    "announced today",
)
_CONTRACT = re.compile(
    r"\bshall\b|\bhereby\b|\bhereto\b|\bhereunder\b|\bthis agreement\b|\bthe parties\b|\bgoverning"
    r" law\b"
    r"|\bin witness whereof\b|\bdata processor\b|\bindemnif|\bwhereas\b|\beach party\b|\bterms and"
    r" conditions\b",
    re.IGNORECASE,
)


def refuse_others(document: Document) -> None:
    """Raise `UnreadableError` for no words, another language and what is surely no contract."""
    text = words(document)
    if not any(char.isalnum() for char in text):
        raise UnreadableError("empty")
    language = foreign(text)
    if language:
        raise UnreadableError("language", f"It reads as {language}.")
    kind = other_kind(text)
    if kind:
        raise UnreadableError("not-a-contract", f"It reads as {kind}.")


def words(document: Document) -> str:
    """All the text of a document, one line a passage."""
    lines = [document.title]
    for section in document.walk():
        lines.extend(_section_lines(section))
    return "\n".join(line for line in lines if line)


def _section_lines(section: Section) -> list[str]:
    lines = [section.title]
    for block in section.blocks:
        lines.extend(
            [block.text] if isinstance(block, Paragraph) else [row.text for row in block.rows]
        )
    return lines


def foreign(text: str) -> str:
    """The language that the function words speak when it is clearly not English, else nothing."""
    if found := _language(text[:_SAMPLE]):
        return _language(text[:_MOST]) if len(text) > _SAMPLE else found
    return ""


def is_english(text: str) -> bool:
    """Whether the function words of a text of some length are English ones."""
    found = _WORD.findall(text[:_SAMPLE].lower())
    return len(found) >= _FEW and _share(found, "English") >= _CLEAR


def _language(sample: str) -> str:
    found = _WORD.findall(sample.lower())
    if len(found) < _FEW:
        return ""
    others = 0 if sample.isascii() else len(re.findall(_SCRIPT, sample))
    if 2 * others > sum(map(len, found)):
        return "a language in another script"
    english = _share(found, "English")
    if english >= _CLEAR:
        return ""
    shares = {name: _share(found, name) for name in _STOPS if name != "English"}
    best = max(shares, key=lambda name: shares[name])
    if len(found) < _ENOUGH:
        return best if shares[best] >= _PLAIN and shares[best] > 4 * english else ""
    return best if shares[best] >= _CLEAR and shares[best] > 1.8 * english else ""


def _share(words: list[str], language: str) -> float:
    """How many of these words are function words of a language."""
    return sum(map(_STOPS[language].__contains__, words)) / len(words)


def other_kind(text: str) -> str:
    """What else than a contract this surely is: a press release; else nothing."""
    sample = text[:15_000] + text[-5_000:] if len(text) > 20_000 else text
    low = sample.lower()
    if not any(hint in low for hint in _HINTS):
        return ""
    signs = sum(bool(pattern.search(sample)) for pattern in _PRESS)
    contract = len(_CONTRACT.findall(sample))
    dense = contract / max(len(sample.split()), 1)
    if (signs >= 4 and dense < 0.004) or (signs >= 3 and contract <= 2):
        return "a press release"
    return ""


def refuse_code(text: str) -> None:
    """Raise `UnreadableError` when the lines of a text file are those of a program."""
    sample = text[:200_000]
    if sum(sample.count(mark) for mark in ("{", "def ", "import ", ");", "#include")) < 8:
        return
    code = len(_CODE.findall(sample))
    lines = max(sample.count("\n") + 1, 1)
    if code >= 8 and code > 0.15 * lines and len(_CONTRACT.findall(sample)) < 5:
        raise UnreadableError("not-a-contract", "It reads as source code.")
