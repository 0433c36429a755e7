"""List: which words of a question give its type, and which words of a sentence fit an answer of it?

Patterns only, in the order in which they are tried; ``question`` types questions with the first
group, ``statements`` chooses sentences with the second.
"""

from __future__ import annotations

import re

from rag.records import QuestionKind

BROAD = (
    r"\b(?:disagree|differ|contradict|conflict with each|discrepanc|at odds|inconsisten)",
    r"\bwhere do the .*(?:diverge|clash)",
)
AMOUNTS = (   # pattern, the dimensions that a figure may have
    (r"\bhow much\b.*\b(?:worth|cost|pay|paid|price|value|money|damages|fine|demand|ransom|spend|spent|earn|owe|raise|raised|donat)|\bwhat (?:is|was|were) the (?:cost|price|value|fine|ransom|bill|reward|budget|damage)|what (?:is|are|was|were) .*\bworth", "money"),
    (r"\bwhat (?:pay |wage |salary )?(?:rise|raise|increase|cut)\b", "percent money"),
    (r"\bwhat (?:proportion|share|percentage|per ?cent|fraction|turnout)\b|\bhow (?:high|large|big) (?:is|was) (?:the )?(?:turnout|share|swing|majority)|\b(?:turnout)\b.*\?", "percent"),
    (r"\bhow (?:deep|tall|wide|far|thick)\b|\bwhat (?:is|was|were|depth|height|width|distance|altitude|length)\b.*\b(?:depth|height|width|distance|altitude|length)\b|\bwhat (?:depth|height|width|distance|altitude)\b", "length"),
    (r"\bhow (?:high|long)\b", "length duration"),
    (r"\bhow heavy\b|\bwhat weight\b|\bweigh(?:t|ed)?\b", "mass"),
    (r"\bhow fast\b|\bwhat speed\b|\bspeed of\b", "speed"),
    (r"\bhow (?:strong|powerful)\b|\bwhat magnitude\b|\bmagnitude\b", "magnitude speed energy"),
    (r"\bhow (?:large|big|much land|much area)\b|\bwhat area\b|\bacreage\b", "area length magnitude mass volume"),
    (r"\bhow (?:hot|cold|warm)\b|\btemperature\b", "temperature degree"),
    (r"\bhow old\b|\bwhat age\b", "age"),
    (r"\bhow much\b|\bwhat (?:amount|sum|quantity|volume)\b|\band what (?:has|have|is|was) (?:it|they) been (?:offered|paid)\b", "money mass volume percent area energy power length count"),
)
PATTERNS: tuple[tuple[QuestionKind, str], ...] = (
    ("when", r"^when\b|\b(?:at|on|in) (?:what|which) (?:time|day|date|month|year|hour)\b|^(?:what|which) (?:time|day|date|month|year)\b|\bhow long ago\b"),
    ("where", r"^where\b|\b(?:in|at|from|to) (?:what|which) (?:place|town|city|country|village|port|street|region|state)\b|^(?:what|which) (?:place|town|city|country|village)\b"),
    ("why", r"^why\b|\bwhat (?:\w+ )?(?:caused|made|led to|triggered|started|sparked|provoked|set off|is blamed|was blamed)\b|\b(?:cause|reason|causes|reasons)\b.*\?|\bhow did .*\b(?:start|begin|happen|come about|break out)\b"),
    ("list", r"^(?:list|name) |^which (?:two |three |four |five )?\w+s\b|^who (?:were|are) (?:they|the)\b|^what (?:were|are) the names\b|^who (?:all )?(?:condemned|welcomed|criticised|criticized|backed|supported|opposed|praised)\b"),
    ("who", r"^who\b|^whose\b|^whom\b|\b(?:by|to|from|with) whom\b|^which (?:group|person|company|party|official|organi[sz]ation|country)\b|\bwhat (?:is|was) the name\b"),
)
AUXILIARIES = frozenset("is are was were do does did has have had can could will would should may might".split())

CAUSE = re.compile(
    r"\b(?:because|caus\w+|blam\w+|due to|owing to|as a result of|result(?:ed)? (?:of|from)|led to|trigger\w*|spark\w*|pointed? to|after|since|"
    r"reason\w*|fault\w*|to blame|responsible|thanks to|stemm\w+|traced|attribut\w+|started (?:by|when|in)|brought (?:on|about)|over|failed|ignored|so that|in order)\b",
    re.IGNORECASE,
)
STRONG_CAUSE = re.compile(
    r"\b(?:because|cause[sd]?|causing|blame[sd]?|blaming|due to|owing to|result of|resulted from|led to|trigger\w*|spark\w*|pointed to|points to|"
    r"reasons?|to blame|traced to|attribut\w+ to|fault)\b|\bit was the\b|\bnot (?:yet )?(?:known|established|been established|clear)\b|\bunder investigation\b",
    re.IGNORECASE,
)
