"""A page in a terminal, by rich: the headline closes the page, symbols carry the status where colour does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from an_sinh.render.screen import Screen, passed_mark, symbol
from an_sinh.terms import Status

if TYPE_CHECKING:
    from an_sinh.pages.gate import GatePage
    from an_sinh.pages.lint import LintPage
    from an_sinh.pages.list import ListPage
    from an_sinh.pages.page import Cell, Column, Grid, Page, Row, Section
    from an_sinh.pages.places import SignGrid
    from an_sinh.pages.show import Fact, ShowPage

STYLES = {
    Status.EXCEEDED: "bold green",
    Status.MET: "green",
    Status.UNMET: "bold red",
    Status.NOT_STARTED: "magenta",
    Status.UNSCORED: "yellow",
    Status.WITHDRAWN: "dim",
}
_PASSED, _FAILED = "bold green", "bold red"
_MARK_STYLES = {"▼": "bold red", "▲": "bold green"}
_UNBOUNDED = 10_000_000  # no text of a file of 8 MiB is as long
_NARROWEST_NAME = 24
_WIDEST_NAME = 160
"""Outside a terminal a longer name stands on a line of its own, so that one name does not make every line as long."""
_ADDRESS = "://"
_INDENT = 2
_SPACE = 2


def write_table(page: Page, screen: Screen) -> str:
    """The page as text, with colour codes where the screen takes them; no line ends in a space."""
    return _print(_parts(page, screen), screen)


def _print(parts: Iterable[RenderableType], screen: Screen) -> str:
    console = _console(screen)
    with console.capture() as captured:
        for each in parts:
            part = _unbroken(each, screen, console) if isinstance(each, Text) else each
            console.print(part, no_wrap=screen.width is None, overflow="fold", crop=False)
    lines = captured.get().splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _unbroken(text: Text, screen: Screen, console: Console) -> RenderableType:
    """A text that holds an address, wrapped so that the address stays in one piece, be it longer than the line."""
    if screen.width is None or _ADDRESS not in text.plain:
        return text
    return _as_it_is(_wrapped(text, screen.width, console))


def _as_it_is(lines: Iterable[Text]) -> RenderableType:
    """Lines that are wrapped already; a group, for a bare text is wrapped again when it is printed."""
    return Group(Text("\n", no_wrap=True, overflow="ignore").join(lines))


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    """Lines of a width; a word that is longer is broken, but for an address, which nobody could follow then."""
    if _ADDRESS not in text.plain:
        return list(text.wrap(console, width, overflow="fold"))
    lines: list[Text] = []
    for word in text.split(" "):
        if lines and lines[-1].cell_len + 1 + word.cell_len <= width:
            lines[-1].append(" ").append_text(word)
        elif _ADDRESS in word.plain or word.cell_len <= width:
            lines.append(word)
        else:
            lines += word.wrap(console, width, overflow="fold")
    return lines


def _console(screen: Screen) -> Console:
    return Console(
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


def _parts(page: Page, screen: Screen) -> Iterator[RenderableType]:
    yield Text(page.title, style="bold")
    yield Text("")
    for grid in page.grids:
        if grid.sections:
            yield _Alignment(grid, page.decimal_mark, screen).renderable()
            yield Text("")
    if page.headline:
        yield _headline(page, screen)
    for line in page.closing:
        yield Text(line)


def _headline(page: Page, screen: Screen) -> Text:
    told = [Text(page.headline + (" " if page.counts else ""), style="bold")]
    told += [Text(f"{symbol(count.status, screen)} {count.text}", style=STYLES[count.status]) for count in page.counts]
    return Text("\n").join(_filled(told, screen.width or _UNBOUNDED))


def _filled(pieces: Iterable[Text], width: int) -> list[Text]:
    """Lines of as many pieces as fit beside each other; a piece is broken only where it is too long for a line."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + _SPACE + piece.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], " " * _SPACE, piece)
        else:
            lines.append(piece)
    return lines


