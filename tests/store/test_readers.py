"""Ask from four processes while a fifth rebuilds the archive: does anyone see half of it, or wait for it?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rag.search.encode import HashEncoder
from rag.store.sync import Wish, sync

ROOT = Path(__file__).parents[2]
READERS = 4
ARTICLES = 80


def fill(folder: Path, week: str, ships: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(ARTICLES):
        text = f"{ships} ships sank off Port Lerna in the {week} week, harbour report {number} said."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def reader(index: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.asking", str(index)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.timeout(300)
def test_readers_see_the_old_archive_or_the_new_one_while_it_is_rebuilt(tmp_path: Path) -> None:
    folder, index = tmp_path / "news", tmp_path / "index"
    fill(folder, "first", "Four")
    sync(index, folder, encoder=HashEncoder())
    readers = [reader(index) for _ in range(READERS)]
    fill(folder, "second", "Nine")

    sync(index, folder, encoder=HashEncoder(), wish=Wish(rebuild=True))
    seen = [[json.loads(one.stdout.readline()) for _ in range(3)] for one in readers if one.stdout]
    seen = [own + _rest(one) for own, one in zip(seen, readers, strict=True)]

    for own in seen:
        weeks = [answer["found"] for answer in own]
        assert all(week in (["first"], ["second"]) for week in weeks)
        assert all(answer["cited"] in (["first"], ["second"]) for answer in own)
        assert all(answer["verbatim"] and answer["articles"] == ARTICLES for answer in own)
        assert weeks == sorted(weeks), "a reader went back to an earlier state"
        assert weeks[-1] == ["second"]
    assert ["first"] in [answer["found"] for own in seen for answer in own], "nobody asked before the change"


def _rest(process: subprocess.Popen[str]) -> list[dict[str, object]]:
    """What else a reader saw, until it was told to end; it ends without an error."""
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return [json.loads(line) for line in told.splitlines()]
