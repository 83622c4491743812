"""A part of a year: never prorated, open until the year's own file, and apart from every year."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh import diff, load, outlook, places, score
from an_sinh.cli.completing import complete_years
from an_sinh.errors import Complaint, DataError, UsageFault
from an_sinh.judge.focus import focus
from an_sinh.judge.outlook import OutlookReport, Prospect
from an_sinh.judge.rules import classify, edges, so_far
from an_sinh.judge.scorecard import Line
from an_sinh.programme.model import Programme, Target
from an_sinh.terms import Basis, Direction, Month, Outlook, Period, Reason, Status, in_time, with_parts_of_the_latest
from tests.conftest import HANOI, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Quick

HEAD = "programme: {id: P, name: P, years: [2021, 2025]%s}\ngroups: {g: G}\nindicators:\n"


def folder(at: Path, indicators: str, files: Mapping[str, str], head: str = "") -> Path:
    """A data directory: the indicators' lines, and the entries of each file by the name that it says."""
    (at / "actuals").mkdir(parents=True, exist_ok=True)
    (at / "targets.yaml").write_text(HEAD % head + indicators, "utf-8")
    for name, entries in files.items():
        (at / "actuals" / f"{name}.yaml").write_text(f"year: {name}\nactuals: {entries}\n", "utf-8")
    return at


def judged(at: Path, written: str, files: Mapping[str, str], period: str = "2022-06", against: str = "annual") -> Line:
    """The one line of a part of a year, with its status, whether it is final and why it is open."""
    found = load(folder(at, f"  a: {{name: A, group: g, {written}}}\n", files))
    (line,) = score(found, period, against).lines
    return line


JUNE = {"2022-06": "{a: %s}"}


@pytest.mark.parametrize(
    ("written", "figure", "status", "provisional"),
    [
        pytest.param("better: higher, targets: {2022: 100}", "99.99", "unscored", False, id="not-reached-is-open"),
        pytest.param("better: higher, targets: {2022: 100}", "100", "met", True, id="reached-on-the-dot-so-far"),
        pytest.param("better: higher, targets: {2022: 100}", "101", "exceeded", True, id="exceeded-so-far"),
        pytest.param("better: lower, targets: {2022: 3}", "3", "met", True, id="a-level-under-its-ceiling"),
        pytest.param("better: lower, targets: {2022: 3}", "3.1", "unscored", False, id="a-level-over-it-is-open"),
        pytest.param("better: within, targets: {2022: {from: 1, to: 2}}", "2", "met", True, id="in-the-band"),
        pytest.param("better: within, targets: {2022: {from: 1, to: 2}}", "3", "unscored", False, id="out-of-it"),
        pytest.param(
            "within_year: adds, better: higher, targets: {2022: 100}", "58", "unscored", False, id="builds-up"
        ),
        pytest.param("within_year: adds, better: higher, targets: {2022: 100}", "100", "met", False, id="met-for-good"),
        pytest.param("within_year: adds, better: lower, targets: {2022: 100}", "100", "unscored", False, id="at-it"),
        pytest.param("within_year: adds, better: lower, targets: {2022: 100}", "101", "unmet", False, id="past-it"),
        pytest.param(
            "within_year: adds, better: lower, targets: {2022: {under: 100}}", "100", "unmet", False, id="its-bound"
        ),
        pytest.param(
            "within_year: adds, better: within, targets: {2022: {from: 1, to: 2}}",
            "3",
            "unmet",
            False,
            id="past-a-band",
        ),
        pytest.param(
            "within_year: adds, better: within, targets: {2022: {from: 1, to: 2}}", "2", "met", True, id="in-a-band"
        ),
        pytest.param("targets: {2022: true}", "false", "unscored", False, id="not-done-yet"),
        pytest.param("targets: {2022: true}", "true", "met", False, id="done-is-done"),
        pytest.param("better: higher, targets: {2022: 100, 2022-06: 60}", "59", "unmet", False, id="its-own-target"),
        pytest.param("better: higher, targets: {2022: 100, 2022-06: 60}", "60", "met", False, id="its-own-on-the-dot"),
        pytest.param("better: higher, every: 100", "99", "unscored", False, id="every-is-of-years"),
        pytest.param("better: higher", "99", "unscored", False, id="no-target"),
    ],
)
def test_a_month_is_judged_by_its_own_target_else_so_far(
    tmp_path: Path, written: str, figure: str, status: str, provisional: bool
) -> None:
    line = judged(tmp_path, written, {"2022-06": f"{{a: {figure}}}"})
    assert (line.status.value, line.provisional) == (status, provisional)
    if status == "unscored":
        assert line.reason is (Reason.YEAR_OPEN if "2022" in written or "every" in written else Reason.NO_TARGET)
        assert line.basis is Basis.NONE
    else:
        assert line.basis is Basis.COMPUTED


