from __future__ import annotations

import re

import pytest

from rag.pages.picture import picture
from rag.records import Finding
from tests.factories import make_citation, make_finding, make_position, make_voice
from tests.pages.reading import element_names, elements, text_of, texts_of

BOTH = {1: make_citation(id=1), 2: make_citation(id=2, publisher="Strait News", published="2031-03-14")}


def drawn(finding: Finding) -> str:
    """All that is drawn of a finding: what stands above its rows, the scale, and the track beside each row."""
    made = picture(finding, BOTH)
    return "".join([made.whole, made.scale, *made.tracks])


def lefts(html: str, kind: str) -> list[float]:
    """Where the elements of a class begin, in per cent of the plot."""
    styles = [attributes["style"] or "" for attributes in elements(html, "i") if kind in (attributes["class"] or "")]
    return [float(re.findall(r"left:([\d.]+)%", style)[0]) for style in styles]


def test_figures_stand_as_far_apart_as_their_values() -> None:
    html = drawn(make_finding(make_position("10"), make_position("20"), make_position("40")))

    one, two, three = lefts(html, "dot")
    assert three - two == pytest.approx(2 * (two - one), abs=0.1)


def test_an_open_end_is_a_bar_to_the_end_of_the_plot_and_a_range_one_between_its_ends() -> None:
    at_least = make_position("at least 7", low=7.0, high=None)
    between = make_position("10 to 20", low=10.0, high=20.0)
    html = drawn(make_finding(at_least, between))

    bars = [a for a in elements(html, "i") if "bar" in (a["class"] or "")]
    ends = [sum(map(float, re.findall(r"(?:left|width):([\d.]+)%", bar["style"] or ""))) for bar in bars]
    assert bars[0]["class"] == "bar open-high"
    assert ends[0] == pytest.approx(100)
    assert ends[1] < 100
    assert len(lefts(html, "dot")) == 3


def test_the_same_data_stand_in_a_table_for_those_who_do_not_see_the_plot() -> None:
    html = drawn(make_finding())

    assert texts_of(html, "td") == [
        *("the coast guard", "4", "4", "4", "12 March 2031"),
        *("St Brannoc hospital", "at least 7", "7", "open", "14 March 2031"),
    ]
    assert {"class": "track", "aria-hidden": "true"} in elements(html, "span")
    assert {"class": "side drawn scale", "aria-hidden": "true"} in elements(html, "div")


def test_an_update_is_drawn_over_time() -> None:
    earlier = make_position("61", make_voice(citation=1), current=False)
    latest = make_position("54", make_voice(citation=2))

    html = drawn(make_finding(earlier, latest, relation="update"))

    assert "svg" in element_names(html)
    assert texts_of(html, "b") == ["61", "54"]
    assert "12 March 203114 March 2031" in text_of(html)


def test_an_update_without_days_is_drawn_by_source() -> None:
    html = drawn(make_finding(make_position("61", current=False), make_position("54"), relation="update"))

    assert "svg" not in element_names(html)


def test_figures_that_lie_very_far_apart_stand_by_powers_of_ten() -> None:
    html = drawn(make_finding(make_position("3"), make_position("30"), make_position("3000")))

    one, two, three = lefts(html, "dot")
    assert three - two == pytest.approx(2 * (two - one), abs=0.1)
    assert texts_of(html, "b") == ["10", "100", "1,000"]


def test_each_of_forty_sides_has_a_track_on_one_scale() -> None:
    html = drawn(make_finding(*(make_position(str(number)) for number in range(1, 41))))

    assert len(lefts(html, "dot")) == 40
    assert lefts(html, "dot") == sorted(lefts(html, "dot"))
    assert len(texts_of(html, "tr")) == 41


def test_a_position_without_a_figure_has_an_empty_track_among_figures() -> None:
    denial = make_position("nobody knows", low=None, high=None)

    made = picture(make_finding(make_position("4"), denial, make_position("7")), BOTH)

    assert [len(lefts(track, "dot")) for track in made.tracks] == [1, 0, 1]


@pytest.mark.parametrize(
    "finding",
    [
        make_finding(make_position("4")),
        make_finding(make_position("yes", low=None, high=None), make_position("no", low=None, high=None)),
        make_finding(make_position("4", unit="people"), make_position("4", unit="%")),
    ],
)
def test_what_cannot_be_set_side_by_side_is_not_drawn(finding: Finding) -> None:
    assert drawn(finding) == ""


def test_names_cannot_become_markup() -> None:
    bad = "<img src=x onerror=alert(1)>"
    finding = make_finding(make_position(bad, low=1.0, high=1.0), make_position("7", make_voice(bad)))

    assert "img" not in element_names(drawn(finding))
