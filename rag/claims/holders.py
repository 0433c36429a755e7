"""Attribute: who says what this sentence says?

A sentence in, its attributions out: the speaker as the text puts it, whom it was told to, and the
stretch of the sentence that the speaker answers for. Leading ("the ministry said that …"), trailing
("…, police said"), inverted ("…, said Ann Roe"), "according to", "citing", counting verbs ("the
firm put it at 40"). Knows one sentence at a time; ``voices`` gives pronouns their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.claims.lexicon import PAST_FORMS, SAYING
from rag.claims.words import Word, split_words, stem

_AUXILIARY = frozenset("can could has have had also then later earlier again still repeatedly flatly yesterday today".split())
_PASSIVE = frozenset("was were is are been be being".split())
_NO_SUBJECT = frozenset("to the a an of no his her their its this that's not when if as once on in at by for from with among".split())
_COUNTING = frozenset("arrived has had counts came".split())
_PARTICIPLE = re.compile(r",\s+(?:saying|claiming|insisting|alleging|arguing|estimating)\s", re.IGNORECASE)
_OPENERS = frozenset(
    "in on at after before during since for with without by from as while when speaking meanwhile however but and so "
    "yet then elsewhere asked earlier later separately still today yesterday under amid although though if".split()
)
_SAYING_STEMS = frozenset(stem(verb) for verb in SAYING)
_NOUN_LIKE = frozenset("report reports claim claims estimate estimates note notes count counts call calls state states list "
                       "place post record records register comment comments blame praise demand demands signal quote find put "
                       "promise warning advice rule tally reply answer agree warn deny say tell".split())
_NEVER = frozenset("called given statement statements announcement announcements declaration confirmation confirmations".split())
_FINITE = frozenset("says said tells told puts reports claims estimates insists adds states warns denies accuses condemns blames "
                    "notes maintains argues admits believes understands reckons counts gives gave confirms announces has".split())
_CLAUSE_BREAK = re.compile(r"[;:]|\s-\s|[\"“”]")
_COMMA = re.compile(r"\s*,\s+|\s*[—–]\s*|,$")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_NEW_CLAUSE = re.compile(r"^(?:and|but|while|whereas|although|though|yet)\s+(?=\S)", re.IGNORECASE)
_SPEAKING_PRONOUNS = frozenset("he she it they who".split())
_ACCORDING = re.compile(r"\b(?:according to|citing|as reported by)\s+", re.IGNORECASE)
_PHRASE_END = re.compile(r"[,.;:—–\"“”()]\s|[,.;:—–\"“”()]$|\s-\s|\s(?:that|which|who|in a|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Maj|Capt|Col|Lt|Sgt|Sen|Rep|Gov|Prof|St|[A-Z])\.$")
_TIME = re.compile(r"\s(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$|\s(?:yesterday|today|last night|in a (?:statement|release|bulletin|report|note)|in an? \w+ statement).*$", re.IGNORECASE)
_OUTLET = re.compile(r"\s*((?:the\s+|The\s+|THE\s+)?[A-Z][\w&'’-]*(?:\s+(?:[A-Z][\w&'’-]*|of|for))*)")
_NO_OUTLET = re.compile(r"^(?:the )?(?:Parliament|Senate|Congress|Court|Council|Assembly|House|Commons)\b", re.IGNORECASE)


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
    if word.lower in _COUNTING:
        return bool(re.match(r"\s+(?:(?:up )?(?:at|to|with)\s+)?\d", text[word.end : word.end + 16]))
    if word.stem not in _SAYING_STEMS or word.lower in _NEVER or word.lower.endswith("ing") or not index:
        return False
    if word.text[0].isupper() and not (word.text.isupper() and word.lower in _FINITE):
        return False
    if before in _PASSIVE or before in _NO_SUBJECT:
        return False
    if word.lower in ("put", "puts"):
        return "at" in after
    if word.lower in ("gave", "gives", "give"):
        return any(w in ("toll", "figure", "number", "total", "count") for w in after[:4])
    if word.lower in _NOUN_LIKE and word.lower not in _FINITE:
        return word.lower in ("say", "estimate", "report", "claim", "believe", "agree", "deny", "reckon")
    return True


def _spoken(text: str, words: list[Word], index: int, sentence: tuple[int, int]) -> Attribution | None:
    verb, (start, end) = words[index], sentence
    left, after = text[start : verb.start], text[verb.end : end]
    via, subject = _told_to(verb, after), _pronoun_before(words, index)
    if not subject and _is_inverted(left, after, verb):
        return _attribution(_until_phrase_end(after.strip()), start, verb.end, via)
    if _is_trailing(left, after, verb):
        return _attribution(subject or _trailing_subject(left), start, verb.end, via)
    subject = subject or _leading_subject(left)
    spoken = _attribution(subject, _position(text, subject, start, verb), end, via)
    return replace(spoken, covers_opening=";" not in text[start : spoken.start]) if spoken else None


def _pronoun_before(words: list[Word], index: int) -> str:
    """"he" in "he also said": a pronoun right before the verb is its subject."""
    for word in reversed(words[:index]):
        if word.lower not in _AUXILIARY:
            return word.text if word.lower in _SPEAKING_PRONOUNS - {"who"} else ""
    return ""


def _position(text: str, phrase: str, start: int, verb: Word) -> int:
    found = text.rfind(phrase, start, verb.start)
    return start if found < 0 else found


def _attribution(phrase: str, start: int, end: int, via: str | None) -> Attribution | None:
    holder = _clean(phrase)
    if not holder or len(holder.split()) > 16 or not any(c.isalpha() for c in holder):
        return None
    return Attribution(holder=holder, start=start, end=end, via=via)


def _is_inverted(left: str, after: str, verb: Word) -> bool:
    """``…," said Ann Roe`` and ``that, says foreman Pete Rusk, is …``: the verb right after a mark, its subject behind it."""
    marked = left.rstrip()[-1:] in ",\"”?!’'" and bool(left.strip())
    following = after.strip()
    if not marked or not following or verb.lower in ("told", "tells", "put", "puts", "gave", "saying", "adding"):
        return False
    first = following.split()[0]
    if _has_verb(f"x {_until_phrase_end(following)}") or not (_has_verb(left) or left.rstrip()[-1] in "\"”"):
        return False
    return (first[:1].isupper() or first.lower() in ("a", "an", "the", "one", "two", "his", "her", "its", "their")
            or first.isalpha()) and first.lower() not in ("that", "it", "he", "she", "they", "there", "on", "in", "at", "to", "yesterday")


