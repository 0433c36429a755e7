"""Keep up: how is an index filled, followed, corrected and checked?

The part of an archive that looks after its index; ``rag.archive`` adds the answers. It opens the index
when that is first needed, and lets other processes read meanwhile and write in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from rag.errors import RagError
from rag.records import Article
from rag.reports import Removal, Status, SyncReport, Unread, Wanted
from rag.search.encode import Encoder, open_encoder
from rag.store.connect import stored_bytes
from rag.store.database import Database
from rag.store.derived import Engines, is_exact
from rag.store.files import folders, roots
from rag.store.integrity import problems
from rag.store.select import removed, select, unread

Progress = Callable[[str, int, int], None]
Stop = Callable[[], bool]


class Upkeep:
    """An index of news articles and all that keeps it in order."""

    def __init__(self, folder: str | Path, *, encoder: str | Encoder) -> None:
        self.folder = Path(folder)
        self._encoder_name = encoder
        self._store: Database | None = None
        self._engines: Engines | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """What turns texts into vectors; its model is loaded when the first text comes."""
        return open_encoder(self._encoder_name) if isinstance(self._encoder_name, str) else self._encoder_name

    @property
    def store(self) -> Database:
        """The open database; raises ``IndexingError`` where there is no index, or none that can be used."""
        if self._store is None:
            store = Database.open(self.folder)
            try:
                store.require_encoder(self.encoder.name)
            except BaseException:
                store.close()
                raise
            self._store = store
        return self._store

    def sync(
        self,
        folder: str | Path,
        *,
        rebuild: bool = False,
        again: bool = False,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> SyncReport:
        """Bring the archive up to date with a folder: add, read again, drop; encode only what is new.

        ``rebuild`` reads and encodes everything anew, ``again`` brings back what was removed by hand.
        ``progress(stage, done, total)`` hears of the stages "looking" (files) and "indexing" (files).
        ``stop`` is asked several times a second and ends the sync where it says yes; what was done by
        then stays, and the next sync goes on from there.
        """
        from rag.store.sync import Wish, sync

        wish = Wish(rebuild=rebuild, again=again)
        report = sync(self.folder, Path(folder), encoder=self.encoder, wish=wish, progress=progress, stop=stop)
        if rebuild:
            self.close()  # the database may be another file now
        return report

    def sync_files(
        self,
        folder: str | Path,
        *files: str | Path,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> SyncReport:
        """Bring the archive up to date with some files of a folder, those that came, changed or went.

        A program that knows what changed spares the archive looking at all the others. The whole folder is
        looked at where these files alone do not tell enough, as when it was never indexed to its end.
        """
        from rag.store.sync import Wish, sync

        place = Path(folder).expanduser().resolve()
        only = frozenset(place / Path(file).expanduser() for file in files)
        return sync(self.folder, place, encoder=self.encoder, wish=Wish(only=only), progress=progress, stop=stop)

    def add_url(self, url: str, *, allow_private: bool = False, progress: Progress | None = None) -> SyncReport:
        """Add the article at an http or https address, or all that an RSS or Atom feed there lists.

        The same address again brings it up to date; what has left a feed stays. Raises ``UsageError`` where an
        address must not be fetched (one inside a private network, unless ``allow_private``), ``ArticleError``
        where nothing can be had from it; ``failed`` of the report names what a feed lists in vain.
        """
        from rag.store.sources import SOURCES, take_in

        failed = take_in(self.folder / SOURCES, url, allow_private=allow_private, progress=progress)
        report = self.sync(self.folder / SOURCES, progress=progress)
        return replace(report, failed=report.failed + failed)

    def add_file(self, name: str, data: bytes) -> SyncReport:
        """Add an upload or a pasted text ("note.txt"), a file of the format that its name ends with.

        Raises ``UsageError`` for a format that cannot be read, ``ArticleError`` where it holds no article.
        """
        from rag.store.sources import SOURCES, keep_bytes

        keep_bytes(self.folder / SOURCES, name, data)
        return self.sync(self.folder / SOURCES)

    def preview(self, folder: str | Path, *, progress: Progress | None = None) -> SyncReport:
        """Say what ``sync`` would do, and write nothing."""
        from rag.store.sync import preview_sync

        return preview_sync(self.folder, Path(folder), encoder=self.encoder, progress=progress)

    def follow(
        self, *folders: str | Path, stop: Stop, progress: Progress | None = None
    ) -> Iterator[SyncReport | RagError]:
        """Bring folders up to date, and again seconds after anything changes in them, until ``stop`` says so.

        Yields a report for each folder, then one for each change, and any error as a value: it ends nothing.
        """
        from rag.store.follow import follow

        places = [Path(folder).expanduser().resolve() for folder in folders]

        def bring(folder: Path, changed: Collection[Path] | None) -> SyncReport:
            return self.sync_files(folder, *(changed or ()), progress=progress, stop=stop)

        return follow(places, bring, ignoring=self.folder.resolve(), stop=stop)

    def roots(self) -> tuple[str, ...]:
        """The folders that the index was made from; empty where there is no index yet."""
        return roots(self.store) if (self.folder / "articles.sqlite").is_file() else ()

    def articles(self, wanted: Wanted | None = None) -> list[Article]:
        """Every article, or those that are wanted, in the order of the file names."""
        return list(select(self.store, wanted) if wanted else self.store.articles())

    def article(self, article_id: str) -> Article:
        """One article by id."""
        return self.store.article(article_id)

    def unread(self) -> tuple[Unread, ...]:
        """What lies in the indexed folders and cannot be read."""
        return unread(self.store)

    def left_out(self) -> tuple[Unread, ...]:
        """What lies in the indexed folders and was removed by hand."""
        return removed(self.store)

    def meant(self, *names: str) -> Removal:
        """Say which articles are meant by ids, file names, patterns, folders or indexed folders."""
        from rag.store.remove import meant

        return meant(self.store, names)

    def remove(self, removal: Removal | str, *names: str) -> Removal:
        """Take articles or whole folders out of the index; the files stay where they are.

        An article whose file is still there stays out until its content changes, or until
        ``sync(folder, again=True)``. A folder is forgotten, until it is indexed again.
        """
        from rag.store.changes import remove_meant

        what = self.meant(removal, *names) if isinstance(removal, str) else removal
        remove_meant(self.folder, what)
        return what

    def edit(self, article_id: str, **fields: str | None) -> Article:
        """Write an article's title, publisher or published over; None brings back what its file says.

        What is written outlasts every sync and rebuild, and stays with the file when its text changes.
        """
        from rag.store.changes import edit_article

        return edit_article(self.folder, article_id, fields, encoder=self.encoder)

    def status(self, *, check: bool = False) -> Status:
        """Say what the index holds; ``check`` reads all of it for problems."""
        with self.store.snapshot():
            counts, meta = self.store.counts(), self.store.meta()
            return Status(
                folder=str(self.folder),
                generation=int(meta["generation"]),
                articles=counts["articles"],
                passages=counts["passages"],
                claims=counts["claims"],
                encoder=meta["encoder"],
                dimension=int(meta["dimension"]),
                bytes=stored_bytes(self.folder),
                problems=problems(self.store) if check else (),
                is_exact=is_exact(self.store),
                folders=tuple(replace(one, is_missing=not Path(one.root).is_dir()) for one in folders(self.store)),
            )

    def repair(self, *, progress: Progress | None = None) -> tuple[str, ...]:
        """Mend what ``status(check=True)`` finds, from the stored text or the files; say what was done."""
        from rag.store.repair import repair

        return repair(self.folder, encoder=self.encoder, progress=progress)

    def close(self) -> None:
        """Close the index; it opens again when it is next used."""
        if self._store is not None:
            self._store.close()
        self._store = self._engines = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
