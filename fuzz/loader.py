"""The loader: whatever the bytes of targets.yaml and of a year's file are, a programme or located problems.

The input is split at the first line `%%%`; without one it is a year's file beside sound targets. A programme is scored
in every year, and one in sixteen is written out in six formats too.
"""

from __future__ import annotations

import json
import zlib

from an_sinh.errors import DataError
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.pages.prose import score_prose
from an_sinh.pages.say import Say
from an_sinh.pages.score import score_page
from an_sinh.pages.web.score import score_web
from an_sinh.programme.model import Programme
from an_sinh.render.as_csv import write_rows
from an_sinh.render.as_html import write_html
from an_sinh.render.as_json import write_json
from an_sinh.render.as_markdown import write_markdown
from an_sinh.render.as_table import write_table
from an_sinh.render.results import ScoreResult, View
from an_sinh.render.screen import Screen
from an_sinh.terms import Against, Language
from fuzz.programme import TARGETS, data_set, refused, see

_SELDOM = 16


def try_input(data: bytes) -> bool:
    """Load, judge and write; whether a programme came of it. Raises what should never be raised."""
    targets, split, actuals = data.partition(b"\n%%%\n")
    if not split:
        targets, actuals = TARGETS, data
    read = data_set(actuals, targets)
    try:
        see(read.lint())
        programme = read.programme(None)
    except DataError as error:
        refused(error)
        return False
    see(programme.warnings)
    for against in Against:
        _write(programme, against, pages=zlib.crc32(data) % _SELDOM == 0)
    return True


def _write(programme: Programme, against: Against, *, pages: bool) -> None:
    first, last = programme.years
    cards = [score(programme, year, against) for year in programme.actuals if first <= year <= last]
    if not pages:
        return
    for card in cards:
        for language in Language:
            _write_card(card, cards, language)


def _write_card(card: Scorecard, cards: list[Scorecard], language: Language) -> None:
    say = Say.of(language)
    page, result = score_page(card, say), ScoreResult(card=card)
    json.loads(write_json("score", result, say))
    pages = (
        score_prose(card, say),
        write_rows("score", result, View(say=say, programs=say)),
        write_html({each.value: score_web(card, cards, Say.of(each)) for each in Language}, language),
        write_markdown(page),
        write_table(page, Screen(width=80)),
    )
    for written in pages:
        assert written.encode().endswith(b"\n")
