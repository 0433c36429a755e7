"""Make a record with one line: which fields does this test name, and what are all the others?

Every factory gives a whole, coherent record; a test names only what matters to it. The world they
speak of is invented: the ferry *Aurelia* burned off Port Lerna, the coast guard counted four dead
and a hospital at least seven.
"""

from __future__ import annotations

from typing import Any

from rag.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Coverage,
    Event,
    Finding,
    Hit,
    Passage,
    Position,
    Sentence,
    Voice,
)
from rag.reports import Status

FERRY = Event(label="the fire aboard the ferry Aurelia", when="2031-03-12", where="Port Lerna")


def make_article(text: str = "Four people died aboard the Aurelia, the coast guard said.", **fields: Any) -> Article:
    """An article whose id and file name follow from its title."""
    title = fields.pop("title", "Ferry burns off Port Lerna")
    name = title.lower().replace(" ", "-")
    defaults: dict[str, Any] = {
        "id": f"id-{name}",
        "files": (f"{name}.txt",),
        "publisher": "The Lerna Courier",
        "published": "2031-03-12",
        "published_basis": "metadata",
    }
    return Article(text=text, title=title, **defaults | fields)


def make_hit(text: str = "Four people died aboard the Aurelia, the coast guard said.", **fields: Any) -> Hit:
    """A hit on the first passage of an article that consists of ``text``."""
    article = fields.pop("article", None) or make_article(text)
    passage = Passage(article_id=article.id, number=0, start=0, end=len(text), text=text)
    return Hit(passage=passage, article=article, **{"score": 0.5, "word_rank": 1, "vector_rank": 2} | fields)


def make_claim(quote: str, text: str, **fields: Any) -> Claim:
    """A claim on the first place where a text has the quote; ``focus`` may be given in words."""
    start = text.index(quote)
    focus = fields.pop("focus", "")
    at = (text.index(focus), text.index(focus) + len(focus)) if focus else (0, 0)
    place: dict[str, Any] = {"start": start, "end": start + len(quote), "context_start": start, "focus": at}
    return Claim(quote=quote, **{"article_id": "a", **place, **fields})


def make_citation(
    quote: str = "Four people died aboard the Aurelia, the coast guard said.",
    *,
    id: int = 1,
    passage: str | None = None,
    **fields: Any,
) -> Citation:
    """A citation whose passage holds the quote between two other sentences, unless it is given."""
    start = fields.pop("start", 120)
    defaults: dict[str, Any] = {
        "article": f"article-{id}.txt",
        "title": "Ferry burns off Port Lerna",
        "publisher": "The Lerna Courier",
        "published": "2031-03-12",
        "url": None,
    }
    around = f"Smoke rose over the strait at dawn. {quote} The harbour stayed closed."
    return Citation(
        id=id,
        quote=quote,
        start=start,
        end=start + len(quote),
        passage=around if passage is None else passage,
        **defaults | fields,
    )


def make_voice(holder: str | None = "the coast guard", *, via: str | None = None, citation: int = 1) -> Voice:
    """Someone who holds a position."""
    return Voice(holder=holder, via=via, citation=citation)


def make_position(value: str = "4", *voices: Voice, **fields: Any) -> Position:
    """One side; a plain number is also its own bounds."""
    figure = float(value) if value.isdigit() else None
    defaults: dict[str, Any] = {"low": figure, "high": figure, "unit": "people", "current": True}
    return Position(value=value, claims=voices or (make_voice(),), **defaults | fields)


def make_finding(*positions: Position, **fields: Any) -> Finding:
    """A conflict between the coast guard [1] and the hospital [2], unless positions are given."""
    sides = positions or (
        make_position("4", make_voice("the coast guard", citation=1)),
        make_position("at least 7", make_voice("St Brannoc hospital", citation=2), low=7.0),
    )
    defaults: dict[str, Any] = {
        "event": FERRY,
        "aspect": "killed",
        "relation": "conflict",
        "independent_sources": len({voice.holder for side in sides for voice in side.claims}),
    }
    return Finding(positions=sides, **defaults | fields)


def make_sentence(text: str = "Four people died, said the coast guard [1].", **fields: Any) -> Sentence:
    """A composed sentence; ``written_by="model"`` for one of the language model's."""
    return Sentence(text=text, **fields)


def make_answer(*findings: Finding, **fields: Any) -> Answer:
    """An answer to "How many died?" with both sides of the ferry and their two citations."""
    question = fields.pop("question", "How many died?")
    defaults: dict[str, Any] = {
        "question": question,
        "standalone_question": question,
        "status": "answered",
        "sentences": (
            make_sentence("4 died, said the coast guard [1]; at least 7, said St Brannoc hospital [2].", finding=0),
            make_sentence("The two cannot both be right.", finding=0),
        ),
        "findings": findings or (make_finding(),),
        "citations": (make_citation(id=1), make_citation(_HOSPITAL, id=2, publisher="Strait News", published=None)),
        "coverage": Coverage(articles=2, considered=2),
    }
    return Answer(**defaults | fields)


def make_unanswered(question: str = "Who owned the ferry?", **fields: Any) -> Answer:
    """An answer that abstains: no finding, and the nearest passage shown."""
    defaults: dict[str, Any] = {
        "question": question,
        "standalone_question": question,
        "status": "unanswered",
        "sentences": (make_sentence("The articles do not say who owned the ferry; [1] comes nearest."),),
        "also_mentioned": (1,),
        "citations": (make_citation(id=1),),
        "coverage": Coverage(articles=2, considered=2),
    }
    return Answer(**defaults | fields)


def make_status(**fields: Any) -> Status:
    """The status of a sound little index."""
    defaults: dict[str, Any] = {
        "folder": "index",
        "generation": 3,
        "articles": 2,
        "passages": 14,
        "claims": 31,
        "encoder": "all-MiniLM-L6-v2",
        "dimension": 384,
        "bytes": 2_400_000,
    }
    return Status(**defaults | fields)


_HOSPITAL = "At least seven of the injured have died, a doctor at St Brannoc hospital said."
