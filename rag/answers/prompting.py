"""Prompt: what is a language model shown for a job, and what does it reply in time?

A job, its content and a model in, one reply out, or nothing where the time ends first or the content is beyond the
token budget: nothing is ever cut. The fixed part of a prompt comes first and is the same for every question, so that
the model keeps it. A model that was trained for the jobs is shown no examples. It judges no reply.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from rag.models.language import LanguageModel, Message

_FEWEST_TOKENS = 24
PATIENCE = 1.5
"""How long the first answer waits for a model that still loads, in seconds, before it goes on without."""
BUDGET = 1400
"""Of the 2,048 tokens that every model of the catalogue reads, those that are left to what a question brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a model is asked to do: the instruction, and examples of content and reply for one that is untrained."""

    instruction: str
    examples: tuple[tuple[str, str], ...] = ()
    longest_reply: int = 96

    def limit(self, content: str) -> int:
        """How many tokens a reply may have: one that is much longer than its content has lost its way."""
        return min(self.longest_reply, _FEWEST_TOKENS + len(content))

    def prefix(self, *, is_trained: bool) -> list[Message]:
        """The part of the prompt that never changes."""
        messages = [Message(role="system", content=self.instruction)]
        for content, reply in () if is_trained else self.examples:
            messages += [Message(role="user", content=content), Message(role="assistant", content=reply)]
        return messages

    def prompt(self, content: str, *, is_trained: bool) -> list[Message]:
        """The whole prompt: the fixed part, then what this time is asked."""
        return [*self.prefix(is_trained=is_trained), Message(role="user", content=content)]


def ask(model: LanguageModel, job: Job, content: str, *, grammar: str, until: float, among: Sequence[str] = ()) -> str:
    """The reply as one line; "" when ``until`` (``time.monotonic``) comes before its end, or nothing fits.

    Where a model that keeps to its grammar can only say one of the texts ``among``, it ends once it is known which.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    messages = job.prompt(content, is_trained=model.is_trained)
    if time.monotonic() > until or not fits(content):
        return ""
    reply = ""
    for piece in model.stream(messages, max_tokens=job.limit(content), stop=("\n",), grammar=grammar):
        if time.monotonic() > until:
            return ""
        reply += piece
        if model.keeps_grammar and reply and len(left := [text for text in among if text.startswith(reply)]) == 1:
            return left[0]
    return reply.strip()


def fits(content: str) -> bool:
    """Whether a content leaves room for the rest, whatever its words: no token is shorter than a byte."""
    return len(content.encode()) <= BUDGET


def one_line(text: str) -> str:
    """Content on a line of its own: no line break of an article can begin another line of the prompt."""
    return re.sub(r"\s+", " ", text).strip()


def literal(text: str) -> str:
    """A text as a literal of a GBNF grammar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def alternatives(texts: Sequence[str]) -> str:
    """Any one of the texts, as a GBNF expression."""
    return "(" + " | ".join(literal(text) for text in dict.fromkeys(texts)) + ")"
