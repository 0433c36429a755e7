"""Lay the page out and wire it: which parts does it have, and which click does what?

Gradio itself comes in as ``gr``, so that this module costs nothing to import. Event handlers carry
Gradio's own types in their signatures, hence no postponed annotations here.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.web import page, service
from rag.web.labels import DISAGREEMENTS
from rag.web.markup import tag
from rag.web.talk import Talk
from rag.web.worker import Worker

_SCRIPT = Path(__file__).with_name("page.js")
_GIVE_BACK = """(typed) => typed || document.querySelector("#thread .turn:last-child .problem")?.dataset.asked || ''"""
Parts = dict[str, Any]
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}


def conversation(gr: Any, examples: Sequence[str]) -> Parts:
    """Place the thread, the example questions and the line to type in."""
    script = _SCRIPT.read_text(encoding="utf-8")
    thread = gr.HTML(page.thread(Talk()), elem_id="thread", apply_default_css=False, js_on_load=script)
    with gr.Row(elem_id="chips"):
        chips = [gr.Button(text, elem_classes="chip", size="sm") for text in (*examples, DISAGREEMENTS)]
    with gr.Row(elem_id="composer"):
        look = {"show_label": False, "container": False, "scale": 1, "elem_id": "question"}
        box = gr.Textbox(label="Your question", placeholder="Ask the articles", lines=1, max_lines=6, **look)
        ask = gr.Button("Ask", elem_id="ask", variant="primary", scale=0, min_width=72)
        stop = gr.Button("Stop", elem_id="stop", visible=False, scale=0, min_width=72)
    return {"talk": gr.State(Talk()), "thread": thread, "chips": chips, "box": box, "ask": ask, "stop": stop}


def desk(gr: Any, *, can_index: bool) -> Parts:
    """Place what tends the archive: its holdings, re-indexing, and the choice of the model."""
    gr.HTML(tag("h2", "The archive"), apply_default_css=False)
    holdings = gr.HTML(elem_id="holdings", apply_default_css=False)
    button = gr.Button("Re-index the articles", elem_id="reindex", visible=can_index)
    status = gr.HTML(elem_id="status", apply_default_css=False)
    model = gr.Checkbox(True, label="Let the language model phrase sentences", elem_id="model", container=False)
    fresh = gr.Button("New conversation", elem_id="fresh")
    return {"holdings": holdings, "reindex": button, "status": status, "model": model, "fresh": fresh}


def wire_asking(gr: Any, archive: service.Archive, worker: Worker, parts: Parts) -> None:
    """Let Enter, Ask and every chip ask; one answer at a time for one reader, so nothing is overwritten.

    A question entered before the last answer is whole waits for it. One that met a problem is given back by the
    browser itself, which alone knows what the reader has typed meanwhile.
    """

    def respond(typed: str, talk: Talk, use_model: bool, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        chip = event.target.value if event.target in parts["chips"] else ""
        emptied = gr.skip() if chip else ""
        if not (chip or typed.strip()):
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        for newer in _talks(archive, worker, talk, chip or typed, use_model=use_model):
            yield emptied, newer, page.thread(newer), gr.update(visible=not newer.turns[-1].is_done)
            emptied = gr.skip()

    triggers = [parts["box"].submit, parts["ask"].click, *(chip.click for chip in parts["chips"])]
    shown = [parts["box"], parts["talk"], parts["thread"], parts["stop"]]
    asking = gr.on(
        triggers,
        respond,
        [parts["box"], parts["talk"], parts["model"]],
        shown,
        trigger_mode="always_last",
        concurrency_limit=8,
        **_QUIET,
    )
    asking.then(None, parts["box"], parts["box"], js=_GIVE_BACK, **_QUIET)
    _wire_ends(gr, asking, parts)


def wire_desk(blocks: Any, archive: service.Archive, worker: Worker, parts: Parts, *, articles: Path | None) -> None:
    """Let the button re-index with progress, and show the holdings on arrival and after it."""

    def reindex() -> Iterator[str]:
        if articles is not None:
            yield from service.reindex(archive, worker, articles)

    def count() -> str:
        return service.holdings(archive, worker)

    blocks.load(count, None, parts["holdings"], **_QUIET)
    parts["reindex"].click(reindex, None, parts["status"], **_QUIET).then(count, None, parts["holdings"], **_QUIET)


def _talks(archive: service.Archive, worker: Worker, talk: Talk, question: str, *, use_model: bool) -> Iterator[Talk]:
    if question == DISAGREEMENTS:
        return service.disagreements(archive, worker, talk, question)
    return service.answer(archive, worker, talk, question, use_model=use_model)


def _wire_ends(gr: Any, asking: Any, parts: Parts) -> None:
    def stop(talk: Talk) -> tuple[Any, ...]:
        return talk.stopped(), page.thread(talk.stopped()), gr.update(visible=False)

    def forget() -> tuple[Any, ...]:
        return Talk(), page.thread(Talk()), gr.update(visible=False)

    shown = [parts["talk"], parts["thread"], parts["stop"]]
    parts["stop"].click(stop, parts["talk"], shown, cancels=[asking], **_QUIET)
    parts["fresh"].click(forget, None, shown, cancels=[asking], **_QUIET)
