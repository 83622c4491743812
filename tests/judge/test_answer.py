"""Which year answers where none is named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from an_sinh import load, score
from an_sinh.judge.answer import answer
from an_sinh.judge.scorecard import Scorecard
from tests.conftest import HANOI
from tests.support_years import Written, card, reported


def years(*judged: int, total: int = 4) -> Iterator[Scorecard]:
    """From 2025 down, with so many of four indicators judged in each year."""
    said: dict[str, Written] = {
        f"i{at}": {"is": {2025 - back: reported("met") for back, many in enumerate(judged) if at < many}}
        for at in range(total)
    }
    return (card(said, 2025 - back) for back in range(len(judged)))


CHOSEN = [
    pytest.param((4, 4), 2025, [], id="the-latest"),
    pytest.param((2, 4), 2025, [], id="half-is-enough"),
    pytest.param((1, 0, 3), 2023, [2025, 2024], id="later-ones-with-less-are-passed-over"),
    pytest.param((0, 1, 1), 2024, [2025], id="else-the-latest-with-anything"),
    pytest.param((0, 0), 2025, [], id="else-the-latest"),
]


@pytest.mark.parametrize(("judged", "year", "passed_over"), CHOSEN)
def test_the_year_chosen(judged: tuple[int, ...], year: int, passed_over: list[int]) -> None:
    found = answer(years(*judged))
    assert found is not None
    assert (found.card.year, [each.year for each in found.passed_over]) == (year, passed_over)


def test_no_year_is_asked_for_beyond_the_one_that_answers() -> None:
    cards = years(1, 3, 4)
    answer(cards)
    assert [each.year for each in cards] == [2023]


def test_no_indicator_is_not_half_of_them() -> None:
    found = answer(years(0, 0, total=0))
    assert found is not None
    assert (found.card.year, found.is_half_judged) == (2025, False)


def test_without_years_there_is_no_answer() -> None:
    assert answer(iter(())) is None


@pytest.mark.parametrize(("against", "year"), [("annual", 2022), ("term", 2025)])
def test_programme_08_is_answered_by_2022_though_2024_has_one_verdict(against: str, year: int) -> None:
    programme = load(HANOI)
    found = answer(score(programme, each, against) for each in sorted(programme.actuals, reverse=True))
    assert found is not None
    assert (found.card.year, found.is_half_judged) == (year, True)
