from __future__ import annotations

import socket
import urllib.error
import urllib.request
from typing import Any

import pytest

from rag.errors import UsageError
from rag.web import app
from tests.web.conftest import Serve, free_port, in_a_loop
from tests.web.fake_archive import FakeArchive


def page() -> Any:
    return app.build(FakeArchive())


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
