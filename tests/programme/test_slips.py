"""Slips of an editor's hand: named in plain words at their line, and hiding no other fault of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.programme import yaml_text
from an_sinh.programme.slips import MOST_SLIPS
from an_sinh.programme.yaml_text import read_yaml

if TYPE_CHECKING:
    from tests.conftest import Quick

TARGETS = """\
programme: {id: P, name: Plan, years: [2021, 2025]}
groups: {g: G}
indicators:
  a: {name: A, group: g, unit: "%", better: higher, targets: {2021: 3}}
"""


@pytest.fixture(params=["C", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(yaml_text, "CParser", None)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        pytest.param("a: %\nb: 1\n", (1, 4), "'%' needs quotes here (write \"%\")", id="percent"),
        pytest.param("a: {u: %, c: 3}\n", (1, 8), "'%' needs quotes here (write \"%\")", id="percent-in-braces"),
        pytest.param("x: 1\na: @jobs\n", (2, 4), "'@jobs' needs quotes here (write \"@jobs\")", id="at"),
        pytest.param("a: 1\nkey:2.78\nc: 3\n", (2, 1), "missing in 'key:2.78' (write key: 2.78)", id="no-space"),
        pytest.param("m:\n  k:2.78\n  c: 3\n", (2, 3), "missing in 'k:2.78' (write k: 2.78)", id="no-space-first"),
        pytest.param("m:\n  c: 3\n  key:2.78\n", (3, 3), "missing in 'key:2.78' (write key: 2.78)", id="no-space-last"),
        pytest.param("a: “A: b”\n", (1, 4), "curly quotes are letters to YAML", id="curly-quotes"),
        pytest.param("m:\n  a: 1\n\tb: 2\n", (3, 1), "a tab indents this line (indent with spaces)", id="tab"),
    ],
)
def test_a_slip_is_named_at_its_place(text: str, place: tuple[int, int], told: str) -> None:
    problem = read_yaml(text).problems[0]
    assert (problem.code, problem.place) == ("syntax", place)
    assert told in problem.sentence()


@pytest.mark.usefixtures("parser")
def test_what_follows_is_read() -> None:
    document = read_yaml("m:\n  u: %\n  key:2.78\n\tname: “A: b”\nc: 3\n")
    assert sorted(problem.place for problem in document.problems) == [(2, 6), (3, 3), (4, 1), (4, 9)]
    assert document.value == {"m": {"u": "%", "key": "2.78", "name": "A: b"}, "c": "3"}


def test_another_fault_of_the_file_is_not_hidden(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(TARGETS.replace('"%"', "%").replace("group: g", "group: h"), "utf-8")
    (tmp_path / "actuals" / "2021.yaml").write_text("year: 2021\nactuals:\n  a:2.78\n  zz: 3\n", "utf-8")
    run = quick("score", "2021", "--data", ".", cwd=tmp_path)
    assert run.code == 3
    codes = [line.split(": ")[:2] for line in run.stderr.splitlines()[:-1]]
    assert codes == [
        ["targets.yaml:4:23", "unknown-group"],
        ["targets.yaml:4:32", "syntax"],
        ["actuals/2021.yaml:3:3", "syntax"],
        ["actuals/2021.yaml:4:3", "unknown-indicator"],
    ]


def test_one_entry_alone_without_its_space(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(TARGETS, "utf-8")
    (tmp_path / "actuals" / "2021.yaml").write_text("year: 2021\nactuals:\n  a:2.78\n", "utf-8")
    run = quick("score", "2021", "--data", ".", "--lang", "vi", cwd=tmp_path)
    assert "actuals/2021.yaml:3:3: syntax: thiếu dấu cách sau dấu hai chấm trong 'a:2.78' (viết a: 2.78)" in run.stderr


def test_curly_quotes_around_a_figure(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(TARGETS, "utf-8")
    (tmp_path / "actuals" / "2021.yaml").write_text("year: 2021\nactuals: {a: “2.78”}\n", "utf-8")
    run = quick("score", "2021", "--data", ".", cwd=tmp_path)
    assert "'“2.78”' is not a figure (write 2.78)" in run.stderr


def test_a_text_of_slips_ends() -> None:
    document = read_yaml("".join(f"k{at}: %\n" for at in range(MOST_SLIPS * 2)))
    assert len(document.problems) == MOST_SLIPS + 1
    assert document.value is None
    read_yaml("a: %" + " " * 100_000 + "!\n")
