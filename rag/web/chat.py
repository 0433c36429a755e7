"""Lay out the conversation: which parts does the page have, and which click does what?

Gradio itself comes in as ``gr``, so that this module costs nothing to import. Event handlers carry
Gradio's own types in their signatures, hence no postponed annotations here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from rag.pages import exports, thread
from rag.pages.talk import Talk, page_of, reopened
from rag.web import feedback, files, service
from rag.web.equipment import Equipment
from rag.web.seat import Seat
from rag.web.surveys import Surveys

_ENDED = "(typed) => (rag.lane.ended(), typed)"
_GIVE_BACK = """(typed) => {
    rag.lane.ended();
    return typed || document.querySelector("#thread .turn:last-child .problem")?.dataset.asked || "";
}"""
_ARRIVED = "(typed) => (rag.lane.ask(rag.asked()), rag.lane.ended(), typed)"

_BARE = {"apply_default_css": False}
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
            gr.HTML(files.text("shelf.html"), elem_id="shelf", js_on_load=files.text("shelf.js"), **_BARE)
        with gr.Column(elem_id="main"):
            html = thread.thread(Talk(), examples=examples)
            script = files.text("thread.js")
            shown = gr.HTML(html, elem_id="thread", js_on_load=script, keep="", parcel="", front="", **_BARE)
            box = _composer(gr)
    return {"seat": gr.State(Seat()), "thread": shown, "box": box, "choices": chosen, "memory": memory}


def _composer(gr: Any) -> Any:
    """The line to type in. What is entered goes to the thread, in the browser, and from there to the server."""
    with gr.Row(elem_id="composer"):
        look = {"show_label": False, "container": False, "scale": 1, "elem_id": "question"}
        limit = {"max_length": LONGEST_QUESTION, "lines": 1, "max_lines": 6}
        box = gr.Textbox(label="Your question", placeholder="Ask the articles", **limit, **look)
        ask = gr.Button("Ask", elem_id="ask", variant="primary", scale=0, min_width=72)
        stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=72)
    gr.on([box.submit, ask.click], None, box, box, js="(typed) => rag.typed(typed)", **QUIET)
    stop.click(None, None, None, js="() => rag.lane.stop()", **QUIET)
    return box


def wire(gr: Any, blocks: Any, desk: Equipment, parts: Parts, *, examples: Sequence[str]) -> None:
    """Let what the browser sends act on the reader's seat.

    The browser puts things in order (``static/lane.js``): it sends a question when all before it has ended. Gradio's
    ways do not do here: its "always_last" repeats the data of the event before, its "cancels" are not waited for.
    """

    def respond(seat: Seat, chosen: dict[str, Any], event: gr.EventData) -> Iterator[Any]:
        question, at = str(event._data["question"]).strip()[:LONGEST_QUESTION], event._data.get("at")
        with seat.answering() as leave:
            before = seat.talk if at is None else seat.talk.until(int(at))
            told = service.answer(
                desk, question, before.history, use_model=bool(chosen.get("model", True)), leave=leave
            )
            seat.talk = before.opened(next(told))
            yield _shown(gr, seat.talk, chosen, examples)
            for turn in told:
                seat.talk = seat.talk.with_last(turn)
                yield _shown(gr, seat.talk, chosen, examples)
        if leave.is_said:  # at its end Gradio sends the last word again, maybe after what has taken its place
            yield gr.skip()  # only then: what was sent just before, the browser may have lost by it

    def suggest(seat: Seat) -> Any:
        talk = seat.talk
        found = service.following(desk, talk)
        if not found or seat.talk is not talk:  # the reader has gone on
            return gr.skip()
        seat.talk = talk.with_last(replace(talk.turns[-1], next=found))
        return gr.update(keep=page_of(seat.talk))

    given, shown = [parts["seat"], parts["choices"]], parts["thread"]
    many = {"trigger_mode": "multiple", "concurrency_limit": 16}
    asking = parts["thread"].submit(respond, given, shown, concurrency_id="ask", **many, **QUIET)
    _when_ended(asking, parts["box"], _GIVE_BACK)
    asking.then(suggest, parts["seat"], shown, concurrency_id="suggest", **many, **QUIET)
    _wire_ends(gr, blocks, parts, examples)
    _wire_tools(gr, desk, parts, examples)


def greet(gr: Any, blocks: Any, surveys: Surveys, parts: Parts) -> None:
    """Show what the archive holds, once it is known, where no conversation has begun."""
    blocks.load(lambda: gr.update(front=surveys.first_look()), None, parts["thread"], **QUIET)


def _when_ended(begun: Any, box: Any, js: str = _ENDED) -> None:
    """Tell the browser that what it began has ended, well or not."""
    for event in (begun.then, begun.failure):
        event(None, box, box, js=js, **QUIET)


def _shown(gr: Any, talk: Talk, chosen: dict[str, Any], examples: Sequence[str]) -> Any:
    """The thread anew; a finished turn goes along as JSON, for the browser to keep."""
    html = thread.thread(talk, examples=examples, passages=int(chosen.get("passages", CHOICES["passages"])))
    is_done = bool(talk.turns) and talk.turns[-1].is_done
    return gr.update(value=html, keep=page_of(talk)) if is_done else gr.update(value=html)


def _wire_ends(gr: Any, blocks: Any, parts: Parts, examples: Sequence[str]) -> None:
    """Arrive, stop an answer, and leave a conversation for another or for a new one."""

    def arrive(seat: Seat, chosen: dict[str, Any], memory: str) -> Any:
        talk = reopened(memory)
        if talk is None:
            return gr.skip()
        seat.talk = talk
        return _shown(gr, talk, chosen, examples)

    def stop(seat: Seat, chosen: dict[str, Any]) -> Any:
        seat.leave()
        seat.talk = seat.talk.stopped()
        return _shown(gr, seat.talk, chosen, examples)

    def leave(seat: Seat, chosen: dict[str, Any], event: gr.EventData) -> Any:
        seat.leave()
        seat.talk = reopened(str(event._data.get("talk"))) or Talk()
        return _shown(gr, seat.talk, chosen, examples)

    given, shown = [parts["seat"], parts["choices"]], parts["thread"]
    many = {"trigger_mode": "multiple", "concurrency_limit": 16}
    arrival = {"js": "(seat, chosen) => [seat, chosen, rag.memory()]"}
    arrived = blocks.load(arrive, [*given, parts["memory"]], shown, **arrival, **QUIET)
    _when_ended(arrived, parts["box"], _ARRIVED)
    _when_ended(parts["thread"].stop(stop, given, shown, **many, **QUIET), parts["box"])
    _when_ended(parts["thread"].leave(leave, given, shown, **many, **QUIET), parts["box"])


def _wire_tools(gr: Any, desk: Equipment, parts: Parts, examples: Sequence[str]) -> None:
    """Save an answer or the conversation, and keep what the reader made of an answer."""

    def save(seat: Seat, event: gr.EventData) -> Any:
        at, kind = event._data.get("at"), str(event._data.get("as"))
        turns = seat.talk.turns if at is None else seat.talk.turns[int(at) : int(at) + 1]
        return gr.update(parcel=exports.parcel(turns, kind))

    def rate(seat: Seat, chosen: dict[str, Any], event: gr.EventData) -> Any:
        at, rating = int(event._data["at"]), str(event._data["as"])
        seat.talk = seat.talk.rated(at, "" if seat.talk.turns[at].rating == rating else rating)
        feedback.write(desk.feedback, seat.talk.turns[at])
        return _shown(gr, seat.talk, chosen, examples) | {"keep": page_of(seat.talk, at)}

    parts["thread"].save(save, parts["seat"], parts["thread"], **QUIET)
    parts["thread"].rate(rate, [parts["seat"], parts["choices"]], parts["thread"], **QUIET)
