"""The fields of `ansinh/lint/1`: every problem with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.render.record import STRING, Field, Many, Record, one_of, output, own
from an_sinh.terms import Severity

if TYPE_CHECKING:
    from an_sinh.errors import Problem
    from an_sinh.render.results import LintResult

_FROM_ONE = {"type": "integer", "minimum": 1}
_CODE = {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"}

_PROBLEM: tuple[Field[Problem], ...] = (
    own("code", _CODE, "A stable word for the kind of problem."),
    own("severity", one_of(Severity), "An error refuses the data; a warning does not."),
    own("path", STRING, "The file, relative to the working directory, else as --data was written."),
    own("line", _FROM_ONE, "The line, from 1."),
    own("column", _FROM_ONE, "The column in characters, from 1."),
    Field(
        "message",
        lambda problem, say: problem.message(say),
        STRING,
        "What is wrong, in the language of --lang, else in English.",
    ),
    Field("hint", lambda problem, say: problem.hint(say), STRING, "What to do about it; may be empty."),
)
_FIELDS: tuple[Field[LintResult], ...] = (
    own("problems", Many(Record(_PROBLEM)), "Every problem of every file, in file order."),
)
OUTPUT = output(
    "lint",
    "Problems",
    "What `ansinh lint --format json` prints: each problem with its place.",
    _FIELDS,
    row=Record(_PROBLEM),
    rows=lambda result: result.problems,
)
