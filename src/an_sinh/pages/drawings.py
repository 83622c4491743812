"""What is drawn beside the words of a page, as values: figures in the indicator's unit, years, numbers of a status."""

from __future__ import annotations

from decimal import Decimal

from an_sinh.terms import Direction
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """An actual against its target, on a scale of their own, all in the indicator's unit."""

    tone: str
    actual: Decimal
    better: Direction
    near: Decimal
    far: Decimal | None
    """None where everything past the near edge is good."""
    strict: bool
    """Whether the near edge itself is not enough."""
    previous: Decimal | None = None
    """The figure of the year before, or of the old side."""
    baseline: Decimal | None = None
    limits: tuple[Decimal | None, Decimal | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """An actual against its target on a scale that all rows of a plot share, in the indicator's unit."""

    tone: str
    actual: Decimal
    better: Direction
    near: Decimal
    far: Decimal | None
    """The other edge of a band; None for every other target."""
    strict: bool
    """Whether the near edge itself is not enough."""
    least: Decimal
    most: Decimal
    """The smallest and the largest figure of the plot, targets counted."""
    limits: tuple[Decimal | None, Decimal | None] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure in its year; None where there is none."""

    year: int
    value: Decimal | None
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """An indicator's figures over the years of the programme."""

    points: tuple[Point, ...]
    """A point for each year, in order."""
    breaks: tuple[int, ...] = ()
    """Years from which the series is defined anew; each stretch has its own scale."""
    at: int | None = None
    """The year that the page is about."""
    way: tuple[Point, Point] | None = None
    """From where to where the straight way goes, where no year has a target of its own."""
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way from the baseline by the latest figure to the end of the term, as it goes."""

    tone: str
    first: int
    last: int
    baseline: Point | None
    actual: Point
    target: Decimal
    projection: Decimal | None
    way: tuple[Point, Point] | None = None
    """As of a course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many have a status: a piece of a stacked bar, and a line of its key."""

    tone: str
    """A status or an outlook by its code; a format gives it a sign and a colour."""
    number: int
    word: str
    text: str
    """The number with the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stacked bar of the statuses, named where there are several."""

    parts: tuple[Part, ...]
    name: str = ""
    sum: str = ""
    leads_to: str = ""
    jumps_to: str = ""
    """Both as of a row of the page."""


Drawing = Bullet | Dot | Course | Path | Bar
