"""Whether a sentence tells of the article's own event or of another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles.split import sentences
from rag.claims.scenes import is_exercise, scene_of_figure, scenes
from rag.records import Scene

WEDNESDAY = "2031-03-12"


def staged(text: str, published: str | None = WEDNESDAY) -> list[Scene]:
    return scenes(text, sentences(text), published=published)


def mains(text: str) -> list[bool]:
    return [scene.is_main for scene in staged(text)]


# The main event


def test_a_sentence_is_of_the_main_event_unless_it_says_otherwise() -> None:
    assert mains("Nine people died when the ferry burned. Forty were hurt.") == [True, True]


def test_the_day_of_a_sentence_is_reckoned_from_the_day_of_the_article() -> None:
    assert staged("Nine people died on Tuesday.") == [Scene(when="2031-03-11")]


def test_a_day_without_a_date_of_the_article_is_unknown() -> None:
    assert staged("Nine people died on Tuesday.", published=None) == [Scene(when=None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry was built in 1998 and carried 300 passengers.",
        "The harbour has been closed since 2015.",
        "The captain was born in 1980.",
        "The school, founded in 1911, has 300 pupils.",
        "The pier was opened back in 1961.",
        "He was elected in 2029.",
    ],
)
def test_a_year_that_describes_a_thing_is_no_other_event(sentence: str) -> None:
    assert mains(f"Nine people died on Tuesday. {sentence}") == [True, True]


# Background events


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("In 2009, 40 people died on the same route.", "2009"),
        ("The 2009 fire killed 40.", "2009"),
        ("Last year a fire killed 40.", "2030"),
        ("In February, four climbers died there.", "2031-02"),
        ("Forty died in October 2027.", "2027-10"),
    ],
)
def test_a_time_before_the_article_sets_an_event_apart(sentence: str, when: str) -> None:
    main, background = staged(f"Nine people died when the ferry burned.\n\n{sentence}")

    assert main.is_main
    assert (background.is_main, background.when, background.label) == (False, when, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "An earlier fire killed 40.",
        "A previous avalanche killed four.",
        "A similar explosion killed four in the next valley.",
        "Four were hurt in another crash.",
        "At that time 40 people were killed.",
    ],
)
def test_another_happening_is_set_apart_without_a_date(sentence: str) -> None:
    main, background = staged(f"Nine people died when the ferry burned.\n\n{sentence}")

    assert main.is_main
    assert (background.is_main, background.when) == (False, None)


def test_that_attack_is_the_one_that_the_sentence_before_went_back_to() -> None:
    text = "The shelling came after a rocket attack on a depot. That rocket attack killed a contractor."

    assert mains(text) == [True, False]


def test_that_attack_is_the_main_one_when_nothing_went_before() -> None:
    assert mains("A rocket hit the depot. That attack killed a contractor.") == [True, True]


def test_a_background_event_goes_on_to_the_end_of_its_paragraph() -> None:
    text = "Nine died. In 2009 a blaze aboard the Marta killed 40. Eleven others were hurt.\n\nThe ferry was towed in."

    assert [scene.key for scene in staged(text)] == ["", "2009", "2009", ""]


@pytest.mark.parametrize(
    "sentence", ["This time 12 people died.", "Now 12 people have died.", "The port is closed today."]
)
def test_the_present_ends_a_background_event(sentence: str) -> None:
    assert mains(f"In 2009 a blaze killed 40. {sentence}") == [False, True]


def test_two_years_are_two_background_events() -> None:
    assert [scene.key for scene in staged("In 2009 a blaze killed 40. In 2017 a blaze killed six.")] == ["2009", "2017"]


# Figures with a scene of their own


@pytest.mark.parametrize(
    "sentence",
    [
        "The strikes were retaliation for a drone attack that killed three guards.",
        "The raid came in response to an ambush which killed three guards.",
        "It was revenge for a bombing that wounded three guards.",
    ],
)
def test_the_toll_of_what_was_answered_stands_apart(sentence: str) -> None:
    scene = scene_of_figure(sentence, (0, len(sentence)), sentence.index("three"), Scene())

    assert (scene.is_main, scene.cues) == (False, ("in answer to",))


def test_the_toll_of_the_answer_itself_stays_with_the_main_event() -> None:
    sentence = "Twelve gunmen were killed in retaliation for an attack which left three guards dead."

    assert scene_of_figure(sentence, (0, len(sentence)), 0, Scene()) == Scene()


# Drills


@pytest.mark.parametrize(
    "sentence",
    [
        "In the drill, 40 volunteers were treated for burns.",
        "Forty people were killed by a simulated blast.",
        "The mock crash left 40 dead.",
        "During the military exercise 40 soldiers were captured.",
        "It was a rehearsal with 40 stretchers.",
    ],
)
def test_a_drill_never_happened(sentence: str) -> None:
    assert is_exercise(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Forty people were killed by a blast.", "She filled 40 exercise books.", "Doctors advise exercise and rest."],
)
def test_other_sentences_are_no_drills(sentence: str) -> None:
    assert not is_exercise(sentence)


@given(st.text(max_size=300))
def test_every_sentence_has_one_scene(text: str) -> None:
    assert len(staged(text)) == len(sentences(text))
