"""Switch: how is an earlier question asked of the other time, event, name or group that a mere phrase names?

A phrase ("And in Port Lerna?", "And five years before?") and the earlier question in, a whole question out, or None
where nothing in it can give way. A time takes the place of a time, an event that of an event, a name that of a name, a
group that of the group that was counted, and what happened ("And the injured?") that of what had happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answers.cues import AUXILIARIES
from rag.answers.question import YEAR, Question, understand
from rag.claims.aspects import families_in
from rag.claims.words import split_words
from rag.quantities.time_words import MONTH_NUMBER
from rag.quantities.times import find_times

LONGEST = 9
_LEAD = re.compile(
    r"^(?:(?:and|but|so|or|then|also)\b,? ?)?(?:(?:what|how) about )?"
    r"(?:how (?:many|much) (?=(?:in|at|on|near|from|during)\b))?",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"^(?:(?:in|at|on|by|from|with|for) )?the one(?:s|\b) ?(?=\w)", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:in|at|on|near|from|during|aboard|off|since|before|after|when|by|with|for|to|under|against)\b", re.IGNORECASE
)
_TAIL = re.compile(r", in [a-z ]+$")
_EVENT = re.compile(r" (?:in|at|on|near|from|during|aboard|off|when|after) (?!hospital\b)", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    r"\b(?:of )?(?:the )?"
    r"(?:(year before|previous year|year earlier)|(?:year after|(?:following|next) year|year later))\b"
)
_PAST = re.compile(r"\b(?:before|earlier|previous|previously|prior|last time|predecessor|ago)\b", re.IGNORECASE)
_TIME_WORDS = re.compile(r"\b(?:in|on|of|the|year|month|early|late|about|at)\b|\W", re.IGNORECASE)
_NAMES = re.compile(
    r"(?<=\w )(?:(?:Dr|Mr|Mrs|Ms|St)\.? )?[A-Z][\w-]*(?:['’][A-Z]\w+)?(?: (?:[A-Z][\w-]*|of(?= [A-Z])))*"
)
_SUBJECT = re.compile(r"\b(?:he|she|they)\b")
_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|last)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(month.capitalize() for month in MONTH_NUMBER)})\b")
_ASKS = re.compile(r"\b(?:how|what|which|who(?:se|m)?|where|why)\b", re.IGNORECASE)
_GROUP = re.compile(r"(?:the )?[a-z]+(?:s|men|women|children|people|police)")
_NOUN_NEXT = re.compile(r" (?!(?:in|at|on|of|by|from|to|after|when|and|up|near|for|with)\b)[a-z]")
_LEADING = re.compile(r"[, ]*(?:\b(?:in|on|of|during|since|from|by) )?(?:the )?$")


def phrase_of(text: str) -> str:
    """What a follow-up names where it is a mere phrase, without "And" and "What about"; "" for anything else."""
    plain = text.strip().rstrip("?!. ")
    phrase = _LEAD.sub("", plain)
    words = phrase.lower().split()
    is_verbal = any(word in AUXILIARIES for word in words) or bool(_ASKS.search(phrase))
    is_clause = words[:1] == ["when"]
    return phrase if phrase != plain and words and not is_verbal and len(words) <= LONGEST + 3 * is_clause else ""


def switched(text: str, before: Question) -> str | None:
    """The earlier question asked of what the follow-up names; None where that is no phrase, or none that fits."""
    phrase = phrase_of(text)
    return next((words for words in _ways(phrase, before) if words), None) if phrase else None


def _ways(phrase: str, before: Question) -> Iterator[str | None]:
    """The earlier question in other words, by what the phrase names; the first way that fits is taken."""
    asked = _TAIL.sub("", re.sub(r" \([^()]*\)$", "", before.standalone.rstrip("?")))
    phrase = _THE_ONE.sub("", phrase)
    yield _of_like(phrase, asked)
    yield _at_time(phrase, asked)
    yield _of_happening(phrase, asked, before)
    yield _of_group(phrase, asked, before)
    if _PREPOSITION.match(phrase):
        is_place = bool(_EVENT.match(f" {phrase}"))
        like, event = _before_like(phrase, asked, before), _without_event(asked, before)
        yield _joined((event or like) if is_place else (like or event), phrase)
    elif re.match(r"of\b", phrase):
        yield _joined(_without_event(asked, before) or asked, phrase)
    else:
        yield _of_noun(phrase, asked, before)


def _of_like(phrase: str, asked: str) -> str | None:
    """Of "on the second" and "the March one": one word takes the place of another of its kind."""
    for kind in (_ORDINAL, _MONTH):
        mine, theirs = kind.findall(phrase), kind.findall(asked)
        is_bare = bool(re.fullmatch(rf"(?:(?:in|on|at) )?(?:the )?{kind.pattern}(?: one)?", phrase, kind.flags))
        if len(mine) == 1 and len(theirs) == 1 and is_bare and (kind is _ORDINAL or phrase.endswith(" one")):
            return kind.sub(mine[0], asked) + "?"
    return None


def _at_time(phrase: str, asked: str) -> str | None:
    """Of "in 1996" and "five years before": the time takes the place of the other time."""
    year = YEAR.search(asked)
    if (shift := _YEAR_BEFORE.search(phrase)) and year:
        other = int(year[0]) + (-1 if shift[1] else 1)
        phrase = (
            f"{phrase[: shift.start()]}{'' if phrase[: shift.start()].strip() else 'in '}{other}{phrase[shift.end() :]}"
        )
    rest = phrase
    for time in reversed(find_times(phrase)):
        rest = rest[: time.start] + rest[time.end :]
    if _TIME_WORDS.sub("", YEAR.sub("", rest)) not in ("", "before", "winter", "winterbefore"):
        return None
    lead = "" if _PREPOSITION.match(phrase) or not YEAR.match(phrase) else "in "
    return f"{untimed(asked)} {lead}{phrase}?"


def untimed(text: str) -> str:
    """A question without its times."""
    for time in reversed(find_times(text)):
        if time.granularity == "clock":
            continue
        lead, rest = text[: time.start], text[time.end :]
        is_attribute = lead.endswith("the ") and bool(_NOUN_NEXT.match(rest))  # "the 2007 swim"
        text = lead.rstrip() + rest if is_attribute else _LEADING.sub("", lead) + rest
    return re.sub(r" now\b", "", text)


def _of_happening(phrase: str, asked: str, before: Question) -> str | None:
    """Of "wounded" and "the injured": what happened takes the place of what had happened."""
    words = split_words(phrase)
    content = [word for word in words if not word.is_stop]
    families = families_in(content)
    if len(content) != 1 or not families or not before.aspect or families[0][0] == before.aspect:
        return None
    word = content[0].lower
    if word.endswith("s"):
        return None
    if before.kind == "count":
        return f"How many {before.noun or 'people'} were {word}{_event_of(asked, before)}?"
    said = next((w for w in split_words(asked) if w.lower.endswith("ed") and families_in([w])), None)
    return f"{asked[: said.start]}{word}{asked[said.end :]}?" if said else None


def _of_group(phrase: str, asked: str, before: Question) -> str | None:
    """Of "fishermen": another group is counted."""
    if before.kind != "count" or not before.noun or not _GROUP.fullmatch(phrase) or before.noun not in asked:
        return None
    return asked.replace(before.noun, re.sub(r"^the ", "", phrase), 1) + "?"


def _of_noun(phrase: str, asked: str, before: Question) -> str | None:
    """Of "Gilbert Ames" and "the fund at Lerna": a thing takes the place of a thing."""
    if re.search(r"\bones?\b", phrase):
        return None
    head = re.match(r"(?:the |a |an |his |her |its |their )?(?:[A-Z][\w'’-]* )*([a-z][\w-]+)?", phrase)
    if head and head[1] and (same := re.search(rf"\b(?:the|a|an) (?:[\w'’-]+ ){{0,3}}?{re.escape(head[1])}\b", asked)):
        rest = asked[same.end() :]
        return f"{asked[: same.start()]}{phrase}{'' if re.match(r' (?:on|of|in|at|for) ', rest) else rest}?"
    has_name = bool(re.search(r"[A-Z]", phrase))
    base = _without_event(asked, before)
    if not has_name and base and (YEAR.search(phrase) or _PAST.search(phrase)):
        return f"{base} in {phrase}?"
    run = _NAMES.search(asked)
    if run and (has_name or not base):
        start = run.start() - 4 if asked[: run.start()].endswith("the ") else run.start()
        return f"{asked[:start]}{phrase}{asked[run.end() :]}?"
    if has_name and (subject := _SUBJECT.search(asked)):
        return f"{asked[: subject.start()]}{phrase}{asked[subject.end() :]}?"
    if before.is_numeric and (last := re.search(r" (?:for|of|on|in|by) (the \w+)$", asked)):
        return f"{asked[: last.start(1)]}{phrase}?" if phrase.startswith("the ") else None
    return None


def _event_of(asked: str, before: Question) -> str:
    base = _without_event(asked, before)
    return asked[len(base) :] if base else ""


def _before_like(phrase: str, asked: str, before: Question) -> str | None:
    """The earlier question up to where it says by, with or for what, as the phrase does."""
    place = asked.rfind(f" {phrase.split(maxsplit=1)[0].lower()} ")
    base = asked[: max(place, 0)]
    return base if _asks_the_same(base, before) else None


def _without_event(asked: str, before: Question) -> str | None:
    """The earlier question up to where it names its event; None where what is left would ask nothing."""
    for match in _EVENT.finditer(asked, 3):
        base = asked[: match.start()]
        has_verb = before.aspect or any(word in AUXILIARIES for word in base.lower().split())
        if has_verb and _asks_the_same(base, before):
            return base
    return None


def _asks_the_same(base: str, before: Question) -> bool:
    """Whether the beginning of a question is enough of it to ask what it asked."""
    return len(base.split()) > 2 and (not before.aspect or understand(base).aspect == before.aspect)


def _joined(base: str | None, phrase: str) -> str | None:
    return f"{base} {phrase}?" if base else None
