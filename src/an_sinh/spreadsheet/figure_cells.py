"""A cell and its indicator -> the figure as the data format writes it, or why it is none. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Final

from an_sinh.errors import Complaint, Phrase
from an_sinh.figures import parse_figure, plain, within_bounds
from an_sinh.judge.scale import Scale, known_words
from an_sinh.programme.model import Indicator
from an_sinh.spreadsheet.cell_words import NO_FIGURE, TRUTH_WORDS, VERDICT_WORDS, without_about
from an_sinh.spreadsheet.cells import CellValue, Doubt, DoubtfulCell, LabelledFigure, Percent
from an_sinh.spreadsheet.headings import fold, squeezed
from an_sinh.spreadsheet.units import UnitMatch, converted, held_against
from an_sinh.terms import Language, Status
from an_sinh.text import quoted
from an_sinh.values import dataclass


class Numerals(StrEnum):
    """Whose way of writing figures a text follows: `203.027,5` or `203,027.5`."""

    VI = Language.VI.value
    EN = Language.EN.value


_VI: Final = re.compile(r"[-−]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+))(?:,[0-9]+)?")
_EN: Final = re.compile(r"[-−]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+))(?:\.[0-9]+)?")
_WITH_UNIT: Final = re.compile(r"([-−]?[0-9](?:[0-9.,\s]*[0-9])?)\s*([^0-9.,\s].*)")
_PLUS: Final = re.compile(r"\+\s*[0-9]")
_NO_FIGURE: Final = Phrase("this is not a figure in the indicator's unit")
_NO_RESULT: Final = Phrase("a formula without a result; open the file in a spreadsheet program and save it anew")
_PLUS_SIGN: Final = Phrase("a figure has no plus sign; write the figure itself, not a change")
DOUBTS: Final = {
    Doubt.STRUCK: Phrase("struck out, all of it or a part; leave what counts"),
    Doubt.RAISED: Phrase("a part is raised or lowered, and reads as one more digit; write the figure alone"),
    Doubt.FORMAT: Phrase("the cell shows another number than it holds; give it a plain number format"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a cell of figures says: a figure, a truth, or a verdict in its place."""

    figure: str | None = None
    """As the data format writes it, or `true` or `false`."""
    verdict: Status | None = None
    is_estimate: bool = False


def is_blank(value: CellValue) -> bool:
    """Whether a cell says that there is no figure yet."""
    return value is None or (isinstance(value, str) and (not value.strip() or fold(value) in NO_FIGURE))


def read_cell(
    value: CellValue, indicator: Indicator, numerals: Numerals | None, unit: str | None, scale: Scale | None
) -> Reading | Phrase:
    """What a cell says of an indicator, or a phrase for what can't be understood.

    `unit` is what stands beside it; a `scale` names what is far off it. None of either takes the figure as written.
    """
    if isinstance(value, DoubtfulCell):
        return DOUBTS[value.why]
    if isinstance(value, str) and (verdict := _verdict(value, indicator)):
        return Reading(verdict=verdict)
    truth = _truth(value)
    if indicator.is_milestone or (isinstance(value, bool) and not any(indicator.written_targets)):
        return (
            Phrase("this indicator is a milestone; write true or false")
            if truth is None
            else Reading(figure="true" if truth else "false")
        )
    about = without_about(squeezed(value)) if isinstance(value, str) else None
    read = _figure(value if about is None else about, indicator, numerals, unit, as_written=scale is None)
    if isinstance(read, Phrase):
        return read
    return _of_size(read, indicator, scale) or Reading(figure=read, is_estimate=about is not None)


def _verdict(text: str, indicator: Indicator) -> Status | None:
    """A verdict in the place of a figure; what says of a milestone that it is done is none."""
    said = fold(text)
    return None if indicator.is_milestone and said in TRUTH_WORDS else VERDICT_WORDS.get(said)


def _figure(
    value: CellValue, indicator: Indicator, numerals: Numerals | None, unit: str | None, *, as_written: bool
) -> str | Phrase:
    match value:
        case Decimal():
            figure = plain(value) if within_bounds(value) else _NO_FIGURE
        case Percent():
            figure = plain(value.figure) if within_bounds(value.figure) else _NO_FIGURE
            if not _in_percent(indicator):
                return Phrase("a percentage, which is not the indicator's unit")
            unit = unit if unit and held_against(unit, indicator) is UnitMatch.SAME else None
        case LabelledFigure():
            figure = plain(value.figure) if within_bounds(value.figure) else _NO_FIGURE
            unit = value.label
        case str():
            text, beside = _parted(value, indicator)
            figure, unit = _from_text(text, numerals), beside or unit
        case _:
            return _NO_FIGURE
    if isinstance(figure, Phrase) or not unit or as_written:
        return figure
    return _in_unit(figure, unit, indicator)


def _from_text(text: str, numerals: Numerals | None) -> str | Phrase:
    ways = readings(text)
    if numerals is not None and ways and numerals not in ways:
        return Phrase("this is not a figure by --numerals {names}", (numerals.value,))
    figure = ways.get(numerals) if numerals is not None else next(iter(ways.values()), None)
    if figure:
        return figure
    return _NO_RESULT if text.startswith("=") else _PLUS_SIGN if _PLUS.match(text) else _NO_FIGURE


