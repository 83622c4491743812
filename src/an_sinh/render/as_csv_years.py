"""CSV of what is no scorecard: the gate, and what spans years. The columns have the names of the JSON output."""

from __future__ import annotations

from collections.abc import Sequence

from an_sinh.judge.diff import Diff, Moved
from an_sinh.judge.focus import Carried, Focus
from an_sinh.judge.gate import Verdict
from an_sinh.judge.outlook import OutlookReport, Prospect
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.phrases import say_in
from an_sinh.render.as_csv import COLUMNS, Value, score_row, write_csv
from an_sinh.render.as_json import gate_json
from an_sinh.render.as_json_years import nine_places
from an_sinh.terms import Language


def check_csv(verdict: Verdict) -> str:
    """A row for each gate."""
    columns = ("gate", "expected", "found", "passed")
    rows = [gate_json(gate) for gate in verdict.gates]
    return write_csv(columns, ([row[name] for name in columns] for row in rows), Language.EN)  # type: ignore[misc]


def diff_csv(found: Diff) -> str:
    """A row for each indicator of both sides."""
    columns = (
        "id",
        "change",
        "status_old",
        "status_new",
        "actual_old",
        "actual_new",
        "movement",
        "target_form_old",
        "target_low_old",
        "target_high_old",
        "target_form_new",
        "target_low_new",
        "target_high_new",
    )
    return write_csv(columns, map(_moved, found.lines), Language.EN)


def _moved(moved: Moved) -> list[Value]:
    sides = (moved.old, moved.new)
    row: list[Value] = [moved.id, moved.change]
    row += [line.status if line else None for line in sides]
    row += [line.actual if line else None for line in sides]
    row.append(moved.movement)
    for line in sides:
        row += _target(line)
    return row


def _target(line: Line | None) -> list[Value]:
    if line is None:
        return [None, None, None]
    return [line.form, line.target.low if line.target else None, line.target.high if line.target else None]


def trend_csv(cards: Sequence[Scorecard], shown: Sequence[int], language: str) -> str:
    """A row for each indicator: a status and a figure for each year."""
    years = [str(card.year) for card in cards]
    columns = ["id", "name", "group", "unit"]
    columns += [f"status_{year}" for year in years] + [f"actual_{year}" for year in years]
    return write_csv(columns, (_course([card.lines[at] for card in cards], language) for at in shown), language)


def _course(lines: Sequence[Line], language: str) -> list[Value]:
    indicator = lines[-1].indicator
    row: list[Value] = [lines[-1].id, say_in(indicator.name, language), indicator.group]
    row.append(say_in(indicator.unit, language) if indicator.unit else None)
    return [*row, *(line.status for line in lines), *(line.actual for line in lines)]


def show_csv(cards: Sequence[Scorecard], at: int, language: str) -> str:
    """A row for each year, with the columns of a scorecard behind it."""
    rows: list[list[Value]] = [[card.year, *score_row(card, card.lines[at], language)] for card in cards]
    return write_csv(("year", *COLUMNS), rows, language)


def focus_csv(found: Focus, language: str) -> str:
    """A row for each indicator that carries over."""
    columns = (
        "lead",
        "id",
        "name",
        "group",
        "unit",
        "status",
        "basis",
        "reason",
        "actual",
        "short_by",
        "since",
        "years",
        "next_year",
        "next_form",
        "next_low",
        "next_high",
        "needed",
        "source",
        "place",
    )
    rows = (
        [say_in(lead, language) if lead else None, *_carried(each, language)]
        for lead, members in found.leads
        for each in members
    )
    return write_csv(columns, rows, language)


def _carried(carried: Carried, language: str) -> list[Value]:
    line, target = carried.line, carried.next_target
    return [
        line.id,
        say_in(line.indicator.name, language),
        line.indicator.group,
        say_in(line.indicator.unit, language) if line.indicator.unit else None,
        line.status,
        line.basis,
        line.reason,
        line.actual,
        carried.short_by,
        carried.since,
        carried.years,
        carried.next_year,
        target.form if target else None,
        target.low if target else None,
        target.high if target else None,
        carried.needed,
        line.source,
        line.place,
    ]


def outlook_csv(report: OutlookReport, language: str) -> str:
    """A row for each indicator."""
    columns = (
        "id",
        "name",
        "group",
        "unit",
        "outlook",
        "reason",
        "ratio",
        "method",
        "baseline_year",
        "baseline_value",
        "actual_year",
        "actual_value",
        "provisional",
        "target_form",
        "target_low",
        "target_high",
        "projection",
        "required_pace",
    )
    return write_csv(columns, (_prospect(line, language) for line in report.lines), language)


def _prospect(line: Prospect, language: str) -> list[Value]:
    indicator = line.indicator
    return [
        line.id,
        say_in(indicator.name, language),
        indicator.group,
        say_in(indicator.unit, language) if indicator.unit else None,
        line.outlook,
        line.reason,
        nine_places(line.ratio),
        line.method,
        line.baseline.year if line.baseline else None,
        line.baseline.value if line.baseline else None,
        line.actual.year if line.actual else None,
        line.actual.value if line.actual else None,
        line.actual.provisional if line.actual else None,
        line.form,
        line.edges.low if line.edges else None,
        line.edges.high if line.edges else None,
        nine_places(line.projection),
        nine_places(line.required_pace),
    ]
