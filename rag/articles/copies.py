"""Find copies: which articles carry one and the same report?

Texts by article id in, the id of each one's origin group out. Two texts are one report when most of
the shorter one's runs of five words stand in the longer one (containment, Broder 1997): that finds
a wire story under another headline, cut short, or inside a local story, keeps a copy whose toll was
corrected, and leaves apart what tells the same in other words. Words inside quotation marks do not
count alone: two reporters may hear one speech. No model, no meaning, no date.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

SHINGLE = 5
ENOUGH = 0.6
ENOUGH_WITH_CREDIT = 0.3
ENOUGH_OUTSIDE_QUOTES = 0.5
ENOUGH_OF_A_SHORT_TEXT = 0.9
SHORT_TEXT = 40
SHORTEST_TEXT = 10
LONGEST_POSTING = 64
WINDOW = 4
WORTH_COMPARING = 0.25
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)
_CREDITS = (
    re.compile(r"^[^\W\d_][^\n()]{1,60}\(([A-Z][^()\n]{1,40})\)\s*[—–-]", re.MULTILINE),
    re.compile(r"\(([A-Z][^()\n]{1,40})\)\s*$", re.MULTILINE),
)

Shingles = frozenset[tuple[str, ...]]


def shared_share(a: str, b: str) -> float:
    """Measure which share (0..1) of the shorter text's five-word runs stands in the longer one."""
    first, second = sorted((_shingles(a), _shingles(b)), key=len)
    return len(first & second) / len(first) if first else float(bool(_words(a)) and _words(a) == _words(b))


def find_origins(texts: Mapping[str, str], *, publishers: Mapping[str, str] | None = None) -> dict[str, str]:
    """Map each article id to the smallest id among the articles that carry the same report.

    A rewritten copy counts too where it owns up to it: less need be shared when both bear one
    agency's credit, or one names the other's publisher (``publishers``: article id to name).
    Copies of copies belong together (union-find). The work is linear in the words as long as few
    texts share a run of words; a fingerprint that stands in more than ``LONGEST_POSTING`` texts is
    looked up in the longest of them only.
    """
    prints = {name: fingerprints(text) for name, text in texts.items()}
    groups = _Groups(texts)
    postings: dict[int, list[str]] = defaultdict(list)
    for name in sorted(texts, key=lambda name: (-len(prints[name]), name)):
        for other in _candidates(prints[name], postings):
            if not groups.share(name, other) and _are_one(name, other, texts=texts, publishers=publishers or {}):
                groups.join(name, other)
        for mark in prints[name]:
            if len(postings[mark]) < LONGEST_POSTING:
                postings[mark].append(name)
    _join_equal(texts, groups)
    return {name: groups.find(name) for name in sorted(texts)}


def fingerprints(text: str) -> frozenset[int]:
    """Choose some of the five-word runs of a text, as checksums that are the same on every machine.

    The smallest of every ``WINDOW`` neighbours is chosen, so that two texts with eight words in a
    row in common share a fingerprint (winnowing, Schleimer et al. 2003).
    """
    words = _words(text)
    marks = [crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)]
    return (
        frozenset(min(marks[i : i + WINDOW]) for i in range(max(len(marks) - WINDOW, 0) + 1)) if marks else frozenset()
    )


def _candidates(mine: frozenset[int], postings: Mapping[int, list[str]]) -> list[str]:
    """The texts worth a full comparison, those that share most first."""
    shared = Counter(other for mark in mine for other in postings.get(mark, ()))
    return [other for other, count in shared.most_common() if count >= WORTH_COMPARING * len(mine)]


def _are_one(a: str, b: str, *, texts: Mapping[str, str], publishers: Mapping[str, str]) -> bool:
    if is_copy(texts[a], texts[b]):
        return True
    is_credited = _is_credited(a, b, texts=texts, publishers=publishers)
    return is_credited and shared_share(texts[a], texts[b]) >= ENOUGH_WITH_CREDIT


def is_copy(a: str, b: str) -> bool:
    """Say whether two texts are one report: by all their words, and by those outside quotation marks.

    A text of fewer than ``SHORT_TEXT`` words must be contained nearly whole; of one with fewer than
    ``SHORTEST_TEXT`` words only an equal one is a copy.
    """
    words = min(len(_words(a)), len(_words(b)))
    if words < SHORTEST_TEXT:
        return _words(a) == _words(b)
    share = shared_share(a, b)
    if words < SHORT_TEXT:
        return share >= ENOUGH_OF_A_SHORT_TEXT
    return share >= ENOUGH and _share_outside_quotes(a, b) >= ENOUGH_OUTSIDE_QUOTES


def credits(text: str) -> frozenset[str]:
    """Find the agencies a text credits: "(NNA)" in its dateline or at the end of a line."""
    return frozenset(name.lower() for pattern in _CREDITS for name in pattern.findall(text))


def _is_credited(a: str, b: str, *, texts: Mapping[str, str], publishers: Mapping[str, str]) -> bool:
    """Whether one of two texts that share much says that it has it from the other or from one agency."""
    if min(len(_words(texts[a])), len(_words(texts[b]))) < SHORT_TEXT:
        return False
    if credits(texts[a]) & credits(texts[b]):
        return True
    return any(_names(texts[one], publishers.get(other, "")) for one, other in ((a, b), (b, a)))


def _names(text: str, publisher: str) -> bool:
    name = re.sub(r"^the\s+|\s*\(.*", "", publisher.strip(), flags=re.IGNORECASE)
    return len(name) > 3 and bool(re.search(rf"\b{re.escape(name)}\b", text))


def _share_outside_quotes(a: str, b: str) -> float:
    """The share without quotations; that of the whole where little but quotations is left."""
    bare_a, bare_b = (_QUOTED.sub("\n", text) for text in (a, b))
    if min(len(_words(bare_a)), len(_words(bare_b))) < SHORTEST_TEXT:
        return shared_share(a, b) if shared_share(a, b) >= ENOUGH_OF_A_SHORT_TEXT else 0.0
    return shared_share(bare_a, bare_b)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _shingles(text: str) -> Shingles:
    words = _words(text)
    return frozenset(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


def _join_equal(texts: Mapping[str, str], groups: _Groups) -> None:
    """Texts of fewer than five words have no run of five: join those that are equal."""
    seen: dict[str, str] = {}
    for name in sorted(texts):
        words = _words(texts[name])
        if 0 < len(words) < SHINGLE:
            groups.join(name, seen.setdefault(" ".join(words), name))


class _Groups:
    """Union-find in which the smallest id stands for its group."""

    def __init__(self, names: Iterable[str]) -> None:
        self._parent = {name: name for name in names}

    def find(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def share(self, a: str, b: str) -> bool:
        return self.find(a) == self.find(b)

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low
