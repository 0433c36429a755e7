from __future__ import annotations

import socket

import pytest

from rag.articles.address import is_public, machines, parsed
from rag.errors import ArticleError, UsageError

PRIVATE = """127.0.0.1 127.8.8.8 ::1 10.0.0.1 10.255.1.2 172.16.3.4 192.168.1.1 169.254.169.254 169.254.0.1 0.0.0.0 ::
::ffff:127.0.0.1 ::ffff:10.1.1.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:7f00:1::
100.64.0.1 224.0.0.1 255.255.255.255 240.0.0.1 fe80::1 fe80::1%eth0 fc00::1 fd12::9 ff02::1 198.18.0.1""".split()


@pytest.mark.parametrize("host", PRIVATE)
def test_an_address_inside_a_network_is_never_public(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_internet_is_public(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:127.0.0.1]"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_private_address_is_refused_unless_it_is_allowed(scheme: str, host: str) -> None:
    address = parsed(f"{scheme}://{host}/status")

    with pytest.raises(UsageError, match=r"leads into a private network \(.*\): allow it with --allow-private"):
        machines(address, allow_private=False)
    assert [found.removeprefix("::ffff:") for found in machines(address, allow_private=True)] == [
        host.strip("[]").removeprefix("::ffff:")
    ]


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001"])
def test_a_name_or_a_number_that_means_this_machine_is_refused(host: str) -> None:
    with pytest.raises(UsageError, match="leads into a private network"):
        machines(parsed(f"http://{host}/"), allow_private=False)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80)) for host in ("93.184.215.14", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(UsageError, match=r"private network \(10\.0\.0\.7\)"):
        machines(parsed("http://innocent.example/"), allow_private=False)


def test_a_name_that_nobody_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ArticleError, match=r"cannot be reached \(name or service not known\); check the address"):
        machines(parsed("http://nowhere.example/"), allow_private=False)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("ftp://example.org/a", "only http and https addresses can"),
        ("file:///etc/passwd", "only http and https addresses can"),
        ("https:///path", "only http and https addresses can"),
        ("https://example.org:99999/", "is no address"),
        ("https://a:b@example.org/", r"^https://example\.org/ holds a password"),
        ("http://[::1", "is no address"),
    ],
)
def test_what_is_no_web_address_is_wrong_usage(url: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        parsed(url)


def test_an_address_is_asked_for_as_a_browser_would() -> None:
    address = parsed("https://Exämple.org/zwölf tote?q=a b&x=%20#part")

    assert (address.host, address.port) == ("xn--exmple-cua.org", 443)
    assert address.target == "/zw%C3%B6lf%20tote?q=a%20b&x=%20"
    assert address.url == "https://xn--exmple-cua.org/zw%C3%B6lf%20tote?q=a%20b&x=%20"
