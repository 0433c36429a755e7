"""Metadata: what do named values and the text itself say of title, publisher, byline, date and address?

A ``Draft`` and values in, the draft with these fields filled and the basis of each noted out. Nothing
is guessed: a date that stands in a front matter or side-car in no accepted form is an error, one
that is not given is None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rag.articles.boilerplate import is_boilerplate
from rag.articles.dates import ACCEPTED, dateline, parse_date
from rag.articles.draft import Draft
from rag.errors import ArticleError
from rag.records import Basis

FIELDS = ("title", "publisher", "byline", "published", "url")
LONGEST_TITLE = 160
LONGEST_LINE = 1000
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


WRITTEN_IN: dict[Basis, str] = {"metadata": "front matter", "sidecar": "side-car"}


def described(draft: Draft, values: Mapping[str, Any], *, basis: Basis, keeps: bool = False) -> Draft:
    """Fill a draft with the values that somebody wrote down for it in front matter or a side-car.

    They count before what it has, or with ``keeps`` behind it.

    Raises ``ArticleError`` (without the file's name) for a value that cannot be understood.
    """
    if not values:
        return draft
    where = WRITTEN_IN[basis]
    given: dict[str, str | None] = {name: _line(values, name, where) for name in FIELDS}
    given["published"] = _published(given["published"], where)
    given["url"] = safe_url(given["url"] or "")
    return filled(
        draft, {name: value for name, value in given.items() if not (keeps and getattr(draft, name))}, basis=basis
    )


def filled(draft: Draft, values: Mapping[str, str | None], *, basis: Basis) -> Draft:
    """Put values that are not empty in the place of those that a draft has, and note their basis."""
    known: dict[str, Any] = {name: value for name, value in values.items() if value}
    if not known:
        return draft
    bases = dict(draft.bases) | dict.fromkeys(known, basis)
    return replace(draft, **known, bases=tuple(sorted(bases.items())))


def completed(draft: Draft) -> Draft:
    """Take the title and the date from the text where nothing else gives them."""
    stated = {
        "title": "" if draft.title else first_line_title(draft.text),
        "published": None if draft.published else dateline(draft.text),
    }
    return filled(draft, stated, basis="text")


def one_line(value: object) -> str:
    """Make one clean line of a value; a list of words is joined, "null" and "~" are nothing."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        return ""
    value = " ".join(_UNSHOWN.sub("", value[: 2 * LONGEST_LINE]).split())[:LONGEST_LINE]
    return "" if value in ("~", "null") else value


def safe_url(value: str) -> str | None:
    """The address, only if it is one that a reader can safely follow (http or https); else None."""
    return value if re.fullmatch(r"https?://[^\s<>\"'`]+", value, re.IGNORECASE) else None


def first_line_title(text: str) -> str:
    """Take the first line as the title when it reads as one; it stays part of the text.

    It is short, a blank line follows, it does not end like a sentence, and it is no navigation bar.
    """
    line, _, rest = text.partition("\n")
    following = rest.partition("\n")[0]
    if not rest or following.strip() or len(line) > LONGEST_TITLE:
        return ""
    title = " ".join(re.sub(r"^#+\s+|\s+#+$", "", line.strip()).split())
    is_sentence = bool(re.search(r"[.…]['\"”’)]*$", title))
    return "" if is_sentence or is_boilerplate(title) else title


def _line(values: Mapping[str, Any], name: str, where: str) -> str:
    value = values.get(name, "")
    if not isinstance(value, str) and one_line(value) == "" and value != []:
        raise ArticleError(f"has a {where} whose {name} is no text; write {name}: and one line")
    return one_line(value)


def _published(value: str | None, where: str) -> str | None:
    parsed = parse_date(value) if value else None
    if value and parsed is None:
        raise ArticleError(f"has a {where} whose published: {value[:40]!r} is no date; write {ACCEPTED}")
    return parsed
