from __future__ import annotations

from rag.records import Article, Passage
from rag.search.collapse import collapse_copies, merge_passages
from rag.search.retrieve import Ranked
from tests.factories import make_article, make_hit

REPORT = (
    "Four people died when the ferry Aurelia burned off Port Lerna on Tuesday night, the coast guard said. "
    "Boats from three villages brought ninety passengers ashore before the upper deck fell in, and divers went on "
    "looking for the chief engineer, who was last seen near the pumps."
)


def ranked(number: int, score: float) -> Ranked:
    return Ranked(id=number, score=score, words=score, cosine=score, word_rank=number, vector_rank=None)


def passage(article: Article, number: int, text: str) -> Passage:
    return Passage(article_id=article.id, number=number, start=0, end=len(text), text=text)


def test_passages_of_one_article_make_one_hit_under_the_best() -> None:
    ferry, bread = make_article("The ferry burned. Four died."), make_article("Bread is dear.", title="Bread")
    passages = {
        1: passage(ferry, 0, "The ferry burned."),
        2: passage(bread, 0, "Bread is dear."),
        3: passage(ferry, 1, "Four died."),
    }
    order = [ranked(3, 0.9), ranked(2, 0.5), ranked(1, 0.4)]

    first, second = merge_passages(order, passages=passages, articles={ferry.id: ferry, bread.id: bread})

    assert (first.article, first.passage.text, first.score) == (ferry, "Four died.", 0.9)
    assert [one.text for one in first.others] == ["The ferry burned."]
    assert (second.article, second.others, second.word_rank) == (bread, (), 2)


def test_what_was_removed_meanwhile_is_left_out() -> None:
    ferry = make_article("The ferry burned.")

    hits = merge_passages([ranked(1, 0.9), ranked(2, 0.8)], passages={2: passage(ferry, 0, "The")}, articles={})

    assert hits == []


def test_copies_of_one_report_are_shown_under_the_best_of_them() -> None:
    original = make_article(REPORT, title="Ferry burns")
    copy = make_article(REPORT + " Our readers share the grief.", title="Four dead on ferry")
    other = make_article("Bread is dear in the capital, where flour costs twice as much as last year.", title="Bread")
    hits = [make_hit(article=article) for article in (copy, other, original)]

    first, second = collapse_copies(hits, k=5)

    assert (first.article, first.copies) == (copy, (original,))
    assert (second.article, second.copies) == (other, ())


def test_a_copy_does_not_take_the_place_of_another_report() -> None:
    articles = [make_article(REPORT, title=f"Ferry {number}") for number in range(4)]
    bread = make_article("Bread is dear in the capital, where flour costs twice as much as last year.", title="Bread")
    hits = [make_hit(article=article) for article in (*articles, bread)]

    assert [hit.article.title for hit in collapse_copies(hits, k=2)] == ["Ferry 0", "Bread"]
    assert collapse_copies(hits, k=0) == []
