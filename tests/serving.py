"""Serve pages on this machine: what does each address answer, and what was it asked?"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


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

    scheme: str = "http"

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """The URL of one of its pages."""
        return f"{self.scheme}://{host}:{self.port}{path}"


@contextmanager
def serving(_secured: ssl.SSLContext | None = None, /, **pages: Reply) -> Iterator[Site]:
    """Serve pages by their names until the end of the block, over TLS where a context is given."""
    site = Site({f"/{name}": reply for name, reply in pages.items()}, scheme="https" if _secured else "http")
    server = _Server(("127.0.0.1", 0), _handler(site))
    if _secured:
        server.socket = _secured.wrap_socket(server.socket, server_side=True)
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


class _Server(ThreadingHTTPServer):
    """A server that says nothing of a reader who does not trust it."""

    def handle_error(self, *_: object) -> None:
        pass


def certificate(folder: Path, host: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server of this name shows, and what a reader has who trusts it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    named = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    signed = named.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(
        key, hashes.SHA256()
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(secret + signed.public_bytes(pem))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.pem")
    return server, ssl.create_default_context(cafile=str(folder / "server.pem"))


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
