"""Kill a sync at a hundred moments: is nothing lost, is nothing told that is not so, does the next sync finish?

Each sync is a real process, killed where it stands: while files are read, in the middle of a transaction,
while the engines are written, while a rebuild takes the old archive's place. The moments are drawn
evenly from a whole run, by a seed. ``RAG_KILLS`` says how many; `.ci/run` asks for more than a hundred.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.search.encode import HashEncoder
from rag.store.connect import DATABASE
from rag.store.database import Database
from rag.store.derived import open_engines
from rag.store.integrity import problems
from rag.store.sync import sync

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("RAG_KILLS", "40"))
WEEKS = [
    {f"{n}.txt": f"Report {n} of the first week.\n\nNothing else happened in Port Lerna." for n in range(30)},
    {f"{n}.txt": f"Report {n} of the second week.\n\nNothing else happened in Port Lerna." for n in range(10, 40)}
    | {f"{n}.txt": f"Report {n} of the first week.\n\nNothing else happened in Port Lerna." for n in range(5)},
]
Held = dict[str, str]


class Server:
    """Syncs in processes of their own, each of which can be killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.store.syncing"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, index: Path, folder: Path, *, rebuild: bool = False, kill_after: float | None = None) -> bool:
        """Let a sync run, and kill it after some seconds; say whether it was killed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(index), str(folder), rebuild]) + "\n")
        self.process.stdin.flush()
        child = int(self.process.stdout.readline())
        timer = threading.Timer(kill_after, _kill, [child]) if kill_after is not None else None
        if timer:
            timer.start()
        status = int(self.process.stdout.readline())
        if timer:
            timer.cancel()
        assert status in (0, signal.SIGKILL)
        return status == signal.SIGKILL

    def close(self) -> None:
        with self.process:
            assert self.process.stdin is not None
            self.process.stdin.close()


def _kill(child: int) -> None:
    """Kill a child that may just have ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def fill(folder: Path, articles: Held) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")


def held(index: Path) -> Held:
    """What a sound archive holds, after its engines have found every passage and nothing else."""
    if not is_made(index):
        with pytest.raises(IndexingError, match="there is no index"):
            Database.open(index)
        return {}
    database = Database.open(index)
    try:
        engines = open_engines(database)
        assert problems(database) == ()
        passages = [key for (key,) in database.rows("SELECT id FROM passages")]
        assert sorted(engines.vectors.ids().tolist()) == sorted(passages)
        assert len(engines.words) == len(passages)
        return {name: article.text for article in database.articles() for name in article.files}
    finally:
        database.close()


def is_made(index: Path) -> bool:
    """Whether a first batch was committed."""
    if not (index / DATABASE).is_file():
        return False
    connection = sqlite3.connect(index / DATABASE)
    try:
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
        return bool(tables and connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    finally:
        connection.close()


def is_between(found: Held, before: Held, after: Held) -> bool:
    """Whether each file is as it was or as it is to be, and what both have is there."""
    kept = {name for name in before if before[name] == after.get(name)}
    return kept <= found.keys() and all(text in (before.get(name), after.get(name)) for name, text in found.items())


def length_of(server: Server, index: Path, folder: Path, **wish: bool) -> float:
    """How long a whole sync takes."""
    began = time.perf_counter()
    server.run(index, folder, **wish)
    return time.perf_counter() - began


@pytest.mark.timeout(600)
def test_a_sync_killed_at_any_moment_loses_nothing_and_tells_nothing_false(tmp_path: Path, server: Server) -> None:
    folder, index = tmp_path / "news", tmp_path / "index"
    moments, killed, week = random.Random(7), 0, 0
    fill(folder, WEEKS[0])
    whole = length_of(server, index, folder)
    before, states = held(index), set()
    assert before == WEEKS[0]
    while killed < KILLS * 7 // 10:
        week = 1 - week
        fill(folder, WEEKS[week])
        while server.run(index, folder, kill_after=moments.uniform(0, whole * 1.2)):
            killed += 1
            found = held(index)
            assert is_between(found, before, WEEKS[week])
            states.add(len(set(found.items()) & set(WEEKS[week].items())))
            before = found
        before = held(index)
        assert before == WEEKS[week]

    assert len(states) > 5, "the moments were not spread over the whole run"


@pytest.mark.timeout(300)
def test_a_first_sync_killed_at_any_moment_goes_on_where_it_was(tmp_path: Path, server: Server) -> None:
    folder, index = tmp_path / "news", tmp_path / "index"
    fill(folder, WEEKS[0])
    whole = length_of(server, tmp_path / "measured", folder)
    moments, killed = random.Random(8), 0
    while killed < KILLS * 2 // 10:
        shutil.rmtree(index, ignore_errors=True)
        before: Held = {}
        while server.run(index, folder, kill_after=moments.uniform(0, whole)):
            killed += 1
            found = held(index)
            assert before.items() <= found.items() <= WEEKS[0].items()
            before = found
        assert held(index) == WEEKS[0]


@pytest.mark.timeout(300)
def test_a_rebuild_killed_at_any_moment_leaves_the_old_archive_or_the_new_one(tmp_path: Path, server: Server) -> None:
    folder, index = tmp_path / "news", tmp_path / "index"
    fill(folder, WEEKS[0])
    sync(index, folder, encoder=HashEncoder())
    fill(folder, WEEKS[1])
    whole = length_of(server, shutil.copytree(index, tmp_path / "measured"), folder, rebuild=True)
    moments, killed = random.Random(9), 0
    while killed < KILLS - KILLS * 9 // 10:
        before = held(index)
        killed += server.run(index, folder, rebuild=True, kill_after=moments.uniform(0, whole * 1.1))
        found = held(index)
        assert found in (before, WEEKS[1])
        if found == WEEKS[1]:
            shutil.rmtree(index)
            fill(folder, WEEKS[0])
            sync(index, folder, encoder=HashEncoder())
            fill(folder, WEEKS[1])
    sync(index, folder, encoder=HashEncoder())
    assert held(index) == WEEKS[1]
