"""A scorecard as the paragraph that a report prints: headline, exceeded with figures, unmet, not started."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.lines import kind_and_id, status_word, unit_of, year_behind
from an_sinh.pages.say import Say
from an_sinh.pages.score import agreement_words, count_words, of_status, published_headline, share
from an_sinh.terms import VERDICTS, Against, Status


def score_prose(card: Scorecard, say: Say, lines: Iterable[Line] | None = None) -> str:
    """The paragraphs of a scorecard, a line each, for pasting into a report or a letter.

    Only the given lines are named, all if None; the counts stay whole.
    """
    return "\n".join(_paragraphs(card, tuple(card.lines if lines is None else lines), say)) + "\n"


def _paragraphs(card: Scorecard, lines: Sequence[Line], say: Say) -> Iterator[str]:
    tally = card.tally
    say = say.counting(card.programme.year_starts, so_far=card.is_so_far)
    programme = kind_and_id(card.programme, say)
    if tally.judged == 0 and card.is_so_far:
        yield say.text(
            "Up to {year}, none of the {total} indicators of {programme} can be judged.",
            year=say.year(card.year),
            total=tally.total,
            programme=programme,
        )
    elif tally.judged == 0:
        yield say.text(
            "For {year}, none of the {total} indicators of {programme} can be judged.",
            year=say.year(card.year),
            total=tally.total,
            programme=programme,
        )
    else:
        opening = (
            _opening_of_latest(card, say)
            if card.latest
            else say.text(
                "Up to {year}, {met} of the {total} indicators of {programme} have met or exceeded "
                "the plan for the year{percent}: {parts}."
            )
            if card.is_so_far and card.against is Against.ANNUAL
            else say.text(
                "In {year}, {met} of the {total} indicators of {programme} met or exceeded "
                "the plan for the year{percent}: {parts}."
            )
            if card.against is Against.ANNUAL
            else say.text(
                "By {year}, {met} of the {total} indicators of {programme} met or exceeded "
                "their end-of-term targets{percent}: {parts}."
            )
        )
        yield say.filled(
            opening,
            year=say.year(card.year),
            met=tally.met_or_exceeded,
            total=tally.total,
            programme=programme,
            percent="" if tally.unscored else f" ({share(tally, say)})",
            parts=_parts(card, say),
        )
    for status in (Status.EXCEEDED, Status.UNMET, Status.NOT_STARTED):
        yield from _list_of(lines, status, say)
    watched = [_watched_item(line, say) for line in lines if line.is_watched and line.status is not Status.WITHDRAWN]
    if watched:
        yield say.text("Watched only and in no count: {names}.", names="; ".join(watched))
    yield " ".join(_basis(card, say))


def _opening_of_latest(card: Scorecard, say: Say) -> str:
    if card.against is Against.ANNUAL:
        return say.text(
            "By the latest figures up to {year}, {met} of the {total} indicators of {programme} met or exceeded the "
            "plan for the year of the figure{percent}: {parts}."
        )
    return say.text(
        "By the latest figures up to {year}, {met} of the {total} indicators of {programme} met or exceeded their "
        "end-of-term targets{percent}: {parts}."
    )


def _parts(card: Scorecard, say: Say) -> str:
    shown = [*reversed(VERDICTS), Status.UNSCORED]
    told = []
    for status in shown:
        number = of_status(card.tally, status)
        if number:
            told.append(count_words(status, number, say, so_far=card.is_so_far))
    return _joined(told, say)


def _joined(told: list[str], say: Say) -> str:
    return told[0] if len(told) == 1 else ", ".join(told[:-1]) + say.text(" and ") + told[-1] if told else ""


def _list_of(lines: Sequence[Line], status: Status, say: Say) -> Iterator[str]:
    names = [_item(line, say) for line in lines if line.status is status and not line.is_watched]
    if names:
        heading = status_word(status, say)
        yield say.text("{heading}: {names}.", heading=heading, names="; ".join(names))


def _watched_item(line: Line, say: Say) -> str:
    return say.text("{name}: {status}", name=_item(line, say), status=status_word(line.status, say).lower())


def _part(part: Line, say: Say) -> str:
    """A part with its figure and its own status: `weight for age 7.6 %, exceeded`."""
    name = say.named(part.indicator)
    figure = f" {say.quantity(part.actual, unit_of(part, say))}" if isinstance(part.actual, Decimal) else ""
    provisional = [say.text("provisional")] if part.provisional else []
    return ", ".join([f"{name}{figure}", *provisional, status_word(part.status, say).lower()])


def _item(line: Line, say: Say) -> str:
    name = say.named(line.indicator)
    if line.parts:
        inside = "; ".join(_part(part, say) for part in line.parts if part.status is not Status.WITHDRAWN)
        return say.text("{name} ({figure})", name=name, figure=inside)
    if not isinstance(line.shown, Decimal):
        return name if line.told_year is None else name + year_behind(line, say)
    figure = say.quantity(line.shown, unit_of(line, say))
    if line.told_year is not None:
        figure = say.text("{figure} in {year}", figure=figure, year=say.year(line.told_year))
    if line.provisional:
        figure += ", " + say.text("provisional")
    return say.text("{name} ({figure})", name=name, figure=figure)


def _basis(card: Scorecard, say: Say) -> Iterator[str]:
    tally = card.tally
    if tally.judged:
        slots = {"computed": tally.computed, "reported": tally.reported}
        yield (
            say.text(
                "Computed from figures: {computed} of the verdicts; as the authority reported: {reported}; "
                "printed nowhere and worked out by whoever keeps the data: {inferred}.",
                **slots,
                inferred=tally.inferred,
            )
            if tally.inferred
            else say.text(
                "Computed from figures: {computed} of the verdicts; as the authority reported: {reported}.", **slots
            )
        )
    if tally.discrepancies:
        names = [_item(line, say) for line in card.counted if line.discrepancy]
        yield say.text("Figures and reported verdict differ, and the figures count: {names}.", names="; ".join(names))
    if tally.withdrawn:
        names = [_item(line, say) for line in card.counted if line.status is Status.WITHDRAWN]
        yield say.text("{n} no longer counted: {names}.", n=tally.withdrawn, names="; ".join(names))
    phrases = {
        True: say.text("The count agrees with the published {headline}."),
        False: say.text("The count does not agree with the published {headline}: {differences}."),
        None: say.text("Whether it agrees with the published {headline} cannot be said: too many are not judged."),
    }
    for found in card.published:
        if found.is_replaced:
            yield say.text("First published as {headline}.", headline=published_headline(found.published, say))
            continue
        yield agreement_words(found, say, phrases, dated=len(card.published) > 1, so_far=card.is_so_far)
