"""A programme and a year -> a workbook for the departments to fill in, which `importing` reads back."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from an_sinh.figures import EXACT, ZERO, plain
from an_sinh.judge.scorecard import (
    Line,
    Scorecard,
    a_year_before,
    actual_of,
    by_group,
    first_year,
    target_for,
    with_their_parts,
)
from an_sinh.pages.languages import spoken
from an_sinh.pages.lines import spell_target, status_word
from an_sinh.pages.outlook import outlook_word
from an_sinh.pages.say import Say
from an_sinh.programme.model import Entry, Indicator, Limits
from an_sinh.terms import REPORTED_OUTLOOKS, VERDICTS, Against, Month, Status
from an_sinh.text import visible

FONT = "Times New Roman"
_TITLE_ROW, _HINT_ROW, _PLACE_ROW, _HEADER_ROW = 1, 2, 3, 4
_FIGURE, _VERDICT, _OUTLOOK, _PROVISIONAL, _SOURCE, _NOTE, _LEAD = 6, 7, 8, 9, 10, 11, 12
_TO_FILL_IN = (_FIGURE, _VERDICT, _OUTLOOK, _PROVISIONAL, _SOURCE, _NOTE)
_WIDTHS = (34, 52, 18, 24, 16, 18, 16, 16, 12, 24, 36, 28)
_LINE = 16.5  # points, of FONT at 12
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_DIGITS = 15  # what a spreadsheet's number holds exactly


Rows = Callable[[Line], bool]


def export_workbook(card: Scorecard, say: Say, rows: Rows = lambda _: True, whose: str = "") -> bytes:
    """An .xlsx with a row for each indicator that counts, its texts locked and the cells to fill in open.

    The figure's cell takes figures within the indicator's limits, or the word for "not started"; what is known already
    stands in its cells. A sum says that it is one. No text becomes a formula, and no id a number. `rows` says which
    indicators are asked for, `whose` for which lead.
    """
    programme, year = card.programme, card.year
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = str(year)
    _head(sheet, card, whose, say)
    at = _HEADER_ROW
    for group, lines in by_group(programme, asked_for(card, rows)).items():
        if not lines:
            continue
        at += 1
        heading = _text(sheet, at, 1, visible(say.of_data(programme.groups[group])))
        heading.font = Font(name=FONT, size=12, bold=True)
        _span(sheet, at, len(_WIDTHS))
        for line in with_their_parts(lines):
            if line.status is not Status.WITHDRAWN:
                at += 1
                _row(sheet, at, line, card, say)
    _style(sheet, at)
    _protect(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def asked_for(card: Scorecard, rows: Rows) -> list[Line]:
    """The indicators that a sheet asks for: none that is withdrawn."""
    return [line for line in card.lines if line.status is not Status.WITHDRAWN and rows(line)]


def _protect(sheet: Worksheet) -> None:
    """Lock what is not to be filled in, without a password: against a slip, not against a will."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # not locked: a column may be made wider


def _without_clock(data: bytes) -> bytes:
    """The same workbook without the hour in which it was made: equal data, equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            part = old.read(each)
            if each.filename == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", part)
                part = part.replace(b"<dc:creator>openpyxl</dc:creator>", b"<dc:creator>ansinh</dc:creator>")
            new.writestr(zipfile.ZipInfo(each.filename), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _headings(card: Scorecard, say: Say) -> tuple[str, ...]:
    year, before = say.year(card.year), say.year(a_year_before(card.year))
    return (
        say.sense("heading of a column", "id"),
        say.text("Indicator"),
        say.text("Unit"),
        say.text("Target {year}", year=say.year(card.whole_year)),
        say.text("Actual {year}", year=before),
        say.text("Actual {year}", year=year),
        say.sense("heading of a sheet", "Verdict"),
        say.sense("heading of a sheet", "Outlook for the term"),
        say.sense("heading of a sheet", "Provisional"),
        say.sense("heading of a sheet", "Source"),
        say.sense("heading of a sheet", "Note"),
        say.sense("heading of a sheet", "Lead"),
    )


def _head(sheet: Worksheet, card: Scorecard, whose: str, say: Say) -> None:
    say = say.counting(card.programme.year_starts)
    programme, year = card.programme, say.year(card.year)
    name = visible(say.of_data(programme.name)) or visible(programme.id)
    told = say.text("{name}: figures for {year}", name=name, year=year)
    title = _text(sheet, _TITLE_ROW, 1, f"{told} ({visible(whose)})" if whose else told)
    title.font = Font(name=FONT, size=14, bold=True)
    title.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    _span(sheet, _TITLE_ROW, len(_WIDTHS), height=24 * _lines(str(title.value), sum(_WIDTHS) * 0.75))
    if programme.place_of is not None:  # by which `import` knows whose it is
        _text(sheet, _PLACE_ROW, 1, programme.place_of.id)
        _text(sheet, _PLACE_ROW, 2, visible(say.of_data(programme.place_of.name)))
    hint = _text(
        sheet,
        _HINT_ROW,
        1,
        say.text(
            "Fill in the column {column}. Leave it empty while there is no figure; write 'not "
            "started' where nothing has begun.",
            column=get_column_letter(_FIGURE),
        )
        + " "
        + say.text(
            "Columns {first} to {last} are for what belongs to the figure.",
            first=get_column_letter(_VERDICT),
            last=get_column_letter(_NOTE),
        ),
    )
    hint.font = Font(name=FONT, size=11, italic=True)
    hint.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    _span(sheet, _HINT_ROW, len(_WIDTHS), height=_LINE * _lines(str(hint.value), sum(_WIDTHS)))
    for column, heading in enumerate(_headings(card, say), start=1):
        cell = _text(sheet, _HEADER_ROW, column, heading)
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="FFE7EEF7")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.row_dimensions[_HEADER_ROW].height = 2 * _LINE
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"


def _span(sheet: Worksheet, row: int, columns: int, height: float | None = None) -> None:
    """One cell across the whole row."""
    # not by merge_cells, which looks through all that are merged already
    sheet.merged_cells.ranges.add(CellRange(min_row=row, max_row=row, min_col=1, max_col=columns))
    sheet.row_dimensions[row].height = height or _LINE + 4


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: a merged or wrapped cell does not always find its height by itself."""
    return max(1, math.ceil(len(text) * 0.95 / width))


