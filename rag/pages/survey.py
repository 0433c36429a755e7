"""Survey: on which points do the articles disagree, newest first, and which of them does a reader want?

The answer to "where do they disagree?" in, entries to choose from and HTML out. Decides nothing: the
conflicts are those of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from rag.pages.cards import address_of
from rag.pages.labels import aspect_words, count, day, holder, source
from rag.pages.markup import Html, join, tag
from rag.pages.picture import picture
from rag.pages.sides import LONG_VALUE
from rag.pages.suggest import question_about
from rag.records import Answer, Citation, Finding, Position, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One conflict with what it can be chosen by; ``when`` is the day of its event, or else of its last report."""

    finding: Finding
    citations: Mapping[int, Citation]
    when: str
    publishers: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which conflicts a reader wants; what is empty chooses all. ``since`` may be a year, a month or a day."""

    text: str = ""
    aspect: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""

    def takes(self, entry: Entry) -> bool:
        """Whether an entry is among them."""
        return (
            all(word in entry.words for word in self.text.casefold().split())
            and self.aspect in ("", about(entry))
            and (not self.publisher or self.publisher in entry.publishers)
            and (not self.since or entry.when >= self.since.strip())
            and (not self.until or ("" < entry.when[: len(self.until.strip())] <= self.until.strip()))
        )


def entries(answer: Answer) -> tuple[Entry, ...]:
    """Every conflict of an answer, those of the newest event first, those of one event together."""
    known = {citation.id: citation for citation in answer.citations}
    made = [_entry(finding, known) for finding in answer.findings]
    newest: dict[str, str] = {}
    for entry in made:
        label = entry.finding.event.label
        newest[label] = max(newest.get(label, ""), entry.when)
    return tuple(
        sorted(made, key=lambda entry: (newest[entry.finding.event.label], entry.finding.event.label), reverse=True)
    )


def about(entry: Entry) -> str:
    """What a disagreement is about, in a word or two: what is denied stands behind a colon."""
    return entry.finding.aspect.partition(": ")[0]


def aspects(found: Sequence[Entry]) -> list[str]:
    """What the sources disagree about, by name."""
    return sorted({about(entry) for entry in found})


def publishers(found: Sequence[Entry]) -> list[str]:
    """Who printed it, by name."""
    return sorted({name for entry in found for name in entry.publishers})


def listing(chosen: Sequence[Entry], total: int, most: int) -> Html:
    """Lay out conflicts under their events, ``most`` of them, and say how many there are in all."""
    if not total:
        words = "No two reports of the archive disagree, as far as their figures could be compared."
        return tag("div", tag("p", words), class_="nothing")
    if not chosen:
        return tag("div", tag("p", "No disagreement is left by this choice."), class_="nothing")
    shown = f"{count(len(chosen), 'disagreement')}" + (f" of {total}" if len(chosen) < total else "")
    events = groupby(chosen[:most], key=lambda entry: entry.finding.event.label)
    return join(
        [tag("p", shown, class_="tally", role="status"), *(_event(label, list(group)) for label, group in events)]
    )


def _entry(finding: Finding, known: Mapping[int, Citation]) -> Entry:
    numbers = {voice.citation for side in finding.positions for voice in side.claims}
    cited = {number: known[number] for number in numbers if number in known}
    printed = max((citation.published or "" for citation in cited.values()), default="")
    names = [name for side in finding.positions for voice in side.claims for name in (voice.holder, voice.via) if name]
    texts = [text for c in cited.values() for text in (c.title, c.publisher, c.quote, c.article)]
    words = [finding.event.label, finding.event.where or "", finding.aspect, *names, *texts]
    return Entry(
        finding=finding,
        citations=cited,
        when=finding.event.when or printed,
        publishers=frozenset(source(citation) for citation in cited.values()),
        words="\n".join(words).casefold(),
    )


def _event(label: str, group: Sequence[Entry]) -> Html:
    event = group[0].finding.event
    where = " \N{MIDDLE DOT} ".join(part for part in (day(event.when), event.where or "") if part)
    head = tag("header", tag("h2", label, dir="auto"), tag("p", where, class_="setting") if where else Html())
    return tag("section", head, *(_conflict(entry) for entry in group), class_="event-group", aria_label=label[:120])


def _conflict(entry: Entry) -> Html:
    finding, question = entry.finding, question_about(entry.finding)
    aspect = tag("h3", aspect_words(finding.aspect), class_="aspect")
    sources = tag("span", count(finding.independent_sources, "independent source"), class_="sources-count")
    ask = tag("a", "Ask about it", href=f"/?{urlencode({'ask': question})}", class_="ask-about", title=question)
    head = tag("header", aspect, sources, ask, class_="finding-head in-row")
    drawn = picture(finding, entry.citations)
    rows = [_side(side, drawn.beside(number), entry.citations) for number, side in enumerate(finding.positions)]
    body = [drawn.whole, drawn.scale, tag("ul", *rows, class_="sides brief")]
    return tag("article", head, *body, class_=f"finding {finding.relation}")


def _side(side: Position, track: Html, citations: Mapping[int, Citation]) -> Html:
    voices = tag("div", *(tag("div", _voice(voice, citations)) for voice in side.claims), class_="printed")
    value = tag("strong", side.value, dir="auto", class_="value long" if len(side.value) > LONG_VALUE else "value")
    return tag("li", value, track, voices, class_="side drawn" if track else "side")


def _voice(voice: Voice, citations: Mapping[int, Citation]) -> Html:
    named = f"{holder(voice, citations)} through {voice.via}" if voice.via else holder(voice, citations)
    who = tag("span", named, class_="holder", dir="auto")
    citation = citations.get(voice.citation)
    if citation is None:
        return join([who])
    place = ", ".join(part for part in (source(citation), day(citation.published)) if part)
    return join([who, tag("a", place, href=address_of(citation))], " \N{MIDDLE DOT} ")
