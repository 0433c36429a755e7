"""Who says what a sentence says: the speaker, whom it was told to, and the words that the speaker answers for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims.holders import Attribution, attributions
from rag.claims.subjects import clean
from tests.answers.factories import make_claims


def spoken(sentence: str) -> list[Attribution]:
    return attributions(sentence, 0, len(sentence))


def holders(sentence: str) -> list[str]:
    return [attribution.holder for attribution in spoken(sentence)]


def stretches(sentence: str) -> dict[str, str]:
    return {a.holder: sentence[a.start : a.end].strip() for a in spoken(sentence)}


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("The ministry said that nine boats had sunk.", "The ministry"),
        ("The company has said 300 jobs will go.", "The company"),
        ("A spokesman for the bank said 300 jobs would go.", "A spokesman for the bank"),
        ("Dr. Leif Aas said 31 had died.", "Dr. Leif Aas"),
        ("Gen. Ivo Marr said 31 soldiers died.", "Gen. Ivo Marr"),
        ("But the union's Marta Quell estimates that 450 people will lose their jobs.", "the union's Marta Quell"),
        ("Reuters reported that 450 people lost their jobs.", "Reuters"),
        ("The mayor denied that anyone had died.", "The mayor"),
        ("Officials believe 22 miners are trapped.", "Officials"),
        ("HARBOUR MASTER SAYS NINE BOATS SANK", "HARBOUR MASTER"),
    ],
)
def test_a_speaker_leads_the_sentence(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("In a statement on Friday, the bank said 300 jobs would go.", "the bank"),
        ("Speaking after the vote, party leader Tom Ask said 61 lawmakers backed him.", "party leader Tom Ask"),
        ("In Vaskay, police said the road was open.", "police"),
        ("Meanwhile, the brewery said it would not sell.", "the brewery"),
    ],
)
def test_what_opens_a_sentence_is_not_its_speaker(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Nine boats had sunk, the ministry said.", "the ministry"),
        ("Nine boats had sunk, the ministry said on Tuesday.", "the ministry"),
        ("Nobody died, the mayor insisted.", "the mayor"),
        ("Three hundred jobs will go, the company announced on Thursday.", "the company"),
        ("“Nine boats are gone,” Ewan Strand said on Tuesday.", "Ewan Strand"),
        ("The number, the minister added, will rise.", "the minister"),
    ],
)
def test_a_speaker_follows_what_is_said(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ('"Nine boats are gone," said Ewan Strand.', "Ewan Strand"),
        ("“Nine boats are gone,” says the ferryman.", "the ferryman"),
        ('"Nobody died", insisted the mayor.', "the mayor"),
        ("Nine boats had sunk, said harbour master Ewan Strand.", "harbour master Ewan Strand"),
    ],
)
def test_a_speaker_stands_behind_the_verb(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("According to the coast guard, nine boats sank.", "the coast guard"),
        ("Nine boats sank, according to coast guard commander Ida Holm.", "coast guard commander Ida Holm"),
        ("As reported by Radio Lerna, 31 soldiers died.", "Radio Lerna"),
    ],
)
def test_a_sentence_is_according_to_someone(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


def test_those_whom_a_paper_cites_come_before_the_paper() -> None:
    sentence = "The daily Strandposten, citing two harbour officials, said nine boats sank."

    assert holders(sentence)[0] == "two harbour officials"


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("The fishermen's union put it at 40.", "The fishermen's union"),
        ("The insurer puts the number of wrecks at 40.", "The insurer"),
        ("Police counted 40 wrecks.", "Police"),
        ("Hospital sources gave a toll of 31.", "Hospital sources"),
    ],
)
def test_whoever_counts_says_so(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("Ida Holm, the coast guard commander, told reporters that nine boats sank.", "Ida Holm"),
        ("Mayor Jonas Lind, who lost his house, said 12 streets were flooded.", "Mayor Jonas Lind"),
        ("A nurse at St Olaf's, Greta Moe, said 14 patients were burned.", "A nurse at St Olaf's, Greta Moe"),
        (
            "The head of the relief committee, Omar Sabry, said 60 families left.",
            "The head of the relief committee, Omar Sabry",
        ),
    ],
)
def test_an_apposition_leaves_the_speaker_whole(sentence: str, holder: str) -> None:
    assert holders(sentence) == [holder]


@pytest.mark.parametrize(
    ("sentence", "via"),
    [
        ("Two men died, officials told KOIN 6 News.", "KOIN 6 News"),
        ("Two men died, officials told Channel 4.", "Channel 4"),
        ("Officials told Reuters 40 men had died.", "Reuters"),
        ("Ida Holm told Strandposten that nine boats sank.", "Strandposten"),
        ("Rescue worker Ana Puy told the Associated Press that 9 people drowned.", "the Associated Press"),
        ('"It was a massacre," a survivor told Radio Lerna by telephone.', "Radio Lerna"),
        ("Ida Holm told Parliament that nine boats sank.", None),
        ("Ida Holm told her brother that nine boats sank.", None),
        ("Ida Holm said that nine boats sank.", None),
    ],
)
def test_the_paper_that_a_speaker_told_is_the_way_it_came(sentence: str, via: str | None) -> None:
    assert [attribution.via for attribution in spoken(sentence)] == [via]


def test_two_speakers_answer_each_for_their_own_clause() -> None:
    sentence = "Organisers said 12,000 people marched, while police put the figure at 4,500."

    assert stretches(sentence) == {
        "Organisers": "Organisers said 12,000 people marched, while",
        "police": "police put the figure at 4,500.",
    }


def test_two_counts_parted_by_a_semicolon_have_two_speakers() -> None:
    sentence = "Organisers counted 12,000 marchers; police counted 4,500."

    assert stretches(sentence) == {
        "Organisers": "Organisers counted 12,000 marchers;",
        "police": "police counted 4,500.",
    }


def test_one_speaker_answers_for_the_whole_sentence() -> None:
    sentence = "At least 12 streets were flooded, the mayor said, and the bridge was gone."

    assert stretches(sentence) == {"the mayor": sentence}


def test_a_participle_gives_the_subject_the_word() -> None:
    sentence = "The agency cut the figure to 30, saying some names had been listed twice."

    assert holders(sentence) == ["The agency"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed on Monday.",
        "It was said to be the worst flood in years.",
        "The report is expected to be published on Monday.",
        "The claims of both sides were read out.",
        "Nine boats sank in the gale.",
        "No statement was made.",
        "“The ministry said it was safe.”",
        "",
    ],
)
def test_a_sentence_without_a_speaker_has_none(sentence: str) -> None:
    assert holders(sentence) == []


@given(st.text(max_size=200))
def test_every_attribution_lies_in_its_sentence(sentence: str) -> None:
    assert all(0 <= a.start <= a.end <= len(sentence) and a.holder for a in spoken(sentence))


@given(
    st.lists(
        st.sampled_from(
            'police the said , " “ ” told Reuters according to citing that 40 put at it denied he . ; -'.split()
        ),
        max_size=30,
    ).map(" ".join)
)
def test_any_order_of_speaking_words_is_read(sentence: str) -> None:
    assert all(sentence[a.start : a.end] in sentence and a.holder.strip() for a in spoken(sentence))


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("13 Jun 2016 Sorn Monitoring Group", "Sorn Monitoring Group"),
        ("Date of publication 3 April 2017 Two medics", "Two medics"),
        ("Published June 3, 2016 the governor", "the governor"),
        ("Orune Wire and agencies) The army", "The army"),
        ("30 p.m. police", "police"),
        ("Tags Orune Halm police", ""),
        ("At least 22 civilians", ""),
        ("the March 2019 inquiry", "the March 2019 inquiry"),
        ("the Monitoring Group (MG)", "the Monitoring Group (MG)"),
    ],
)
def test_what_a_page_prints_around_a_speaker_is_no_part_of_the_name(phrase: str, name: str) -> None:
    assert clean(phrase) == name


def test_those_who_are_counted_do_not_say_how_many_they_are() -> None:
    [claim] = [c for c in make_claims("Four people reported dead in Halm were found on Monday.") if c.quantity]

    assert claim.holder is None


@pytest.mark.parametrize(
    "sentence",
    [
        "I say the lady robbed herself.",
        "Nobody reported a crack before March.",
        "He had a plate in his arm and was there, whatever the radio may say.",
        "Inside the ministry they no longer believe in 40 ships.",
    ],
)
def test_no_speaker_is_a_pronoun_of_the_writer_or_nobody(sentence: str) -> None:
    assert holders(sentence) == []
