"""Match statements: which sentences of an event answer a question that no figure answers?

A question and the statements of the asked event in, the best sentences with their short answers
out. Words decide first (what is asked must be stated), meaning second (the encoder ranks what the
words leave open). A question whose slot no sentence fills gets nothing back.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answers.cues import STRONG_CAUSE
from rag.answers.evidence import Evidence
from rag.answers.judge import judge, judge_matter, judge_stances
from rag.answers.question import Question
from rag.answers.slots import fills_slot, short_answer, verdict
from rag.claims.aspects import families_in
from rag.claims.voices import same_speaker
from rag.claims.words import split_words, stems_of
from rag.records import Claim

MOST_READ = 48
WORDS_ENOUGH = 0.5
SCORE_ENOUGH = {"yesno": 0.42, "said": 0.25}
SCORE_ENOUGH_OTHERWISE = 0.52
NEAR_BEST = {"yesno": 0.5, "why": 0.7, "list": 0.9, "who": 0.85}
NEAR_BEST_OTHERWISE = 0.8
BEST_COUNTS = 0.85
PER_ARTICLE = 3
READER, LIKELY, SURE = 0.5, 0.3, 0.7
DOUBTED, READ_ENOUGH, READ_NEAR_BEST = 0.1, 0.4, 0.5
POSSIBLE, ANSWERS, ONE_MATTER, MOST_ANSWERS = 0.1, 0.5, 0.5, 2
"""From which chance on a sentence may be the other side, of so many that surely answer, if it is on the same matter."""
SAID, NOT_SAID = 0.5, 0.1
"""From which chance on a sentence is what the asked speaker says, and below which beside such a one it is not."""
SLOTLESS, CAUSELESS = 0.65, 0.7
"""From which chance on a sentence is taken that has no word for a person, a place, a time; and none for a cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A sentence that answers, how well, its short answer, and the reader's chance (0 where it was not asked).

    ``is_sure`` is False where a yes or a no is no more than likely.
    """

    claim: Claim
    score: float
    value: str
    chance: float = 0.0
    is_sure: bool = True


def replies(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[Reply]:
    """The sentences that answer, best first; those far below the best are left out."""
    statements = [c for c in claims if c.quantity is None and not c.quote.rstrip('”" ').endswith("?")]
    if question.kind == "said":
        statements = _of_speaker(question, statements, evidence)
    if not statements:
        return []
    weight = _weights(evidence.claims)
    worded = [(c, _worded(question, c, weight, evidence)) for c in statements]
    read = sorted(worded, key=lambda pair: -pair[1])[:MOST_READ]
    meaning = _meaning(question, [c for c, _ in read], evidence)
    judged = judge(question, [c for c, _ in read], evidence) if question.kind != "said" else []
    chances = judged or [0.0] * len(read)
    fitting: list[Reply] = []
    likely: list[Reply] = []
    possible: list[Reply] = []
    for (c, words), near, chance in zip(read, meaning, chances, strict=True):
        score = 0.6 * words + 0.5 * near + _bonus(question, c) + _raise(chance)
        reply = Reply(claim=c, score=score, value="", chance=chance)
        fills = fills_slot(question, c)
        if fills and (words >= _words_enough(question) or chance >= SURE):
            fitting.append(reply)
        if chance >= (READ_ENOUGH if fills else CAUSELESS if question.kind == "why" else SLOTLESS):
            likely.append(reply)
        if chance >= POSSIBLE:
            possible.append(reply)
    undoubted = [reply for reply in _best(question, fitting) if not judged or reply.chance >= DOUBTED]
    chosen = _with_same_matter(_with_likely(undoubted, likely), possible, evidence)
    if question.kind == "yesno":
        return _with_verdicts(question, chosen, evidence)
    return [replace(reply, value=short_answer(question, reply.claim)) for reply in chosen]


def _with_verdicts(question: Question, chosen: Sequence[Reply], evidence: Evidence) -> list[Reply]:
    """Let each reply say yes or no."""
    read = judge_stances(question, [reply.claim for reply in chosen], evidence)
    stances: Sequence[float | None] = read or [None] * len(chosen)
    said = [verdict(question, reply.claim, stance) for reply, stance in zip(chosen, stances, strict=True)]
    return [replace(one, value=value, is_sure=is_sure) for one, (value, is_sure) in zip(chosen, said, strict=True)]


def _with_likely(worded: Sequence[Reply], likely: Sequence[Reply]) -> list[Reply]:
    """Add the sentences that the reader takes whatever their words, those far below its best left out."""
    least = READ_NEAR_BEST * max((reply.chance for reply in likely), default=0.0)
    ordered = sorted(likely, key=lambda reply: -reply.chance)
    return _taken([reply for reply in ordered if reply.chance >= least], after=worded)


def _with_same_matter(chosen: Sequence[Reply], possible: Sequence[Reply], evidence: Evidence) -> list[Reply]:
    """Add from other articles what is surely on the same matter as a sure answer: the other side, in other words."""
    sure = sorted((one for one in chosen if one.chance >= ANSWERS), key=lambda one: -one.chance)[:MOST_ANSWERS]
    settled = {reply.claim.article_id for reply in chosen}
    others = [reply for reply in possible if reply.claim.article_id not in settled]
    near = dict.fromkeys((id(reply) for reply in others), 0.0)
    for one in sure:
        for reply, chance in zip(others, judge_matter(one.claim, [o.claim for o in others], evidence), strict=True):
            near[id(reply)] = max(near[id(reply)], math.sqrt(chance * reply.chance))
    return [*chosen, *(reply for reply in others if near[id(reply)] >= ONE_MATTER)]


def _of_speaker(question: Question, statements: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """What the asked speaker says, on the asked topic where any of it is, and what the reader takes for it."""
    own = [c for c in statements if c.holder and speaks(question.speaker, c)]
    own = [c for c in own if question.topic & c.terms] or own
    others = sorted((c for c in statements if c not in own), key=lambda c: -len(question.topic & c.terms))
    likely = [*own, *others[:MOST_READ]]
    chances = judge(question, likely, evidence)
    if max(chances, default=0.0) < SAID:
        return own
    read = enumerate(zip(likely, chances, strict=True))
    return [c for n, (c, chance) in read if chance >= (NOT_SAID if n < len(own) else SAID)]


def _raise(chance: float) -> float:
    """What the reader's word adds; its doubt takes nothing away, for it has read little news."""
    return READER * max(0.0, chance - LIKELY)


