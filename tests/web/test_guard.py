from __future__ import annotations

import asyncio
from typing import Any

import pytest

from rag.web.guard import POLICY, HomePolicy, middleware


def test_every_response_names_this_server_as_the_only_source() -> None:
    sent: list[dict[str, Any]] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]})
        await send({"type": "http.response.body", "body": b"hello"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(HomePolicy(page)({"type": "http"}, None, send))

    assert dict(sent[0]["headers"])[b"content-security-policy"] == POLICY.encode()
    assert dict(sent[0]["headers"])[b"x-own"] == b"1"
    assert sent[1] == {"type": "http.response.body", "body": b"hello"}


@pytest.mark.parametrize("directive", ["default-src 'self'", "img-src 'self' data:", "connect-src 'self'"])
def test_the_policy_allows_no_other_host(directive: str) -> None:
    assert directive in POLICY.split("; ")
    assert "http" not in POLICY


def test_a_page_on_the_loopback_address_answers_to_loopback_names_only() -> None:
    assert middleware("127.0.0.1")[0].kwargs["allowed_hosts"] == ["127.0.0.1", "localhost", "[::1]", "::1"]
    assert middleware("0.0.0.0")[0].kwargs["allowed_hosts"] == ["*"]
