"""Text from data, made safe to show: control characters and direction overrides are shown, never sent."""

from __future__ import annotations

import re

# C0 and C1 controls and DEL, the bidirectional embeddings, overrides and isolates, the line and
# paragraph separators, lone surrogates, tag characters and the BOM: none of them is for the eye.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


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
