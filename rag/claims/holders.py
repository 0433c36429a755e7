"""Attribute: who says what this sentence says?

A sentence in, its attributions out: the speaker as the text puts it, whom it was told to, and the
stretch of the sentence that the speaker answers for. Leading ("the ministry said that …"), trailing
("…, police said"), inverted ("…, said Ann Roe"), "according to", "citing", counting verbs ("the
firm put it at 40"). Knows one sentence at a time; ``voices`` gives pronouns their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.claims.lexicon import SAYING
from rag.claims.subjects import (
    AUXILIARY,
    COMMA,
    COUNTING,
    FINITE,
    OUTLET,
    PASSIVE,
    clean,
    first_subject,
    is_inverted,
    is_trailing,
    leading_subject,
    trailing_subject,
    until_phrase_end,
    without_openers,
)
from rag.claims.words import Word, split_words, stem

_NO_SUBJECT = frozenset(
    "to the a an of no his her their its this that's not when if as once on in at by for from with among".split()
)
LONGEST_NAME = 16
_NO_OPENING = frozenset(
    "who which that and these those what as of ignore when where if but so or with no nobody none not i we you it's "
    "whatever whoever everybody everyone inside has had is was".split()
)
_NO_ENDING = frozenset(
    "and or but the a an of to in on at by for with that which who as than i we you never ever no not longer may might "
    "can could should would will".split()
)
_PARTICIPLE_OF = frozenset("for by as dead missing from of".split())
_PARTICIPLE = re.compile(r",[\"”]?\s+(?:saying|claiming|insisting|alleging|arguing|estimating)\s", re.IGNORECASE)
SAYING_STEMS = frozenset(stem(verb) for verb in SAYING)
_NOUN_LIKE = frozenset(
    "report reports claim claims estimate estimates note notes count counts call calls state states list "
    "place post record records register comment comments blame praise demand demands signal quote find "
    "promise warning advice rule tally reply answer agree warn deny say tell".split()
)
_NEVER = frozenset(
    "given statement statements announcement announcements declaration confirmation confirmations".split()
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_SPEAKING_PRONOUNS = frozenset("he she it they who".split())
_BARE_FIGURE = re.compile(r"\s+(?:(?:up )?(?:at|to|with)\s+)?\d[\d.,]*\d(?=[,.;]|\s*$)")
_ACCORDING = re.compile(r"\b(?:according to|citing|quoting|as reported by)\s+", re.IGNORECASE)
_NO_OUTLET = re.compile(
    r"^(?:the )?(?:Parliament|Senate|Congress|Court|Council|Assembly|House|Commons)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``holder`` answers for ``start..end`` of the text; ``via`` is the outlet it was told to."""

    holder: str
    start: int
    end: int
    via: str | None = None
    covers_opening: bool = True


def attributions(text: str, start: int, end: int) -> list[Attribution]:
    """The speakers of one sentence in the order of their words, each with the stretch it answers for."""
    words = split_words(text, start, end)
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    found = _according(text, start, end)
    for index, word in enumerate(words):
        if any(q < word.start < r for q, r in quoted) or not _is_saying(text, words, index):
            continue
        if spoken := _spoken(text, words, index, (start, end)):
            found.append(spoken)
    return _scoped(found or _participle(text, start, end), start, end)


def _is_saying(text: str, words: list[Word], index: int) -> bool:
    """Whether a word is a verb of saying with a subject: finite, not passive, not a noun."""
    word, before = words[index], words[index - 1].lower if index else ""
    after = [w.lower for w in words[index + 1 : index + 12]]
    if word.lower in COUNTING:
        return bool(_BARE_FIGURE.match(text, word.end))
    if word.stem not in SAYING_STEMS or word.lower in _NEVER or word.lower.endswith(("ing", "ly")) or not index:
        return False
    is_noun = (
        (word.lower.endswith("s") or before.isdigit()) and word.lower not in FINITE and not word.lower.endswith("ed")
    )
    is_name = word.text[0].isupper() and not (word.text.isupper() and word.lower in FINITE)
    if is_noun or is_name:
        return False
    is_participle = word.lower.endswith("ed") and bool(after) and after[0] in _PARTICIPLE_OF
    if before in PASSIVE or before in _NO_SUBJECT or is_participle:
        return False
    if word.lower in _NOUN_LIKE and word.lower not in FINITE:
        return word.lower in ("say", "estimate", "report", "claim", "believe", "agree", "deny", "reckon")
    return _has_object(word.lower, after)


