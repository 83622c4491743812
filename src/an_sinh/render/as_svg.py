"""A chart as SVG by our own template: a picture of its own, or one inside a page.

It holds no script, asks for nothing, and takes the colours of the reader's scheme. Where a figure stands is worked out
exactly, and only the pixel is a float. What it shows stands in its title and description too, for those who don't see
it. A mark is told by its form, a status by its sign; a colour never tells anything alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from an_sinh.pages.chart import Chart, KeyEntry, Mark, Picture, Step
from an_sinh.render.screen import SYMBOLS
from an_sinh.render.templating import render
from an_sinh.terms import Status
from an_sinh.values import dataclass

WIDTH = 800
_EDGE = 16.0
_FLOOR_ROOM = 62.0
"""Below the scale: the years and their signs."""
_HIGH = 270.0
_TEXT = 13.0
_HEADING = 21.0
_LINE = 20.0
_STRIP_ROW = 30.0
_AVERAGE = 0.57
_BOLD = 0.66
"""How wide a letter is, on average, of its height: no font is measured, so with room to spare."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of a drawing: its tag, its class, its attributes, its text."""

    tag: str
    name: str
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


Drawn = tuple[list[Shape], float]
"""Shapes, and where they end."""


def write_svg(picture: Picture) -> str:
    """A picture as a file."""
    heading, y = _headed(picture)
    shapes, height = _drawn(picture, y)
    return _written(picture, [*heading, *shapes], height, alone=True, name="chart")


def inline_svg(picture: Picture, name: str) -> str:
    """A picture inside a page, which has the heading and the colours; `name` is its own there."""
    return _written(picture, *_drawn(picture, 0.0), alone=False, name=name)


def _written(picture: Picture, shapes: Sequence[Shape], height: float, *, alone: bool, name: str) -> str:
    return render(
        "chart.svg", picture=picture, shapes=shapes, width=WIDTH, height=f"{height:g}", alone=alone, name=name
    )


def _headed(picture: Picture) -> Drawn:
    y, shapes = _EDGE, []
    for line in _wrapped(picture.title, WIDTH - 2 * _EDGE, _HEADING * _BOLD / _AVERAGE):
        y += _HEADING * 1.25
        shapes.append(_text("heading", _EDGE, y, line))
    for line in _wrapped(picture.subtitle, WIDTH - 2 * _EDGE, _TEXT):
        y += _LINE
        shapes.append(_text("soft", _EDGE, y, line))
    return shapes, y + _LINE / 2


def _drawn(picture: Picture, y: float) -> Drawn:
    """All charts, one below the other."""
    shapes: list[Shape] = []
    for chart in picture.charts:
        y += _EDGE if shapes else 0
        if chart.name:
            for line in _wrapped(chart.name, WIDTH - 2 * _EDGE, _TEXT * 1.15):
                y += _LINE * 1.1
                shapes.append(_text("part", _EDGE, y, line))
        more, y = _strip(chart, picture, y) if chart.scale is None else _graph(chart, y)
        shapes += more
    return shapes, y + _EDGE


# --- shapes -----------------------------------------------------------------------------------------------------------


def _text(name: str, x: float, y: float, text: str, anchor: str = "start") -> Shape:
    return Shape("text", name, (("x", f"{x:.1f}"), ("y", f"{y:.1f}"), ("text-anchor", anchor)), text)


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> Shape:
    return Shape("line", name, (("x1", f"{x1:.1f}"), ("y1", f"{y1:.1f}"), ("x2", f"{x2:.1f}"), ("y2", f"{y2:.1f}")))


def _dot(name: str, x: float, y: float, radius: float) -> Shape:
    return Shape("circle", name, (("cx", f"{x:.1f}"), ("cy", f"{y:.1f}"), ("r", f"{radius:g}")))


def _path(name: str, way: str) -> Shape:
    return Shape("path", name, (("d", way),))


def _area(name: str, x: float, y: float, width: float, height: float) -> Shape:
    sides = (("x", x), ("y", y), ("width", width), ("height", height))
    return Shape("rect", name, tuple((side, f"{length:.1f}") for side, length in sides))


