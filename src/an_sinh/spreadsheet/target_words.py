"""What a plan says is to be reached, in words -> a target as the data format writes it. Pure; nothing is rounded.

Vietnamese and English: "dưới 3", "trên 95", "30-35", "giảm 0,1", "giảm 20 %", "≥ 95", "khoảng 4", "duy trì 100", "từ
7,5 trở lên". What is more than one figure, or has no form of its own, is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from an_sinh.errors import Complaint, Phrase
from an_sinh.figures import parse_figure
from an_sinh.spreadsheet.headings import fold
from an_sinh.terms import Direction, Language
from an_sinh.text import quoted
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A target as it reads: its keys in the data format with their figures, and what the words say beside them."""

    keys: Mapping[str, str]
    better: Direction | None = None
    """Which way the wording points; None where it says nothing of it."""
    about: str = ""
    """The word by which the figure is meant as "about"."""
    is_guess: bool = False
    """Whether it could be read otherwise: "giảm 0,1%" of what is itself a percentage."""
    change_of: str = ""
    """The word that makes it a change on the year before."""


SEVERAL: Final = Phrase("more than one figure; give each a row of its own")
NO_TARGET: Final = Phrase("no target that ansinh can read; write it into targets.yaml")
ANOTHER_UNIT: Final = Phrase("the unit beside the figure is another than the row's")
CHANGE_OVER: Final = Phrase("a change of more than a figure, or within a range, has no form; write one figure")
CHANGE_AS_TERM: Final = Phrase("a change on the year before is no end-of-term target; write the figure to be reached")

_NUMBER = r"[-−]?[0-9]+(?:[ .,][0-9]+)*"
_FIGURE: Final = re.compile(_NUMBER)
_ABOUT: Final = re.compile(
    r"^(?:khoảng|chừng|xấp xỉ|gần|about|approximately|approx\.?|around|circa|ca\.|~|≈)\s*(?=[0-9<>≥≤]|từ)"
)
_LEAD_IN: Final = re.compile(
    r"^(?:(?:phấn đấu )?đạt|phấn đấu|đến|còn(?: lại)?|là|ở mức|mức|giữ(?: vững| ổn định)?|ổn định"
    r"|(?:tiếp tục )?duy trì(?: ở mức)?|đảm bảo|bảo đảm|hằng năm|hàng năm"
    r"|reach|reaching|achieve|maintain|maintaining|keep|remain|stay|at(?=\s+[0-9]))\s+"
)
_AFTER: Final = re.compile(
    r"\s*(?:so với (?:năm trước|cùng kỳ(?: năm trước)?|đầu năm|năm liền trước)|hằng năm|hàng năm|mỗi năm|/năm|trong năm"
    r"|(?:compared (?:with|to)|on) (?:the )?(?:previous|last) year|year[- ]on[- ]year|per year|a year)\.?$"
)
_POINTS: Final = re.compile(r"\s*(?:điểm\s*(?:%|phần trăm)|percentage points?|pp|points?)$")
_AT_LEAST: Final = (
    r"(?:≥|>=|⩾|tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn"
    r"|at least|no less than|not less than|minimum|min\.?)"
)
_AT_MOST: Final = (
    r"(?:≤|<=|⩽|tối đa|nhiều nhất|không quá|không vượt quá|không vượt|không trên|không cao hơn"
    r"|at most|no more than|not more than|maximum|max\.?|up to)"
)
_BOUNDS: Final = (
    ("at_least", _AT_LEAST),
    ("at_most", _AT_MOST),
    ("under", r"(?:<|dưới|thấp hơn|nhỏ hơn|ít hơn|under|below|less than|fewer than|lower than)"),
    ("over", r"(?:>|trên|hơn|cao hơn|lớn hơn|vượt|over|above|more than|greater than|higher than|exceeding)"),
)
_FROM_UP: Final = re.compile(
    rf"^(?:từ\s+|from\s+)?({_NUMBER})(.*?)\s*(?:trở lên|or more|or higher|or above|and above|\+)$"
)
_FROM_DOWN: Final = re.compile(
    rf"^(?:từ\s+|from\s+)?({_NUMBER})(.*?)\s*(?:trở xuống|or less|or fewer|or lower|or below|and below)$"
)
_RANGE: Final = re.compile(
    rf"^(?:từ\s+|from\s+|between\s+)?({_NUMBER})\s*(%?)\s*(?:-|–|—|÷|~|đến|tới|to|and)\s*({_NUMBER})(.*)$"
)
_DOWN: Final = (
    r"(?:giảm thêm|giảm|hạ|(?:decrease|reduce|down|fall|cut|lower) by|decrease|reduce|reduction of|down|minus)"
)
_UP: Final = r"(?:tăng thêm|tăng|(?:increase|up|rise|raise|grow) by|increase|growth of|up|plus)"
_CHANGE: Final = re.compile(rf"^(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\s+(?P<rest>.*)$")
_DONE: Final = frozenset(
    {
        *("x", "✓", "✔", "true", "yes", "done", "completed", "complete", "achieved", "in place"),
        *("hoàn thành", "đạt chuẩn", "đạt", "có", "xong", "đã xong", "thực hiện", "thực hiện xong", "đưa vào sử dụng"),
    }
)
_MOST_POINTS: Final = 5
"""A change in percent of what is a percentage is taken for points below this, for a share of it from here on."""


