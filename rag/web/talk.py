"""Keep one reader's conversation: what was asked, what was answered, what goes on record?

Questions and parts of answers in, a new Talk out; a Talk is never changed, so no reader can see
another's. No HTML, no archive.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.records import Answer, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One question and as much of its answer as has arrived; ``problem`` says why there is none.

    ``asked`` is False for what the reader did not ask in words, such as the list of disagreements.
    """

    question: str
    sentences: tuple[Sentence, ...] = ()
    answer: Answer | None = None
    problem: str = ""
    asked: bool = True

    @property
    def is_done(self) -> bool:
        """Whether nothing more will arrive."""
        return self.answer is not None or bool(self.problem)

    def heard(self, part: Sentence | Answer) -> Turn:
        """This turn with one more sentence, or with the whole answer."""
        if isinstance(part, Answer):
            return replace(self, sentences=part.sentences, answer=part)
        return replace(self, sentences=(*self.sentences, part))


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation, oldest turn first."""

    turns: tuple[Turn, ...] = ()

    @property
    def history(self) -> list[str]:
        """The questions that were answered, oldest first: what a follow-up may refer to."""
        return [turn.question for turn in self.turns if turn.asked and turn.answer is not None]

    def opened(self, turn: Turn) -> Talk:
        """This talk with one more turn."""
        return Talk(turns=(*self.turns, turn))

    def with_last(self, turn: Turn) -> Talk:
        """This talk with its last turn replaced."""
        return Talk(turns=(*self.turns[:-1], turn))

    def stopped(self) -> Talk:
        """This talk with an unfinished last turn closed."""
        if not self.turns or self.turns[-1].is_done:
            return self
        return self.with_last(replace(self.turns[-1], problem="Stopped before the answer was complete."))
