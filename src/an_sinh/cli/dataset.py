"""The data of a run: found and opened once, read as far as needed, their warnings told on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from an_sinh.cli.locate import DataDirectory, find_data
from an_sinh.cli.streams import tell
from an_sinh.errors import Complaint, DataError, Problem
from an_sinh.judge.answer import Answer, answer
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.pages.say import Say
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme
from an_sinh.terms import Against, Month, Period, in_time, year_of
from an_sinh.text import quoted, visible
from an_sinh.values import dataclass

if TYPE_CHECKING:
    from an_sinh.judge.places import PlacesReport
    from an_sinh.judge.scale import Scale
    from an_sinh.programme.revisions import RevisionFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class RunData:
    """A data directory, and what has been read of it: each file once, whatever is asked of it."""

    directory: DataDirectory
    files: DataSet


def open_data(asked: Path | None, say: Say, place: str | None = None) -> RunData:
    """The data asked for, or at hand, a place's own where one is named; a word on stderr tells of the packaged copy."""
    directory = find_data(asked)
    if directory.packaged:
        tell(say.text("no data directory here: using the copy of Hanoi's Programme 08 that comes with ansinh"))
    return open_directory(directory, place)


def own_directory(asked: Path | None) -> DataDirectory:
    """The directory that a command writes to, which is not opened yet; the packaged copy is none."""
    directory = find_data(asked)
    if directory.packaged:
        raise _not_written_to()
    return directory


def _not_written_to() -> Complaint:
    return Complaint(
        "the data inside the package are not written to", "start your own with ansinh init, or name it with --data"
    )


def open_own_data(asked: Path | None, say: Say, place: str | None = None) -> RunData:
    """As `open_data`, for a command that writes: the packaged copy is not written to."""
    data = open_data(asked, say, place)
    if data.directory.packaged:
        raise _not_written_to()
    return data


def open_directory(directory: DataDirectory, place: str | None = None) -> RunData:
    """A directory's targets read; the years follow as they are needed."""
    files = DataSet(directory.path, directory.shown)
    return RunData(directory=directory, files=files if place is None else files.at(place))


def at_revision(data: RunData, revision: str, open_ones: ExitStack, say: Say) -> tuple[RunData, RevisionFiles]:
    """The same data as they were at a git revision, and their files; a word on stderr where they stood elsewhere."""
    from an_sinh.programme.revisions import NOWHERE, open_revision

    files = open_ones.enter_context(open_revision(data.directory.path, revision, data.directory.shown))
    if files.moved_from is not None:
        where = visible(files.moved_from)
        tell(say.text("in {revision} the data stood in {folder}", revision=visible(revision), folder=where))
    then = DataSet(NOWHERE, files.shown, files)
    own = then if data.files.of is None else then.at(data.files.of)
    return RunData(directory=replace(data.directory, shown=files.shown), files=own), files


def load_card(
    data: RunData, year: Period | None, against: str | None, say: Say, beside: Scorecard | None = None
) -> Scorecard:
    """The scorecard of a year; without one, of the latest in which at least half is judged, told on stderr.

    Without a yardstick by the year's plan; a part of a year in which that judges nothing by the term's, told too.

    Warnings that the other side of a comparison, `beside`, has brought already are not told again.
    """
    if against is None:
        return _by_what_judges(data, year, say)
    told = beside.programme.warnings if beside else ()
    if year is not None:
        card = score(data.files.programme([year]), year, against)
        warn(card.programme, say, told)
        return card
    found = answer(_latest_first(data, against))
    if found is None:
        data.files.programme([])  # a fault in the targets is told first
        raise Complaint(
            "there is no file of actuals in {folder}",
            "add one, such as actuals/2022.yaml",
            folder=quoted(data.directory.shown),
        )
    card = found.card
    if found.passed_over:  # found among others, whose warnings are none of its own
        card = score(data.files.programme([card.year]), card.year, against)
    warn(card.programme, say, told)
    tell(_why_this_year(found, say))
    return card


def load_latest(
    data: RunData, year: Period | None, against: str, say: Say, beside: Scorecard | None = None
) -> Scorecard:
    """As `load_card`, of the latest figures up to a year; without one, up to the last that has a file."""
    from an_sinh.judge.latest import score_latest, whole_year

    asked = whole_year(year) if year is not None else _last_year(data)
    card = score_latest(data.files.programme([each for each in data.files.there if each <= asked]), asked, against)
    warn(card.programme, say, beside.programme.warnings if beside else ())
    if year is None:
        named = say.counting(card.programme.year_starts).year(asked)
        tell(say.text("no year named: the latest figures up to {year}", year=named))
    return card


def _last_year(data: RunData) -> int:
    """The last year of the programme's span that has a file; the last of the span where none has."""
    first, last = data.files.programme([]).years
    return max((year for year in data.files.there if first <= year <= last), default=last)


def _by_what_judges(data: RunData, year: Period | None, say: Say) -> Scorecard:
    card = load_card(data, year, Against.ANNUAL, say)
    if not card.is_so_far or card.tally.judged or card.published:
        return card
    by_term = score(data.files.programme([card.year]), card.year, Against.TERM)
    if not by_term.tally.judged and not by_term.published:
        return card
    tell(say.text("the year's plan judges nothing yet: by the end-of-term targets, as --against term"))
    return by_term


