"""`ansinh check` from outside: exit codes, streams, formats. What closes a gate is in test_gate."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import junitparser
import pytest

from an_sinh.render.formats import formats_of

FORMATS = formats_of("check")

if TYPE_CHECKING:
    from tests.conftest import Ansinh, Quick, Run

TARGETS = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
sources: {report: {title: A report}}
groups: {g: Group}
indicators:
  jobs: {name: Jobs, group: g, better: higher, targets: {2021: 160000, 2022: 160000}}
  beds: {name: Beds, group: g, better: higher, targets: {2021: 30, 2022: 31}}
"""
Y2021 = "year: 2021\nsource: report\nactuals: {jobs: 170000, beds: 30}\n"
Y2022 = "year: 2022\nsource: report\nactuals: {jobs: 203027, beds: 30}\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A directory of two indicators: both met in 2021, one of them in 2022. To be changed as a test likes."""
    (tmp_path / "data/actuals").mkdir(parents=True)
    (tmp_path / "data/targets.yaml").write_text(TARGETS)
    (tmp_path / "data/actuals/2021.yaml").write_text(Y2021)
    (tmp_path / "data/actuals/2022.yaml").write_text(Y2022)
    return tmp_path / "data"


@pytest.fixture
def check(quick: Quick, data: Path) -> Callable[[str], Run]:
    """Runs `ansinh check` with these options beside that directory."""
    return lambda options: quick("check", *options.split(), cwd=data.parent)


# --- exit codes -------------------------------------------------------------------------------------------------------

OPEN = [
    "2021",
    "2022 --min-met 1",
    "2022 --min-met 50%",
    "2022 --fail-on not-started --fail-on discrepancy --fail-on provisional",
    "2021 --no-regression-from 2021",
]
CLOSED = [
    "2022",
    "2022 --min-met 2",
    "2022 --min-met 50.1%",
    "2022 --fail-on unmet",
    "2022 --fail-on published",
    "2022 --no-regression-from 2021",
    "2022 --min-met 1 --fail-on unmet",
    "2022 --against term",  # no target for the term's last year: nothing is judged
    "2022 --against term --min-met 0",
]
WRONG_USAGE = [
    "2022 --min-met many",
    "2022 --min-met -1",
    "2022 --min-met=-1",
    "2022 --min-met 101%",
    "2022 --min-met 85,2%",
    "2022 --fail-on unmett",
    "2022 --fail-on",
    "2022 --no-regression-from last-year",
    "2022 --against somebody",
    "2022 --format xml",
    "2022 --format prose",
    "2022 --lang de",
    "2022 --nonsense",
    "2022 2023",
    "22",
    "next-year",
]
WRONG_DATA = [
    "2023",  # no file
    "2020",  # outside the programme
    "2026",
    "2022 --no-regression-from 2023",
    "2022 --no-regression-from 2019",
    "2022 --data nowhere",
    "2022 --output nowhere/gate.json --format json",
]


@pytest.mark.parametrize("options", OPEN)
def test_an_open_gate_exits_0(check: Callable[[str], Run], options: str) -> None:
    done = check(options)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.endswith("gate open\n")


@pytest.mark.parametrize("options", CLOSED)
def test_a_closed_gate_exits_1_and_is_an_answer(check: Callable[[str], Run], options: str) -> None:
    done = check(options)
    assert (done.code, done.stderr) == (1, "")
    assert done.stdout.endswith("gate closed\n")
    assert "expected " in done.stdout
    assert "found " in done.stdout


@pytest.mark.parametrize("options", WRONG_USAGE)
def test_wrong_usage_exits_2_and_prints_nothing_on_stdout(check: Callable[[str], Run], options: str) -> None:
    done = check(options)
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr


@pytest.mark.parametrize("options", WRONG_DATA)
def test_data_that_cannot_be_used_exit_3_and_print_nothing_on_stdout(check: Callable[[str], Run], options: str) -> None:
    done = check(options)
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        ("2022 --fail-on unmett", "did you mean unmet?"),
        ("2022 --fail-on everything", "not-started, unmet, met, exceeded, unscored, withdrawn"),
        ("2022 --min-met 23.5", "write a whole number, or a percentage up to 100%"),
        ("2022 --format xml", "table, json, csv, markdown, junit or github"),
        ("2023", "there are files for 2021 and 2022"),
        ("2026", "one of the programme's years, 2021 to 2025"),
    ],
)
def test_a_refusal_says_what_to_write(check: Callable[[str], Run], options: str, remedy: str) -> None:
    assert remedy in check(options).stderr


# --- what is printed --------------------------------------------------------------------------------------------------

