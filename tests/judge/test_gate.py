"""The gate, contract part 3 under check: when it is open, when closed, and that nothing judged is never a pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from an_sinh.errors import Complaint, UsageFault
from an_sinh.judge.gate import FAIL_ON, Gate, Kind, Trait, Verdict, check, parse_least
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.pages.say import Say
from an_sinh.programme.model import EMPTY, Entry, Indicator, Programme, Published, YearOfActuals
from an_sinh.render.as_json import write_json
from an_sinh.terms import Status
from tests.conftest import examples

YEAR, BEFORE = 2022, 2021

# An indicator said in one word: a status, or what makes it special. Each as its definition and its entry.
WORDS: Mapping[str, tuple[dict[str, Any], dict[str, Any] | None]] = {
    "exceeded": ({}, {"reported": "exceeded"}),
    "met": ({}, {"reported": "met"}),
    "unmet": ({}, {"reported": "unmet"}),
    "not-started": ({}, {"reported": "not-started"}),
    "unscored": ({}, None),
    "withdrawn": ({"years": ["2023", "2025"]}, None),
    "figure-met": ({"better": "higher", "targets": {YEAR: "5"}}, {"value": "5", "reported": "met"}),
    "figure-unmet": ({"better": "higher", "targets": {YEAR: "5"}}, {"value": "4", "reported": "unmet"}),
    "discrepancy": ({"better": "higher", "targets": {YEAR: "5"}}, {"value": "4", "reported": "met"}),
    "flattering-discrepancy": ({"better": "higher", "targets": {YEAR: "5"}}, {"value": "6", "reported": "unmet"}),
    "provisional": ({}, {"reported": "met", "provisional": "true"}),
    "provisional-unmet": ({}, {"reported": "unmet", "provisional": "true"}),
    "provisional-withdrawn": ({"years": ["2023", "2025"]}, None),
}


def card(
    said: Sequence[str], year: int = YEAR, published: Sequence[Mapping[str, str]] = (), against: str = "annual"
) -> Scorecard:
    """A scorecard of indicators i0, i1, … as they are said."""
    ids = [f"i{at}" for at in range(len(said))]
    definitions = {
        id_: Indicator.model_validate({"name": id_, "group": "g", **WORDS[word][0]})
        for id_, word in zip(ids, said, strict=True)
    }
    entries = {id_: Entry.model_validate(WORDS[word][1]) for id_, word in zip(ids, said, strict=True) if WORDS[word][1]}
    actuals = YearOfActuals(
        year=year,
        as_of=None,
        source=(),
        published=tuple(map(Published.model_validate, published)),
        entries=entries,
        located=lambda _id: None,
    )
    programme = Programme(
        id="P",
        name={"": "Made up"},
        years=(2021, 2025),
        sources=EMPTY,
        groups={"g": {"": "Group"}},
        indicators=definitions,
        actuals={year: actuals},
        located=lambda _id: None,
    )
    return score(programme, year, against)


def hold(scorecard: Scorecard, *asked: str, min_met: str | None = None, since: Scorecard | None = None) -> Verdict:
    """A check with its gates as they are typed."""
    return check(scorecard, parse_least(min_met) if min_met is not None else None, asked, since)


def only(verdict: Verdict) -> Gate:
    assert len(verdict.gates) == 1
    return verdict.gates[0]


def told(gate: Gate) -> tuple[object, object, bool]:
    return gate.expected, gate.found, gate.passed


HANOI = ["exceeded"] * 9 + ["met"] * 14 + ["unmet"] * 3 + ["not-started"]
"""Programme 08 in 2022: 23 of 27."""

# --- the decision table -----------------------------------------------------------------------------------------------

DEFAULT = [
    # the indicators, expected, found, passed
    pytest.param(["met"], 1, 1, True, id="one-met"),
    pytest.param(["met", "exceeded"], 2, 2, True, id="exceeded-counts-as-met"),
    pytest.param(["met", "unmet"], 2, 1, False, id="one-unmet-closes"),
    pytest.param(["met", "not-started"], 2, 1, False, id="one-not-started-closes"),
    pytest.param(["met", "unscored"], 2, 1, False, id="one-not-judged-closes"),
    pytest.param(["met", "withdrawn"], 1, 1, True, id="a-withdrawn-one-is-not-counted"),
    pytest.param(["met", "provisional"], 2, 2, True, id="provisional-alone-does-not-close"),
    pytest.param(["met", "discrepancy"], 2, 1, False, id="figures-win-over-a-flattering-report"),
    pytest.param(["met", "flattering-discrepancy"], 2, 2, True, id="figures-win-over-a-gloomy-report"),
    pytest.param(HANOI, 27, 23, False, id="programme-08-in-2022"),
]


@pytest.mark.parametrize(("said", "expected", "found", "passed"), DEFAULT)
def test_without_a_gate_option_every_counted_indicator_must_be_met(
    said: list[str], expected: int, found: int, passed: bool
) -> None:
    verdict = hold(card(said))
    assert told(only(verdict)) == (expected, found, passed)
    assert only(verdict).kind is Kind.ALL_MET
    assert verdict.passed is passed


def test_without_a_gate_option_those_that_close_it_are_named() -> None:
    verdict = hold(card(["met", "unmet", "unscored", "withdrawn", "not-started", "exceeded"]))
    assert [line.id for line in only(verdict).lines] == ["i1", "i2", "i4"]


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"min_met": "1"}, id="min-met"),
        pytest.param({"asked": ["discrepancy"]}, id="fail-on"),
        pytest.param({"since": card(["met", "unmet"], BEFORE)}, id="no-regression-from"),
    ],
)
def test_a_gate_option_takes_the_place_of_the_default(options: dict[str, Any]) -> None:
    named = {name: value for name, value in options.items() if name != "asked"}
    verdict = hold(card(["met", "unmet"]), *options.get("asked", ()), **named)
    assert verdict.passed
    assert Kind.ALL_MET not in [gate.kind for gate in verdict.gates]


MIN_MET = [
    # the indicators, --min-met, expected, found, passed
    pytest.param(HANOI, "23", 23, 23, True, id="as-many"),
    pytest.param(HANOI, "24", 24, 23, False, id="one-too-few"),
    pytest.param(HANOI, "22", 22, 23, True, id="more-than-asked"),
    pytest.param(HANOI, "28", 28, 23, False, id="more-than-there-are"),
    pytest.param(HANOI, "0", 0, 23, True, id="none-asked"),
    pytest.param(HANOI, "23.0", 23, 23, True, id="a-whole-number-with-a-decimal"),
    pytest.param(["unmet", "unmet"], "0", 0, 0, True, id="none-asked-none-met-but-judged"),
    pytest.param(["met", "withdrawn", "withdrawn"], "1", 1, 1, True, id="withdrawn-are-not-asked-of"),
]


@pytest.mark.parametrize(("said", "least", "expected", "found", "passed"), MIN_MET)
def test_min_met_counts_indicators(said: list[str], least: str, expected: int, found: int, passed: bool) -> None:
    gate = only(hold(card(said), min_met=least))
    assert told(gate) == (expected, found, passed)
    assert isinstance(gate.expected, int)


PERCENT = [
    # the indicators, --min-met, passed
    pytest.param(HANOI, "85%", True, id="below-85.185185"),
    pytest.param(HANOI, "85.2%", False, id="no-rounding-up-to-85.2"),
    pytest.param(HANOI, "86%", False, id="above"),
    # 23/27 is 85.185185… for ever; the figures around it have 20 and 28 digits
    pytest.param(HANOI, "85.185185185185185185%", True, id="just-below-23-of-27"),
    pytest.param(HANOI, "85.185185185185185186%", False, id="just-above-23-of-27"),
    pytest.param(HANOI, "85.18518518518518518518518518%", True, id="just-below-at-28-digits"),
    pytest.param(HANOI, "85.18518518518518518518518519%", False, id="just-above-at-28-digits"),
    pytest.param(["met", "met", "unmet"], "66.66666666666666666666666667%", False, id="two-thirds-are-not-rounded-up"),
    pytest.param(["met", "met", "unmet"], "66.66666666666666666666666666%", True, id="just-below-two-thirds"),
    pytest.param(["met", "unmet"], "50%", True, id="exactly-half"),
    pytest.param(["met", "unmet"], "50.0%", True, id="exactly-half-with-a-decimal"),
    pytest.param(["met", "unmet"], "50.00000000000000000000000001%", False, id="a-hair-above-half"),
    pytest.param(["met"] * 999 + ["unmet"], "100%", False, id="999-of-1000-are-not-all"),
    pytest.param(["met"] * 999 + ["unmet"], "99.9%", True, id="999-of-1000-are-99.9"),
    pytest.param(["met", "met"], "100%", True, id="all"),
    pytest.param(["unmet"], "0%", True, id="none-asked-but-judged"),
    pytest.param(["met", "unscored"], "50%", True, id="those-not-judged-are-in-the-total"),
    pytest.param(["met", "unscored"], "51%", False, id="those-not-judged-are-never-met"),
    pytest.param(["met", "withdrawn"], "100%", True, id="those-withdrawn-are-not-in-the-total"),
]


@pytest.mark.parametrize(("said", "least", "passed"), PERCENT)
def test_min_met_compares_a_percentage_unrounded(said: list[str], least: str, passed: bool) -> None:
    gate = only(hold(card(said), min_met=least))
    assert gate.passed is passed
    assert gate.expected == Decimal(least.removesuffix("%"))


def test_a_share_found_is_told_to_six_decimals() -> None:
    assert '"found": 85.185185,' in write_json("check", hold(card(HANOI), min_met="85%"), Say.of("en"))


FAIL_ON_TABLE = [
    # the indicators, --fail-on, those that close it
    *(
        pytest.param(
            ["exceeded", "met", "unmet", "not-started", "unscored", "withdrawn"], status, [f"i{at}"], id=status
        )
        for at, status in enumerate(["exceeded", "met", "unmet", "not-started", "unscored", "withdrawn"])
    ),
    pytest.param(["met", "unmet", "unmet"], "unmet", ["i1", "i2"], id="each-one-is-named"),
    pytest.param(["met", "not-started"], "unmet", [], id="not-started-is-not-unmet"),
    pytest.param(["met", "unscored"], "unmet", [], id="not-judged-is-not-unmet"),
    pytest.param(["figure-met", "figure-unmet"], "discrepancy", [], id="figures-as-reported"),
    pytest.param(["figure-met", "discrepancy"], "discrepancy", ["i1"], id="a-flattering-report"),
    pytest.param(["figure-met", "flattering-discrepancy"], "discrepancy", ["i1"], id="a-gloomy-report"),
    pytest.param(["met", "discrepancy"], "unmet", ["i1"], id="figures-win-for-the-status-too"),
    pytest.param(["met", "provisional"], "provisional", ["i1"], id="provisional"),
    pytest.param(["met", "provisional-unmet"], "provisional", ["i1"], id="provisional-whatever-the-status"),
    pytest.param(["met", "provisional-withdrawn"], "provisional", [], id="withdrawn-is-not-provisional"),
]


@pytest.mark.parametrize(("said", "asked", "closing"), FAIL_ON_TABLE)
def test_fail_on_closes_where_there_is_one(said: list[str], asked: str, closing: list[str]) -> None:
    gate = only(hold(card(said), asked))
    assert told(gate) == (0, len(closing), not closing)
    assert [line.id for line in gate.lines] == closing


def test_a_gate_is_named_as_it_is_asked_for() -> None:
    assert only(hold(card(["met"]))).name == "all-met"
    assert only(hold(card(["met"]), min_met="50%")).name == "min-met 50%"
    assert [gate.name for gate in hold(card(["met"]), "unmet", "published").gates] == [
        "fail-on unmet",
        "fail-on published",
    ]
    assert only(hold(card(["met"]), since=card(["met"], BEFORE))).name == "no-regression-from 2021"


def test_each_status_and_each_trait_can_close_a_gate() -> None:
    assert set(FAIL_ON) == {*map(str, Status), "discrepancy", "provisional", "inferred", "published", "rollup"}


@pytest.mark.parametrize(
    ("rollup", "found", "closing"),
    [
        pytest.param({"i0": True, "i1": True}, 0, [], id="all-agree"),
        pytest.param({"i0": True, "i1": False}, 1, ["i1"], id="one-differs"),
        pytest.param({"i1": None}, 0, [], id="places-are-missing"),
        pytest.param({}, None, [], id="nothing-to-hold-against"),
        pytest.param({"another": False}, None, [], id="nothing-of-those-counted"),
    ],
)
def test_places_that_come_to_another_figure_close_it(
    rollup: dict[str, bool | None], found: int | None, closing: list[str]
) -> None:
    gate = only(check(card(["met", "met"]), None, ["rollup"], None, rollup=rollup))
    assert told(gate) == (0, found, found == 0)
    assert [line.id for line in gate.lines] == closing
    assert gate.name == "fail-on rollup"


def test_fail_on_asked_twice_is_one_gate_and_the_order_is_kept() -> None:
    verdict = hold(card(["met"]), "unmet", "discrepancy", "unmet")
    assert [gate.name for gate in verdict.gates] == ["fail-on unmet", "fail-on discrepancy"]


AGREES = {"met_or_exceeded": "1", "total": "2"}
DISAGREES = {"met_or_exceeded": "2", "total": "2"}
CAN_BE = {"met_or_exceeded": "2", "total": "3"}
PUBLISHED = [
    # the indicators, the published headlines, found, those that close it
    pytest.param(["met", "unmet"], [], None, [], id="none"),
    pytest.param(["met", "unmet"], [AGREES], True, [], id="agrees"),
    pytest.param(["met", "unmet"], [DISAGREES], False, ["unmet"], id="disagrees"),
    pytest.param(["met", "met"], [AGREES], False, [], id="more-are-met-than-printed"),
    pytest.param(["met", "exceeded"], [{"exceeded": "0"}], False, ["exceeded"], id="more-of-a-kind"),
    pytest.param(["met", "unmet", "unscored"], [CAN_BE], None, ["unscored"], id="undecided"),
    pytest.param(["met", "unmet"], [AGREES, AGREES], True, [], id="both-agree"),
    pytest.param(["met", "unmet"], [AGREES, DISAGREES], False, ["unmet"], id="one-of-two-disagrees"),
    pytest.param(
        ["met", "unmet", "unscored"], [CAN_BE, {**AGREES, "total": "3"}], None, ["unscored"], id="one-of-two-undecided"
    ),
    pytest.param(
        ["met", "unmet", "unscored"], [CAN_BE, DISAGREES], False, ["unmet", "unscored"], id="undecided-and-disagrees"
    ),
    pytest.param(["met", "unmet"], [{**AGREES, "against": "term"}], None, [], id="by-another-yardstick-is-none"),
]


@pytest.mark.parametrize(("said", "published", "found", "closing"), PUBLISHED)
def test_fail_on_published_opens_only_for_a_headline_that_agrees(
    said: list[str], published: list[dict[str, str]], found: bool | None, closing: list[str]
) -> None:
    gate = only(hold(card(said, published=published), "published"))
    assert told(gate) == (True, found, found is True)
    assert [line.status for line in gate.closed_by] == closing


def test_a_headline_is_at_odds_by_what_is_judged_otherwise_than_reported() -> None:
    printed = [{"met_or_exceeded": "2", "total": "3"}]
    gate = only(hold(card(["met", "unmet", "discrepancy"], published=printed), "published"))
    assert [line.id for line in gate.closed_by] == ["i2"]


def test_too_few_that_are_met_are_named() -> None:
    for least in ("2", "60%"):
        gate = only(hold(card(["unmet", "met", "unscored"]), min_met=least))
        assert [line.id for line in gate.closed_by] == ["i0", "i2"]


REGRESSION = [
    # before, now, those that close it; None where there is nothing to compare with
    pytest.param(["met"], ["met"], ["met"], [], id="same"),
    pytest.param(["unmet"], ["met"], ["met"], [], id="better"),
    pytest.param(["unmet"], ["unmet"], ["unmet"], [], id="as-bad-as-before"),
    pytest.param(["exceeded"], ["met"], ["met"], ["i0"], id="still-met-but-worse"),
    pytest.param(["met"], ["unmet"], ["unmet"], ["i0"], id="worse"),
    pytest.param(["unmet"], ["not-started"], ["not-started"], ["i0"], id="unmet-to-not-started-is-worse"),
    pytest.param(["met"], ["unscored"], ["met"], ["i0"], id="lost"),
    pytest.param(["unmet"], ["unscored"], ["met"], ["i0"], id="a-bad-verdict-lost-is-lost-too"),
    pytest.param(["unscored"], ["unmet"], ["met"], [], id="gained"),
    pytest.param(["met"], ["withdrawn"], ["met"], [], id="withdrawn-since"),
    pytest.param(["withdrawn"], ["unmet"], ["met"], [], id="added-since"),
    pytest.param(["unscored"], ["unscored"], ["met"], [], id="never-judged"),
]


@pytest.mark.parametrize(("before", "now", "other", "closing"), REGRESSION)
def test_no_regression_closes_on_a_worse_and_on_a_lost_verdict(
    before: list[str], now: list[str], other: list[str], closing: list[str]
) -> None:
    # a second indicator that stays as it is, so that something is judged on both sides
    gate = only(hold(card([*now, *other]), since=card([*before, *other], BEFORE)))
    assert told(gate) == (0, len(closing), not closing)
    assert [line.id for line in gate.lines] == closing
    assert gate.name == "no-regression-from 2021"


@pytest.mark.parametrize("before", [["unscored", "unscored"], ["withdrawn", "withdrawn"], ["unscored", "withdrawn"]])
def test_no_regression_from_a_year_without_a_verdict_is_no_pass(before: list[str]) -> None:
    gate = only(hold(card(["met", "met"]), since=card(before, BEFORE)))
    assert told(gate) == (0, None, False)


def test_the_yardsticks_are_never_mixed() -> None:
    with pytest.raises(Complaint, match="judge both by the same"):
        hold(card(["met"]), since=card(["met"], BEFORE, against="term"))


def test_one_closed_gate_closes_the_whole() -> None:
    verdict = hold(card(HANOI), "discrepancy", "unmet", min_met="23", since=card(HANOI, BEFORE))
    assert [(gate.name, gate.passed) for gate in verdict.gates] == [
        ("min-met 23", True),
        ("fail-on discrepancy", True),
        ("fail-on unmet", False),
        ("no-regression-from 2021", True),
    ]
    assert not verdict.passed


# --- nothing judged is never a pass -----------------------------------------------------------------------------------

NOTHING = [
    pytest.param([], id="no-indicator"),
    pytest.param(["unscored"], id="one-not-judged"),
    pytest.param(["withdrawn"], id="one-withdrawn"),
    pytest.param(["unscored", "withdrawn"], id="one-of-each"),
    pytest.param(["unscored"] * 26, id="26-not-judged"),
]
LEASTS = [None, "0", "0%", "1", "100%"]
CONDITIONS = [(), *((word,) for word in FAIL_ON), FAIL_ON]
HEADLINE_OF_NOTHING = {"met_or_exceeded": "0", "total": "0"}


@pytest.mark.parametrize("said", NOTHING)
def test_nothing_judged_is_no_pass_by_any_combination_of_gates(said: list[str]) -> None:
    empty = card(said, published=[HEADLINE_OF_NOTHING])
    sinces = [None, card(said, BEFORE), card(["met"] * len(said), BEFORE)]
    for least, asked, since in product(LEASTS, CONDITIONS, sinces):
        verdict = hold(empty, *asked, min_met=least, since=since)
        assert not verdict.passed, (least, asked, since)
        assert verdict.gates[-1].kind is Kind.JUDGED
        assert told(verdict.gates[-1]) == (1, 0, False)


def test_where_something_is_judged_that_gate_is_not_told() -> None:
    assert Kind.JUDGED not in [gate.kind for gate in hold(card(["unmet"]), "published").gates]


@pytest.mark.parametrize("said", NOTHING)
def test_the_default_gate_itself_does_not_open_for_none_of_none(said: list[str]) -> None:
    gate = hold(card(said)).gates[0]
    assert not gate.passed
    assert gate.lines == ()  # where nothing is judged, no indicator is to blame


# --- what may be typed ------------------------------------------------------------------------------------------------


NO_NUMBER = ["", "%", " 85%", "85 %", "85%%", "%85", "85,2%", "100.1%", "101%", "-1%", "٨٥%"]
NO_NUMBER += ["-1", "+5", "23.5", "1/2", "1e99", "nan", "all"]


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_of_indicators_is_refused(text: str) -> None:
    with pytest.raises(UsageFault, match="--min-met"):
        parse_least(text)


@pytest.mark.parametrize("text", ["0", "24", "24.0", "1e2", "0%", "85%", "85.5%", "100%", "85.185185185185185185%"])
def test_what_is_typed_is_told_again(text: str) -> None:
    assert parse_least(text).text == ("100" if text == "1e2" else text)


# --- what holds for every scorecard -----------------------------------------------------------------------------------

SAID = st.lists(st.sampled_from(sorted(WORDS)), max_size=12)
WHOLE = st.integers(0, 15).map(str)
SHARE = st.decimals(0, 100, places=3).map(lambda share: f"{share}%")


@examples(200)
@given(SAID, st.one_of(st.tuples(WHOLE, WHOLE), st.tuples(SHARE, SHARE)))
@example(HANOI, ("85.185%", "85.186%"))
def test_asking_for_more_never_opens_a_gate(said: list[str], asked: tuple[str, str]) -> None:
    low, high = sorted(asked, key=lambda text: Decimal(text.removesuffix("%")))
    scorecard = card(said)
    assert hold(scorecard, min_met=low).passed >= hold(scorecard, min_met=high).passed


@examples(200)
@given(SAID, st.sets(st.sampled_from(FAIL_ON)), st.sets(st.sampled_from(FAIL_ON)), st.one_of(st.none(), WHOLE, SHARE))
def test_one_more_condition_never_opens_a_gate(
    said: list[str], some: set[str], more: set[str], least: str | None
) -> None:
    scorecard = card(said, published=[AGREES])
    least = least if some else least or "0"  # without any gate the default one stands, which is none of these
    assert hold(scorecard, *some, min_met=least).passed >= hold(scorecard, *some, *more, min_met=least).passed


@examples(200)
@given(SAID, st.one_of(WHOLE, SHARE))
def test_a_gate_says_what_it_expected_and_found(said: list[str], least: str) -> None:
    scorecard = card(said)
    gate = hold(scorecard, min_met=least).gates[0]
    tally = scorecard.tally
    if least.endswith("%"):
        enough = tally.met_or_exceeded * 100 >= Decimal(least[:-1]) * tally.total
    else:
        enough = tally.met_or_exceeded >= int(least)
        assert told(gate)[:2] == (int(least), tally.met_or_exceeded)
    assert gate.passed is (tally.judged > 0 and enough)
    assert gate.asked == least


@examples(200)
@given(SAID, st.sampled_from([Trait.DISCREPANCY.value, Trait.PROVISIONAL.value, *map(str, Status)]))
def test_fail_on_finds_what_the_tally_counts(said: list[str], asked: str) -> None:
    scorecard = card(said)
    names = {"discrepancy": "discrepancies", "not-started": "not_started"}
    assert hold(scorecard, asked).gates[0].found == getattr(scorecard.tally, names.get(asked, asked))
