"""Hand over: how is an answer read by another program?

Records in, JSON out, exactly as they are: a quote stays verbatim. Only its spelling is made safe to
look at, since JSON may hold characters raw that a terminal obeys.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rag.records import Answer, Article, Hit
from rag.render.clean import in_json
from rag.reports import Removal, Status, SyncReport, Unread


def document(value: Any, *, is_line: bool = False) -> str:
    """A value as JSON: indented for a reader, or all on one line."""
    return in_json(json.dumps(value, ensure_ascii=False, indent=None if is_line else 2))


def answer(given: Answer, *, is_line: bool = False) -> str:
    """The answer contract."""
    return document(given.to_dict(), is_line=is_line)


def hits(found: list[Hit]) -> str:
    """Hits as a list, the best first; the text of the article is left out, its passage stands in."""
    return document([hit(one) for one in found])


def articles(held: list[Article]) -> str:
    """Articles as a list, without their text."""
    return document([article(one) for one in held])


def status(given: Status) -> str:
    """The state of an index."""
    return document(asdict(given))


def report(given: SyncReport) -> str:
    """What a sync did, on one line."""
    return document(asdict(given), is_line=True)


def removal(given: Removal) -> str:
    """What was taken out."""
    return document(asdict(given))


def unread(given: Sequence[Unread]) -> str:
    """What lies in the folders and not in the archive."""
    return document([asdict(one) for one in given])


def article(given: Article, *, with_text: bool = False) -> dict[str, Any]:
    """An article as a dictionary, its text only where it is wanted."""
    plain = {key: value for key, value in asdict(given).items() if with_text or key != "text"}
    return {**plain, "characters": len(given.text)}


def hit(hit: Hit) -> dict[str, Any]:
    """A hit as a dictionary: its passage with its place, and how it was found."""
    place = {"article": hit.article.file, "title": hit.article.title, "publisher": hit.article.publisher}
    span = {"start": hit.passage.start, "end": hit.passage.end, "passage": hit.passage.text}
    ranks = {"score": hit.score, "words": hit.words, "cosine": hit.cosine, "judged": hit.judged}
    ranks |= {"word_rank": hit.word_rank, "vector_rank": hit.vector_rank}
    others = [{"start": one.start, "end": one.end, "passage": one.text} for one in hit.others]
    beside = {"others": others, "copies": [copy.file for copy in hit.copies], "why": list(hit.why)}
    return {**place, "published": hit.article.published, "url": hit.article.url, **span, **ranks, **beside}
