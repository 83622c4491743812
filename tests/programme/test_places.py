"""Places from files and tables: what is read when, and that a table says the same as small files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from an_sinh.errors import Complaint, DataError
from an_sinh.judge.places import places
from an_sinh.programme import reading
from an_sinh.programme.file_text import read_raw
from an_sinh.programme.loading import DataSet, load
from an_sinh.programme.model import Entry, bare_entry

DISTRICTS = Path(__file__).parents[2] / "examples" / "districts"
TARGETS = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
sources: {report: {title: A report}, other: {title: Another}}
groups: {g: Group}
indicators:
  x: {name: X, group: g, better: higher, targets: {2022: 10}}
  y: {name: Y, group: g, targets: {2022: true}}
"""


def write(folder: Path, **files: str) -> Path:
    (folder / "targets.yaml").write_text(TARGETS)
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
    return folder


def files(folder: Path, **texts: str) -> Path:
    """`actuals__2022__a_yaml` is actuals/2022/a.yaml."""
    return write(
        folder,
        **{f"{name[:-5]}.yaml" if name.endswith("_yaml") else f"{name[:-4]}.csv": text for name, text in texts.items()},
    )


def test_an_entry_made_by_hand_is_one_that_was_read() -> None:
    made, read = bare_entry(Decimal("2.23")), Entry.model_validate({"value": "2.23"})

    assert made == read
    assert (made.model_fields_set, made.model_dump()) == (read.model_fields_set, read.model_dump())


TABLE = """\
place,indicator,value,reported,reported_term,reported_outlook,inferred,provisional,as_of,source,note\r
a,x,10.50,met,unmet,far-behind,,true,2022-06,report other,"a note, in\r
two lines"\r
a,y,,not-started,,,,,,,\r
b,x,,,,,,,,,\r
b,y,true,,,,,,,,\r
"""
YAML = {
    "actuals__2022__a_yaml": """\
year: 2022
actuals:
  x: {value: 10.50, reported: {annual: met, term: unmet, outlook: far-behind}, provisional: true, as_of: 2022-06,
    source: [report, other], note: "a note, in\\r\\ntwo lines"}
  y: {reported: not-started}
""",
    "actuals__2022__b_yaml": "year: 2022\nactuals: {x: , y: true}\n",
}
HEADS = "a: {name: A}\nb: {name: B, kind: rural, within: a, years: [2021, 2025]}\n"


def test_a_table_says_what_small_files_say(tmp_path: Path) -> None:
    one, other = tmp_path / "table", tmp_path / "files"
    one.mkdir()
    other.mkdir()
    in_table = load(files(one, places_yaml=HEADS, actuals__2022__many_csv=TABLE))
    in_files = load(files(other, places_yaml=HEADS, **YAML))

    for id_ in ("a", "b"):
        assert in_table.places[id_].actuals[2022].entries == in_files.places[id_].actuals[2022].entries
    assert in_table.at("a").place("x", 2022) == "actuals/2022/many.csv:2:1"
    assert in_table.at("b").place("y", 2022) == "actuals/2022/many.csv:6:1"


def test_columns_may_stand_in_any_order_and_be_left_out(tmp_path: Path) -> None:
    table = "\ufeffvalue,indicator,place\n10,x,a\n"
    programme = load(files(tmp_path, places_yaml=HEADS, actuals__2022__many_csv=table))

    assert programme.places["a"].actuals[2022].entries == {"x": Entry.model_validate({"value": "10"})}


def test_a_tables_letters_are_composed(tmp_path: Path) -> None:
    table = "place,indicator,value,note\na,x,10,Ha\u0300 No\u0323\u0302i\n"
    programme = load(files(tmp_path, places_yaml=HEADS, actuals__2022__many_csv=table))
    entry = programme.places["a"].actuals[2022].entries["x"]
    assert entry is not None
    assert entry.note == {"": "H\u00e0 N\u1ed9i"}


def test_a_table_of_places_and_one_of_targets(tmp_path: Path) -> None:
    heads = "id,name,name_vi,name_en,kind,within,first,last\na,A,,,,,,\nb,,Bê,Bee,rural,a,2022,\n"
    columns = "place,indicator,year,value,from,to,under,over,exceeded,source,note\n"
    own = columns + "a,x,2022,,30,35,,,,report,n\nb,x,term,,,,,9,,,\n"
    programme = load(
        files(tmp_path, places_csv=heads, places__own_csv=own, actuals__2022__a_yaml=YAML["actuals__2022__a_yaml"])
    )
    a, b = programme.places["a"], programme.places["b"]

    assert (dict(b.name), b.kind, b.within, b.years) == ({"vi": "Bê", "en": "Bee"}, {"": "rural"}, "a", (2022, 2025))
    target = a.own["x"][2022]
    assert (str(target.low), str(target.high), target.source) == ("30", "35", ("report",))
    assert b.own["x"]["term"].over == 9


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def spy(path: Path, most: int) -> bytes:
        found.append(path.relative_to(DISTRICTS).as_posix())
        return read_raw(path, most)

    monkeypatch.setattr(reading, "read_raw", spy)
    return found


def test_a_year_of_the_programme_reads_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(monkeypatch)
    DataSet(DISTRICTS, "d").programme([2022])

    assert found == ["targets.yaml", "actuals/2022.yaml"]


