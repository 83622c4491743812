"""A page as one HTML file that needs nothing else: style, script and drawings are in it.

By Jinja2, which escapes every text. What it does not escape are the drawings, which `drawing` makes of numbers, and
the style and the script, which are ours. A Content-Security-Policy names those two by their hashes and forbids all
else, so that not even a text that found its way out could load or run anything.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, partial
from typing import Any, TypeVar

from markupsafe import Markup, escape

from an_sinh.pages.diff import SECTIONS
from an_sinh.pages.drawings import Bar, Bullet, Course, Dot, Drawing, Part
from an_sinh.pages.drawings import Path as Way
from an_sinh.pages.languages import ENGLISH
from an_sinh.pages.lines import STATUS_WORDS, WATCHED_KIND
from an_sinh.pages.outlook import MARKS
from an_sinh.pages.page import NONE_HERE, Cell, Column, Grid, Page
from an_sinh.pages.say import NOTHING, DataText, Say, marked
from an_sinh.pages.web.show import ShowWeb
from an_sinh.render.as_svg import inline_svg
from an_sinh.render.both import Translation, in_language, laid_over
from an_sinh.render.drawing import draw, marks_of, swatch
from an_sinh.render.screen import SYMBOLS
from an_sinh.render.templating import render
from an_sinh.text import by_direction, runs_right_to_left
from an_sinh.values import dataclass

D = TypeVar("D", bound=Drawing)
_FIGURE = re.compile("[−+]?[0-9]")
SIGNS = {
    **{status.value: sign for status, sign in SYMBOLS.items()},
    **{outlook.value: sign for outlook, sign in MARKS.items()},
    **{change.value: sign for change, sign in SECTIONS},
    "changed_target": "~",
    "same": NONE_HERE,
    WATCHED_KIND: NONE_HERE,
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
    "skip_to_table": marked("Skip to the table"),
    "over_places": marked("Each indicator over the places"),
    "link": marked("Link to this place"),
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
    "rests": marked("all that rests on it"),
    "chart": marked("Chart"),
    "years": marked("Year by year"),
    "result": marked("result"),
    "why": marked("Why each result is so"),
    "about": marked("About the indicator"),
    "id": marked("Id"),
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
WAY = marked("from the baseline to the target at the end of the term")
"""The marks of the drawings, and the phrases that say what they are."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure spelled, taken apart at its decimal mark, so that the marks of a column stand in line."""

    head: str
    """A word before the figure."""
    whole: str
    fraction: str
    """The decimal mark and what follows it."""
    tail: str
    """A word behind the figure, or instead of one."""


def write_html(pages: Mapping[str, Page], opens_in: str, site: SitePage | None = None) -> str:
    """A page in each language as one text; it opens in one of them. Of a site it has one language, and the way on."""
    page = next(iter(pages.values()))
    languages = tuple(pages)
    columns = _laid(page).columns
    own = PageStyle(
        widths=tuple(sorted(_widths(page))),
        columns=columns,
        headings=_headings(pages),
        tracks=_tracks(columns),
    )
    return laid_out(
        "page.html",
        languages,
        opens_in,
        site,
        own,
        page=laid_over(pages),
        subject=page.subject,
        skip="indicators",
        to_table=bool(_indicators(page).name_heading),
        title=laid_over({language: each.title for language, each in pages.items()}),
        figures=partial(_figures, {language: each.decimal_mark for language, each in pages.items()}),
        rooms=_rooms(pages),
        status_words={status: phrase(languages, text) for status, text in STATUS_WORDS.items()},
        titles={language: f"{each.headline} · {each.title}" for language, each in pages.items()},
        key=_key(laid_over({language: each.bars for language, each in pages.items()})),
        legend=tuple(_legend(page, languages)),
        reading=tuple(_reading(page, languages)),
        rows=_rows(page),
        many=_rows(page) >= MANY,
        long=len(page.headline) > LONG,
        shown=_shown(_rows(page), languages),
    )


