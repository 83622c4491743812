"""Text from data, made safe to show: controls and direction overrides are shown, never sent. And "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nsmallest

# C0 and C1 controls and DEL, the bidirectional embeddings, overrides and isolates, the line and
# paragraph separators, lone surrogates, tag characters and the BOM: none of them is for the eye.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_NEAR = 0.7
_LONGEST = 60
_COMPARED = 200


def visible(text: str) -> str:
    """The text on one line, with every character that a terminal would obey written as its escape.

    A line end inside a text (a folded note) becomes a space.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_escape, text.replace("\r\n", " ").replace("\n", " "))


_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
_LETTER = re.compile(r"[^\W\d_]")
_CLOSED_BY = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_OPENING = frozenset(_CLOSED_BY.values())


@cache
def _stretch() -> re.Pattern[str]:
    """A stretch from right to left; compiled when a text is first looked through, for a start has no need of it."""
    return re.compile(f"[{_RIGHT_TO_LEFT}](?:[{_RIGHT_TO_LEFT}\\W\\d_]*[{_RIGHT_TO_LEFT}])?")


def runs_right_to_left(text: str) -> bool:
    """Whether a text begins in a script that is written from right to left."""
    first = None if text.isascii() else _LETTER.search(text)
    return first is not None and _stretch().match(first[0]) is not None


def by_direction(text: str) -> Iterator[tuple[bool, str]]:
    """A text in stretches, each with whether it runs from right to left: so that each can be kept apart from the rest.

    A bracket that is opened in such a stretch is closed in it, or else the stretch ends before it.
    """
    at = 0
    while match := None if text.isascii() else _stretch().search(text, at):
        start = match.start()
        end = start + _whole_brackets(text[start:], match.end() - start)
        if start > at:
            yield False, text[at:start]
        yield True, text[start:end]
        at = end
    if at < len(text):
        yield False, text[at:]


def _whole_brackets(text: str, end: int) -> int:
    """Where a stretch ends that has its brackets whole: with those that close its own, or before one left open."""
    opened: list[tuple[str, int]] = []
    at = 0
    while at < len(text) and (at < end or (opened and _CLOSED_BY.get(text[at]) == opened[-1][0])):
        char = text[at]
        if char in _OPENING:
            opened.append((char, at))
        elif opened and _CLOSED_BY.get(char) == opened[-1][0]:
            opened.pop()
        at += 1
    return len(text[: opened[0][1]].rstrip()) if opened else at


def quoted(text: str, longest: int = 60) -> str:
    """The text in single quotes, safe to show and cut in the middle of nowhere where it is too long."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return f"'{visible(cut)}'"


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 9:
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def nearest(name: str, known: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """The known names nearest to a wrong one, best first; none where nothing is near enough to be meant.

    Case does not count. Names of more than 60 characters are not compared, and of many known names only the 200 whose
    letters differ least, so that a hostile file costs little.
    """
    from difflib import get_close_matches

    if len(name) > _LONGEST:
        return ()
    wanted = name.casefold()
    letters = set(wanted)
    folded: dict[str, str] = {}
    apart: dict[str, int] = {}
    for each in known:
        if len(each) > 2 * _LONGEST:
            continue
        told = each.casefold()
        # A letter that only one of the two has, and a length that differs, can't be matched.
        unlike = max(len(letters.symmetric_difference(told)), abs(len(told) - len(wanted)))
        if unlike <= (1 - _NEAR) * (len(told) + len(wanted)) and told not in folded:
            folded[told], apart[told] = each, unlike
    compared = nsmallest(_COMPARED, apart, key=lambda told: apart[told]) if len(apart) > _COMPARED else apart
    return tuple(folded[near] for near in get_close_matches(wanted, compared, n=most, cutoff=_NEAR))


def on_the_web(address: str) -> str:
    """An address that a page may link to; empty for any other."""
    return address if re.fullmatch(r"https?://[^\s\x00-\x20/?#\\@]+(?:[/?#]\S*)?", address, re.IGNORECASE) else ""
