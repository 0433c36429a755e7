"""Open an article: what does it say, and which claims were read in it?

An article and its claims in, HTML out: its text as it is stored, each sentence that holds a figure or
names its speaker marked, with what was read there beside it. A quote to look at is marked apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rag.pages.labels import aspect_words, count, day
from rag.pages.markup import Html, join, safe, tag
from rag.records import Article, Claim

Span = tuple[int, int]


def opened(article: Article, claims: Sequence[Claim], quote: Span = (0, 0)) -> Html:
    """Lay out an article; ``quote`` is the stretch of its text that a citation points to."""
    told = [claim for claim in claims if claim.quantity is not None or claim.holder]
    title = tag("h2", article.title or article.file, dir="auto")
    words = f"{count(len(told), 'claim')} marked in the text; point at one, or step to it with Tab."
    hint = tag("p", words, class_="hint") if told else tag("p", "No claim was read in this article.", class_="hint")
    text = tag("div", *_paragraphs(article.text, told, quote), class_="text", dir="auto")
    return tag("article", title, origin(article), hint, text, class_="opened")


def origin(article: Article) -> Html:
    """Who printed it, when, and where it lies."""
    dated = day(article.published) or "no date given"
    parts = [article.publisher or "no publisher given", article.byline, dated]
    named = [tag("span", part, dir="auto") for part in parts if part]
    return tag("p", join([*named, tag("span", article.file, class_="file")], " \N{MIDDLE DOT} "), class_="origin")


def _paragraphs(text: str, claims: Sequence[Claim], quote: Span) -> Iterator[Html]:
    """The text in stretches: plain, or marked where claims stand; stretches never overlap."""
    at = 0
    for start, end, here in _marked(claims, quote):
        if start < at:
            continue
        yield safe(text[at:start])
        yield _mark(text[start:end], start, here, is_quote=start < quote[1] and quote[0] < end)
        at = end
    yield safe(text[at:])


def _marked(claims: Sequence[Claim], quote: Span) -> list[tuple[int, int, list[Claim]]]:
    """Each marked stretch with its claims, in order; a quote without a claim of its own stands alone."""
    ordered = sorted(claims, key=lambda claim: (claim.start, -claim.end))
    found = [(start, end, list(group)) for (start, end), group in groupby(ordered, key=lambda c: (c.start, c.end))]
    if quote[0] < quote[1] and not any(start < quote[1] and quote[0] < end for start, end, _ in found):
        found.append((*quote, []))
    return sorted(found, key=lambda stretch: stretch[:2])


def _mark(text: str, start: int, claims: Sequence[Claim], *, is_quote: bool) -> Html:
    kind = "claim figure" if any(claim.quantity for claim in claims) else "claim"
    kind = f"{kind} quote" if is_quote else kind
    inner = _with_figures(text, start, claims)
    if not claims:
        return tag("mark", inner, class_="quote", id="quote")
    tip = tag(
        "span", *(tag("span", _said(claim)) for claim in claims), class_="tip", role="tooltip", id=f"claim-{start}"
    )
    name = "quote" if is_quote else None
    return tag("mark", inner, tip, class_=kind, id=name, tabindex="0", aria_describedby=f"claim-{start}")


def _with_figures(text: str, start: int, claims: Sequence[Claim]) -> Html:
    """The stretch with the figures in it set off."""
    spans = sorted({claim.focus for claim in claims if claim.quantity})
    parts, at = [], 0
    for low, high in ((low - start, high - start) for low, high in spans):
        if at <= low < high <= len(text):
            parts += [safe(text[at:low]), tag("b", text[low:high])]
            at = high
    return join([*parts, safe(text[at:])])


def _said(claim: Claim) -> str:
    """What was read: the figure and what it counts, who says so, and through whom."""
    what = aspect_words(" ".join(part for part in (claim.noun, claim.aspect.replace("_", " ")) if part))
    figure = f"{claim.quantity.text}: {what}" if claim.quantity and claim.noun + claim.aspect else ""
    figure = figure or (claim.quantity.text if claim.quantity else "statement")
    denied = " (denied)" if claim.polarity == "denied" else ""
    who = claim.holder or "the article itself"
    through = f", through {claim.via}" if claim.via else ""
    return f"{figure}{denied} \N{EM DASH} {who}{through}"
