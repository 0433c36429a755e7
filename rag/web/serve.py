"""Serve until interrupted: which index is opened, by how many readers, and is there anything in it?

A folder of an index in, a running server out. Knows how the archive is opened, not how a page looks.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rag.archive import Archive
from rag.errors import IndexingError, ModelError, UsageError
from rag.settings import PACKAGED_ENCODER, PACKAGED_MODEL
from rag.web import app, feedback, guard, offline
from rag.web.equipment import Equipment
from rag.web.pool import Pool
from rag.web.speaker import Speaker
from rag.web.users import Users

READERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where the server listens, and who may come in."""

    host: str = "127.0.0.1"
    port: int = 7860
    users: Path | None = None
    is_open: bool = False
    offline: bool = False
    mcp: bool = False

    def require_guarded(self) -> None:
        """Raise ``UsageError`` where other machines could come in and nothing is asked of them."""
        if self.host not in guard.LOOPBACK and self.users is None and not self.is_open:
            raise UsageError(
                f"on {self.host} other machines can read and change this archive: give --auth-file FILE, with lines"
                " made by rag user NAME, or --no-password if everyone may"
            )


def serve(folder: Path, *, articles: Path | None = None, door: Door | None = None) -> None:
    """Serve the pages over the index in ``folder`` until interrupted; an empty index is filled from ``articles``."""
    door = door or Door()
    door.require_guarded()
    users = Users(door.users) if door.users else None
    app.require_free(door.host, door.port)
    if door.offline:
        offline.switch(True)
    with ExitStack() as opened:
        desk = replace(equip(folder, opened, articles=articles), offline=door.offline)
        if articles is not None:
            fill_if_empty(desk, articles)
        blocks = app.build(desk)
        address = app.open_page(blocks, host=door.host, port=door.port, users=users, mcp=door.mcp)
        threading.Thread(target=_warm_up, args=[desk], daemon=True).start()
        with suppress(KeyboardInterrupt):
            tools = f" (tools for other programs: {address}/gradio_api/mcp/)" if door.mcp else ""
            print(f"open {address} in a browser; Ctrl-C ends it{tools}", flush=True)
            blocks.block_thread()


def equip(folder: Path, opened: ExitStack, *, articles: Path | None = None, model: str = PACKAGED_MODEL) -> Equipment:
    """Open the index once for each reader at a time and once to write, over one encoder and one language model."""
    first = opened.enter_context(Archive(folder, encoder=PACKAGED_ENCODER))
    others = [opened.enter_context(Archive(folder, encoder=first.encoder)) for _ in range(READERS)]
    readers: Pool[Any] = Pool([first, *others[1:]], name="reader")
    writer: Pool[Any] = Pool(others[:1], name="writer")
    opened.callback(readers.close)
    opened.callback(writer.close)
    said = folder / feedback.FILE
    return Equipment(readers=readers, writer=writer, articles=articles, feedback=said, model=Speaker(model))


def fill_if_empty(desk: Equipment, articles: Path) -> None:
    """Index the folder where there is nothing to ask yet; an index that cannot be used at all says so here.

    A folder without articles is no reason not to open: the page takes them, too.
    """
    try:
        if desk.writer.call(lambda archive: archive.articles()):
            return
    except IndexingError:
        pass
    print(f"the index is empty; indexing {articles} ...", flush=True)
    try:
        report = desk.writer.call(lambda archive: archive.sync(articles))
    except UsageError as error:
        if not articles.is_dir():
            raise
        print(f"{error}, or add articles on the page", flush=True)
        return
    unreadable = [f"unreadable: {name}: {why}" for name, why in report.failed]
    print("\n".join([report.summary(), *unreadable]), flush=True)


def _warm_up(desk: Equipment) -> None:
    """Ask once, so that the first reader does not wait for what is loaded with the first question."""
    if model := desk.model():
        model.prepare()
    try:
        for _ in range(READERS):
            desk.readers.call(lambda archive: list(archive.stream("How many?", model=None)))
    except (IndexingError, ModelError):
        return  # the first reader is told
