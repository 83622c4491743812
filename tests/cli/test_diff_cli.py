"""`ansinh diff` from outside: the headline, the sections, the formats, the exit codes, the other sides. What counts as
which change is in test_diff; whole pages are golden."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.render.formats import formats_of
from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT
from tests.support_git import git, needs_git

FORMATS = formats_of("diff")

if TYPE_CHECKING:
    from tests.conftest import Ansinh, Quick, Run, Terminal

LIBRARY = ROOT / "examples" / "library"

TARGETS = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
sources: {report: {title: A report}}
groups: {g: Group, h: House}
indicators:
  jobs: {name: {en: Jobs, vi: Việc làm}, group: g, better: higher, targets: {2021: 160000, 2022: 160000}}
  beds: {name: {en: Beds, vi: Giường}, group: h, better: higher, targets: {2021: 30, 2022: 31}}
"""
Y2021 = "year: 2021\nsource: report\nactuals: {jobs: 170000, beds: 30}\n"
Y2022 = "year: 2022\nsource: report\nactuals: {jobs: 203027, beds: 30}\n"

Here = Callable[..., "Run"]


def write(folder: Path, *, targets: str = TARGETS, y2021: str = Y2021, y2022: str = Y2022) -> Path:
    (folder / "actuals").mkdir(parents=True)
    (folder / "targets.yaml").write_text(targets, encoding="utf-8")
    (folder / "actuals/2021.yaml").write_text(y2021, encoding="utf-8")
    (folder / "actuals/2022.yaml").write_text(y2022, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A directory of two indicators: both met in 2021, one of them in 2022. To be changed as a test likes."""
    return write(tmp_path / "data")


@pytest.fixture
def here(quick: Quick, data: Path) -> Here:
    """Runs `ansinh diff` with these options beside that directory."""
    return lambda options, **rest: quick("diff", *options.split(), cwd=data.parent, **rest)


@pytest.fixture
def library(quick: Quick) -> Here:
    """Runs `ansinh diff` with these options on the made-up library."""
    return lambda options, **rest: quick("diff", *options.split(), "--data", LIBRARY, **rest)


def last_lines(page: str) -> list[str]:
    """What stands below the rows."""
    return page.rstrip("\n").rpartition("\n\n")[2].splitlines()


# --- the headline -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("years", "headline"),
    [
        ("2023 2024", "6/15 → 9/15 met (+1 of the 12 judged in both)"),
        ("2024 2023", "9/15 → 6/15 met (−1 of the 12 judged in both)"),
        ("2022 2023", "7/15 → 6/15 met (+1 of the 11 judged in both)"),
        ("2021 2022", "8/15 → 7/15 met (−2 of the 13 judged in both)"),
        ("2023 2024 --lang vi", "6/15 → 9/15 chỉ tiêu đạt (+1 trong 12 chỉ tiêu được đánh giá cả hai bên)"),
        ("2024 2023 --lang vi", "9/15 → 6/15 chỉ tiêu đạt (−1 trong 12 chỉ tiêu được đánh giá cả hai bên)"),
    ],
)
def test_the_headline_gives_both_sides_and_the_change_among_those_judged_in_both(
    library: Here, years: str, headline: str
) -> None:
    assert last_lines(library(years).page)[0] == headline


def test_verdicts_gained_and_lost_stand_apart_from_it(library: Here) -> None:
    assert last_lines(library("2023 2024").page)[1:] == [
        "3 verdicts gained: neither improvement nor regression",
        "1 unchanged (--all shows them)",
        "published headline 8/15 → 9/15",
    ]
    assert last_lines(library("2022 2023").page)[1:] == [
        "3 verdicts lost: neither improvement nor regression",
        "published headline: exceeded 2 → –, not started 1 → –",
    ]


def test_one_is_said_as_one(here: Here, data: Path) -> None:
    (data / "actuals/2021.yaml").write_text("year: 2021\nsource: report\nactuals: {jobs: 170000}\n")
    assert last_lines(here("2021 2022").page) == [
        "1/2 → 1/2 met (no net change in the one judged in both)",
        "1 verdict gained: neither improvement nor regression",
    ]
    assert "1 verdict lost: neither" in here("2022 2021").page
    assert last_lines(here("2021 2022 --lang vi").page) == [
        "1/2 → 1/2 chỉ tiêu đạt (tính chung không đổi ở chỉ tiêu duy nhất được đánh giá cả hai bên)",
        "1 chỉ tiêu mới có kết quả: không tính là tốt lên hay kém đi",
    ]


def test_with_nothing_judged_on_a_side_it_says_that(here: Here, data: Path) -> None:
    (data / "actuals/2021.yaml").write_text("year: 2021\nactuals: {}\n")
    assert last_lines(here("2021 2022").page)[0] == "nothing judged → 1/2 met (none judged in both)"


def test_programme_08_gains_26_verdicts_and_improves_nothing(quick: Quick) -> None:
    page = quick("diff", "2021", "2022", "--data", HANOI).page
    assert last_lines(page) == [
        "1/27 → 23/27 met (no net change in the one judged in both)",
        "26 verdicts gained: neither improvement nor regression",
        "published headline – → 23/27",
    ]
    assert "Improved" not in page
    assert "▲ Verdict" not in page
    found = json.loads(quick("diff", "2021", "2022", "--data", HANOI, "--format", "json").page)
    assert (found["judged_in_both"], found["net"]) == (1, 0)
    assert (found["counts"]["gained"], found["counts"]["improved"], found["counts"]["regressed"]) == (26, 0, 0)


# --- the rows ---------------------------------------------------------------------------------------------------------

SECTIONS = ["▼ Regressed", "▲ Improved", "~ Verdict lost", "~ Verdict gained", "~ Other changes"]


def headings(page: str) -> list[str]:
    return [match[1].strip() for match in re.finditer(r"(?m)^([▼▲~+–·] \w.*?)(?:  |$)", page)]


def test_regressions_come_first_and_then_improvements(library: Here) -> None:
    assert headings(library("2022 2023").page) == [
        *(heading for heading in SECTIONS if heading != "~ Verdict gained"),
        "+ Added",
        "– Withdrawn or removed",
    ]
    assert headings(library("2023 2024 --all").page) == [
        *(heading for heading in SECTIONS if heading != "~ Verdict lost"),
        "· Unchanged",
    ]


def test_a_row_has_both_figures_and_which_way_they_moved(library: Here) -> None:
    rows = {line.split("  ")[1]: line.split() for line in library("2023 2024").page.splitlines() if line[:2] == "  "}
    assert rows["Items lent in the year (items)"][-6:] == ["▲", "135,200", "✗", "131,000", "4,200", "worse"]
    assert rows["Items returned late (%)"][-6:] == ["▲", "9.2", "▲", "7.9", "1.3", "better"]


def test_a_worse_verdict_on_a_better_figure_shows_why(library: Here) -> None:
    page = library("2022 2023").page
    assert re.search(r"Energy used .* ● 143\.52 +✗ 140 +3\.52 better\n    target 143\.52 → 137\.7792\n", page)


def test_within_a_band_another_figure_is_not_called_the_same(library: Here) -> None:
    page = library("2023 2024").page
    assert re.search(r"Warmth .* ● 21 +● 20\.2 +still in the band\n", page)
    assert "same figure" not in page


def test_a_band_missed_by_as_much_says_so(here: Here, data: Path) -> None:
    targets = TARGETS + "  warmth: {name: Warmth, group: h, better: within, targets: {2021: {from: 19, to: 21}, "
    (data / "targets.yaml").write_text(targets + "2022: {from: 19, to: 21}}}\n")
    (data / "actuals/2021.yaml").write_text(Y2021.replace("}", ", warmth: 18}"))
    (data / "actuals/2022.yaml").write_text(Y2022.replace("}", ", warmth: 22}"))
    assert re.search(r"Warmth +✗ 18 +✗ 22 +as far off\n", here("2021 2022").page)


def test_all_shows_the_unchanged_with_their_figures(here: Here, data: Path) -> None:
    (data / "actuals/2022.yaml").write_text(Y2022.replace("203027", "170000"))
    assert "Jobs" not in here("2021 2022").page
    page = here("2021 2022 --all").page
    assert re.search(r"· Unchanged\n  Jobs +▲ 170,000 +▲ 170,000 +same figure\n", page)
    assert last_lines(page)[-1] == "1 unchanged"


def test_only_a_target_that_changed_has_its_own_section(here: Here, tmp_path: Path) -> None:
    write(tmp_path / "old", targets=TARGETS.replace("2022: 31", "2022: 35"))
    page = here("2022 --old-data old").page
    assert re.search(r"~ Only the target changed .*\n  Beds +✗ 30 +✗ 30 +same figure\n    target 35 → 31\n", page)
    assert here("2022 --old-data old --format prose").page.splitlines()[1:] == [
        "Only the target changed: Beds (target 35 → 31)."
    ]


def test_the_figure_from_which_it_counts_as_exceeded_is_part_of_the_target(here: Here, tmp_path: Path) -> None:
    old = TARGETS.replace("2022: 31", "2022: {value: 31, exceeded: 40}")
    write(tmp_path / "old", targets=old)
    page = here("2022 --old-data old").page
    assert "Only the target changed" in page
    assert "    exceeded from 40 → –\n" in page


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("--group house", ["Energy", "Roof", "Warmth"]),
        ("--status met", ["Roof", "Hours", "Warmth"]),
        ("--status met --group house", ["Roof", "Warmth"]),
        ("--status not-started", []),
    ],
)
def test_the_filters_choose_rows_and_leave_the_headline_whole(library: Here, options: str, shown: list[str]) -> None:
    page = library(f"2023 2024 {options}").page
    rows = [line.split()[0] for line in page.splitlines() if re.match(r"  \w", line)]
    assert rows == shown
    assert last_lines(page)[0] == "6/15 → 9/15 met (+1 of the 12 judged in both)"
    assert ("No indicator matches the filters" in page) is (not shown)


# --- no changes -------------------------------------------------------------------------------------------------------


def test_no_changes_is_said_only_where_all_is_known(here: Here, library: Here) -> None:
    assert last_lines(here("2022 2022").page) == ["No changes"]
    assert last_lines(library("2023 2023").page) == ["No changes in what is known; 3 not judged"]
    assert "No changes" not in library("2023 2024").page


def test_prose_says_no_changes_as_carefully(here: Here, library: Here) -> None:
    assert here("2022 2022 --format prose").page.endswith("met or exceeded. No changes.\n")
    assert library("2023 2023 --format prose").page.endswith("No changes in what is known; 3 not judged.\n")
    assert library("2023 2023 --format prose --lang vi").page.endswith(
        "Không có thay đổi trong phần đã biết; 3 chưa đánh giá.\n"
    )


# --- prose and markdown -----------------------------------------------------------------------------------------------


def prose(run: Run) -> str:
    return run.page.splitlines()[0].partition("exceeded. ")[2]


@pytest.mark.parametrize(
    ("beds", "jobs", "said"),
    [
        ("31", "203027", "Of the 2 judged in both, none improved or regressed."),
        ("30", "203027", "Of the 2 judged in both, none improved and 1 regressed."),
        ("32", "203027", "Of the 2 judged in both, 1 improved and none regressed."),
        ("32", "1", "Of the 2 judged in both, 1 improved and 1 regressed."),
        ("30", "", "The one judged in both regressed. 1 verdict lost: neither improvement nor regression."),
        ("32", "", "The one judged in both improved. 1 verdict lost: neither improvement nor regression."),
        (
            "31",
            "",
            (
                "The one judged in both neither improved nor regressed. "
                "1 verdict lost: neither improvement nor regression."
            ),
        ),
        ("", "", "2 verdicts lost: neither improvement nor regression."),
    ],
)
def test_prose_counts_in_words_that_fit(here: Here, data: Path, beds: str, jobs: str, said: str) -> None:
    (data / "actuals/2022.yaml").write_text(f"year: 2022\nsource: report\nactuals: {{jobs: {jobs}, beds: {beds}}}\n")
    assert prose(here("2021 2022 --format prose")) == said


def test_markdown_opens_with_the_headline(library: Here) -> None:
    page = library("2023 2024 --format markdown").page
    assert page.startswith("**6/15 → 9/15 met (+1 of the 12 judged in both)**\n\n")
    assert page.index("### ▼ Regressed") < page.index("### ▲ Improved")
    assert "| ▲ 135,200 | ✗ 131,000 | 4,200 worse |" in page


# --- json and csv -----------------------------------------------------------------------------------------------------


def test_json_key_for_key(here: Here) -> None:
    text = here("2021 2022 --format json").page
    tally = {
        "met_or_exceeded": 2,
        "total": 2,
        "exceeded": 1,
        "met": 1,
        "unmet": 0,
        "not_started": 0,
        "unscored": 0,
        "withdrawn": 0,
        "computed": 2,
        "reported": 0,
        "inferred": 0,
        "discrepancies": 0,
        "provisional": 0,
    }
    jobs_target = {"form": "value", "low": 160000, "high": 160000}
    wanted = {
        "schema": "ansinh/diff/1",
        "programme": "P",
        "old": 2021,
        "new": 2022,
        "against": "annual",
        "tally": {"old": tally, "new": {**tally, "met_or_exceeded": 1, "met": 0, "unmet": 1}},
        "judged_in_both": 2,
        "net": -1,
        "counts": {
            "regressed": 1,
            "improved": 0,
            "gained": 0,
            "lost": 0,
            "changed": 1,
            "restated": 0,
            "same": 0,
            "added": 0,
            "removed": 0,
        },
        "restated": [],
        "indicators": [
            {
                "id": "jobs",
                "change": "changed",
                "status": {"old": "exceeded", "new": "exceeded"},
                "actual": {"old": 170000, "new": 203027},
                "movement": "better",
                "target": {"old": jobs_target, "new": jobs_target},
                "restated": [],
                "counts": True,
                "parts": None,
            },
            {
                "id": "beds",
                "change": "regressed",
                "status": {"old": "met", "new": "unmet"},
                "actual": {"old": 30, "new": 30},
                "movement": "same",
                "target": {
                    "old": {"form": "value", "low": 30, "high": 30},
                    "new": {"form": "value", "low": 31, "high": 31},
                },
                "restated": [],
                "counts": True,
                "parts": None,
            },
        ],
    }
    assert json.dumps(json.loads(text), sort_keys=False) == json.dumps(wanted, sort_keys=False)


def test_json_is_whole_and_in_english_whatever_is_asked_to_be_shown(library: Here) -> None:
    whole = library("2023 2024 --format json").page
    for options in ("--all", "--group house", "--status met", "--lang vi"):
        assert library(f"2023 2024 --format json {options}").page == whole
    assert len(json.loads(whole)["indicators"]) == 16


def test_json_has_null_where_a_side_has_nothing(library: Here) -> None:
    found = {row["id"]: row for row in json.loads(library("2022 2023 --format json").page)["indicators"]}
    assert found["e-books-lent"] == {
        "id": "e-books-lent",
        "change": "added",
        "status": {"old": "withdrawn", "new": "unmet"},
        "actual": {"old": None, "new": 2600},
        "movement": None,
        "target": {"old": None, "new": {"form": "value", "low": 3000, "high": 3000}},
        "restated": ["source"],
        "counts": True,
        "parts": None,
    }
    assert found["days-to-shelf"]["movement"] is None  # across a break
    assert found["days-to-shelf"]["change"] == "lost"


def test_csv_says_the_same_as_json(library: Here) -> None:
    out = library("2022 2023 --format csv").page
    rows = list(csv.DictReader(io.StringIO(out)))
    indicators = json.loads(library("2022 2023 --format json").page)["indicators"]
    assert list(rows[0]) == [
        "id",
        "change",
        "status_old",
        "status_new",
        "actual_old",
        "actual_new",
        "movement",
        "target_form_old",
        "target_low_old",
        "target_high_old",
        "target_form_new",
        "target_low_new",
        "target_high_new",
        "restated",
        "part_of",
    ]
    assert [(row["id"], row["change"], row["status_old"], row["status_new"], row["movement"]) for row in rows] == [
        (each["id"], each["change"], each["status"]["old"], each["status"]["new"], each["movement"] or "")
        for each in indicators
    ]
    energy = next(row for row in rows if row["id"] == "energy-used")
    assert (energy["actual_old"], energy["actual_new"], energy["target_low_new"]) == ("143.52", "140", "137.7792")
    assert out.encode().count(b"\r\n") == len(rows) + 1


# --- exit codes and usage ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_exit_code_tells_whether_anything_differs(here: Here, format_: str) -> None:
    assert here(f"2021 2022 --exit-code --format {format_}").code == 1
    assert here(f"2022 2022 --exit-code --format {format_}").code == 0
    assert here(f"2021 2022 --format {format_}").code == 0


def test_exit_code_is_of_the_whole_and_not_of_the_rows_shown(here: Here) -> None:
    assert here("2021 2022 --exit-code --status withdrawn").code == 1


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("22 2022", 2, "OLD: '22' is not a year"),
        ("2021 2o22", 2, "NEW: '2o22' is not a year"),
        ("2021", 2, "diff needs two years"),
        ("2021 2022 --old-data data --since HEAD", 2, "--old-data and --since both name the old side"),
        ("2021 2022 --format junit", 2, "table, prose, json, csv, markdown or html"),
        ("2021 2022 --group hous", 2, "write g or h"),
        ("2021 2022 --status mett", 2, "did you mean met?"),
        ("2021 2023", 3, "there is no file of actuals for 2023"),
        ("2021 2031", 3, "2021 to 2025"),
    ],
)
def test_what_cannot_be_compared_is_said_and_nothing_is_printed(here: Here, options: str, code: int, said: str) -> None:
    found = here(options)
    assert (found.code, found.stdout) == (code, "")
    assert said in found.stderr


def test_an_empty_second_year_is_no_year(quick: Quick, data: Path) -> None:
    found = quick("diff", "2021", "", cwd=data.parent)
    assert (found.code, found.stdout) == (2, "")
    assert "NEW: '' is not a year" in found.stderr


# --- two directories --------------------------------------------------------------------------------------------------


def test_two_directories_of_one_year(here: Here, tmp_path: Path) -> None:
    write(tmp_path / "old", y2022=Y2022.replace("beds: 30", "beds: 31"))
    page = here("2022 2022 --old-data old").page
    assert page.splitlines()[0] == "Programme P · 2022, old → now, against the plan for 2022"
    assert last_lines(page)[0] == "2/2 → 1/2 met (−1 of the 2 judged in both)"
    assert here("2022 --old-data old").page == page
    assert here("2022 --old-data old --lang vi").page.startswith("Chương trình P · năm 2022, old → nay, so với")


def test_another_indicator_in_the_other_directory(here: Here, tmp_path: Path) -> None:
    write(
        tmp_path / "old",
        targets=TARGETS.replace("beds", "cots"),
        y2021=Y2021.replace("beds", "cots"),
        y2022=Y2022.replace("beds", "cots"),
    )
    found = json.loads(here("2022 --old-data old --format json").page)
    assert [(row["id"], row["change"]) for row in found["indicators"]] == [
        ("jobs", "same"),
        ("cots", "removed"),
        ("beds", "added"),
    ]
    assert found["indicators"][1]["status"] == {"old": "unmet", "new": None}


def test_two_directories_and_two_years(here: Here, tmp_path: Path) -> None:
    write(tmp_path / "old")
    assert "Programme P · 2021 (old) → 2022, each against its own plan" in here("2021 2022 --old-data old").page


def test_a_fault_in_the_other_directory_is_told_with_its_path(here: Here, tmp_path: Path) -> None:
    write(tmp_path / "old", y2022=Y2022.replace("203027", "2o3"))
    found = here("2022 --old-data old")
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr.startswith("old/actuals/2022.yaml:3:17: not-a-figure: ")


# --- a revision -------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(data: Path) -> Path:
    """A repository whose first commit, tagged `first`, has the directory; since then beds fell out and jobs rose."""
    top = data.parent
    (data / "actuals/2022.yaml").write_text("year: 2022\nsource: report\nactuals: {jobs: 150000, beds: 31}\n")
    git(top, "init", "--quiet", "--initial-branch=main")
    (top / "outside.txt").write_text("not data\n")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=First")
    git(top, "tag", "first")
    (data / "actuals/2022.yaml").write_text("year: 2022\nsource: report\nactuals: {jobs: 203027, beds: 31}\n")
    git(top, "commit", "--quiet", "--all", "--message=Second")
    return top


@needs_git
@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("revision", ["first", "HEAD~1", "main^", "HEAD^{/First}"])
def test_since_a_revision(here: Here, revision: str) -> None:
    page = here(f"2022 --since {revision}").page
    assert page.splitlines()[0] == f"Programme P · 2022, {revision} → now, against the plan for 2022"
    assert last_lines(page) == ["1/2 → 2/2 met (+1 of the 2 judged in both)", "1 unchanged (--all shows them)"]
    assert here("2022 --since HEAD").page.endswith("\n\nNo changes\n")


@needs_git
@pytest.mark.usefixtures("repository")
def test_since_a_revision_tells_what_a_pull_request_does_to_the_headline(here: Here) -> None:
    assert here("2022 --since first --format prose").page.splitlines()[0] == (
        "For 2022, Programme P went from 1/2 (first) to 2/2 (now) indicators met or exceeded. "
        "Of the 2 judged in both, 1 improved and none regressed."
    )
    assert here("2022 --since first --exit-code").code == 1
    assert here("2022 --since HEAD --exit-code").code == 0


@needs_git
@pytest.mark.usefixtures("repository")
def test_what_is_not_committed_yet_is_the_new_side(here: Here, data: Path) -> None:
    (data / "actuals/2022.yaml").write_text(Y2022)
    assert last_lines(here("2022 --since HEAD").page)[0] == "2/2 → 1/2 met (−1 of the 2 judged in both)"


@needs_git
@pytest.mark.usefixtures("repository")
def test_a_revision_is_read_from_below_and_from_elsewhere(quick: Quick, data: Path) -> None:
    below = quick("diff", "2022", "--since", "first", cwd=data / "actuals").page
    away = quick("diff", "2022", "--since", "first", "--data", data, cwd=ROOT).page
    assert below == away
    assert last_lines(away)[0] == "1/2 → 2/2 met (+1 of the 2 judged in both)"


@needs_git
@pytest.mark.usefixtures("repository")
def test_a_hook_of_git_does_not_lead_it_astray(here: Here) -> None:
    hook = {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": ""}
    assert last_lines(here("2022 --since first", env=hook).page)[0] == "1/2 → 2/2 met (+1 of the 2 judged in both)"


@needs_git
def test_a_fault_of_the_old_data_is_told_with_the_revision(here: Here, data: Path, repository: Path) -> None:
    (data / "actuals/2022.yaml").write_text(Y2022.replace("203027", "2o3"))
    git(repository, "commit", "--quiet", "--all", "--message=Third")
    (data / "actuals/2022.yaml").write_text(Y2022)
    found = here("2022 --since HEAD")
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr.startswith("HEAD:data/actuals/2022.yaml:3:17: not-a-figure: ")


@needs_git
@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(
    "revision",
    [
        "nowhere",
        "0123456789abcdef0123456789abcdef01234567",
        "first:data",
        "",
        "first..nowhere",
        "first...HEAD",
        "first HEAD",
    ],
)
def test_an_unknown_revision(quick: Quick, data: Path, revision: str, language: str) -> None:
    found = quick("diff", "2022", "--since", revision, "--lang", language, cwd=data.parent)
    assert (found.code, found.stdout) == (3, "")
    assert f"'{revision.removeprefix('first..')}'" in found.stderr or f"'{revision}'" in found.stderr
    assert found.stderr.count("\n") == 1


@needs_git
@pytest.mark.parametrize(
    "revision",
    [
        "--output=x",
        "--output=x HEAD",
        "-o x",
        "--remote=elsewhere",
        "--exec=touch x",
        "HEAD; touch x",
        "$(touch x)",
        "`touch x`",
        "HEAD\n--output=x",
        "--help",
        "\x1b]0;x\x07",
    ],
)
def test_a_hostile_revision_is_only_ever_a_name(quick: Quick, data: Path, repository: Path, revision: str) -> None:
    before = sorted(repository.rglob("*"))
    found = quick("diff", "2022", f"--since={revision}", cwd=data.parent)
    assert (found.code, found.stdout) == (3, "")
    assert sorted(repository.rglob("*")) == before
    assert "\x1b" not in found.stderr
    assert found.stderr.count("\n") == 1


@needs_git
def test_no_repository(here: Here, data: Path) -> None:
    found = here("2022 --since HEAD", env={"GIT_CEILING_DIRECTORIES": str(data.parents[1])})
    assert (found.code, found.stdout) == (3, "")
    assert "git does not have these data at 'HEAD'" in found.stderr


@needs_git
def test_a_revision_from_before_the_data(here: Here, repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "empty")
    git(repository, "rm", "-r", "--quiet", "--cached", ".")
    git(repository, "commit", "--quiet", "--allow-empty", "--message=Nothing")
    found = here("2022 --since empty")
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr


def test_git_is_missing(here: Here, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    found = here("2022 --since HEAD", env={"PATH": str(tmp_path / "bin")})
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr.startswith("git can't be run: ")
    assert found.stderr.endswith("(install git)\n")


@needs_git
@pytest.mark.usefixtures("repository")
def test_the_old_data_leave_nothing_behind(here: Here, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert here("2022 --since first", env={"TMPDIR": str(scratch)}).code == 0
    assert list(scratch.iterdir()) == []


# --- the screen -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("years", ["2021 2022", "2022 2023", "2023 2024 --all", "2024 2025"])
def test_a_page_fits_80_columns(library: Here, years: str, language: str) -> None:
    page = library(f"{years} --lang {language}", screen=Screen(width=80)).page
    assert max(map(len, page.splitlines())) <= 80
    assert "→" in page


@pytest.mark.parametrize("language", ["en", "vi"])
def test_programme_08_fits_a_terminal_of_80_columns(terminal: Terminal, language: str) -> None:
    page = terminal(80, "diff", "2022", "2023", "--data", HANOI, "--lang", language, env={"NO_COLOR": "1"}).page
    assert max(map(len, page.splitlines())) <= 80


def test_a_status_is_never_told_by_colour_alone(library: Here) -> None:
    plain = library("2022 2023").page
    coloured = library("2022 2023", screen=Screen(colour=True)).page
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
    assert coloured != bare


def test_a_page_can_be_written_to_a_file(here: Here, tmp_path: Path) -> None:
    page = here("2021 2022").page
    assert here("2021 2022 --output page.txt").page == ""
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == page


def test_the_real_command(ansinh: Ansinh) -> None:
    found = ansinh("diff", "2021", "2022", "--data", HANOI, "--exit-code")
    assert (found.code, found.stderr) == (1, "")
    assert found.stdout.endswith(
        "26 verdicts gained: neither improvement nor regression\npublished headline – → 23/27\n"
    )
