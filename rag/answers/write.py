"""Write: how does a language model say a finding in one sentence, without changing what it says?

A finding of figures and its citations in, one sentence out, or None where the reply does not hold. The model sees
each side as a line (figure, sources with their marks) and never an article. It chooses its words within a grammar made
from the finding (``wording``); ``ties`` then checks that every figure stands with its own source, mark, aspect, event
and time. It never repairs a reply.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from rag.answers.compose import unmarked
from rag.answers.prompting import Job, ask, one_line
from rag.answers.ties import Tie, ties_of, untied
from rag.answers.wording import grammar_of
from rag.models.language import LanguageModel
from rag.records import Citation, Finding

MOST_TIES = 8
JOB = Job(
    instruction="Write the finding as one sentence. Every figure keeps its words, its source and its mark.",
    examples=(
        (
            "conflict: miners killed\n12 | the mine company [1]\n"
            "at least 15 | the rescue service (told to Radio Bey) [2]",
            "The mine company said 12 miners were killed [1], while the rescue service (told to Radio Bey) put the"
            " number of miners killed at at least 15 [2].",
        ),
        (
            "agree: homes destroyed\nabout 300 | the governor [1], Valley Post [2]",
            "About 300 homes were destroyed, according to the governor [1] and Valley Post [2].",
        ),
        (
            "update: people missing\nearlier 31 | the coast guard [1]\nnow 9 | the coast guard [2]",
            "The coast guard first said 31 people were missing [1] and later gave the number of people missing"
            " as 9 [2].",
        ),
    ),
    longest_reply=256,
)


def write(
    finding: Finding, citations: Mapping[int, Citation], *, model: LanguageModel, label: str, until: float
) -> str | None:
    """The finding as one sentence by the model, ``label`` before its full stop; None where it does not hold.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    ties = ties_of(finding, citations)
    if not ties or len(ties) > MOST_TIES or any(tie.allows is None for tie in ties):
        return None
    reply = ask(
        model, JOB, content_of(finding, ties), grammar=grammar_of(finding.relation, finding.aspect, ties), until=until
    )
    if not reply or untied(reply, finding, citations):
        return None
    return f"{reply.removesuffix('.')}{label}."


def content_of(finding: Finding, ties: list[Tie]) -> str:
    """The finding as the model sees it: the relation, the aspect, and a line for each figure."""
    lines = [f"{finding.relation}: {one_line(unmarked(finding.aspect))}"]
    for (value, is_current), same in groupby(ties, key=lambda tie: (tie.value, tie.is_current)):
        when = "" if finding.relation != "update" else "now " if is_current else "earlier "
        said = ", ".join(f"{one_line(tie.name)} [{tie.citation}]" for tie in same)
        lines.append(f"{when}{one_line(value)} | {said}")
    return "\n".join(lines)
