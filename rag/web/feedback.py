"""Remember: what did readers make of the answers?

A rated turn in, a line in a file of this machine out. It is sent nowhere.
"""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from rag.pages.talk import Turn

FILE = "feedback.jsonl"
_lock = threading.Lock()


def write(file: Path | None, turn: Turn) -> None:
    """Append a line for a turn: when, what was asked and answered, and the reader's rating ("" takes it back)."""
    if file is None or turn.answer is None:
        return
    said = {"question": turn.answer.standalone_question, "answer": turn.answer.answer, "rating": turn.rating}
    line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **said}, ensure_ascii=False)
    with _lock, file.open("a", encoding="utf-8") as opened:
        opened.write(line + "\n")
