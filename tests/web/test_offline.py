from __future__ import annotations

import _socket
import socket
from collections.abc import Iterator

import pytest

from rag.web import offline


@pytest.fixture(autouse=True)
def switched_on() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        offline.switch(True)
        yield
        offline.switch(False)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
def test_no_connection_leaves_this_machine(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as opened:
        with pytest.raises(OSError, match="the offline switch is on"):
            _socket.socket.connect(opened, address)  # beneath what keeps every test at home
        with pytest.raises(OSError, match="the offline switch is on"):
            opened.sendto(b"x", address)


def test_no_name_is_looked_up() -> None:
    with pytest.raises(OSError, match="the offline switch is on"):
        socket.getaddrinfo("news.example", 80)


def test_the_loopback_stays_open() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with socket.create_connection(("localhost", listening.getsockname()[1]), timeout=5) as connected:
            assert connected.getpeername()[0] == "127.0.0.1"


def test_switched_off_it_lets_everything_through() -> None:
    offline.switch(False)

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        offline._watch("socket.connect", (opened, ("192.0.2.1", 80)))
    assert not offline.is_on()
