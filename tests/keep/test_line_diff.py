"""The diff that a dry run shows: right for every pair of texts, short for small edits, and linear in the lines."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.keep.line_diff import unified
from tests.conftest import examples

CALM = examples(300)
LINES = st.lists(st.sampled_from([f"{letter}\n" for letter in "abcdef"]), max_size=30)


def applied(old: list[str], told: list[str]) -> list[str]:
    """The old lines with the diff's hunks done to them, each hunk held to what stands there."""
    new, at = [], 0
    for line in told[2:]:
        if line.startswith("@@"):
            first, _, length = line.split()[1].lstrip("-").partition(",")
            start = int(first) - (length != "0")
            new += old[at:start]
            at = start
        elif line[0] == "+":
            new.append(line[1:])
        elif line[0] in " -":
            assert old[at] == line[1:]
            new += [line[1:]] if line[0] == " " else []
            at += 1
    return new + old[at:]


@CALM
@given(LINES, LINES)
def test_a_diff_makes_the_new_text_of_the_old(old: list[str], new: list[str]) -> None:
    told = list(unified(old, new, "old", "new"))
    assert applied(old, told) == new
    assert bool(told) is (old != new)


def test_a_small_edit_is_a_small_diff() -> None:
    old = ["actuals:\n", "  a: 1\n", "  b: 2\n", "\n", "  c: 3\n", "  d: 4\n"]
    new = [*old[:2], "  b: 20\n", *old[3:5], "  new: 7\n", old[5]]
    assert list(unified(old, new, "a/f", "b/f")) == [
        "--- a/f\n",
        "+++ b/f\n",
        "@@ -1,6 +1,7 @@\n",
        " actuals:\n",
        "   a: 1\n",
        "-  b: 2\n",
        "+  b: 20\n",
        " \n",
        "   c: 3\n",
        "+  new: 7\n",
        "   d: 4\n",
    ]


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
def test_the_usual_program_takes_it(tmp_path: Path) -> None:
    old, new = [f"{at % 7}\n" for at in range(40)], [f"{at % 7}\n" for at in range(3, 38)]
    new[20:22] = ["x\n"]
    (tmp_path / "f").write_text("".join(old))
    subprocess.run(["patch", "-s", "f"], cwd=tmp_path, input="".join(unified(old, new, "f", "f")).encode(), check=True)
    assert (tmp_path / "f").read_text() == "".join(new)


def test_lines_that_come_often_take_no_square() -> None:
    def seconds(lines: int) -> float:
        noise = [f"#{at % 101}\n" for at in range(lines)]
        begun = time.process_time()
        told = list(unified([*noise, "a: 1\n", *noise], [*noise, "a: 2\n", *noise], "a", "b"))
        assert len(told) == 9
        return time.process_time() - begun

    small = min(seconds(10_000) for _ in range(3))
    assert min(seconds(80_000) for _ in range(3)) < 40 * max(small, 0.002), "8 times the lines; the square is 64 times"
