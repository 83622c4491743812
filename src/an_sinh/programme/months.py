"""A part of a year as it may be written, `2022-6`, `Q2 2022`, `2022-13`, `2022/23`: what was meant, or what is wrong.

Imported only where a text is neither a year nor a month.
"""

from __future__ import annotations

import re

from an_sinh.errors import Phrase, Problem, did_you_mean
from an_sinh.text import quoted

_YEAR_FIRST = re.compile(r"([1-9][0-9]{3})[-/._ ]?([0-9]{1,2})(?:[-/.][0-9]{1,2})?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/._]([1-9][0-9]{3})")
_QUARTER = re.compile(r"([1-9][0-9]{3})[-/_ ]?Q([1-4])|Q([1-4])[-/_ ]?([1-9][0-9]{3})", re.IGNORECASE)
_HALF = re.compile(r"([1-9][0-9]{3})[-/_ ]?H([12])|H([12])[-/_ ]?([1-9][0-9]{3})", re.IGNORECASE)
_FISCAL = re.compile(r"([1-9][0-9]{3})/([0-9]{2}|[0-9]{4})")


def wrong_period(text: str) -> Problem | None:
    """What is wrong with a text that was meant as a part of a year, or as a year of two; None for any other."""
    fiscal = first_of_two(text)
    if fiscal is not None:
        return _not_so(text, str(fiscal))
    if (problem := not_the_next(text)) is not None:
        return problem
    for pattern, months in ((_QUARTER, 3), (_HALF, 6)):
        if found := pattern.fullmatch(text):
            year, part = (found[1], found[2]) if found[1] else (found[4], found[3])
            return _not_so(text, f"{year}-{int(part) * months:02}")
    if found := _YEAR_FIRST.fullmatch(text):
        return _month(text, found[1], found[2])
    if found := _MONTH_FIRST.fullmatch(text):
        return _month(text, found[2], found[1])
    return None


def _month(text: str, year: str, month: str) -> Problem:
    if 1 <= int(month) <= 12:
        return _not_so(text, f"{year}-{int(month):02}")
    return Problem(
        "not-a-year",
        "{text}: there is no month {month}",
        "write the year and its month, such as 2022-06",
        text=quoted(text),
        month=month,
    )


def _not_so(text: str, meant: str) -> Problem:
    return Problem("not-a-year", "{text} is not a year", did_you_mean((meant,)), text=quoted(text))


def first_of_two(text: str) -> int | None:
    """2022 of `2022/23`, a year that starts in one calendar year and ends in the next; None for any other text."""
    found = _FISCAL.fullmatch(text)
    if found is None:
        return None
    first = int(found[1])
    return first if found[2] in (f"{(first + 1) % 100:02}", str(first + 1)) else None


def not_the_next(text: str) -> Problem | None:
    """`2022/24`, which is no year that ends in the next one, and no month; None for any other text."""
    found = _FISCAL.fullmatch(text)
    if found is None or first_of_two(text) is not None or (len(found[2]) == 2 and 1 <= int(found[2]) <= 12):
        return None
    first = int(found[1])
    return Problem(
        "not-a-year",
        "{text} is not a year: {first} is followed by {next}",
        Phrase("write {names}", (f"{first}/{(first + 1) % 100:02}",)),
        text=quoted(text),
        first=str(first),
        next=str(first + 1),
    )
