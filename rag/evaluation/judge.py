"""Judge: does this answer report what the articles say, all of it, and nothing else?

A question of a case, the answer as a dictionary and the texts of the articles in; a verdict out: the problems in
words, and the counts from which the score is made. It does not run anything. A question passes when there is no
problem at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from typing import Any

from rag.evaluation.figures import figures
from rag.evaluation.match import Pairing, Row, file_name, is_holder_right, is_mixed, is_near, pair_up, rows_of, squash

Answer = Mapping[str, Any]
Citations = Mapping[int, Mapping[str, Any]]
Pairs = set[tuple[int, int]]
HARMONY = {"agree", "compatible"}
VAGUE = {"dozens", "scores", "hundreds", "thousands"}
COUNTED_SOURCES = 6  # "three of the five articles": small counts need no citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What one check found: the problems, in words, and its counts, by name."""

    problems: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Marks) -> Marks:
        return Marks(problems=self.problems + other.problems, counts=self.counts + other.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a judge says of one answer."""

    kind: str
    should_abstain: bool
    has_abstained: bool
    marks: Marks

    @property
    def passes(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.marks.problems


def judge(question: Mapping[str, Any], answer: Answer, texts: Mapping[str, str]) -> Verdict:
    """Compare an answer (``Answer.to_dict()``) with what a question expects; ``texts`` are the case's, by file name."""
    expect = question["expect"]
    has_abstained = answer.get("status") == "unanswered"
    marks = _judge_form(question, answer, texts)
    if expect["abstain"] and not has_abstained:
        marks += Marks(problems=("answered a question that the articles do not answer",))
    elif not expect["abstain"]:
        marks += Marks(problems=("did not answer",) if has_abstained else ())
        marks += _judge_content(expect, answer)
    return Verdict(kind=question["kind"], should_abstain=expect["abstain"], has_abstained=has_abstained, marks=marks)


def judge_crash(question: Mapping[str, Any], error: Exception) -> Verdict:
    """A question that ended in an exception has failed, and says so."""
    expect = question["expect"]
    missed = Counter(claims_expected=sum(len(finding["claims"]) for finding in expect["findings"]))
    marks = Marks(problems=(f"{type(error).__name__}: {error}",), counts=missed)
    return Verdict(kind=question["kind"], should_abstain=expect["abstain"], has_abstained=False, marks=marks)


def _judge_form(question: Mapping[str, Any], answer: Answer, texts: Mapping[str, str]) -> Marks:
    """What holds for any answer: quotations are verbatim, markers lead somewhere, figures have a source."""
    citations = _citations(answer)
    marks = sum((_judge_quote(citation, texts) for citation in citations.values()), Marks())
    lost = {int(n) for n in re.findall(r"\[(\d+)\]", answer.get("answer") or "")} - citations.keys()
    if lost:
        marks += Marks(problems=(f"markers without a citation: {sorted(lost)}",))
    fields = [("quote",), ("passage",), ("title", "published", "publisher")]
    sources = " ".join(str(c.get(key) or "") for keys in fields for c in citations.values() for key in keys)
    known = figures(sources) | figures(question["ask"]) | {float(n) for n in range(len(texts) + COUNTED_SOURCES)}
    if loose := figures(answer.get("answer") or "") - known:
        marks += Marks(
            problems=(f"figures in the answer that no cited passage has: {sorted(loose)}",),
            counts=Counter(figures_unsupported=len(loose)),
        )
    return marks


def _judge_quote(citation: Mapping[str, Any], texts: Mapping[str, str]) -> Marks:
    name, quote = file_name(citation.get("article")), squash(citation.get("quote"))
    start, end = citation.get("start"), citation.get("end")
    is_verbatim = bool(quote) and quote in squash(texts.get(name))
    problems = []
    if not is_verbatim:
        problems.append(f"citation {citation.get('id')} is not verbatim in {name or 'any article'}")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        problems.append(f"citation {citation.get('id')} has no character span")
    return Marks(problems=tuple(problems), counts=Counter(quotes=1, quotes_verbatim=int(is_verbatim)))


def _judge_content(expect: Mapping[str, Any], answer: Answer) -> Marks:
    """What holds for this question: its findings are there, in their relation, and nothing foreign beside them."""
    findings = answer.get("findings") or []
    rows = [rows_of(finding, _citations(answer)) for finding in findings]
    pairings = [pair_up(expected, rows) for expected in expect["findings"]]
    marks = Marks()
    for pairing in pairings:
        if pairing.finding is None:
            marks += _judge_missed(pairing)
        else:
            marks += _judge_found(pairing, findings[pairing.finding], rows[pairing.finding])
    if pairings and pairings[0].finding is not None:
        marks += _judge_origins(expect, findings[pairings[0].finding])
    marks += _judge_strays(expect, pairings, rows)
    return marks + Marks(problems=tuple(_unsaid(expect, answer.get("answer") or "")))


def _judge_missed(pairing: Pairing) -> Marks:
    expected = pairing.expected
    counts = Counter(
        claims_expected=len(expected["claims"]), relation_expected=1, pairs_expected=len(_conflicting(expected))
    )
    return Marks(problems=(f"missed: {expected['event']} / {expected['aspect']}",), counts=counts)


def _judge_found(pairing: Pairing, finding: Mapping[str, Any], rows: Sequence[Row]) -> Marks:
    expected, claims, said = pairing.expected, pairing.expected["claims"], finding.get("relation")
    problems = [f"missing claim: {c['quote'][:80]!r}" for n, c in enumerate(claims) if n not in pairing.found]
    is_related = said == expected["relation"] or {said, expected["relation"]} <= HARMONY
    if not is_related:
        problems.append(f"relation {said!r}, expected {expected['relation']!r} for {expected['aspect']}")
    wanted = set() if pairing.is_mixed else _conflicting(expected)
    given = _reported_pairs(pairing, rows) if said == "conflict" else set()
    held = {c for c, r in pairing.hits if is_holder_right(claims[c], rows[r])}
    counts = Counter(
        claims_expected=len(claims), claims_found=len(pairing.found),
        holder_expected=len(pairing.found), holder_right=len(held),
        relation_expected=1, relation_right=int(is_related),
        pairs_expected=len(wanted), pairs_system=len(given), pairs_right=len(wanted & given),
    )  # fmt: skip
    return Marks(problems=tuple(problems), counts=counts)


def _judge_origins(expect: Mapping[str, Any], finding: Mapping[str, Any]) -> Marks:
    wanted, given = expect.get("independent_sources"), finding.get("independent_sources")
    if wanted is None:
        return Marks()
    problems = () if given == wanted else (f"independent sources {given}, expected {wanted}",)
    return Marks(problems=problems, counts=Counter(copies_expected=1, copies_right=int(given == wanted)))


def _judge_strays(expect: Mapping[str, Any], pairings: Iterable[Pairing], findings: Sequence[Sequence[Row]]) -> Marks:
    """Judge what the findings report beyond the expected: a figure of another event is worse than a superfluous one."""
    wanted = expect["findings"]
    if any(is_mixed(finding) for finding in wanted):
        return Marks()
    used = {(pairing.finding, row) for pairing in pairings for _, row in pairing.hits}
    bounds = [(claim["low"], claim["high"]) for finding in wanted for claim in finding["claims"]]
    foreign = [float(figure) for figure in expect.get("other_events") or []]
    marks = Marks()
    for f, rows in enumerate(findings):
        for r, row in enumerate(rows):
            is_right = any(is_near(row.low, low) and is_near(row.high, high) for low, high in bounds)
            if (f, r) in used or not row.bounds or is_right:
                continue
            if any(is_near(end, figure) for end in row.bounds for figure in foreign):
                problem = f"figure of another event or quantity given as an answer: {row.value!r} ({row.article})"
                marks += Marks(problems=(problem,), counts=Counter(merges=1))
            elif any(end is not None for ends in bounds for end in ends):
                problem = f"unexpected claim: {row.value!r} ({row.article}: {row.quote[:60]!r})"
                marks += Marks(problems=(problem,), counts=Counter(claims_false=1))
    return marks


def _unsaid(expect: Mapping[str, Any], text: str) -> Iterator[str]:
    """Name the figures asked for that the answer's own text does not give."""
    said, words = figures(text), set(re.findall(r"[a-z]+", text.lower()))
    for claim in [claim for finding in expect["findings"][:1] for claim in finding["claims"]]:
        low, high = claim["low"], claim["high"]
        ends = [end for end in (low, high) if end is not None]
        if not ends or ends == [0, 0] or ends == [0]:
            continue
        is_given = any(is_near(end, figure) for end in [*ends, sum(ends) / len(ends)] for figure in said)
        is_inside = len(ends) == 2 and low != high and any(low <= figure <= high for figure in said)
        is_worded = bool(VAGUE & set(re.findall(r"[a-z]+", claim["quote"].lower())) & words)
        if not (is_given or is_inside or is_worded or figures(claim["quote"]) & said):
            yield f"the answer text does not give {low}..{high}"


def _citations(answer: Answer) -> Citations:
    return {citation.get("id"): citation for citation in answer.get("citations") or []}


def _reported_pairs(pairing: Pairing, rows: Sequence[Row]) -> Pairs:
    """The pairs of expected claims that the finding puts on different sides."""
    sides = {claim: {rows[r].position for c, r in pairing.hits if c == claim} for claim in pairing.found}
    return {(one, other) for one, other in combinations(sorted(sides), 2) if not sides[one] & sides[other]}


def _conflicting(expected: Mapping[str, Any]) -> Pairs:
    """The pairs of expected claims that cannot both hold."""
    if expected["relation"] != "conflict":
        return set()
    numbered = enumerate(expected["claims"])
    return {(i, j) for (i, one), (j, other) in combinations(numbered, 2) if _cannot_both_hold(one, other)}


def _cannot_both_hold(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["low"] is None and one["high"] is None:
        return squash(one["stance"]) != squash(other["stance"])
    low = max(end for end in (one["low"], other["low"], -inf) if end is not None)
    high = min(end for end in (one["high"], other["high"], inf) if end is not None)
    return bool(low > high)
