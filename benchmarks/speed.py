"""Pace: how fast does the packaged model read and write, beside llama.cpp's own measure?

    python -m benchmarks.speed [--busy] [--rounds 3]

In turn: llama.cpp's own loop as its bench runs it (512 random tokens in one batch, 64 tokens one by one, straight on
the library, the same file and threads), and ``LlamaModel`` as a question uses it, plain and under a grammar. ``--busy``
runs a process beside it that never rests. The first words of a prompt are timed cold, and with its fixed part kept.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

from rag.answers import write
from rag.answers.prompting import Job
from rag.models.language import LanguageModel, Message
from rag.models.opening import open_model

PROMPT, REPLY = 512, 64
_WORDS = "ferry harbour coast guard hospital report minister union strike vote fire flood rescue".split()
_ANY = "root ::= [a-zA-Z ,.]{600}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the medians of some rounds."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description="Measure the packaged model's pace.")
    parser.add_argument("--model", default="smollm2")
    parser.add_argument("--busy", action="store_true", help="with a process beside it that never rests")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    other = multiprocessing.get_context("spawn").Process(target=_spin, daemon=True) if options.busy else None
    if other:
        other.start()
    try:
        model = open_model(options.model)
        _say(model, "Hello", 1)
        rounds = [_round(model, number) for number in range(options.rounds)]
    finally:
        if other:
            other.terminate()
    for label in rounds[0]:
        print(f"{label:<44}{median(one[label] for one in rounds):8.2f}")
    return 0


def _round(model: Any, number: int) -> dict[str, float]:
    words = random.Random(number)
    text = " ".join(words.choices(_WORDS, k=PROMPT))
    read, wrote = _library_loop(model._llama, words)
    shared = Job(instruction=text[: len(text) // 2], longest_reply=8)
    cold, _ = _say(model, "Why?", 8, job=shared)
    kept, _ = _say(model, "When?", 8, job=shared)
    tokens = len(model._llama.tokenize(text.encode(), add_bos=False))
    first, held = _say(model, text, REPLY, grammar=_ANY)
    pace = _own_loop(model)
    return {
        "llama.cpp alone, reading (tokens/s)": read,
        "llama.cpp alone, writing (tokens/s)": wrote,
        "here, reading (tokens/s)": tokens / first,
        "here, writing (tokens/s)": pace,
        "here, writing under a grammar (tokens/s)": held,
        "first words of a prompt, cold (s)": cold,
        "first words of a prompt, fixed part kept (s)": kept,
    }


def _library_loop(llama: Any, words: random.Random) -> tuple[float, float]:
    """Tokens read and written a second, as llama.cpp's bench measures them: random tokens, nothing else."""
    vocabulary = llama.n_vocab()
    tokens = [words.randrange(vocabulary) for _ in range(PROMPT)]
    llama.n_tokens = 0
    began = time.perf_counter()
    llama.eval(tokens)
    read = PROMPT / (time.perf_counter() - began)
    began = time.perf_counter()
    for _ in range(REPLY):
        llama.eval([words.randrange(vocabulary)])
    return read, REPLY / (time.perf_counter() - began)


def _own_loop(model: Any) -> float:
    """Tokens written a second by our loop, whatever they are: a trained model ends its replies early."""
    session, began = model._session, time.perf_counter()
    for _ in range(REPLY):
        model._llama.eval([session._next(None)])
    return REPLY / (time.perf_counter() - began)


def _say(
    model: LanguageModel, text: str, limit: int, *, job: Job | None = None, grammar: str = ""
) -> tuple[float, float]:
    """Seconds until the first piece, and pieces a second after it."""
    prompt = (job or write.JOB).prompt(text, is_trained=True)
    messages = prompt if job else [Message(role="user", content=text)]
    began = time.perf_counter()
    moments = [time.perf_counter() for piece in model.stream(messages, max_tokens=limit, grammar=grammar) if piece]
    pace = (len(moments) - 1) / (moments[-1] - moments[0]) if len(moments) > 1 else 0.0
    return moments[0] - began, pace


def _spin() -> None:
    while True:
        sum(range(10_000))


if __name__ == "__main__":
    sys.exit(main())
