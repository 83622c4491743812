"""The latest figures (`--latest`): each indicator as it stood in the latest year that tells of it, with that year."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from an_sinh import load, score
from an_sinh.errors import Complaint
from an_sinh.judge.latest import score_latest
from an_sinh.judge.places import places
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.terms import Against, Basis, Status
from tests.judge.test_forms import folder
from tests.support_report import opened
from tests.support_years import programme

if TYPE_CHECKING:
    from an_sinh.judge.scorecard import Line
    from tests.conftest import Quick

TARGETS = {"2021": "5", "2022": "5", "2023": "6", "term": "9"}


def latest_line(entries: dict[int, Any], year: int = 2023, against: str = "annual", **more: Any) -> Line:
    written = {"better": "higher", "targets": TARGETS, "is": entries, **more}
    return score_latest(programme({"it": written}), year, against).lines[0]


def _provisional(figure: str) -> dict[str, str]:
    return {"value": figure, "provisional": "true"}


@pytest.mark.parametrize(
    ("entries", "year", "told", "status"),
    [
        ({2021: "5", 2022: "4", 2023: "7"}, 2023, 2023, "exceeded"),
        ({2021: "5", 2022: "4"}, 2023, 2022, "unmet"),
        ({2021: "5", 2022: "4"}, 2021, 2021, "met"),  # nothing later than the year is looked at
        ({2021: "5.5", 2023: None}, 2023, 2021, "exceeded"),  # by 2021's target of 5, not 2023's of 6
        ({2021: "5", 2022: {"value": "9", "provisional": "true"}}, 2023, 2021, "met"),
        (
            {2021: {"value": "5", "provisional": "true"}, 2022: {"value": "9", "provisional": "true"}},
            2023,
            2022,
            "exceeded",
        ),
        ({2021: "4", 2022: {"reported": "met"}}, 2023, None, "met"),  # later news than the figure
        ({2021: "4", 2022: {"reported": {"term": "met"}}}, 2023, 2021, "unmet"),  # not by this yardstick
        ({2021: "4", 2023: {"value": "9", "reported": "met", "provisional": "true"}}, 2023, 2021, "unmet"),
        ({}, 2023, None, "unscored"),
    ],
)
def test_the_latest_final_figure_is_judged(entries: dict[int, Any], year: int, told: int | None, status: str) -> None:
    found = latest_line(entries, year)
    assert (found.figure_year, found.status.value) == (told, status)


def test_a_verdict_of_a_year_before_has_its_year_told() -> None:
    found = latest_line({2021: {"reported": "met"}})
    assert (found.basis, found.told_year, found.figure_year) == (Basis.REPORTED, 2021, None)
    assert latest_line({}).told_year is None


def test_by_the_term_it_is_held_against_the_terms() -> None:
    found = latest_line({2021: "9"}, against="term")
    assert (found.status, found.figure_year) == (Status.MET, 2021)


def test_changes_sums_and_means_are_those_of_the_figures_year() -> None:
    change = latest_line({2021: "5", 2022: "6"}, better="higher", targets={"2022": {"change": "1"}})
    assert change.target is not None
    assert (change.status, change.target.previous) == (Status.MET, Decimal(5))
    entries = {2021: "5", 2022: {"value": "6", "provisional": "true"}, 2023: "6"}
    for found in (latest_line(entries, cumulative="true"), latest_line(entries, average="true")):
        assert (found.figure_year, found.actual) == (2021, 5)  # later ones rest on what is not final
    gap = latest_line({2021: "5", 2023: "6"}, cumulative="true")
    assert (gap.figure_year, gap.actual) == (2021, 5)


def test_what_is_withdrawn_in_the_year_stays_withdrawn() -> None:
    assert latest_line({2021: "5"}, years=["2021", "2022"]).status is Status.WITHDRAWN
    assert latest_line({2021: "5", 2022: "5"}, years=["2022", "2025"]).figure_year == 2022
    assert latest_line({2021: "5"}, years=["2022", "2025"]).figure_year is None


ENTRIES = st.dictionaries(
    st.integers(2021, 2025),
    st.integers(1, 9).map(str)
    | st.builds(lambda figure: {"value": str(figure), "provisional": "true"}, st.integers(1, 9))
    | st.sampled_from([None, {"reported": "met"}, {"reported": "not-started"}]),
)


@settings(max_examples=40)
@given(entries=ENTRIES, year=st.integers(2021, 2025), against=st.sampled_from(list(Against)))
def test_each_line_is_that_of_its_own_year(entries: dict[int, Any], year: int, against: Against) -> None:
    whole = programme({"it": {"better": "higher", "targets": TARGETS, "is": entries}})
    (found,) = score_latest(whole, year, against).lines
    assert isinstance(found.year, int)
    assert found.year <= year
    own = score(whole, found.year, against).lines[0]
    assert found._replace(latest=False, where=own.where) == own
    final = [each for each, entry in entries.items() if each <= year and isinstance(entry, str)]
    assert found.year >= max(final, default=0)


def test_with_every_figure_of_the_year_there_it_is_the_years_score() -> None:
    whole = programme({id_: {"better": "higher", "targets": TARGETS, "is": {2022: "5"}} for id_ in "abc"})
    assert score_latest(whole, 2022).tally == score(whole, 2022).tally


# --- what is read and told --------------------------------------------------------------------------------------------

THREE = """\
  a: {name: Alpha, group: g, better: higher, targets: {2021: 5, 2022: 5, 2023: 6, term: 9}}
  b: {name: Beta, group: g, better: higher, targets: {2021: 5, 2022: 5, 2023: 6, term: 9}}
  c: {name: Gamma, group: g, better: higher, targets: {2021: 5, term: 9}}
