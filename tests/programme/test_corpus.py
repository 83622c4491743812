"""Every folder of data/bad and data/good is a test, by either YAML parser; data/README.md says how they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from an_sinh.errors import DataError, Problem
from an_sinh.figures import round_percent
from an_sinh.judge.scorecard import Line, Scorecard, score
from an_sinh.pages.say import Say, said_in
from an_sinh.programme import yaml_text
from an_sinh.programme.loading import read_programme
from an_sinh.programme.model import Programme
from an_sinh.terms import Language, Severity
from an_sinh.text import visible

DATA = Path(__file__).parents[1] / "data"
BAD = sorted(folder for folder in (DATA / "bad").iterdir() if folder.is_dir())
GOOD = sorted(folder for folder in (DATA / "good").iterdir() if folder.is_dir())

LINT_ONLY = {"unused-source", "empty-entry"}
"""Warnings that `lint` gives and `load` does not."""


@pytest.fixture(params=["c-parser", "pure-parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Either of the two parsers in turn: the faults and their places must be the same."""
    if request.param == "pure-parser":
        monkeypatch.setattr(yaml_text, "CParser", None)
    elif getattr(yaml_text, "CParser", None) is None:
        pytest.skip("the C parser is not installed")


def _read(folder: Path) -> tuple[Programme | None, tuple[Problem, ...]]:
    try:
        programme = read_programme(folder, "", None)
    except DataError as error:
        return None, error.problems
    return programme, programme.warnings


def _named(folder: Path) -> Any:
    return pytest.param(folder, id=folder.name)


def test_there_are_folders() -> None:
    assert len(BAD) > 100
    assert len(GOOD) > 15


def test_each_folder_says_what_is_expected_of_it() -> None:
    expected = [*(folder / "expected.txt" for folder in BAD), *(folder / "expected.json" for folder in GOOD)]
    assert [each for each in expected if not each.is_file()] == []


# --- bad --------------------------------------------------------------------------------------------------------------

_EXPECTED = re.compile(r"(?P<place>(?P<path>[^:]+):(?P<at>[0-9]+:[0-9]+|\*:\*)): (?P<code>[a-z-]+)(?: ~ (?P<text>.+))?")


class Expected(NamedTuple):
    """A line of expected.txt."""

    path: str
    at: str
    code: str
    text: str

    def fits(self, problem: Problem) -> bool:
        """Whether the problem is the one that the line foretells."""
        return (
            (self.path, self.code) == (problem.path, problem.code)
            and self.at in ("*:*", f"{problem.line}:{problem.column}")
            and (not self.text or self.text in problem.message() or self.text in problem.hint())
        )


def _expected(lines: list[str]) -> Iterator[Expected]:
    for line in lines:
        if not line or line.startswith("#"):
            continue
        match = _EXPECTED.fullmatch(line)
        assert match, f"expected.txt: {line!r} is not path:line:column: code"
        expected = Expected(match["path"], match["at"], match["code"], match["text"] or "")
        if expected.code not in LINT_ONLY:
            yield expected


def _by_place(problems: tuple[Problem, ...]) -> list[list[Problem]]:
    """The problems in their order, those at one place together."""
    found: list[list[Problem]] = []
    for problem in problems:
        if found and (found[-1][0].path, found[-1][0].line, found[-1][0].column) == (
            problem.path,
            problem.line,
            problem.column,
        ):
            found[-1].append(problem)
        else:
            found.append([problem])
    return found


