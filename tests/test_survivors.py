"""Changes of the code that every other test once let pass: what each of them would have broken is held here."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import score
from an_sinh.errors import DataError
from an_sinh.keep import replacing
from an_sinh.keep.editing import Edit, Omission, edit_bytes, edit_entry, new_year
from an_sinh.keep.saving import plan
from an_sinh.pages.lines import line_row
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.programme.checks import looks_like_thousands
from an_sinh.programme.loading import DataSet, read_programme
from an_sinh.spreadsheet.cells import Cells, CellValue, SheetRow
from an_sinh.spreadsheet.importing import figures_in
from an_sinh.terms import Part, Status
from tests.support_years import HIGHER, card, line, programme

if TYPE_CHECKING:
    from tests.conftest import Quick

EN = Say.of("en")
TARGETS = """\
programme: {id: P, name: P, years: [2021, 2025]}
sources: {s: {title: S}}
groups: {g: G}
indicators:
"""


def _directory(folder: Path, indicators: str, years: dict[int, str]) -> Path:
    (folder / "actuals").mkdir(parents=True)
    (folder / "targets.yaml").write_text(TARGETS + indicators, encoding="utf-8")
    for year, entries in years.items():
        (folder / "actuals" / f"{year}.yaml").write_text(f"year: {year}\nactuals:\n{entries}", encoding="utf-8")
    return folder


# --- what is written --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "change"),
    [
        pytest.param("  a:\r\n    value: 1", Edit(value=Omission.CLEARED), id="the-only-key"),
        pytest.param("  a:\r\n    value: 1\r\n    note: x", Edit(note=Omission.CLEARED), id="the-last-key"),
        pytest.param("  a:\r\n    note: >\r\n      x\r\n      y", Edit(note=Omission.CLEARED), id="a-folded-text"),
        pytest.param("  a:\r\n    value: 1\r\n    source: [s]", Edit(source=Omission.CLEARED), id="a-list"),
    ],
)
def test_no_half_of_a_line_end_is_left(body: str, change: Edit) -> None:
    """A file with CRLF and no final newline, whose last line is taken out."""
    found = edit_bytes(f"year: 2022\r\nactuals:\r\n{body}".encode(), {"a": change})
    assert found.count(b"\r") == found.count(b"\r\n") == found.count(b"\n")


def test_a_line_taken_out_takes_its_own_end_and_no_other() -> None:
    text = "year: 2022\nactuals:\n  a: 1\r\n  b: 2\n  c: 3\n"
    assert edit_entry(text, "b", Edit(entry=Omission.CLEARED)) == text.replace("  b: 2\n", "")


def test_a_mark_inside_a_text_is_no_comment_that_would_be_lost() -> None:
    text = 'year: 2022\nactuals:\n  a: {note: "see #5"}\n  b: 1\n'
    assert edit_entry(text, "a", Edit(note=Omission.CLEARED)) == text.replace(' {note: "see #5"}', "")


def test_json_below_an_empty_line_stays_json() -> None:
    text = '\n{"year": 2022, "actuals": {"a": 1}}\n'
    assert edit_entry(text, "no", Edit(value="2")) == text.replace('"a": 1', '"a": 1, "no": 2')
    verdict = '"a": 1, "b": {"reported": "met"}'
    assert edit_entry(text, "b", Edit(annual=Status.MET)) == text.replace('"a": 1', verdict)


def test_entries_that_are_missing_stand_in_the_order_of_the_targets() -> None:
    changes = {id_: Edit(value="1") for id_ in ("a", "b", "c")}
    assert edit_bytes(b"actuals:\n", changes, ("c", "a", "b")) == b"actuals:\n  c: 1\n  a: 1\n  b: 1\n"


def test_a_system_without_an_exchange_is_not_taken_to_have_made_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("_LINUX", "_MACOS"):
        monkeypatch.setattr(replacing, each, ("no_such_call", *getattr(replacing, each)[1:]))
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"old")
    other.write_bytes(b"other")
    assert not replacing.exchange(file, other)
    assert (file.read_bytes(), other.read_bytes()) == (b"old", b"other")
    replacing.replace_if_unchanged(file, b"old", b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        pytest.param(("s",), "source: s", id="one"),
        pytest.param(("s", "so-y-te\u0301"), "source: [s, so-y-t\u00e9]", id="two-composed"),
    ],
)
def test_who_said_a_whole_new_year_stands_once(source: tuple[str, ...], line: str) -> None:
    assert new_year(2022, {"a": Edit(value="1")}, source=source) == f"year: 2022\n{line}\nactuals:\n  a: 1\n"


def test_a_new_year_follows_the_nearest_one(tmp_path: Path) -> None:
    folder = _directory(tmp_path, "  i: {name: I, group: g, better: higher, targets: {2021: 1}}\n", {})
    for year, end in ((2021, b"\r\n"), (2024, b"\n")):
        text = f"year: {year}\nactuals:\n  i: {{value: 1, source: s}}\n".encode()
        (folder / "actuals" / f"{year}.yaml").write_bytes(text.replace(b"\n", end))
    data = DataSet(folder, str(folder))
    ends = {year: b"\r\n" in plan(data, year, {"i": Edit(value="1", source=("s",))}).new for year in (2022, 2023, 2025)}
    assert ends == {2022: True, 2023: False, 2025: False}


@pytest.mark.parametrize("word", ["y", "n", "Y", "N", "yes", "No", "on", "OFF", "true", "null", "012", "1_000", "0x1f"])
def test_a_note_that_another_reader_takes_for_something_else_is_quoted(word: str) -> None:
    assert edit_entry("actuals:\n  a: 1\n", "a", Edit(note=word)) == f'actuals:\n  a: {{value: 1, note: "{word}"}}\n'


# --- what is said -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "more"), [(2, None), (3, None), (4, "and 1 more"), (5, "and 2 more")])
def test_a_page_never_says_and_0_more(quick: Quick, tmp_path: Path, rows: int, more: str | None) -> None:
    """A source is told with the first three rows that rest on it, and how many more there are."""
    indicators = "".join(
        f"  i{n}: {{name: N{n}, group: g, better: higher, targets: {{2022: 1}}}}\n" for n in range(rows)
    )
    entries = "".join(f"  i{n}: {{value: {n}, source: s}}\n" for n in range(rows))
    data = _directory(tmp_path / "data", indicators, {2022: entries})
    page = quick("score", "2022", "--data", data, "--format", "html", "--lang", "en").page
    assert "and 0 more" not in page
    assert (more is None) or more in page
    assert ("more</span>" in page) == (more is not None)


@pytest.mark.parametrize(("faults", "told"), [(49, 49), (50, 50), (51, 50)])
def test_fifty_problems_are_told_and_then_how_many_more(quick: Quick, tmp_path: Path, faults: int, told: int) -> None:
    data = _directory(tmp_path / "data", "  a: {name: A, group: g}\n", {2022: "  a: {x: 1}\n" * 0})
    (data / "actuals" / "2022.yaml").write_text(
        "year: 2022\nactuals:\n" + "".join(f"  u{n}: 1\n" for n in range(faults)), encoding="utf-8"
    )
    lines = quick("score", "2022", "--data", data, "--lang", "en").stderr.splitlines()
    assert sum("unknown-indicator" in line for line in lines) == told
    assert ("and 1 more; ansinh lint shows all" in lines) == (faults == 51)
    assert not any(line.startswith("and 0 more") for line in lines)


@pytest.mark.parametrize(("year", "said"), [(2021, ()), (2022, ("the sum of 2021-2022",))])
def test_a_sum_of_one_year_is_not_told_as_one(year: int, said: tuple[str, ...]) -> None:
    indicators = {"homes": {**HIGHER, "cumulative": True, "targets": {year: 3}, "is": {2021: 1, 2022: 2}}}
    found = card(indicators, year)
    assert line_row(found, found.lines[0], EN).notes == said


def test_a_baseline_is_not_marked_beside_a_sum(quick: Quick, tmp_path: Path) -> None:
    """What was there before the term is nothing that the sum since can be compared with."""
    one = "better: higher, baseline: {year: 2020, value: 7}, targets: {2022: 9}"
    for cumulative, marked in ((False, True), (True, False)):
        kind = ", cumulative: true" if cumulative else ""
        indicators = f"  a: {{name: A, group: g, {one}{kind}}}\n"
        data = _directory(tmp_path / str(cumulative), indicators, {2021: "  a: 1\n", 2022: "  a: 4\n"})
        page = quick("score", "2022", "--data", data, "--format", "html", "--lang", "en").page
        assert ("baseline: 7" in page) == marked


def test_a_missing_year_is_told_with_the_ten_latest_that_there_are(tmp_path: Path) -> None:
    indicators = "  a: {name: A, group: g}\n"
    data = _directory(tmp_path / "data", indicators, dict.fromkeys(range(2010, 2022), "  a: {reported: met}\n"))
    with pytest.raises(DataError) as refused:
        read_programme(data, "data", [2022])
    (problem,) = refused.value.problems
    assert [str(year) in problem.hint() for year in range(2010, 2022)] == [False] * 2 + [True] * 10


@pytest.mark.parametrize(
    ("lead", "sentence"),
    [("Who answers?", "Who answers?"), ("Really!", "Really!"), ("Etc…", "Etc…"), ("Dept.", "Dept."), ("Dept", "Dept.")],
)
def test_a_sentence_that_ends_gets_no_second_end(lead: str, sentence: str) -> None:
    indicators = {"a": {**HIGHER, "targets": {2022: 5}, "is": {2022: {"value": 1, "note": lead}}}}
    found = report_page(score(programme(indicators), 2022), EN)
    told = " ".join(str(each) for each in (found, *found.paragraphs))
    assert sentence in told
    assert f"{sentence}." not in told


# --- what is read and guessed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("blank", "is_found"), [(0, True), (44, True), (100, True)])
def test_a_table_may_start_below_any_number_of_empty_rows(blank: int, is_found: bool) -> None:
    """The heading is looked for in the first forty rows that hold something, wherever those begin."""
    rows: list[list[CellValue]] = [["id", "value"], ["a", Decimal(5)]]
    sheet = Cells(rows=tuple(SheetRow(number=blank + at, cells=tuple(row)) for at, row in enumerate(rows, 1)))
    found = figures_in(sheet, programme({"a": HIGHER}), 2022)
    assert ([each.id for each in found.found] == ["a"]) is is_found


@pytest.mark.parametrize(
    ("figure", "beside", "meant"),
    [
        pytest.param("5.000", "149", None, id="plausible-as-it-is"),
        pytest.param("5.000", "150000", "5000", id="just-thirty-times-off-with-the-point-taken-out"),
        pytest.param("5.000", "150000.1", None, id="more-than-thirty-times-off-with-the-point-taken-out"),
        pytest.param("9.000", "300", "9000", id="thirty-times-too-large-with-the-point-taken-out"),
        pytest.param("9.000", "299.9", None, id="more-than-thirty-times-too-large-with-the-point-taken-out"),
    ],
)
def test_thirty_times_is_the_bound_of_the_guess_at_thousands(figure: str, beside: str, meant: str | None) -> None:
    assert looks_like_thousands(Decimal(figure), Decimal(beside)) == meant


@pytest.mark.parametrize(("faults", "given_up"), [(19, False), (20, False), (21, True)])
def test_a_file_is_given_up_with_one_fault_more_than_the_bound(faults: int, given_up: bool, tmp_path: Path) -> None:
    data = _directory(tmp_path / "data", "  a: {name: A, group: g}\n", {})
    (data / "actuals" / "2022.yaml").write_text(
        "year: 2022\nactuals:\n" + "".join(f"  u{n}: 1\n" for n in range(faults)), encoding="utf-8"
    )
    with pytest.raises(DataError) as refused:
        DataSet(data, "data", most_faults=20).programme([2022])
    assert ("too-large" in [each.code for each in refused.value.problems]) is given_up


def test_an_earlier_year_is_read_for_a_change_only_where_a_year_is_wanted(tmp_path: Path) -> None:
    """A change that stands for the term's target is worked out from the year before, if any year is asked for."""
    indicators = "  a: {name: A, group: g, better: higher, targets: {2025: {change: 1}}}\n"
    data = _directory(tmp_path / "data", indicators, {2024: "  a: 1\n", 2025: "  a: 2\n"})
    assert sorted(read_programme(data, "data", []).actuals) == []
    assert sorted(read_programme(data, "data", [2025]).actuals) == [2024, 2025]
    shutil.rmtree(data)


@pytest.mark.parametrize("form", ["cumulative", "average"])
@pytest.mark.parametrize("year", [2021, 2022, None])
def test_a_sum_is_worked_out_where_one_of_its_years_is(form: str, year: int | None) -> None:
    years = {each: {"value": "3", "inferred": each == year} for each in (2021, 2022)}
    found = line({**HIGHER, form: True, "targets": {2022: "5"}, "is": years})
    assert found.inferred == (() if year is None else (Part.ACTUAL,))


def test_a_sum_that_is_not_known_is_not_worked_out_either() -> None:
    found = line({**HIGHER, "cumulative": True, "targets": {2022: "5"}, "is": {2022: {"value": "3", "inferred": True}}})
    assert (found.actual, found.inferred) == (None, ())
