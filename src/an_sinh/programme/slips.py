"""Slips that make a text invalid YAML: named in plain words, mended in memory so that the rest can still be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from an_sinh.errors import Problem
from an_sinh.text import quoted, visible

MOST_SLIPS: Final = 20
"""How many are mended in one text: each has it read anew."""
LONGEST_TEXT: Final = 200_000
"""Characters of a text that is read anew."""
LONGEST_LINE: Final = 2_000
_CURLY: Final = "“”„‟‘’"
_RESERVED: Final = re.compile(
    r"(?P<before>:[ ]+|[\[{,][ ]*|^[ ]*-[ ]+)(?P<text>[%@`][^,}\]#\r\n]*?)(?=[ ]*(?:[,}\]#\r\n]|$))"
)
_NO_SPACE: Final = re.compile(
    r"(?P<before>^[ ]*(?:-[ ]+)?|[{,][ ]*)(?P<key>[\w.%/-]+):(?P<rest>[^\s:/,}\]][^,}\]#\r\n]*)"
)
_TABBED: Final = re.compile(r"^[ ]*\t[ \t]*")
_BREAK: Final = re.compile("(\r\n|\n|\r)")


class Slip(NamedTuple):
    """What is wrong in a line, and the line as it was meant."""

    problem: Problem
    line: str


class Repair(NamedTuple):
    """What was wrong in a text, with its place, and the text as it was meant."""

    problem: Problem
    text: str


def mend(text: str, line: int) -> Repair | None:
    """The slip by which a parser stopped at a line (1-based), or by the line before; None where it is another fault."""
    parts = _BREAK.split(text)  # lines and their ends in turn
    for number in (line, line - 1):
        at = 2 * (number - 1)
        if not 0 <= at < len(parts) or len(parts[at]) > LONGEST_LINE or parts[at].lstrip().startswith("#"):
            continue
        above = parts[at - 2] if at else ""
        slip = _slip_in(parts[at], above)
        if slip is not None:
            column = slip.problem.column
            return Repair(slip.problem.at((number, column)), "".join([*parts[:at], slip.line, *parts[at + 1 :]]))
    return None


def _slip_in(line: str, above: str) -> Slip | None:
    finders: tuple[Callable[[str, str], Slip | None], ...] = (_tab, _reserved, _curly, _no_space)
    return next(filter(None, (find(line, above) for find in finders)), None)


def _tab(line: str, above: str) -> Slip | None:
    found = _TABBED.match(line)
    if not found:
        return None
    deeper = "  " if above.rstrip().endswith(":") else ""
    margin = above[: len(above) - len(above.lstrip(" "))] + deeper
    return Slip(Problem("syntax", "a tab indents this line", "indent with spaces"), margin + line[found.end() :])


def _reserved(line: str, _above: str) -> Slip | None:
    found = _RESERVED.search(line)
    if not found:
        return None
    written = f'"{found["text"].rstrip()}"'
    problem = Problem(
        "syntax", "{text} needs quotes here", "write {write}", text=quoted(found["text"]), write=visible(written)
    )
    return Slip(problem.at((1, found.start("text") + 1)), line[: found.start("text")] + written + line[found.end() :])


def _curly(line: str, _above: str) -> Slip | None:
    at = next((at for at, char in enumerate(line) if char in _CURLY), None)
    if at is None:
        return None
    straight = "".join('"' if char in _CURLY[:4] else "'" if char in _CURLY else char for char in line)
    problem = Problem("syntax", "curly quotes are letters to YAML, not quotes", "write straight ones, \" or '")
    return Slip(problem.at((1, at + 1)), straight)


def _no_space(line: str, _above: str) -> Slip | None:
    found = _NO_SPACE.search(line)
    if not found:
        return None
    return Slip(
        no_space(f"{found['key']}:{found['rest']}").at((1, found.start("key") + 1)),
        line[: found.start("rest")] + " " + line[found.start("rest") :],
    )


def no_space(text: str) -> Problem:
    """`key:2.78`, which YAML reads as one text."""
    key, _, rest = text.strip().partition(":")
    return Problem(
        "syntax",
        "the space after the colon is missing in {text}",
        "write {write}",
        text=quoted(text.strip()),
        write=quoted(f"{key}: {rest}")[1:-1],
    )


def lacks_space(text: str) -> bool:
    """Whether a text is a key and its value without the space between."""
    return _NO_SPACE.fullmatch(text) is not None
