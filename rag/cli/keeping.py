"""Keep: which articles are indexed, what is found in them, and is the index sound?

The commands search, articles and status.
"""

from __future__ import annotations

from typing import Any

import click

from rag.cli.output import Form, as_json, put
from rag.cli.progress import bars
from rag.cli.tools import examples, opened, readable, takes_index, takes_reranker
from rag.render import data, listing
from rag.render.clean import one_line
from rag.reports import Wanted
from rag.settings import Settings


@click.command(
    epilog=examples(
        'rag search "drone attacks"',
        'rag search "harbour fire" --k 3 --json',
        'rag search "ferry fire on 12 March 2031" --explain',
    )
)
@click.argument("query", callback=readable)
@click.option("--k", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many reports at most.")
@click.option("--explain", is_flag=True, help="Say why each ranks where it does.")
@as_json
@takes_index
@takes_reranker
def search(query: str, k: int, explain: bool, form: Form | None, settings: Settings) -> int:
    """Show the reports nearest to a query, each by its best passage.

    Words, names, dates and meaning count. Articles that carry one report are shown as one.
    """
    with opened(settings) as archive:
        found = archive.search(query, k=k, explain=explain)
    if form == "json":
        click.echo(data.hits(found))
    else:
        put(listing.hits(found))
    return 0


@click.command(
    epilog=examples(
        "rag articles",
        'rag articles --publisher reuters --since 2021-06 --title "air strike"',
        "rag articles --failed",
        "rag articles --undated --json | jq -r '.[].files[0]'",
    )
)
@click.option("--title", metavar="TEXT", default="", callback=readable, help="Words of the title.")
@click.option("--publisher", metavar="TEXT", default="", callback=readable, help="Part of the publisher's name.")
@click.option("--since", metavar="DAY", default="", help="Published then or later: 2024, 2024-05 or 2024-05-31.")
@click.option("--until", metavar="DAY", default="", help="Published then or earlier.")
@click.option("--undated", "is_undated", is_flag=True, help="Without a date of publication.")
@click.option("--folder", metavar="FOLDER", default="", callback=readable, help="In an indexed folder, or below one.")
@click.option("--file", metavar="PATTERN", default="", callback=readable, help="By file name, such as '2021/*.txt'.")
@click.option("--failed", "other", flag_value="unread", help="What cannot be read, and why.")
@click.option("--removed", "other", flag_value="left_out", help="What `rag remove` took out.")
@as_json
@takes_index
def articles(other: str | None, form: Form | None, settings: Settings, **wanted: Any) -> int:
    """List the articles in the index, all or some."""
    chosen = Wanted(**wanted)
    with opened(settings) as archive:
        if other:
            rest = archive.unread() if other == "unread" else archive.left_out()
            text = data.unread(rest) if form == "json" else None
            page = listing.unread(rest)
        else:
            held = archive.articles(chosen)
            text = data.articles(held) if form == "json" else None
            page = listing.articles(held)
    if text is None:
        put(page)
    else:
        click.echo(text)
    return 0


@click.command(epilog=examples("rag status", "rag status --check", "rag status --repair"))
@click.option("--check", is_flag=True, help="Read everything and say whether it fits together.")
@click.option("--repair", is_flag=True, help="Mend what a check finds.")
@as_json
@takes_index
def status(check: bool, repair: bool, form: Form | None, settings: Settings) -> int:
    """Say what the index holds, and whether it is sound.

    The exit status is 1 if there is a problem.
    """
    with opened(settings) as archive:
        if repair:
            with bars() as progress:
                done = archive.repair(progress=progress)
            for what in done or ("nothing had to be mended",):
                click.echo(f"rag: {one_line(what)}", err=True)
        state = archive.status(check=check or repair)
    if form == "json":
        click.echo(data.status(state))
    else:
        put(listing.status(state))
    return 1 if state.problems else 0
