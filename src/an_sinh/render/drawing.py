"""Bullet graphs, courses and paths as inline SVG: only numbers and our own words, so no text of the data is in them.

Where a figure stands is worked out exactly, and only the pixel is a float. Colours and dashes are the style's, by
class.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from an_sinh.figures import ZERO
from an_sinh.pages.axis import Scale, scale_for
from an_sinh.pages.drawings import Bullet, Course, Dot, Path, Point
from an_sinh.terms import Direction


def draw(drawing: Bullet | Dot | Course | Path) -> str:
    """What is to be drawn, as an SVG element that is hidden from those who hear the page; its words stand beside it."""
    match drawing:
        case Bullet():
            return _svg("bullet", _BULLET, "".join(_bullet(drawing)))
        case Dot():
            return _svg("dot", _BULLET, "".join(_dotted(drawing)))
        case Course():
            return _svg("course", _COURSE, "".join(_course(drawing)))
        case Path():
            return _svg("path", _PATH, "".join(_path(drawing)))
        case _:
            assert_never(drawing)


def swatch(name: str) -> str:
    """A mark of a bullet graph, small, for its key."""
    return _svg("swatch", (18, 16), _SWATCHES[name])


def _svg(name: str, size: tuple[int, int], inside: str) -> str:
    width, height = size
    return (
        f'<svg class="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' aria-hidden="true" focusable="false">{inside}</svg>'
    )


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _dot(name: str, x: float, y: float, radius: float) -> str:
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def _area(name: str, left: float, right: float, y: float, height: float) -> str:
    return f'<rect class="{name}" x="{left:.1f}" y="{y:g}" width="{max(right - left, 0):.1f}" height="{height:g}"/>'


# --- an actual against its target -------------------------------------------------------------------------------------

_BULLET = (200, 26)
_LEFT, _RIGHT, _MIDDLE = 12.0, 188.0, 13.0
_THICK = 8.0


def marks_of(drawn: Bullet | Dot) -> set[str]:
    """Which marks a bullet graph, or a row of a plot, has, by the names of their swatches."""
    if isinstance(drawn, Dot):
        broken = {"broken"} if _shared_scale(drawn).broken else set()
        return {"actual", "strict" if drawn.strict else "target", "zone", *broken}
    found = {"actual", "strict" if drawn.strict else "target"}
    if drawn.better is not Direction.WITHIN:
        found |= {"arrow"} if drawn.far is None else {"arrow", "beyond"}
    if drawn.near != drawn.far:
        found.add("zone")
    if drawn.previous is not None:
        found.add("previous")
    if drawn.baseline is not None:
        found.add("baseline")
    if _scale(drawn).broken:
        found.add("broken")
    return found


def _scale(drawn: Bullet) -> Scale:
    marks = (drawn.actual, drawn.near, drawn.far, drawn.previous, drawn.baseline)
    return scale_for([mark for mark in marks if mark is not None], drawn.limits)


def _bullet(drawn: Bullet) -> Iterator[str]:
    scale = _scale(drawn)

    def x(figure: Decimal) -> float:
        return _LEFT + scale.at(figure) * (_RIGHT - _LEFT)

    top = _MIDDLE - _THICK / 2
    yield _area("track", _LEFT, _RIGHT, top, _THICK)
    near, far = x(drawn.near), None if drawn.far is None else x(drawn.far)
    lower = drawn.better is Direction.LOWER
    end = _LEFT if lower else _RIGHT
    if drawn.better is Direction.WITHIN:
        assert far is not None
        yield _area("zone", near, far, top, _THICK)
    else:
        turn = end if far is None else far
        yield _area("zone", min(near, turn), max(near, turn), top, _THICK)
        if far is not None:
            yield _area("beyond", min(turn, end), max(turn, end), top, _THICK)
            if drawn.far != drawn.near:
                yield _line("far", far, top - 2, far, top + _THICK + 2)
        tip, back = (3.0, 7.5) if lower else (197.0, 192.5)
        yield f'<path class="arrow" d="M{back:g} {_MIDDLE - 4:g}L{tip:g} {_MIDDLE:g}L{back:g} {_MIDDLE + 4:g}"/>'
    if scale.low < ZERO < scale.high:
        yield _line("zero", x(ZERO), top - 2, x(ZERO), top + _THICK + 2)
    if scale.broken:
        yield from _break(top)
    if drawn.baseline is not None:
        yield _line("baseline", x(drawn.baseline), _MIDDLE + 3, x(drawn.baseline), _MIDDLE + 11)
    yield _line("strict" if drawn.strict else "target", near, 2, near, 24)
    if drawn.better is Direction.WITHIN and far is not None:
        yield _line("target", far, 2, far, 24)
    if drawn.previous is not None:
        yield _dot("previous", x(drawn.previous), _MIDDLE, 3.2)
    yield _dot(f"actual {drawn.tone}", x(drawn.actual), _MIDDLE, 5.5)


# --- actuals on one scale, each against its own target ----------------------------------------------------------------


def _shared_scale(drawn: Dot) -> Scale:
    return scale_for((drawn.least, drawn.most), drawn.limits)


def _dotted(drawn: Dot) -> Iterator[str]:
    scale = _shared_scale(drawn)

    def x(figure: Decimal) -> float:
        return _LEFT + scale.at(figure) * (_RIGHT - _LEFT)

    top = _MIDDLE - _THICK / 2
    near = x(drawn.near)
    far = _LEFT if drawn.better is Direction.LOWER else _RIGHT if drawn.far is None else x(drawn.far)
    yield _area("zone", min(near, far), max(near, far), top, _THICK)
    yield _line("ground", _LEFT, _MIDDLE, _RIGHT, _MIDDLE)
    if scale.low < ZERO < scale.high:
        yield _line("zero", x(ZERO), top - 2, x(ZERO), top + _THICK + 2)
    if scale.broken:
        yield from _break(top)
    yield _line("strict" if drawn.strict else "target", near, 2, near, 24)
    if drawn.far is not None and drawn.far != drawn.near:
        yield _line("target", far, 2, far, 24)
    yield _dot(f"actual {drawn.tone}", x(drawn.actual), _MIDDLE, 5.5)


def _break(top: float) -> Iterator[str]:
    """What says at its left that a scale does not begin at 0."""
    yield f'<path class="gap" d="M{_LEFT + 5:g} {top - 2:g}l-3 {_THICK + 4:g}h4l3 {-_THICK - 4:g}z"/>'
    for slash in (_LEFT + 5, _LEFT + 9):
        yield _line("broken", slash, top - 2, slash - 3, top + _THICK + 2)


# --- a course over the years ------------------------------------------------------------------------------------------

_COURSE = (96, 28)
_INSET, _FLOOR, _CEILING = 6.0, 22.0, 6.0


def _course(drawn: Course) -> Iterator[str]:
    points = drawn.points
    step = (_COURSE[0] - 2 * _INSET) / max(len(points) - 1, 1)
    starts = [at for at, point in enumerate(points) if point.year in drawn.breaks and at]
    yield _line("ground", _INSET, 26, _COURSE[0] - _INSET, 26)
    for start in starts:
        yield _line("anew", _INSET + (start - 0.5) * step, 2, _INSET + (start - 0.5) * step, 26)
    for first, last in pairwise([0, *starts, len(points)]):
        yield from _stretch(points, range(first, last), step, drawn)


def _of_way(way: tuple[Point, Point] | None) -> list[Decimal]:
    """The figures between which the straight way goes."""
    return [point.value for point in way or () if point.value is not None]


def _stretch(points: Sequence[Point], places: range, step: float, drawn: Course) -> Iterator[str]:
    known = {at: value for at in places if (value := points[at].value) is not None}
    if not known:
        return
    figures = [*known.values(), *_of_way(drawn.way)]
    scale = Scale(low=min(figures), high=max(figures))

    def spot(at: int, value: Decimal) -> tuple[float, float]:
        return _INSET + at * step, _FLOOR - scale.at(value) * (_FLOOR - _CEILING)

    spots = {at: spot(at, value) for at, value in known.items()}
    if drawn.way is not None:  # what lies before the first year or after the last one is cut off by the frame
        ends = zip(drawn.way, _of_way(drawn.way), strict=True)
        start, end = (spot(point.year - points[0].year, value) for point, value in ends)
        yield _line("way", *start, *end)
    for before, after in pairwise(spots):
        if after == before + 1:
            yield _line("run", *spots[before], *spots[after])
    for at, (x, y) in spots.items():
        hollow = " provisional" if points[at].provisional else ""
        if points[at].year == drawn.at:
            yield _dot(f"now {drawn.tone}{hollow}", x, y, 4)
        else:
            yield _dot(f"point{hollow}", x, y, 2)


# --- the way to the end of the term -----------------------------------------------------------------------------------

_PATH = (200, 56)
_SIDE, _BOTTOM, _TOP = 8.0, 48.0, 8.0


def _path(drawn: Path) -> Iterator[str]:
    start = drawn.baseline
    figures = [drawn.actual.value, drawn.target, start.value if start else None, drawn.projection, *_of_way(drawn.way)]
    known = [figure for figure in figures if figure is not None]
    scale = Scale(low=min(known), high=max(known))
    years = max(drawn.last - drawn.first, 1)

    def spot(year: int, value: Decimal) -> tuple[float, float]:
        x = _SIDE + (year - drawn.first) / years * (_PATH[0] - 2 * _SIDE)
        return x, _BOTTOM - scale.at(value) * (_BOTTOM - _TOP)

    goal = spot(drawn.last, drawn.target)
    yield _line("level", _SIDE, goal[1], goal[0], goal[1])
    if drawn.way is not None and drawn.way[0].value is not None and drawn.way[1].value is not None:
        yield _line("way", *spot(drawn.way[0].year, drawn.way[0].value), *spot(drawn.way[1].year, drawn.way[1].value))
    assert drawn.actual.value is not None
    now = spot(drawn.actual.year, drawn.actual.value)
    if drawn.projection is not None and drawn.actual.year < drawn.last:
        yield _line("ahead", *now, *spot(drawn.last, drawn.projection))
        yield _dot("projected", *spot(drawn.last, drawn.projection), 3)
    if start is not None and start.value is not None:
        yield _line("run", *spot(start.year, start.value), *now)
        yield _dot("previous", *spot(start.year, start.value), 3.2)
    yield _line("target", goal[0], max(goal[1] - 8, 0), goal[0], goal[1] + 8)
    hollow = " provisional" if drawn.actual.provisional else ""
    yield _dot(f"now {drawn.tone}{hollow}", *now, 5)


_SWATCHES = {
    "actual": _dot("actual met", 9, 8, 5.5),
    "target": _line("target", 9, 1, 9, 15),
    "strict": _line("strict", 9, 1, 9, 15),
    "zone": _area("zone", 1, 17, 4, 8),
    "beyond": _area("beyond", 1, 17, 4, 8),
    "previous": _dot("previous", 9, 8, 3.2),
    "baseline": _line("baseline", 9, 4, 9, 12),
    "latest": _dot("now met", 9, 8, 5),
    "ahead": _line("ahead", 0, 12, 18, 4),
    "level": _line("level", 0, 8, 14, 8) + _line("target", 15, 1, 15, 15),
    "way": _line("way", 0, 13, 18, 3),
    "arrow": '<path class="arrow" d="M7 4L12 8L7 12"/>',
    "broken": _line("broken", 9, 2, 6, 14) + _line("broken", 13, 2, 10, 14),
}
