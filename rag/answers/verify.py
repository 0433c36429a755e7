"""Verify: what does a sentence carry that the passages it cites do not?

A sentence and the texts it rests on in; out, in plain words, every figure, date, name, quotation and counted
event that they do not bear out. Lexical and exact: figures by value and qualifier, names by their words in
order, quotations by their letters. It knows nothing of who wrote the sentence, and it cannot see a wrong
relation between right words: who may write freely is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from rag.answers.proof import (
    NAME_WORD,
    Proof,
    allowed,
    clause,
    families,
    happened,
    is_interval,
    plain,
    read_proof,
    squash,
)
from rag.claims.lexicon import GENERIC_NOUNS, SAYING, STOP_WORDS
from rag.claims.words import Word, split_words, stem, stems_of
from rag.quantities.calendar import Stamp, find_stamps
from rag.quantities.mentions import Mention, find_quantities
from rag.quantities.numerals import find_numerals

MARKER = re.compile(r"\s?\[\d+\]")
_QUOTATION = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”|\"([^\"]*)\"|«([^«»]*)»|(?<!\w)‘([^‘’]{2,}(?:’\w[^‘’]*)*)’(?!\w)")
_LOOSE_MARK = re.compile(r"[“”\"«»]")
_STARTS = re.compile(r"(?:^|[.:;!?“\"‘(]\s*)$")
_EXACT = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|half|twice|doubled?|tripled?|quadrupled?|halved|majority)\b", re.IGNORECASE
)
_OUR_WORDS = stems_of(
    "source article report account figure finding passage archive text sentence reading statement position side answer"
    " event different contradict contradiction confirm contain mention nearest related earlier later independent"
    " separate analysed undated dated published state give name speak cite quote according differ conflict dispute"
) | frozenset(stem(word) for word in SAYING | GENERIC_NOUNS)
_OUR_COUNT = re.compile(
    r" (?:independent |other |further )*(?:sources?|articles?|accounts?|reports?|passages?|positions?|sides?)\b"
)
_NEAR = 3


def check(sentence: str, evidence: Sequence[str]) -> bool:
    """Whether the evidence bears out all that the sentence carries."""
    return not unsupported(sentence, evidence=evidence)


def unsupported(sentence: str, *, evidence: Sequence[str]) -> tuple[str, ...]:
    """Return the quotations, figures, dates, names and counted events of the sentence that the evidence lacks.

    Citation markers are left out. "Four" is "4" and "1,200" is "1200"; "seven" is not "at least seven". A name's
    words must stand near each other in the evidence, in the same order; quotations must be verbatim.
    """
    text = normalize("NFKC", MARKER.sub("", sentence))
    proof = read_proof(tuple(normalize("NFKC", MARKER.sub("", part)) for part in evidence))
    checks = (_quotations, _figures, _dates, _names, _small_words)
    return tuple(dict.fromkeys(fault for run in checks for fault in run(text, proof)))


def foreign_words(text: str, *, evidence: Sequence[str]) -> tuple[str, ...]:
    """Return the words that carry meaning and that the evidence has in no form and by no synonym of the lexicon."""
    proof = read_proof(tuple(normalize("NFKC", MARKER.sub("", part)) for part in evidence))
    words = split_words(normalize("NFKC", MARKER.sub("", text)))
    return tuple(word.text for word in words if not (word.is_stop or _is_number(word.lower) or _is_known(word, proof)))


def _quotations(text: str, proof: Proof) -> Iterator[str]:
    for match in _QUOTATION.finditer(text):
        inside = next(group for group in match.groups() if group is not None)
        pieces = [squash(piece).strip(" ,.;:!?") for piece in re.split(r"\.\.\.|…", inside)]
        if not all(piece in proof.squashed for piece in pieces):
            yield match.group()
    if _LOOSE_MARK.search(_QUOTATION.sub("", text)):
        yield "an unpaired quotation mark"


def _figures(text: str, proof: Proof) -> Iterator[str]:
    for mention in find_quantities(text):
        shown = text[mention.start : mention.end]
        if mention.role in ("date", "clock", "year") or _OUR_COUNT.match(text, mention.end):
            continue
        if not is_interval(mention):
            values = [n.low for n in find_numerals(text.lower(), mention.number_start, mention.number_end)]
            if not proof.values.issuperset(values):
                yield shown
        elif allowed(mention) not in proof.figures:
            yield shown
        elif _is_elsewhere(happened(text, mention), proof.figures[allowed(mention)]):
            yield f"{shown} {' or '.join(sorted(happened(text, mention)))}"
        else:
            yield from _counted_words(text, mention, proof)


def _is_elsewhere(happened: frozenset[str], printed: tuple[frozenset[str], ...]) -> bool:
    """Whether the evidence prints the figure only of other happenings: 51 wounded are not 51 killed."""
    return bool(happened) and all(other and not other & happened for other in printed)


def _counted_words(text: str, mention: Mention, proof: Proof) -> Iterator[str]:
    """The words around a figure that the evidence has in no form and by no synonym of the lexicon."""
    start, end = clause(text, mention)
    for word in split_words(text, start, end):
        is_figure = mention.start <= word.start < mention.end or not word.text.isalpha() or _is_number(word.lower)
        if not (is_figure or word.is_stop or word.is_name or _is_known(word, proof)):
            yield word.text


def _is_known(word: Word, proof: Proof) -> bool:
    return word.stem in proof.stems or word.stem in _OUR_WORDS or bool(families(word.text) & proof.families)


def _is_number(word: str) -> bool:
    return any(numeral.end == len(word) for numeral in find_numerals(word, 0, len(word)))


def _dates(text: str, proof: Proof) -> Iterator[str]:
    for stamp in find_stamps(text):
        if not any(_says_as_much(other, stamp) for other in proof.stamps):
            yield text[stamp.start : stamp.end]


def _says_as_much(printed: Stamp, stamp: Stamp) -> bool:
    parts = ("year", "month", "day", "hour", "minute")
    return all(getattr(stamp, part) in (None, getattr(printed, part)) for part in parts)


def _names(text: str, proof: Proof) -> Iterator[str]:
    dated = [(stamp.start, stamp.end) for stamp in find_stamps(text)]
    previous: re.Match[str] | None = None
    for match in NAME_WORD.finditer(text):
        is_dated = any(start <= match.start() < end for start, end in dated)
        if is_dated or not _is_name(text, match, proof):
            previous = None
            continue
        if not _is_printed(match.group(), proof):
            yield match.group()
        elif previous is not None and not _belong(text[previous.start() : match.end()], previous, match, proof):
            yield text[previous.start() : match.end()]
        previous = match


def _is_name(text: str, match: re.Match[str], proof: Proof) -> bool:
    """Whether a word claims to be a name: a capital that neither grammar nor the start of a sentence explains."""
    word = match.group()
    if not any(letter.isupper() for letter in word) or word == "I" or _is_number(word.lower()):
        return False
    if word.lower() in STOP_WORDS and not (len(word) > 1 and word.isupper()):
        return False
    if not _STARTS.search(text, 0, match.start()):
        return True
    is_common = any(proof.words[at].islower() for at in proof.places.get(plain(word), ()))
    return stem(word) not in _OUR_WORDS and not is_common


def _is_printed(word: str, proof: Proof) -> bool:
    """Whether the evidence prints the name; an abbreviation must stand there in capitals, or its full words."""
    places = proof.places.get(plain(word), ())
    if len(plain(word)) > 4 or not word.replace(".", "").isupper():
        return bool(places) or stem(plain(word)) in proof.stems
    return any(proof.words[at].replace(".", "").isupper() for at in places) or _is_spelt_out(plain(word), proof)


def _is_spelt_out(letters: str, proof: Proof) -> bool:
    capitals = [word for word in proof.words if word[0].isupper()]
    initials = "".join(word[0].lower() for word in capitals)
    return len(letters) > 1 and letters in initials


def _belong(pair: str, first: re.Match[str], second: re.Match[str], proof: Proof) -> bool:
    """Whether two names that touch stand as near each other, in this order, in the evidence."""
    between = pair[len(first.group()) : -len(second.group())]
    if between.strip(".") not in (" ", "-"):
        return True
    befores, afters = proof.places.get(plain(first.group()), ()), proof.places.get(plain(second.group()), ())
    if not befores or not afters:  # one of the two is an abbreviation or another form of the printed word
        return True
    return any(0 < after - before <= _NEAR for before in befores for after in afters)


def _small_words(text: str, proof: Proof) -> Iterator[str]:
    """Days named from today, and multiples: small words that say as much as a date or a figure."""
    for match in _EXACT.finditer(text):
        if match.group().lower() not in proof.places:
            yield match.group()
