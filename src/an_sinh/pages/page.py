"""A result said in words for people, in one language.

A Page is what every format for people is made from; it knows nothing of columns of characters, colours or tags.
"""

from __future__ import annotations

from dataclasses import dataclass

from an_sinh.terms import Status

NONE_HERE = "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text; in a column of figures the digits stand in line, and `tail` (a word) follows them."""

    text: str
    tail: str = ""
    status: Status | None = None
    """A status whose sign stands before the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a grid: its name, its cells, and remarks that stand below the name."""

    name: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows of one status under a heading."""

    heading: str
    rows: tuple[Row, ...]
    status: Status | None = None
    mark: str = ""
    """The sign of a section that is of no one status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of figures; its heading is a word, or the sign of a status."""

    heading: str
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows of names and figures."""

    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    name_heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many have a status, said in words."""

    status: Status
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page for people."""

    title: str
    grids: tuple[Grid, ...]
    headline: str
    counts: tuple[Count, ...]
    closing: tuple[str, ...]
    """What the headline rests on, a line each."""
    language: str
    decimal_mark: str
