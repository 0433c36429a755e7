"""Set a conversation as a page: what does a reader see of each question and its answer?

A Talk in, HTML out: the sentences as they arrive, then the sides, the evidence and a line on how
the answer was made. Knows no archive and no Gradio.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from rag.pages.cards import cards
from rag.pages.labels import UNANSWERED, count
from rag.pages.markup import Html, join, safe, tag
from rag.pages.sides import badge, marker, related_panel, side_panel
from rag.pages.talk import Talk, Turn
from rag.records import Answer, Citation, Sentence

BY_MODEL = "phrased by the language model, checked against its citations"
EXAMPLES = ("How many died?", "How many were wounded?", "Where do the articles disagree?")
_MARKER = re.compile(r"\[(\d{1,4})\]")
_WELCOME = (
    "Each answer shows the passages it rests on. Where reports disagree, it shows every side, "
    "who holds it, and where it is printed."
)


def thread(talk: Talk, *, examples: Sequence[str] = EXAMPLES, passages: int = 3) -> Html:
    """The whole conversation, oldest question first; ``passages`` of each answer stand in the open."""
    if not talk.turns:
        heading = tag("h1", "What do the articles say?")
        chips = _chips(examples, "Questions to begin with")
        return tag("div", heading, tag("p", _WELCOME), chips, tag("div", class_="front"), class_="welcome")
    last = len(talk.turns) - 1
    return join(
        _turn(turn, at, passages, last_of=talk.id if at == last else None) for at, turn in enumerate(talk.turns)
    )


def _turn(turn: Turn, at: int, passages: int, last_of: str | None = None) -> Html:
    answer, anchor = turn.answer, f"t{at + 1}"
    cited = {citation.id: citation for citation in answer.citations} if answer else {}
    edit = _button("Edit", "edit", at, "Edit this question") if turn.is_done else Html()
    parts = [tag("div", tag("h2", turn.question, class_="question", dir="auto"), edit, class_="asked")]
    parts += [_understood(answer), _answer_text(turn, cited, anchor), _problem(turn)]
    parts += _evidence(answer, cited, anchor, passages) if answer else []
    parts += [_tools(turn, at)] if turn.is_done else []
    parts += [_chips(turn.next, "Questions that may follow")] if last_of is not None and turn.next else []
    busy = "false" if turn.is_done else "true"
    told = {"data_question": turn.question, "data_at": str(at), "aria_label": turn.question[:120], "data_talk": last_of}
    return tag("article", *parts, class_="turn", id=anchor, tabindex="-1", aria_busy=busy, **told)


def _chips(questions: Sequence[str], name: str) -> Html:
    chips = [tag("button", one, class_="chip", type="button", data_ask=one) for one in questions]
    return tag("div", *chips, class_="chips", role="group", aria_label=name) if chips else Html()


def _button(words: str, does: str, at: int, name: str = "", **more: str) -> Html:
    return tag(
        "button", words, type="button", class_="tool", data_do=does, data_at=str(at), aria_label=name or None, **more
    )


def _tools(turn: Turn, at: int) -> Html:
    """What can be done with an answer: ask again, save it, say whether it was right."""
    tools = [_button("Ask again", "again", at, "Ask this question again")]
    if turn.answer:
        kinds = (("Markdown", "markdown"), ("JSON", "json"), ("Print", "print"))
        saves = [_button(words, "save", at, f"{words}: this answer", data_as=kind) for words, kind in kinds]
        tools += [_group("Save as", *saves)]
        tools += [_group("Is it right?", _verdict(turn, at, "right", "Right"), _verdict(turn, at, "wrong", "Wrong"))]
    return tag("div", *tools, class_="tools", role="group", aria_label="This answer")


def _group(name: str, *tools: Html) -> Html:
    return tag("span", tag("span", name, class_="label", aria_hidden="true"), *tools, class_="group")


def _verdict(turn: Turn, at: int, rating: str, words: str) -> Html:
    pressed = "true" if turn.rating == rating else "false"
    name = f"This answer is {rating}"
    return _button(words, "rate", at, name, data_as=rating, aria_pressed=pressed)


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
    asked = turn.question
    return tag("p", turn.problem, class_="problem", role="alert", data_asked=asked) if turn.problem else Html()


def _evidence(answer: Answer, cited: Mapping[int, Citation], anchor: str, passages: int) -> list[Html]:
    apart = set(answer.also_mentioned)
    used = [citation for citation in answer.citations if citation.id not in apart]
    also = [citation for citation in answer.citations if citation.id in apart]
    nearest = "Nearest passages" if answer.status == "unanswered" else "Also found, shown as printed and not compared"
    return [
        side_panel(answer.findings, cited, anchor),
        related_panel(answer.related, cited, anchor),
        cards(used, anchor, "Passages", open_=passages),
        cards(also, anchor, nearest, open_=passages),
        _colophon(answer),
    ]


def _colophon(answer: Answer) -> Html:
    considered = f"{answer.coverage.considered} of {count(answer.coverage.articles, 'article')} considered"
    if answer.written_by == "model":
        made = f"sentences marked \N{LEFT SINGLE QUOTATION MARK}model\N{RIGHT SINGLE QUOTATION MARK} were {BY_MODEL}"
    else:
        made = "no sentence was written by a language model"
    return tag("footer", f"{considered}; {made}.", class_="colophon")
