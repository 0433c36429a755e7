"""Read money: which currency stands before or after a number?

Lower-case text and a span in, currency out. A sign or a word that names one currency gives its ISO code;
one that many countries share ("rupees", "francs") keeps its own word, because guessing the country would be
inventing. Minor units carry the scale to the main one (pence 0.01 GBP). No exchange rates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency: ``unit`` as compared, the ``base`` it belongs to, and how much of it one unit is."""

    unit: str
    base: str
    scale: float = 1.0


POUND = Currency(unit="GBP", base="GBP")
_CODES = (
    "usd eur gbp chf jpy cny inr rub try ngn krw ils uah aud cad nzd hkd sgd brl zar sek nok dkk pln czk huf"
    " mxn ars clp cop php idr thb myr vnd egp kes pkr bdt lkr aed sar qar kwd iqd irr"
).split()
_SIGNS = {
    "$": "USD", "us$": "USD", "u.s.$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD",
    "hk$": "HKD", "s$": "SGD", "r$": "BRL", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY",
    "₦": "NGN", "₩": "KRW", "₪": "ILS", "₴": "UAH", "rs": "rupee", "rs.": "rupee",
}  # fmt: skip
_NAMED = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "australian dollar": "AUD",
    "canadian dollar": "CAD", "new zealand dollar": "NZD", "hong kong dollar": "HKD", "singapore dollar": "SGD",
    "dollar": "USD", "buck": "USD", "euro": "EUR", "pound sterling": "GBP", "sterling": "GBP", "quid": "GBP",
    "swiss franc": "CHF", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "indian rupee": "INR",
    "pakistani rupee": "PKR", "zloty": "PLN", "forint": "HUF", "real": "BRL", "reais": "BRL", "naira": "NGN",
    "baht": "THB", "ringgit": "MYR", "hryvnia": "UAH", "shekel": "ILS", "rouble": "RUB", "ruble": "RUB",
}  # fmt: skip
_SHARED = (
    "rupee franc peso crown krona krone kronor kroner dinar dirham riyal rial shilling rand won lira lire taka dong"
    " rupiah leu lei lev drachma mark guilder sol bolivar"
).split()
_MINOR = {
    "cent": ("cent", "USD"),
    "pence": ("penny", "GBP"),
    "penny": ("penny", "GBP"),
    "p": ("penny", "GBP"),
    "centime": ("centime", "franc"),
    "kopeck": ("kopeck", "RUB"),
}

_ANY_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_ANY_CODE = "|".join(_CODES)
_BEFORE = re.compile(rf"(?<![\w$])({_ANY_SIGN}|{_ANY_CODE})[ \u00a0]?$")
_LETTERS = re.compile(r"(?<![\w$])([a-z]{1,3})$")
_LETTERED = {"rm": "MYR", "r": "rand", "n": "NGN", "fr": "franc", "sh": "shilling", "kr": "krone"}
_AFTER = re.compile(
    "(?: of(?= ))?[ \u00a0-]?("
    + "|".join(sorted([*(re.escape(n) for n in _NAMED if n != "real"), *_SHARED], key=len, reverse=True))
    + r")s?\b|[ \u00a0]?("
    + _ANY_CODE
    + r")\b|[ \u00a0-]?(cent|pence|penny|centime|kopeck)s?\b|(p)\b|([€£$])"
)
_REACH = 60
_CLAUSE = re.compile(r"[.;:\n]")
_WEIGHT_CUES = re.compile(r"\b(?:weigh(?:s|ed|ing|t)?|heavy|heavier|lighter|load|cargo|haul|seized|catch)\b")
_POUNDS = re.compile(r"[ -]pounds?\b")
_MONEY_CUES = re.compile(
    r"\b(?:cost|costs|paid|pay|pays|paying|worth|price|priced|fines?|fined|wages?|salary|spent|spend|raised|earn"
    r"|earned|budget"
    r"|bill|value|valued|compensation|grant|loan|debt|profit|loss|losses|sales|revenue|fund|funding|bail|reward"
    r"|ransom|damages|rent)\b"
)


def currency_before(low: str, start: int, position: int) -> tuple[Currency, int] | None:
    """The currency that ends right before ``position`` of lower-case text, and where it begins.

    Letters that touch a number name one as well ("RM5 million", "P300,000"): numerals reads only amounts so.
    """
    floor = max(start, position - 7)
    match = _BEFORE.search(low[floor:position]) or _LETTERS.search(low[floor:position])
    if match is None:
        return None
    sign = match.group(1)
    unit = _SIGNS.get(sign) or _LETTERED.get(sign, sign.upper())
    return Currency(unit=unit, base=unit), floor + match.start()


def currency_after(low: str, position: int, end: int) -> tuple[Currency, int] | None:
    """The currency that begins right after ``position``, and where it ends."""
    match = _AFTER.match(low, position, end)
    if match is None:
        return None
    named, code, minor, letter, sign = match.groups()
    if minor or letter:
        unit, base = _MINOR[minor or letter]
        return Currency(unit=unit, base=base, scale=0.01), match.end()
    unit = code.upper() if code else _SIGNS[sign] if sign else _NAMED.get(named, named)
    return Currency(unit=unit, base=unit), match.end()


def pounds_after(low: str, position: int, end: int) -> int | None:
    """Where "pounds" ends when it follows and the words around speak of money; None when it is a weight."""
    match = _POUNDS.match(low, position, end)
    if match is None:
        return None
    before = _CLAUSE.split(low[max(0, position - _REACH) : position])[-1]
    after = _CLAUSE.split(low[match.end() : match.end() + 20])[0]
    if _WEIGHT_CUES.search(before) or _WEIGHT_CUES.search(after):
        return None
    return match.end() if _MONEY_CUES.search(before) or _MONEY_CUES.search(after) else None
