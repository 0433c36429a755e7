"""Set for paper: how do answers read on a page that stands alone?

Answered turns in, a whole HTML document out: no script, nothing fetched, the table of sides and the
passages in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rag.pages.cards import excerpt, origin
from rag.pages.labels import RELATIONS, UNANSWERED, aspect_words, day, holder, source
from rag.pages.markup import Html, join, tag
from rag.pages.talk import Turn
from rag.records import Answer, Citation, Finding

_STYLE = Path(__file__).with_suffix(".css")


def page(turns: Sequence[Turn]) -> str:
    """One document with every answered turn."""
    title = turns[0].question if turns else "No answer"
    meta = Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width">')
    head = tag("head", meta, tag("title", title), tag("style", Html(_STYLE.read_text(encoding="utf-8"))))
    articles = [_article(turn.question, turn.answer) for turn in turns if turn.answer]
    return "<!doctype html>" + tag("html", head, tag("body", tag("main", *articles)), lang="en")


def _article(question: str, answer: Answer) -> Html:
    cited = {citation.id: citation for citation in answer.citations}
    verdict = [tag("p", tag("strong", UNANSWERED[1]))] if answer.status == "unanswered" else []
    findings = [_table(finding, cited) for finding in answer.findings]
    others = [tag("h2", "Other events mentioned, not part of the answer")] if answer.related else []
    others += [_table(finding, cited) for finding in answer.related]
    sources = tag("ol", *(_source(citation) for citation in answer.citations))
    read = f"{answer.coverage.considered} of {answer.coverage.articles} articles considered."
    parts = [tag("h1", question, dir="auto"), *verdict, tag("p", answer.answer, dir="auto"), *findings, *others]
    return tag("article", *parts, tag("h2", "Sources"), sources, tag("footer", read))


def _table(finding: Finding, cited: Mapping[int, Citation]) -> Html:
    words = f"{RELATIONS[finding.relation][1]}: {aspect_words(finding.aspect)} \N{EM DASH} {finding.event.label}"
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Figure or answer", "Who says so", "Source")))
    rows = []
    for side in finding.positions:
        for voice in side.claims:
            place = cited.get(voice.citation)
            where = join([source(place), day(place.published), f"[{voice.citation}]"], ", ") if place else ""
            through = f" through {voice.via}" if voice.via else ""
            who = "" if voice.holder == "" else f"{holder(voice, cited)}{through}"
            rows.append(tag("tr", *(tag("td", cell) for cell in (side.value, who, where))))
    return tag("table", tag("caption", words), head, *rows)


def _source(citation: Citation) -> Html:
    return tag(
        "li",
        tag("cite", citation.title or citation.article),
        origin(citation),
        excerpt(citation),
        value=str(citation.id),
    )
