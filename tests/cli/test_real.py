"""The commands over a real index: what the library raises is what the reader sees."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rag.cli import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with news/ and its index in index/."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "news").mkdir()
    (folder / "news" / "courier.md").write_text(
        "---\ntitle: Ferry burns off Port Lerna\npublisher: The Lerna Courier\npublished: 2031-03-12\n---\n"
        "Four people were killed in the fire aboard the ferry Aurelia off Port Lerna, the coast guard said.\n"
    )
    (folder / "news" / "torn.txt").write_bytes(b"\x00\x01\x02\x03" * 400)
    assert main(["index", str(folder / "news"), "--index", str(folder / "index")]) == 0
    return folder


def test_indexing_again_changes_nothing_and_names_the_unreadable_file(home: Path, capsys: Captured) -> None:
    assert main(["index", str(home / "news"), "--index", str(home / "index")]) == 0

    captured = capsys.readouterr()
    assert captured.out.startswith("0 added, 0 changed, 0 removed, 1 unchanged, 1 unreadable; 0 passages encoded")
    assert captured.err.startswith("rag: torn.txt: ")
    assert captured.err.count("\n") == 1


def test_search_finds_the_passage(home: Path, capsys: Captured) -> None:
    assert main(["search", "ferry fire", "--json", "--index", str(home / "index")]) == 0

    [hit] = json.loads(capsys.readouterr().out)
    assert (hit["article"], hit["publisher"], hit["published"]) == ("courier.md", "The Lerna Courier", "2031-03-12")
    assert hit["passage"].startswith("Four people were killed")


def test_articles_and_status_know_the_one_article(home: Path, capsys: Captured) -> None:
    assert main(["articles", "--index", str(home / "index")]) == 0
    assert main(["status", "--check", "--index", str(home / "index")]) == 0

    printed = capsys.readouterr().out
    assert "Ferry burns off Port Lerna · The Lerna Courier · 2031-03-12 · courier.md\n1 article\n" in printed
    assert "    1 article, 1 passage, " in printed


@pytest.mark.parametrize(
    "arguments",
    [["ask", "How many died?"], ["ask", "-"], ["chat"], ["search", "fire"], ["articles"], ["status"], ["serve"]],
)
def test_only_indexing_makes_an_index(arguments: list[str], tmp_path: Path, capsys: Captured) -> None:
    missing = tmp_path / "index"

    assert main([*arguments, "--index", str(missing)]) == 1
    assert (
        capsys.readouterr().err
        == f"rag: there is no index in {missing}: make one with rag index FOLDER --index {missing}\n"
    )
    assert not missing.exists()


@pytest.mark.parametrize(("question", "fact"), [(" ", "is empty"), ("why " * 2500, "has 9999 characters")])
def test_a_question_that_cannot_be_asked(question: str, fact: str, home: Path, capsys: Captured) -> None:
    assert main(["ask", question, "--no-model", "--index", str(home / "index")]) == 2

    told = capsys.readouterr().err
    assert told.startswith(f"rag: the question {fact}")
    assert told.count("\n") == 1


def test_a_folder_without_articles_makes_no_index(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "empty").mkdir()

    for folder, fact in ((tmp_path / "missing", "does not exist"), (tmp_path / "empty", "has no articles")):
        assert main(["index", str(folder), "--index", str(tmp_path / "index")]) == 2
        assert f"{folder} {fact}" in capsys.readouterr().err

    assert not (tmp_path / "index").exists()


def test_a_file_is_not_an_index(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "index").write_text("no folder")
    (tmp_path / "a.txt").write_text("The ferry burned.")

    assert main(["index", str(tmp_path), "--index", str(tmp_path / "index")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_an_index_of_another_encoder_names_the_command_that_mends_it(home: Path, capsys: Captured) -> None:
    assert main(["search", "fire", "--index", str(home / "index"), "--encoder", "no-such-model"]) == 1

    told = capsys.readouterr().err
    assert "no-such-model" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    "command",
    [
        ["ask", "How many people were killed?", "--no-model"],
        ["search", "fire"],
        ["search", "fire", "--explain", "--json"],
        ["disagreements"],
        ["articles", "--title", "ferry"],
        ["status"],
    ],
)
def test_a_question_on_a_ready_index_imports_no_torch(command: list[str], home: Path) -> None:
    script = f"""
import sys
from rag.cli import main
status = main([*{command}, "--index", {str(home / "index")!r}])
heavy = set(sys.modules) & {{"torch", "transformers", "sentence_transformers", "gradio", "llama_cpp", "rich"}}
sys.exit(f"{{status}} {{heavy}}" if status not in (0, 3) or heavy else 0)  # 3: the articles do not say
"""
    root = Path(__file__).parents[2]

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_answer_cites_the_passage(home: Path, capsys: Captured) -> None:
    question = "How many people were killed in the fire?"

    assert main(["ask", question, "--no-model", "--json", "--index", str(home / "index")]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["citations"][0]["quote"].startswith("Four people were killed in the fire")
    assert answer["written_by"] == "template"
