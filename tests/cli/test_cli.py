"""The command line from outside: exit codes, streams, files, where data come from, languages. Contract part 3."""

from __future__ import annotations

import errno
import importlib.metadata
import io
import json
import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.cli import dataset, entry, streams
from an_sinh.programme.loading import DataSet
from an_sinh.render.formats import formats_of
from an_sinh.render.screen import Screen

FORMATS = formats_of("score")

if TYPE_CHECKING:
    from collections.abc import Collection

    from an_sinh.programme.model import Programme
    from tests.conftest import Ansinh, Environment, Quick

ROOT = Path(__file__).parents[2]
HANOI = ROOT / "data"
BAD = ROOT / "tests" / "data" / "bad"
PACKAGED = "no data directory here: using the copy of Hanoi's Programme 08 that comes with ansinh\n"
OPEN_WITH_ROOM = "(see that it is open and that there is room)\n"
posix = pytest.mark.skipif(os.name != "posix", reason="a shell, file modes and devices as POSIX has them")


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder from which no data are found: empty, and so are those above it."""
    folder = tmp_path / "nowhere"
    folder.mkdir()
    return folder


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A small data directory to be changed as a test likes; its programme is TOWN."""
    folder = tmp_path / "town"
    (folder / "actuals").mkdir(parents=True)
    (folder / "targets.yaml").write_text(
        "programme: {id: TOWN, name: Town, years: [2021, 2023]}\n"
        "groups: {g: Group}\n"
        "indicators:\n"
        "  jobs: {name: {vi: Việc làm, en: Jobs}, group: g, better: higher, targets: {2021: 10, 2022: 10, 2023: 10}}\n",
        encoding="utf-8",
    )
    for year, actuals in ((2021, "{jobs: 10}"), (2022, "{jobs: 11.5}"), (2023, "{}")):
        (folder / "actuals" / f"{year}.yaml").write_text(f"year: {year}\nactuals: {actuals}\n", encoding="utf-8")
    return folder


# --- exit codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "score 2022",
        "score 2025 --against term",
        "score 2022 --summary",
        "--version",
        "--help",
        "score -h",
    ],
)
def test_answered_is_0(quick: Quick, line: str) -> None:
    assert quick(*shlex.split(line)).page


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("scroe", "there is no command 'scroe' (did you mean score?)"),
        ("--bogus", "No such option: --bogus"),
        ("score --bogus", "No such option: --bogus"),
        ("score 2022 2023", "unexpected extra argument"),
        ("score 2022 --data", "--data"),
        ("score 22", "'22' is not a year (write four digits, such as 2022)"),
        ("score 2o22", "'2o22' is not a year"),
        ("score ٢٠٢٢", "is not a year"),
        ("score -- -2022", "'-2022' is not a year"),
        ("score 2022 --format nope", f"no format 'nope' (it has {', '.join(FORMATS[:-1])} or {FORMATS[-1]})"),
        ("score 2022 --format JSON", "no format 'JSON'"),
        ("score 2022 --lang fr", "--lang"),
        ("score 2022 --against year", "--against"),
        ("score 2022 --group welfar", "'welfar' is not one of the groups (did you mean welfare?)"),
        ("score 2022 --group x", "'x' is not one of the groups (write social-security, welfare or unnamed)"),
        ("score 2022 --status exceded", "'exceded' is not a status (did you mean exceeded?)"),
        ("score 2022 --status x", "(write not-started, unmet, met, exceeded, unscored or withdrawn)"),
        ("score 2022 --status met --status nnmet", "(did you mean unmet?)"),
    ],
)
def test_usage_is_2(quick: Quick, line: str, told: str) -> None:
    done = quick(*shlex.split(line))
    assert (done.code, done.out) == (2, b"")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("score 2022 --data nowhere", "nowhere/targets.yaml:1:1: missing-file: "),
        ("score 2022 --data README.md", "README.md"),
        ("score 2030", "2030 is not one of the programme's years, 2021 to 2025 (name one of them)"),
        ("score 2020 --against term", "2020 is not one of the programme's years"),
        ("score 2022 --data tests/data/bad/syntax-unclosed-quote", "syntax: "),
        (
            "score 2022 --output no/such/folder/page.txt",
            "can't write no/such/folder/page.txt: No such file or directory",
        ),
        ("score 2022 --output src", "can't write src: Is a directory"),
    ],
)
def test_data_or_output_is_3(quick: Quick, line: str, told: str) -> None:
    done = quick(*shlex.split(line))
    assert (done.code, done.out) == (3, b"")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_year_without_its_file_is_3_and_names_those_there_are(quick: Quick, town: Path) -> None:
    (town / "actuals" / "2022.yaml").unlink()
    done = quick("score", "2022", "--data", "town", cwd=town.parent)
    assert (done.code, done.out) == (3, b"")
    place, _, rest = done.stderr.partition(" ")
    assert place == "town/actuals/2022.yaml:1:1:"
    assert (
        rest.splitlines()[0] == "missing-file: there is no file of actuals for 2022 (there are files for 2021 and 2023)"
    )


