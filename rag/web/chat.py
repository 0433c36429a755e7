"""Lay out the conversation: which parts does the page have, and which click does what?

Gradio itself comes in as ``gr``, so that this module costs nothing to import. Event handlers carry
Gradio's own types in their signatures, hence no postponed annotations here.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from rag.pages import exports, thread
from rag.pages.talk import Talk, page_of, reopened
from rag.web import feedback, files, service
from rag.web.equipment import Equipment

_GIVE_BACK = """(typed) => typed || document.querySelector("#thread .turn:last-child .problem")?.dataset.asked || ''"""

QUIET = {"show_progress": "hidden", "api_visibility": "private"}
CHOICES = {"model": True, "passages": 3}
LONGEST_QUESTION = 2000
Parts = dict[str, Any]


def choices(gr: Any) -> Any:
    """What a reader chose in the settings, kept in the reader's own browser."""
    return gr.BrowserState(CHOICES, storage_key="rag.choices", secret="rag")


def conversation(gr: Any, examples: Sequence[str]) -> Parts:
    """Place the list of conversations, the thread and the line to type in."""
    chosen, memory = choices(gr), gr.Textbox(visible=False)
    with gr.Row(elem_id="page"):
        with gr.Column(elem_id="desk"):
            shelf = gr.HTML(files.text("shelf.html"), elem_id="shelf", js_on_load=files.text("shelf.js"), **_BARE)
        with gr.Column(elem_id="main"):
            html = thread.thread(Talk(), examples=examples)
            script = files.text("thread.js")
            shown = gr.HTML(html, elem_id="thread", js_on_load=script, keep="", parcel="", **_BARE)
            box, ask, stop = _composer(gr)
    parts = {"talk": gr.State(Talk()), "thread": shown, "box": box, "ask": ask, "stop": stop}
    return parts | {"shelf": shelf, "choices": chosen, "memory": memory}


_BARE = {"apply_default_css": False}


def _composer(gr: Any) -> tuple[Any, Any, Any]:
    with gr.Row(elem_id="composer"):
        look = {"show_label": False, "container": False, "scale": 1, "elem_id": "question"}
        limit = {"max_length": LONGEST_QUESTION, "lines": 1, "max_lines": 6}
        box = gr.Textbox(label="Your question", placeholder="Ask the articles", **limit, **look)
        ask = gr.Button("Ask", elem_id="ask", variant="primary", scale=0, min_width=72)
        stop = gr.Button("Stop", elem_id="stop", visible=False, scale=0, min_width=72)
    return box, ask, stop


