"""GitHub's workflow commands: annotations on the line of YAML that says what was found.

`::warning file=…,line=…,col=…,title=…::message`, one line for each indicator that is not met. GitHub shows the first
ten of each level in a step's list; the log has them all. Whatever stands in the data stays inside its own line: texts
are on one line, and the signs that end a value or begin a command are escaped as GitHub's toolkit does it
(`escapeData`, `escapeProperty` of `@actions/core`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from an_sinh.errors import Problem
from an_sinh.judge.gate import Verdict
from an_sinh.judge.rules import Edges
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.gate import GatePage, GateRow
from an_sinh.pages.lines import (
    kind_and_id,
    name_of,
    parts_words,
    reason_words,
    status_word,
    unit_of,
    year_behind,
)
from an_sinh.pages.say import Say
from an_sinh.pages.score import headline, title
from an_sinh.terms import Basis, Direction, Form, Severity, Status
from an_sinh.text import visible

Speller = Callable[[Decimal, str], str]
"""A figure and its unit, spelled."""


class Level(StrEnum):
    """What GitHub calls an annotation."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


def score_github(card: Scorecard, lines: Iterable[Line], folder: str | None, say: Say) -> str:
    """An annotation for each line that is not met or not as reported, and last the headline.

    `folder` is the data directory from the top of the repository; None where it is not there.
    """
    say = say.counting(card.programme.year_starts, so_far=card.is_so_far)
    told = [annotate_line(line, folder, say) for line in lines]
    return "".join(f"{each}\n" for each in (*filter(None, told), annotate_headline(card, say)))


def annotate_headline(card: Scorecard, say: Say, level: Level = Level.NOTICE) -> str:
    """The headline of a scorecard as an annotation of no file."""
    say = say.counting(card.programme.year_starts, so_far=card.is_so_far)
    told = headline(card.tally, say, percent=True, so_far=card.is_so_far)
    return annotation(level, told, title=title(card, kind_and_id(card.programme, say), say))


def annotate_line(line: Line, folder: str | None, say: Say, failing: Level = Level.WARNING) -> str | None:
    """The annotation of one indicator; None where it is met as reported, or withdrawn.

    Unmet and a discrepancy are told at the level `failing`, what was not started, not judged or is watched only as a
    notice.
    """
    failing = Level.NOTICE if line.is_watched else failing
    match line.status:
        case Status.UNMET:
            level = failing
        case Status.NOT_STARTED | Status.UNSCORED:
            level = Level.NOTICE
        case Status.MET | Status.EXCEEDED if line.discrepancy:
            level = failing
        case Status.MET | Status.EXCEEDED | Status.WITHDRAWN:
            return None
        case _:
            assert_never(line.status)
    file, at, column = file_of(_place_of_fault(line), folder)
    word = say.text("Not as reported") if line.status.is_met else status_word(line.status, say)
    title = f"{word}: {name_of(line, say)}"
    return annotation(level, finding(line, say), title=title, file=file, line=at, column=column)


def _place_of_fault(line: Line) -> str | None:
    """Where the entry stands; of an indicator with parts that of the first part that makes it what it is."""
    if line.is_made_of_its_parts and not line.is_contradicted:
        for part in line.parts:
            if part.is_contradicted or part.status in (Status.UNMET, Status.NOT_STARTED):
                return part.place
    return line.place


def file_of(place: str | None, folder: str | None) -> tuple[str, int, int]:
    """A place of the data directory, `actuals/2022.yaml:14:3`, as GitHub wants it: file, line, column."""
    if place is None or folder is None:
        return "", 0, 0
    name, line, column = place.rsplit(":", 2)
    return posixpath.join(folder, name) if folder not in ("", ".") else name, int(line), int(column)


def annotation(level: Level, message: str, *, title: str = "", file: str = "", line: int = 0, column: int = 0) -> str:
    """One workflow command, on one line whatever stands in its texts; what is empty or 0 is left out."""
    file = "".join(each if each in "\r\n" else visible(each) for each in re.split("([\r\n])", file))  # %0D and %0A
    values = {"file": file, "line": str(line or ""), "col": str(column or ""), "title": visible(title)}
    properties = ",".join(f"{key}={_property(value)}" for key, value in values.items() if value)
    return f"::{level.value}{' ' if properties else ''}{properties}::{_data(visible(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# --- what was expected and found --------------------------------------------------------------------------------------


def finding(line: Line, say: Say, spell: Speller | None = None) -> str:
    """Why an indicator has its status: `expected at most 3 %, found 4.31 %`, or the authority's word, or a reason.

    Figures are spelled for people unless another way is given.
    """
    parts = _finding(line, say, spell or say.quantity)
    return "; ".join(parts)


