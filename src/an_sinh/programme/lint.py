"""What a careful editor would ask about data that are not wrong: warnings, for `ansinh lint` alone. Pure, on values."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from an_sinh.errors import Problem, Steps
from an_sinh.figures import plain
from an_sinh.programme.checks import near_edge
from an_sinh.programme.model import ActualsFile, Entry, Indicator, Target, TargetsFile
from an_sinh.programme.parts import each_entry, steps_of, with_parts
from an_sinh.terms import Direction, Period, year_of
from an_sinh.text import quoted


def lint_targets(file: TargetsFile, used_sources: frozenset[str] | None) -> Iterator[Problem]:
    """Warnings on targets.yaml.

    `used_sources` are the ids that any file names; None where a file can't be read, so that nobody knows.
    """
    if used_sources is not None:
        for id_ in file.sources or ():
            if id_ not in used_sources:
                yield (
                    Problem(
                        "unused-source",
                        "no entry names the source {id}",
                        "name it where it is the source, or delete it",
                        id=quoted(id_),
                    )
                    .within(("sources", id_), key=True)
                    .as_warning()
                )
    for id_, indicator in with_parts(file.indicators).items():
        path: Steps = (*steps_of(id_, file.indicators), "targets")
        for year, target in (indicator.targets or {}).items():
            if target is None:
                yield _empty_target(year).within((*path, str(year)), key=True).as_warning()
        if indicator.better in (Direction.HIGHER, Direction.LOWER):
            yield from _falling_back(indicator, indicator.better, path)


def _empty_target(year: Period | str) -> Problem:
    return Problem("empty-entry", "the target of {year} is left empty", "write it, or delete the line", year=str(year))


def _falling_back(indicator: Indicator, better: Direction, path: Steps) -> Iterator[Problem]:
    """Targets that ask for less than an earlier one; not across a break, and not for a change."""
    edges: dict[Period | str, Decimal] = {}
    for year, target in (indicator.targets or {}).items():
        edge = near_edge(target, better, indicator.baseline) if target else None
        if edge is not None:
            edges[year] = edge
    years = sorted(year for year in edges if isinstance(year, int))
    for before, year in pairwise(years):
        if _is_worse(edges[year], edges[before], better) and not indicator.breaks_between(before, year):
            at = (*path, str(year))
            yield (
                Problem(
                    "target-falls-back",
                    "the target of {year}, {figure}, is worse than that of {before}, {other}",
                    "see whether it is meant",
                    year=str(year),
                    before=str(before),
                    figure=plain(edges[year]),
                    other=plain(edges[before]),
                )
                .within(at, key=True)
                .as_warning()
            )
    if "term" in edges:
        last_break = max(indicator.breaks or (0,))
        passed = [year for year in years if year >= last_break and _is_worse(edges["term"], edges[year], better)]
        if passed:
            yield (
                Problem(
                    "term-behind-annual",
                    "the end-of-term target {figure} is worse than that of {year}, {other}",
                    "see whether it is meant",
                    year=str(passed[0]),
                    figure=plain(edges["term"]),
                    other=plain(edges[passed[0]]),
                )
                .within((*path, "term"), key=True)
                .as_warning()
            )


def _is_worse(figure: Decimal, other: Decimal, better: Direction) -> bool:
    return figure < other if better is Direction.HIGHER else figure > other


def lint_actuals(
    entries: Mapping[str, Entry | None],
    file: ActualsFile,
    period: Period,
    indicators: Mapping[str, Indicator | None],
    latest: date | None,
    *,
    starts: int = 1,
) -> Iterator[Problem]:
    """Warnings on the entries of a year's file, or of that of a part of one, that have no fault.

    `starts` is the month in which the programme's years do, `latest` the latest date that the data speak of.
    `indicators` holds None for one that could not be read as a whole.
    """
    year = year_of(period, starts)
    for id_, entry, path in each_entry(entries, under=True):
        if entry is None or _is_empty(entry):
            yield empty_entry(id_).within(path, key=True)
            continue
        if not file.source and not _has_its_sources(entry):
            yield (
                Problem(
                    "no-source", "{id} has no source", "add source to the entry, or once to the file", id=quoted(id_)
                )
                .within(path, key=True)
                .as_warning()
            )
        indicator = indicators.get(id_)
        if entry.value is not None and indicator is not None and _lacks_its_target(indicator, period, year):
            yield (
                Problem(
                    "no-target",
                    "{id} has a figure and no target in {year} to judge it by",
                    "add the target, if there was one",
                    id=quoted(id_),
                    year=str(period),
                )
                .within(path, key=True)
                .as_warning()
            )
        as_of = entry.as_of or file.as_of or str(period)
        if entry.provisional and latest is not None and _a_year_after(as_of) <= latest:
            yield (
                Problem(
                    "still-provisional",
                    "{id} is still provisional, as of {as_of}, though the data reach {latest}",
                    "write the final figure",
                    id=quoted(id_),
                    as_of=as_of,
                    latest=latest.isoformat(),
                )
                .within(path, key=True)
                .as_warning()
            )


def _lacks_its_target(indicator: Indicator, period: Period, year: int) -> bool:
    """Whether a year has no target though the years on both sides have; not where a change is counted from it."""
    if indicator.target(period) is not None:
        return False
    before, own, after = (indicator.target(each) for each in (year - 1, year, year + 1))
    if own is not None or before is None or after is None:
        return False
    return after.change is None and after.change_percent is None


def _has_its_sources(entry: Entry) -> bool:
    """Whether figure and verdict name a source each, or were worked out and have none to name."""
    if entry.source:
        return True
    if entry.parts is not None and entry.reported is None:
        return True  # each part names its own
    figure = entry.value is None or entry.figure_inferred
    verdict = entry.reported is None or entry.verdict_inferred or bool(entry.reported.source)
    return figure and verdict


def lint_own(
    own: Mapping[str, Mapping[Period | str, Target | None]], indicators: Mapping[str, Indicator]
) -> Iterator[Problem]:
    """Warnings on the targets that are a place's own."""
    for id_, targets in own.items():
        path: Steps = ("targets", id_)
        for year, target in targets.items():
            if target is None:
                yield _empty_target(year).within((*path, str(year)), key=True).as_warning()
        indicator = indicators.get(id_)
        if indicator is not None and indicator.better in (Direction.HIGHER, Direction.LOWER):
            own_alone = indicator.model_copy(update={"targets": targets})
            yield from _falling_back(own_alone, indicator.better, path)


