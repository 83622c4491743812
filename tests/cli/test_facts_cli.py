"""`--facts`: the same commands over a table, and the rows that are refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.facts import write_country
from tests.support_facts import write_directory, write_facts

if TYPE_CHECKING:
    from tests.conftest import Quick

duckdb = pytest.importorskip("duckdb")

COMMANDS = (
    ("places", "2022", "--sort", "met"),
    ("places", "2022", "--sort", "met", "--format", "json"),
    ("places", "2022", "i004", "--lang", "vi"),
    ("places", "2022", "--grid", "--kind", "town"),
    ("places", "2022", "--by", "group"),
    ("diff", "2022", "2023", "--places", "--format", "json"),
    ("trend", "--places", "--format", "csv"),
    ("check", "2023", "--places", "--no-regression-from", "2022", "--fail-on", "unmet", "--format", "json"),
    ("score", "2022", "--place", "p01"),
)
TARGETS = """\
programme: {id: P, name: Welfare (made up), years: [2021, 2025]}
groups: {g: Work}
indicators:
  jobs: {name: Jobs, group: g, better: higher, every: 10, limits: {from: 0, to: 1000}}
  plan: {name: Plan, group: g, every: true}
  rate: {name: Rate, group: g, better: lower, every: {change: -0.1}}
