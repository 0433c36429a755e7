"""Set the sides out: who says what, where is it printed, and do they agree?

Findings and the citations they rest on in, HTML out. Decides nothing: relation, order and values
are those of the finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.pages.labels import RELATIONS, aspect_words, count, day, source
from rag.pages.markup import Html, join, tag
from rag.pages.picture import picture
from rag.records import Citation, Event, Finding, Position, Voice

LONG_VALUE = 28
MOST_ROWS = 8
"""Positions of a finding that stand in the open; the others wait in a fold."""


def badge(sign: str, words: str, kind: str) -> Html:
    """Name a relation by a sign and by words; colour only repeats them."""
    return tag("span", tag("span", sign, class_="sign", aria_hidden="true"), words, class_=f"badge {kind}")


def side_panel(findings: Sequence[Finding], citations: Mapping[int, Citation], anchor: str) -> Html:
    """Lay out each finding with one row a position."""
    return join(_finding(finding, citations, anchor) for finding in findings)


def related_panel(findings: Sequence[Finding], citations: Mapping[int, Citation], anchor: str) -> Html:
    """List the findings of other events, apart and quieter than the answer."""
    if not findings:
        return Html()
    heading = tag("h3", "Other events mentioned", tag("span", " \N{EM DASH} not part of this answer", class_="aside"))
    rows = join(_related(finding, citations, anchor) for finding in findings)
    name = "Other events, not part of this answer"
    return tag("section", heading, tag("ul", rows), class_="related", aria_label=name)


def marker(number: int, citations: Mapping[int, Citation], anchor: str) -> Html:
    """Point to a citation card; a number without a card stays plain text."""
    if number not in citations:
        return tag("span", f"[{number}]", class_="marker")
    label = f"Citation {number}: {source(citations[number])}"
    return tag("a", f"[{number}]", class_="marker", href=f"#{anchor}-c{number}", aria_label=label)


def _finding(finding: Finding, citations: Mapping[int, Citation], anchor: str) -> Html:
    sign, words = RELATIONS[finding.relation]
    sources = count(finding.independent_sources, "independent source")
    top = tag("div", badge(sign, words, finding.relation), tag("span", sources, class_="sources-count"), class_="top")
    head = tag("header", top, _heading(finding), class_="finding-head")
    parts = [head, _sides(finding, citations, anchor)]
    name = f"{words}: {aspect_words(finding.aspect)}"
    return tag("section", *parts, class_=f"finding {finding.relation}", aria_label=name)


def _sides(finding: Finding, citations: Mapping[int, Citation], anchor: str) -> Html:
    """One row a position, with its place in the picture; of very many the first, and the others in a fold."""
    drawn = picture(finding, citations)
    in_order = finding.relation == "update"
    rows = [
        _side(position, drawn.beside(number), citations, anchor, in_order=in_order)
        for number, position in enumerate(finding.positions)
    ]
    kind = "ol" if in_order else "ul"
    shown = join([drawn.whole, drawn.scale, tag(kind, *rows[:MOST_ROWS], class_="sides")])
    if len(rows) <= MOST_ROWS:
        return shown
    others = join([drawn.scale, tag(kind, *rows[MOST_ROWS:], class_="sides")])
    return join([shown, tag("details", tag("summary", f"{len(rows) - MOST_ROWS} more sides"), others, class_="more")])


def _heading(finding: Finding) -> Html:
    aspect = tag("span", aspect_words(finding.aspect), class_="aspect")
    return join([tag("h3", aspect, tag("span", finding.event.label, class_="event")), _setting(finding.event)])


def _setting(event: Event, name: str = "p") -> Html:
    words = " \N{MIDDLE DOT} ".join(part for part in (day(event.when), event.where or "") if part)
    return tag(name, words, class_="setting") if words else Html()


def _side(position: Position, track: Html, citations: Mapping[int, Citation], anchor: str, *, in_order: bool) -> Html:
    """A row; what is said in words stands there whole, once."""
    whole = _said_whole(position, citations)
    in_words = position.low is None and position.high is None and not whole
    said = join(_voice(voice, citations, anchor, verbatim=in_words) for voice in position.claims)
    voices = tag("div", tag("ul", said, class_="voices"), _copies(position, citations))
    return _row(position, whole or position.value, track, in_order=in_order, voices=voices)


def _row(position: Position, words: str, track: Html, *, in_order: bool, voices: Html) -> Html:
    state = tag("span", "latest" if position.current else "earlier", class_="order") if in_order else Html()
    length = "value long" if len(words) > LONG_VALUE else "value"
    value = tag("div", tag("span", words, dir="auto"), state, class_=length)
    shape = "drawn" if track else "worded" if "long" in length else ""
    kinds = ["side", "" if position.current else "past", shape]
    return tag("li", value, track, voices, class_=" ".join(filter(None, kinds)))


def _said_whole(position: Position, citations: Mapping[int, Citation]) -> str:
    """The whole quote of a position that is its only voice's words, cut short; else nothing."""
    numbers = {voice.citation for voice in position.claims}
    if position.low is not None or position.high is not None or len(numbers) != 1 or not numbers <= citations.keys():
        return ""
    quote = citations[numbers.pop()].quote
    is_longer = len(quote) > LONG_VALUE and quote.startswith(position.value.rstrip("\N{HORIZONTAL ELLIPSIS} ."))
    return quote if is_longer else ""


