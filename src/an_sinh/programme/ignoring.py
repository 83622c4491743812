"""Warnings that whoever keeps the data has seen and does not want to see again; an error is never among them.

A comment at the end of a line hides those of its codes that are told of the same entry: `# ansinh: ignore no-target`.
What it hides nothing of is a warning itself. `programme.lint.ignore` hides a code in every file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator

from an_sinh.errors import Problem
from an_sinh.programme.codes import WARNINGS, matching, not_ignored
from an_sinh.programme.yaml_text import Document, Map, read_yaml
from an_sinh.terms import Severity
from an_sinh.text import quoted
from an_sinh.values import dataclass

MARK = "ansinh:"
"""What a comment of ours begins with; a file without it has none."""
_COMMENT = re.compile(
    r"(?P<before>^|[ \t])#[ \t]*ansinh:[ \t]*ignore\b:?[ \t]*(?P<codes>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?.*$"
)
_LINE_BREAK = re.compile("\r\n|[\n\r]")
_LISTS = frozenset({"places.yaml"})
"""Files whose entries are the keys of the file itself, not those of its parts."""
Span = tuple[int, int]
"""The first and the last line of an entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One comment: where it stands, and what it is to hide."""

    line: int
    column: int
    codes: tuple[str, ...]
    alone: bool
    """Whether nothing stands before it on its line: then it belongs to no entry."""


class Ignores:
    """The comments of one file, and what each has hidden so far."""

    def __init__(self, text: str, document: Document, name: str) -> None:
        self._ignores = list(_comments(text, document))
        self._spans = [span for _, span in entries(document.value, name)] if self._ignores else []
        self._firsts = [first for first, _ in self._spans]
        self._used: set[tuple[int, str]] = set()
        self._hidden: dict[tuple[int, str], list[tuple[int, str]]] = {}
        """By entry and code the comments that hide it, each by its number and the word that it says."""
        for at, ignore in enumerate(self._ignores):
            for word in () if ignore.alone else ignore.codes:
                for code in matching(word, WARNINGS):
                    for entry in self._holding(ignore.line):
                        self._hidden.setdefault((entry, code), []).append((at, word))

    def hide(self, problem: Problem) -> bool:
        """Whether a comment hides the problem."""
        if problem.severity is Severity.ERROR:
            return False
        found = [each for entry in self._holding(problem.line) for each in self._hidden.get((entry, problem.code), ())]
        self._used.update(found)
        return bool(found)

    def _holding(self, line: int) -> Iterator[int]:
        """The numbers of the entries that hold a line."""
        at = bisect_right(self._firsts, line) - 1
        while at >= 0 and self._spans[at][1] >= line:
            yield at
            at -= 1

    def unused(self) -> Iterator[Problem]:
        """A warning for each code of a comment that has hidden nothing."""
        for at, ignore in enumerate(self._ignores):
            place = (ignore.line, ignore.column)
            if not ignore.codes:
                yield _nameless().at(place)
            for word in ignore.codes:
                if fault := not_ignored(word):
                    yield _because(fault).at(place)
                elif ignore.alone:
                    yield _alone(word).at(place)
                elif (at, word) not in self._used:
                    yield _idle(word).at(place)


def _nameless() -> Problem:
    return Problem(
        "unused-ignore", "this comment names no code", "write it behind: # ansinh: ignore no-target"
    ).as_warning()


def _idle(word: str) -> Problem:
    return Problem(
        "unused-ignore", "nothing is told of {code} here", "delete the comment", code=quoted(word)
    ).as_warning()


def _alone(word: str) -> Problem:
    return Problem(
        "unused-ignore",
        "this comment stands on a line of its own, and so hides no {code}",
        "write it at the end of a line of the entry",
        code=quoted(word),
    ).as_warning()


def _because(fault: Problem) -> Problem:
    return Problem("unused-ignore", fault.text, fault.remedy, **fault.slots).as_warning()


def without(problems: Iterable[Problem], codes: Collection[str]) -> Iterator[Problem]:
    """The problems without the warnings of these codes."""
    hidden = {code for word in codes for code in matching(word, WARNINGS)}
    return (each for each in problems if each.severity is Severity.ERROR or each.code not in hidden)


# --- comments and entries ---------------------------------------------------------------------------------------------


def _comments(text: str, document: Document) -> Iterator[Ignore]:
    """The comments of a text; not what only looks like one inside a text of the data."""
    lines = split_lines(text)
    found = [(at, match) for at, line in enumerate(lines) if MARK in line and (match := _COMMENT.search(line))]
    if not found:
        return
    every = _says_the_same(lines, found, document)
    for at, match in found:
        if every or _says_the_same(lines, [(at, match)], document):
            start = match.end("before")
            codes = tuple(re.split(r"[ \t]*,[ \t]*", match["codes"])) if match["codes"] else ()
            yield Ignore(line=at + 1, column=start + 1, codes=codes, alone=not lines[at][:start].strip(" \t\ufeff"))


def _says_the_same(lines: list[str], found: list[tuple[int, re.Match[str]]], document: Document) -> bool:
    """Whether the file says the same without these: then they are comments."""
    bare = list(lines)
    for at, match in found:
        bare[at] = bare[at][: match.start()]
    other = read_yaml("\n".join(bare))
    return not other.is_no_yaml and other.value == document.value


def entries(root: object, name: str) -> Iterator[tuple[tuple[str, ...], Span]]:
    """The entries of a file, each by the keys that lead to it: an indicator, a source, a year's figure, any other key.

    `name` is the file's in the data directory.
    """
    if not isinstance(root, Map) or not root.marks:
        return
    starts: list[tuple[int, bool, tuple[str, ...]]] = []
    for key, (mark, _) in root.marks.items():
        starts.append((mark.line + 1, False, (key,)))
        part = root.get(key)
        if name not in _LISTS and isinstance(part, Map) and part.marks:
            starts += [(inner.line + 1, part.flow, (key, own)) for own, (inner, _) in part.marks.items()]
    starts.sort()
    end = (2**31, False, ())
    for (first, _, keys), (following, flow, _) in zip(starts, [*starts[1:], end], strict=True):
        yield keys, (first, max(first, following if flow else following - 1))


def split_lines(text: str) -> list[str]:
    """The lines of a file as its places count them."""
    return _LINE_BREAK.split(text)
