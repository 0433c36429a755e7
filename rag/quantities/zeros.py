"""Find zeros: which words say that there was none?

Lower-case text in, spans of the zero words out: "nobody", "none", "no prisoner", "not a single". "No" before an
abstract noun ("no evidence", "no word") says nothing of a number and is left out, as are the qualifiers
that begin with it. The list of abstract nouns is ours, from reading news in English; it only ever grows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NOT_COUNTED = (
    "access|account|agreement|alternative|answer|answers|appetite|argument|avail|basis|bearing|better|big|bigger"
    "|business|case"
    "|certainty|chance|change|choice|circumstances|claim|clarity|clear|clue|clues|comment|comments|comparison"
    "|compromise|concern"
    "|confirmation|confidence|connection|contact|contest|control|cooperation|dealings|deal|decision|definite"
    "|denial|denying|detail"
    "|details|difference|different|difficulty|discernible|discussion|dispute|distinction|doubt|doubts|easy|effect"
    "|effort|end|error"
    "|escape|evidence|excuse|expectation|explanation|fault|fear|fewer|firm|foul|fun|funding|further|good|great"
    "|greater|grounds|guarantee|guarantees"
    "|guilt|harm|help|hint|hope|hurry|idea|immediate|impact|independent|indication|indications|influence"
    "|information|intention"
    "|intentions|interest|involvement|joke|justification|knowledge|known|lack|larger|later|law|legal|less|limit"
    "|link|links|longer|luck|man's"
    "|matter|meaning|mention|mercy|mistake|mood|money|more|motive|need|news|newcomer|notice|objection|obvious"
    "|offence|official|one|option"
    "|opinion|other|part|particular|patience|peace|plan|plans|plausible|point|policy|position|possibility|power"
    "|precedent|press|pressure"
    "|problem|problems|progress|proof|proper|prospect|public|purpose|question|questions|quick|reason|reasons"
    "|record|regard|regret|regrets"
    "|relation|remorse|reply|resemblance|resistance|respect|response|responsibility|restriction|result|return"
    "|right|role|rush|say"
    "|secret|sense|serious|shortage|short|sign|signs|similar|simple|small|smaller|solution|specific|stranger"
    "|strangers|such|suggestion|support|surprise"
    "|suspicion|sympathy|talk|telling|thanks|threat|time|trace|traces|trust|truth|turning|uncertain|understanding"
    "|use|verdict|view"
    "|warning|way|weight|win|wonder|word|worse|worry|wrong|wrongdoing|no|\\d"
)
ZERO = re.compile(
    r"\b(?:"
    r"no[- ]one(?! else's)|nobody|nil\b|not (?:a single|a soul|one)(?= (?!of the (?:best|worst|most))[a-z])"
    r"|none(?! (?:other|the (?:less|wiser)|too|so)\b)(?= of\b|\b)"
    rf"|no(?= (?!(?:{_NOT_COUNTED})\b)(?!(?:sooner|doubt)\b)[a-z])"
    r"|without(?= (?:any )?(?:casualt|injur|loss of life|fatalit|death))"
    r")(?![\w’'.-])"
)


def find_zeros(text: str, low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words that say "none", from left to right; ``low`` is the text in lower case."""
    for match in ZERO.finditer(low, start, end):
        if not low.endswith("second to ", 0, match.start()) and not _leads_name(text, match):
            yield match.start(), match.end()


def _leads_name(text: str, match: re.Match[str]) -> bool:
    """Whether a name follows ("no Belvaux") or the words are a sign ("No Standing")."""
    if match.group() != "no" or not text[match.end() + 1 : match.end() + 2].isupper():
        return False
    quoted = text[match.start() - 1 : match.start()] in ('"', "“", "‘", "'")
    return text[match.start()].islower() or (quoted and text[match.end() + 2 : match.end() + 3].islower())
