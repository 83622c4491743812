"""action.yml and .pre-commit-hooks.yaml: sound in form, run as a runner runs them, deaf to what stands in an input."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import HANOI, PAGES, ROOT
from tests.support_docs import Job, action, commands, commands_in, parse_yaml, run_action

if TYPE_CHECKING:
    from tests.conftest import Quick

INPUTS = {
    "data": "data",
    "year": "",
    "against": "annual",
    "min-met": "",
    "fail-on": "",
    "no-regression-from": "",
    "since": "",
    "lang": "en",
    "python-version": "3.13",
    "package": "",
}


def steps() -> dict[str, Any]:
    return {step["id"]: step for step in action()["runs"]["steps"]}


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job in a checkout that holds Programme 08's data."""
    shutil.copytree(HANOI, tmp_path / "checkout/data")
    return Job(cwd=tmp_path / "checkout", temp=tmp_path / "temp", path=commands(tmp_path / "commands"))


# --- the form ---------------------------------------------------------------------------------------------------------


def test_the_inputs_and_their_defaults() -> None:
    assert {name: about["default"] for name, about in action()["inputs"].items()} == INPUTS
    assert all(about["description"] for about in action()["inputs"].values())


def test_the_outputs() -> None:
    assert {name: about["value"] for name, about in action()["outputs"].items()} == {
        "passed": "${{ steps.check.outputs.passed }}",
        "headline": "${{ steps.check.outputs.headline }}",
    }


def test_every_input_is_used_and_no_other() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text("utf-8")))
    assert used == set(INPUTS)


def test_an_input_reaches_a_script_by_its_environment_alone() -> None:
    assert action()["runs"]["using"] == "composite"
    for step in action()["runs"]["steps"]:
        if "run" in step:
            assert step["shell"] == "bash"
            assert "${{" not in step["run"]
            assert "eval" not in step["run"]


