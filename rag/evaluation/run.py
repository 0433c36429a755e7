"""Run: what does the archive answer to the questions of a folder of cases?

Every case (format: ``evals/README.md`` of the project) is indexed in a fresh folder through the public API, and each
question is asked in its own conversation. The verdict is made from ``Answer.to_dict()`` and the articles alone.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.archive import Archive
from rag.errors import UsageError
from rag.evaluation.judge import Verdict, judge, judge_crash
from rag.evaluation.report import Half, Result

Case = dict[str, Any]
_KEYS = {"id", "articles", "questions"}


def read_cases(folder: Path) -> list[Case]:
    """Read the cases of a folder, by file name; raise ``UsageError`` for a folder or a file that is none."""
    cases = [_read(path) for path in sorted(folder.glob("*.json"))]
    if not cases:
        raise UsageError(f"there are no cases in {folder}: name a folder of .json files, such as evals/cases")
    return cases


def _read(path: Path) -> Case:
    try:
        case: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"the case {path} cannot be read ({error}): mend it or take it out") from error
    missing = _KEYS - set(case if isinstance(case, dict) else ())
    if missing:
        raise UsageError(f"the case {path} has no {', '.join(sorted(missing))}: see evals/README.md for the format")
    return dict(case)


def run(case: Case, *, half: Half, with_model: bool) -> Iterator[Result]:
    """Index the articles of a case in a fresh folder and ask its questions, one result for each."""
    with tempfile.TemporaryDirectory() as folder:
        texts = write_articles(case, Path(folder) / "articles")
        with Archive(Path(folder) / "index") as archive:
            archive.sync(Path(folder) / "articles")
            for question in case["questions"]:
                history = earlier_questions(case["questions"], question)
                began = time.perf_counter()
                answer, verdict = _ask(archive, question, texts, history, with_model)
                seconds = time.perf_counter() - began
                yield Result(
                    case=case["id"], half=half, ask=question["ask"], answer=answer, verdict=verdict, seconds=seconds
                )


def write_articles(case: Case, folder: Path) -> dict[str, str]:
    """Write the articles of a case as files with front matter; return what each says, title included."""
    folder.mkdir(parents=True)
    texts = {}
    for article in case["articles"]:
        known = {key: article[key] for key in ("title", "publisher", "published") if article.get(key)}
        head = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in known.items()]
        front = "\n".join(["---", *head, "---", "", ""]) if head else ""
        name = Path(article["file"]).name
        (folder / name).write_text(front + article["text"].rstrip() + "\n", encoding="utf-8")
        texts[name] = f"{article.get('title') or ''}\n\n{article['text']}"
    return texts


def earlier_questions(questions: Sequence[Case], question: Case) -> list[str]:
    """Return the questions that this one follows up, oldest first."""
    earlier: list[str] = []
    while (before := question.get("after")) is not None:
        question = questions[before]
        earlier.insert(0, question["ask"])
    return earlier


def _ask(
    archive: Archive, question: Case, texts: Mapping[str, str], history: Sequence[str], with_model: bool
) -> tuple[dict[str, Any], Verdict]:
    """Ask one question; a crash is a failed question, and is shown."""
    choice: dict[str, Any] = {} if with_model else {"model": None}
    try:
        answer = archive.ask(question["ask"], history=history, **choice).to_dict()
        return answer, judge(question, answer, texts)
    except Exception as error:
        return {}, judge_crash(question, error)
