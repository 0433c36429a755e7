from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.render.clean import in_json, one_line

ANY_TEXT = st.text(alphabet=st.characters(min_codepoint=0, max_codepoint=0x10FFFF))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\r\nlines\tand  more", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a bell \x07, a delete \x7f", "a bell ␇, a delete ␡"),
        ("one byte for escape: \x9b2J", "one byte for escape: <U+009B>2J"),
        ("invoice\u202egnp.exe", "invoice<U+202E>gnp.exe"),
        ("\ufeffsoft\u00adly, wide\u200bless", "softly, wideless"),
        ("half a pair \ud800", "half a pair <U+D800>"),
        ("é, “quotes” – dashes, 汉字, नमस्ते", "é, “quotes” – dashes, 汉字, नमस्ते"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
    ],
)
def test_what_could_act_on_a_terminal_is_made_visible(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(ANY_TEXT)
def test_no_control_character_is_left_of_any_text(text: str) -> None:
    left = {unicodedata.category(character) for character in one_line(text)}

    assert not left & {"Cc", "Cs", "Zl", "Zp"}


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@given(ANY_TEXT)
def test_json_means_the_same_and_holds_no_raw_control_character(text: str) -> None:
    written = in_json(json.dumps([text], ensure_ascii=False, indent=1))

    assert json.loads(written) == json.loads(json.dumps([text]))
    assert {unicodedata.category(c) for c in written if c != "\n"} & {"Cc", "Cf", "Cs", "Zl", "Zp"} == set()
