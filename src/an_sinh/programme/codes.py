"""The codes of problems as closed lists, and which of them may be chosen or ignored; docs/problems.md tells each."""

from __future__ import annotations

from collections.abc import Iterable

from an_sinh.errors import DidYouMean, Problem
from an_sinh.text import quoted

ERRORS = (
    "contradiction",
    "duplicate-key",
    "duplicate-place",
    "encoding",
    "missing-file",
    "missing-key",
    "no-direction",
    "not-a-count",
    "not-a-date",
    "not-a-figure",
    "not-a-year",
    "outside-limits",
    "several-documents",
    "syntax",
    "tag",
    "too-deep",
    "too-large",
    "too-many-aliases",
    "unknown-group",
    "unknown-indicator",
    "unknown-key",
    "unknown-place",
    "unknown-source",
    "unknown-status",
    "unknown-word",
    "unreadable",
    "wrong-type",
    "wrong-year",
)
WARNINGS = (
    "empty-entry",
    "no-source",
    "no-target",
    "still-provisional",
    "stray-file",
    "target-falls-back",
    "term-behind-annual",
    "thousands-separator",
    "unused-ignore",
    "unused-source",
)
CODES = (*ERRORS, *WARNINGS)


def matching(word: str, codes: Iterable[str] = CODES) -> tuple[str, ...]:
    """The codes that a word stands for: the one of that name, else those that begin with it: `unused` for two."""
    known = tuple(codes)
    return (word,) if word in known else tuple(code for code in known if code.startswith(f"{word}-"))


def not_ignored(word: str) -> Problem | None:
    """Why a word can't be ignored: it is an error's code, or nobody's; None where it is a warning's."""
    if matching(word, WARNINGS):
        return None
    if matching(word, ERRORS):
        return Problem(
            "unknown-word",
            "{code} is an error, and only warnings can be ignored",
            "mend what it tells of; until then the data cannot be used",
            code=quoted(word),
        )
    return Problem("unknown-word", "no warning has the code {code}", DidYouMean(word, WARNINGS), code=quoted(word))
