"""From a command's options to a scorecard: the data found, the year chosen, the rows filtered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from an_sinh.cli.locate import DataDirectory, find_data
from an_sinh.cli.options import Dialect
from an_sinh.cli.page import Page
from an_sinh.cli.streams import language_of, tell
from an_sinh.complaints import Said
from an_sinh.errors import Complaint, Problem, UsageFault
from an_sinh.judge.scorecard import Line, Scorecard, score
from an_sinh.pages.phrases import words
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme
from an_sinh.render.screen import Screen
from an_sinh.terms import Language, Status
from an_sinh.text import nearest, quoted

if TYPE_CHECKING:
    from an_sinh.pages.page import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows are shown; the tally stays whole."""

    groups: frozenset[str]
    statuses: frozenset[Status]

    def __call__(self, line: Line) -> bool:
        """Whether a line is shown."""
        return (not self.groups or line.indicator.group in self.groups) and (
            not self.statuses or line.status in self.statuses
        )


def open_data(asked: Path | None, language: str) -> DataDirectory:
    """The data directory, with a word on stderr where it is the packaged copy."""
    directory = find_data(asked)
    if directory.packaged:
        tell(words(language).said_packaged)
    return directory


def load_card(
    directory: DataDirectory, year: int | None, against: str, language: str, beside: Scorecard | None = None
) -> Scorecard:
    """The scorecard of a year; without one, of the latest in which anything is judged, told on stderr.

    Warnings that the other side of a comparison, `beside`, has brought already are not told again.
    """
    data = DataSet(directory.path, directory.shown)
    found: Scorecard | None = None
    for each in reversed(data.there) if year is None else [year]:
        programme = data.programme([each])
        if year is None and not programme.years[0] <= each <= programme.years[1]:
            continue
        card = score(programme, each, against)
        found = card if found is None or card.tally.judged else found
        if card.tally.judged:
            break
    if found is None:
        data.programme([])  # a fault in the targets is told first
        raise Complaint("no_years", folder=quoted(directory.shown))
    warn(found.programme, language, beside.programme.warnings if beside else ())
    if year is None:
        tell(words(language).said_year.format(year=found.year))
    return found


def warn(programme: Programme, language: str, told: Sequence[Problem] = ()) -> None:
    """Tell what the data deserve a word for, though they can be used."""
    for problem in programme.warnings:
        if problem in told:
            continue
        tell(f"{words(language).warning}: {problem.describe(language)}")


def known_groups(programme: Programme, asked: Sequence[str]) -> frozenset[str]:
    """The groups asked for; UsageFault for one that there is not."""
    for id_ in asked:
        if id_ not in programme.groups:
            near = nearest(id_, programme.groups)
            remedy = Said("did_you_mean", near) if near else Said("known_are", tuple(programme.groups))
            raise UsageFault("unknown_group_asked", id=quoted(id_), remedy=remedy)
    return frozenset(asked)


def known_statuses(asked: Sequence[str]) -> frozenset[Status]:
    """The statuses asked for; UsageFault for a word that is none."""
    for word in asked:
        if word not in tuple(Status):
            near = nearest(word, tuple(Status))
            remedy = Said("did_you_mean", near) if near else Said("known_are", tuple(Status))
            raise UsageFault("unknown_status_asked", text=quoted(word), remedy=remedy)
    return frozenset(map(Status, asked))


def as_year(asked: str | None, argument: str = "YEAR") -> int | None:
    """A year of the command line; UsageFault, which names the argument, for what is none."""
    if asked is None:
        return None
    if len(asked) == 4 and asked.isdecimal() and asked.isascii():  # a year has four digits
        return int(asked)
    raise UsageFault("not_a_year_asked", argument=argument, text=quoted(asked))


def score_page(  # one parameter for each option
    year: str | None,
    data: Path | None,
    lang: str | None,
    against: str,
    format_: str,
    group: Sequence[str],
    status: Sequence[str],
    summary: bool,
    by: str,
    csv_dialect: Dialect,
    output: Path | None,
) -> Page:
    """The page of `ansinh score`."""
    language, wanted = language_of((), lang), as_year(year)
    directory = open_data(data, language)
    card = load_card(directory, wanted, against, language)
    rows = Filter(groups=known_groups(card.programme, group), statuses=known_statuses(status))
    people = format_ in ("table", "prose", "markdown", "html") or (format_ == "csv" and csv_dialect == "excel")
    spoken = language if people else lang or Language.EN
    if format_ == "html":
        page = _score_html(directory, card, rows, summary, by, language)
        return Page(write=lambda _screen: page, for_people=False, output=output)
    write = _writer(format_, card, rows, summary, by, spoken, csv_dialect, directory.folder)
    return Page(write=write, for_people=format_ in ("table", "prose"), output=output)


def _score_html(directory: DataDirectory, card: Scorecard, rows: Filter, summary: bool, by: str, language: str) -> str:
    """The page as HTML; it alone shows the course of the figures, so it alone reads every year."""
    from an_sinh.pages.web.score import score_web
    from an_sinh.render.as_html import write_html

    programme = DataSet(directory.path, directory.shown).programme(None)
    warn(programme, language, card.programme.warnings)
    cards = all_cards(programme, card.against)
    whole = next(each for each in cards if each.year == card.year)
    filtered = rows if rows.groups or rows.statuses else None
    return write_html(score_web(whole, cards, language, rows=filtered, summary=summary, by=by))


def scored_years(programme: Programme) -> list[int]:
    """The years of the programme's span that were read."""
    first, last = programme.years
    return [year for year in programme.actuals if first <= year <= last]


def all_cards(programme: Programme, against: str) -> list[Scorecard]:
    """A scorecard for each year that can be scored."""
    return [score(programme, year, against) for year in scored_years(programme)]


def _writer(  # the pieces of one page
    format_: str,
    card: Scorecard,
    rows: Filter,
    summary: bool,
    by: str,
    language: str,
    dialect: Dialect,
    folder: str | None,
) -> Callable[[Screen], str]:
    """The page in a language; `folder` is where the data are, None for those of the package."""
    lines = () if summary else tuple(filter(rows, card.lines))
    match format_:
        case "json":
            from an_sinh.render.as_json import score_json

            return lambda _screen: score_json(card, lines, language)
        case "csv":
            from an_sinh.render.as_csv import score_csv

            return lambda _screen: score_csv(card, lines, language, dialect)
        case "junit":
            from an_sinh.render.as_junit import score_junit

            return lambda _screen: score_junit(card, lines)
        case "github":
            from an_sinh.render.as_github import score_github

            return lambda _screen: score_github(card, lines, folder, language)
        case "prose":
            from an_sinh.pages.prose import score_prose

            return lambda _screen: score_prose(card, language, lines)
        case _:
            from an_sinh.pages.page import score_sheet

            filtered = rows if rows.groups or rows.statuses else None
            return dressed(format_, score_sheet(card, language, rows=filtered, summary=summary, by=by))


def dressed(format_: str, sheet: Sheet) -> Callable[[Screen], str]:
    """A sheet in one of the formats for people."""
    if format_ == "markdown":
        from an_sinh.render.as_markdown import write_markdown

        return lambda _screen: write_markdown(sheet)
    from an_sinh.render.as_table import write_table

    return lambda screen: write_table(sheet, screen)
