"""Show the evidence: which words of which article does a citation stand for?

Citations in, HTML cards out: the quote marked in its passage, with the article, its publisher and
its date. Shows a passage as text only; nothing in it is a link, an image or an instruction.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from rag.pages.labels import count, day
from rag.pages.markup import Html, join, tag
from rag.records import Citation

_AROUND = 220


def cards(citations: Iterable[Citation], anchor: str, heading: str, *, open_: int | None = None) -> Html:
    """Lay out citations as cards that the markers open: ``open_`` of them in full, the others in a fold."""
    made = [_card(citation, anchor) for citation in citations]
    if not made:
        return Html()
    open_ = len(made) if open_ is None else open_
    parts = [tag("h3", heading)] + ([tag("ol", *made[:open_], class_="cards")] if open_ else [])
    if len(made) > open_:
        words = count(len(made) - open_, "more passage" if open_ else "passage")
        parts.append(tag("details", tag("summary", words), tag("ol", *made[open_:], class_="cards"), class_="folded"))
    return tag("section", *parts, class_="evidence", aria_label=heading)


def address_of(citation: Citation) -> str:
    """Where on this server the article of a citation is read, with its quote marked."""
    return "/articles?" + urlencode({"read": citation.article, "start": citation.start, "end": citation.end})


def _card(citation: Citation, anchor: str) -> Html:
    number = tag("span", str(citation.id), class_="number", aria_label=f"Citation {citation.id}")
    title = tag("cite", citation.title or citation.article, dir="auto")
    head = tag("header", number, tag("div", title, origin(citation)))
    reading = tag("a", "Read it in the article", href=address_of(citation), class_="in-article")
    body = [head, _quotation(citation), tag("p", reading, class_="way"), _copies(citation)]
    return tag("li", *body, class_="card", id=f"{anchor}-c{citation.id}", tabindex="-1")


def origin(citation: Citation) -> Html:
    """Say where a citation is printed: publisher, day, file and address."""
    parts = [tag("span", part) for part in (citation.publisher, day(citation.published) or "no date given") if part]
    parts += [tag("span", citation.article, class_="file"), _link(citation.url)]
    return tag("p", join(parts, " \N{MIDDLE DOT} "), class_="origin")


def _link(url: str | None) -> Html:
    """Link a web address only; any other scheme (javascript:, data:, file:) is left out."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return Html()
    if not url or parts.scheme not in ("http", "https") or not parts.hostname:
        return Html()
    words = f"original at {parts.hostname}"
    return tag("a", words, href=url, target="_blank", rel="noopener noreferrer nofollow", referrerpolicy="no-referrer")


def _quotation(citation: Citation) -> Html:
    before, quote, after = _around(citation)
    near = join([_end_of(before), tag("mark", quote), _start_of(after)])
    if len(before) <= _AROUND and len(after) <= _AROUND:
        return excerpt(citation)
    return join(
        [
            tag("blockquote", near, dir="auto"),
            tag("details", tag("summary", "The whole passage"), excerpt(citation), class_="whole"),
        ]
    )


def excerpt(citation: Citation) -> Html:
    """The whole passage with its quote marked."""
    before, quote, after = _around(citation)
    return tag("blockquote", join([before, tag("mark", quote), after]), dir="auto")


def _around(citation: Citation) -> tuple[str, str, str]:
    before, quote, after = citation.passage.partition(citation.quote)
    return (before, quote, after) if quote else ("", citation.quote, "")


def _end_of(text: str) -> str:
    return text if len(text) <= _AROUND else "\N{HORIZONTAL ELLIPSIS} " + text[-_AROUND:].partition(" ")[2]


def _start_of(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + " \N{HORIZONTAL ELLIPSIS}"


def _copies(citation: Citation) -> Html:
    if not citation.copies:
        return Html()
    summary = tag("summary", f"Stands for {count(len(citation.copies), 'copy', 'copies')} too")
    return tag("details", summary, tag("ul", join(tag("li", name) for name in citation.copies)), class_="copies")
