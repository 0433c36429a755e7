"""Understand: what does a question ask for, of which event?

A question in (with the earlier ones of the conversation), a typed record out: how many, how much,
who, when, where, why, what did X say, yes or no, a list, or a broad look. Rules over closed
classes of question words; what is asked about stays an open set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.answers.cues import AMOUNTS, AUXILIARIES, BROAD, PATTERNS
from rag.claims.aspects import families_in
from rag.claims.lexicon import GENERIC_NOUNS, GENERIC_VERBS
from rag.claims.words import Word, split_words, stem, stems_of
from rag.errors import UsageError
from rag.quantities.calendar import find_stamps
from rag.quantities.time_words import MONTH_NUMBER
from rag.quantities.times import TimeMention, find_times
from rag.quantities.units import read_unit
from rag.records import QuestionKind

LONGEST = 2000

_GENERIC = frozenset(stem(word) for word in GENERIC_NOUNS)
_GENERIC_VERB = frozenset(stem(word) for word in GENERIC_VERBS)
_MANY = re.compile(
    r"\bhow (?:large|big) (?:is|was|were) the (?:\w+ )?(?:crowd|turnout|audience|march|demonstration|protest|group)\b|"
    r"\bhow (?:many|often)\b|\b(?:what|which) (?:is|was|were|are) the (?:\w+ ){0,3}?"
    r"(?:number|toll|count|tally|attendance|crowd|population)\b|^(?:the )?(?:total )?number of\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"(?:the )?[a-z]{3,}(?<![suia])s\b(?! (?:did|do|does|is|are|was|were|will|can|has|have)\b)[^?]{0,60}\??"
)
_SPEAKER = re.compile(
    r"\bwhat (?:did|does|do|has|have|had) (?:the )?(.+?) "
    r"(?:say|said|claim|claimed|tell|told|announce|announced|respond|reply|answer|promise|think|call|advise|admit|urge|warn|conclude)\b"
    r"(?: (?:about|of|on|to) (.+?)| (?:after|before|during|in|at|when) .+?)?\??$",
    re.IGNORECASE,
)
_ASKING = frozenset(
    "many much anyone anybody someone people part place time long old high deep fast far name "
    "sources reports accounts articles two three".split()
)
_CURRENCY = re.compile(r" (dollars|euros|pounds|francs|crowns|kroner|pesos|rupees|yen|roubles|rubles)\b")
_SHARE = re.compile(r" (?:per ?cent|percent|percentage points)\b")
_OF_DISPUTES = stems_of(
    "disagree differ contradict conflict diverge clash discrepancy inconsistent dispute contest agree differently "
    "points facts details figures numbers claims statements parts things texts newspapers stories versions"
)
"""What a broad question says of any event."""
_VERBS = frozenset("take took go went join walk get got died die fell fall lose lost left need come came".split())
_ASKING_FIRST = AUXILIARIES | frozenset("what which who whose whom when where why how".split())
_PLURALS = frozenset("person child man woman sheep".split())
_BEHIND = re.compile(r"\bbehind\b|\bresponsib|\bto blame\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|on|near|from|during|aboard|off|when|after|by|with|of the)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:(?:years?|months?|weeks?|one|time|party|winter|summer|spring|autumn|race|match|accident|disaster|attack)"
    r" (?:before|earlier)"
    r"|before (?:this|that|the last) (?:one|time)|before this|earlier|previous|prior|predecessor|last time|ago)\b",
    re.IGNORECASE,
)
_WEEKDAYS = frozenset(stem(day) for day in "monday tuesday wednesday thursday friday saturday sunday".split())
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question understood.

    ``noun`` is what is counted ("prison officers", "" for people in general), ``aspect`` what happened
    ("killed"), ``terms`` the stems of the other words that must be stated; ``names``, ``years`` and ``whens``
    (its days and months, ISO, without the year as "--06-28") tell the event, ``setting`` holds the words of
    earlier questions that tell it too; ``speaker`` is whose words are asked for, ``topic`` on what;
    ``is_restated`` says that a model worded ``standalone``, ``by_rules`` how the rules word it then.
    """

    text: str
    standalone: str
    kind: QuestionKind
    is_restated: bool = False
    by_rules: str = ""
    noun: str = ""
    aspect: str = ""
    dimensions: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    whens: tuple[str, ...] = ()
    speaker: str = ""
    topic: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()

    @property
    def is_numeric(self) -> bool:
        """Whether a figure is asked for."""
        return self.kind in ("count", "amount")

    @property
    def asks_whether_any(self) -> bool:
        """Whether a yes-or-no question is about a number: "Did anyone die?", "Were any officers killed?"."""
        return self.kind == "yesno" and bool(
            re.search(r"\b(?:any|anyone|anybody|people|no one|nobody)\b", self.text, re.IGNORECASE)
        )

    @property
    def placed(self) -> frozenset[str]:
        """The stems behind the first preposition, which tell the event: "in the lorry accident on that road"."""
        place = _PLACED.search(self.standalone, 3)
        return stems_of(self.standalone[place.end() :]) if place else frozenset()

    @property
    def is_of_earlier(self) -> bool:
        """Whether an earlier event than the articles' own is asked about: "five years before", "the previous one"."""
        return bool(_EARLIER.search(self.standalone))

    @property
    def asks_of_a_state(self) -> bool:
        """Whether a count is of how things stand, not of what happened: "How many pupils does it have?"."""
        is_state = re.search(r"\bhave\??$|\b(?:are|were|was|is) (?:there|on|in|at|aboard)\b", self.text, re.IGNORECASE)
        return self.kind == "count" and not self.aspect and bool(is_state)


