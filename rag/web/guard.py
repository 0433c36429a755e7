"""Keep the page at home: which hosts may it load from, and under which names may it be asked for?

Every response gets a content security policy that names this server alone, so that nothing in an
article can make the browser fetch from elsewhere; a page on the loopback address answers to the
loopback names only, so that no web site can read it through a name of its own.
"""

from __future__ import annotations

from typing import Any

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Gradio starts from an inline script and compiles templates
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = [
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]


class HomePolicy:
    """ASGI middleware that adds the policy to each response."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on and add the headers to its response."""

        async def send_with_policy(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_HEADERS]}
            await send(message)

        await self._app(scope, receive, send_with_policy)


def middleware(host: str) -> list[Any]:
    """The guards for a server on ``host``."""
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    names = list(LOOPBACK) if host in LOOPBACK else ["*"]
    return [Middleware(TrustedHostMiddleware, allowed_hosts=names, www_redirect=False), Middleware(HomePolicy)]
