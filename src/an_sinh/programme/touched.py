"""Which problems a change has brought, or left on what it touched: the data as they are beside an earlier state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from an_sinh.errors import DataError, Problem
from an_sinh.programme.file_text import decode
from an_sinh.programme.ignoring import entries, split_lines
from an_sinh.programme.yaml_text import read_yaml
from an_sinh.terms import Severity

Named = Callable[[Problem], str]
"""From a problem to its file's name in the data directory."""


def of_the_change(
    problems: Iterable[Problem],
    before: Iterable[Problem],
    texts: Callable[[str], bytes | None],
    earlier: Mapping[str, bytes],
    named: Named,
) -> tuple[Problem, ...]:
    """The problems that were not there before, or whose entry is not as it was; and every error, which refuses all.

    `texts` gives a file as it is, `earlier` has those of the other state; `before` are the problems there.
    """
    known = Counter(map(_same, before))
    kept, files = [], dict[str, _FileChange]()
    for problem in problems:
        name, was_there = named(problem), known[_same(problem)] > 0
        known[_same(problem)] -= was_there
        if name not in files:
            files[name] = _FileChange(name, texts(name), earlier.get(name))
        if problem.severity is Severity.ERROR or not was_there or files[name].touches(problem.line):
            kept.append(problem)
    return tuple(kept)


def _same(problem: Problem) -> tuple[str, ...]:
    """What two problems share that tell of the same, wherever it stands and whatever the file is called."""
    return (problem.code, problem.message())


class _FileChange:
    """One file, and what of it differs from an earlier state of it."""

    def __init__(self, name: str, now: bytes | None, then: bytes | None) -> None:
        self._name = name
        self._now = _text(now)
        self._then = _text(then)

    def touches(self, line: int) -> bool:
        """Whether what stands on a line, or the entry that holds it, is not as it was."""
        holding = [key for key, (first, last) in self._spans.items() if first <= line <= last]
        if holding:
            return any(self._spoken[key] != self._spoken_then.get(key) for key in holding)
        lines = split_lines(self._now)
        return line > len(lines) or lines[line - 1] not in self._lines_then

    @cached_property
    def _spans(self) -> Mapping[tuple[str, ...], tuple[int, int]]:
        return _spans(self._now, self._name)

    @cached_property
    def _spoken(self) -> Mapping[tuple[str, ...], list[str]]:
        return _spoken(self._now, self._spans)

    @cached_property
    def _spoken_then(self) -> Mapping[tuple[str, ...], list[str]]:
        return _spoken(self._then, _spans(self._then, self._name))

    @cached_property
    def _lines_then(self) -> frozenset[str]:
        return frozenset(split_lines(self._then))


def _text(raw: bytes | None) -> str:
    try:
        return decode(raw) if raw is not None else ""
    except DataError:
        return ""


def _spans(text: str, name: str) -> Mapping[tuple[str, ...], tuple[int, int]]:
    return dict(entries(read_yaml(text).value, name)) if text and name.endswith(".yaml") else {}


def _spoken(text: str, spans: Mapping[tuple[str, ...], tuple[int, int]]) -> Mapping[tuple[str, ...], list[str]]:
    """The lines of each entry, without empty ones and comments of their own, which say nothing of it."""
    lines = split_lines(text)
    return {
        key: [line for line in lines[first - 1 : last] if line.strip() and not line.lstrip().startswith("#")]
        for key, (first, last) in spans.items()
    }
