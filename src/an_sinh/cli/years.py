"""From the options of the commands that look at several years to their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from an_sinh.cli.page import Page
from an_sinh.cli.scoring import (
    Filter,
    all_cards,
    as_year,
    dressed,
    known_groups,
    known_statuses,
    load_card,
    open_data,
    scored_years,
    warn,
)
from an_sinh.cli.streams import language_of, tell
from an_sinh.complaints import Said
from an_sinh.errors import Complaint, UsageFault
from an_sinh.judge.focus import Focus, focus
from an_sinh.judge.outlook import OutlookReport, outlook
from an_sinh.judge.scorecard import Scorecard
from an_sinh.pages.phrases import words
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme
from an_sinh.render.screen import Screen
from an_sinh.terms import Language
from an_sinh.text import nearest, quoted

MACHINE = ("json", "csv")
FIXED = (*MACHINE, "html")
"""Formats that say themselves in which encoding they are."""


def load_all(data: Path | None, language: str) -> Programme:
    """The programme with every year that has a file; Complaint where none has."""
    directory = open_data(data, language)
    programme = DataSet(directory.path, directory.shown).programme(None)
    warn(programme, language)
    if not scored_years(programme):
        raise Complaint("no_years", folder=quoted(directory.shown))
    return programme


def trend_page(
    data: Path | None,
    lang: str | None,
    against: str,
    format_: str,
    group: Sequence[str],
    status: Sequence[str],
    output: Path | None,
) -> Page:
    """The page of `ansinh trend`; the filters go by the latest year."""
    language = language_of((), lang)
    statuses = known_statuses(status)
    cards = all_cards(load_all(data, language), against)
    rows = Filter(groups=known_groups(cards[-1].programme, group), statuses=statuses)
    shown = [at for at, line in enumerate(cards[-1].lines) if rows(line)]
    return Page(
        write=_trend_writer(format_, cards, rows, shown, language, lang or Language.EN),
        for_people=format_ not in FIXED,
        output=output,
    )


def _trend_writer(
    format_: str,
    cards: Sequence[Scorecard],
    rows: Filter,
    shown: Sequence[int],
    language: str,
    machine_language: str,
) -> Callable[[Screen], str]:
    if format_ == "json":
        from an_sinh.render.as_json_years import trend_json

        return lambda _screen: trend_json(cards, shown, machine_language)
    if format_ == "csv":
        from an_sinh.render.as_csv_years import trend_csv

        return lambda _screen: trend_csv(cards, shown, machine_language)
    if format_ == "html":
        from an_sinh.pages.web.trend import trend_web
        from an_sinh.render.as_html import write_html

        page = trend_web(cards, language, rows=rows)
        return lambda _screen: write_html(page)
    from an_sinh.pages.trend import trend_sheet

    return dressed(format_, trend_sheet(cards, language, rows))


def show_page(
    indicator: str, data: Path | None, lang: str | None, against: str, format_: str, output: Path | None
) -> Page:
    """The page of `ansinh show`."""
    language = language_of((), lang)
    programme = load_all(data, language)
    known_indicator(programme, indicator)
    cards = all_cards(programme, against)
    at = list(programme.indicators).index(indicator)
    return Page(
        write=_show_writer(format_, cards, at, language, lang or Language.EN),
        for_people=format_ not in MACHINE,
        output=output,
    )


def known_indicator(programme: Programme, asked: str) -> None:
    """UsageFault, with the nearest ones, for an id that is no indicator's."""
    if asked not in programme.indicators:
        near = nearest(asked, programme.indicators, most=3) or _holding(asked, programme.indicators)
        remedy = Said("did_you_mean", near) if near else Said("see_trend")
        raise UsageFault("unknown_indicator", id=quoted(asked), remedy=remedy)


def _holding(asked: str, ids: Iterable[str]) -> tuple[str, ...]:
    """The first three ids that hold what was asked for: `jobs` is in `jobs-created`."""
    return tuple(id_ for id_ in ids if len(asked) > 2 and asked.casefold() in id_.casefold())[:3]


