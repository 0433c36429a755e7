"""Check: does every training story say what its labels claim that it says?

    python training/check.py [STORY.json ...]

Stories in (all of ``training/stories`` by default), one line a fault out, with file and question, then the totals;
the exit status is 1 where there are faults. Knows the form of a story (README.md beside this file), not its meaning:
whether a sentence answers its question is for a reader to judge.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STORIES = Path(__file__).parent / "stories"
NUMERIC = {"count", "amount"}
KINDS = NUMERIC | {"who", "when", "where", "why", "what", "said", "yesno", "list"}
WHYS = {
    "another event", "another quantity", "another group", "another time", "part of a whole", "forecast", "drill",
    "question not stated", "denied of something else", "same words",
}  # fmt: skip
STORY_KEYS = {"id", "subject", "style", "articles", "questions"}
ARTICLE_KEYS = {"file", "title", "publisher", "published", "text"}
QUESTION_KEYS = {"ask", "kind", "answers", "near"}
ANSWER_KEYS = {"article", "sentence", "span", "low", "high", "holder", "stance"}
NEAR_KEYS = {"article", "sentence", "why"}
MOST_UNANSWERABLE = 0.4

Record = dict[str, Any]


def is_held_out(story_id: str) -> bool:
    """Whether a story is kept unseen: about a tenth are, those whose SHA-256 begins with a byte below 0x1a."""
    return hashlib.sha256(story_id.encode()).digest()[0] < 0x1A


def is_for_choosing(story_id: str) -> bool:
    """Whether a story is only for choosing thresholds: the tenth whose SHA-256 begins with a byte from 0x1a to 0x33."""
    return 0x1A <= hashlib.sha256(story_id.encode()).digest()[0] < 0x34


def faults(story: Record, name: str) -> Iterator[str]:
    """Say what is wrong with a story kept in the file ``name`` (without its ending)."""
    yield from _keys(story, STORY_KEYS, "story")
    if story.get("id") != name:
        yield f"its id is {story.get('id')!r}, not the file's name"
    texts = {}
    for article in story.get("articles", []):
        yield from _article(article)
        texts[article.get("file")] = article.get("text", "")
    if not 2 <= len(texts) <= 3:
        yield f"has {len(texts)} articles, not 2 or 3"
    questions = story.get("questions", [])
    yield from _mixture(questions)
    for question in questions:
        for fault in _question(question, texts):
            yield f"{question.get('ask')!r}: {fault}"


def totals(stories: list[Record]) -> Counter[str]:
    """Count what the stories hold."""
    questions = [question for story in stories for question in story.get("questions", [])]
    return Counter(
        {
            "stories": len(stories),
            "held out": sum(is_held_out(str(story.get("id"))) for story in stories),
            "for choosing": sum(is_for_choosing(str(story.get("id"))) for story in stories),
            "articles": sum(len(story.get("articles", [])) for story in stories),
            "questions": len(questions),
            "unanswerable": sum(not question.get("answers") for question in questions),
            "answers": sum(len(question.get("answers", [])) for question in questions),
            "near misses": sum(len(question.get("near", [])) for question in questions),
        }
    )


def _keys(record: Record, wanted: set[str], what: str) -> Iterator[str]:
    if record.keys() != wanted:
        yield f"{what} lacks {sorted(wanted - record.keys())} and has {sorted(record.keys() - wanted)} too many"


def _article(article: Record) -> Iterator[str]:
    yield from _keys(article, ARTICLE_KEYS, f"article {article.get('file')}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", str(article.get("published"))):
        yield f"article {article.get('file')} was published on {article.get('published')!r}, which is no date"


def _mixture(questions: list[Record]) -> Iterator[str]:
    if not 7 <= len(questions) <= 9:
        yield f"has {len(questions)} questions, not 7 to 9"
    bare = sum(not question.get("answers") for question in questions)
    if not 0 < bare <= MOST_UNANSWERABLE * len(questions):
        yield f"{bare} of {len(questions)} questions are unanswerable, not about a fifth"
    twice = [ask for ask, times in Counter(question.get("ask") for question in questions).items() if times > 1]
    if twice:
        yield f"asks twice: {twice}"


def _question(question: Record, texts: dict[str, str]) -> Iterator[str]:
    yield from _keys(question, QUESTION_KEYS, "question")
    kind, answers, near = question.get("kind", ""), question.get("answers", []), question.get("near", [])
    if kind not in KINDS:
        yield f"kind {kind!r} is none of {sorted(KINDS)}"
    if not answers and not near:
        yield "has neither answers nor near misses"
    for answer in answers:
        yield from _keys({key: held for key, held in answer.items() if key != "side"}, ANSWER_KEYS, "answer")
        yield from _side(answer, kind)
        yield from _sentence(answer, texts)
        yield from _value(answer, kind)
    for miss in near:
        yield from _keys(miss, NEAR_KEYS, "near miss")
        yield from _sentence(miss, texts)
        if miss.get("why") not in WHYS:
            yield f"why {miss.get('why')!r} is none of {sorted(WHYS)}"
    yield from _repeats(answers, near)


def _sentence(label: Record, texts: dict[str, str]) -> Iterator[str]:
    """A sentence must stand in its article, and between blanks there."""
    sentence, text = label.get("sentence", ""), texts.get(label.get("article", ""))
    if text is None:
        yield f"there is no article {label.get('article')!r}"
    elif not sentence or not re.search(rf"(?<!\S){re.escape(sentence)}(?!\S)", text):
        yield f"not a whole verbatim sentence of {label.get('article')}: {sentence!r}"


def _value(answer: Record, kind: str) -> Iterator[str]:
    span, low, high, stance = (answer.get(key) for key in ("span", "low", "high", "stance"))
    if not span or span not in answer.get("sentence", ""):
        yield f"the span {span!r} is not in {answer.get('sentence')!r}"
    bounds = [bound for bound in (low, high) if bound is not None]
    if any(isinstance(bound, bool) or not isinstance(bound, int | float) for bound in bounds):
        yield f"bounds {low!r} to {high!r} are no numbers"
    elif bool(bounds) != (kind in NUMERIC):
        yield f"bounds {low!r} to {high!r} do not suit the kind {kind!r} (span {span!r})"
    elif low is not None and high is not None and low > high:
        yield f"bounds run from {low} down to {high}"
    if stance not in (("yes", "no") if kind == "yesno" else (None,)):
        yield f"stance {stance!r} does not suit the kind {kind!r}"
    if answer.get("holder") == "":
        yield "an empty holder: null is the article's own voice"


def _side(answer: Record, kind: str) -> Iterator[str]:
    """An answer in words may say which of the rival positions it holds: a small whole number for each."""
    side = answer.get("side")
    if side is not None and (
        kind in NUMERIC or isinstance(side, bool) or not isinstance(side, int) or not 1 <= side <= 9
    ):
        yield f"side {side!r} is no number from 1 to 9 of an answer in words"


def _repeats(answers: list[Record], near: list[Record]) -> Iterator[str]:
    given = Counter((one.get("article"), one.get("sentence"), one.get("span"), one.get("holder")) for one in answers)
    yield from (f"the same answer twice: {key[1]!r}" for key, times in given.items() if times > 1)
    places = Counter((one.get("article"), one.get("sentence")) for one in near)
    yield from (f"the same near miss twice: {key[1]!r}" for key, times in places.items() if times > 1)
    both = places.keys() & {key[:2] for key in given}
    yield from (f"both an answer and a near miss: {key[1]!r}" for key in both)


def main(arguments: list[str]) -> int:
    """Check the named stories, or all of them."""
    paths = [Path(one) for one in arguments] or sorted(STORIES.glob("*.json"))
    stories, wrong = [], 0
    for path in paths:
        try:
            story = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            found = [f"is no UTF-8 JSON: {error}"]
        else:
            stories.append(story)
            found = list(faults(story, path.stem))
        wrong += len(found)
        for fault in found:
            print(f"{path.name}: {fault}")
    print(", ".join(f"{number} {what}" for what, number in totals(stories).items()) + f"; {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