def write_show_html(shown: Mapping[str, ShowWeb], opens_in: str, site: SitePage | None = None) -> str:
    """One indicator's page, in each language; of a site in one."""
    languages = tuple(shown)
    pages = {language: each.page for language, each in shown.items()}
    page = laid_over(pages)
    return laid_out(
        "show.html",
        languages,
        opens_in,
        site,
        PageStyle(),
        page=page,
        programme=laid_over({language: each.programme for language, each in shown.items()}),
        subject="show",
        skip="years",
        title=laid_over({language: each.programme for language, each in shown.items()}),
        titles={language: f"{each.page.title} · {each.programme}" for language, each in shown.items()},
        status_words={status: phrase(languages, text) for status, text in STATUS_WORDS.items()},
        latest=laid_over({language: each.latest for language, each in shown.items()}),
        charts=[(tag, Markup(inline_svg(each.picture, f"chart-{tag}"))) for tag, each in shown.items()],  # escaped
        there=laid_over({language: each.places for language, each in shown.items()}),
        whose=_by_label(page.sources),
    )


def _by_label(facts: Iterable[Any]) -> list[tuple[Any, list[Any]]]:
    """Facts under the labels that they stand behind; one without a label belongs to the one before it."""
    found: list[tuple[Any, list[Any]]] = []
    for fact in facts:
        if fact.label or not found:
            found.append((fact.label, []))
        found[-1][1].append(fact)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStyle:
    """What of the style is a page's own: the columns of its rows, the lengths of its bars."""

    widths: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tracks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """Where a page stands in a site, and what leads on from it; every address is relative to it."""

    root: str
    """To the site's own folder."""
    home: str
    programme: str
    menu: tuple[tuple[str, str, bool], ...]
    """Each page of the menu: its name, its address, and whether it is this one."""
    languages: tuple[tuple[str, str, str], ...]
    """Each language: its tag, its own name, and the address of this page in it."""
    words: Mapping[str, str]
    href: Callable[[str], str]
    """The address of what is named by its kind and id; empty where there is no page of it."""


def laid_out(
    template: str, languages: Sequence[str], opens_in: str, site: SitePage | None, own: PageStyle, **values: Any
) -> str:
    """A template in the layout that all pages have, with its style and its script."""
    style = render(
        "own.css",
        language=opens_in,
        languages=languages,
        widths=own.widths,
        columns=own.columns,
        headings=own.headings,
        tracks=own.tracks,
    )
    if site is None:
        style = stylesheet() + style
    script = _script()
    return render(
        template,
        language=opens_in,
        languages=[(language, own_name(language)) for language in languages],
        site=site,
        style=Markup(style),  # ours
        script=Markup(script),  # ours
        style_hash=_hash(style),
        script_hash=_hash(script),
        words={name: phrase(tuple(languages), text) for name, text in WORDS.items()},
        **TOOLS,
        **values,
    ).lstrip()


@cache
def stylesheet() -> str:
    """The style that all pages have."""
    return render("page.css")


@cache
def _script() -> str:
    return render("page.js")


def own_name(language: str) -> str:
    """What a language calls itself; its tag where its catalogue does not say."""
    said = Say.of(language).sense("the language's own name", "English")
    return language if said == "English" and language != ENGLISH else said


@cache
def phrase(languages: tuple[str, ...], text: str) -> Any:
    """A text of ours in some languages at once."""
    return laid_over({language: Say.of(language).text(text) for language in languages})


def _indicators(page: Page) -> Grid:
    return page.grids[0]


def _laid(page: Page) -> Grid:
    """The grid whose columns the style sheet lays: of a page of places that of a plot, whose first ones a place has."""
    grid = _indicators(page)
    return page.plots[0].grid if grid.is_heat and page.plots else grid


def _grids(page: Page) -> Sequence[Grid]:
    """Every grid of the page."""
    return (*page.grids, *(panel.grid for panel in (*page.plots, *page.members)))


def _rows(page: Page) -> int:
    """How many indicators are shown."""
    return sum(row.stands_for for section in _indicators(page).sections for row in section.rows)


def _hash(text: str) -> str:
    """What a Content-Security-Policy calls a text by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _said(said: str | Translation) -> Markup:
    """A text for each language with the tag of the one it is in; one for all of them where they have the same."""
    if isinstance(said, Translation):
        return Markup("").join(_span(text, tag, language) for language, tag, text in said.spans())
    return _span(said, said.tag) if isinstance(said, DataText) else _isolated(said)


def _span(text: str, tag: str, language: str = "") -> Markup:
    """A text in its language, and where it is one of the data's that runs from right to left, in its direction."""
    name = f' class="{language}"' if language else ""
    is_data = isinstance(text, DataText)
    way = ' dir="rtl"' if is_data and runs_right_to_left(text) else ""
    told = escape(text) if is_data else _isolated(text)
    return Markup(f'<span{name} lang="{escape(tag)}"{way}>{told}</span>')  # each part is escaped