def _finding(line: Line, say: Say, spell: Speller) -> Iterator[str]:
    if line.status is Status.WITHDRAWN:
        yield say.text("not counted in this year")
        return
    if line.is_contradicted and line.reported is not None:
        yield say.text(
            "the figures say {status}, the authority reported {reported}",
            status=status_word(line.status, say).lower(),
            reported=status_word(line.reported, say).lower(),
        )
    elif line.is_made_of_its_parts:
        yield parts_words(line, say)
    elif line.basis is Basis.REPORTED:
        word = status_word(line.status, say).lower()
        yield (
            say.text("expected met, found {status}, as the authority reported", status=word)
            if line.status is Status.UNMET
            else say.text("as reported")
        )
    elif line.basis is Basis.INFERRED:
        word = status_word(line.status, say).lower()
        yield (
            say.text("expected met, found {status}, as worked out by whoever keeps the data", status=word)
            if line.status is Status.UNMET
            else say.text("inferred")
        )
    if line.reason is not None:
        yield reason_words(line.reason, say)
    if line.shown is not None:
        found = _found(line.shown, unit_of(line, say), say, spell) + year_behind(line, say)
        expected = _expected(line.target, unit_of(line, say), say, spell) if line.target else ""
        yield (say.text("expected {expected}, found {found}") if expected else say.text("found {found}")).format(
            expected=expected, found=found
        )
    for part in line.parts:
        if part.is_contradicted or part.status in (Status.UNMET, Status.NOT_STARTED, Status.UNSCORED):
            yield f"{name_of(part, say)}: {', '.join(_finding(part, say, spell))}"
    if line.provisional and not line.parts:
        as_of = line.entry.as_of if line.entry else None
        yield say.text("provisional, as of {date}", date=say.date(as_of)) if as_of else say.text("provisional")


def _found(actual: Decimal | bool, unit: str, say: Say, spell: Speller) -> str:
    if isinstance(actual, bool):
        return say.text("done") if actual else say.text("not done")
    return spell(actual, unit)


def _expected(target: Edges, unit: str, say: Say, spell: Speller) -> str:
    """What it takes to meet a target."""
    if target.near is None or target.better is None:
        return say.text("to be done")
    near = spell(target.near, unit)
    match target.form:
        case Form.UNDER:
            return say.text("under {figure}", figure=near)
        case Form.OVER:
            return say.text("over {figure}", figure=near)
        case Form.RANGE if target.far is not None:
            low, high = sorted((target.near, target.far))
            return say.text("{low} to {high}", low=spell(low, ""), high=spell(high, unit))
        case _:
            phrase = say.text("at most {figure}") if target.better is Direction.LOWER else say.text("at least {figure}")
    if target.form is Form.ABOUT:
        near = say.text("about {figure}", figure=near)
    told = phrase.format(figure=near)
    if target.previous is not None:
        phrase = (
            say.text("{target}, from the baseline of {figure}")
            if target.form is Form.FROM_BASELINE_PERCENT
            else say.text("{target}, from {figure} the year before")
        )
        told = phrase.format(target=told, figure=spell(target.previous, unit))
    return told


# --- the gate and lint ------------------------------------------------------------------------------------------------


def check_github(verdict: Verdict, page: GatePage, folder: str | None, say: Say) -> str:
    """An error for each gate that closed and for each indicator that closed one, and last the headline."""
    told: dict[str, None] = {}
    for gate, row in zip(verdict.gates, page.rows, strict=True):
        if not gate.passed:
            told[annotation(Level.ERROR, _with_ids(row, say), title=row.name)] = None
        for line in gate.closed_by:
            told[_closing(line, folder, say)] = None
    level = Level.NOTICE if verdict.passed else Level.ERROR
    return "".join(f"{each}\n" for each in (*told, annotate_headline(verdict.card, say, level)))


def _with_ids(row: GateRow, say: Say) -> str:
    """What a gate expected and found, and the ids of what closes it."""
    return f"{row.told}: {say.join(row.ids)}" if row.ids else row.told


def _closing(line: Line, folder: str | None, say: Say) -> str:
    file, at, column = file_of(_place_of_fault(line), folder)
    title = f"{status_word(line.status, say)}: {name_of(line, say)}"
    message = finding(line, say) or status_word(line.status, say)
    return annotation(Level.ERROR, message, title=title, file=file, line=at, column=column)


def lint_github(problems: Iterable[Problem], say: Say) -> str:
    """An annotation for each problem, at its place."""
    levels = {Severity.ERROR: Level.ERROR, Severity.WARNING: Level.WARNING}
    return "".join(
        annotation(
            levels[problem.severity],
            _with_hint(problem, say),
            title=problem.code,
            file=problem.path,
            line=problem.line,
            column=problem.column,
        )
        + "\n"
        for problem in problems
    )


def _with_hint(problem: Problem, say: Say) -> str:
    hint = problem.hint(say)
    return f"{problem.message(say)} ({hint})" if hint else problem.message(say)
