from __future__ import annotations

from rag.pages.talk import Talk, Turn
from rag.pages.thread import thread
from rag.records import Answer
from tests.factories import make_answer, make_citation, make_finding, make_position, make_sentence, make_unanswered
from tests.pages.reading import element_names, elements, text_of, texts_of


def shown(answer: Answer) -> str:
    return thread(Talk(turns=(Turn(question=answer.question).heard(answer),)))


def test_before_the_first_question_the_page_says_what_it_is_for() -> None:
    assert text_of(thread(Talk())).startswith("What do the articles say?")


def test_sentences_are_shown_before_the_answer_is_whole() -> None:
    html = thread(Talk(turns=(Turn(question="How many died?", partial=(make_sentence("Four died [1]."),)),)))

    assert "Four died [1].Still writing" in text_of(html)
    assert elements(html, "article")[0]["aria-busy"] == "true"
    assert elements(html, "a") == []


def test_markers_point_to_the_cards_of_their_own_turn() -> None:
    turn = Turn(question="How many died?").heard(make_answer())
    html = thread(Talk(turns=(turn, turn)))

    links = [link["href"] for link in elements(html, "a") if link["class"] == "marker"]
    cards = {card["id"] for card in elements(html, "li") if card.get("class") == "card"}
    assert links[:2] == ["#t1-c1", "#t1-c2"]
    assert cards == {"t1-c1", "t1-c2", "t2-c1", "t2-c2"}
    assert {str(link).removeprefix("#") for link in links} == cards


def test_sentences_that_a_model_wrote_are_marked_and_the_others_are_not() -> None:
    html = shown(
        make_answer(sentences=(make_sentence("Reports differ [1].", written_by="model"), make_sentence("4, or 7.")))
    )

    assert "Reports differ [1]. model 4, or 7." in text_of(html)
    assert "sentences marked ‘model’ were phrased by the language model" in text_of(html)


def test_an_answer_without_a_model_says_so() -> None:
    assert "2 of 2 articles considered; no sentence was written by a language model." in text_of(shown(make_answer()))


def test_an_abstention_says_so_and_shows_what_comes_nearest() -> None:
    html = shown(make_unanswered())

    assert "The articles do not say" in text_of(html)
    assert texts_of(html, "h3") == ["Nearest passages"]


def test_passages_that_were_not_compared_stand_apart() -> None:
    html = shown(make_answer(citations=(make_citation(id=1), make_citation(id=2)), also_mentioned=(2,)))

    assert texts_of(html, "h3")[-2:] == ["Passages", "Also found, shown as printed and not compared"]


def test_a_follow_up_says_how_it_was_understood() -> None:
    html = shown(make_answer(question="And there?", standalone_question="How many died in Port Lerna?"))

    assert "Understood as: How many died in Port Lerna?" in text_of(html)
    assert "Understood as" not in text_of(shown(make_answer()))


def test_a_problem_stands_where_the_answer_would() -> None:
    html = thread(Talk(turns=(Turn(question="How many died?", problem="the index is missing"),)))

    assert text_of(html) == "How many died?Editthe index is missingAsk again"
    assert elements(html, "p") == [{"class": "problem", "role": "alert", "data-asked": "How many died?"}]


def test_of_forty_sides_eight_stand_open_and_all_are_there() -> None:
    html = shown(make_answer(make_finding(*(make_position(str(number)) for number in range(1, 41)))))

    assert len([row for row in elements(html, "li") if str(row.get("class")) == "side drawn"]) == 40
    assert "32 more sides" in texts_of(html, "summary")


def test_questions_that_may_follow_stand_under_the_last_answer_only() -> None:
    turn = Turn(question="How many died?", answer=make_answer(), next=("Who said so?",))

    html = thread(Talk(turns=(turn, turn)))

    assert [button["data-ask"] for button in elements(html, "button") if "data-ask" in button] == ["Who said so?"]


def test_a_reader_sees_which_rating_an_answer_has() -> None:
    html = thread(Talk(turns=(Turn(question="How many died?", answer=make_answer(), rating="wrong"),)))

    pressed = {
        button["data-as"]: button["aria-pressed"] for button in elements(html, "button") if "aria-pressed" in button
    }
    assert pressed == {"right": "false", "wrong": "true"}


def test_a_question_is_text_whatever_stands_in_it() -> None:
    question = "<script>alert(1)</script> ![x](http://example.org/x.png) ${1+1} {{value}}"

    html = shown(make_unanswered(question))

    assert element_names(html).isdisjoint({"script", "img"})
    assert texts_of(html, "h2") == [question]
