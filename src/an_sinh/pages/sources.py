"""What a source says of itself, in the reader's language; the pages lay it out each in their way."""

from __future__ import annotations

from typing import NamedTuple

from an_sinh.pages.say import Say
from an_sinh.programme.model import Source
from an_sinh.text import on_the_web, visible


class SourceWords(NamedTuple):
    """A source in words; empty where it does not say."""

    title: str
    publisher: str
    date: str
    note: str
    address: str
    """As it was written."""

    @property
    def link(self) -> str:
        """The address, where it is one on the web."""
        return on_the_web(self.address)


def source_words(source: Source, say: Say) -> SourceWords:
    """A source in the reader's language."""
    return SourceWords(
        title=say.shown(source.title),
        publisher=say.shown(source.publisher) if source.publisher else "",
        date=say.date(source.date) if source.date else "",
        note=say.shown(source.note) if source.note else "",
        address=visible(source.url).strip() if source.url else "",
    )
