"""What can be wrong with places and their targets, and what a place is asked: its targets laid over the programme's.

Pure, on values; each check yields problems whose places the loader finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from an_sinh.errors import DidYouMean, Phrase, Problem, Steps
from an_sinh.programme.checks import (
    check_sources,
    check_sources_before,
    check_target,
    due_too_early,
    mixed_targets,
    no_direction,
    outside_span,
    unknown_indicator,
)
from an_sinh.programme.model import EMPTY, NEVER, Indicator, PlaceFile, PlaceHead, Target
from an_sinh.programme.parts import ids_of_parts, no_target_of_its_own
from an_sinh.terms import Asked, Month, Period, year_of
from an_sinh.text import quoted

OwnTargets = Mapping[str, Mapping[Period | str, Target]]


def check_heads(heads: Mapping[str, PlaceHead]) -> Iterator[tuple[str, Problem]]:
    """Places that lie within what is no place, or within themselves; each with the id of the place at fault."""
    rings: set[str] = set()
    for id_, head in heads.items():
        if head.within is None:
            continue
        if head.within not in heads:
            yield id_, _no_place(head.within, heads).within((id_, "within"))
            continue
        ring = _ring(id_, heads)
        if ring and not rings & set(ring):
            rings.update(ring)
            told = " → ".join(map(quoted, (*ring, id_)))
            problem = Problem(
                "contradiction", "a place can't lie within itself: {ring}", "take one within out", ring=told
            )
            yield id_, problem.within((id_, "within"))


def _ring(start: str, heads: Mapping[str, PlaceHead]) -> list[str]:
    """The places from one back to itself by what each lies within; empty where the way ends."""
    way: dict[str, None] = {start: None}
    at = heads[start].within
    while at is not None and at in heads:
        if at == start:
            return list(way)
        if at in way:
            return []
        way[at] = None
        at = heads[at].within
    return []


def unknown_place(id_: str, heads: Mapping[str, object]) -> Problem:
    """A file or a row of a place that is not in places.yaml."""
    remedy = DidYouMean(id_, heads, _ADD)
    return Problem("unknown-place", "{id} is not in places.yaml", remedy, id=quoted(id_))


def _no_place(id_: str, heads: Mapping[str, object]) -> Problem:
    return Problem("unknown-place", "{id} is not one of the places", DidYouMean(id_, heads, _ADD), id=quoted(id_))


_ADD = Phrase("add it to places.yaml, or correct the id")


def given_twice(place: str, period: Period, first: str) -> Problem:
    """A place's year, or a part of one, stands in two files."""
    if isinstance(period, Month):
        return Problem(
            "duplicate-place",
            "{month} of {id} is in {first} too",
            "keep a place's month in one file",
            id=quoted(place),
            month=str(period),
            first=first,
        )
    return Problem(
        "duplicate-place",
        "the year {year} of {id} is in {first} too",
        "keep a place's year in one file",
        id=quoted(place),
        year=str(period),
        first=first,
    )


def check_own(
    file: PlaceFile,
    head: PlaceHead | None,
    years: tuple[int, int],
    indicators: Mapping[str, Indicator | None],
    sources: Mapping[str, object] | None,
    starts: int = 1,
) -> Iterator[Problem]:
    """Every contradiction between a place's own targets, the programme's and what the place is asked."""
    yield from check_sources(file.source, sources, ("source",))
    for id_ in file.not_counted or EMPTY:
        if id_ not in indicators:
            yield unknown_indicator(id_, indicators).within(("not_counted", id_), key=True)
    for id_, targets in (file.targets or EMPTY).items():
        path: Steps = ("targets", id_)
        if id_ not in indicators:
            yield unknown_indicator(id_, indicators).within(path, key=True)
            continue
        indicator = indicators[id_]
        if indicator is None:
            continue
        if indicator.parts is not None:
            yield no_target_of_its_own(id_, indicator).within(path, key=True)
            continue
        if id_ in (file.not_counted or EMPTY):
            yield Problem(
                "contradiction", "{id} has a target and is not counted", "keep one of the two", id=quoted(id_)
            ).within(path, key=True)
        elif indicator.asked is Asked.NONE:
            yield Problem(
                "contradiction",
                "{id} is asked of no place, so it can have no target here",
                "delete the target, or change places in targets.yaml",
                id=quoted(id_),
            ).within(path, key=True)
        for year, target in targets.items():
            if target is not None:
                at: Steps = (*path, str(year))
                yield from _year_of_own(year, at, head, years, starts)
                yield from check_sources(target.source, sources, (*at, "source"))
                yield from check_sources_before(target, sources, at)
                yield from due_too_early(target, year, years[0], at)
                if _is_of_baseline(target):
                    yield Problem(
                        "contradiction",
                        "no place has a baseline, so no percentage of it can be its target",
                        "write the figure to be reached",
                    ).within((*at, "from_baseline_percent"), key=True)
                else:
                    yield from check_target(target, indicator, year, at)
        yield from _kinds(indicator, targets, path)