def target_in(text: str, unit: str, numerals: Language | None) -> Wording | Phrase:
    """What a cell's text asks for, of an indicator in this unit; else why it can't be read."""
    said = " ".join(fold(text).replace("−", "-").split()).rstrip(".;")
    if said in _DONE:
        return Wording(keys={"value": "true"})
    about, said = _without_about(_without_lead_in(said))
    said = _AFTER.sub("", said)
    if not unit.startswith("%"):  # of "km2" the 2 is no figure
        said = said.removesuffix(fold(unit)).strip()
    if _is_several(said):
        return SEVERAL
    reader = _Reader(unit=fold(unit), numerals=numerals)
    found = reader.change(said) or reader.bound(said) or reader.range(said) or reader.alone(said) or NO_TARGET
    if isinstance(found, Phrase) or not about:
        return found
    return replace(found, about=about)


def _without_lead_in(said: str) -> str:
    while found := _LEAD_IN.match(said):
        said = said[found.end() :]
    return said


def _without_about(said: str) -> tuple[str, str]:
    found = _ABOUT.match(said)
    return (found[0].strip(), said[found.end() :]) if found else ("", said)


def _is_several(said: str) -> bool:
    """Whether there is more than a figure, a range or a change in it."""
    if re.search(r";|trong đó|tr\.? ?đó|of which|including|\(.*[0-9].*\)|[0-9]\s*(?:và|and|&)\s*[0-9]", said):
        return not re.match(r"^between\b", said)
    return len(_FIGURE.findall(said)) > 2 or bool(re.search(r"[0-9]/[0-9]", said))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads one cell's text; each way answers None where the text is not of its kind."""

    unit: str
    numerals: Language | None

    def change(self, said: str) -> Wording | Phrase | None:
        """A change on the year before: in the unit, or in percent of it."""
        found = _CHANGE.match(said)
        if not found:
            return None
        word, rest = found["down"] or found["up"], found["rest"]
        if up := _FROM_UP.match(rest):  # of a decrease too, "0.5 or more" is met by 0.5
            rest = up[1] + up[2]
        rest = re.sub(rf"^{_AT_LEAST}\s*", "", rest)
        points = _POINTS.search(rest)
        rest = rest[: points.start()] if points else rest
        number = re.match(rf"^({_NUMBER})\s*(.*)$", rest)
        if not number or _RANGE.match(rest):
            return CHANGE_OVER if _FIGURE.search(rest) else None
        figure, behind = self.figure(number[1]), number[2].strip()
        if figure is None:
            return NO_TARGET
        sign = "-" if found["down"] else ""
        better = Direction.LOWER if found["down"] else Direction.HIGHER
        if behind.startswith("%") and not points:
            small = abs(float(figure)) < _MOST_POINTS
            key = "change" if self.unit.startswith("%") and small else "change_percent"
            return Wording(keys={key: sign + figure}, better=better, is_guess=self.unit.startswith("%"), change_of=word)
        if not points and not self.is_unit(behind):
            return ANOTHER_UNIT
        return Wording(keys={"change": sign + figure}, better=better, change_of=word)

    def bound(self, said: str) -> Wording | Phrase | None:
        """A bound that is in (at least, at most) or out (under, over)."""
        for kind, pattern in _BOUNDS:
            if found := re.match(rf"^{pattern}\s*({_NUMBER})(.*)$", said):
                return self._bound(kind, found[1], found[2])
        for kind, whole in (("at_least", _FROM_UP), ("at_most", _FROM_DOWN)):
            if found := whole.match(said):
                return self._bound(kind, found[1], found[2])
        return None

    def _bound(self, kind: str, number: str, behind: str) -> Wording | Phrase:
        figure = self.figure(number)
        if figure is None or _FIGURE.search(behind):
            return NO_TARGET
        if not self.is_unit(behind):
            return ANOTHER_UNIT
        better = Direction.LOWER if kind in ("at_most", "under") else Direction.HIGHER
        return Wording(keys={"value" if kind.startswith("at_") else kind: figure}, better=better)

    def range(self, said: str) -> Wording | Phrase | None:
        """From one figure to another."""
        found = _RANGE.match(said)
        if not found:
            return None
        low, high = self.figure(found[1]), self.figure(found[3])
        if low is None or high is None or _FIGURE.search(found[4]):
            return NO_TARGET
        if not self.is_unit(found[4]):
            return ANOTHER_UNIT
        if float(low) > float(high):
            return NO_TARGET
        return Wording(keys={"from": low, "to": high})

    def alone(self, said: str) -> Wording | Phrase | None:
        """A figure and nothing else, but for its unit."""
        found = re.match(rf"^({_NUMBER})(.*)$", said)
        if not found:
            return None
        if _FIGURE.search(found[2]):
            return SEVERAL
        figure = self.figure(found[1])
        if figure is None:
            return NO_TARGET
        return Wording(keys={"value": figure}) if self.is_unit(found[2]) else ANOTHER_UNIT

    def figure(self, text: str) -> str | None:
        """A numeral as the data format writes it; None where it follows no way of writing."""
        ways = readings(text)
        return ways.get(self.numerals) if self.numerals else next(iter(ways.values()), None)

    def is_unit(self, behind: str) -> bool:
        """Whether what stands behind a figure is the row's own unit."""
        return is_unit(behind, self.unit)