def _diamond(name: str, x: float, y: float) -> Shape:
    return _path(name, f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z")


def _hook(name: str, left: float, right: float, y: float) -> Iterator[Shape]:
    """A level with an upright at both ends, as the target of the term is marked."""
    yield _line(name, left, y, right, y)
    yield _path("goal", f"M{left:.1f} {y - 6:.1f}v12M{right:.1f} {y - 6:.1f}v12")


# --- a scale of figures -----------------------------------------------------------------------------------------------


class _Plan:
    """Where years and figures stand."""

    def __init__(self, chart: Chart, y: float) -> None:
        assert chart.scale is not None
        widest = max((_width(tick.text, _TEXT) for tick in chart.ticks), default=0.0)
        self.left = _EDGE + min(max(widest, 24.0), WIDTH / 2) + 10
        self.right = WIDTH - _EDGE
        self.top = y + 34
        self.bottom = self.top + _HIGH
        self.step = (self.right - self.left) / len(chart.columns)
        self._first = chart.columns[0].year
        self._scale = chart.scale

    def x(self, year: float) -> float:
        return self.left + (year - self._first + 0.5) * self.step

    def y(self, value: Decimal) -> float:
        return self.bottom - self._scale.at(value) * (self.bottom - self.top)


def _graph(chart: Chart, y: float) -> Drawn:
    plan = _Plan(chart, y)
    shapes = [_text("soft unit", _EDGE, y + 18, chart.unit)] if chart.unit else []
    for tick in chart.ticks:
        shapes.append(_line("rule", plan.left, plan.y(tick.value), plan.right, plan.y(tick.value)))
        shapes.append(_text("soft", plan.left - 8, plan.y(tick.value) + 4.5, tick.text, "end"))
    shapes += _axis(chart, plan)
    for year in chart.breaks:
        shapes.append(_line("anew", plan.x(year - 0.5), plan.top - 12, plan.x(year - 0.5), plan.bottom))
    for drawn in (_targets, _ways, _figures, _labels):
        shapes += drawn(chart, plan)
    shapes += _years(chart, plan.x, plan.step, plan.bottom + 20)
    key, y = _keys(chart, plan.bottom + _FLOOR_ROOM)
    return [*shapes, *key], y


def _axis(chart: Chart, plan: _Plan) -> Iterator[Shape]:
    yield _line("axis", plan.left, plan.bottom, plan.right, plan.bottom)
    scale = chart.scale
    assert scale is not None
    if scale.broken:
        yield _line("axis", plan.left, plan.bottom, plan.left, plan.top)
        yield _path("gap", f"M{plan.left - 6:.1f} {plan.bottom - 8:.1f}l12 -5v5l-12 5z")
        for up in (8, 13):
            yield _path("broken", f"M{plan.left - 6:.1f} {plan.bottom - up + 5:.1f}l12 -5")
    else:
        yield _line("axis", plan.left, plan.bottom, plan.left, plan.top)
        if scale.low < 0 < scale.high:
            yield _line("axis", plan.left, plan.y(Decimal(0)), plan.right, plan.y(Decimal(0)))


def _targets(chart: Chart, plan: _Plan) -> Iterator[Shape]:
    for step in chart.steps:
        left, right = plan.x(step.first - 0.5), plan.x(step.last + 0.5)
        if step.far is not None:
            yield from _band("band", left, right, plan.y(step.near), plan.y(step.far))
        yield _line("strict" if step.strict else "step", left, plan.y(step.near), right, plan.y(step.near))
    for before, after in pairwise(chart.steps):
        if before.last + 1 == after.first and after.first not in chart.breaks:
            at = plan.x(after.first - 0.5)
            yield _line("riser", at, plan.y(before.near), at, plan.y(after.near))
    if chart.goal is not None:
        half = min(plan.step * 0.4, 30.0)
        left, right = plan.x(chart.goal.year) - half, plan.x(chart.goal.year) + half
        if chart.goal_far is not None:
            yield from _band("band", left, right, plan.y(chart.goal.value), plan.y(chart.goal_far))
        yield from _hook("strict-goal" if chart.goal_strict else "goal", left, right, plan.y(chart.goal.value))


def _band(name: str, left: float, right: float, one: float, other: float) -> Iterator[Shape]:
    yield _area(name, left, min(one, other), right - left, abs(one - other))


def _ways(chart: Chart, plan: _Plan) -> Iterator[Shape]:
    if chart.way is not None:
        start, end = chart.way
        assert start.value is not None
        assert end.value is not None
        yield _line("way", plan.x(start.year), plan.y(start.value), plan.x(end.year), plan.y(end.value))
    if chart.ahead is not None:
        now, then = chart.ahead
        yield _line("ahead", plan.x(now.year), plan.y(now.value), plan.x(then.year), plan.y(then.value))
        yield _dot("projected", plan.x(then.year), plan.y(then.value), 4)


def _figures(chart: Chart, plan: _Plan) -> Iterator[Shape]:
    first = chart.baseline
    follows = first is not None and chart.points and chart.points[0].year == first.year + 1
    if first is not None and follows and chart.points[0].year not in chart.breaks:
        point = chart.points[0]
        yield _line("run", plan.x(first.year), plan.y(first.value), plan.x(point.year), plan.y(point.value))
    for before, after in pairwise(chart.points):
        if before.year + 1 == after.year and after.year not in chart.breaks:
            yield _line("run", plan.x(before.year), plan.y(before.value), plan.x(after.year), plan.y(after.value))
    if first is not None:
        yield _diamond("baseline", plan.x(first.year), plan.y(first.value))
    for point in chart.so_far:
        yield _dot("so-far", plan.x(point.year - 0.5 + point.through), plan.y(point.value), 3)
    for point in chart.points:
        hollow = " provisional" if point.provisional else ""
        yield _dot(f"actual {point.tone}{hollow}", plan.x(point.year), plan.y(point.value), 5.5)


# --- labels -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    x: float
    y: float
    text: str
    up: bool

    @property
    def baseline(self) -> float:
        return self.y - 10 if self.up else self.y + 19

    def overlaps(self, other: _Label) -> bool:
        room = (_width(self.text, _TEXT) + _width(other.text, _TEXT)) / 2 + 4
        return abs(self.x - other.x) < room and abs(self.baseline - other.baseline) < _TEXT + 1


def _labels(chart: Chart, plan: _Plan) -> Iterator[Shape]:
    """The figures beside their marks, those of the actuals first; where there is no room for one, it is left out."""
    placed = [*_in_the_way(chart, plan)]
    for wanted in _wanted(chart, plan):
        fits = (
            label
            for label in (wanted, _Label(wanted.name, wanted.x, wanted.y, wanted.text, not wanted.up))
            if not any(label.overlaps(each) for each in placed) and label.baseline < plan.bottom - 2
        )
        label = next(fits, None)
        if label is not None:
            placed.append(label)
            half = _width(label.text, _TEXT) / 2
            x = min(max(label.x, plan.left + half), plan.right - half) if 2 * half < plan.right - plan.left else label.x
            yield _text(f"figure {label.name}", x, label.baseline, label.text, "middle")


def _in_the_way(chart: Chart, plan: _Plan) -> Iterator[_Label]:
    """What no figure may be written over: the mark of the term's target."""
    if chart.goal is not None:
        yield _Label("", plan.x(chart.goal.year), plan.y(chart.goal.value) + 15, "—" * 8, up=True)


def _wanted(chart: Chart, plan: _Plan) -> Iterator[_Label]:
    def label(name: str, mark: Mark, up: bool) -> _Label:
        return _Label(name, plan.x(mark.year), plan.y(mark.value), mark.text, up)

    steps = {year: step for step in chart.steps for year in range(step.first, step.last + 1)}
    above = {
        point.year: point.year not in steps or plan.y(point.value) <= plan.y(steps[point.year].near)
        for point in chart.points
    }
    for point in reversed(chart.points):
        yield label("strong", point, above[point.year])
    if chart.goal is not None:
        yield label("of-goal", chart.goal, not above.get(chart.goal.year, False))
    if chart.ahead is not None:
        then = chart.ahead[1]
        yield label("of-ahead", then, chart.goal is None or plan.y(then.value) <= plan.y(chart.goal.value))
    if chart.baseline is not None:
        yield label("of-baseline", chart.baseline, True)
    yield from (_of_step(step, plan, above) for step in chart.steps)


def _of_step(step: Step, plan: _Plan, above: dict[int, bool]) -> _Label:
    """A target's figure, on the other side of its line than the actual's; of a band above its upper end."""
    at = next((year for year in range(step.first, step.last + 1) if year not in above), step.first)
    if step.far is not None:
        return _Label("soft", plan.x(at), min(plan.y(step.near), plan.y(step.far)) + 4, step.text, True)
    return _Label("soft", plan.x(at), plan.y(step.near) + 4, step.text, not above.get(at, False))


def _years(chart: Chart, x: Callable[[float], float], step: float, y: float) -> Iterator[Shape]:
    every = max(1, -int(-38 // step))
    last = len(chart.columns) - 1
    for at, column in enumerate(chart.columns):
        if (last - at) % every == 0:
            yield _text("year", x(column.year), y, column.text, "middle")
        if column.tone:
            yield _text(f"sign {column.tone}", x(column.year), y + 20, SYMBOLS[Status(column.tone)], "middle")


# --- the key ----------------------------------------------------------------------------------------------------------


def _keys(chart: Chart, y: float) -> Drawn:
    """Marks, then signs, each with its word, in lines."""
    shapes: list[Shape] = []
    for entries, swatch in ((chart.key, _swatch), (chart.signs, _sign)):
        x = _EDGE
        for entry in entries:
            length = 30 + _width(entry.text, _TEXT) + 22
            if x > _EDGE and x + length > WIDTH - _EDGE:
                x, y = _EDGE, y + _LINE
            shapes += swatch(entry, x, y - 4.5)
            shapes.append(_text("soft", x + 30, y, entry.text))
            x += length
        y += _LINE if entries else 0
    return shapes, y - _LINE / 2


def _sign(entry: KeyEntry, x: float, y: float) -> Iterator[Shape]:
    yield _text(f"sign {entry.mark}", x + 12, y + 4.5, SYMBOLS[Status(entry.mark)], "middle")


def _swatch(entry: KeyEntry, x: float, y: float) -> Iterator[Shape]:
    match entry.mark:
        case "actual":
            yield _line("run", x, y, x + 24, y)
            yield _dot("actual", x + 12, y, 5.5)
        case "provisional":
            yield _dot("actual provisional", x + 12, y, 5.5)
        case "so-far":
            yield _dot("so-far", x + 12, y, 3)
        case "step" | "strict" | "way" | "ahead":
            yield _line(entry.mark, x, y, x + 24, y)
            if entry.mark == "ahead":
                yield _dot("projected", x + 22, y, 4)
        case "band":
            yield _area("band", x + 2, y - 6, 20, 12)
        case "goal":
            yield from _hook("goal", x + 2, x + 22, y)
        case "baseline":
            yield _diamond("baseline", x + 12, y)
        case "anew":
            yield _line("anew", x + 12, y - 8, x + 12, y + 8)
        case _:
            for right in (10, 15):
                yield _path("broken", f"M{x + right - 4:.1f} {y + 6:.1f}l5 -12")


# --- a strip of years -------------------------------------------------------------------------------------------------


def _strip(chart: Chart, picture: Picture, y: float) -> Drawn:
    """Years without figures: each with its sign, and in words what was asked and what became of it."""
    each = zip(picture.words, ("target", "actual"), strict=True)
    rows = [(word, [getattr(column, name) for column in chart.columns]) for word, name in each]
    rows = [(word, texts) for word, texts in rows if any(texts)]
    left = _EDGE + (max(_width(word, _TEXT) for word, _ in rows) + 16 if rows else 0)
    step = (WIDTH - _EDGE - left) / len(chart.columns)
    first = chart.columns[0].year

    def x(year: float) -> float:
        return left + (year - first + 0.5) * step

    shapes = [*_years(chart, x, step, y + 30)]
    y += 50 + _STRIP_ROW
    for word, texts in rows:
        shapes += [_line("rule", _EDGE, y - _LINE, WIDTH - _EDGE, y - _LINE), _text("soft", _EDGE, y, word)]
        lines = [_wrapped(text, step - 6, _TEXT) for text in texts]
        for column, wrapped in zip(chart.columns, lines, strict=True):
            for down, line in enumerate(wrapped):
                shapes.append(_text("figure", x(column.year), y + down * _TEXT * 1.2, line, "middle"))
        y += (max(map(len, lines)) - 1) * _TEXT * 1.2 + _STRIP_ROW
    if chart.sentence:
        shapes.append(_text("soft", _EDGE, y, chart.sentence))
        y += _STRIP_ROW
    key, y = _keys(chart, y)
    return [*shapes, *key], y


# --- the width of a text ----------------------------------------------------------------------------------------------


def _width(text: str, size: float) -> float:
    """About how wide a text is: a mark has no width of its own, a letter of Chinese that of two."""
    letters = sum(
        0 if unicodedata.combining(char) else 1.8 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
    return letters * size * _AVERAGE


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """A text in lines that are no wider, broken between words; a word that is too wide is a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
