"""Encode: which vector stands for this text?

Texts in, vectors of length one out. An encoder is anything with a name, a dimension and ``encode``.
A model is loaded by sentence-transformers once; its graph, checked against it, is kept in the user's
cache and run by onnxruntime from then on, so that neither a question nor a small sync waits for
torch. Knows no index.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from rag.search.batches import Progress, Vectors, encode_batches
from rag.search.encode_onnx import GraphEncoder, cache_folder, load_graph, save_graph
from rag.search.encode_torch import TransformerEncoder
from rag.search.model_files import EncoderFiles, fingerprint, locate

LEAST_COSINE = 0.9999
_WORD = re.compile(r"\w+")


class Encoder(Protocol):
    """Whatever turns texts into vectors; ``name`` and ``dimension`` are stamped into the index."""

    @property
    def name(self) -> str:
        """What the index is stamped with."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode texts as rows of length one, float32 ``[len(texts), dimension]``."""
        ...


class HashEncoder:
    """A stand-in without a model: every word adds one sign at one place. For tests, called "hash"."""

    def __init__(self, dimension: int = 64) -> None:
        self.name = "hash" if dimension == 64 else f"hash-{dimension}"
        self.dimension = dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode texts as rows of length one, float32 ``[len(texts), dimension]``."""
        return encode_batches(texts, self._run, dimension=self.dimension, progress=progress)

    def _run(self, texts: list[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in _WORD.findall(text.lower()):
                number = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
                row[number % self.dimension] += 1 if number >> 63 else -1
        return vectors


class ModelEncoder:
    """A sentence-transformers model, loaded when the first text comes."""

    def __init__(self, files: EncoderFiles) -> None:
        self.name = files.name
        self._files = files
        self._engine: GraphEncoder | TransformerEncoder | None = None

    @property
    def dimension(self) -> int:
        """The length of a vector; loads the model."""
        return self._loaded().dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode texts as rows of length one, float32 ``[len(texts), dimension]``."""
        return self._loaded().encode(texts, progress=progress)

    def _loaded(self) -> GraphEncoder | TransformerEncoder:
        if self._engine is None:
            self._engine = _cached_graph(self._files) or _load_and_export(self._files)
        return self._engine


def open_encoder(name: str) -> Encoder:
    """Find an encoder by name or path, without loading it; raise ``ModelError`` where there is none."""
    if name == "hash":
        return HashEncoder()
    return ModelEncoder(locate(name))


def _cached_graph(files: EncoderFiles) -> GraphEncoder | None:
    if files.folder is None:
        return None
    return load_graph(files.name, folder=cache_folder(fingerprint(files.folder)))


def _load_and_export(files: EncoderFiles) -> GraphEncoder | TransformerEncoder:
    """Load by sentence-transformers; go on with its graph where that gives the same vectors."""
    original = TransformerEncoder(files)
    exported = original.export()
    if exported is None:
        return original
    graph = GraphEncoder(files.name, model=exported.model, tokenizer=exported.tokenizer)
    if least_cosine(graph, original) < LEAST_COSINE:
        return original
    folder = files.folder or locate(files.source).folder
    if folder is not None:
        save_graph(cache_folder(fingerprint(folder)), model=exported.model, tokenizer=exported.tokenizer)
    return graph


def least_cosine(graph: GraphEncoder, original: TransformerEncoder) -> float:
    """Compare two engines of one model over a few texts: the cosine of the least alike pair."""
    texts, expected = original.samples()
    return float((graph.encode(texts) * expected).sum(axis=1).min())
