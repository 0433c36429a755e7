"""The commands on a real (pseudo) terminal: typed lines, prompts, colours, Ctrl-C."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
# a shell starts what it runs in the background deaf to Ctrl-C, and so would be all that a test starts
_PRELUDE = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"


def test_a_chat_prompts_answers_in_colour_and_leaves_quietly() -> None:
    with _typing("from tests.cli.fakes import *; sys.exit(run(FakeArchive(), 'chat', is_terminal=True))") as terminal:
        terminal.until("? ")
        terminal.write("How many died?\n")
        answered = terminal.until("language model.", "? ")
        terminal.write("/quit\n")

        assert "\x1b[1;31mthe sources disagree" in answered
        assert terminal.status() == 0


def test_the_end_of_the_input_leaves_a_chat() -> None:
    with _typing("from tests.cli.fakes import *; sys.exit(run(FakeArchive(), 'chat', is_terminal=True))") as terminal:
        terminal.until("? ")
        terminal.write("\x04")

        assert terminal.status() == 0


def test_ctrl_c_leaves_with_status_130_and_no_traceback() -> None:
    with _typing("from tests.cli.fakes import *; sys.exit(run(FakeArchive(), 'chat', is_terminal=True))") as terminal:
        terminal.until("? ")

        assert terminal.interrupted() == 130
        assert "Traceback" not in terminal.seen


def test_indexing_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    script = f"from tests.cli.fakes import *; sys.exit(run(FakeArchive(), 'index', {str(tmp_path)!r}))"

    with _typing(script) as terminal:
        assert "indexing" in terminal.until("1 added, 0 changed")
        assert terminal.status() == 0


class _Terminal:
    def __init__(self, control: int, process: subprocess.Popen[bytes]) -> None:
        self._control = control
        self._process = process
        self.seen = ""

    def until(self, *marks: str) -> str:
        """Read until the marks have come, one after the other."""
        start = len(self.seen)
        while not _are_in_order(self.seen[start:], marks):
            self.seen += os.read(self._control, 4096).decode(errors="replace")
        return self.seen[start:]

    def write(self, text: str) -> None:
        os.write(self._control, text.encode())

    def interrupted(self) -> int:
        """Press Ctrl-C until it is heard: input() misses one that comes just before it begins to wait."""
        for _ in range(30):
            os.killpg(self._process.pid, signal.SIGINT)
            try:
                return self._process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                continue
        raise AssertionError("Ctrl-C is not heard")

    def status(self) -> int:
        return self._process.wait(timeout=30)


def _are_in_order(text: str, marks: tuple[str, ...]) -> bool:
    for mark in marks:
        _, found, text = text.partition(mark)
        if not found:
            return False
    return True


@contextmanager
def _typing(script: str) -> Iterator[_Terminal]:
    control, end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", f"{_PRELUDE}; {script}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        stdin=end,
        stdout=end,
        stderr=end,
        start_new_session=True,
    )
    os.close(end)
    try:
        yield _Terminal(control, process)
    finally:
        process.kill()
        process.wait()
        os.close(control)
