"""Serve pages on this machine: what does each address answer, and what was it asked?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What an address answers; ``stream`` writes the body itself, piece by piece."""

    body: bytes = b""
    status: int = 200
    heads: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    stream: Callable[[Callable[[bytes], object]], None] | None = None


@dataclass
class Site:
    """A server on a free port of this machine; ``pages`` may change while it runs."""

    pages: dict[str, Reply]
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    port: int = 0

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The URL of one of its pages."""
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving(**pages: Reply) -> Iterator[Site]:
    """Serve pages by their names until the end of the block."""
    site = Site({f"/{name}": reply for name, reply in pages.items()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            reply = site.pages.get(self.path, Reply(b"nothing here", status=404))
            if reply.heads.get("ETag", "-") == self.headers.get("If-None-Match"):
                reply = Reply(status=304, heads={})
            self.send_response(reply.status)
            for name, value in reply.heads.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                if reply.stream:
                    reply.stream(self.wfile.write)
                self.wfile.write(reply.body)
            except OSError:
                pass  # the reader has left

        def log_message(self, *_: object) -> None:
            pass

    return Handler
