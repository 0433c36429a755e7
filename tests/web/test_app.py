from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rag.errors import UsageError
from rag.web import app
from tests.web.conftest import Serve, equip, free_port, in_a_loop
from tests.web.fake_archive import FakeArchive

ROOT = Path(__file__).parents[2]


def page() -> Any:
    return app.build(equip(FakeArchive()))


def test_a_port_that_is_taken_is_a_plain_error_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(UsageError, match=rf"cannot listen on 127.0.0.1:{port} .*rag serve --port {port + 1}"):
            app.open_page(in_a_loop(page), host="127.0.0.1", port=port)


def test_a_port_that_cannot_be_is_a_plain_error_too() -> None:
    with pytest.raises(UsageError, match=r"cannot listen on 127\.0\.0\.1:70000 .*rag serve --port 7861"):
        app.open_page(in_a_loop(page), host="127.0.0.1", port=70000)


def test_an_address_of_another_machine_is_a_plain_error() -> None:
    with pytest.raises(UsageError, match=r"cannot listen on 192\.0\.2\.1:\d+"):
        app.open_page(in_a_loop(page), host="192.0.2.1", port=free_port())


def test_the_page_refuses_a_name_that_is_not_its_own(serve_page: Serve) -> None:
    strange = urllib.request.Request(serve_page(), headers={"Host": "news.example"})

    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(strange, timeout=10)


def test_re_indexing_is_offered_only_where_there_is_a_folder() -> None:
    buttons = {block.elem_id: block.visible for block in in_a_loop(page).blocks.values() if hasattr(block, "elem_id")}

    assert buttons["reindex"] is False


def test_the_app_fills_an_empty_index_serves_the_page_and_ends_on_an_interrupt(articles: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, str(ROOT / "app.py"), str(articles), "--index", str(tmp_path / "index")]
    with running([*command, "--port", str(port)]) as served:
        assert served.stdout is not None
        said = [served.stdout.readline() for _ in range(3)]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=60) as answer:
            page_text = answer.read().decode()
        served.send_signal(signal.SIGINT)
        served.wait(60)

    assert said[0] == f"the index is empty; indexing {articles} ...\n"
    assert said[1].startswith("1 added")
    assert said[2] == f"open http://127.0.0.1:{port} in a browser; Ctrl-C ends it\n"
    assert "What the articles say" in page_text
    assert served.returncode == 0


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A program that hears interrupts, which one started in the background of a shell would not; it always ends."""

    def hear_interrupts() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)

    how: dict[str, Any] = {"stdout": subprocess.PIPE, "text": True, "cwd": ROOT, "preexec_fn": hear_interrupts}
    with subprocess.Popen(command, **how) as started:
        try:
            yield started
        finally:
            started.kill()


def test_the_app_says_in_one_line_why_it_cannot_start(articles: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "app.py", str(articles), "--index", str(tmp_path / "index"), "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)

    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith(f"cannot listen on 127.0.0.1:{port}")