class _Alignment:
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
            max((cell_len(row.cells[at].tail) for row in rows if row.cells[at].text), default=0)
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
        longest = max((Text(row.name).cell_len + row.is_part * _INDENT for row in self._rows()), default=0) + _INDENT
        if width is not None and sum(needed) + _SPACE * len(columns) + min(_NARROWEST_NAME, longest) > width:
            return Group(*self._stacked())
        return _as_it_is(self._lines(needed))

    def _lines(self, needed: Sequence[int]) -> list[Text]:
        """The grid line by line: what names a row at the left, wrapped to what the columns of figures leave."""
        rows = list(self._named_rows())
        widths = [indent + text.cell_len for named, _ in rows for indent, text in named]
        longest = max(widths)
        if self.screen.width is None:
            room = max((each for each in widths if each <= _WIDEST_NAME), default=_WIDEST_NAME)
        else:
            room = min(longest, self.screen.width - sum(needed) - _SPACE * len(needed))
        console = _console(self.screen)
        lines: list[Text] = []
        for named, cells in rows:
            start = len(lines)
            for indent, text in named:
                fits = text.cell_len <= room - indent or self.screen.width is None
                pieces = [text] if fits else _wrapped(text, room - indent, console)
                lines += [Text(" " * indent).append_text(piece) for piece in pieces]
            if not cells:
                continue
            if lines[start].cell_len > room:
                lines.insert(start + 1, Text())
                start += 1
            beside = lines[start]  # the cells stand beside the first line alone, or below a name that is too long
            beside.append(" " * (room - beside.cell_len))
            for cell, column in zip(cells, needed, strict=True):
                beside.append(" " * (_SPACE + column - cell.cell_len)).append_text(cell)
        return lines

    def _named_rows(self) -> Iterator[tuple[list[tuple[int, Text]], list[Text]]]:
        """Each row as what names it (texts, each with its indent) and its cells; before them the headings."""
        columns = self.grid.columns
        headings = [self._heading(column) for column in columns]
        first = self.grid.sections[0]
        if not first.heading:
            yield [(0, Text(self.grid.name_heading if not any(c.status for c in columns) else ""))], headings
        for section in self.grid.sections:
            if section.heading:
                yield [(0, self._title(section))], headings if section is first else []
            for row in section.rows:
                indent = (_INDENT if section.heading else 0) + row.is_part * _INDENT
                named = [(indent, Text(row.name)), *((indent + _INDENT, Text(note, style="dim")) for note in row.notes)]
                yield named, [self._cell(cell, at) for at, cell in enumerate(row.cells)]

    def _rows(self) -> Iterator[Row]:
        for section in self.grid.sections:
            yield from section.rows

    def _title(self, section: Section) -> Text:
        if section.status is None:
            return Text(f"{section.mark} {section.heading}".lstrip(), style=_MARK_STYLES.get(section.mark, "bold"))
        return Text(f"{symbol(section.status, self.screen)} {section.heading}", style=STYLES[section.status])

    def _heading(self, column: Column) -> Text:
        if column.status is None:
            return Text(column.heading, style="dim")
        return Text(symbol(column.status, self.screen), style=STYLES[column.status])

    def _fraction(self, cell: Cell) -> int:
        """How many characters stand right of the units."""
        whole, mark, rest = cell.text.rpartition(self.mark)
        return len(mark + rest) if mark and rest.isdigit() and whole[-1:].isdigit() else 0

    def _cell(self, cell: Cell, at: int) -> Text:
        sign = symbol(cell.status, self.screen) if cell.status else ""
        if not cell.text:
            return Text.assemble((sign, STYLES[cell.status] if cell.status else ""), (cell.tail, "dim"))
        room = " " * (self.fractions[at] - self._fraction(cell))
        told = Text.assemble((f"{sign} ", STYLES[cell.status])) if cell.status else Text()
        return told.append(cell.text + room + cell.tail + " " * (self.tails[at] - cell_len(cell.tail)))

    def _stacked(self) -> Iterable[RenderableType]:
        """For a narrow screen: each name on its own lines, its figures with their headings below it."""
        columns = self.grid.columns
        for section in self.grid.sections:
            if section.heading:
                yield self._title(section)
            outer = _INDENT if section.heading or len(self.grid.sections) == 1 else 0  # sums belong to no section
            for row in section.rows:
                indent = outer + row.is_part * _INDENT
                yield Padding(Text(row.name, overflow="fold"), (0, 0, 0, indent))
                told = []
                for column, cell in zip(columns, row.cells, strict=True):
                    sign = symbol(cell.status, self.screen) + " " if cell.status else ""
                    spelled = sign + (cell.text + cell.tail).strip()
                    if spelled not in ("–", "·", ""):
                        heading = self._heading(column).plain + " " if cell.text or sign else ""
                        told.append(Text(heading + spelled))
                filled = _filled(told, (self.screen.width or _UNBOUNDED) - indent - _INDENT)
                for line in (*filled, *map(Text, row.notes)):
                    line.overflow, line.style = "fold", "dim"
                    yield Padding(line, (0, 0, 0, indent + _INDENT))


