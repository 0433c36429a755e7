from __future__ import annotations

import json
from pathlib import Path

from rag.pages.talk import Turn
from rag.web import feedback
from tests.factories import make_answer


def test_each_rating_is_a_line_in_a_file_of_this_machine(tmp_path: Path) -> None:
    file = tmp_path / feedback.FILE

    for rating in ("wrong", ""):
        feedback.write(file, Turn(question="How many died?", answer=make_answer(), rating=rating))

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["rating"] for line in lines] == ["wrong", ""]
    assert lines[0]["question"] == "How many died?"
    assert lines[0]["answer"].startswith("4 died, said the coast guard [1]")


def test_without_a_file_nothing_is_written(tmp_path: Path) -> None:
    feedback.write(None, Turn(question="How many died?", answer=make_answer(), rating="right"))

    assert list(tmp_path.iterdir()) == []
