"""Keep the documents true: do the commands they show exist, and is the map the house as it stands?"""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
from itertools import takewhile
from pathlib import Path

import pytest

from rag.cli import main
from rag.cli import rag as commands

ROOT = Path(__file__).parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "evals/README.md", "benchmarks/README.md", "index/README.md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split()  # type: ignore[index]

every_document = pytest.mark.parametrize("name", DOCUMENTS)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def shown(name: str) -> list[str]:
    """Every line of code that a document shows, in a block or in the running text."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", read(name), re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```\w*\n.*?^```$", "", read(name), flags=re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", prose)
    return [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()] + spans


def words_of(line: str) -> list[str]:
    """The words of the command in a line, without what follows it in a comment or a pipe."""
    return list(takewhile(lambda word: word not in {"|", "&&"}, shlex.split(line, comments=True)))


def commands_shown(name: str, program: str) -> list[list[str]]:
    return [words_of(line) for line in shown(name) if re.match(rf"{program} [\w-]", line)]


def modules() -> dict[str, str]:
    """Each module of the package, and the question that its docstring opens with."""
    paths = [path for path in sorted((ROOT / "rag").rglob("*.py")) if not path.name.startswith("__")]
    docstrings = {path: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "" for path in paths}
    return {
        path.relative_to(ROOT / "rag").with_suffix("").as_posix(): text.splitlines()[0].split(": ", 1)[-1]
        for path, text in docstrings.items()
    }


def drawn_map() -> list[str]:
    """The map as it should stand: modules beside the folders first, then each folder with its modules."""
    lines, folder = ["rag/"], ""
    for name, question in sorted(modules().items(), key=lambda item: (item[0].rpartition("/")[0], item[0])):
        parent, _, module = name.rpartition("/")
        if parent != folder:
            lines.append(f"  {parent}/")
            folder = parent
        lines.append(f"{'    ' if parent else '  '}{module:<{14 if parent else 16}}{question}")
    return lines


@every_document
def test_every_make_target_that_a_document_names_exists(name: str) -> None:
    named = {words[1] for words in commands_shown(name, "make")}

    assert named <= set(TARGETS)


def test_make_help_lists_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert re.findall(r"^  make (\w+)", listed, re.MULTILINE) == TARGETS


def options_of(command: str) -> set[str]:
    """The options that a subcommand of ``rag`` takes, ``--help`` included."""
    return {"--help"} | {option for parameter in commands.commands[command].params for option in parameter.opts}


@every_document
def test_every_rag_command_that_a_document_shows_exists_with_its_options(name: str) -> None:
    for words in commands_shown(name, "rag"):
        if words[1].startswith("-"):
            assert words[1] in {"--help", "--version"}
            continue
        assert words[1] in commands.commands, f"{name} shows {' '.join(words)}"
        assert {word for word in words[2:] if word.startswith("--")} <= options_of(words[1]), (
            f"{name}: {' '.join(words)}"
        )


@every_document
def test_every_relative_link_leads_somewhere(name: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", read(name)) if "://" not in link]

    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_map_in_contributing_is_the_house_as_it_stands() -> None:
    drawn = re.search(r"^```\n(rag/\n.*?)^```$", read("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)

    assert drawn is not None, "CONTRIBUTING.md has no block that begins with rag/"
    assert drawn[1].splitlines() == drawn_map(), "the map should read:\n" + "\n".join(drawn_map())


def pictures() -> list[tuple[str, list[str]]]:
    """Each ``rag`` command of the README that is shown with its output, and the lines shown of it."""
    blocks = re.findall(r"^```console\n\$ rag (.*?)\n(.*?)^```$", read("README.md"), re.MULTILINE | re.DOTALL)
    return [(command, [line for line in output.splitlines() if line != "…"]) for command, output in blocks]


@pytest.mark.parametrize(("command", "lines"), pictures())
def test_the_picture_of_an_answer_is_what_the_command_prints(
    command: str, lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["index", str(ROOT / "seeds"), "--index", str(tmp_path)])
    capsys.readouterr()
    main([*shlex.split(command), "--index", str(tmp_path)])
    printed = iter(capsys.readouterr().out.splitlines())

    assert [line for line in lines if line not in printed] == []
