from __future__ import annotations

from rag.store.database import FileRow
from rag.store.plan import compare, moved_roots, rows_of


def rows(root: str = "/news", **articles: str) -> tuple[FileRow, ...]:
    return rows_of(root, {f"{name}.txt": (f"sha-{article}", article) for name, article in articles.items()})


def test_each_file_is_told_by_its_name_and_content() -> None:
    old = rows(same="A", edited="B", renamed="C", dropped="D")
    new = rows(same="A", edited="B2", other="C", fresh="E")

    outcome = compare("/news", old, new)

    assert outcome.unchanged == 1
    assert outcome.changed == ("edited.txt",)
    assert outcome.moved == ("other.txt",)
    assert outcome.removed == ("dropped.txt",)
    assert outcome.added == ("fresh.txt",)


def test_a_copy_beside_its_original_is_added_not_moved() -> None:
    outcome = compare("/news", rows(a="A"), rows(a="A", b="A"))

    assert (outcome.added, outcome.moved) == (("b.txt",), ())


def test_of_two_copies_of_a_renamed_file_one_was_moved_and_one_added() -> None:
    outcome = compare("/news", rows(a="A"), rows(b="A", c="A"))

    assert (outcome.moved, outcome.added, outcome.removed) == (("b.txt",), ("c.txt",), ())


def test_a_folder_that_became_this_one_moved_all_its_files() -> None:
    outcome = compare("/new", rows("/old", a="A", b="B"), rows("/new", a="A", b="B"))

    assert (outcome.moved, outcome.removed, outcome.unchanged) == (("a.txt", "b.txt"), (), 0)


def test_a_missing_folder_became_this_one_when_most_of_it_is_here() -> None:
    stored = rows("/old", a="A", b="B", c="C") + rows("/other", d="D", e="E")

    found = moved_roots(stored, digests={"sha-A", "sha-B", "sha-D"}, missing={"/old", "/other"})

    assert found == {"/old"}
