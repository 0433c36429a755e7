"""Run a graph: which vectors do these texts have, without torch?

The only door to onnxruntime and tokenizers. Keeps graphs in the user's cache, one folder for each
set of weights, written beside and renamed whole: already optimised and with the weights in a file of
their own, which is mapped, so that one opens in half the time. Knows no sentence-transformers.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_dir

from rag.search.batches import Progress, Vectors, encode_batches, free_cores

MODEL, WEIGHTS, TOKENIZER = "model.onnx", "model.data", "tokenizer.json"
_GRAPH_FORMAT = 2
_LEAST_APART = "1024"  # bytes; smaller constants stay in the graph


class GraphEncoder:
    """An encoder run by onnxruntime: two milliseconds a question, ready in a third of a second."""

    def __init__(self, name: str, *, model: bytes | Path, tokenizer: str) -> None:
        from tokenizers import Tokenizer

        self.name = name
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._session = _session(model, _ready() if isinstance(model, Path) else _options())
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode texts as rows of length one, float32 ``[len(texts), dimension]``."""
        return encode_batches(texts, self._run, dimension=self.dimension, progress=progress)

    def _run(self, texts: list[str]) -> Vectors:
        tokens = self._tokenizer.encode_batch(texts)
        feed = {
            "input_ids": np.array([one.ids for one in tokens], np.int64),
            "attention_mask": np.array([one.attention_mask for one in tokens], np.int64),
        }
        return np.asarray(self._session.run(None, feed)[0], np.float32)


def _session(model: bytes | Path, options: Any) -> Any:
    import onnxruntime

    graph = str(model) if isinstance(model, Path) else model
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _options() -> Any:
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # 1.31 otherwise counts its use, from its import on
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = free_cores()
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it would keep 200 MB from a long sync for one tenth of speed
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # leave the cores to other programs
    return options


def _ready() -> Any:
    """For a graph that was optimised when it was kept."""
    import onnxruntime

    options = _options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return options


def _keep_optimised(model: bytes, folder: Path) -> None:
    """Write a graph in the form in which it is run, for any processor, and its weights beside it."""
    import onnxruntime

    options = _options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / MODEL)
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    apart = "session.optimized_model_external_initializers_min_size_in_bytes"
    options.add_session_config_entry(apart, _LEAST_APART)
    _session(model, options)


def cache_folder(fingerprint: str) -> Path:
    """Name the folder in the user's cache in which the graph of these weights lies."""
    return Path(user_cache_dir("rag"), "encoders", f"{fingerprint}-{_GRAPH_FORMAT}")


def load_graph(name: str, *, folder: Path) -> GraphEncoder | None:
    """Open a graph from the cache; None where there is none, or a torn one."""
    try:
        tokenizer = (folder / TOKENIZER).read_text(encoding="utf-8")
        return GraphEncoder(name, model=folder / MODEL, tokenizer=tokenizer)
    except OSError:
        return None
    except Exception:  # onnxruntime and tokenizers raise plain exceptions of their own for a damaged file
        return None


def save_graph(folder: Path, *, model: bytes, tokenizer: str) -> None:
    """Put a graph into the cache, whole or not at all; a cache that cannot be written is done without."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    except OSError:
        return
    try:
        _keep_optimised(model, beside)
        (beside / TOKENIZER).write_text(tokenizer, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.rename(folder)
    except Exception:  # another process was faster, or the disk is full, which onnxruntime says in its own way
        shutil.rmtree(beside, ignore_errors=True)
