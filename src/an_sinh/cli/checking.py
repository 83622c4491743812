"""From the options of `ansinh check` to its page and exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from an_sinh.cli.page import Page
from an_sinh.cli.scoring import as_year, load_card, open_data
from an_sinh.cli.streams import language_of
from an_sinh.complaints import Said
from an_sinh.errors import UsageFault
from an_sinh.judge.gate import FAIL_ON, Verdict, check, parse_least
from an_sinh.render.screen import Screen
from an_sinh.terms import ExitCode, Language
from an_sinh.text import nearest, quoted


def check_page(
    year: str | None,
    data: Path | None,
    lang: str | None,
    against: str,
    min_met: str | None,
    fail_on: Sequence[str],
    no_regression_from: str | None,
    format_: str,
    output: Path | None,
) -> Page:
    """The page of `ansinh check`; its exit code says whether the gate is open."""
    least = parse_least(min_met) if min_met is not None else None
    wanted, since_year = as_year(year), as_year(no_regression_from, "--no-regression-from")
    language = language_of((), lang)
    directory = open_data(data, language)
    card = load_card(directory, wanted, against, language)
    since = load_card(directory, since_year, against, language, card) if since_year is not None else None
    verdict = check(card, least, known_conditions(fail_on), since)
    return Page(
        write=_writer(format_, verdict, directory.folder, language, lang or Language.EN),
        for_people=format_ in ("table", "markdown"),
        output=output,
        code=ExitCode.ANSWERED if verdict.passed else ExitCode.CLOSED,
    )


def known_conditions(asked: Sequence[str]) -> Sequence[str]:
    """What `--fail-on` asks for; UsageFault for what can't close a gate."""
    for word in asked:
        if word not in FAIL_ON:
            near = nearest(word, FAIL_ON)
            remedy = Said("did_you_mean", near) if near else Said("known_are", FAIL_ON)
            raise UsageFault("unknown_fail_on", text=quoted(word), remedy=remedy)
    return asked


def _writer(
    format_: str, verdict: Verdict, folder: str | None, language: str, machine_language: str
) -> Callable[[Screen], str]:
    match format_:
        case "json":
            from an_sinh.render.as_json import check_json

            return lambda _screen: check_json(verdict)
        case "csv":
            from an_sinh.render.as_csv_years import check_csv

            return lambda _screen: check_csv(verdict)
        case _:
            return _dressed(format_, verdict, folder, language, machine_language)


def _dressed(
    format_: str, verdict: Verdict, folder: str | None, language: str, machine_language: str
) -> Callable[[Screen], str]:
    """The formats that say a gate in words."""
    from an_sinh.pages.gate import gate_sheet

    match format_:
        case "junit":
            from an_sinh.render.as_junit import check_junit

            return lambda _screen: check_junit(verdict, gate_sheet(verdict, Language.EN))
        case "github":
            from an_sinh.render.as_github import check_github

            told = gate_sheet(verdict, machine_language)
            return lambda _screen: check_github(verdict, told, folder, machine_language)
        case "markdown":
            from an_sinh.render import as_markdown

            return lambda _screen: as_markdown.write_gates(gate_sheet(verdict, language))
        case _:
            from an_sinh.render import as_table

            return lambda screen: as_table.write_gates(gate_sheet(verdict, language), screen)
