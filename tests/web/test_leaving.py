"""Try to leave: does the offline switch hold for every way out of a process, counted at the other end?"""

from __future__ import annotations

import _socket
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIES = """
import asyncio, os, sys, urllib.request
import _socket, httpx
from rag.errors import RagError
from rag.models.hub import offer
from rag.web import offline

host, port, switch = sys.argv[1], int(sys.argv[2]), sys.argv[3]
offline.switch(switch == "on")

def plainly():
    opened = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
    opened.connect((host, port))
    opened.close()

def a_page():
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://{host}:{port}/", timeout=5)

def another():
    httpx.get(f"http://{host}:{port}/", timeout=5, trust_env=False)

def a_loop():
    asyncio.run(asyncio.wait_for(asyncio.open_connection(host, port), 5))

def a_model():
    offer("owner/repository", "model.gguf")

for way in (plainly, a_page, another, a_loop, a_model):
    try:
        way()
        print(way.__name__, "went out")
    except Exception as error:
        print(way.__name__, type(error).__name__, str(error).replace(chr(10), " "))
"""


def own_address() -> str | None:
    """An address of this machine that is not its loopback; asking for the way out of it sends nothing."""
    with _socket_of_datagrams() as asking:
        try:
            _socket.socket.connect(asking, ("198.51.100.1", 9))
        except OSError:
            return None
        address = str(asking.getsockname()[0])
    return None if address.startswith("127.") else address


def _socket_of_datagrams() -> socket.socket:
    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)


class Counter:
    """Listens on an address, counts who comes, and hangs up."""

    def __init__(self, address: str) -> None:
        self.came = 0
        self._listening = socket.create_server((address, 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            self.came += 1
            visitor.close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture
def counter() -> Iterator[Counter]:
    address = own_address()
    if address is None:
        pytest.skip("this machine has no address but its loopback; give it one to count who leaves")
    made = Counter(address)
    yield made
    made.close()


def tries(counter: Counter, switch: str, home: Path) -> list[str]:
    """What came of each way out, in a process of its own."""
    address = str(own_address())
    there = f"http://{address}:{counter.port}"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "HF_ENDPOINT": there, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", TRIES, address, str(counter.port), switch]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=100, check=True, cwd=ROOT)
    return done.stdout.splitlines()


def test_switched_on_no_connection_arrives_anywhere_and_switched_off_every_way_is_open(
    counter: Counter, tmp_path: Path
) -> None:
    refused = tries(counter, "on", tmp_path)
    came_while_on = counter.came
    tries(counter, "off", tmp_path)

    assert came_while_on == 0
    assert counter.came >= 5
    assert [line.split()[0] for line in refused] == ["plainly", "a_page", "another", "a_loop", "a_model"]
    assert not any("went out" in line for line in refused)
    assert all("the offline switch is on" in line for line in refused[:4])
