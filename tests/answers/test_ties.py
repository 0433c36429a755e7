"""Every figure stands with its own source, mark, aspect, event and time, or the sentence is refused."""

from __future__ import annotations

import pytest

from rag.answers.compose import compose
from rag.answers.ties import untied
from rag.records import Citation, Event, Finding
from tests.factories import make_citation, make_finding, make_position, make_voice

CITATIONS = {
    1: make_citation(id=1),
    2: make_citation(id=2, publisher="Strait News"),
    3: make_citation(id=3, publisher="Hill Gazette"),
}
GUARD, HOSPITAL = make_voice("the coast guard", citation=1), make_voice("St Brannoc hospital", citation=2)
CONFLICT = make_finding(aspect="people killed")
RIGHT = "The coast guard said 4 people were killed [1], while St Brannoc hospital put it at at least 7 [2]."


def faults(text: str, finding: Finding = CONFLICT, citations: dict[int, Citation] = CITATIONS) -> tuple[str, ...]:
    return untied(text, finding, citations)


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        "4 people were killed, according to the coast guard [1]; St Brannoc hospital spoke of at least 7 [2].",
        "The sources disagree: the coast guard put the number of people killed at 4 [1],"
        " St Brannoc hospital at at least 7 [2].",
    ],
)
def test_a_sentence_that_says_just_what_the_finding_says_passes(text: str) -> None:
    assert faults(text) == ()


def test_two_real_sources_swapped_are_caught() -> None:
    swapped = "St Brannoc hospital said 4 people were killed [1], while the coast guard put it at at least 7 [2]."

    assert faults(swapped)[0] == "“St Brannoc hospital said 4 people were killed” [1]"


def test_two_marks_swapped_are_caught() -> None:
    assert faults(RIGHT.replace("[1]", "[0]").replace("[2]", "[1]").replace("[0]", "[2]"))


def test_two_figures_swapped_are_caught() -> None:
    assert faults("The coast guard said at least 7 people were killed [1], while St Brannoc hospital put it at 4 [2].")


def test_a_right_sentence_under_another_event_is_caught() -> None:
    fire, flood = Event(label="Ferry burns off Port Lerna"), Event(label="Corla pit floods")
    one, other = make_finding(event=fire, aspect="people killed"), make_finding(event=flood, aspect="people killed")
    labelled = RIGHT.replace("[2].", "[2] (“Ferry burns off Port Lerna”).")

    assert faults(labelled, one) == ()
    assert faults(labelled, other) == ("the event “Ferry burns off Port Lerna”",)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (RIGHT.replace("at least 7", "7"), "at least 7 [2] is left out"),
        (RIGHT.replace("said 4", "said at least 4"), "4 [1] is left out"),
        (RIGHT.replace("said 4", "said about 4"), "4 [1] is left out"),
        (RIGHT.replace(", while St Brannoc hospital put it at at least 7 [2]", ""), "at least 7 [2] is left out"),
        (RIGHT.replace("killed", "injured"), "it says injured, not people killed"),
        (RIGHT.replace("people", "children"), "children"),
        (RIGHT.replace("said 4", "denied that 4"), "denied"),
        (RIGHT.replace("were killed", "were not killed"), "not"),
        (RIGHT.replace("The coast guard", "On Monday the coast guard"), "Monday"),
        (RIGHT.replace("The coast guard", "In 2019 the coast guard"), "2019"),
        (RIGHT.replace("The coast guard", "Captain Brey of the coast guard"), "Captain"),
        (RIGHT.replace("[2].", "[2], 11 in all."), "“, 11 in all.” without a mark"),
        ("The sources agree: " + RIGHT[:1].lower() + RIGHT[1:], "“agree” of a finding that is conflict"),
        (RIGHT.replace("put it", "later put it"), "“later” of a finding that is conflict"),
    ],
)
def test_what_changes_the_meaning_is_caught(changed: str, fault: str) -> None:
    assert fault in faults(changed)


@pytest.mark.parametrize(
    ("text", "aspect", "fault"),
    [
        ("Hill Gazette said 9 sheep were sheep [3].", "sheep", "says a thing of itself"),
        ("Hill Gazette said 9 counting districts were counted [3].", "counting districts", "says a thing of itself"),
        ("Hill Gazette put the number of voted at 9 [3].", "voted", "number of voted at"),
    ],
)
def test_what_no_one_would_say_is_caught(text: str, aspect: str, fault: str) -> None:
    finding = make_finding(make_position("9", make_voice(None, citation=3)), relation="single", aspect=aspect)

    assert any(fault in found for found in faults(text, finding))


def test_several_sources_of_one_figure_share_it() -> None:
    finding = make_finding(make_position("4", GUARD, HOSPITAL), relation="agree", aspect="people killed")

    assert faults("4 people were killed, according to the coast guard [1] and St Brannoc hospital [2].", finding) == ()
    assert faults("4 people were killed, according to the coast guard and St Brannoc hospital [1][2].", finding)


def test_an_earlier_figure_is_called_earlier_and_the_current_one_current() -> None:
    finding = make_finding(
        make_position("4", GUARD, current=False), make_position("7", HOSPITAL), relation="update", aspect="killed"
    )

    assert (
        faults("The coast guard first said 4 were killed [1], and St Brannoc hospital now says 7 [2].", finding) == ()
    )
    assert faults("The coast guard now says 4 were killed [1], and St Brannoc hospital first said 7 [2].", finding)
    assert faults("The coast guard said 4 were killed [1], and St Brannoc hospital said 7 [2].", finding)


def test_a_name_within_another_name_is_told_apart() -> None:
    inner, outer = make_voice("the hospital", citation=1), make_voice("a doctor of the hospital", citation=2)
    finding = make_finding(make_position("4", inner), make_position("7", outer), aspect="killed")

    assert faults("The hospital said 4 were killed [1], but a doctor of the hospital said 7 [2].", finding) == ()
    assert faults("A doctor of the hospital said 4 were killed [1], but the hospital said 7 [2].", finding)


def test_the_outlet_stands_for_an_article_that_says_it_itself() -> None:
    finding = make_finding(make_position("12", make_voice(None, citation=3)), relation="single", aspect="homes")

    assert faults("Hill Gazette put the number of homes at 12 [3].", finding) == ()
    assert faults("Strait News put the number of homes at 12 [3].", finding)


@pytest.mark.parametrize("relation", ["conflict", "agree", "compatible", "single"])
def test_every_composed_sentence_passes(relation: str) -> None:
    positions = [make_position("4", GUARD), make_position("at least 7", HOSPITAL, low=7.0)]
    shown = positions[:1] if relation in ("agree", "single") else positions
    finding = make_finding(*shown, relation=relation, aspect="people killed")
    [sentence] = compose([finding], list(CITATIONS.values()))
    text = sentence.text if relation != "single" else sentence.text.replace("4,", "4 people killed,")

    assert faults(text, finding) == ()
