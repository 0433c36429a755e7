"""What the benchmarks build and compute, on sets as small as a hand."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import corpus, growth
from benchmarks.change import NAME, change_times
from benchmarks.load import Watched, load
from benchmarks.plot import curves
from benchmarks.quality import found_shares
from rag.archive import Archive
from rag.search import vectors
from rag.search.encode import HashEncoder

ROOT = Path(__file__).parent.parent
FERRY = {"id": "a:1", "collection": "wire", "title": "Ferry burns", "date": "12-MAR-2031 08:00", "text": "Four died."}
BREAD = {"id": "a:2", "collection": "wire", "title": "Bread", "date": "None", "text": "A loaf costs three crowns."}


def zipped(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The public sets as they lie there, with two articles and three questions."""
    place = tmp_path / "data"
    zipped(place / "load_news" / "corpus.jsonl.gz", [FERRY, BREAD])
    conflict = {"split": "dev", "has_conflict": True, "question": "How many died?", "values": [4, 7]}
    claims = [{"article_id": "a:1", "value": 4}, {"article_id": "a:3", "value": 7}, {"article_id": "a:2", "value": 7}]
    (place / "news_conflict").mkdir()
    rows = [conflict | {"claims": claims}, conflict | {"split": "heldout", "claims": claims}]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (place / "news_conflict" / "questions.jsonl").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def archive(data: Path, tmp_path: Path) -> Iterator[Archive]:
    corpus.write_news(data, tmp_path / "news")
    with Archive(tmp_path / "index", encoder=HashEncoder()) as opened:
        opened.sync(tmp_path / "news")
        yield opened


def test_articles_are_written_with_their_title_outlet_and_day(archive: Archive) -> None:
    ferry, bread = archive.articles()

    assert (ferry.file, ferry.title, ferry.publisher, ferry.published) == (
        "a_1.txt",
        "Ferry burns",
        "wire",
        "2031-03-12",
    )
    assert (bread.published, bread.text.strip()) == (None, "A loaf costs three crowns.")


def test_only_questions_for_development_are_asked(data: Path) -> None:
    [asked] = corpus.conflict_questions(data)

    assert asked.gold == (frozenset({"a_1.txt"}), frozenset({"a_2.txt", "a_3.txt"}))
    assert asked.is_met_by({"a_1.txt", "a_2.txt"})
    assert not asked.is_met_by({"a_2.txt", "a_3.txt"})


def test_each_ranking_gets_the_share_of_questions_that_it_meets(archive: Archive) -> None:
    questions = [
        corpus.Asked(text="What does a loaf cost?", gold=(frozenset({"a_2.txt"}),)),
        corpus.Asked(text="loaf crowns", gold=(frozenset({"a_1.txt"}),)),
    ]

    shares = dict(found_shares(archive, questions, k=1))

    assert shares == {"words (BM25)": 0.5, "words and dates": 0.5, "vectors": 0.5, "fused": 0.5}


def test_dates_are_left_out_of_the_plain_words(archive: Archive) -> None:
    question = corpus.Asked(text="costs on 12 March 2031", gold=(frozenset({"a_1.txt"}),))

    shares = dict(found_shares(archive, [question], k=1))

    assert (shares["words (BM25)"], shares["words and dates"]) == (0.0, 1.0)


def test_the_watched_encoder_does_some_of_its_work_again() -> None:
    watched = Watched(HashEncoder())
    for number in range(12):
        assert watched.encode(["a ferry"] * (number + 1)).shape == (number + 1, 64)

    assert (watched.name, watched.dimension) == ("hash", 64)
    assert (watched.indexing.texts, watched.bare.texts) == (78, 3 + 11)


def test_loading_is_measured_against_the_bare_encoder(data: Path, tmp_path: Path) -> None:
    corpus.write_news(data, tmp_path / "news")

    figures = load(tmp_path / "news", tmp_path / "index")

    assert (figures["articles"], figures["passages"]) == (2, 2)
    assert figures["share_of_bare"] == pytest.approx(figures["passages_per_s"] / figures["bare_passages_per_s"])
    assert 0 < figures["share_in_encoder"] < 1
    assert figures["peak_mb"] > 50


@pytest.mark.parametrize("most_exact", [10_000, 10], ids=["exact", "graph"])
def test_an_archive_grows_to_any_size_and_finds_its_nearest(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_exact: int
) -> None:
    monkeypatch.setattr(vectors, "MOST_EXACT", most_exact)
    monkeypatch.setattr(growth, "NEIGHBOURS", 1)
    monkeypatch.setattr(growth, "Archive", lambda index: archive)
    (tmp_path / "questions.txt").write_text("Who died?\nWhat costs three crowns?\n", encoding="utf-8")

    growth.build(archive.folder, tmp_path / "grown", size=300)
    figures = growth.measure(archive.folder, tmp_path / "questions.txt", tmp_path / "grown")

    assert figures["is_exact"] == (most_exact > 300)
    assert figures["recall@10"] > 0.9
    assert 0 < figures["vectors_p50_ms"] <= figures["vectors_p95_ms"]
    assert 0 < figures["words_cpu_p50_ms"] <= figures["words_cpu_p95_ms"]


def test_a_change_is_timed_and_undone(data: Path, tmp_path: Path) -> None:
    corpus.write_news(data, tmp_path / "news")
    with Archive(tmp_path / "index") as archive:
        archive.sync(tmp_path / "news")

    times = dict(change_times(tmp_path / "news", tmp_path / "index", rounds=1))

    assert [len(one) for one in times.values()] == [1, 1, 1, 1, 1, 1]
    assert not (tmp_path / "news" / NAME).exists()
    with Archive(tmp_path / "index") as archive:
        assert [article.file for article in archive.articles()] == ["a_1.txt", "a_2.txt"]


def test_a_curve_is_drawn_with_every_point() -> None:
    picture = curves("Time & size", across="passages", up="ms", named={"words": [(10_000, 0.5), (100_000, 3.0)]})

    drawn = ElementTree.fromstring(picture)
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 2
    assert "Time & size" in [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]


def test_without_the_public_data_nothing_is_measured_and_the_reason_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.large", str(tmp_path), "--out", str(tmp_path / "out")]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip().startswith(f"nothing is measured: {tmp_path} has no load_news, news_conflict")
