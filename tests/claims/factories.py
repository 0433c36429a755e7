"""Make a claim or an article with one line: which field does this test name, and what are all the others?

The world is invented: the ferry Aurelia burned off Port Lerna on Wednesday, 12 March 2031.
"""

from __future__ import annotations

from typing import Any

from rag.claims.extract import extract_claims
from rag.quantities.mentions import find_quantities
from rag.records import Article, Claim, Quantity

DAY = "2031-03-12"


def make_article(text: str = "Four people died aboard the Aurelia.", **fields: Any) -> Article:
    """An article of the Lerna Courier, published on the day of the fire."""
    name = fields.pop("id", "courier")
    defaults: dict[str, Any] = {
        "id": name,
        "files": (f"{name}.txt",),
        "publisher": f"The {name.title()}",
        "published": DAY,
        "published_basis": "metadata",
    }
    return Article(text=text, **defaults | fields)


def make_quantity(figure: str) -> Quantity:
    """What a figure as printed ("at least 7", "about 1,200 sheep") allows."""
    [mention] = find_quantities(figure)
    return mention.quantity


def make_claim(figure: str = "4", *, article: str = "courier", **fields: Any) -> Claim:
    """A claim that so many were killed; its quote is as short as an agency's flash."""
    quote = fields.pop("quote", f"Dead: {figure} ({article}).")
    start = fields.pop("start", 0)
    defaults: dict[str, Any] = {
        "aspect": "killed",
        "quantity": make_quantity(figure),
        "context_start": start,
    }
    return Claim(article_id=article, quote=quote, start=start, end=start + len(quote), **defaults | fields)


def read_claims(text: str, **fields: Any) -> tuple[Claim, ...]:
    """Every claim of an article with that text."""
    return extract_claims(make_article(text, **fields))


def read_figures(text: str, **fields: Any) -> list[Claim]:
    """The claims of a text that give a figure, in the order of the text."""
    return [claim for claim in read_claims(text, **fields) if claim.quantity]
