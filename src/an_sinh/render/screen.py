"""What a page is written onto: how wide it is, whether it shows colours, and which characters."""

from __future__ import annotations

import unicodedata

from an_sinh.terms import Status
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A terminal, or a pipe or file: then without width and colour, and nothing is cut or wrapped."""

    width: int | None = None
    """Columns of characters; None where a line may be as long as it likes."""
    colour: bool = False
    symbols: bool = True
    """Whether ▲ ● ✗ ○ can be shown; else ASCII stands in."""


SYMBOLS = {
    Status.EXCEEDED: "▲",
    Status.MET: "●",
    Status.UNMET: "✗",
    Status.NOT_STARTED: "○",
    Status.UNSCORED: "?",
    Status.WITHDRAWN: "–",
}
ASCII_SYMBOLS = {
    Status.EXCEEDED: "^",
    Status.MET: "*",
    Status.UNMET: "x",
    Status.NOT_STARTED: "o",
    Status.UNSCORED: "?",
    Status.WITHDRAWN: "-",
}
_STAND_INS = str.maketrans(
    {
        "▲": "^",
        "▼": "v",
        "◐": "~",
        "◔": "-",
        "●": "*",
        "✗": "x",
        "✓": "+",
        "○": "o",
        "·": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "≠": "!",
        "…": "...",
        "→": "->",
        "đ": "d",
        "Đ": "D",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "\u00a0": " ",
        "\u202f": " ",
        **{bar: str(height) for height, bar in enumerate("▁▂▃▄▅▆▇█", 1)},
    }
)


def symbol(status: Status, screen: Screen) -> str:
    """The sign that carries a status where colour does not."""
    return (SYMBOLS if screen.symbols else ASCII_SYMBOLS)[status]


def passed_mark(passed: bool, screen: Screen) -> str:
    """The sign of a gate that is open or closed."""
    marks = ("✓", "✗") if screen.symbols else ("+", "x")
    return marks[0] if passed else marks[1]


def spell_for(text: str, encoding: str) -> bytes:
    """A page for people in an encoding; what it can't hold is told by its nearest plain letters, never dropped.

    `Tỷ lệ thất nghiệp` becomes `Ty le that nghiep` on an ASCII terminal; a letter without a plain twin, its escape.
    An encoding that has tones as marks of their own, as Windows-1258 does, keeps them.
    """
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        spelled = {char: _spelled(char, encoding) for char in set(text)}
        return "".join(map(spelled.__getitem__, text)).encode(encoding, "backslashreplace")


def _spelled(char: str, encoding: str) -> str:
    if _fits(char, encoding):
        return char
    return _with_its_mark_apart(char, encoding) or _plain(char)


def _with_its_mark_apart(char: str, encoding: str) -> str:
    """The letter and one of its marks behind it, where the encoding has both: `ệ` as `ê` and a dot below."""
    letter, *marks = list(unicodedata.normalize("NFD", char))
    for apart in marks:
        rest = unicodedata.normalize("NFC", letter + "".join(mark for mark in marks if mark is not apart))
        if _fits(rest + apart, encoding):
            return rest + apart
    return ""


def _fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _plain(char: str) -> str:
    bare = char.translate(_STAND_INS)
    if bare != char:
        return bare
    return "".join(mark for mark in unicodedata.normalize("NFD", char) if not unicodedata.combining(mark)).translate(
        _STAND_INS
    )
