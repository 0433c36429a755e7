"""Ask an archive again and again, in a process of its own, until standard input ends, and then once more.

Prints "ready", then one JSON line for each answer: which weeks the reports are of that were found and
cited, and whether every quotation stands where its citation says.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path

from rag.archive import Archive
from rag.search.encode import HashEncoder


def ask(archive: Archive, question: str) -> dict[str, object]:
    """What one question finds and what its answer cites."""
    hits = archive.search(question, k=40)
    with archive.store.snapshot():
        answer = archive.ask(question, model=None)
        texts = {article.file: article.text for article in archive.articles()}
    return {
        "found": sorted({_week(hit.article.text) for hit in hits}),
        "cited": sorted({_week(citation.passage) for citation in answer.citations}),
        "verbatim": all(texts[one.article][one.start : one.end] == one.quote for one in answer.citations),
        "articles": answer.coverage.articles,
    }


def _week(text: str) -> str:
    return "first" if "first week" in text else "second"


def _wait_for_the_end(over: threading.Event) -> None:
    sys.stdin.read()
    over.set()


def main(index: str) -> None:
    """Ask until nobody wants to know any more."""
    over = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=[over], daemon=True).start()
    archive = Archive(Path(index), encoder=HashEncoder())
    ask(archive, "How many ships sank?")
    print("ready", flush=True)
    is_last = False
    while not is_last:
        is_last = over.is_set()
        print(json.dumps(ask(archive, "How many ships sank?")), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
