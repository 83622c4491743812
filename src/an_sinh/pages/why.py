"""Why a status is what it is, in one sentence with the numbers in it."""

from __future__ import annotations

from decimal import Decimal

from an_sinh.figures import EXACT, ZERO, tidy
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line
from an_sinh.pages.page import reason_words, spell_actual, status_word, unit_of
from an_sinh.pages.phrases import spell_figure, spell_quantity, words
from an_sinh.programme.model import Target
from an_sinh.terms import Basis, Form, Status


def why(line: Line, language: str, previous_year: int) -> str:
    """The reason of a line's status, without the status: `203,027 is 43,027 above the target of 160,000`.

    `previous_year` is the year that a change target counts from.
    """
    say = words(language)
    if line.status is Status.WITHDRAWN:
        return say.why_withdrawn
    if line.basis is Basis.REPORTED:
        return say.why_reported.format(missing=missing(line, language))
    if line.basis is Basis.NONE or line.target is None or line.actual is None:
        return say.why_unscored.format(reason=reason_words(line.reason, language)) if line.reason else ""
    told = _compared(line.target, line.actual, line, language) + _change(line, previous_year, language)
    if line.discrepancy and line.reported is not None:
        told += say.why_discrepancy.format(status=status_word(line.reported, language).lower())
    return told


def missing(line: Line, language: str) -> str:
    """What is not there, where a verdict rests on the authority's word."""
    say = words(language)
    if line.actual is None:
        return say.missing_actual
    if line.form is None:
        return say.missing_target.format(actual=_spelled(line.actual, line, language))
    return say.missing_edges


def _spelled(actual: Decimal | bool, line: Line, language: str) -> str:
    if isinstance(actual, bool):
        return spell_actual(line, language)
    return spell_quantity(actual, unit_of(line, language), language)


def _compared(target: Edges, actual: Decimal | bool, line: Line, language: str) -> str:
    say = words(language)
    if isinstance(actual, bool) or target.near is None:
        return say.why_done if actual else say.why_open
    spelled = spell_figure(actual, language)
    if target.form is Form.RANGE and line.written_target is not None:
        return _in_range(line.written_target, line, actual, language)
    distance = spell_figure(tidy(EXACT.subtract(actual, target.near).copy_abs()), language)
    slots = {"actual": spelled, "target": spell_figure(target.near, language), "gap": distance}
    if target.form in (Form.UNDER, Form.OVER):
        below, equal, above = say.why_below_bound, say.why_bound, say.why_above_bound
    else:
        below, equal, above = say.why_below_value, say.why_equal, say.why_met_value
    phrase = equal if actual == target.near else above if actual > target.near else below
    return phrase.format(**slots) + _far(target, line.status, language)


def _in_range(written: Target, line: Line, actual: Decimal, language: str) -> str:
    say = words(language)
    low, high = written.low or ZERO, written.high or ZERO
    slots = {"actual": spell_figure(actual, language)}
    slots |= {"low": spell_figure(low, language), "high": spell_figure(high, language)}
    if actual > high:
        told = say.why_above_range.format(**slots, gap=spell_figure(EXACT.subtract(actual, high), language))
    elif actual < low:
        told = say.why_below_range.format(**slots, gap=spell_figure(EXACT.subtract(low, actual), language))
    else:
        told = say.why_in_range.format(**slots)
    return told + (_far(line.target, line.status, language) if line.target else "")


def _far(target: Edges, status: Status, language: str) -> str:
    if not target.far_exceeds or target.far is None or status is Status.UNMET:
        return ""
    say = words(language)
    phrase = say.why_far if status is Status.EXCEEDED else say.why_not_far
    return phrase.format(far=spell_figure(target.far, language))


def _change(line: Line, previous_year: int, language: str) -> str:
    say = words(language)
    written, target = line.written_target, line.target
    if written is None or target is None or target.previous is None:
        return ""
    previous = spell_figure(target.previous, language)
    if not written.change and not written.change_percent:
        return say.why_change_none.format(previous=previous, year=previous_year)
    if written.change is not None:
        change = spell_figure(written.change, language, signed=True)
        return say.why_change.format(change=change, previous=previous, year=previous_year)
    change = spell_figure(written.change_percent or Decimal(0), language, signed=True)
    return say.why_change_percent.format(change=change, previous=previous, year=previous_year)