def _is_trailing(left: str, after: str, verb: Word) -> bool:
    """``…, police said.``: a clause before the subject, and nothing that is said behind the verb."""
    if verb.lower in _COUNTING or not re.search(r"[,\"”—–?!]|\s-\s", left):
        return False
    rest = _TIME.sub("", re.sub(r"^\s*(?:" + _OUTLET.pattern + r")", "", after) if verb.lower in ("told", "tells") else after)
    rest = rest.strip(" .\"”")
    return not rest or rest[0] in ",-–—;:(“" or bool(re.match(r"(?:in|on|at|after|by|yesterday|today|when|late|early|last|this|to)\b", rest))


def _trailing_subject(left: str) -> str:
    """The subject at the end of the words before the verb, with the apposition in front of it."""
    plain = _without_auxiliaries(left)
    closed = plain.rstrip().endswith(",")
    parts = [p.strip() for p in re.split(r",\s+|[;\"“”—–]\s*|\s-\s", plain.rstrip(" ,")) if p.strip()]
    if not parts:
        return ""
    if closed and len(parts) > 1 and len(parts[-2].split()) <= 8 and not _has_verb(parts[-2]):
        return f"{parts[-2]}, {parts[-1]}"
    return _NEW_CLAUSE.sub("", parts[-1])


