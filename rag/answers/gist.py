"""Shorten: which beginnings of a cited sentence may be told in place of the whole?

A cited sentence in, itself without dateline and attribution and its beginnings that stand by themselves out, longest
first; nothing where it can only be quoted (somebody's "we", a headline, a pronoun without its noun). A beginning ends
where something begins that can be left out, and what is left out never answers, counts, denies, doubts, limits or
gives the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answers.cues import CAUSE
from rag.claims.holders import SAYING_STEMS
from rag.claims.lexicon import PAST_FORMS
from rag.claims.words import split_words, stems_of
from rag.quantities.mentions import find_quantities

LONGEST = 400
_FEWEST_WORDS = 4
_HEAD = re.compile(
    r"(?:[A-Z][A-Z'’.-]+(?: [A-Z][A-Z'’.-]+)*(?:, [\w .]{2,20})?(?: ?\([^()]{2,40}\))? ?[-–—] |\d{1,2}\. )"
)  # "BRENDALE, Nov 13 (NNA) - ", "4. "
_CUT = re.compile(r"(?<=[,;])\s+(?!\d)|\s+(?=[–—] )")
_LIMITING = frozenset(
    "no not never none nobody nothing neither nor cannot without hardly barely scarcely false denied denies deny"
    " denying if unless whether until except but although though however despite instead rather only about nearly"
    " almost may might could would should reportedly allegedly alleged apparently possibly perhaps probably likely"
    " unclear unconfirmed disputed suspected believed claimed claims rumoured wrongly supposedly".split()
)
_DROPPED = frozenset(
    "which who whose where when while as and with including saying adding among after following minutes hours days"
    " in on at during".split()
)
_FINITE = frozenset("was were is are has have had will would can must did does do said says say stands holds".split())
_LEANING = frozenset(
    "he she it they this that these those we i you and but or so then his her their its another both such as for"
    " if unless because".split()
)
_OURS = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]urs?|[Yy]ours?|[Yy]ou)\b(?!\.)")
_APPOSITION = re.compile(r",[^,]{1,80},")
_NEAR = 3
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_TIMED = re.compile(r"\d{1,2}[:.]\d\d\b")
_TWO_VOICES = re.compile(r"[,;]\s+(?:and|but|while|though|although|yet|that)\b|;")
_BROKEN = re.compile(
    r"[“”\"‘?!…\[\]<>{}|\\`*_#~^=@\x00-\x1f\x7f]|[a-z]{4,}\.\s|:\s|^(?:yes|no),|://|www\.", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What may be told of a sentence, without its full stop; ``names_speaker`` where it says itself who says so."""

    text: str
    names_speaker: bool


def gists(quote: str, *, holder: str | None, question: str, answer: str = "") -> list[Gist]:
    """What may be told of a sentence, longest first; ``answer`` are words that must remain where they stand in it."""
    whole = _HEAD.sub("", " ".join(quote.split()), count=1)
    body = _without_attribution(whole, holder).rstrip(" .,;")
    if not _can_be_told(body):
        return []
    asked = stems_of(question) & stems_of(body)
    shorter = (text for text in _beginnings(body) if _says_enough(text, body, asked=asked, answer=answer))
    return [Gist(text=text, names_speaker=_names(text, holder)) for text in (body, *shorter)]


def _names(text: str, holder: str | None) -> bool:
    """Whether the text says that this speaker says it: the name, or its last word, beside a verb of saying."""
    own = [word.text for word in split_words(holder or "") if word.text[:1].isupper()]
    for name in (_HEAD.sub("", holder or ""), *own[-1:]):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) if name else None
        if found:
            behind = split_words(_APPOSITION.sub("", text[found.end() :], count=text[found.end() :].startswith(",")))
            around = [*split_words(text[: found.start()])[-_NEAR:], *behind[:_NEAR]]
            if any(word.stem in SAYING_STEMS or word.lower == "according" for word in around):
                return True
    return False


def _without_attribution(text: str, holder: str | None) -> str:
    """The sentence without "The coast guard said", ", the coast guard said on Monday." or ", according to …"."""
    name = re.escape(holder or "")
    closing = rf",\s+(?:{name},?\s+(?:said|says|say)\b[^,;]{{0,30}}|according to {name})\.?$"
    opening = rf"{name},? (?:said|says|say) (?:that )?(?=\w)"
    if not holder:
        return text
    if found := re.search(closing, text, re.IGNORECASE):
        return text[: found.start()] if not _limits(text[found.start() :]) else text
    if found := re.match(opening, text, re.IGNORECASE):
        rest = text[found.end() :]
        return rest[:1].upper() + rest[1:] if _can_be_told(rest.rstrip(" .")) and not _TWO_VOICES.search(rest) else text
    return text


def _can_be_told(body: str) -> bool:
    """Whether a sentence is prose that stands by itself: nobody's own words, no headline, no pronoun to begin with."""
    words, bare = split_words(body), _QUOTED.sub("", body)
    return (
        len(words) >= _FEWEST_WORDS
        and len(body) <= LONGEST
        and words[0].lower not in _LEANING
        and body[0].isalnum()
        and _is_finite(bare)
        and not (_OURS.search(bare) or _TIMED.match(body) or body.isupper() or _BROKEN.search(bare))
    )


def _is_finite(text: str) -> bool:
    lowers = [word.lower for word in split_words(text)]
    return any(word in _FINITE or word in PAST_FORMS or (word.endswith("ed") and len(word) > 4) for word in lowers)


def _beginnings(body: str) -> list[str]:
    """The shorter beginnings with a main clause that end where something begins that can be left out."""
    parts = _CUT.split(body)
    found = []
    for count in range(len(parts) - 1, 0, -1):
        following = split_words(parts[count])
        if following and following[0].lower in _DROPPED and any(map(_is_main, parts[:count])):
            found.append(" ".join(parts[:count]).rstrip(" ,;–—"))
    return found


def _is_main(part: str) -> bool:
    words = split_words(part)
    first = words[0].lower if words else ""
    return bool(first) and first not in _DROPPED and not first.endswith("ing") and _is_finite(part)


def _says_enough(text: str, body: str, *, asked: frozenset[str], answer: str) -> bool:
    """Whether a beginning keeps the answer, the question's words, each figure, each reason and all that limits."""
    gone = body[len(text) :]
    return (
        not (_limits(gone) or CAUSE.search(gone) or find_quantities(gone))
        and asked <= stems_of(text)
        and (answer not in body or answer in text)
        and _can_be_told(text)
    )


def _limits(gone: str) -> bool:
    """Whether what is left out denies, doubts or limits."""
    return bool({word.lower for word in split_words(gone)} & _LIMITING) or "n't" in gone or "n’t" in gone
