"""Reasons not to take a sentence at its words: denied, permitted, the wrong party, redacted.

Texts come in lower case, which expressions read faster; only redactions are looked for in any case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contract_kit.scan import denials
from contract_kit.scan.parties import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

_MODAL = re.compile(
    r"\b(?:shall|will|must|may|can|could|might|agrees?\s+to|undertakes?\s+to|is\s+to|are\s+to"
    r"|(?:is|are|be)\s+(?:entitled|permitted|free|allowed|obliged|required|obligated|bound)\s+to"
    r"|has\s+the\s+(?:right|duty|obligation)\s+to|commits?\s+to)\b",
)
_PERMITS = re.compile(r"\b(?:may|can|could|might|entitled|permitted|free|allowed|right)\b")
_FORBIDS = re.compile(r"\s+(?:not|never|neither|in\s+no\s+(?:event|case))\b")
"""After "may" these words make a ban of it."""
_RELATIVE = re.compile(r"\b(?:as|that|which|who|it|they|there)\s*$")
_NEGATED = re.compile(
    r"\b(?:not(?!\s+(?:only|later|limited|less|more|just|unreasonabl|withstanding))"
    r"|never|cannot|can't|won't|doesn't|don't|isn't|aren't|needn't|neither|nor"
    r"|no\s+(?:obligation|duty|requirement|responsibility|liability|commitment|need)"
    r"|(?:without|free\s+of)\s+(?:any\s+)?(?:obligation|duty|being\s+(?:obliged|required)|having\s+to|need\s+to)"
    r"|in\s+no\s+(?:event|case|circumstances?|way)|under\s+no\s+circumstances?|at\s+no\s+time"
    r"|refrains?\s+from|declines?\s+to|refuses?\s+to|fails?\s+to|exempt(?:ed)?\s+from|released\s+from"
    r"|excused\s+from|relieved\s+(?:of|from))\b",
)
_NOBODY = re.compile(
    r"\b(?:neither\s+party|no\s+party|nothing\s+(?:in|herein|requires|obliges)|in\s+no\s+event"
    r"|under\s+no\s+circumstances|nor)\b[^;:.]*$",
)
_RELEASED = re.compile(
    r"\b(?:not|never|no\s+longer)\s+(?:be\s+)?(?:\w+ly\s+)?"
    r"(?:(?:obliged|required|obligated|bound|compelled|expected)\s+to\s+)?(?:be\s+)?(?:\w+ly\s+)?$"
    r"|\bnothing\b[^.;]{0,80}\b(?:obliges?|obligates?|requires?|compels?|binds?)\b[^.;]{0,60}$",
)
_ENDS_NOT = re.compile(r"\b(?:not|never|no\s+longer)\s+(?:\w+ly\s+)?$")
_NO_ACTOR = re.compile(
    r"(?:^|[.;:]\s+)(?:nobody|no\s+one|no\s+(?!later|less|more|sooner|additional)(?:[\w-]+\s+){1,3})$",
)
_BARRIER = re.compile(r"[;:.]\s|\b(?:but|unless|except|however|provided that|if|where|when)\b")
_AND_IS = re.compile(
    r"\band\s+(?:\w+ly\s+)?(?:remains?|is|are|has|stays?|keeps|continues|retains|bears|becomes"
    r"|ensures|answers)\b"
)
"""Where another verb begins, which a "may" before it does not govern."""
_OBLIQUE = re.compile(
    r"\b(?:to|of|by|from|for|with|on|behalf|between|against|upon|in|via|under|at|than|about"
    r"|(?<!soon )(?<!long )(?<!far )as"
    r"|assist(?:s|ing)?|notif(?:y|ies|ying)|inform(?:s|ing)?|help(?:s|ing)?|enabl(?:e|es|ing)"
    r"|allow(?:s|ing)?|provid(?:e|es|ing)|giv(?:e|es|ing)|tell(?:s|ing)?|support(?:s|ing)?"
    r"|alert(?:s|ing)?|offer(?:s|ing)?|send(?:s|ing)?|advis(?:e|es|ing))\s+"
    r"(?:(?:the|each|any|its|our|their|your|all|such|another|an?|relevant|new|other|these|those)\s+)*$",
)
_SUBORDINATE = re.compile(
    r"\b(?:if|where|when|whenever|unless|until|to the extent|while|once|after|before|because|which"
    r"|whose|whom|as|whether)\s+(?:\w+\s+){0,3}$",
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively)\b")
_ASIDE = re.compile(r",\s*(?:if|where|when|unless|to the extent|provided|as|in case)\b[^,]*,")
_DENIED = re.compile(
    r"(?:(?!(?:if|that|which|who|where|when|unless)\b)[\w'-]+\s+){1,4}(?:is|are|has|have|do|does|shall|will)\s+(?:not|be\s+excluded)\b"
    r"|\w+\s+(?:nothing|nobody|no\s+one)\b|\w+\s+not\b(?!\s+(?:only|later|limited|less|more|just))",
)
_FINITE = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:,[^,;]{0,120},\s*)?(?:(?:\w+ly|hereby|also|further|then|each)\s+)*"
    r"(?:shall|will|must|may|can|is|are|has|have|does|do|agrees?|undertakes?|warrants?|represents?"
    r"|acknowledges?|confirms?|ensures?|maintains?|provides?|implements?|takes?|notif(?:y|ies)|informs?"
    r"|process(?:es)?|keeps?|remains?|makes?|uses?|assists?|helps?|supports?|deletes?|returns?|grants?"
    r"|authori[sz]es?|consents?|commits?|allows?|permits?|engages?|conducts?|reports?|tells?|gives?)\b",
)
_TO = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
_ENABLES = re.compile(
    r"\b(?:allow|enabl|permit|entitl|giv|grant|offer|afford)\w*\s+(?:the\s+|to\s+the\s+)?$"
)
_SAID = re.compile(r"\b(?:agree|acknowledge|confirm|accept|understand)(?:s|d)? that\b")
_AGENT = re.compile(r"[^.;]{0,60}?\bby\s+(?:the\s+|each\s+|either\s+)?")
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s+(?:\w+ly\s+)?$")
_PARTICIPLE = re.compile(
    r"(?:\w+ed|given|told|made|kept|held|put|sent|bound|taken|done|drawn|written|shown|sought)\b",
)
_CAUSES = re.compile(
    r"\b(?:ensure|ensures|procure|procures|require|requires|make\s+sure|see\s+to\s+it|cause|causes)\b",
)
_REDACTED = re.compile(
    r"\[\s*(?:\*\s*){2,}\]|\[\s*(?:redacted|omitted|confidential|illegible|blank)[^\]]*\]|█{2,}|■{3,}"
    r"|(?:\*\s*){5,}|\bX{5,}\b|\[\s*(?:\.\s*){3,}\]|\bconfidential treatment requested\b",
    re.I,
)
_BLACK = ("[", "*", "█", "■", "xxxxx", "treatment")
"""One of them stands in every text with such words."""
_AND = re.compile(r",?\s*(?:and|or|and/or)\s+(?:\w+\s+)?")
_ARTICLE = re.compile(r"\W*(?:the\s+)?")
_OWNED = re.compile(r"'s?\s+(?:[\w-]+\s+){0,3}$")
_BELONGS = re.compile(r"'|(?:\s+(?:personal\s+)?(?:data|content|account|request)\b)")
_PAUSE = re.compile(r"[,;.]")
_WINDOW = 140
_FIRST = 60
"""How far from the words in question an owner may stand."""

NEGATED = "says the opposite: the duty is negated"
PERMITTED = "only permits it: there is no duty"
WRONG_PARTY = "puts the duty on the other party"


def redacted(text: str, *, wholly: bool = False) -> bool:
    """Whether words were blacked out or are illegible; `wholly`: hardly any others are left."""
    low = text.lower()
    if not (any(hint in low for hint in _BLACK) and _REDACTED.search(text)):
        return False
    return not wholly or len(re.findall(r"[^\W\d_]{2,}", _REDACTED.sub(" ", text))) < 4


@dataclass(frozen=True)
class Subject:
    """Who does what a verb says: the side, where the text tells, and where its name ends."""

    side: str | None = None
    end: int | None = None


class Duty:
    """What a verb at `verb` says: who owes it, and whether it is denied or only permitted.

    `named` are the parties that the text names; many patterns ask about the same verb.
    """

    def __init__(self, text: str, verb: int, named: Sequence[Mention]) -> None:
        self._text, self._verb, self._named = text, verb, named

    @cached_property
    def subject(self) -> Subject:
        """Who does it."""
        return subject(self._text, self._verb, self._named)

    @cached_property
    def negated(self) -> bool:
        """Whether it is denied."""
        return negated(self._text, self._verb, self.subject)

    @cached_property
    def permitted(self) -> bool:
        """Whether it is only permitted."""
        return permitted(self._text, self._verb)


def negated(text: str, verb: int, subject: Subject) -> bool:
    """Whether the verb at `verb` is under a negation."""
    if denials.disowned(text, verb) or denials.hangs_on_denied(text, verb):
        return True
    if denials.in_denied_list(text, verb):
        return True
    start = max(0, verb - _WINDOW)
    before = text[start:verb]
    modals = list(_MODAL.finditer(before))
    near = before[modals[-1].end() :] if modals else before
    prior = before[: modals[-1].start()] if modals else ""
    if not modals and subject.end is not None:
        near = text[subject.end : verb]
    elif not modals and (barriers := list(_BARRIER.finditer(near))):
        near = near[barriers[-1].end() :]
    if _NEGATED.search(_ASIDE.sub(" ", near)) or _NOBODY.search(prior):
        return True
    if _RELEASED.search(before) or _NO_ACTOR.search(prior) or _ENDS_NOT.search(prior):
        return True
    return _DENIED.match(text, verb) is not None


def denied(text: str, start: int, end: int) -> bool:
    """Whether words without a verb of their own stand in a clause that says "not"."""
    return negated(text, start, Subject()) or denials.said_not(text, start, end)


def denies(text: str) -> bool:
    """Whether a lead-in says "not" of all its items."""
    return denials.says_not(text)


def permitted(text: str, verb: int) -> bool:
    """Whether the verb at `verb` is a permission, not a duty; "may only" is a duty."""
    before = text[max(0, verb - _WINDOW) : verb]
    modals = [m for m in _MODAL.finditer(before) if not _RELATIVE.search(before[: m.start()])]
    if not modals:
        return False
    last = modals[-1]
    after = before[last.end() :]
    if _BARRIER.search(after) or _AND_IS.search(after) or _FORBIDS.match(after):
        return False
    if not _PERMITS.search(last.group()):
        return False
    return not _ONLY.search(after + text[verb : verb + _WINDOW])


def subject(text: str, verb: int, named: Sequence[Mention]) -> Subject:
    """Who does what the verb at `verb` says; `named` are the parties that the text names."""
    start = _sentence_start(text, verb)
    before = text[start:verb]
    inside = [
        Mention(one.side, one.start - start, one.end - start)
        for one in named
        if one.start >= start and one.end <= verb
    ]
    if _PASSIVE.search(before[-24:]) and _PARTICIPLE.match(text, verb):
        return Subject(_agent(text, verb, named) or _causing(before, inside))
    near = _owner(before, inside) or _enabled(before, inside)
    if near is not None:
        return Subject(near.side, start + near.end)
    subjects = [
        mention
        for mention in inside
        if not _OBLIQUE.search(before[max(0, mention.start - _WINDOW) : mention.start])
        and _free(before, mention)
    ]
    main = [m for m in subjects if not _SUBORDINATE.search(_segment(before, m.start))]
    acting = [m for m in main if _FINITE.match(text, start + m.end)]
    chosen = acting or main or subjects
    if not chosen:
        return _opening(before, inside)
    last = chosen[-1]
    first = chosen[-2] if len(chosen) > 1 and _joined(before, chosen[-2], last) else last
    side = first.side if last.side == "third" else last.side
    return Subject(side, start + last.end)


def _joined(text: str, first: Mention, second: Mention) -> bool:
    """Whether two parties are one subject: "the Processor and any Sub-processor shall"."""
    return _AND.fullmatch(text, first.end, second.start) is not None


def _opening(before: str, inside: Sequence[Mention]) -> Subject:
    """Whose thing a sentence speaks of from its first words: "The Customer's programme covers"."""
    for mention in inside[:1]:
        first = mention.end <= _FIRST and _ARTICLE.fullmatch(before, 0, mention.start)
        if first and before[mention.end : mention.end + 1] == "'":
            return Subject(mention.side)
    return Subject()


def _owner(before: str, inside: Sequence[Mention]) -> Mention | None:
    """Whose thing a noun is: "the Customer's security contact"."""
    for mention in reversed(inside):
        if mention.start < len(before) - _FIRST:
            return None
        if _OWNED.match(before, mention.end):
            return mention
    return None


def _enabled(before: str, inside: Sequence[Mention]) -> Mention | None:
    """Who is given the chance: "allowing the Customer to object"."""
    if not _TO.search(before[-_WINDOW:]):
        return None
    for mention in reversed(inside):
        enables = _ENABLES.search(before[max(0, mention.start - _WINDOW) : mention.start])
        if enables and not _PAUSE.search(before, mention.end):
            return mention
    return None


def _causing(before: str, inside: Sequence[Mention]) -> str | None:
    """The party that shall ensure what a passive sentence says."""
    for match in _CAUSES.finditer(before):
        return subject(before, match.start(), inside).side
    return None


def _sentence_start(text: str, verb: int) -> int:
    cut = max(text.rfind(". ", 0, verb), text.rfind("; ", 0, verb))
    start = 0 if cut < 0 or verb - cut < 12 else cut + 2
    said = list(_SAID.finditer(text, start, verb))
    return said[-1].end() if said else start


def _free(text: str, mention: Mention) -> bool:
    """Whether the mention stands for itself, not as an owner ("Customer's request")."""
    if text[mention.start : mention.end] in ("our", "your", "us"):
        return False
    return not _BELONGS.match(text, mention.end)


def _segment(text: str, place: int) -> str:
    cut = max(text.rfind(",", 0, place), text.rfind(";", 0, place), text.rfind("(", 0, place))
    return text[cut + 1 : place]


def _agent(text: str, verb: int, named: Sequence[Mention]) -> str | None:
    match = _AGENT.match(text, verb)
    if match is None:
        return None
    for mention in named:
        if mention.start >= match.end():
            return mention.side if mention.start < match.end() + 4 else None
    return None
