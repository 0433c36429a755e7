"""Suggest: which questions follow from what was found?

An answer in, a few questions out, made from its findings: other events, the other count, who said
so. A suggestion is a question like any other; whether the articles answer it is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.records import Answer, Finding

_TOLLS = ("killed", "injured", "missing", "arrested", "displaced")
_ASKED = {"killed": "died", "injured": "were wounded"}
LONGEST_LABEL = 90


def suggestions(answer: Answer) -> list[str]:
    """Questions that may follow an answer, the nearest first, without what was just asked."""
    found = dict.fromkeys(_candidates(answer))
    asked = {_plain(answer.question), _plain(answer.standalone_question)}
    return [question for question in found if _plain(question) not in asked]


def question_about(finding: Finding) -> str:
    """The question to which a finding is the answer, with its event named."""
    label = finding.event.label.rstrip(".\N{HORIZONTAL ELLIPSIS} ")
    place = f" in \N{LEFT DOUBLE QUOTATION MARK}{label}\N{RIGHT DOUBLE QUOTATION MARK}" if label else ""
    return f"{_counted(finding)}{place}?"


def _candidates(answer: Answer) -> Iterator[str]:
    figures = [finding for finding in answer.findings if finding.positions[0].unit or _toll(finding)]
    if any(len(finding.positions) > 1 for finding in answer.findings):
        yield "Who said so?"
    for finding in figures[:1]:
        toll = _toll(finding)
        yield from (f"How many {_ASKED.get(other, other)}?" for other in _TOLLS[:2] if toll and other != toll)
    yield from (question_about(finding) for finding in (*answer.findings[1:], *answer.related) if _is_short(finding))
    if figures:  # behind the others: what is not answered costs most to try
        yield "When was that?"
        yield "Where was that?"
    yield "Where do the articles disagree?"


def _counted(finding: Finding) -> str:
    """Ask for a figure as a reader would: "militiamen killed" becomes "How many militiamen were killed"."""
    toll = _toll(finding)
    if toll:
        who = finding.aspect.removesuffix(toll).strip()
        return f"How many {who} were {toll}" if who else f"How many {_ASKED.get(toll, f'were {toll}')}"
    is_figure = any(side.low is not None or side.high is not None for side in finding.positions)
    return f"How many {finding.aspect}" if is_figure else "What do the articles say"


def _toll(finding: Finding) -> str:
    return next((toll for toll in _TOLLS if finding.aspect.endswith(toll)), "")


def _is_short(finding: Finding) -> bool:
    return len(finding.event.label) <= LONGEST_LABEL


def _plain(question: str) -> str:
    return re.sub(r"\W+", " ", question).strip().lower()
