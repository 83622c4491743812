"""The machine output of what spans years: diff, trend, show, focus."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from an_sinh.figures import tidy
from an_sinh.judge.diff import Change, Diff, Moved
from an_sinh.judge.focus import Carried, Focus
from an_sinh.judge.outlook import OutlookReport, Point, Prospect, to_places
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.phrases import say_in
from an_sinh.render.as_json import Json, edges_json, line_json, tally_json, target_json, write


def diff_json(found: Diff) -> str:
    """`ansinh/diff/1`: all indicators of both sides, in file order."""
    return write(
        {
            "schema": "ansinh/diff/1",
            "programme": found.new.programme.id,
            "old": found.old.year,
            "new": found.new.year,
            "against": found.new.against.value,
            "tally": {"old": tally_json(found.old.tally), "new": tally_json(found.new.tally)},
            "judged_in_both": found.judged_in_both,
            "net": found.net,
            "counts": {change.value: found.counts[change] for change in COUNTED},
            "indicators": [_moved(moved) for moved in found.lines],
        }
    )


COUNTED = (
    Change.REGRESSED,
    Change.IMPROVED,
    Change.GAINED,
    Change.LOST,
    Change.CHANGED,
    Change.SAME,
    Change.ADDED,
    Change.REMOVED,
)
"""In the contract's order."""


def _moved(moved: Moved) -> dict[str, Json]:
    return {
        "id": moved.id,
        "change": moved.change.value,
        "status": {"old": _status(moved.old), "new": _status(moved.new)},
        "actual": {"old": _actual(moved.old), "new": _actual(moved.new)},
        "movement": moved.movement.value if moved.movement else None,
        "target": {"old": _target(moved.old), "new": _target(moved.new)},
    }


def _status(line: Line | None) -> Json:
    return line.status.value if line else None


def _actual(line: Line | None) -> Json:
    return line.actual if line else None


def _target(line: Line | None) -> Json:
    return target_json(line) if line else None


def trend_json(cards: Sequence[Scorecard], shown: Sequence[int], language: str) -> str:
    """`ansinh/trend/1`: the years' tallies, and each indicator's statuses and figures in the years' order.

    `shown` are the positions of the indicators in the cards' lines.
    """
    latest = cards[-1]
    return write(
        {
            "schema": "ansinh/trend/1",
            "programme": latest.programme.id,
            "against": latest.against.value,
            "years": [card.year for card in cards],
            "tallies": [tally_json(card.tally) for card in cards],
            "indicators": [_course([card.lines[at] for card in cards], language) for at in shown],
        }
    )


def _course(lines: Sequence[Line], language: str) -> dict[str, Json]:
    indicator = lines[-1].indicator
    return {
        "id": lines[-1].id,
        "name": say_in(indicator.name, language),
        "group": indicator.group,
        "unit": say_in(indicator.unit, language) if indicator.unit else None,
        "statuses": [line.status.value for line in lines],
        "actuals": [line.actual for line in lines],
    }


def show_json(cards: Sequence[Scorecard], at: int, language: str) -> str:
    """`ansinh/show/1`: one indicator, a line for each year with the keys of `ansinh/score/1`."""
    latest = cards[-1]
    indicator = latest.lines[at].indicator
    years = [{"year": card.year, **line_json(card.lines[at], language)} for card in cards]
    baseline = indicator.baseline
    return write(
        {
            "schema": "ansinh/show/1",
            "programme": latest.programme.id,
            "against": latest.against.value,
            "id": latest.lines[at].id,
            "name": say_in(indicator.name, language),
            "group": indicator.group,
            "unit": say_in(indicator.unit, language) if indicator.unit else None,
            "better": indicator.better.value if indicator.better else None,
            "lead": say_in(indicator.lead, language) if indicator.lead else None,
            "cumulative": bool(indicator.cumulative),
            "breaks": list(indicator.breaks or ()),
            "baseline": {"year": baseline.year, "value": baseline.value} if baseline else None,
            "years": years,
        }
    )


def focus_json(found: Focus, language: str) -> str:
    """`ansinh/focus/1`: what carries over, by lead."""
    card = found.card
    leads = [
        {
            "lead": say_in(lead, language) if lead else None,
            "indicators": [_carried(each, language) for each in members],
        }
        for lead, members in found.leads
    ]
    return write(
        {
            "schema": "ansinh/focus/1",
            "programme": card.programme.id,
            "year": card.year,
            "against": card.against.value,
            "carried": found.total,
            "total": card.tally.total,
            "leads": leads,
        }
    )


def _carried(carried: Carried, language: str) -> dict[str, Json]:
    line, target = carried.line, carried.next_target
    return {
        "id": line.id,
        "name": say_in(line.indicator.name, language),
        "group": line.indicator.group,
        "unit": say_in(line.indicator.unit, language) if line.indicator.unit else None,
        "status": line.status.value,
        "basis": line.basis.value,
        "reason": line.reason.value if line.reason else None,
        "actual": line.actual,
        "short_by": carried.short_by,
        "since": carried.since,
        "years": carried.years,
        "next": {"year": carried.next_year, **edges_json(target)} if target else None,
        "needed": carried.needed,
        "source": list(line.source),
        "place": line.place,
    }


def outlook_json(report: OutlookReport, language: str) -> str:
    """`ansinh/outlook/1`: ratios, projections and paces with nine places at most."""
    return write(
        {
            "schema": "ansinh/outlook/1",
            "programme": report.programme.id,
            "year": report.year,
            "counts": {outlook.value: number for outlook, number in report.counts.items()},
            "indicators": [_prospect(line, language) for line in report.lines],
        }
    )


def _prospect(line: Prospect, language: str) -> dict[str, Json]:
    indicator = line.indicator
    form = line.form.value if line.form else None
    return {
        "id": line.id,
        "name": say_in(indicator.name, language),
        "group": indicator.group,
        "unit": say_in(indicator.unit, language) if indicator.unit else None,
        "outlook": line.outlook.value,
        "reason": line.reason.value if line.reason else None,
        "ratio": nine_places(line.ratio),
        "method": line.method.value if line.method else None,
        "baseline": _point(line.baseline) if line.baseline else None,
        "actual": {**_point(line.actual), "provisional": line.actual.provisional} if line.actual else None,
        "target": edges_json(line.edges) if line.edges else {"form": form, "low": None, "high": None} if form else None,
        "projection": nine_places(line.projection),
        "required_pace": nine_places(line.required_pace),
    }


def nine_places(figure: Decimal | None) -> Decimal | None:
    """A worked-out figure for a machine: nine decimals at most, without trailing zeros."""
    return None if figure is None else tidy(to_places(figure))


def _point(point: Point) -> dict[str, Json]:
    return {"year": point.year, "value": point.value}
