"""Whom "he", "the officials" and a quotation without a speaker stand for, one article at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.articles.split import sentences
from rag.claims.holders import Attribution
from rag.claims.voices import same_speaker, speaker_at, voices


def heard(text: str) -> list[list[str]]:
    """The speakers of each sentence."""
    return [[spoken.holder for spoken in attributed] for attributed in voices(text, sentences(text))]


# Pronouns


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Mayor Jonas Lind said 12 streets were flooded. He added that 40 homes were lost.", "Mayor Jonas Lind"),
        ("Surveyor Ida Holm said the dam held. It had been mended in May, she said.", "Surveyor Ida Holm"),
        ("The police chief said the road was open. He said it would stay open.", "The police chief"),
        ("Officials from the ministry said 12 died. They said 40 were hurt.", "Officials from the ministry"),
        ("The Rope Makers' Union said 12 mills shut. It said help was late.", "The Rope Makers' Union"),
    ],
)
def test_a_pronoun_is_the_last_speaker_it_fits(text: str, holder: str) -> None:
    assert heard(text) == [[holder], [holder]]


def test_a_pronoun_reaches_over_a_sentence_without_a_speaker() -> None:
    text = "Mayor Jonas Lind said 12 streets were flooded. The fishermen were angry. He said 40 homes were lost."

    assert heard(text) == [["Mayor Jonas Lind"], [], ["Mayor Jonas Lind"]]


def test_he_is_a_person_and_not_the_union_that_spoke_last() -> None:
    text = "Mayor Jonas Lind said 12 streets were flooded. The Rope Makers' Union said 14 were. He said they erred."

    assert heard(text)[2] == ["Mayor Jonas Lind"]


def test_it_is_the_union_and_not_the_person_who_spoke_last() -> None:
    text = "The Rope Makers' Union said 14 streets were flooded. Jonas Lind said 12 were. It said he erred."

    assert heard(text)[2] == ["The Rope Makers' Union"]


def test_a_pronoun_without_a_speaker_before_it_names_nobody() -> None:
    assert heard("He said 40 homes were lost.") == [[]]


# Short forms


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        (
            "Regional water board officials met on Monday. The officials said 12 streets were flooded.",
            "Regional water board officials",
        ),
        ("The Lerna Rope Makers' Union said 12 mills shut. The union said 40 would.", "The Lerna Rope Makers' Union"),
    ],
)
def test_a_short_form_is_the_fuller_name_before_it(text: str, holder: str) -> None:
    assert heard(text)[1] == [holder]


def test_a_short_form_without_a_fuller_name_stays_as_it_is() -> None:
    assert heard("The weather was foul. The brewery said it would open.")[1] == ["The brewery"]


# Transcripts


def test_a_label_holds_until_the_next_one_of_its_paragraph() -> None:
    text = "HOST: You drove the coach? BRANDT: I drove it. The brakes were gone. HOST: Who knew? BRANDT: The depot."
    assert heard(text) == [["HOST"], ["BRANDT"], ["BRANDT"], ["HOST"], ["BRANDT"]]


# Quotations


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    assert heard("“We lost everything,” said Anna Moe. “Forty cows drowned.”") == [["Anna Moe"], ["Anna Moe"]]


def test_a_quotation_behind_a_trailing_speaker_is_the_same_speaker() -> None:
    assert heard('"We found nine bodies," the captain said. "Two were children."')[1] == ["the captain"]


def test_a_quotation_that_opens_another_paragraph_is_not_carried_over() -> None:
    assert heard("“We lost everything,” said Anna Moe.\n\n“Forty cows drowned.”")[1] == []


def test_a_plain_sentence_behind_a_quotation_is_nobodys_word() -> None:
    assert heard("“We lost everything,” said Anna Moe. Forty cows drowned.")[1] == []


# Positions


def test_each_position_belongs_to_the_speaker_of_its_stretch() -> None:
    mill, police = Attribution(holder="the mill", start=0, end=10), Attribution(holder="police", start=10, end=20)

    assert [speaker_at([mill, police], position) for position in (0, 9, 10, 20)] == [mill, mill, police, None]


# Sameness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("harbour master Ewan Strand", "Strand"),
        ("The health ministry", "the Health Ministry"),
        ("the union’s Marta Quell", "Marta Quell"),
        (None, None),
        ("", None),
    ],
)
def test_a_name_and_its_short_form_are_one_speaker(one: str | None, other: str | None) -> None:
    assert same_speaker(one, other)
    assert same_speaker(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the mayor", "a nurse"),
        ("Ewan Strand", "Ida Strand"),
        ("the mayor", None),
        ("the health ministry", "the rail ministry"),
    ],
)
def test_different_names_are_different_speakers(one: str | None, other: str | None) -> None:
    assert not same_speaker(one, other)
    assert not same_speaker(other, one)


# Properties


@given(st.text(max_size=300))
def test_every_sentence_has_its_list_of_speakers(text: str) -> None:
    assert len(heard(text)) == len(sentences(text))


@given(
    st.lists(
        st.sampled_from(["He said so.", "“Gone.”", "They said so.", "It said so.", "The men said so."]), max_size=8
    )
)
def test_no_speaker_is_left_as_a_pronoun(lines: list[str]) -> None:
    names = {holder.lower() for attributed in heard(" ".join(lines)) for holder in attributed}

    assert not names & {"he", "she", "they", "it", ""}
