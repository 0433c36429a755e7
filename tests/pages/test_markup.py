from __future__ import annotations

import pytest

from rag.pages.markup import Html, join, safe, tag


def test_markup_in_text_is_shown_and_not_obeyed() -> None:
    assert safe('<img src=x onerror="alert(1)">') == "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;"


def test_what_is_html_already_is_not_escaped_twice() -> None:
    assert safe(Html("<b>4</b>")) == "<b>4</b>"


def test_children_are_escaped_unless_they_are_html() -> None:
    assert tag("p", "<i>", tag("b", "4 & 5")) == "<p>&lt;i&gt;<b>4 &amp; 5</b></p>"


def test_attributes_are_escaped_and_named_in_the_html_way() -> None:
    shown = tag("a", "x", class_="big", aria_label='say "4"', hidden=True, title=None)

    assert shown == '<a class="big" aria-label="say &quot;4&quot;" hidden>x</a>'


def test_empty_parts_are_left_out_of_a_row() -> None:
    assert join(["a", "", "<b>"], " & ") == "a &amp; &lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x07", "a␀b␇"),
        ("\x9b31m", "�31m"),
        ("four \u202eneves", "four �neves"),
        ("broken \udcff name", "broken � name"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_codes_that_no_reader_should_meet_become_visible_signs(text: str, shown: str) -> None:
    assert safe(text) == shown