PAGES = {
    "2022": """\
✗ every indicator met: expected all 2 met, found 1
    beds: Beds
gate closed
""",
    "2022 --min-met 1 --min-met 2": """\
✗ --min-met 2: expected at least 2 met, found 1 of 2
    beds: Beds
gate closed
""",
    "2022 --min-met 50.1%": """\
✗ --min-met 50.1%: expected at least 50.1 % met, found 50.0 % (1 of 2)
    beds: Beds
gate closed
""",
    "2022 --min-met 1 --fail-on unmet --fail-on published --no-regression-from 2021": """\
✓ --min-met 1: expected at least 1 met, found 1 of 2
✗ --fail-on unmet: expected none, found 1
    beds: Beds
✗ --fail-on published: expected a published headline that agrees; found none
✗ --no-regression-from 2021: expected no worse and no lost verdict, found 1
    beds: Beds
gate closed
""",
    "2022 --against term --fail-on unmet": """\
✓ --fail-on unmet: expected none, found 0
✗ anything judged: expected something judged, found nothing
gate closed
""",
    "2022 --min-met 1 --lang vi": """\
✓ --min-met 1: cần ít nhất 1 chỉ tiêu đạt, có 1 trong 2
cổng mở
""",
}


@pytest.mark.parametrize("options", PAGES)
def test_every_gate_says_what_it_expected_and_found(check: Callable[[str], Run], options: str) -> None:
    assert check(options).stdout == PAGES[options]


def test_a_percentage_is_told_with_the_decimals_that_set_it_apart(quick: Quick) -> None:
    told = quick("check", "2022", "--min-met", "85.2%").stdout.splitlines()[0]
    assert told == "✗ --min-met 85.2%: expected at least 85.2 % met, found 85.19 % (23 of 27)"


PUBLISHED = "published: [{{met_or_exceeded: {met}, total: 2}}]\n"


@pytest.mark.parametrize(
    ("met", "code", "found"),
    [(1, 0, "agrees with the published 1/2"), (2, 1, "does not agree with the published 2/2")],
)
def test_a_published_headline(check: Callable[[str], Run], data: Path, met: int, code: int, found: str) -> None:
    (data / "actuals/2022.yaml").write_text(Y2022 + PUBLISHED.format(met=met))
    done = check("2022 --fail-on published")
    assert done.code == code
    told = f" --fail-on published: expected a published headline that agrees; {found}"
    assert done.stdout.startswith("✗✓"[code == 0] + told)


def test_without_a_year_the_latest_that_is_judged_is_held_and_named(check: Callable[[str], Run], data: Path) -> None:
    (data / "actuals/2023.yaml").write_text("year: 2023\nactuals: {}\n")
    done = check("--min-met 1")
    assert done.code == 0
    assert (
        done.stderr
        == "no year named: 2022, the latest in which at least half is judged; judged later: 0 of 2 in 2023\n"
    )
    assert "found 1 of 2" in done.stdout


def test_without_any_verdict_no_year_is_a_pass(check: Callable[[str], Run], data: Path) -> None:
    for year in (2021, 2022):
        (data / f"actuals/{year}.yaml").write_text(f"year: {year}\nactuals: {{}}\n")
    done = check("--min-met 0 --fail-on unmet")
    assert done.code == 1
    assert "✗ anything judged: expected something judged, found nothing\n" in done.stdout


def test_without_any_file_there_is_no_answer(check: Callable[[str], Run], data: Path) -> None:
    for year in (2021, 2022):
        (data / f"actuals/{year}.yaml").unlink()
    done = check("--min-met 0")
    assert (done.code, done.stdout) == (3, "")


def test_the_packaged_programme_is_never_taken_silently(quick: Quick, tmp_path: Path) -> None:
    done = quick("check", "2022", "--min-met", "23", cwd=tmp_path)
    assert done.code == 0
    assert "using the copy of Hanoi's Programme 08 that comes with ansinh" in done.stderr


# --- warnings, and data that cannot be read ---------------------------------------------------------------------------


def test_a_warning_goes_to_stderr_and_closes_no_gate(check: Callable[[str], Run], data: Path) -> None:
    (data / "actuals/2022.yaml").write_text(Y2022.replace("203027", "203.027"))
    done = check("2022 --min-met 0")
    assert done.code == 0
    assert done.stdout == "✓ --min-met 0: expected at least 0 met, found 0 of 2\ngate open\n"
    assert done.stderr == (
        "warning: data/actuals/2022.yaml:3:17: thousands-separator: "
        "203.027 beside 160000 looks like a thousands separator (did you mean 203027?)\n"
    )


