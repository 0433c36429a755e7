"""Fetch: what does a server give for this address?

A URL in, bytes with their type out, or an error of one line. Each step of a redirect is checked like the
first, and the connection goes to the very internet address that was checked, so that a name cannot be
turned around in between. Bounded in size, steps and time; sends no cookie, no login and no address it
came from; a page that has not changed is not sent again. Asks no proxy.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from rag.articles.address import Address, machines, parsed
from rag.errors import ArticleError

LARGEST = 50_000_000
MOST_SECONDS = 30.0
MOST_REDIRECTS = 5
USER_AGENT = "rag-news/0.1 (a reader's own archive of news articles)"
_REDIRECTS = {301, 302, 303, 307, 308}
_UNCHANGED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server gave; ``url`` is the address that gave it in the end. ``body`` None: it has not changed.

    ``etag`` and ``modified`` are what to send next time, so that an unchanged page is not sent again.
    """

    url: str
    body: bytes | None
    kind: str = ""
    charset: str | None = None
    etag: str = ""
    modified: str = ""


def fetch(url: str, *, allow_private: bool = False, etag: str = "", modified: str = "") -> Fetched:
    """Fetch one address; raises ``UsageError`` where it must not be, ``ArticleError`` where it cannot be."""
    deadline = time.monotonic() + MOST_SECONDS
    head = {"If-None-Match": etag, "If-Modified-Since": modified}
    address = parsed(url)
    for _ in range(MOST_REDIRECTS + 1):
        hosts = machines(address, allow_private=allow_private)
        with _answer(address, hosts, head, deadline) as answer:
            location = answer.getheader("Location")
            if answer.status not in _REDIRECTS or not location:
                return _fetched(address, answer, deadline)
        address = parsed(urljoin(address.url, location))
    raise ArticleError(f"{url} leads on more than {MOST_REDIRECTS} times; give the address of the page itself")


@contextmanager
def _answer(
    address: Address, hosts: tuple[str, ...], head: Mapping[str, str], deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """Ask one of the checked machines; whatever the other side does, this ends at the deadline."""
    connection = _Connection(address, hosts, deadline)
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut)
    timer.daemon = True
    timer.start()
    sent = {"User-Agent": USER_AGENT, "Accept": "text/html, application/rss+xml, */*;q=0.8", "Accept-Encoding": "gzip"}
    try:
        connection.request("GET", address.target, headers=sent | {name: value for name, value in head.items() if value})
        yield connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        fact = "it takes too long" if time.monotonic() >= deadline else _worded(error)
        raise ArticleError(f"{address.url} cannot be fetched ({fact}); check the address or try again later") from None
    finally:
        timer.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to a machine whose address was checked, for a host of this name."""

    def __init__(self, address: Address, hosts: tuple[str, ...], deadline: float) -> None:
        super().__init__(address.host, address.port, timeout=max(0.1, deadline - time.monotonic()))
        self._address, self._hosts = address, hosts
        self.default_port = 443 if address.scheme == "https" else 80

    def connect(self) -> None:
        """Connect to the first machine that answers; a certificate must be for the host that was named."""
        for number, host in enumerate(self._hosts, 1):
            try:
                self.sock = socket.create_connection((host, self._address.port), self.timeout)
                break
            except OSError:
                if number == len(self._hosts):
                    raise
        if self._address.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self._address.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def cut(self) -> None:
        """End a conversation that takes too long, from another thread."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _fetched(address: Address, answer: http.client.HTTPResponse, deadline: float) -> Fetched:
    if answer.status == _UNCHANGED:
        return Fetched(url=address.url, body=None)
    if answer.status != http.client.OK:
        reason = http.client.responses.get(answer.status, "no known answer").lower()
        raise ArticleError(f"{address.url} cannot be fetched ({answer.status}, {reason}); check the address")
    return Fetched(
        url=address.url,
        body=_body(address, answer, deadline),
        kind=answer.headers.get_content_type(),
        charset=answer.headers.get_content_charset(),
        etag=answer.getheader("ETag", ""),
        modified=answer.getheader("Last-Modified", ""),
    )


def _body(address: Address, answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """Read at most the limit, unpacked; a small answer that unpacks to a huge one is stopped on its way."""
    is_packed = answer.getheader("Content-Encoding", "").lower() in ("gzip", "x-gzip")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if is_packed else None
    body = bytearray()
    while block := answer.read1(1 << 16):
        body += unpacker.decompress(block, LARGEST + 1) if unpacker else block
        if len(body) > LARGEST:
            raise ArticleError(f"{address.url} is larger than {LARGEST // 1_000_000} MB; save what you need of it")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body)


def _worded(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message.partition(',')[0].lower()}"
    return " ".join(str(getattr(error, "strerror", None) or error).split())[:100].lower() or type(error).__name__
