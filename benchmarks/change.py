"""Change: what does one changed, and one deleted, file cost in a large archive?

A folder and its index in, seconds out: from the command line, and in a process that has the archive open and is
told of the file (as by a watched folder) or looks for it. Each change is undone, and each must show in what a search
finds.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from rag.archive import Archive

NEWS = "The lighthouse keeper of Skerrow, Ansgar Vell, retired after forty years.\n"
QUESTION = "lighthouse keeper Ansgar Vell of Skerrow"
BEFORE = "The harbour was quiet.\n"
NAME = "a-benchmark-changes-this.txt"


def change_times(folder: Path, index: Path, *, rounds: int) -> Iterator[tuple[str, list[float]]]:
    """Seconds to take over one changed file and one deleted file, by the command and in process."""
    file = folder / NAME
    file.write_text(BEFORE, encoding="utf-8")
    _command(folder, index)
    with Archive(index) as archive:
        archive.search(QUESTION)
        for where, sync in (
            ("from the command line", partial(_command, folder, index)),
            ("in a running process that knows which", partial(archive.sync_files, folder, file)),
            ("in a running process that looks at all of them", partial(archive.sync, folder)),
        ):
            times = [_change(file, archive, sync) for _ in range(rounds)]
            yield f"one file changed, {where}", [changed for changed, _ in times]
            yield f"one file deleted, {where}", [deleted for _, deleted in times]
    file.unlink()
    _command(folder, index)


def _change(file: Path, archive: Archive, sync: Callable[[], object]) -> tuple[float, float]:
    """Change a file and delete it, each taken over and looked for; then put it back as it was."""
    file.write_text(NEWS, encoding="utf-8")
    changed = _seconds(sync)
    _require(archive.search(QUESTION)[0].article.file == NAME, "a changed file is found by its new text")
    file.unlink()
    deleted = _seconds(sync)
    _require(archive.search(QUESTION)[0].article.file != NAME, "a deleted file is not found")
    file.write_text(BEFORE, encoding="utf-8")
    sync()
    return changed, deleted


def _command(folder: Path, index: Path) -> None:
    command = [sys.executable, "-m", "rag", "index", str(folder), "--index", str(index)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    _require(not done.returncode, f"{' '.join(command)}: {done.stderr}")


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _require(condition: bool, fact: str) -> None:
    if not condition:
        raise SystemExit(f"the benchmark ends, for this does not hold: {fact}")
