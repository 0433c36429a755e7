"""Say: in which words can one figure of an aspect be said?

The aspect of a finding ("miners killed", "turnout", "heavy fuel oil") and a figure in; clauses that say it and names of
the thing that it is a figure of out, in several ways each, so that whoever writes may choose. An aspect that is no good
English as it stands is only named ("the figure for a head killed"). It adds no word that says more than the aspect.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.answers.proof import Allowed, families
from rag.claims.words import split_words

_WERE = (
    *"killed injured wounded missing trapped rescued released arrested detained charged convicted displaced held ill"
    " evacuated kidnapped infected hospitalised aboard destroyed damaged burned flooded cancelled seized stolen lost"
    " found sold enrolled postponed closed rejected suspended dismissed recovered".split(),
    "laid off",
    "on strike",
)
_DID = ("survived", "escaped", "voted", "resigned")
_WAS_SUM = ("offered", "paid", "demanded")
_CALLED = {"worth": "value"}
_VAGUE = frozenset("dozens scores hundreds thousands tens".split())
_NOUNS = (
    "attendance capacity cost damage fine price ransom turnout height length weight speed magnitude delay share total"
    " toll amount sum worth"
).split()
_PLURALS = frozenset("people men women children police staff crew cattle sheep personnel militia troops".split())
_UNNAMED = frozenset({"figure", ""})
_BULK = frozenset({"mass", "volume"})
_SHARE = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """``clauses`` say a whole figure; ``things`` are what a figure is put at; ``figure`` is its words there."""

    clauses: tuple[str, ...]
    things: tuple[str, ...]
    figure: str


def saying(aspect: str, value: str, allowed: Allowed) -> Saying:
    """The ways to say that the figure of this aspect is this value."""
    value = value[:1].lower() + value[1:] if value[1:2].islower() else value
    if aspect in _UNNAMED:
        return Saying(clauses=(f"the figure was {value}",), things=("the figure",), figure=value)
    noun, happened = _divided(aspect)
    for way in (_summed, _shared, _happening, _counted):
        if found := way(noun, happened, value, allowed):
            return found
    thing = f"the figure for {aspect}"
    return Saying(clauses=(f"{thing} was {value}",), things=(thing,), figure=value)


def _divided(aspect: str) -> tuple[str, str]:
    """What is counted, and what happened to it or which sum it is; "" where the aspect has no such word."""
    for word in sorted((*_WERE, *_DID, *_WAS_SUM, *_NOUNS), key=len, reverse=True):
        if aspect == word or aspect.endswith(f" {word}"):
            noun = aspect.removesuffix(word).strip().removesuffix(f" {word}")
            if word in _NOUNS or not families(noun) & families(word):
                return noun, word
            return (noun, "") if _is_plural(noun) or " " in noun else ("", word)  # "arrests arrested", "dead killed"
    return aspect, ""


def _summed(noun: str, happened: str, value: str, allowed: Allowed) -> Saying | None:
    """A sum or measure: "the turnout was 41 per cent", "$4 million was offered"."""
    if happened in _NOUNS and (not noun or _is_plural(noun)):
        figure = f"{value} {noun}" if noun else value
        thing = f"the {_CALLED.get(happened, happened)}"
        return Saying(clauses=(f"{thing} was {figure}",), things=(thing,), figure=figure)
    if happened in _WAS_SUM and not noun:
        thing = f"the figure {happened}"
        return Saying(clauses=(f"{value} was {happened}", f"{thing} was {value}"), things=(thing,), figure=value)
    return None


def _shared(noun: str, happened: str, value: str, allowed: Allowed) -> Saying | None:
    """A share: "28 per cent of the dockers were dismissed"."""
    if allowed[2] != _SHARE or not happened or (noun and not _is_plural(noun)):
        return None
    verb, of = _verb(happened), f" of the {noun}" if noun else ""
    thing = f"the figure for {noun} {happened}".replace("  ", " ")
    return Saying(clauses=(f"{value}{of} {verb}", f"{thing} was {value}"), things=(thing,), figure=value)


def _happening(noun: str, happened: str, value: str, allowed: Allowed) -> Saying | None:
    """What happened: "4 miners were killed", "the number of miners killed was 4"."""
    is_bulk = allowed[2] in _BULK and bool(noun)
    if happened not in (*_WERE, *_DID) or (allowed[2] and not is_bulk):
        return None
    if allowed[:2] == (1, 1) and noun and not _is_plural(noun):
        verb = happened if happened in _DID else f"was {happened}"
        return Saying(clauses=(f"{value} {noun} {verb}",), things=(), figure=value)
    if noun and not (_is_plural(noun) or is_bulk):
        return None
    verb = _verb(happened)
    said = f"{_of(value, noun, is_bulk=is_bulk)} {verb}"
    if _is_vague(value):
        return Saying(clauses=(said,), things=(), figure=value)
    of = " for" if is_bulk else " of"
    thing = f"the {'figure' if is_bulk else 'number'}{f'{of} {noun}' if noun else ''}"
    thing += f" that {verb}" if happened in _DID else f" {happened}"
    return Saying(clauses=(said, f"{thing} was {value}"), things=(thing,), figure=value)


def _counted(noun: str, happened: str, value: str, allowed: Allowed) -> Saying | None:
    """A bare count: "there were 61 guests", "the number of guests was 61"."""
    if happened or allowed[2] or not _is_plural(noun):
        return None
    there = f"there were {_of(value, noun)}"
    if _is_vague(value):
        return Saying(clauses=(there,), things=(), figure=value)
    thing = f"the number of {noun}"
    return Saying(clauses=(there, f"{thing} was {value}"), things=(thing,), figure=value)


def _of(value: str, noun: str, *, is_bulk: bool = False) -> str:
    """A figure with its noun: "4 miners", "dozens of miners", "2 tonnes of ivory"."""
    return f"{value}{' of' if is_bulk or _is_vague(value) else ''} {noun}" if noun else value


def _is_vague(value: str) -> bool:
    return value.lower().split()[-1] in _VAGUE


def _verb(happened: str) -> str:
    return happened if happened in _DID else f"were {happened}"


def _is_plural(noun: str) -> bool:
    words = split_words(noun)
    last = words[-1].lower if words else ""
    return last in _PLURALS or (len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")))