def empty_entry(id_: str) -> Problem:
    """An entry that says nothing yet."""
    problem = Problem(
        "empty-entry", "{id} is left empty", "write the figure or the verdict, or delete the line", id=quoted(id_)
    )
    return problem.within(("actuals", id_), key=True).as_warning()


def _is_empty(entry: Entry) -> bool:
    reported = entry.reported
    verdict = reported is not None and (reported.annual or reported.term or reported.outlook)
    return entry.value is None and entry.parts is None and not verdict


def latest_date(files: Iterable[ActualsFile]) -> date | None:
    """The latest `as_of` anywhere in the data: the clock by which an age is measured."""
    found = [
        as_of
        for file in files
        for as_of in (
            file.as_of,
            *(each.as_of for each in file.published or ()),
            *(entry.as_of for _, entry, _ in each_entry(file.actuals or {}) if entry),
        )
        if as_of
    ]
    return max(map(end_of, found), default=None)


def end_of(as_of: str) -> date:
    """The last day of a year, a month or a day, as written."""
    parts = [int(part) for part in as_of.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) == 3 else calendar.monthrange(year, month)[1])


def _a_year_after(as_of: str) -> date:
    end = end_of(as_of)
    year = min(end.year + 1, 9999)
    return date(year, end.month, min(end.day, calendar.monthrange(year, end.month)[1]))
