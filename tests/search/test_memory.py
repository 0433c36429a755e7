from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from rag.search.memory import give_back

HOLES = """
import random
from rag.search.memory import give_back

def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))

blocks = [bytearray(60_000) for _ in range(4000)]  # too small for pages of their own
kept = blocks[::20]
del blocks
before = resident()
give_back()
print(before - resident())
"""


def test_without_glibc_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: object) -> object:
        raise TypeError("no such library")

    monkeypatch.setattr(ctypes, "CDLL", none)

    give_back()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc gives pages back when it is told to")
def test_holes_between_blocks_go_back_to_the_machine() -> None:
    told = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True).stdout

    assert int(told) > 100_000  # kilobytes, of about 230,000
