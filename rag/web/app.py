"""Open the pages: over which archive, at which address, and with nothing fetched from elsewhere?

Equipment in, a Gradio app of four pages and its address out. The only module that imports Gradio,
and only when a page is made.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from rag.errors import UsageError
from rag.pages import frame
from rag.pages.markup import safe, tag
from rag.pages.thread import EXAMPLES
from rag.web import chat, conflicts, files, guard, library, programs, settings_page
from rag.web.equipment import LARGEST_UPLOAD, Equipment
from rag.web.surveys import Surveys
from rag.web.users import Users


def build(desk: Equipment, *, examples: Sequence[str] = EXAMPLES) -> Any:
    """Make the pages (``gradio.Blocks``) over what they work with."""
    gr, surveys = _gradio(), Surveys(desk)
    with gr.Blocks(title=frame.TITLE, analytics_enabled=False, fill_width=True) as blocks:
        _head(gr, "/")
        parts = chat.conversation(gr, examples)
        chat.wire(gr, blocks, desk, parts, examples=examples)
        chat.greet(gr, blocks, surveys, parts)
        programs.place(gr, desk)
    places: tuple[Callable[..., None], ...] = (
        partial(conflicts.place, surveys=surveys),
        library.place,
        settings_page.place,
    )
    for (name, path), place in zip(frame.PAGES[1:], places, strict=True):
        with blocks.route(name, path):
            _head(gr, path)
            place(gr, blocks, desk)
    return blocks


def _head(gr: Any, path: str) -> None:
    gr.Navbar(visible=False)
    gr.HTML(frame.masthead(path), elem_id="masthead", apply_default_css=False)


def open_page(blocks: Any, *, host: str, port: int, users: Users | None = None, mcp: bool = False) -> str:
    """Start the server without waiting for its end; return the address. A taken port is a UsageError.

    With ``users`` every page, endpoint and tool asks who is there; with ``mcp`` the endpoints are tools, too.
    """
    gr = _gradio()
    require_free(host, port)
    _never_through_a_proxy(host)
    head = f"<style>{files.text('style.css')}</style><script>{files.text('rag.js')}{files.text('lane.js')}</script>"
    looks = {"theme": _theme(gr), "head": head, "footer_links": []}
    left_out = {"share": False, "ssr_mode": False, "pwa": False, "run_history": False}
    left_out |= {"enable_monitoring": False, "show_error": False, "inbrowser": False, "quiet": True}
    guards = {"app_kwargs": {"middleware": guard.middleware(host)}, "max_file_size": LARGEST_UPLOAD}
    guards |= {"auth": users.know if users else None, "auth_message": _at_the_door(), "mcp_server": mcp}
    guards["_frontend"] = False  # its check of itself gives up after three seconds, which a busy machine may need
    blocks.launch(server_name=host, server_port=port, prevent_thread_lock=True, **looks, **left_out, **guards)
    if mcp:
        programs.speak_json(blocks)
    return f"http://{f'[{host}]' if ':' in host else host}:{blocks.server_port}"


def _at_the_door() -> str:
    """What the page says that asks who is there; Gradio puts it there as it is, and nothing else of ours."""
    words = tag("strong", frame.TITLE) + safe("This archive asks who you are.")
    return f"<title>{safe(frame.TITLE)}</title><style>{files.text('style.css')}</style>{words}"


def _gradio() -> Any:
    """Import Gradio with its reports to its makers off, and without its statistics, which load pandas."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"
    import gradio

    return gradio


def _theme(gr: Any) -> Any:
    """Gradio's barest theme with the fonts that the reader's system has; the look is in style.css."""
    sans = [gr.themes.Font(name) for name in ("system-ui", "sans-serif")]
    mono = [gr.themes.Font(name) for name in ("ui-monospace", "monospace")]
    paper = {"body_background_fill": "#faf9f6", "body_background_fill_dark": "#16181c"}
    return gr.themes.Base(font=sans, font_mono=mono).set(**paper)


def require_free(host: str, port: int) -> None:
    """Raise ``UsageError`` where this program cannot listen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            mend = f"choose another port: rag serve --port {port + 1 if 0 < port < 65535 else 7861}"
            raise UsageError(f"cannot listen on {host}:{port} ({reason}); {mend}") from error


def _never_through_a_proxy(host: str) -> None:
    """Gradio asks its own address whether it is up; a proxy of the network must not be asked instead."""
    for name in ("no_proxy", "NO_PROXY"):
        kept = [part for part in os.environ.get(name, "").split(",") if part]
        os.environ[name] = ",".join(dict.fromkeys([*kept, host, "127.0.0.1", "localhost"]))