@pytest.mark.parametrize(
    ("written", "figure", "share"),
    [
        ("better: higher, targets: {2022: 160000}", "93000", "58.125"),
        ("better: higher, targets: {2022: 3}", "2.9999999999999999", "99.9999999999999966"),
        ("better: lower, targets: {2022: 3}", "4", "75"),
        ("within_year: adds, better: lower, targets: {2022: 100}", "58", "58"),
        ("within_year: adds, better: higher, targets: {2022: 100}", "0", "0"),
        ("better: within, targets: {2022: {from: 1, to: 2}}", "3", None),
        ("better: higher, targets: {2022: 100}", "100", None),
    ],
)
def test_what_is_open_says_how_much_of_the_years_plan_is_there(
    tmp_path: Path, written: str, figure: str, share: str | None
) -> None:
    found = judged(tmp_path, written, {"2022-06": f"{{a: {figure}}}"}).year_share_percent
    assert (None if found is None else str(found)[:19]) == share
    assert found is None or found < 100


def test_against_the_term_it_is_the_same(tmp_path: Path) -> None:
    written = "better: higher, targets: {2022: 5, 2022-06: 1, term: 10}"
    assert judged(tmp_path, written, {"2022-06": "{a: 9}"}, against="term").reason is Reason.YEAR_OPEN
    assert judged(tmp_path, written, {"2022-06": "{a: 10}"}, against="term").status is Status.MET


@pytest.mark.parametrize(
    ("entry", "status", "basis"),
    [
        ("{reported: met}", Status.MET, Basis.REPORTED),
        ("{reported: unmet, inferred: true}", Status.UNMET, Basis.INFERRED),
        ("{value: 9, reported: unmet}", Status.UNMET, Basis.REPORTED),
        ("{value: 10, reported: unmet}", Status.MET, Basis.COMPUTED),
    ],
)
def test_what_figures_leave_open_the_authority_may_say(
    tmp_path: Path, entry: str, status: Status, basis: Basis
) -> None:
    line = judged(tmp_path, "better: higher, targets: {2022: 10}", {"2022-06": f"{{a: {entry}}}"})
    assert (line.status, line.basis) == (status, basis)
    assert line.discrepancy is ("10," in entry)


def test_a_change_of_the_year_counts_from_the_year_before_and_one_of_a_month_from_the_same_month(
    tmp_path: Path,
) -> None:
    written = "better: higher, targets: {2022: {change_percent: 10}, 2022-06: {change: 5}, 2022-09: {change: 5}}"
    files = {"2021": "{a: 100}", "2021-06": "{a: 50}", "2022-06": "{a: 54}", "2022-03": "{a: 110}", "2022-09": "{a: 1}"}
    march, june, autumn = (judged(tmp_path, written, files, f"2022-{at}") for at in ("03", "06", "09"))
    assert (march.status, march.target and march.target.near) == (Status.MET, Decimal(110))
    assert (june.status, june.target and june.target.near) == (Status.UNMET, Decimal(55))
    assert autumn.reason is Reason.NO_PREVIOUS_YEAR


def test_a_sum_is_that_of_the_years_before_and_of_what_this_one_has_brought(tmp_path: Path) -> None:
    written = "better: higher, cumulative: true, targets: {2023: 30}"
    files = {"2021": "{a: 10}", "2022": "{a: 10}", "2023-06": "{a: 9}", "2023-09": "{a: 10}", "2023": "{a: 99}"}
    assert judged(tmp_path, written, files, "2023-06").actual == 29
    assert judged(tmp_path, written, files, "2023-06").reason is Reason.YEAR_OPEN
    september = judged(tmp_path, written, files, "2023-09")
    assert (september.status, september.provisional) == (Status.MET, False)
    assert judged(tmp_path, written, {**files, "2022": "{}"}, "2023-06").reason is Reason.GAP_IN_YEARS


