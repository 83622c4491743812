"""The headings of a sheet's columns and what a column of each holds: one table, for sheets in and sheets out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from an_sinh.terms import Month, Period

MOST_HEADING_ROWS: Final = 40
"""How far below its first row a sheet's first headings may stand."""


class Role(Enum):
    """What a column holds of an indicator."""

    ID = "id"
    NAME = "name"
    UNIT = "unit"
    VALUE = "value"
    ESTIMATE = "estimate"
    """A provisional figure; or, where the column holds only yes and no, whether the figure is one."""
    REPORTED = "reported"
    REPORTED_TERM = "reported_term"
    REPORTED_OUTLOOK = "reported_outlook"
    PROVISIONAL = "provisional"
    AS_OF = "as_of"
    SOURCE = "source"
    NOTE = "note"
    PLAN = "plan"
    NUMBER = "number"
    LEAD = "lead"
    GROUP = "group"


FIGURES: Final = frozenset({Role.VALUE, Role.ESTIMATE})
KEYS: Final = frozenset({Role.ID, Role.NAME})
BESIDE: Final = frozenset(
    {
        *(Role.REPORTED, Role.REPORTED_TERM, Role.REPORTED_OUTLOOK),
        *(Role.PROVISIONAL, Role.AS_OF, Role.SOURCE, Role.NOTE),
    }
)
"""What an entry may hold beside its figure."""

HEADINGS: Final[Mapping[Role, tuple[str, ...]]] = MappingProxyType(
    {
        Role.ID: ("id", "mã", "mã chỉ tiêu", "mã số", "code", "indicator id", "indicator code"),
        Role.NAME: (
            *("name", "indicator", "indicator name", "indicators"),
            *("tên", "chỉ tiêu", "tên chỉ tiêu", "nội dung chỉ tiêu", "nội dung", "các chỉ tiêu"),
        ),
        Role.UNIT: ("unit", "units", "unit of measure", "đơn vị tính", "đơn vị", "đvt", "đv tính", "đ/v tính"),
        Role.VALUE: (
            *("value", "actual", "actual value", "figure", "result", "reported value"),
            *("giá trị", "thực hiện", "số thực hiện", "kết quả", "kết quả thực hiện", "số liệu", "th"),
        ),
        Role.ESTIMATE: (
            *("estimate", "estimated", "estimated value", "estimated actual", "provisional figure"),
            *("ước", "ước thực hiện", "ước tính", "số ước", "ước kết quả", "ước th", "ước đạt", "số sơ bộ"),
        ),
        Role.REPORTED: (
            *("verdict", "reported", "reported verdict", "status", "assessment"),
            *("đánh giá", "kết quả đánh giá", "tự đánh giá", "mức độ hoàn thành", "trạng thái", "công bố"),
        ),
        Role.REPORTED_TERM: (
            *("reported_term", "verdict on the term", "reported on the term", "term verdict"),
            *("đánh giá cả nhiệm kỳ", "đánh giá cuối kỳ", "đánh giá giai đoạn", "công bố cả nhiệm kỳ"),
        ),
        Role.REPORTED_OUTLOOK: (
            *("reported_outlook", "reported outlook", "outlook for the term", "outlook to the end of the term"),
            *("tiến độ đến cuối kỳ", "tiến độ cuối kỳ", "tiến độ cả nhiệm kỳ", "đánh giá tiến độ"),
        ),
        Role.PROVISIONAL: ("provisional", "preliminary", "tạm tính", "sơ bộ", "là số ước", "số tạm tính"),
        Role.AS_OF: (
            "as_of",
            "as of",
            "date",
            "as at",
            "ngày số liệu",
            "tính đến",
            "tính đến ngày",
            "thời điểm",
            "ngày",
        ),
        Role.SOURCE: ("source", "sources", "source id", "nguồn", "nguồn số liệu", "mã nguồn"),
        Role.NOTE: ("note", "notes", "remark", "remarks", "ghi chú", "chú thích", "nhận xét"),
        Role.PLAN: ("plan", "target", "planned", "kế hoạch", "mục tiêu", "chỉ tiêu kế hoạch", "kh"),
        Role.NUMBER: ("no", "no.", "#", "tt", "stt", "số tt", "số thứ tự"),
        Role.LEAD: ("lead", "responsible", "đơn vị chủ trì", "cơ quan chủ trì", "chủ trì", "đơn vị thực hiện"),
        Role.GROUP: ("group", "nhóm", "lĩnh vực"),
    }
)
_ROLES: Final = {heading: role for role, headings in HEADINGS.items() for heading in headings}
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def fold(text: str) -> str:
    """A text for comparing: Unicode and case folded, spaces as one."""
    return squeezed(unicodedata.normalize("NFKC", text))


def squeezed(text: str) -> str:
    """A text for comparing in which a raised figure stays one."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def role_of(heading: str) -> Role | None:
    """What a column with this folded heading holds, whatever the year."""
    return _ROLES.get(heading)


def known_headings(cells: Iterable[str]) -> int:
    """How many of a row's cells are headings, with or without a year or a unit; 0 where no key is among them."""
    folded = [fold(cell) for cell in cells if len(cell) < 200]
    if not any(role_of(each) in KEYS for each in folded):
        return 0
    return sum(role_of(each) is not None or _YEAR.search(each) is not None for each in folded)


def spellings(period: Period) -> tuple[str, ...]:
    """How a heading may spell a year, or a part of one, the longest first: `2022/23`, `2022`; `2022-06`, `6/2022`."""
    if isinstance(period, Month):
        year, month = period.year, period.month
        return (str(period), f"{month:02}/{year}", f"{month}/{year}", f"{month:02}-{year}")
    return (f"{period}/{(period + 1) % 100:02}", str(period))


def year_headings(period: Period) -> Iterator[tuple[str, Role]]:
    """The headings of the figures of a year, or of a part of one, folded."""
    for spelled in spellings(period):
        yield from _headings(spelled)
        if isinstance(period, Month):
            yield from _headings(f"tháng {spelled}")


def _headings(year: str) -> Iterator[tuple[str, Role]]:
    yield year, Role.VALUE
    for word in (
        "năm",
        "thực hiện",
        "thực hiện năm",
        "kết quả",
        "kết quả năm",
        "kết quả thực hiện năm",
        "số liệu năm",
        "th",
        "th năm",
    ):
        yield f"{word} {year}", Role.VALUE
    for word in ("actual", "value", "figure", "result"):
        yield f"{word} {year}", Role.VALUE
        yield f"{year} {word}", Role.VALUE
    for word in (
        "ước",
        "ước thực hiện",
        "ước thực hiện năm",
        "ước năm",
        "ước th",
        "ước th năm",
        "ước tính",
        "estimate",
    ):
        yield f"{word} {year}", Role.ESTIMATE
    yield f"{year} estimate", Role.ESTIMATE
