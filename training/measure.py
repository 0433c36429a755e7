"""Measure: does the reader find what is asked better than likeness does, on texts that it has not seen?

    python -m training.measure [--weights rag/reading/reader.onnx] [--cases FOLDER] [--development ID ...]

Prints for the held-out stories: area under the ROC curve and average precision of "states it", over all pairs of a
question and a sentence. For a folder of cases (the form of evals/cases), its development half and its other half: how
often the first choice in an article that has an expected quotation lies in it, by kind of question; and the area for
"answerable at all". Only sums are printed, no text. Voters: the reader, the cosine of the packaged encoder, shared
words, and reader with cosine.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from rag.reading import reader
from rag.reading.pair import Context
from rag.reading.surround import surround
from rag.search.encode import open_encoder
from training.figures import area_under, precision_over
from training.pairs import overlap, story_questions

Scores = list[float]
_STOP = set(
    "a an the of in on at to for by with from did do does was were is are has have had be been it its that".split()
)
_VECTORS: dict[str, Any] = {}
VOTERS = ("reader", "cosine", "words", "reader+cosine")
COSINE_WEIGHT = 5.0


def main() -> None:
    """Measure by the command line's choices."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=reader.WEIGHTS)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--development", nargs="*", default=[])
    chosen = parser.parse_args()
    reader.WEIGHTS = chosen.weights
    _stories()
    if chosen.cases:
        for half, ids in _halves(chosen.cases, chosen.development).items():
            _cases(half, [chosen.cases / f"{one}.json" for one in ids])


def votes(ask: str, sentences: Sequence[Context]) -> dict[str, Scores]:
    """What each voter gives each sentence."""
    probabilities = reader.read(ask, sentences)
    logits = [math.log(p / (1 - p)) if 0 < p < 1 else math.copysign(20.0, p - 0.5) for p in probabilities]
    alike = _cosines(ask, [one.sentence for one in sentences])
    asked = _words(ask)
    shared = [len(asked & _words(one.sentence)) / max(len(asked), 1) for one in sentences]
    both = [logit + COSINE_WEIGHT * cosine for logit, cosine in zip(logits, alike, strict=True)]
    return dict(zip(VOTERS, (logits, alike, shared, both), strict=True))


def _words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w+", text.lower())} - _STOP


def _cosines(ask: str, sentences: Sequence[str]) -> Scores:
    new = [text for text in dict.fromkeys([ask, *sentences]) if text not in _VECTORS]
    _VECTORS.update(zip(new, _encoder().encode(new), strict=True) if new else ())
    return [float(_VECTORS[ask] @ _VECTORS[text]) for text in sentences]


@lru_cache(maxsize=1)
def _encoder() -> Any:
    return open_encoder("all-MiniLM-L6-v2")


def _stories() -> None:
    kept = story_questions(held_out=True)
    started = time.perf_counter()
    for one in kept:
        reader.read(one.ask, one.sentences)
    spent = (time.perf_counter() - started) / sum(len(one.sentences) for one in kept)
    labels = [states for one in kept for states in one.states]
    voted = [votes(one.ask, one.sentences) for one in kept]
    print(f"held-out stories: {len(kept)} questions, {len(labels)} pairs, {1000 * spent:.2f} ms a sentence")
    for voter in VOTERS:
        scores = [figure for vote in voted for figure in vote[voter]]
        at_all = area_under([any(one.states) for one in kept], [max(vote[voter]) for vote in voted])
        best = [one.states[_first(vote[voter])] for one, vote in zip(kept, voted, strict=True) if any(one.states)]
        figures = {
            "AUC": area_under(labels, scores),
            "average precision": precision_over(labels, scores),
            "answer over near miss": _against_near(kept, voted, voter),
            "first is an answer": float(np.mean(best)),
            "answerable": at_all,
        }
        print(f"  {voter:14s}", "  ".join(f"{name} {figure:.3f}" for name, figure in figures.items()))


def _against_near(kept: Sequence[Any], voted: Sequence[dict[str, Scores]], voter: str) -> float:
    wins = [
        vote[voter][k] > vote[voter][n]
        for one, vote in zip(kept, voted, strict=True)
        for k, states in enumerate(one.states)
        for n, is_near in enumerate(one.near)
        if states and is_near and not one.states[n]
    ]
    return float(np.mean(wins))


def _first(scores: Scores) -> int:
    return int(np.argmax(scores))


def _halves(folder: Path, development: Sequence[str]) -> dict[str, list[str]]:
    names = sorted(path.stem for path in folder.glob("*.json"))
    other = [name for name in names if name not in development]
    return {"development": [name for name in names if name in development], "other": other, "all": names}


def _cases(half: str, paths: Sequence[Path]) -> None:
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    best: dict[str, Scores] = defaultdict(list)
    answerable: list[bool] = []
    for path in paths:
        case = json.loads(path.read_text(encoding="utf-8"))
        articles = [(one["file"], surround(one["title"], one["text"]), one["text"]) for one in case["articles"]]
        for asked in case["questions"]:
            if asked["after"] is None:
                answerable.append(not asked["expect"]["abstain"])
                _question(asked, articles, hits=hits, best=best)
    _print(half, hits=hits, best=best, answerable=answerable)


def _question(asked: Any, articles: Sequence[Any], *, hits: Any, best: Any) -> None:
    quotes = defaultdict(list)
    for claim in (claim for finding in asked["expect"]["findings"] for claim in finding["claims"]):
        quotes[claim["article"]].append(claim["quote"])
    highest = dict.fromkeys(VOTERS, -math.inf)
    for file, found, text in articles:
        vote = votes(asked["ask"], [context for context, _ in found])
        places = [(text.find(quote), text.find(quote) + len(quote)) for quote in quotes[file]]
        gold = [any(overlap(*span, *place) for place in places) for _, span in found]
        for voter in VOTERS:
            highest[voter] = max(highest[voter], *vote[voter])
            if places:
                for kind in ("all", asked["kind"]):
                    hits[kind, voter].append(gold[_first(vote[voter])])
    for voter in VOTERS:
        best[voter].append(highest[voter])


def _print(half: str, *, hits: Any, best: Any, answerable: Sequence[bool]) -> None:
    kinds = sorted({kind for kind, _ in hits}, key=lambda kind: -len(hits[kind, "reader"]))
    head = " ".join(f"{kind} ({len(hits[kind, 'reader'])})" for kind in kinds)
    print(f"cases, {half}: first choice in an expected quotation: {head}; answerable at all ({len(answerable)})")
    for voter in VOTERS:
        line = "  ".join(f"{np.mean(hits[kind, voter]):.2f}" for kind in kinds)
        print(f"  {voter:14s} {line}  answerable {area_under(answerable, best[voter]):.3f}")


if __name__ == "__main__":
    main()
