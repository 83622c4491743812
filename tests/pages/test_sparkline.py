"""A row of figures as a row of bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.pages.sparkline import BARS, MISSING, sparkline


def figures(*written: str | None) -> list[Decimal | None]:
    return [None if each is None else Decimal(each) for each in written]


LINES = [
    pytest.param(figures("0", "1", "2", "3", "4", "5", "6", "7", "8"), (), "▁▂▃▄▅▆▇██", id="eighths"),
    pytest.param(figures("0", "10"), (), "▁█", id="the-least-and-the-greatest"),
    pytest.param(figures("10", "0"), (), "█▁", id="falling"),
    pytest.param(figures("-3", "-1", "1"), (), "▁▅█", id="across-zero"),
    pytest.param(figures("5", "5", "5"), (), "▄▄▄", id="equal-ones-stand-in-the-middle"),
    pytest.param(figures("5"), (), "▄", id="one-alone"),
    pytest.param(figures("1", None, "2", None), (), "▁·█·", id="missing-ones-are-dots"),
    pytest.param(figures(None, None), (), "··", id="none-is-known"),
    pytest.param(figures(), (), "", id="nothing"),
    pytest.param(figures("0", "1", "0.5", "0.25"), (2,), "▁█|█▁", id="each-stretch-has-its-own-scale"),
    pytest.param(figures("1", "2", "3"), (1, 2), "▄|▄|▄", id="a-break-every-year"),
    pytest.param(figures("1", None, "3"), (1,), "▄|·▄", id="a-dot-behind-a-break"),
    pytest.param(figures("1", "2"), (0,), "▁█", id="a-break-before-the-first"),
    pytest.param(figures("1", "2"), (2,), "▁█", id="a-break-after-the-last"),
    pytest.param(figures("1", "1.0000000000000000000000000001"), (), "▁█", id="no-digit-is-too-small"),
    pytest.param(figures("1e28", "1e-28"), (), "█▁", id="far-apart"),
]


@pytest.mark.parametrize(("given_", "breaks", "expected"), LINES)
def test_a_line(given_: Sequence[Decimal | None], breaks: Sequence[int], expected: str) -> None:
    assert sparkline(given_, breaks) == expected


@given(st.lists(st.none() | st.decimals(-100, 100, places=2), max_size=12), st.sets(st.integers(1, 11)))
def test_every_figure_has_its_bar_and_a_higher_one_no_lower(given_: list[Decimal | None], breaks: set[int]) -> None:
    within = [each for each in breaks if each < len(given_)]
    line = sparkline(given_, within)
    assert len(line) == len(given_) + len(within)
    bars = line.replace("|", "")
    assert [bar == MISSING for bar in bars] == [figure is None for figure in given_]
    if not within:
        known = sorted(
            (figure, BARS.index(bar)) for figure, bar in zip(given_, bars, strict=True) if figure is not None
        )
        assert [height for _, height in known] == sorted(height for _, height in known)