def _voice(voice: Voice, citations: Mapping[int, Citation], anchor: str, *, verbatim: bool) -> Html:
    """One holder; what is said in words and not in figures is also shown verbatim."""
    via = tag("span", f" through {voice.via}", class_="via") if voice.via else Html()
    who = tag("div", _holder(voice.holder), via, class_="who")
    place = join(_printed(citations.get(voice.citation)), " \N{MIDDLE DOT} ")
    printed = join([place, marker(voice.citation, citations, anchor)], "\N{NO-BREAK SPACE}")
    quote = citations[voice.citation].quote if verbatim and voice.citation in citations else ""
    said = tag("q", quote, class_="said", dir="auto") if quote else Html()
    return tag("li", who, said, tag("div", printed, class_="printed"))


def _holder(holder: str | None) -> Html:
    if holder is None:
        return tag("span", "the article\N{RIGHT SINGLE QUOTATION MARK}s own words", class_="holder own")
    if not holder:
        return tag("span", "who says so is not clear; see the passage", class_="holder own")
    return tag("strong", holder, class_="holder", dir="auto")


def _printed(citation: Citation | None) -> list[Html]:
    if citation is None:
        return []
    title = tag("cite", citation.title or citation.article)
    when = tag("span", day(citation.published) or "no date given")
    return [title, tag("span", citation.publisher), when] if citation.publisher else [title, when]


def _copies(position: Position, citations: Mapping[int, Citation]) -> Html:
    cited = dict.fromkeys(voice.citation for voice in position.claims)
    names = [name for number in cited if number in citations for name in citations[number].copies]
    if not names:
        return Html()
    summary = tag("summary", f"and {len(names)} that {'carries' if len(names) == 1 else 'carry'} the same report")
    return tag("details", summary, tag("ul", join(tag("li", name) for name in names)), class_="copies")


def _related(finding: Finding, citations: Mapping[int, Citation], anchor: str) -> Html:
    values = join((_related_value(position, citations, anchor) for position in finding.positions), "; ")
    about = join([tag("span", finding.event.label, class_="event"), _setting(finding.event, "span")], " ")
    relation = RELATIONS[finding.relation][1].lower()
    return tag("li", about, tag("div", f"{aspect_words(finding.aspect)}: ", values, f" ({relation})"))


def _related_value(position: Position, citations: Mapping[int, Citation], anchor: str) -> Html:
    voices = join((_related_voice(voice, citations, anchor) for voice in position.claims), ", ")
    return join([tag("b", position.value), voices], " \N{EN DASH} ")


def _related_voice(voice: Voice, citations: Mapping[int, Citation], anchor: str) -> Html:
    through = f"{voice.holder} through {voice.via}" if voice.holder and voice.via else voice.holder or ""
    return join([through, marker(voice.citation, citations, anchor)], " ")
