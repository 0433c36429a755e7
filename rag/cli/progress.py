"""Progress: how far has the work come, how fast is it, how long will it take, and is it to stop?

A bar for each stage on a terminal, nothing in a pipe. The first Ctrl-C asks the work to stop and keep
what is done; a second one ends it at once.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from rag.cli.tools import Progress


@contextmanager
def bars() -> Iterator[Progress | None]:
    """Bars on a terminal, one for each stage, each with its rate and the time left."""
    if not sys.stderr.isatty():
        yield None
        return
    with _drawn() as drawn:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = drawn.add_task(stage, total=total, rate="")
            drawn.update(tasks[stage], completed=done, total=total)
            speed = drawn.tasks[tasks[stage]].speed
            drawn.update(tasks[stage], rate=f"{speed:,.0f}/s" if speed else "")

        yield show


def _drawn() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    return Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )


@contextmanager
def interruptible(notice: str = "") -> Iterator[threading.Event]:
    """Give an event that the first Ctrl-C sets, or an end of the process that is asked for politely."""
    asked = threading.Event()

    def ask(number: int, _: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()
        if notice:
            click.echo(f"rag: {notice}", err=True)

    if threading.current_thread() is not threading.main_thread():
        yield asked  # only the main thread hears of signals
        return
    former = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
