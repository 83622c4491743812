"""What lint found, said in words."""

from __future__ import annotations

from collections.abc import Sequence

from an_sinh.errors import Problem
from an_sinh.pages.say import Say
from an_sinh.terms import Severity
from an_sinh.text import visible
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LintRow:
    """One problem in words."""

    is_error: bool
    place: str
    code: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintPage:
    """All problems in words, and how many there are."""

    rows: tuple[LintRow, ...]
    outcome: str


def lint_page(problems: Sequence[Problem], files: int, say: Say) -> LintPage:
    """What lint found in so many files."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    parts = []
    if errors:
        parts.append(say.plural("{n} error", "{n} errors", errors))
    if warnings:
        parts.append(say.plural("{n} warning", "{n} warnings", warnings))
    in_files = say.plural("{n} file", "{n} files", files)
    return LintPage(
        rows=tuple(_row(problem, say) for problem in problems),
        outcome=", ".join(parts) if parts else say.text("No problems in {files}", files=in_files),
    )


def _row(problem: Problem, say: Say) -> LintRow:
    place = f"{visible(problem.path)}:{problem.line}:{problem.column}"
    told = problem.describe(say).removeprefix(f"{place}: {problem.code}: ")
    return LintRow(is_error=problem.severity is Severity.ERROR, place=place, code=problem.code, told=told)
