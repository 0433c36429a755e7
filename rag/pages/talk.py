"""Keep one reader's conversation: what was asked, what was answered, what goes on record?

Questions and parts of answers in, a new Talk out; a Talk is never changed, so no reader can see
another's. It is kept in the reader's own browser, as JSON, turn by turn. No HTML, no archive.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace

from rag.frozen import from_json, to_json
from rag.records import Answer, Sentence
from rag.render.clean import one_line

STOPPED = "Stopped before the answer was complete."


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and as much of its answer as has arrived; ``problem`` says why there is none.

    ``partial`` are the sentences of an answer under way, ``next`` are questions that may follow, and
    ``rating`` is what the reader made of it: "right", "wrong" or nothing yet.
    """

    question: str
    partial: tuple[Sentence, ...] = ()
    answer: Answer | None = None
    problem: str = ""
    next: tuple[str, ...] = ()
    rating: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing more will arrive."""
        return self.answer is not None or bool(self.problem)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What was said so far."""
        return self.answer.sentences if self.answer else self.partial

    def heard(self, part: Sentence | Answer) -> Turn:
        """This turn with one more sentence, or with the whole answer."""
        if isinstance(part, Answer):
            return replace(self, partial=(), answer=part)
        return replace(self, partial=(*self.partial, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation, oldest turn first; its id is drawn at random when its first question is asked."""

    id: str = ""
    turns: tuple[Turn, ...] = ()

    @property
    def history(self) -> list[str]:
        """The questions that were answered, oldest first: what a follow-up may refer to."""
        return [turn.question for turn in self.turns if turn.answer is not None]

    def opened(self, turn: Turn) -> Talk:
        """This talk with one more turn."""
        return replace(self, id=self.id or secrets.token_hex(8), turns=(*self.turns, turn))

    def with_last(self, turn: Turn) -> Talk:
        """This talk with its last turn replaced."""
        return replace(self, turns=(*self.turns[:-1], turn))

    def until(self, number: int) -> Talk:
        """This talk as it was before its turn ``number``, counted from 0."""
        return replace(self, turns=self.turns[: max(number, 0)])

    def rated(self, number: int, rating: str) -> Talk:
        """This talk with what its reader made of one turn."""
        turns = list(self.turns)
        turns[number] = replace(turns[number], rating=rating)
        return replace(self, turns=tuple(turns))

    def stopped(self) -> Talk:
        """This talk with an unfinished last turn closed."""
        if not self.turns or self.turns[-1].is_done:
            return self
        return self.with_last(replace(self.turns[-1], problem=STOPPED))


def page_of(talk: Talk, number: int = -1) -> str:
    """One finished turn as JSON, with its place: what the browser puts into its own copy of the talk."""
    at = number % len(talk.turns)
    turn = json.loads(to_json(talk.turns[at]))
    kept = {"id": talk.id, "title": one_line(talk.turns[0].question), "at": at, "length": len(talk.turns), "turn": turn}
    return json.dumps(kept, ensure_ascii=False)


def reopened(document: str) -> Talk | None:
    """The talk that a browser kept; None where the text is none."""
    try:
        talk = from_json(Talk, document)
        return talk if talk.turns and all(turn.question and turn.is_done for turn in talk.turns) else None
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
