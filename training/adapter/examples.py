"""Assemble: which prompts and replies does the adapter learn from?

A seed in, examples out: the very prompts of the program (``rag.answers``), each with the reply that it should give.
Every reply has passed the checks that a model's reply must pass. Rewrites, written findings and told sentences
come in fixed shares; a share of the conversations and the stories of all told sentences were written by hand.

    python -m training.adapter.examples --count 4000 --out FILE      writes them, one JSON object a line
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.answers import rewrite, summarise, write
from rag.answers.ties import ties_of, untied
from training.adapter.followups import Conversation, conversation
from training.adapter.sides import written
from training.adapter.told import told

HAND_WRITTEN = Path(__file__).parent / "conversations.json"
SHARES = {"rewrite": 0.35, "write": 0.25, "summarise": 0.4}
BY_HAND = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What the model sees for a job, and what it should reply."""

    job: str
    instruction: str
    content: str
    reply: str


def examples(count: int, *, seed: int) -> Iterator[Example]:
    """So many examples in a random order that the seed fixes."""
    rng = random.Random(seed)
    by_hand, tellable = hand_written(), told()
    for job in rng.choices(tuple(SHARES), tuple(SHARES.values()), k=count):
        if job == "write":
            yield _written(rng)
        elif job == "summarise":
            one = rng.choice(tellable)
            content = summarise.content_of(one.statement)
            yield _example(job, summarise.JOB.instruction, content, rng.choice(one.replies))
        else:
            talk = rng.choice(by_hand) if rng.random() < BY_HAND else _sound(rng)
            content = rewrite.content_of(talk.follow_up, talk.earlier)
            yield _example(job, rewrite.JOB.instruction, content, talk.standalone)


def hand_written() -> list[Conversation]:
    """The conversations written by hand."""
    rows = json.loads(HAND_WRITTEN.read_text(encoding="utf-8"))
    return [Conversation(**(row | {"earlier": tuple(row["earlier"])})) for row in rows]


def _sound(rng: random.Random) -> Conversation:
    """An invented conversation whose rewrite passes the program's own check."""
    while True:
        one = conversation(rng)
        if not rewrite.strayed(one.standalone, one.follow_up, one.earlier):
            return one


def _written(rng: random.Random) -> Example:
    while True:
        one = written(rng)
        ties = ties_of(one.finding, one.citations)
        if len(ties) <= write.MOST_TIES and not untied(one.text, one.finding, one.citations):
            return _example("write", write.JOB.instruction, write.content_of(one.finding, ties), one.text)


def _example(job: str, instruction: str, content: str, reply: str) -> Example:
    return Example(job=job, instruction=instruction, content=content, reply=reply)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the examples to a file."""
    parser = argparse.ArgumentParser(prog="training.adapter.examples", description="Write the training examples.")
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    with options.out.open("w", encoding="utf-8") as file:
        for example in examples(options.count, seed=options.seed):
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
