"""Figures: what is one, to the last digit, what is none, and what its writer may have meant."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from an_sinh.figures import (
    as_thousands,
    is_date_text,
    is_no_figure_yet,
    parse_figure,
    plain,
    ratio_percent,
    round_percent,
    suggestions,
    tidy,
    truth_of,
    within_bounds,
)
from tests.conftest import examples
from tests.support_cost import costing_less_than

CALM = examples(200)

GRAMMAR = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?"  # as docs/data-format.md has it
LONGEST = 200


def _is_promised(text: str) -> bool:
    """Whether the data format takes the text for a figure; worked out on the text, without Decimal."""
    match = re.fullmatch(r"-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?", text)
    if not re.fullmatch(GRAMMAR, text) or match is None:
        return False
    whole, rest, exponent = match[1], match[2] or "", int(match[3] or 0)
    digits = (whole + rest).lstrip("0") or "0"
    lowest = exponent - len(rest)
    return len(digits) <= 28 and -28 <= lowest + len(digits) - 1 <= 28


@st.composite
def _in_the_grammar(draw: st.DrawFn) -> str:
    whole = draw(st.one_of(st.just("0"), st.from_regex(r"\A[1-9][0-9]{0,29}\Z")))
    rest = draw(st.one_of(st.just(""), st.from_regex(r"\A\.[0-9]{1,32}\Z")))
    exponent = draw(st.one_of(st.just(""), st.from_regex(r"\A[eE][-+]?[0-9]{1,3}\Z")))
    return draw(st.sampled_from(["", "-"])) + whole + rest + exponent


NEAR_MISSES = st.text(alphabet="0019.,-+eE _\n٣\uff13", max_size=12)


@CALM
@given(_in_the_grammar())
def test_a_figure_of_the_grammar_is_read_exactly_with_its_digits(text: str) -> None:
    figure = parse_figure(text)
    if not _is_promised(text):
        assert figure is None
        return
    assert figure is not None
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, rest = mantissa.partition(".")
    scale = int(exponent or 0) - len(rest)
    assert Fraction(figure) == int(whole.lstrip("-") + rest) * Fraction(10) ** scale * (-1 if text[0] == "-" else 1)
    assert figure.as_tuple().exponent == scale, "trailing zeros are kept"


@CALM
@given(st.one_of(st.text(max_size=40), NEAR_MISSES, _in_the_grammar()))
@example("5\n")
@example(" 5")
@example("٣")
@example("\uff13")
def test_nothing_else_is_a_figure(text: str) -> None:
    assert (parse_figure(text) is not None) == _is_promised(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("0", id="zero"),
        pytest.param("-0", id="minus-zero"),
        pytest.param("0.00", id="zeros-behind-the-point"),
        pytest.param("203027", id="a-whole-number"),
        pytest.param("-0.5", id="negative"),
        pytest.param("2.2300", id="trailing-zeros"),
        pytest.param("1e28", id="the-largest-power"),
        pytest.param("9.999999999999999999999999999e28", id="the-largest-figure"),
        pytest.param("1E-28", id="the-smallest-power"),
        pytest.param("1e+5", id="a-signed-exponent"),
        pytest.param("1e005", id="zeros-before-an-exponent"),
        pytest.param("1234567890123456789012345678", id="28-digits"),
        pytest.param("0.0000000000000000000000000001", id="zeros-in-front-are-no-digits"),
        pytest.param("9007199254740993", id="no-double-could-hold-it"),
    ],
)
def test_a_figure_keeps_its_text(text: str) -> None:
    figure = parse_figure(text)
    assert figure is not None
    assert figure.as_tuple() == Decimal(text).as_tuple()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("-", id="a-dash"),
        pytest.param("2,23", id="decimal-comma"),
        pytest.param("2.23%", id="percent-sign"),
        pytest.param("012", id="leading-zero"),
        pytest.param("-01", id="leading-zero-behind-a-minus"),
        pytest.param("1_000", id="underscore"),
        pytest.param("+5", id="plus-sign"),
        pytest.param(".5", id="leading-point"),
        pytest.param("5.", id="trailing-point"),
        pytest.param("1e", id="no-exponent"),
        pytest.param("1e1.5", id="a-broken-exponent"),
        pytest.param(".inf", id="infinity"),
        pytest.param("inf", id="python-infinity"),
        pytest.param(".nan", id="not-a-number"),
        pytest.param("sNaN", id="python-not-a-number"),
        pytest.param("0x1F", id="hexadecimal"),
        pytest.param("0o17", id="octal"),
        pytest.param("1:30", id="sexagesimal"),
        pytest.param("yes", id="yes"),
        pytest.param("true", id="a-truth"),
        pytest.param("2022-12-31", id="a-date"),
        pytest.param("−5", id="typographic-minus"),
        pytest.param("1\u00a0000", id="no-break-space"),
        pytest.param("12345678901234567890123456789", id="29-digits"),
        pytest.param("0.12345678901234567890123456789", id="29-digits-behind-the-point"),
        pytest.param("1e29", id="exponent-29"),
        pytest.param("10e28", id="adjusted-exponent-29"),
        pytest.param("0.1e-28", id="adjusted-exponent-minus-29"),
        pytest.param("0e29", id="zero-with-exponent-29"),
    ],
)
def test_a_wrong_spelling_is_no_figure(text: str) -> None:
    assert parse_figure(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1e999999999", id="a-huge-power"),
        pytest.param("1e-999999999", id="a-tiny-power"),
        pytest.param("1e99999999999999999999999", id="a-power-no-decimal-can-hold"),
        pytest.param("0e99999999999999999999999", id="zero-with-such-a-power"),
        pytest.param("9" * 100_000, id="100000-digits"),
        pytest.param("0." + "0" * 100_000, id="100000-zeros"),
        pytest.param("1e" + "9" * 100_000, id="an-exponent-of-100000-digits"),
        pytest.param("1," * 50_000, id="100000-marks"),
        pytest.param("1 " * 50_000 + "%", id="100000-spaces"),
    ],
)
def test_what_is_out_of_bounds_is_refused_at_once(text: str) -> None:
    with costing_less_than(10):
        assert parse_figure(text) is None
        assert suggestions(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("2,23", ["2.23"], id="decimal-comma"),
        pytest.param("-0,5", ["-0.5"], id="negative-decimal-comma"),
        pytest.param("−0,5", ["-0.5"], id="typographic-minus"),
        pytest.param("0,095", ["0.095"], id="three-decimals-behind-zero-are-no-thousand"),
        pytest.param("1.203.027", ["1203027"], id="points-as-thousands"),
        pytest.param("1,203,027", ["1203027"], id="commas-as-thousands"),
        pytest.param("1.203,5", ["1203.5"], id="vietnamese-both"),
        pytest.param("1,203.5", ["1203.5"], id="english-both"),
        pytest.param("1.203.027,75", ["1203027.75"], id="vietnamese-millions"),
        pytest.param("203,027", ["203.027", "203027"], id="open-so-both"),
        pytest.param("1 203 027", ["1203027"], id="spaces"),
        pytest.param("1\u00a0203\u00a0027,5", ["1203027.5"], id="no-break-spaces"),
        pytest.param("1_000", ["1000"], id="underscore"),
        pytest.param("1’203", ["1203"], id="apostrophe"),
        pytest.param("2.23%", ["2.23"], id="percent-sign"),
        pytest.param("2,23 %", ["2.23"], id="decimal-comma-and-percent-sign"),
        pytest.param("+5", ["5"], id="plus-sign"),
        pytest.param("012", ["12"], id="leading-zero"),
        pytest.param(".5", ["0.5"], id="leading-point"),
        pytest.param("-.5", ["-0.5"], id="negative-leading-point"),
        pytest.param("5.", ["5"], id="trailing-point"),
        pytest.param("1.2.3", [], id="a-version"),
        pytest.param("1,2,3", [], id="a-list"),
        pytest.param("1.203,027,5", [], id="mixed-up"),
        pytest.param("abc", [], id="a-word"),
        pytest.param("12 beds", [], id="a-unit"),
        pytest.param("30-35", [], id="a-span"),
        pytest.param("2022-12-31", [], id="a-date"),
        pytest.param("", [], id="nothing"),
        pytest.param("%", [], id="a-percent-sign-alone"),
        pytest.param("\uff11\uff12", [], id="full-width-digits"),
    ],
)
def test_what_was_meant(text: str, meant: list[str]) -> None:
    assert list(suggestions(text)) == meant


@CALM
@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789.,-+ _%’\u00a0", max_size=20)))
def test_what_is_offered_is_a_figure(text: str) -> None:
    offered = suggestions(text)
    assert [each for each in offered if parse_figure(each) is None] == []
    assert len(set(offered)) == len(offered) <= 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("203.027", "203027", id="thousands"),
        pytest.param("-2.500", "-2500", id="negative"),
        pytest.param("0.095", None, id="below-one"),
        pytest.param("2.23", None, id="two-decimals"),
        pytest.param("2.2345", None, id="four-decimals"),
        pytest.param("1234.567", None, id="four-digits-in-front"),
        pytest.param("203027", None, id="no-point"),
    ],
)
def test_three_decimals_may_be_a_vietnamese_thousand(text: str, meant: str | None) -> None:
    assert as_thousands(text) == meant


@pytest.mark.parametrize("text", ["", "-", "–", "N/A", "nil", "TBD", "?", "…", "...", ".nan", "chưa có", "Không có"])
def test_words_for_no_figure_yet(text: str) -> None:
    assert is_no_figure_yet(text)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("yes", "true"),
        ("Y", "true"),
        ("On", "true"),
        ("no", "false"),
        ("N", "false"),
        ("OFF", "false"),
        ("maybe", None),
    ],
)
def test_words_for_a_milestone(text: str, truth: str | None) -> None:
    assert truth_of(text) == truth


@pytest.mark.parametrize(
    ("text", "is_date"),
    [("2022-12-31", True), ("2022-12", True), ("31/12/2022", True), ("1/2/22", True), ("2022", False), ("2.5", False)],
)
def test_dates_in_a_figures_place(text: str, is_date: bool) -> None:
    assert is_date_text(text) is is_date


# --- percentages ------------------------------------------------------------------------------------------------------

FIGURES = st.builds(
    lambda coefficient, power: Decimal((0, tuple(map(int, str(coefficient))), power)),
    st.integers(1, 10**20),
    st.integers(-20, 8),
)
PERCENTS = st.one_of(
    st.decimals(-300, 300, allow_nan=False, allow_infinity=False, places=9),
    st.builds(ratio_percent, FIGURES, FIGURES),
    st.builds(lambda nines: Decimal("99." + "9" * nines), st.integers(1, 70)),
    st.builds(lambda power: Decimal(1).scaleb(-power), st.integers(0, 70)),
)


@CALM
@given(PERCENTS, st.sampled_from([1, 6]))
def test_a_percentage_is_never_rounded_up_to_100_nor_down_to_0(percent: Decimal, places: int) -> None:
    shown = round_percent(percent, places)
    assert (shown == 0) == (percent == 0)
    assert (shown < 0) == (percent < 0)
    assert (shown.copy_abs() >= 100) == (percent.copy_abs() >= 100)


@CALM
@given(PERCENTS, st.sampled_from([1, 6]))
def test_a_percentage_is_else_rounded_half_up(percent: Decimal, places: int) -> None:
    shown = round_percent(percent, places)
    assert shown.as_tuple().exponent == -places
    step = Fraction(1, 10**places)
    off = abs(Fraction(shown)) - abs(Fraction(percent))
    lowest_or_highest = Fraction(shown.copy_abs()) in (step, 100 - step)
    assert -step / 2 < off <= step / 2 or (lowest_or_highest and abs(off) < step)


@pytest.mark.parametrize(
    ("percent", "places", "shown"),
    [
        pytest.param("85.185185", 1, "85.2", id="up"),
        pytest.param("85.14", 1, "85.1", id="down"),
        pytest.param("85.25", 1, "85.3", id="half-up"),
        pytest.param("-85.25", 1, "-85.3", id="half-up-below-zero"),
        pytest.param("99.96", 1, "99.9", id="not-up-to-100"),
        pytest.param("99.9999999", 6, "99.999999", id="not-up-to-100-at-six-places"),
        pytest.param("99." + "9" * 70, 6, "99.999999", id="not-up-to-100-from-70-nines"),
        pytest.param("100", 1, "100.0", id="a-hundred"),
        pytest.param("100.04", 1, "100.0", id="down-to-100"),
        pytest.param("-99.96", 1, "-99.9", id="not-to-minus-100"),
        pytest.param("0.04", 1, "0.1", id="not-down-to-0"),
        pytest.param("-0.04", 1, "-0.1", id="not-up-to-0-from-below"),
        pytest.param("0.00000001", 6, "0.000001", id="not-down-to-0-at-six-places"),
        pytest.param("0", 1, "0.0", id="zero"),
        pytest.param("-0", 1, "0.0", id="zero-has-no-sign"),
        pytest.param("126.891875", 6, "126.891875", id="six-places"),
        pytest.param("1e57", 1, "1" + "0" * 57 + ".0", id="the-largest-ratio"),
    ],
)
def test_a_percentage_for_showing(percent: str, places: int, shown: str) -> None:
    assert str(round_percent(Decimal(percent), places)) == shown


def test_a_ratio_is_cut_so_that_what_is_under_100_stays_under() -> None:
    almost = Decimal(10**28 - 1)
    assert ratio_percent(almost, Decimal("1e28")) == Decimal("99.99999999999999999999999999")
    assert ratio_percent(Decimal(2), Decimal(3)) == Decimal("66." + "6" * 78)


# --- spelling ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        pytest.param("1e5", "100000", id="large"),
        pytest.param("1.5e-7", "0.00000015", id="small"),
        pytest.param("2.2300", "2.2300", id="digits-kept"),
        pytest.param("-0.5", "-0.5", id="negative"),
    ],
)
def test_plain_digits(text: str, spelled: str) -> None:
    assert plain(Decimal(text)) == spelled


@CALM
@given(_in_the_grammar())
def test_plain_is_the_same_figure_and_a_figure_again(text: str) -> None:
    figure = parse_figure(text)
    assume(figure is not None)
    assert figure is not None
    assert Decimal(plain(figure)) == figure
    assert "e" not in plain(figure).lower()


@CALM
@given(_in_the_grammar())
def test_tidy_is_the_same_figure_without_trailing_zeros(text: str) -> None:
    figure = parse_figure(text)
    assume(figure is not None)
    assert figure is not None
    short = tidy(figure)
    assert Fraction(short) == Fraction(figure)
    sign, digits, exponent = short.as_tuple()
    assert isinstance(exponent, int)
    assert exponent <= 0
    assert exponent == 0 or digits[-1] != 0
    assert not (sign and short == 0), "zero has no sign"


@pytest.mark.parametrize(
    ("figure", "is_within"),
    [("Infinity", False), ("NaN", False), ("sNaN", False), ("1e28", True), ("1e29", False), ("0", True)],
)
def test_the_bounds_hold_for_pythons_decimals_too(figure: str, is_within: bool) -> None:
    assert within_bounds(Decimal(figure)) is is_within
