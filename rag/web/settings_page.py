"""Lay out the settings: what may a reader choose, and in which state is the archive?

Gradio itself comes in as ``gr``, so that this module costs nothing to import. Event handlers carry
Gradio's own types in their signatures, hence no postponed annotations here. What a reader chooses
stays in the reader's browser; the offline switch holds for the whole server.
"""

from collections.abc import Callable, Iterator
from typing import Any

from rag.pages import frame, shelf, state
from rag.pages.markup import Html, tag
from rag.web import offline
from rag.web.chat import CHOICES, QUIET, choices
from rag.web.equipment import Equipment
from rag.web.service import in_words
from rag.web.speaker import Speaker, catalogue

MOST_PASSAGES = 20
_OFFLINE = "Offline: no connection leaves this machine, whoever asks for one."
_ROWS = """element.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const told = { name: button.dataset.name };
    button.dataset.do === "use" ? trigger("use", told) : trigger("fetch", told);
});"""
_THEMES = [("As the system has it", "system"), ("Light", "light"), ("Dark", "dark")]


def place(gr: Any, blocks: Any, desk: Equipment) -> None:
    """Place the choices, the state of the index and the offline switch."""
    with gr.Column(elem_id="page"):
        gr.HTML(frame.heading("Settings"), apply_default_css=False)
        _place_choices(gr, blocks)
        _place_models(gr, blocks, desk)
        _title(gr, "The archive")
        facts = gr.HTML(elem_id="facts", apply_default_css=False)
        check = gr.Button("Check all of it", elem_id="check")
        result = gr.HTML(elem_id="checked", apply_default_css=False)
        _title(gr, "The network")
        switch = gr.Checkbox(offline.is_on(), label=_OFFLINE, elem_id="offline", interactive=not desk.offline)
        gr.HTML(_about_offline(desk.offline), apply_default_css=False)
    blocks.load(lambda: (facts_of(desk), offline.is_on()), None, [facts, switch], **QUIET)
    check.click(lambda: checked(desk), None, result, **QUIET | {"show_progress": "minimal"})
    switch.input(lambda is_on: turn(desk, is_on), switch, switch, **QUIET)


def _place_choices(gr: Any, blocks: Any) -> None:
    """What concerns this reader alone; each change is kept at once."""
    kept = choices(gr)
    _title(gr, "Your choices", "Kept in this browser.")
    with gr.Column(elem_id="choices"):
        model = gr.Checkbox(True, label="Let the language model phrase sentences", elem_id="model")
        shown = "Passages that stand open under each answer"
        passages = gr.Slider(0, MOST_PASSAGES, CHOICES["passages"], step=1, label=shown, elem_id="passages")
        theme = gr.Radio(_THEMES, value="system", label="Colours", elem_id="theme")
    blocks.load(
        lambda chosen, theme: ({**CHOICES, **chosen}["model"], {**CHOICES, **chosen}["passages"], theme),
        [kept, theme],
        [model, passages, theme],
        js="(chosen) => [chosen, rag.theme()]",
        **QUIET,
    )
    saved = gr.HTML(elem_id="saved", apply_default_css=False)
    for each in (model, passages):
        each.input(_kept, [model, passages], [kept, saved], **QUIET)
    theme.input(None, theme, None, js="(chosen) => { rag.theme(chosen); }", **QUIET)


def _place_models(gr: Any, blocks: Any, desk: Equipment) -> None:
    """The language models: what is here, what a download would cost, and which one phrases for everybody."""
    speaker = desk.model
    if not isinstance(speaker, Speaker):
        return
    _title(
        gr,
        "The language model",
        "One for all readers of this server. It phrases; it never decides a figure or a source.",
    )
    table = gr.HTML(elem_id="models", apply_default_css=False, js_on_load=_ROWS)
    with gr.Row(elem_classes="fields", elem_id="choosing"):
        name = gr.Textbox(
            label="Another model", placeholder="the path of a .gguf file, or a name on the hub", max_lines=1
        )
        use = gr.Button("Use it", elem_id="use")
    told = gr.HTML(elem_id="model-told", apply_default_css=False)

    def show() -> Html:
        return state.models(catalogue(speaker.name))

    def choose(wanted: str) -> tuple[Html, Html]:
        return _told(lambda: shelf.said(f"{speaker.choose(wanted)} phrases from now on.")), show()

    def chosen(event: gr.EventData) -> tuple[Html, Html]:
        return choose(str(event._data["name"]))

    def fetch(event: gr.EventData) -> Iterator[tuple[Html, Any]]:
        html = Html()
        for html in fetched(speaker, str(event._data["name"])):
            yield html, gr.skip()
        yield html, show()  # a skip would take the last word back where the browser has not drawn it yet

    blocks.load(show, None, table, **QUIET)
    table.use(chosen, None, [told, table], **QUIET)
    table.fetch(fetch, None, [told, table], **QUIET)
    gr.on([use.click, name.submit], choose, name, [told, table], **QUIET)


def _kept(use_model: bool, passages: float | None) -> tuple[dict[str, Any], Html]:
    """What a reader chose, and a line that says that it is kept."""
    number = int(passages or 0)
    phrased = "the model phrases" if use_model else "no model phrases"
    return {"model": bool(use_model), "passages": number}, shelf.said(f"Kept: {phrased}, {number} passages open.")


def fetched(speaker: Speaker, name: str) -> Iterator[Html]:
    """Bring a model here; yield how far it is, and how it ended."""
    yield shelf.progress("Asking the hub", 0, 0)
    try:
        for done, total in speaker.fetch(name):
            yield shelf.progress("Megabytes", done // 10**6, max(total // 10**6, 1))
    except Exception as error:
        yield shelf.problem(in_words(error))
        return
    yield shelf.said(f"{name} is on this machine now.")


def _told(work: Callable[[], Html]) -> Html:
    try:
        return work()
    except Exception as error:
        return shelf.problem(in_words(error))


def facts_of(desk: Equipment) -> Html:
    """What the index holds."""
    return _told(lambda: desk.readers.call(lambda archive: state.facts(archive.status())))


def checked(desk: Equipment) -> Html:
    """Read the whole index and say whether it is sound."""
    return _told(lambda: desk.readers.call(lambda archive: state.checked(archive.status(check=True))))


def turn(desk: Equipment, is_on: bool) -> bool:
    """Turn the offline switch, unless the server was started with it; return how it stands."""
    if not desk.offline:
        offline.switch(is_on)
    return offline.is_on()


def _title(gr: Any, words: str, explained: str = "") -> None:
    parts = [tag("h2", words), tag("p", explained) if explained else ""]
    gr.HTML(tag("div", *parts, class_="part"), apply_default_css=False)


def _about_offline(is_fixed: bool) -> Html:
    words = (
        "The server was started offline; it stays so until it ends."
        if is_fixed
        else "Off, the network is used only for what a reader asks for: an article by its address, a model by its name."
    )
    return tag("p", words, class_="hint")
