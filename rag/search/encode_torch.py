"""Load weights: which vectors does sentence-transformers give, and what is its model as one graph?

The only door to sentence-transformers and torch, imported inside the functions. ``export`` turns
the whole model (transformer, pooling, normalisation) into one ONNX graph and keeps it only when its
vectors are those of sentence-transformers. Knows no index and no cache.
"""

from __future__ import annotations

import io
import logging
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import ModelError
from rag.search.batches import Progress, Vectors, encode_batches, free_cores
from rag.search.model_files import EncoderFiles

_SHAPES = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "32", "LRU_CACHE_CAPACITY": "8"}
"""For so few shapes of a batch what was made for it is kept: the next is about as long as the last, and the 1,024 that
both would keep hold a gigabyte. The second is the cache of ideep, through which torch calls oneDNN."""
_SAMPLES = ["One.", "The mayor said on Monday that two bridges were closed.", "A flood. " * 60]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A whole encoder: the ONNX model, and its tokenizer with truncation and padding set."""

    model: bytes
    tokenizer: str


class TransformerEncoder:
    """An encoder run by sentence-transformers itself; ``is_half``: it multiplies in bfloat16."""

    def __init__(self, files: EncoderFiles, *, is_half: bool = False) -> None:
        self.name = files.name
        self._model = _load(files)
        self._is_half = is_half
        if is_half:
            _halve(self._model)
        self.dimension = int(self._run(_SAMPLES[:1]).shape[1])

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode texts as rows of length one, float32 ``[len(texts), dimension]``."""
        return encode_batches(texts, self._run, dimension=self.dimension, progress=progress)

    def export(self) -> Graph | None:
        """Write the model as one graph, or None where that cannot be done with the same vectors."""
        try:
            graph = Graph(model=_trace(self._model), tokenizer=_tokenizer(self._model))
        except Exception as error:  # a model of any make: whatever goes wrong, sentence-transformers itself still runs
            logging.getLogger(__name__).debug("%s has no ONNX form: %.200s", self.name, error)
            return None
        return graph

    def samples(self) -> tuple[list[str], Vectors]:
        """A few texts and their vectors, for checking another engine against this one."""
        return _SAMPLES, self.encode(_SAMPLES)

    def _run(self, texts: list[str]) -> Vectors:
        import torch

        with torch.autocast("cpu", torch.bfloat16, enabled=self._is_half):
            vectors = self._model.encode(texts, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(vectors, np.float32)


def _load(files: EncoderFiles) -> Any:
    for name, shapes in _SHAPES.items():
        os.environ.setdefault(name, shapes)  # before its first use
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    torch.set_num_threads(free_cores())
    transformers_logging.disable_progress_bar()
    try:
        return SentenceTransformer(files.source, device="cpu", local_files_only=Path(files.source).is_dir())
    except Exception as error:  # hub, network, file and configuration errors are all of different families
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        message = f"the encoder {files.name} cannot be loaded ({reason}): name a folder, or use all-MiniLM-L6-v2"
        raise ModelError(message) from error


def _halve(model: Any) -> None:
    """Keep in bfloat16 what autocast would turn into it for every batch: the vectors are the same to the bit."""
    import torch

    for module in model.modules():
        if isinstance(module, torch.nn.Linear):
            module.to(torch.bfloat16)


def _trace(model: Any) -> bytes:
    """The model as ONNX: token ids and mask in, vectors out, any number and length of texts."""
    import torch

    class Whole(torch.nn.Module):  # type: ignore[misc]  # torch is typed as Any
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.model({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]

    tokens = model.tokenizer(_SAMPLES[:2], padding=True, return_tensors="pt")
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracer warns of constants; the vectors are checked instead
        torch.onnx.export(
            Whole().eval(),
            (tokens["input_ids"], tokens["attention_mask"]),
            buffer,
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_axes={"input_ids": {0: "n", 1: "t"}, "attention_mask": {0: "n", 1: "t"}, "vectors": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )
    return buffer.getvalue()


def _tokenizer(model: Any) -> str:
    """The tokenizer as JSON, cutting where the model cuts and padding to the longest of a batch."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.enable_truncation(int(model.max_seq_length))
    tokenizer.enable_padding(pad_id=model.tokenizer.pad_token_id, pad_token=model.tokenizer.pad_token)
    return str(tokenizer.to_str())
