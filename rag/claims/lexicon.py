"""Look up: which words does English use for one thing?

Loads ``data/lexicon.toml`` once: irregular forms, stop words, families of words for what happens to
people and things, groups of people, verbs of saying. Closed classes and common synonyms only; what
is counted stays an open set and needs no entry.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads((files("rag.claims") / "data" / "lexicon.toml").read_text("utf-8"))


def _word_set(*path: str) -> frozenset[str]:
    node: Any = _DATA
    for key in path:
        node = node[key]
    return frozenset(str(node).split())


def _table(section: str) -> dict[str, tuple[str, ...]]:
    """A section of comma-separated phrases per key."""
    return {key: tuple(phrase.strip() for phrase in value.split(",")) for key, value in _DATA[section].items()}


IRREGULAR: dict[str, str] = {form: base for base, forms in _DATA["irregular"].items() for form in str(forms).split()}
STOP_WORDS = _word_set("words", "stop")
PRONOUNS = _word_set("words", "pronouns")
BREAKERS = _word_set("words", "breakers")
MODIFIERS = _word_set("words", "modifiers")
GENERIC_VERBS = _word_set("words", "generic_verbs")
GENERIC_NOUNS = _word_set("words", "generic_nouns")
COMMON_NAMES = _word_set("words", "common_names")
SAYING = _word_set("saying", "verbs")
COUNTING = _word_set("saying", "counting")
DENYING = _word_set("saying", "denying")
PAST_FORMS = _word_set("words", "past_forms")
SOURCES = _word_set("saying", "sources")
FAMILIES = _table("families")
GROUPS = _table("groups")
PEOPLE_FAMILIES = _word_set("words", "people_families")
CUMULATIVE = _word_set("words", "cumulative")
