"""A scorecard as the paragraph that a report prints: headline, exceeded with figures, unmet, not started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.page import agreement_words, of_status, share, status_word, unit_of
from an_sinh.pages.phrases import say_in, spell_quantity, words
from an_sinh.terms import VERDICTS, Against, Status
from an_sinh.text import visible


def score_prose(card: Scorecard, language: str, lines: Iterable[Line] | None = None) -> str:
    """The paragraphs of a scorecard, a line each, for pasting into a report or a letter.

    Only the given lines are named, all if None; the counts stay whole.
    """
    return "\n".join(_paragraphs(card, tuple(card.lines if lines is None else lines), language)) + "\n"


def _paragraphs(card: Scorecard, lines: Sequence[Line], language: str) -> Iterator[str]:
    say, tally = words(language), card.tally
    programme = visible(card.programme.id)
    if tally.judged == 0:
        yield say.prose_nothing.format(year=card.year, total=tally.total, programme=programme)
    else:
        opening = say.prose_annual if card.against is Against.ANNUAL else say.prose_term
        yield opening.format(
            year=card.year,
            met=tally.met_or_exceeded,
            total=tally.total,
            programme=programme,
            percent="" if tally.unscored else f" ({share(tally, language)})",
            parts=_parts(card, language),
        )
    for status in (Status.EXCEEDED, Status.UNMET, Status.NOT_STARTED):
        yield from _list_of(lines, status, language)
    yield " ".join(_basis(card, language))


def _parts(card: Scorecard, language: str) -> str:
    say = words(language)
    shown = [*reversed(VERDICTS), Status.UNSCORED]
    told = []
    for status in shown:
        number = of_status(card.tally, status)
        if number:
            phrase: str = getattr(say, "n_" + status.value.replace("-", "_"))
            told.append(phrase.format(n=number))
    return _joined(told, language)


def _joined(told: list[str], language: str) -> str:
    say = words(language)
    return told[0] if len(told) == 1 else say.list_comma.join(told[:-1]) + say.and_ + told[-1] if told else ""


def _list_of(lines: Sequence[Line], status: Status, language: str) -> Iterator[str]:
    say = words(language)
    names = [_item(line, language) for line in lines if line.status is status]
    if names:
        heading = status_word(status, language)
        yield say.prose_list.format(heading=heading, names=say.list_semicolon.join(names))


def _item(line: Line, language: str) -> str:
    name = visible(say_in(line.indicator.name, language)).strip()
    if not isinstance(line.actual, Decimal):
        return name
    say = words(language)
    figure = spell_quantity(line.actual, unit_of(line, language), language)
    if line.provisional:
        figure += say.list_comma + say.provisional
    return say.prose_item.format(name=name, figure=figure)


def _basis(card: Scorecard, language: str) -> Iterator[str]:
    say, tally = words(language), card.tally
    if tally.judged:
        yield say.prose_basis.format(computed=tally.computed, reported=tally.reported)
    if tally.discrepancies:
        names = [_item(line, language) for line in card.lines if line.discrepancy]
        yield say.prose_discrepancies.format(names=say.list_semicolon.join(names))
    if tally.withdrawn:
        names = [_item(line, language) for line in card.lines if line.status is Status.WITHDRAWN]
        yield say.prose_withdrawn.format(n=tally.withdrawn, names=say.list_semicolon.join(names))
    phrases = {True: say.prose_agrees, False: say.prose_disagrees, None: say.prose_undecided}
    for found in card.published:
        yield agreement_words(found, language, phrases, dated=len(card.published) > 1)
