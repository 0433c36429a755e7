from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from rag.errors import ModelError
from rag.search import encode_onnx
from rag.search.encode import HashEncoder, ModelEncoder, least_cosine, open_encoder
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


def test_a_torn_graph_is_not_opened(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes((cache / "model.onnx").read_bytes()[:5000])
    (tmp_path / "tokenizer.json").write_bytes((cache / "tokenizer.json").read_bytes())

    assert load_graph("all-MiniLM-L6-v2", folder=tmp_path) is None


def test_a_missing_graph_is_exported_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode_onnx, "user_cache_dir", lambda name: str(tmp_path / name))

    encoder = open_encoder("all-MiniLM-L6-v2")
    encoder.encode(["A ferry burned."])

    assert [path.name for path in sorted(tmp_path.glob("rag/encoders/*/*"))] == ["model.onnx", "tokenizer.json"]


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