def _leading_subject(left: str) -> str:
    """The subject at the start of the clause that ends in the verb; its apposition is left out."""
    plain = _without_auxiliaries(left)
    clause = [c for c in _CLAUSE_BREAK.split(plain) if c.strip(" ,")]
    parts = [p.strip() for p in _COMMA.split(clause[-1]) if p.strip()] if clause else []
    if not parts:
        return ""
    if parts[-1].split()[-1].lower() in ("and", "but", "or"):
        return _first_subject(_without_openers(parts)[0])
    openings = [i for i, part in enumerate(parts) if _NEW_CLAUSE.match(part)]
    if openings:
        parts = [_NEW_CLAUSE.sub("", parts[openings[-1]]), *parts[openings[-1] + 1 :]]
    parts = _without_openers(parts)
    named = len(parts) > 1 and _is_bare_name(parts[1]) and not _is_bare_name(parts[0])
    return f"{parts[0]}, {parts[1]}" if named and not _has_verb(parts[0]) else _last_clause(parts[0])


def _is_bare_name(part: str) -> bool:
    """Whether a part between commas is a person's name and nothing else."""
    words = part.split()
    return 1 < len(words) <= 4 and all(word[0].isupper() or word in ("de", "la", "al", "bin", "von", "van") for word in words) and not part.isupper()


def _without_openers(parts: list[str]) -> list[str]:
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
    return _first_subject(part)


def _first_subject(part: str) -> str:
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
    if lower in _PASSIVE or lower in PAST_FORMS or lower in _FINITE:
        return True
    regular = lower.endswith("ed") and len(lower) > 4 and "-" not in lower and lower not in ("united", "armed")
    return regular and (word.text.islower() or word.text.isupper())


def _without_auxiliaries(left: str) -> str:
    words = left.rstrip().split(" ")
    while words and words[-1].strip(",").lower() in _AUXILIARY:
        words.pop()
    return " ".join(words)


def _told_to(verb: Word, after: str) -> str | None:
    """The outlet that a statement was made to: a name right behind "told"."""
    if verb.lower not in ("told", "tells"):
        return None
    match = _OUTLET.match(after)
    if not match or _NO_OUTLET.match(match[1]) or (match[1].isupper() and len(match[1].split()) > 3):
        return None
    return re.sub(r"\s(?:of|for)$", "", match[1])


def _according(text: str, start: int, end: int) -> list[Attribution]:
    found = []
    for match in _ACCORDING.finditer(text, start, end):
        phrase = _until_phrase_end(text[match.end() : end])
        if phrase and (made := _attribution(phrase, start, end, None)):
            found.append(made)
    return found


def _participle(text: str, start: int, end: int) -> list[Attribution]:
    """"The agency cut the figure, saying …": the subject of the sentence speaks."""
    match = _PARTICIPLE.search(text, start, end)
    subject = _first_subject(_without_openers(_COMMA.split(text[start : match.start()]))[0]) if match else ""
    made = _attribution(subject, start, end, None)
    return [made] if made else []


def _until_phrase_end(text: str) -> str:
    position = 0
    while match := _PHRASE_END.search(text, position):
        if not _ABBREVIATION.search(text[: match.start() + 1]):
            return text[: match.start()].strip()
        position = match.end()
    return text.strip(" .")


def _clean(phrase: str) -> str:
    phrase = re.sub(r"\s+", " ", _TIME.sub("", " " + phrase)).strip(" ,.;:\"“”()-–—")
    phrase = re.sub(r"^(?:and|but|that|while|as|what|so|yet|meanwhile)\s+(?=\S)", "", phrase, flags=re.IGNORECASE)
    return re.sub(r"^(?:in \w+|on \w+day),\s+", "", phrase, flags=re.IGNORECASE)


def _scoped(found: list[Attribution], start: int, end: int) -> list[Attribution]:
    """Where a sentence has several speakers, each answers for its own stretch only."""
    ordered: list[Attribution] = []
    for spoken in sorted(found, key=lambda a: (a.end, a.start)):
        twin = next((a for a in ordered if a.holder == spoken.holder), None)
        if twin:
            ordered[ordered.index(twin)] = replace(twin, start=min(twin.start, spoken.start), end=max(twin.end, spoken.end), via=twin.via or spoken.via)
        else:
            ordered.append(spoken)
    if len(ordered) == 1:
        return [replace(ordered[0], start=start if ordered[0].covers_opening else ordered[0].start, end=end)]
    scoped = []
    for index, spoken in enumerate(ordered):
        later = [a.start for a in ordered[index + 1 :] if a.start > spoken.start]
        scoped.append(replace(spoken, end=max(min([spoken.end, *later]), spoken.start)))
    return scoped