# --- apart from the years ---------------------------------------------------------------------------------------------

MANY = """\
  level: {name: L, group: g, better: higher, targets: {2022: 5, 2023: {change: 1}, term: 9}}
  sum: {name: S, group: g, better: higher, cumulative: true, targets: {2022: 20, 2023: 30}}
  fires: {name: F, group: g, better: lower, within_year: adds, targets: {2022: 5, 2023: {change_percent: -10}}}
"""
YEARS = {"2021": "{level: 4, sum: 9, fires: 5}", "2022": "{level: 6, sum: 9, fires: 6}", "2023": "{level: 8, sum: 9}"}
MONTHS = {f"{year}-{month:02}": "{level: 99, sum: 99, fires: 99}" for year in (2021, 2022, 2023) for month in (6, 12)}


@pytest.mark.parametrize("against", ["annual", "term"])
def test_months_change_no_years_score(tmp_path: Path, against: str) -> None:
    without = load(folder(tmp_path / "without", MANY, YEARS))
    beside = load(folder(tmp_path / "beside", MANY, YEARS | MONTHS))
    for year in (2021, 2022, 2023):
        old, new = score(without, year, against), score(beside, year, against)
        assert old.tally == new.tally
        assert not diff(old, new).differs
        assert beside.actuals.keys() == without.actuals.keys()


def test_a_year_is_read_without_its_months(tmp_path: Path) -> None:
    at = folder(tmp_path, MANY, YEARS | MONTHS)
    (at / "actuals" / "2022-06.yaml").write_text("year: 2022-06\nactuals: {nonsense: 1}\n", "utf-8")
    assert load(at, [2022]).months == {}
    assert set(load(at, ["2022-12"]).months) == {Month(2022, 12)}
    with pytest.raises(DataError, match="nonsense"):
        load(at, ["2022-06"])


@given(
    better=st.sampled_from([Direction.HIGHER, Direction.LOWER]),
    adds=st.booleans(),
    bar=st.integers(1, 9),
    figures=st.tuples(st.integers(0, 12), st.integers(0, 12)),
)
def test_a_better_figure_is_never_worse_and_no_verdict_contradicts_the_years(
    better: Direction, adds: bool, bar: int, figures: tuple[int, int]
) -> None:
    held = edges(Target(value=Decimal(bar)), better)
    assert not isinstance(held, Reason)
    ranks = {Status.UNMET: 0, Status.UNSCORED: 1, Status.MET: 2, Status.EXCEEDED: 3}
    worse, good = sorted(figures, reverse=better is Direction.LOWER)
    found = [so_far(held, Decimal(each), classify(held, Decimal(each)), adds=adds) for each in (worse, good)]
    assert ranks[found[0][0]] <= ranks[found[1][0]]
    for each, (status, _) in zip((worse, good), found, strict=True):
        assert status in (classify(held, Decimal(each)), Status.UNSCORED)


# --- what it is held against ------------------------------------------------------------------------------------------


def test_the_same_month_a_year_apart_and_a_month_beside_a_year(tmp_path: Path) -> None:
    found = load(folder(tmp_path, MANY, YEARS | {"2022-06": "{level: 5, fires: 2}", "2023-06": "{level: 6, fires: 3}"}))
    moved = {each.id: each for each in diff(score(found, "2022-06"), score(found, "2023-06")).lines}
    assert (moved["level"].movement, moved["fires"].movement) == ("better", "worse")
    beside = {each.id: each for each in diff(score(found, "2022-06"), score(found, 2022)).lines}
    assert (beside["level"].movement, beside["fires"].movement) == ("better", None)


def test_what_is_open_is_carried_to_the_years_own_target(tmp_path: Path) -> None:
    found = load(folder(tmp_path, MANY, YEARS | {"2022-06": "{level: 4, fires: 6}"}))
    (_, members), *_ = focus(found, "2022-06").leads
    told = {each.line.id: (each.next_year, each.needed) for each in members}
    assert told["level"] == (2022, Decimal(1))
    assert told["fires"][0] == 2023


