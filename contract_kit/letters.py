"""Letters as the eye sees them: what shows nothing taken out, look-alikes read as Latin letters.

The look-alikes are facts of Unicode's list of confusables (Technical Standard 39), of the scripts
that are seen in such words: Cyrillic, Greek, Armenian, Cherokee, Coptic, Lisu, Deseret, phonetic
letters, small capitals and letters with hooks. Forms of Latin letters (fullwidth, mathematical,
circled) are read by their compatibility mapping.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_PAIRS = """
аaсcеeһhіiјjӏlоoрpԛqѕsуyүyхxѵvԝwԁdгrкkмmтtнhпnвBьbиuґrіiѐeёeїiўyқkҡkңhҽeєe
АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYҮYХXԀDԌGԚQԜWҺhѴVӀIЯRИNҚKҢHЁEЇIПnГr
αaβBεeηnιiκkνvοoρpςcσoτtυuχxγyωwϲcϳjάaέeίiόoύu
ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCϒY
օoոnսuհhցgյjզqռnաwՏSԼLՕOՍUԱUլlքpգqկlոn
ᎠDᎡRᎢTᎪAᎫJᎬEᎳWᎷMᎻHᎽYᏀGᏃZᏔWᏚSᏞLᏟCᏢPᏦKᏴBᏒRᏙVᎥiᏂhᏏbᏧdᏎsᎩyꮪsꮯcꭺaꮃwꮓzꮩvꭱrꮲpꮶkꭰdꭲtꭼeꮮlꮇmꮋh
ⲟoⲞOⲥcⲤCⲣpⲢPⲦTⲧtⲚNⲛnⲎHⲔKⲕkⲘMⲙmⲒIⲓiⲂBⲈEⲉeⲬXⲭxⲨYⲩyⲀAⲁa
ꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU
𐐄O𐐬o𐐽c𐑈s𐐠S
ɑaɡgɩiɪiɴnᴏoᴛtʟlʀrᴇeᴀaʙbᴄcᴅdꜰfɢgʜhᴊjᴋkᴍmᴘpꜱsᴜuᴠvᴡwʏyᴢzᴑoʋvɯwꮪsʂsɾrɐa
ɓbƈcɗdɖdƒfɠgɦhɨiɉjɟjƙkɫlɭlɬlƚlɱmɲnɳnƞnɵoƥpʠqɽrɼrɍrʈtƫtƭtʉuⱱvⱳwɏyƴyʐzȥzɀzȿsƀbƃbɇeɋqᵽpꞑnꞥnꝋoꞓc
"""
_LETTERS = "".join(_PAIRS.split())
_FOLDED = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True))
_FORMS = (
    "\uff01-\uff5e\u2102-\u2138\u2160\u2164\u2169\u216c-\u216f\u2170\u2174\u2179\u217c-\u217f"
    "\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f149"
)
_ODD = f"[{''.join(_FOLDED)}{_FORMS}]"  # costly to compile, rarely asked
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[A-Za-z]")

_WORDS = (
    "not no nor or and any all shall will may must can to is be by of in on at as it its if so an"
    " you our this that than then the per one six ten none never cannot only once out up upon"
    " except unless unlimited exceed excess each any both such same other has have had was pay paid"
    " cap sum cost price cease stop save use due pursuant apply a copy access process customer"
    " supplier provider processor party parties notify notified notice breach hours days within"
    " before after data personal delete return audit inspect liable liability indemnify terminate"
    " termination confidential written consent prior limited required obliged agreement"
)
_COMMON = frozenset(_WORDS.split())
"""Words that are read as Latin ones even where each of their letters is of another script."""

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij",
    "Ĳ": "IJ", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅵ": "VI", "Ⅶ": "VII", "Ⅷ": "VIII", "Ⅸ": "IX",
    "Ⅺ": "XI", "Ⅻ": "XII", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv", "ⅵ": "vi", "ⅶ": "vii", "ⅷ": "viii",
    "ⅸ": "ix", "ⅺ": "xi", "ⅻ": "xii", "№": "No", "\x91": "‘", "\x92": "’", "\x93": "“",
    "\x94": "”", "\x95": "•", "\x96": "–", "\x97": "—", "\u2800": " ",
}  # fmt: skip
"""What stands for several letters, and the quotes and dashes of Windows taken for Latin-1."""
_JOINED = f"[{''.join(_LIGATURES)}]"
_LAST_WORD = re.compile(r"[A-Za-z]{1,12}\Z")
_FIRST_WORD = re.compile(r"[A-Za-z]{1,12}(?![A-Za-z])")
_QUIET = "\u00ad" + "".join(map(chr, range(0xFE00, 0xFE10)))
_UNSEEN = (
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x90\x98-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_NEAR = re.compile("[A-Za-z0-9\u00c0-\u058f\u13a0-\u13ff]")
_ALWAYS = frozenset(
    "\x07\x08\x1b\x7f\x9b\x9d\u202d\u202e\u115f\u1160\u2061\u2062\u2063\u2064\u3164\uffa0"
)
_TAG = "\U000e0000"
OVERRIDE = "\u202e"
"""Forces what follows to run from right to left, up to the end of it."""
OVERRIDE_END = "\u202c"
_FORCED = re.compile(f"{OVERRIDE}([^\u202c\n]*)\u202c?")
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_STROKES = "\u0335-\u0338\u20d2\u20d3\u20e5\u20e6\u20ea\u20eb"
STRUCK = re.compile(rf"((?:[^\W_][{_STROKES}]+[\W{_STROKES}]{{0,9}}){{2,}})")
"""Letters that are struck through by a sign of their own each."""
_PLAIN = str.maketrans("ıȷøđłħŧŋØĐÐŁĦŦŊ", "ijodlhtnODDLHTN")
"""Letters of European alphabets whose strokes and dots are no marks of their own."""
_CHECKED = re.compile(f"{_UNSEEN}|{_JOINED}|{_MARKS}")


class Shown(NamedTuple):
    """A text as the eye sees it, and how many odd characters without a shape it held."""

    text: str
    invisible: int = 0


def is_plain(text: str) -> bool:
    """Whether a text holds nothing that the eye does not see as it stands."""
    return (text.isascii() and text.isprintable()) or _CHECKED.search(text) is None


def shown(text: str) -> Shown:
    """The text without characters that show nothing, ligatures as the letters they join.

    A text that is forced to run backwards is turned round. Soft hyphens, and what stands between
    words rather than inside one, are ordinary and do not count.
    """
    odd = sum(_is_odd(text, *one.span()) for one in re.finditer(f"{_UNSEEN}+", text))
    text = _FORCED.sub(lambda one: one[1][::-1].translate(_MIRRORED), text)
    text = re.sub(f"{_UNSEEN}+", lambda one: _parted(text, *one.span()), text)
    text = re.sub(_JOINED, lambda one: _LIGATURES[one[0]], text)
    if re.search(_MARKS, text):
        text = re.sub(f"(?<=[A-Za-z]){_MARKS}+", "", unicodedata.normalize("NFC", text))
    return Shown(text, odd)


def _parted(text: str, start: int, end: int) -> str:
    """What stands for unseen characters: a blank between two common words, else nothing."""
    before, after = _LAST_WORD.search(text, 0, start), _FIRST_WORD.match(text, end)
    words = [one[0].lower() for one in (before, after) if one]
    return " " if len(words) == 2 and all(one in _COMMON for one in words) else ""


def _is_odd(text: str, start: int, end: int) -> bool:
    """Whether unseen characters stand where nobody puts them: inside a word, or of odd kinds."""
    found = set(text[start:end]).difference(_QUIET)
    if any(one in _ALWAYS or one >= _TAG for one in found):
        return True
    near = text[start - 1 : start] + text[end : end + 1]
    return bool(found) and len(near) == 2 and all(map(_NEAR.match, near))


def latin(text: str) -> str:
    """The text with look-alikes inside Latin words as Latin letters; as long as before."""
    if text.isascii():
        return text
    text = re.sub(_ODD, _form, text)
    words = [one[0] for one in _WORD.finditer(text)]
    folded = iter([_word(words, place) for place in range(len(words))])
    return _WORD.sub(lambda _: next(folded), text)


def look_alikes(text: str, folded: str) -> int:
    """How many words of a text were read with other letters, given what it was read as."""
    if text == folded:
        return 0
    words = ((one[0], folded[slice(*one.span())]) for one in _WORD.finditer(text))
    return sum(word != read and len(word) > 1 and not word.isdigit() for word, read in words)


def _form(match: re.Match[str]) -> str:
    """A form of a Latin letter or sign as itself; what stands for several stays."""
    if match[0] in _FOLDED:
        return match[0]
    one = unicodedata.normalize("NFKC", match[0])
    return one if len(one) == 1 and one.isascii() else match[0]


def _word(words: list[str], place: int) -> str:
    """A word with its look-alikes as Latin letters, where it is a Latin word."""
    word = words[place]
    if not word.isascii():
        word = _without_marks(word)
    if word.isascii() or not re.search(_ODD, word):
        return word
    if _LATIN.search(word) or (_is_common(word) and _among(words, place)):
        return _read(word)
    return word


def _without_marks(word: str) -> str:
    """A common English word whose letters carry dots, hooks and strokes ("ṇọṭ") without them."""
    parts = unicodedata.normalize("NFD", word.translate(_PLAIN))
    bare = _read("".join(one for one in parts if not unicodedata.combining(one)))
    is_word = len(bare) > 2 or bare.lower() == "no"
    return bare if len(bare) == len(word) and is_word and bare.lower() in _COMMON else word


def _read(word: str) -> str:
    return "".join([_FOLDED.get(one, one) for one in word])


def _is_common(word: str) -> bool:
    return _read(word).lower() in _COMMON


def _among(words: list[str], place: int) -> bool:
    """Whether the words on both sides are Latin ones, too."""
    near = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
    return bool(near) and all(
        _LATIN.search(one) or one.isdigit() or _is_common(one) for one in near
    )
