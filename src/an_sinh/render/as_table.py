"""A sheet in a terminal, by rich: the headline closes the page, symbols carry the status where colour does not."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from an_sinh.render.screen import Screen, symbol
from an_sinh.sheet import Cell, Column, Grid, Row, Section, Sheet
from an_sinh.terms import Status

STYLES = {
    Status.EXCEEDED: "bold green",
    Status.MET: "green",
    Status.UNMET: "bold red",
    Status.NOT_STARTED: "magenta",
    Status.UNSCORED: "yellow",
    Status.WITHDRAWN: "dim",
}
_UNBOUNDED = 100_000
_NARROWEST_NAME = 24
_INDENT = 2
_SPACE = 2


def write_table(sheet: Sheet, screen: Screen) -> str:
    """The page as text, with colour codes where the screen takes them; no line ends in a space."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=screen.colour,
        color_system="standard" if screen.colour else None,
        width=screen.width or _UNBOUNDED,
        height=100,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        soft_wrap=False,
        _environ={},
    )
    for part in _parts(sheet, screen):
        console.print(part, no_wrap=screen.width is None, overflow="fold", crop=False)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _parts(sheet: Sheet, screen: Screen) -> Iterator[RenderableType]:
    yield Text(sheet.title, style="bold")
    yield Text("")
    for grid in sheet.grids:
        if grid.sections:
            yield _Dressed(grid, sheet.decimal_mark, screen).renderable()
            yield Text("")
    yield _headline(sheet, screen)
    for line in sheet.closing:
        yield Text(line)


def _headline(sheet: Sheet, screen: Screen) -> Text:
    told = Text(sheet.headline, style="bold")
    for index, count in enumerate(sheet.counts):
        told.append("   " if index == 0 else "  ")
        told.append(f"{symbol(count.status, screen)} {count.text}", style=STYLES[count.status])
    return told


class _Dressed:
    """A grid with its figures in line: every column padded so that the decimal marks stand below each other."""

    def __init__(self, grid: Grid, decimal_mark: str, screen: Screen) -> None:
        self.grid = grid
        self.screen = screen
        self.mark = decimal_mark
        rows = [row for section in grid.sections for row in section.rows]
        self.fractions = [
            max((self._fraction(row.cells[at]) for row in rows), default=0) for at in range(len(grid.columns))
        ]
        self.tails = [
            max((len(row.cells[at].tail) for row in rows if row.cells[at].text), default=0)
            for at in range(len(grid.columns))
        ]

    def renderable(self) -> RenderableType:
        """The grid as a table, or where the screen is too narrow for one, as lines."""
        columns = self.grid.columns
        needed = [
            max(
                [
                    Text(self._heading(column).plain).cell_len,
                    *(self._cell(row.cells[at], at).cell_len for row in self._rows()),
                ]
            )
            for at, column in enumerate(columns)
        ]
        width = self.screen.width
        longest = max((Text(row.name).cell_len for row in self._rows()), default=0) + _INDENT
        if width is not None and sum(needed) + _SPACE * len(columns) + min(_NARROWEST_NAME, longest) > width:
            return Group(*self._stacked())
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, _SPACE, 0, 0), collapse_padding=True)
        table.add_column(overflow="fold", no_wrap=width is None)
        for at in range(len(columns)):
            table.add_column(justify="right", no_wrap=True, min_width=needed[at])
        headings = [self._heading(column) for column in columns]
        first = self.grid.sections[0]
        if not first.heading:
            table.add_row(Text(self.grid.name_heading if not any(c.status for c in columns) else ""), *headings)
        for index, section in enumerate(self.grid.sections):
            if section.heading:
                table.add_row(self._title(section), *(headings if index == 0 else []))
            for row in section.rows:
                table.add_row(self._named(row), *(self._cell(cell, at) for at, cell in enumerate(row.cells)))
        return table

    def _rows(self) -> Iterator[Row]:
        for section in self.grid.sections:
            yield from section.rows

    def _title(self, section: Section) -> Text:
        if section.status is None:
            return Text(section.heading)
        return Text(f"{symbol(section.status, self.screen)} {section.heading}", style=STYLES[section.status])

    def _named(self, row: Row) -> RenderableType:
        if row.status is None:
            return Text(row.name)
        lines: list[RenderableType] = [Text(row.name, no_wrap=self.screen.width is None, overflow="fold")]
        lines += [Padding(Text(note, style="dim"), (0, 0, 0, _INDENT), expand=False) for note in row.notes]
        return Padding(Group(*lines), (0, 0, 0, _INDENT), expand=False)

    def _heading(self, column: Column) -> Text:
        if column.status is None:
            return Text(column.heading, style="dim")
        return Text(symbol(column.status, self.screen), style=STYLES[column.status])

    def _fraction(self, cell: Cell) -> int:
        """How many characters stand right of the units."""
        whole, mark, rest = cell.text.rpartition(self.mark)
        return len(mark + rest) if mark and rest.isdigit() and whole[-1:].isdigit() else 0

    def _cell(self, cell: Cell, at: int) -> Text:
        if not cell.text:
            return Text(cell.tail, style="dim")
        room = " " * (self.fractions[at] - self._fraction(cell))
        return Text(cell.text + room + cell.tail.ljust(self.tails[at]))

    def _stacked(self) -> Iterable[RenderableType]:
        """For a narrow screen: each name on its own lines, its figures with their headings below it."""
        columns = self.grid.columns
        for section in self.grid.sections:
            if section.heading:
                yield self._title(section)
            for row in section.rows:
                yield Padding(Text(row.name, overflow="fold"), (0, 0, 0, _INDENT))
                told = []
                for column, cell in zip(columns, row.cells, strict=True):
                    spelled = (cell.text + cell.tail).strip()
                    if spelled not in ("–", "·", ""):
                        told.append(f"{self._heading(column).plain} {spelled}")
                for line in (*told, *row.notes):
                    yield Padding(Text(line, overflow="fold", style="dim"), (0, 0, 0, 2 * _INDENT))
