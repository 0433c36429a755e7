"""Set a conversation as a page: what does a reader see of each question and its answer?

A Talk in, HTML out: the sentences as they arrive, then the sides, the evidence and a line on how
the answer was made. Knows no archive and no Gradio.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from rag.records import Answer, Citation, Sentence
from rag.web.cards import cards
from rag.web.labels import UNANSWERED, count
from rag.web.markup import Html, join, safe, tag
from rag.web.sides import badge, marker, related_panel, side_panel
from rag.web.talk import Talk, Turn

TITLE = "What the articles say"
BY_MODEL = "phrased by the language model, checked against its citations"
_MARKER = re.compile(r"\[(\d{1,4})\]")
_MOTTO = "A folder of news, read on this machine, with its disagreements shown."
_WELCOME = (
    "Ask what the articles say. Each answer shows the passages it rests on; "
    "where reports disagree it shows every side, who holds it, and where it is printed."
)


def masthead() -> Html:
    """The head of the page."""
    return tag("header", tag("h1", TITLE), tag("p", _MOTTO))


def thread(talk: Talk) -> Html:
    """The whole conversation, oldest question first."""
    if not talk.turns:
        return tag("div", tag("p", _WELCOME), class_="welcome")
    return join(_turn(turn, f"t{number}") for number, turn in enumerate(talk.turns, start=1))


def _turn(turn: Turn, anchor: str) -> Html:
    answer = turn.answer
    cited = {citation.id: citation for citation in answer.citations} if answer else {}
    parts = [tag("h2", turn.question, class_="question", dir="auto"), _understood(answer)]
    parts += [_answer_text(turn, cited, anchor), _problem(turn)]
    parts += _evidence(answer, cited, anchor) if answer else []
    busy = "false" if turn.is_done else "true"
    return tag("article", *parts, class_="turn", id=anchor, tabindex="-1", aria_busy=busy)


def _understood(answer: Answer | None) -> Html:
    if answer is None or answer.standalone_question == answer.question:
        return Html()
    return tag("p", "Understood as: ", answer.standalone_question, class_="understood")


def _answer_text(turn: Turn, cited: Mapping[int, Citation], anchor: str) -> Html:
    said = [_paragraph(list(group), cited, anchor) for _, group in groupby(turn.sentences, lambda one: one.finding)]
    if not turn.is_done:
        words = "Reading the articles" if not said else "Still writing"
        said.append(tag("p", words, tag("span", class_="dots", aria_hidden="true"), class_="pending", role="status"))
    verdict = badge(*UNANSWERED, "unanswered") if turn.answer and turn.answer.status == "unanswered" else Html()
    return tag("div", verdict, *said, class_="answer", aria_live="polite") if said or verdict else Html()


def _paragraph(sentences: Sequence[Sentence], cited: Mapping[int, Citation], anchor: str) -> Html:
    return tag("p", join((_sentence(sentence, cited, anchor) for sentence in sentences), " "), dir="auto")


def _sentence(sentence: Sentence, cited: Mapping[int, Citation], anchor: str) -> Html:
    pieces = _MARKER.split(sentence.text)
    words = [marker(int(piece), cited, anchor) if at % 2 else safe(piece) for at, piece in enumerate(pieces)]
    if sentence.written_by == "model":
        words.append(tag("span", " model", class_="by", title=BY_MODEL))
    return tag("span", *words, class_="sentence by-model" if sentence.written_by == "model" else "sentence")


def _problem(turn: Turn) -> Html:
    """Why there is no answer; the question goes along, to be given back to the reader."""
    asked = turn.question if turn.asked else None
    return tag("p", turn.problem, class_="problem", role="alert", data_asked=asked) if turn.problem else Html()


def _evidence(answer: Answer, cited: Mapping[int, Citation], anchor: str) -> list[Html]:
    apart = set(answer.also_mentioned)
    used = [citation for citation in answer.citations if citation.id not in apart]
    also = [citation for citation in answer.citations if citation.id in apart]
    nearest = "Nearest passages" if answer.status == "unanswered" else "Also found, shown as printed and not compared"
    return [
        side_panel(answer.findings, cited, anchor),
        related_panel(answer.related, cited, anchor),
        cards(used, anchor, "Passages"),
        cards(also, anchor, nearest),
        _colophon(answer),
    ]


def _colophon(answer: Answer) -> Html:
    considered = f"{answer.coverage.considered} of {count(answer.coverage.articles, 'article')} considered"
    if answer.written_by == "model":
        made = f"sentences marked \N{LEFT SINGLE QUOTATION MARK}model\N{RIGHT SINGLE QUOTATION MARK} were {BY_MODEL}"
    else:
        made = "no sentence was written by a language model"
    return tag("footer", f"{considered}; {made}.", class_="colophon")
