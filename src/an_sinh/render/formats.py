"""What can be written of a result: one table from the result's name and the format to a writer.

The help, the usage error and completion take their lists from it, so nothing heavy is imported until a writer is
called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from an_sinh.pages.languages import ENGLISH
from an_sinh.pages.say import Say, every_say
from an_sinh.render.results import (
    DiffResult,
    LintResult,
    ListResult,
    PlacesDiffResult,
    PlacesResult,
    ScoreResult,
    ShowResult,
    TrendResult,
    View,
)

if TYPE_CHECKING:
    from an_sinh.judge.focus import Focus
    from an_sinh.judge.gate import Verdict
    from an_sinh.judge.outlook import OutlookReport
    from an_sinh.judge.places import PlacesTrend, PlacesVerdict
    from an_sinh.pages.list import ListPage
    from an_sinh.pages.page import Page


class Writer(NamedTuple):
    """How a result is written in a format."""

    write: Callable[[Any, View], str]
    for_people: bool = False
    """Whether it may be spelled in a poorer encoding; the others are UTF-8 always."""


def formats_of(result: str) -> tuple[str, ...]:
    """The formats that a result has, the first by default."""
    return tuple(WRITERS[result])


def _table(page: Page, view: View) -> str:
    from an_sinh.render.as_table import write_table

    return write_table(_asked_for(page, view), view.screen)


def _markdown(page: Page, view: View) -> str:
    from an_sinh.render.as_markdown import write_markdown

    return write_markdown(_asked_for(page, view))


def _asked_for(page: Page, view: View) -> Page:
    """The page, with the ids of its rows where they are asked for."""
    if not view.ids:
        return page
    from an_sinh.pages.page import with_ids

    return with_ids(page)


def _in_each_language(page: Callable[[Say], Page], view: View) -> dict[str, Page]:
    return {say.language: page(say) for say in _each_say(view)}


def _each_say(view: View) -> tuple[Say, ...]:
    """The languages of a page that has all of them, and the one that only the data have, where it is asked for."""
    return every_say() if view.say.words == view.say.language else (*every_say(), Say.of(view.say.language))


# --- score ------------------------------------------------------------------------------------------------------------


def _score_page(result: ScoreResult, view: View) -> Page:
    from an_sinh.pages.score import score_page

    card = result.card
    if result.wide and not card.latest:  # which tells the year before too
        card = next(each for each in result.years() if each.year == card.year)
    return score_page(
        card,
        view.say,
        rows=result.rows,
        summary=result.summary,
        by=result.by,
        everything=result.everything,
        wide=result.wide,
    )


def _score_prose(result: ScoreResult, view: View) -> str:
    from an_sinh.pages.prose import score_prose

    return score_prose(result.card, view.say, result.lines)


def _score_html(result: ScoreResult, view: View) -> str:
    from an_sinh.pages.web.score import score_web
    from an_sinh.render.as_html import write_html

    cards = result.years()
    whole = result.card
    if not whole.latest:
        whole = next(card for card in cards if card.year == whole.year)

    def page(say: Say) -> Page:
        return score_web(
            whole,
            cards,
            say,
            rows=result.rows,
            summary=result.summary,
            by=result.by,
            everything=result.everything,
        )

    return write_html(_in_each_language(page, view), view.say.language)


def _score_junit(result: ScoreResult, _view: View) -> str:
    from an_sinh.render.as_junit import score_junit

    return score_junit(result.card, result.lines)


def _score_github(result: ScoreResult, view: View) -> str:
    from an_sinh.render.as_github import score_github

    return score_github(result.card, result.lines, view.folder, view.programs)


# --- places -----------------------------------------------------------------------------------------------------------


def _places_page(result: PlacesResult, view: View) -> Page:
    from an_sinh.pages.places import paged, place_indicator_page, places_page, sums_page

    if result.by is not None:
        page = sums_page(result.report, result.by, result.sums, view.say)
    elif result.indicator is not None:
        page = place_indicator_page(result.report, result.places, result.indicator, view.say)
    else:
        page = places_page(result.report, result.places, view.say)
    return paged(page, view.say, everything=view.everything)


def _places_table(result: PlacesResult, view: View) -> str:
    if not result.grid or result.by is not None:
        return _table(_places_page(result, view), view)
    from an_sinh.pages.places import sign_grid
    from an_sinh.render.as_table import write_signs

    return write_signs(sign_grid(result.report, result.places, view.say, ids=view.ids), view.screen)


def _places_markdown(result: PlacesResult, view: View) -> str:
    if not result.grid or result.by is not None:
        return _markdown(_places_page(result, view), view)
    from an_sinh.pages.places import sign_grid
    from an_sinh.render.as_markdown import write_signs

    return write_signs(sign_grid(result.report, result.places, view.say, ids=view.ids))


def _places_html(result: PlacesResult, view: View) -> str:
    from an_sinh.pages.web.places import places_web
    from an_sinh.render.as_html import write_html

    def page(say: Say) -> Page:
        return places_web(result.report, result.places, result.indicator, say)

    return write_html(_in_each_language(page, view), view.say.language)


def _places_diff_page(result: PlacesDiffResult, view: View) -> Page:
    from an_sinh.pages.place_years import places_diff_page
    from an_sinh.pages.places import paged

    page = places_diff_page(result.found, result.sides(view.say), view.say)
    return paged(page, view.say, everything=view.everything)


def _places_diff_html(result: PlacesDiffResult, view: View) -> str:
    from an_sinh.pages.web.place_years import places_diff_web
    from an_sinh.render.as_html import write_html

    pages = _in_each_language(lambda say: places_diff_web(result.found, result.sides(say), say), view)
    return write_html(pages, view.say.language)


def _places_trend_page(found: PlacesTrend, view: View) -> Page:
    from an_sinh.pages.place_years import places_trend_page
    from an_sinh.pages.places import paged

    return paged(places_trend_page(found, view.say), view.say, everything=view.everything)


def _places_trend_html(found: PlacesTrend, view: View) -> str:
    from an_sinh.pages.web.place_years import places_trend_web
    from an_sinh.render.as_html import write_html

    return write_html(_in_each_language(partial(places_trend_web, found), view), view.say.language)


def _places_check_html(found: PlacesVerdict, view: View) -> str:
    from an_sinh.pages.web.place_years import places_gate_web
    from an_sinh.render.as_html import write_html

    return write_html(_in_each_language(partial(places_gate_web, found), view), view.say.language)


def _places_check_table(found: PlacesVerdict, view: View) -> str:
    from an_sinh.pages.place_years import places_gate_page
    from an_sinh.render.as_table import write_gates

    return write_gates(places_gate_page(found, view.say, everything=view.everything), view.screen)


def _places_check_markdown(found: PlacesVerdict, view: View) -> str:
    from an_sinh.pages.place_years import places_gate_page
    from an_sinh.render.as_markdown import write_gates

    return write_gates(places_gate_page(found, view.say, everything=view.everything))


# --- diff -------------------------------------------------------------------------------------------------------------


def _diff_page(result: DiffResult, view: View) -> Page:
    from an_sinh.pages.diff import diff_page

    sides = result.sides(view.say)
    return diff_page(result.diff, sides, view.say, rows=result.rows, everything=result.everything)


def _diff_prose(result: DiffResult, view: View) -> str:
    from an_sinh.pages.diff import diff_prose

    return diff_prose(result.diff, result.sides(view.say), view.say)


def _diff_html(result: DiffResult, view: View) -> str:
    from an_sinh.pages.web.diff import diff_web
    from an_sinh.render.as_html import write_html

    def page(say: Say) -> Page:
        return diff_web(result.diff, result.sides(say), say, rows=result.rows)

    return write_html(_in_each_language(page, view), view.say.language)


# --- trend, show ------------------------------------------------------------------------------------------------------


def _trend_page(result: TrendResult, view: View) -> Page:
    from an_sinh.pages.trend import trend_page

    return trend_page(result.cards, view.say, result.rows, everything=result.everything)


def _trend_html(result: TrendResult, view: View) -> str:
    from an_sinh.pages.web.trend import trend_web
    from an_sinh.render.as_html import write_html

    def page(say: Say) -> Page:
        return trend_web(result.cards, say, rows=result.rows, everything=result.everything)

    return write_html(_in_each_language(page, view), view.say.language)


def _show_table(result: ShowResult, view: View) -> str:
    from an_sinh.pages.show import show_page
    from an_sinh.render.as_table import write_show

    return write_show(show_page(result.cards, result.at, view.say), view.screen)


def _show_markdown(result: ShowResult, view: View) -> str:
    from an_sinh.pages.show import show_page
    from an_sinh.render.as_markdown import write_show

    return write_show(show_page(result.cards, result.at, view.say))


def _show_html(result: ShowResult, view: View) -> str:
    from an_sinh.pages.web.show import show_web
    from an_sinh.render.as_html import write_show_html

    shown = {say.language: show_web(result.cards, result.at, say) for say in _each_say(view)}
    return write_show_html(shown, view.say.language)


def _show_svg(result: ShowResult, view: View) -> str:
    from an_sinh.pages.chart import picture
    from an_sinh.render.as_svg import write_svg

    return write_svg(picture(result.cards, result.at, view.say))


# --- focus, outlook ---------------------------------------------------------------------------------------------------


def _focus_page(focus: Focus, view: View) -> Page:
    from an_sinh.pages.focus import focus_page

    return focus_page(focus, view.say)


def _focus_prose(focus: Focus, view: View) -> str:
    from an_sinh.pages.focus import focus_prose

    return focus_prose(focus, view.say)


def _outlook_page(report: OutlookReport, view: View) -> Page:
    from an_sinh.pages.outlook import outlook_page

    return outlook_page(report, view.say)


def _outlook_html(report: OutlookReport, view: View) -> str:
    from an_sinh.pages.web.outlook import outlook_web
    from an_sinh.render.as_html import write_html

    return write_html(_in_each_language(partial(outlook_web, report), view), view.say.language)


# --- check, lint ------------------------------------------------------------------------------------------------------


def _check_table(verdict: Verdict, view: View) -> str:
    from an_sinh.pages.gate import gate_page
    from an_sinh.render.as_table import write_gates

    return write_gates(gate_page(verdict, view.say), view.screen)


def _check_markdown(verdict: Verdict, view: View) -> str:
    from an_sinh.pages.gate import gate_page
    from an_sinh.render.as_markdown import write_gates

    return write_gates(gate_page(verdict, view.say, view.folder))


def _check_junit(verdict: Verdict, _view: View) -> str:
    from an_sinh.pages.gate import gate_page
    from an_sinh.render.as_junit import check_junit

    return check_junit(verdict, gate_page(verdict, Say.of(ENGLISH)))


def _check_github(verdict: Verdict, view: View) -> str:
    from an_sinh.pages.gate import gate_page
    from an_sinh.render.as_github import check_github

    return check_github(verdict, gate_page(verdict, view.programs), view.folder, view.programs)


def _lint_table(result: LintResult, view: View) -> str:
    from an_sinh.pages.lint import lint_page
    from an_sinh.render.as_table import write_problems

    page = lint_page(result.problems, result.files, view.say, everything=result.everything)
    return write_problems(page, view.screen)


def _lint_github(result: LintResult, view: View) -> str:
    from an_sinh.render.as_github import lint_github

    return lint_github(result.problems, view.programs)


def _lint_gitlab(result: LintResult, view: View) -> str:
    from an_sinh.render.as_gitlab import lint_gitlab

    return lint_gitlab(result.problems, view.programs)


def _lint_sarif(result: LintResult, view: View) -> str:
    from an_sinh.render.as_sarif import lint_sarif

    return lint_sarif(result.problems, view.programs)


# --- list -------------------------------------------------------------------------------------------------------------


def _list_page(result: ListResult, view: View) -> ListPage:
    from an_sinh.pages.list import list_page

    return list_page(result.programme, result.ids, result.text, result.card, view.say)


def _list_table(result: ListResult, view: View) -> str:
    from an_sinh.render.as_table import write_list

    return write_list(_list_page(result, view), view.screen)


def _list_markdown(result: ListResult, view: View) -> str:
    from an_sinh.render.as_markdown import write_list

    return write_list(_list_page(result, view))


# --- the table --------------------------------------------------------------------------------------------------------


def _as_table(page: Callable[[Any, View], Page]) -> Writer:
    return Writer(lambda result, view: _table(page(result, view), view), for_people=True)


def _as_markdown(page: Callable[[Any, View], Page], *, for_people: bool = True) -> Writer:
    return Writer(lambda result, view: _markdown(page(result, view), view), for_people=for_people)


def _as_json(name: str) -> Writer:
    def write(result: object, view: View) -> str:
        from an_sinh.render.as_json import write_json

        return write_json(name, result, view.programs)

    return Writer(write)


def _as_csv(name: str) -> Writer:
    def write(result: object, view: View) -> str:
        from an_sinh.render.as_csv import write_rows

        return write_rows(name, result, view)

    return Writer(write)


WRITERS: Mapping[str, Mapping[str, Writer]] = {
    "score": {
        "table": _as_table(_score_page),
        "prose": Writer(_score_prose, for_people=True),
        "json": _as_json("score"),
        "csv": _as_csv("score"),
        "markdown": _as_markdown(_score_page, for_people=False),
        "html": Writer(_score_html),
        "junit": Writer(_score_junit),
        "github": Writer(_score_github),
    },
    "places": {
        "table": Writer(_places_table, for_people=True),
        "json": _as_json("places"),
        "csv": _as_csv("places"),
        "markdown": Writer(_places_markdown, for_people=True),
        "html": Writer(_places_html),
    },
    "places-diff": {
        "table": _as_table(_places_diff_page),
        "json": _as_json("places-diff"),
        "csv": _as_csv("places-diff"),
        "markdown": _as_markdown(_places_diff_page),
        "html": Writer(_places_diff_html),
    },
    "places-trend": {
        "table": _as_table(_places_trend_page),
        "json": _as_json("places-trend"),
        "csv": _as_csv("places-trend"),
        "markdown": _as_markdown(_places_trend_page),
        "html": Writer(_places_trend_html),
    },
    "places-check": {
        "table": Writer(_places_check_table, for_people=True),
        "json": _as_json("places-check"),
        "csv": _as_csv("places-check"),
        "markdown": Writer(_places_check_markdown, for_people=True),
        "html": Writer(_places_check_html),
    },
    "diff": {
        "table": _as_table(_diff_page),
        "prose": Writer(_diff_prose, for_people=True),
        "json": _as_json("diff"),
        "csv": _as_csv("diff"),
        "markdown": _as_markdown(_diff_page),
        "html": Writer(_diff_html),
    },
    "trend": {
        "table": _as_table(_trend_page),
        "json": _as_json("trend"),
        "csv": _as_csv("trend"),
        "markdown": _as_markdown(_trend_page),
        "html": Writer(_trend_html),
    },
    "show": {
        "table": Writer(_show_table, for_people=True),
        "json": _as_json("show"),
        "csv": _as_csv("show"),
        "markdown": Writer(_show_markdown, for_people=True),
        "html": Writer(_show_html),
        "svg": Writer(_show_svg),
    },
    "outlook": {
        "table": _as_table(_outlook_page),
        "json": _as_json("outlook"),
        "csv": _as_csv("outlook"),
        "markdown": _as_markdown(_outlook_page),
        "html": Writer(_outlook_html),
    },
    "focus": {
        "table": _as_table(_focus_page),
        "prose": Writer(_focus_prose, for_people=True),
        "json": _as_json("focus"),
        "csv": _as_csv("focus"),
        "markdown": _as_markdown(_focus_page),
    },
    "list": {
        "table": Writer(_list_table, for_people=True),
        "json": _as_json("list"),
        "csv": _as_csv("list"),
        "markdown": Writer(_list_markdown, for_people=True),
    },
    "check": {
        "table": Writer(_check_table, for_people=True),
        "json": _as_json("check"),
        "csv": _as_csv("check"),
        "markdown": Writer(_check_markdown, for_people=True),
        "junit": Writer(_check_junit),
        "github": Writer(_check_github),
    },
    "lint": {
        "table": Writer(_lint_table, for_people=True),
        "json": _as_json("lint"),
        "csv": _as_csv("lint"),
        "github": Writer(_lint_github),
        "gitlab": Writer(_lint_gitlab),
        "sarif": Writer(_lint_sarif),
    },
}
"""Every result by its command's name, and its formats, the default one first."""
