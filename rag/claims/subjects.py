"""Find the subject: which words in front of a verb of saying, or behind it, name the speaker?

The words around a verb of saying in, the speaker's name as the text puts it out: at the start of the
clause (leading), at its end (trailing), or behind the verb (inverted), with an apposition that is a
name and without openers ("In Iran,"). Knows no article, and not whether the verb speaks.
"""

from __future__ import annotations

import re

from rag.claims.lexicon import PAST_FORMS
from rag.claims.words import Word, split_words
from rag.quantities.calendar import MONTH

AUXILIARY = frozenset(
    "can could has have had also then later earlier again still repeatedly flatly yesterday today".split()
)
PASSIVE = frozenset("was were is are been be being".split())
FINITE = frozenset(
    "says said tells told puts reports claims estimates insists adds states warns denies accuses condemns blames "
    "notes maintains argues admits believes understands reckons counts gives gave confirms announces has".split()
)
COUNTING = frozenset("arrived has had counts came".split())
_CHANNEL = r"\d{1,2}(?=\s+(?:News|TV|Television|Radio)\b|[.,;”\"]|$)"
OUTLET = re.compile(rf"\s*((?:the\s+|The\s+|THE\s+)?[A-Z][\w&'’-]*(?:\s+(?:[A-Z][\w&'’-]*|of|for|{_CHANNEL}))*)")
COMMA = re.compile(r"\s*,\s+|\s*[—–]\s*|,$")
_OPENERS = frozenset(
    "in on at after before during since for with without by from as while when speaking meanwhile however but and so "
    "yet then elsewhere asked earlier later separately still today yesterday under amid although though if".split()
)
_INVERTING = frozenset(
    "said says added adds reported reports announced announces warned warns explained explains insisted insists wrote "
    "writes claimed claims argued argues noted notes replied recalled admitted complained confirmed confirms".split()
)
_NO_SPEAKER = frozenset("that it he she they there on in at to yesterday".split())
_CLAUSE_BREAK = re.compile(r"[;:]|\s-\s|[\"“”]")
_NEW_CLAUSE = re.compile(r"^(?:and|but|while|whereas|although|though|yet)\s+(?=\S)", re.IGNORECASE)
_PHRASE_END = re.compile(
    r"[,.;:—–\"“”()]\s|[,.;:—–\"“”()]$|\s-\s|\s(?:that|which|who|in a|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Maj|Capt|Col|Lt|Sgt|Sen|Rep|Gov|Prof|St|[A-Z])\.$")
_TIME = re.compile(
    r"\s(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$"
    r"|\s(?:yesterday|today|last night|in a (?:statement|release|bulletin|report|note)|in an? \w+ statement).*$",
    re.IGNORECASE,
)

_FURNITURE = re.compile(  # what a page puts before its first sentence: its date, its hour, a caption in brackets
    rf"^(?:.*\b(?:published|publication|updated|posted)\b)?\W*(?:\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}},?)"
    r" (?:19|20)\d\d\b[ :,.|–-]*|^\d{1,2} ?[ap]\. ?m\b\.? ?|^[^(]*\) ?|^tags\b.*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^(?:at least|up to|more than|nearly|around|over) (?:\d|\w+(?:ty|teen)\b).*$", re.IGNORECASE
)  # they do not speak


def is_inverted(left: str, after: str, verb: Word) -> bool:
    """Whether the verb stands right after a mark and its subject behind it: ``…," said Ann Roe``."""
    marked = left.rstrip()[-1:] in ",\"”?!’'" and bool(left.strip())
    following = after.strip()
    if not marked or not following or verb.lower not in _INVERTING:
        return False
    phrase = until_phrase_end(following)
    is_inserted = verb.lower in ("says", "said") and following[len(phrase) :].startswith(",")
    if _has_verb(f"x {phrase}") or not (_has_verb(left) or left.rstrip()[-1] in '"”' or is_inserted):
        return False
    first = following.split()[0]
    return (first[:1].isupper() or first.isalpha()) and first.lower() not in _NO_SPEAKER


def is_trailing(left: str, after: str, verb: Word) -> bool:
    """Whether what is said stands before the subject: ``…, police said.``."""
    if verb.lower in COUNTING or not re.search(r"[,\"”—–?!]|\s-\s", left):
        return False
    rest = _TIME.sub(
        "",
        re.sub(r"^\s*(?:me\b|us\b|" + OUTLET.pattern + r")", "", after) if verb.lower in ("told", "tells") else after,
    )
    rest = rest.strip(' ."”')
    return (
        not rest
        or rest[0] in ",-–—;:(“"
        or bool(re.match(r"(?:in|on|at|after|by|yesterday|today|when|late|early|last|this|to)\b", rest))
    )


