"""A part of a year of places: judged as the programme's is, each by its own target first, and apart from every year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from an_sinh import load, places, score
from an_sinh.errors import DataError
from an_sinh.judge.places import PlacesReport, roll_up
from an_sinh.terms import Month, Reason, Status

if TYPE_CHECKING:
    from pathlib import Path

    from an_sinh.judge.scorecard import Line
    from an_sinh.programme.model import Programme

HEAD = "programme: {id: P, name: P, years: [2021, 2025]%s}\ngroups: {g: G}\nindicators:\n"
JUNE = Month(2022, 6)


def laid(at: Path, indicators: str, files: dict[str, str], head: str = "") -> Path:
    """A data directory; a file of actuals is given by its entries, a table and a place's own file as they are."""
    (at / "targets.yaml").write_text(HEAD % head + indicators, "utf-8")
    (at / "places.yaml").write_text("a: {name: A}\nb: {name: B}\n", "utf-8")
    for name, text in files.items():
        file = at / name
        file.parent.mkdir(parents=True, exist_ok=True)
        period = name.removeprefix("actuals/").removesuffix(".yaml").split("/")[0]
        is_entries = name.startswith("actuals/") and name.endswith(".yaml")
        file.write_text(f"year: {period}\nactuals: {{{text}}}\n" if is_entries else text, "utf-8")
    return at


def line(programme: Programme, place: str = "a", period: str = "2022-06") -> Line:
    (found,) = score(programme.at(place), period).lines
    return found


@pytest.mark.parametrize(
    ("programmes", "own", "figure", "status"),
    [
        pytest.param("{2022: 100}", "", "99", Status.UNSCORED, id="the-programmes-year-is-open"),
        pytest.param("{2022: 100}", "", "100", Status.MET, id="the-programmes-year-so-far"),
        pytest.param("{2022: 100, 2022-06: 50}", "", "49", Status.UNMET, id="the-programmes-month"),
        pytest.param("{2022: 100}", "{2022-06: 40}", "39", Status.UNMET, id="its-own-month"),
        pytest.param("{2022: 100, 2022-06: 50}", "{2022-06: 40}", "40", Status.MET, id="its-own-before-the-programmes"),
        pytest.param("{2022: 100, 2022-06: 50}", "{2022: 60}", "50", Status.UNSCORED, id="its-year-before-that-month"),
        pytest.param(
            "{2022: 100, 2022-06: 50}", "{2023: 60}", "50", Status.MET, id="another-year-of-its-own-changes-nothing"
        ),
    ],
)
@pytest.mark.parametrize("table", [False, True], ids=["file", "table"])
def test_by_whose_target(tmp_path: Path, programmes: str, own: str, figure: str, status: Status, table: bool) -> None:
    files = {"actuals/2022-06/a.yaml": f"x: {figure}"}
    if own and not table:
        files["places/a.yaml"] = f"targets: {{x: {own}}}\n"
    if table:
        files = {"actuals/2022-06/t.csv": f"place,indicator,value\na,x,{figure}\n"}
        rows = own.strip("{}").split(": ")
        files |= {"places/t.csv": f"place,indicator,year,value\na,x,{rows[0]},{rows[1]}\n"} if own else {}
    at = laid(tmp_path, f"  x: {{name: X, group: g, better: higher, targets: {programmes}}}\n", files)

    found = line(load(at))

    assert found.status is status
    assert (found.reason is Reason.YEAR_OPEN) is (status is Status.UNSCORED)


def test_a_month_is_of_the_year_in_which_it_lies(tmp_path: Path) -> None:
    """Where years start in April, February 2023 is of 2022/23: the place's own target of 2022 stands for it."""
    written = "  x: {name: X, group: g, better: higher, targets: {2022: 100, 2023-02: 50}}\n"
    files = {"actuals/2023-02/a.yaml": "x: 60", "places/a.yaml": "targets: {x: {2022: 60}}\n"}
    found = line(load(laid(tmp_path, written, files, ", year_starts: 4")), period="2023-02")

    assert (found.status, found.provisional) == (Status.MET, True)