@pytest.mark.parametrize("id_", ["install", "check"])
def test_shellcheck_finds_nothing(id_: str) -> None:
    shellcheck = shutil.which("shellcheck")
    if shellcheck is None:
        pytest.skip("shellcheck is not installed here")
    command = [shellcheck, "--shell=bash", "--enable=quote-safe-variables", "-"]
    done = subprocess.run(command, input=steps()[id_]["run"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


# --- installing -------------------------------------------------------------------------------------------------------

PYTHON = """\
#!/bin/sh
case "$*" in
    *venv*) mkdir -p "$4/{bin}" && cp "$0" "$4/{bin}/python" ;;
    *) printf '%s\\n' "$@" --- >>"$RUNNER_TEMP/installed" ;;
esac
"""
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]


def install(job: Job, package: str, bin_: str = "bin") -> list[list[str]]:
    """What pip was asked for."""
    python = job.temp / "fake python"
    python.write_text(PYTHON.replace("{bin}", bin_))
    python.chmod(0o755)
    job.context = {"inputs": {**INPUTS, "package": package}}
    job.outputs["python"] = {"python-path": str(python)}
    assert job.run(steps()["install"]) == 0
    assert (job.log, job.said) == ("", "")
    asked = (job.temp / "installed").read_text().split("---\n")[:-1]
    return [each.splitlines() for each in asked]


def test_it_installs_its_own_checkout_with_pinned_dependencies(job: Job) -> None:
    assert install(job, "") == [
        [*PIP, "--require-hashes", "--requirement", f"{ROOT}/requirements/run.txt"],
        [*PIP, "--no-deps", "--no-build-isolation", "--", str(ROOT)],
    ]
    assert (ROOT / "requirements/run.txt").is_file()
    assert job.outputs["install"] == {"bin": f"{job.temp}/an-sinh/bin"}


def test_it_finds_the_commands_on_windows(job: Job) -> None:
    install(job, "", "Scripts")
    assert job.outputs["install"] == {"bin": f"{job.temp}/an-sinh/Scripts"}


@pytest.mark.parametrize(
    "package", ["an-sinh==0.1.0", "./a path", "--index-url=elsewhere", "$(touch pwned)", "a; touch b"]
)
def test_it_installs_what_is_named_and_reads_no_option_in_it(job: Job, package: str) -> None:
    assert install(job, package) == [[*PIP, "--", package]]
    assert list(job.cwd.iterdir()) == [job.cwd / "data"]


def test_without_a_version_the_python_that_is_there_serves(job: Job) -> None:
    job.outputs = {}
    assert job.fill(steps()["install"]["env"]["PYTHON"]) == "python3"
    assert steps()["python"]["if"] == "inputs.python-version != ''"


# --- the verdict ------------------------------------------------------------------------------------------------------

HEADLINE = "23/27 met (85.2 %)"


WISHES = {"FORCE_COLOR": "1", "ANSINH_LANG": "vi", "ANSINH_DATA": "nowhere"}
"""What a job's environment may ask of every command in it; the inputs count."""


def test_an_open_gate(job: Job) -> None:
    (job.temp / "summary").write_text("earlier\n")
    assert run_action(job, {"year": "2022", "min-met": "85%", "fail-on": "published\ndiscrepancy"}, WISHES) == 0
    assert job.outputs["check"] == {"passed": "true", "headline": HEADLINE}
    assert job.summary.startswith(f"earlier\n✓ **gate open** · {HEADLINE}\n")
    assert f"\n\n**{HEADLINE}** · ▲ 9 exceeded" in job.summary  # the whole scorecard below it
    assert "| Poverty rate" in job.summary
    assert "✓ --min-met 85%: expected at least 85 % met, found 85.2 % (23 of 27)\n" in job.log
    assert "✓ --fail-on published: " in job.log
    assert "\x1b" not in job.summary + job.log
    assert [line for line in commands_in(job.log) if line.startswith("::error")] == []


def test_a_closed_gate(job: Job) -> None:
    assert run_action(job, {"year": "2022", "fail-on": "unmet", "no-regression-from": "2021"}) == 1
    assert job.outputs["check"] == {"passed": "false", "headline": HEADLINE}
    assert job.summary.startswith(f"✗ **gate closed** · {HEADLINE}\n")
    errors = [line for line in commands_in(job.log) if line.startswith("::error")]
    assert any("file=data/actuals/2022.yaml,line=" in line and "Life expectancy" in line for line in errors)
    assert "✓ --no-regression-from 2021: expected no worse and no lost verdict, found 0\n" in job.log


def test_without_a_year_one_is_chosen_for_all_its_pages_here_in_vietnamese(job: Job) -> None:
    assert run_action(job, {"against": "term", "min-met": "1", "lang": "vi"}) == 0
    assert "không nêu năm: lấy năm 2025, năm gần nhất có ít nhất một nửa chỉ tiêu được đánh giá" in job.log
    assert job.summary.startswith("✓ **cổng mở** · ")
    assert "2025" in job.summary
    assert "2022" not in job.summary
    assert " chỉ tiêu đạt" in job.outputs["check"]["headline"]


def test_where_nothing_is_judged_there_is_no_pass(job: Job) -> None:
    assert run_action(job, {"year": "2025", "min-met": "0"}) == 1
    assert job.outputs["check"]["passed"] == "false"
    assert job.outputs["check"]["headline"].startswith("Nothing is judged")


# --- no verdict -------------------------------------------------------------------------------------------------------


def test_wrong_data_are_shown_on_their_line_and_are_no_verdict(job: Job) -> None:
    path = job.cwd / "data/actuals/2023.yaml"  # a file that the check of 2022 does not even read
    path.write_text(path.read_text("utf-8").replace("200300", "200.300,0"), encoding="utf-8")
    assert run_action(job, {"year": "2022", "min-met": "23"}) == 1
    assert job.outputs["check"] == {}
    problem = "data/actuals/2023.yaml:18:12: not-a-figure: '200.300,0' is not a figure (write 200300.0)"
    assert problem in job.summary
    assert problem in job.log
    assert "::error file=data/actuals/2023.yaml,line=18,col=12,title=not-a-figure::" in "\n".join(commands_in(job.log))
    assert "gate" not in job.summary


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        ({"data": "nowhere"}, 3, "nowhere/targets.yaml:1:1: missing-file"),
        ({"year": "2019"}, 3, "2019 is not one of the programme's years"),
        ({"year": "2022", "no-regression-from": "2030"}, 3, "2030 is not one of the programme's years"),
        ({"year": "2022", "min-met": "most"}, 2, "--min-met: 'most' is no number of indicators"),
        ({"year": "2022", "fail-on": "unmett"}, 2, "did you mean unmet?"),
        ({"year": "2022", "against": "both"}, 2, "both"),
        ({"year": "2022", "lang": "de"}, 2, "de"),
    ],
)
def test_what_cannot_be_judged_is_no_verdict(job: Job, given: dict[str, str], code: int, told: str) -> None:
    assert run_action(job, given) == code
    assert job.outputs["check"] == {}
    assert told in job.log
    assert told in job.summary
    assert "gate open" not in job.log + job.summary
    (annotated,) = [line for line in commands_in(job.log) if line.startswith("::error")]
    assert annotated.startswith("::error title=an-sinh::")
    assert told.replace("%", "%25") in annotated


