"""Export: how does a reader take an answer, or a conversation, along?

Turns in, a file out: its name, its kind and its text, as JSON, Markdown or a page to print. The
sources go along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from rag.pages import printed
from rag.pages.talk import Turn
from rag.render import layout, markdown
from rag.render.blocks import line, span
from rag.render.clean import in_json

_KINDS = {"markdown": ("md", "text/markdown"), "json": ("json", "application/json"), "print": ("html", "text/html")}


def parcel(turns: Sequence[Turn], kind: str) -> str:
    """The file as JSON for the browser: name, type, text; ``kind`` is "markdown", "json" or "print"."""
    ending, media = _KINDS[kind]
    answered = [turn for turn in turns if turn.answer is not None]
    text = {"markdown": _markdown, "json": _json, "print": printed.page}[kind](answered)
    named = {"name": f"{_name(answered)}.{ending}", "type": media, "text": text}
    return json.dumps(named, ensure_ascii=False)


def _markdown(turns: Sequence[Turn]) -> str:
    parts = []
    for turn in turns:
        assert turn.answer is not None
        heading = markdown.text([line(span(turn.question))])
        parts.append(f"## {heading}\n{markdown.text(layout.whole(turn.answer))}")
    return "\n".join(parts)


def _json(turns: Sequence[Turn]) -> str:
    answers = [turn.answer.to_dict() for turn in turns if turn.answer]
    return in_json(json.dumps(answers if len(answers) != 1 else answers[0], ensure_ascii=False, indent=2)) + "\n"


def _name(turns: Sequence[Turn]) -> str:
    """A file name made of the first question's letters and digits, and of nothing else."""
    words = re.findall(r"[^\W_]+", turns[0].question.lower(), re.ASCII) if turns else []
    return "-".join(words)[:60].strip("-") or "answer"
