"""Compare: what do the three jobs gain from a language model, and at what cost?

    python -m evals.jobs evals/stories [--model smollm2] [--model smollm2-plain] [--only ID ...] [--patient]

For each model, and without one: how many of our conversations are put in words that stand alone; how many of the
cases' follow-ups are answered rightly; how many sentences pass the gate as first written, and how many findings of
statements are told in prose; how many answers are right; how many tokens, how long until the first sentence and until
the last, by the clock and in processor time. A rewrite is right if it holds all that the conversation's ``must`` asks
for (each a pattern) and nothing of its ``not``. ``--patient`` lifts the limit of six seconds, for a machine that does
other work as well.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from rag.answers import answer, rewrite, summarise, write
from rag.answers.phrase import is_figures, phrase
from rag.archive import Archive
from rag.evaluation.judge import judge
from rag.evaluation.run import earlier_questions, write_articles
from rag.models.language import LanguageModel, Message
from rag.models.opening import open_model
from rag.records import Answer

CONVERSATIONS = Path(__file__).parent / "conversations.json"
COMPOSED = "composed"
PATIENT_SECONDS = 120.0
_JOBS = {job.instruction: name for name, job in
         (("rewrite", rewrite.JOB), ("write", write.JOB), ("summarise", summarise.JOB))}  # fmt: skip
_Case = Mapping[str, Any]


class Counted:
    """A model that counts what it is asked, by job, and the tokens that it says."""

    def __init__(self, model: LanguageModel) -> None:
        self.name, self.is_trained, self.keeps_grammar = model.name, model.is_trained, model.keeps_grammar
        self.asked: Counter[str] = Counter()
        self.tokens = 0
        self._model = model

    def prepare(self) -> None:
        """Load the model."""
        self._model.prepare()

    def is_loaded(self, *, within: float) -> bool:
        """Whether the model has loaded."""
        return self._model.is_loaded(within=within)

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: Sequence[str] = (), grammar: str = ""
    ) -> Iterator[str]:
        """Pass on what the model says, counted."""
        self.asked[_JOBS.get(messages[0].content, "other")] += 1
        for piece in self._model.stream(messages, max_tokens=max_tokens, stop=stop, grammar=grammar):
            self.tokens += bool(piece)
            yield piece


def rewrites(model: Counted | None) -> Counter[str]:
    """Our conversations: how many rewrites are right, refused by the gate, or wrong and let through."""
    found: Counter[str] = Counter()
    for one in json.loads(CONVERSATIONS.read_text(encoding="utf-8")):
        question = rewrite.understand_in(one["ask"], one["earlier"], model=model, seconds=60.0)
        words = question.standalone
        is_right = all(re.search(must, words, re.IGNORECASE) for must in one["must"])
        is_right = is_right and not any(re.search(no, words, re.IGNORECASE) for no in one.get("not", ()))
        found["conversations"] += 1
        found["right"] += is_right
        found["restated"] += question.is_restated
        found["restated wrongly"] += question.is_restated and not is_right
    return found


def answers(cases: Sequence[_Case], model: Counted | None) -> tuple[Counter[str], dict[str, list[float]]]:
    """The questions of the cases: counts of what was right and who wrote it, and the times."""
    counts: Counter[str] = Counter()
    times: dict[str, list[float]] = {"first": [], "all": [], "worked": []}
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            texts = write_articles(dict(case), Path(folder) / "articles")
            with Archive(Path(folder) / "index", model=None) as archive:
                archive.sync(Path(folder) / "articles")
                for question in case["questions"]:
                    whole = _timed(archive, question, case, model, times)
                    _count(whole, question, texts, counts)
    return counts, times


def _timed(
    archive: Archive, question: _Case, case: _Case, model: Counted | None, times: dict[str, list[float]]
) -> Answer:
    history = earlier_questions(case["questions"], dict(question))
    began, worked = time.perf_counter(), time.process_time()
    parts = []
    for part in archive.stream(question["ask"], history=history, model=model):
        parts.append(part)
        if len(parts) == 1:
            times["first"].append(time.perf_counter() - began)
    times["all"].append(time.perf_counter() - began)
    times["worked"].append(time.process_time() - worked)
    assert isinstance(parts[-1], Answer)
    return parts[-1]


def _count(whole: Answer, question: _Case, texts: Mapping[str, str], counts: Counter[str]) -> None:
    is_right = judge(dict(question), whole.to_dict(), texts).passes
    is_follow_up = question.get("after") is not None
    by_model = [s for s in whole.sentences if s.written_by == "model"]
    figures = [s for s in by_model if s.finding is not None and is_figures(whole.findings[s.finding])]
    statements = [finding for finding in whole.findings if not is_figures(finding)]
    counts.update(
        questions=1, right=is_right, follow_ups=is_follow_up, follow_ups_right=is_follow_up and is_right,
        written=len(figures), told=len(by_model) - len(figures), statements=len(statements),
        answered=bool(whole.findings), all_by_model=bool(whole.findings) and len(by_model) == len(whole.sentences),
    )  # fmt: skip


def column(cases: Sequence[_Case], name: str) -> dict[str, str]:
    """The figures of one model, or without one, by the label of the row."""
    model = None if name == COMPOSED else Counted(open_model(name))
    if model is not None:
        _warm(model)
    talks = rewrites(model)
    before = model.tokens if model else 0
    counts, times = answers(cases, model)
    asked = model.asked if model else Counter[str]()
    tokens = (model.tokens - before) / counts["questions"] if model else 0.0
    return {
        "our conversations: stands alone": f"{talks['right']}/{talks['conversations']}",
        "… in the model's words (wrongly)": f"{talks['restated']} ({talks['restated wrongly']})",
        "follow-ups of the cases right": f"{counts['follow_ups_right']}/{counts['follow_ups']}",
        "sentences passed as first written": f"{counts['written']}/{asked['write']}",
        "findings of statements told in prose": f"{counts['told']}/{counts['statements']}",
        "answers right (strict)": f"{counts['right']}/{counts['questions']}",
        "answers wholly in its words": f"{counts['all_by_model']}/{counts['answered']}",
        "tokens a question": f"{tokens:.0f}",
        "first sentence, s (median, 90 %)": f"{median(times['first']):.2f}, {_ninety(times['first']):.2f}",
        "whole answer, s (median, 90 %)": f"{median(times['all']):.2f}, {_ninety(times['all']):.2f}",
        "… in processor time": f"{median(times['worked']):.2f}, {_ninety(times['worked']):.2f}",
    }


def _warm(model: Counted) -> None:
    list(model.stream([Message(role="user", content="Hello")], max_tokens=1))


def _ninety(values: Sequence[float]) -> float:
    return sorted(values)[int(0.9 * (len(values) - 1))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="evals.jobs", description="Compare models on the three jobs.")
    parser.add_argument("cases", type=Path, nargs="+", help="folders of cases")
    parser.add_argument("--model", action="append", help="a model's name; may be repeated")
    parser.add_argument("--only", nargs="+", metavar="ID", help="only these cases")
    parser.add_argument("--patient", action="store_true", help="lift the limit of six seconds")
    options = parser.parse_args(arguments)
    if options.patient:
        setattr(answer, "phrase", partial(phrase, seconds=PATIENT_SECONDS))  # noqa: B010
    paths = [path for folder in options.cases for path in sorted(folder.glob("*.json"))]
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    wanted = [case for case in cases if not options.only or case["id"] in options.only]
    names = [COMPOSED, *(options.model or ["smollm2-plain", "smollm2"])]
    columns = [column(wanted, name) for name in names]
    print(f"{'':<36}" + "".join(f"{name:<18}" for name in names))
    for label in columns[0]:
        print(f"{label:<36}" + "".join(f"{one[label]:<18}" for one in columns))
    return 0


if __name__ == "__main__":
    sys.exit(main())
