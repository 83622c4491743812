"""One indicator as a web page: its picture, its years, and over its places the latest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from an_sinh.judge.outlook import Prospect
from an_sinh.judge.scorecard import Scorecard
from an_sinh.pages.chart import Picture, picture
from an_sinh.pages.lines import programme_named, status_word
from an_sinh.pages.page import Grid
from an_sinh.pages.say import Say
from an_sinh.pages.show import ShowPage, show_page
from an_sinh.pages.web.trend import year_key
from an_sinh.terms import Status
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWeb:
    """One indicator in words and as a picture."""

    page: ShowPage
    programme: str
    latest: tuple[tuple[str, str], ...]
    """The code of the latest verdict, and the words for it with its year; none where nothing is judged."""
    picture: Picture
    places: Grid | None = None


def show_web(
    cards: Sequence[Scorecard], at: int, say: Say, seen: Prospect | None = None, places: Grid | None = None
) -> ShowWeb:
    """The indicator at a position of the cards' lines; `seen` is its outlook, where that is known already."""
    say = say.counting(cards[-1].programme.year_starts)
    page = show_page(cards, at, say)
    (section,) = page.grid.sections
    rows = tuple(
        replace(row, leads_to="" if row.is_part else year_key(card), status=row.status)
        for row, card in zip(section.rows, (card for card in cards for _ in (0, *card.rows[at].parts)), strict=True)
    )
    judged = [(card.year, card.rows[at].status) for card in cards if card.rows[at].status is not Status.UNSCORED]
    return ShowWeb(
        page=replace(page, grid=replace(page.grid, sections=(replace(section, rows=rows),))),
        programme=programme_named(cards[-1].programme, say),
        latest=tuple((status.value, f"{say.year(year)}: {status_word(status, say)}") for year, status in judged[-1:]),
        picture=picture(cards, at, say, seen),
        places=places,
    )
