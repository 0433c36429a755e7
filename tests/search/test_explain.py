from __future__ import annotations

from rag.search.explain import explain
from rag.search.words import WordIndex
from tests.factories import make_article, make_hit

TERMS = WordIndex.build([]).terms


def test_an_explanation_names_the_words_the_dates_and_the_score() -> None:
    article = make_article(
        "PORT LERNA — Four died.", title="Ferry burns", publisher="The Courier", published="2031-03-13"
    )
    hit = make_hit("Four died.", article=article, words=1.0, cosine=0.5, word_rank=1, vector_rank=3)
    question = "How many died when the ferry burned in Port Lerna on 12 March 2031?"

    lines = explain(question, hit, told=["2031-03-12", "2029"], terms=TERMS)

    assert lines == (
        "words: rank 1; die in the passage; ferri, burn in the title; port, lerna among the names of its opening",
        "date: 2031-03-12 is asked for; published 2031-03-13 (counts 1.0); tells of 2031-03-12",
        "meaning: rank 3; cosine 0.50",
        "score: 0.6 × 1.00 (words and dates, as a share of the best) + 0.4 × 0.50 (meaning) = 0.80",
    )


def test_an_explanation_says_what_does_not_fit() -> None:
    hit = make_hit("Bread is dear.", article=make_article("Bread is dear.", title="", publisher="", published=None))
    hit = make_hit("Bread is dear.", article=hit.article, word_rank=None, vector_rank=None, judged=0.25)

    lines = explain("Who resigned in 2031?", hit, told=[], terms=TERMS)

    assert lines[0] == "words: not among the first; no word shared"
    assert lines[1] == "date: 2031 is asked for; no date of the article fits"
    assert lines[-1] == "reranked: 0.250, which alone decides the order of the first hits"
