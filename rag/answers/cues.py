"""List: which words of a question give its type, and which words of a sentence give a reason?

Patterns only, in the order in which they are tried: ``question`` types questions by them, and
``slots`` and ``statements`` find reasons by the last two.
"""

from __future__ import annotations

import re

from rag.records import QuestionKind


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


BROAD = _any(
    r"\b(?:disagree|differ|contradict|conflict with each|discrepanc|at odds|inconsisten)",
    r"\bwhere do the .*(?:diverge|clash)",
    r"^(?:what|where|on what|in what"
    r"|(?:on |in )?which (?:figures|numbers|facts|points|details|claims|statements|things|parts))\b"
    r"(?:.* (?:is|are|was|were) (?:still |being )?(?:disputed|contested)\b|.*\bin dispute\b|.*\b(?:not|n't) agree\b"
    r"|.* (?:tell|say|told|said|report|give) (?:.* )?differently\b)",
)
MONEY = (
    r"(?:money|loss(?:es)?|deficit|surplus|debts?|fees?|fine|bill|ransom|price|prize|cost|wages?|salary|pay|sales|turnover|"
    r"revenues?|profits?|refund|allowance|subsidy|budget|penalty|damages?|compensation|payout|takings|rent|reward|value|grant)"
)
MEASURED = (
    r"(?:level|concentration|dose|ration|reading|rate|quota|harvest|catch|yield|capacity|gust|wind force|result|margin|"
    r"record|estimate|cut)"
)
OPEN = "money mass volume percent area energy power length duration temperature degree speed magnitude"
"""The dimensions of a question that leaves open what is measured: "How big is the hole in the budget?"."""
AMOUNTS: tuple[tuple[re.Pattern[str], str], ...] = (  # what is asked, and the dimensions that its figure may have
    (
        _any(
            r"\bhow much\b.*\b(?:worth|cost|pa(?:y|id)|price|value|money|damages|fine|demand|ransom|spen[dt]|earn|owe)",
            rf"\bwhat (?:is|are|was|were) (?:[\w'’-]+ ){{1,5}}?{MONEY}\b",
            rf"^(?:the )?(?:[\w'’-]+ )?{MONEY}\b(?! (?:did|does|do|was|is|were|are)\b)",
            r"\bwhat (?:is|are|was|were) .*\bworth",
            r"\bin money\b",
            r"\bwhat (?:do|does|did|will|would|has|have|had|was|were|is|are)\b.*"
            r"\b(?:cost|fined|paid|pay|spent|spend|earn|save|owe)\b(?!.*\b(?:for|with|in|on)\?)",
            r"\bwhat\b.*\b(?:(?:insured|sold|sell|bought|going|go|went) for|valued at|(?:bring|brought) in|paying)\b",
            rf"\bwhat (?:[\w-]+ )?{MONEY}\b",
        ),
        "money",
    ),
    (_any(r"\bwhat (?:pay |wage |salary )?(?:rise|raise|increase|cut)\b"), "percent money"),
    (
        _any(
            r"\bwhat (?:proportion|share|percentage|per ?cent|fraction|turnout)\b",
            r"\bhow (?:high|large|big) (?:is|was) (?:the )?(?:turnout|share|swing|majority)",
            r"\bturnout\b.*\?",
        ),
        "percent",
    ),
    (
        _any(
            r"\bhow (?:deep|tall|wide|far|thick)\b",
            r"\bwhat (?:is|was|were) .*\b(?:depth|height|width|distance|altitude|length|diameter)\b",
            r"\bwhat (?:depth|height|width|distance|altitude|length|diameter)\b",
            r"\bhow high up\b",
        ),
        "length",
    ),
    (
        _any(
            r"\bhow long (?:after|before|ago|until|has|have|had|did|does|do|will|would|must|could)\b",
            r"\bhow (?:quickly|soon)\b",
            r"\bwhat (?:[\w-]+ )?(?:term|sentence|ban|suspension)\b",
        ),
        "duration",
    ),
    (_any(r"\bhow long\b"), "length duration"),
    (_any(r"\bhow high\b"), OPEN),
    (_any(r"\bhow low\b"), "length temperature percent"),
    (_any(r"\bhow full\b"), "percent"),
    (_any(r"\bhow heavy\b", r"\bwhat weight\b", r"\bweigh(?:t|ed)?\b"), "mass"),
    (_any(r"\bhow fast\b", r"\bwhat speed\b", r"\bspeed of\b", r"\bwhat (?:is|was|were) .*\bspeed\b"), "speed"),
    (_any(r"\bhow (?:strong|powerful)\b", r"\bmagnitude\b"), "magnitude speed energy"),
    (
        _any(r"\bhow much land\b", r"\bwhat area\b", r"\bacreage\b"),
        "area",
    ),
    (_any(r"\bhow (?:hot|cold|warm)\b", r"\btemperature\b"), "temperature degree"),
    (_any(r"\bhow old\b", r"\bwhat age\b"), "age"),
    (
        _any(
            r"\bhow (?:much|large|big|steep|great|bad|severe|overloaded)\b",
            r"\bwhat (?:amount|sum|quantity|volume)\b",
            r"\bwhat (?:has|have|is|was|are|were) (?:it|they) (?:been )?(?:offered|paid)\b",
            r"\bwhat\b.*\b(?:come|came|comes|add(?:ed)? up) to\b",
            rf"\bwhat (?:is|was|were|are) (?:the|an?)(?: [\w'’-]+){{0,3}}? {MEASURED}\b",
            rf"\bwhat (?:would|will) (?:the|an?)(?: [\w'’-]+){{0,3}}? {MEASURED} (?:be|have been)\b",
            rf"\bwhat (?:[\w-]+ )?{MEASURED}\b",
            rf"^(?:the )?(?:original |first |latest |last |total |[\w-]+['’]s )?{MEASURED}\b",
        ),
        OPEN,
    ),
)
PATTERNS: tuple[tuple[QuestionKind, re.Pattern[str]], ...] = (
    (
        "when",
        _any(
            r"^when\b",
            r"\b(?:at|on|in) (?:what|which) (?:time|day|date|month|year|hour)\b",
            r"^(?:what|which) (?:time|day|date|month|year)\b",
            r"\bhow long ago\b",
            r"^(?:by|since|until|from|till) (?:when|(?:what|which) (?:hour|century|day|date|year))\b",
        ),
    ),
    (
        "where",
        _any(
            r"^where\b",
            r"\b(?:in|at|from|to) (?:what|which) (?:place|town|city|country|village|port|street|region|state)\b",
            r"^(?:what|which) (?:place|town|city|country|village)\b",
            r"^(?:in|on|at|from|to|near|between|by|under) (?:what|which) "
            r"(?:part|room|floor|side|stations?|road|street|river|building)\b",
        ),
    ),
    (
        "why",
        _any(
            r"^why\b",
            r"\bwhat (?:\w+ )?(?:caused|made|led to|triggered|started|sparked|provoked|set off|is blamed|was blamed)\b",
            r"\b(?:cause|reason)s?\b.*\?",
            r"\bwhat (?:lay|lies|was|is) behind\b",
            r"\bwhat brought (?:.+ )?(?:down|about)\b",
            r"\bwhat (?:was|is|were) (?:to blame|at fault|the motive)\b",
            r"\bwhat set .+ (?:off|alight|on fire)\b",
            r"\bhow did .*\b(?:start|begin|happen|come about|break out|die|catch fire)\b",
        ),
    ),
    (
        "list",
        _any(
            r"^(?:list|name) ",
            r"^which (?:two |three |four |five )?\w+s\b",
            r"^who (?:were|are) (?:they|the)\b",
            r"^what (?:were|are) the names\b",
            r"^who (?:all )?(?:condemned|welcomed|critici[sz]ed|backed|supported|opposed|praised)\b",
        ),
    ),
    (
        "who",
        _any(
            r"^(?:who|whose|whom)\b",
            r"\b(?:by|to|from|with) whom\b",
            r"^which (?:of the )?(?:[\w-]+ )?(?:group|person|company|party|official|organi[sz]ation|country|bank|gang|"
            r"charity|firm|minister|officer|soldier|guard|engineer|doctor|passenger|supplier|\w+(?:ist|ian|man|woman))\b",
            r"\bwhat (?:is|was) the name\b",
        ),
    ),
)
AUXILIARIES = frozenset("is are was were do does did has have had can could will would should may might".split())

STRONG_CAUSE = _any(
    r"\b(?:because|cause[sd]?|causing|blame[sd]?|blaming|due to|owing to|result of|resulted from|led to)\b",
    r"\b(?:trigger\w*|spark\w*|point(?:ed|s) to|reasons?|to blame|traced to|attribut\w+ to|fault)\b",
    r"\bit was the\b",
    r"\bnot (?:yet )?(?:known|established|been established|clear)\b",
    r"\bunder investigation\b",
)
CAUSE = _any(
    STRONG_CAUSE.pattern,
    r"\b(?:after|since|as a result|thanks to|stemm\w+|started (?:by|when|in)|over|failed|ignored|so that|in order)\b",
    r"\b(?:responsible|brought (?:on|about))\b",
)