# --- hostile inputs, hostile data -------------------------------------------------------------------------------------

ANSINH = """\
#!/bin/sh
printf '%s\\0' "$@" >>"$RUNNER_TEMP/asked"
printf '\\n' >>"$RUNNER_TEMP/asked"
for argument; do
    case "$argument" in
        --output=*) echo '{"year": 2022}' >"${argument#--output=}" ;;
        --) break ;;
    esac
done
"""

HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "x & touch pwned",
    "--help",
    "--output=pwned",
    "-- 2022",
    "*",
    "~",
    "${HOME}",
    "a\\nb",
    "%0A::error::pwned",
    "::set-output name=passed::true",
    "=",
]


@pytest.fixture
def asked(job: Job) -> Path:
    """A stand-in for ansinh that notes its arguments; where it notes them."""
    (job.path / "ansinh").write_text(ANSINH)
    return job.temp / "asked"


def calls(asked: Path) -> list[list[str]]:
    """The arguments of each call."""
    return [line.split("\0")[:-1] for line in asked.read_bytes().decode().split("\n")[:-1]]


@pytest.mark.parametrize("value", HOSTILE)
def test_an_input_arrives_as_it_is_whatever_stands_in_it(job: Job, asked: Path, value: str) -> None:
    given = dict.fromkeys(
        ["data", "year", "against", "min-met", "fail-on", "no-regression-from", "since", "lang"], value
    )
    assert run_action(job, given) == 0
    lint, verdict, *pages = calls(asked)
    common = [f"--data={value}", f"--lang={value}"]
    assert lint == ["lint", *common, f"--since={value}", "--format=github"]
    judged = [*common, f"--against={value}"]
    gates = [f"--min-met={value}", f"--no-regression-from={value}", f"--fail-on={value}"]
    page = f"--output={job.temp}/an-sinh.page"
    assert verdict == ["check", *judged, *gates, "--format=json", page, "--", value]
    assert pages == [
        ["check", *judged, *gates, "--", "2022"],
        ["check", *judged, *gates, "--format=github", "--", "2022"],
        ["check", *judged, *gates, "--format=markdown", "--", "2022"],
        ["score", *judged, "--format=markdown", "--", "2022"],
        ["diff", *judged, f"--since={value}", "--format=markdown", "--", "2022"],
    ]
    assert list(job.cwd.rglob("*pwned*")) == []
    assert job.outputs["check"] == {"passed": "true", "headline": ""}
    assert commands_in(job.log) == []


def test_the_summary_says_what_has_changed_since_a_revision(job: Job) -> None:
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a@example.org commit -qm first"):
        subprocess.run(["git", *line.split()], cwd=job.cwd, check=True)
    actuals = job.cwd / "data/actuals/2022.yaml"
    text = actuals.read_text("utf-8")
    actuals.write_text(text.replace("life-expectancy: {reported: unmet}", "life-expectancy: {reported: met}"), "utf-8")
    assert run_action(job, {"year": "2022", "min-met": "24", "since": "HEAD"}) == 0
    assert "**23/27 → 24/27 met (+1 of the 27 judged in both)**" in job.summary


def test_a_revision_that_is_not_there_closes_no_gate(job: Job) -> None:
    assert run_action(job, {"year": "2022", "min-met": "23", "since": "nowhere"}) == 0
    assert "git does not have these data at 'nowhere'" in job.log
    (annotated,) = [line for line in commands_in(job.log) if line.startswith("::warning")]
    assert annotated.startswith("::warning title=an-sinh::git does not have these data at 'nowhere'")


def test_of_the_warnings_only_those_of_the_change_are_annotated(job: Job) -> None:
    for line in ("init -q", "add .", "-c user.name=a -c user.email=a@example.org commit -qm first"):
        subprocess.run(["git", *line.split()], cwd=job.cwd, check=True)
    for name, old in (("2023", "200300"), ("2021", "90.2")):  # a warning each, of which one is committed
        path = job.cwd / f"data/actuals/{name}.yaml"
        text = path.read_text("utf-8").replace("  # ansinh: ignore still-provisional", "", 1)
        path.write_text(text, "utf-8")
        if name == "2023":
            subprocess.run(
                ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qam", old],
                cwd=job.cwd,
                check=True,
            )
    assert run_action(job, {"year": "2022", "min-met": "23", "since": "HEAD"}) == 0
    warnings = [line for line in commands_in(job.log) if "title=still-provisional" in line]
    assert [re.findall("file=([^,]+)", line) for line in warnings] == [["data/actuals/2021.yaml"]]


