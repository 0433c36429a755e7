from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from rag.records import Answer
from rag.render import data, layout, markdown, plain, terminal
from tests.factories import make_answer, make_citation, make_finding, make_position, make_sentence, make_voice

HOSTILE = "\x1b]0;owned\x07[bold red]x[/] [click](https://evil.example) <script>alert(1)</script> | # no *head* ![i](u)"


def hostile_answer() -> Answer:
    citation = make_citation(HOSTILE, title=HOSTILE, publisher=HOSTILE, article="a\x1b[2Jb.txt", published=HOSTILE)
    finding = make_finding(make_position(HOSTILE, make_voice(HOSTILE, via=HOSTILE)), aspect=HOSTILE)
    return make_answer(finding, sentences=(make_sentence(HOSTILE),), citations=(citation,), related=(finding,))


def forty_sides() -> Answer:
    voices = [make_voice(f"the mayor of town number {number}", citation=number) for number in range(1, 41)]
    positions = (make_position("4", *voices[:20]), make_position("at least 7", *voices[20:]))
    return make_answer(make_finding(*positions), citations=tuple(make_citation(id=n) for n in range(1, 41)))


def on_terminal(answer: Answer, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="standard")
    terminal.show(layout.whole(answer), console)
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


def without_colour(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class TestTerminal:
    def test_a_wide_terminal_gets_a_table_of_the_sides(self) -> None:
        shown = without_colour(on_terminal(make_answer(), 100))

        assert re.search(r"Value +Who says so +Article +Date +\n", shown)
        assert re.search(r"at least 7 +St Brannoc hospital +Strait News +undated +\[2\]", shown)

    def test_a_narrow_terminal_gets_a_list_of_them(self) -> None:
        shown = without_colour(on_terminal(make_answer(), 40))

        assert "at least 7\n    St Brannoc hospital [2]\n    Strait News, undated\n" in shown

    @pytest.mark.parametrize("width", [20, 40, 63, 64, 80, 100, 300])
    def test_no_line_is_wider_than_the_terminal(self, width: int) -> None:
        for answer in (forty_sides(), hostile_answer()):
            lines = without_colour(on_terminal(answer, width)).splitlines()

            assert max(len(line) for line in lines) <= width

    def test_every_one_of_forty_sides_is_shown(self) -> None:
        shown = without_colour(on_terminal(forty_sides(), 100))

        assert [int(n) for n in re.findall(r"the mayor of town number (\d+) ", shown)] == list(range(1, 41))

    def test_the_quote_is_coloured_within_its_passage(self) -> None:
        answer = make_answer(citations=(make_citation("Four died."), make_citation(id=2)))

        assert "dawn. \x1b[0m\x1b[33mFour died.\x1b[0m\x1b[2m The harbour" in on_terminal(answer, 100)

    def test_an_address_is_not_broken_up(self) -> None:
        address = "https://courier.example/" + "a-long-address-" * 10

        assert address in on_terminal(make_answer(citations=(make_citation(url=address), make_citation(id=2))), 60)

    def test_hostile_text_is_shown_and_not_obeyed(self) -> None:
        shown = on_terminal(hostile_answer(), 100)

        assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", shown)
        assert "[bold red]x[/]" in without_colour(shown)

    def test_sentences_told_one_by_one_are_wrapped_like_a_whole_paragraph(self) -> None:
        console = Console(file=io.StringIO(), width=40, color_system=None)
        sentences = [make_sentence(f"Sentence number {n} is not long [{n}].") for n in range(1, 6)]
        with terminal.Teller(console) as teller:
            for sentence in sentences:
                teller.tell(layout.spoken(sentence))

        written = console.file
        assert isinstance(written, io.StringIO)
        told = written.getvalue()
        assert " ".join(told.split()) == " ".join(sentence.text for sentence in sentences)
        assert max(map(len, told.splitlines())) <= 40


class TestMarkdown:
    def test_text_is_escaped_so_that_it_cannot_be_markup(self) -> None:
        assert markdown.escape("*a* _b_ [c](d) <e> | `f` ~g~ # & https://h www.i.j") == (
            r"\*a\* \_b\_ \[c\](d) &lt;e&gt; \| \`f\` \~g\~ \# &amp; https\://h www\.i.j"
        )

    @pytest.mark.parametrize(
        ("line", "escaped"), [("- item", r"\- item"), ("12. item", r"12\. item"), ("+ item", r"\+ item")]
    )
    def test_a_line_does_not_begin_a_list(self, line: str, escaped: str) -> None:
        assert markdown.escape(line) == escaped

    def test_a_table_row_keeps_its_five_cells_whatever_stands_in_them(self) -> None:
        written = markdown.text(layout.whole(hostile_answer()))

        [row] = [line for line in written.splitlines() if line.startswith("|") and "owned" in line]
        assert len(re.findall(r"(?<!\\)\|", row)) == 6

    def test_nothing_of_a_hostile_text_is_left_as_markup(self) -> None:
        written = markdown.text(layout.whole(hostile_answer()))

        assert "\x1b" not in written
        assert "<script" not in written
        assert re.search(r"(?<!\\)\[", written) is None
        assert "https://" not in written

    def test_the_quote_is_bold_within_its_passage(self) -> None:
        written = markdown.text([layout.excerpt(make_citation("Four died."))])

        assert written == "> \\[1\\] Smoke rose over the strait at dawn. **Four died.** The harbour stayed closed.\n"

    def test_a_sentence_of_the_model_is_in_italics(self) -> None:
        sentences = (make_sentence("Four died [1]."), make_sentence("Counts differ [1].", written_by="model"))

        assert markdown.text([layout.opening(sentences)]) == "Four died \\[1\\]. *Counts differ* \\[1\\].\n"


class TestPlain:
    def test_nothing_depends_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "20")
        monkeypatch.setenv("FORCE_COLOR", "1")

        assert plain.text(layout.whole(make_answer())) == (
            "4 died, said the coast guard [1]; at least 7, said St Brannoc hospital [2]."
            " The two cannot both be right.\n"
            "\n"
            "killed — the sources disagree (2 independent sources)\n"
            "the fire aboard the ferry Aurelia, Port Lerna, 2031-03-12\n"
            "  - 4: the coast guard (The Lerna Courier, 2031-03-12) [1]\n"
            "  - at least 7: St Brannoc hospital (Strait News, undated) [2]\n"
            "\n"
            "Passages\n"
            "Ferry burns off Port Lerna · The Lerna Courier · 2031-03-12 · article-1.txt\n"
            "    [1] Smoke rose over the strait at dawn. >>Four people died aboard the Aurelia, the coast guard said.<<"
            " The harbour stayed closed.\n"
            "Ferry burns off Port Lerna · Strait News · undated · article-2.txt\n"
            "    [2] Smoke rose over the strait at dawn. >>At least seven of the injured have died,"
            " a doctor at St Brannoc hospital said.<< The harbour stayed closed.\n"
            "\n"
            "2 of 2 articles read. Composed without a language model.\n"
        )

    def test_hostile_text_stays_on_its_lines(self) -> None:
        assert "\x1b" not in plain.text(layout.whole(hostile_answer()))


class TestData:
    def test_a_line_of_json_is_one_line(self) -> None:
        assert data.answer(hostile_answer(), is_line=True).count("\n") == 0

    def test_json_keeps_the_quote_verbatim_but_escapes_it(self) -> None:
        written = data.answer(make_answer(citations=(make_citation("A \u202e\x9b1m quote."),)))

        assert r'"quote": "A \u202e\u009b1m quote."' in written