BROKEN = {
    "a-wrong-figure": ("actuals/2022.yaml", Y2022.replace("203027", '"203.027"'), "not-a-figure"),
    "a-wrong-figure-in-the-year-compared-with": ("actuals/2021.yaml", Y2021.replace("170000", "2,23"), "unknown-key"),
    "wrong-targets": ("targets.yaml", TARGETS.replace("better", "beter"), "unknown-key"),
    "no-yaml": ("targets.yaml", "programme: [", "syntax"),
    "no-text": ("targets.yaml", "", "missing-key"),
    "an-unknown-indicator": ("actuals/2022.yaml", Y2022.replace("jobs", "job"), "unknown-indicator"),
}


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("case", BROKEN)
def test_a_load_failure_never_looks_like_a_result(
    quick: Quick, data: Path, tmp_path: Path, case: str, format_: str
) -> None:
    name, text, code = BROKEN[case]
    (data / name).write_text(text)
    result = tmp_path / "gate.out"
    result.write_text("an earlier result")
    command = ["check", "2022", "--no-regression-from", "2021", "--min-met", "0", "--format", format_]
    done = quick(*command, cwd=tmp_path)
    assert (done.code, done.stdout) == (3, "")
    assert f"data/{name}:" in done.stderr
    assert f": {code}: " in done.stderr
    assert done.stderr.endswith("nothing was scored\n")
    assert quick(*command, "--output", result, cwd=tmp_path).code == 3
    assert result.read_text() == "an earlier result"


def test_a_warning_is_said_once_though_two_years_are_read(check: Callable[[str], Run], data: Path) -> None:
    (data / "targets.yaml").write_text(TARGETS.replace("2021: 160000", "2021: 160.000"))
    done = check("2022 --min-met 1 --no-regression-from 2021")
    assert done.stderr.count("thousands-separator") == 1


def test_a_year_that_is_not_asked_for_is_not_read(check: Callable[[str], Run], data: Path) -> None:
    (data / "actuals/2021.yaml").write_text("{")
    assert check("2022 --min-met 1").code == 0
    assert check("2022 --no-regression-from 2021").code == 3


# --- formats ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("gate", "code"), [("--min-met 1", 0), ("--min-met 2", 1)])
def test_every_format_exits_alike_and_says_it(check: Callable[[str], Run], format_: str, gate: str, code: int) -> None:
    done = check(f"2022 {gate} --format {format_}")
    assert (done.code, done.stderr) == (code, "")
    # an annotation is for what is wrong: there the headline alone tells of an open gate
    assert (gate.removeprefix("--") if code or format_ != "github" else "1/2 met") in done.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_an_output_file_gets_what_stdout_would_have_got(quick: Quick, data: Path, tmp_path: Path, format_: str) -> None:
    command = ["check", "2022", "--fail-on", "unmet", "--format", format_]
    printed = quick(*command, cwd=data.parent)
    done = quick(*command, "--output", tmp_path / "gate", cwd=data.parent)
    assert (done.code, done.out, done.err) == (1, b"", b"")
    assert (tmp_path / "gate").read_bytes() == printed.out


def test_json(check: Callable[[str], Run]) -> None:
    done = check(
        "2022 --min-met 51% --min-met 50% --fail-on unmet --fail-on published --no-regression-from 2021 --format json"
    )
    assert json.loads(done.stdout) == {
        "schema": "ansinh/check/1",
        "programme": "P",
        "year": 2022,
        "against": "annual",
        "latest": False,
        "passed": False,
        "gates": [
            {"gate": "min-met 50%", "expected": 50, "found": 50, "passed": True, "indicators": []},
            {"gate": "fail-on unmet", "expected": 0, "found": 1, "passed": False, "indicators": ["beds"]},
            {"gate": "fail-on published", "expected": True, "found": None, "passed": False, "indicators": []},
            {"gate": "no-regression-from 2021", "expected": 0, "found": 1, "passed": False, "indicators": ["beds"]},
        ],
    }


def test_json_of_the_default_gate_and_of_nothing_judged(check: Callable[[str], Run]) -> None:
    gates = json.loads(check("2022 --format json").stdout)["gates"]
    assert gates == [{"gate": "all-met", "expected": 2, "found": 1, "passed": False, "indicators": ["beds"]}]
    gates = json.loads(check("2022 --against term --format json").stdout)["gates"]
    assert gates == [
        {"gate": "all-met", "expected": 2, "found": 0, "passed": False, "indicators": []},
        {"gate": "judged", "expected": 1, "found": 0, "passed": False, "indicators": []},
    ]


def test_csv_has_a_row_for_each_gate(check: Callable[[str], Run]) -> None:
    done = check("2022 --min-met 1 --fail-on published --format csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert [(row["gate"], row["expected"], row["found"], row["passed"]) for row in rows] == [
        ("min-met 1", "1", "1", "true"),
        ("fail-on published", "true", "", "false"),
    ]


