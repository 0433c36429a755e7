"""Encode: which vector stands for this text?

Texts in, vectors of length one out. An encoder is anything with a name, a dimension and ``encode``.
A model is loaded by sentence-transformers once; its graph, checked against it, is kept in the user's
cache and run by onnxruntime from then on, so that neither a question nor a small sync waits for
torch. Long work goes on with torch in bfloat16 where that proves faster here, with the same vectors.
Knows no index.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

import numpy as np

from rag.errors import ModelError
from rag.search.batches import BATCH, Progress, Vectors, encode_batches
from rag.search.encode_onnx import GraphEncoder, cache_folder, load_graph, save_graph
from rag.search.encode_torch import TransformerEncoder
from rag.search.memory import give_back
from rag.search.model_files import EncoderFiles, fingerprint, locate

LEAST_COSINE = 0.9999
LONG_WORK = 400
"""After so many texts it is worth some seconds to load another engine and try it."""
_TRIAL = 2 * BATCH
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
        self._engine: Encoder | None = None
        self._for_long_work: Encoder | None = None
        self._encoded = 0
        self._loading = threading.Lock()

    @property
    def dimension(self) -> int:
        """The length of a vector; loads the model."""
        return self._loaded().dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode texts as rows of length one, float32 ``[len(texts), dimension]``.

        Who hears of progress has long work, for which another engine may be tried; a question never waits for that.
        """
        if progress is None or len(texts) < _TRIAL:
            return self._loaded().encode(texts, progress=progress)
        engine = self._for_many(texts)
        self._encoded += len(texts)
        try:
            return engine.encode(texts, progress=progress)
        finally:
            give_back()

    def _loaded(self) -> Encoder:
        with self._loading:
            if self._engine is None:
                self._engine = _cached_graph(self._files) or _load_and_export(self._files)
            return self._engine

    def prepare(self) -> None:
        """Begin to load in the background; an error shows when the first text comes."""
        if self._engine is None:
            threading.Thread(target=self._loaded_quietly, name="rag-encoder", daemon=True).start()

    def _loaded_quietly(self) -> None:
        with suppress(ModelError):
            self._loaded()

    def _for_many(self, texts: Sequence[str]) -> Encoder:
        """The engine for a batch of many: chosen by a trial once the work has proved to be long."""
        if self._for_long_work is None and self._encoded >= LONG_WORK:
            self._for_long_work = faster(self._loaded(), lambda: _half_precision(self._files), texts[:_TRIAL])
            if self._for_long_work is not self._engine:
                self._engine = None  # two in memory are one too many; it opens again for a question
        return self._for_long_work or self._loaded()


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


def faster(engine: Encoder, open_other: Callable[[], Encoder | None], texts: Sequence[str]) -> Encoder:
    """The other engine, if it gives the same vectors of these texts in less time; each is tried twice.

    The other is opened once the first has been tried: what that needs while it works goes back before.
    """
    expected, seconds = _timed(engine, texts)
    give_back()
    other = open_other()
    if other is None:
        return engine
    vectors, other_seconds = _timed(other, texts)
    is_equal = float((vectors * expected).sum(axis=1).min()) >= LEAST_COSINE
    return other if is_equal and other_seconds < seconds else engine


def _timed(engine: Encoder, texts: Sequence[str]) -> tuple[Vectors, float]:
    """The vectors of some texts, and the seconds that a second run took: the first one warms up."""
    engine.encode(texts)
    began = time.perf_counter()
    vectors = engine.encode(texts)
    return vectors, time.perf_counter() - began


def _half_precision(files: EncoderFiles) -> Encoder | None:
    try:
        return TransformerEncoder(files, is_half=True)
    except ModelError:
        return None
