from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import UsageError
from rag.web import users
from rag.web.users import Users, line_for

PASSWORD = "four at sea"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "users.txt"
    made.write_text(
        f"# our readers\n{line_for('ada', PASSWORD)}\n\n{line_for('bo', 'another one')}\n", encoding="utf-8"
    )
    return made


def test_only_the_right_password_of_a_known_name_opens(file: Path) -> None:
    readers = Users(file)

    tries = [("ada", PASSWORD), ("ada", "another one"), ("bo", "another one"), ("eve", PASSWORD), ("", "")]
    assert [readers.know(*one) for one in tries] == [True, False, True, False, False]


def test_a_line_holds_no_password_and_no_two_lines_are_alike() -> None:
    one, other = line_for("ada", PASSWORD), line_for("ada", PASSWORD)

    assert PASSWORD not in one
    assert one != other
    assert one.startswith("ada:scrypt:16384:8:1:")


def test_after_many_wrong_passwords_a_name_is_closed_for_a_while(file: Path) -> None:
    now = [100.0]
    readers = Users(file, clock=lambda: now[0])

    wrong = [readers.know("ada", "wrong") for _ in range(users.MOST_TRIES)]
    closed = readers.know("ada", PASSWORD)
    now[0] += users.PAUSE_SECONDS + 1

    assert not any(wrong)
    assert not closed
    assert readers.know("bo", "another one")
    assert readers.know("ada", PASSWORD)


@pytest.mark.parametrize("name", ["", "a:b", " ada", "a\nb"])
def test_a_name_that_would_break_the_line_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="cannot be used"):
        line_for(name, PASSWORD)


def test_a_short_password_is_refused() -> None:
    with pytest.raises(UsageError, match="the password has 3 characters; choose at least 8"):
        line_for("ada", "abc")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ada:secret\n", r"line 1 of the users' file .* is no user; make its lines with: rag user NAME >> FILE"),
        ("ada:scrypt:3:8:1:00:00\n", "line 1"),
        (f"ada:scrypt:16384:8:1:zz:{'0' * 64}\n", "line 1"),
        ("# nobody\n", "names nobody"),
    ],
)
def test_a_file_that_is_none_says_so(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "users.txt"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=words):
        Users(file)


def test_a_file_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        Users(tmp_path / "gone.txt")
