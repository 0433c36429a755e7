"""Edit: how does what the reader writes over an article's title, publisher or date take effect, and last?

An article's id and the fields in, the article as it then stands out. Its claims are read again, for a
date may change them; nothing is encoded. What the file says is kept and comes back where a field is
given as None.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from rag.errors import UsageError
from rag.records import Article
from rag.store.amend import FIELDS, Edit, amendments, edited, fields_of
from rag.store.course import Course
from rag.store.prepare import prepare
from rag.store.write import Change


def edit(course: Course, article_id: str, fields: Mapping[str, str | None]) -> Article:
    """Write fields over, in one transaction; the caller holds the lock.

    Raises ``UsageError`` for a field that cannot be written over or a date that is none.
    """
    _check(fields)
    article = course.database.article(article_id)
    earlier = amendments(course.database).edits.get(article_id)
    original = dict(earlier.original) if earlier else fields_of(article)
    wanted = {**(earlier.fields if earlier else {}), **fields}
    kept = {name: value for name, value in wanted.items() if value is not None}
    final = edited(edited(article, original), kept)
    made = prepare(
        [final],
        encoder=course.encoder,
        known=course.database.vectors_by_text([article_id]),
        progress=lambda done, total: course.tell("indexing", done, total),
    )
    change = Edit(fields=kept, original=original)
    course.write(Change(root="", reading=course.reading, prepared=made.prepared, edits=((article_id, change),)))
    return course.database.article(article_id)


def _check(fields: Mapping[str, str | None]) -> None:
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown or not fields:
        known = ", ".join(FIELDS)
        raise UsageError(f"an article's {', '.join(unknown) or 'nothing'} cannot be written over: name {known}")
    published = fields.get("published")
    if published is not None and not _is_date(published):
        raise UsageError(f"{published!r} is no date: write it as 2024-05-31, or 2024-05-31T18:30")


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))
    except ValueError:
        return False
