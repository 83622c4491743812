"""`ansinh check [YEAR]`: the gate for CI."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from an_sinh.cli.answer import Answer, answer
from an_sinh.cli.completing import complete_conditions, complete_years
from an_sinh.cli.options import (
    ENGINES,
    Data,
    EngineName,
    FactsAsked,
    FactsPath,
    Lang,
    Latest,
    Master,
    Memory,
    Output,
    Place,
    Rejects,
    Yardstick,
    Year,
    format_option,
    known_format,
    one_or_all,
)
from an_sinh.terms import Against, ExitCode, Period

if TYPE_CHECKING:
    from an_sinh.cli.dataset import RunData
    from an_sinh.judge.places import Gates, PlacesReport, PlacesVerdict
    from an_sinh.judge.scorecard import Scorecard
    from an_sinh.pages.say import Say

EXAMPLES = """\
ansinh check 2022 --min-met 85%          open: 23 of 27 are 85.2 %
ansinh check 2022 --min-met 24           closed, exit code 1
ansinh check 2022 --fail-on published    open: the published headline agrees
"""


def command(
    year: Year = None,
    data: Data = None,
    place: Place = None,
    lang: Lang = None,
    against: Yardstick = Against.ANNUAL,
    latest: Latest = False,
    min_met: Annotated[
        str | None, typer.Option(metavar="N|N%", help="At least so many, or such a share, must be met or exceeded.")
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help="A status, discrepancy, provisional, inferred, published or rollup. Repeatable.",
            autocompletion=complete_conditions,
        ),
    ] = None,
    no_regression_from: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
            help="No verdict may be worse than in that year, and none lost.",
            autocompletion=complete_years,
        ),
    ] = None,
    places: Annotated[
        bool, typer.Option("--places", help="Hold each place to the gates, and name those that fail.")
    ] = False,
    format_: Annotated[str, format_option("check", "places-check")] = "table",
    everything: Annotated[bool, typer.Option("--all", help="Every place, of however many.")] = False,
    facts: FactsPath = None,
    engine: EngineName = ENGINES[0],
    master: Master = None,
    memory: Memory = None,
    rejects: Rejects = None,
    output: Output = None,
) -> Answer:
    """Exit with 1 unless the year passes its gates. Without a gate, unless all are met or exceeded."""
    from an_sinh.cli.country import has_facts, open_for
    from an_sinh.cli.dataset import load_card, load_latest, load_report, open_data
    from an_sinh.cli.selection import as_year_if_any
    from an_sinh.cli.streams import programs_in, say_for
    from an_sinh.judge.gate import check, parse_least
    from an_sinh.judge.places import Gates, check_places
    from an_sinh.judge.places import places as judge_places
    from an_sinh.render.results import View

    known_format("places-check" if places else "check", format_)
    one_or_all(place, places=places)
    least = parse_least(min_met) if min_met is not None else None
    wanted, since_year = as_year_if_any(year), as_year_if_any(no_regression_from, "--no-regression-from")
    say = say_for(lang, data)
    conditions = _known_conditions(fail_on or ())
    asked, gates = FactsAsked(facts, engine, master, memory, rejects), Gates(least, conditions)
    opened = open_data(data, say) if places else open_for(data, say, place, asked)
    view = View(say=say, programs=programs_in(lang), folder=opened.directory.folder, everything=everything)
    if places:
        if has_facts(opened, asked, latest=latest):
            each = _of_facts(opened, asked, wanted, against, say, gates, since_year)
        else:
            judge = partial(judge_places, latest=latest)
            report = load_report(opened, wanted, against, say, judge, latest=latest)
            each = check_places(_with_year(opened, report, since_year), gates, since_year)
        code = ExitCode.ANSWERED if each.passed else ExitCode.CLOSED
        return answer("places-check", each, format_, view, output=output, code=code)
    load = load_latest if latest else load_card
    card = load(opened, wanted, against, say)
    since = load(opened, since_year, against, say, card) if since_year is not None else None
    verdict = check(card, least, conditions, since, _rollup(opened, card, conditions))
    code = ExitCode.ANSWERED if verdict.passed else ExitCode.CLOSED
    return answer("check", verdict, format_, view, output=output, code=code)


def _of_facts(
    data: RunData, asked: FactsAsked, year: Period | None, against: str, say: Say, gates: Gates, since: Period | None
) -> PlacesVerdict:
    """Every place of facts held to the gates."""
    from an_sinh.cli.country import a_whole_year, open_country, year_of_facts
    from an_sinh.engine.country import check_facts

    with open_country(data, asked, say, [year] if year is not None else ()) as facts:
        earlier = None if since is None else a_whole_year(since)
        return check_facts(facts, year_of_facts(facts, year, say), Against(against), gates, earlier)


def _with_year(data: RunData, report: PlacesReport, year: Period | None) -> PlacesReport:
    """The same report, with an earlier year of its places read besides."""
    if year is None:
        return report
    years = {year, report.year, *(report.programme.actuals if report.latest else ())}
    return replace(report, programme=data.files.programme(sorted(years), places=True))


def _rollup(data: RunData, card: Scorecard, conditions: Sequence[str]) -> Mapping[str, bool | None]:
    """Whether each figure is what the places give together, where that is asked for."""
    from an_sinh.judge.gate import Trait
    from an_sinh.judge.places import agreements, roll_up

    if Trait.ROLLUP not in conditions or data.files.of is not None:
        return {}
    return agreements(roll_up(data.files.programme([card.year], places=True), card.year))


def _known_conditions(asked: Sequence[str]) -> Sequence[str]:
    """What `--fail-on` asks for; UsageFault for what can't close a gate."""
    from an_sinh.errors import DidYouMean, UsageFault
    from an_sinh.judge.gate import FAIL_ON
    from an_sinh.text import quoted

    for word in asked:
        if word not in FAIL_ON:
            remedy = DidYouMean(word, FAIL_ON)
            raise UsageFault("--fail-on: {text} is nothing that can close a gate", remedy, text=quoted(word))
    return asked
