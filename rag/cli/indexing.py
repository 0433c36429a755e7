"""Index: which folders are read, and what leaves the index again?

The commands index and remove.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from rag.cli.output import Form, as_json, put
from rag.cli.progress import bars, interruptible
from rag.cli.tools import OpenArchive, Stop, examples, opened, readable, takes_index
from rag.errors import RagError, UsageError
from rag.render import data, listing
from rag.render.clean import one_line
from rag.reports import SyncReport
from rag.settings import Settings

DONE, FAILED, INTERRUPTED = 0, 1, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class _Manner:
    """How folders, and pages, are to be read."""

    rebuild: bool
    again: bool
    dry_run: bool
    allow_private: bool
    form: Form | None


@click.command(
    epilog=examples(
        "rag index ~/news",
        "rag index ~/news ~/clippings       several folders in one index",
        "rag index                          all folders of the index again",
        "rag index ~/news --watch           and again whenever something changes",
        "rag index ~/news --dry-run         only say what would happen",
        "rag index ~/news --json | jq -r '.failed[][0]'",
        "rag index https://example.org/news/feed.xml",
        "rag index ~/news --rebuild --encoder all-mpnet-base-v2",
    )
)
@click.argument("places", metavar="[FOLDER|ADDRESS]...", nargs=-1, callback=readable)
@click.option("--watch", is_flag=True, help="Go on: read again seconds after anything changes, until Ctrl-C.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
@click.option("--again", is_flag=True, help="Bring back what `rag remove` took out.")
@click.option("--rebuild", is_flag=True, help="Read and encode everything again.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses inside a private network, too.")
@as_json
@takes_index
def index(places: tuple[str, ...], watch: bool, settings: Settings, **manner: bool | Form | None) -> int:
    """Read the articles of folders, or those at addresses.

    Brings the index up to date with each FOLDER (default: those it was made from; for a new index,
    seeds): new files are added, changed ones read again, and what is gone is dropped; only what changed
    is encoded. Articles are .txt and .md files (with YAML front matter if they have any), pages (.html),
    .pdf, .docx, mails (.eml), the rows of .csv, .tsv, .jsonl and .json files, and what lies in a .zip; a
    side-car NAME.meta.yaml may describe a file and map its columns.

    An http or https ADDRESS adds its page, or every page that its RSS or Atom feed lists; the same
    address again brings it up to date.

    Ctrl-C stops and keeps what is done; the same command goes on from there. With --json, one line is
    printed for each folder and change.
    """
    how = _Manner(**manner)  # type: ignore[arg-type]  # the options above
    if watch and how.dry_run:
        raise UsageError("--watch writes and --dry-run does not: choose one")
    addresses = [place for place in places if _is_address(place)]
    if addresses and (watch or how.dry_run or how.again or how.rebuild):
        option = "watch" if watch else next(name for name in ("dry_run", "again", "rebuild") if getattr(how, name))
        raise UsageError(f"--{option.replace('_', '-')} is for folders: leave it out to fetch {addresses[0]} again")
    with opened(settings) as archive:
        wanted = places or archive.roots() or ("seeds",)
        return _follow(archive, [Path(place) for place in wanted], how) if watch else _read(archive, wanted, how)


def _is_address(place: str) -> bool:
    """Whether these words are a URL, rather than the name of a folder."""
    return place.lower().startswith(("http://", "https://"))


def _read(archive: OpenArchive, places: Sequence[str], how: _Manner) -> int:
    status = DONE
    with interruptible("stopping; what is done is kept") as asked:
        for place in places:
            try:
                report = _bring(archive, place, how, asked.is_set)
            except RagError as error:
                if len(places) == 1:
                    raise
                click.echo(f"rag: {one_line(str(error))}", err=True)
                status = FAILED
                continue
            _tell(report, how, place="" if len(places) == 1 else place)
            if report.is_stopped:
                return INTERRUPTED
    return status


def _bring(archive: OpenArchive, place: str, how: _Manner, stop: Stop) -> SyncReport:
    with bars() as progress:
        if _is_address(place):
            return archive.add_url(place, allow_private=how.allow_private, progress=progress)
        if how.dry_run:
            return archive.preview(Path(place), progress=progress)
        return archive.sync(Path(place), rebuild=how.rebuild, again=how.again, progress=progress, stop=stop)


def _follow(archive: OpenArchive, folders: Sequence[Path], how: _Manner) -> int:
    """Read, and read again with every change, until Ctrl-C."""
    with interruptible() as asked:
        click.echo(f"rag: watching {listing.counted(len(folders), 'folder')}; Ctrl-C ends it", err=True)
        for told in archive.follow(*folders, stop=asked.is_set):
            if isinstance(told, RagError):
                click.echo(f"rag: {one_line(str(told))}", err=True)
            else:
                _tell(told, how, place="" if len(folders) == 1 else told.folder)
            sys.stdout.flush()
    return DONE


def _tell(report: SyncReport, how: _Manner, *, place: str) -> None:
    if how.form == "json":
        click.echo(data.report(report))
        return
    click.echo(one_line(f"{place}: {report.summary()}" if place else report.summary()))
    for name, reason in report.failed:
        click.echo(f"rag: {one_line(f'{name}: {reason}')}", err=True)


@click.command(
    epilog=examples(
        "rag remove 2021/strike.txt",
        "rag remove '2019-*.txt' --yes",
        "rag remove ~/clippings             forget a whole folder",
        "rag index ~/news --again           bring back what was removed",
    )
)
@click.argument("names", metavar="NAME...", nargs=-1, required=True, callback=readable)
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
@takes_index
def remove(names: tuple[str, ...], yes: bool, form: Form | None, settings: Settings) -> int:
    """Take articles out of the index; the files stay.

    NAME is a file as `rag articles` lists it, a pattern, an article's id, a folder in an indexed folder,
    or an indexed folder. What still lies in its folder stays out until its content changes, or until
    `rag index FOLDER --again`. An indexed folder is forgotten as a whole. Asks first on a terminal.
    """
    with opened(settings) as archive:
        found = archive.meant(*names)
        if not yes and sys.stdin.isatty():
            put(listing.removal(found))
            click.confirm("Take this out of the index?", abort=True, err=True)
        archive.remove(found)
    click.echo(data.removal(found) if form == "json" else listing.removed(found))
    return DONE
