"""A page as Markdown, for a comment on a pull request or a job's summary: the headline opens it.

GitHub's dialect, and plain enough for others: bold, headings, tables. Whatever stands in the data is text: markup is
escaped by a backslash. A backslash does not keep a forge from what it does to the finished page, such as notifying
people (`@name`) and linking to issues (`#12`) and bare addresses; there a `<wbr>` stands between sign and name, which
shows nothing, survives the forges' filters, and leaves the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from an_sinh.pages.gate import Closing, GatePage
from an_sinh.pages.list import ListPage
from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
from an_sinh.pages.places import SignGrid
from an_sinh.pages.show import Fact, ShowPage
from an_sinh.render.screen import SYMBOLS
from an_sinh.terms import Status
from an_sinh.text import visible

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#]")
_TRAP = re.compile(
    r"""
      (?<=@)(?=\S)                                  # a person, a team, a mail address
    | (?<=[#!%&~^])(?=[\w"])                        # an issue; at GitLab a merge request, milestone, epic, label, alert
    | (?<=GH)(?=-\d)                                # an issue as well
    | (?<=\b[0-9a-f])(?=[0-9a-f]{6,39}\b)           # a commit
    | (?<=:)(?=//) | (?i:(?<=www)(?=\.))            # an address
    | (?<=:)(?=[\w+-]+:)                            # :smile:
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(r"\A([0-9]*)([-+=.)])")
_MOST_OPEN = 10
"""Rows of details that are shown at once; more are folded."""
_BREAK = "<wbr>"
_DOLLAR = "<span>$</span>"  # as GitHub's documentation has it for a dollar that begins no formula


def write_markdown(page: Page) -> str:
    """The page as text, a blank line between its parts."""
    return "\n\n".join(_parts(page)) + "\n"


def _parts(page: Page) -> Iterator[str]:
    counts = (f"{SYMBOLS[count.status]} {escape(count.text)}" for count in page.counts)
    if page.headline:
        yield " · ".join([f"**{escape(page.headline).strip()}**", *counts])
    yield paragraph(page.title)
    yield from map(paragraph, page.closing)
    for grid in reversed(page.grids):  # what closes the page in a terminal opens it here
        yield from _grid(grid)


def _grid(grid: Grid) -> Iterator[str]:
    for section in sorted(grid.sections, key=lambda section: bool(section.heading)):  # sums open the page
        if section.heading and section.rows:
            yield f"### {_signed(section.heading, section.status, section.mark)}"
        elif section.heading:
            yield paragraph(section.heading)
        if section.rows:
            yield _table(grid, section)


def _table(grid: Grid, section: Section) -> str:
    header = [escape(grid.name_heading), *map(_heading, grid.columns)]
    return table(header, ([_name(row), *map(_cell, row.cells)] for row in section.rows))


def _heading(column: Column) -> str:
    return _signed(column.heading, column.status)


def _name(row: Row) -> str:
    named = "<br>".join(map(escape, (row.name, *row.notes)))
    return f"↳ {named}" if row.is_part else named


def _cell(cell: Cell) -> str:
    return _signed(cell.text + cell.tail, cell.status)


def _signed(text: str, status: Status | None, mark: str = "") -> str:
    sign = SYMBOLS[status] if status else escape(mark)
    return f"{sign} {escape(text)}".strip()


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of escaped cells: the first column flush left, the others, which hold figures, flush right."""
    rule = [":--", *["--:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, rule, *rows))


def paragraph(text: str) -> str:
    """A text as a paragraph or an item of a list, which nothing at its start makes a list or a heading."""
    return _BLOCK.sub(r"\1\\\2", escape(text).strip())


def escape(text: str) -> str:
    """A text on one line that Markdown shows as it is, and a forge links to nothing and nobody."""
    return _BREAK.join(_escape(part) for part in _TRAP.split(visible(text)))


def _escape(part: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", part).replace("$", _DOLLAR)


def write_signs(grid: SignGrid) -> str:
    """Places by indicators: a sign each, the columns numbered, what the numbers are below."""
    header = [escape(grid.name_heading), *(str(number) for number in range(1, len(grid.indicators) + 1))]
    rows = ([escape(row.name), *(SYMBOLS[status] for status in row.statuses)] for row in grid.rows)
    signs = " · ".join(f"{SYMBOLS[status]} {escape(word)}" for status, word in grid.signs)
    named = "\n".join(f"{number}. {paragraph(name)}" for number, name in enumerate(grid.indicators, 1))
    return "\n\n".join([paragraph(grid.title), table(header, rows), signs, named, *map(paragraph, grid.closing)]) + "\n"


def write_gates(page: GatePage) -> str:
    """A check, fit for a comment on a pull request: the outcome, the gates as a table, folded what closed them."""
    return "\n\n".join(_gate_parts(page)) + "\n"


def _gate_parts(page: GatePage) -> Iterator[str]:
    yield f"{_passed(page.passed)} **{escape(page.outcome)}** · {escape(page.headline)}"
    if page.title:
        yield paragraph(page.title)
    header = ["", escape(page.gate_heading), escape(page.told_heading)]
    yield text_table(header, ([_passed(row.passed), escape(row.name), escape(row.told)] for row in page.rows))
    if page.closing:
        shown = " open" if len(page.closing) <= _MOST_OPEN else ""
        yield f"<details{shown}>\n<summary>{escape(page.closing_heading)}</summary>"
        rows = (_closing(each, len(page.columns)) for each in page.closing)
        yield text_table(list(map(escape, page.columns)), rows)
        yield "</details>"
        return
    for row in page.rows:
        if row.names:
            yield f"{escape(row.name)}:"
            yield "\n".join(f"- {paragraph(name)}" for name in row.names)


def _closing(each: Closing, columns: int) -> list[str]:
    """An indicator that closes a gate: what and where it is, its verdict and why, its figures and who said them."""
    named = "<br>".join(map(escape, filter(None, (each.name, each.id, each.place))))
    told = "<br>".join([_signed(each.result, each.status), *map(escape, each.notes)])
    cells = [named, told, escape(each.actual), escape(each.target), escape(each.sources), escape(", ".join(each.gates))]
    return cells[:columns]


def _passed(passed: bool) -> str:
    return "✓" if passed else "✗"


def text_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of escaped cells, all flush left."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (header, [":--"] * len(header), *rows))


def write_list(page: ListPage) -> str:
    """A list of indicators: a table for each group, and how many there are."""
    return "\n\n".join(_list_parts(page)) + "\n"


def _list_parts(page: ListPage) -> Iterator[str]:
    yield f"**{escape(page.title)}**"
    header = [escape(column) for column in page.columns]
    for section in page.sections:
        yield f"### {escape(section.heading)}"
        yield text_table(header, ([escape(cell) for cell in row] for row in section.rows))
    yield paragraph(page.closing)


def write_show(page: ShowPage) -> str:
    """One indicator: what it is, a row for each year, the reasons, the notes, the sources."""
    return "\n\n".join(_show_parts(page)) + "\n"


def _show_parts(page: ShowPage) -> Iterator[str]:
    yield f"**{escape(page.title)}** · {escape(page.id)}"
    yield _facts(page.facts)
    yield from _grid(page.grid)
    if page.chart:
        yield escape(page.chart)
    yield "\n".join(f"- {paragraph(reason)}" for reason in page.reasons)
    if page.notes:
        yield _facts(page.notes)
    if page.sources:
        yield f"### {escape(page.sources_heading)}"
        yield _facts(page.sources)


def _facts(facts: Sequence[Fact]) -> str:
    return "\n".join(
        f"- {paragraph(fact.label)}: {escape(fact.text)}" if fact.label else f"  - {escape(fact.text)}"
        for fact in facts
    )
