"""Each sentence comes in the model's words where they hold, else as composed, and says who wrote it."""

from __future__ import annotations

from collections.abc import Callable

from rag.answers.compose import compose
from rag.answers.phrase import Told, phrase
from rag.models.language import ScriptedModel
from rag.records import Finding, Sentence
from tests.factories import make_citation, make_finding, make_position, make_voice

LONG = "The trains were late because a signal had failed at Orle, the operator said."
TOLD = "According to the operator, the trains were late because a signal had failed at Orle [3]."
CITATIONS = [make_citation(id=1), make_citation(id=2, publisher="Strait News"), make_citation(LONG, id=3)]
FIGURES = make_finding(aspect="people killed")
CAUSE = make_finding(
    make_position(LONG, make_voice("the operator", citation=3), low=None, high=None), relation="single", aspect="cause"
)
RIGHT = "The coast guard said 4 people were killed [1], while St Brannoc hospital put it at at least 7 [2]."


def words(
    *replies: str,
    findings: tuple[Finding, ...] = (FIGURES,),
    is_borne_out: Callable[[str], bool] = lambda text: True,
    seconds: float = 60.0,
) -> list[Sentence]:
    told = Told(
        question="Why were the trains late?",
        findings=findings,
        citations={citation.id: citation for citation in CITATIONS},
    )
    model = ScriptedModel(replies)
    composed = compose(findings, CITATIONS)
    return list(phrase(told, composed, model=model, is_borne_out=is_borne_out, seconds=seconds))


def test_a_written_sentence_is_marked_as_the_models() -> None:
    assert words(RIGHT) == [Sentence(text=RIGHT, written_by="model", finding=0)]


def test_each_sentence_stands_or_falls_alone() -> None:
    first, second = words(RIGHT, "Nonsense.", findings=(FIGURES, FIGURES))

    assert (first.written_by, second.written_by) == ("model", "template")
    assert first.text == RIGHT[:-1] + f" (“{FIGURES.event.label}”)."
    assert second.text.startswith("The sources disagree (people killed)")


def test_a_statement_may_be_told_in_prose() -> None:
    [sentence] = words(TOLD, findings=(CAUSE,))

    assert sentence == Sentence(text=TOLD, written_by="model", finding=0)


def test_what_the_passages_do_not_bear_out_stays_as_composed() -> None:
    [sentence] = words(RIGHT, is_borne_out=lambda text: False)

    assert sentence.written_by == "template"


def test_when_the_time_is_over_all_stays_as_composed() -> None:
    assert words(RIGHT, seconds=-1.0) == compose((FIGURES,), CITATIONS)


def test_the_first_answer_does_not_wait_for_a_model_that_still_loads() -> None:
    class Loading(ScriptedModel):
        def is_loaded(self, *, within: float) -> bool:
            return False

    told = Told(question="", findings=(FIGURES,), citations={citation.id: citation for citation in CITATIONS})
    composed = compose((FIGURES,), CITATIONS)

    assert list(phrase(told, composed, model=Loading([RIGHT]), is_borne_out=lambda text: True)) == composed


def test_sentences_come_one_by_one() -> None:
    told = Told(question="", findings=(FIGURES, FIGURES), citations={c.id: c for c in CITATIONS})
    model = ScriptedModel([RIGHT, RIGHT])
    stream = phrase(told, compose((FIGURES, FIGURES), CITATIONS), model=model, is_borne_out=lambda text: True)

    next(stream)

    assert len(model.heard) == 1
