"""What a command found and is to show of it: one frozen value for each, whatever the format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from an_sinh.pages.languages import ENGLISH
from an_sinh.pages.say import Say
from an_sinh.render.screen import Screen
from an_sinh.values import dataclass

if TYPE_CHECKING:
    from an_sinh.errors import Problem
    from an_sinh.judge.diff import Diff
    from an_sinh.judge.places import PlaceScore, PlacesDiff, PlacesReport, Sum
    from an_sinh.judge.scorecard import Line, Scorecard
    from an_sinh.pages.diff import Sides
    from an_sinh.pages.place_years import PlaceSides
    from an_sinh.programme.model import Programme
    from an_sinh.terms import Period

Rows = Callable[["Line"], bool]
"""Whether a row is shown."""
Dialect = Literal["plain", "excel"]
_FILE = Screen()
_ENGLISH = Say.of(ENGLISH)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """For whom a result is written: their language, their screen, where their data are."""

    say: Say
    """Of what people read."""
    programs: Say = _ENGLISH
    """Of the texts in what programs read: English, unless a language was asked for."""
    screen: Screen = _FILE
    folder: str | None = None
    """Where the data are, as a path that others can follow; None for the packaged copy."""
    dialect: Dialect = "plain"
    ids: bool = False
    """Whether people are told each row's id."""
    everything: bool = False
    """Whether a table of many places is shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreResult:
    """A scorecard, and which part of it is shown."""

    card: Scorecard
    rows: Rows | None = None
    """None where all are shown."""
    summary: bool = False
    everything: bool = False
    """Whether rows of the same kind are told one by one."""
    wide: bool = False
    """Whether the percentage of the plan and the figure of the year before are told in the table."""
    by: str = "group"
    years: Callable[[], Sequence[Scorecard]] = lambda: ()
    """The scorecards of all years, for the formats that show their course; read when called."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are shown."""
        return () if self.summary else tuple(filter(self.rows, self.card.lines)) if self.rows else self.card.lines

    @property
    def rows_of_all(self) -> list[Line]:
        """The lines that are shown, each followed by those of its parts."""
        return [each for line in self.lines for each in (line, *line.parts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesResult:
    """A programme's places side by side, and what is shown of them."""

    report: PlacesReport
    places: tuple[PlaceScore, ...]
    """In the order in which they are shown."""
    indicator: str | None
    """The one indicator that is shown over all places; None for their headlines."""
    grid: bool
    """Whether every indicator's status is shown."""
    by: str | None = None
    """What the places are added up by, where their sums are shown instead of them: within, kind or group."""
    sums: tuple[Sum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesDiffResult:
    """The places of a programme on two sides."""

    found: PlacesDiff
    sides: Callable[[Say], PlaceSides]
    """What the two sides are called in a language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffResult:
    """Two scorecards side by side, and which rows are shown."""

    diff: Diff
    sides: Callable[[Say], Sides]
    """What the two sides are called in a language."""
    rows: Rows | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendResult:
    """The scorecards of all years, and which rows of the latest one are shown."""

    cards: Sequence[Scorecard]
    rows: Rows
    everything: bool = False
    """Whether rows of the same kind are told one by one."""

    @property
    def shown(self) -> list[int]:
        """The positions of the indicators that are shown."""
        return [at for at, line in enumerate(self.cards[-1].lines) if self.rows(line)]

    @property
    def courses(self) -> list[list[Line]]:
        """The lines of each indicator that is shown, one for each year."""
        return [[card.lines[at] for card in self.cards] for at in self.shown]

    @property
    def courses_of_all(self) -> list[list[Line]]:
        """The courses that are shown, each followed by those of its parts."""
        return [each for course in self.courses for each in (course, *courses_of_parts(course))]


def courses_of_parts(course: Sequence[Line]) -> list[list[Line]]:
    """The course of each part of an indicator, in order."""
    return [list(each) for each in zip(*(line.parts for line in course), strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowResult:
    """The scorecards of all years, and the position of one indicator or part in their rows."""

    cards: Sequence[Scorecard]
    at: int

    @property
    def line(self) -> Line:
        """Its line of the latest year."""
        return self.cards[-1].rows[self.at]

    @property
    def years(self) -> list[tuple[Period, Line]]:
        """Each year with the indicator's line."""
        return [(card.year, card.rows[self.at]) for card in self.cards]

    @property
    def years_of_all(self) -> list[tuple[Period, Line]]:
        """Each year with the indicator's line, followed by those of its parts."""
        return [(year, each) for year, line in self.years for each in (line, *line.parts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """The indicators that were looked for, by their ids."""

    programme: Programme
    ids: Sequence[str]
    text: str | None
    """What was looked for; None where all were asked for."""
    card: Scorecard | None
    """The year whose targets are told, if one was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintResult:
    """What is wrong with the data, and in how many files it was looked for."""

    problems: Sequence[Problem]
    files: int
    everything: bool = False
    """Whether people are told problems of the same kind one by one."""
