"""What the words of a cell mean, in both languages: verdicts, outlooks, truths, "no figure yet", totals. All folded.

The words that an-sinh prints itself are among them; a test holds that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from an_sinh.spreadsheet.headings import fold
from an_sinh.terms import Outlook, Status

NO_FIGURE: Final = frozenset(
    {
        *("-", "–", "—", "n/a", "na", "…", "...", "none", "no figure yet", "not judged", "unscored", "withdrawn"),
        *("chưa có", "không có", "chưa có số liệu", "chưa đánh giá", "thôi đánh giá", "không đánh giá"),
    }
)
VERDICT_WORDS: Final[Mapping[str, Status]] = MappingProxyType(
    {
        **dict.fromkeys(("not started", "not-started", "chưa triển khai", "chưa thực hiện"), Status.NOT_STARTED),
        **dict.fromkeys(("chưa bắt đầu", "not_started"), Status.NOT_STARTED),
        **dict.fromkeys(("unmet", "not met", "missed", "không đạt", "chưa đạt", "không hoàn thành"), Status.UNMET),
        **dict.fromkeys(("chưa hoàn thành",), Status.UNMET),
        **dict.fromkeys(("met", "đạt", "đạt chỉ tiêu", "đạt kế hoạch", "đạt mục tiêu", "hoàn thành"), Status.MET),
        **dict.fromkeys(("exceeded", "vượt", "vượt chỉ tiêu", "vượt kế hoạch", "vượt mục tiêu"), Status.EXCEEDED),
        **dict.fromkeys(("hoàn thành vượt mức", "vượt mức"), Status.EXCEEDED),
    }
)
OUTLOOK_WORDS: Final[Mapping[str, Outlook]] = MappingProxyType(
    {
        **dict.fromkeys(("on track", "on-track", "on_track", "on schedule"), Outlook.ON_TRACK),
        **dict.fromkeys(("đúng tiến độ", "theo tiến độ", "đúng hạn"), Outlook.ON_TRACK),
        **dict.fromkeys(("behind", "behind schedule", "chậm", "chậm tiến độ"), Outlook.BEHIND),
        **dict.fromkeys(("far behind", "far-behind", "far_behind", "far behind schedule"), Outlook.FAR_BEHIND),
        **dict.fromkeys(("rất chậm", "chậm nhiều", "rất chậm tiến độ", "rất chậm so với tiến độ"), Outlook.FAR_BEHIND),
    }
)
"""Of the way to the term's target; a word that only says that it is hard ("difficult") is none of the three."""
TRUTH_WORDS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys(("true", "done", "đã xong", "xong", "đã hoàn thành", "hoàn thành"), True),
        **dict.fromkeys(("false", "not done", "chưa xong", "chưa hoàn thành"), False),
    }
)
FLAG_WORDS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        **dict.fromkeys(("x", "✓", "✔", "yes", "y", "true", "1", "có", "provisional", "preliminary"), True),
        **dict.fromkeys(("ước", "sơ bộ", "tạm tính", "estimate", "estimated"), True),
        **dict.fromkeys(("no", "n", "false", "0", "không", "final", "chính thức", "-", "–"), False),
    }
)
_TOTAL: Final = re.compile(
    r"(?:tổng|tổng số|tổng cộng|cộng|total|totals|sum|grand total|subtotal|cộng chung)\b[\s:.]*"
    r"(?:\([^()]*\)|[ivx]{1,5}|[0-9+ ]{1,9})?[\s:.]*"
)
_ABOUT: Final = re.compile(r"(?:ước|ước đạt|ước tính|est\.|estimated)\s+(?=[-−+0-9])")


def is_total(name: str) -> bool:
    """Whether a row's name says that it sums up others."""
    return _TOTAL.fullmatch(fold(name)) is not None


def without_about(text: str) -> str | None:
    """The figure behind the word that makes it an estimate; None where there is no such word."""
    found = _ABOUT.match(text)
    return text[found.end() :] if found else None
