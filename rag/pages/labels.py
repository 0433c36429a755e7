"""Word the fixed things: what is this relation called, on which day, how many of them?

Record fields in, plain words out. No HTML, and no date that the record does not give.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rag.records import Citation, Relation, Voice

RELATIONS: dict[Relation, tuple[str, str]] = {
    "conflict": ("\N{NOT EQUAL TO}", "Sources disagree"),
    "agree": ("=", "Sources agree"),
    "compatible": ("\N{ALMOST EQUAL TO}", "Sources are compatible"),
    "update": ("\N{RIGHTWARDS ARROW}", "Changed over time"),
    "single": ("1", "One source"),
}
UNANSWERED = ("\N{EMPTY SET}", "The articles do not say")
ASPECTS = {
    **{"yesno": "yes or no", "": "what is said", "statement": "what is said"},
    **{"which": "who or what", "time": "when", "place": "where", "cause": "why"},
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def aspect_words(aspect: str) -> str:
    """Word an aspect for a heading; most are words already."""
    return ASPECTS.get(aspect, aspect)


def day(when: str | None) -> str:
    """Word an ISO date as "28 June 2021"; anything else stays as the article gives it."""
    try:
        found = date.fromisoformat((when or "")[:10])
    except ValueError:
        return when or ""
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def count(number: int, one: str, many: str = "") -> str:
    """Word a number of things: "1 article", "2 articles"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def source(citation: Citation) -> str:
    """Name where a citation is printed: its publisher, or else its title, or else its file."""
    return citation.publisher or citation.title or citation.article


def holder(voice: Voice, citations: Mapping[int, Citation]) -> str:
    """Name who says so in few words: a person or body, or else the paper in whose own words it stands."""
    if voice.holder:
        return voice.holder
    return source(citations[voice.citation]) if voice.citation in citations else "unnamed"
