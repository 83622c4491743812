"""Which way is better, where no column says it: a guess from the words of a plan, with its reason. Folded texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from an_sinh.errors import Phrase
from an_sinh.spreadsheet.headings import fold
from an_sinh.spreadsheet.target_words import Wording
from an_sinh.terms import Direction
from an_sinh.text import quoted

DIRECTIONS: Final[Mapping[str, Direction]] = MappingProxyType(
    {
        **dict.fromkeys(("higher", "up", "↑", "more", "increase", "+"), Direction.HIGHER),
        **dict.fromkeys(("tăng", "cao", "cao hơn", "càng cao càng tốt"), Direction.HIGHER),
        **dict.fromkeys(("lower", "down", "↓", "less", "decrease", "-"), Direction.LOWER),
        **dict.fromkeys(("giảm", "thấp", "thấp hơn", "càng thấp càng tốt"), Direction.LOWER),
        **dict.fromkeys(("within", "range", "band", "trong khoảng", "ổn định"), Direction.WITHIN),
    }
)
"""What a column says of it."""

_LOWER: Final = (
    *("thất nghiệp", "hộ nghèo", "cận nghèo", "nghèo đa chiều", "tỷ lệ nghèo", "suy dinh dưỡng", "thấp còi", "tử vong"),
    *("chết", "tai nạn", "ô nhiễm", "thất thoát", "tội phạm", "sinh con thứ", "tỷ số giới tính", "bỏ học", "lạm phát"),
    *("cpi", "giá tiêu dùng", "nhập siêu", "bội chi", "thời gian chờ", "thời gian giải quyết", "tồn đọng", "quá hạn"),
    *("trễ hạn", "nợ xấu", "nợ đọng", "tỷ lệ mắc", "lây nhiễm", "lao động nông nghiệp", "tăng dân số", "phát thải"),
    *("vi phạm", "khiếu nại", "mù chữ", "tảo hôn", "bạo lực", "thiếu nước", "thiếu việc", "lao động trẻ em"),
    *("unemploy", "poverty", "poor household", "mortality", "death", "fatalit", "accident", "crime", "malnutrition"),
    *("stunting", "inflation", "waiting", "overdue", "emission", "dropout", "drop-out", "pollution", "debt", "backlog"),
    *("illitera", "infection", "wastage", "losses", "violence", "complaint", "shortage"),
)
"""Of these there should be less."""
_HIGHER: Final = (
    *("thoát nghèo", "được", "hỗ trợ", "thu gom", "xử lý", "mức giảm"),
    *("supported", "receiving", "escap", "treated", "collected"),
)
"""Whatever else the name says, of these there should be more: `hộ nghèo được hỗ trợ`."""
_TO_GO_DOWN: Final = re.compile(r"\b(?:giảm|hạ thấp)\b|\breduc|\bdecreas")
_BY_HOW_MUCH: Final = re.compile(
    r"^(?:mức |tỷ lệ |số hộ |số )?(?:giảm|hạ)\b|\bgiảm(?: bình quân| được)?(?:/năm| hằng năm| hàng năm)?$"
    r"|^reduc|^decreas"
)
"""A name beside which a figure may be that by which it goes down: `Giảm nghèo: 1-1,5`."""
_DOWN_TO: Final = re.compile(r"\bxuống\b|\bcòn\b|\bto\b")


def guess(name: str, targets: Sequence[Wording], before: Decimal | None = None) -> tuple[Direction, Phrase]:
    """Which way is better, from the targets' words, the name, the course of the targets; else higher.

    `before` is what was reached when the plan began.
    """
    for wording in targets:
        if wording.better is not None:
            return wording.better, Phrase("the target's wording")
    said = fold(name)
    more = any(word in said for word in _HIGHER)
    if not more and _BY_HOW_MUCH.search(said) and _is_an_amount(said, targets, before):
        return Direction.HIGHER, Phrase("the name says that it goes down, and the figure by how much")
    if not more and _TO_GO_DOWN.search(said):
        return Direction.LOWER, Phrase("the name says that it is to go down")
    less = None if more else next((word for word in _LOWER if word in said), None)
    if less:
        return Direction.LOWER, Phrase("the name says {names}", (quoted(less),))
    return _by_course(targets)


def _is_an_amount(said: str, targets: Sequence[Wording], before: Decimal | None) -> bool:
    """Whether the figures are by how much it goes down: not what it goes down to, and far below what there was."""
    figures = _figures(targets)
    if not figures or _DOWN_TO.search(said) or figures[-1] < figures[0]:
        return False
    return before is None or figures[0] * 2 < before


def _figures(targets: Sequence[Wording]) -> list[Decimal]:
    found = (wording.keys.get("value") or wording.keys.get("to") for wording in targets)
    return [Decimal(each) for each in found if each and each != "true"]


def _by_course(targets: Sequence[Wording]) -> tuple[Direction, Phrase]:
    """By where the targets, the earliest first, lead to."""
    figures = _figures(targets)
    if len(figures) > 1 and figures[-1] < figures[0]:
        return Direction.LOWER, Phrase("its targets go down")
    if len(figures) > 1 and figures[-1] > figures[0]:
        return Direction.HIGHER, Phrase("its targets go up")
    return Direction.HIGHER, Phrase("nothing says otherwise")
