"""What stands on a web page: texts in both languages, figures, and what is drawn. It knows nothing of tags or colours.

The texts come from the functions that the table's sheets are made of, so that page and table never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, assert_never

from an_sinh.terms import Direction, Language


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and the tag of the language that it is in."""

    text: str
    tag: str | None
    """None where it is the same in every say, as `23/27` is; empty where the data do not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A text for each language of the page."""

    en: Said
    vi: Said

    def by(self, language: Language) -> Said:
        """The text for a language."""
        match language:
            case Language.EN:
                return self.en
            case Language.VI:
                return self.vi
            case _:
                assert_never(language)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure spelled, taken apart at its decimal mark, so that the marks of a column stand in line."""

    head: str
    """A word before the figure."""
    whole: str
    fraction: str
    """The decimal mark and what follows it."""
    tail: str
    """A word behind the figure, or instead of one."""


# --- what is drawn ----------------------------------------------------------------------------------------------------


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
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way from the baseline by the latest figure to the end of the term, as the straight line goes."""

    tone: str
    first: int
    last: int
    baseline: Point | None
    actual: Point
    target: Decimal
    projection: Decimal | None


# --- the cells of a row -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A sign and its word, and below them what they rest on."""

    kind: ClassVar[str] = "verdict"
    tone: str
    """A status, an outlook or a change by its code; a format gives it a sign and a colour."""
    word: Told
    below: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in a column of figures, after a sign where it has one."""

    kind: ClassVar[str] = "figure"
    en: Numeral
    vi: Numeral
    tone: str = ""
    word: Told | None = None
    """What the sign of the tone says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What is drawn, and the same in words; neither where there is nothing to draw."""

    kind: ClassVar[str] = "graph"
    drawing: Bullet | Course | Path | None = None
    words: Told | None = None


Cell = Verdict | Figure | Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One indicator."""

    id: str
    name: Told
    unit: Told | None
    kind: str
    """The word that the first filter goes by: a status, a change, an outlook."""
    group: str
    cells: tuple[Cell, ...]
    remarks: tuple[Told, ...] = ()
    sources: tuple[int, ...] = ()
    """The numbers of its sources."""
    notes: tuple[str, ...] = ()
    """The letters of its notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows under a heading, with what they come to."""

    heading: Told
    rows: tuple[Row, ...]
    sum: Told | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column after the name: what it is called, and what kind of cells it has."""

    heading: Told
    kind: str
    role: str
    """A short word for what it holds; on a narrow screen its heading stands before each of its cells."""
    decimals: int = 0
    """How many characters stand right of the units, at most."""


# --- around the rows --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many have a status: a piece of a stacked bar, and a line of its key."""

    tone: str
    number: int
    word: Told
    text: Told
    """The number with the word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stacked bar of the statuses, named where there are several."""

    parts: tuple[Part, ...]
    name: Told | None = None
    sum: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """A group's headline, how many it has of each status, and the same as a bar."""

    name: Told
    cells: tuple[str, ...]
    bar: Bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The second tally: a row for each group with a figure for each status."""

    heading: Told
    name: Told
    """What names the rows."""
    met: Told
    """The heading of the headlines."""
    statuses: tuple[Verdict, ...]
    rows: tuple[TallyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to filter by, and how many rows have it."""

    value: str
    text: Told
    number: int
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Things to filter by; none chosen means all."""

    name: str
    """`kind` or `group`: what of a row it goes by."""
    heading: Told
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as a footnote."""

    number: int
    publisher: Told | None
    title: Told
    date: Told | None
    url: str | None
    """An address on the web, for a link."""
    address: str | None
    """Any other address, which is text."""
    note: Told | None
    rows: tuple[tuple[str, Told], ...]
    """The first few rows that rest on it: id and name."""
    more: Told | None
    """How many more do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark of the data, once for all rows that have it."""

    letter: str
    text: Told
    rows: tuple[tuple[str, Told], ...]
    more: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A whole page."""

    language: str
    """The language that it opens in."""
    subject: str
    """score, diff, trend or outlook."""
    title: Told
    programme: Told
    headline: Told
    bars: tuple[Bar, ...]
    closing: tuple[Told, ...]
    cited: tuple[int, ...]
    """The numbers of the sources of the published headlines."""
    tally: Tally | None
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    filters: tuple[Filter, ...]
    foot: tuple[Row, ...]
    sources: tuple[Source, ...]
    notes: tuple[Note, ...]
    empty: Told | None = None
    """What is said where no row is left."""

    @property
    def rows(self) -> int:
        """How many indicators are shown."""
        return sum(len(section.rows) for section in self.sections)


def with_decimals(columns: Iterable[Column], sections: Iterable[Section]) -> tuple[Column, ...]:
    """The columns, each with room for the longest fraction in it."""
    rows = [row for section in sections for row in section.rows]
    return tuple(
        Column(heading=column.heading, kind=column.kind, role=column.role, decimals=_longest(rows, at))
        for at, column in enumerate(columns)
    )


def _longest(rows: Iterable[Row], at: int) -> int:
    cells = (row.cells[at] for row in rows)
    return max(
        (len(each.fraction) for cell in cells if isinstance(cell, Figure) for each in (cell.en, cell.vi)), default=0
    )
