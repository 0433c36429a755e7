"""The words that give a reason are seen, and a plain report gives none."""

from __future__ import annotations

import pytest

from rag.answers.cues import CAUSE, STRONG_CAUSE


@pytest.mark.parametrize(
    "text",
    [
        "The fire started because a pipe burst.",
        "Dunmark blamed a burst pipe.",
        "The delay was due to fog.",
        "A short circuit caused the fire.",
        "The cause is not yet known.",
    ],
)
def test_words_of_reason_are_seen(text: str) -> None:
    assert STRONG_CAUSE.search(text)
    assert CAUSE.search(text) or "not yet known" in text


def test_a_plain_report_gives_no_reason() -> None:
    assert STRONG_CAUSE.search("The ferry burned off Port Lerna on Wednesday.") is None
