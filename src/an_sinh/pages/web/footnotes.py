"""Sources and notes as footnotes: each stands once on the page, and the rows refer to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from an_sinh.pages.page import Note, Reference, Source
from an_sinh.pages.say import Say, every_say
from an_sinh.pages.sources import source_words
from an_sinh.programme.model import Programme
from an_sinh.programme.model import Source as Written

NAMED = 3
"""How many of the rows that rest on a source are named beside it."""


class Footnotes:
    """Gives each source its number and each note its letters, in the order in which the rows come."""

    def __init__(self, say: Say, *programmes: Programme) -> None:
        """The programmes whose sources are looked up; the first that has one counts."""
        self._say, self._programmes = say, programmes
        self._sources: dict[str, tuple[int, list[Reference]]] = {}
        self._notes: dict[tuple[str, ...], tuple[Note, list[Reference]]] = {}

    def sources_of(self, ids: Iterable[str], row: Reference | None = None) -> tuple[int, ...]:
        """The numbers of some sources, for a row that rests on them."""
        found = []
        for id_ in dict.fromkeys(ids):
            number, rows = self._sources.setdefault(id_, (len(self._sources) + 1, []))
            if row is not None:
                rows.append(row)
            found.append(number)
        return tuple(sorted(found))

    def notes_of(self, texts: Iterable[Mapping[str, str] | None], row: Reference) -> tuple[str, ...]:
        """The letters of a row's notes; what is missing has none. Two are one where every language has them so."""
        found = {tuple(say.shown(text) for say in every_say()): text for text in texts if text}
        for key, text in found.items():
            note = Note(letter=_letters(len(self._notes)), text=self._say.shown(text), rows=(), more="")
            self._notes.setdefault(key, (note, []))[1].append(row)
        return tuple(self._notes[key][0].letter for key in found)

    def sources(self) -> tuple[Source, ...]:
        """Every source that was referred to, by number."""
        return tuple(self._source(id_, number, rows) for id_, (number, rows) in self._sources.items())

    def notes(self) -> tuple[Note, ...]:
        """Every note, by letter."""
        return tuple(
            Note(letter=note.letter, text=note.text, rows=tuple(rows[:NAMED]), more=self._more(rows))
            for note, rows in self._notes.values()
        )

    def _source(self, id_: str, number: int, rows: list[Reference]) -> Source:
        written = source_words(self._written(id_), self._say)
        return Source(
            number=number,
            publisher=written.publisher,
            title=written.title,
            date=written.date,
            url=written.link,
            address="" if written.link else written.address,
            note=written.note,
            rows=tuple(rows[:NAMED]),
            more=self._more(rows),
            leads_to=f"source:{id_}",
        )

    def _written(self, id_: str) -> Written:
        return next(each.sources[id_] for each in self._programmes if id_ in each.sources)

    def _more(self, rows: list[Reference]) -> str:
        return self._say.text("and {n} more", n=len(rows) - NAMED) if len(rows) > NAMED else ""


def _letters(at: int) -> str:
    """A, b, c … z, aa, ab …."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
