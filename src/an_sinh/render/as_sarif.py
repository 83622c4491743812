"""SARIF 2.1.0, for code scanning: every problem as a result at its place, every code as a rule.

Paths are relative to the repository, which is `%SRCROOT%`; columns count characters. A fingerprint says which problem
it is wherever it moves to: it rests on the file, the code and the words, on no line.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import quote

from an_sinh.errors import Problem
from an_sinh.pages.say import Say
from an_sinh.render.as_json import Json, write
from an_sinh.terms import Severity
from an_sinh.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def lint_sarif(problems: Sequence[Problem], say: Say) -> str:
    """The problems as a log of one run."""
    rules = sorted({problem.code for problem in problems})
    return write(
        {
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "ansinh",
                            "version": __version__,
                            "rules": [{"id": code, "name": _in_words(code)} for code in rules],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [
                        _result(problem, rules.index(problem.code), mark, say)
                        for problem, mark in zip(problems, fingerprints(problems), strict=True)
                    ],
                }
            ],
        }
    )


def _in_words(code: str) -> str:
    """A code as rules are named: `NoTarget`."""
    return "".join(part.capitalize() for part in code.split("-"))


def _result(problem: Problem, rule: int, mark: str, say: Say) -> Json:
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": "error" if problem.severity is Severity.ERROR else "warning",
        "message": {"text": _no_link(problem.sentence(say))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(os.fsencode(problem.path)), "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": problem.line, "startColumn": problem.column},
                }
            }
        ],
        "partialFingerprints": {"ansinh/v1": mark},
    }


def _no_link(text: str) -> str:
    """A text in which nothing is taken for a link, as `[words](address)` would be."""
    return re.sub(r"\[(?=[^\]]*\]\()", r"\\[", text)


def fingerprints(problems: Sequence[Problem]) -> list[str]:
    """What tells each problem from the others and stays the same where its line moves, whatever the language."""
    seen: Counter[tuple[str, str, str]] = Counter()
    marks = []
    for problem in problems:
        what = (problem.path, problem.code, problem.message())
        seen[what] += 1
        marks.append(sha256("\0".join((*what, str(seen[what]))).encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return marks
