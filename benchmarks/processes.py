"""Whole processes, by the operating system's own account of each finished run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Command = Sequence[str]


def ansinh(*words: str) -> Command:
    """A command line of ansinh's, by this Python."""
    return [sys.executable, "-m", "an_sinh", *words]


def python(code: str) -> Command:
    """A piece of code, by this Python."""
    return [sys.executable, "-c", code]


def run(command: Command) -> float:
    """Run a command to its end; its processor seconds, user and system. Its output is thrown away.

    On a shared machine they waver less than those of the clock. SystemExit where the command fails.
    """
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)[:200]}: exit code {child.returncode}")
    return used.ru_utime + used.ru_stime


def least(commands: Mapping[str, Command], runs: int) -> dict[str, float]:
    """Each command's least seconds; they take turns, so that a slow spell of the machine hits all of them."""
    found: dict[str, float] = {}
    for turn in range(runs + 1):
        for name, command in commands.items():
            seconds = run(command)
            if turn:  # the first round warms the disk's cache
                found[name] = min(seconds, found.get(name, seconds))
    return found


def memory(code: str) -> int | None:
    """The most bytes that a piece of code had at once; None where the system does not tell (only Linux does)."""
    tell = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    if not Path("/proc/self/status").exists():
        return None
    done = subprocess.run(python(code + tell), cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024
