"""An archive is asked: from a folder of files to an answer, streamed or whole, with or without a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import IndexingError, UsageError
from rag.models.language import ScriptedModel
from rag.records import Answer, Finding
from rag.search.encode import HashEncoder
from tests.answers.factories import FERRY_AND_MINE


def write(folder: Path, file: str, told: tuple[str, ...]) -> None:
    publisher, published, text, title = told
    matter = f"---\ntitle: {title}\npublisher: {publisher}\npublished: {published}\n---\n"
    (folder / file).write_text(f"{matter}{text}\n", encoding="utf-8")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for file, told in FERRY_AND_MINE.items():
        write(folder, file, told)
    return folder


@pytest.fixture
def archive(tmp_path: Path, news: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "index", encoder=HashEncoder(), model=None) as opened:
        opened.sync(news)
        yield opened


def bounds(finding: Finding) -> set[tuple[float | None, float | None]]:
    return {(position.low, position.high) for position in finding.positions}


def test_articles_that_disagree_share_one_disputed_finding(archive: Archive) -> None:
    answer = archive.ask("How many died in Port Lerna?")

    [finding] = answer.findings
    assert (finding.relation, bounds(finding)) == ("conflict", {(4, 4), (7, None)})
    assert answer.status == "answered"


def test_the_offsets_of_a_citation_hold_in_the_stored_article(archive: Archive) -> None:
    texts = {article.file: article.text for article in archive.articles()}

    for citation in archive.ask("How many died?").citations:
        assert texts[citation.article][citation.start : citation.end] == citation.quote


def test_a_stream_gives_the_sentences_and_then_the_answer(archive: Archive) -> None:
    *sentences, whole = archive.stream("How many died?")

    assert isinstance(whole, Answer)
    assert tuple(sentences) == whole.sentences
    assert whole.findings == archive.ask("How many died?").findings


def test_a_conversation_is_followed(archive: Archive) -> None:
    history = ["How many people were killed in Port Lerna?"]

    injured = archive.ask("And how many were injured?", history=history)
    speakers = archive.ask("Who said so?", history=[*history, "And how many were injured?"])

    assert [bounds(finding) for finding in injured.findings] == [{(19, 19)}]
    assert speakers.findings == injured.findings
    assert "the coast guard" in speakers.answer


def test_disagreements_are_found_unasked(archive: Archive) -> None:
    answer = archive.disagreements()

    assert [(finding.relation, bounds(finding)) for finding in answer.findings] == [("conflict", {(4, 4), (7, None)})]
    assert (answer.coverage.articles, answer.coverage.considered) == (3, 3)


def test_a_model_of_ones_own_may_word_the_answer(archive: Archive) -> None:
    written = "St Brannoc hospital said at least 7 people were killed [1], but the coast guard put it at 4 [2]."
    model = ScriptedModel([written])

    answer = archive.ask("How many people died in Port Lerna?", model=model)

    assert (answer.model, answer.written_by) == ("scripted", "model")
    assert written in answer.answer


def test_without_a_model_every_sentence_is_composed(archive: Archive) -> None:
    answer = archive.ask("How many died?", model=None)

    assert (answer.model, {sentence.written_by for sentence in answer.sentences}) == (None, {"template"})


def test_the_archive_answers_from_what_the_folder_holds_now(archive: Archive, news: Path) -> None:
    (news / "strait.md").unlink()
    archive.sync(news)

    [finding] = archive.ask("How many died in Port Lerna?").findings

    assert (finding.relation, bounds(finding)) == ("single", {(4, 4)})


def test_a_copy_of_a_file_is_one_article_with_two_names(archive: Archive, news: Path) -> None:
    (news / "zcopy.md").write_text((news / "courier.md").read_text(encoding="utf-8"), encoding="utf-8")
    archive.sync(news)

    answer = archive.ask("How many died in Port Lerna?")

    assert [(c.article, c.copies) for c in answer.citations if c.article == "courier.md"] == [
        ("courier.md", ("zcopy.md",))
    ]
    assert answer.findings[0].independent_sources == 2


def test_of_a_large_archive_the_articles_that_rank_first_are_read(archive: Archive, news: Path) -> None:
    for number in range(70):
        text = f"The bakers of Velm sold {number + 100} loaves of rye at the market, the guild said."
        (news / f"bread{number:02}.txt").write_text(text, encoding="utf-8")
    archive.sync(news)

    answer = archive.ask("How many people were killed in the fire on the ferry Aurelia?")

    assert answer.coverage.articles == 73
    assert answer.coverage.considered < 73
    assert {(4, 4), (7, None)} in [bounds(finding) for finding in answer.findings]


@pytest.mark.parametrize("question", ["", "   \n"])
def test_an_empty_question_is_refused(archive: Archive, question: str) -> None:
    with pytest.raises(UsageError, match="the question is empty"):
        archive.ask(question)
    with pytest.raises(UsageError, match="the question is empty"):
        next(archive.stream(question))


def test_a_question_of_ten_thousand_characters_is_refused(archive: Archive) -> None:
    with pytest.raises(UsageError, match="10000 characters, more than 2000"):
        archive.ask("why " * 2499 + "why?")


@pytest.mark.parametrize("question", ["?", "🔥🔥", "<script>", "\udce9", "title:(", "[1][2]", "\0", "How", "x" * 1999])
def test_any_question_gets_an_answer(archive: Archive, question: str) -> None:
    answer = archive.ask(question)

    assert answer.status in ("answered", "unanswered")
    assert set(re.findall(r"\[(\d+)\]", answer.answer.replace(question, ""))) <= {str(c.id) for c in answer.citations}


def test_an_index_that_is_missing_says_how_to_make_one(tmp_path: Path) -> None:
    with (
        Archive(tmp_path / "none", encoder=HashEncoder()) as empty,
        pytest.raises(IndexingError, match="rag index FOLDER"),
    ):
        empty.ask("How many died?", model=None)


def test_an_empty_folder_says_what_to_put_into_it(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    with (
        Archive(tmp_path / "index", encoder=HashEncoder(), model=None) as empty,
        pytest.raises(UsageError, match="has no articles: put text, pages, PDF, Word, mail or table files into it"),
    ):
        empty.sync(tmp_path / "news")


def test_an_article_of_no_sentence_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "only.txt").write_text("Velm", encoding="utf-8")
    with Archive(tmp_path / "index", encoder=HashEncoder(), model=None) as small:
        small.sync(tmp_path / "news")
        answer = small.ask("How many died?")
        assert small.disagreements().findings == ()

    assert (answer.status, answer.findings, answer.coverage.articles) == ("unanswered", (), 1)
