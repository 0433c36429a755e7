from __future__ import annotations

from rag.store.files import StoredFile
from rag.store.plan import Row, compare, kept, moved_roots, rows_of


def rows(root: str = "/news", **articles: str) -> tuple[Row, ...]:
    return rows_of(root, {f"{name}.txt": (("", article),) for name, article in articles.items()})


def table(*articles: str) -> tuple[Row, ...]:
    """The places of a table's rows that carry these articles."""
    return rows_of("/news", {"t.csv": tuple((f"#{number}", article) for number, article in enumerate(articles, 1))})


def stored(*articles: str) -> StoredFile:
    """A table as it was read."""
    numbered = tuple((f"#{number}", article) for number, article in enumerate(articles, 1))
    return StoredFile(path="t.csv", sha256="sha", reading="now", articles=numbered)


def test_each_file_is_told_by_its_name_and_content() -> None:
    outcome = compare(
        rows(same="A", edited="B", renamed="C", dropped="D"), rows(same="A", edited="B2", other="C", fresh="E")
    )

    assert outcome.unchanged == 1
    assert outcome.changed == ("edited.txt",)
    assert outcome.moved == ("other.txt",)
    assert outcome.removed == ("dropped.txt",)
    assert outcome.added == ("fresh.txt",)


def test_a_copy_beside_its_original_is_added_not_moved() -> None:
    outcome = compare(rows(a="A"), rows(a="A", b="A"))

    assert (outcome.added, outcome.moved) == (("b.txt",), ())


def test_of_two_copies_of_a_renamed_file_one_was_moved_and_one_added() -> None:
    outcome = compare(rows(a="A"), rows(b="A", c="A"))

    assert (outcome.moved, outcome.added, outcome.removed) == (("b.txt",), ("c.txt",), ())


def test_a_folder_that_became_this_one_moved_all_its_files() -> None:
    outcome = compare(rows("/old", a="A", b="B"), rows("/new", a="A", b="B"))

    assert (outcome.moved, outcome.removed, outcome.unchanged) == (("a.txt", "b.txt"), (), 0)


def test_a_missing_folder_became_this_one_when_most_of_it_is_here() -> None:
    def folder(*digests: str) -> dict[str, StoredFile]:
        return {one: StoredFile(path=one, sha256=one, reading="now") for one in digests}

    found = moved_roots({"/old": folder("A", "B", "C"), "/other": folder("D", "E")}, digests={"A", "B", "D"})

    assert list(found) == ["/old"]


def test_a_row_put_on_top_of_a_table_is_added_and_the_others_stay() -> None:
    outcome = compare(table("A", "B"), table("X", "A", "B"))

    assert (outcome.added, outcome.changed, outcome.removed, outcome.unchanged) == (("t.csv#1",), (), (), 2)


def test_a_row_taken_out_of_a_table_is_removed_and_the_others_stay() -> None:
    outcome = compare(table("A", "B", "C"), table("B", "C"))

    assert (outcome.added, outcome.changed, outcome.removed, outcome.unchanged) == ((), (), ("t.csv#1",), 2)


def test_a_row_that_says_something_else_is_changed() -> None:
    outcome = compare(table("A", "B"), table("A", "B2"))

    assert (outcome.changed, outcome.unchanged) == (("t.csv#2",), 1)


def test_a_row_that_became_unreadable_is_kept() -> None:
    held = kept(stored("A", "B", "C"), [("#1", "A")], [("#2", "has no text"), ("#3", "has no text")])

    assert held == (("#2", "B"), ("#3", "C"))


def test_a_row_that_moved_up_within_its_file_is_not_kept_twice() -> None:
    assert kept(stored("A", "B"), [("#1", "B")], [("#2", "has no text")]) == ()


def test_a_file_unreadable_as_a_whole_keeps_all_that_it_held() -> None:
    assert kept(stored("A", "B"), [], [("", "is binary")]) == (("#1", "A"), ("#2", "B"))


def test_a_remark_on_a_whole_table_keeps_nothing_that_is_gone() -> None:
    assert kept(stored("A", "B"), [("#1", "A")], [("", "1 row has a date that…")]) == ()
