"""A model behind OpenAI's protocol answers like any other; the server is llama-cpp-python's own, on the loopback."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from rag.errors import ModelError
from rag.models.language import Message
from rag.models.opening import packaged_file
from rag.models.server import ServerModel

ASK = [Message(role="user", content="Name one colour of the rainbow.")]


@pytest.fixture(scope="module")
def llama_server() -> Iterator[str]:
    """The address of llama-cpp-python's server with the packaged model."""
    pytest.importorskip("llama_cpp.server.app", reason="the extra packages of llama-cpp-python's server are not there")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = [sys.executable, "-W", "ignore", "-m", "llama_cpp.server", "--model", str(packaged_file())]
    options = ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", "1024", "--n_threads", "1"]
    server = subprocess.Popen(
        [*started, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=dict(os.environ)
    )
    try:
        _await(port, server)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait()


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("llama-cpp-python's server did not start")


def test_llama_cpps_own_server_answers_piece_by_piece(llama_server: str) -> None:
    pieces = [piece for piece in ServerModel(llama_server).stream(ASK, max_tokens=8) if piece]

    assert 1 < len(pieces) <= 8


def test_its_reply_keeps_to_a_grammar(llama_server: str) -> None:
    reply = ServerModel(llama_server).stream(ASK, max_tokens=12, grammar='root ::= ("crimson" | "teal") "."')

    assert re.fullmatch(r"(crimson|teal)\.", "".join(reply))


class Plain(BaseHTTPRequestHandler):
    """A server that speaks the protocol and refuses grammars, or answers as its address says."""

    def do_POST(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.path, asked, dict(self.headers)))  # type: ignore[attr-defined]
        if "grammar" in asked or self.path.startswith("/refuses"):
            self._send(400, b'{"error": "unknown field"}')
        elif self.path.startswith("/page"):
            self._send(200, b"data: <html>\n\n")
        else:
            deltas = [{"role": "assistant"}, {"content": "Te"}, {"content": "al."}, {}]
            lines = [f"data: {json.dumps({'choices': [{'delta': delta}]})}\n\n" for delta in deltas]
            self._send(200, ("".join(lines) + "data: [DONE]\n\n").encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def plain() -> Iterator[ThreadingHTTPServer]:
    """A small server of this test's own, which remembers what it hears."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Plain)
    server.heard = []  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def address(server: ThreadingHTTPServer, path: str = "/v1") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def heard(server: ThreadingHTTPServer) -> list[tuple[str, dict[str, Any], dict[str, str]]]:
    found: list[tuple[str, dict[str, Any], dict[str, str]]] = server.heard  # type: ignore[attr-defined]
    return found


def test_a_server_that_refuses_grammars_is_asked_without_and_not_again_with(plain: ThreadingHTTPServer) -> None:
    model = ServerModel(address(plain))

    assert "".join(model.stream(ASK, max_tokens=8, grammar='root ::= "x"')) == "Teal."
    assert "".join(model.stream(ASK, max_tokens=8, grammar='root ::= "x"')) == "Teal."
    assert ["grammar" in asked for _, asked, _ in heard(plain)] == [True, False, False]


def test_the_model_and_the_key_are_named(plain: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_MODEL_KEY", "open sesame")

    list(ServerModel(address(plain) + "#tiny").stream(ASK, max_tokens=8, stop=["\n"]))

    [(path, asked, headers)] = heard(plain)
    assert path == "/v1/chat/completions"
    assert (asked["model"], asked["temperature"], asked["stop"], asked["max_tokens"]) == ("tiny", 0, ["\n"], 8)
    assert headers["Authorization"] == "Bearer open sesame"


def test_a_server_that_refuses_is_an_error_with_its_words(plain: ThreadingHTTPServer) -> None:
    with pytest.raises(ModelError, match=r"answered 400 \(.*unknown field.*\); check its address"):
        list(ServerModel(address(plain, "/refuses")).stream(ASK, max_tokens=8))


def test_a_server_that_speaks_another_way_is_an_error(plain: ThreadingHTTPServer) -> None:
    with pytest.raises(ModelError, match="does not speak OpenAI's protocol"):
        list(ServerModel(address(plain, "/page")).stream(ASK, max_tokens=8))


def test_a_server_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ModelError, match=r"could not be asked \(ConnectError\); start it"):
        list(ServerModel("http://127.0.0.1:9/v1").stream(ASK, max_tokens=8))
