"""Find quantities: which figures does a text print, and what does each allow?

Text in, mentions out, in order and apart from each other: the span of the whole expression with qualifier
and unit, the span of the bare number, its role, and the closed interval that it leaves open. Dates, hours,
ages, scores and the numbers in names keep a role of their own so that no caller counts them. What is
counted, who says so and of which event, it does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from rag.claims import bounds, money, roles, units, zeros
from rag.claims.calendar import Stamp, find_stamps, lowered
from rag.claims.numerals import Numeral, find_numerals
from rag.claims.roles import Role
from rag.records import Quantity

Change = Literal["", "from", "to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure as printed: ``text[start:end]`` with qualifier and unit, ``text[number_start:number_end]`` without.

    ``quantity`` allows what the words allow; ``approximate`` marks "about", "nearly" and the vague words;
    ``change`` tells the two ends of "from 61 to 54" apart.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    role: Role
    quantity: Quantity
    approximate: bool = False
    change: Change = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Atom:
    """One number with its unit, before qualifiers and ranges."""

    start: int
    end: int
    number_start: int
    number_end: int
    role: Role
    low: float
    high: float
    bare: float
    unit: str = ""
    dimension: str = ""
    scale: float = 1.0
    vague: bool = False
    is_range: bool = False


_PERCENT = re.compile(r"[ \u00a0-]?(?:%|per ?cent\b|pct\b)(?P<points> points?\b)?|[ -]percentage points?\b")
_MAGNITUDE_HEAD = re.compile(r"\bmagnitude(?:[ -](?:of )?|: )$|\bmeasur(?:ed|ing) $")
_MAGNITUDE_TAIL = re.compile(r"[ -](?:magnitude|on the (?:richter|moment magnitude) scale)\b")
_SECOND_PART = re.compile(r",? (?:and )?$|,? $")
_PART_AFTER_UNIT = re.compile(r" and (?:a half|a quarter|three[- ]quarters)\b")
_PARTS = {" and a half": 0.5, " and a quarter": 0.25}
_BOTH = re.compile(r"\bboth\b(?= (?:of (?:the|them|these|those|his|her|their)\b|(?:the |these |those |his |her |their )?(?:[a-z]+s|men|women|children|people)\b(?! and\b)))")
_PRONOUN_BEFORE = re.compile(r"\b(?:no|any|every|each|some|this|that|which|the|another|a|last|next|first|only|as|everyone and|good|bad|new|old|other)[ -]$")
_COUNTED_PERSON = re.compile(r" (?:person|man|woman|death|survivor|fatality|victim|child|worker|passenger|officer|soldier|civilian|arrest)\b")
_PRONOUN_AFTER = re.compile(
    r"[’']s\b| (?:of|another|day|morning|evening|afternoon|night|or another|by one|must|can|cannot|might|should|may|ought|could say"
    r"|thing|way|reason|hand|point|time|side|side's|who|could argue|would think|in particular)\b|-(?:on-one|sided|off|time|way|to-one|upmanship|party|man)\b"
)
_RANGE_GAP = re.compile(r" ?(?:-|–|—) ?| (?:up )?to | or ")
_BETWEEN = re.compile(r"\bbetween (?:about |around |roughly |some |an estimated )?$")
_FROM = re.compile(r"\bfrom $")
_RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|anywhere|anything|estimates|vary|varying|varied|numbers?|totals?) from $")
_CHANGED = (
    r"(?:up|down|rose|rises?|risen|rising|revised?|raised?|raising|cut|cuts|cutting|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|fell|fallen|falls"
    r"|dropp?(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|grew|grown|slash(?:es|ed)?|trimm?(?:s|ed)?|chang(?:es|ed)|correct(?:s|ed)|amend(?:s|ed)|doubl(?:es|ed|ing)|swell(?:s|ed)|soared|went|shrank)"
)
_CHANGED_FROM = re.compile(rf"\b{_CHANGED}\b[^.;\n]{{0,50}}\bfrom $|, from $")
_CHANGED_TO = re.compile(rf"\b{_CHANGED}\b[^.;\n]{{0,50}}\bto $")
_CHANGED_BY = re.compile(rf"\b(?:{_CHANGED}|by|another) $")
_ONWARD = re.compile(r"(?: [\w’'-]+){0,3},? to $")
_EXACT_TOTAL = re.compile(r"\b(?:bring|brings|bringing|brought|takes|taking|took)\b[^.;\n]{0,40}$")
_LONE_NUMBER_ROLES = ("count", "money", "percent", "measure", "duration", "age")


def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
    """Return every figure of ``text[start:end]`` in order of position, none overlapping; offsets count in ``text``."""
    stop = len(text) if end is None else max(start, min(end, len(text)))
    low = lowered(text)
    stamps = find_stamps(text, start, stop)
    atoms = _zero_atoms(low, start, stop) + _both_atoms(low, start, stop) + _score_atoms(low, start, stop)
    atoms += [_stamp_atom(stamp) for stamp in stamps]
    atoms = _apart(atoms)
    for gap_start, gap_end in _gaps(atoms, start, stop):
        atoms = atoms + [
            atom
            for numeral in find_numerals(low, gap_start, gap_end)
            if (atom := _measured(text, low, numeral, (start, gap_end))) is not None
        ]
    atoms = _joined(low, _apart(atoms))
    return tuple(_with_changes(low, _mentions(text, low, atoms, (start, stop))))


def _gaps(atoms: list[_Atom], start: int, stop: int) -> list[tuple[int, int]]:
    edges = [start, *(edge for atom in atoms for edge in (atom.start, atom.end)), stop]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _apart(atoms: list[_Atom]) -> list[_Atom]:
    kept: list[_Atom] = []
    for atom in sorted(atoms, key=lambda one: (one.start, -one.end)):
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def _zero_atoms(low: str, start: int, stop: int) -> list[_Atom]:
    return [_plain(begin, end, "none", 0.0) for begin, end in zeros.find_zeros(low, start, stop)]


def _both_atoms(low: str, start: int, stop: int) -> list[_Atom]:
    return [_plain(match.start(), match.end(), "count", 2.0) for match in _BOTH.finditer(low, start, stop)]


def _score_atoms(low: str, start: int, stop: int) -> list[_Atom]:
    found = (match for match in roles.SCORE.finditer(low, start, stop) if roles.is_score(low, match))
    return [_plain(match.start(), match.end(), "score", float(match.group(1))) for match in found]


def _stamp_atom(stamp: Stamp) -> _Atom:
    role: Role = "clock" if stamp.kind == "clock" else "year" if stamp.kind == "year" else "date"
    return _plain(stamp.start, stamp.end, role, float(stamp.year or 0))


def _plain(start: int, end: int, role: Role, value: float) -> _Atom:
    return _Atom(
        start=start, end=end, number_start=start, number_end=end, role=role, low=value, high=value, bare=value
    )  # fmt: skip


def _measured(text: str, low: str, numeral: Numeral, limits: tuple[int, int]) -> _Atom | None:
    """The number with its unit and role; None where "one" is a pronoun."""
    start, stop = limits
    atom = _Atom(
        start=numeral.start, end=numeral.end, number_start=numeral.start, number_end=numeral.end, role="count",
        low=numeral.low, high=numeral.high, bare=numeral.bare, vague=numeral.kind in ("vague", "fraction"),
    )  # fmt: skip
    if numeral.kind == "fraction":
        return replace(atom, role="percent", unit="%", dimension="percent")
    for read in (_as_money, _as_percent, _as_magnitude):
        if (found := read(low, atom, start, stop)) is not None:
            return found
    named = roles.role_before_units(text, low, (numeral.start, numeral.end), numeral.low)
    if named is not None:
        role, after, unit = named
        return replace(atom, role=role, end=min(after, stop), unit=unit)
    if (found := _as_measure(low, atom, stop)) is not None:
        return found
    if low[numeral.start : numeral.end] == "one" and _is_pronoun(low, numeral.start, numeral.end, stop):
        return None
    role, after = roles.role_after_units(low, numeral.end)
    return replace(atom, role=role, end=min(after, stop))


def _as_money(low: str, atom: _Atom, start: int, stop: int) -> _Atom | None:
    prefix = money.currency_before(low, start, atom.start)
    suffix = None if prefix is not None else money.currency_after(low, atom.end, stop)
    if prefix is not None:
        currency, begin = prefix
        return replace(
            atom, start=begin, role="money", unit=currency.unit, dimension=f"money:{currency.base}", scale=currency.scale
        )
    if suffix is not None:
        currency, after = suffix
        return replace(
            atom, end=after, role="money", unit=currency.unit, dimension=f"money:{currency.base}", scale=currency.scale
        )
    after_pounds = money.pounds_after(low, atom.end, stop)
    if after_pounds is None:
        return None
    return replace(atom, end=after_pounds, role="money", unit="GBP", dimension="money:GBP")


def _as_percent(low: str, atom: _Atom, start: int, stop: int) -> _Atom | None:
    match = _PERCENT.match(low, atom.end, stop)
    if match is None:
        return None
    points = "point" in match.group()
    return replace(
        atom, end=match.end(), role="percent", unit="points" if points else "%", dimension="points" if points else "percent"
    )


def _as_magnitude(low: str, atom: _Atom, start: int, stop: int) -> _Atom | None:
    head = _MAGNITUDE_HEAD.search(low, max(start, atom.start - 16), atom.start)
    tail = _MAGNITUDE_TAIL.match(low, atom.end, stop)
    if tail is None and (head is None or not head.group().startswith("magnitude")):
        return None
    begin = head.start() if head is not None and head.group().startswith("magnitude") else atom.start
    return replace(
        atom, start=begin, end=tail.end() if tail else atom.end, role="measure", unit="magnitude", dimension="magnitude"
    )


def _as_measure(low: str, atom: _Atom, stop: int) -> _Atom | None:
    found = units.read_unit(low, atom.end, stop)
    if found is None:
        return None
    unit, after = found
    role: Role = "duration" if unit.dimension == "duration" else "measure"
    part = _PART_AFTER_UNIT.match(low, after, stop)
    extra = 0.0 if part is None else _PARTS.get(part.group(), 0.75)
    return replace(
        atom, end=part.end() if part else after, role=role, low=atom.low + extra, high=atom.high + extra,
        unit=unit.name, dimension=unit.dimension, scale=unit.scale,
    )  # fmt: skip


def _is_pronoun(low: str, start: int, end: int, stop: int) -> bool:
    """Whether "one" counts nothing: "this one", "one another", "one of them", "one day"."""
    if _PRONOUN_BEFORE.search(low, max(0, start - 16), start):
        return _COUNTED_PERSON.match(low, end, stop) is None
    return _PRONOUN_AFTER.match(low, end, stop) is not None


def _joined(low: str, atoms: list[_Atom]) -> list[_Atom]:
    """Join what is one expression: "two hours and ten minutes", "between 10 and 20", "10-20"."""
    done: list[_Atom] = []
    for atom in atoms:
        joined = _pair(low, done[-1], atom) if done else None
        if joined is None:
            done.append(atom)
        else:
            done[-1] = joined
    return done


def _pair(low: str, first: _Atom, second: _Atom) -> _Atom | None:
    gap = low[first.end : second.start]
    if len(gap) > 8 or first.role not in _LONE_NUMBER_ROLES or second.role not in _LONE_NUMBER_ROLES or first.vague:
        return None
    if first.dimension in ("duration", "length", "mass") and first.dimension == second.dimension and first.unit != second.unit:
        return _summed(first, second) if _SECOND_PART.fullmatch(gap) and first.scale > second.scale else None
    head = low[max(0, first.start - 40) : first.start]
    between = gap == " and " and _BETWEEN.search(head) is not None
    if not between and not _is_range_gap(gap, head):
        return None
    return _range(first, second, between)


def _summed(first: _Atom, second: _Atom) -> _Atom:
    value = first.low * first.scale / second.scale + second.low
    return replace(second, start=first.start, number_start=first.number_start, low=value, high=value, bare=value)


def _is_range_gap(gap: str, head: str) -> bool:
    if _RANGE_GAP.fullmatch(gap) is None:
        return False
    if "to" in gap and (_CHANGED_BY.search(head) or (_FROM.search(head) and not _RANGING.search(head))):
        return False
    return True


def _range(first: _Atom, second: _Atom, between: bool) -> _Atom | None:
    """The interval from the first number to the second, which lends its scale and unit; None where it would fall."""
    factor = second.low / second.bare if second.bare and first.low == first.bare else 1.0
    low = first.low * factor if first.low < second.bare or first.low * factor <= second.low else first.low
    alike = first.unit in ("", second.unit) or (first.unit and not second.unit)
    if not alike or low >= second.high:
        return None
    lender = second if second.unit or not first.unit else first
    return replace(
        lender, start=first.start, end=second.end, number_start=first.number_start, number_end=second.number_end,
        low=low, high=second.high, bare=first.bare, vague=second.vague, is_range=True,
        role="age" if "age" in (first.role, second.role) else lender.role,
    )  # fmt: skip


def _mentions(text: str, low: str, atoms: list[_Atom], limits: tuple[int, int]) -> list[Mention]:
    mentions: list[Mention] = []
    for number, atom in enumerate(atoms):
        floor = mentions[-1].end if mentions else limits[0]
        ceiling = atoms[number + 1].start if number + 1 < len(atoms) else limits[1]
        mentions.append(_mention(text, low, atom, (floor, ceiling)))
    return mentions


def _mention(text: str, low: str, atom: _Atom, limits: tuple[int, int]) -> Mention:
    start, end, bounds_of, approximate = atom.start, atom.end, (atom.low, atom.high), atom.vague
    interval: tuple[float | None, float | None] = bounds_of
    if atom.role in _LONE_NUMBER_ROLES:
        kind, start, end, about = _qualifier(low, atom, limits)
        if kind is not None:
            interval = bounds.bound(kind, atom.low, atom.high)
        approximate = approximate or about or kind in ("about", "nearly", "just over")
    elif atom.role not in ("year", "none") or (atom.role == "year" and not atom.low):
        interval = (None, None)
    quantity = Quantity(
        low=interval[0], high=interval[1], unit=atom.unit, text=text[start:end], dimension=atom.dimension, scale=atom.scale
    )
    return Mention(
        start=start, end=end, number_start=atom.number_start, number_end=atom.number_end,
        role=atom.role, quantity=quantity, approximate=approximate,
    )  # fmt: skip


def _qualifier(low: str, atom: _Atom, limits: tuple[int, int]) -> tuple[bounds.Kind | None, int, int, bool]:
    kind, start, about = bounds.before(low, limits[0], atom.start)
    if atom.is_range and kind is None and (between := _BETWEEN.search(low, limits[0], atom.start)):
        start = between.start()
    if kind == "more than" and atom.role == "duration" and low[start : atom.start].strip() in ("over", "under"):
        return None, atom.start, atom.end, False
    if kind == "at most" and _EXACT_TOTAL.search(low, max(0, start - 60), start):
        return None, atom.start, atom.end, False
    later, end = bounds.after(low, atom.end, limits[1], with_noun=atom.role == "count")
    if later is None:
        return kind, start, atom.end, about
    if kind in (None, "about") and later is not None:
        return later, start, end, about or later == "about"
    return kind, start, end, about or later == "about"


def _with_changes(low: str, mentions: list[Mention]) -> list[Mention]:
    """Mark the ends of "from 61 to 54", "up from 31", "cut to seven, from eight"."""
    marked = list(mentions)
    for number, mention in enumerate(mentions):
        if mention.role not in _LONE_NUMBER_ROLES:
            continue
        head = low[max(0, mention.start - 70) : mention.start]
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        onward = following is not None and _ONWARD.fullmatch(low, mention.end, following.start) is not None
        if _FROM.search(head) and (onward or _CHANGED_FROM.search(head)) and not _RANGING.search(head):
            marked[number] = replace(mention, change="from")
            if onward and following is not None:
                marked[number + 1] = replace(following, change="to")
        elif marked[number].change == "" and _CHANGED_TO.search(head):
            marked[number] = replace(mention, change="to")
    return marked
