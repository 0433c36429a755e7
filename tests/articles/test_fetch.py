from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from rag.articles import fetch as fetching
from rag.articles.address import Address, machines
from rag.articles.fetch import fetch
from rag.errors import ArticleError, RagError, UsageError
from tests.serving import Reply, certificate, serving

HTML = {"Content-Type": "text/html; charset=windows-1252"}


def test_a_page_comes_with_its_type_and_what_tells_it_apart() -> None:
    heads = HTML | {"ETag": 'W/"7"', "Last-Modified": "Thu, 02 May 2024 10:00:00 GMT"}
    with serving(story=Reply("Peña".encode("cp1252"), heads=heads)) as site:
        found = fetch(site.address("/story"), allow_private=True)

    assert (found.body, found.kind, found.charset) == (b"Pe\xf1a", "text/html", "windows-1252")
    assert (found.etag, found.modified) == ('W/"7"', "Thu, 02 May 2024 10:00:00 GMT")


def test_a_request_says_who_asks_and_nothing_of_the_reader() -> None:
    with serving(story=Reply(b"x")) as site:
        fetch(site.address("/story"), allow_private=True)

    [(path, heads)] = site.asked
    assert path == "/story"
    assert heads == {
        "Host": f"127.0.0.1:{site.port}",
        "User-Agent": fetching.USER_AGENT,
        "Accept": "text/html, application/rss+xml, */*;q=0.8",
        "Accept-Encoding": "gzip",
    }
    assert "rag" in fetching.USER_AGENT


def test_a_page_that_has_not_changed_is_not_sent_again() -> None:
    with serving(story=Reply(b"x", heads=HTML | {"ETag": '"7"'})) as site:
        first = fetch(site.address("/story"), allow_private=True)
        again = fetch(site.address("/story"), allow_private=True, etag=first.etag)

    assert (first.body, again.body) == (b"x", None)


def test_redirects_are_followed_to_the_page() -> None:
    with serving(story=Reply(b"x"), old=Reply(status=301, heads={"Location": "/story"})) as site:
        found = fetch(site.address("/old"), allow_private=True)

    assert (found.url, found.body) == (site.address("/story"), b"x")


def test_redirects_in_a_circle_end() -> None:
    with (
        serving(a=Reply(status=302, heads={"Location": "/a"})) as site,
        pytest.raises(ArticleError, match="leads on more than 5 times"),
    ):
        fetch(site.address("/a"), allow_private=True)


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "https://192.168.0.1/",
        "//10.0.0.1/x",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(location: str, monkeypatch: pytest.MonkeyPatch) -> None:

    def first_is_allowed(address: Address, *, allow_private: bool) -> tuple[str, ...]:
        return ("127.0.0.1",) if address.port == site.port else machines(address, allow_private=allow_private)

    with serving(a=Reply(status=302, heads={"Location": location})) as site:
        monkeypatch.setattr(fetching, "machines", first_is_allowed)
        with pytest.raises(UsageError, match="leads into a private network"):
            fetch(site.address("/a"))
    assert [path for path, _ in site.asked] == ["/a"]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)"])
def test_a_redirect_to_what_is_no_web_address_is_refused(location: str) -> None:
    with (
        serving(a=Reply(status=302, heads={"Location": location})) as site,
        pytest.raises(UsageError, match="only http and https"),
    ):
        fetch(site.address("/a"), allow_private=True)


def test_this_machine_is_refused_before_it_is_asked() -> None:
    with serving(story=Reply(b"secret")) as site:
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]"):
            with pytest.raises(UsageError, match="private network"):
                fetch(site.address("/story", host=host))
    assert site.asked == []


def test_a_name_is_resolved_once_so_that_it_cannot_change_its_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    connect = socket.create_connection
    reached = []

    def connecting(place: tuple[str, int], timeout: float) -> socket.socket:
        reached.append(place[0])
        monkeypatch.setattr(socket, "getaddrinfo", unpatched)
        return connect(place, timeout)

    unpatched = socket.getaddrinfo
    with serving(story=Reply(b"x")) as site:
        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(socket, "create_connection", connecting)
        fetch(site.address("/story", host="news.example"), allow_private=True)

    assert (asked, reached) == (["news.example"], ["127.0.0.1"])
    assert site.asked[0][1]["Host"] == f"news.example:{site.port}"


def test_a_packed_page_is_unpacked_and_a_bomb_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = HTML | {"Content-Encoding": "gzip"}
    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)
    with serving(
        a=Reply(gzip.compress(b"words"), heads=packed), b=Reply(gzip.compress(b"\0" * 5_000_000), heads=packed)
    ) as site:
        assert fetch(site.address("/a"), allow_private=True).body == b"words"
        with pytest.raises(ArticleError, match="is larger than 1 MB"):
            fetch(site.address("/b"), allow_private=True)


def test_a_body_without_end_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(write: Callable[[bytes], object]) -> None:
        for _ in range(1000):
            write(b"x" * 10_000)

    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)
    with serving(a=Reply(stream=endless)) as site, pytest.raises(ArticleError, match="is larger than 1 MB"):
        fetch(site.address("/a"), allow_private=True)


def test_a_server_that_drips_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    left = threading.Event()

    def drip(write: Callable[[bytes], object]) -> None:
        while not left.wait(0.02):
            write(b"x")

    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.4)
    with serving(a=Reply(stream=drip)) as site:
        try:
            with pytest.raises(ArticleError, match=r"cannot be fetched \(it takes too long\)"):
                fetch(site.address("/a"), allow_private=True)
        finally:
            left.set()


def test_an_answer_that_is_no_page_is_told() -> None:
    with (
        serving(a=Reply(status=503)) as site,
        pytest.raises(ArticleError, match=r"cannot be fetched \(503, service unavailable\); check the address"),
    ):
        fetch(site.address("/a"), allow_private=True)


def test_a_machine_that_does_not_answer_is_told() -> None:
    with serving() as site:
        pass

    with pytest.raises(ArticleError, match=r"cannot be fetched \(connection refused\)"):
        fetch(site.address("/a"), allow_private=True)


def test_a_server_that_speaks_no_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def mutter() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"SSH-2.0-OpenSSH\r\n")
            connection.close()

        thread = threading.Thread(target=mutter)
        thread.start()
        with pytest.raises(RagError, match="cannot be fetched"):
            fetch(f"http://127.0.0.1:{server.getsockname()[1]}/", allow_private=True)
        thread.join()


def here(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


def test_a_certificate_must_be_for_the_host_that_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server, trusting = certificate(tmp_path, "news.example")
    monkeypatch.setattr(socket, "getaddrinfo", here)
    with serving(server, story=Reply(b"x")) as site:
        with pytest.raises(ArticleError, match="its certificate is not valid: self-signed certificate"):
            fetch(site.address("/story", host="news.example"), allow_private=True)
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
        assert fetch(site.address("/story", host="news.example"), allow_private=True).body == b"x"
        with pytest.raises(ArticleError, match="its certificate is not valid: hostname mismatch"):
            fetch(site.address("/story", host="other.example"), allow_private=True)

    assert [path for path, _ in site.asked] == ["/story"]


def test_a_handshake_that_never_ends_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(ArticleError, match=r"cannot be fetched \(it takes too long\)"),
    ):
        fetch(f"https://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True)
