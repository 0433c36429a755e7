from __future__ import annotations

import pytest

from rag.records import Answer, Event, Relation
from rag.render import layout, plain
from tests.factories import (
    make_answer,
    make_citation,
    make_finding,
    make_position,
    make_sentence,
    make_unanswered,
    make_voice,
)


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("conflict", "the sources disagree (2 independent sources)"),
        ("agree", "the sources agree (2 independent sources)"),
        ("compatible", "the sources are compatible (2 independent sources)"),
        ("update", "the figure changed over time (2 independent sources)"),
        ("single", "one source"),
    ],
)
def test_each_relation_has_its_words(relation: Relation, words: str) -> None:
    assert layout.verdict(make_finding(relation=relation)).text == words


@pytest.mark.parametrize(
    ("holder", "via", "words"),
    [
        ("the coast guard", None, "the coast guard"),
        ("the coast guard", "the Strait Wire", "the coast guard, via the Strait Wire"),
        (None, None, "the article itself"),
        ("", None, "see the passage"),
    ],
)
def test_who_says_so(holder: str | None, via: str | None, words: str) -> None:
    assert layout.who(make_voice(holder, via=via)) == words


def test_copies_of_one_report_are_folded_into_its_row() -> None:
    citations = {1: make_citation(id=1, copies=("b.txt", "c.txt")), 2: make_citation(id=2, copies=("d.txt",))}

    sources = [side.source for side in layout.sides(make_finding(), citations)]

    assert sources == [
        "The Lerna Courier and 2 that carry the same report",
        "The Lerna Courier and 1 that carries the same report",
    ]


def test_a_date_is_shown_as_given_and_a_time_to_its_minute() -> None:
    citations = {1: make_citation(id=1, published="2031-03"), 2: make_citation(id=2, published="2031-03-12T09:15:30Z")}

    assert [side.date for side in layout.sides(make_finding(), citations)] == ["2031-03", "2031-03-12 09:15"]


def test_an_earlier_figure_is_told_from_the_current_one() -> None:
    finding = make_finding(make_position("31", current=False), make_position("57"), relation="update")

    shown = _shown(make_answer(finding))

    assert "  - 31 (earlier): the coast guard (The Lerna Courier, 2031-03-12) [1]\n  - 57: the coast guard" in shown


def test_the_quote_stands_within_its_passage() -> None:
    assert plain.text([layout.excerpt(make_citation("Four died."))]) == (
        "    [1] Smoke rose over the strait at dawn. >>Four died.<< The harbour stayed closed.\n"
    )


def test_a_long_passage_is_shortened_around_its_whole_quote() -> None:
    quote = "Four died. " + "All were known. " * 40 + "So it ends."
    citation = make_citation(quote, passage=f"{'before ' * 90}{quote}{' after' * 90}")

    shown = plain.text([layout.excerpt(citation, 20)])

    assert shown == f"    [1] … before before >>{quote}<< after after after …\n"


def test_other_events_stand_apart_with_their_quotes() -> None:
    other = make_finding(
        make_position("25", make_voice("a spokesman", via="the Strait Wire", citation=3)),
        event=Event(label="the tanker collision", where="Gull Sound", when="2029"),
        relation="single",
    )
    citations = (make_citation(id=1), make_citation(id=2), make_citation("Twenty-five sailors died.", id=3))

    shown = _shown(make_answer(related=(other,), citations=citations))

    passages, _, others = shown.partition("Other events mentioned\n")
    assert "Twenty-five" not in passages
    assert others.startswith(
        "the tanker collision, Gull Sound, 2029 — killed\n"
        "    25: a spokesman, via the Strait Wire [3] article-3.txt: >>Twenty-five sailors died.<<\n"
    )


def test_of_many_other_events_only_the_first_are_listed() -> None:
    shown = _shown(make_answer(related=(make_finding(),) * 40))

    assert shown.count("    4: the coast guard [1]") == layout.MOST_OTHERS
    assert "\nand 32 more\n" in shown


def test_what_was_not_compared_stands_apart() -> None:
    citations = (make_citation(id=1), make_citation(id=2), make_citation("The owner said nothing.", id=3))

    shown = _shown(make_answer(also_mentioned=(3,), citations=citations))

    assert "The owner" not in shown.partition("Also mentioned, not compared\n")[0]
    assert ">>The owner said nothing.<<" in shown


def test_an_answer_that_abstains_shows_the_nearest_passages() -> None:
    shown = _shown(make_unanswered())

    assert shown.startswith(
        "The articles do not say who owned the ferry; [1] comes nearest.\n\nNearest passages\nFerry burns"
    )


@pytest.mark.parametrize(
    ("model", "writers", "told"),
    [
        (None, ("template",), "Composed without a language model."),
        ("smollm2", ("template",), "The language model smollm2 wrote none of this."),
        ("smollm2", ("template", "model"), "The language model smollm2 wrote sentence 2 of 2."),
        ("smollm2", ("model", "template", "model"), "The language model smollm2 wrote sentences 1, 3 of 3."),
    ],
)
def test_it_is_said_which_sentences_a_model_wrote(model: str | None, writers: tuple[str, ...], told: str) -> None:
    sentences = tuple(make_sentence(written_by=writer) for writer in writers)

    assert _shown(make_answer(model=model, sentences=sentences)).endswith(f"2 of 2 articles read. {told}\n")


def test_a_resolved_follow_up_says_how_it_was_understood() -> None:
    shown = _shown(make_answer(question="And the wounded?", standalone_question="How many were wounded in the fire?"))

    assert "\nUnderstood as: How many were wounded in the fire?\n" in shown


def _shown(answer: Answer) -> str:
    return plain.text(layout.whole(answer))
