"""Whether words in a contract state something or only name it.

"The Supplier processes health data" makes the rules on health data apply. "No health data is
expected", "if health data is processed", "a separately signed agreement on health data", the name
of a certificate, a firm, a policy or a link do not. Expressions read texts in lower case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract_kit.scan.passages import Passage

_HANDLE = (
    r"(?:process|receiv|access|handl|stor|collect|upload|submit|send|sent|transmit|includ|contain"
    r"|input"
    r"|enter|involv|creat|maintain|host|provid|giv|obtain|need|expect|anticipat|intend|appl|employ"
    r"|deploy|engag|appoint|constitut|cover|ha(?:ve|s)\b|subject|govern|regulat|offer|plan|fall"
    r"|rely"
    r"|relies|pay|paid|qualif|becom|be\b|is\b|are\b)"
)
_MOVE = (
    rf"(?:{_HANDLE}|us(?:e|es|ed|ing)\b|perform|transfer|sub-?contract|work|export|locat"
    r"|dedicat|charg)"
)
_DATA = re.compile(r"data|information|records|systems|premises|facilit|network")
_NOT = (
    r"(?:(?:not|never)(?!\s+(?:only|limited|later|less|more|just|withstanding))|cannot|neither|nor"
    r"|no\s+longer|won't|doesn't|don't|isn't|aren't|refrains?\s+from|prohibited\s+from"
    r"|in\s+no\s+(?:event|case)|no\s+(?:party|one|person|supplier|provider|vendor))"
)
_NONE = re.compile(
    r"\b(?:no(?!\s+(?:later|less|more|longer|event|case))|without(?:\s+any)?|exclud(?:e|es|ed|ing)"
    r"|free\s+(?:of|from)|instead\s+of|none\s+of)\s+(?:(?!other\b)[\w'-]+\s+){0,4}$"
)
_NO_LIST = re.compile(r"\bno\s+(?:(?!other\b)[\w'/-]+,?\s+){0,8}$")
_OF_A_LIST = re.compile(
    r"[\w'/-]*(?:,?\s+(?:(?:or|and)\s+)?[\w'/-]+){0,6}?\s+(?:is|are|be|shall|will|may|must|can)\b"
)
"""After "no", what says that none of a list is: "no personal data, card data or PHI is sent"."""
_NO_ONE = r"\bno\s+(?:[\w'/-]+,?\s+){1,8}?(?:shall|will|may|must|is|are|can)\s+(?:be\s+)?"
_NEGATED = re.compile(r"\b(?:no|not|never|without)\b")
_NO_VALUE = re.compile(
    r"[\w'-]*(?:\s+[\w'-]+){0,3}\s*(?:[:|?]|\s-)\s*(?:no|none|n/?a|nil|not\b|\W*$)"
)
_BANNED = re.compile(
    r"[\w'-]*(?:\s+[\w'-]+){0,3}\s+(?:is|are|be)\s+(?:out\s+of\s+scope|outside\s+the\s+scope"
    r"|excluded|prohibited|forbidden)\b"
)
_EXCEPTED = re.compile(
    r"\b(?:except|unless|other\s+than|otherwise\s+than|without|only|save|until|beyond|longer|than"
    r"|contrary|outside|prior|before"
    r"|after|which|that|so\s+as|in\s+(?:violation|breach|any|a\s+manner)|for\s+(?:any|its|their"
    r"|other|purposes|marketing)"
    r"|to\s+(?:train|develop|improve|sell|market|profile))\b"
)
"""What limits a ban: what may not be done "except as instructed" is done."""
_IF = (
    r"(?:\b(?:if|in\s+the\s+event|in\s+case|to\s+the\s+extent|insofar|so\s+far\s+as|whether"
    r"|unless|until"
    r"|only\s+(?:where|when))\b|(?:^|,)\W*(?:should|were)\b)"
)
_MAIN = re.compile(
    r"\b(?:shall|must|agrees?)\b|,\s+(?:the|it|they|such|each)\s+[\w\s'-]{0,40}\bwill\b"
)
_MAYBE = re.compile(
    r"\b(?:if|where|when)\s+(?:and\s+(?:if|where|to\s+the\s+extent)\s+)?(?:it\s+is\s+"
    r"|they\s+are\s+)?(?:applicable"
    r"|relevant|any\b(?=\W*(?:$|[,;.)])))|\bif\s+at\s+all\b"
)
_UNEXPECTED = re.compile(
    r"\b(?:not|nor)\s+(?:\w+\s+){0,2}?(?:expect|anticipat|envisag|plan|intend|foresee"
    r"|contemplat)\w*|\b(?:unlikely|improbable)\b|\bnot\s+(?:\w+\s+)?likely\b"
    r"|\bno\s+(?:current\s+|present\s+)?(?:plans?|expectation|intention)\b"
    r"|\b(?:may|might|could|would|should)\s+(?:[\w-]+\s+){0,4}?become\b(?!\s+(?:aware|known"
    r"|public|avail))|\bat\s+a\s+later\s+(?:date|stage|time)"
    r"|(?<!\bor )\bin\s+(?:the\s+)?future\b"
)
_BESIDE = 120
"""So far from a mention "not currently expected" is said of it."""
_LATER = re.compile(
    r"\b(?:(?:shall|will|must|may|agrees?\s+to|intends?\s+to"
    r"|to)\s+(?:[\w-]+\s+){0,4}?(?:enter\s+into|execute|sign"
    r"|conclude)|separate(?:ly)?|that\s+certain)\b[^.;]{0,100}$"
)
_APART = re.compile(
    r"[^.;]{0,60}?\b(?:separate(?:ly)?|elsewhere|(?:another|other)\s+(?:agreement|contract))\b"
)
_PAPER = re.compile(r"\b(?:agreement|addendum|contract)s?$")
_THIS = re.compile(r"\b(?:this|these|present)\s+(?:[\w-]+\s+){0,3}$")
_EXAMPLE = re.compile(
    r"\b(?:e\.g\.|for\s+(?:example|instance)|by\s+way\s+of\s+(?:example|illustration)"
    r"|examples?\s*:)[^.;]{0,120}$"
    r"|^\W*(?:\([a-z]\)\s*)?(?:example|sample|illustration)\b"
)
_AS_EXAMPLE = re.compile(
    r"[^.;:]{0,80}?\bas\s+(?:an?\s+|mere\s+)?(?:examples?|illustrations?|samples?)\b"
)
_TAUGHT = re.compile(
    r"\b(?:trainings?|courses?|handbooks?|manuals?|guides?|newsletters?|webinars?|brochures?)\s+"
    r"(?:\w+\s+){0,5}?(?:mentions?|covers?|names?|lists?|explains?|deals?\s+with)\b[^.;]{0,100}$"
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S*|(?<!\S)\S{1,120}@\S{1,120}\.\w{1,20}"
    r"|(?<!\S)\S{1,200}\.(?:com|org|net|io|eu|html?|pdf|docx?)\b\S*"
)
_FIRM = re.compile(
    r"[\w-]*(?:,?\s+(?:&|and|of|[A-Z][\w&.'-]*)){0,4}?,?\s+(?:Ltd|Limited|LLP|LLC|L\.L\.C|Inc"
    r"|Incorporated|Corp"
    r"|Corporation|GmbH|plc|PLC|AG|S\.A|SA|B\.V|BV|Pty|Partners|Associates|Solicitors|Attorneys"
    r"|Holdings)\b"
)
_TITLE_OF = re.compile(
    r"[\w/.-]*(?:\s+(?!(?:in|of|by|with|to|and|or|that|which|under|on|for|from|is"
    r"|are)\b)[\w.&/-]+){0,3}?\s+"
    r"(?:certificat\w*|certified|attest\w*|accredit\w*|audit\s+reports?|report\s+on\s+compliance"
    r"|badges?|seals?|polic(?:y|ies)"
    r"|handbooks?|manuals?|guides?|training|courses?|awareness|newsletters?|webinars?"
    r"|white\s?papers?|faqs?|consultan\w+"
    r"|conferences?|privacy\s+notice)\b"
)
_CERTIFIED = re.compile(
    r"\b(?:certificat\w*|certified|attest(?:ation\w*|ed)|accredit\w*|badges?|seals?|soc\s*[12]"
    r"|iso(?:/iec)?\s*\d+)\b(?!\s+that)[^.;]{0,100}$"
)
_LAWS = re.compile(
    r"\b(?:uk\s+gdpr|gdpr|general\s+data\s+protection\s+regulation|ccpa|cpra"
    r"|california\s+(?:consumer|privacy)[\w\s]{0,20}act|hipaa|hitech|glba"
    r"|pipeda|lgpd|dora|pci(?:[\s-]dss)?|ferpa|coppa|sox|fcpa|popia|pdpa|pipl|fadp|dpdpa?|vcdpa"
    r"|cpa|appi|gramm[\w\s-]{0,16}act"
    r"|data\s+protection\s+act\s+\d{4}|ai\s+act|data\s+act|nis\s?2|e-?privacy\s+directive"
    r"|sarbanes[\w\s-]{0,10}act|soc\s*[12]|iso(?:/iec)?\s*\d+)\b"
)
_MANY = 3
"""A list of so many laws is one of all laws there are."""
_BUSINESS = re.compile(
    r"\b(?:in\s+the\s+business\s+of|engage[sd]?\s+in|provides?|offers?|speciali[sz]es?|operates?"
    r"|develop(?:s|ed)?|sells?"
    r"|(?:leading|known)\s+\w+|(?:provider|supplier|vendor|seller)\s+of|expert\w*|experience\w*"
    r"|serves?)\b[^.;]{0,160}$"
)
_HERE = re.compile(
    r"\b(?:this|the)\s+(?:agreement|contract|addendum|services)\b|\bon\s+behalf\s+of\b"
    r"|\b(?:customer|client|company|controller|covered\s+entity|buyer|principal)\b(?!s)"
)
_OTHERS = re.compile(
    r"\b(?:other|its\s+other|various|many)\s+(?:customers|clients|businesses|industries)\b"
)
_ASKED = re.compile(r"[^.;?]{0,200}\?")
_YES = re.compile(
    r"\W{0,6}(?:[☒☑]|\[\s?[x✓✔]\s?\])?\s*yes\b(?!\s*(?:/|or|\[|☐|☒))|\s*(?:[☒☑]|\[x\])\s*yes\b"
)
_BOX = re.compile(r"(?:[☐□❏❐❑❒]|\[\s?\])\s*(?:[\w'/-]+\s+){0,4}$")
_CALENDAR = re.compile(
    r"\b(?:holidays?|time\s?zones?|local\s+time)\s+(?:in|of|for)\s+(?:[\w'-]+,?\s+){0,5}$"
)
_ITS_OWN = re.compile(
    r"\b(?:independent|separate|autonomous)\s+(?:and\s+\w+\s+)?(?:data\s+)?controllers?\b"
    r"|\bcontrollers?\s+in\s+(?:its|their)\s+own\s+right\b"
)
_PERIOD = re.compile(r"\b(?:years?|months)\b")
_OTHER_PERIOD = re.compile(
    r"confidential|secre[ct]|warrant|guarantee|surviv|retain|retention|\bkeep|\brecords?\b|archiv"
    r"|preserv|insur|limitation"
    r"|compet|solicit|\b(?:after|following|beyond|since|upon)\b|experience|audit|patent"
    r"|licen[cs]e|lease|loan|patent"
)
_CUT = re.compile(r"[;.:]\s")
_STOP = re.compile(r"[;.](?:\s|$)")
_AROUND = 400
"""So many letters before and after a mention are read."""
_DEFINED = re.compile(r"[\"']([^\"']{2,60})[\"']")


def only_named(passage: Passage, start: int, end: int) -> str:
    """Why the words from `start` to `end` of a passage state nothing; empty where they do."""
    if passage.kind in ("heading", "contents"):
        return "it stands in a heading"
    said = _Said(passage, start, end)
    return next((why for test, why in _TESTS if test(said)), "")


def defined(passage: Passage) -> list[str]:
    """The terms that a passage defines, in lower case."""
    return _DEFINED.findall(passage.own.lower) if passage.kind == "definition" else []


class _Said:
    """A mention with the words before and after it, in its sentence and in its clause."""

    def __init__(self, passage: Passage, start: int, end: int) -> None:
        first, last = max(0, start - _AROUND), end + _AROUND
        self.passage = passage
        self.text = passage.own.text[first:last]
        self.start, self.end = start - first, end - first
        self.sentence = passage.own.lower[first:last]
        self.mention = self.sentence[self.start : self.end]
        cuts = [one.end() for one in _CUT.finditer(self.sentence, 0, self.start)]
        self.before = self.sentence[cuts[-1] if cuts else 0 : self.start]
        stop = _STOP.search(self.sentence, self.end)
        self.after = self.sentence[self.end : stop.start() if stop else len(self.sentence)]
        self.verbs = _HANDLE if _DATA.search(self.mention) else _MOVE


def _is_link(said: _Said) -> bool:
    links = _LINK.finditer(said.sentence)
    return any(one.start() < said.end <= one.end() for one in links)


def _is_firm(said: _Said) -> bool:
    return not said.text[said.start : said.end].islower() and bool(_FIRM.match(said.text, said.end))


def _is_title(said: _Said) -> bool:
    """A certificate, a policy, a training: "PCI DSS certificate", "certified to HIPAA"."""
    if _TITLE_OF.match(said.after):
        return True
    return not _DATA.search(said.mention) and _CERTIFIED.search(said.before) is not None


def _is_example(said: _Said) -> bool:
    if _AS_EXAMPLE.match(said.after) or _TAUGHT.search(said.before):
        return True
    return _EXAMPLE.search(said.sentence[: said.start]) is not None


def _is_asked(said: _Said) -> bool:
    """A question that nobody answered with yes, a choice whose box nobody ticked."""
    if _BOX.search(said.sentence[: said.start]):
        return True
    asked = _ASKED.match(said.after)
    return asked is not None and not _YES.match(said.sentence, said.end + asked.end())


def _is_of_a_calendar(said: _Said) -> bool:
    return _CALENDAR.search(said.before) is not None


def _is_of_controllers(said: _Said) -> bool:
    """What each party does for itself: nobody acts for the other."""
    return _ITS_OWN.search(said.sentence) is not None


def _is_denied(said: _Said) -> bool:
    if _BANNED.match(said.after):
        return True
    passive = rf"[^;:,]{{0,60}}?\b{_NOT}\s+(?:[\w'-]+\s+){{0,3}}?{said.verbs}\w*"
    found = re.match(passive, said.after)
    if not found and not _is_negated(said):
        return False
    return not _EXCEPTED.search(said.after, found.end() if found else 0)


def _is_negated(said: _Said) -> bool:
    """Whether "no", "none" or "not" before a mention, or in it, is said of it."""
    none = _NONE.search(said.before) or _NO_VALUE.match(said.after)
    listed = _NO_LIST.search(said.before) and _OF_A_LIST.match(said.after)
    if none or listed or _NEGATED.search(said.mention):
        return True
    ways = (
        rf"\b{_NOT}\b(?:\s+[\w'-]+){{0,5}}?\s+{said.verbs}[^;:]{{0,90}}$",
        rf"{_NO_ONE}{said.verbs}\w*[^;:]{{0,60}}$",
    )
    return any(re.search(way, said.before) for way in ways)


def _is_possible(said: _Said) -> bool:
    """In the words of a condition, or with "if applicable" beside them."""
    beside = f"{said.before[-_BESIDE:]} {said.mention} {said.after[:_BESIDE]}"
    near = f"{said.before[-_BESIDE // 2 :]} {said.after[: _BESIDE // 2]}"
    if _UNEXPECTED.search(beside) or _MAYBE.search(near):
        return True
    conditions = list(re.finditer(_IF, said.before))
    if not conditions:
        return False
    between = said.before[conditions[-1].end() :]
    if _MAIN.search(between):
        return False
    active = re.search(rf"\b{said.verbs}", between)
    return bool(active or re.match(rf"[^;:,]{{0,60}}?\b{said.verbs}", said.after))


def _is_elsewhere(said: _Said) -> bool:
    """Left to another paper: "a separately executed business associate agreement"."""
    if _LATER.search(said.before) or _APART.match(said.after):
        return True
    return bool(_PAPER.search(said.mention)) and not _THIS.search(said.before)


def _is_of_many(said: _Said) -> bool:
    """One of many laws or standards in a list."""
    known = {one.group() for one in _LAWS.finditer(said.sentence)}
    return _LAWS.search(said.mention) is not None and len(known) >= _MANY


def _is_business(said: _Said) -> bool:
    """What a recital tells of a party's business with everybody."""
    if _OTHERS.search(said.sentence):
        return True
    told = said.passage.kind == "recital" and _BUSINESS.search(said.before)
    return bool(told) and not _HERE.search(f"{said.before} {said.after}")


def _is_other_period(said: _Said) -> bool:
    """How long something else than the contract lasts: confidentiality, a warranty, records."""
    if not _PERIOD.search(said.mention):
        return False
    heading = said.passage.headings[-1].lower() if said.passage.headings else ""
    return any(map(_OTHER_PERIOD.search, (said.before, said.mention, heading)))


_TESTS: tuple[tuple[Callable[[_Said], bool], str], ...] = (
    (_is_link, "it is part of a link"),
    (_is_firm, "it is part of a firm's name"),
    (_is_title, "it names a certificate, a policy or a training"),
    (_is_example, "it stands in an example"),
    (_is_asked, "it is asked, and not answered with yes"),
    (_is_possible, "it is a condition or an expectation"),
    (_is_denied, "it is denied"),
    (_is_elsewhere, "it is left to another paper"),
    (_is_of_a_calendar, "it tells of holidays or a time zone"),
    (_is_of_controllers, "each party is a controller of its own"),
    (_is_of_many, "it is one of many in a list"),
    (_is_other_period, "it is the period of something else"),
    (_is_business, "it tells of a business with others"),
)
"""What a mention may be without stating anything, in the order in which it is asked."""