def trailing_subject(left: str) -> str:
    """The subject at the end of the words before the verb, with the apposition in front of it."""
    plain = _without_auxiliaries(left)
    closed = plain.rstrip().endswith(",")
    parts = [p.strip() for p in re.split(r",\s+|[;\"“”—–]\s*|\s-\s", plain.rstrip(" ,")) if p.strip()]
    if not parts:
        return ""
    if closed and len(parts) > 1 and len(parts[-2].split()) <= 8 and not _has_verb(parts[-2]):
        return f"{parts[-2]}, {parts[-1]}"
    return _NEW_CLAUSE.sub("", parts[-1])


def leading_subject(left: str) -> str:
    """The subject at the start of the clause that ends in the verb; its apposition is left out."""
    plain = _without_auxiliaries(left)
    clause = [c for c in _CLAUSE_BREAK.split(plain) if c.strip(" ,")]
    parts = [p.strip() for p in COMMA.split(clause[-1]) if p.strip()] if clause else []
    if not parts:
        return ""
    if parts[-1].split()[-1].lower() in ("and", "but", "or"):
        return first_subject(without_openers(parts)[0])
    openings = [i for i, part in enumerate(parts) if _NEW_CLAUSE.match(part)]
    if openings:
        parts = [_NEW_CLAUSE.sub("", parts[openings[-1]]), *parts[openings[-1] + 1 :]]
    parts = without_openers(parts)
    named = len(parts) > 1 and _is_bare_name(parts[1]) and not _is_bare_name(parts[0])
    return f"{parts[0]}, {parts[1]}" if named and not _has_verb(parts[0]) else _last_clause(parts[0])


def _is_bare_name(part: str) -> bool:
    """Whether a part between commas is a person's name and nothing else."""
    words = part.split()
    return (
        1 < len(words) <= 4
        and all(word[0].isupper() or word in ("de", "la", "al", "bin", "von", "van") for word in words)
        and not part.isupper()
    )


def without_openers(parts: list[str]) -> list[str]:
    """Drop "In Iran," and "Speaking after a meeting," before the subject."""
    while len(parts) > 1 and (parts[0].split()[0].lower() in _OPENERS or parts[0].split()[0].lower().endswith("ing")):
        parts = parts[1:]
    return parts


def _last_clause(part: str) -> str:
    """The subject behind an inner conjunction: "… and the union" gives "the union"."""
    if _has_verb(part):
        inner = re.split(r"\s(?:and|but|while|although|though|whereas|after|when|as)\s", part)[-1]
        if inner != part and not _has_verb(f"x {inner}"):
            return inner
    return first_subject(part)


def first_subject(part: str) -> str:
    """The words before the first verb of a clause: "Police made 37 arrests" gives "Police"."""
    words = split_words(part)
    for position, word in enumerate(words):
        relative = any(w.lower in ("who", "that", "which") for w in words[:position])
        if position and not relative and _looks_finite(word):
            return part[: word.start].strip()
    return part.strip()


def _has_verb(part: str) -> bool:
    return any(_looks_finite(word) for word in split_words(part)[1:])


def _looks_finite(word: Word) -> bool:
    lower = word.lower
    if lower in PASSIVE or lower in PAST_FORMS or lower in FINITE:
        return True
    regular = lower.endswith("ed") and len(lower) > 4 and "-" not in lower and lower not in ("united", "armed")
    return regular and (word.text.islower() or word.text.isupper())


def _without_auxiliaries(left: str) -> str:
    words = left.rstrip().split(" ")
    while words and words[-1].strip(",").lower() in AUXILIARY:
        words.pop()
    return " ".join(words)


def until_phrase_end(text: str) -> str:
    """The name at the start of a text, up to the first mark or relative word that ends it."""
    position = 0
    while match := _PHRASE_END.search(text, position):
        if not _ABBREVIATION.search(text[: match.start() + 1]):
            return text[: match.start()].strip()
        position = match.end()
    return text.strip(" .")


def clean(phrase: str) -> str:
    """A speaker's name on one line, without conjunctions, times, a page's furniture and marks at its ends."""
    phrase = _FURNITURE.sub("", re.sub(r"\s+", " ", _TIME.sub("", " " + phrase)).strip(' ,.;:"“”(-–—'))
    phrase = _COUNTED.sub("", phrase).strip(' ,.;:"“”()-–—')
    phrase = f"{phrase})" if phrase.count("(") > phrase.count(")") else phrase
    phrase = re.sub(r"^(?:and|but|that|while|as|what|so|yet|meanwhile)\s+(?=\S)", "", phrase, flags=re.IGNORECASE)
    return re.sub(r"^(?:in \w+|on \w+day),\s+", "", phrase, flags=re.IGNORECASE)
