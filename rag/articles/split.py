"""Split: where does each sentence stand, and which sentences make one passage?

Text in, character spans and ``Passage`` records out: ``article.text[p.start:p.end] == p.text``. The
only door to the sentencex library, whose offsets are characters (tested with accents and emoji).
Lines part sentences first, since titles, captions and bullets have no full stop; a hard-wrapped
paragraph is one line. A quotation stays in one sentence however many it holds, so that its speaker
stays with it. No model, no meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from rag.articles.boilerplate import is_boilerplate
from rag.records import Article, Passage

Span = tuple[int, int]
LONGEST_SENTENCE = 800
WRAP_WIDTH = 100
_BREAK = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_BREAK}]+")
_SPACE = re.compile(r"\s*")
_ITEM = re.compile(r"\s*(?:[-*•#>|]|\(?\w{1,3}[.)]\s)")
_INNER_END = re.compile(r"[.!?…]['\"”’)\]]*\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘])(?:adm|ald|approx|brig|cllr|cmdr|const|cpl|det|insp|maj|pfc|pres|pte|pvt|sec|spc|supt|vol|[NSEW])\.$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|[a-z]*\s\d)"
    r"|may\s\d|[ECMP][SD]?T\b|GMT|UTC|local\b)",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[Span, ...]:
    """Find every sentence as ``(start, end)`` in characters, in order, trimmed, none empty.

    Every character that is not white space lies in exactly one span. A sentence of more than
    ``LONGEST_SENTENCE`` characters is cut at a full stop inside it, else at a space.
    """
    return tuple(span for paragraph in _paragraphs(text) for span in _sentences_of(text, paragraph))


def body_sentences(text: str) -> tuple[Span, ...]:
    """Find the sentences of the report itself: those of ``sentences`` without the page's boilerplate."""
    return tuple(
        span
        for start, end in _paragraphs(text)
        if not is_boilerplate(text[start:end])
        for span in _sentences_of(text, (start, end))
        if not is_boilerplate(text[slice(*span)])
    )


def passages(article: Article, *, characters: int = 900) -> tuple[Passage, ...]:
    """Cut an article into runs of whole sentences of at most ``characters`` each.

    A paragraph is kept together when it fits. The default stays below the 256 tokens that the
    encoder reads (news in English has some 4.5 characters a token).
    """
    runs: list[Span] = []
    for paragraph in _paragraphs(article.text):
        for start, end in _units(article.text, paragraph, characters):
            if runs and end - runs[-1][0] <= characters:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
    return tuple(
        Passage(article_id=article.id, number=number, start=start, end=end, text=article.text[start:end])
        for number, (start, end) in enumerate(runs)
    )


def _units(text: str, paragraph: Span, limit: int) -> list[Span]:
    """The paragraph itself when it is within the limit, else its sentences."""
    if paragraph[1] - paragraph[0] <= limit:
        return [paragraph]
    return [part for span in _sentences_of(text, paragraph) for part in _cut(text, span, limit)]


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines with text on them, hard-wrapped ones joined, as spans without outer white space."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        if block and text[block[-1][1] : match.start()] != "\n":
            yield from _unwrap(text, block)
            block = []
        block.append(match.span())
    yield from _unwrap(text, block)


def _unwrap(text: str, block: list[Span]) -> Iterator[Span]:
    """Join the lines of one block that only the width of a page has parted."""
    lines = [text[start:end] for start, end in block]
    width = max((len(line) for line in lines), default=0)
    is_plain = width <= WRAP_WIDTH and not any(_ITEM.match(line) for line in lines)
    is_wrapped = is_plain and len(lines) > 2 and all(_is_full(pair, width) for pair in pairwise(lines))
    joined: list[Span] = []
    for number, span in enumerate(block):
        runs_on = is_plain and number > 0 and _runs_on(lines[number - 1], lines[number])
        if number and (is_wrapped or runs_on):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    yield from (_trim(text, span) for span in joined)


def _is_full(pair: tuple[str, str], width: int) -> bool:
    """Whether the next line's first word had no more room on a line of this width."""
    line, following = pair
    return len(line) >= width // 2 and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _runs_on(line: str, following: str) -> bool:
    """Whether a long line without an end goes on in lower case."""
    return len(line) >= WRAP_WIDTH // 2 and following.lstrip()[0].islower() and line.rstrip()[-1] not in ".!?:;"


def _trim(text: str, span: Span) -> Span:
    piece = text[slice(*span)]
    return span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    first, last = paragraph
    line = re.sub(rf"[{_BREAK}]", " ", text[first:last])
    found = get_sentence_boundaries("en", line)
    spans = (_trim(line, (piece["start_index"], piece["end_index"])) for piece in found)
    for start, end in _mend(line, [span for span in spans if span[0] < span[1]]):
        yield from _cut(text, (first + start, first + end), LONGEST_SENTENCE)


def _mend(line: str, spans: Iterable[Span]) -> list[Span]:
    """Join what the library parts too early: "5 p.m. | Sunday", "Insp. | Roe", "1. | First item"."""
    mended: list[Span] = []
    for start, end in spans:
        if mended and _belong_together(line[slice(*mended[-1])], line[start:end]):
            mended[-1] = (mended[-1][0], end)
        else:
            mended.append((start, end))
    return mended


def _belong_together(before: str, after: str) -> bool:
    if re.fullmatch(r"\(?\d{1,2}[.)]", before):
        return True
    if before.endswith(".") and after[0].islower():
        return True
    return bool(_ABBREVIATION.search(before) or (_CLOCK.search(before) and _AFTER_CLOCK.match(after)))


def _cut(text: str, span: Span, limit: int) -> Iterator[Span]:
    """Cut a span into trimmed pieces of at most ``limit``: at an inner full stop, a space, or anywhere."""
    start, end = span
    while end - start > limit:
        window = text[start : start + limit + 1]
        stops = [match.end() for match in _INNER_END.finditer(window) if match.end() > limit // 3]
        at = stops[-1] if stops else window.rfind(" ") + 1 or limit
        yield _trim(text, (start, start + at))
        start = _SPACE.match(text, start + at, end).end()  # type: ignore[union-attr]
    if start < end:
        yield start, end