def _year_of_own(
    key: Period | str, path: Steps, head: PlaceHead | None, years: tuple[int, int], starts: int
) -> Iterator[Problem]:
    if isinstance(key, str):
        return
    year = year_of(key, starts)
    if not years[0] <= year <= years[1]:
        yield outside_span(key, years).within(path, key=True)
    elif head is not None and head.years and not head.years[0] <= year <= head.years[1]:
        yield Problem(
            "contradiction",
            "the place is one of its own from {first} to {last} only",
            "delete the target, or change the years in places.yaml",
            first=str(head.years[0]),
            last=str(head.years[1]),
        ).within(path, key=True)


def _kinds(indicator: Indicator, targets: Mapping[Period | str, Target | None], path: Steps) -> Iterator[Problem]:
    """A milestone and a figure can't be targets of one indicator, and a figure needs to know which way is better."""
    programmes = {target.value.__class__ is bool for target in indicator.written_targets}
    for year, target in targets.items():
        if target is None:
            continue
        kind = target.value.__class__ is bool
        if (not kind) in programmes:
            yield mixed_targets().within((*path, str(year)), key=True)
            return
        if not kind and indicator.better is None:
            yield no_direction().within(path, key=True)
            return
        programmes.add(kind)


def as_asked_of_all(indicators: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The indicators as a place without a word of its own is asked for them.

    A baseline is where the whole programme started from, and no place did.
    """
    return {id_: _of_all(each) for id_, each in indicators.items()}


def _of_all(indicator: Indicator) -> Indicator:
    changed: dict[str, object] = {"baseline": None} if indicator.baseline is not None else {}
    match indicator.asked:
        case Asked.NONE:
            changed["years"] = NEVER
        case Asked.OWN if indicator.targets or indicator.every:
            changed |= {"targets": None, "every": None}
        case Asked.SAME if any(map(_is_of_baseline, indicator.written_targets)):
            kept = {year: each for year, each in (indicator.targets or EMPTY).items() if not _is_of_baseline(each)}
            changed |= {"targets": kept or None, "every": None if _is_of_baseline(indicator.every) else indicator.every}
        case _:
            pass
    return indicator.model_copy(update=changed) if changed else indicator


def _is_of_baseline(target: Target | None) -> bool:
    return target is not None and target.from_baseline_percent is not None


def as_asked_of(
    common: Mapping[str, Indicator], own: OwnTargets, left_out: Mapping[str, object], last: int, starts: int = 1
) -> Mapping[str, Indicator]:
    """The indicators as one place is asked for them: its own targets first, else those of all places.

    `last` is the programme's last year: its own target for that stands for the term, before the programme's term. Its
    own target for any year stands for the months of it, before the programme's for one of them.
    """
    if not own and not left_out:
        return common
    asked = dict(common)
    for id_, targets in own.items():
        if id_ in asked:
            asked[id_] = asked[id_].model_copy(
                update={"targets": _over(targets, asked[id_].targets or EMPTY, last, starts)}
            )
    for id_ in left_out:
        for each in (id_, *(ids_of_parts(id_, asked[id_]) if id_ in asked else ())):
            if each in asked:
                asked[each] = asked[each].model_copy(update={"years": NEVER})
    return asked


def _over(
    own: Mapping[Period | str, Target], inherited: Mapping[Period | str, Target | None], last: int, starts: int
) -> dict[Period | str, Target | None]:
    """Own targets over inherited ones, in the order of the years."""

    def is_replaced(key: Period | str) -> bool:
        return (last if isinstance(key, str) else year_of(key, starts)) in own

    return {**{key: each for key, each in inherited.items() if not is_replaced(key)}, **own}