def test_places_have_months_too(tmp_path: Path) -> None:
    at = folder(tmp_path, MANY, YEARS)
    (at / "places.yaml").write_text("x: {name: X}\ny: {name: Y}\n", "utf-8")
    (at / "actuals" / "2022-06").mkdir()
    (at / "actuals" / "2022-06" / "x.yaml").write_text("year: 2022-06\nactuals: {level: 5}\n", "utf-8")
    (at / "actuals" / "2022-06" / "many.csv").write_text("place,indicator,value\ny,level,4\n", "utf-8")
    found = places(load(at), "2022-06")
    assert [each.tally.met_or_exceeded for each in found.places] == [1, 0]
    assert [each.gave_figures for each in places(load(at, [2022]), 2022).places] == [False, False]


# --- which year it is of ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "year"), [("2022-03", 2021), ("2022-04", 2022), ("2023-02", 2022), ("2023-03", 2022)]
)
def test_a_month_is_of_the_fiscal_year_that_it_lies_in(tmp_path: Path, month: str, year: int) -> None:
    at = folder(
        tmp_path,
        "  a: {name: A, group: g, better: higher, targets: {2021: 1, 2022: 2}}\n",
        {month: "{a: 1}"},
        ", year_starts: 4",
    )
    card = score(load(at), month)
    assert card.whole_year == year
    assert card.lines[0].status is (Status.MET if year == 2021 else Status.UNSCORED)


def test_in_time_a_year_comes_behind_its_parts() -> None:
    each: list[Period] = [2022, Month(2022, 3), Month(2023, 2), 2021, Month(2022, 12)]
    assert [str(one) for one in sorted(each, key=in_time)] == ["2021", "2022-03", "2022-12", "2022", "2023-02"]
    fiscal = sorted(each, key=lambda one: in_time(one, 4))
    assert [str(one) for one in fiscal] == ["2022-03", "2021", "2022-12", "2023-02", "2022"]
    assert [str(one) for one in with_parts_of_the_latest(each)] == ["2021", "2022", "2023-02"]


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("2022-6", "did you mean 2022-06?"),
        ("2022-13", "there is no month 13"),
        ("2022-00", "there is no month 00"),
        ("2022-Q2", "did you mean 2022-06?"),
        ("2022-H1", "did you mean 2022-06?"),
        ("06/2022", "did you mean 2022-06?"),
        ("2022-06-30", "did you mean 2022-06?"),
        ("2022/23", "did you mean 2022?"),
        ("2022/24", "2022 is followed by 2023"),
        ("2019-06", "outside the programme's years"),
    ],
)
def test_a_slip_of_a_month_is_named(tmp_path: Path, key: str, told: str) -> None:
    at = folder(tmp_path, f"  a: {{name: A, group: g, better: higher, targets: {{{key}: 1}}}}\n", {})
    with pytest.raises(DataError, match=r"targets\.yaml") as caught:
        load(at)
    assert told in str(caught.value)
    if key != "2019-06":
        with pytest.raises(UsageFault, match=r"month|mean|followed"):
            load(at, [key])


def test_a_month_twice_however_it_is_spelled(tmp_path: Path) -> None:
    targets = 'targets: {2022-06: 1, "2022-06": 2}'
    with pytest.raises(DataError, match="duplicate-key"):
        load(folder(tmp_path, f"  a: {{name: A, group: g, better: higher, {targets}}}\n", {}))


@pytest.mark.parametrize("said", ["2022", "2022-07", "2021-06"])
def test_the_file_is_named_by_its_month(tmp_path: Path, said: str) -> None:
    at = folder(tmp_path, MANY, {})
    (at / "actuals" / "2022-06.yaml").write_text(f"year: {said}\nactuals: {{}}\n", "utf-8")
    with pytest.raises(DataError, match=r"named 2022-06\.yaml"):
        load(at)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("targets: {2022: true}, within_year: adds", "a milestone can't be added up within a year"),
        ("better: higher, cumulative: true, within_year: level", "adds up within a year too"),
        ("better: higher, within_year: sums", "is not one of level or adds"),
    ],
)
def test_within_year_must_make_sense(tmp_path: Path, written: str, told: str) -> None:
    with pytest.raises(DataError) as caught:
        load(folder(tmp_path, f"  a: {{name: A, group: g, {written}}}\n", {}))
    assert told in str(caught.value)


def test_a_month_that_was_not_read_and_one_outside_the_span(tmp_path: Path) -> None:
    found: Programme = load(folder(tmp_path, MANY, YEARS))
    with pytest.raises(Complaint, match="2022-06 were not read"):
        score(found, "2022-06")
    with pytest.raises(Complaint, match="2019-06 is not one of the programme's years"):
        score(found, "2019-06")


