"""Hostile data end in a sentence, soon and cheaply: each case is the real command as a process, measured.

What can be seen without a process is in test_loading.py, hostile spreadsheets in test_spreadsheet.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import is_long
from tests.support_cost import yardstick

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process used")

MIB = 1024 * 1024
MOST = 8 * MIB if is_long() else MIB
"""How large a file is here; what a loader takes at most is 8 MiB."""
YARDSTICKS = 500
"""Some 5 s of a processor; see support_cost."""
TARGETS = """\
programme: {id: P, name: Programme, years: [2021, 2025]}
sources: {s: {title: S}}
groups: {g: Group}
indicators:
  a: {name: A, group: g, better: higher, targets: {2022: 5}}
"""
YEAR = "year: 2022\nactuals:\n"
SOUND = YEAR + "  a: 5\n"


def full(unit: str, head: str = "", tail: str = "") -> str:
    """A text that is as large as a file is here."""
    return head + unit * ((MOST - len(head.encode()) - len(tail.encode())) // len(unit.encode())) + tail


def many(count: int, line: str, head: str = YEAR, tail: str = "") -> str:
    return head + "".join(line.replace("#", str(n)) for n in range(count)) + tail


ACTUALS: dict[str, Callable[[], str]] = {
    "full-of-unknown-ids": lambda: many(650_000, "  k#: 1\n")[:MOST],
    "full-of-one-key": lambda: full("a:\n", SOUND),
    "full-of-open-lists": lambda: full("["),
    "full-of-question-marks": lambda: full("?\n"),
    "full-of-aliases": lambda: full("*x,", "year: &x 2022\nactuals:\n  a: [", "]"),
    "full-of-digits": lambda: full("9", YEAR + "  a: "),
    "full-of-accents": lambda: full("\u0302\u0323", YEAR + "  a: {note: e", "}"),
    "full-of-line-separators": lambda: full("\u2028", YEAR + "  a: "),
    "full-of-what-the-c-parser-refuses": lambda: full("{time: 12:30},", YEAR + "  a: [", "]"),
    "full-of-tag-handles": lambda: many(500_000, "%TAG !#! x\n", "")[:MOST],
    "nesting-of-100000": lambda: "[" * 100_000 + "]" * 100_000,
    "wrong-entries-up-to-the-bound": lambda: many(74_000, "  k#: x\n"),
    "wrong-keys-up-to-the-bound": lambda: many(74_000, "    valu#: 1\n", YEAR + "  a:\n"),
    "stray-commas-up-to-the-bound": lambda: many(74_000, "#,", YEAR + "  a: {value: 2,", "}"),
    "pure-parser-up-to-its-bound": lambda: many(14_000, "{t: 12:30},", YEAR + "  a: [", "]"),
    "merge-keys": lambda: "x: &x {a: 1}\n" + many(1_000, "  k#: {<<: *x, <<: [*x, *x]}\n"),
    "a-year-of-5000-digits": lambda: f"year: {'9' * 5000}\nactuals: {{a: 1e999999999}}\n",
}
BYTES: dict[str, bytes] = {
    "nul": b"\0" * 1000,
    "utf-16": SOUND.encode("utf-16"),
    "50-mb": b"#" * 50_000_000,
    "conflict": f"{SOUND}<<<<<<< a\n=======\n>>>>>>> b\n".encode(),
    "a-tag-that-constructs": b"!!python/object/apply:os.system [exit]\n",
}
TARGETS_FILES: dict[str, Callable[[], str]] = {
    "8-mib-of-indicators": lambda: many(200_000, "  a#: {name: A, group: g}\n", TARGETS)[: 8 * MIB],
    "unknown-groups-beside-many": lambda: many(
        11_000,
        "  a#: {name: A, group: group-#-x}\n",
        TARGETS.replace("{g: Group", "{g: Group" + many(36_000, ",group-#-y: G", "")),
    ),
    "targets-of-4000-years": lambda: TARGETS.replace(
        "{2022: 5}", "{" + ",".join(f"{y}: 1.{y % 1000:03}" for y in range(1000, 5000)) + "}"
    ),
}


class Told:
    def __init__(self, code: int, out: bytes, err: str, cost: float, mib: float) -> None:
        self.code, self.out, self.err, self.cost, self.mib = code, out, err, cost, mib


def run(folder: Path, *arguments: str, user: int | None = None) -> Told:
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        before = yardstick()
        running = subprocess.Popen(
            [sys.executable, "-m", "an_sinh", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            user=user,
        )
        _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    cost = (used.ru_utime + used.ru_stime) / max(before, yardstick())
    told = (folder / "err").read_text("utf-8")
    return Told(running.returncode, (folder / "out").read_bytes(), told, cost, used.ru_maxrss / 1024)


def refused(told: Told) -> None:
    assert (told.code, told.out) == (3, b""), told.err[:2000]
    assert "Traceback" not in told.err
    lines = told.err.splitlines()
    assert 2 <= len(lines) <= 52, "at most fifty problems, how many more, and a count"
    assert all(": " in line for line in lines[:-2])
    assert told.cost < YARDSTICKS
    assert told.mib < 1024


def directory(folder: Path, targets: bytes = TARGETS.encode(), actuals: bytes = SOUND.encode()) -> Path:
    (folder / "data" / "actuals").mkdir(parents=True)
    (folder / "data" / "targets.yaml").write_bytes(targets)
    (folder / "data" / "actuals" / "2022.yaml").write_bytes(actuals)
    return folder


@pytest.mark.parametrize("name", ACTUALS)
def test_a_hostile_year_is_refused(tmp_path: Path, name: str) -> None:
    refused(run(directory(tmp_path, actuals=ACTUALS[name]().encode()), "score", "2022"))


@pytest.mark.parametrize("name", BYTES)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    refused(run(directory(tmp_path, actuals=BYTES[name]), "score", "2022"))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("8-mib-of-indicators", marks=pytest.mark.long),
        pytest.param("unknown-groups-beside-many", marks=pytest.mark.long),
        "targets-of-4000-years",
    ],
)
def test_hostile_targets_are_refused(tmp_path: Path, name: str) -> None:
    refused(run(directory(tmp_path, targets=TARGETS_FILES[name]().encode()), "score", "2022"))


@pytest.mark.parametrize("command", ["check", "trend", "diff", "record", "import"])
def test_other_commands_refuse_it_too(tmp_path: Path, command: str) -> None:
    folder = directory(tmp_path, actuals=many(15_000 if is_long() else 1_000, "  k#: x\n").encode())
    (folder / "f.csv").write_text("id,value\na,5\n")
    arguments = {"check": ["2022"], "diff": ["2022", "2022"], "record": ["2022", "a", "5"], "import": ["2022", "f.csv"]}
    before = (folder / "data/actuals/2022.yaml").read_bytes()
    refused(run(folder, command, *arguments.get(command, [])))
    assert (folder / "data/actuals/2022.yaml").read_bytes() == before


def test_a_folder_of_many_years_is_linted(tmp_path: Path) -> None:
    folder = directory(tmp_path)
    for year in range(2000 if is_long() else 4_700, 5_000):
        (folder / f"data/actuals/{year}.yaml").write_text(f"year: {year}\nactuals: {{a: 5}}\n")
    told = run(folder, "lint")
    assert told.code == 1
    assert told.err == ""
    assert b"actuals/4999.yaml:1:7: wrong-year" in told.out
    assert told.cost < YARDSTICKS
    told = run(folder, "score", "2022")
    assert (told.code, told.cost < YARDSTICKS) == (0, True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("name", ["data/targets.yaml", "data/actuals/2022.yaml"])
def test_a_file_without_permission_is_refused(tmp_path: Path, name: str) -> None:
    folder = directory(tmp_path)
    (folder / name).chmod(0)
    for each in (folder, *folder.parents):
        if not each.stat().st_mode & 0o001:
            if each != folder and not each.name.startswith(("pytest-", "popen-", "test_")):
                pytest.skip("another user can't reach this folder")
            each.chmod(each.stat().st_mode | 0o011)
    try:
        told = run(folder, "score", "2022", "--data", str(folder / "data"), user=65534)
    except PermissionError:
        pytest.skip("another user can't reach Python here")
    if "No module named" in told.err:
        pytest.skip("another user can't reach this package")
    refused(told)
    assert "Permission denied" in told.err