def wire(gr: Any, blocks: Any, desk: Equipment, parts: Parts, *, examples: Sequence[str]) -> None:
    """Let Enter, Ask, every suggestion, Edit and Ask again ask; one answer at a time for one reader.

    A question entered before the last answer is whole waits for it. One that met a problem is given back by the
    browser itself, which alone knows what the reader has typed meanwhile.
    """

    def respond(typed: str, talk: Talk, chosen: dict[str, Any], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        told = event._data if isinstance(event._data, dict) else {}
        question = str(told.get("question") or typed).strip()[:LONGEST_QUESTION]
        if not question:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        emptied = gr.skip() if told else ""
        before = talk.until(int(told["at"])) if "at" in told else talk
        for newer in service.answer(desk, before, question, use_model=bool(chosen.get("model", True))):
            yield emptied, newer, _shown(gr, newer, chosen, examples), gr.update(visible=not newer.turns[-1].is_done)
            emptied = gr.skip()

    shown = [parts["box"], parts["talk"], parts["thread"], parts["stop"]]
    given = [parts["box"], parts["talk"], parts["choices"]]
    triggers = [parts["box"].submit, parts["ask"].click, parts["thread"].submit]
    queued = {"trigger_mode": "always_last", "concurrency_limit": 16, "concurrency_id": "ask"}
    asking = gr.on(triggers, respond, given, shown, **queued, **QUIET)
    asking.then(None, parts["box"], parts["box"], js=_GIVE_BACK, **QUIET)
    arrived = _wire_arrival(gr, blocks, parts, examples)
    at_once = [[parts["memory"], *each[1:]] for each in (given, shown)]
    _wire_ends(gr, [asking, arrived.then(respond, *at_once, **queued, **QUIET)], parts, examples)
    _wire_tools(gr, desk, parts, examples)


def _shown(gr: Any, talk: Talk, chosen: dict[str, Any], examples: Sequence[str]) -> Any:
    """The thread anew; a finished turn goes along as JSON, for the browser to keep."""
    html = thread.thread(talk, examples=examples, passages=int(chosen.get("passages", CHOICES["passages"])))
    is_done = bool(talk.turns) and talk.turns[-1].is_done
    return gr.update(value=html, keep=page_of(talk)) if is_done else gr.update(value=html)


def _wire_arrival(gr: Any, blocks: Any, parts: Parts, examples: Sequence[str]) -> Any:
    """On arrival: the conversation that this tab showed, and the question that the address asks, if any."""

    def arrive(memory: str, asked: str, chosen: dict[str, Any]) -> tuple[Any, ...]:
        talk = reopened(memory)  # where there is none, what the reader has typed or asked meanwhile stays
        back = (talk, _shown(gr, talk, chosen, examples)) if talk else (gr.skip(), gr.skip())
        return *back, asked[:LONGEST_QUESTION]

    given = [parts["memory"], parts["box"], parts["choices"]]
    shown = [parts["talk"], parts["thread"], parts["memory"]]
    js = "(memory, box, chosen) => [...rag.arrive(), chosen]"
    return blocks.load(arrive, given, shown, js=js, **QUIET)


def _wire_ends(gr: Any, asking: list[Any], parts: Parts, examples: Sequence[str]) -> None:
    def stop(talk: Talk, chosen: dict[str, Any]) -> tuple[Any, ...]:
        return talk.stopped(), _shown(gr, talk.stopped(), chosen, examples), gr.update(visible=False)

    def leave(chosen: dict[str, Any]) -> tuple[Any, ...]:
        return Talk(), _shown(gr, Talk(), chosen, examples), gr.update(visible=False)

    def reopen(chosen: dict[str, Any], event: gr.EventData) -> tuple[Any, ...]:
        talk = reopened(str(event._data)) or Talk()
        return talk, _shown(gr, talk, chosen, examples), gr.update(visible=False)

    shown = [parts["talk"], parts["thread"], parts["stop"]]
    parts["stop"].click(stop, [parts["talk"], parts["choices"]], shown, cancels=asking, **QUIET)
    parts["shelf"].fresh(leave, parts["choices"], shown, cancels=asking, **QUIET)
    parts["shelf"].reopen(reopen, parts["choices"], shown, cancels=asking, **QUIET)


def _wire_tools(gr: Any, desk: Equipment, parts: Parts, examples: Sequence[str]) -> None:
    """Save an answer or the conversation, and keep what the reader made of an answer."""

    def save(talk: Talk, event: gr.EventData) -> Any:
        at, kind = event._data.get("at"), str(event._data.get("as"))
        turns = talk.turns if at is None else talk.turns[int(at) : int(at) + 1]
        return gr.update(parcel=exports.parcel(turns, kind))

    def rate(talk: Talk, chosen: dict[str, Any], event: gr.EventData) -> tuple[Any, ...]:
        at, rating = int(event._data["at"]), str(event._data["as"])
        newer = talk.rated(at, "" if talk.turns[at].rating == rating else rating)
        feedback.write(desk.feedback, newer.turns[at])
        shown = _shown(gr, newer, chosen, examples)
        return newer, shown | {"keep": page_of(newer, at)}

    parts["thread"].save(save, parts["talk"], parts["thread"], **QUIET)
    given = [parts["talk"], parts["choices"]]
    parts["thread"].rate(rate, given, [parts["talk"], parts["thread"]], **QUIET)