def _has_object(verb: str, after: list[str]) -> bool:
    """Whether a verb of many uses is followed by what makes it one of saying: "put … at", "gave a toll"."""
    if verb == "called":
        return bool(after) and after[0] in ("the", "it", "this", "that", "them", "those", "these", "his", "her", "for")
    if verb in ("put", "puts"):
        return "at" in after
    if verb in ("gave", "gives", "give"):
        return any(w in ("toll", "figure", "number", "total", "count", "as") for w in after[:5])
    if verb in ("spoke", "speaks", "knows", "knew"):
        return after[:1] == ["of"]
    return True


def _spoken(text: str, words: list[Word], index: int, sentence: tuple[int, int]) -> Attribution | None:
    verb, (start, end) = words[index], sentence
    left, after = text[start : verb.start], text[verb.end : end]
    via, subject = _told_to(verb, after), _pronoun_before(words, index)
    if not subject and is_inverted(left, after, verb):
        return _attribution(until_phrase_end(after.strip()), start, verb.end, via)
    if is_trailing(left, after, verb):
        return _attribution(subject or trailing_subject(left), start, verb.end, via)
    subject = subject or leading_subject(left)
    spoken = _attribution(subject, _position(text, subject, start, verb), end, via)
    return replace(spoken, covers_opening=";" not in text[start : spoken.start]) if spoken else None


def _pronoun_before(words: list[Word], index: int) -> str:
    """Find the pronoun right before the verb, which is its subject: "he" in "he also said"."""
    for word in reversed(words[:index]):
        if word.lower not in AUXILIARY:
            return word.text if word.lower in _SPEAKING_PRONOUNS - {"who"} else ""
    return ""


def _position(text: str, phrase: str, start: int, verb: Word) -> int:
    found = text.rfind(phrase, start, verb.start)
    return start if found < 0 else found


def _attribution(phrase: str, start: int, end: int, via: str | None) -> Attribution | None:
    holder = clean(phrase)
    words = holder.lower().split()
    is_name = (
        bool(words) and words[0] not in _NO_OPENING and words[-1] not in _NO_ENDING and any(map(str.isalpha, holder))
    )
    if not is_name or len(words) > LONGEST_NAME:
        return None
    return Attribution(holder=holder, start=start, end=end, via=via)


def _told_to(verb: Word, after: str) -> str | None:
    """The outlet that a statement was made to: a name right behind "told"."""
    if verb.lower not in ("told", "tells"):
        return None
    match = OUTLET.match(after)
    if not match or _NO_OUTLET.match(match[1]) or (match[1].isupper() and len(match[1].split()) > 3):
        return None
    return re.sub(r"\s(?:of|for)$", "", match[1])


def _according(text: str, start: int, end: int) -> list[Attribution]:
    found = []
    for match in _ACCORDING.finditer(text, start, end):
        phrase = until_phrase_end(text[match.end() : end])
        if phrase and (made := _attribution(phrase, start, end, None)):
            found.append(made)
    return found


def _participle(text: str, start: int, end: int) -> list[Attribution]:
    """Let the subject of a sentence speak: "The agency cut the figure, saying …"."""
    match = _PARTICIPLE.search(text, start, end)
    subject = first_subject(without_openers(COMMA.split(text[start : match.start()]))[0]) if match else ""
    made = _attribution(subject, start, end, None)
    return [made] if made else []


def _scoped(found: list[Attribution], start: int, end: int) -> list[Attribution]:
    """Where a sentence has several speakers, each answers for its own stretch only."""
    ordered: list[Attribution] = []
    for spoken in sorted(found, key=lambda a: (a.end, a.start)):
        twin = next((a for a in ordered if a.holder == spoken.holder), None)
        if twin:
            ordered[ordered.index(twin)] = replace(
                twin, start=min(twin.start, spoken.start), end=max(twin.end, spoken.end), via=twin.via or spoken.via
            )
        else:
            ordered.append(spoken)
    if len(ordered) == 1:
        return [replace(ordered[0], start=start if ordered[0].covers_opening else ordered[0].start, end=end)]
    scoped = []
    for index, spoken in enumerate(ordered):
        later = [a.start for a in ordered[index + 1 :] if a.start > spoken.start]
        scoped.append(replace(spoken, end=max(min([spoken.end, *later]), spoken.start)))
    return scoped
