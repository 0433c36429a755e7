"""Tend the archive from the page: which articles are in it, and what did a change do?

Articles, progress and a SyncReport in, HTML out. Reads and indexes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from rag.pages.labels import count, day
from rag.pages.markup import Html, join, tag
from rag.records import Article
from rag.reports import SyncReport

MOST_LISTED = 200
_EMPTY = "No article is indexed yet. Add some: upload files, paste a text, or give an address."


def listing(articles: Sequence[Article], words: str = "") -> Html:
    """List the articles whose title, publisher, date, file or text hold all of these words, the newest first."""
    if not articles:
        return tag("div", tag("p", _EMPTY), class_="nothing")
    wanted = words.casefold().split()
    chosen = sorted(
        (article for article in articles if all(word in _searched(article) for word in wanted)),
        key=lambda article: article.published or "",
        reverse=True,
    )
    if not chosen:
        return tag("div", tag("p", "No article holds all of these words."), class_="nothing")
    found = f"{count(len(chosen), 'article')}" + (f" of {len(articles)}" if wanted else "")
    rest = len(chosen) - MOST_LISTED
    more = tag("p", f"and {rest} more: search for them", class_="hint") if rest > 0 else Html()
    rows = tag("ul", *(_entry(article) for article in chosen[:MOST_LISTED]), class_="articles")
    return join([tag("p", found, class_="tally", role="status"), rows, more])


def progress(stage: str, done: int, total: int) -> Html:
    """Show how far a re-indexing has come."""
    words = f"{stage}: {done} of {total}" if total else stage
    known = {"max": str(total), "value": str(done)} if total else {}
    bar = tag("progress", aria_label=words, **known)
    return tag("div", tag("p", words, role="status"), bar, class_="progress")


def report(done: SyncReport) -> Html:
    """Say what a change did, and name each file that could not be read with its reason."""
    lines = [tag("p", done.summary(), role="status")]
    if done.failed:
        files = join(tag("li", tag("span", name, class_="file"), f" \N{EM DASH} {why}") for name, why in done.failed)
        lines.append(tag("p", f"{count(len(done.failed), 'file')} could not be read; the others went on:"))
        lines.append(tag("ul", files, class_="failed"))
    return tag("div", *lines, class_="report")


def said(words: str) -> Html:
    """Say in one sentence what was done."""
    return tag("p", words, class_="report", role="status")


def problem(words: str) -> Html:
    """Say in one sentence why something did not happen."""
    return tag("p", words, class_="problem", role="alert")


def _entry(article: Article) -> Html:
    """One article: its title, which opens it, and what is known of it; what is missing is said."""
    address = "/articles?" + urlencode({"read": article.file})
    title = tag("a", article.title or article.file, href=address, dir="auto")
    when = _known(day(article.published), "no date given", "when")
    names = [_known(article.publisher, "no publisher given"), tag("span", article.file, class_="file")]
    about = tag("div", title, tag("p", join(names, " \N{MIDDLE DOT} "), class_="origin"))
    return tag("li", when, about)


def _known(part: str, missing: str, kind: str = "") -> Html:
    """What is known of an article, or in other letters that it is not."""
    return tag(
        "span", part or missing, dir="auto", class_=" ".join(filter(None, (kind, "" if part else "missing"))) or None
    )


def _searched(article: Article) -> str:
    named = (article.title, article.publisher, article.published or "", article.byline, *article.files, article.text)
    return "\n".join(named).casefold()
