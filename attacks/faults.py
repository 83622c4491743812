"""`make faults`: every command that writes, with a fault at each of its system calls in turn.

A run is watched once by strace; each call that touches the folder of the data is a point. Then, for each point and each
fault, a fresh folder, the same run, and the fault at that call: killed (-9), or the call fails with ENOSPC, EIO, EACCES
or EINTR. What must be so afterwards:

- every file of the folder is the old one or the new one to the byte; of a folder that is being made (`init`), what is
  there is the new one;
- an error ends in exit code 3 with a sentence and leaves everything old, or in 0 (or whatever the run gives without a
  fault) and everything new; never in a traceback;
- only a killed run, or one that was not let take it away, leaves anything beside them, and the next run takes it away;
- the next run works and gives the new files.

    make faults
    make faults ARGS="record import --faults kill EIO"

It needs Linux and strace. Exit code 1 where a point fails.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]

FAULTS: Mapping[str, str] = {
    "kill": "signal=KILL",
    "ENOSPC": "error=ENOSPC",
    "EIO": "error=EIO",
    "EACCES": "error=EACCES",
    "EINTR": "error=EINTR",
}
_ALL = {
    "write",
    "pwrite64",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "fsync",
    "mkdir",
    "fallocate",
}
CAN: Mapping[str, frozenset[str] | None] = {
    "kill": None,
    "ENOSPC": frozenset(_ALL | {"ftruncate", "fsetxattr", "setxattr", "symlink"}),
    "EIO": None,
    "EACCES": frozenset(
        _ALL - {"write", "pwrite64", "fsync", "fallocate"}
        | {"unlink", "unlinkat", "newfstatat", "chmod", "fchmod", "rmdir"}
    ),
    "EINTR": frozenset({"openat", "read", "write", "fsync", "flock", "fallocate", "close", "ftruncate"}),
}
"""The calls that a fault may happen to, by the manuals of Linux; None where to any."""


class Attack(NamedTuple):
    """A command line, and the folder that it starts from."""

    line: str
    folder: str = "data"
    """What of the fixture is copied: `data`, or nothing."""
    grows: bool = False
    """Whether a killed run may leave some of the new files, whole, which the next run completes."""


ATTACKS: Mapping[str, Attack] = {
    "record": Attack("record 2022 jobs-created 203028 --data data"),
    "record new": Attack("record 2024 jobs-created 170000 --data data"),
    "import": Attack("import 2022 sheet.csv --data data --numerals en"),
    "import workbook": Attack("import 2022 sheet.xlsx --data data"),
    "export": Attack("export 2022 out.xlsx --data data"),
    "export over": Attack("export 2022 old.xlsx --data data --force"),
    "report": Attack("report 2022 --output out.docx --data data"),
    "report over": Attack("report 2022 --output old.docx --data data --force"),
    "output": Attack("score 2022 --format html --output out.html --data data"),
    "output over": Attack("score 2022 --format json --output old.json --data data"),
    "init": Attack("init made", folder="", grows=True),
    "site": Attack("site out --data data"),
}


def fixture(folder: Path) -> None:
    """The data of the programme, and a sheet beside them."""
    from openpyxl import Workbook

    shutil.copytree(ROOT / "data", folder / "data")
    rows = [("Mã", "Thực hiện"), ("jobs-created", 203029), ("doctors-per-10k", 15)]
    (folder / "sheet.csv").write_text("".join(f"{name},{value}\n" for name, value in rows), "utf-8")
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(folder / "sheet.xlsx")
    for name in ("old.xlsx", "old.docx", "old.json"):
        (folder / name).write_bytes(b"what was there before\n")


Tree = Mapping[str, bytes]


def tree(folder: Path) -> Tree:
    """Every file below a folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Point(NamedTuple):
    """The how-manieth call of a name."""

    call: str
    number: int
    told: str


class Sides(NamedTuple):
    """The files before and after a run without a fault, and its exit code."""

    old: Tree
    new: Tree
    code: int


class Outcome(NamedTuple):
    """How a run ended."""

    code: int
    errors: str


def _run(attack: Attack, folder: Path, strace: Sequence[str] = ()) -> Outcome:
    done = subprocess.run(
        [*strace, str(Path(sys.executable).with_name("ansinh")), *attack.line.split()],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stderr.decode(errors="replace"))


def points(attack: Attack, folder: Path) -> Iterator[Point]:
    """The calls of a run that touch its folder, each by its number among the calls of its name in the first process."""
    trace = folder.parent / "trace"
    _run(attack, folder, ["strace", "-f", "-y", "-s", "300", "-o", str(trace)])
    lines = trace.read_text(errors="replace").splitlines()
    first = lines[0].split()[0]
    counts: Counter[str] = Counter()
    for line in lines:
        process, _, rest = line.partition(" ")
        call = re.match(r"\s*([a-z_0-9]+)\(", rest)
        if process != first or call is None:
            continue
        counts[call[1]] += 1
        told = _of_folder(rest, folder)
        if told and call[1] not in ("execve", "getcwd"):
            yield Point(call[1], counts[call[1]], told)


def _of_folder(line: str, folder: Path) -> str:
    """What strace says of a call that touches a folder, its own or one named from there; else nothing."""
    named = re.sub(r"AT_FDCWD<[^>]*>", "AT_FDCWD", line)
    texts = re.findall(r'"((?:[^"\\]|\\.)*)"', named)
    relative = "AT_FDCWD" in named and any(text and not text.startswith("/") for text in texts)
    return named[:110] if relative or str(folder) in named else ""


