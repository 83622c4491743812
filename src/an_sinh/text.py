"""Text from data, made safe to show: controls and direction overrides are shown, never sent. And "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
