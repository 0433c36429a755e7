"""Findings become plain sentences: every figure, speaker and marker of theirs, and nothing else."""

from __future__ import annotations

from rag.answers.compose import LONGEST_QUOTE, abstain, compose, markers_of, quoted
from rag.answers.question import understand
from rag.records import Finding, Sentence
from tests.factories import make_citation, make_finding, make_position, make_voice

ASKED = understand("How many died?")
CITATIONS = [make_citation(id=1), make_citation("At least 7 died, a doctor said.", id=2, publisher="Strait News")]


def say(*findings: Finding) -> list[str]:
    return [sentence.text for sentence in compose(findings, CITATIONS)]


def test_a_conflict_names_both_sides_and_their_passages() -> None:
    assert say(make_finding()) == [
        "The sources disagree (killed): 4, according to the coast guard [1]; "
        "at least 7, according to St Brannoc hospital [2]."
    ]


def test_a_single_figure_is_given_with_its_speaker() -> None:
    assert say(make_finding(make_position("4"), relation="single")) == ["4, according to the coast guard [1]."]


def test_a_figure_in_the_articles_own_voice_is_the_publishers() -> None:
    position = make_position("7", make_voice(None, citation=2))

    assert say(make_finding(position, relation="single")) == ["7, as Strait News reports [2]."]


def test_whom_it_was_told_to_is_said() -> None:
    position = make_position("4", make_voice("The owner", via="Strait News"))

    assert say(make_finding(position, relation="single")) == ["4, according to the owner (told to Strait News) [1]."]


def test_an_update_says_which_figure_holds_now() -> None:
    early, late = make_position("31", current=False), make_position("57", make_voice("the ministry", citation=2))

    [text] = say(make_finding(early, late, relation="update"))

    assert "earlier 31, according to the coast guard [1]" in text
    assert "now 57, according to the ministry [2]" in text


def test_agreement_and_compatible_accounts_are_called_so() -> None:
    one = make_position("4", make_voice(citation=1), make_voice("the mayor", citation=2))

    assert say(make_finding(one, relation="agree"))[0].startswith("The sources agree (killed): 4, ")
    assert say(make_finding(relation="compatible"))[0].startswith("The accounts are compatible (killed): 4, ")


def test_several_events_are_named_and_a_single_one_is_not() -> None:
    assert "Aurelia" not in say(make_finding())[0]
    assert all("(“the fire aboard the ferry Aurelia”)" in text for text in say(make_finding(), make_finding()))


def test_one_voice_in_two_articles_is_named_once() -> None:
    position = make_position("4", make_voice(citation=1), make_voice(citation=2))

    assert say(make_finding(position, relation="single")) == ["4, according to the coast guard [1][2]."]


def test_a_statement_is_quoted() -> None:
    position = make_position("no", make_voice("the owner", citation=2), low=None, high=None)

    assert say(make_finding(position, relation="single")) == [
        "No, according to the owner: “At least 7 died, a doctor said.” [2]."
    ]


def test_a_long_quotation_is_cut() -> None:
    quote = "The ferry " + "drifted and burned " * 40 + "and sank."
    position = make_position("yes", make_voice("the owner"), low=None, high=None)

    [sentence] = compose([make_finding(position, relation="single")], [make_citation(quote)])

    shown = sentence.text.partition("“")[2].partition("”")[0]
    assert quote.startswith(shown.rstrip("…"))
    assert len(shown) <= LONGEST_QUOTE + 1


def test_every_sentence_points_at_its_finding() -> None:
    sentences = compose([make_finding(), make_finding()], CITATIONS)

    assert [(sentence.finding, sentence.written_by) for sentence in sentences] == [(0, "template"), (1, "template")]


def test_an_abstention_says_what_is_missing_and_what_comes_nearest() -> None:
    first, second = abstain(understand("Who owned the ferry?"), (1, 2))

    assert first.text == "The articles do not say: nothing in them answers “Who owned the ferry?”."
    assert second.text == "The nearest passages are [1][2], but they do not state it."


def test_an_abstention_without_passages_is_one_sentence() -> None:
    assert len(abstain(ASKED, ())) == 1


def test_markers_are_read_in_order() -> None:
    assert markers_of("4, said one [2]; 5, said another [10][1].") == [2, 10, 1]
    assert markers_of("[a] [] 4") == []


def test_a_sentence_that_fails_verification_becomes_its_quotations() -> None:
    sentence = quoted(Sentence(text="99 died [2].", finding=3), CITATIONS)

    assert sentence.text == "The articles say: “At least 7 died, a doctor said.” [2]."
    assert sentence.finding == 3


def test_the_same_findings_get_the_same_words() -> None:
    assert say(make_finding()) == say(make_finding())
