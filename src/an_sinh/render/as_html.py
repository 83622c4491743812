"""A page as one HTML file that asks nothing of anybody: style, script and drawings stand in it.

By Jinja2, which escapes every text. What it does not escape are the drawings, which `drawing` makes of numbers, and
the style and the script, which are ours. A Content-Security-Policy names those two by their hashes and forbids all
else, so that not even a text that found its way out could load or run anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from an_sinh.pages.diff import SECTIONS
from an_sinh.pages.outlook import MARKS
from an_sinh.pages.page import NONE_HERE
from an_sinh.pages.say import marked
from an_sinh.pages.web.page import Bar, Bullet, Cell, Course, Figure, Graph, Part, Told, WebPage
from an_sinh.pages.web.page import Path as Way
from an_sinh.pages.web.telling import phrase
from an_sinh.render.drawing import draw, marks_of, swatch
from an_sinh.render.screen import SYMBOLS
from an_sinh.terms import Language

TEMPLATES = Path(__file__).parent / "templates"
SIGNS = {
    **{status.value: sign for status, sign in SYMBOLS.items()},
    **{outlook.value: sign for outlook, sign in MARKS.items()},
    **{change.value: sign for change, sign in SECTIONS},
    "changed_target": "~",
    "same": NONE_HERE,
}
TRACKS = {
    "result": "7.5rem",
    "target": "minmax(5.5rem, 1.5fr)",
    "old": "minmax(6.25rem, 1.2fr)",
    "new": "minmax(6.25rem, 1.2fr)",
    "gap": "minmax(5.5rem, 1.5fr)",
    "graph": "minmax(7.5rem, 2fr)",
    "course": "minmax(4.75rem, 1fr)",
}
"""How wide the columns are whose cells hold more than a figure."""
MOST_DECIMALS = 3
"""A figure with a longer fraction, its mark counted, stands out of line: one must not push all others to the left."""
MANY = 200
"""From so many rows on, those that are out of sight are not laid out."""
LONG = 32
"""A headline with more characters is set smaller."""
_LOUD, _CLEAR, _LOW = 0.16, 0.08, 0.03
WORDS = {
    "skip": marked("Skip to the indicators"),
    "language": marked("Language"),
    "indicators": marked("Indicators"),
    "indicator": marked("indicator"),
    "search": marked("Search"),
    "reset": marked("Show all"),
    "source": marked("Source"),
    "note": marked("Note"),
    "notes": marked("Notes"),
    "sources": marked("Sources"),
    "cited": marked("For"),
    "reading": marked("How to read the page"),
}
BULLET_KEY = {
    "actual": marked("actual, in the colour of the result"),
    "target": marked("target"),
    "strict": marked("a bound that must be passed"),
    "zone": marked("met"),
    "beyond": marked("exceeded"),
    "previous": marked("the year before"),
    "baseline": marked("baseline"),
    "arrow": marked("the better side"),
    "broken": marked("the scale does not begin at 0"),
}
PATH_KEY = {
    "previous": marked("baseline"),
    "latest": marked("latest figure, in the colour of the outlook"),
    "ahead": marked("on as it goes"),
    "level": marked("target at the end of the term"),
}
"""The marks of the drawings, and the phrases that say what they are."""


def write_html(page: WebPage) -> str:
    """The page as text."""
    style = _render("page.css", page=page, widths=sorted(_widths(page)), headings=_headings(page), tracks=_tracks(page))
    script = _render("page.js")
    return _render(
        "page.html",
        page=page,
        style=Markup(style),  # ours
        script=Markup(script),  # ours
        style_hash=_hash(style),
        script_hash=_hash(script),
        words={name: phrase(text) for name, text in WORDS.items()},
        titles=_titles(page),
        key=_key(page),
        legend=tuple(_legend(page)),
        reading=tuple(_reading(page)),
        shown=_shown(page.rows),
    )


def _render(name: str, **values: Any) -> str:
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals |= {
        "sign": SIGNS.__getitem__,
        "room": lambda column: min(column.decimals, MOST_DECIMALS),
        "loudness": _loudness,
        "is_none": _is_none,
        "is_many": lambda page: page.rows >= MANY,
        "is_long": lambda page: len(page.headline.en.text) > LONG,
        "drawn": lambda drawing: Markup(draw(drawing)),  # numbers and our own words
        "swatch": lambda name: Markup(swatch(name)),  # ours
    }
    return environment


def _hash(text: str) -> str:
    """What a Content-Security-Policy calls a text by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _titles(page: WebPage) -> dict[str, str]:
    return {each.value: f"{page.headline.by(each).text} · {page.title.by(each).text}" for each in Language}