def judged(attack: Attack, point: Point, fault: str, done: Outcome, found: Tree, sides: Sides) -> Iterator[str]:
    """What is wrong after a run with a fault."""
    old, new, clean = sides
    if "Traceback" in done.errors or done.code == 4:
        yield f"a traceback: {done.errors.strip().splitlines()[-1][:120]}"
    for name, content in found.items():
        if content not in (old.get(name), new.get(name)) and not _litter(name):
            yield f"{name} is neither old nor new"
    for name in old.keys() & new.keys() - found.keys():
        yield f"{name} is gone"
    kept = {name: content for name, content in found.items() if not _litter(name)}
    if fault == "kill":
        if not attack.grows and kept not in (old, new):
            yield "neither all old nor all new"
        return
    if kept != found and point.call not in ("unlink", "unlinkat"):
        yield f"left {sorted(found.keys() - kept.keys())}"
    if done.code == clean and kept != new:
        yield f"exit code {done.code}, and nothing was written"
    elif done.code == 3 and kept != old:
        yield "exit code 3, and something was written"
    elif done.code not in (3, clean):
        yield f"exit code {done.code}"
    if done.code == 3 and not done.errors.strip():
        yield "no sentence"


def _litter(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts)


def attacked(attack: Attack, point: Point, fault: str, start: Path, sides: Sides) -> list[str] | None:
    """One fault at one point: what is wrong then, and after the next run. None where it hit another call.

    From run to run there may be a call more or less while Python imports; what fails there is no business of ours.
    """
    with tempfile.TemporaryDirectory() as home:
        folder, trace = Path(home, "work"), Path(home, "trace")
        shutil.copytree(start, folder)
        only = ["-e", f"trace={point.call}", "-e", f"inject={point.call}:{FAULTS[fault]}:when={point.number}"]
        done = _run(attack, folder, ["strace", "-f", "-y", "-o", str(trace), *only])
        hit = _hit(trace.read_text(errors="replace").splitlines(), fault)
        if not _of_folder(hit, folder):
            return None
        wrong = list(judged(attack, point, fault, done, tree(folder), sides))
        written = {name: content for name, content in tree(folder).items() if not _litter(name)} == sides.new
        again = _run(attack, folder)
        after = tree(folder)
        if after != sides.new and not (written and after.keys() == sides.new.keys()):
            wrong.append(f"after the next run (exit code {again.code}): {_differences(after, sides.new)}")
        return wrong


def _hit(lines: Sequence[str], fault: str) -> str:
    """The line of the call that the fault hit."""
    if fault != "kill":
        return next((line for line in lines if "(INJECTED)" in line), "")
    return next((before for before, line in itertools.pairwise(lines) if "+++ killed by SIGKILL" in line), "")


def _differences(found: Tree, wanted: Tree) -> list[str]:
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def attack_all(
    name: str, attack: Attack, faults: Sequence[str], folder: Path, workers: int, every: int
) -> tuple[int, int]:
    """Every point of an attack with every fault; how many were tried, and how many failed."""
    start, watched = folder / "start", folder / "watched"
    start.mkdir(parents=True)
    if attack.folder:
        fixture(start)
    shutil.copytree(start, watched)
    found = list(points(attack, watched))
    new = tree(watched)
    clean_folder = folder / "clean"
    shutil.copytree(start, clean_folder)
    clean = _run(attack, clean_folder).code
    old = tree(start)
    if clean not in (0, 1) or tree(clean_folder) != new:
        print(f"✗ {name}: does not give the same twice, or fails without a fault (exit code {clean})")
        return 1, 1
    tries = [
        (point, fault) for point in found for fault in faults if CAN[fault] is None or point.call in (CAN[fault] or ())
    ]
    tries = tries[::every]
    failed = missed = 0
    with ThreadPoolExecutor(workers) as pool:
        answers = pool.map(lambda each: attacked(attack, each[0], each[1], start, Sides(old, new, clean)), tries)
        for (point, fault), wrong in zip(tries, answers, strict=True):
            failed += bool(wrong)
            missed += wrong is None
            for fault_found in wrong or ():
                print(f"✗ {name}, {fault} at {point.call} {point.number} [{point.told}]: {fault_found}", flush=True)
    print(
        f"{'✗' if failed else '✓'} {name}: {len(found)} calls, {len(tries) - missed} faults, {failed} told wrong",
        flush=True,
    )
    return len(tries) - missed, failed


def main() -> int:
    """Attack, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="of " + ", ".join(ATTACKS))
    parser.add_argument("--faults", nargs="+", default=list(FAULTS), choices=list(FAULTS))
    parser.add_argument("--every", type=int, default=1, help="of the faults only every so manieth")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    if shutil.which("strace") is None:
        print("make faults needs strace: install it by the system's packages", file=sys.stderr)
        return 2
    tried = failed = 0
    for name in asked.names or ATTACKS:
        with tempfile.TemporaryDirectory() as folder:
            more, wrong = attack_all(name, ATTACKS[name], asked.faults, Path(folder), asked.workers, asked.every)
            tried, failed = tried + more, failed + wrong
    print(f"{tried} faults, {failed} of them told wrong")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
