"""Ask as another program does, over a real connection: Gradio's own client, plain HTTP, and MCP."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.errors import IndexingError
from tests.web.conftest import Serve
from tests.web.driving import DIED
from tests.web.fake_archive import FakeArchive


@pytest.fixture
def archive(articles: Path) -> FakeArchive:
    made = FakeArchive()
    made.sync(articles)
    return made


@pytest.fixture
def client(serve_page: Serve, archive: FakeArchive) -> Iterator[Any]:
    from gradio_client import Client

    opened = Client(serve_page(archive), verbose=False, analytics_enabled=False)
    yield opened
    opened.close()


def test_only_the_four_functions_are_offered(client: Any) -> None:
    offered = client.view_api(print_info=False, return_format="dict")

    assert set(offered["named_endpoints"]) == {"/ask", "/search", "/read", "/disagreements"}
    assert offered["unnamed_endpoints"] == {}


def test_a_question_is_answered_by_the_contract(client: Any, archive: FakeArchive) -> None:
    answer = client.predict(DIED, ["What happened?"], api_name="/ask")

    assert answer["findings"][0]["relation"] == "conflict"
    assert [side["value"] for side in answer["findings"][0]["positions"]] == ["4", "at least 7"]
    assert archive.asked == [(DIED, ["What happened?"], False)]


def test_passages_are_found_and_articles_read(client: Any) -> None:
    [hit] = client.predict("ferry", 5, api_name="/search")
    article = client.predict(hit["article"], api_name="/read")

    assert hit["passage"] == article["text"] == "Four people died aboard the Aurelia."
    assert article["publisher"] == "The Lerna Courier"


def test_disagreements_are_listed(client: Any) -> None:
    assert client.predict(api_name="/disagreements")["findings"][0]["aspect"] == "killed"


def test_what_cannot_be_done_is_told_in_words(client: Any, archive: FakeArchive) -> None:
    archive.answers["Q"] = IndexingError("the index is gone; make it again: rag index")

    with pytest.raises(Exception, match="the index is gone; make it again"):
        client.predict("Q", api_name="/ask")
    with pytest.raises(Exception, match=r"the archive has no article 'x\.txt'"):
        client.predict("x.txt", api_name="/read")
    with pytest.raises(Exception, match="the question has 2001 characters; ask in at most 2000"):
        client.predict("x" * 2001, api_name="/ask")


def test_a_question_can_be_asked_in_plain_http(serve_page: Serve, archive: FakeArchive) -> None:
    address = f"{serve_page(archive)}/gradio_api/call/ask"
    asked = json.dumps({"data": [DIED, [], False]}).encode()
    posted = urllib.request.Request(address, data=asked, headers={"Content-Type": "application/json"})

    with urllib.request.urlopen(posted, timeout=20) as answer:
        event = json.load(answer)["event_id"]
    with urllib.request.urlopen(f"{address}/{event}", timeout=20) as stream:
        told = stream.read().decode()

    [whole] = [json.loads(line.removeprefix("data: ")) for line in told.splitlines() if line.startswith("data: [")]
    assert whole[0]["status"] == "answered"


def test_the_same_functions_are_tools_for_a_model(serve_page: Serve, archive: FakeArchive) -> None:
    address = serve_page(archive, door={"mcp": True})

    names, answer, missing = asyncio.run(use_tools(f"{address}/gradio_api/mcp/"))

    assert names == {"ask": ["question"], "search": ["query"], "read": ["article"], "disagreements": []}
    assert json.loads(answer)["citations"][1]["publisher"] == "Strait News"
    assert "the archive has no article 'x.txt'" in missing


async def use_tools(address: str) -> tuple[dict[str, list[str]], str, str]:
    """The tools with what each requires, what "ask" answers, and what "read" says of an article that is not there."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async with streamable_http_client(address) as (reading, writing, _), ClientSession(reading, writing) as session:
        await session.initialize()
        listed = await session.list_tools()
        names = {tool.name: tool.inputSchema.get("required", []) for tool in listed.tools}
        answer: Any = await session.call_tool("ask", {"question": DIED})
        missing: Any = await session.call_tool("read", {"article": "x.txt"})
        return names, answer.content[0].text, missing.content[0].text
