"""An ordinal counts the dead, and nothing else."""

from __future__ import annotations

import pytest

from rag.quantities.mentions import find_quantities
from rag.quantities.ordinals import find_ordinals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A fourth victim of the fire has died.", 4),
        ("Divers recovered a third body on Monday.", 3),
        ("a fifth passenger, a girl of nine, died in hospital", 5),
        ("a second elderly man was found dead", 2),
        ("A 13th patient has died of the fever.", 13),
        ("A boy of sixteen died on Sunday, the fourth victim of the lorry.", 4),
        ("She is the 26th victim.", 26),
        ("A man of 81 has become the third person to die in the outbreak.", 3),
    ],
)
def test_a_further_death_says_how_many_there_are(text: str, value: float) -> None:
    [(start, end, found)] = find_ordinals(text.lower(), 0, len(text))

    assert found == value
    assert text[start:end].lower().startswith(("a ", "the "))


@pytest.mark.parametrize(
    "text",
    [
        "A third suspect was arrested.",
        "The second victim died on Monday.",
        "A second man was hurt.",
        "A third explosion killed nobody.",
        "A fourth man spoke. Two others died.",
    ],
)
def test_other_ordinals_count_nothing(text: str) -> None:
    assert not list(find_ordinals(text.lower(), 0, len(text)))


def test_it_is_read_as_a_count() -> None:
    [mention] = find_quantities("A fourth victim has died.")

    assert (mention.role, mention.quantity.low, mention.quantity.high) == ("count", 4, 4)