def check_question(text: str) -> str:
    """The question without surrounding white space; UsageError when it is empty or too long."""
    plain = re.sub(r"\s+", " ", text).strip()
    if not plain:
        raise UsageError('the question is empty: ask something like rag ask "How many died?"')
    if len(plain) > LONGEST:
        raise UsageError(f"the question has {len(plain)} characters, more than {LONGEST}: ask a shorter one")
    return plain


def understand(text: str) -> Question:
    """Type one question that stands by itself."""
    plain = check_question(text)
    words = split_words(plain)
    kind = _kind(plain)
    speaker = _SPEAKER.search(plain)
    noun = _noun(plain, words) if kind in ("count", "amount", "yesno", "list") else ""
    after = re.search(r"\bof (?:those|the) \w+ed\b", plain)
    start = after.end() if after else plain.find(noun) + len(noun) if noun else 0
    behind = [w for w in words if w.start >= start]
    families = [family for family, _ in families_in(behind)] or [family for family, _ in families_in(words)]
    names = frozenset(
        w.stem
        for i, w in enumerate(words)
        if i and w.is_name and not w.is_stop and not w.lower.isdigit() and w.stem not in _WEEKDAYS
    )
    content = [w for w in words if not w.is_stop and w.lower not in _ASKING]
    noun_stems = {w.stem for w in split_words(noun)}
    dated = {time.text: when for time in find_times(plain) if (when := _when(time))}
    of_date = {w.stem for date in dated for w in split_words(date)}
    names -= of_date
    return Question(
        text=plain,
        standalone=plain,
        kind=kind,
        noun=noun,
        aspect=_aspect(plain, kind, families),
        dimensions=_dimensions(plain, kind),
        terms=frozenset(
            w.stem
            for w in content
            if w.stem not in names | of_date | noun_stems | _GENERIC_VERB | _GENERIC
            and not YEAR.fullmatch(w.text)
            and not (kind == "broad" and w.stem in _OF_DISPUTES)
        ),
        names=names,
        years=frozenset(YEAR.findall(plain)),
        whens=tuple(dated.values()),
        speaker=speaker[1].strip() if speaker else "",
        topic=frozenset(w.stem for w in split_words(speaker[2] or "") if not w.is_stop) if speaker else frozenset(),
    )


def _when(time: TimeMention) -> str:
    """A day or a month in ISO form, without the year where none is named ("--06-28"); "" for other times."""
    if time.granularity not in ("day", "month"):
        return ""
    months = [MONTH_NUMBER[word.lower] for word in split_words(time.text) if word.lower in MONTH_NUMBER]
    if time.value or not months:
        return time.value or ""
    day = next((stamp.day for stamp in find_stamps(time.text) if stamp.day), None)
    return f"--{months[0]:02d}" + (f"-{day:02d}" if day else "")


