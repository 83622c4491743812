"""What lint found, said in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from an_sinh.errors import Plural, Problem
from an_sinh.pages.say import Say
from an_sinh.terms import Severity
from an_sinh.text import visible
from an_sinh.values import dataclass

FEWEST = 4
"""Fewer warnings of a kind in a file are told one by one."""
FOLDED: Mapping[str, Plural] = {
    "empty-entry": Plural("{n} entry is left empty", "{n} entries are left empty"),
    "no-source": Plural("{n} entry has no source", "{n} entries have no source"),
    "no-target": Plural(
        "{n} indicator in {year} has a figure and no target", "{n} indicators in {year} have a figure and no target"
    ),
    "still-provisional": Plural("{n} entry is still provisional", "{n} entries are still provisional"),
    "target-falls-back": Plural(
        "{n} target is worse than one of an earlier year", "{n} targets are worse than one of an earlier year"
    ),
    "term-behind-annual": Plural(
        "{n} end-of-term target is worse than one on the way", "{n} end-of-term targets are worse than one on the way"
    ),
    "unused-source": Plural("{n} source is named by no entry", "{n} sources are named by no entry"),
}
"""What several warnings of a kind come to; of those that are not here each is told, be they as many as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRow:
    """One problem in words, or several of a kind."""

    is_error: bool
    place: str
    code: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintPage:
    """All problems in words, and how many there are."""

    rows: tuple[LintRow, ...]
    outcome: str


def lint_page(problems: Sequence[Problem], files: int, say: Say, *, everything: bool = False) -> LintPage:
    """What lint found in so many files; many warnings of a kind in one file are told as one, unless all are wanted."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = []
    if errors:
        parts.append(say.plural("{n} error", "{n} errors", errors))
    if warnings:
        parts.append(say.plural("{n} warning", "{n} warnings", warnings))
    in_files = say.plural("{n} file", "{n} files", files)
    return LintPage(
        rows=tuple(_rows(problems, say, everything=everything)),
        outcome=", ".join(parts) if parts else say.text("No problems in {files}", files=in_files),
    )


def _rows(problems: Sequence[Problem], say: Say, *, everything: bool) -> list[LintRow]:
    """A row for each problem, those of a fold where the first of them stands."""
    many = Counter() if everything else Counter(map(_fold, problems))
    rows, told = [], set()
    for problem in problems:
        fold = _fold(problem)
        if fold is None or many[fold] < FEWEST:
            rows.append(_row(problem, say))
        elif fold not in told:
            told.add(fold)
            rows.append(_folded(problem, many[fold], say))
    return rows


def _fold(problem: Problem) -> tuple[str, str] | None:
    """What the warnings of a fold share: their file and their code; None for what stands for itself."""
    return (problem.path, problem.code) if problem.code in FOLDED and problem.severity is Severity.WARNING else None


def _row(problem: Problem, say: Say) -> LintRow:
    place = f"{visible(problem.path)}:{problem.line}:{problem.column}"
    told = problem.describe(say).removeprefix(f"{place}: {problem.code}: ")
    return LintRow(is_error=problem.severity is Severity.ERROR, place=place, code=problem.code, told=told)


def _folded(first: Problem, number: int, say: Say) -> LintRow:
    """Several warnings of a kind by the place of the first."""
    what = FOLDED[first.code]
    told = say.plural(what.one, what.many, number, year=first.slots.get("year", ""))
    all_of_them = say.text("{told}, this the first (--all tells each)", told=told)
    return LintRow(
        is_error=False, place=f"{visible(first.path)}:{first.line}:{first.column}", code=first.code, told=all_of_them
    )
