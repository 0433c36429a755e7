"""Frame every page: which pages are there, and on which does the reader stand?

The name of a page in, its head out.
"""

from __future__ import annotations

from rag.pages.markup import Html, tag

TITLE = "What the articles say"
PAGES = (("Ask", "/"), ("Disagreements", "/disagreements"), ("Articles", "/articles"), ("Settings", "/settings"))


def masthead(current: str) -> Html:
    """The head of a page: its name and the way to the others."""
    links = [tag("a", name, href=path, aria_current="page" if path == current else None) for name, path in PAGES]
    skip = tag("a", "Skip to the content", href="#page", class_="skip")
    return tag("header", skip, tag("p", TITLE, class_="title"), tag("nav", *links, aria_label="Pages"))


def heading(words: str, explained: str = "") -> Html:
    """The name of a page, with what it is for."""
    return tag("div", tag("h1", words), tag("p", explained) if explained else "", class_="heading")