def _isolated(text: str) -> Markup:
    """One of our texts: words in it that run from right to left are kept apart, each in an element of its own."""
    if text.isascii():
        return escape(text)
    parts = by_direction(text)
    return Markup("").join(
        Markup('<bdi dir="rtl">{}</bdi>').format(part) if rtl else escape(part) for rtl, part in parts
    )


def _figures(marks: Mapping[str, str], cell: Any, room: int) -> Markup:
    """The figure of a cell in each language, its fraction apart where a column's marks are to stand in line."""
    each = _numerals(marks, cell).items()
    return Markup("").join(
        Markup(f'<span class="{tag}" lang="{Say.of(tag).words}">{_spelled(numeral, room)}</span>')
        if tag
        else _spelled(numeral, room)
        for tag, numeral in each
    )


def _spelled(numeral: Numeral, room: int) -> Markup:
    parts = [f'<span class="w">{escape(numeral.head)}</span>'] if numeral.head else []
    if numeral.whole:
        before, gap, last = numeral.whole.rpartition(" ")
        fraction = escape(numeral.fraction)
        digits = f'{escape(last)}<span class="d">{fraction}</span>' if room else f"{escape(last)}{fraction}"
        parts.append(f'{escape(before)}{gap}<span class="n">{digits}</span>')
    if numeral.tail:
        parts.append(f'<span class="w">{escape(numeral.tail)}</span>')
    return Markup(" ".join(parts))  # each part is escaped


@cache
def _token(tone: str) -> Markup:
    """The sign of a status, of an outlook, of a change; the word for it stands beside it."""
    return Markup('<span class="sign {}" aria-hidden="true">{}</span>').format(tone, SIGNS[tone])


def _headings(pages: Mapping[str, Page]) -> dict[str, dict[str, str]]:
    """The headings as a style sheet can say them, where each cell of a narrow page has its own."""
    columns = {language: _laid(page).columns for language, page in pages.items()}
    first = next(iter(columns.values()))
    return {
        column.role: {language: _quoted(each[at].heading) for language, each in columns.items()}
        for at, column in enumerate(first)
    }


def _tracks(columns: Sequence[Column]) -> str:
    """The columns of a row as a grid's tracks; none goes by what is in it, so each row has the same."""
    return " ".join(["minmax(11rem, 2.7fr)", *(TRACKS.get(column.role, "minmax(4.5rem, 1fr)") for column in columns)])


def _quoted(text: str) -> str:
    """A text inside a string of CSS: whatever is no letter, digit or space as its code."""
    return "".join(char if char.isalnum() or char == " " else f"\\{ord(char):06x}" for char in text)


def _widths(page: Page) -> set[int]:
    return {part.number for bar in (*page.bars, *_drawings(_grids(page), Bar)) for part in bar.parts}


def _key(bars: Sequence[Bar]) -> list[Part]:
    """One part of each tone, in the order of the signs, for the key of several bars."""
    found = {part.tone: part for bar in bars for part in bar.parts}
    return [found[tone] for tone in SIGNS if tone in found]


def _loudness(part: Part, bar: Bar) -> str:
    """How much of its key a piece of a bar has room for, wide and narrow: sign and number, the number, or nothing."""
    share = part.number / max(sum(each.number for each in bar.parts if each.tone != "withdrawn"), 1)
    return "loud" if share >= _LOUD else "clear" if share >= _CLEAR else "low" if share >= _LOW else "mute"


def _numerals(marks: Mapping[str, str], cell: Any) -> dict[str, Numeral]:
    """The figure of a cell in each language; one for all where they spell it the same."""
    found = {
        language: _numeral(in_language(cell.text, language), in_language(cell.tail, language), mark)
        for language, mark in marks.items()
    }
    return found if len(found) == 1 or len(set(found.values())) > 1 else {"": next(iter(found.values()))}