def _row(sheet: Worksheet, at: int, line: Line, card: Scorecard, say: Say) -> None:
    indicator, programme = line.indicator, card.programme
    unit = say.unit_of(indicator)
    texts = {1: line.id, 2: say.named(indicator), 3: unit, 4: _asked(line, card, say)}
    texts[_LEAD] = say.shown(indicator.lead) if indicator.lead else ""
    for column, text in texts.items():
        _text(sheet, at, column, text)
    sheet.cell(at, 1).number_format = _AS_TEXT
    sheet.cell(at, 3).alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.cell(at, 4).alignment = Alignment(wrap_text=True, vertical="center", horizontal="right")
    _figure(sheet.cell(at, 5), programme.figure(line.id, a_year_before(card.year)), say)
    _figure(sheet.cell(at, _FIGURE), programme.figure(line.id, card.year), say)
    for column, text in _beside(line, say).items():
        _text(sheet, at, column, text)
        texts[column] = text
    _open(sheet, at, [column for column in _TO_FILL_IN if column != _FIGURE or not line.parts])
    if line.whole is not None:
        sheet.cell(at, 2).alignment = Alignment(wrap_text=True, vertical="center", indent=1)
    if not line.parts:
        _validate(sheet, sheet.cell(at, _FIGURE), indicator, say)
    _choose(sheet, sheet.cell(at, _VERDICT), [status_word(each, say).lower() for each in reversed(VERDICTS)], say)
    _choose(sheet, sheet.cell(at, _OUTLOOK), [outlook_word(each, say).lower() for each in REPORTED_OUTLOOKS], say)
    _choose(sheet, sheet.cell(at, _PROVISIONAL), [say.text("yes"), say.text("no")], say)
    lines = max(_lines(text, _WIDTHS[column - 1]) for column, text in texts.items())
    sheet.row_dimensions[at].height = _LINE * lines + 4


_AS_TEXT = "@"  # 8.10 stays 8.10, also when somebody types it anew


def _asked(line: Line, card: Scorecard, say: Say) -> str:
    """The target; of a sum that it is one, what there is of it, and what is left to reach it."""
    if line.parts:
        return ""
    indicator, target = line.indicator, spell_target(line.target, say)
    _, asked_in = target_for(card.programme, indicator, card.year, Against.ANNUAL)
    if isinstance(asked_in, Month) and line.target is not None:
        target = say.text("{target} ({year})", target=target, year=say.year(asked_in))
    if indicator.average and line.target is not None:
        return say.text(
            "{target} as the mean since {first}", target=target, first=say.year(first_year(card.programme, indicator))
        )
    if not indicator.cumulative or line.target is None or line.target.near is None:
        return target
    first = max(card.programme.years[0], indicator.years[0] if indicator.years else 0)
    if first == card.whole_year:
        return say.text("{target} as a sum from {first} on", target=target, first=say.year(first))
    so_far = actual_of(card.programme, line.id, indicator, card.whole_year - 1)
    if not isinstance(so_far, Decimal):
        return say.text("{target} as a sum since {first}", target=target, first=say.year(first))
    left = max(EXACT.subtract(line.target.near, so_far), ZERO)
    return say.text(
        "{target} as a sum since {first}: {sum} so far, {left} left",
        target=target,
        first=say.year(first),
        sum=say.figure(so_far),
        left=say.figure(left),
    )


