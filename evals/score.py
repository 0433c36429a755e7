"""Score: how well does the archive answer the questions of a folder of cases?

    python -m evals.score evals/cases [--no-model] [--split dev|held|all] [--only ID ...]
                                      [--show-failures] [--json FILE] [--at-least PERCENT]

Every case (format: README.md beside this file) is indexed in a fresh folder through the public API, and each
question is asked in its own conversation. The score is computed from ``Answer.to_dict()`` and the articles alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.judge import Verdict, judge, judge_crash
from evals.report import Half, Result, by_kind, pass_rate, split, table
from rag.archive import Archive

Case = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the chosen cases, print the figures, and return the exit status."""
    options = _parser().parse_args(arguments)
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(options.cases.glob("*.json"))]
    halves = split(case["id"] for case in cases)
    wanted = [case for case in cases if _is_wanted(case["id"], halves, options)]
    if not wanted:
        print(f"no case of {options.cases} is wanted; see --only and --split", file=sys.stderr)
        return 2
    results = []
    for number, case in enumerate(wanted, start=1):
        print(f"[{number}/{len(wanted)}] {case['id']}", file=sys.stderr)
        for result in run(case, half=halves[case["id"]], with_model=not options.no_model):
            results.append(result)
            if options.show_failures and not result.verdict.passes:
                print("\n    ".join([f"- {result.case}: {result.ask}", *result.verdict.marks.problems]))
    print("\n".join([*table(results), by_kind(results)]))
    if options.json:
        options.json.write_text(json.dumps([r.to_dict() for r in results], indent=1, ensure_ascii=False), "utf-8")
    return int(options.at_least is not None and pass_rate(results) < options.at_least)


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
        (folder / article["file"]).write_text(front + article["text"].rstrip() + "\n", encoding="utf-8")
        texts[article["file"]] = f"{article.get('title') or ''}\n\n{article['text']}"
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


def _is_wanted(case: str, halves: Mapping[str, Half], options: argparse.Namespace) -> bool:
    return (not options.only or case in options.only) and options.split in ("all", halves[case])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.score", description="Score the answers to the questions of cases.")
    parser.add_argument("cases", type=Path, help="a folder of cases, such as evals/cases")
    parser.add_argument("--no-model", action="store_true", help="ask without the language model")
    parser.add_argument("--split", choices=("dev", "held", "all"), default="all", help="only one half of the cases")
    parser.add_argument("--only", nargs="+", metavar="ID", help="only these cases")
    parser.add_argument("--show-failures", action="store_true", help="say what is wrong with each failed question")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every question, answer and problem there")
    parser.add_argument("--at-least", type=float, metavar="PERCENT", help="exit 1 when fewer questions pass")
    return parser


if __name__ == "__main__":
    sys.exit(main())
