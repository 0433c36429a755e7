"""Kill a sync at many moments: is the archive then the old one or the new one, and does the next sync finish?"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from rag.search.encode import HashEncoder
from rag.store.database import Database
from rag.store.derived import open_engines
from rag.store.integrity import problems
from rag.store.sync import sync

ROOT = Path(__file__).parents[2]
KILLS = 10
OLD = {f"{number}.txt": f"Report {number} of the first week.\n\nNothing else happened." for number in range(60)}
NEW = {f"{number}.txt": f"Report {number} of the second week.\n\nNothing else happened." for number in range(30, 90)}


def fill(folder: Path, articles: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")


def start(index: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.syncing", str(index), str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str], *, seconds: float | None) -> None:
    """Let a sync run, and kill it after some seconds."""
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    with process:
        process.wait()


def held(index: Path) -> dict[str, str]:
    """What the archive holds, after both engines have found every passage of it."""
    database = Database.open(index)
    try:
        assert [problem for problem in problems(database) if "search engines" not in problem] == []
        engines = open_engines(database)
        assert len(engines.vectors) == len(engines.words) == database.counts()["passages"]
        return {article.file: article.text for article in database.articles()}
    finally:
        database.close()


def test_a_killed_sync_leaves_the_old_archive_or_the_new_one(tmp_path: Path) -> None:
    folder, base, index = tmp_path / "news", tmp_path / "base", tmp_path / "index"
    fill(folder, OLD)
    sync(base, folder, encoder=HashEncoder())
    fill(folder, NEW)
    shutil.copytree(base, index)
    process, began = start(index, folder), time.perf_counter()
    go(process, seconds=None)
    whole = time.perf_counter() - began
    moments = random.Random(7)
    for _ in range(KILLS):
        shutil.rmtree(index)
        shutil.copytree(base, index)

        go(start(index, folder), seconds=moments.uniform(0, whole))

        assert held(index) in (OLD, NEW)
        sync(index, folder, encoder=HashEncoder())
        assert held(index) == NEW
