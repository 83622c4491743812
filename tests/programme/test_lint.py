"""`ansinh lint`: each warning on and off, `--strict`, order, formats, exit codes. Errors are the corpus's affair."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from an_sinh.programme.loading import DataSet

if TYPE_CHECKING:
    from tests.conftest import Quick

CORPUS = Path(__file__).parents[1] / "data" / "bad"

# A directory without a problem, which the cases change.
TARGETS = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
sources:
  report: {title: A report}
groups: {g: Group}
indicators:
  jobs:
    name: Jobs
    group: g
    better: higher
    targets:
      2021: 150000
      2022: 160000
      term: 170000
"""
Y2022 = """\
year: 2022
as_of: 2022-12-31
source: report
actuals:
  jobs: 203027
"""
Y2021 = """\
year: 2021
as_of: 2021-12-31
source: report
actuals:
  jobs: 155000
"""

Changes = Sequence[tuple[str, str]]
"""What stands in one of the files, and what is written instead."""


def write(folder: Path, changes: Changes = (), files: Mapping[str, str] | None = None) -> Path:
    texts = {"targets.yaml": TARGETS, "actuals/2022.yaml": Y2022, **(files or {})}
    for old, new in changes:
        name = next(name for name, text in texts.items() if old in text)
        texts[name] = texts[name].replace(old, new)
    (folder / "data/actuals").mkdir(parents=True)
    for name, text in texts.items():
        (folder / "data" / name).write_text(text)
    return folder / "data"


def lint(folder: Path) -> list[str]:
    """Every problem as `path:line:column: code`, the path below the data directory."""
    return [f"{each.path}:{each.line}:{each.column}: {each.code}" for each in DataSet(folder, "").lint()]


class Case(NamedTuple):
    """Changes that bring a problem, or none."""

    problem: str
    changes: Changes = ()
    files: Mapping[str, str] = {}


def on(code: str, name: str, place: str, *changes: tuple[str, str], files: Mapping[str, str] | None = None) -> Any:
    return pytest.param(Case(f"{place}: {code}", changes, files or {}), id=f"{code}-{name}")


def off(code: str, name: str, *changes: tuple[str, str], files: Mapping[str, str] | None = None) -> Any:
    return pytest.param(Case("", changes, files or {}), id=f"{code}-not-{name}")


def targets(first: str, second: str, term: str) -> tuple[str, str]:
    """Other targets than those of the directory; an empty one leaves its line out."""
    written = {"2021": first, "2022": second, "term": term}
    lines = "".join(f"      {year}: {target}\n" for year, target in written.items() if target)
    return TARGETS[TARGETS.index("      2021") :], lines


ENTRY = "actuals/2022.yaml:5:3"
OLDER = "actuals/2021.yaml:5:3"
SECOND = "targets.yaml:12:7"
TERM = "targets.yaml:13:7"
LOWER = ("better: higher", "better: lower")
WITHIN = ("better: higher", "better: within")
VERDICT = ("203027", "{reported: met}")
FIGURE = ("203027", "80")
MILESTONE = ("203027", "true")
EMPTY = ("actuals:\n  jobs: 203027", "actuals: {}")
UNREPORTED = ("source: report\n", "")
USED = ("group: g", "group: g\n    source: report")  # so that the source is not an unused one besides
BREAK_2022 = ("group: g", "group: g\n    breaks: [2022]")
BREAK_2023 = ("group: g", "group: g\n    breaks: [2023]")


def provisional(as_of: str) -> tuple[str, str]:
    return "203027", f"{{value: 203027, provisional: true, as_of: {as_of}}}"


