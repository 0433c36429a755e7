"""Metadata: what do the front matter and the text itself say of title, publisher, byline, date and address?

The text of a file in, a ``Metadata`` record out, its ``text`` being what follows the front matter.
Nothing is guessed: a date that is given in no accepted form is an error, one that is not given is
None. Front matter is read by PyYAML alone and with its ``BaseLoader``: every value stays the text
that was written ("2024-05-02T10:00Z" gains no seconds, a title "No" is no boolean, nothing is
constructed), and a fault has its line; python-frontmatter would add a package and take both away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from rag.articles.boilerplate import is_boilerplate
from rag.articles.dates import ACCEPTED, dateline, parse_date
from rag.errors import ArticleError
from rag.records import DateBasis

LONGEST_TITLE = 160
LONGEST_FRONT_MATTER = 64_000
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of one file; ``text`` is its body, ``published`` an ISO date or date-time or None."""

    text: str
    title: str = ""
    publisher: str = ""
    byline: str = ""
    published: str | None = None
    published_basis: DateBasis = "none"
    url: str | None = None


def read_metadata(text: str) -> Metadata:
    """Read front matter where there is one, and the title and date line of the text where it is silent.

    Raises ``ArticleError`` (without the file's name) for front matter that cannot be understood.
    """
    front, body = split_front_matter(text)
    given = _published(front)
    stated = None if given else dateline(body)
    return Metadata(
        text=body,
        title=_line(front, "title") or first_line_title(body),
        publisher=_line(front, "publisher"),
        byline=_line(front, "byline"),
        published=given or stated,
        published_basis="metadata" if given else "text" if stated else "none",
        url=_url(front),
    )


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Split a text that opens with a line ``---`` into its mapping and the body after it."""
    opening = _FENCE.match(text)
    if not opening:
        return {}, text
    closing = _CLOSE.search(text, opening.end(), opening.end() + LONGEST_FRONT_MATTER)
    if closing:
        return _mapping(text[opening.end() : closing.start()]), text[closing.end() :]
    if re.match(r"\w+[ \t]*:", text[opening.end() :]):
        raise ArticleError("has a front matter that never closes; end it with a line ---")
    return {}, text


def _mapping(source: str) -> dict[str, Any]:
    try:
        loaded = yaml.load(source, Loader=yaml.BaseLoader)  # builds text, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 2}" if error.problem_mark else ""
        raise ArticleError(f"has a broken front matter{line} ({error.problem}); quote the value or mend it") from None
    except (yaml.YAMLError, RecursionError):
        raise ArticleError("has a broken front matter; write plain lines such as title: …") from None
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        raise ArticleError("has a front matter in line 2 that is no mapping; write lines such as title: …")
    return {key.strip().lower(): value for key, value in loaded.items() if isinstance(key, str)}


def _line(front: dict[str, Any], key: str) -> str:
    """One value as one clean line; a list of words is joined, "null" and "~" are nothing."""
    value = front.get(key, "")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise ArticleError(f"has a front matter whose {key} is no text; write {key}: and one line")
    value = " ".join(_UNSHOWN.sub("", value).split())
    return "" if value in ("~", "null") else value


def _published(front: dict[str, Any]) -> str | None:
    value = _line(front, "published")
    if not value:
        return None
    parsed = parse_date(value)
    if parsed is None:
        raise ArticleError(f"has a front matter whose published: {value[:40]!r} is no date; write {ACCEPTED}")
    return parsed


def _url(front: dict[str, Any]) -> str | None:
    """The address, only if it is one that a reader can safely follow (http or https); else None."""
    value = _line(front, "url")
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
