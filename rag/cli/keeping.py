"""Keep: which articles are indexed, what is found in them, and is the index sound?

The commands index, search, articles and status.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from rag.cli.output import Form, as_json, put
from rag.cli.tools import Progress, examples, opened, readable, takes_index, takes_reranker
from rag.errors import UsageError
from rag.render import data, listing
from rag.render.clean import one_line
from rag.settings import Settings


@click.command(
    epilog=examples(
        "rag index ~/news",
        "rag index ~/news --index ~/news-index",
        "rag index https://example.org/news/feed.xml",
        "rag index ~/news --rebuild --encoder all-mpnet-base-v2",
    )
)
@click.argument("place", metavar="[FOLDER|ADDRESS]", type=click.Path(), default="seeds")
@click.option("--rebuild", is_flag=True, help="Read and encode everything again.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses inside a private network, too.")
@takes_index
def index(place: str, rebuild: bool, allow_private: bool, settings: Settings) -> int:
    """Read the articles of a folder, or those at an address.

    Brings the index up to date with FOLDER (default: seeds): new files are added, changed ones read
    again, and what is gone is dropped; only what changed is encoded. Articles are .txt and .md files
    (with YAML front matter if they have any), pages (.html), .pdf, .docx, mails (.eml), the rows of
    .csv, .tsv, .jsonl and .json files, and what lies in a .zip; a side-car NAME.meta.yaml may
    describe a file and map its columns.

    An http or https ADDRESS adds its page, or every page that its RSS or Atom feed lists; the same
    address again brings it up to date.
    """
    is_address = re.match(r"https?://", place, re.IGNORECASE)
    if is_address and rebuild:
        raise UsageError(f"--rebuild is for folders: leave it out to fetch {place} again")
    with opened(settings) as archive, _progress() as progress:
        if is_address:
            report = archive.add_url(place, allow_private=allow_private, progress=progress)
        else:
            report = archive.sync(Path(place), rebuild=rebuild, progress=progress)
    click.echo(report.summary())
    for name, reason in report.failed:
        click.echo(f"rag: {one_line(f'{name}: {reason}')}", err=True)
    return 0


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


@click.command(epilog=examples("rag articles", "rag articles --json | jq -r '.[].title'"))
@as_json
@takes_index
def articles(form: Form | None, settings: Settings) -> int:
    """List the articles in the index."""
    with opened(settings) as archive:
        held = archive.articles()
    if form == "json":
        click.echo(data.articles(held))
    else:
        put(listing.articles(held))
    return 0


@click.command(epilog=examples("rag status", "rag status --check"))
@click.option("--check", is_flag=True, help="Read everything and say whether it fits together.")
@as_json
@takes_index
def status(check: bool, form: Form | None, settings: Settings) -> int:
    """Say what the index holds, and whether it is sound.

    The exit status is 1 if there is a problem.
    """
    with opened(settings) as archive:
        state = archive.status(check=check)
    if form == "json":
        click.echo(data.status(state))
    else:
        put(listing.status(state))
    return 1 if state.problems else 0


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Bars on a terminal, one for each stage; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield show
