"""A number and its format -> what a person sees in the cell: a figure, a percentage, a figure with a text beside it.

Where the format shows another number than the cell holds (thousands as `0.0,`, a sign left out, a zero as a dash), the
cell is in doubt: nobody can tell which of the two was meant. Rounding alone is none: the cell's own digits count.
[ECMA-376] 18.8.31 tells the codes.
"""

from __future__ import annotations

import datetime
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from an_sinh.figures import plain, within_bounds
from an_sinh.spreadsheet.cells import CellValue, Doubt, DoubtfulCell, LabelledFigure, Percent, hundredfold
from an_sinh.values import dataclass

_TOKEN: Final = re.compile(
    r'"(?P<said>[^"]*)"?|\\(?P<one>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>general|standard)|(?P<half>am/pm|a/p)'
    r"|(?P<power>e[-+])|(?P<digit>[0#?])|(?P<mark>[.,%])|(?P<when>[ymdhsgb])|(?P<else>.)",
    re.IGNORECASE | re.DOTALL,
)
_PART: Final = re.compile(r'(?:"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_TESTS: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = MappingProxyType(
    {
        "<": operator.lt,
        ">": operator.gt,
        "=": operator.eq,
        "<=": operator.le,
        ">=": operator.ge,
        "<>": operator.ne,
    }
)
_TRUTHS: Final[Mapping[str, bool]] = MappingProxyType({"TRUE": True, "FALSE": False, "ĐÚNG": True, "SAI": False})
"""How LibreOffice shows a truth, which it keeps as a number."""
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """One of the up to four parts of a format: for positive numbers, negative ones, zero, and text."""

    test: Callable[[Decimal], bool] | None
    is_date: bool
    general: bool
    digits: str
    """Its placeholders before any exponent."""
    scale: int
    """Times a thousand by which the number is shown smaller."""
    percents: int
    label: str
    """What it shows beside the digits, % and signs included, without spaces around it."""
    broken: bool
    """Whether a text stands between the digits."""


def as_shown(number: Decimal, code: str) -> CellValue:
    """What a cell with this number and this format shows; dates are for `as_date`."""
    sections = _sections(code or "General")
    section, own_sign = _chosen(sections, number)
    if section is None:
        return number
    label, is_negative = section.label, number < 0
    if is_negative and own_sign and not section.general:
        stripped = label.replace("-", "").replace("−", "").replace("(", "").replace(")", "").strip()
        if stripped == label:
            return _doubt(number)
        label = stripped
    if section.general:
        return LabelledFigure(number, label) if label else number
    if not section.digits and label in _TRUTHS:
        return _TRUTHS[label]
    shows = "0" in section.digits or (bool(section.digits) and number != 0)
    if not shows or section.scale or section.broken or section.percents > 1:
        return _doubt(number)
    if re.search(r"[-+−/0-9]", label):
        return _doubt(number)
    figure = hundredfold(number) if section.percents else number
    if label.replace("%", "", section.percents).strip():
        return LabelledFigure(figure, label)
    return Percent(figure) if section.percents else figure


def is_date(code: str) -> bool:
    """Whether a format shows a number as a date or an hour."""
    return _sections(code)[0].is_date


