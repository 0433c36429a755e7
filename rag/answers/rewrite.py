"""Rewrite: what does a follow-up question ask, in the words of a language model?

A question and the earlier ones in, the same question in words that stand alone, or None where the rules' reading is
safer. The reply passes only if it holds no figure, day, name or other word that carries meaning from outside the
conversation, has lost none of the follow-up's, asks the same kind of question, and names the event.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence

from rag.answers.followup import is_certain, resolve, restate
from rag.answers.prompting import PATIENCE, Job, ask, fits, one_line
from rag.answers.proof import families
from rag.answers.question import YEAR, Question, understand
from rag.answers.verify import foreign_words, unsupported
from rag.claims.words import split_words, stems_of
from rag.models.language import LanguageModel
from rag.quantities.calendar import find_stamps

SECONDS = 2.0
MOST_EARLIER = 3
_LONGER = 2.0
JOB = Job(
    instruction="Rewrite the last question so that it stands alone. Use only words of the conversation.",
    examples=(
        (
            "Earlier: How many miners died in the Corla pit?\nNow: And how many are missing?",
            "How many miners are missing in the Corla pit?",
        ),
        (
            "Earlier: What did the mayor of Orle say about the levy?\nNow: What about the union?",
            "What did the union say about the levy?",
        ),
        (
            "Earlier: How many people were arrested at the Tamsa march?\nNow: Why was it banned?",
            "Why was the Tamsa march banned?",
        ),
    ),
    longest_reply=64,
)
GRAMMAR = 'root ::= [A-Z] [^\\n?<>{}|\\[\\]\\\\]{4,240} "?"'
_ALIKE = frozenset({"what", "list", "who"})
_LEANING = re.compile(
    r"\b(?:and|but|so|then|or|also|too|else|what about|how about|it|its|they|them|their|that|this|these|those|he|she"
    r"|him|her|his|there|ones?|same|others?|happen\w*|do|does|did|get|say|said|says|mean)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:it|its|they|them|their|he|she|him|his|these|those)\b", re.IGNORECASE)
_THEM = re.compile(r"\b(?:they|them|their|those|these)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\bof (?:them|those|these|the (?:dead|killed|injured|wounded|missing|arrested|victims|casualties))\b",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:and|or|but|what about|how about) (?:the )?[\w'’-]+\?", re.IGNORECASE)
_SETTLED = re.compile(r"\bpeople\b[^,]*\btheir\b|\bit (?:cost|take)\b", re.IGNORECASE)
_ASKING = re.compile(r"\b(?:how (?!about)\w+|who|whom|whose|when|where|why|which)\b", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:how (?:many people|many|much)|takes? place|took place|anyone|(?:1[89]|20)\d\d)\b", re.IGNORECASE
)


def understand_in(
    text: str, history: Sequence[str], *, model: LanguageModel | None = None, seconds: float = SECONDS
) -> Question:
    """Understand a question in the light of the earlier ones, oldest first: by the rules, reworded by the model.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    question = resolve(text, history)
    is_clear = question.standalone == question.text or is_certain(question.text) or _OF_THEM.search(question.text)
    if model is None or not history or is_clear or not model.is_loaded(within=min(seconds, PATIENCE)):
        return question
    words = rewrite(question.text, history, model=model, until=time.monotonic() + seconds)
    return restate(question, words) if words and not _drops(words, question, history[-1]) else question


def _drops(words: str, question: Question, before: str) -> bool:
    """Whether the words lose any that the rules carry over from the earlier questions to tell the event.

    A follow-up that names an event of its own takes nothing over, and "And the guards?" no group or speaker.
    """
    follow_up = understand(question.text)
    if follow_up.names or follow_up.years:
        return False
    lost = foreign_words(_LEANING.sub(" ", question.standalone), evidence=[words])
    asked = understand(before)
    replaced = stems_of(f"{asked.noun} {asked.speaker}") if _AND.match(question.text) else frozenset[str]()
    return not stems_of(" ".join(lost)) <= replaced


