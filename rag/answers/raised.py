"""Raise: which questions do the articles themselves raise?

A claim in, a question out that other claims may answer: a figure asks how many others give ("How many men were
picked up by other boats?"), a denial asks whether it is so ("Did the alarm ring?"). The words are those of the
claim's own clause, in a rough order; they are for the reader's model, and nobody sees them.
"""

from __future__ import annotations

import re

from rag.answers.judge import undated
from rag.answers.question import Question, understand
from rag.claims.words import split_words
from rag.records import Claim

_SAYING = r"(?:said|says|say|told|tells|reported|reports|added|announced|insisted|insists|claimed|claims|stated|states)"
_HEAD = re.compile(
    rf"^[^,]{{2,90}}? (?:{_SAYING}|shows?|showed)(?: [^,]{{1,40}}?)??(?: that|:|,) [\"“]?|^[^,]{{2,60}}? {_SAYING} "
)
_TAIL = re.compile(
    rf"(?:[,\"”]+ (?:[^,]{{1,60}} {_SAYING}|{_SAYING} [^,]{{1,60}})|,? according to [^,]{{1,60}})(?=,|$)"
)
_BREAK_BEFORE = re.compile(r"(?:[;:(—–]| - |, (?:(?:and|but|while|when|where|after|of whom|which|who) )?)\s*")
_BREAK_AFTER = re.compile(r"[;:)—–]| - |, |\.?[\"”]?$")
_MEASURED = {"money": "How much money", "percent": "What percentage", "magnitude": "What magnitude", "age": "How old"}
_UNIT = re.compile(r"[^\W\d]+$")
_OPENERS = frozenset(
    "The A An This That These Those His Her Its Their Our My There It He She They No One Any All".split()
)
_BE = r"was|were|is|are|has|have|had|did|does|do"
_NOT = re.compile(
    rf"^(?:and |but )?(?!(?:we|I|you)\b)(?P<subject>[^,;]{{1,80}}?) (?P<verb>{_BE})"
    r"(?: not| never|n['’]t)(?P<rest>\b[^,;]*)",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"^(?:no|not (?:a|an|one)) (?P<subject>[^,;]{{2,60}}?) (?P<verb>{_BE})\b(?P<rest>[^,;]*)", re.IGNORECASE
)
_THERE = re.compile(
    r"^(?P<who>there|we|it|he|she|they|I) (?P<verb>was|were|is|are|had|(?<!we )(?<!I )ha(?:ve|s)) no (?P<rest>[^,;]+)",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:yet|so far|unclear|(?:not|un) ?(?:immediately )?(?:known|clear|certain))\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:denied|denies|deny|denying) (?:(?P<presence>the (?:presence|existence) of )|that )?(?P<rest>[^,;]+)",
    re.IGNORECASE,
)


def figure_question(claim: Claim) -> Question:
    """Ask for the figure that a claim gives, in the words around it, without their dates."""
    assert claim.quantity is not None
    left, right = _clause(claim.quote, claim.focus[0] - claim.start, claim.focus[1] - claim.start)
    dimension = claim.quantity.dimension.split(":")[0]
    noun = claim.noun if not dimension and not claim.quantity.unit else ""
    around = f"{left} {right.replace(noun, '', 1) if noun else right}"
    if all(word.is_stop for word in split_words(around)):
        around = claim.aspect.replace("_", " ") or "were there"
    text = undated(re.sub(r"\s+", " ", f"{_asking(claim, noun)} {around}").strip(" .,") + "?")
    return Question(text=text, standalone=text, kind="amount" if dimension or claim.quantity.unit else "count")


def _asking(claim: Claim, noun: str) -> str:
    """The words that ask: "How many men", "How much money", "How many kilometres"."""
    assert claim.quantity is not None
    if found := _MEASURED.get(claim.quantity.dimension.split(":")[0]):
        return found
    if noun or not claim.quantity.unit:
        return f"How many {noun or 'people'}"
    printed = _UNIT.search(claim.quantity.text)
    return f"How many {printed[0] if printed else claim.quantity.unit}"


def _clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a figure in its clause, without who says it."""
    before, after = sentence[:start], sentence[end:]
    breaks = list(_BREAK_BEFORE.finditer(before))
    left = before[breaks[-1].end() :] if breaks else before
    left = _HEAD.sub("", left)
    stop = _BREAK_AFTER.search(after)
    return left, after[: stop.start()] if stop else after


def denial_question(claim: Claim) -> Question | None:
    """Ask whether what a claim denies is so; None where its words give no such question.

    What somebody will not do is no denial ("we will not stand for it"), nor what is not known yet.
    """
    if _OPEN.search(claim.quote):
        return None
    said = _TAIL.sub("", claim.quote.strip('"“” '))
    said = _HEAD.sub("", said)
    if match := _NOT.match(said):
        text = f"{match['verb']} {_lowered(match['subject'])}{match['rest']}"
    elif match := _NONE.match(said):
        text = f"{match['verb']} any {match['subject']}{match['rest']}"
    elif match := _THERE.match(said):
        text = f"{match['verb'] if match['who'].lower() == 'there' else 'was'} there {match['rest']}"
    elif match := _DENIED.search(claim.quote):
        text = f"{'were there' if match['presence'] else 'is it true that'} {match['rest']}"
    else:
        return None
    asked = re.sub(r"\s+", " ", text).strip(' ."”“')
    question = understand(asked[:1].upper() + asked[1:] + "?")
    return question if question.kind == "yesno" else None


def _lowered(subject: str) -> str:
    """A subject as it stands within a sentence; names keep their capitals."""
    first = subject.split(maxsplit=1)[0]
    return subject[:1].lower() + subject[1:] if first in _OPENERS else subject
