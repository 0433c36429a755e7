"""Tell boilerplate: does this line belong to the page around the article, not to the report?

One line (or sentence) in, a yes or no out. Patterns are general and err on the side of no: a line
wrongly kept costs a reader a glance, a line wrongly dropped loses a fact. Nothing is deleted
anywhere; only the extraction of claims passes such lines by.
"""

from __future__ import annotations

import re

LONGEST = 200
_SECTIONS = re.compile(
    r"\b(?:home|news|sports?|business|opinion|world|politics|contact|subscribe|login|menu|search|about|weather|jobs|videos?"
    r"|tech|technology|entertainment|lifestyle|culture|local|obituaries|classifieds|puzzles)\b"
)
_CREDIT_WORD = (
    r"(?:AP|AFP|EPA|EFE|EPA-EFE|PA|DPA|ANSA|TASS|UPI|Reuters|Getty(?:\s+Images)?|Bloomberg|Xinhua|Anadolu|Shutterstock"
    r"|Alamy|Images?|Photos?|Pool|Handout|Staff|File|Press|Agency|Wire|Times|News|Post)"
)
_CAPITAL = r"[^\W\d_a-zà-ÿ]"
_NAME_WORD = rf"(?:{_CAPITAL}[\w'’]{{0,2}}\.|{_CAPITAL}[\w'’-]*|de|van|von|der|al|el|bin|la)"
_NAME = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}"
_VIA = r"(?:\s+via\s+[A-Z][\w.'’ -]{1,40})?(?:,\s*(?i:file|pool)(?:\s+(?i:photo))?)?"
_BY_WORDS = r"(?:staff|correspondent|reporter|writer|editor|desk|bureau|agencies)"
_DATE_WORD = (
    r"(?i:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?|\d[\d:/.]*|jan|feb|mar|apr|may|june?|july?|aug"
    r"|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)\b"
)

_ANY_CASE = (
    r"[\W_]*",  # a rule, stars, an empty bullet
    r"-*\s*(?:ends?|30|more)\s*-*",
    r"(?:advertisements?|sponsored(?: content)?|promoted(?: content)?|story continues below.*|article continues .*"
    r"|continue reading.*|(?:skip|scroll) (?:down )?to .*(?:content|continue).*|share(?: this(?: \w+)?)?|print|tweet"
    r"|email(?: this(?: \w+)?)?|(?:leave|post|view|read)(?: a| all| the)? (?:comments?|reply)|comments?(?: \(\d+\))?"
    r"|back to top|top stories|most (?:read|popular|viewed)|trending(?: now)?|editors?['’]s? picks?"
    r"|related(?: (?:articles?|stories|story|content|topics?|coverage|news))?|you (?:may|might) also like"
    r"|(?:sign|log) ?in|subscribe(?: now)?|menu|search|close|read more|more on this story|loading)[.:!…]*",
    r"(?:read also|also read|read more|read next|see also|watch(?: also| live| now)?|related(?: \w+)?"
    r"|don['’]t miss|recommended|in case you missed it)\s*[:|>»].*",
    r"for more\b(?! than\b).*\b(?:see|read|visit|click|go to|follow|check)\b.*",
    r"(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|\d{4})).*",
    r".*\ball rights reserved\b.*",
    r".*\bmay not be (?:re)?(?:published|produced|printed|broadcast)\b.*\b(?:rewritten|redistributed|permission)\b.*",
    r"(?:please )?(?:sign up|subscribe)\b.*\b(?:newsletters?|alerts?|inbox|briefing|e-?mails?|app|today|now)\b.*",
    r"(?:get|receive)\b.*\b(?:newsletters?|(?:in|to) your inbox)\b.*",
    r"(?:download|get) (?:our|the)\b.*\bapp\b.*",
    r"(?:follow|like|join|find) (?:us|our|\S+(?: \S+)?)\b.{0,40}\bon (?:twitter|facebook|instagram|x|telegram|whatsapp"
    r"|youtube|tiktok|google news)\b.*",
    r"click here\b.*",
    r"(?:please )?support (?:our|independent|local|quality) journalism\b.*",
    r"(?:(?:photo|image|picture|video) )?credits?\s*:.{2,80}",
    r"(?:photo|image|picture|video|photograph)s? (?:by|courtesy(?: of)?):? .{2,60}",
    rf"(?:posted|published|first published|updated|last updated)(?: on| at)?\s*:?\s*(?=.*\d){_DATE_WORD}.{{3,80}}",
    rf"by our [\w ]{{0,40}}\b{_BY_WORDS}s?",
)
_AS_WRITTEN = (
    rf"[(\[]?{_NAME}\s?/\s?(?:{_NAME}\s)?{_CREDIT_WORD}(?:\s+{_CREDIT_WORD})?{_VIA}[)\]]?\.?",
    rf"[(\[]?{_CREDIT_WORD}(?:\s+{_CREDIT_WORD})?\s?/\s?{_NAME}{_VIA}[)\]]?\.?",
    rf"[(\[]?{_NAME}(?:/{_NAME})?\s+via\s+(?:Getty Images|AP|AFP|Reuters|Shutterstock|Storyful|X|Twitter)[)\]]?\.?",
    r"[(\[]?(?:AP|AFP|Reuters|Getty Images|EPA|Shutterstock|Handout|File photo)[)\]]?",
    rf"B(?:y|Y)\s+(?!{_DATE_WORD})[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|la)){{1,4}}"
    rf"(?:\s+(?:and|AND)\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){{1,3}})?(?:[,|]\s*[\w ]{{0,40}}\b(?i:{_BY_WORDS})s?)?",
)
_LINE = re.compile("|".join(f"(?:{pattern})" for pattern in _ANY_CASE), re.IGNORECASE)
_EXACT = re.compile("|".join(f"(?:{pattern})" for pattern in _AS_WRITTEN))


def is_boilerplate(line: str) -> bool:
    """Say whether a line is the page's and not the report's: navigation, advertising, credits, rights."""
    line = line.strip().strip("*_#>").strip()
    if len(line) > LONGEST:
        return False
    return bool(_LINE.fullmatch(line) or _EXACT.fullmatch(line)) or _is_navigation(line)


def _is_navigation(line: str) -> bool:
    """Three or more short entries between bars, without a figure, at least one a section of a paper."""
    parts = [part.strip().lower() for part in re.split(r"\s*[|•·»]\s*", line) if part.strip()]
    is_short = all(len(part.split()) <= 3 and not re.search(r"\d|[.!?]$", part) for part in parts)
    return len(parts) >= 3 and is_short and any(_SECTIONS.search(part) for part in parts)
