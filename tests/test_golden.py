"""Whole outputs, byte for byte, in both languages. After a change that is meant: `make regold`, then read the diff.

A case is one line of CASES: its name, the command line, and how it is to be shown.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.render.screen import Screen
from an_sinh.terms import Language

if TYPE_CHECKING:
    from tests.conftest import Golden, Quick

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"json": "json", "csv": "csv", "markdown": "md", "html": "html", "junit": "xml"}
LANGUAGES = tuple(language.value for language in Language)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One output: `{}` in the command line stands for the format, and the language is put behind it."""

    name: str
    line: str
    format: str = "table"
    language: str = "en"
    screen: Screen | None = None
    code: int = 0

    @property
    def file(self) -> str:
        look = f"{self.screen.width or ''}{'c' if self.screen.colour else ''}" if self.screen else ""
        ending = ENDINGS.get(self.format, "txt")
        parts = [self.name, *([self.format] if ending == "txt" else []), look, self.language, ending]
        return ".".join(filter(None, parts))

    @property
    def arguments(self) -> list[str]:
        return [*shlex.split(self.line), "--format", self.format, "--lang", self.language]


def cases(name: str, line: str, formats: str = "table prose json", *, code: int = 0) -> list[Case]:
    """A command line as a pipe gets it, in each format and each language."""
    return [
        Case(name=name, line=line, format=format_, language=language, code=code)
        for format_ in formats.split()
        for language in LANGUAGES
    ]


def screens(name: str, line: str, *widths: int, code: int = 0) -> list[Case]:
    """A command line's table on screens of these widths, in each language; the first of them once more in colours."""
    plain = [
        Case(name=name, line=line, language=language, screen=Screen(width=width), code=code)
        for width in widths
        for language in LANGUAGES
    ]
    return [*plain, replace(plain[0], screen=Screen(width=widths[0], colour=True))]


RIVER = "--data tests/pages/river-town"
HOSTILE = "--data tests/pages/hostile"
LIBRARY = "--data examples/library"

CASES = [
    *cases("score-2022", "score 2022"),
    *screens("score-2022", "score 2022", 80, 40, 120),
    *cases("score-2022-summary", "score 2022 --summary", "table json"),
    *cases("score-2022-filtered", "score 2022 --group welfare --status unmet --status not-started", "table json"),
    *cases("score-2023-term", "score 2023 --against term", "table prose"),
    *cases("score-2025-term", "score 2025 --against term", "table prose"),
    *cases("river-town", f"score 2022 {RIVER}"),
    *screens("river-town", f"score 2022 {RIVER}", 80, 40),
    *cases("river-town-nothing-judged", f"score 2022 --against term {RIVER}", "table prose"),
    *cases("hostile", f"score 2022 {HOSTILE}"),
    # years side by side
    *cases("diff-2022", "diff 2021 2022", "table prose markdown"),
    *screens("diff-2022", "diff 2021 2022", 80),
    *cases("diff-2025-term", "diff 2022 2025 --against term", "table"),
    *cases("trend", "trend", "table"),
    *cases("show-jobs", "show jobs-created", "table"),
    *cases("focus-2022", "focus 2022", "table prose"),
    *cases("outlook-2024", "outlook 2024", "table"),
    *cases("library-diff-2023", f"diff 2022 2023 {LIBRARY}", "table prose markdown json"),
    *screens("library-diff-2023", f"diff 2022 2023 {LIBRARY}", 80, 40),
    *cases("library-diff-2024-all", f"diff 2023 2024 --all {LIBRARY}", "table prose"),
    *cases("library-diff-2023-same", f"diff 2023 2023 {LIBRARY}", "table prose"),
    *cases("library-trend", f"trend {LIBRARY}", "table markdown json"),
    *screens("library-trend", f"trend {LIBRARY}", 80, 40),
    *cases("library-trend-term", f"trend --against term --group house {LIBRARY}", "table"),
    *cases("library-show-energy", f"show energy-used {LIBRARY}", "table markdown json"),
    *screens("library-show-energy", f"show energy-used {LIBRARY}", 80),
    *cases("library-show-days", f"show days-to-shelf {LIBRARY}", "table"),
    *cases("library-show-good", f"show called-good {LIBRARY}", "table"),
    *cases("library-show-hours-term", f"show volunteer-hours --against term {LIBRARY}", "table"),
    *cases("library-focus-2023", f"focus 2023 {LIBRARY}", "table prose markdown json"),
    *screens("library-focus-2023", f"focus 2023 {LIBRARY}", 80),
    *cases("library-outlook-2024", f"outlook 2024 {LIBRARY}", "table markdown json"),
    *screens("library-outlook-2024", f"outlook 2024 {LIBRARY}", 80),
    *cases("hostile-trend", f"trend {HOSTILE}", "table markdown json"),
    *cases("hostile-diff", f"diff 2022 2022 {HOSTILE} --all", "table prose markdown"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_the_output_is_the_golden_one(case: Case, quick: Quick, golden: Golden) -> None:
    found = quick(*case.arguments, screen=case.screen)
    assert (found.code, found.stderr) == (case.code, "")
    golden(case.file, found.out)


def test_every_golden_file_has_one_case(request: pytest.FixtureRequest) -> None:
    """A file that no case holds would be kept for ever and hold nothing. --regold takes it away."""
    known = [case.file for case in CASES]
    assert len(known) == len(set(known)), "two cases write the same file"
    left = sorted(path for path in GOLDEN.iterdir() if path.is_file() and path.name not in known)
    if request.config.getoption("regold"):
        for path in left:
            path.unlink()
        left = []
    assert not left
