"""Lay out the disagreements: which conflicts does the archive hold, unasked?

Gradio itself comes in as ``gr``, so that this module costs nothing to import.
"""

from __future__ import annotations

from typing import Any

from rag.pages import frame, shelf, survey
from rag.pages.markup import Html
from rag.web.chat import QUIET
from rag.web.equipment import Equipment
from rag.web.service import in_words
from rag.web.surveys import Surveys

AT_ONCE = 30
_WORDS = "Every point on which reports of one event cannot all be right, the newest event first."


def place(gr: Any, blocks: Any, desk: Equipment, surveys: Surveys) -> None:
    """Place the filters and the list; every change of a filter chooses anew."""
    with gr.Column(elem_id="page"):
        gr.HTML(frame.heading("Disagreements", _WORDS), apply_default_css=False)
        with gr.Row(elem_id="filters"):
            text = gr.Textbox(label="Words", placeholder="name, place, figure", max_lines=1, min_width=150)
            aspect = gr.Dropdown(["", "any"], value="", label="About", min_width=150)
            publisher = gr.Dropdown(["", "any"], value="", label="Printed by", min_width=150)
            since = gr.Textbox(label="From", placeholder="2021-06-28", max_lines=1, min_width=110)
            until = gr.Textbox(label="Until", placeholder="2021, or a day", max_lines=1, min_width=110)
        listed = gr.HTML(elem_id="conflicts", apply_default_css=False)
        most, more = gr.State(AT_ONCE), gr.Button("Show more", elem_id="more", visible=False)
    filters = [text, aspect, publisher, since, until]

    def show(number: int, *chosen: str) -> tuple[Any, ...]:
        listing, left = _listing(surveys, number, *chosen)
        return listing, number, gr.update(visible=left)

    def widen(number: int, *chosen: str) -> tuple[Any, ...]:
        return show(number + AT_ONCE, *chosen)

    def arrive(*chosen: str) -> tuple[Any, ...]:
        names = _names(surveys)
        return gr.update(choices=names[0]), gr.update(choices=names[1]), *show(AT_ONCE, *chosen)

    shown = [listed, most, more]
    blocks.load(arrive, filters, [aspect, publisher, *shown], **QUIET)
    gr.on([each.change for each in filters], show, [most, *filters], shown, trigger_mode="always_last", **QUIET)
    more.click(widen, [most, *filters], shown, **QUIET)


def _listing(surveys: Surveys, number: int, *chosen: str) -> tuple[Html, bool]:
    """The list that a choice leaves, and whether there is more of it."""
    text, aspect, publisher, since, until = (each or "" for each in chosen)
    choice = survey.Choice(text=text, aspect=aspect, publisher=publisher, since=since, until=until)
    try:
        found = surveys.entries()
    except Exception as error:
        return shelf.problem(in_words(error)), False
    taken = [entry for entry in found if choice.takes(entry)]
    return survey.listing(taken, len(found), number), len(taken) > number


def _names(surveys: Surveys) -> tuple[list[Any], list[Any]]:
    try:
        found = surveys.entries()
    except Exception:  # the list says what is wrong
        found = ()
    every = [("anything", "")]
    return every + [(name, name) for name in survey.aspects(found)], [
        ("anyone", ""),
        *((n, n) for n in survey.publishers(found)),
    ]
