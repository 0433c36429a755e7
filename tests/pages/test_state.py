from __future__ import annotations

from rag.pages.state import checked, facts
from tests.factories import make_status
from tests.pages.reading import element_names, text_of, texts_of


def test_the_facts_of_an_index_are_named() -> None:
    html = facts(make_status(articles=1204, bytes=2_400_000, generation=7))

    named = dict(zip(texts_of(html, "dt"), texts_of(html, "dd"), strict=True))
    assert (named["Articles"], named["Size"], named["Generation"]) == ("1,204", "2.4 MB", "7")


def test_a_sound_index_says_so_and_a_torn_one_says_why() -> None:
    assert text_of(checked(make_status())).startswith("Sound: 2 articles and 14 passages were read")
    assert (
        text_of(checked(make_status(problems=("a <b>passage</b> is gone",))))
        == "1 problem found:a <b>passage</b> is gone"
    )


def test_no_name_becomes_markup() -> None:
    assert "img" not in element_names(facts(make_status(folder="<img src=x>")))