# --- the way to the end of the term -----------------------------------------------------------------------------------

WAY = "  a: {name: A, group: g, better: higher, baseline: {year: 2020, value: 10}, targets: {term: 20}%s}\n"


def seen(at: Path, files: Mapping[str, str], period: str | int, more: str = "") -> Prospect:
    """The one line of an outlook by the straight line."""
    (line,) = outlook(load(folder(at, WAY % more, files, ", outlook: {method: linear}")), period).lines
    return line


def test_a_level_of_a_month_is_the_latest_figure_in_its_time(tmp_path: Path) -> None:
    files = {"2021": "{a: 12}", "2022-06": "{a: 13}", "2022": "{a: 99}"}
    found = seen(tmp_path, files, "2022-06")
    # 3 in 18 months, of 10 in 60: 3/18 over 10/60
    assert (found.ratio, found.outlook) == (Decimal(1), Outlook.ON_TRACK)
    assert found.projection == 20
    assert found.required_pace == 2
    assert found.actual is not None
    assert (str(found.actual.period), found.actual.time) == ("2022-06", 12 * 2022 + 6)


def test_a_december_is_as_its_year(tmp_path: Path) -> None:
    files = {"2021": "{a: 12}", "2022-12": "{a: 13.3}", "2022": "{a: 13.3}"}
    december, year = (seen(tmp_path, files, each) for each in ("2022-12", 2022))
    assert (december.ratio, december.projection, december.required_pace) == (
        year.ratio,
        year.projection,
        year.required_pace,
    )


@pytest.mark.parametrize("more", [", within_year: adds", ", cumulative: true"])
def test_what_builds_up_is_no_figure_of_its_year_yet(tmp_path: Path, more: str) -> None:
    found = seen(tmp_path, {"2021": "{a: 12}", "2022-06": "{a: 13}"}, "2022-06", more)
    assert found.actual is not None
    assert found.actual.period == 2021


def test_no_month_enters_the_outlook_of_a_year(tmp_path: Path) -> None:
    years = {"2021": "{a: 12}", "2022": "{a: 13}"}
    months = {f"{year}-06": "{a: {value: 99, reported: {outlook: behind}}}" for year in (2021, 2022)}
    assert seen(tmp_path / "a", years, 2022) == seen(tmp_path / "b", years | months, 2022)


def test_the_target_of_the_year_itself_is_next_on_the_way(tmp_path: Path) -> None:
    found = load(
        folder(
            tmp_path,
            "  a: {name: A, group: g, better: higher, targets: {2022: 15, term: 20}}\n",
            {"2021": "{a: 10}", "2022-06": "{a: 11}"},
        )
    )
    (line,) = outlook(found, "2022-06").lines
    assert line.next_target is not None
    assert line.next_target.year == 2022


SAID = """\
  a: {name: A, group: g, better: higher, baseline: {year: 2020, value: 10}, targets: {term: 20}}
  b: {name: B, group: g, better: higher, targets: {term: 20}}
  c: {name: C, group: g, better: higher, targets: {term: 20}}
  d: {name: D, group: g, better: higher, targets: {term: 20}}
"""
PRINTED = "{against: term, met_or_exceeded: 1, total: 4, on_track: %s, behind: %s}"


def the_way(at: Path, entries: str, printed: str = "") -> OutlookReport:
    (folder(at, SAID, {}) / "actuals" / "2022-06.yaml").write_text(
        f"year: 2022-06\npublished: [{printed}]\nactuals: {entries}\n", "utf-8"
    )
    return outlook(load(at), "2022-06")


def test_the_authoritys_word_stands_where_nothing_can_be_computed(tmp_path: Path) -> None:
    found = the_way(
        tmp_path,
        "{a: {value: 10.5, reported: {outlook: on-track}}, b: {reported: {outlook: far-behind}}, "
        "c: {value: 9, reported: {term: unmet, outlook: on-track}, inferred: true}}",
    )
    assert [(line.outlook, line.basis, line.differs) for line in found.lines] == [
        (Outlook.FAR_BEHIND, Basis.COMPUTED, True),
        (Outlook.FAR_BEHIND, Basis.REPORTED, False),
        (Outlook.ON_TRACK, Basis.REPORTED, False),
        (Outlook.UNSCORED, Basis.NONE, False),
    ]
    assert found.lines[1].reason is None


