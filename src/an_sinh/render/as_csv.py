"""CSV, contract part 4: one row for each indicator, gate or year, a header always, the names of the JSON output.

Two dialects. `plain` is for programs, RFC 4180: commas, CRLF, UTF-8 without a byte order mark, codes and ids as they
are, figures with the digits of the data, `true` and `false`, nothing for null, lists joined by spaces, and every text
just as the data have it.

`excel` is for a department that opens the file by a double click. Columns and rows stand in the same order; what a
person reads there is in the reader's language:

- A byte order mark, by which Excel knows UTF-8.
- Headings, statuses and the other codes are words, and a group has its name. The id stays, to find a row again.
- Semicolons and decimal commas for Vietnamese, commas and points for English, as Excel expects them where the system
  speaks that language. No thousands separators: a figure stays a figure, with all its digits (Excel itself keeps 15).
- A text that a spreadsheet could take for a formula has an apostrophe before it, which is seen in the cell. Control
  characters are shown, not sent, and every text is on one line.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from an_sinh.figures import plain
from an_sinh.pages.page import group_name, reason_words, status_word
from an_sinh.pages.phrases import words
from an_sinh.render.record import columns_of, output_of
from an_sinh.render.results import Dialect, ScoreResult, View
from an_sinh.terms import Reason, Status
from an_sinh.text import visible

Value = None | bool | int | Decimal | StrEnum | str | Sequence[str]
"""A StrEnum is a code: excel says it in words. A sequence is a list of ids."""

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = "=+-@"


def write_rows(name: str, result: object, view: View) -> str:
    """A row for each that a command of this name found, below its columns; without a language asked for in English."""
    output = output_of(name)
    assert output.row is not None
    columns = columns_of(output.row, output.spread(result))
    language = view.language if view.dialect == "excel" else view.programs
    rows = ([each.take(subject, language) for each in columns] for subject in output.rows(result))
    names = [each.name for each in columns]
    if view.dialect == "excel" and isinstance(result, ScoreResult):
        rows = (_in_words(names, row, result, language) for row in rows)
    return write_csv(names, rows, language, view.dialect)


def _in_words(names: Sequence[str], row: Sequence[Value], result: ScoreResult, language: str) -> list[Value]:
    """What is a code to programs and no enum: a group by its name, a milestone as done or not."""
    say = words(language)
    told = dict(zip(names, row, strict=True))
    told["group"] = group_name(result.card.programme, str(told["group"]), language)
    if isinstance(told["actual"], bool):
        told["actual"] = say.milestone_done if told["actual"] else say.milestone_open
    return list(told.values())


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Value]], language: str, dialect: Dialect = "plain"
) -> str:
    """Rows of values below their columns' names; with `excel`, below the names' words in `phrases`."""
    buffer = io.StringIO(newline="")
    if dialect == "plain":
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)
        return buffer.getvalue()
    say = words(language)
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, lineterminator="\r\n", delimiter=";" if say.decimal_mark == "," else ",")
    writer.writerow([harmless(say.csv_headings[name]) for name in columns])
    writer.writerows([_excel(value, language) for value in row] for row in rows)
    return buffer.getvalue()


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return plain(value)
        case str():
            return "\n".join(map(visible, value.replace("\r\n", "\n").split("\n")))
        case _:
            return " ".join(map(_plain, value))


def _excel(value: Value, language: str) -> str:
    say = words(language)
    match value:
        case bool():
            return say.csv_yes if value else say.csv_no
        case int() | Decimal():
            return _plain(value).replace(".", say.decimal_mark)
        case Status():
            return status_word(value, language)
        case Reason():
            return reason_words(value, language)
        case StrEnum():
            return say.csv_words[value.value]
        case _:
            return harmless(_plain(value))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line and without control characters.

    One that begins with `=`, `+`, `-` or `@`, or with a wide or small form of these, be it behind spaces or unseen
    characters, gets an apostrophe before it: with that a spreadsheet takes it for a text.
    """
    shown = visible(text)
    first = next((char for char in shown if unicodedata.category(char)[0] not in "ZC"), "")
    return f"'{shown}" if first and unicodedata.normalize("NFKC", first)[0] in _FORMULA else shown
