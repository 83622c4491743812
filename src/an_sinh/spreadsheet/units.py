"""A unit in words -> a power of ten and what is counted, so that triệu đồng and tỷ đồng are told apart and turned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple

from an_sinh.figures import plain, tidy, within_bounds
from an_sinh.programme.model import Indicator
from an_sinh.spreadsheet.headings import fold


class UnitMatch(Enum):
    """How a unit that a sheet gives stands to the indicator's own."""

    SAME = "same"
    OTHER = "other"


class _Unit(NamedTuple):
    power: int
    counted: str


_POWERS: Final[Mapping[str, int]] = MappingProxyType(
    {
        **dict.fromkeys(("nghìn tỷ", "nghìn tỉ", "ngàn tỷ", "ngàn tỉ", "trillion", "trillions"), 12),
        **dict.fromkeys(("tỷ", "tỉ", "billion", "billions", "bn"), 9),
        **dict.fromkeys(("trăm triệu",), 8),
        **dict.fromkeys(("chục triệu",), 7),
        **dict.fromkeys(("triệu", "tr", "tr.", "million", "millions", "mn", "1.000.000", "1,000,000"), 6),
        **dict.fromkeys(("vạn", "chục nghìn", "10.000", "10,000", "10000"), 4),
        **dict.fromkeys(("nghìn", "ngàn", "thousand", "thousands", "1.000", "1,000", "1000"), 3),
        **dict.fromkeys(("trăm", "hundred", "hundreds"), 2),
    }
)
_POWER: Final = re.compile(
    "({})(?:\\s+|$|(?=đồng|vnđ|đ$))(.*)".format("|".join(map(re.escape, sorted(_POWERS, key=len, reverse=True))))
)
_ALIKE: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("đồng", "đ", "vnđ", "vnd", "dong", "₫", "đồng việt nam", "đồng vn"), "đồng"),
        **dict.fromkeys(("phần trăm", "percent", "per cent", "pct", "tỷ lệ %", "tỉ lệ %", "(%)"), "%"),
        **dict.fromkeys(("fraction", "ratio", "hệ số", "tỷ số", "phân số", "phần đơn vị"), "1"),
        **dict.fromkeys(("phần nghìn", "per mille", "permille"), "‰"),
    }
)
_SHARES: Final[Mapping[str, int]] = MappingProxyType({"%": -2, "‰": -3, "1": 0})
_SAID: Final = re.compile(r"(?:đvt|đơn vị tính|đơn vị|đv|unit|units)\s*:\s*", re.IGNORECASE)


def read_unit(text: str) -> _Unit:
    """A unit's power of ten and what is counted; `%` counts the same as a fraction."""
    said = _SAID.sub("", fold(text)).strip(" .:;()")
    said = _ALIKE.get(said, said)
    if said in _SHARES:
        return _Unit(_SHARES[said], "of one")
    power = _POWER.match(said)
    if power:
        rest = power[2].removeprefix("of ").strip(" .")
        if rest or power[1] not in ("tr", "tr."):
            return _Unit(_POWERS[power[1]], _plural(_ALIKE.get(rest, rest)))
    return _Unit(0, _plural(said))


def _plural(word: str) -> str:
    return {"person": "persons", "people": "persons", "household": "households"}.get(word, word)


def held_against(told: str, indicator: Indicator) -> UnitMatch | int:
    """How a unit beside a figure relates to the indicator's: the same, another, or so many powers of ten off."""
    units = list((indicator.unit or {}).values())
    if not units or any(fold(told) == fold(unit) for unit in units):
        return UnitMatch.SAME
    read = read_unit(told)
    for unit in units:
        own = read_unit(unit)
        if read == own or (fold(unit).startswith("%") and read == _Unit(-2, "of one")):
            return UnitMatch.SAME
        if read.power != own.power and _same_thing(read, own):
            return read.power - own.power
        if read.power == own.power and read.power > 2 and _same_thing(read, own):  # tỉ beside tỷ đồng
            return UnitMatch.SAME
    return UnitMatch.OTHER


def _same_thing(one: _Unit, other: _Unit) -> bool:
    return one.counted == other.counted or (one.power > 2 and other.power > 2 and "" in (one.counted, other.counted))


def converted(figure: Decimal, powers: int) -> str | None:
    """The figure in the indicator's unit, where it can be written."""
    turned = tidy(figure.scaleb(powers))
    return plain(turned) if within_bounds(turned) else None


def unit_said_in(text: str) -> str | None:
    """The unit that a line above a table names: `ĐVT: tỷ đồng`; None where it names none.

    `Đơn vị:` stands before an office too; it names a unit only where what follows is known as one.
    """
    found = _UNIT_LINE.search(text)
    if found:
        return found[1].strip(" .()")
    loose = _LOOSE_LINE.search(text)
    said = loose[1].strip(" .()") if loose else ""
    return said if said and _is_known(said) else None


def _is_known(unit: str) -> bool:
    read = read_unit(unit)
    return read.power != 0 or read.counted in _KNOWN_UNITS


_KNOWN_UNITS: Final = frozenset({*_ALIKE.values(), "of one"})


_UNIT_LINE: Final = re.compile(r"(?:đvt|đơn vị tính|unit of measure|units?)\s*:\s*([^\n()]{1,60})", re.IGNORECASE)
_LOOSE_LINE: Final = re.compile(r"(?:đơn vị|đv)\s*:\s*([^\n()]{1,60})", re.IGNORECASE)
