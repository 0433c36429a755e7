"""Match: is this clause the question itself, only put indirectly?

"How much did the bridge cost?" in, with "how much the bridge cost"; yes or no out. Every word of the question
must be there, in its order and its form; only the auxiliary may move, or give its tense to the verb. Knows
nothing of evidence or answers, and would rather refuse a good clause than pass a changed one.
"""

from __future__ import annotations

import re

from rag.claims.words import stem

LONGEST = 24
_PLAIN_QUESTION = re.compile(r"[\w ,'’.%$£€-]+\?*")
_TOKEN = re.compile(r"[^\W_]+(?:[-.,'’][^\W_]+)*|[%$£€]")
_QUESTION_WORD = re.compile(
    r"(?:(?:in|on|at|by|for|from|to|of|with|under) )?(?:who|whom|whose|what|which|when|where|why|how)\b", re.I
)
_ALWAYS_INVERTED = re.compile(r"(?:when|where|why|how (?!many\b|much\b))", re.I)
_DO = frozenset({"do", "does", "did"})
_AUXILIARIES = _DO | frozenset(
    {"am", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will", "would", "shall", "should", "may",
     "might", "must"}
)  # fmt: skip
_OPENERS = re.compile(r"(?:the|an?|this|that|these|those|his|her|its|their|there|he|she|it|they|any|some)", re.I)
_RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
_UNCHANGED = re.compile(r"\b(?:cut|hit|put|set|shut|cost|let|spread|read|hurt|cast|burst|split|quit|beat|bet)\b", re.I)
_LEANS_ON_NEXT = re.compile(r"(?:the|an?|his|her|its|their|our|my|your|of|in|on|at|by|for|from|to|with|and|or)", re.I)


def is_plain_question(question: str) -> bool:
    """Whether the question is one short sentence of words that begins as questions do."""
    words = _words(question)
    is_one = _PLAIN_QUESTION.fullmatch(question.strip()) is not None and re.search(r"[.?] ", question.strip()) is None
    begins = bool(words) and (words[0].lower() in _AUXILIARIES or _QUESTION_WORD.match(question.strip()) is not None)
    return is_one and begins and 2 <= len(words) <= LONGEST


def is_indirect(clause: str, question: str) -> bool:
    """Whether the clause says the question indirectly: the same words, with nothing added, dropped or exchanged."""
    asked, said = _words(question), _words(clause)
    if asked and asked[0].lower() in _AUXILIARIES:
        if not said or said[0].lower() != "whether":
            return False
        said = said[1:]
    first = next((place for place, word in enumerate(asked) if word.lower() in _AUXILIARIES), None)
    if first is None or not _is_inverted(question, asked, first):
        return [word.lower() for word in asked[:1]] == [word.lower() for word in said[:1]] and asked[1:] == said[1:]
    return _is_reordered(asked, said, first)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text.strip().rstrip("?"))


def _is_inverted(question: str, asked: list[str], first: int) -> bool:
    """Whether the auxiliary stands before its subject: "was the driver", not "who was"."""
    following = asked[first + 1] if first + 1 < len(asked) else ""
    if asked[first].lower() in _DO:
        return following.lower() != "not"
    if first == 0 or _ALWAYS_INVERTED.match(question.strip()):
        return True
    return bool(_OPENERS.fullmatch(following)) or following[:1].isupper()


def _is_reordered(asked: list[str], said: list[str], first: int) -> bool:
    """Whether ``said`` is ``asked`` with its first auxiliary moved back, or dropped for the tense of the verb."""
    auxiliary, rest = asked[first].lower(), asked[:first] + asked[first + 1 :]
    if any(word.lower() in _RELATIVES for word in rest[1:]):
        return False
    if auxiliary in _DO:
        return _is_retensed(rest, said, auxiliary)
    places = [place for place, word in enumerate(said) if word.lower() == auxiliary]
    return any(_is_moved(rest, said, place, first) for place in places)


def _is_moved(rest: list[str], said: list[str], place: int, first: int) -> bool:
    leans = place > 0 and _LEANS_ON_NEXT.fullmatch(said[place - 1]) is not None
    without = said[:place] + said[place + 1 :]
    return place > first and not leans and _same_start(rest, without)


def _same_start(asked: list[str], said: list[str]) -> bool:
    """The same words in the same order; only the first may change its capital."""
    return len(asked) == len(said) and asked[0].lower() == said[0].lower() and asked[1:] == said[1:]


def _is_retensed(rest: list[str], said: list[str], auxiliary: str) -> bool:
    if len(rest) != len(said):
        return False
    changed = [
        (a, b)
        for place, (a, b) in enumerate(zip(rest, said, strict=True))
        if a != b and (place or a.lower() != b.lower())
    ]
    if not changed:
        return auxiliary == "do" or (auxiliary == "did" and _UNCHANGED.search(" ".join(rest)) is not None)
    [(base, form), *more] = changed
    is_singular = base.endswith("s") and len(form) < len(base)  # a noun changed, not the verb
    return not more and auxiliary != "do" and not is_singular and stem(base) == stem(form)
