"""Play a hub on the loopback: one repository of two files, as the model hub answers for them."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from rag.models.catalogue import CATALOGUE

WEIGHTS = b"GGUF" + bytes(range(256)) * 4000
TINY = replace(CATALOGUE[2], name="tiny", megabytes=1, repository="harbour/tiny", file="tiny.gguf")
"""What a catalogue says of the model that this hub holds."""
FILES = {
    "/harbour/tiny/resolve/main/tiny.gguf": WEIGHTS,
    "/harbour/tiny/resolve/main/page.gguf": b"<html>no model</html>",
}
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ABOUT = {"id": "harbour/tiny", "sha": COMMIT, "tags": [], "downloads": 0, "cardData": {"license": "apache-2.0"}}


class Hub(ThreadingHTTPServer):
    """A hub that remembers what it is asked; it may break off, or send other bytes than it promised."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.sends: dict[str, bytes] = {}
        self.breaks_after: int | None = None
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is no error."""


class _Answer(BaseHTTPRequestHandler):
    server: Hub

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        content = self._answer()
        limit = self.server.breaks_after
        self.wfile.write(content[:limit])
        if limit is not None and len(content) > limit:
            self.connection.close()

    def _answer(self) -> bytes:
        span = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        asked = f"{self.command} {self.path}" + (f" from {span[1]}" if span else "")
        self.server.asked.append(asked)
        promised = FILES.get(self.path)
        if self.path == "/api/models/harbour/tiny":
            promised = json.dumps(ABOUT).encode()
        content = self.server.sends.get(self.path, promised) if self.command == "GET" else promised
        if promised is None or content is None:
            self._refuse()
            return b""
        start = int(span[1]) if span else 0
        self.send_response(206 if span else 200)
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("ETag", f'"{hashlib.sha256(promised).hexdigest()}"')
        self.send_header("Content-Type", "application/json" if "/api/" in self.path else "application/octet-stream")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        return content[start:]

    def _refuse(self) -> None:
        is_known = self.path.startswith("/harbour/tiny/")
        self.send_response(404)
        self.send_header("X-Error-Code", "EntryNotFound" if is_known else "RepoNotFound")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