def is_unit(behind: str, unit: str) -> bool:
    """Whether what stands behind a figure is a row's own unit, or its first word, or nothing."""
    said, own = fold(behind).strip(" ."), fold(unit)
    return not said or own.startswith(said) or (said[:1] == "%" and not own) or said.startswith(own or "\0")


_VI: Final = re.compile(r"-?(?:0?[0-9]|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,[0-9]+)?")
_EN: Final = re.compile(r"-?(?:0?[0-9]|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+))(?:\.[0-9]+)?")


def readings(text: str) -> dict[Language, str]:
    """How a numeral reads in each way of writing that it follows; "05" is 5, as plans write it."""
    said = text.replace("−", "-")
    found = {
        Language.VI: said.replace(".", "").replace(",", ".") if _VI.fullmatch(said) else "",
        Language.EN: said.replace(",", "") if _EN.fullmatch(said) else "",
    }
    plainly = {way: re.sub(r"^(-?)0(?=[0-9])", r"\1", read.replace(" ", "")) for way, read in found.items() if read}
    return {way: read for way, read in plainly.items() if parse_figure(read) is not None}


def settle(texts: Sequence[tuple[str, str]]) -> Language | None:
    """The way of writing that a plan's figures settle, by their cells; Complaint where they don't and it matters."""
    proofs: dict[Language, tuple[str, str]] = {}
    unsettled: list[tuple[str, str, tuple[str, ...]]] = []
    for cell, numeral in _numerals(texts):
        ways = readings(numeral)
        if len(ways) == 1:
            proofs.setdefault(next(iter(ways)), (cell, numeral))
        elif len(set(ways.values())) > 1:
            unsettled.append((cell, numeral, tuple(ways.values())))
    if len(proofs) > 1:
        (vi_cell, vi_text), (en_cell, en_text) = proofs[Language.VI], proofs[Language.EN]
        raise Complaint(
            "the figures are written in two ways: {vi} in the Vietnamese, {en} in the English",
            "make them alike, or say --numerals vi or en",
            vi=f"{vi_cell} {quoted(vi_text)}",
            en=f"{en_cell} {quoted(en_text)}",
        )
    if proofs or not unsettled:
        return next(iter(proofs), None)
    cell, numeral, ways_open = unsettled[0]
    raise Complaint(
        "{cell} {text} may be {ways}",
        "say --numerals vi or --numerals en",
        cell=cell,
        text=quoted(numeral),
        ways=ways_open,
    )


def _numerals(texts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for cell, text in texts:
        yield from ((cell, numeral) for numeral in _FIGURE.findall(fold(text)))
