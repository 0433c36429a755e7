"""Welcome: what is in the archive, and on what does it disagree, before anything is asked?

The number of articles and the archive's conflicts in, HTML out: a few conflicts, each of which is asked
about by a click. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.pages.labels import RELATIONS, aspect_words, count, day
from rag.pages.markup import Html, join, tag
from rag.pages.suggest import question_about
from rag.pages.survey import Entry

MOST_SHOWN = 3
_MOST_VALUES = 4


def first_look(articles: int, conflicts: Sequence[Entry]) -> Html:
    """How many articles there are, and the newest conflicts; where there are none, how to begin."""
    if not articles:
        words = "The archive is empty. Upload files, paste a text, or give the address of an article or a feed."
        way = tag("a", "Add articles", href="/articles?add", class_="begin")
        return tag("div", tag("p", words), tag("p", way), class_="nothing")
    held = tag("p", tag("a", f"{count(articles, 'article')} in the archive", href="/articles"), class_="held")
    if not conflicts:
        return held
    heading = tag("h2", "Where the reports disagree", tag("a", _all(len(conflicts)), href="/disagreements"))
    rows = tag("ul", *(_conflict(entry) for entry in conflicts[:MOST_SHOWN]), class_="clashes")
    return join([held, tag("section", heading, rows, aria_label="Where the reports disagree")])


def _all(number: int) -> str:
    return "See it with its sources" if number == 1 else f"All {number}"


def _conflict(entry: Entry) -> Html:
    """One conflict in two lines: what is disagreed on, with its values, and which event."""
    finding = entry.finding
    values = [tag("b", side.value, dir="auto") for side in finding.positions[:_MOST_VALUES]]
    left = len(finding.positions) - len(values)
    values += [tag("span", f"and {left} more", class_="aside")] if left > 0 else []
    against = tag("span", f" {RELATIONS['conflict'][0]} ", class_="sign")
    line = [
        tag("span", aspect_words(finding.aspect), class_="aspect"),
        tag("span", join(values, against), class_="values"),
    ]
    when = day(finding.event.when) or day(entry.when)
    event = tag("span", join([tag("span", finding.event.label, dir="auto"), when], " \N{MIDDLE DOT} "), class_="event")
    return tag("li", tag("button", *line, event, type="button", class_="clash", data_ask=question_about(finding)))
