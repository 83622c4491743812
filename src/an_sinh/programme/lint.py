"""What a careful editor would ask about data that are not wrong: warnings, for `ansinh lint` alone. Pure, on values."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from an_sinh.complaints import Slot
from an_sinh.figures import plain
from an_sinh.programme.checks import Finding, Path, near_edge
from an_sinh.programme.model import ActualsFile, Entry, Indicator, TargetsFile
from an_sinh.terms import Direction, Severity
from an_sinh.text import quoted


def _warn(code: str, phrase: str, path: Path, **args: Slot) -> Finding:
    return Finding(code, phrase, path, args, at_key=True, severity=Severity.WARNING)


def lint_targets(file: TargetsFile, used_sources: frozenset[str] | None) -> Iterator[Finding]:
    """Warnings on targets.yaml.

    `used_sources` are the ids that any file names; None where a file can't be read, so that nobody knows.
    """
    if used_sources is not None:
        for id_ in file.sources or ():
            if id_ not in used_sources:
                yield _warn("unused-source", "unused_source", ("sources", id_), id=quoted(id_))
    for id_, indicator in file.indicators.items():
        path: Path = ("indicators", id_, "targets")
        for year, target in (indicator.targets or {}).items():
            if target is None:
                yield _warn("empty-entry", "empty_target", (*path, str(year)), year=str(year))
        if indicator.better in (Direction.HIGHER, Direction.LOWER):
            yield from _falling_back(indicator, indicator.better, path)


def _falling_back(indicator: Indicator, better: Direction, path: Path) -> Iterator[Finding]:
    """Targets that ask for less than an earlier one; not across a break, and not for a change."""
    edges: dict[int | str, Decimal] = {}
    for year, target in (indicator.targets or {}).items():
        edge = near_edge(target, better) if target else None
        if edge is not None:
            edges[year] = edge
    years = sorted(year for year in edges if isinstance(year, int))
    for before, year in pairwise(years):
        if _is_worse(edges[year], edges[before], better) and not indicator.breaks_between(before, year):
            figures = {"figure": plain(edges[year]), "other": plain(edges[before])}
            at = (*path, str(year))
            yield _warn("target-falls-back", "target_falls_back", at, year=str(year), before=str(before), **figures)
    if "term" in edges:
        last_break = max(indicator.breaks or (0,))
        passed = [year for year in years if year >= last_break and _is_worse(edges["term"], edges[year], better)]
        if passed:
            figures = {"figure": plain(edges["term"]), "other": plain(edges[passed[0]])}
            yield _warn("term-behind-annual", "term_behind_annual", (*path, "term"), year=str(passed[0]), **figures)


def _is_worse(figure: Decimal, other: Decimal, better: Direction) -> bool:
    return figure < other if better is Direction.HIGHER else figure > other


def lint_actuals(
    entries: Mapping[str, Entry | None],
    file: ActualsFile,
    year: int,
    last: int,
    indicators: Mapping[str, Indicator | None],
    latest: date | None,
) -> Iterator[Finding]:
    """Warnings on the entries of a year's file that have no fault.

    `last` is the programme's last year, `latest` the latest date the data speak of. `indicators` holds None for one
    that could not be read as a whole.
    """
    for id_, entry in entries.items():
        path: Path = ("actuals", id_)
        if entry is None or _is_empty(entry):
            yield _warn("empty-entry", "empty_entry", path, id=quoted(id_))
            continue
        if not entry.source and not file.source:
            yield _warn("no-source", "no_source", path, id=quoted(id_))
        indicator = indicators.get(id_)
        judged = indicator is None or indicator.target(year) or (year == last and indicator.target("term"))
        if entry.value is not None and not judged:
            yield _warn("no-target", "unjudged_figure", path, id=quoted(id_), year=str(year))
        as_of = entry.as_of or file.as_of or str(year)
        if entry.provisional and latest is not None and _a_year_after(as_of) <= latest:
            told = {"as_of": as_of, "latest": latest.isoformat()}
            yield _warn("still-provisional", "still_provisional", path, id=quoted(id_), **told)


def _is_empty(entry: Entry) -> bool:
    return entry.value is None and (entry.reported is None or not (entry.reported.annual or entry.reported.term))


def latest_date(files: Iterable[ActualsFile]) -> date | None:
    """The latest `as_of` anywhere in the data: the clock by which an age is measured."""
    found = [
        as_of
        for file in files
        for as_of in (
            file.as_of,
            *(each.as_of for each in file.published or ()),
            *(entry.as_of for entry in (file.actuals or {}).values() if entry),
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