"""
BAD = {
    "a,jobs,2022,1_000,,": "'1_000' is not a figure (write 1000)",
    "a,jobs,2021,012,,": "write 12",
    "a,jobs,2023,+5,,": "write 5",
    "a,jobs,2024, 5,,": "write 5",
    "a,jobs,2025,\u0665,,": "'\u0665' is not a figure",
    'b,jobs,2022,"2,23",,': "write 2.23",
    "b,jobs,2024,4,,": "no place of its own in 2024",
    "b,jobs,2021,5000,,": "5000 is outside the limits 0 to 1000",
    "c,jobs,2022,1,,": "'c' is not in places.yaml",
    "a,job,2022,1,,": "did you mean jobs?",
    "a,plan,2022,3,,": "'plan' is a milestone",
    "a,plan,2023,yes,,": "write true",
    "a,rate,2022,1.5,not-started,": "a figure together with 'not-started'",
    "a,rate,2023,NULL,,": "'NULL' is not a figure",
    "a,rate,202,1,,": "'202' is not a year",
    "a,rate,2026,1,,": "2026 is after the programme's last year 2025",
    ",rate,2022,1,,": "'place' is missing",
    "a,rate,2024,1,fine,": "'fine' is not one of",
    "a,rate,2021,1,,maybe": "'maybe' is neither true nor false",
    "a,rate,2025,true,,": "'rate' is measured by figures",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    write_facts(folder / "facts.csv", write_directory(folder / "data", seed=5, every=5))
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/targets.yaml").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "data/places.yaml").write_text("a: {name: A}\nb: {name: B, years: [2021, 2023]}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_the_same_of_facts_as_of_the_places_own_files(
    quick: Quick, made: Path, command: tuple[str, ...]
) -> None:
    of_files = quick(*command, "--data", made / "data")
    of_facts = quick(*command, "--data", made / "data", "--facts", made / "facts.csv")

    assert (of_facts.code, of_facts.out) == (of_files.code, of_files.out)
    assert len(of_facts.stdout.splitlines()) > 5


def test_targets_yaml_may_name_the_facts_and_their_columns(quick: Quick, small: Path) -> None:
    head = "facts: {path: 'facts/*.csv', columns: {place: ma_xa, indicator: ma_ct, year: nam, value: gia_tri}}\n"
    (small / "data/targets.yaml").write_text(head + TARGETS, encoding="utf-8")
    (small / "data/facts").mkdir()
    (small / "data/facts/o'one.csv").write_text("ma_xa,ma_ct,nam,gia_tri,khac\na,jobs,2022,12,x\n", encoding="utf-8")

    assert "12" in quick("places", "2022", "jobs", "--data", small / "data").page
    assert "12" in quick("score", "2022", "--place", "a", "--data", small / "data").page


def test_every_bad_row_is_told_with_its_line_and_nothing_is_scored(quick: Quick, small: Path) -> None:
    path = small / "it's [x].csv"
    path.write_text("place,indicator,year,value,reported,provisional\n" + "\n".join(BAD) + "\n", encoding="utf-8")
    run = quick(
        *("places", "2022", "--data", small / "data", "--facts", path, "--rejects", small / "bad.csv", "--lang", "en")
    )

    assert (run.code, run.out) == (3, b"")
    lines = run.stderr.splitlines()
    assert len(lines) == len(BAD) + 1
    for at, (line, told) in enumerate(zip(lines, BAD.values(), strict=False), 2):
        assert f"{path}:{at}:1: " in line
        assert told in line
    with (small / "bad.csv").open(encoding="utf-8", newline="") as file:
        rejected = list(csv.DictReader(file))
    assert [int(each["line"]) for each in rejected] == list(range(2, len(BAD) + 2))
    assert rejected[0]["value"] == "1_000"


def test_what_is_there_twice_is_told_with_both_lines(quick: Quick, small: Path) -> None:
    path = small / "facts.csv"
    path.write_text("place,indicator,year,value\na,jobs,2022,1\nb,jobs,2022,1\na,jobs,2022,2\n", encoding="utf-8")
    run = quick("lint", "--data", small / "data", "--facts", path, "--lang", "en")

    assert run.code == 1
    assert f"facts.csv:4:1: duplicate-key: 'jobs' of 'a' in 2022 is at {path}:2 too" in run.stdout


@pytest.mark.parametrize(
    ("row", "told"),
    [("a,jobs,2022", "3 cells stand here, and the first row has 4"), ('a,jobs,2022,"1', "this is not CSV")],
    ids=["width", "quotes"],
)
def test_a_table_that_is_none_is_told_with_its_line(quick: Quick, small: Path, row: str, told: str) -> None:
    (small / "facts.csv").write_text(f"place,indicator,year,value\na,plan,2022,true\n{row}\n", encoding="utf-8")
    run = quick("places", "2022", "--data", small / "data", "--facts", small / "facts.csv", "--lang", "en")

    assert run.code == 3
    assert f"facts.csv:3:1: syntax: {told}" in run.stderr


def _parquet(path: Path, rows: str) -> None:
    target = str(path).replace("'", "''")
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {rows}) t(place, indicator, year, value)) TO '{target}' (FORMAT parquet)")


def test_a_double_is_taken_where_it_proves_to_be_a_decimal_of_15_digits(quick: Quick, small: Path) -> None:
    good = "('a', 'jobs', 2022, 0.1::DOUBLE), ('a', 'rate', 2022, 123456789012345::DOUBLE), ('b', 'rate', 2022, 1e-7)"
    _parquet(small / "good.parquet", good)
    run = quick("places", "2022", "rate", "--data", small / "data", "--facts", small / "good.parquet", "--lang", "en")
    assert "123,456,789,012,345" in run.page
    assert "0.0000001" in run.page

    _parquet(small / "bad.parquet", f"{good}, ('b', 'jobs', 2022, 0.1 + 0.2::DOUBLE), ('b', 'rate', 2023, 'nan')")
    run = quick("places", "2022", "--data", small / "data", "--facts", small / "bad.parquet", "--lang", "en")
    assert run.code == 3
    assert "bad.parquet:4:1: not-a-figure: '0.30000000000000004' is a binary number" in run.stderr
    assert "bad.parquet:5:1: not-a-figure: 'nan'" in run.stderr


@pytest.mark.parametrize("name", ["lines.csv", "lines.parquet"])
def test_every_line_of_every_place_goes_into_a_file(quick: Quick, small: Path, name: str) -> None:
    _parquet(small / "facts.parquet", "('a', 'jobs', 2022, 12.50), ('a', 'rate', 2021, 3), ('a', 'rate', 2022, 2.9)")
    given = ("--data", small / "data", "--facts", small / "facts.parquet", "--lines", small / name)
    assert quick("places", "2022", *given).code == 0

    read = f"read_csv('{small / name}', all_varchar = true)" if name.endswith("csv") else f"'{small / name}'"
    rows = duckdb.sql(f"SELECT place, indicator, status, reason, actual, base FROM {read}").fetchall()
    assert rows == [
        ("a", "jobs", "exceeded", None, "12.5", None),
        ("a", "plan", "unscored", "no-actual", None, None),
        ("a", "rate", "met", None, "2.9", "3"),
        ("b", "jobs", "unscored", "no-actual", None, None),
        ("b", "plan", "unscored", "no-actual", None, None),
        ("b", "rate", "unscored", "no-actual", None, None),
    ]


def test_a_missing_engine_is_a_sentence_with_the_line_that_installs_it(
    quick: Quick, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    (small / "facts.csv").write_text("place,indicator,year,value\na,jobs,2022,1\n", encoding="utf-8")
    run = quick("places", "2022", "--data", small / "data", "--facts", small / "facts.csv", "--lang", "en")

    assert run.code == 3
    assert run.stderr == 'DuckDB is not installed (install it: pip install "an-sinh[large]")\n'


def test_a_table_of_very_many_places_shows_the_first_and_the_last_twenty(quick: Quick, small: Path) -> None:
    places = "".join(f"p{at}: {{name: Commune {at}}}\n" for at in range(300))
    (small / "data/places.yaml").write_text(places, encoding="utf-8")
    rows = "".join(f"p{at},jobs,2022,{at}\n" for at in range(300))
    (small / "facts.csv").write_text("place,indicator,year,value\n" + rows, encoding="utf-8")
    given = ("--data", small / "data", "--facts", small / "facts.csv", "--lang", "en")

    page = quick("places", "2022", *given).page
    assert "… 260 more; --all shows them" in page
    assert page.count("Commune") == 40
    assert quick("places", "2022", "--all", *given).page.count("Commune") == 300
    assert len(quick("places", "2022", "--format", "csv", *given).page.splitlines()) == 901


def test_a_folder_of_places_becomes_a_table_that_says_the_same(quick: Quick, tmp_path: Path) -> None:
    districts = Path(__file__).parents[2] / "examples" / "districts"
    path = tmp_path / "facts.csv"
    assert "facts.csv: " in quick("export", "--facts", path, "--data", districts, "--lang", "en").page
    for command in (("places", "2023"), ("trend", "--places")):
        of_files = quick(*command, "--format", "json", "--data", districts)
        of_facts = quick(*command, "--format", "json", "--data", districts, "--facts", path)
        assert json.loads(of_facts.page)["places"][0]["id"] == json.loads(of_files.page)["places"][0]["id"]
        for one, other in zip(json.loads(of_facts.page)["places"], json.loads(of_files.page)["places"], strict=True):
            assert one.get("tally") == other.get("tally")
            assert one.get("years") == other.get("years")


def test_a_made_up_country_is_counted(quick: Quick, tmp_path: Path) -> None:
    data, path = write_country(tmp_path, 20_000)
    page = quick("places", "2025", "--by", "kind", "--data", data, "--facts", path, "--lang", "en").page

    assert "province" in page
    assert "commune" in page
