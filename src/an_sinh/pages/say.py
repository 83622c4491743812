"""How a language says things: its words from a gettext catalogue, its numerals, dates and lists.

English stands in the code where it is said. Every other language is a catalogue beside this module,
`locale/LANGUAGE/LC_MESSAGES/an_sinh.po`, compiled by the build; a further language is a further file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from decimal import Decimal
from functools import cache, cached_property
from gettext import GNUTranslations, NullTranslations
from typing import Literal, Protocol

from an_sinh.figures import plain, round_percent
from an_sinh.pages.languages import ENGLISH, compiled, is_of, spoken
from an_sinh.terms import Month, Period
from an_sinh.text import visible

NOTHING = "–"
"""Stands where there is nothing to say."""


class DataText(str):
    """A text of the data as people see it, with the tag of the language that it is in."""

    __slots__ = ("tag",)
    tag: str
    """Empty where the data do not say."""

    @classmethod
    def of(cls, text: str, tag: str) -> DataText:
        """A text, made visible, without space at its ends."""
        made = cls(visible(text).strip())
        made.tag = tag
        return made


class MonthText(str):
    """A month as people read it; what is said around it may be meant for a year, and is then put right."""

    __slots__ = ()


def marked(text: str) -> str:
    """The text itself: marks it for the catalogue where it is said elsewhere, from a table."""
    return text


def _catalogue(language: str) -> NullTranslations:
    if language == ENGLISH or language not in spoken():
        return NullTranslations()
    with compiled(language).open("rb") as file:
        return GNUTranslations(file)


class HasNameAndUnit(Protocol):
    """An indicator, as far as it is called something."""

    @property
    def name(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def unit(self) -> Mapping[str, str] | None: ...  # noqa: D102


class Say:
    """One language: whatever is said to people in it is said by this.

    A language that only the data have is said with English words around the data's texts.
    """

    year_starts = 1
    """The month in which the years start that are told of."""
    so_far = False
    """Whether a part of a year is told of, in which what is not judged is open."""

    def __init__(self, language: str, catalogue: NullTranslations | None = None) -> None:
        self.language = language
        self.words = language if catalogue is not None or language in spoken() else ENGLISH
        """The language of the words around the data's texts."""
        self._catalogue = catalogue if catalogue is not None else _catalogue(language)

    @staticmethod
    @cache
    def of(language: str) -> Say:
        """The language of that code, its catalogue read once."""
        return Say(language)

    def counting(self, year_starts: int, *, so_far: bool = False) -> Say:
        """The same language for data whose years start in this month; `so_far` where a part of a year is told of."""
        so_far = so_far or self.so_far
        if (year_starts, so_far) == (self.year_starts, self.so_far):
            return self
        other = copy(self)
        other.year_starts, other.so_far = year_starts, so_far
        return other

    # --- words --------------------------------------------------------------------------------------------------------

    def text(self, text: str, /, **slots: object) -> str:
        """An English text in this language, its slots filled."""
        said = self._catalogue.gettext(text)
        return self.filled(said, **slots) if slots else said

    def filled(self, said: str, /, **slots: object) -> str:
        """A text of this language, its slots filled; before a month no word stays that is meant for a year."""
        told = said.format_map(slots)
        for month in slots.values():
            if type(month) is MonthText:
                year, instead = self.sense("before a number", "year"), self.sense("before a number", "month")
                for one, other in ((year, instead), (year.capitalize(), instead.capitalize())):
                    told = told.replace(f"{one} {month}", f"{other} {month}")
        return told

    def sense(self, context: str, text: str, /, **slots: object) -> str:
        """As `text`, where one English text has several meanings; `context` says which."""
        said = self._catalogue.pgettext(context, text)
        return said.format_map(slots) if slots else said

    def plural(self, one: str, many: str, n: int, /, **slots: object) -> str:
        """A number of things, `{n}` being the number: `1 cell`, `2 cells`."""
        return self._catalogue.ngettext(one, many, n).format_map({"n": n, **slots})

    # --- numerals and dates -------------------------------------------------------------------------------------------

    @cached_property
    def decimal_mark(self) -> str:
        """What stands before the decimals."""
        return self.sense("decimal mark", ".")

    @cached_property
    def thousands_mark(self) -> str:
        """What stands between groups of three digits."""
        return self.sense("thousands mark", ",")

    def number(self, number: int) -> str:
        """A count, its digits grouped."""
        return f"{number:,}".replace(",", self.thousands_mark)

    def figure(self, figure: Decimal, *, signed: bool = False) -> str:
        """A figure as a person writes it: `203,027` in English, `203.027` in Vietnamese; the minus is U+2212.

        Digits are kept as they are in the data: nothing is rounded. Zero carries no sign.
        """
        digits = plain(figure.copy_abs())
        whole, _, rest = digits.partition(".")
        sign = "−" if figure < 0 else "+" if signed and figure > 0 else ""
        return f"{sign}{self.number(int(whole))}{self.decimal_mark + rest if rest else ''}"

    def percent(self, percent: Decimal) -> str:
        """A percentage with one decimal, never flattered: `85.2 %`, in Vietnamese `85,2%`."""
        return self.sense("percentage", "{figure} %", figure=self.figure(round_percent(percent, 1)))

    def quantity(self, figure: Decimal, unit: str) -> str:
        """A figure with its unit: `203,027 persons`, `2.23 %`, in Vietnamese `2,23%`."""
        spelled = self.figure(figure)
        if not unit:
            return spelled
        if unit.startswith("%"):
            return self.sense("percentage", "{figure} %", figure=spelled) + unit[1:]
        return self.sense("figure with unit", "{figure} {unit}", figure=spelled, unit=unit)

    def date(self, date: str) -> str:
        """A date as the language writes it: ISO in English, `09/01/2023`, `06/2023` or `2023` in Vietnamese."""
        year, *rest = date.split("-")
        if not rest:
            return year
        if len(rest) == 1:
            return self.sense("month", "{year}-{month}", year=year, month=rest[0])
        return self.sense("day", "{year}-{month}-{day}", year=year, month=rest[0], day=rest[1])

    def year(self, period: Period) -> str:
        """A year as people read it, `2022`, or `2022/23` where it starts in another month than January; or a month."""
        if isinstance(period, Month):
            return MonthText(self.date(str(period)))
        return str(period) if self.year_starts == 1 else f"{period}/{(period + 1) % 100:02}"

    def join(self, texts: Sequence[str], last: Literal["and", "or"] = "and") -> str:
        """`a, b and c`."""
        if len(texts) < 2:
            return "".join(texts)
        word = self.text(" and ") if last == "and" else self.text(" or ")
        return self.text(", ").join(texts[:-1]) + word + texts[-1]

    # --- texts of the data --------------------------------------------------------------------------------------------

    def of_data(self, text: Mapping[str, str]) -> str:
        """A text of the data in this language, else in English, else in whatever it is written in."""
        return said_in(text, self.language)[0]

    def shown(self, text: Mapping[str, str]) -> DataText:
        """A text of the data as people see it: nothing unseen in it, and no space at its ends."""
        return DataText.of(*said_in(text, self.language))

    def pair(self, indicator: HasNameAndUnit) -> tuple[tuple[str, str], tuple[str, str]]:
        """The name of an indicator and its unit, each with the tag it was found under; no unit is an empty text.

        In a language that only the data have, a name without its unit, or a unit without its name, is not taken from
        it: both fall back together, so that no two languages are mixed in one.
        """
        name, unit = indicator.name, indicator.unit
        language = self.language
        if unit is not None and self.words != language and not (_has(name, language) and _has(unit, language)):
            language = self.words
        return said_in(name, language), said_in(unit, language) if unit else ("", "")

    def named(self, indicator: HasNameAndUnit) -> DataText:
        """An indicator's name as people see it."""
        return DataText.of(*self.pair(indicator)[0])

    def unit_of(self, indicator: HasNameAndUnit) -> DataText:
        """An indicator's unit as people see it; empty where it has none."""
        return DataText.of(*self.pair(indicator)[1])


def every_say() -> tuple[Say, ...]:
    """Each language of a page that has all of them."""
    return tuple(Say.of(language) for language in spoken())


def _has(text: Mapping[str, str], language: str) -> bool:
    """Whether a text is in a language, or in none that is told, as a sign such as % is."""
    return "" in text or any(is_of(tag, language) for tag in text)


def said_in(text: Mapping[str, str], language: str) -> tuple[str, str]:
    """A text of the data as a language finds it, and the tag that it was found under; empty where that is not known."""
    for wanted in (language, "", ENGLISH):
        if wanted in text:
            return text[wanted], wanted
        for tag, said in text.items():
            if is_of(tag, wanted):
                return said, tag
    return next(((said, tag) for tag, said in text.items()), ("", ""))
