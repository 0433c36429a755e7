"""Lay out the articles: what is in the archive, and how does it come up to its folder?

Gradio itself comes in as ``gr``, so that this module costs nothing to import.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rag.pages import frame, shelf
from rag.pages.markup import Html
from rag.web.chat import QUIET
from rag.web.equipment import Archive, Equipment
from rag.web.pool import Emit
from rag.web.service import in_words


def place(gr: Any, blocks: Any, desk: Equipment) -> None:
    """Place the list of articles and the button that re-indexes their folder."""
    with gr.Column(elem_id="page"):
        gr.HTML(frame.heading("Articles"), apply_default_css=False)
        button = gr.Button("Re-index the articles", elem_id="reindex", visible=desk.articles is not None)
        status = gr.HTML(elem_id="status", apply_default_css=False)
        held = gr.HTML(elem_id="holdings", apply_default_css=False)
    blocks.load(lambda: holdings(desk), None, held, **QUIET)
    button.click(lambda: (yield from reindex(desk)), None, status, **QUIET).then(
        lambda: holdings(desk), None, held, **QUIET
    )


def reindex(desk: Equipment) -> Iterator[Html]:
    """Bring the archive up to its folder; yield progress, then the report."""
    folder = desk.articles
    if folder is None:
        return

    def job(archive: Archive, emit: Emit[Html]) -> None:
        def show(stage: str, done: int, total: int) -> None:
            emit(shelf.progress(stage, done, total))

        emit(shelf.report(archive.sync(folder, progress=show)))

    yield shelf.progress("Looking at the folder", 0, 0)
    try:
        yield from desk.writer.run(job)
    except Exception as error:
        yield shelf.problem(in_words(error))


def holdings(desk: Equipment) -> Html:
    """Say what the archive holds."""
    try:
        return desk.readers.call(lambda archive: shelf.holdings(archive.articles()))
    except Exception as error:
        return shelf.problem(in_words(error))