def _headings(page: WebPage) -> dict[str, dict[str, str]]:
    """The headings as a style sheet can say them, where each cell of a narrow page has its own."""
    return {
        column.role: {language.value: _quoted(column.heading.by(language).text) for language in Language}
        for column in page.columns
    }


def _tracks(page: WebPage) -> str:
    """The columns of a row as a grid's tracks; none goes by what is in it, so each row has the same."""
    return " ".join(
        ["minmax(11rem, 2.7fr)", *(TRACKS.get(column.role, "minmax(4.5rem, 1fr)") for column in page.columns)]
    )


def _quoted(text: str) -> str:
    """A text inside a string of CSS: whatever is no letter, digit or space as its code."""
    return "".join(char if char.isalnum() or char == " " else f"\\{ord(char):06x}" for char in text)


def _widths(page: WebPage) -> set[int]:
    bars = [*page.bars, *(row.bar for row in page.tally.rows)] if page.tally else page.bars
    return {part.number for bar in bars for part in bar.parts}


def _key(page: WebPage) -> list[Part]:
    """One part of each tone, in the order of the signs, for the key of several bars."""
    found = {part.tone: part for bar in page.bars for part in bar.parts}
    return [found[tone] for tone in SIGNS if tone in found]


def _loudness(part: Part, bar: Bar) -> str:
    """How much of its key a piece of a bar has room for, wide and narrow: sign and number, the number, or nothing."""
    share = part.number / max(sum(each.number for each in bar.parts if each.tone != "withdrawn"), 1)
    return "loud" if share >= _LOUD else "clear" if share >= _CLEAR else "low" if share >= _LOW else "mute"


def _is_none(cell: Cell) -> bool:
    if isinstance(cell, Figure):
        return not cell.tone and cell.en.whole in ("", "–") and not cell.en.tail
    return isinstance(cell, Graph) and cell.drawing is None


def _shown(rows: int) -> dict[str, tuple[str, str]]:
    """How many rows are shown, before and after the number that the script changes."""
    told = phrase("{shown} of {total} rows shown", shown="\0", total=rows)
    parts = {language.value: told.by(language).text.partition("\0") for language in Language}
    return {language: (before, after) for language, (before, _, after) in parts.items()}


def _drawings(page: WebPage) -> list[Bullet | Course | Way]:
    cells = (cell for section in page.sections for row in section.rows for cell in row.cells)
    return [cell.drawing for cell in cells if isinstance(cell, Graph) and cell.drawing is not None]


def _legend(page: WebPage) -> Iterator[tuple[str, Told]]:
    """The key of the drawings that need one, with the marks that there are."""
    drawings = _drawings(page)
    marks = {mark for drawn in drawings if isinstance(drawn, Bullet) for mark in marks_of(drawn)}
    before = marked("before") if page.subject == "diff" else marked("the year before")
    for mark, name in (BULLET_KEY | {"previous": before}).items():
        if mark in marks:
            yield mark, phrase(name)
    if any(isinstance(drawn, Way) for drawn in drawings):
        for mark, name in PATH_KEY.items():
            yield mark, phrase(name)


def _reading(page: WebPage) -> Iterator[Told]:
    """How to read the page, as far as it has what is to be read."""
    drawings = {type(drawn) for drawn in _drawings(page)}
    yield phrase(
        "Computed: figure and target are known and were compared. As reported: one of them "
        "is missing, and the result is the authority's own. Inferred: nobody printed it; whoever "
        "keeps the data worked it out. Not judged: neither; it counts in the total and never as met."
    )
    if page.subject == "score":
        yield phrase(
            "The gap is the distance from where the target is met, in the indicator's unit; "
            "better is the good side, up or down."
        )
    for kind, name in (
        (
            Bullet,
            marked(
                "Each graph has a scale of its own. It begins at 0; where the figures lie close together it"
                " shows the stretch around them, never less than a fifth of the largest, and is broken at "
                "its left."
            ),
        ),
        (
            Course,
            marked(
                "The course runs over the years of the programme on a scale of its own, from the lowest "
                "figure to the highest. A gap is a year without a figure, a dotted line a series defined "
                "anew, a hollow point a provisional figure."
            ),
        ),
        (
            Way,
            marked(
                "The line runs from the baseline to the latest figure, dashed on to where the same growth"
                " leads by the last year; the mark there is the target."
            ),
        ),
    ):
        if kind in drawings:
            yield phrase(name)
