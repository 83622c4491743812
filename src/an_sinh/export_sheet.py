"""A programme and a year -> a workbook for the departments to fill in, which `importing` reads back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from an_sinh.figures import plain
from an_sinh.model import Indicator, Programme
from an_sinh.phrases import say_in, words
from an_sinh.scorecard import Line, Scorecard, actual_of
from an_sinh.sheet import spell_target
from an_sinh.terms import Language, Reason, Status
from an_sinh.visible import visible

FONT = "Times New Roman"
_WIDTHS = (34, 52, 18, 16, 16, 18)
_TITLE_ROW, _HINT_ROW, _HEADER_ROW = 1, 2, 4
_MOST_DIGITS = 15  # what a spreadsheet's number holds exactly


def export_workbook(card: Scorecard, language: str) -> bytes:
    """An .xlsx with a row for each indicator that counts: its id, name, unit, target, last year's figure, and a cell.

    The cell to fill in takes figures within the indicator's limits, or the word for "not started"; a figure that is
    known already stands in it. No text becomes a formula.
    """
    say = words(language)
    programme, year = card.programme, card.year
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = str(year)
    headings = (
        say.sheet_id,
        say.sheet_name,
        say.sheet_unit,
        say.sheet_target.format(year=year),
        say.sheet_previous.format(year=year - 1),
        say.sheet_value.format(year=year),
    )
    _head(sheet, programme, year, headings, language)
    at = _HEADER_ROW
    for group in programme.groups:
        lines = [line for line in card.lines if line.indicator.group == group and line.status is not Status.WITHDRAWN]
        if not lines:
            continue
        at += 1
        heading = _text(sheet, at, 1, visible(say_in(programme.groups[group], language)))
        heading.font = Font(name=FONT, size=12, bold=True)
        for line in lines:
            at += 1
            _row(sheet, at, line, card, language)
    _dress(sheet, at)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(sheet: Worksheet, programme: Programme, year: int, headings: Sequence[str], language: str) -> None:
    say = words(language)
    name = visible(say_in(programme.name, language)) or visible(programme.id)
    title = _text(sheet, _TITLE_ROW, 1, say.sheet_title.format(name=name, year=year))
    title.font = Font(name=FONT, size=14, bold=True)
    title.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.merge_cells(start_row=_TITLE_ROW, end_row=_TITLE_ROW, start_column=1, end_column=len(headings))
    sheet.row_dimensions[_TITLE_ROW].height = 40
    hint = _text(sheet, _HINT_ROW, 1, say.sheet_hint.format(column=get_column_letter(len(headings))))
    hint.font = Font(name=FONT, size=11, italic=True)
    sheet.merge_cells(start_row=_HINT_ROW, end_row=_HINT_ROW, start_column=1, end_column=len(headings))
    for column, heading in enumerate(headings, start=1):
        cell = _text(sheet, _HEADER_ROW, column, heading)
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill = PatternFill("solid", fgColor="FFE7EEF7")
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.freeze_panes = f"C{_HEADER_ROW + 1}"


def _row(sheet: Worksheet, at: int, line: Line, card: Scorecard, language: str) -> None:
    indicator, programme = line.indicator, card.programme
    previous = actual_of(programme, line.id, indicator, card.year - 1)
    own = None if indicator.cumulative else previous
    own = programme.figure(line.id, card.year - 1) if indicator.cumulative else own
    unit = visible(say_in(indicator.unit, language)) if indicator.unit else ""
    for column, text in enumerate((line.id, visible(say_in(indicator.name, language)), unit), start=1):
        _text(sheet, at, column, text)
    _text(sheet, at, 4, spell_target(line.target, language))
    _figure(sheet.cell(at, 5), None if isinstance(own, Reason) else own)
    cell = sheet.cell(at, 6)
    _figure(cell, programme.figure(line.id, card.year))
    entry = line.entry
    if entry and entry.value is None and entry.reported and entry.reported.annual is Status.NOT_STARTED:
        cell.value = words(language).sheet_not_started
    cell.protection = Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor="FFFFF8DC")
    if not indicator.is_milestone:
        _validate(sheet, cell, indicator, language)


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text cell: whatever it begins with, it is no formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in tuple("=+-@")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.font = Font(name=FONT, size=12)
    return cell


def _figure(cell: object, figure: Decimal | bool | None) -> None:
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
        cell.value = plain(figure)
        cell.data_type = "s"
        return
    cell.value = figure
    exponent = figure.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")


def _validate(sheet: Worksheet, cell: object, indicator: Indicator, language: str) -> None:
    """A figure within the limits, or the word for "not started"."""
    assert isinstance(cell, Cell)
    say, limits, name = words(language), indicator.limits, cell.coordinate
    bounds = [f"ISNUMBER({name})"]
    if limits and limits.low is not None:
        bounds.append(f"{name}>={plain(limits.low)}")
    if limits and limits.high is not None:
        bounds.append(f"{name}<={plain(limits.high)}")
    words_for_it = (words(each).sheet_not_started for each in Language)
    either = ",".join(f'{name}="{word}"' for word in words_for_it)
    rule = DataValidation(type="custom", formula1=f"=OR(AND({','.join(bounds)}),{either})", allow_blank=True)
    rule.error = say.sheet_no_number
    if limits and limits.low is not None and limits.high is not None:
        low, high = plain(limits.low), plain(limits.high)
        rule.error = say.sheet_limits.format(low=low, high=high)
    rule.showErrorMessage = True
    rule.add(name)
    sheet.add_data_validation(rule)


def _dress(sheet: Worksheet, last: int) -> None:
    """Thin lines around the table, and a page that prints on A4 across."""
    side = Side(style="thin", color="FF999999")
    for row in sheet.iter_rows(min_row=_HEADER_ROW, max_row=last, max_col=len(_WIDTHS)):
        for each in row:
            each.border = Border(left=side, right=side, top=side, bottom=side)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