def _matches(expected: list[Expected], problems: list[Problem]) -> bool:
    """Whether the problems of one place are those expected, in whatever order."""
    if len(expected) != len(problems):
        return False
    if not expected:
        return True
    first, *rest = expected
    return any(
        first.fits(problem) and _matches(rest, [*problems[:index], *problems[index + 1 :]])
        for index, problem in enumerate(problems)
    )


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("folder", [*map(_named, BAD)])
def test_a_wrong_folder_has_its_problems_at_their_places_and_no_other(folder: Path) -> None:
    expected = list(_expected((folder / "expected.txt").read_text("utf-8").splitlines()))
    programme, problems = _read(folder)
    told = "\n".join(map(str, problems))
    at = 0
    for together in _by_place(problems):
        assert _matches(expected[at : at + len(together)], together), told
        at += len(together)
    assert at == len(expected), told
    assert (programme is not None) == folder.name.startswith("warning-")
    assert (programme is None) == any(problem.severity is Severity.ERROR for problem in problems)


@pytest.mark.parametrize("folder", [*map(_named, BAD)])
def test_a_problem_can_be_said_in_every_language(folder: Path) -> None:
    for problem in _read(folder)[1]:
        assert problem.line >= 1
        assert problem.column >= 1
        for language in Language:
            told = problem.describe(Say.of(language))
            assert told.startswith(f"{problem.path}:{problem.line}:{problem.column}: {problem.code}: ")
            assert told.endswith(")"), "with a remedy"
            assert told == visible(told), "nothing in it that a terminal would obey"


# --- good -------------------------------------------------------------------------------------------------------------


def _decimal(value: object) -> object:
    return Decimal(value) if isinstance(value, str) else value


def _percent(line: Line) -> object:
    return None if line.achieved_percent is None else round_percent(line.achieved_percent, 6)


_OF_A_LINE: dict[str, Callable[[Line], object]] = {
    "status": lambda line: line.status.value,
    "basis": lambda line: line.basis.value,
    "reason": lambda line: line.reason and line.reason.value,
    "reported": lambda line: line.reported and line.reported.value,
    "discrepancy": lambda line: line.discrepancy,
    "provisional": lambda line: line.provisional,
    "name": lambda line: said_in(line.indicator.name, Language.EN)[0],
    "actual": lambda line: line.actual,
    "low": lambda line: line.target and line.target.low,
    "high": lambda line: line.target and line.target.high,
    "gap": lambda line: line.gap,
    "achieved_percent": _percent,
}
_FIGURES = {"actual", "low", "high", "gap", "achieved_percent"}
_OF_A_SCORE = {"year", "against", "tally", "published", "indicators"}


def _check_score(card: Scorecard, wanted: dict[str, Any]) -> None:
    assert set(wanted) <= _OF_A_SCORE, "expected.json: a misspelled key checks nothing"
    tally = {name: getattr(card.tally, name) for name in wanted.get("tally", {})}
    assert tally == wanted.get("tally", {})
    if "published" in wanted:
        assert [each.agrees for each in card.published] == [each["agrees"] for each in wanted["published"]]
    lines = {line.id: line for line in card.rows}
    for id_, row in wanted.get("indicators", {}).items():
        for name, value in row.items():
            found = _OF_A_LINE[name](lines[id_])
            said = _decimal(value) if name in _FIGURES else value
            assert (type(found), found) == (type(said), said), f"{card.year} {card.against} {id_}.{name}"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("folder", [*map(_named, GOOD)])
def test_a_right_folder_loads_and_scores(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    assert set(expected) <= {"scores", "warnings"}
    programme, problems = _read(folder)
    assert programme is not None, "\n".join(map(str, problems))
    if "warnings" in expected:
        foretold = [line for line in expected["warnings"] if line.rpartition(" ")[2] not in LINT_ONLY]
        assert [f"{each.path}:{each.line}:{each.column}: {each.code}" for each in problems] == foretold
    for wanted in expected["scores"]:
        _check_score(score(programme, wanted["year"], wanted["against"]), wanted)


def test_right_folders_expect_something() -> None:
    rows = [
        row
        for folder in GOOD
        for wanted in json.loads((folder / "expected.json").read_text("utf-8"))["scores"]
        for row in wanted.get("indicators", {}).values()
    ]
    assert len(rows) > 100
