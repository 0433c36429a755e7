"""Extract: which claims does one article make?

An article in, its claims out in the order of the text: one for every figure that counts or measures
something, and one for every sentence as a statement, each with its holder, scene and verbatim span.
Runs when an article arrives, so that a question can be answered from the whole archive. No model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.articles.split import body_sentences
from rag.claims.aspects import Reading, read_figure
from rag.claims.holders import Attribution
from rag.claims.lexicon import DENYING, PEOPLE_FAMILIES, PRONOUNS
from rag.claims.scenes import is_exercise, scene_of_figure, scenes
from rag.claims.voices import speaker_at, voices
from rag.claims.words import split_words, stems_of
from rag.quantities.mentions import Mention, find_quantities
from rag.records import Article, Claim, Polarity, Scene

Span = tuple[int, int]

TABLE = 40
"""A sentence with more figures than this is a table, and no statement is read from it."""
_FIGURES = ("count", "money", "percent", "measure", "none", "duration")
_MODAL = re.compile(
    r"\b(?:could|might|(?-i:may)|expected to|feared|fears?|threatened to|will (?:pass|exceed|reach|rise|climb)|if)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,;:.]\s|\band\b|\bbut\b")
_OBJECT = re.compile(
    r"\b(?:say|says|said|claim\w*|count\w*|reckon\w*|estimat\w*|put|puts|at|report\w*|believe\w*|nearer|closer to"
    r"|number|figure|toll|total|it was|to|from|gave|tall(?:y|ied))\s+(?:\w+\s+){0,2}[\"“]?$",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\s+(?:was|is|had|has|of|dead|injured|wounded|missing|killed|died)\b")
_REFUTED = re.compile(
    r"\b(?:was|were|are|is|proved) (?:false|untrue|wrong|unfounded|baseless)\b"
    r"|\bno truth (?:in|to)\b|\bnot true\b",
    re.IGNORECASE,
)
_TALLY = r"(?:toll|number|count|figure|total|tally|estimate)"
_CHANGED = r"(?:revised|corrected|lowered|raised|rose|risen|climbed|cut)"
_REVISED = re.compile(
    rf"\b{_TALLY}\b[^.;]{{0,40}}\b{_CHANGED}\b|\b{_CHANGED}\b[^.;]{{0,40}}\b{_TALLY}\b|\b(?:up|down) from\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"\s*(?:ago|later|earlier|before|after|into|old)\b", re.IGNORECASE)
_TIMED = re.compile(r"(?:minute|hour|second)s?\s+after\s+(?!\w+day\b)", re.IGNORECASE)
_LASTING = re.compile(r"\b(?:for|lasted|lasting|took|taken|spent|waited|waiting)\s$", re.IGNORECASE)
_LOGGED = re.compile(r"(?:^|\n)(?:[01]\d|2[0-4])[.:]?[0-5]\d:? (?=[A-Z])")
_ELSE = re.compile(r"\s*(?:(?:\w+\s)?else|other|others|further|more|additional)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|without|n't|denied|denies|false|untrue)\b|n[’']t\b", re.IGNORECASE
)


def extract_claims(article: Article) -> tuple[Claim, ...]:
    """Read every figure and statement of an article, with its holder, aspect, scene and span."""
    text = article.text
    sentences = body_sentences(text)
    spoken = voices(text, sentences)
    staged = scenes(text, sentences, published=article.published)
    claims: list[Claim] = []
    for index, span in enumerate(sentences):
        context = _context_start(text, sentences, index)
        place = _Place(article.id, text, span, context, spoken[index], staged[index])
        claims.append(_statement(place))
        claims.extend(_figures(place, claims))
    return tuple(claims)


class _Place:
    """Where in an article a sentence stands, and what is known of it."""

    __slots__ = ("article_id", "context", "scene", "span", "spoken", "text")

    def __init__(
        self, article_id: str, text: str, span: Span, context: int, spoken: list[Attribution], scene: Scene
    ) -> None:
        self.article_id, self.text, self.span, self.context = article_id, text, span, context
        self.spoken, self.scene = spoken, scene

    @property
    def sentence(self) -> str:
        return self.text[self.span[0] : self.span[1]]


def _statement(place: _Place) -> Claim:
    """The sentence as a whole, held by its first speaker."""
    speaker = place.spoken[0] if place.spoken else None
    return Claim(
        article_id=place.article_id,
        start=place.span[0],
        end=place.span[1],
        quote=place.sentence,
        context_start=place.context,
        focus=place.span,
        terms=stems_of(place.sentence),
        polarity=_polarity(place.sentence),
        holder=speaker.holder if speaker else None,
        via=speaker.via if speaker else None,
        scene=place.scene,
    )


def _figures(place: _Place, before: Sequence[Claim]) -> list[Claim]:
    mentions = [m for m in find_quantities(place.text, *place.span) if _is_figure(place.text, m)]
    if len(mentions) > TABLE:
        return []
    spans = [(m.start, m.end) for m in mentions]
    found: list[Claim] = []
    for index, mention in enumerate(mentions):
        reading = read_figure(place.text, place.span, spans, index)
        if _is_pronoun(place.text, mention, reading):
            continue
        is_part = mention.role != "percent" and (reading.is_part or _is_limited_zero(place, mention))
        reading = replace(reading, is_part=is_part)
        found.append(_figure(place, mention, _completed(reading, mention, [*before, *found], place)))
    return found


def _is_figure(text: str, mention: Mention) -> bool:
    """Whether a number counts or measures: not a date or an age, nor "two weeks ago"; "18 minutes after" may."""
    is_past = (
        mention.role == "duration"
        and _AGO.match(text, mention.end)
        and not _TIMED.search(text, mention.number_end, mention.end + len(" after the"))
        and not _LASTING.search(text, max(0, mention.start - 10), mention.start)
    )
    return mention.role in _FIGURES and not is_past and not _LOGGED.match(text, max(0, mention.start - 1))


def _is_pronoun(text: str, mention: Mention, reading: Reading) -> bool:
    """Whether "one" stands for a thing ("a serious one") rather than counting it ("one dead")."""
    bare = text[mention.number_start : mention.number_end].lower() == "one" and mention.start == mention.number_start
    return bare and not reading.noun and not _ONE_OF.match(text, mention.end)


def _is_limited_zero(place: _Place, mention: Mention) -> bool:
    """Whether a zero is of one kind only: "no arrest of a financier" says nothing of other arrests."""
    if mention.role != "none":
        return False
    after = place.text[mention.end : place.span[1]]
    return bool(re.match(r"\s*(?:\w+\s)?\w+\s+of\b", after) or _ELSE.match(after))


def _figure(place: _Place, mention: Mention, reading: Reading) -> Claim:
    speaker = speaker_at(place.spoken, mention.start) or (place.spoken[0] if place.spoken else None)
    if speaker and _names(speaker.holder, place.text[mention.start : mention.end]):
        speaker = None  # "four people" do not say how many they are
    return Claim(
        article_id=place.article_id,
        start=place.span[0],
        end=place.span[1],
        quote=place.sentence,
        context_start=place.context,
        focus=(mention.start, mention.end),
        aspect=reading.aspect,
        noun=reading.noun,
        is_part=reading.is_part,
        quantity=mention.quantity,
        terms=reading.terms,
        polarity=_figure_polarity(place, mention),
        holder=speaker.holder if speaker else None,
        via=speaker.via if speaker else None,
        scene=scene_of_figure(place.text, place.span, mention.start, place.scene),
        cue="whole" if reading.is_whole else _cue(place, mention),
    )


def _names(holder: str, figure: str) -> bool:
    """Whether a figure is part of what is taken for a speaker's name."""
    return bool(re.search(rf"(?<!\w){re.escape(figure)}(?!\w)", holder))


