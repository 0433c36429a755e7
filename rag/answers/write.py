"""Write: can a language model put this answer more plainly without changing what it says?

A composed answer in, the same sentences out in the same order; of one of them, the first that says how the
sources relate, the model may word the opening. Figures, speakers, quotations, events and markers stay as
composed, because code carries them over. The model sees the question and that opening, never an article. What
it writes is kept only if it repeats the composed relation and asks exactly the reader's question, whose words
the cited passages bear out; otherwise the composed sentence stands. It decides nothing else.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answers.indirect import is_indirect, is_plain_question
from rag.answers.verify import foreign_words, unsupported
from rag.models.language import LanguageModel, Message
from rag.records import Sentence

SECONDS = 6.0
_LONGEST_REPLY = 48
_SIDES = re.compile(
    r"(?P<opening>[A-Z][a-z ]+?(?P<relation>disagree|agree|compatible))(?P<aspect> \((?!“)[^()]*\))?(?P<topic> \(“[^”]*”\))?"
    r": (?P<sides>.*\[\d+\].*)",
    re.DOTALL,
)
_PREPOSITION = {"disagree": "about", "agree": "on", "compatible": "on"}
_ABOUT_SOURCES = re.compile(
    r"\b(?:sources?|reports?|articles?|accounts?|agree\w*|disagree\w*|differ\w*|compatible)\b", re.I
)
_MARKER = re.compile(r"\[(\d+)\]")

_INSTRUCTION = "You finish each sentence with the question, put indirectly. You keep every word of the question."
_EXAMPLES = (
    ("Was the driver drunk?", "The sources disagree about", "whether the driver was drunk"),
    ("Did the bank pay the fine?", "The sources agree on", "whether the bank paid the fine"),
    ("Who was arrested after the raid?", "The accounts are compatible on", "who was arrested after the raid"),
    ("What did the mayor say about the tax?", "The sources disagree about", "what the mayor said about the tax"),
    ("How much did the new tower cost?", "The sources agree on", "how much the new tower cost"),
    ("Why were the trains late?", "The sources disagree about", "why the trains were late"),
    ("How many people drowned in the flood?", "The sources disagree about", "how many people drowned in the flood"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """A composed sentence taken apart: the opening that the model may continue, and what stays as it is."""

    opening: str
    topic: str
    sides: str


def rewrite(
    question: str,
    draft: Sequence[Sentence],
    evidence: Mapping[int, str],
    *,
    model: LanguageModel,
    seconds: float = SECONDS,
) -> Iterator[Sentence]:
    """Yield the sentences of the draft, each as soon as it stands; one of them may open in the model's words.

    ``evidence`` gives the text behind each citation number. After ``seconds`` the composed sentence stands.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    may_ask = is_plain_question(question) and not _ABOUT_SOURCES.search(question)
    for sentence in draft:
        parts = _take_apart(sentence.text) if may_ask else None
        if parts is None:
            yield sentence
            continue
        may_ask = False
        reply = _ask(model, _messages(question, parts.opening), seconds)
        behind = [evidence.get(int(n), "") for n in _MARKER.findall(parts.sides)]
        clause = _accepted(reply, question, parts, [*behind, parts.topic])
        yield sentence if clause is None else _joined(sentence, parts, clause)


def _take_apart(text: str) -> _Sides | None:
    match = _SIDES.fullmatch(text)
    if match is None:
        return None
    opening = f"{match['opening']} {_PREPOSITION[match['relation']]}"
    return _Sides(opening=opening, topic=match["topic"] or "", sides=match["sides"])


def _joined(sentence: Sentence, parts: _Sides, clause: str) -> Sentence:
    return replace(sentence, text=f"{parts.opening} {clause}{parts.topic}: {parts.sides}", written_by="model")


def _messages(question: str, opening: str) -> list[Message]:
    """The prompt; what never changes comes first, so that the model keeps it in its cache."""
    messages = [Message(role="system", content=_INSTRUCTION)]
    for asked, begun, clause in _EXAMPLES:
        messages.append(Message(role="user", content=_turn(asked, begun)))
        messages.append(Message(role="assistant", content=f"{begun} {clause}."))
    return [*messages, Message(role="user", content=_turn(question, opening))]


def _turn(question: str, opening: str) -> str:
    return f"Question: {question.strip()}\nSentence: {opening} ..."


def _ask(model: LanguageModel, messages: Sequence[Message], seconds: float) -> str:
    """The first line of the model's reply, or what there is of it when the time is over."""
    until = time.monotonic() + seconds
    reply = ""
    for piece in model.stream(messages, max_tokens=_LONGEST_REPLY, stop=("\n",)):
        if time.monotonic() > until:
            return ""
        reply += piece
    return reply.strip()


def _accepted(reply: str, question: str, parts: _Sides, evidence: Sequence[str]) -> str | None:
    """The clause that may stand after the opening, or None."""
    match = re.fullmatch(re.escape(parts.opening) + r" (?P<clause>[\w ,'’.%$£€-]+?)\.", reply)
    if match is None:
        return None
    clause = match["clause"]
    is_borne_out = not unsupported(reply, evidence=evidence) and not foreign_words(clause, evidence=evidence)
    return clause if is_indirect(clause, question) and is_borne_out else None
