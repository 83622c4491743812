"""Two texts' lines -> a unified diff, in a time that grows with the lines alone.

difflib's takes the square of them where each line comes often: two hours for 8 MiB of comments. This one goes through
both texts once and may not find the shortest diff, but for edits that are a few lines each it does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from an_sinh.text import visible

_AROUND: Final = 2
"""Lines shown above and below a change."""
_ALIKE: Final = 3
"""So many equal lines in a row are the place where both texts go on together."""
_NEAR: Final = 4
"""So few lines further one equal line will do, if it says something."""
_TRIES: Final = 20


class _Span(NamedTuple):
    """Lines of the old text, and the lines of the new one that took their place."""

    old: int
    old_end: int
    new: int
    new_end: int


def unified(old: Sequence[str], new: Sequence[str], old_name: str, new_name: str) -> Iterator[str]:
    """The lines of the diff; nothing where the texts are equal."""
    hunks = list(_hunks(list(_spans(old, new))))
    if hunks:
        yield f"--- {visible(old_name)}\n"
        yield f"+++ {visible(new_name)}\n"
    for hunk in hunks:
        yield from _told(hunk, old, new)


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[_Span]:
    """What differs, from the first line to the last."""
    at, to, places = 0, 0, (_places(old), _places(new))
    while at < len(old) or to < len(new):
        if at < len(old) and to < len(new) and old[at] == new[to]:
            at, to = at + 1, to + 1
            continue
        gone, come = _next_together(old, new, at, to, places)
        while gone > at and come > to and old[gone - 1] == new[come - 1]:
            gone, come = gone - 1, come - 1
        yield _Span(at, gone, to, come)
        at, to = gone, come


def _places(lines: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        found.setdefault(line, []).append(at)
    return found


def _next_together(
    old: Sequence[str], new: Sequence[str], at: int, to: int, places: tuple[dict[str, list[int]], dict[str, list[int]]]
) -> tuple[int, int]:
    """Where the texts go on together, nearest to where they part; their ends if nowhere."""
    for gone, come in _NEARBY:
        if old[at + gone : at + gone + 1] == new[to + come : to + come + 1] != [] and old[at + gone].strip():
            return at + gone, to + come
    for skipped in range(min(_TRIES, max(len(old) - at, len(new) - to))):
        ahead = [
            *_candidates(old, new, at + skipped, to, places[1]),
            *((back, onward) for onward, back in _candidates(new, old, to + skipped, at, places[0])),
        ]
        if ahead:
            return min(ahead, key=lambda pair: (pair[0] - at + pair[1] - to, pair))
    return min(len(old), at + _TRIES), min(len(new), to + _TRIES)


_NEARBY: Final = sorted(
    ((one, other) for one in range(_NEAR) for other in range(_NEAR)), key=lambda pair: (sum(pair), pair)
)


def _candidates(
    one: Sequence[str], other: Sequence[str], at: int, onward: int, places: dict[str, list[int]]
) -> Iterator[tuple[int, int]]:
    """The next place in the other text, from a line on, where it goes on as this one does from its line."""
    if at >= len(one):
        if at == len(one):
            yield at, len(other)
        return
    found = places.get(one[at], [])
    for place in found[(first := bisect_left(found, onward)) : first + _TRIES]:
        if one[at : at + _ALIKE] == other[place : place + _ALIKE]:
            yield at, place
            return


def _hunks(spans: Sequence[_Span]) -> Iterator[list[_Span]]:
    """Changes whose surroundings meet, together."""
    hunk: list[_Span] = []
    for span in spans:
        if hunk and span.old - hunk[-1].old_end > 2 * _AROUND:
            yield hunk
            hunk = []
        hunk.append(span)
    if hunk:
        yield hunk


def _told(hunk: Sequence[_Span], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    first, last = hunk[0], hunk[-1]
    above = min(_AROUND, first.old, first.new)
    below = min(_AROUND, len(old) - last.old_end)
    start, end = first.old - above, last.old_end + below
    yield f"@@ -{_range(start, end)} +{_range(first.new - above, last.new_end + below)} @@\n"
    for span in hunk:
        yield from _marked(" ", old[start : span.old])
        yield from _marked("-", old[span.old : span.old_end])
        yield from _marked("+", new[span.new : span.new_end])
        start = span.old_end
    yield from _marked(" ", old[start:end])


def _range(start: int, end: int) -> str:
    """Lines as a hunk's head counts them: an empty span is the line before it."""
    length = end - start
    return str(start + 1) if length == 1 else f"{start + (length > 0)},{length}"


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield mark + visible(line.rstrip("\r\n")) + "\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"
