"""CSV (docs/ci.md): one row for each indicator, gate or year, a header always, the names of the JSON output.

Two dialects. `plain` is for programs, RFC 4180: commas, CRLF, UTF-8 without a byte order mark, codes and ids as they
are, figures with the digits of the data, `true` and `false`, nothing for null, lists joined by spaces, and every text
just as the data have it.

`excel` is for a department that opens the file with a double click. Columns and rows are in the same order; what a
person reads there is in the reader's language:

- A byte order mark, by which Excel knows UTF-8.
- Headings, statuses and the other codes are words, and a group has its name. The id stays, to find a row again.
- Semicolons and decimal commas for Vietnamese, commas and points for English, as Excel expects them where the system
  speaks that language. No thousands separators: a figure stays a figure, with all its digits (Excel itself keeps 15).
- A text that a spreadsheet could take for a formula, or make another number or a date of (8.10 would become 8.1), has
  an apostrophe before it, which is seen in the cell. Control characters are shown, not sent, and every text is on one
  line.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from an_sinh.figures import plain
from an_sinh.pages.lines import group_name, reason_words, status_word
from an_sinh.pages.say import Say, marked
from an_sinh.render.record import columns_of, output_of
from an_sinh.render.results import Dialect, ScoreResult, View
from an_sinh.terms import Month, Reason, Status
from an_sinh.text import visible

Value = None | bool | int | Decimal | StrEnum | str | Sequence[str]
"""A StrEnum is a code: excel says it in words. A sequence is a list of ids."""

HEADINGS: Mapping[str, str] = {
    "id": marked("id"),
    "name": marked("indicator"),
    "group": marked("group"),
    "unit": marked("unit"),
    "status": marked("result"),
    "basis": marked("rests on"),
    "reason": marked("why not judged"),
    "reported": marked("the authority's verdict"),
    "discrepancy": marked("differs from that verdict"),
    "actual": marked("actual"),
    "target_form": marked("kind of target"),
    "target_low": marked("target, lower edge"),
    "target_high": marked("target, upper edge"),
    "gap": marked("gap (positive is good)"),
    "achieved_percent": marked("achieved (%)"),
    "provisional": marked("provisional"),
    "inferred": marked("worked out"),
    "source": marked("source"),
    "sources_actual": marked("source of the actual"),
    "sources_reported": marked("source of the verdict"),
    "sources_target": marked("source of the target"),
    "sources_base": marked("source of the figure before"),
    "note": marked("note"),
    "figure_year": marked("year of the actual"),
    "year_share_percent": marked("of the year's plan so far (%)"),
    "counts": marked("counts"),
    "part_of": marked("part of"),
    "place": marked("place in the data"),
}
"""What people read above each column."""
WORDS: Mapping[str, str] = {
    "computed": marked("figures"),
    "reported": marked("the authority's word"),
    "inferred": marked("worked out"),
    "none": marked("nothing"),
    "value": marked("figure"),
    "range": marked("range"),
    "under": marked("under"),
    "over": marked("over"),
    "about": marked("about"),
    "change": marked("change on the year before"),
    "change_percent": marked("change on the year before, in percent"),
    "from_baseline_percent": marked("change on the baseline, in percent"),
    "milestone": marked("to be done"),
}
BYTE_ORDER_MARK = "\ufeff"
_FORMULA = "=+-@"
_MONTHS = "january february march april may june july august september october november december"
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in _MONTHS.split())
_NO_TEXT_TO_EXCEL = re.compile(
    rf"true|false|(?=.*[0-9])(?:[0-9.,:/%\s-]|e[-+]?(?=[0-9])|[ap]m|{_MONTH})+", re.IGNORECASE
)
_AS_WRITTEN = re.compile(r"0|[1-9][0-9]{0,14}")


def write_rows(name: str, result: object, view: View) -> str:
    """A row for each that a command of this name found, below its columns; without a language asked for in English."""
    output = output_of(name)
    assert output.row is not None
    columns = columns_of(output.row, output.spread(result))
    say = view.say if view.dialect == "excel" else view.programs
    rows = ([each.take(subject, say) for each in columns] for subject in output.rows(result))
    names = [each.name for each in columns]
    if view.dialect == "excel" and isinstance(result, ScoreResult):
        rows = (_in_words(names, row, result, say) for row in rows)
    return write_csv(names, rows, say, view.dialect)


def _in_words(names: Sequence[str], row: Sequence[Value], result: ScoreResult, say: Say) -> list[Value]:
    """What is a code to programs and no enum: a group by its name, a milestone as done or not."""
    told = dict(zip(names, row, strict=True))
    told["group"] = group_name(result.card.programme, str(told["group"]), say)
    if isinstance(told["actual"], bool):
        told["actual"] = say.text("done") if told["actual"] else say.text("not done")
    return list(told.values())


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]], say: Say, dialect: Dialect = "plain") -> str:
    """Rows of values below their columns' names; with `excel`, below what people call them."""
    buffer = io.StringIO(newline="")
    if dialect == "plain":
        writer = csv.writer(buffer, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([_plain(value) for value in row] for row in rows)
        return buffer.getvalue()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, lineterminator="\r\n", delimiter=";" if say.decimal_mark == "," else ",")
    writer.writerow([harmless(say.text(HEADINGS[name])) for name in columns])
    writer.writerows([_excel(value, say) for value in row] for row in rows)
    return buffer.getvalue()


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | Month():
            return str(value)
        case Decimal():
            return plain(value)
        case str():
            return "\n".join(map(visible, value.replace("\r\n", "\n").split("\n")))
        case _:
            return " ".join(map(_plain, value))


def _excel(value: Value, say: Say) -> str:
    match value:
        case bool():
            return say.text("yes") if value else say.text("no")
        case Month():
            return say.year(value)
        case int() | Decimal():
            return _plain(value).replace(".", say.decimal_mark)
        case Status():
            return status_word(value, say)
        case Reason():
            return reason_words(value, say)
        case StrEnum():
            return say.text(WORDS[value.value])
        case _:
            return harmless(_plain(value))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula, a date or another number, on one line, controls made visible.

    One that begins with `=`, `+`, `-` or `@`, or with a wide or small form of these, be it behind spaces or unseen
    characters, gets an apostrophe before it: with that a spreadsheet takes it for a text. So does `8.10` or `3-4`.
    """
    shown = visible(text)
    first = next((char for char in shown if unicodedata.category(char)[0] not in "ZC"), "")
    formula = first and unicodedata.normalize("NFKC", first)[0] in _FORMULA
    return f"'{shown}" if formula or _changes_in_excel(shown.strip()) else shown


def _changes_in_excel(text: str) -> bool:
    """Whether a cell would hold something else than the text: a number without its last zero, a date, TRUE."""
    return _NO_TEXT_TO_EXCEL.fullmatch(text) is not None and _AS_WRITTEN.fullmatch(text) is None
