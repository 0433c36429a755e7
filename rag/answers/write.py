"""Write: can a language model put this answer more plainly without changing what it says?

A composed answer in, the same sentences out in the same order; of one of them, the first that says how the
sources relate, the model words what they (dis)agree about. It sees the reader's question, never an article,
and its words are kept only if they are exactly that question, put indirectly, and the cited passages bear
them out; otherwise the composed sentence stands. The relation, figures, speakers, quotations, events and
markers are carried over by code. It decides nothing else.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answers.indirect import is_indirect, is_plain_question
from rag.answers.proof import families
from rag.answers.verify import foreign_words, unsupported
from rag.models.language import LanguageModel, Message
from rag.records import Sentence

SECONDS = 6.0
_LONGEST_REPLY = 48
_SIDES = re.compile(
    r"(?P<opening>[A-Z][a-z ]+?(?P<relation>disagree|agree|compatible))"
    r"(?P<aspect> \((?!“)[^()]*\))?(?P<topic> \(“[^”]*”\))?: (?P<sides>.*\[\d+\].*)",
    re.DOTALL,
)
_PREPOSITION = {"disagree": "about", "agree": "on", "compatible": "on"}
_ABOUT_SOURCES = re.compile(
    r"\b(?:sources?|reports?|articles?|accounts?|agree\w*|disagree\w*|differ\w*|contradict\w*|compatible)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\bhow \w+|\b(?:happen|cause|start|what kind of)(?:s|ed|d)?\b")
_MARKER = re.compile(r"\[(\d+)\]")

_INSTRUCTION = "You put questions indirectly. You keep every word of the question."
_BEGINNING = "I wonder"
_EXAMPLES = (
    ("Was the driver drunk?", "whether the driver was drunk"),
    ("Did the bank pay the fine?", "whether the bank paid the fine"),
    ("Who was arrested after the raid?", "who was arrested after the raid"),
    ("What did the mayor say about the tax?", "what the mayor said about the tax"),
    ("How much did the new tower cost?", "how much the new tower cost"),
    ("Why were the trains late?", "why the trains were late"),
    ("How many people drowned in the flood?", "how many people drowned in the flood"),
)
_REPLY = re.compile(_BEGINNING + r" (?P<clause>[\w ,'’.%$£€-]+?)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """A composed sentence taken apart: the opening that the model may continue, and what stays as it is."""

    opening: str
    aspect: str
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
        behind = [evidence.get(int(n), "") for n in _MARKER.findall(parts.sides)]
        clause = _accepted(_ask(model, _messages(question), seconds), question, [*behind, parts.topic])
        yield sentence if clause is None else _joined(sentence, parts, clause)


def _take_apart(text: str) -> _Sides | None:
    match = _SIDES.fullmatch(text)
    if match is None:
        return None
    opening = f"{match['opening']} {_PREPOSITION[match['relation']]}"
    return _Sides(opening=opening, aspect=match["aspect"] or "", topic=match["topic"] or "", sides=match["sides"])


def _joined(sentence: Sentence, parts: _Sides, clause: str) -> Sentence:
    """The clause in its place; "(killed)" goes where the clause says just that, and stays where it does not."""
    says_aspect = not foreign_words(parts.aspect, evidence=[clause]) and families(clause) <= families(parts.aspect)
    aspect = "" if says_aspect else parts.aspect
    return replace(sentence, text=f"{parts.opening} {clause}{aspect}{parts.topic}: {parts.sides}", written_by="model")


def _messages(question: str) -> list[Message]:
    """The prompt; what never changes comes first, so that the model keeps it in its cache."""
    messages = [Message(role="system", content=_INSTRUCTION)]
    for asked, clause in _EXAMPLES:
        messages.append(Message(role="user", content=asked))
        messages.append(Message(role="assistant", content=f"{_BEGINNING} {clause}."))
    return [*messages, Message(role="user", content=question.strip())]


def _ask(model: LanguageModel, messages: Sequence[Message], seconds: float) -> str:
    """The first line of the model's reply; nothing when the time is over before it ends."""
    until = time.monotonic() + seconds
    reply = ""
    for piece in model.stream(messages, max_tokens=_LONGEST_REPLY, stop=("\n",)):
        if time.monotonic() > until:
            return ""
        reply += piece
    return reply.strip()


def _accepted(reply: str, question: str, evidence: Sequence[str]) -> str | None:
    """The clause that may follow "The sources disagree about", or None."""
    match = _REPLY.fullmatch(reply)
    if match is None:
        return None
    clause = re.sub(r"^if ", "whether ", match["clause"])
    stated = _ASKING.sub("", clause)
    is_borne_out = not unsupported(clause, evidence=evidence) and not foreign_words(stated, evidence=evidence)
    return clause if is_indirect(clause, question) and is_borne_out else None
