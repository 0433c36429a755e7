from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.search.model_files import fingerprint, locate


def make_model(folder: Path, *, weights: bytes = b"w" * 2_000_000) -> Path:
    folder.mkdir()
    (folder / "modules.json").write_text(json.dumps([]), encoding="utf-8")
    (folder / "model.safetensors").write_bytes(weights)
    return folder


def test_the_packaged_encoder_lies_inside_its_wheel() -> None:
    files = locate("all-MiniLM-L6-v2")

    assert files.name == "all-MiniLM-L6-v2"
    assert files.folder is not None
    assert (files.folder / "model.safetensors").is_file()


def test_the_hub_name_of_the_packaged_encoder_means_the_same_index() -> None:
    assert locate("sentence-transformers/all-MiniLM-L6-v2") == locate("all-MiniLM-L6-v2")


def test_a_model_folder_is_named_after_its_weights(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "tuned")

    assert locate(str(folder)).name == f"tuned@{fingerprint(folder)}"


def test_other_weights_are_another_encoder(tmp_path: Path) -> None:
    first = make_model(tmp_path / "first")
    second = make_model(tmp_path / "second", weights=b"v" * 2_000_000)

    assert fingerprint(first) != fingerprint(second)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no sentence-transformers model .* name another one"):
        locate(str(tmp_path))


def test_what_is_neither_a_folder_nor_a_name_is_refused() -> None:
    with pytest.raises(ModelError, match="is no folder here and no model name"):
        locate("./no/such folder")


def test_a_hub_name_that_was_never_fetched_has_no_folder() -> None:
    files = locate("nobody/never-fetched-this")

    assert (files.name, files.source, files.folder) == ("nobody/never-fetched-this", "nobody/never-fetched-this", None)
