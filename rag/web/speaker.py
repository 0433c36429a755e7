"""Hold the language model: which one phrases for all readers, and what would another cost?

A name in, the one model of the server out; a model that is not here yet is fetched only when it is
asked for. Knows no question.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from rag.errors import ModelError, UsageError
from rag.models.catalogue import CATALOGUE, Known, known
from rag.models.hub import cached
from rag.models.opening import open_model
from rag.pages.state import HERE, IN_USE
from rag.settings import PACKAGED_MODEL


class Speaker:
    """The language model that every reader of a server shares; None where the server was started without one."""

    def __init__(self, name: str | None = PACKAGED_MODEL) -> None:
        self._lock = threading.Lock()
        self._model: Any = open_model(name) if name else None
        self.name = name or ""

    def __call__(self) -> Any:
        """The model, opened once."""
        return self._model

    def choose(self, name: str) -> str:
        """Let another model phrase from now on; raise ``ModelError`` where it is not on this machine."""
        with self._lock:
            self._model, self.name = open_model(name.strip()), name.strip()
        self._model.prepare()
        return self.name

    def fetch(self, name: str) -> Iterator[tuple[int, int]]:
        """Bring a model of the catalogue to this machine; yield how many bytes of how many are here."""
        from rag.models.hub import fetch, offer
        from rag.web.pool import Pool

        entry = known(name)
        if entry is None or not entry.hub_name:
            raise UsageError(f"{name!r} is nothing to download: choose a model of the list that is not here yet")
        pool: Pool[str] = Pool([entry.repository], name="model")

        def bring(repository: str, emit: Any) -> None:
            fetch(offer(repository, entry.file), progress=lambda done, total: emit((done, total)))

        try:
            yield from pool.run(bring)
        finally:
            pool.close()


def is_here(entry: Known) -> bool:
    """Whether a model of the catalogue lies on this machine."""
    if not entry.hub_name:
        return True
    try:
        return cached(entry.repository, entry.file) is not None
    except ModelError:
        return False


def catalogue(chosen: str) -> list[dict[str, str]]:
    """Every model that a name stands for, with its cost and whether it is here."""
    return [_described(entry, chosen) for entry in CATALOGUE]


def _described(entry: Known, chosen: str) -> dict[str, str]:
    here = is_here(entry)
    state = IN_USE if entry.name == chosen else HERE if here else f"download: {entry.megabytes:,} MB"
    memory = f"{entry.memory_megabytes:,} MB"
    return {"name": entry.name, "title": entry.title, "licence": entry.licence, "memory": memory, "state": state}