def _aspect(text: str, kind: QuestionKind, families: list[str]) -> str:
    """What happened, by the first family of words behind what is counted."""
    if kind == "who" and _BEHIND.search(text):
        return "responsible"
    return families[0] if families and kind != "said" else ""


def _kind(text: str) -> QuestionKind:
    lower = re.sub(r"^(?:and|but|so|or|well|ok|okay|then)[, ]+", "", text.lower())
    if BROAD.search(lower):
        return "broad"
    if _SPEAKER.search(lower):
        return "said"
    if _unit_counted(lower):
        return "amount"
    if _MANY.search(lower) or (_FRAGMENT.fullmatch(lower) and lower.split()[0] not in _ASKING_FIRST):
        return "count"
    if any(pattern.search(lower) for pattern, _ in AMOUNTS):
        return "amount"
    for kind, pattern in PATTERNS:
        if pattern.search(lower):
            return kind
    first = lower.split()[0]
    return "yesno" if first in AUXILIARIES else "what"


def _dimensions(text: str, kind: str) -> frozenset[str]:
    if kind != "amount":
        return frozenset()
    if unit := _unit_counted(text.lower()):
        return unit
    found = (dimensions for pattern, dimensions in AMOUNTS if pattern.search(text))
    return frozenset(next(found, "").split())


def _unit_counted(lower: str) -> frozenset[str]:
    """The dimensions of what is counted in units: of "tonnes" in "how many tonnes of apples"; none where things are."""
    match = re.search(r"\bhow many(?= )", lower)
    if match is None:
        return frozenset()
    if currency := _CURRENCY.match(lower, match.end()):
        return frozenset({"money", "mass"} if currency[1].startswith("pound") else {"money"})
    if _SHARE.match(lower, match.end()):
        return frozenset({"percent"})
    unit = read_unit(lower, match.end(), len(lower))
    if unit is None:
        return frozenset()
    return frozenset({"age"} if re.match(r" old\b", lower[unit[1] :]) else {unit[0].dimension})


def _noun(text: str, words: list[Word]) -> str:
    """What is counted: the words behind "how many", or the subject of a yes-or-no question."""
    match = re.search(
        r"\bhow many (?:of )?(?:the )?|\b(?:number|proportion|share|percentage) of |\bwhich (?:\w+ )?(?=\w+s\b)",
        text,
        re.IGNORECASE,
    )
    if match is None:
        match = re.match(
            r"(?:and |but )?(?:was|were|did|is|are|has|have|had)(?: there)? (?:any|some|all|no)(?: of)? ?(?:the )?",
            text,
            re.IGNORECASE,
        )
    if match is None:
        return ""
    taken: list[Word] = []
    for word in (w for w in words if w.start >= match.end()):
        if word.lower.endswith(("'s", "’s")):
            continue  # "of the trawler's crew"
        if word.is_stop or word.stem in _GENERIC_VERB or (taken and _is_verb(word, behind=taken[-1])):
            break
        if not taken and families_in([word]) and not word.lower.endswith("s") and not _is_adjective(text, words, word):
            break
        taken.append(word)
    while taken and taken[0].stem in _GENERIC and len(taken) > 1:
        taken = taken[1:]
    return " ".join(w.text for w in taken) if taken and taken[-1].stem not in _GENERIC else ""


def _is_adjective(text: str, words: list[Word], word: Word) -> bool:
    """Whether a word such as "kidnapped" stands before the noun that it describes: "kidnapped passengers"."""
    following = next((w for w in words if w.start == word.end + 1), None)
    return (
        following is not None
        and following.lower.endswith("s")
        and not following.is_stop
        and "?" not in text[: word.end]
    )


def _is_verb(word: Word, *, behind: Word) -> bool:
    """Whether a word goes on from the noun before it: "stood" behind "people", "live" behind "bears"."""
    if word.lower.endswith("s"):
        return False
    is_plural = behind.lower.endswith("s") or behind.stem in _PLURALS
    return is_plural or bool(families_in([word])) or word.lower.endswith("ed") or word.lower in _VERBS
