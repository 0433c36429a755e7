"""Sync, and ask, in processes that a test can kill: a server that is warm forks one for each line it is given.

A line is a JSON list: index, folder, whether to rebuild. The server prints the process id, and its exit
status once that process is gone, however it went.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from rag.search.encode import HashEncoder
from rag.store import gather
from rag.store.sync import Wish, sync


def serve() -> None:
    """Fork a process for each sync that is asked for, one after the other."""
    import faiss  # noqa: F401  # so that no child has to load it
    import tantivy  # noqa: F401

    for line in sys.stdin:
        index, folder, rebuild = json.loads(line)
        child = os.fork()
        if not child:
            sync(Path(index), Path(folder), encoder=HashEncoder(), wish=Wish(rebuild=rebuild))
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    gather.BATCH_CHARACTERS = 600
    serve()