def another_source(place: str, written: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """A second source, and a place that names it."""
    return ("groups: {g: Group}", "  other: {title: Another}\ngroups: {g: Group}"), (place, written)


UNUSED_SOURCE = [
    on("unused-source", "that-nothing-names", "targets.yaml:4:3", *another_source("jobs: 203027", "jobs: 203027")),
    on(
        "unused-source", "that-a-note-names", "targets.yaml:4:3", *another_source("name: Jobs", "name: Jobs, see other")
    ),
    off("unused-source", "where-a-file-names-it", *another_source("source: report", "source: [report, other]")),
    off("unused-source", "where-an-entry-names-it", *another_source("203027", "{value: 203027, source: other}")),
    off("unused-source", "in-a-list", *another_source("203027", "{value: 203027, source: [report, other]}")),
    off("unused-source", "where-an-indicator-names-it", *another_source("group: g", "group: g\n    source: other")),
    off(
        "unused-source",
        "where-a-target-names-it",
        *another_source("2022: 160000", "2022: {value: 160000, source: other}"),
    ),
    off(
        "unused-source",
        "where-a-baseline-names-it",
        *another_source("group: g", "group: g\n    baseline: {year: 2020, value: 1, source: other}"),
    ),
    off(
        "unused-source",
        "where-a-headline-names-it",
        *another_source("source: report\nactuals", "source: report\npublished: [{total: 1, source: other}]\nactuals"),
    ),
    off("unused-source", "where-there-are-none", ("sources:\n  report: {title: A report}\n", ""), UNREPORTED, EMPTY),
]

EMPTY_ENTRY = [
    on("empty-entry", "left-open", ENTRY, ("jobs: 203027", "jobs:")),
    on("empty-entry", "null", ENTRY, ("203027", "null")),
    on("empty-entry", "empty-braces", ENTRY, ("203027", "{}")),
    on("empty-entry", "a-note-alone", ENTRY, ("203027", "{note: asked for}")),
    on("empty-entry", "an-empty-value", ENTRY, ("203027", "{value: , provisional: true}")),
    on("empty-entry", "an-empty-verdict", ENTRY, ("203027", "{reported: {}}")),
    on("empty-entry", "a-target", SECOND, ("2022: 160000", "2022:"), VERDICT),
    off("empty-entry", "a-zero", ("203027", "0")),
    off("empty-entry", "a-verdict", VERDICT),
    off("empty-entry", "a-verdict-by-the-term", ("203027", "{reported: {term: met}}")),
    off("empty-entry", "a-milestone-not-done", targets("true", "true", "true"), ("203027", "false")),
    off("empty-entry", "an-indicator-that-is-left-out", EMPTY),
]

SOURCELESS = [
    on("no-source", "of-a-figure", "actuals/2022.yaml:4:3", UNREPORTED, USED),
    on("no-source", "of-a-verdict", "actuals/2022.yaml:4:3", UNREPORTED, USED, VERDICT),
    on("no-source", "an-empty-list", "actuals/2022.yaml:4:3", UNREPORTED, USED, ("203027", "{value: 1, source: []}")),
    off("no-source", "with-its-own", UNREPORTED, ("203027", "{value: 203027, source: report}")),
    off("no-source", "with-that-of-the-file"),
]

TARGET_FALLS_BACK = [
    on("target-falls-back", "where-higher-is-better", SECOND, targets("160000.1", "160000", "170000")),
    on("target-falls-back", "where-lower-is-better", SECOND, LOWER, targets("3", "3.1", "3")),
    on("target-falls-back", "from-zero", SECOND, LOWER, targets("0", "1", "0")),
    on("target-falls-back", "a-range", SECOND, targets("{from: 30, to: 32}", "{from: 29, to: 35}", ""), FIGURE),
    on(
        "target-falls-back",
        "a-range-where-lower-is-better",
        SECOND,
        LOWER,
        targets("{from: 28, to: 32}", "{from: 25, to: 33}", ""),
    ),
    on("target-falls-back", "an-open-side", SECOND, targets("{over: 95}", "{over: 94}", ""), FIGURE),
    on("target-falls-back", "over-a-year-without-one", SECOND, ("2022: 160000", "2023: 140000"), VERDICT),
    on("target-falls-back", "before-a-break", "targets.yaml:13:7", BREAK_2023, targets("170000", "160000", "")),
    off("target-falls-back", "the-same-again", targets("160000", "160000.0", "170000")),
    off("target-falls-back", "lower-where-lower-is-better", LOWER, targets("3", "2.9", "2.8")),
    off("target-falls-back", "across-a-break", BREAK_2022, targets("170000", "160000", "")),
    off("target-falls-back", "a-change", targets("10", "{change: 5}", "20"), FIGURE),
    off("target-falls-back", "a-band", WITHIN, targets("{from: 30, to: 35}", "{from: 20, to: 40}", ""), FIGURE),
    off("target-falls-back", "a-milestone", targets("true", "true", "true"), MILESTONE),
]

TERM_BEHIND = [
    on("term-behind-annual", "where-higher-is-better", TERM, targets("150000", "160000", "159999.9")),
    on("term-behind-annual", "where-lower-is-better", TERM, LOWER, targets("3", "2", "2.5")),
    on("term-behind-annual", "an-open-side", TERM, LOWER, targets("{under: 3}", "{under: 2}", "{under: 3}")),
    on("term-behind-annual", "an-early-year-alone", SECOND, targets("150000", "", "140000"), VERDICT),
    off("term-behind-annual", "the-same", targets("150000", "160000", "160000.0")),
    off("term-behind-annual", "lower-where-lower-is-better", LOWER, targets("3", "2", "1")),
    off("term-behind-annual", "behind-a-break", BREAK_2023, targets("150000", "160000", "155000")),
    off("term-behind-annual", "a-band", WITHIN, targets("{from: 30, to: 35}", "", "{from: 20, to: 40}"), VERDICT),
]

GAP = ("      2022: 160000\n", "      2023: 165000\n")
"""Targets before the year and after it, and none of its own."""
NO_TARGET = [
    on("no-target", "between-two-years-with-one", ENTRY, GAP),
    on("no-target", "beside-a-verdict", ENTRY, GAP, ("203027", "{value: 9, reported: met}")),
    off("no-target", "in-any-year", (TARGETS[TARGETS.index("    targets") :], "")),
    off("no-target", "before-the-first", ("      2021: 150000\n      2022: 160000\n", "      2023: 165000\n")),
    off("no-target", "behind-the-last", targets("150000", "", "170000")),
    off("no-target", "two-years-apart", ("      2022: 160000\n", "      2024: 165000\n")),
    off("no-target", "that-a-change-is-counted-from", ("      2022: 160000\n", "      2023: {change: 5000}\n")),
    off("no-target", "that-a-percentage-is-counted-from", ("2022: 160000\n", "2023: {change_percent: 5}\n")),
    off("no-target", "a-verdict-alone", GAP, VERDICT),
    off("no-target", "by-the-target-of-every-year", GAP, ("group: g", "group: g\n    every: 1")),
    off(
        "no-target", "in-the-last-year-by-that-of-the-term", files={"actuals/2025.yaml": Y2022.replace("2022", "2025")}
    ),
]

UNUSED_IGNORE = [
    on("unused-ignore", "nothing-told", "actuals/2022.yaml:5:17", ("203027", "203027  # ansinh: ignore no-source")),
    on("unused-ignore", "another-code", "actuals/2022.yaml:5:17", ("203027", "203027  # ansinh: ignore no-target")),
    on("unused-ignore", "an-error", "actuals/2022.yaml:5:17", ("203027", "203027  # ansinh: ignore not-a-figure")),
    on("unused-ignore", "an-unknown-code", "actuals/2022.yaml:5:17", ("203027", "203027  # ansinh: ignore no-sorce")),
    on("unused-ignore", "no-code", "actuals/2022.yaml:5:17", ("203027", "203027  # ansinh: ignore")),
    on(
        "unused-ignore",
        "a-line-of-its-own",
        "actuals/2022.yaml:5:3",
        ("  jobs: 203027", "  # ansinh: ignore empty-entry\n  jobs: 203027"),
    ),
    off("unused-ignore", "what-it-hides", ("203027", "  # ansinh: ignore empty-entry")),
    off("unused-ignore", "in-a-text", ("203027", '{value: 203027, note: "as # ansinh: ignore no-source says"}')),
    off("unused-ignore", "in-another-comment", ("203027", "203027  # see the comment ansinh: ignore no-source")),
]

PROVISIONAL_2021 = {"actuals/2021.yaml": Y2021.replace("155000", "{value: 155000, provisional: true}")}
UNDATED_2021 = {"actuals/2021.yaml": PROVISIONAL_2021["actuals/2021.yaml"].replace("as_of: 2021-12-31\n", "")}
LATE_2021 = {"actuals/2021.yaml": PROVISIONAL_2021["actuals/2021.yaml"].replace("2021-12-31", "2022-01-31")}
STILL_PROVISIONAL = [
    on("still-provisional", "a-year-to-the-day", ENTRY, provisional("2021-12-31")),
    on("still-provisional", "to-the-end-of-a-month", ENTRY, provisional("2021-12")),
    on("still-provisional", "to-the-end-of-a-year", ENTRY, provisional("2021")),
    on("still-provisional", "by-the-files-date", OLDER, files=PROVISIONAL_2021),
    on("still-provisional", "by-the-files-year", "actuals/2021.yaml:4:3", files=UNDATED_2021),
    on(
        "still-provisional",
        "by-the-date-of-a-headline",
        "actuals/2022.yaml:6:3",
        ("actuals:", "published: [{total: 1, as_of: 2023-12-31}]\nactuals:"),
        provisional("2022-12-31"),
    ),
    on(
        "still-provisional",
        "by-the-date-of-another-entry",
        OLDER,
        ("as_of: 2022-12-31\n", ""),
        ("203027", "{value: 203027, as_of: 2022-12}"),
        files=PROVISIONAL_2021,
    ),
    on("still-provisional", "a-verdict", ENTRY, ("203027", "{reported: met, provisional: true, as_of: 2021-10-30}")),
    off("still-provisional", "a-day-less", provisional("2022-01-01")),
    off("still-provisional", "to-the-end-of-the-next-month", provisional("2022-01")),
    off("still-provisional", "to-the-end-of-the-year", ("as_of: 2022-12-31", "as_of: 2022-12-30"), provisional("2021")),
    off("still-provisional", "where-the-file-came-late", files=LATE_2021),
    off("still-provisional", "final", ("203027", "{value: 203027, provisional: false, as_of: 2020}")),
    off("still-provisional", "without-any-date", ("as_of: 2022-12-31\n", ""), files=UNDATED_2021),
]

THOUSANDS = [
    on("thousands-separator", "an-entry", "actuals/2022.yaml:5:9", ("203027", "203.027")),
    on("thousands-separator", "a-target", "targets.yaml:11:13", targets("150.000", "160000", "170000")),
    off("thousands-separator", "two-decimals", targets("150", "160", "170"), ("203027", "203.02")),
    off("thousands-separator", "where-it-fits", targets("150", "160", "170"), ("203027", "203.027")),
]

STRAY_FILE = [
    on("stray-file", "another-ending", "actuals/2021.yml:1:1", files={"actuals/2021.yml": Y2021}),
    on("stray-file", "in-capitals", "actuals/2021.YAML:1:1", files={"actuals/2021.YAML": Y2021}),
    on("stray-file", "another-name", "actuals/2021-draft.yaml:1:1", files={"actuals/2021-draft.yaml": "no: data"}),
    on("stray-file", "a-second-ending", "actuals/2021.yaml.txt:1:1", files={"actuals/2021.yaml.txt": Y2021}),
    on("stray-file", "a-quarter", "actuals/2021-Q1.yaml:1:1", files={"actuals/2021-Q1.yaml": Y2021}),
    on("stray-file", "beside-the-targets", "2021.yaml:1:1", files={"2021.yaml": Y2021}),
    off("stray-file", "no-yaml", files={"actuals/2021.txt": "", "actuals/README.md": "", "notes.yaml": ""}),
]

EVERY = [
    *UNUSED_SOURCE,
    *EMPTY_ENTRY,
    *SOURCELESS,
    *TARGET_FALLS_BACK,
    *TERM_BEHIND,
    *NO_TARGET,
    *STILL_PROVISIONAL,
    *THOUSANDS,
    *STRAY_FILE,
    *UNUSED_IGNORE,
]


def test_the_directory_that_the_cases_change_has_no_problem(tmp_path: Path) -> None:
    assert lint(write(tmp_path)) == []


@pytest.mark.parametrize("case", EVERY)
def test_a_warning_is_told_where_it_is_deserved_and_only_there(tmp_path: Path, case: Case) -> None:
    assert lint(write(tmp_path, case.changes, case.files)) == ([case.problem] if case.problem else [])


ONE_OF_EACH = {case.values[0].problem.split(": ")[1]: case.values[0] for case in EVERY if case.values[0].problem}


@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_a_warning_is_no_error_but_for_strict(quick: Quick, tmp_path: Path, code: str) -> None:
    write(tmp_path, ONE_OF_EACH[code].changes, ONE_OF_EACH[code].files)
    for options, exit_code in (([], 0), (["--strict"], 1)):
        done = quick("lint", *options, cwd=tmp_path)
        assert (done.code, done.stderr) == (exit_code, "")
        told, count = done.stdout.splitlines()
        assert told.startswith(f"data/{ONE_OF_EACH[code].problem}: ")
        assert told.endswith(")")  # what to do
        assert count == "1 warning"


def test_only_a_guess_and_a_slip_of_a_name_are_told_by_other_commands_too(quick: Quick, tmp_path: Path) -> None:
    for code, case in ONE_OF_EACH.items():
        write(tmp_path / code, case.changes, case.files)
        told = quick("score", "2022", cwd=tmp_path / code).stderr
        assert told.count("\n") == (code in ("thousands-separator", "stray-file")), told


UNTIDY = ("203027", "{value: 203027, provisional: true, as_of: 2020-13}")
FAULTS = [
    pytest.param("unknown-status", [("203027", "{reported: achieved}")], id="in-a-verdict"),
    pytest.param("not-a-figure", [("203027", "{value: many}")], id="in-a-figure"),
    pytest.param("wrong-type", [UNREPORTED, USED, ("203027", "{value: 1, source: {report: }}")], id="in-a-source"),
    pytest.param("not-a-date", [UNTIDY, ("2022-12-31", "2023-12-31")], id="in-a-date"),
    pytest.param("not-a-figure", [("2022: 160000", "2022: 16O000")], id="in-a-target"),
    pytest.param("unknown-key", [("    targets:", "    tragets:")], id="in-a-key"),
]


@pytest.mark.parametrize(("code", "changes"), FAULTS)
def test_a_fault_is_told_once_without_a_warning_of_what_it_left_out(
    tmp_path: Path, code: str, changes: Changes
) -> None:
    (told,) = lint(write(tmp_path, changes))
    assert told.endswith(f": {code}")


def test_a_source_is_not_called_unused_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    changes = another_source("jobs: 203027", "jobs: 203027")
    assert lint(write(tmp_path, changes, {"actuals/2021.yaml": "{"})) == ["actuals/2021.yaml:1:2: syntax"]


# --- exit codes, streams, order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [[], ["--strict"]])
def test_no_problem_exits_0(quick: Quick, tmp_path: Path, options: list[str]) -> None:
    write(tmp_path, files={"actuals/2021.yaml": Y2021})
    assert quick("lint", *options, cwd=tmp_path).page == "No problems in 3 files\n"


@pytest.mark.parametrize("options", [[], ["--strict"]])
def test_an_error_exits_1_and_is_an_answer(quick: Quick, tmp_path: Path, options: list[str]) -> None:
    write(tmp_path, [("203027", "2,23")])
    done = quick("lint", *options, cwd=tmp_path)
    assert (done.code, done.stderr) == (1, "")
    assert done.stdout == ("data/actuals/2022.yaml:5:9: not-a-figure: '2,23' is not a figure (write 2.23)\n1 error\n")


@pytest.mark.parametrize("options", [["--format", "xml"], ["--nonsense"], ["2022"]])
def test_wrong_usage_exits_2(quick: Quick, options: list[str]) -> None:
    done = quick("lint", *options)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr


def test_where_there_is_nothing_to_lint_it_exits_3(quick: Quick, tmp_path: Path) -> None:
    for format_ in ("table", "json", "github"):
        done = quick("lint", "--data", "nowhere", "--format", format_, cwd=tmp_path)
        assert (done.code, done.stdout) == (3, "")
        assert "nowhere/targets.yaml:1:1: missing-file: there is no folder 'nowhere'" in done.stderr


MANY: Changes = [
    ("  report: {title: A report}\n", "  other: {title: Another}\n  report: {title: A report}\n"),
    targets("150000", "140000", "130000"),
    ("  jobs: 203027", "  jobs: 203.027\n  job: 1\n  beds:"),
]
MANY_FILES = {
    "actuals/2021.yaml": Y2021.replace("source: report\n", "").replace("155000", '"155.000"'),
    "actuals/2021.yml": "",
}
MANY_TOLD = """\
data/targets.yaml:3:3: unused-source: no entry names the source 'other' (name it where it is the source, or delete it)
data/targets.yaml:13:7: target-falls-back: the target of 2022, 140000, is worse than that of 2021, 150000 (see whether it is meant)
data/targets.yaml:14:7: term-behind-annual: the end-of-term target 130000 is worse than that of 2021, 150000 (see whether it is meant)
data/actuals/2021.yaml:4:9: not-a-figure: '155.000' is a text in quotes, not a figure (write 155.000 or 155000)
data/actuals/2022.yaml:5:9: thousands-separator: 203.027 beside 150000 looks like a thousands separator (did you mean 203027?)
data/actuals/2022.yaml:6:3: unknown-indicator: 'job' is not in targets.yaml (did you mean jobs?)
data/actuals/2022.yaml:7:3: unknown-indicator: 'beds' is not in targets.yaml (add it there, or correct the id)
data/actuals/2022.yaml:7:3: empty-entry: 'beds' is left empty (write the figure or the verdict, or delete the line)
data/actuals/2021.yml:1:1: stray-file: '2021.yml' is not read: a file of actuals is named by its year (rename it, such as 2022.yaml, or 2022-06.yaml for what stood at the end of June)
3 errors, 6 warnings
"""  # noqa: E501


def test_every_problem_of_every_file_in_file_order(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path, MANY, MANY_FILES)
    done = quick("lint", cwd=tmp_path)
    assert (done.code, done.stdout, done.stderr) == (1, MANY_TOLD, "")


def test_lint_stops_after_no_number_of_problems(quick: Quick) -> None:
    done = quick("lint", "--data", CORPUS / "sixty-problems")
    assert done.code == 1
    assert sum(": unknown-indicator: " in line for line in done.stdout.splitlines()) == 60
    assert quick("score", "--data", CORPUS / "sixty-problems").stderr.count(": unknown-indicator: ") == 50


def test_in_vietnamese_the_codes_and_places_are_the_same(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path, MANY, MANY_FILES)
    told = quick("lint", "--lang", "vi", cwd=tmp_path).stdout.splitlines()
    places = [line.split(": ")[:2] for line in MANY_TOLD.splitlines()[:-1]]
    assert [line.split(": ")[:2] for line in told[:-1]] == places
    assert told[-1] == "3 lỗi, 6 cảnh báo"
    assert "ý bạn là jobs?" in told[5]


# --- formats ----------------------------------------------------------------------------------------------------------


def test_json(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path, [("203027", "2,23"), *another_source("as_of: 2022-12-31", "as_of: 2022-12-31")])
    done = quick("lint", "--format", "json", cwd=tmp_path)
    assert (done.code, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {
        "schema": "ansinh/lint/1",
        "problems": [
            {
                "code": "unused-source",
                "severity": "warning",
                "path": "data/targets.yaml",
                "line": 4,
                "column": 3,
                "message": "no entry names the source 'other'",
                "hint": "name it where it is the source, or delete it",
            },
            {
                "code": "not-a-figure",
                "severity": "error",
                "path": "data/actuals/2022.yaml",
                "line": 5,
                "column": 9,
                "message": "'2,23' is not a figure",
                "hint": "write 2.23",
            },
        ],
    }


def test_json_keeps_its_keys_in_order_and_speaks_an_explicit_language_alone(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path, [("203027", "2,23")])
    plain = quick("lint", "--format", "json", cwd=tmp_path)
    (problem,) = json.loads(plain.stdout)["problems"]
    assert list(problem) == ["code", "severity", "path", "line", "column", "message", "hint"]
    assert quick("lint", "--format", "json", cwd=tmp_path, env={"ANSINH_LANG": "vi"}).out == plain.out
    (said,) = json.loads(quick("lint", "--format", "json", "--lang", "vi", cwd=tmp_path).stdout)["problems"]
    assert said == {**problem, "message": said["message"], "hint": "viết 2.23"}
    assert said["message"] != problem["message"]


def test_json_of_no_problem(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path)
    assert json.loads(quick("lint", "--format", "json", cwd=tmp_path).page)["problems"] == []


def test_github_annotates_the_line(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path, MANY, MANY_FILES)
    done = quick("lint", "--format", "github", cwd=tmp_path)
    assert done.code == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 9
    assert lines[0] == (
        "::warning file=data/targets.yaml,line=3,col=3,title=unused-source::"
        "no entry names the source 'other' (name it where it is the source, or delete it)"
    )
    assert lines[3] == (
        "::error file=data/actuals/2021.yaml,line=4,col=9,title=not-a-figure::"
        "'155.000' is a text in quotes, not a figure (write 155.000 or 155000)"
    )


def test_github_says_nothing_of_no_problem(quick: Quick, tmp_path: Path) -> None:
    write(tmp_path)
    assert quick("lint", "--format", "github", cwd=tmp_path).page == ""


@pytest.mark.parametrize("format_", ["table", "json", "csv", "github", "gitlab", "sarif"])
def test_an_output_file_gets_what_stdout_would_have_got(quick: Quick, tmp_path: Path, format_: str) -> None:
    write(tmp_path, MANY, MANY_FILES)
    printed = quick("lint", "--format", format_, cwd=tmp_path)
    done = quick("lint", "--format", format_, "--output", "lint.out", cwd=tmp_path)
    assert (done.code, done.out, done.err) == (1, b"", b"")
    assert (tmp_path / "lint.out").read_bytes() == printed.out


# --- the corpus's warnings, in full -----------------------------------------------------------------------------------

IN_FULL = {
    "warning-empty-entry": """\
actuals/2022.yaml:3:3: empty-entry: 'a' is left empty (write the figure or the verdict, or delete the line)
actuals/2022.yaml:4:3: empty-entry: 'b' is left empty (write the figure or the verdict, or delete the line)
actuals/2022.yaml:5:3: empty-entry: 'c' is left empty (write the figure or the verdict, or delete the line)
3 warnings
""",
    "warning-thousands-separator": """\
actuals/2022.yaml:3:3: no-source: 'jobs-created' has no source (add source to the entry, or once to the file)
actuals/2022.yaml:3:17: thousands-separator: 203.027 beside 160000 looks like a thousands separator (did you mean 203027?)
2 warnings
""",  # noqa: E501
    "warning-unused-source": """\
targets.yaml:4:3: unused-source: no entry names the source 'unused' (name it where it is the source, or delete it)
1 warning
""",
    "warnings-beside-an-error": """\
targets.yaml:3:3: unused-source: no entry names the source 'unused' (name it where it is the source, or delete it)
actuals/2022.yaml:3:3: no-source: 'jobs-created' has no source (add source to the entry, or once to the file)
actuals/2022.yaml:3:25: thousands-separator: 203.027 beside 160000 looks like a thousands separator (did you mean 203027?)
actuals/2022.yaml:4:3: empty-entry: 'beds' is left empty (write the figure or the verdict, or delete the line)
actuals/2023.yaml:3:17: not-a-figure: '200300' is a text in quotes, not a figure (write 200300)
1 error, 4 warnings
""",  # noqa: E501
}


def test_no_warning_of_the_corpus_is_left_out() -> None:
    assert {folder.name for folder in CORPUS.glob("warning*")} == set(IN_FULL)


@pytest.mark.parametrize("name", IN_FULL)
def test_the_corpus_in_full(quick: Quick, name: str) -> None:
    done = quick("lint", "--data", ".", cwd=CORPUS / name)
    assert (done.code, done.stdout) == (int("error" in name), IN_FULL[name])
