"""Sync in a process of its own, so that a test can kill it: say "ready", wait for a line, sync."""

from __future__ import annotations

import sys
from pathlib import Path

from rag.search.encode import HashEncoder
from rag.store.sync import sync

if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    sync(Path(sys.argv[1]), Path(sys.argv[2]), encoder=HashEncoder())