@pytest.mark.parametrize(
    ("printed", "agrees"),
    [((1, 1), None), ((1, 2), None), ((2, 2), False), ((0, 1), False), ((1, 0), False)],
)
def test_what_was_printed_of_the_way_is_held_against_what_is_found(
    tmp_path: Path, printed: tuple[int, int], agrees: bool | None
) -> None:
    entries = "{a: 20, b: {reported: {outlook: behind}}, c: {reported: {outlook: on-track}}}"
    (found,) = the_way(tmp_path, entries, PRINTED % printed).published
    expected = True if printed == (1, 1) else agrees
    assert found.agrees is expected


@pytest.mark.parametrize(
    ("published", "entries", "told"),
    [
        ("{met: 1, on_track: 1}", "{}", "speak of the end of the term"),
        ("{against: term, met: 1}", "{a: {reported: {term: met, outlook: behind}}}", "and yet 'behind'"),
        ("{against: term, met: 1}", "{a: {reported: {outlook: reached}}}", "'reached' is not one of"),
    ],
)
def test_a_word_on_the_way_that_makes_no_sense(tmp_path: Path, published: str, entries: str, told: str) -> None:
    with pytest.raises(DataError) as caught:
        the_way(tmp_path, entries, published)
    assert told in str(caught.value)


def test_programme_08_in_june_2023(quick: Quick) -> None:
    run = quick("score", "2023-06", "--data", str(ROOT / "data"))
    assert "14/27 met so far, 13 open (9 on track, 3 behind)" in run.stdout
    assert "can be neither confirmed nor denied" in run.stdout
    assert "--against term" in run.stderr
    found = outlook(load(HANOI), "2023-06")
    said = [line.id for line in found.lines if line.basis is Basis.REPORTED or line.reported]
    assert len(said) == 8
    assert score(load(HANOI), 2023, "term").tally == score(load(HANOI, [2023]), 2023, "term").tally


# --- the command line -------------------------------------------------------------------------------------------------

CLI = """\
  jobs: {name: Jobs, group: g, unit: persons, better: higher, within_year: adds, targets: {2021: 9, 2022: 160000}}
  rate: {name: Rate, group: g, unit: "%", better: higher, targets: {2022-06: 90, 2022: 92, 2023: 93}}
"""
COMMANDS = [
    *(
        f"score 2022-06 --format {each}"
        for each in ("table", "prose", "json", "csv", "markdown", "html", "junit", "github")
    ),
    *(f"diff 2021-06 2022-06 --format {each}" for each in ("table", "prose", "json", "csv", "markdown", "html")),
    *(f"trend --format {each}" for each in ("table", "json", "csv", "markdown", "html")),
    *(f"show rate --format {each}" for each in ("table", "json", "csv", "markdown", "html", "svg")),
    *(f"outlook 2022-06 --format {each}" for each in ("table", "json", "csv", "markdown", "html")),
    *(f"focus 2022-06 --format {each}" for each in ("table", "prose", "json", "csv", "markdown")),
    *(f"check 2022-06 --min-met 0 --format {each}" for each in ("table", "json", "csv", "junit", "github")),
    "diff 2022-06 2022",
    "list --year 2022-06",
    "score 2022-06 --format csv --csv-dialect excel",
    "score 2022-06 --wide",
    "lint",
]


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "2021": "{jobs: 9, rate: 90}",
        "2021-06": "{jobs: 4, rate: 89}",
        "2022-06": "{jobs: 93000, rate: 91}",
        "2022": "{jobs: 170000, rate: 92}",
    }
    return folder(tmp_path_factory.mktemp("parts"), CLI, files)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_command_takes_a_month_in_every_format(quick: Quick, in_parts: Path, command: str, language: str) -> None:
    run = quick(*command.split(), "--data", str(in_parts), "--lang", language)
    assert (run.code, run.stderr) == (0, "")
    assert "(2022, 6)" not in run.stdout
    if command.startswith("score 2022-06 --format table"):
        told = {"en": "58.1 % of the year's plan", "vi": "58,1% kế hoạch năm"}
        assert told[language] in run.stdout


