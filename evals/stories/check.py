"""Check: is every story in this folder well formed, and are its expected findings true to its articles?

Case files in, one line per fault out; exit status 1 when there is one. It knows the format (README.md),
not the package: nothing here asks ``rag`` a question or judges an answer.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

Json = dict[str, Any]

KINDS = {"count", "amount", "who", "when", "where", "why", "what", "said", "yesno", "list", "unanswerable"}
RELATIONS = {"single", "agree", "compatible", "conflict", "update"}
CASE_KEYS = {"id", "phenomena", "articles", "questions"}
ARTICLE_KEYS = {"file", "title", "publisher", "published", "text"}
QUESTION_KEYS = {"ask", "after", "kind", "expect"}
EXPECT_KEYS = {"abstain", "findings", "other_events", "independent_sources"}
FINDING_KEYS = {"event", "aspect", "relation", "claims"}
CLAIM_KEYS = {"article", "low", "high", "stance", "holder", "via", "quote"}
PUBLISHED = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\dZ)?")
SMALLEST_UNANSWERABLE_SHARE = 0.15


def faults_of_story(story: Json, *, name: str) -> Iterator[str]:
    """Yield every fault of one case; ``name`` is its file name without the ending."""
    yield from _wrong_keys(story, CASE_KEYS, "case")
    if story["id"] != name:
        yield f"id {story['id']!r} is not the file name"
    if not 2 <= len(story["articles"]) <= 5:
        yield f"{len(story['articles'])} articles"
    if not 7 <= len(story["questions"]) <= 10:
        yield f"{len(story['questions'])} questions"
    for article in story["articles"]:
        yield from _faults_of_article(article)
    texts = {article["file"]: article["text"] for article in story["articles"]}
    if len(texts) < len(story["articles"]):
        yield "two articles share a file name"
    for number, question in enumerate(story["questions"]):
        yield from (f"question {number}: {fault}" for fault in _faults_of_question(question, number, texts))


def _faults_of_article(article: Json) -> Iterator[str]:
    yield from _wrong_keys(article, ARTICLE_KEYS, "article")
    if not article["file"].endswith(".md"):
        yield f"article file {article['file']!r} does not end in .md"
    if article["published"] is not None and not PUBLISHED.fullmatch(article["published"]):
        yield f"{article['file']}: published {article['published']!r}"
    if article["text"] != article["text"].strip():
        yield f"{article['file']}: blank lines around the text"


def _faults_of_question(question: Json, number: int, texts: dict[str, str]) -> Iterator[str]:
    expect = question["expect"]
    yield from _wrong_keys(question, QUESTION_KEYS, "question")
    yield from _wrong_keys(expect, EXPECT_KEYS, "expect")
    if question["kind"] not in KINDS:
        yield f"kind {question['kind']!r}"
    if question["after"] is not None and not 0 <= question["after"] < number:
        yield f"after {question['after']}"
    unanswerable = question["kind"] == "unanswerable"
    if not unanswerable == expect["abstain"] == (not expect["findings"]):
        yield "kind, abstain and findings do not agree"
    for finding in expect["findings"]:
        yield from _faults_of_finding(finding, texts)
    yield from _faults_of_figures(expect)


def _faults_of_figures(expect: Json) -> Iterator[str]:
    claims = [claim for finding in expect["findings"] for claim in finding["claims"]]
    expected = {end for claim in claims for end in (claim["low"], claim["high"])} - {None}
    for figure in expect["other_events"]:
        if figure in expected:
            yield f"other_events holds the expected {figure}"
    sources = expect["independent_sources"]
    if sources is not None and not 1 <= sources <= len(claims):
        yield f"{sources} independent sources behind {len(claims)} claims"


def _faults_of_finding(finding: Json, texts: dict[str, str]) -> Iterator[str]:
    yield from _wrong_keys(finding, FINDING_KEYS, "finding")
    label, relation, claims = finding["aspect"], finding["relation"], finding["claims"]
    if relation not in RELATIONS:
        yield f"{label}: relation {relation!r}"
    if not claims or (relation != "single" and len(claims) < 2):
        yield f"{label}: {relation} with {len(claims)} claims"
    for claim in claims:
        yield from (f"{label}: {fault}" for fault in _faults_of_claim(claim, texts))
    if ".md" not in label:
        yield from (f"{label}: {fault}" for fault in _faults_of_relation(relation, claims))


def _faults_of_claim(claim: Json, texts: dict[str, str]) -> Iterator[str]:
    yield from _wrong_keys(claim, CLAIM_KEYS, "claim")
    text = texts.get(claim["article"])
    if text is None:
        yield f"no article {claim['article']!r}"
        return
    if not claim["quote"] or claim["quote"] not in text:
        yield f"not verbatim in {claim['article']}: {claim['quote']!r}"
    low, high = claim["low"], claim["high"]
    if low is not None and high is not None and low > high:
        yield f"bounds {low}..{high}"
    if (low is None and high is None) == (claim["stance"] is None):
        yield f"neither figure nor stance, or both: {claim['quote']!r}"
    for role in ("holder", "via"):
        yield from (
            f"{role} {claim[role]!r}: {word!r} is not in {claim['article']}" for word in _absent(claim[role], text)
        )


def _faults_of_relation(relation: str, claims: list[Json]) -> Iterator[str]:
    numeric = [claim for claim in claims if claim["low"] is not None or claim["high"] is not None]
    apart = [pair for pair in combinations(numeric, 2) if not _meet(*pair)]
    if relation in {"agree", "compatible", "single"} and apart:
        yield f"{relation}, yet {[claim['quote'] for claim in apart[0]]} cannot both hold"
    if relation == "conflict" and len(numeric) == len(claims) and not apart:
        yield "conflict, yet all bounds overlap"
    if relation == "agree" and len({(claim["low"], claim["high"]) for claim in numeric}) > 1:
        yield "agree, yet the bounds differ (compatible?)"


def _meet(one: Json, other: Json) -> bool:
    return _at_most(one["low"], other["high"]) and _at_most(other["low"], one["high"])


def _at_most(low: float | None, high: float | None) -> bool:
    return low is None or high is None or low <= high


def _absent(named: str | None, text: str) -> list[str]:
    """The words of a holder (four letters and more) that its article never prints."""
    return [word for word in re.findall(r"\w{4,}", named or "") if word.lower() not in text.lower()]


def _wrong_keys(record: Json, keys: set[str], what: str) -> Iterator[str]:
    if set(record) != keys:
        yield f"{what}: keys {sorted(set(record) ^ keys)} missing or unknown"


def main(folder: Path) -> int:
    """Print every fault and a line of totals; return the exit status."""
    faults, questions, unanswerable = [], 0, 0
    paths = sorted(folder.glob("*.json"))
    for path in paths:
        story = json.loads(path.read_text(encoding="utf-8"))
        faults += [f"{path.name}: {fault}" for fault in faults_of_story(story, name=path.stem)]
        questions += len(story["questions"])
        unanswerable += sum(question["kind"] == "unanswerable" for question in story["questions"])
    if questions and unanswerable / questions < SMALLEST_UNANSWERABLE_SHARE:
        faults.append(f"only {unanswerable} of {questions} questions are unanswerable")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{len(paths)} stories, {questions} questions ({unanswerable} unanswerable), {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent))
