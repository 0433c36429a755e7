"""Lay out: what of an answer is shown, in which order, and in which words?

An Answer (or findings) in, blocks out. Every format shows these same blocks, so that a pipe, a
terminal and a Markdown file cannot tell different stories. Knows no colour, no width, no markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rag.records import Answer, Citation, Finding, Relation, Sentence, Voice
from rag.render.blocks import Block, Line, Page, Role, Side, Sides, Span, line, span
from rag.render.clean import one_line

VERDICTS: Mapping[Relation, str] = {
    "conflict": "the sources disagree",
    "agree": "the sources agree",
    "compatible": "the sources are compatible",
    "update": "the figure changed over time",
    "single": "one source",
}
MOST_OTHERS = 8  # of the findings on other events; JSON holds them all
MOST_COPIES = 3
CONTEXT = 200  # characters of the passage shown on either side of a quote

_MARK = re.compile(r"(\[\d+\])")
_Known = Mapping[int, Citation]


def whole(answer: Answer) -> Page:
    """The sentences, and below them all that they rest on."""
    yield opening(answer.sentences)
    yield from evidence(answer)


def opening(sentences: Iterable[Sentence]) -> Line:
    """The answer itself, as one paragraph."""
    return line(*(part for sentence in sentences for part in spoken(sentence)))


def spoken(sentence: Sentence) -> list[Span]:
    """One sentence with its marks set apart, ending in a space."""
    pieces = _MARK.split(sentence.text + " ")
    return [span(piece, _role(piece, sentence)) for piece in pieces if piece]


def evidence(answer: Answer) -> Page:
    """What an answer rests on: the sides of each finding, the passages, the other events."""
    known = {citation.id: citation for citation in answer.citations}
    for finding in answer.findings:
        yield from one_finding(finding, known)
    nearest = answer.status == "unanswered"
    aside = set(answer.also_mentioned) | _cited(answer.related) - _cited(answer.findings)
    stated = {int(mark) for sentence in answer.sentences for mark in re.findall(r"\[(\d+)\]", sentence.text)}
    shown = [c for c in answer.citations if nearest or c.id in stated or c.id not in aside]
    yield from _section("Nearest passages" if nearest else "Passages", shown, CONTEXT)
    yield from _others(answer.related, known)
    left = [known[id] for id in answer.also_mentioned if id in known and known[id] not in shown]
    yield from _section("Also mentioned, not compared", left, 0)
    yield from _colophon(answer)


def one_finding(finding: Finding, known: _Known) -> Page:
    """A finding: what it is about, how its sides relate, and the sides."""
    yield Line()
    yield line(span(finding.aspect, "strong"), " — " if finding.aspect else "", verdict(finding))
    yield line(span(about(finding), "faint"))
    yield Sides(tuple(sides(finding, known)))


def verdict(finding: Finding) -> Span:
    """How the sides relate, in words."""
    count = finding.independent_sources
    tail = f" ({count} independent sources)" if finding.relation != "single" and count > 1 else ""
    return Span(VERDICTS[finding.relation] + tail, "verdict", finding.relation)


def about(finding: Finding) -> str:
    """The event in one phrase, with the place and the time that the articles give."""
    event = finding.event
    return ", ".join(part for part in (event.label, event.where, _day(event.when)) if part)


def sides(finding: Finding, known: _Known) -> Iterable[Side]:
    """One row for each voice; only the first of a position repeats its value to the eye."""
    for position in finding.positions:
        for number, voice in enumerate(position.claims):
            citation = known.get(voice.citation)
            yield Side(
                value=one_line(position.value),
                who=one_line(who(voice)),
                source=one_line(_carried(citation)) if citation else "",
                date=one_line(_day(citation.published)) if citation else "",
                mark=f"[{voice.citation}]",
                is_first=number == 0,
                is_current=position.current,
            )


def who(voice: Voice) -> str:
    """Who says so: a source, the article in its own voice, or someone whom only the passage tells."""
    if voice.holder is None:
        return "the article itself"
    holder = voice.holder or "see the passage"
    return f"{holder}, via {voice.via}" if voice.via else holder


def source(citation: Citation) -> Page:
    """Where passages stand: title, publisher, day, file and address."""
    rest = " · ".join(
        part for part in (citation.publisher, _day(citation.published) or "undated", citation.article) if part
    )
    yield line(span(citation.title, "title"), span(" · " if citation.title else "", "faint"), span(rest, "faint"))
    if citation.url:
        yield line(span(citation.url, "link"))


def excerpt(citation: Citation, context: int = CONTEXT) -> Line:
    """The quote, whole, within so much of its passage."""
    mark = (span(f"[{citation.id}]", "mark"), span(" "))
    before, found, after = citation.passage.partition(citation.quote)
    if not found or not context:
        return line(*mark, span(citation.quote, "quote"), depth=1)
    head, tail = _shorten(before[::-1], context)[::-1], _shorten(after, context)
    return line(*mark, span(head, "faint"), span(citation.quote, "quote"), span(tail, "faint"), depth=1)


def _role(piece: str, sentence: Sentence) -> Role:
    if _MARK.fullmatch(piece):
        return "mark"
    is_models = sentence.written_by == "model" and any(map(str.isalnum, piece))
    return "model" if is_models else "text"


def _section(title: str, citations: Sequence[Citation], context: int) -> Page:
    """Passages in their order; those of one article that follow each other share the line that names it."""
    if citations:
        yield Line()
        yield line(span(title, "strong"))
    for _, of_one_article in groupby(citations, key=lambda citation: citation.article):
        together = list(of_one_article)
        yield from source(together[0])
        yield from (excerpt(citation, context) for citation in together)
        copies = dict.fromkeys(name for citation in together for name in citation.copies)
        if copies:
            yield line(span(f"the same report: {_some(list(copies))}", "faint"), depth=1)


def _others(related: Sequence[Finding], known: _Known) -> Page:
    if related:
        yield Line()
        yield line(span("Other events mentioned", "strong"))
    for finding in related[:MOST_OTHERS]:
        yield line(about(finding), " — " if finding.aspect else "", finding.aspect)
        yield from (_other(side, known) for side in sides(finding, known))
    if len(related) > MOST_OTHERS:
        yield line(span(f"and {len(related) - MOST_OTHERS} more", "faint"))


def _other(side: Side, known: _Known) -> Block:
    citation = known.get(int(side.mark[1:-1]))
    head: tuple[Span, ...] = (span(side.value, "strong"), span(f": {side.who} "), span(side.mark, "mark"))
    if citation is None:
        return line(*head, depth=1)
    return line(*head, span(f" {citation.article}: ", "faint"), span(citation.quote, "quote"), depth=1)


def _colophon(answer: Answer) -> Page:
    yield Line()
    if answer.standalone_question != answer.question:
        yield line(span(f"Understood as: {answer.standalone_question}", "faint"))
    read = f"{answer.coverage.considered} of {answer.coverage.articles} articles read."
    yield line(span(f"{read} {_authorship(answer)}", "faint"))


def _authorship(answer: Answer) -> str:
    if answer.model is None:
        return "Composed without a language model."
    written = [str(n) for n, sentence in enumerate(answer.sentences, 1) if sentence.written_by == "model"]
    if not written:
        return f"The language model {answer.model} wrote none of this."
    which = f"sentence {written[0]}" if len(written) == 1 else f"sentences {', '.join(written)}"
    return f"The language model {answer.model} wrote {which} of {len(answer.sentences)}."


def _cited(findings: Iterable[Finding]) -> set[int]:
    return {voice.citation for finding in findings for side in finding.positions for voice in side.claims}


def _carried(citation: Citation) -> str:
    name = citation.publisher or citation.title or citation.article
    count = len(citation.copies)
    return f"{name} and {count} that carr{'ies' if count == 1 else 'y'} the same report" if count else name


def _day(moment: str | None) -> str:
    """A date-time as far as its minute, anything else as it stands."""
    if moment is None:
        return ""
    return f"{moment[:10]} {moment[11:16]}" if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", moment) else moment


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_COPIES])
    return f"{shown} and {len(names) - MOST_COPIES} more" if len(names) > MOST_COPIES else shown


def _shorten(text: str, length: int) -> str:
    """The beginning of a text, up to a word's end."""
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", 0, length) + 1 or length] + "…"
