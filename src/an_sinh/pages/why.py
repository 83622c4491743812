"""Why a status is what it is, in one sentence with the numbers in it."""

from __future__ import annotations

from decimal import Decimal

from an_sinh.figures import EXACT, ZERO, tidy
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line
from an_sinh.pages.lines import (
    of_years_plan,
    parts_words,
    reason_words,
    spell_actual,
    status_word,
    unit_of,
    year_behind,
)
from an_sinh.pages.say import Say
from an_sinh.programme.model import Target
from an_sinh.terms import Basis, Form, Reason, Status


def why(line: Line, say: Say, previous_year: str) -> str:
    """The reason of a line's status, without the status: `203,027 is 43,027 above the target of 160,000`.

    `previous_year` is the year that a change target counts from, as people read it.
    """
    if line.status is Status.WITHDRAWN:
        return say.text("it does not count in this year")
    if line.is_made_of_its_parts:
        return _of_parts(line, say)
    if line.basis is Basis.REPORTED:
        return say.text("the authority reported it so, and there is {missing}", missing=missing(line, say))
    if line.basis is Basis.INFERRED:
        return say.text(
            "nobody printed it, and it was worked out by whoever keeps the data; there is {missing}",
            missing=missing(line, say),
        )
    if line.reason is Reason.YEAR_OPEN and line.target is not None and line.actual is not None:
        told = _compared(line.target, line.actual, line, say) + _change(line, previous_year, say)
        share = of_years_plan(line, say)
        return told + (f", {share}" if share else "") + "; " + reason_words(line.reason, say)
    if line.basis is Basis.NONE or line.target is None or line.actual is None:
        return say.text("{reason}", reason=reason_words(line.reason, say)) if line.reason else ""
    shown = line.actual if line.shown is None else line.shown
    told = _compared(line.target, shown, line, say) + year_behind(line, say) + _change(line, previous_year, say)
    return told + _contradicted(line, say)


def _of_parts(line: Line, say: Say) -> str:
    """What the parts of an indicator make of it: each by its status."""
    asked = [part for part in line.parts if part.status is not Status.WITHDRAWN]
    each = (f"{say.named(part.indicator)}: {status_word(part.status, say).lower()}" for part in asked)
    return f"{parts_words(line, say)} ({'; '.join(each)})" + _contradicted(line, say)


def _contradicted(line: Line, say: Say) -> str:
    if not line.is_contradicted or line.reported is None:
        return ""
    return say.text(
        "; the authority reported {status}, and the figures count", status=status_word(line.reported, say).lower()
    )


def missing(line: Line, say: Say) -> str:
    """What is not there, where a verdict rests on a word."""
    if line.parts:
        return say.text("no verdict for one of its parts")
    if line.actual is None or line.shown is None:
        return say.text("no figure to compute it from")
    if line.form is None:
        return say.text("no target to compare {actual} with", actual=_spelled(line.shown, line, say))
    return say.text("no target that could be worked out")


def _spelled(actual: Decimal | bool, line: Line, say: Say) -> str:
    if isinstance(actual, bool):
        return spell_actual(line, say)
    return say.quantity(actual, unit_of(line, say))


def _compared(target: Edges, actual: Decimal | bool, line: Line, say: Say) -> str:
    if isinstance(actual, bool) or target.near is None:
        return say.text("it is done") if actual else say.text("it is not done")
    spelled = say.figure(actual)
    if target.form is Form.RANGE and line.written_target is not None:
        return _in_range(line.written_target, line, actual, say)
    distance = say.figure(tidy(EXACT.subtract(actual, target.near).copy_abs()))
    bar = say.text("about {figure}") if target.form is Form.ABOUT else "{figure}"
    slots = {"actual": spelled, "target": bar.format(figure=say.figure(target.near)), "gap": distance}
    if target.form in (Form.UNDER, Form.OVER):
        below, equal, above = (
            say.text("{actual} is {gap} below the bound of {target}"),
            say.text("{actual} is the bound of {target} itself, which is not enough"),
            say.text("{actual} is {gap} above the bound of {target}"),
        )
    else:
        below, equal, above = (
            say.text("{actual} is {gap} below the target of {target}"),
            say.text("{actual} is just the target of {target}"),
            say.text("{actual} is {gap} above the target of {target}"),
        )
    phrase = equal if actual == target.near else above if actual > target.near else below
    return phrase.format(**slots) + _far(target, line.status, actual, say)


def _in_range(written: Target, line: Line, actual: Decimal, say: Say) -> str:
    low, high = written.low or ZERO, written.high or ZERO
    slots = {"actual": say.figure(actual)}
    slots |= {"low": say.figure(low), "high": say.figure(high)}
    if actual > high:
        told = say.text(
            "{actual} is {gap} above {low} to {high}", **slots, gap=say.figure(EXACT.subtract(actual, high))
        )
    elif actual < low:
        told = say.text("{actual} is {gap} below {low} to {high}", **slots, gap=say.figure(EXACT.subtract(low, actual)))
    else:
        told = say.text("{actual} is within {low} to {high}", **slots)
    return told + (_far(line.target, line.status, actual, say) if line.target else "")


def _far(target: Edges, status: Status, actual: Decimal, say: Say) -> str:
    if target.never_exceeds:
        past = status is Status.MET and actual != target.near and not _is_between(actual, target)
        return say.text(", and meeting it is all there is") if past else ""
    if not target.far_exceeds or target.far is None or status is Status.UNMET:
        return ""
    phrase = (
        say.text(", and past {far}, from which it counts as exceeded")
        if status is Status.EXCEEDED
        else say.text(", and not yet {far}, from which it would count as exceeded")
    )
    return phrase.format(far=say.figure(target.far))


def _is_between(actual: Decimal, target: Edges) -> bool:
    """Whether a figure lies between the two edges, both in."""
    near, far = target.near, target.far
    return near is not None and far is not None and min(near, far) <= actual <= max(near, far)


def _change(line: Line, previous_year: str, say: Say) -> str:
    written, target = line.written_target, line.target
    if written is None or target is None or target.previous is None:
        return ""
    previous = say.figure(target.previous)
    if written.from_baseline_percent is not None:
        change = say.figure(written.from_baseline_percent, signed=True)
        return say.text(" (the target is {change} % on the baseline of {previous})", change=change, previous=previous)
    if not written.change and not written.change_percent:
        return say.text(" (the target is the {previous} of {year})", previous=previous, year=previous_year)
    if written.change is not None:
        change = say.figure(written.change, signed=True)
        return say.text(
            " (the target is {change} on {previous} of {year})", change=change, previous=previous, year=previous_year
        )
    change = say.figure(written.change_percent or Decimal(0), signed=True)
    return say.text(
        " (the target is {change} % on {previous} of {year})", change=change, previous=previous, year=previous_year
    )
