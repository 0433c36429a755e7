from __future__ import annotations

from rag.store.files import Contents, FileRow, known_contents
from rag.store.plan import compare, faults_of, kept_rows, moved_roots, rows_of


def rows(root: str = "/news", **articles: str) -> tuple[FileRow, ...]:
    return rows_of(
        root,
        {
            f"{name}.txt": Contents(sha256=f"sha-{article}", articles=(("", article),))
            for name, article in articles.items()
        },
    )


def table(*articles: str, sha: str = "sha", faults: tuple[tuple[str, str], ...] = ()) -> dict[str, Contents]:
    """A table whose rows carry these articles."""
    numbered = tuple((f"#{number}", article) for number, article in enumerate(articles, 1))
    return {"t.csv": Contents(sha256=sha, articles=numbered, faults=faults)}


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


def test_a_row_put_on_top_of_a_table_is_added_and_the_others_stay() -> None:
    outcome = compare("/news", rows_of("/news", table("A", "B")), rows_of("/news", table("X", "A", "B")))

    assert (outcome.added, outcome.changed, outcome.removed, outcome.unchanged) == (("t.csv#1",), (), (), 2)


def test_a_row_taken_out_of_a_table_is_removed_and_the_others_stay() -> None:
    outcome = compare("/news", rows_of("/news", table("A", "B", "C")), rows_of("/news", table("B", "C")))

    assert (outcome.added, outcome.changed, outcome.removed, outcome.unchanged) == ((), (), ("t.csv#1",), 2)


def test_a_row_that_says_something_else_is_changed() -> None:
    outcome = compare("/news", rows_of("/news", table("A", "B")), rows_of("/news", table("A", "B2")))

    assert (outcome.changed, outcome.unchanged) == (("t.csv#2",), 1)


def test_what_stands_behind_a_digest_is_known_with_its_faults() -> None:
    found = table("A", "B", faults=(("#3", "has no text"),))

    assert known_contents(rows_of("/news", found), faults_of("/news", found)) == {"sha": found["t.csv"]}


def test_a_row_that_became_unreadable_is_kept_without_a_digest() -> None:
    old = rows_of("/news", table("A", "B", "C"))
    now = {
        "t.csv": Contents(sha256="new", articles=(("#1", "A"),), faults=(("#2", "has no text"), ("#3", "has no text")))
    }

    assert [(row.name, row.sha256, row.article_id) for row in kept_rows("/news", old, now)] == [
        ("t.csv#2", "", "B"),
        ("t.csv#3", "", "C"),
    ]


def test_a_row_that_moved_up_within_its_file_is_not_kept_twice() -> None:
    old = rows_of("/news", table("A", "B"))
    now = {"t.csv": Contents(sha256="new", articles=(("#1", "B"),), faults=(("#2", "has no text"),))}

    assert kept_rows("/news", old, now) == ()


def test_a_file_unreadable_as_a_whole_keeps_all_that_it_held() -> None:
    old = rows_of("/news", table("A", "B"))

    kept = kept_rows("/news", old, {"t.csv": Contents(sha256="new", faults=(("", "is binary"),))})

    assert [row.article_id for row in kept] == ["A", "B"]


def test_a_remark_on_a_whole_table_keeps_nothing_that_is_gone() -> None:
    now = {"t.csv": Contents(sha256="new", articles=(("#1", "A"),), faults=(("", "1 row has a date that…"),))}

    assert kept_rows("/news", rows_of("/news", table("A", "B")), now) == ()
