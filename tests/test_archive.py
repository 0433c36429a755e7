from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

import rag
from rag.archive import Archive
from rag.errors import IndexingError, UsageError
from rag.search.encode import HashEncoder

ROOT = Path(__file__).parent.parent
FERRY = """---
title: Ferry burns off Port Lerna
publisher: The Lerna Courier
---
Four passengers lost their lives when fire broke out aboard the ferry Aurelia on Monday, the coast guard said.

The vessel had been inspected in spring.
"""
BREAD = """---
title: Bakers raise their prices
---
A loaf now costs three crowns in Port Lerna. Bakers blame the poor harvest.
"""
BRIDGE = "The bridge over the Orlan stays closed until spring, said mayor Ilse Tamm."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "news"
    place.mkdir()
    for name, text in {"ferry.md": FERRY, "bread.md": BREAD, "bridge.txt": BRIDGE}.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "index") as opened:
        yield opened


def test_a_folder_is_indexed_and_the_right_passage_is_found(archive: Archive, folder: Path) -> None:
    report = archive.sync(folder)

    assert (report.added, report.encoded) == (("bread.md", "bridge.txt", "ferry.md"), 3)
    assert report.summary().startswith("3 added, 0 changed, 0 removed, 0 unchanged; 3 passages encoded in")
    [best, *_] = archive.search("How many people died on the ship?")
    assert best.article.title == "Ferry burns off Port Lerna"
    assert best.passage.text.startswith("Four passengers lost their lives")
    assert best.vector_rank == 1