def write_signs(grid: SignGrid, screen: Screen) -> str:
    """Places by indicators: a sign each, the columns numbered from top to bottom, what they are below.

    Where not all columns fit beside each other, the rest follow in a table below.
    """
    return _print(_sign_parts(grid, screen), screen)


def _sign_parts(grid: SignGrid, screen: Screen) -> Iterator[RenderableType]:
    yield Text(grid.title, style="bold")
    yield Text("")
    named = max([cell_len(row.name) for row in grid.rows] + [cell_len(grid.name_heading)])
    room = (screen.width or 80) - named - _SPACE
    each = max(1, (room + 1) // 2)  # a sign and a space
    total = len(grid.indicators)
    for start in range(0, total, each):
        columns = range(start, min(start + each, total))
        yield from _numbers(columns, total, named)
        for row in grid.rows:
            line = Text(row.name + " " * (named - cell_len(row.name) + _SPACE))
            for at in columns:
                status = row.statuses[at]
                line.append_text(Text(symbol(status, screen) + " ", style=STYLES[status]))
            yield line
        yield Text("")
    yield Text(_SPACE * " ").join(
        Text(f"{symbol(status, screen)} {word}", style=STYLES[status]) for status, word in grid.signs
    )
    yield Text("")
    wide = len(str(total))
    for number, name in enumerate(grid.indicators, 1):
        yield Text(f"{number:>{wide}}  {name}")
    if grid.closing:
        yield Text("")
    for told in grid.closing:
        yield Text(told)


def _numbers(columns: range, total: int, named: int) -> Iterator[Text]:
    """The columns' numbers, a digit below the other; the higher digits only where they change."""
    for power in reversed(range(len(str(total)))):
        digits = []
        for at in columns:
            number = at + 1
            digit = str(number // 10**power % 10) if number >= 10**power else " "
            changes = power == 0 or at == columns[0] or number % 10**power == 0
            digits.append(digit if changes else " ")
        if any(digit != " " for digit in digits):
            yield Text(" " * (named + _SPACE) + " ".join(digits), style="dim")


def write_gates(page: GatePage, screen: Screen) -> str:
    """A check: a line for each gate, below it the indicators that closed it, last the outcome."""
    return _print(_gate_parts(page, screen), screen)


def _gate_parts(page: GatePage, screen: Screen) -> Iterator[RenderableType]:
    for row in page.rows:
        mark = passed_mark(row.passed, screen)
        yield Text.assemble((mark, _PASSED if row.passed else _FAILED), f" {row.name}: {row.told}")
        for name in row.names:
            yield Padding(Text(name, style="dim"), (0, 0, 0, 2 * _INDENT), expand=False)
    yield Text(page.outcome, style=_PASSED if page.passed else _FAILED)


def write_problems(page: LintPage, screen: Screen) -> str:
    """What lint found: a line for each problem, errors in red, last how many there are."""
    return _print(_problem_parts(page), screen)


def _problem_parts(page: LintPage) -> Iterator[RenderableType]:
    for row in page.rows:
        yield Text.assemble(
            (row.place, "bold"), ": ", (row.code, _FAILED if row.is_error else "yellow"), f": {row.told}"
        )
    yield Text(page.outcome, style="bold")


def write_list(page: ListPage, screen: Screen) -> str:
    """Indicators by group: their ids, and beside each what is told of it; on a narrow screen below it."""
    return _print(_list_parts(page, screen), screen)


def _list_parts(page: ListPage, screen: Screen) -> Iterator[RenderableType]:
    yield Text(page.title, style="bold")
    yield Text("")
    if page.sections:
        yield _as_it_is(_list_lines(page, screen))
        yield Text("")
    yield Text(page.closing, style="bold")


def _list_lines(page: ListPage, screen: Screen) -> Iterator[Text]:
    """Each row over as many lines as its longest text takes, or a text below the other where they have no room."""
    rows = [page.columns, *(row for section in page.sections for row in section.rows)]
    natural = [max(cell_len(row[at]) for row in rows) for at in range(len(page.columns))]
    widths = _shared_widths(natural, (screen.width or _UNBOUNDED) - _INDENT)
    if widths is not None:
        yield from _beside([Text(column, style="dim") for column in page.columns], widths, screen)
    for section in page.sections:
        yield Text(section.heading, style="bold")
        for row in section.rows:
            if widths is not None:
                yield from _beside(list(map(Text, row)), widths, screen)
                continue
            for at, text in enumerate(filter(None, row)):
                indent = _INDENT * (2 if at else 1)
                for piece in _wrapped(Text(text), (screen.width or _UNBOUNDED) - indent, _console(screen)):
                    yield Text(" " * indent).append_text(piece)


def _shared_widths(natural: Sequence[int], room: int) -> list[int] | None:
    """The columns' widths: the first as wide as it is, the others by turns what is left; None where that is little."""
    first, *others = natural
    left = room - first - _SPACE * len(others)
    widths = dict.fromkeys(range(len(others)), 0)
    open_ones = sorted(widths, key=lambda at: others[at])
    while open_ones:
        at = open_ones.pop(0)
        widths[at] = min(others[at], left // (len(open_ones) + 1))
        left -= widths[at]
    narrow = any(widths[at] < min(others[at], _NARROWEST_NAME) for at in widths)
    return None if narrow else [first, *widths.values()]


def _beside(texts: Sequence[Text], widths: Sequence[int], screen: Screen) -> Iterator[Text]:
    """Texts beside each other in columns of these widths, over as many lines as the longest takes."""
    console = _console(screen)
    pieces = [_wrapped(text, width, console) or [Text()] for text, width in zip(texts, widths, strict=True)]
    for line in zip_longest(*pieces):
        told = Text(" " * _INDENT)
        for piece, width in zip(line, widths, strict=True):
            part = piece if piece is not None else Text()
            told.append_text(part).append(" " * (width - part.cell_len + _SPACE))
        told.rstrip()
        yield told


def write_show(page: ShowPage, screen: Screen) -> str:
    """One indicator: what it is, a row for each year, the course of its figures, the reasons, the sources."""
    return _print(_show_parts(page, screen), screen)


def _show_parts(page: ShowPage, screen: Screen) -> Iterator[RenderableType]:
    yield Text.assemble((page.title, "bold"), f"  {page.id}")
    yield _facts(page.facts, screen)
    yield Text("")
    yield _Alignment(page.grid, page.decimal_mark, screen).renderable()
    if page.chart:
        yield Text("")
        yield Text(page.chart)
    yield Text("")
    for reason in page.reasons:
        yield Text(reason)
    for heading, facts in (("", page.notes), (page.sources_heading, page.sources)):
        if facts:
            yield Text("")
            if heading:
                yield Text(heading, style="bold")
            yield _facts(facts, screen)


def _facts(facts: Sequence[Fact], screen: Screen) -> RenderableType:
    """Labels at the left, and beside them what they say; on a narrow screen below them."""
    console, width = _console(screen), screen.width or _UNBOUNDED
    labels = max((cell_len(fact.label) for fact in facts), default=0)
    beside = width - labels - _SPACE >= _NARROWEST_NAME
    indent = labels + _SPACE if beside else _INDENT
    lines: list[Text] = []
    for fact in facts:
        label = Text(fact.label, style="dim")
        told = _wrapped(Text(fact.text), width - indent, console) if screen.width else [Text(fact.text)]
        if beside:
            first, *told = told or [Text()]
            lines.append(Text.assemble(label, " " * (indent - label.cell_len), first))
        else:
            lines += _wrapped(label, width, console)
        lines += [Text(" " * indent).append_text(piece) for piece in told]
    return _as_it_is(lines)
