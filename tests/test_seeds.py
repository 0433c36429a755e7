"""The seeds say what they say: two articles of two airstrikes, asked what a reader asks first.

The same questions go to the digests that ship with the project and, where the folder lies beside it, to the
originals they were made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.records import Answer, Article, Finding, Voice

ROOT = Path(__file__).parent.parent
FOLDERS = {"digests": ROOT / "seeds", "originals": ROOT.parent / "shared" / "seeds"}
OBSERVATORY = "Syrian Observatory for Human Rights"
QUESTIONS = [
    "How many died?",
    "How many were wounded?",
    "Were there weapons warehouses?",
    "Who condemned the strikes?",
    "What did Pelosi say?",
    "Which aircraft were used?",
    "How many civilians were displaced?",
]
DATE = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)
GRAMMAR = re.compile(r"(?:who|which|that|these|this|it|and|but|or)\b", re.IGNORECASE)


@pytest.fixture(scope="session", params=FOLDERS)
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip(f"the {request.param} do not lie beside this project")
    with Archive(tmp_path_factory.mktemp(request.param) / "index") as opened:
        assert len(opened.sync(folder).added) == 2
        yield opened


def ask(archive: Archive, question: str, *history: str) -> Answer:
    return archive.ask(question, history=history, model=None)


def bounds(finding: Finding) -> set[tuple[float | None, float | None]]:
    return {(position.low, position.high) for position in finding.positions}


def all_bounds(findings: Sequence[Finding]) -> list[set[tuple[float | None, float | None]]]:
    return [bounds(finding) for finding in findings]


def voices_of(finding: Finding, low: float) -> tuple[Voice, ...]:
    [position] = [position for position in finding.positions if position.low == low]
    return position.claims


def articles_of(finding: Finding, answer: Answer) -> set[str]:
    cited = {voice.citation for position in finding.positions for voice in position.claims}
    return {citation.article for citation in answer.citations if citation.id in cited}


def finding_with(answer: Answer, low: float) -> Finding:
    [found] = [finding for finding in answer.findings if any(p.low == low for p in finding.positions)]
    return found


def quotes_of(finding: Finding, answer: Answer) -> str:
    cited = {voice.citation for position in finding.positions for voice in position.claims}
    return "\n".join(citation.quote for citation in answer.citations if citation.id in cited)


def holders_of(finding: Finding) -> set[str]:
    return {voice.holder or "" for position in finding.positions for voice in position.claims}


def test_four_and_at_least_seven_are_the_two_sides_of_one_conflict(archive: Archive) -> None:
    conflict = finding_with(ask(archive, "How many died?"), 4)

    assert (conflict.relation, conflict.independent_sources) == ("conflict", 2)
    assert bounds(conflict) == {(4, 4), (7, None)}


def test_each_side_of_the_conflict_is_held_by_its_own_speaker(archive: Archive) -> None:
    conflict = finding_with(ask(archive, "How many died?"), 4)

    [officials], [observatory] = voices_of(conflict, 4), voices_of(conflict, 7)
    assert "officials" in (officials.holder or "")
    assert (observatory.holder or "").removeprefix("The ").removeprefix("the ") == OBSERVATORY


def test_the_four_were_told_to_the_associated_press(archive: Archive) -> None:
    [officials] = voices_of(finding_with(ask(archive, "How many died?"), 4), 4)

    assert "Associated Press" in (officials.via or "")


def test_the_twenty_five_are_another_event_told_by_a_spokesman_of_the_group(archive: Archive) -> None:
    answer = ask(archive, "How many died?")
    alone = finding_with(answer, 25)

    [spokesman] = voices_of(alone, 25)
    assert (alone.relation, bounds(alone)) == ("single", {(25, 25)})
    assert "Mohammed Mohieh" in (spokesman.holder or "")
    assert "Associated Press" in (spokesman.via or "")
    assert alone.event != finding_with(answer, 4).event


@pytest.mark.parametrize(
    "question",
    [
        "How many died?",
        "How many people were killed?",
        "What was the death toll?",
        "How many died in the airstrikes?",
    ],
)
def test_no_other_death_stands_among_those_of_the_strikes(archive: Archive, question: str) -> None:
    answer = ask(archive, question)

    assert sorted(map(len, all_bounds(answer.findings))) == [1, 2]
    assert set().union(*all_bounds(answer.findings)) == {(4, 4), (7, None), (25, 25)}


@pytest.mark.parametrize("question", ["How many died?", "How many contractors were killed?", "How many died in 2021?"])
def test_the_two_contractors_died_in_two_events(archive: Archive, question: str) -> None:
    answer = ask(archive, question)

    ones = [f for f in (*answer.findings, *answer.related) if (1, 1) in bounds(f)]
    assert [len(articles_of(finding, answer)) for finding in ones] == [1] * len(ones)
    assert [finding.relation for finding in ones] == ["single"] * len(ones)


def test_at_least_51_were_wounded_and_the_others_elsewhere(archive: Archive) -> None:
    answer = ask(archive, "How many were wounded?")

    assert all_bounds(answer.findings) == [{(51, None)}]
    assert "Mohammed Mohieh" in holders_of(answer.findings[0]).pop()
    assert {(4, 4)} in all_bounds(answer.related)
    assert all("contractor" not in finding.aspect for finding in answer.related)


def test_weapons_storage_and_the_denial_of_warehouses_are_a_conflict(archive: Archive) -> None:
    answer = ask(archive, "Were there weapons warehouses?")

    [finding] = answer.findings
    assert finding.relation == "conflict"
    assert "weapons storage" in quotes_of(finding, answer)
    assert {position.value for position in finding.positions} == {"yes", "no"}
    [no] = [position for position in finding.positions if position.value == "no"]
    assert [voice.holder for voice in no.claims] == ["The Popular Mobilization Forces"]


def test_the_weapons_storage_is_the_word_of_the_pentagon_and_its_secretary(archive: Archive) -> None:
    [finding] = ask(archive, "Were there weapons warehouses?").findings

    [yes] = [position for position in finding.positions if position.value == "yes"]
    assert {re.search(r"Pentagon|Kirby", voice.holder or "nobody") is not None for voice in yes.claims} == {True}


def test_the_military_of_iraq_condemned_the_strikes(archive: Archive) -> None:
    answer = ask(archive, "Who condemned the strikes?")

    [finding] = answer.findings
    assert holders_of(finding) == {"Iraq's military"}
    assert "blatant and unacceptable violation" in quotes_of(finding, answer)


def test_pelosi_said_what_she_said_and_nobody_else_did(archive: Archive) -> None:
    answer = ask(archive, "What did Pelosi say?")

    [finding] = answer.findings
    assert holders_of(finding) == {"House Speaker Nancy Pelosi"}
    assert "targeted and proportional response" in quotes_of(finding, answer)
    assert "a sacred priority" in quotes_of(finding, answer)
    assert "targeted and proportional response" in answer.answer


def test_the_aircraft_were_strike_eagles(archive: Archive) -> None:
    answer = ask(archive, "Which aircraft were used?")

    [finding] = answer.findings
    assert holders_of(finding) == {"Esper"}
    assert "F-15 Strike Eagles" in answer.answer


@pytest.mark.parametrize("question", ["How many civilians were displaced?", "How many children were killed?"])
def test_what_the_articles_do_not_say_is_not_answered(archive: Archive, question: str) -> None:
    answer = ask(archive, question)

    assert (answer.status, answer.findings, answer.related) == ("unanswered", (), ())
    assert answer.answer.startswith(f"The articles do not say: nothing in them answers “{question}”.")


def test_the_wounded_may_be_asked_for_after_the_dead(archive: Archive) -> None:
    followed = ask(archive, "And how many were wounded?", "How many died?")

    assert followed.findings == ask(archive, "How many were wounded?").findings


def test_who_said_so_gives_the_speakers_of_the_figure_before(archive: Archive) -> None:
    answer = ask(archive, "Who said so?", "How many died?", "And how many were wounded?")

    [finding] = answer.findings
    assert bounds(finding) == {(51, None)}
    assert "Mohammed Mohieh" in answer.answer
    assert answer.question == "Who said so?"


def test_an_unasked_look_finds_the_one_disputed_figure_and_at_most_the_denied_weapons(archive: Archive) -> None:
    figure, *others = archive.disagreements().findings

    assert bounds(figure) == {(4, 4), (7, None)}
    assert figure.relation == "conflict"
    for other in others:
        assert other.aspect.startswith("whether it is so: The Popular Mobilization Forces")
        denied, told = (str(position.claims[0].holder) for position in other.positions)
        assert denied.endswith("Popular Mobilization Forces")
        assert told.endswith("John Kirby")


@pytest.mark.parametrize("question", [*QUESTIONS, "Where do the articles disagree?"])
def test_every_citation_is_verbatim_and_every_marker_has_one(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    texts = {article.file: article.text for article in archive.articles()}

    for citation in answer.citations:
        assert texts[citation.article][citation.start : citation.end] == citation.quote
        assert citation.quote in citation.passage
        assert citation.passage in texts[citation.article]
    markers = {int(number) for number in re.findall(r"\[(\d+)\]", answer.answer)}
    assert markers <= {citation.id for citation in answer.citations}
    assert markers


@pytest.mark.parametrize("question", [*QUESTIONS, "Where do the articles disagree?", "When were the strikes?"])
def test_no_date_is_printed_that_neither_text_nor_metadata_gives(archive: Archive, question: str) -> None:
    answer = ask(archive, question)
    given = dates_of(archive.articles())

    events = [finding.event for finding in (*answer.findings, *answer.related)]
    printed = [answer.answer, *(event.label for event in events), *((event.when or "")[:4] for event in events)]
    assert {date for text in printed for date in DATE.findall(text)} <= given


def dates_of(articles: Sequence[Article]) -> set[str]:
    return {date for a in articles for text in (a.text, a.title, a.published or "") for date in DATE.findall(text)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [("How many contractors were killed?", (1, 1)), ("How many service members were wounded?", (4, 4))],
)
def test_a_group_that_only_a_background_event_counts_is_found(
    archive: Archive, question: str, expected: tuple[int, int]
) -> None:
    assert {expected} in all_bounds(ask(archive, question).findings)


@pytest.mark.parametrize(
    "question", ["Where were the airstrikes?", "Why did the U.S. strike?", "When were the strikes?", "Who was killed?"]
)
def test_what_merely_differs_in_wording_is_no_disagreement(archive: Archive, question: str) -> None:
    assert "conflict" not in {finding.relation for finding in ask(archive, question).findings}


def test_the_general_was_killed_the_year_before(archive: Archive) -> None:
    answer = ask(archive, "When was Soleimani killed?")

    assert "last year" in quotes_of(answer.findings[0], answer)
    assert "25 militants" not in answer.answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Biden say?", "You can't act with impunity"),
        ("What did Kirby say about the airstrikes?", "defensive"),
        ("What did Nancy Pelosi say about the airstrikes?", "targeted and proportional response"),
        ("Who denied that there were weapons warehouses?", "The Popular Mobilization Forces"),
        ("Who accused the U.S. of creating instability?", "Saeed Khatibzadeh"),
        ("How many facilities were struck?", "5, "),
    ],
)
def test_what_the_articles_say_is_found(archive: Archive, question: str, words: str) -> None:
    assert words in ask(archive, question).answer


def test_no_speaker_is_a_piece_of_grammar(archive: Archive) -> None:
    holders = {claim.holder or "" for claim in archive.claims()}

    assert {
        name for name in holders if re.match(r"(?:who|which|that|these|this|it|and|but|or)\b", name, re.IGNORECASE)
    } == set()


def test_the_same_question_gets_the_same_words(archive: Archive) -> None:
    assert ask(archive, "How many died?").answer == ask(archive, "How many died?").answer


@pytest.mark.parametrize(("year", "expected"), [("2019", {(25, 25)}), ("2021", {(4, 4), (7, None)})])
def test_a_year_chooses_the_strikes_of_that_year(tmp_path: Path, year: str, expected: set[tuple[float, float]]) -> None:
    with Archive(tmp_path / "index") as opened:
        opened.sync(FOLDERS["digests"])
        answer = ask(opened, f"How many died in the {year} strikes?")

    assert all_bounds(answer.findings) == [expected]


@pytest.mark.parametrize("file", ["2021-06-28-strikes-iraq-syria-border.md", "2019-12-30-strikes-kataeb-hezbollah.md"])
def test_the_metadata_of_a_seed_stands_in_its_citations(tmp_path: Path, file: str) -> None:
    with Archive(tmp_path / "index") as opened:
        opened.sync(FOLDERS["digests"])
        answer = ask(opened, "How many died?")

    cited = {(c.publisher, c.published) for c in answer.citations if c.article == file}
    publisher = "Newsweek" if file.startswith("2021") else "American Military News"
    assert cited == {(publisher, file[:10])}
