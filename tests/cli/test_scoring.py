"""``rag eval`` scores a folder of cases and fails below its floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.cli import main

TEXT = "Four people were killed in the fire at the Oster mill on Monday, the fire brigade said."
ASKED = {
    "ask": "How many people were killed?",
    "after": None,
    "kind": "count",
    "expect": {
        "abstain": False,
        "findings": [
            {
                "event": "fire",
                "aspect": "killed",
                "relation": "single",
                "claims": [
                    {
                        "article": "mill.md", "low": 4, "high": 4, "stance": None, "holder": "the fire brigade",
                        "via": None, "quote": "Four people were killed",
                    }
                ],
            }
        ],
        "other_events": [],
        "independent_sources": None,
    },
}  # fmt: skip


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    article = {"file": "mill.md", "title": "Fire", "publisher": "Oster News", "published": "2024-05-02", "text": TEXT}
    case = {"id": "mill", "articles": [article], "questions": [ASKED]}
    (folder / "mill.json").write_text(json.dumps(case), encoding="utf-8")
    return folder


def test_a_case_is_scored_and_pinned_and_holds(cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = tmp_path / "floors.json"

    assert main(["eval", str(cases), "--no-model", "--floors", str(floors), "--pin"]) == 0
    assert "questions passed (strict)       100.0% (1/1)" in capsys.readouterr().out
    assert main(["eval", str(cases), "--no-model", "--floors", str(floors)]) == 0
    assert "no floor of" in capsys.readouterr().out


def test_a_fallen_floor_is_named_and_ends_with_1(
    cases: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors, out = tmp_path / "floors.json", tmp_path / "out.json"
    main(["eval", str(cases), "--no-model", "--floors", str(floors), "--pin"])
    kept = json.loads(floors.read_text(encoding="utf-8"))
    kept["floors"]["figures of other events given"] = -1
    floors.write_text(json.dumps(kept), encoding="utf-8")

    assert main(["eval", str(cases), "--no-model", "--floors", str(floors), "--json", str(out)]) == 1
    assert "below its floor: figures of other events given: 0, at most -1 is pinned" in capsys.readouterr().out
    assert json.loads(out.read_text(encoding="utf-8"))[0]["pass"] is True


def test_a_folder_without_cases_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"rag: there are no cases in {tmp_path}: name a folder of .json files")


def test_a_file_that_is_no_case_says_what_is_missing(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "odd.json").write_text('{"id": "odd"}', encoding="utf-8")

    assert main(["eval", str(cases)]) == 2
    assert "has no articles, questions: see evals/README.md" in capsys.readouterr().err
