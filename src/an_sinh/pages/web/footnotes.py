"""Sources and notes as footnotes: each stands once on the page, and the rows refer to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from an_sinh.pages.web.page import Note, Source, Told
from an_sinh.pages.web.telling import of_data, phrase, says, told
from an_sinh.programme.model import Programme
from an_sinh.programme.model import Source as Written
from an_sinh.text import visible

NAMED = 3
"""How many of the rows that rest on a source are named beside it."""
_WEB = re.compile(r"https?://[^\s\x00-\x20/?#\\@]+(?:[/?#]\S*)?", re.IGNORECASE)

Named = tuple[str, Told]
"""A row's anchor and name."""


class Footnotes:
    """Gives each source its number and each note its letters, in the order in which the rows come."""

    def __init__(self, *programmes: Programme) -> None:
        """The programmes whose sources are looked up; the first that has one counts."""
        self._programmes = programmes
        self._sources: dict[str, tuple[int, list[Named]]] = {}
        self._notes: dict[Told, tuple[str, list[Named]]] = {}

    def sources_of(self, ids: Iterable[str], row: Named | None = None) -> tuple[int, ...]:
        """The numbers of some sources, for a row that rests on them."""
        found = []
        for id_ in dict.fromkeys(ids):
            number, rows = self._sources.setdefault(id_, (len(self._sources) + 1, []))
            if row is not None:
                rows.append(row)
            found.append(number)
        return tuple(sorted(found))

    def notes_of(self, texts: Iterable[Mapping[str, str] | None], row: Named) -> tuple[str, ...]:
        """The letters of a row's notes; what is missing has none."""
        found = []
        for text in dict.fromkeys(of_data(text) for text in texts if text):
            letter, rows = self._notes.setdefault(text, (_letters(len(self._notes)), []))
            rows.append(row)
            found.append(letter)
        return tuple(found)

    def sources(self) -> tuple[Source, ...]:
        """Every source that was referred to, by number."""
        return tuple(self._source(id_, number, rows) for id_, (number, rows) in self._sources.items())

    def notes(self) -> tuple[Note, ...]:
        """Every note, by letter."""
        return tuple(
            Note(letter=letter, text=text, rows=tuple(rows[:NAMED]), more=_more(rows))
            for text, (letter, rows) in self._notes.items()
        )

    def _source(self, id_: str, number: int, rows: list[Named]) -> Source:
        written = self._written(id_)
        url = visible(written.url).strip() if written.url else None
        link = url if url and _WEB.fullmatch(url) else None
        date = written.date
        return Source(
            number=number,
            publisher=of_data(written.publisher) if written.publisher else None,
            title=of_data(written.title),
            date=told({language: say.date(date) for language, say in says()}) if date else None,
            url=link,
            address=None if link else url,
            note=of_data(written.note) if written.note else None,
            rows=tuple(rows[:NAMED]),
            more=_more(rows),
        )

    def _written(self, id_: str) -> Written:
        return next(each.sources[id_] for each in self._programmes if id_ in each.sources)


def _more(rows: list[Named]) -> Told | None:
    return phrase("and {n} more", n=len(rows) - NAMED) if len(rows) > NAMED else None


def _letters(at: int) -> str:
    """A, b, c … z, aa, ab …."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