def _show_writer(
    format_: str, cards: Sequence[Scorecard], at: int, language: str, machine_language: str
) -> Callable[[Screen], str]:
    if format_ == "json":
        from an_sinh.render.as_json_years import show_json

        return lambda _screen: show_json(cards, at, machine_language)
    if format_ == "csv":
        from an_sinh.render.as_csv_years import show_csv

        return lambda _screen: show_csv(cards, at, machine_language)
    from an_sinh.pages.show import show_sheet

    sheet = show_sheet(cards, at, language)
    if format_ == "markdown":
        from an_sinh.render import as_markdown

        return lambda _screen: as_markdown.write_show(sheet)
    from an_sinh.render import as_table

    return lambda screen: as_table.write_show(sheet, screen)


def focus_page(
    year: str | None, data: Path | None, lang: str | None, against: str, format_: str, output: Path | None
) -> Page:
    """The page of `ansinh focus`."""
    wanted, language = as_year(year), language_of((), lang)
    directory = open_data(data, language)
    card = load_card(directory, wanted, against, language)
    # since when an indicator carries over can be told from all earlier years alone, and a change from the next
    dataset = DataSet(directory.path, directory.shown)
    first = card.programme.years[0]
    programme = dataset.programme([each for each in dataset.there if first <= each <= card.year])
    found = focus(programme, card.year, against)
    write = _focus_writer(format_, found, language, lang or Language.EN)
    return Page(write=write, for_people=format_ not in MACHINE, output=output)


def _focus_writer(format_: str, found: Focus, language: str, machine_language: str) -> Callable[[Screen], str]:
    match format_:
        case "json":
            from an_sinh.render.as_json_years import focus_json

            return lambda _screen: focus_json(found, machine_language)
        case "csv":
            from an_sinh.render.as_csv_years import focus_csv

            return lambda _screen: focus_csv(found, machine_language)
        case "prose":
            from an_sinh.pages.focus import focus_prose

            return lambda _screen: focus_prose(found, language)
        case _:
            from an_sinh.pages.focus import focus_sheet

            return dressed(format_, focus_sheet(found, language))


def outlook_page(year: str | None, data: Path | None, lang: str | None, format_: str, output: Path | None) -> Page:
    """The page of `ansinh outlook`; unnamed, the year is the latest that has a figure."""
    wanted, language = as_year(year), language_of((), lang)
    programme = load_all(data, language)
    report = outlook(programme, wanted if wanted is not None else _latest_figure(programme, language))
    write = _outlook_writer(format_, report, language, lang or Language.EN)
    return Page(write=write, for_people=format_ not in FIXED, output=output)


def _latest_figure(programme: Programme, language: str) -> int:
    """The latest year of the span with a figure in it, told on stderr."""
    years = scored_years(programme)
    latest = next((year for year in reversed(years) if _has_a_figure(programme, year)), years[-1])
    tell(words(language).said_figure_year.format(year=latest))
    return latest


def _has_a_figure(programme: Programme, year: int) -> bool:
    entries = programme.actuals[year].entries.values()
    return any(entry is not None and entry.value is not None for entry in entries)


def _outlook_writer(
    format_: str, report: OutlookReport, language: str, machine_language: str
) -> Callable[[Screen], str]:
    match format_:
        case "json":
            from an_sinh.render.as_json_years import outlook_json

            return lambda _screen: outlook_json(report, machine_language)
        case "csv":
            from an_sinh.render.as_csv_years import outlook_csv

            return lambda _screen: outlook_csv(report, machine_language)
        case "html":
            from an_sinh.pages.web.outlook import outlook_web
            from an_sinh.render.as_html import write_html

            page = outlook_web(report, language)
            return lambda _screen: write_html(page)
        case _:
            from an_sinh.pages.outlook import outlook_sheet

            return dressed(format_, outlook_sheet(report, language))
