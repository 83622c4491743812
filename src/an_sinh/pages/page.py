"""A result said in words for people, in one language.

A Page is what every format for people is made from; it knows nothing of columns of characters, colours or tags. What
only some formats show is optional: a terminal draws nothing, and a web page links its rows to their sources.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from an_sinh.terms import Status
from an_sinh.text import visible
from an_sinh.values import dataclass

if TYPE_CHECKING:
    from an_sinh.pages.drawings import Bar, Drawing

NONE_HERE = "·"

# --- rows -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text; in a column of figures the digits stand in line, and `tail` (a word) follows them."""

    text: str
    tail: str = ""
    status: Status | None = None
    """A status whose sign stands before the text."""
    below: str = ""
    """What a verdict rests on."""
    order: int | None = None
    """Where a column is sorted by it, its place from the best on; None behind all others."""
    drawing: Drawing | None = None
    """What is drawn, which the text says in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The numbers of the sources that said some part of a row: its actual, its verdict, its target."""

    part: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a grid: its name, its cells, and remarks that stand below the name."""

    name: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    status: Status | None = None
    jumps_to: str = ""
    """The part of the page that its name leads to, where it has no page of its own."""
    unit: str = ""
    """The unit, where it does not stand in the name."""
    anchor: str = ""
    """What the row is linked to by."""
    kind: str = ""
    """The code that the first filter goes by: a status, a change, an outlook."""
    group: str = ""
    sources: tuple[int, ...] = ()
    """The numbers of its sources, and the letters of its notes, at the foot of the page."""
    whose: tuple[Citation, ...] = ()
    """The same numbers by what each source said, where they did not all say the same."""
    letters: tuple[str, ...] = ()
    id: str = ""
    """The id of the indicator, or the place, that it tells of; empty where it tells of several, or of a sum."""
    leads_to: str = ""
    """What has a page of its own in a site, by its kind and id: `indicator:poverty-rate`, `place:quoc-oai`."""
    stands_for: int = 1
    """How many indicators it tells of: several where they are of the same kind, none where it is of a part."""
    is_part: bool = False
    """Whether it is of a part of the indicator above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows under a heading: of one status, of one group."""

    heading: str
    rows: tuple[Row, ...]
    status: Status | None = None
    mark: str = ""
    """The sign of a section that is of no one status."""
    tone: str = ""
    """The code of what its rows have in common."""
    sum: str = ""
    """What they come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures; its heading is a word, or the sign of a status."""

    heading: str
    status: Status | None = None
    kind: str = "figure"
    """`figure`, or `judged` (a verdict), or `drawn`."""
    role: str = ""
    """A short word for what it holds."""
    name: str = ""
    """What its heading stands for, where that is a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of names and figures."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    name_heading: str = ""
    heading: str = ""
    is_heat: bool = False
    """Whether its cells are signs in colours, close together, by whose columns its rows can be sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a page with a link of its own: one place, or one indicator over all of them."""

    name: str
    anchor: str
    sum: str
    """Its headline."""
    grid: Grid
    notes: tuple[str, ...] = ()


# --- around the rows --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many have a status, said in words."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to filter by, and how many rows have it."""

    value: str
    text: str
    number: int
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Things to filter by; none chosen means all."""

    name: str
    """`kind` or `group`: what of a row it goes by."""
    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A row that rests on a footnote."""

    anchor: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as a footnote."""

    number: int
    publisher: str
    title: str
    date: str
    url: str
    """An address on the web, for a link."""
    address: str
    """Any other address, which is text."""
    note: str
    rows: tuple[Reference, ...]
    """The first few rows that rest on it."""
    more: str
    """How many more do."""
    leads_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark of the data, once for all rows that have it."""

    letter: str
    text: str
    rows: tuple[Reference, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page for people."""

    title: str
    grids: tuple[Grid, ...]
    """The indicators first, then the second tally."""
    headline: str
    counts: tuple[Count, ...]
    closing: tuple[str, ...]
    """What the headline rests on, a line each."""
    language: str
    decimal_mark: str
    subject: str = ""
    """score, diff, trend or outlook."""
    programme: str = ""
    """The programme's name."""
    bars: tuple[Bar, ...] = ()
    cited: tuple[int, ...] = ()
    """The numbers of the sources of the published headlines."""
    filters: tuple[Filter, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    empty: str = ""
    """What is said where no row is left."""
    plots: tuple[Panel, ...] = ()
    """One indicator over all places, for each."""
    members: tuple[Panel, ...] = ()
    """Each place by itself."""


def with_ids(page: Page) -> Page:
    """The same page, each row's id before its name."""
    grids = (replace(grid, sections=tuple(map(_with_ids, grid.sections))) for grid in page.grids)
    return replace(page, grids=tuple(grids))


def _with_ids(section: Section) -> Section:
    rows = tuple(replace(row, name=f"{visible(row.id)}: {row.name}") if row.id else row for row in section.rows)
    return replace(section, rows=rows)