def test_junit_has_a_case_for_each_indicator_and_each_gate(check: Callable[[str], Run]) -> None:
    document = junitparser.JUnitXml.fromstring(check("2022 --min-met 2 --fail-on published --format junit").out)
    failed = {case.name: [type(each).__name__ for each in case.result] for suite in document for case in suite}
    assert failed == {"jobs": [], "beds": ["Failure"], "min-met 2": ["Failure"], "fail-on published": ["Failure"]}


def test_github_points_at_the_line_of_the_indicator_that_closed_it(check: Callable[[str], Run]) -> None:
    gate, beds, headline = check("2022 --fail-on unmet --format github").stdout.splitlines()
    assert gate == "::error title=--fail-on unmet::expected none, found 1: beds"
    assert beds.startswith("::error file=data/actuals/2022.yaml,line=3,col=25,title=")
    assert headline == "::error title=Programme P · 2022 against the plan for 2022::1/2 met (50.0 %25)"
    (open_,) = check("2022 --min-met 1 --format github").stdout.splitlines()
    assert open_ == headline.replace("error", "notice", 1)


def test_markdown_opens_with_the_outcome(check: Callable[[str], Run]) -> None:
    assert check("2022 --min-met 1 --format markdown").stdout.startswith("✓ **gate open** · 1/2 met (50.0 %)\n")
    assert check("2022 --min-met 2 --format markdown").stdout.startswith("✗ **gate closed** · 1/2 met (50.0 %)\n")


GATES = ["", "--min-met 2", "--min-met 90%", "--fail-on unmet", "--no-regression-from 2021"]


@pytest.mark.parametrize("gate", GATES)
@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown", "junit", "github"])
def test_every_gate_names_in_every_format_what_closes_it(check: Callable[[str], Run], gate: str, format_: str) -> None:
    told = check(f"2022 {gate} --format {format_}").stdout
    if format_ == "junit":
        suites = list(junitparser.JUnitXml.fromstring(told.encode()))
        (case,) = suites[1]
        told = case.result[0].text
    assert "beds" in told
    assert "jobs" not in told.replace("jobs-created", "")


def test_markdown_is_a_comment_worth_posting(check: Callable[[str], Run]) -> None:
    assert (
        check("2022 --fail-on unmet --format markdown").stdout
        == """\
✗ **gate closed** · 1/2 met (50.0 %)

Programme P · 2022 against the plan for 2022

|  | gate | expected and found |
| :-- | :-- | :-- |
| ✗ | --fail-on unmet | expected none, found 1 |

<details open>
<summary>1 indicator closes the gate</summary>

| indicator | result | actual | target | source |
| :-- | :-- | :-- | :-- | :-- |
| Beds<br>beds<br>data/actuals/2022.yaml:3 | ✗ Unmet | 30 | 31 | A report |

</details>
"""
    )


def test_a_gate_that_many_close_is_folded(quick: Quick) -> None:
    page = quick("check", "2024", "--fail-on", "unscored", "--format", "markdown").stdout
    assert "<details>\n<summary>" in page
    assert "no figure yet" in page


@pytest.mark.parametrize("format_", ["json", "csv", "junit", "github"])
def test_machine_output_speaks_no_language_of_the_locale(quick: Quick, data: Path, format_: str) -> None:
    command = ["check", "2022", "--fail-on", "unmet", "--format", format_]
    plain = quick(*command, cwd=data.parent)
    assert quick(*command, cwd=data.parent, env={"ANSINH_LANG": "vi", "LANG": "vi_VN.UTF-8"}).out == plain.out


# --- as a process of its own ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code"),
    [("2022 --min-met 23", 0), ("2022 --min-met 24", 1), ("2022 --min-met most", 2), ("2019", 3)],
)
def test_the_exit_code_reaches_the_shell(ansinh: Ansinh, options: str, code: int) -> None:
    done = ansinh("check", *options.split())
    assert (done.code, bool(done.out), bool(done.err)) == (code, code < 2, code > 1)


def test_a_reader_that_leaves_early_opens_no_gate(ansinh: Ansinh, tmp_path: Path) -> None:
    script = tmp_path / "piped.sh"
    script.write_text('"$@" | true\necho "${PIPESTATUS[0]}" >&2\n')
    for least, code in (("23", "0\n"), ("24", "1\n")):
        command = ("bash", str(script), *_program())
        assert ansinh("check", "2022", "--min-met", least, program=command).stderr == code


def _program() -> tuple[str, ...]:
    from tests.conftest import PROGRAM

    return PROGRAM
