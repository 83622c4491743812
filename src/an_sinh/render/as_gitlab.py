"""GitLab's code quality report: a list of problems, shown in the merge request on the lines that it changes."""

from __future__ import annotations

from collections.abc import Sequence

from an_sinh.errors import Problem
from an_sinh.pages.say import Say
from an_sinh.render.as_json import write
from an_sinh.render.as_sarif import fingerprints
from an_sinh.terms import Severity
from an_sinh.text import visible

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor"}


def lint_gitlab(problems: Sequence[Problem], say: Say) -> str:
    """The problems, each with a fingerprint by which GitLab knows it again on another line."""
    return write(
        [
            {
                "description": problem.sentence(say),
                "check_name": problem.code,
                "fingerprint": mark,
                "severity": _SEVERITIES[problem.severity],
                "location": {"path": visible(problem.path), "lines": {"begin": problem.line}},
            }
            for problem, mark in zip(problems, fingerprints(problems), strict=True)
        ]
    )
