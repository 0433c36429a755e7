"""A citation is verbatim, numbered once for each sentence, and names the copies it stands for."""

from __future__ import annotations

from rag.answers.citing import CitationList, fold_copies
from tests.answers.factories import COURIER, FERRY, make_evidence

COPY = FERRY | {"echo.md": ("The Echo", *COURIER[1:])}


def test_numbers_run_from_one_and_a_sentence_keeps_its_number() -> None:
    evidence = make_evidence(FERRY)
    cited = CitationList(evidence.articles)
    first, *_, last = evidence.claims

    assert [cited.number(claim) for claim in (first, last, first)] == [1, 2, 1]


def test_a_statement_and_a_figure_of_one_sentence_share_a_citation() -> None:
    evidence = make_evidence(FERRY)
    cited = CitationList(evidence.articles)
    one, *rest = [claim for claim in evidence.claims if claim.start == 0 and claim.article_id == "id-courier.md"]

    assert {cited.number(claim) for claim in (one, *rest)} == {1}
    assert rest


def test_every_citation_is_verbatim_with_the_data_of_its_article() -> None:
    evidence = make_evidence(FERRY)
    cited = CitationList(evidence.articles)
    for claim in evidence.claims:
        cited.number(claim)

    by_file = {article.file: article for article in evidence.articles.values()}
    for citation in cited.citations():
        article = by_file[citation.article]
        assert article.text[citation.start : citation.end] == citation.quote
        assert citation.quote in citation.passage
        assert citation.passage in article.text
        assert (citation.publisher, citation.published, citation.title) == (
            article.publisher,
            article.published,
            article.title,
        )


def test_a_passage_reaches_back_to_what_its_pronoun_means() -> None:
    text = "The captain Olan Brey left the ship. He said the engine had failed."
    evidence = make_evidence({"a.md": ("Strait News", "2024-05-02", text)})
    cited = CitationList(evidence.articles)
    cited.number(next(claim for claim in evidence.claims if claim.quote.startswith("He")))

    [citation] = cited.citations()
    assert citation.quote == "He said the engine had failed."
    assert citation.passage == text


def test_claims_of_a_copy_fold_under_the_first() -> None:
    evidence = make_evidence(COPY)
    openings = [claim for claim in evidence.claims if claim.start == 0 and claim.quantity]

    folded = fold_copies(openings)

    assert [(first.article_id, [copy.article_id for copy in copies]) for first, copies in folded] == [
        ("id-courier.md", ["id-echo.md"]),
        ("id-strait.md", []),
    ]


def test_a_copy_is_named_once_in_the_citation() -> None:
    evidence = make_evidence(COPY)
    cited = CitationList(evidence.articles)
    original, copy = (c for c in evidence.claims if c.start == 0 and c.quantity and c.article_id != "id-strait.md")

    number = cited.number(original)
    cited.add_copy(number, copy)
    cited.add_copy(number, copy)

    [citation] = cited.citations()
    assert (citation.article, citation.copies) == ("courier.md", ("echo.md",))
