"""`ansinh` alone: the headline of the data at hand, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.cli.answer import Answer

if TYPE_CHECKING:
    from an_sinh.judge.scorecard import Scorecard
    from an_sinh.pages.say import Say
    from an_sinh.render.screen import Screen


def start(lang: str | None) -> Answer:
    """The year that answers, in one line, and the three commands that say more."""
    from an_sinh.cli.dataset import load_card, open_data
    from an_sinh.cli.streams import say_in
    from an_sinh.terms import Against

    say = say_in(lang)
    opened = open_data(None, say)
    card = load_card(opened, None, Against.ANNUAL, say)
    if not card.tally.judged:  # a plan may have targets for the end of the term alone
        by_term = load_card(opened, card.year, Against.TERM, say, card)
        card = by_term if by_term.tally.judged else card
    own = not opened.directory.packaged
    return Answer(write=lambda screen: _written(card, say, screen, own=own), for_people=True)


def _written(card: Scorecard, say: Say, screen: Screen, *, own: bool) -> str:
    from an_sinh.pages.start import start_page
    from an_sinh.render.as_table import write_table

    return write_table(start_page(card, say, own=own), screen)