def _numeral(text: str, tail: str, mark: str) -> Numeral:
    whole, found, rest = text.rpartition(mark)
    if not (found and rest.isdigit() and whole[-1:].isdigit()):
        whole, found, rest = text, "", ""
    start = _FIGURE.search(whole)
    at = start.start() if start else 0
    return Numeral(whole[:at].strip(), whole[at:], found + rest, tail.strip())


def _rooms(pages: Mapping[str, Page]) -> list[int]:
    """How many characters each column has right of the units: none of a column whose cells have signs of their own."""
    columns = _laid(next(iter(pages.values()))).columns
    longest = (max(_longest(page, at) for page in pages.values()) for at in range(len(columns)))
    return [min(length, MOST_DECIMALS) for length in longest]


def _longest(page: Page, at: int) -> int:
    """The longest fraction in a column."""
    if _laid(page).columns[at].kind != "figure" or page.subject == "trend":
        return 0
    grids = [panel.grid for panel in page.plots] if page.plots else [_laid(page)]
    cells = (row.cells[at] for grid in grids for section in grid.sections for row in section.rows)
    return max((len(_numeral(cell.text, cell.tail, page.decimal_mark).fraction) for cell in cells), default=0)


def _is_none(cell: Cell, column: Column) -> bool:
    if column.kind == "drawn":
        return cell.drawing is None
    if column.kind == "barred":  # a year in which nothing is judged is told too
        return False
    return cell.status is None and cell.text in ("", NOTHING) and not cell.tail


def _shown(rows: int, languages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """How many rows are shown, before and after the number that the script changes."""
    each = {language: Say.of(language) for language in languages}
    told = {
        language: say.text("{shown} of {total} rows shown", shown="\0", total=rows).partition("\0")
        for language, say in each.items()
    }
    return {language: (before, after) for language, (before, _, after) in told.items()}


def _drawings(grids: Iterable[Grid], of: type[D]) -> list[D]:
    """What is drawn of a kind."""
    cells = (cell for grid in grids for section in grid.sections for row in section.rows for cell in row.cells)
    return [cell.drawing for cell in cells if isinstance(cell.drawing, of)]


def _legend(page: Page, languages: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The key of the drawings that need one, with the marks that there are."""
    grids = _grids(page)
    drawn: list[Bullet | Dot] = [*_drawings(grids, Bullet), *_drawings(grids, Dot)]
    marks = {mark for each in drawn for mark in marks_of(each)}
    before = marked("before") if page.subject == "diff" else marked("the year before")
    for mark, name in (BULLET_KEY | {"previous": before}).items():
        if mark in marks:
            yield mark, phrase(languages, name)
    ways, courses = _drawings(page.grids, Way), _drawings(page.grids, Course)
    if any(way.way for way in ways) or any(course.way for course in courses):
        yield "way", phrase(languages, WAY)
    if _drawings(page.grids, Way):
        for mark, name in PATH_KEY.items():
            yield mark, phrase(languages, name)


def _reading(page: Page, languages: tuple[str, ...]) -> Iterator[Any]:
    """How to read the page, as far as it has what is to be read."""
    yield phrase(
        languages,
        marked(
            "Computed: figure and target are known and were compared. As reported: one of them "
            "is missing, and the result is the authority's own. Inferred: nobody printed it; whoever "
            "keeps the data worked it out. Not judged: neither; it counts in the total and never as met."
        ),
    )
    if page.subject == "score":
        yield phrase(
            languages,
            marked(
                "The gap is the distance from where the target is met, in the indicator's unit; "
                "better is the good side, up or down."
            ),
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
            Dot,
            marked(
                "Where an indicator is shown over the places, all its rows have one scale, and each row the target that"
                " its place is judged by; a sum of all places is not drawn among its parts."
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
        if _drawings(_grids(page), kind):
            yield phrase(languages, name)


TOOLS: Mapping[str, Any] = {
    "sign": SIGNS.__getitem__,
    "loudness": _loudness,
    "say": _said,
    "token": _token,
    "spoken_in": lambda language: Say.of(language).words,
    "is_none": _is_none,
    "drawn": lambda drawing: Markup(draw(drawing)),  # numbers and our own words
    "swatch": lambda name: Markup(swatch(name)),  # ours
}
"""What the templates of pages call."""