def test_what_is_empty_is_not_asked_and_a_line_of_fail_on_may_have_blanks_around_it(job: Job, asked: Path) -> None:
    assert run_action(job, {"fail-on": "\n  discrepancy  \n\n\tpublished\r\n not started\n"}) == 0
    _, verdict, table, *_ = calls(asked)
    common = ["--data=data", "--lang=en", "--against=annual"]
    gates = ["--fail-on=discrepancy", "--fail-on=published\r", "--fail-on=not started"]
    assert verdict == ["check", *common, *gates, "--format=json", f"--output={job.temp}/an-sinh.page"]
    assert table == ["check", *common, *gates, "--", "2022"]


@pytest.mark.parametrize("page", [3, 4, 5, 6])
def test_a_page_that_fails_on_the_way_fails_the_step(job: Job, asked: Path, page: int) -> None:
    failing = f'if [ "$(wc -l <"$RUNNER_TEMP/asked")" -eq {page} ]; then exit 4; fi\n'
    (job.path / "ansinh").write_text(ANSINH + failing)
    assert run_action(job, {}) != 0
    assert len(calls(asked)) == page
    assert job.outputs["check"] == {}


def test_a_line_end_in_an_input_begins_nothing(job: Job, asked: Path) -> None:
    value = "2022\npassed=true\n::error::pwned\ntouch pwned"
    assert run_action(job, {"year": value, "data": value, "min-met": value}) == 0
    assert f"--data={value}".encode() in asked.read_bytes()
    assert list(job.cwd.rglob("*pwned*")) == []
    assert commands_in(job.log) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data", "$(touch pwned)"),
        ("data", "data\n::error::pwned"),
        ("year", "--help"),
        ("year", "2022\n::error::pwned"),
        ("fail-on", "::error::pwned"),
    ],
)
def test_the_real_command_refuses_it_and_its_message_is_text(job: Job, name: str, value: str) -> None:
    assert run_action(job, {"year": "2022", name: value}) in (2, 3)
    assert job.outputs["check"] == {}
    assert list(job.cwd.rglob("*pwned*")) == []
    (told,) = commands_in(job.log)
    assert told.startswith("::error title=an-sinh::")


def test_hostile_data_command_nobody(job: Job) -> None:
    shutil.rmtree(job.cwd / "data")
    shutil.copytree(PAGES / "hostile", job.cwd / "data")
    run_action(job, {"fail-on": "unmet"})
    assert set(job.outputs["check"]) == {"passed", "headline"}
    for line in commands_in(job.log):
        assert re.match(r"::(?:error|warning|notice) (?:file=data/[a-z0-9/]+\.yaml,line=\d+,col=\d+,)?title=", line)
    assert "\x1b" not in job.log + job.summary


# --- pre-commit -------------------------------------------------------------------------------------------------------


def hook() -> Any:
    (found,) = parse_yaml((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return found


def test_the_hook() -> None:
    assert hook()["id"] == "ansinh-lint"
    assert (hook()["language"], hook()["pass_filenames"]) == ("python", False)
    assert set(hook()) == {"id", "name", "description", "language", "entry", "args", "always_run", "pass_filenames"}


def test_the_hook_runs_when_a_file_is_deleted_too() -> None:
    """A deleted file is no file to pre-commit, so nothing that goes by names would run."""
    assert hook()["always_run"] is True
    assert "files" not in hook()


def test_the_hook_lints(quick: Quick, job: Job) -> None:
    command = [*hook()["entry"].split(), *hook()["args"]]
    assert command[0] == "ansinh"
    assert quick(*command[1:], cwd=job.cwd).code == 0
    assert quick(*command[1:], "--strict", cwd=job.cwd).code == 0
    actuals = job.cwd / "data/actuals/2023.yaml"
    actuals.write_text(actuals.read_text("utf-8").replace("  # ansinh: ignore still-provisional", ""), "utf-8")
    assert quick(*command[1:], cwd=job.cwd).code == 0
    assert quick(*command[1:], "--strict", cwd=job.cwd).code == 1
    (job.cwd / "data/actuals/2021.yaml").write_text("year: 2022\nactuals: {}\n")
    assert quick(*command[1:], cwd=job.cwd).code == 1
    shutil.rmtree(job.cwd / "data")
    assert quick(*command[1:], cwd=job.cwd).code == 3  # never the packaged programme instead
