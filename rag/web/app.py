"""Open the page: over which archive, at which address, and with nothing fetched from elsewhere?

An archive in, a Gradio page and its address out. The only module that imports Gradio, and only when
a page is made.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.errors import IndexingError, UsageError
from rag.web import guard, layout, page, service
from rag.web.worker import Worker

EXAMPLES = ("How many died?", "How many were wounded?", "Who said so?")
_STYLE = Path(__file__).with_name("style.css")


def build(archive: service.Archive, *, articles: Path | None = None, examples: Sequence[str] = EXAMPLES) -> Any:
    """Make the page (``gradio.Blocks``) over an archive; ``articles`` is the folder that re-indexing reads."""
    gr = _gradio()
    worker = Worker()
    with gr.Blocks(title=page.TITLE, analytics_enabled=False, fill_width=True) as blocks:
        gr.HTML(page.masthead(), elem_id="masthead", apply_default_css=False)
        with gr.Row(elem_id="page"):
            with gr.Column(elem_id="main"):
                parts = layout.conversation(gr, examples)
            with gr.Column(elem_id="desk"):
                parts |= layout.desk(gr, can_index=articles is not None)
        layout.wire_asking(gr, archive, worker, parts)
        layout.wire_desk(blocks, archive, worker, parts, articles=articles)
    return blocks


def open_page(blocks: Any, *, host: str, port: int) -> str:
    """Start the server without waiting for its end; return the address. A taken port is a UsageError."""
    gr = _gradio()
    _require_free(host, port)
    _never_through_a_proxy(host)
    looks = {"theme": _theme(gr), "head": f"<style>{_STYLE.read_text(encoding='utf-8')}</style>", "footer_links": []}
    left_out = {"share": False, "ssr_mode": False, "pwa": False, "mcp_server": False, "run_history": False}
    left_out |= {"enable_monitoring": False, "show_error": False, "inbrowser": False, "quiet": True}
    guards = {"app_kwargs": {"middleware": guard.middleware(host)}}
    blocks.launch(server_name=host, server_port=port, prevent_thread_lock=True, **looks, **left_out, **guards)
    return f"http://{f'[{host}]' if ':' in host else host}:{blocks.server_port}"


def serve(folder: Path, *, articles: Path | None = None, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve the page over the index in ``folder`` until interrupted; an empty index is filled from ``articles``."""
    from rag.archive import Archive

    _require_free(host, port)
    with Archive(folder) as archive:
        if articles is not None and _is_empty(archive):
            _fill(archive, articles)
        address = open_page(blocks := build(archive, articles=articles), host=host, port=port)
        print(f"open {address} in a browser; Ctrl-C ends it", flush=True)
        blocks.block_thread()


def _is_empty(archive: service.Archive) -> bool:
    """Whether there is nothing to ask yet; an index that cannot be used at all says so when it is filled."""
    try:
        return not archive.articles()
    except IndexingError:
        return True


def _fill(archive: service.Archive, articles: Path) -> None:
    print(f"the index is empty; indexing {articles} ...", flush=True)
    report = archive.sync(articles)
    unreadable = [f"unreadable: {name}: {why}" for name, why in report.failed]
    print("\n".join([report.summary(), *unreadable]), flush=True)


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


def _require_free(host: str, port: int) -> None:
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