def rewrite(text: str, history: Sequence[str], *, model: LanguageModel, until: float) -> str | None:
    """The question in words that stand alone, by the model; None where its reply does not hold.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    if not history:
        return None
    reply = ask(model, JOB, content_of(text, history), grammar=GRAMMAR, until=until)
    return reply if reply and not strayed(reply, text, history) else None


def content_of(text: str, history: Sequence[str]) -> str:
    """The conversation as the model sees it: the follow-up and the last questions before it that fit the budget."""
    lines = [f"Now: {one_line(text)}"]
    for question in reversed(history[-MOST_EARLIER:]):
        if not fits("\n".join(longer := [f"Earlier: {one_line(question)}", *lines])):
            break
        lines = longer
    return "\n".join(lines)


def strayed(reply: str, text: str, history: Sequence[str]) -> tuple[str, ...]:
    """Return what a rewritten question adds to the conversation, loses of the follow-up, or leaves open."""
    talk = [text, *history[-MOST_EARLIER:]]
    stated = _FREE.sub(" ", reply)
    added = (*unsupported(stated, evidence=talk), *foreign_words(stated, evidence=talk))
    added += tuple(year for year in YEAR.findall(reply) if year not in " ".join(talk))
    asked = _LEANING.sub(" ", text)
    lost = (*unsupported(asked, evidence=[reply]), *_missing(asked, reply))
    if _is_date(text):
        lost += _missing(_LEANING.sub(" ", history[-1]), reply)
    faults = [f"adds {word}" for word in added] + [f"loses {word}" for word in lost]
    faults += _open_ends(understand(reply), understand(text), understand(history[-1]))
    faults += [f"says {word} again" for word in _repeated(reply) - frozenset().union(*map(_repeated, talk))]
    if reply.count("?") != 1 or len(reply) > _LONGER * sum(map(len, talk)):
        faults.append("is no single question")
    return tuple(dict.fromkeys(faults))


def _missing(asked: str, reply: str) -> tuple[str, ...]:
    """The words of a question that carry meaning and that the reply has in no form and by no word for the same."""
    stems, said = stems_of(reply), families(reply)
    words = (word for word in split_words(asked) if not (word.is_stop or word.is_name))
    return tuple(word.text for word in words if word.stem not in stems and not families(word.text) & said)


def _repeated(text: str) -> frozenset[str]:
    """The words that carry meaning and stand in a text more than once."""
    counts = Counter(word.lower for word in split_words(text) if not word.is_stop)
    return frozenset(word for word, count in counts.items() if count > 1)


def _is_date(text: str) -> bool:
    """Whether a follow-up gives another date and nothing else ("And in October 2023?"): all else is as asked before."""
    stamps = find_stamps(text)
    rest = "".join(character for at, character in enumerate(text) if not any(s.start <= at < s.end for s in stamps))
    return bool(stamps) and all(word.is_stop for word in split_words(rest))


def _open_ends(rewritten: Question, follow_up: Question, before: Question) -> list[str]:
    """Whether it asks another kind of question, points back to nothing, or names no event."""
    faults = []
    is_other = rewritten.kind != follow_up.kind and not {rewritten.kind, follow_up.kind} <= _ALIKE
    if _ASKING.search(follow_up.text) and is_other:
        faults.append(f"asks {rewritten.kind}, not {follow_up.kind}")
    if _POINTING.search(_SETTLED.sub(" ", rewritten.text)):
        faults.append("still points back")
    if _THEM.search(follow_up.text) and not stems_of(before.noun) <= stems_of(rewritten.text):
        faults.append(f"does not say that they are {before.noun}")
    is_of_topic = before.kind == "said" and bool(before.topic & stems_of(rewritten.text))
    is_named = bool(before.names & rewritten.names or follow_up.names | follow_up.years)
    if before.names and not (is_named or is_of_topic):
        faults.append("names no event")
    return faults
