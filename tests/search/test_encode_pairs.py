from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.search.encode_pairs import CrossEncoderJudge

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the ferry burned bread is dear what".split()


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one layer with random weights, made here."""
    return make_cross_encoder(tmp_path_factory.mktemp("tiny"), labels=1)


def make_cross_encoder(folder: Path, *, labels: int) -> Path:
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(vocab=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def test_each_text_gets_a_number_of_its_own(tiny: Path) -> None:
    judge = CrossEncoderJudge(str(tiny))

    ferry, bread, again = judge.judge("what burned", ["the ferry burned", "bread is dear", "the ferry burned"])

    assert ferry == pytest.approx(again, abs=1e-5)
    assert ferry != pytest.approx(bread, abs=1e-5)
    assert judge.judge("what burned", []) == []


def test_a_model_that_gives_several_numbers_is_refused(tmp_path: Path) -> None:
    judge = CrossEncoderJudge(str(make_cross_encoder(tmp_path, labels=3)))

    with pytest.raises(ModelError, match="gives 3 numbers for a pair: name a cross-encoder with one"):
        judge.judge("what burned", ["the ferry burned", "bread is dear"])


def test_a_folder_without_a_model_is_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"the reranker .* cannot be loaded .*: name a cross-encoder's folder"):
        CrossEncoderJudge(str(tmp_path)).judge("what burned", ["the ferry burned"])
