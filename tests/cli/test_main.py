from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rag.cli import main, rag
from tests.cli.fakes import FakeArchive, run

Captured = pytest.CaptureFixture[str]
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "faiss", "llama_cpp", "numpy", "rich", "typer")


def test_help_lists_the_commands_in_the_order_of_their_use(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:\n")[2].split("\n\n")[0]
    assert [line.split()[0] for line in listed.splitlines()] == [
        "index",
        "ask",
        "chat",
        "search",
        "disagreements",
        "articles",
        "remove",
        "status",
        "models",
        "eval",
        "serve",
        "user",
        "completion",
    ]


@pytest.mark.parametrize("command", sorted(rag.commands))
def test_the_help_of_every_command_shows_how_it_is_used(command: str, capsys: Captured) -> None:
    assert main([command, "--help"]) == 0
    assert f"\n  Examples:\n    {'echo' if command == 'completion' else 'rag'} " in capsys.readouterr().out


def test_no_command_is_wrong_usage_and_shows_the_help(capsys: Captured) -> None:
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("Usage: rag ")


def test_an_unknown_option_is_one_line_with_where_to_read_more(capsys: Captured) -> None:
    assert main(["ask", "--colour"]) == 2
    assert capsys.readouterr().err == "rag: no such option '--colour': see `rag ask --help`\n"


def test_an_unknown_command_is_one_line(capsys: Captured) -> None:
    assert main(["aks"]) == 2
    assert capsys.readouterr().err.startswith("rag: no such command 'aks'")


def test_an_interrupt_ends_with_status_130(capsys: Captured) -> None:
    assert run(FakeArchive(error=KeyboardInterrupt()), "ask", "How many died?") == 130
    assert capsys.readouterr().err == "\n"


def test_a_bug_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError, match="by zero"):
        run(FakeArchive(error=ZeroDivisionError("by zero")), "ask", "How many died?")


def test_what_the_terminal_cannot_write_does_not_end_the_command() -> None:
    script = "from tests.cli.fakes import *; run(FakeArchive(), 'ask', 'How many?', is_terminal=True)"

    done = _python(script, PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert b"\\u2014" in done.stdout


def test_a_reader_who_leaves_early_is_no_error() -> None:
    script = """
import sys
from tests.cli.fakes import *
sys.exit(run(FakeArchive(answer=make_answer(question="x" * 200_000)), "ask", "How many died?", "--json"))
"""
    reading, writing = os.pipe()
    os.close(reading)

    done = _python(script, stdout=writing)

    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["ask", "How many died?"]])
def test_a_command_imports_nothing_heavy_before_it_needs_it(arguments: list[str]) -> None:
    script = f"""
import sys
from tests.cli.fakes import *
run(FakeArchive(), *{arguments})
print(sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)
"""
    assert _python(script).stderr == b"[]\n"


@pytest.mark.parametrize(("shell", "part"), [("bash", "_RAG_COMPLETE=bash_complete"), ("zsh", "#compdef rag")])
def test_completion_prints_the_script_of_a_shell(shell: str, part: str, capsys: Captured) -> None:
    assert main(["completion", shell]) == 0
    assert part in capsys.readouterr().out


def test_a_shell_can_complete_the_commands() -> None:
    done = _python(
        "from rag.cli import main; main()", _RAG_COMPLETE="bash_complete", COMP_WORDS="rag st", COMP_CWORD="1"
    )

    assert done.stdout == b"plain,status\n"


def _python(script: str, *, stdout: int = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[bytes]:
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
