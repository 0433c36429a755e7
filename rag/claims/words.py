"""Split: which words stand in a stretch of text, where, and which of them are forms of one word?

Text in, words with offsets and stems out. Irregular forms ("sold", "children") come from the
lexicon, regular ones from the Snowball stemmer (Porter 2). Knows no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from rag.claims.lexicon import IRREGULAR, STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_STEMMER = Stemmer.Stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: ``text[start:end]``, and the stem that its forms share."""

    start: int
    end: int
    text: str
    stem: str

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_name(self) -> bool:
        """Whether the word is written as a name is; a sentence's first word and all-capital text are not told apart."""
        return self.text[0].isupper() or (len(self.text) > 2 and self.text[:3] in ("al-", "el-"))

    @property
    def is_stop(self) -> bool:
        """Whether the word carries grammar rather than meaning."""
        return self.lower in STOP_WORDS


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form that the inflections of a word share: "wounded" and "wounds" are "wound"."""
    plain = _POSSESSIVE.sub("", word.lower().replace("’", "'"))
    return str(_STEMMER.stemWord(IRREGULAR.get(plain, plain)))


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]`` in order, with offsets into ``text``."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Word(m.start(), m.end(), m.group(), stem(m.group())) for m in found]


@lru_cache(maxsize=4096)
def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals, which then tell no name."""
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)


def shortened(text: str, limit: int) -> str:
    """A text on one line of at most ``limit`` characters, cut between words."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def content_stems(words: Iterable[Word]) -> frozenset[str]:
    """The stems of the words that carry meaning: no articles, prepositions, auxiliaries."""
    return frozenset(word.stem for word in words if not word.is_stop)


def stems_of(text: str) -> frozenset[str]:
    """The content stems of a text."""
    return content_stems(split_words(text))
