"""`ansinh show`: what an indicator is, a row for each year, and why each status is what it is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from an_sinh import load
from an_sinh.judge.scorecard import score
from an_sinh.pages.say import Say
from an_sinh.pages.show import ShowPage, show_page
from an_sinh.render.formats import formats_of
from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT
from tests.support_years import HIGHER, Written, programme, reported

FORMATS = formats_of("show")

if TYPE_CHECKING:
    from tests.conftest import Quick, Run, Terminal

LIBRARY = ROOT / "examples" / "library"

Here = Callable[..., "Run"]


@pytest.fixture
def library(quick: Quick) -> Here:
    """Runs `ansinh show` with these options on the made-up library."""
    return lambda options, **rest: quick("show", *options.split(), "--data", LIBRARY, **rest)


def sheet(written: Written, language: str = "en", against: str = "annual") -> ShowPage:
    found = programme({"it": written})
    return show_page([score(found, year, against) for year in range(2021, 2026)], 0, Say.of(language))


def facts(written: Written, language: str = "en", against: str = "annual") -> dict[str, str]:
    return {fact.label: fact.text for fact in sheet(written, language, against).facts}


# --- what it is -------------------------------------------------------------------------------------------------------

WHOLE = {
    "name": {"en": "Beds", "vi": "Giường", "fr": "Lits"},
    "unit": {"en": "beds", "vi": "giường"},
    "better": "higher",
    "lead": {"en": "Health", "vi": "Y tế"},
    "limits": {"from": "0", "to": "1000.5"},
    "baseline": {"year": "2020", "value": "28.5"},
    "cumulative": "true",
    "years": ["2022", "2024"],
    "breaks": ["2023", "2024"],
    "note": "A note",
    "targets": {"term": {"from": "30", "to": "35"}},
}


def test_every_fact_that_there_is() -> None:
    assert facts(WHOLE) == {
        "Also called": "Giường; Lits",
        "Group": "All",
        "Better": "higher",
        "Lead": "Health",
        "Limits": "0 to 1,000.5",
        "Counted": "as the sum since 2022",
        "Years": "2022-2024",
        "Defined anew from": "2023, 2024",
        "Baseline": "28.5 beds (2020)",
        "End of term": "30 to 35",
        "Note": "A note",
    }


def test_every_fact_in_vietnamese() -> None:
    assert facts(WHOLE, "vi") == {
        "Tên khác": "Beds; Lits",
        "Nhóm": "All",
        "Tốt hơn khi": "cao hơn",
        "Đầu mối": "Y tế",
        "Giới hạn": "0 đến 1.000,5",
        "Cách tính": "cộng dồn từ năm 2022",
        "Các năm": "2022-2024",
        "Định nghĩa lại từ": "2023, 2024",
        "Số gốc": "28,5 giường (2020)",
        "Cuối kỳ": "30 đến 35",
        "Ghi chú": "A note",
    }


def test_no_fact_that_there_is_not() -> None:
    assert facts({}) == {"Group": "All"}


@pytest.mark.parametrize(
    ("limits", "said"),
    [({"from": "0"}, "at least 0"), ({"to": "100"}, "at most 100"), ({"from": "-1", "to": "1"}, "−1 to 1")],
)
def test_limits_may_be_open(limits: Written, said: str) -> None:
    assert facts({"limits": limits})["Limits"] == said


def test_against_the_term_its_target_is_in_the_rows_and_not_said_twice() -> None:
    assert "End of term" not in facts({**HIGHER, "targets": {"term": "5"}}, against="term")


def test_the_chart_needs_two_figures() -> None:
    assert sheet({**HIGHER, "is": {2021: "1", 2023: "2"}}).chart == "2021 ▁·█·· 2025"
    assert sheet({**HIGHER, "is": {2021: "1"}}).chart == ""
    assert sheet({"targets": {2021: "true"}, "is": {2021: "false", 2022: "true"}}).chart == ""


# --- why --------------------------------------------------------------------------------------------------------------


def test_a_sentence_for_each_year_with_the_numbers_in_it() -> None:
    written = {
        **HIGHER,
        "years": ["2021", "2024"],
        "targets": {2021: "160000", 2022: {"change": "1"}, 2023: "5"},
        "is": {2021: "203027", 2022: "203027", 2023: {"value": "4", "reported": "met"}, 2024: reported("met")},
    }
    assert sheet(written).reasons == (
        "2021: 203,027 is 43,027 above the target of 160,000: exceeded.",
        "2022: 203,027 is 1 below the target of 203,028 (the target is +1 on 203,027 of 2021): unmet.",
        "2023: 4 is 1 below the target of 5; the authority reported met, and the figures count: unmet.",
        "2024: the authority reported it so, and there is no figure to compute it from: met.",
        "2025: it does not count in this year: withdrawn.",
    )
    assert sheet(written, "vi").reasons[0] == "2021: 203.027 cao hơn mục tiêu 160.000 là 43.027: vượt."


def test_by_the_term_a_change_counts_from_the_year_before_the_last() -> None:
    written = {**HIGHER, "targets": {2025: {"change": "1"}}, "is": {2021: "3", 2024: "5"}}
    assert sheet(written, against="term").reasons[0] == (
        "2021: 3 is 3 below the target of 6 (the target is +1 on 5 of 2024): unmet."
    )


def test_notes_of_the_entry_and_of_the_target_are_said_once_for_their_year() -> None:
    written = {
        **HIGHER,
        "targets": {2021: {"value": "5", "note": "Cut"}, 2022: {"value": "5", "note": "Same"}},
        "is": {2021: {"value": "4", "note": "Late"}, 2022: {"value": "4", "note": "Same"}},
    }
    assert [(fact.label, fact.text) for fact in sheet(written).notes] == [
        ("Note for 2021", "Late; Cut"),
        ("Note for 2022", "Same"),
    ]


def test_notes_that_are_sentences_follow_one_another_as_sentences() -> None:
    written = {"targets": {2021: {"value": "5", "note": "Cut."}}, "is": {2021: {"value": "4", "note": "Late."}}}
    assert [fact.text for fact in sheet(written).notes] == ["Late. Cut."]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_a_row_for_each_year(library: Here) -> None:
    page = library("called-good").page
    rows = [line.split() for line in page.splitlines() if re.match(r"20\d\d  ", line)]
    assert [row[0] for row in rows] == ["2021", "2022", "2023", "2024", "2025"]
    assert rows[1] == ["2022", "over", "85", "✗", "85", "not", "past", "it"]
    assert rows[3] == ["2024", "over", "88", "▲", "88.5", "0.5", "better"]
    assert "  ≠ the authority reported: met\n" in page


def test_whose_word_each_figure_is_stands_year_by_year_and_each_source_once_whole(library: Here) -> None:
    page = library("called-good").page
    survey = "Library of Port Ellery (made up), Visitor survey of every second year (made up)"
    assert page.rpartition("\nWhose word each figure is\n")[2].splitlines() == [
        f"2022 actual   {survey}",
        "              Minutes of the town council, February 2023 (made up), 2023-02",
        "2022 verdict  Library of Port Ellery (made up)",
        "              Minutes of the town council, February 2023 (made up), 2023-02",
        "2022 target   Library of Port Ellery (made up), Five-year plan 2021-2025 (made up), 2020-11-30",
        "2024 actual   Library of Port Ellery (made up)",
        "2024 target   Library of Port Ellery (made up), 2020-11-30",
    ]


def test_what_was_worked_out_says_so_in_its_year(quick: Quick) -> None:
    page = quick("show", "health-insurance-coverage", "--data", HANOI).page
    told = page.rpartition("\nWhose word each figure is\n")[2].splitlines()
    at = told.index("2022 target     worked out by whoever keeps the data, from:")
    assert told[at + 1] == "                Lao động Thủ đô, 2023-01-04"
    unnamed = quick("show", "unnamed-3", "--data", HANOI).page
    assert "2022 verdict  worked out by whoever keeps the data\n" in unnamed
    assert "http" not in unnamed


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("id_", ["energy-used", "called-good", "roof-insulated", "volunteer-hours", "book-bus-stops"])
def test_a_page_fits_80_columns(library: Here, id_: str, language: str) -> None:
    page = library(f"{id_} --lang {language}", screen=Screen(width=80)).page
    assert max(map(len, page.splitlines())) <= 80


def test_long_sources_fit_a_terminal_of_80_columns_and_no_address_is_broken(terminal: Terminal) -> None:
    page = terminal(80, "show", "jobs-created", "--data", HANOI, env={"NO_COLOR": "1"}).page
    assert max(len(line) for line in page.splitlines() if "://" not in line) <= 80
    programme = load(HANOI)
    addresses = {source.url for source in programme.sources.values() if source.url}
    found = [word for word in page.split() if "://" in word]
    assert len(found) > 8
    assert set(found) <= addresses


def test_markdown_opens_with_the_name(library: Here) -> None:
    page = library("called-good --format markdown").page
    assert page.startswith("**Visitors who call the service good (%)** · called-good\n\n- Group: Visitors\n")
    assert "| 2022<br>≠ the authority reported: met | over 85 | ✗ 85 | not past it |" in page
    assert "\n- 2024: 88.5 is 0.5 above the bound of 88: exceeded.\n" in page


# --- json and csv -----------------------------------------------------------------------------------------------------


def test_json_key_for_key(quick: Quick, library: Here) -> None:
    found = json.loads(library("energy-used --format json").page)
    years = found.pop("years")
    assert list(found.items()) == [
        ("schema", "ansinh/show/1"),
        ("programme", "made-up-library"),
        ("against", "annual"),
        ("id", "energy-used"),
        ("name", "Energy used for heating and light"),
        ("group", "house"),
        ("unit", "kWh/m²"),
        ("better", "lower"),
        ("lead", "Caretaker"),
        ("cumulative", False),
        ("average", False),
        ("breaks", []),
        ("baseline", {"year": 2020, "value": 155}),
    ]
    assert [year["year"] for year in years] == [2021, 2022, 2023, 2024, 2025]
    for year in years:
        card = json.loads(quick("score", str(year["year"]), "--data", LIBRARY, "--format", "json").page)
        line = next(each for each in card["indicators"] if each["id"] == "energy-used")
        assert list(year.items())[1:] == list(line.items())


def test_json_has_null_where_the_file_says_nothing(library: Here) -> None:
    found = json.loads(library("roof-insulated --format json").page)
    assert (found["unit"], found["better"], found["baseline"]) == (None, None, None)
    assert [year["actual"] for year in found["years"]] == [None, None, False, True, True]


def test_csv_has_the_columns_of_a_scorecard_behind_the_year(quick: Quick, library: Here) -> None:
    rows = list(csv.reader(io.StringIO(library("energy-used --format csv").page)))
    card = list(csv.reader(io.StringIO(quick("score", "2023", "--data", LIBRARY, "--format", "csv").page)))
    assert rows[0] == ["year", *card[0]]
    assert rows[3] == ["2023", *next(row for row in card if row[0] == "energy-used")]
    assert [row[0] for row in rows[1:]] == ["2021", "2022", "2023", "2024", "2025"]


# --- what cannot be shown ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("energy-usd", "no indicator is called 'energy-usd' (did you mean energy-used?)"),
        ("books", "'books' fits 2 indicators (write e-books-lent or spent-on-books)"),
        ("zzz", "no indicator is called 'zzz' (ansinh list names them)"),
        ("zzz --lang vi", "(ansinh list liệt kê các chỉ tiêu)"),
        ("energy-used --format prose", "table, json, csv"),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(library: Here, asked: str, said: str) -> None:
    found = library(asked)
    assert (found.code, found.stdout) == (2, "")
    assert said in found.stderr


@pytest.mark.parametrize("format_", FORMATS)
def test_names_are_in_the_language_asked_for(quick: Quick, format_: str) -> None:
    told = quick("show", "jobs-created", "--data", HANOI, "--format", format_, "--lang", "vi").page
    assert "Giải quyết việc làm" in told
