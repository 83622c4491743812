"""Which year answers a question that names none: the latest in which at least half is judged, else any, else none."""

from __future__ import annotations

from collections.abc import Iterable

from an_sinh.judge.scorecard import Scorecard
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The scorecard of the year that was chosen, and the later ones that were passed over."""

    card: Scorecard
    passed_over: tuple[Scorecard, ...]
    """The later years, the latest first; none of them judges half of its indicators."""

    @property
    def is_half_judged(self) -> bool:
        """Whether at least half of its indicators are judged."""
        return self.card.tally.half_judged


def answer(cards: Iterable[Scorecard]) -> Answer | None:
    """Choose among a programme's years by one yardstick, the latest first; no further year is asked for than is needed.

    The first in which at least half is judged; else the first in which anything is; else the very first. None where
    there are no years.
    """
    seen: list[Scorecard] = []
    for card in cards:
        seen.append(card)
        if card.tally.half_judged:
            break
    if not seen:
        return None
    if seen[-1].tally.half_judged:
        at = len(seen) - 1
    else:
        at = next((at for at, card in enumerate(seen) if card.tally.judged), 0)
    return Answer(card=seen[at], passed_over=tuple(seen[:at]))
