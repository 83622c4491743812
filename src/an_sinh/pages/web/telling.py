"""One thing said in every language of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from an_sinh.pages.page import Cell
from an_sinh.pages.say import Say, said_in
from an_sinh.pages.web.page import Figure, Numeral, Said, Told
from an_sinh.terms import Language
from an_sinh.text import visible

_FIGURE = re.compile("[−+]?[0-9]")


def says() -> Iterator[tuple[Language, Say]]:
    """Each language of the page with what speaks it."""
    return ((language, Say.of(language)) for language in Language)


def tell(tells: Callable[..., str], *of: object) -> Told:
    """What a function says of something in each say, which is its last argument."""
    return told({language: tells(*of, say) for language, say in says()})


def told(texts: Mapping[Language, str]) -> Told:
    """A text for each language; where they are the same, they are of no language."""
    en, vi = texts[Language.EN], texts[Language.VI]
    if en == vi:
        return Told(en=Said(en, None), vi=Said(vi, None))
    return Told(en=Said(en, Language.EN.value), vi=Said(vi, Language.VI.value))


def each_told(texts: Mapping[Language, Sequence[str]]) -> tuple[Told, ...]:
    """Several texts for each say, as many in the one as in the other."""
    by_place = zip(*texts.values(), strict=True)
    return tuple(told(dict(zip(texts, said, strict=True))) for said in by_place)


def phrase(text: str, /, **slots: object) -> Told:
    """An English text with its slots filled."""
    return told({language: say.text(text, **slots) for language, say in says()})


def plain(text: str) -> Told:
    """A text of no say, such as a year or an id."""
    return Told(en=Said(text, None), vi=Said(text, None))


def of_data(text: Mapping[str, str]) -> Told:
    """A text of the data as each language finds it, with the tag of the language that it is in."""
    return Told(en=_found(text, Language.EN), vi=_found(text, Language.VI))


def _found(text: Mapping[str, str], language: str) -> Said:
    said, tag = said_in(text, language)
    return Said(visible(said).strip(), tag)


def figure(cells: Mapping[Language, Cell], word: Told | None = None) -> Figure:
    """A cell of a sheet in each language; `word` says what the sign of its status says."""
    en, vi = (_numeral(cells[language], say.decimal_mark) for language, say in says())
    status = cells[Language.EN].status
    return Figure(en=en, vi=vi, tone=status.value if status else "", word=word)


def _numeral(cell: Cell, mark: str) -> Numeral:
    whole, found, rest = cell.text.rpartition(mark)
    if not (found and rest.isdigit() and whole[-1:].isdigit()):
        whole, found, rest = cell.text, "", ""
    start = _FIGURE.search(whole)
    at = start.start() if start else 0
    return Numeral(whole[:at].strip(), whole[at:], found + rest, cell.tail.strip())