SUM = "  x: {name: X, group: g, better: higher, within_year: adds, rollup: sum, targets: {2022: 100}}\n"


@pytest.mark.parametrize(
    ("said", "given", "agrees"),
    [("60", "b,x,20", True), ("61", "b,x,20", False), ("60", "b,x,", None)],
    ids=["agrees", "differs", "one-is-missing"],
)
def test_a_sum_of_a_month_is_held_against_the_programmes_of_that_month(
    tmp_path: Path, said: str, given: str, agrees: bool | None
) -> None:
    files = {
        "actuals/2022-06.yaml": f"x: {said}",
        "actuals/2022.yaml": "x: 1000",
        "actuals/2022-06/a.yaml": "x: 40",
        "actuals/2022-06/t.csv": f"place,indicator,value\n{given}\n",
        "actuals/2022/t.csv": "place,indicator,value\na,x,1\nb,x,2\n",
    }
    programme = load(laid(tmp_path, SUM, files))
    (found,) = roll_up(programme, JUNE)

    assert (found.says, found.agrees) == (Decimal(said), agrees)


def test_a_ratio_of_a_month_is_that_of_the_two_sums_of_it(tmp_path: Path) -> None:
    rate = "  rate: {name: R, group: g, better: higher, targets: {2022: 50}, rollup: {ratio: [x, y], times: 100}}\n"
    more = "".join(f"  {id_}: {{name: N, group: g, better: higher, targets: {{2022: 9}}}}\n" for id_ in "xy")
    files = {"actuals/2022-06.yaml": "rate: 37.5", "actuals/2022.yaml": "rate: 1"}
    files |= {"actuals/2022-06/a.yaml": "x: 1, y: 4", "actuals/2022-06/b.yaml": "x: 2, y: 4"}
    (found,) = roll_up(load(laid(tmp_path, rate + more, files)), JUNE)

    assert (found.found, found.agrees) == (Decimal("37.5"), True)


def told(report: PlacesReport) -> list[tuple[str, int, int]]:
    return [(each.place.id, each.tally.met_or_exceeded, each.tally.judged) for each in report.places]


def test_nothing_of_a_month_enters_a_year_and_nothing_of_a_year_a_month(tmp_path: Path) -> None:
    written = "  x: {name: X, group: g, better: higher, targets: {2022: {change: 10}, 2023: {change: 1}}}\n"
    year = {"actuals/2021/a.yaml": "x: 1", "actuals/2022/a.yaml": "x: 11"}
    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()
    without = load(laid(tmp_path / "without", written, year))
    months = {"actuals/2022-06/a.yaml": "x: 99", "actuals/2021-06/b.yaml": "x: 3", "actuals/2022-06/b.yaml": "x: 30"}
    full = load(laid(tmp_path / "with", written, {**year, **months}))

    assert told(places(full, 2022)) == told(places(without, 2022)) == [("a", 1, 1), ("b", 0, 0)]
    assert line(full, period="2022").actual == Decimal(11)
    assert line(full, "b").target is None, "a year's change counts from a year, and no month is one"


def test_a_months_own_change_counts_from_the_same_month_a_year_before(tmp_path: Path) -> None:
    written = "  x: {name: X, group: g, better: higher, targets: {2022: 100}}\n"
    files = {"actuals/2021-06/a.yaml": "x: 3", "actuals/2022-06/a.yaml": "x: 8", "actuals/2021/a.yaml": "x: 50"}
    files["places/a.yaml"] = "targets: {x: {2022-06: {change: 5}}}\n"

    assert line(load(laid(tmp_path, written, files))).status is Status.MET


def test_a_place_has_its_month_in_one_file_and_its_file_the_month_of_its_folder(tmp_path: Path) -> None:
    at = laid(tmp_path, SUM, {"actuals/2022-06/a.yaml": "x: 1"})
    (at / "actuals/2022-06/b.yaml").write_text("year: 2022\nactuals: {x: 1}\n")
    (at / "actuals/2022-06/t.csv").write_text("place,indicator,value\na,x,2\n")
    with pytest.raises(DataError) as caught:
        load(at)

    assert {problem.code for problem in caught.value.problems} == {"wrong-year", "duplicate-place"}