def _latest_first(data: RunData, against: str) -> Iterator[Scorecard]:
    """The years of the programme's span, the latest first, read when they are asked for: one, then two, then four.

    To lay out the programme costs as much as it has years, so it is not done anew for each of them.
    """
    years, at, size = tuple(reversed(data.files.there)), 0, 1
    while at < len(years):
        yield from _cards_of(data, years[at : at + size], against)
        at, size = at + size, 2 * size


def _cards_of(data: RunData, years: Sequence[int], against: str) -> Iterator[Scorecard]:
    """The scorecards of some years; a fault in one of them is none of those before it, which may answer already."""
    try:
        programme = data.files.programme(years)
    except DataError:
        if len(years) == 1:
            raise
        half = len(years) // 2
        yield from _cards_of(data, years[:half], against)
        yield from _cards_of(data, years[half:], against)
        return
    first, last = programme.years
    yield from (score(programme, year, against) for year in years if first <= year <= last)


def _why_this_year(found: Answer, say: Say) -> str:
    """Which year was taken and why, and how much of each later one is judged."""
    say = say.counting(found.card.programme.year_starts)
    year = say.year(found.card.year)
    if found.is_half_judged:
        told = say.text("no year named: {year}, the latest in which at least half is judged", year=year)
    elif found.card.tally.judged:
        told = say.text("no year named: {year}, the latest in which anything is judged", year=year)
    else:
        told = say.text("no year named: {year}, the latest there is; nothing is judged in any year", year=year)
    later = [
        say.text("{n} of {total} in {year}", n=card.tally.judged, total=card.tally.total, year=say.year(card.year))
        for card in reversed(found.passed_over)
    ]
    return told + say.text("; judged later: {years}", years=", ".join(later)) if later else told


def _years_up_to(data: RunData, year: Period) -> list[Period]:
    """The years in which anybody has figures, up to one that is asked for."""
    from an_sinh.judge.latest import whole_year

    last = whole_year(year)
    return [each for each in data.files.place_set().years_there() if each <= last]


def _last_first(files: DataSet, span: tuple[int, int], *, months: bool) -> list[Period]:
    """The years of a span in which places have figures, the latest first; if wanted, months where no year has any."""
    own = files.place_set()
    there: tuple[Period, ...] = own.years_there() or (own.months_there() if months else ())
    return [each for each in reversed(there) if span[0] <= year_of(each, files.starts) <= span[1]]


def load_report(
    data: RunData,
    year: Period | None,
    against: str,
    say: Say,
    judge: Callable[[Programme, Period, str], PlacesReport],
    *,
    latest: bool = False,
) -> PlacesReport:
    """The places of a year; without one, of the latest in which anything is judged in any of them, told on stderr.

    `latest` reads the years before it too.
    """
    first, last = data.files.programme([]).years
    there = _last_first(data.files, (first, last), months=not latest)
    found: PlacesReport | None = None
    for each in (there or [last]) if year is None else [year]:
        years = (latest and _years_up_to(data, each)) or [each]
        report = judge(data.files.programme(years, places=True), each, against)
        found = found or report
        if any(place.tally.judged for place in report.places):
            found = report
            break
    assert found is not None
    warn(found.programme, say)
    if year is None:
        named = say.counting(found.programme.year_starts).year(found.year)
        tell(say.text("no year named: {year}, the latest in which anything is judged", year=named))
    return found


def load_all(data: RunData, say: Say, months: Iterable[Month] | None = ()) -> Programme:
    """The programme with every year that has a file, and with these parts of years, all of them if None.

    Complaint where there is no file at all.
    """
    files = data.files
    programme = files.programme([*files.there, *(files.months if months is None or not files.there else months)])
    warn(programme, say)
    if not scored_periods(programme):
        raise Complaint(
            "there is no file of actuals in {folder}",
            "add one, such as actuals/2022.yaml",
            folder=quoted(data.directory.shown),
        )
    return programme


def warn(programme: Programme, say: Say, told: Sequence[Problem] = ()) -> None:
    """Tell what the data deserve a word for, though they can be used."""
    for problem in programme.warnings:
        if problem in told:
            continue
        tell(say.text("warning") + ": " + problem.describe(say))


def known_sizes(files: DataSet, year: Period) -> Mapping[str, Scale]:
    """What is known of the sizes of a year's figures, by its targets and the year before, where that can be read."""
    from an_sinh.judge.scale import scales
    from an_sinh.judge.scorecard import a_year_before

    before = [each for each in (a_year_before(year),) if files.has(each)]
    with suppress(DataError):
        files.programme(before)  # read here once, for whoever asks next
    if not files.has(year):  # a year to come has no file yet
        files = files.with_empty_year(year)
    for years in ([*before, year], [year]):
        with suppress(DataError):
            return scales(score(files.programme(years), year))
    return {}


def scored_years(programme: Programme) -> list[int]:
    """The years of the programme's span that were read."""
    first, last = programme.years
    return [year for year in programme.actuals if first <= year <= last]


def scored_periods(programme: Programme) -> list[Period]:
    """The years of the programme's span that were read, each behind the parts of it that were."""
    first, last = programme.years
    months = [month for month in programme.months if first <= programme.year_of(month) <= last]
    return sorted((*scored_years(programme), *months), key=lambda each: in_time(each, programme.year_starts))


def all_cards(programme: Programme, against: str, periods: Iterable[Period] | None = None) -> list[Scorecard]:
    """A scorecard for each of some years; for each year that can be scored where none are named."""
    return [score(programme, each, against) for each in (scored_years(programme) if periods is None else periods)]