def test_one_place_reads_its_own_files_and_the_tables_that_it_may_be_in(monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataSet(DISTRICTS, "d").at("suoi-vang")
    found = opened(monkeypatch)
    data.programme([2022])

    assert found == ["places.yaml", "places/suoi-vang.yaml", "places/plan.csv", "actuals/2022/suoi-vang.yaml"]


def test_a_change_of_one_places_own_reads_its_year_before(monkeypatch: pytest.MonkeyPatch) -> None:
    data = DataSet(DISTRICTS, "d").at("suoi-vang")
    found = opened(monkeypatch)
    data.programme([2023])

    assert found[-2:] == ["actuals/2022/suoi-vang.yaml", "actuals/2023/suoi-vang.yaml"] or found[-3:] == [
        "actuals/2022/suoi-vang.yaml",
        "actuals/2023/suoi-vang.yaml",
        "actuals/2023/cau-tre-parts.csv",
    ]


def test_a_place_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(Complaint, match="did you mean suoi-vang"):
        DataSet(DISTRICTS, "d").at("suoi-vag")


def test_a_year_that_one_place_lacks_is_told_by_its_file() -> None:
    with pytest.raises(DataError) as refused:
        DataSet(DISTRICTS, "d").at("lua-moi").programme([2023])

    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("d/actuals/2023/lua-moi.yaml", "missing-file")
    ]


def test_the_districts_have_no_problem_and_no_warning() -> None:
    assert [str(problem) for problem in DataSet(DISTRICTS, "d").lint()] == []


def test_places_are_judged_by_a_row_as_by_an_entry(tmp_path: Path) -> None:
    one, other = tmp_path / "table", tmp_path / "files"
    one.mkdir()
    other.mkdir()
    reports = [
        places(load(files(one, places_yaml=HEADS, actuals__2022__many_csv=TABLE)), 2022),
        places(load(files(other, places_yaml=HEADS, **YAML)), 2022),
    ]

    assert [each.tally for each in reports[0].places] == [each.tally for each in reports[1].places]


def test_a_year_that_only_places_have_says_where_to_look(tmp_path: Path) -> None:
    folder = files(tmp_path, places_yaml=HEADS, **YAML)
    with pytest.raises(DataError, match="name one with --place"):
        DataSet(folder, "d").programme([2022])


FAULTS = [
    pytest.param("a,x,12.345\n", "2:5 thousands-separator", id="a-separator-read-as-a-point"),
    pytest.param("a,x,123.456\n", "2:5 thousands-separator", id="a-separator-behind-three-digits"),
    pytest.param("a,x,1.234\n", "2:5 thousands-separator", id="a-separator-behind-one-digit"),
    pytest.param("a,x,12.34\n", None, id="a-figure-as-it-is"),
    pytest.param("a,x,1\nb,x,2\na,x,3\n", "4:3 duplicate-key", id="a-row-twice"),
    pytest.param("b,x,2\na,q,1\n", "3:3 unknown-indicator", id="an-indicator-there-is-not"),
    pytest.param("b,x,2\nc,x,1\n", "3:1 unknown-place", id="a-place-there-is-not"),
    pytest.param('b,x,2\n"a",x,"1,5"\n', "3:7 not-a-figure", id="a-comma-for-a-point"),
]


@pytest.mark.parametrize(("rows", "told"), FAULTS)
def test_a_fault_of_a_table_is_told_at_its_cell(tmp_path: Path, rows: str, told: str | None) -> None:
    target = "targets: {x: {2022: 12000}}\n"
    folder = files(
        tmp_path, places_yaml=HEADS, places__a_yaml=target, actuals__2022__many_csv=f"place,indicator,value\n{rows}"
    )
    found = [each for each in DataSet(folder, "d").lint() if each.path == "d/actuals/2022/many.csv"]
    assert [f"{each.line}:{each.column} {each.code}" for each in found] == ([told] if told else [])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("a,x,2022,1\nb,x,2022,2\na,x,2022,3\n", "4:5 duplicate-key", id="a-row-twice"),
        pytest.param("b,x,2022,2\nc,x,2022,1\n", "3:1 unknown-place", id="a-place-there-is-not"),
        pytest.param("b,x,2022,2\na,q,2022,1\n", "3:3 unknown-indicator", id="an-indicator-there-is-not"),
        pytest.param('b,x,2022,2\na,x,2022,"1,5"\n', "3:10 not-a-figure", id="a-comma-for-a-point"),
        pytest.param("b,x,2022,2\na,x,2030,1\n", "3:5 wrong-year", id="a-year-outside"),
    ],
)
def test_a_fault_of_own_targets_in_a_table_is_told_at_its_cell(tmp_path: Path, rows: str, told: str) -> None:
    folder = files(tmp_path, places_yaml=HEADS, places__own_csv=f"place,indicator,year,value\n{rows}")
    found = [each for each in DataSet(folder, "d").lint() if each.path == "d/places/own.csv"]
    assert [f"{each.line}:{each.column} {each.code}" for each in found] == [told]


def test_a_target_in_a_table_and_in_the_places_file_is_told(tmp_path: Path) -> None:
    own = "place,indicator,year,value\na,x,2022,11\n"
    folder = files(tmp_path, places_yaml=HEADS, places__a_yaml="targets: {x: {2022: 12}}\n", places__own_csv=own)
    with pytest.raises(DataError) as refused:
        load(folder)
    assert [(Path(each.path).name, each.code) for each in refused.value.problems] == [("own.csv", "duplicate-key")]
