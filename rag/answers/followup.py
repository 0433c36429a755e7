"""Resolve: what does a follow-up question ask, read by itself?

A question and the earlier ones of the conversation in, a question that stands alone out. What a
follow-up leaves out (the event, the thing counted) is taken from the nearest earlier question that
has it; nothing else is ever added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.answers.question import Question, understand
from rag.answers.switch import phrase_of, switched
from rag.claims.words import split_words, stem

_LEANS = re.compile(
    r"^(?:and|but|so|then|or|also|what about|how about)\b"
    r"|\b(?:it|its|they|them|their|that|this|these|those|he|she|him|her|his|there|ones?)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|these|those|ones?)\b", re.IGNORECASE)
_SAID_SO = re.compile(
    r"^(?:and |but )?who (?:said|says|say|claims?|claimed|reported|reports)"
    r"(?: (?:so|that|this|it|it was|they did|these|those))?\W*$",
    re.IGNORECASE,
)
_OF_THAT = re.compile(
    r"^(?:and |but )?(?:when|where|why|who|which|how)"
    r"(?: (?:ones?|exactly)| (?:was|were|did|is|are) (?:that|it|this|they|s?he)(?: happen| occur)?)?\W*$",
    re.IGNORECASE,
)
_ORDINALS = frozenset(stem(w) for w in "first second third fourth fifth sixth last next".split())


def resolve(text: str, history: Sequence[str]) -> Question:
    """Understand a question in the light of the earlier questions, oldest first."""
    question = understand(text)
    if not history:
        return question
    before = resolve(history[-1], history[:-1])
    if _SAID_SO.match(question.text):
        return replace(before, text=question.text, standalone=f"{before.standalone.rstrip('?')}, and who said so?")
    if _OF_THAT.match(question.text):
        return _of_that(question, before)
    if words := switched(question.text, before):
        return replace(understand(words), text=question.text)
    if phrase_of(question.text):
        return _extended(question, before)
    if not _leans(question):
        return question
    return _completed(question, before)


def restate(question: Question, words: str) -> Question:
    """The question in words that stand alone, with what the rules found in the earlier questions to tell its event."""
    understood = understand(words)
    return replace(
        understood,
        text=question.text,
        is_restated=True,
        by_rules=question.standalone,
        setting=question.setting | understood.setting,
        years=understood.years or question.years,
    )


def is_certain(text: str) -> bool:
    """Whether the rules alone say what a follow-up means: "Who said so?", "When was that?"."""
    return bool(_SAID_SO.match(text) or _OF_THAT.match(text))


def _extended(question: Question, before: Question) -> Question:
    """Ask the earlier question of what a phrase names, in place of what it named of the same kind."""
    terms = before.terms - _ORDINALS if question.terms & _ORDINALS else before.terms
    if re.search(r"\bones?\b", question.text) and question.terms:
        terms = terms - _modifiers(before)
    return replace(
        before,
        text=question.text,
        aspect=question.aspect or before.aspect,
        terms=terms | question.terms,
        names=question.names or before.names,
        years=question.years or before.years,
        standalone=f"{before.standalone.rstrip('?')} ({question.text.rstrip('?')})?",
    )


def _modifiers(question: Question) -> frozenset[str]:
    """The words right behind "how many", which describe what is counted: "confirmed" of "confirmed cases"."""
    words = split_words(question.text)
    place = next((k for k, word in enumerate(words) if word.lower in ("many", "which")), len(words))
    return frozenset(word.stem for word in words[place + 1 : place + 2])


def _leans(question: Question) -> bool:
    """Whether a question needs an earlier one: it refers back, or names no event of its own."""
    return bool(_LEANS.search(question.text)) or not (question.names or question.years)


def _completed(question: Question, before: Question) -> Question:
    """The question with the event of the earlier one, where it names none itself."""
    years = question.years or (before.years if not question.years else frozenset())
    names = question.names | before.names
    kept = " ".join(
        w.text
        for w in split_words(before.standalone)
        if w.stem in before.names - question.names or w.text in years - question.years
    )
    event = _event_words(before)
    aside = event or kept or (before.standalone.rstrip("?") if _refers(question) else "")
    standalone = f"{question.text.rstrip('?')} ({aside})?" if aside else question.text
    setting = before.setting | before.terms | question.setting
    return replace(question, names=names, years=years, setting=setting, standalone=standalone)


def _refers(question: Question) -> bool:
    """Whether a question leans on a word for something said before, or names next to nothing itself."""
    return bool(_PRONOUN.search(question.text)) or not (question.terms or question.aspect)


def _of_that(question: Question, before: Question) -> Question:
    """Ask "When was that?" of what the earlier question was about."""
    is_bare = len(question.text.split()) < 3
    event = (not is_bare and _event_words(before)) or before.standalone.rstrip("?")
    return replace(
        before,
        text=question.text,
        kind=question.kind,
        dimensions=frozenset(),
        standalone=f"{question.text.rstrip('?')} ({event})?",
    )


def _event_words(question: Question) -> str:
    """The part of an earlier question that names its event: from its first preposition before a name on."""
    text = re.sub(r"[?.!)]+$", "", question.standalone)
    match = re.search(
        r"\b(?:in|at|on|by|near|of|from|during|aboard|to)\s+(?:the\s+)?(?=[^()]*(?:[A-Z][a-z]|\d{4}))", text[3:]
    )
    return text[3:][match.start() :].strip() if match else ""
