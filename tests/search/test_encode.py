from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.search import encode, encode_onnx
from rag.search.batches import Progress, Vectors
from rag.search.encode import HashEncoder, ModelEncoder, faster, least_cosine, open_encoder
from rag.search.encode_onnx import GraphEncoder, load_graph, save_graph
from rag.search.encode_torch import TransformerEncoder
from rag.search.model_files import EncoderFiles, locate

TEXTS = [
    "Four people died when the ferry burned.",
    "The fire aboard the ship killed four.",
    "Bread has become dearer in the capital.",
    "Überall Rauch 🔥, said the harbour master. " * 40,
    "",
]


@pytest.fixture(scope="module")
def original() -> TransformerEncoder:
    return TransformerEncoder(locate("all-MiniLM-L6-v2"))


@pytest.fixture(scope="module")
def cache(original: TransformerEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = original.export()
    assert graph is not None
    folder = tmp_path_factory.mktemp("cache") / "weights"
    save_graph(folder, model=graph.model, tokenizer=graph.tokenizer)
    return folder


def test_the_graph_gives_the_vectors_of_sentence_transformers(original: TransformerEncoder, cache: Path) -> None:
    graph = load_graph("all-MiniLM-L6-v2", folder=cache)

    assert graph is not None
    assert (graph.encode(TEXTS) * original.encode(TEXTS)).sum(axis=1).min() > 0.9999
    assert least_cosine(graph, original) > 0.9999
    assert (graph.dimension, original.dimension) == (384, 384)


def test_texts_that_mean_the_same_lie_nearer(cache: Path) -> None:
    graph = load_graph("all-MiniLM-L6-v2", folder=cache)
    assert graph is not None
    ferry, ship, bread = graph.encode(TEXTS[:3])

    assert ferry @ ship > 0.6 > 0.3 > ferry @ bread


@pytest.mark.parametrize("torn", ["model.onnx", "model.data", "tokenizer.json"])
def test_a_torn_graph_is_not_opened(cache: Path, tmp_path: Path, torn: str) -> None:
    for path in cache.iterdir():
        content = path.read_bytes()
        (tmp_path / path.name).write_bytes(content[: len(content) // 2] if path.name == torn else content)

    assert load_graph("all-MiniLM-L6-v2", folder=tmp_path) is None


def test_a_missing_graph_is_exported_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode_onnx, "user_cache_dir", lambda name: str(tmp_path / name))

    encoder = open_encoder("all-MiniLM-L6-v2")
    encoder.encode(["A ferry burned."])

    assert [path.name for path in sorted(tmp_path.glob("rag/encoders/*/*"))] == [
        "model.data",
        "model.onnx",
        "tokenizer.json",
    ]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rag").write_text("a file where the cache should be", encoding="utf-8")
    monkeypatch.setattr(encode_onnx, "user_cache_dir", lambda name: str(tmp_path / name))

    assert open_encoder("all-MiniLM-L6-v2").encode(["A ferry burned."]).shape == (1, 384)


def test_a_model_without_a_graph_is_run_by_sentence_transformers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encode_onnx, "user_cache_dir", lambda name: str(tmp_path / name))
    monkeypatch.setattr(TransformerEncoder, "export", lambda self: None)

    vectors = open_encoder("all-MiniLM-L6-v2").encode(TEXTS[:2])

    assert vectors[0] @ vectors[1] > 0.6
    assert not list(tmp_path.iterdir())


def test_a_model_that_cannot_be_loaded_is_named_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(json.dumps("nonsense"), encoding="utf-8")
    files = EncoderFiles(name="broken", source=str(tmp_path), folder=tmp_path)

    with pytest.raises(
        ModelError, match=r"the encoder broken cannot be loaded \(.*\): name a folder, or use all-MiniLM"
    ):
        ModelEncoder(files).encode(["A ferry burned."])


def test_a_kept_graph_gives_the_vectors_of_the_one_it_was_made_of(original: TransformerEncoder, cache: Path) -> None:
    made, kept = original.export(), load_graph("x", folder=cache)
    assert made is not None
    assert kept is not None

    vectors = GraphEncoder("x", model=made.model, tokenizer=made.tokenizer).encode(TEXTS)
    assert np.abs(kept.encode(TEXTS) - vectors).max() < 1e-6


def test_an_encoder_that_is_prepared_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[EncoderFiles] = []

    def slowly(files: EncoderFiles) -> HashEncoder:
        opened.append(files)
        return HashEncoder()

    monkeypatch.setattr(encode, "_cached_graph", slowly)
    encoder = ModelEncoder(locate("all-MiniLM-L6-v2"))
    for _ in range(3):
        encoder.prepare()

    assert encoder.encode(["A ferry burned."]).shape == (1, 64)
    assert len(opened) == 1


def test_opening_an_encoder_loads_nothing() -> None:
    assert open_encoder("all-MiniLM-L6-v2").name == "all-MiniLM-L6-v2"


def test_the_stand_in_is_the_same_on_every_machine() -> None:
    vectors = HashEncoder().encode(["A ferry burned.", "a FERRY burned", ""])

    assert np.array_equal(vectors[0], vectors[1])
    assert np.flatnonzero(vectors[0]).tolist() == np.flatnonzero(HashEncoder().encode(["burned a ferry"])[0]).tolist()
    assert vectors[2].tolist() == [0.0] * 64


def test_an_encoder_graph_says_its_dimension(cache: Path) -> None:
    graph = load_graph("x", folder=cache)

    assert isinstance(graph, GraphEncoder)
    assert graph.dimension == 384


def test_half_precision_gives_nearly_the_same_vectors(original: TransformerEncoder) -> None:
    half = TransformerEncoder(locate("all-MiniLM-L6-v2"), is_half=True)

    assert (half.encode(TEXTS[:4]) * original.encode(TEXTS[:4])).sum(axis=1).min() > 0.999


class Engine(HashEncoder):
    """An engine whose every run takes so many seconds of a clock that the test owns."""

    def __init__(self, clock: list[float], *, seconds: float, sign: float = 1.0) -> None:
        super().__init__()
        self._clock, self._seconds, self._sign = clock, seconds, sign
        self.runs = 0

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        self.runs += 1
        self._clock[0] += self._seconds
        return self._sign * super().encode(texts, progress=progress)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands still unless an engine runs."""
    now = [0.0]
    monkeypatch.setattr("rag.search.encode.time.perf_counter", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("seconds", "sign", "is_taken"), [(0.5, 1.0, True), (1.5, 1.0, False), (0.5, -1.0, False)],
    ids=["faster", "slower", "other vectors"],
)  # fmt: skip
def test_another_engine_is_taken_when_it_is_faster_with_the_same_vectors(
    clock: list[float], seconds: float, sign: float, is_taken: bool
) -> None:
    engine, other = Engine(clock, seconds=1.0), Engine(clock, seconds=seconds, sign=sign)

    assert faster(engine, lambda: other, ["a ferry", "burned"]) is (other if is_taken else engine)


def quiet(done: int, total: int) -> None:
    pass


def test_long_work_goes_on_with_the_faster_engine_and_a_question_does_not(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = Engine(clock, seconds=1.0), Engine(clock, seconds=0.5)
    monkeypatch.setattr(encode, "_cached_graph", lambda files: engine)
    monkeypatch.setattr(encode, "_half_precision", lambda files: other)
    monkeypatch.setattr(encode, "LONG_WORK", 100)
    encoder = open_encoder("all-MiniLM-L6-v2")

    encoder.encode(["one text"] * 100, progress=quiet)
    assert (engine.runs, other.runs) == (1, 0)
    encoder.encode(["one text"] * 100)
    assert (engine.runs, other.runs) == (2, 0)
    encoder.encode(["one text"] * 100, progress=quiet)
    assert (engine.runs, other.runs) == (4, 3)
    encoder.encode(["what a question is compared with"] * 100)
    encoder.encode(["one text"] * 100, progress=quiet)
    assert (engine.runs, other.runs) == (5, 4)


def test_work_goes_on_as_before_where_no_other_engine_can_be_loaded(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(files: EncoderFiles, *, is_half: bool) -> TransformerEncoder:
        raise ModelError("no torch here")

    engine = Engine(clock, seconds=1.0)
    monkeypatch.setattr(encode, "_cached_graph", lambda files: engine)
    monkeypatch.setattr(encode, "TransformerEncoder", missing)
    monkeypatch.setattr(encode, "LONG_WORK", 0)

    assert open_encoder("all-MiniLM-L6-v2").encode(["one text"] * 40, progress=quiet).shape == (40, 64)
