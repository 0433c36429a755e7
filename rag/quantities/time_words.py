"""Know the words for times: which words name a weekday, a month, or a time seen from now?

Patterns over lower-case text; ``times`` gives them a meaning. The lists are ours, from reading news in English.
"""

from __future__ import annotations

import re

SINCE = re.compile(r"\bsince (?:the |early |late |about |at least )?")
YEAR_TAIL = re.compile(r" (?:of )?(?P<which>last|this|next) year\b")
STEPS = {"last": -1, "this": 0, "next": 1}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_PART = r"(?: (?:morning|afternoon|evening|night|lunchtime))"
WEEKDAY = re.compile(
    rf"\b(?P<lead>last |next |this (?:coming |past )?|every |each |the following |the previous )?"
    rf"(?P<day>{'|'.join(WEEKDAYS)}|(?:mon|tues?|wed|thurs?|fri|sat|sun)(?=,? \d"
    rf"|\.,? ))(?P<plural>s)?\b(?:['’]s)?{_PART}?"
)
_COUNT = (
    r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|\d{1,3}|several|some|many|a few|a couple of|a dozen)"
)
_SEASON = "spring|summer|autumn|fall|winter"
RELATIVE = re.compile(
    r"\b(?:"
    rf"(?P<today>today|tonight|this (?:morning|afternoon|evening|lunchtime))"
    rf"|(?P<yesterday>yesterday{_PART}?|last night|last evening)"
    r"|(?P<tomorrow>tomorrow)"
    rf"|(?P<ago>{_COUNT} (?P<ago_unit>minute|hour|day|week|fortnight|month|year|decade|centurie|century)s? ago"
    rf"|(?:decades|years|centuries|months|weeks) ago)"
    rf"|(?P<earlier>(?:{_COUNT} (?:years?|months?|decades?) (?:earlier|before|previously)|the (?:previous"
    rf"|preceding) (?:year|month|decade|{_SEASON})"
    r"|the (?:year|month) before|earlier (?:that|in the) (?:year|month|week|decade)|earlier in the year))"
    rf"|(?P<near>(?:{_COUNT} (?:days?|weeks?|hours?) (?:earlier|before|later|after)|the (?:previous|next"
    rf"|following|same) (?:day|morning|night|evening|week)"
    rf"|the (?:day|night|evening|morning) (?:before|after)|that (?:day|night|morning|evening|afternoon)|overnight"
    rf"|earlier (?:that|in the) day|(?:over|at) the weekend|last weekend))"
    r"|(?P<recent>in recent (?:days|weeks|months|years|decades)|in (?:the )?past (?:years|decades)"
    r"|in previous years|over the years)"
    r"|(?P<early>earlier )?(?P<which>this|last|next) (?P<period>week|month|year|decade|century|" + _SEASON + r")"
    r"|(?P<noon>(?:at|before|after|by|around|about) (?:noon|midday|midnight|dawn|dusk|nightfall|sunrise|sunset"
    r"|daybreak|lunchtime))"
    r")\b"
)
MONTH_ALONE = re.compile(
    r"\b(?P<lead>(?:early |late |mid-|last |next |this |the (?:beginning|end|middle) of |since |until |till )?)"
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)\b(?:['’]s)?"
)
MONTH_LED = re.compile(
    r"\b(?:in|since|until|till|from|by|during|early|late|mid|of|last|next|this|before|after|between|to|and"
    r"|every)[ -]$"
)
MONTH_NUMBER = {name: n for n, name in enumerate(
    "january february march april may june july august september october november december".split(), 1)}  # fmt: skip
