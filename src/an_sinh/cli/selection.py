"""What is asked for, by the words of the command line: a year, an indicator, some of the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from an_sinh.errors import DidYouMean, Phrase, UsageFault, did_you_mean
from an_sinh.judge.scorecard import Line
from an_sinh.programme.model import Indicator, Programme
from an_sinh.terms import Month, Period, Status, YearOfTwo
from an_sinh.text import nearest, quoted
from an_sinh.values import dataclass

Lead = tuple[tuple[str, str], ...]
"""A lead's name as each language has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows are shown; the tally stays whole."""

    groups: frozenset[str] = frozenset()
    statuses: frozenset[Status] = frozenset()
    leads: frozenset[Lead] = frozenset()

    def __call__(self, line: Line) -> bool:
        """Whether a line is shown."""
        return (
            (not self.groups or line.indicator.group in self.groups)
            and (not self.statuses or line.status in self.statuses)
            and (not self.leads or lead_of(line.indicator) in self.leads)
        )

    def __bool__(self) -> bool:
        """Whether any row is left out at all."""
        return bool(self.groups or self.statuses or self.leads)


def known_groups(programme: Programme, asked: Sequence[str]) -> frozenset[str]:
    """The groups asked for; UsageFault for one that there is not."""
    for id_ in asked:
        if id_ not in programme.groups:
            remedy = DidYouMean(id_, programme.groups)
            raise UsageFault("--group: {id} is not one of the groups", remedy, id=quoted(id_))
    return frozenset(asked)


def known_leads(programme: Programme, asked: Sequence[str]) -> frozenset[Lead]:
    """The leads asked for, each by its name in any language or by a part of it that only one has; else UsageFault."""
    leads = {each: None for each in map(lead_of, programme.indicators.values()) if each}
    return frozenset(_known_lead(name, tuple(leads)) for name in asked)


def _known_lead(asked: str, leads: Sequence[Lead]) -> Lead:
    wanted = _folded(asked)
    whole = [lead for lead in leads if any(wanted == _folded(said) for _, said in lead)]
    found = whole or [lead for lead in leads if wanted and any(wanted in _folded(said) for _, said in lead)]
    if len(found) == 1:
        return found[0]
    names = tuple(quoted(said) for lead in found for _, said in lead[:1])
    if names:
        raise UsageFault(
            "--lead: {text} is a part of {n} names", Phrase("write {names}", names), text=quoted(asked), n=len(names)
        )
    known = [" ".join(said.split()) for lead in leads for _, said in lead]
    remedy = DidYouMean(asked, known) if known else Phrase("the data name none")
    raise UsageFault("--lead: nobody named {text} answers for an indicator", remedy, text=quoted(asked))


def lead_of(indicator: Indicator) -> Lead:
    """An indicator's lead by its name in each language; empty where it has none."""
    return tuple((indicator.lead or {}).items())


def _folded(text: str) -> str:
    return " ".join(normalize("NFC", text).casefold().split())


def known_statuses(asked: Sequence[str]) -> frozenset[Status]:
    """The statuses asked for; UsageFault for a word that is none."""
    for word in asked:
        if word not in tuple(Status):
            remedy = DidYouMean(word, tuple(Status))
            raise UsageFault("--status: {text} is not a status", remedy, text=quoted(word))
    return frozenset(map(Status, asked))


def known_indicator(programme: Programme, asked: str) -> str:
    """The id of the indicator asked for, by its id, its name, or a part that only one has; else UsageFault."""
    from an_sinh.programme.naming import called, meant

    indicators = programme.indicators
    found = meant(asked, indicators)
    if len(found) == 1:
        return found[0]
    if found:
        names = tuple(quoted(id_)[1:-1] for id_ in found)
        remedy = Phrase("write {names}", names) if len(names) <= _MOST_NAMED else Phrase("ansinh list names them")
        raise UsageFault("{text} fits {n} indicators", remedy, text=quoted(asked), n=len(names))
    owner = {name: id_ for id_, each in indicators.items() for name in called(id_, each)}
    near = tuple(dict.fromkeys(owner[name] for name in nearest(asked, owner, most=3)))
    remedy = did_you_mean(near) if near else Phrase("ansinh list names them")
    raise UsageFault("no indicator is called {id}", remedy, id=quoted(asked))


_MOST_NAMED = 8
"""How many indicators that may be meant are named; of more, only how many they are."""


def codes_to_select(asked: Sequence[str]) -> frozenset[str]:
    """The codes of problems asked for, several behind commas; UsageFault for a word that begins none."""
    from an_sinh.programme.codes import CODES, matching

    found: set[str] = set()
    for word in _between_commas(asked):
        codes = matching(word)
        if not codes:
            raise UsageFault("--select: no problem has the code {code}", DidYouMean(word, CODES), code=quoted(word))
        found.update(codes)
    return frozenset(found)


def codes_to_ignore(asked: Sequence[str]) -> frozenset[str]:
    """The codes of warnings that are not wanted; UsageFault for what can't be ignored."""
    from an_sinh.programme.codes import WARNINGS, matching, not_ignored

    found: set[str] = set()
    for word in _between_commas(asked):
        if (fault := not_ignored(word)) is not None:
            raise UsageFault(fault.text, fault.remedy, **fault.slots)
        found.update(matching(word, WARNINGS))
    return frozenset(found)


def _between_commas(asked: Sequence[str]) -> list[str]:
    return [word.strip() for each in asked for word in each.split(",") if word.strip()]


def as_year(asked: str, argument: str = "YEAR") -> Period:
    """A year of the command line, or a part of one: `2022-06`; UsageFault, which names the argument, for what is none.

    `2022/23` is the year that starts in 2022.
    """
    if len(asked) == 4 and asked.isdecimal() and asked.isascii():  # a year has four digits
        return int(asked)
    if len(asked) > 4:
        found = _as_part(asked, argument)
        if found is not None:
            return found
    raise UsageFault(
        "{argument}: {text} is not a year", "write four digits, such as 2022", argument=argument, text=quoted(asked)
    )


def _as_part(asked: str, argument: str) -> Period | None:
    """A month, or a year of two calendar years; UsageFault for what was meant as one, None for any other text."""
    from an_sinh.programme.months import first_of_two, wrong_period

    match = re.fullmatch(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", asked, re.ASCII)
    if match:
        return Month(int(match[1]), int(match[2]))
    first = first_of_two(asked)
    if first is not None:
        return YearOfTwo(first)
    problem = wrong_period(asked)
    if problem is not None:
        raise UsageFault("{argument}: " + problem.text, problem.remedy, argument=argument, **problem.slots)
    return None


def as_year_if_any(asked: str | None, argument: str = "YEAR") -> Period | None:
    """As `as_year`, for a year that need not be named."""
    return None if asked is None else as_year(asked, argument)