def _completed(reading: Reading, mention: Mention, before: Sequence[Claim], place: _Place) -> Reading:
    """A bare figure ("28 were injured", "put it at 31 per cent") counts what the figure before it counts."""
    if mention.role in ("money", "measure", "duration"):
        return reading
    if mention.role == "none" and re.match(r"no[ -]?(?:one|body)\b", mention.quantity.text, re.IGNORECASE):
        return replace(reading, noun="people")
    earlier = next((c for c in reversed(before) if c.quantity and _is_near(c, place)), None)
    if earlier and reading.is_part and not reading.aspect and reading.noun and earlier.start == place.span[0]:
        return replace(reading, aspect=earlier.aspect)
    if (
        reading.noun
        or earlier is None
        or earlier.quantity is None
        or (earlier.quantity.unit == "%") != (mention.role == "percent")
    ):
        return reading
    if _OBJECT.search(place.text[place.span[0] : mention.start]) and not reading.aspect:
        outside = (c for c in reversed(before) if c.quantity and c.start < place.span[0] and _is_near(c, place))
        earlier = earlier if mention.change else next(outside, earlier)
        return replace(reading, noun=earlier.noun, aspect=earlier.aspect, terms=reading.terms | earlier.terms)
    same_kind = bool(earlier.aspect) or reading.aspect not in PEOPLE_FAMILIES
    return replace(reading, noun=earlier.noun) if reading.aspect and same_kind else reading


def _is_near(claim: Claim, place: _Place) -> bool:
    return "\n" not in place.text[claim.end : place.span[0]]


def _cue(place: _Place, mention: Mention) -> str:
    """What keeps a figure from being a plain count: a forecast, a drill, an old value, a revision."""
    if mention.change:
        return mention.change
    if re.search(r"\ball\s(?:the\s)?$", place.text[place.span[0] : mention.start], re.IGNORECASE):
        return "all"
    before = _CLAUSE_END.split(place.text[max(place.span[0], mention.start - 60) : mention.start])[-1]
    after = _CLAUSE_END.split(place.text[mention.end : min(place.span[1], mention.end + 60)])[0]
    if is_exercise(place.sentence):
        return "exercise"
    if _MODAL.search(before + after):
        return "hypothetical"
    return "revised" if _REVISED.search(place.sentence) else ""


def _figure_polarity(place: _Place, mention: Mention) -> Polarity:
    """Whether a figure is denied: by "denied that", by "had not killed", or as a false report."""
    before = _CLAUSE_END.split(place.text[place.span[0] : mention.start])[-1]
    words = [w.lower for w in split_words(before)][-8:]
    is_denied = any(w in DENYING for w in words) and not {"after", "when", "because", "where"} & set(words)
    is_negated = bool(re.search(r"\b(?:not|never)\b(?! (?:only|just|less|more|fewer))|n[’']t\b", " ".join(words[-4:])))
    return "denied" if is_denied or is_negated or _REFUTED.search(place.sentence) else "asserted"


def _polarity(sentence: str) -> Polarity:
    return "denied" if _NEGATION.search(sentence) else "asserted"


def _context_start(text: str, sentences: Sequence[Span], index: int) -> int:
    """Where the passage of a sentence begins: at the sentence before, when it opens with a pronoun."""
    words = split_words(text, *sentences[index])
    if index and words and words[0].lower in PRONOUNS:
        return sentences[index - 1][0]
    return sentences[index][0]
