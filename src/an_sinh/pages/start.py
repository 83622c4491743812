"""What `ansinh` says without a command: the headline of the data at hand, and three commands to go on with."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.page import Page
from an_sinh.pages.say import Say
from an_sinh.pages.score import against_title, counts, headline
from an_sinh.terms import Against, Basis, Status
from an_sinh.text import visible

_SPACE = "  "


def start_page(card: Scorecard, say: Say, *, own: bool) -> Page:
    """A year's headline and how to go on; `own` says that these are the reader's data, not the packaged copy."""
    commands = list(_commands(card, say, own=own))
    width = max(len(command) for command, _ in commands)
    told = [f"{_SPACE}{command:<{width}}{_SPACE}{what}" for command, what in commands]
    return Page(
        title=against_title(card, say),
        grids=(),
        headline=headline(card.tally, say, percent=True),
        counts=tuple(counts(card.tally, say)),
        closing=("", *told, "", say.text("ansinh --help names every command")),
        language=say.language,
        decimal_mark=say.decimal_mark,
    )


def _commands(card: Scorecard, say: Say, *, own: bool) -> Iterator[tuple[str, str]]:
    """What to type next, and what it tells: the year, an indicator as an example, and a step further."""
    term = " --against term" if card.against is Against.TERM else ""
    yield f"ansinh score {card.year}{term}", say.text("which were met, and which not")
    line = _most_telling(card)
    if line is not None:
        yield f"ansinh show {quote(visible(line.id))}{term}", say.text("one of them: why, and on whose word")
    if not own:
        yield "ansinh init", say.text("a data directory of your own")
    elif card.tally.met_or_exceeded < card.tally.total:
        yield f"ansinh focus {card.year}{term}", say.text("what is left to do, by who answers for it")
    else:
        yield f"ansinh trend{term}", say.text("every indicator, year by year")


def _most_telling(card: Scorecard) -> Line | None:
    """The indicator that is shown as an example: one whose verdict was computed, the first unmet one of those."""
    counted = [line for line in card.counted if line.status is not Status.WITHDRAWN]
    return min(
        counted, key=lambda line: (line.basis is not Basis.COMPUTED, line.status is not Status.UNMET), default=None
    )
