"""Rows of the same kind told as one: what has neither target nor figure, and is said in the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from an_sinh.judge.scorecard import Line
from an_sinh.pages.say import Say
from an_sinh.programme.model import Programme
from an_sinh.text import visible

FEWEST = 4
"""Fewer names stand for themselves: a row that lists two or three is no easier to read than two or three rows.

Those whose names differ in a number alone, and so are counted and not listed, are one row from two on.
"""
_NUMBER = re.compile(r"[0-9]+")
Key = tuple[object, ...]


def folded(lines: Iterable[Line], *, everything: bool = False) -> list[Sequence[Line]]:
    """The lines in their order, those of the same kind together where the first of them stands; one by one if asked.

    They have neither target nor figure, and share group, status, basis, reason, sources and notes.
    """
    return [[line for (line,) in fold] for fold in folded_courses([(line,) for line in lines], everything=everything)]


def folded_courses(courses: Iterable[Sequence[Line]], *, everything: bool = False) -> list[list[Sequence[Line]]]:
    """As `folded`, of indicators over several years: those that are of the same kind in each of them."""
    shown = list(courses)
    keys = [None if everything else _key_of_all(course) for course in shown]
    bare: dict[Key | None, set[Key]] = {}
    for key, course in zip(keys, shown, strict=True):
        bare.setdefault(key, set()).add(_unnumbered(course[-1]))
    many = {key for key, number in Counter(keys).items() if number >= (2 if len(bare[key]) == 1 else FEWEST)}
    found: dict[Key, list[Sequence[Line]]] = {}
    for at, (key, course) in enumerate(zip(keys, shown, strict=True)):
        found.setdefault(key if key is not None and key in many else (at,), []).append(course)
    return list(found.values())


def _key_of_all(course: Sequence[Line]) -> Key | None:
    keys = tuple(map(_key, course))
    return None if None in keys else keys


def _key(line: Line) -> Key | None:
    """What the lines of one fold share; None for a line that stands for itself."""
    if line.actual is not None or line.written_target is not None or line.provisional or line.parts:
        return None
    notes = tuple(_text(each.note) for each in (line.entry, line.indicator) if each is not None)
    return ("", line.indicator.group, line.status, line.basis, line.reason, line.source, notes, line.told_year)


def _unnumbered(line: Line) -> Key:
    """Its name without the numbers in it, in each language."""
    return tuple(_NUMBER.sub("", text) for _, text in _text(line.indicator.name))


def _text(note: dict[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(note.items())) if note else ()


def fold_name(programme: Programme, lines: Sequence[Line], say: Say) -> str:
    """`9 indicators not named in public sources`, where their names differ in a number alone; else all their names."""
    names = [say.named(line.indicator) for line in lines]
    if len({_NUMBER.sub("", name) for name in names}) == 1:
        group = visible(say.of_data(programme.groups[lines[0].indicator.group])).strip()
        what = group[:1].lower() + group[1:]
        return say.plural("{n} indicator {what}", "{n} indicators {what}", len(lines), what=what)
    return say.plural("{n} indicator: {names}", "{n} indicators: {names}", len(lines), names="; ".join(names))