def test_a_rare_name_is_found_by_its_word(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    [best, *_] = archive.search("Tamm")

    assert (best.article.file, best.word_rank) == ("bridge.txt", 1)


def test_the_archive_follows_its_folder(archive: Archive, folder: Path) -> None:
    archive.sync(folder)
    (folder / "bread.md").unlink()
    (folder / "bridge.txt").write_text("Quarry workers ended their strike in Velm.", encoding="utf-8")
    (folder / "ferry.md").rename(folder / "ship.md")

    report = archive.sync(folder)

    assert (report.removed, report.changed, report.moved) == (("bread.md",), ("bridge.txt",), ("ship.md",))
    assert report.encoded == 1
    assert [article.files for article in archive.articles()] == [("bridge.txt",), ("ship.md",)]
    assert archive.search("Who went on strike?")[0].article.file == "bridge.txt"
    assert {hit.article.file for hit in archive.search("price of bread")} == {"bridge.txt", "ship.md"}


def test_a_moved_file_is_not_encoded_again(archive: Archive, folder: Path) -> None:
    archive.sync(folder)
    (folder / "ferry.md").rename(folder / "ship.md")

    assert archive.sync(folder).encoded == 0


def test_an_index_opens_again_with_the_same_hits(archive: Archive, folder: Path) -> None:
    archive.sync(folder)
    before = archive.search("fire on a ship")
    archive.close()

    with Archive(archive.folder) as again:
        assert again.search("fire on a ship") == before


def test_the_status_tells_what_the_index_holds(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    status = archive.status(check=True)

    assert (status.articles, status.passages, status.generation, status.problems) == (3, 3, 1, ())
    assert (status.encoder, status.dimension) == ("all-MiniLM-L6-v2", 384)
    assert status.bytes > 3 * 384 * 2


def test_an_article_is_known_with_its_passages_and_claims(archive: Archive, folder: Path) -> None:
    archive.sync(folder)
    ferry = next(article for article in archive.articles() if article.file == "ferry.md")

    assert archive.article(ferry.id) == ferry
    assert [ferry.text[one.start : one.end] for one in archive.passages(ferry.id)] == [
        one.text for one in archive.passages(ferry.id)
    ]
    for claim in archive.claims([ferry.id]):
        assert ferry.text[claim.start : claim.end] == claim.quote


def test_texts_are_encoded_by_the_encoder_of_the_index(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    vectors = archive.encode(["A fire aboard.", "A blaze on board."])

    assert vectors.shape == (2, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)


def test_another_encoder_is_refused_with_the_command_that_mends_it(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    with (
        Archive(archive.folder, encoder=HashEncoder()) as other,
        pytest.raises(IndexingError, match=r"made with the encoder all-MiniLM-L6-v2, not hash: .*FOLDER --rebuild"),
    ):
        other.search("fire")


def test_an_archive_that_was_never_filled_says_how_to_fill_it(archive: Archive) -> None:
    with pytest.raises(IndexingError, match=r"there is no index in .*: make one with rag index FOLDER"):
        archive.search("fire")
    assert not archive.folder.exists()


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_is_refused(archive: Archive, question: str) -> None:
    with pytest.raises(UsageError, match="the question is empty"):
        archive.search(question)


def test_a_question_of_any_length_and_make_is_searched(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    for question in ("ferry " * 2000, "<b>ferry</b> AND title:(", "\udce9\0\x1b[31m ferry", "🔥"):
        assert len(archive.search(question, k=2)) == 2
    assert archive.search("ferry", k=0) == []


def test_an_open_archive_sees_what_another_one_wrote(tmp_path: Path, folder: Path) -> None:
    with (
        Archive(tmp_path / "i", encoder=HashEncoder()) as writer,
        Archive(tmp_path / "i", encoder=HashEncoder()) as reader,
    ):
        writer.sync(folder)
        assert len(reader.search("ferry")) == 3
        (folder / "more.txt").write_text("A second ferry was bought.", encoding="utf-8")
        writer.sync(folder)

        assert [hit.article.file for hit in reader.search("second ferry bought", k=1)] == ["more.txt"]


def test_every_public_name_loads() -> None:
    assert {name for name in rag.__all__ if getattr(rag, name).__name__ != name} == set()
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = rag.nonsense


HEAVY = "{'torch', 'transformers', 'sentence_transformers', 'gradio', 'llama_cpp'}"


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_rag_imports_nothing_heavy() -> None:
    light = f"{HEAVY} | {{'numpy', 'faiss', 'onnxruntime', 'tantivy', 'sqlite3'}}"

    assert run_python(f"import rag, sys; print(sorted(({light}) & set(sys.modules)))") == "[]"


def test_a_ready_index_is_opened_and_searched_without_torch(archive: Archive, folder: Path) -> None:
    archive.sync(folder)
    code = (
        "import rag, sys\n"
        f"hits = rag.Archive({str(archive.folder)!r}).search('a fire at sea')\n"
        f"print(hits[0].article.file, sorted({HEAVY} & set(sys.modules)))"
    )

    assert run_python(code) == "ferry.md []"


def test_a_hit_stands_for_its_article_and_for_copies_of_its_report(archive: Archive, folder: Path) -> None:
    report = "Boats from three villages brought ninety passengers of the Aurelia ashore before its upper deck fell in."
    for name in ("wire.txt", "local.txt"):
        text = "\n\n".join([report, *(f"{report} It was hour {number} of the fire." for number in range(20))])
        (folder / name).write_text(f"---\npublisher: {name}\n---\n{text}", encoding="utf-8")
    archive.sync(folder)

    [best, *rest] = archive.search("villages brought passengers ashore")

    assert {best.article.file, *(copy.file for copy in best.copies)} == {"wire.txt", "local.txt"}
    assert best.others
    assert {"wire.txt", "local.txt"}.isdisjoint(hit.article.file for hit in rest)


def test_an_explained_hit_says_why_it_ranks_where_it_does(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    [best, *_] = archive.search("fire aboard the Aurelia", k=1, explain=True)

    assert best.why[0].startswith("words: rank 1; fire, aboard, aurelia in the passage")
    assert archive.search("fire aboard the Aurelia", k=1)[0].why == ()


class Contrary:
    """A judge that likes short passages."""

    name = "contrary"

    def judge(self, question: str, texts: Sequence[str]) -> list[float]:
        return [-float(len(text)) for text in texts]


def test_a_reranker_decides_the_order_of_the_hits(archive: Archive, folder: Path) -> None:
    archive.sync(folder)

    with Archive(archive.folder, reranker=Contrary()) as judged:
        hits = judged.search("fire aboard the Aurelia")

    assert [hit.judged for hit in hits] == sorted((-float(len(hit.passage.text)) for hit in hits), reverse=True)
    assert archive.search("fire aboard the Aurelia")[0].article.file == "ferry.md"
    assert hits[0].article.file != "ferry.md"
