"""Loading: every readable file becomes its article, every other one a line that says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.articles import load
from rag.articles.load import article_files, decode, file_name, read_article
from rag.errors import ArticleError, UsageError
from rag.records import Article

STORY = "The café at Orrin burned down. “We lost £12m,” said José Peña – its owner.\n"


def write(folder: Path, name: str, content: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "story.txt") -> Article:
    return read_article(write(folder, name, content), root=folder)


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in article_files(folder)]


def test_articles_are_the_text_and_markdown_files_at_any_depth_in_order(tmp_path: Path) -> None:
    for name in ["b.txt", "a.md", "deep/er/c.TXT", "deep/README.md", "d.pdf", "README.md", ".hidden.txt", ".git/e.txt"]:
        write(tmp_path, name)

    assert names(tmp_path) == ["a.md", "b.txt", "deep/README.md", "deep/er/c.TXT"]


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "news", tmp_path / "private"
    write(folder, "a.txt")
    write(outside, "secret.txt")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "outside.txt").symlink_to(outside / "secret.txt")
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    (folder / "linked").symlink_to(outside, target_is_directory=True)

    assert names(folder) == ["a.txt", "inside.txt"]


def test_what_is_no_regular_file_is_no_article(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path, "folder.txt/a.txt")

    assert names(tmp_path) == ["folder.txt/a.txt"]


def test_a_missing_folder_and_a_file_in_its_place_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist: name a folder that holds"):
        article_files(tmp_path / "none")
    with pytest.raises(UsageError, match="is a file, not a folder"):
        article_files(write(tmp_path, "a.txt"))


def test_an_article_holds_its_text_as_written_and_its_metadata(tmp_path: Path) -> None:
    content = "---\ntitle: Fire at Orrin\npublished: 2024-05-02\n---\n\n  \n  Indented first line.\n\nLast line.  \n\n"

    article = read(tmp_path, content, name="news/fire.md")

    assert article.text == "  Indented first line.\n\nLast line."
    assert (article.files, article.title) == (("news/fire.md",), "Fire at Orrin")
    assert (article.published, article.published_basis) == ("2024-05-02", "metadata")


def test_the_id_follows_the_content_and_not_the_place(tmp_path: Path) -> None:
    first = read(tmp_path, STORY, name="a.txt")
    moved = read(tmp_path, STORY + "\n\n", name="elsewhere/b.md")
    edited = read(tmp_path, STORY.replace("12", "13"), name="c.txt")
    dated = read(tmp_path, "---\npublished: 2024-05-02\n---\n" + STORY, name="d.txt")

    assert first.id == moved.id
    assert len({first.id, edited.id, dated.id}) == 3
    assert len(first.id) == 16
    assert int(first.id, 16) >= 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(STORY.encode(encoding)) == STORY


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Семь человек погибли при взрыве на фабрике, сообщил губернатор. Ещё двенадцать ранены.", "cp1251"),
        ("El alcalde señaló que murieron más de siete niños en la explosión. ¿Quién avisó?", "latin-1"),
        ("Über zwölf Menschen wurden verletzt, sagte Bürgermeister Jürgen Großmann.", "cp1252"),
    ],
)
def test_an_older_encoding_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_broken_byte_does_not_turn_utf_8_into_something_else() -> None:
    assert decode(STORY.encode() + b"\xe2\x82") == STORY + "\ufffd"


def test_line_ends_become_one_kind() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_escape_codes_and_control_characters_do_not_survive(tmp_path: Path) -> None:
    article = read(
        tmp_path, "Nine\x1b[31m died\x07, \x9b2Jsaid\tthe\x7f mayor of Orrin town.\u202e\n<script>x</script>"
    )

    assert article.text == "Nine[31m died, 2Jsaid\tthe mayor of Orrin town.\u202e\n<script>x</script>"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty; write the article into it"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"---\ntitle: Only this\n---\n\n", "holds no text; write the article below its front matter"),
        (b"abc\x00def", r"is binary, not text \(NUL bytes\); save it as plain UTF-8 text"),
        (bytes(range(1, 32)) * 20, r"is binary, not text \(control bytes\)"),
        (b"%PDF-1.7 some text", r"is binary, not text \(a PDF file\)"),
        (b"PK\x03\x04docx", r"a zip or office file"),
        (b"---\ntitle: [\n---\nText.", "broken front matter in line"),
    ],
)
def test_a_file_that_is_no_article_is_named_in_one_line(tmp_path: Path, content: bytes, fault: str) -> None:
    with pytest.raises(ArticleError, match=rf"^story\.txt: .*{fault}") as caught:
        read(tmp_path, content)

    assert "\n" not in str(caught.value)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(ArticleError, match=r"^huge\.txt: is too large \(50 MB, and the limit is 20 MB\); split it"):
        read_article(path, root=tmp_path)


def test_a_file_at_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "LARGEST_FILE", 100)

    assert read(tmp_path, "x" * 100).text == "x" * 100


def test_a_vanished_file_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^gone\.txt: cannot be read \(no such file or directory\); mend or remove"):
        read_article(tmp_path / "gone.txt", root=tmp_path)


def test_a_file_without_permission_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "locked.txt")
    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(ArticleError, match=r"^locked\.txt: cannot be read \(permission denied\)"):
        read_article(path, root=tmp_path)


def test_a_folder_that_cannot_be_listed_is_among_the_files_so_that_it_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    locked = tmp_path / "locked"
    locked.mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert names(tmp_path) == ["a.txt", "locked"]


def test_a_file_name_cannot_write_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\n\udcff.txt"

    assert file_name(path, root=tmp_path) == "a\ufffd[2J\ufffd\ufffd.txt"
    with pytest.raises(ArticleError, match=r"^a.\[2J..\.txt: cannot be read"):
        read_article(path, root=tmp_path)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_named(data: bytes) -> None:
    try:
        text = decode(data)
    except ArticleError as error:
        text = str(error)

    assert text.strip()
    assert "\r" not in text