def test_no_year_at_all_is_3(quick: Quick, town: Path) -> None:
    shutil.rmtree(town / "actuals")
    done = quick("score", cwd=town)
    assert (done.code, done.out) == (3, b"")
    assert "Traceback" not in done.stderr


@posix
def test_a_file_that_may_not_be_read_is_3(quick: Quick, town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (town / "targets.yaml").chmod(0)
    with monkeypatch.context() as here:
        if os.geteuid() == 0:  # root may read everything
            here.setattr(os, "open", refused)
        done = quick("score", "2022", "--data", town.name, cwd=town.parent)
    assert (done.code, done.out) == (3, b"")
    told = "town/targets.yaml:1:1: unreadable: the file can't be read: Permission denied"
    assert done.stderr.startswith(told)


def refused(*_: object, **__: object) -> int:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@posix
def test_a_pipe_for_a_file_is_3_and_nobody_waits_for_it(quick: Quick, town: Path) -> None:
    (town / "targets.yaml").unlink()
    os.mkfifo(town / "targets.yaml")
    done = quick("score", "2022", "--data", town)
    assert (done.code, done.out) == (3, b"")
    assert "unreadable: " in done.stderr


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_bug_is_4_and_says_so(quick: Quick, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(dataset, "score", broken)
    done = quick("score", "2022", "--lang", language)
    assert (done.code, done.out) == (4, b"")
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert "ZeroDivisionError: a fault of ours\n" in done.stderr
    said = {"en": "a bug in ansinh; please report it", "vi": "lỗi của chính ansinh; xin báo lại"}
    assert done.stderr.splitlines()[-1].startswith(said[language])


def test_a_bug_while_the_page_is_written_is_4_too(quick: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(streams, "write_stdout", broken)
    done = quick("score", "2022")
    assert (done.code, done.out) == (4, b"")
    assert "AssertionError" in done.stderr


SLOW = """
import signal, sys, time
from an_sinh.cli import dataset, main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and hands that on
def slow(*_):
    print("asleep", file=sys.stderr, flush=True)
    time.sleep(60)
dataset.score = slow
main()
"""


@posix
def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, "score", "2022"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr
        assert process.stderr.readline() == b"asleep\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


# --- a reader or a disk that fails -----------------------------------------------------------------------------------


@posix
def test_a_reader_that_stops_early_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shell = shutil.which("bash") or pytest.skip("PIPESTATUS is bash's")
    command = f"{shlex.quote(sys.executable)} -m an_sinh"
    script = f"{command} score 2022 | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}\n"
    for line in ("score 2022", "--help", "--version"):  # here the reader is gone before anything is written
        script += f"(sleep 0.05; {command} {line}) | true; echo ${{PIPESTATUS[0]}}\n"
    done = subprocess.run([shell, "-c", script], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (done.stdout, done.stderr) == (b"0\n" * 4, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
@pytest.mark.parametrize("line", ["score 2022", "--help"])
def test_a_full_disk_is_a_sentence(ansinh: Ansinh, line: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = ansinh(*shlex.split(line), stdout=full)
    assert (done.code, done.stderr) == (3, f"can't write the output: No space left on device {OPEN_WITH_ROOM}")


@posix
@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("score 2022 >&-", 3, "", f"can't write the output: Bad file descriptor {OPEN_WITH_ROOM}"),
        ("--version >&-", 3, "", f"can't write the output: Bad file descriptor {OPEN_WITH_ROOM}"),
        ("score 2022 --output {page} >&-", 0, "", ""),
        ("score 2030 2>&-", 3, "", ""),
        ("score --bogus 2>&-", 2, "", ""),
        ("score 2022 --format prose 2>&- <&-", 0, "In 2022, 23 of the 27 indicators", ""),
    ],
)
def test_closed_streams(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, code: int, out: str, err: str
) -> None:
    """What a shell closed is not there: no traceback looks for another place, and nothing on stderr ends on stdout."""
    monkeypatch.chdir(ROOT)
    page = tmp_path / "page.txt"
    script = f"{shlex.quote(sys.executable)} -m an_sinh {line.format(page=shlex.quote(str(page)))}"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (code, err)
    assert done.stdout.decode().startswith(out)
    assert bool(done.stdout) is bool(out)
    assert page.exists() is ("--output" in line)


# --- streams ---------------------------------------------------------------------------------------------------------


def test_a_process_sends_what_the_golden_file_holds(ansinh: Ansinh) -> None:
    """Elsewhere the command runs inside the test's process; this holds that it makes no difference."""
    done = ansinh("score", "2022")
    assert (done.code, done.stderr) == (0, "")
    assert done.out == (ROOT / "tests/golden/score-2022.table.en.txt").read_bytes()


def test_data_are_on_stdout_and_the_rest_on_stderr(quick: Quick, nowhere: Path) -> None:
    done = quick("score", "--format", "json", cwd=nowhere)
    assert done.code == 0
    assert json.loads(done.stdout)["year"] == 2022
    assert done.stderr == PACKAGED + (
        "no year named: 2022, the latest in which at least half is judged; "
        "judged later: 5 of 27 in 2023, 1 of 27 in 2024, 0 of 26 in 2025\n"
    )


def test_a_warning_is_told_on_stderr_and_the_page_is_whole(quick: Quick, town: Path) -> None:
    (town / "targets.yaml").write_text((town / "targets.yaml").read_text().replace("2022: 10", "2022: 160000"))
    (town / "actuals" / "2022.yaml").write_text("year: 2022\nactuals: {jobs: 203.027}\n")
    done = quick("score", "2022", "--format", "json", cwd=town)
    assert done.code == 0
    assert json.loads(done.stdout)["tally"]["total"] == 1
    assert re.fullmatch(r"warning: actuals/2022\.yaml:2:17: thousands-separator: .*203027.*\n", done.stderr)


def test_without_a_year_many_empty_ones_are_passed_over_in_few_steps(
    quick: Quick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To lay out a programme costs as much as it has years: one step for each of them would be their square."""
    targets = "programme: {id: P, name: P, years: [1000, 9999]}\ngroups: {g: G}\nindicators:\n"
    targets += "  a: {name: A, group: g, better: higher, cumulative: true, targets: {2022: 5}}\n"
    data = tmp_path / "data"
    (data / "actuals").mkdir(parents=True)
    (data / "targets.yaml").write_text(targets)
    for year in range(2000, 2200):
        (data / "actuals" / f"{year}.yaml").write_text(f"year: {year}\nactuals: {{}}\n")
    steps: list[object] = []
    real = DataSet.programme

    def counted(self: DataSet, years: Collection[int] | None, **options: bool) -> Programme:
        steps.append(years)
        return real(self, years, **options)

    monkeypatch.setattr(DataSet, "programme", counted)
    done = quick("score", "--data", data)
    assert done.stderr == "no year named: 2199, the latest there is; nothing is judged in any year\n"
    assert len(steps) <= 10


def test_a_fault_in_a_year_that_is_not_needed_for_the_answer_is_none_of_its(quick: Quick, town: Path) -> None:
    (town / "actuals" / "2021.yaml").write_text("year: 2021\nactuals: {jobs: many}\n")
    done = quick("score", "--format", "json", cwd=town)
    assert (done.code, json.loads(done.stdout)["year"]) == (0, 2022)
    (town / "actuals" / "2022.yaml").write_text("year: 2022\nactuals: {}\n")
    assert quick("score", cwd=town).code == 3


@pytest.mark.parametrize(
    ("arguments", "year"),
    [((), 2022), (("--against", "term"), 2022)],
    ids=["annual", "term"],
)
def test_without_a_year_the_latest_judged_one_is_told(
    quick: Quick, town: Path, arguments: tuple[str, ...], year: int
) -> None:
    done = quick("score", "--format", "json", *arguments, cwd=town)
    assert json.loads(done.stdout)["year"] == year
    assert (
        done.stderr
        == f"no year named: {year}, the latest in which at least half is judged; judged later: 0 of 1 in 2023\n"
    )


def test_without_a_year_the_yardstick_matters(quick: Quick) -> None:
    """2025 has verdicts and figures against the end of the term, and 2022 the verdicts on its own plan."""
    assert json.loads(quick("score", "--format", "json").stdout)["year"] == 2022
    assert json.loads(quick("score", "--format", "json", "--against", "term").stdout)["year"] == 2025


# --- --output --------------------------------------------------------------------------------------------------------


def test_output_is_the_page_and_stdout_is_silent(quick: Quick, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    assert quick("score", "2022", "--output", page, screen=Screen(width=40, colour=True)).page == ""
    assert page.read_bytes() == (ROOT / "tests/golden/score-2022.table.en.txt").read_bytes()


@posix
def test_a_new_output_has_the_mode_that_the_umask_leaves(quick: Quick, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        quick("score", "2022", "--output", tmp_path / "page.txt")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "page.txt").stat().st_mode) == 0o640


@posix
def test_mode_and_symlink_of_an_output_are_kept(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "page.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o604)
    link.symlink_to(Path("real/page.txt"))
    assert quick("score", "2022", "--output", link).page == ""
    assert link.is_symlink()
    assert real.read_text("utf-8").endswith("agrees with the published 23/27\n")
    assert stat.S_IMODE(real.stat().st_mode) == 0o604


@posix
def test_a_symlink_that_leads_nowhere_yet_is_followed(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("page.txt")
    assert quick("score", "2022", "--output", tmp_path / "link.txt").page == ""
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "page.txt").stat().st_size > 1000


@pytest.mark.parametrize("line", ["score 2030", "score 2022 --status x", "score 2022 --data nowhere", "score --bogus"])
def test_a_failed_run_leaves_the_output_alone(quick: Quick, tmp_path: Path, line: str) -> None:
    page = tmp_path / "page.txt"
    page.write_text("as it was")
    assert quick(*shlex.split(line), "--output", page).code in {2, 3}
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("page.txt", "as it was")]


@pytest.mark.parametrize(("fault", "code"), [(OSError(28, "full"), 3), (KeyboardInterrupt(), 130)], ids=["full", "^C"])
def test_an_output_that_breaks_off_leaves_the_old_one(
    quick: Quick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: int
) -> None:
    def broken(_: int) -> None:
        raise fault

    page = tmp_path / "page.txt"
    page.write_text("as it was")
    monkeypatch.setattr(os, "fsync", broken)
    done = quick("score", "2022", "--output", page)
    assert (done.code, done.out) == (code, b"")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("page.txt", "as it was")]


@posix
def test_what_is_no_regular_file_is_written_through(ansinh: Ansinh, tmp_path: Path) -> None:
    done = ansinh("score", "2022", "--output", "/dev/stdout")  # a pipe
    assert (done.code, done.stderr) == (0, "")
    assert done.out == (ROOT / "tests/golden/score-2022.table.en.txt").read_bytes()
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with os.fdopen(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        assert ansinh("score", "2022", "--output", fifo).code == 0
        assert reader.read() == done.out
    assert stat.S_ISFIFO(fifo.stat().st_mode)


@posix
def test_an_output_in_a_folder_without_permission_is_3(
    quick: Quick, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere.chmod(0o500)
    if os.geteuid() == 0:  # root may write everywhere
        opened = os.open
        monkeypatch.setattr(os, "open", lambda *args: refused() if args[1] & os.O_CREAT else opened(*args))
    done = quick("score", "2022", "--output", "nowhere/page.txt", cwd=nowhere.parent)
    nowhere.chmod(0o700)
    assert (done.code, done.out) == (3, b"")
    remedy = "see that the folder is there and that you may write to it"
    assert done.stderr == f"{PACKAGED}can't write nowhere/page.txt: Permission denied ({remedy})\n"


# --- where the data are ----------------------------------------------------------------------------------------------


def programme(quick: Quick, cwd: Path, *arguments: str, env: Environment | None = None) -> tuple[str, str]:
    """Which programme a run scores, and what it says on stderr."""
    done = quick("score", "2022", "--format", "json", *arguments, cwd=cwd, env=env)
    assert done.code == 0, done.stderr
    return json.loads(done.stdout)["programme"], done.stderr


def test_data_come_from_the_option_before_the_variable_before_the_folders(quick: Quick, town: Path) -> None:
    river = str(ROOT / "tests/pages/river-town")
    assert programme(quick, town, "--data", str(HANOI), env={"ANSINH_DATA": river}) == ("08-CTr/TU", "")
    assert programme(quick, town, env={"ANSINH_DATA": river}) == ("RT-01", "")
    assert programme(quick, town, env={"ANSINH_DATA": ""}) == ("TOWN", "")


def test_the_variable_is_relative_to_the_working_directory(quick: Quick, town: Path) -> None:
    assert programme(quick, town.parent, env={"ANSINH_DATA": "town"}) == ("TOWN", "")


def test_data_are_found_upwards_in_the_folder_itself_or_its_data(quick: Quick, town: Path) -> None:
    deep = town / "a" / "b"
    deep.mkdir(parents=True)
    assert programme(quick, deep) == ("TOWN", "")
    assert programme(quick, ROOT / "src" / "an_sinh") == ("08-CTr/TU", "")
    # The nearest wins, and a folder that is one before the data/ in it.
    shutil.copytree(ROOT / "tests/pages/river-town", town / "data")
    assert programme(quick, deep) == ("TOWN", "")
    shutil.move(town / "data", town / "a" / "data")
    assert programme(quick, deep) == ("RT-01", "")
    shutil.copytree(HANOI, deep, dirs_exist_ok=True)
    assert programme(quick, deep) == ("08-CTr/TU", "")


def test_a_folder_named_data_without_targets_is_no_data_directory(quick: Quick, town: Path) -> None:
    (town / "deep" / "data" / "targets.yaml").mkdir(parents=True)
    assert programme(quick, town / "deep") == ("TOWN", "")


def test_else_the_packaged_copy_is_used_and_said_in_one_line(quick: Quick, nowhere: Path) -> None:
    assert programme(quick, nowhere) == ("08-CTr/TU", PACKAGED)
    _, told = programme(quick, nowhere, "--lang", "vi")
    assert told == "không có thư mục dữ liệu ở đây: dùng bản Chương trình 08 của Hà Nội đi kèm ansinh\n"


@pytest.mark.parametrize("env", [{}, {"ANSINH_DATA": "missing"}], ids=["option", "variable"])
def test_a_directory_that_was_named_is_never_replaced_by_another(quick: Quick, town: Path, env: Environment) -> None:
    done = quick("score", "2022", *([] if env else ["--data", "missing"]), cwd=town, env=env)
    assert (done.code, done.out) == (3, b"")
    assert "missing/targets.yaml:1:1: missing-file: there is no folder 'missing'" in done.stderr


# --- problems --------------------------------------------------------------------------------------------------------


def places(quick: Quick, *arguments: str | Path, cwd: Path, env: Environment | None = None) -> set[str]:
    """The paths before the line numbers of what a refused run says."""
    done = quick("score", "2022", *arguments, cwd=cwd, env=env)
    assert (done.code, done.out) == (3, b"")
    return {line.partition(":")[0] for line in done.stderr.splitlines()[:-1]}


def test_paths_of_problems_are_relative_to_the_working_directory(quick: Quick, tmp_path: Path) -> None:
    bad = tmp_path / "here" / "bad"
    shutil.copytree(BAD / "all-files-in-one-run", bad)
    files = {"targets.yaml", "actuals/2022.yaml"}
    below, beside = {f"bad/{file}" for file in files}, {f"../here/bad/{file}" for file in files}
    here = bad.parent
    other = tmp_path / "other"
    other.mkdir()
    assert places(quick, "--data", "bad", cwd=here) == below
    assert places(quick, "--data", "./bad/", cwd=here) == below
    assert places(quick, "--data", bad, cwd=here) == below, "an absolute one that lies below"
    assert places(quick, cwd=here, env={"ANSINH_DATA": "bad"}) == below
    assert places(quick, "--data", ".", cwd=bad) == files
    # Elsewhere: as it was written.
    assert places(quick, "--data", "../here/bad", cwd=other) == beside
    assert places(quick, "--data", bad, cwd=other) == {f"{bad}/{file}" for file in files}
    # Found upwards.
    assert places(quick, cwd=bad) == files
    assert places(quick, cwd=bad / "actuals") == {f"../{file}" for file in files}
    bad.rename(here / "data")
    assert places(quick, cwd=here) == {f"data/{file}" for file in files}


def test_every_problem_is_told_in_file_order_and_counted(quick: Quick) -> None:
    """score reads the targets and the year's file; lint would read them all."""
    done = quick("score", "2022", "--data", "all-files-in-one-run", cwd=BAD)
    assert (done.code, done.out) == (3, b"")
    expected = (BAD / "all-files-in-one-run" / "expected.txt").read_text().splitlines()
    wanted = [line.split(" ~ ")[0] for line in expected if line.startswith(("targets.yaml", "actuals/2022.yaml"))]
    *told, last = done.stderr.splitlines()
    found = [re.match(r"all-files-in-one-run/(\S+:\d+:\d+: [a-z-]+): ", line) for line in told]
    assert [each and each[1] for each in found] == wanted
    assert last == f"{len(wanted)} problems; nothing was scored"


def test_after_fifty_problems_the_rest_are_counted(quick: Quick) -> None:
    done = quick("score", "2022", "--data", "sixty-problems", cwd=BAD)
    assert (done.code, done.out) == (3, b"")
    told = done.stderr.splitlines()
    assert len(told) == 52
    assert all(line.startswith("sixty-problems/actuals/2022.yaml:") for line in told[:50])
    assert told[50:] == ["and 10 more; ansinh lint shows all", "60 problems; nothing was scored"]


def test_one_problem_is_told_as_one(quick: Quick) -> None:
    done = quick("score", "2022", "--data", "figure-decimal-comma", cwd=BAD)
    assert done.stderr.splitlines()[-1] == "1 problem; nothing was scored"
    assert "is not a figure (write 2.23)" in done.stderr
    done = quick("score", "2022", "--data", "figure-decimal-comma", "--lang", "vi", cwd=BAD)
    assert done.stderr.splitlines()[-1] == "1 lỗi; chưa chấm điểm gì"


# --- filters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("--group welfare", 10),
        ("--group welfare --group unnamed", 19),
        ("--status unmet", 3),
        ("--status unmet --status not-started", 4),
        ("--group welfare --status exceeded", 3),
        ("--group unnamed --status exceeded", 0),
        ("--summary", 0),
    ],
)
def test_filters_leave_the_tally_whole(quick: Quick, line: str, rows: int) -> None:
    whole = json.loads(quick("score", "2022", "--format", "json").page)
    found = json.loads(quick("score", "2022", "--format", "json", *shlex.split(line)).page)
    assert len(found["indicators"]) == rows
    assert {**found, "indicators": None} == {**whole, "indicators": None}
    kept = [row["id"] for row in found["indicators"]]
    assert [row for row in whole["indicators"] if row["id"] in kept] == found["indicators"]
    page = quick("score", "2022", *shlex.split(line)).page
    assert "23/27 met (85.2 %)   ▲ 9 exceeded  ● 14 met  ✗ 3 unmet  ○ 1 not started" in page
    assert (f"\n{rows} of 27 rows shown\n" in page) is (line != "--summary")


def test_no_row_left_is_said(quick: Quick) -> None:
    page = quick("score", "2022", "--group", "unnamed", "--status", "exceeded").page
    assert "No indicator matches the filters" in page


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "env", "language"),
    [
        ((), {"LANG": None}, "en"),
        ((), {"LANG": "C.UTF-8"}, "en"),
        ((), {"LANG": "vi_VN.UTF-8"}, "vi"),
        ((), {"LANG": "vi"}, "vi"),
        ((), {"LANG": "fr_FR.UTF-8"}, "en"),
        ((), {"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ((), {"LANG": "vi_VN", "LC_MESSAGES": "en_US", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ((), {"LANG": "vi_VN", "LC_ALL": "C"}, "en"),
        ((), {"LANG": "vi_VN", "LC_ALL": ""}, "vi"),
        ((), {"LANG": "vi_VN", "ANSINH_LANG": "en"}, "en"),
        ((), {"LANG": "en_US", "ANSINH_LANG": "vi"}, "vi"),
        ((), {"LANG": "vi_VN", "ANSINH_LANG": ""}, "vi"),
        (("--lang", "en"), {"ANSINH_LANG": "vi", "LANG": "vi_VN"}, "en"),
        (("--lang", "vi"), {"ANSINH_LANG": "en", "LANG": "en_US"}, "vi"),
        (("--lang=vi",), {}, "vi"),
    ],
)
def test_the_language_is_the_options_the_variables_the_locales(
    quick: Quick, arguments: tuple[str, ...], env: Environment, language: str
) -> None:
    page = quick("score", "2022", "--summary", *arguments, env=env).page
    assert ("Programme 08-CTr/TU" in page) is (language == "en")
    assert ("Chương trình 08-CTr/TU" in page) is (language == "vi")
    # Complaints speak it as well, even those that come before the options are read to their end.
    for line in ("score 2030", "score 2022 --format nope"):
        told = quick(*shlex.split(line), *arguments, env=env).stderr
        assert ("không" in told) is (language == "vi"), told


def test_json_is_english_unless_the_language_is_asked_for(quick: Quick) -> None:
    arguments = ("score", "2022", "--format", "json")
    english = quick(*arguments).page
    assert "Unemployment rate" in english
    for env in ({"LANG": "vi_VN.UTF-8"}, {"ANSINH_LANG": "vi"}):
        assert quick(*arguments, env=env).page == english
    vietnamese = quick(*arguments, "--lang", "vi").page
    assert "Tỷ lệ thất nghiệp" in vietnamese
    assert texts_apart(json.loads(english)) == texts_apart(json.loads(vietnamese))


def texts_apart(card: dict[str, Any]) -> dict[str, Any]:
    """Everything but what is told in a language."""
    rows = [{**row, "name": None, "unit": None, "note": None} for row in card["indicators"]]
    return {**card, "indicators": rows}


# --- determinism -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_the_output_is_the_same_each_time_and_names_no_place_of_this_machine(quick: Quick, format_: str) -> None:
    pages = {
        quick("score", "2022", "--format", format_, env={"PYTHONHASHSEED": seed, "TZ": zone}).page
        for seed, zone in (("0", "UTC"), ("1", "Asia/Ho_Chi_Minh"))
    }
    assert len(pages) == 1
    assert str(ROOT) not in pages.pop()
    elsewhere = quick("score", "2022", "--format", format_, "--data", HANOI, cwd=ROOT.parent).page
    assert str(ROOT.parent) + os.sep not in elsewhere.replace(str(HANOI), "")


# --- the program -----------------------------------------------------------------------------------------------------


def test_the_version(quick: Quick) -> None:
    assert quick("--version").page == f"ansinh {importlib.metadata.version('an-sinh')}\n"


def test_the_console_script_is_the_module(ansinh: Ansinh) -> None:
    script = shutil.which("ansinh", path=str(Path(sys.executable).parent))
    assert script, "not installed"
    assert ansinh("score", "2022", program=(script,)) == ansinh("score", "2022")


IMPORTED = """
import sys
from an_sinh.cli.entry import run
code = run(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


FOR_FILES = {"openpyxl", "xlrd", "jinja2", "docx", "lxml"}


@pytest.mark.parametrize(
    ("line", "without"),
    [
        ("--version", {"pydantic", "pydantic_core", "ruamel", "rich", *FOR_FILES}),
        ("--help", {"pydantic", "pydantic_core", "ruamel", "rich", *FOR_FILES}),
        ("report --help", {"ruamel", "rich", *FOR_FILES}),
        ("score 2022 --format json", {"rich", *FOR_FILES}),
        ("score 2022 --format prose", {"rich", *FOR_FILES}),
        ("score 2022", FOR_FILES),
    ],
)
def test_a_run_imports_only_what_it_needs(ansinh: Ansinh, line: str, without: set[str]) -> None:
    done = ansinh(*shlex.split(line), program=(sys.executable, "-c", IMPORTED))
    code, *imported = done.stderr.split()
    assert code == "0"
    assert "typer" in imported
    assert without & set(imported) == set()


def test_a_page_that_asks_for_them_does_import_them(ansinh: Ansinh) -> None:
    """So that the guard above would notice one."""
    done = ansinh("score", "2022", program=(sys.executable, "-c", IMPORTED))
    assert {"pydantic", "ruamel", "rich"} <= set(done.stderr.split())


# --- in Python's own hands -------------------------------------------------------------------------------------------


def test_streams_without_a_file_descriptor_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a notebook."""
    out, err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8"))
    monkeypatch.chdir(ROOT)
    assert entry.run(["score", "2022"]) == 0
    assert out.getvalue() == (ROOT / "tests/golden/score-2022.table.en.txt").read_bytes()
    assert entry.run(["score", "2030"]) == 3
    assert b"2030" in err.getvalue()


def test_only_the_years_that_a_score_rests_on_are_read(quick: Quick, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(HANOI, data)
    for year in ("2023", "2024", "2025"):
        (data / "actuals" / f"{year}.yaml").write_text("no data: [", encoding="utf-8")
    assert quick("score", "2022", "--data", str(data)).code == 0, "2022 and, for a change, 2021"
    assert quick("score", "2023", "--data", str(data)).code == 3
    (data / "actuals" / "2021.yaml").write_text("no data: [", encoding="utf-8")
    assert quick("score", "2022", "--data", str(data)).code == 3
