"""Take public data: which articles and questions are measured with?

The folder of data sets in (load_news, news_conflict, gva_counts, squad_v2; none of them is part of this project),
article files and questions with their gold articles out. Only the development half of the questions is used.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

SETS = ("load_news", "news_conflict", "gva_counts", "squad_v2")
_WIRE_DATE = re.compile(r"\s*(\d{1,2}-[A-Z]{3}-\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question; ``gold`` names for each thing that must be found the articles of which one suffices."""

    text: str
    gold: tuple[frozenset[str], ...]

    def is_met_by(self, found: set[str]) -> bool:
        """Whether everything is found."""
        return all(one & found for one in self.gold)


def missing_sets(data: Path) -> list[str]:
    """Which data sets are not there."""
    return [name for name in SETS if not (data / name).is_dir()]


def write_news(data: Path, folder: Path, *, most: int | None = None) -> int:
    """Write the articles of load_news, one file each; return how many."""
    rows = list(_rows(data / "load_news" / "corpus.jsonl.gz"))[:most]
    for row in rows:
        _write(folder, row["id"], row, publisher=row["collection"])
    return len(rows)


def write_conflict(data: Path, folder: Path) -> None:
    """Write the articles of news_conflict, which the questions of gva_counts are about too."""
    for row in _rows(data / "news_conflict" / "corpus.jsonl.gz"):
        _write(folder, row["id"], row, publisher=row["source"])


def write_passages(data: Path, folder: Path) -> None:
    """Write each passage of squad_v2 as an article of its own."""
    for row in _rows(data / "squad_v2" / "passages.jsonl.gz"):
        _write(folder, row["passage_id"], row | {"title": row["title"].replace("_", " ")})


def conflict_questions(data: Path) -> list[Asked]:
    """Questions whose sources disagree: an article for every gold figure must be found."""
    rows = _rows(data / "news_conflict" / "questions.jsonl")
    return [
        Asked(text=row["question"], gold=tuple(_carriers(row, value) for value in row["values"]))
        for row in rows
        if row["split"] == "dev" and row["has_conflict"]
    ]


def count_questions(data: Path, *, most: int = 300) -> list[Asked]:
    """Questions for one of many like incidents, spread evenly over the set: one of its articles must be found."""
    rows = [row for row in _rows(data / "gva_counts" / "questions.jsonl.gz") if row["split"] == "dev"]
    killed = [row for row in rows if row["kind"] == "killed"]
    return [
        Asked(text=row["question"], gold=(frozenset(file_name(one) for one in row["gold_docs"]),))
        for row in killed[:: max(1, len(killed) // most)][:most]
    ]


def passage_questions(data: Path, *, most: int = 600) -> list[Asked]:
    """Answerable questions, spread evenly over the set: the passage that they were written for must be found."""
    rows = [row for row in _rows(data / "squad_v2" / "questions.jsonl.gz") if row["split"] == "dev"]
    answerable = [row for row in rows if not row["is_impossible"]]
    return [
        Asked(text=row["question"], gold=(frozenset({file_name(row["passage_id"])}),))
        for row in answerable[:: max(1, len(answerable) // most)][:most]
    ]


def file_name(key: str) -> str:
    """The name of the file that holds an article."""
    return re.sub(r"[^\w.-]", "_", key) + ".txt"


def _carriers(row: dict[str, Any], value: float) -> frozenset[str]:
    return frozenset(file_name(claim["article_id"]) for claim in row["claims"] if claim["value"] == value)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _write(folder: Path, key: str, row: dict[str, Any], *, publisher: str | None = None) -> None:
    fields = {"title": row.get("title"), "publisher": publisher, "published": _day(row.get("date"))}
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file_name(key)).write_text(f"---\n{head}---\n\n{row['text'].rstrip()}\n", encoding="utf-8")


def _day(written: str | None) -> str | None:
    """The ISO day of an ISO date or of a wire's "26-FEB-1987 15:02"; None for anything else."""
    if wire := _WIRE_DATE.match(written or ""):
        return datetime.strptime(wire[1], "%d-%b-%Y").date().isoformat()
    return written[:10] if re.match(r"\d{4}-\d\d-\d\d", written or "") and written else None