def _words_enough(question: Question) -> float:
    """A yes-or-no question may be answered in other words; a speaker's sentence is chosen by who speaks."""
    return {"said": 0.0, "yesno": 0.3, "why": 0.3}.get(question.kind, WORDS_ENOUGH)


def speaks(wanted: str, claim: Claim) -> bool:
    """Whether a claim's speaker is the one asked about; a title or office in the question may be left out."""
    return bool(claim.holder) and (same_speaker(wanted, claim.holder) or _shares_name(wanted, claim.holder or ""))


def _shares_name(wanted: str, holder: str) -> bool:
    mine, theirs = stems_of(wanted), stems_of(holder)
    return bool(mine) and len(mine & theirs) / len(mine) >= 0.5


def _weights(claims: Sequence[Claim]) -> dict[str, float]:
    statements = [c for c in claims if c.quantity is None]
    counts = Counter(stem for c in statements for stem in c.terms)
    return {stem: math.log(1 + len(statements) / count) for stem, count in counts.items()}


def _worded(question: Question, claim: Claim, weight: Mapping[str, float], evidence: Evidence) -> float:
    """The share of what is asked that the sentence states; a name may stand elsewhere in its article."""
    asked = question.terms | stems_of(question.noun) | question.topic
    if question.kind == "said" and not asked:
        return 1.0
    highest = max(weight.values(), default=1.0)
    families = {family for family, _ in families_in(split_words(claim.quote))}
    total = found = 0.0
    article = evidence.articles[claim.article_id]
    nearby = stems_of(article.text[claim.context_start : claim.end]) | stems_of(article.title)
    for term in asked | question.names:
        value = weight.get(term, highest) * (0.4 if term in question.names else 1.0)
        total += value
        if term in claim.terms:
            found += value
        elif term in question.names or term in nearby:
            found += value * 0.7 if term in nearby or term in stems_of(article.text) else 0.0
    if question.aspect:
        total += highest * 0.7
        found += highest * 0.7 if question.aspect in families else 0.0
    return found / total if total else 0.6


def _meaning(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[float]:
    if not claims:
        return []
    vectors = evidence.encode([question.standalone, *(c.quote for c in claims)])
    return [float(x) for x in vectors[1:] @ vectors[0]]


def _bonus(question: Question, claim: Claim) -> float:
    if question.kind == "why":
        return 0.25 if STRONG_CAUSE.search(claim.quote) else 0.0 if claim.holder else -0.25
    return 0.0


def _best(question: Question, scored: Sequence[Reply]) -> list[Reply]:
    ordered = sorted(scored, key=lambda reply: -reply.score)
    enough = SCORE_ENOUGH.get(question.kind, SCORE_ENOUGH_OTHERWISE)
    if not ordered or ordered[0].score < enough:
        return []
    least = NEAR_BEST.get(question.kind, NEAR_BEST_OTHERWISE) * min(ordered[0].score, BEST_COUNTS)
    return _taken([reply for reply in ordered if reply.score >= max(least, enough)])


def _taken(ordered: Sequence[Reply], *, after: Sequence[Reply] = ()) -> list[Reply]:
    """Go on from some replies with others in their order: none twice, and not many of one article."""
    kept = list(after)
    taken = Counter(reply.claim.article_id for reply in kept)
    for reply in ordered:
        if taken[reply.claim.article_id] < PER_ARTICLE and not any(_repeats(reply.claim, k.claim) for k in kept):
            taken[reply.claim.article_id] += 1
            kept.append(reply)
    return kept


def _repeats(one: Claim, other: Claim) -> bool:
    return one.article_id == other.article_id and one.start == other.start