def test_the_parts_of_the_latest_year_are_columns_of_trend(quick: Quick, in_parts: Path) -> None:
    run = quick("trend", "--data", str(in_parts))
    assert "2021  2022-06  2022  course" in run.stdout
    json = quick("trend", "--data", str(in_parts), "--format", "json").stdout
    assert '"years": [\n    2021,\n    "2022-06",\n    2022\n  ]' in json


def test_a_year_is_answered_where_none_is_named(quick: Quick, in_parts: Path) -> None:
    run = quick("score", "--data", str(in_parts), "--summary")
    assert "2022 against the plan for 2022" in run.stdout


def test_record_makes_the_file_and_a_sheet_goes_out_and_comes_back(
    quick: Quick, in_parts: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(in_parts, data)
    run = quick("record", "2022-09", "jobs", "130000", "--data", str(data))
    assert run.code == 0
    assert (data / "actuals" / "2022-09.yaml").read_text("utf-8").startswith("year: 2022-09\n")
    sheet = tmp_path / "june.xlsx"
    assert quick("export", "2022-06", str(sheet), "--data", str(data)).code == 0
    back = quick("import", "2022-06", str(sheet), "--data", str(data))
    assert (back.code, "nothing" in back.stdout or "0 " in back.stdout) == (0, True)
    csv = tmp_path / "june.csv"
    csv.write_text("id,Thực hiện tháng 6/2022,Thực hiện 2021\nrate,91.5,1\n", "utf-8")
    assert quick("import", "2022-06", str(csv), "--data", str(data)).code == 0
    assert "rate: 91.5" in (data / "actuals" / "2022-06.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("2022-6", "did you mean 2022-06?"),
        ("2022-13", "no month 13"),
        ("2022/24", "write 2022/23"),
        ("22-06", "four digits"),
    ],
)
def test_a_slip_on_the_command_line(quick: Quick, in_parts: Path, asked: str, told: str) -> None:
    run = quick("score", asked, "--data", str(in_parts))
    assert run.code == 2
    assert told in run.stderr


# --- fiscal years -----------------------------------------------------------------------------------------------------

FISCAL = [each for each in COMMANDS if "2021-06" not in each] + ["score 2022/23", "score 2022", "diff 2021/22 2022/23"]


@pytest.fixture(scope="module")
def fiscal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"2021": "{jobs: 9, rate: 90}", "2022-06": "{jobs: 93000, rate: 91}", "2022": "{jobs: 170000, rate: 92}"}
    return folder(tmp_path_factory.mktemp("fiscal"), CLI, files, ", year_starts: 4")


@pytest.mark.parametrize("command", FISCAL)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_people_read_fiscal_years_and_programs_do_not(quick: Quick, fiscal: Path, command: str, language: str) -> None:
    run = quick(*command.split(), "--data", str(fiscal), "--lang", language)
    assert run.code == 0
    format_ = command.rsplit("--format ", maxsplit=1)[-1].split(maxsplit=1)[0] if "--format" in command else "table"
    if format_ in ("json", "csv", "junit"):
        assert "2022/23" not in run.stdout or "excel" in command
    elif command not in ("lint", "list --year 2022-06") and not command.startswith("check"):
        shown = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>|actuals/20\d\d|\\", "", run.stdout)
        bare = re.findall(r"(?<![-/\d.,#\w])20(?:2[0-6])(?![-/\d])", shown)
        assert not bare, run.stdout
        assert "/2" in run.stdout or "2022-06" in command


@pytest.mark.parametrize("command", ["score 2022/23", "outlook 2022/23", "diff 2021/22 2022/23", "focus 2022/23"])
def test_a_calendar_year_is_no_year_of_two(quick: Quick, in_parts: Path, command: str) -> None:
    run = quick(*command.split(), "--data", str(in_parts))
    assert (run.code, run.stdout) == (3, "")
    assert "which start in January (write 202" in run.stderr


@pytest.mark.parametrize("starts", ["0", "13", "April", "true"])
def test_years_start_in_a_month(tmp_path: Path, starts: str) -> None:
    with pytest.raises(DataError, match="is not a month"):
        load(folder(tmp_path, CLI, {}, f", year_starts: {starts}"))


def test_months_are_offered_behind_their_year(in_parts: Path) -> None:
    context = SimpleNamespace(params={"data": str(in_parts)})
    assert complete_years(context, "202") == ["2022", "2022-06", "2021", "2021-06"]  # type: ignore[arg-type]  # a stub
