"""Fill slots: does a sentence hold the kind of thing that is asked for, and which words are it?

A question and a statement in; whether it states a time, a place, a person, a reason, and the short
answer in the article's own words out. Knows nothing of relevance: that is ``statements``.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from rag.answers.cues import CAUSE, STRONG_CAUSE
from rag.answers.question import Question
from rag.claims.aspects import families_in, families_of
from rag.claims.lexicon import DENYING, SOURCES
from rag.claims.words import Word, shortened, split_words, stem
from rag.quantities.calendar import find_stamps
from rag.quantities.times import find_times
from rag.records import Claim

_PLACE = re.compile(
    r"\b(?:in|at|from|near|to|off|outside|inside|on|between|around|into|towards?)\s+(?:the\s+)?(?:\w+\s+){0,3}?([A-Z][\w'’-]+(?:\s+(?:de|la|of|and|[A-Z][\w'’-]+))*)"
)
_QUOTATION = re.compile(r"[“\"]([^”\"]{3,})[”\"]")
_NAME_OF = re.compile(r"\bnames? of (?:the |a |an )?([\w ]+?)(?: who| that| which| in| at| on| of|\?|$)", re.IGNORECASE)
_DEED = re.compile(
    r"(?:and |but )?whom? (?:(?:has|had|have|is|was|were|are|did|does|do|also|first) )*(?:the |an? )?([\w-]+)",
    re.IGNORECASE,
)
_SAYING = frozenset(stem(verb) for verb in ("say", "tell", "claim", "report", "state"))
_NO = re.compile(r"\b(?:no|not|never|nobody|none|neither|nor|without|nothing|nowhere)\b|n[’']t\b", re.IGNORECASE)
_UN = re.compile(r"(?:un|in)[a-z]{3}")
LONGEST = 160
SURELY_NO, RATHER_YES, SURELY_DENIED, SURELY_YES, YES_AGAINST_ITS_WORDS = 0.1, 0.2, 0.35, 0.4, 0.6
_TIME_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


def fills_slot(question: Question, claim: Claim) -> bool:
    """Whether a sentence holds what its kind of question asks for."""
    if question.kind == "when":
        return bool(_times(claim))
    if question.kind == "where":
        return bool(_places(question, claim))
    if question.kind == "why":
        return bool(CAUSE.search(claim.quote))
    if question.kind in ("who", "list"):
        return bool(_people(question, claim)) and _states_deed(question, claim)
    return True


def _states_deed(question: Question, claim: Claim) -> bool:
    """Whether a sentence states what the asked person did: "supplied" in "Who supplied the powder?"."""
    if match := _NAME_OF.search(question.text):
        noun = re.escape(split_words(match[1])[-1].text)
        return bool(
            re.search(
                rf"\b{noun}(?:'s name (?:is|was)|,| (?:was |is )?(?:named|called)?)\s*(?:[A-Z]\w*\.?\s)*[A-Z][a-z]+\b",
                claim.quote,
            )
        )
    match = _DEED.match(question.text)
    if match is None:
        return True
    deed = stem(match[1])
    if deed in _SAYING:
        return claim.holder is not None
    return (
        deed in claim.terms
        or match[1].lower() in ("behind", "responsible")
        or (
            bool(families_of(deed))
            and families_of(deed) in {family for family, _ in families_in(split_words(claim.quote))}
        )
    )


def is_denial(claim: Claim, asked: AbstractSet[str] = frozenset()) -> bool:
    """Whether a sentence denies rather than asserts; of what is ``asked`` (stems), "unhurt" denies "hurt"."""
    return (
        _denies(claim)
        or bool(_NO.search(_without_quoted_doubt(claim.quote)))
        or any(_UN.match(word.lower) and stem(word.lower[2:]) in asked for word in split_words(claim.quote))
    )


def verdict(question: Question, claim: Claim, says_yes: float | None) -> tuple[str, bool]:
    """Whether a sentence that answers a yes-or-no question says "yes" or "no", and whether that is sure.

    Words of denial and the reader's chance of a yes each have a voice; without a reader the words decide.
    """
    is_denied = is_denial(claim, question.terms)
    if says_yes is None:
        return ("no" if is_denied else "yes"), True
    if is_denied:
        return (
            ("yes", False) if says_yes >= YES_AGAINST_ITS_WORDS else ("no", says_yes < SURELY_DENIED or _denies(claim))
        )
    return ("yes", says_yes >= SURELY_YES) if says_yes >= RATHER_YES else ("no", says_yes < SURELY_NO)


def _denies(claim: Claim) -> bool:
    """Whether somebody denies something in a sentence, in so many words."""
    return any(word.lower in DENYING for word in split_words(claim.quote))


def _without_quoted_doubt(text: str) -> str:
    return re.sub(r"\bno (?:more|fewer|less|longer|later|doubt)\b|\bnot (?:only|just)\b", "", text, flags=re.IGNORECASE)


def short_answer(question: Question, claim: Claim) -> str:
    """The words of a sentence that answer, at most a line."""
    found = ""
    if question.kind == "when":
        found = ", ".join(dict.fromkeys(_times(claim)))
    elif question.kind == "where":
        found = ", ".join(_places(question, claim)[:2])
    elif question.kind == "who":
        found = ", ".join(_people(question, claim)[:2])
    elif question.kind == "said":
        found = " … ".join(m[1] for m in _QUOTATION.finditer(claim.quote))
    elif question.kind == "why" and (match := STRONG_CAUSE.search(claim.quote)):
        found = claim.quote[match.start() :]
    return shortened((found or claim.quote).strip(" ,;"), LONGEST)


def _times(claim: Claim) -> list[str]:
    stamps = [claim.quote[s.start : s.end] for s in find_stamps(claim.quote)]
    mentions = [claim.quote[m.start : m.end] for m in find_times(claim.quote)]
    return [t for t in mentions or stamps if t.strip()]


def _places(question: Question, claim: Claim) -> list[str]:
    found = [m[1] for m in _PLACE.finditer(claim.quote) if m[1].lower() not in _TIME_NAMES]
    return [p for p in found if not {w.stem for w in split_words(p)} <= question.names] or _shouted_places(claim)


def _shouted_places(claim: Claim) -> list[str]:
    if not claim.quote.isupper():
        return []
    return re.findall(r"\b(?:IN|AT|FROM|NEAR|OFF)\s+(?:THE\s+)?([A-Z][A-Z'’-]+)", claim.quote)


def _people(question: Question, claim: Claim) -> list[str]:
    """Runs of names in a sentence that the question does not itself give, its speaker first."""
    runs: list[list[Word]] = []
    words = split_words(claim.quote)
    for index, word in enumerate(words):
        joined = (
            bool(runs)
            and runs[-1][-1] is words[index - 1]
            and claim.quote[words[index - 1].end : word.start].strip() in ("", ".")
        )
        if (word.is_name and not word.is_stop and index) or (
            word.is_name and not word.is_stop and len(words) > 1 and words[1].is_name
        ):
            if joined:
                runs[-1].append(word)
            else:
                runs.append([word])
    named = [claim.quote[run[0].start : run[-1].end] for run in runs if not {w.stem for w in run} <= question.names]
    sources = [w.text for w in words if w.lower in SOURCES]
    return [*([claim.holder] if claim.holder else []), *named] or sources[:1]
