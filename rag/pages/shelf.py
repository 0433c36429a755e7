"""Tend the archive from the page: which articles are in it, and what did re-indexing do?

Articles, progress and a SyncReport in, HTML out. Reads and indexes nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.pages.labels import count, day
from rag.pages.markup import Html, join, tag
from rag.records import Article
from rag.reports import SyncReport

_LISTED = 200


def holdings(articles: Sequence[Article]) -> Html:
    """Say how many articles the archive holds, and list them on demand."""
    if not articles:
        return tag("p", "No article is indexed yet.", class_="holdings")
    total = tag("p", tag("strong", str(len(articles))), " article" if len(articles) == 1 else " articles")
    listed = [_entry(article) for article in articles[:_LISTED]]
    listed += [tag("li", f"and {len(articles) - _LISTED} more")] if len(articles) > _LISTED else []
    return tag("div", total, tag("details", tag("summary", "List them"), tag("ul", join(listed))), class_="holdings")


def progress(stage: str, done: int, total: int) -> Html:
    """Show how far a re-indexing has come."""
    words = f"{stage}: {done} of {total}" if total else stage
    known = {"max": str(total), "value": str(done)} if total else {}
    bar = tag("progress", aria_label=words, **known)
    return tag("div", tag("p", words, role="status"), bar, class_="progress")


def report(done: SyncReport) -> Html:
    """Say what a re-indexing did, and name each file that could not be read with its reason."""
    lines = [tag("p", done.summary(), role="status")]
    if done.failed:
        files = join(tag("li", tag("span", name, class_="file"), f" \N{EM DASH} {why}") for name, why in done.failed)
        lines.append(tag("p", f"{count(len(done.failed), 'file')} could not be read; the others went on:"))
        lines.append(tag("ul", files, class_="failed"))
    return tag("div", *lines, class_="report")


def problem(words: str) -> Html:
    """Say in one sentence why re-indexing did not happen."""
    return tag("p", words, class_="problem", role="alert")


def _entry(article: Article) -> Html:
    where = " \N{MIDDLE DOT} ".join(part for part in (article.publisher, day(article.published)) if part)
    return tag("li", tag("cite", article.title or article.file, dir="auto"), tag("span", where, class_="origin"))
