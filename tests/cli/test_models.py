"""The models command lists, shows, fetches and tries; size and licence come before a download."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rag.cli import main
from rag.models.catalogue import CATALOGUE
from tests.models.hub import WEIGHTS, Hub

NAME = "harbour/tiny/tiny.gguf"


def test_the_list_has_every_model_with_licence_and_how_to_get_it(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models"]) == 0

    shown = capsys.readouterr().out
    assert all(entry.name in shown and entry.licence in shown for entry in CATALOGUE)
    assert "rag models get qwen2.5-1.5b" in shown
    assert hub.asked == []


def test_a_model_of_the_package_is_shown_with_what_its_file_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", "smollm2"]) == 0

    shown = capsys.readouterr().out
    assert "Apache-2.0" in shown
    assert "reads at most:  8192 tokens" in shown
    assert "chat template:  yes" in shown


def test_a_model_of_the_hub_is_shown_without_fetching_it(hub: Hub, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "show", NAME]) == 0

    assert "licence:        apache-2.0" in capsys.readouterr().out
    assert not any(line.startswith("GET /harbour") for line in hub.asked)


def test_a_model_is_fetched_after_its_size_and_licence_were_shown(
    hub: Hub, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["models", "get", NAME, "--yes"]) == 0

    shown = capsys.readouterr().out
    assert shown.index("size:") < shown.index("licence:") < shown.index("checksum verified")
    assert [path.read_bytes() for path in tmp_path.rglob("tiny.gguf")] == [WEIGHTS]
    assert main(["models", "get", NAME]) == 0
    assert f"{NAME} is here" in capsys.readouterr().out


def test_without_a_yes_nothing_is_fetched(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))

    assert main(["models", "get", NAME]) == 1
    assert not any(line.startswith("GET /harbour") for line in hub.asked)


def test_what_is_no_model_of_a_hub_cannot_be_fetched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "get", "gpt"]) == 2
    assert "no model that can be fetched" in capsys.readouterr().err


def test_a_model_is_tried_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "try", "smollm2"]) == 0

    said, told = capsys.readouterr()
    assert said.strip()
    assert "first words after" in told


def test_a_file_that_is_no_model_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF and nothing else")

    assert main(["models", "show", str(tmp_path / "broken.gguf")]) == 1
    assert "llama.cpp cannot read broken.gguf" in capsys.readouterr().err
