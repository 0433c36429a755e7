from __future__ import annotations

import os

import numpy as np
import pytest

from rag.search.batches import Vectors, encode_batches, free_cores


def lengths(texts: list[str]) -> Vectors:
    return np.array([[len(text), 1] for text in texts], np.float32)


def test_vectors_come_in_the_order_of_their_texts_and_of_length_one() -> None:
    texts = ["a" * (number % 7 + 1) for number in range(70)]

    vectors = encode_batches(texts, lengths, dimension=2)

    assert np.allclose(vectors[:, 0] / vectors[:, 1], [len(text) for text in texts])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_progress_is_told_after_every_batch() -> None:
    told: list[tuple[int, int]] = []

    encode_batches(["x"] * 70, lengths, dimension=2, progress=lambda done, total: told.append((done, total)))

    assert told == [(16, 70), (32, 70), (48, 70), (64, 70), (70, 70)]


def test_no_text_gives_no_vector() -> None:
    assert encode_batches([], lengths, dimension=2).shape == (0, 2)


def test_a_lone_surrogate_does_not_reach_the_engine() -> None:
    seen: list[str] = []

    def engine(texts: list[str]) -> Vectors:
        seen.extend(texts)
        return lengths(texts)

    encode_batches(["caf\udce9"], engine, dimension=2)

    assert seen == ["caf?"]


@pytest.mark.parametrize(("usable", "free"), [({0}, 1), ({0, 1}, 1), (set(range(16)), 15)])
def test_one_core_is_left_to_the_reader(monkeypatch: pytest.MonkeyPatch, usable: set[int], free: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: usable, raising=False)

    assert free_cores() == free
