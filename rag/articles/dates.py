"""Dates: which day does this date line give, if it gives a whole one?

Text in, an ISO date (or, from metadata, a date-time as given) or None out. Day, month and year must
all stand there, the month as a word or the whole in ISO order; "06/07/2023" is two days and thus
none, and a weekday that contradicts its date makes both doubtful. A date in running prose is when
something happened, never when the article appeared, so only lines that are date lines count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

ACCEPTED = "published: 2024-05-02, 2024-05-02T10:00Z or 2 May 2024"
ORDERS = ("", "day first", "month first")
HEAD_LINES = 5
TAIL_LINES = 3
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DATE = (
    _WEEKDAY
    + r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    + rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m1')},?\s+(?P<y1>\d{{4}})"
    + rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))(?!\d)"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?|\d{3,4}(?=\s*(?:hrs|hours|gmt|utc|z)\b))"
_TIME = rf"{_CLOCK}\s*(?:[ap]\.?m\.?|hrs|hours)?\s*(?:[A-Z]{{1,4}})?"
_STAMP = rf"(?:{_TIME},?\s+)?{_DATE}(?:(?:,|\s+at|\s*T)?\s*{_TIME})?"
_ISO_TIME = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"

_ONLY_DATE = re.compile(_DATE, re.IGNORECASE)
_ONLY_STAMP = re.compile(_STAMP, re.IGNORECASE)
_POSTED = re.compile(
    rf"\W*(?:posted|published|first published|date|filed|issued)(?:\s+on|\s+at)?\s*:?\s*(?:{_TIME},?\s+)?{_DATE}",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?P<place>[^\W\d_][\w.'’ -]{1,40}?(?:,\s[\w.'’ -]{2,30}?)?)(?:,\s+|\s+\(|\s+)"
    rf"(?i:{_DATE})\)?[,:]?\s*(?:\([^()]{{1,40}}\)\s*)?(?:[—–-]{{1,2}}|:)\s"
)
_MAIL_DATE = re.compile(
    r"(?:[A-Z][a-z]{2},\s+)?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|[A-Z]{1,4})\b"
)
_NUMERIC = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})(?P<sign>[/.-]?)(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<last>(?:19|20)\d{2}))(?![\d/.-])"
)
_HEADING = re.compile(
    r"\W*(?:by\s|bulletin|news\s?flash|flash|press release|statement|sitrep|communiqu|media release|notice|alert)",
    re.IGNORECASE,
)


def parse_date(value: str) -> str | None:
    """Read a date or date-time as ISO text; None unless it is one whole, possible date.

    A time is kept as given: no second and no zone is added, only the ``T`` of the standard.
    """
    value = value.strip()
    if re.fullmatch(_ISO_TIME, value, re.IGNORECASE):
        return _checked_time(value.upper().replace(" ", "T", 1))
    match = _ONLY_DATE.fullmatch(value)
    return _day(match) if match else None


def loose_date(value: str, *, order: str = "") -> str | None:
    """Read a date as programs write it: ISO, in words, 20240502, 2024/5/2, that of a mail, or seconds since 1970.

    ``order`` ("day first" or "month first") says how 6/7/2023 is meant; without it, it is None.
    """
    value = value.strip()
    if strict := parse_date(value):
        return strict
    if _MAIL_DATE.match(value):
        return _moment(value)
    named = re.sub(r"(?<=\d)-([A-Za-z]{3,9})-(?=\d{4}\b)", r" \1 ", value)  # 26-FEB-1987
    if match := _ONLY_STAMP.fullmatch(re.sub(r"(:\d{2})\.\d+$", r"\1", named)):
        return _day(match)
    if match := _NUMERIC.match(value):
        return _numeric_day(match, order)
    return _moment(value)


def _numeric_day(match: re.Match[str], order: str) -> str | None:
    """The day of 20240502, 2024/5/2 or, where one reading alone is possible or meant, of 13/7/2023."""
    if match["year"]:
        return _iso(match["year"], match["month"], match["day"])
    first, second, year = match["first"], match["second"], match["last"]
    day_first, month_first = _iso(year, second, first), _iso(year, first, second)
    if order:
        return day_first if order == ORDERS[1] else month_first
    return day_first or month_first if day_first is None or month_first in (None, day_first) else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _moment(value: str) -> str | None:
    """A moment as a mail's head or a machine's clock gives it."""
    from email.utils import parsedate_to_datetime

    try:
        if re.fullmatch(r"\d{9,10}(?:\.\d+)?|\d{12,13}", value):
            seconds = float(value) / (1000 if len(value) > 11 and "." not in value else 1)
            return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def _checked_time(value: str) -> str | None:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value


def _day(match: re.Match[str]) -> str | None:
    """The ISO date of a ``_DATE`` match; None if there is no such day or the weekday is another."""
    try:
        if match["iso"]:
            day = date.fromisoformat(match["iso"])
        else:
            month = MONTHS.index((match["m1"] or match["m2"])[:3].lower()) + 1
            day = date(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]))
    except ValueError:
        return None
    weekday = match["weekday"]
    contradicts = weekday and _DAYS[day.weekday()] != weekday[:3].lower()
    return None if contradicts or day.year < 1600 else day.isoformat()


def dateline(text: str) -> str | None:
    """Find the day on which a text says it was put out, in its first or last lines.

    A posting line ("Posted Wed 28 June 2023") counts before a line that is only a date or a
    bulletin's heading, and that before a wire dateline ("PORT LINDAR, 2 May 2022 —"). Two such
    lines that disagree give none.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > HEAD_LINES + TAIL_LINES:
        lines = lines[:HEAD_LINES] + lines[-TAIL_LINES:]
    for kind in (_posted, _heading, _wire):
        days = {day for day in _days(kind(line) for line in lines)}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _days(matches: Iterable[re.Match[str] | None]) -> list[str]:
    return [day for match in matches if match and (day := _day(match))]


def _posted(line: str) -> re.Match[str] | None:
    return _POSTED.match(line) if len(line) <= 120 else None


def _heading(line: str) -> re.Match[str] | None:
    """A line that is a date, or a heading one part of which is: set off by bars, or in a bulletin's head."""
    if len(line) > 120 or line.endswith("."):
        return None
    if match := _ONLY_STAMP.fullmatch(line):
        return match
    parts = re.split(r"\s+[|•·]\s+", line)
    if len(parts) == 1 and _HEADING.match(line):
        parts = re.split(r"\s+[—–-]{1,2}\s+|,\s+(?=\d{1,2}\s|[A-Z])", line)
    return next((match for part in parts[1:] + parts[:1] if (match := _ONLY_STAMP.fullmatch(part.strip()))), None)


def _wire(line: str) -> re.Match[str] | None:
    """A dateline that opens a report: a place in capitals, a whole date, a dash."""
    match = _PLACE.match(line)
    return match if match and match["place"].split(",")[0].isupper() else None
