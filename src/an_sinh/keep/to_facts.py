"""The figures of places' own files as one table of facts, from which an engine goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from an_sinh.programme.model import FACT_COLUMNS, Entry, Programme, YearOfActuals
from an_sinh.text import visible


def facts_table(programme: Programme, told: Callable[[Mapping[str, str]], str]) -> tuple[str, int]:
    """The table, and how many rows it has: place by place and year by year, as they stand in the files.

    `told` says a text of the data in a language. A headline that a place printed itself has no column, nor has the
    source of a verdict that is not the figure's.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(FACT_COLUMNS)
    number = 0
    for place in programme.places.values():
        for year, actuals in sorted(place.actuals.items()):
            for cells in _cells(actuals, told):
                rows.writerow([place.id, cells[0], year, *cells[1:]])
                number += 1
    return written.getvalue(), number


def _cells(actuals: YearOfActuals, told: Callable[[Mapping[str, str]], str]) -> Iterator[list[str]]:
    for id_, entry in actuals.entries.items():
        if entry is not None:
            yield [id_, *_of_entry(entry, actuals, told)]


def _of_entry(entry: Entry, actuals: YearOfActuals, told: Callable[[Mapping[str, str]], str]) -> list[str]:
    reported = entry.reported
    value = (
        "" if entry.value is None else str(entry.value).lower() if isinstance(entry.value, bool) else str(entry.value)
    )
    annual, term, outlook = (reported.annual, reported.term, reported.outlook) if reported else (None, None, None)
    inferred = entry.figure_inferred or (entry.value is None and entry.verdict_inferred)
    source = actuals.sources_of_figure(entry) if entry.value is not None else actuals.sources_of_verdict(entry)
    return [
        value,
        annual.value if annual is not None else "",
        term.value if term is not None else "",
        "true" if inferred else "",
        "true" if entry.provisional else "",
        outlook.value if outlook is not None else "",
        entry.as_of or actuals.as_of or "",
        " ".join(source),
        visible(told(entry.note)) if entry.note else "",
    ]
