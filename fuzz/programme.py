"""The programme that the inputs are tried against, kept in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from an_sinh.errors import DataError, Problem
from an_sinh.pages.say import Say
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import Programme
from an_sinh.terms import Language

NOWHERE = Path("/nowhere")
"""A folder without files: all that is read stands in `instead`."""

TARGETS = """\
programme: {id: P, name: {vi: C, en: P}, years: [2021, 2023]}
sources: {s: {title: S, date: 2023-01-09, url: "https://example.org"}}
groups: {g: G}
indicators:
  a: {name: A, group: g, unit: "%", better: lower, limits: {from: 0, to: 100}, source: s, targets: {2022: {under: 3}}}
  b: {name: B, group: g, better: higher, cumulative: true, targets: {2022: 5, term: {from: 1, to: 9}}}
  c: {name: C, group: g, targets: {2022: true}}
  d: {name: {vi: Số bác sĩ, en: Doctors}, group: g, unit: {vi: người, en: persons}, better: higher}
""".encode()


def data_set(actuals: bytes, targets: bytes = TARGETS) -> DataSet:
    """A data directory whose year 2022 has these bytes."""
    return DataSet(NOWHERE, "", {"targets.yaml": targets, "actuals/2022.yaml": actuals})


@cache
def sound() -> Programme:
    """The programme of the sound targets, without a figure."""
    return data_set(b"year: 2022\nactuals:\n").programme([2022])


def see(problems: Sequence[Problem]) -> None:
    """Hold problems to what is promised of each: a place, and one line in either language."""
    for problem in problems:
        assert min(problem.line, problem.column) >= 1
        for language in Language:
            one_line(problem.describe(Say.of(language)))


def one_line(text: str) -> None:
    """Hold a message to what is promised of it: one line, of characters that a terminal can be sent."""
    assert len(text.splitlines()) == 1
    assert text.isprintable() or not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in text)
    text.encode()  # no half of a pair


def refused(error: DataError) -> None:
    """Hold a refusal to what is promised of it: located problems, at least one."""
    if not error.problems:
        raise AssertionError("refused without a problem")
    see(error.problems)
