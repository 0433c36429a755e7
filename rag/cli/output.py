"""Put out: in which form does this reader want it?

A page is set for a terminal where there is one, written plainly in a pipe, or as Markdown or JSON
where that was asked for. rich is imported only for a terminal, which saves a pipe its start.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import click

from rag.cli.tools import tools
from rag.records import Answer, Sentence
from rag.render import layout, markdown, plain
from rag.render.blocks import Page

Form = Literal["page", "json", "markdown"]

as_json = click.option("--json", "form", flag_value="json", help="Print JSON.")
as_markdown = click.option("--markdown", "form", flag_value="markdown", help="Print Markdown.")


def put(page: Page, form: Form | None = None) -> None:
    """Print a page."""
    if form == "markdown":
        click.echo(markdown.text(page), nl=False)
    elif tools().is_terminal():
        from rag.render import terminal

        terminal.show(page, _console())
    else:
        click.echo(plain.text(page), nl=False)


def put_stream(parts: Iterator[Sentence | Answer]) -> Answer:
    """Print the sentences on a terminal as they come, then all that they rest on."""
    from rag.render import terminal

    with terminal.Teller(_console()) as teller:
        for part in parts:
            if isinstance(part, Answer):
                break
            teller.tell(layout.spoken(part))
        else:
            raise AssertionError("a stream ends with its answer")
    put(layout.evidence(part))
    return part


def _console() -> Any:
    from rich.console import Console

    return Console(force_terminal=True, highlight=False, markup=False, emoji=False)