def _in_unit(figure: str, unit: str, indicator: Indicator) -> str | Phrase:
    """The figure if its unit is the indicator's; else why not, with the figure it would be."""
    match = held_against(unit, indicator)
    own = next(iter((indicator.unit or {}).values()), "")
    if match is UnitMatch.SAME:
        return figure
    turned = converted(Decimal(figure), match) if isinstance(match, int) else None
    if turned is None:
        return Phrase(
            "its unit is {0}, the indicator's {1}; correct it, or say --as-written", (quoted(unit), quoted(own))
        )
    return Phrase(
        "its unit is {0}, the indicator's {1}, in which it is {2}; write that, or say --as-written",
        (quoted(unit), quoted(own), turned),
    )


def _of_size(figure: str, indicator: Indicator, scale: Scale | None) -> Phrase | None:
    """Why a figure is not written: it is outside the limits, or far off all that is known of the indicator."""
    number, limits = Decimal(figure), indicator.limits
    low, high = (limits.low, limits.high) if limits else (None, None)
    if (low is not None and number < low) or (high is not None and number > high):
        below, above = (plain(each) if each is not None else "–" for each in (low, high))
        return Phrase("outside the indicator's limits {0} to {1}", (below, above))
    if scale is None or not scale.is_off(number):
        return None
    known, meant = ", ".join(known_words(scale)[:3]), scale.meant(number)
    if meant:
        return Phrase(
            "more than 30 times larger or smaller than the target or last year's figure, {0};"
            " did you mean {1}? If not, say --as-written",
            (known, meant),
        )
    return Phrase(
        "more than 30 times larger or smaller than the target or last year's figure, {0};"
        " correct it, or say --as-written",
        (known,),
    )


# --- texts ------------------------------------------------------------------------------------------------------------


def readings(text: str) -> dict[Numerals, str]:
    """How a figure's text reads in each way of writing; a way that it does not follow is left out."""
    found: dict[Numerals, str] = {}
    if _VI.fullmatch(text):
        found[Numerals.VI] = text.replace(".", "").replace(",", ".")
    if _EN.fullmatch(text):
        found[Numerals.EN] = text.replace(",", "")
    plainly = {way: read.replace(" ", "").replace("−", "-") for way, read in found.items()}
    return {way: read for way, read in plainly.items() if parse_figure(read) is not None}


def _parted(text: str, indicator: Indicator) -> tuple[str, str | None]:
    """A cell's figure and the unit behind it, where that is another than the indicator's own."""
    own = _without_own_unit(text, indicator)
    found = None if readings(own) else _WITH_UNIT.fullmatch(squeezed(text))
    if not found or not (found[2][0].isalpha() or found[2][0] in "%‰$€₫") or re.search("[0-9]", found[2]):
        return own, None
    return found[1], found[2]


def _without_own_unit(text: str, indicator: Indicator) -> str:
    """A cell's text without the indicator's own unit behind it."""
    said = squeezed(text)
    units = [squeezed(unit) for unit in (indicator.unit or {}).values()]
    for unit in sorted([*units, *(["%"] if _in_percent(indicator) else [])], key=len, reverse=True):
        if said.endswith(unit):
            return said.removesuffix(unit).strip()
    return said


def _in_percent(indicator: Indicator) -> bool:
    return any(unit.startswith("%") for unit in (indicator.unit or {}).values())


def settle(texts: Sequence[tuple[str, CellValue, Indicator]]) -> Numerals | None:
    """The way of writing that the figures of all cells settle; Complaint where they don't and it matters."""
    proofs: dict[Numerals, tuple[str, str]] = {}
    open_: list[tuple[str, str, tuple[str, ...]]] = []
    for cell, text in _plain_texts(texts):
        ways = readings(text)
        if len(ways) == 1:
            proofs.setdefault(next(iter(ways)), (cell, text))
        elif len(set(ways.values())) > 1:
            open_.append((cell, text, tuple(ways.values())))
    if len(proofs) > 1:
        (vi_cell, vi_text), (en_cell, en_text) = proofs[Numerals.VI], proofs[Numerals.EN]
        raise Complaint(
            "the figures are written in two ways: {vi} in the Vietnamese, {en} in the English",
            "make them alike, or say --numerals vi or en",
            vi=f"{vi_cell} {quoted(vi_text)}",
            en=f"{en_cell} {quoted(en_text)}",
        )
    if proofs:
        return next(iter(proofs))
    if open_:
        cell, text, ways_open = open_[0]
        raise Complaint(
            "{cell} {text} may be {ways}",
            "say --numerals vi or --numerals en",
            cell=cell,
            text=quoted(text),
            ways=ways_open,
        )
    return None


def _plain_texts(texts: Sequence[tuple[str, CellValue, Indicator]]) -> Iterator[tuple[str, str]]:
    for cell, value, indicator in texts:
        if isinstance(value, str):
            about = without_about(squeezed(value))
            yield cell, _parted(value if about is None else about, indicator)[0]


def _truth(value: CellValue) -> bool | None:
    """What a cell says of a milestone; some programs keep true and false as 1 and 0."""
    match value:
        case bool():
            return value
        case Decimal():
            return {Decimal(1): True, Decimal(0): False}.get(value)
        case str():
            return TRUTH_WORDS.get(fold(value))
        case _:
            return None