def _beside(line: Line, say: Say) -> dict[int, str]:
    """What the entry says besides its figure, by the column that it stands in; "not started" stands for a figure."""
    entry = line.entry
    if entry is None:
        return {}
    verdict = entry.reported.annual if entry.reported else None
    if verdict is Status.NOT_STARTED and not line.parts:
        return {_FIGURE: say.text("not started")} | _facts(entry, say)
    return ({_VERDICT: status_word(verdict, say).lower()} if verdict else {}) | _facts(entry, say)


def _facts(entry: Entry, say: Say) -> dict[int, str]:
    outlook = entry.reported.outlook if entry.reported else None
    facts = {
        _OUTLOOK: outlook_word(outlook, say).lower() if outlook else "",
        _PROVISIONAL: say.text("yes") if entry.provisional else "",
        _SOURCE: " ".join(entry.source or ()),
        _NOTE: say.of_data(entry.note) if entry.note else "",
    }
    return {column: visible(fact) for column, fact in facts.items() if fact}


def _open(sheet: Worksheet, at: int, columns: Sequence[int]) -> None:
    """The cells of a row that are to be filled in; a figure only where it is no indicator with parts."""
    for column in columns:
        cell = sheet.cell(at, column)
        cell.protection = Protection(locked=False)
        cell.fill = PatternFill("solid", fgColor="FFFFF8DC")
        cell.font = Font(name=FONT, size=12)
        if column != _FIGURE:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        if column in (_SOURCE, _NOTE):
            cell.number_format = _AS_TEXT


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text cell: whatever it begins with, it is no formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = _NO_XML.sub("\ufffd", text)
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in tuple("=+-@")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.font = Font(name=FONT, size=12)
    return cell


def _figure(cell: object, figure: Decimal | bool | None, say: Say) -> None:
    """A figure as a number where a spreadsheet's number holds its digits, else as its text."""
    assert isinstance(cell, Cell)
    cell.font = Font(name=FONT, size=12)
    cell.alignment = Alignment(horizontal="right", vertical="center")
    if figure is None:
        return
    if isinstance(figure, bool):
        cell.value = figure
        return
    if len(figure.as_tuple().digits) > _MOST_DIGITS:
        cell.value = plain(figure).replace(".", say.decimal_mark)
        cell.data_type = "s"
        return
    cell.value = figure
    exponent = figure.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")


def _validate(sheet: Worksheet, cell: object, indicator: Indicator, say: Say) -> None:
    """A figure within the limits, or true or false for a milestone; or the word for "not started"."""
    assert isinstance(cell, Cell)
    limits, name = indicator.limits, cell.coordinate
    low, high = (plain(bound) if bound is not None else None for bound in _bounds(limits))
    if indicator.is_milestone:
        rule = DataValidation(type="list", formula1='"TRUE,FALSE,' + say.text("not started") + '"', allow_blank=True)
        rule.error = say.text("Choose TRUE if it is done, FALSE if it is not, or 'not started'.")
    else:
        tests = [f"ISNUMBER({name})"]
        tests += [f"{name}>={low}"] if low is not None else []
        tests += [f"{name}<={high}"] if high is not None else []
        either = ",".join(name + '="' + Say.of(each).text("not started") + '"' for each in spoken())
        rule = DataValidation(type="custom", formula1=f"OR(AND({','.join(tests)}),{either})", allow_blank=True)
        within = (
            say.text("It is between {low} and {high}.", low=low, high=high)
            if low is not None and high is not None
            else ""
        )
        rule.error = (say.text("Write a number without its unit, or 'not started'.") + " " + within).strip()
    rule.showErrorMessage = True
    rule.add(name)
    sheet.add_data_validation(rule)


def _choose(sheet: Worksheet, cell: object, words: Sequence[str], say: Say) -> None:
    """One of a few words, or nothing."""
    assert isinstance(cell, Cell)
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    rule.error = say.text("Choose one of: {words}.", words=say.join(words, last="or"))
    rule.showErrorMessage = True
    rule.add(cell.coordinate)
    sheet.add_data_validation(rule)


def _bounds(limits: Limits | None) -> tuple[Decimal | None, Decimal | None]:
    return (limits.low, limits.high) if limits else (None, None)


def _style(sheet: Worksheet, last: int) -> None:
    """Thin lines around the table, and a page that prints on A4 across."""
    side = Side(style="thin", color="FF999999")
    for row in sheet.iter_rows(min_row=_HEADER_ROW, max_row=last, max_col=len(_WIDTHS)):
        for each in row:
            each.border = Border(left=side, right=side, top=side, bottom=side)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    if sheet.oddFooter is not None and sheet.oddFooter.center is not None:
        sheet.oddFooter.center.text = "&P/&N"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