def as_date(number: Decimal, *, since_1904: bool) -> str:
    """The day that a spreadsheet counts so, as ISO has it, with the hour if it has one; digits for no day."""
    try:
        days = float(number)
        days += 1462 if since_1904 else 1 if 0 <= days < 60 else 0  # 29 February 1900 was none
        when = datetime.datetime.fromisoformat("1899-12-30") + datetime.timedelta(days=days)
    except (OverflowError, ValueError):
        return plain(number) if within_bounds(number) else str(number)
    when = (when + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
    return when.date().isoformat() if (when.hour, when.minute, when.second) == (0, 0, 0) else when.isoformat()


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: it has a % that is neither in quotes nor escaped."""
    return any(section.percents for section in _sections(code))


def _doubt(number: Decimal) -> DoubtfulCell:
    return DoubtfulCell(plain(number) if within_bounds(number) else str(number), Doubt.FORMAT)


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, bool]:
    """The part that shows the number, and whether it has to show the minus itself."""
    numeric = sections[:3]
    if any(section.test for section in numeric):
        for section in numeric:
            if section.test is None or section.test(number):
                return section, number < 0 and "-" in section.label
        return None, False
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    return (numeric[2] if number == 0 and len(numeric) > 2 else numeric[0]), False


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    parts, at = [], 0
    while True:
        found = _PART.match(code, at)
        parts.append(found[0] if found else "")
        at += len(parts[-1]) + 1
        if at > len(code):
            break
    return tuple(map(_section, parts or [""]))


_DIGIT, _COMMA, _POINT = "\ue000", "\ue001", "\ue002"  # the places of these, which are no texts


def _section(part: str) -> _Section:
    said: list[str] = []  # one item for each token: what it shows, or a digit's place
    test: Callable[[Decimal], bool] | None = None
    dated = general = False
    digits, percents, power = "", 0, False
    for token in _TOKEN.finditer(part):
        kind, text = token.lastgroup, token[0]
        match kind:
            case "said" | "one":
                said.append(token[kind])
            case "bracket":
                test = _test(token["bracket"]) or test
                dated = dated or bool(_ELAPSED.fullmatch(token["bracket"]))
                said.append(token["bracket"][1:].partition("-")[0] if token["bracket"].startswith("$") else "")
            case "general":
                general = True
            case "half" | "when":
                dated = True
            case "power":
                power = True
            case "digit":
                digits += "" if power else text
                said.append(_DIGIT)
            case "mark":
                percents += text == "%"
                said.append("%" if text == "%" else _COMMA if text == "," else _POINT)
            case "else":
                said.append("" if text == "@" else text)
            case _:
                said.append(" ")
    shown = "".join(said)
    inside = re.search(f"{_DIGIT}(.*){_DIGIT}", shown, re.DOTALL)
    after = re.search(f"{_DIGIT}({_COMMA}+)(?!{_COMMA}*{_DIGIT})", shown)
    label = re.sub(f"[{_DIGIT}{_COMMA}{_POINT}]", "", shown)
    return _Section(
        test=test,
        is_date=dated and not general,
        general=general or (not digits and "@" in part),
        digits=digits,
        scale=len(after[1]) if after else 0,
        percents=percents,
        label=" ".join(label.split()),
        broken=bool(inside and re.sub(f"[{_DIGIT}{_COMMA}{_POINT}\\s]", "", inside[1])),
    )


def _test(bracket: str) -> Callable[[Decimal], bool] | None:
    found = _CONDITION.fullmatch(bracket)
    if not found:
        return None
    test, bound = _TESTS[found[1]], Decimal(found[2])
    return lambda number: test(number, bound)


# --- where the file itself tells what it shows ------------------------------------------------------------------------

_SHOWN: Final = re.compile(
    r"(?P<before>[^0-9]*?)(?P<sign>[-−+(]?)(?P<digits>[0-9](?:[0-9.,'’\s]*[0-9])?)(?P<after>.*)", re.DOTALL
)


def as_told(number: Decimal, shown: str, *, percent: bool = False) -> CellValue:
    """What an .ods cell holds, whose file tells what it shows: in doubt where these differ by more than rounding."""
    if not percent and shown.replace(",", ".") == str(number):  # as most do: nothing else is so quick
        return number
    text = " ".join(shown.split())
    figure = hundredfold(number) if percent else number
    if text.upper() in _TRUTHS and number in (0, 1):
        return _TRUTHS[text.upper()]
    found = _SHOWN.fullmatch(text)
    if not text or re.search(r"[0-9][eE][-+]?[0-9]", text):
        return Percent(figure) if percent else figure
    if not found or found["sign"] == "+" or (found["sign"] in "-−(" and found["sign"] != "") is not (number < 0):
        return figure if not number and found and found["sign"] != "+" else _doubt(number)
    label = f"{found['before']}{found['after'].lstrip(')')}".strip()
    if re.search(r"[-+−/0-9]", label) or not _agrees(abs(figure), found["digits"]):
        return _doubt(number)
    if label.replace("%", "", percent).strip():
        return LabelledFigure(figure, label)
    return Percent(figure) if percent else figure


def _agrees(figure: Decimal, digits: str) -> bool:
    """Whether digits, whoever's marks they have, are the figure but for rounding."""
    bare = re.sub(r"['’\s]", "", digits)
    for thousands, point in ((".", ","), (",", ".")):
        plainly = bare.replace(thousands, "").replace(point, ".")
        if plainly.count(".") > 1:
            continue
        shown = Decimal(plainly)
        step = Decimal(1).scaleb(int(shown.as_tuple().exponent))
        if abs(figure - shown) * 2 <= step:
            return True
    return False


BUILT_IN: Final[Mapping[int, str]] = MappingProxyType(
    {
        **dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00"))),
        **dict.fromkeys((5, 6), "#,##0;-#,##0"),
        **dict.fromkeys((7, 8), "#,##0.00;-#,##0.00"),
        9: "0%",
        10: "0.00%",
        11: "0.00E+00",
        12: "# ?/?",
        13: "# ??/??",
        **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)), "yyyy-mm-dd"),
        37: "#,##0 ;(#,##0)",
        38: "#,##0 ;[Red](#,##0)",
        39: "#,##0.00;(#,##0.00)",
        40: "#,##0.00;[Red](#,##0.00)",
        **dict.fromkeys((41, 42), '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-'),
        **dict.fromkeys((43, 44), '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'),
        48: "##0.0E+0",
        49: "@",
    }
)
"""Excel's own formats by their numbers; the money of 5 to 8 is the reader's own, and is left out."""
