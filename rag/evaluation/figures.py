"""Read figures: which numbers does a text mention?

Text in, a set of numbers out, from digits ("1,200", "$3.5m") and from words ("forty-three", "a dozen"). It is
generous on purpose: it answers "could this figure come from that text?", never "what does this sentence claim?",
and it shares no code with the package that it judges.
"""

from __future__ import annotations

import re

SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
LARGE = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SCALES = {"hundred": 100, **LARGE}
ABBREVIATED = {**SCALES, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
ALONE = {"no": 0.0, "none": 0.0, "nobody": 0.0, "dozen": 12.0, "both": 2.0, "single": 1.0, "half": 0.5}

MARKER = re.compile(r"\[\d+(?:\s*[,–-]\s*\d+)*\]")
DIGITS = re.compile(rf"(\d[\d,]*(?:\.\d+)?)(?:\s*-?({'|'.join(ABBREVIATED)})\b)?", re.IGNORECASE)


def figures(text: str) -> set[float]:
    """Return every number that a text mentions; citation markers such as [2] are not figures."""
    text = MARKER.sub(" ", text)
    return set(_digits(text)) | set(_spelled(re.findall(r"[a-z]+", text.lower())))


def _digits(text: str) -> list[float]:
    found = []
    for digits, scale in DIGITS.findall(text):
        value = float(digits.replace(",", ""))
        found.append(value)
        if scale:
            found.append(round(value * ABBREVIATED[scale.lower()], 6))
    return found


def _spelled(words: list[str]) -> list[float]:
    found, at = [], 0
    while at < len(words):
        value, end = _number_at(words, at)
        if end > at:
            found.append(value)
            at = end
            continue
        if words[at] in ALONE:
            found.append(ALONE[words[at]])
        if words[at] in SCALES and at and words[at - 1] == "a":
            found.append(float(SCALES[words[at]]))
        at += 1
    return found


def _number_at(words: list[str], start: int) -> tuple[float, int]:
    """The number spelled from ``start`` on, and where it ends (``start`` itself: there is none)."""
    whole = part = 0
    at = start
    while at < len(words):
        word = words[at]
        if word in SMALL or word in TENS:
            part += SMALL.get(word, 0) + TENS.get(word, 0)
        elif word == "hundred" and part:
            part *= 100
        elif word in LARGE and part:
            whole, part = whole + part * LARGE[word], 0
        elif not (word == "and" and at > start and _joins(words, at)):
            break
        at += 1
    return float(whole + part), at


def _joins(words: list[str], at: int) -> bool:
    """Whether the "and" at this place stands inside a number ("two hundred and five")."""
    follows = words[at + 1] if at + 1 < len(words) else ""
    return words[at - 1] in SCALES and (follows in SMALL or follows in TENS)