"""
YEARS = {2021: "{a: 5, b: 4, c: {reported: exceeded}}", 2022: "{a: 5.5}", 2023: "{}"}
PUBLISHED = "published: [{met_or_exceeded: 3, total: 3}]\n"


@pytest.fixture
def data(tmp_path: Path) -> str:
    at = folder(tmp_path, THREE, YEARS)
    last = at / "actuals" / "2023.yaml"
    last.write_text(last.read_text("utf-8") + PUBLISHED, "utf-8")
    return str(at)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (
            ["score", "2023"],
            ["the latest figures up to 2023, each against the plan for its year", "5.5 (2022)", "–   (2021)"],
        ),
        (["score", "2025", "--against", "term"], ["the latest figures up to 2025, against the end-of-term targets"]),
        (["score", "2023", "--wide"], ["110.0 %"]),
        (["score", "2023", "--format", "markdown"], ["| Alpha | 5 | 5.5 (2022) |"]),
        (
            ["score", "2023", "--format", "prose"],
            ["By the latest figures up to 2023", "Alpha (5.5 in 2022); Gamma (2021)"],
        ),
        (["score", "2023", "--format", "html"], ["(2022)", "up to 2023"]),
        (["score", "2023", "--format", "junit"], ["expected at least 5, found 4 (2021)"]),
        (["score", "2023", "--format", "github"], ["found 4 (2021)", "the latest figures up to 2023"]),
    ],
    ids=" ".join,
)
def test_the_year_of_each_figure_is_told(data: str, quick: Quick, command: list[str], told: list[str]) -> None:
    page = quick(*command, "--latest", "--data", data).page
    assert [each for each in told if each not in page] == []
    assert quick(*command, "--latest", "--data", data, "--lang", "vi").code == 0


def test_programs_read_each_figures_year(data: str, quick: Quick) -> None:
    found = json.loads(quick("score", "2023", "--latest", "--data", data, "--format", "json").page)
    assert (found["latest"], found["year"], found["published"]) == (True, 2023, [])
    assert [each["figure_year"] for each in found["indicators"]] == [2022, 2021, None]
    assert json.loads(quick("score", "2022", "--data", data, "--format", "json").page)["latest"] is False
    rows = quick("score", "2023", "--latest", "--data", data, "--format", "csv").page.splitlines()
    assert [row.split(",")[rows[0].split(",").index("figure_year")] for row in rows[1:]] == ["2022", "2021", ""]


def test_unnamed_it_is_up_to_the_last_year_that_has_a_file(data: str, quick: Quick) -> None:
    ran = quick("score", "--latest", "--data", data)
    assert (ran.code, ran.stderr) == (0, "no year named: the latest figures up to 2023\n")
    later = quick("score", "2025", "--latest", "--data", data).page
    assert later.splitlines()[2:] == ran.stdout.splitlines()[2:]


def test_the_gates_are_held_to_the_latest(data: str, quick: Quick) -> None:
    assert quick("check", "2023", "--data", data).code == 1
    ran = quick("check", "2023", "--latest", "--min-met", "2", "--data", data)
    assert ran.code == 0
    assert quick("check", "2023", "--latest", "--fail-on", "published", "--data", data).code == 1  # it is of one year
    assert quick("check", "2023", "--latest", "--no-regression-from", "2021", "--data", data).code == 0
    found = json.loads(quick("check", "2023", "--latest", "--data", data, "--format", "json").stdout)
    assert (found["latest"], found["gates"][0]["found"]) == (True, 2)


def test_the_report_tells_the_years(data: str, quick: Quick, tmp_path: Path) -> None:
    page = report_page(score_latest(load(data), 2023), Say.of("en"))
    assert "by the latest figures up to 2023, each against the plan for its year" in page.subject
    assert [row.actual for row in page.groups[0].rows] == ["5.5 (2022)", "4 (2021)", "– (2021)"]
    out = tmp_path / "report.docx"
    assert quick("report", "2023", "--latest", "--data", data, "--output", str(out)).code == 0
    assert "5.5 (2022)" in opened(out.read_bytes()).indicators()[0]


def test_places_are_judged_by_their_latest(tmp_path: Path, quick: Quick) -> None:
    at = folder(tmp_path, THREE, YEARS)
    (at / "places.yaml").write_text("x: {name: X}\ny: {name: Y}\n", "utf-8")
    for year, place, entries in ((2021, "x", "{a: 5}"), (2022, "y", "{a: 4}"), (2021, "y", "{a: 9, b: 9}")):
        (at / "actuals" / f"{year}").mkdir(exist_ok=True)
        (at / "actuals" / f"{year}" / f"{place}.yaml").write_text(f"year: {year}\nactuals: {entries}\n", "utf-8")
    found = places(load(at), 2023, latest=True)
    assert [[line.figure_year for line in each.lines] for each in found.places] == [
        [2021, None, None],
        [2022, 2021, None],
    ]
    assert [each.tally.met_or_exceeded for each in found.places] == [1, 1]
    data = ["--data", str(at), "--latest"]
    page = quick("places", "2023", "a", *data).page
    assert "places by the latest figures up to 2023, each against the plan for its year" in page
    assert "● 5   (2021)" in page
    assert json.loads(quick("places", "2023", *data, "--format", "json").page)["latest"] is True
    for more in (["--grid"], ["--format", "html"], ["--format", "markdown"], ["--against", "term"]):
        assert quick("places", "2023", *more, *data).code == 0
    assert quick("check", "2023", "--places", "--min-met", "1", *data).code == 0
    assert quick("check", "2023", "--places", "--no-regression-from", "2021", *data).code == 1  # y lost a
    assert "5 (2021)" in quick("score", "2023", "--place", "x", *data).page


def test_a_part_of_a_year_is_never_final(data: str, quick: Quick) -> None:
    part = Path(data) / "actuals" / "2023-06.yaml"
    part.write_text("year: 2023-06\nactuals: {a: 9}\n", "utf-8")
    assert "5.5 (2022)" in quick("score", "2023", "--latest", "--data", data).page
    for command in (["score"], ["check"], ["places"]):
        ran = quick(*command, "2023-06", "--latest", "--data", data)
        assert ran.code == 3 if command != ["places"] else ran.code
    assert "which is a part of a year (name the year)" in quick("score", "2023-06", "--latest", "--data", data).stderr


@pytest.mark.parametrize("year", [2020, 2026])
def test_a_year_outside_the_programmes_is_none(year: int) -> None:
    with pytest.raises(Complaint, match="is not one of the programme's years"):
        score_latest(programme({}), year)
