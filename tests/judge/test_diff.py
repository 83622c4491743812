"""Two scorecards side by side: a decision table for every change, the counts, the movement, and what holds for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.errors import Complaint
from an_sinh.figures import plain
from an_sinh.judge.diff import Change, Comparison, Diff, Movement, diff
from an_sinh.terms import VERDICTS, Status
from tests.support_years import HIGHER, LOWER, WITHIN, Written, card, reported

REGRESSED, IMPROVED, GAINED, LOST = Change.REGRESSED, Change.IMPROVED, Change.GAINED, Change.LOST
CHANGED, SAME, ADDED, REMOVED = Change.CHANGED, Change.SAME, Change.ADDED, Change.REMOVED
RESTATED = Change.RESTATED


def years(indicators: Mapping[str, Written], old: int = 2021, new: int = 2022, against: str = "annual") -> Diff:
    """Two years of one programme."""
    return diff(card(indicators, old, against), card(indicators, new, against))


def moved(written: Written, old: int = 2021, new: int = 2022) -> Comparison:
    """The one line of a programme of one indicator."""
    return years({"it": written}, old, new).lines[0]


# --- the decision table of changes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), list(product(VERDICTS, VERDICTS)), ids=str)
def test_between_two_verdicts_the_order_decides(old: Status, new: Status) -> None:
    found = moved({"is": {2021: reported(old), 2022: reported(new)}})

    worst_first = ["not-started", "unmet", "met", "exceeded"]
    step = worst_first.index(new) - worst_first.index(old)
    assert found.change is (IMPROVED if step > 0 else REGRESSED if step < 0 else SAME)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_of_one_side_alone_is_gained_or_lost_whatever_it_says(verdict: Status) -> None:
    assert moved({"is": {2022: reported(verdict)}}).change is GAINED
    assert moved({"is": {2021: reported(verdict)}}).change is LOST


TARGET_5 = {"targets": {2021: "5", 2022: "5"}}

CHANGES = [
    # by figures, with the same verdict on both sides
    pytest.param({**HIGHER, **TARGET_5, "is": {2021: "5", 2022: "5"}}, SAME, id="nothing-differs"),
    pytest.param({**HIGHER, **TARGET_5, "is": {2021: "5", 2022: "5.0"}}, SAME, id="a-zero-more-is-no-change"),
    pytest.param({**HIGHER, **TARGET_5, "is": {2021: "6", 2022: "7"}}, CHANGED, id="another-figure"),
    pytest.param(
        {**HIGHER, "targets": {2021: "4", 2022: "5"}, "is": {2021: "6", 2022: "6"}}, CHANGED, id="other-target"
    ),
    pytest.param(
        {**HIGHER, "targets": {2021: "5", 2022: {"from": "5", "to": "5"}}, "is": {2021: "5", 2022: "5"}},
        CHANGED,
        id="the-same-target-in-another-form",
    ),
    pytest.param(
        {**HIGHER, "targets": {2021: "5", 2022: {"value": "5", "exceeded": "9"}}, "is": {2021: "5", 2022: "5"}},
        CHANGED,
        id="another-figure-from-which-it-counts-as-exceeded",
    ),
    pytest.param({"targets": {2021: "true", 2022: "true"}, "is": {2021: "true", 2022: "true"}}, SAME, id="done-twice"),
    # by figures, with another verdict
    pytest.param({**HIGHER, **TARGET_5, "is": {2021: "4", 2022: "5"}}, IMPROVED, id="met-at-last"),
    pytest.param({**HIGHER, **TARGET_5, "is": {2021: "6", 2022: "5"}}, REGRESSED, id="only-met"),
    pytest.param(
        {**HIGHER, "targets": {2021: "5", 2022: "9"}, "is": {2021: "5", 2022: "8"}},
        REGRESSED,
        id="a-better-figure-and-a-worse-verdict",
    ),
    pytest.param({"targets": {2021: "true", 2022: "true"}, "is": {2021: "false", 2022: "true"}}, IMPROVED, id="done"),
    # with no verdict on one side or on both
    pytest.param({**HIGHER, "targets": {2022: "5"}, "is": {2021: "4", 2022: "4"}}, GAINED, id="a-target-at-last"),
    pytest.param({**HIGHER, "targets": {2022: "5"}, "is": {2021: "4", 2022: "9"}}, GAINED, id="gained-and-better"),
    pytest.param({**HIGHER, "targets": {2021: "5"}, "is": {2021: "4", 2022: "9"}}, LOST, id="the-target-is-gone"),
    pytest.param({**HIGHER, **TARGET_5, "is": {2021: "4", 2022: None}}, LOST, id="the-figure-is-left-empty"),
    pytest.param({**HIGHER, "is": {2021: "4", 2022: "9"}}, CHANGED, id="figures-without-a-target"),
    pytest.param({**HIGHER, "is": {2021: "4", 2022: "4"}}, SAME, id="a-figure-without-a-target"),
    pytest.param({**HIGHER, "targets": {2021: "4", 2022: "5"}}, CHANGED, id="targets-without-a-figure"),
    pytest.param({}, SAME, id="nothing-known"),
    # nothing of these, but something that is said of it
    pytest.param(
        {**HIGHER, **TARGET_5, "is": {2021: {"value": "5", "reported": "met"}, 2022: "5"}},
        RESTATED,
        id="a-verdict-that-was-reported-beside-the-figure",
    ),
    pytest.param(
        {"is": {2021: reported("met"), 2022: {"reported": "met", "inferred": "true"}}}, RESTATED, id="worked-out-now"
    ),
    pytest.param({"is": {2021: {"note": "a"}, 2022: {"note": "b"}}}, RESTATED, id="another-note"),
    # not counted on one side or on both
    pytest.param({"years": ["2022", "2025"], "is": {2022: reported("met")}}, ADDED, id="counted-from-now-on"),
    pytest.param({"years": ["2022", "2025"]}, ADDED, id="counted-from-now-on-and-not-judged"),
    pytest.param({"years": ["2021", "2021"], "is": {2021: reported("met")}}, REMOVED, id="withdrawn"),
    pytest.param({"years": ["2021", "2021"]}, REMOVED, id="withdrawn-and-never-judged"),
    pytest.param({"years": ["2024", "2025"]}, SAME, id="counted-on-neither-side"),
]


@pytest.mark.parametrize(("written", "expected"), CHANGES)
def test_the_decision_table(written: Written, expected: Change) -> None:
    assert moved(written).change is expected


def test_each_change_stands_in_the_table() -> None:
    assert {row.values[1] for row in CHANGES} == set(Change)


def test_an_indicator_that_only_one_directory_knows_is_added_or_removed() -> None:
    less, more = {"a": {"is": {2022: reported("met")}}}, {"a": {"is": {2022: reported("met")}}, "b": {}}
    found = diff(card(less, 2022), card(more, 2022))
    assert [(line.id, line.change, line.old is None, line.new is None) for line in found.lines] == [
        ("a", SAME, False, False),
        ("b", ADDED, True, False),
    ]
    back = diff(card(more, 2022), card(less, 2022))
    assert [(line.id, line.change, line.old is None, line.new is None) for line in back.lines] == [
        ("a", SAME, False, False),
        ("b", REMOVED, False, True),
    ]


def test_one_that_the_other_directory_lacks_is_defined_anew_where_it_does_not_count() -> None:
    withdrawn = {"b": {"years": ["2024", "2025"]}}
    found = diff(card({}, 2022), card(withdrawn, 2022))
    assert (found.lines[0].change, found.differs) == (RESTATED, True)


# --- the counts -------------------------------------------------------------------------------------------------------

# One letter for a side of each indicator: e m u n are verdicts, ? is not judged, - is withdrawn.
LETTERS = {"e": "exceeded", "m": "met", "u": "unmet", "n": "not-started"}
SPANS = {"--": ["2024", "2025"], "-": ["2022", "2025"], "+": ["2021", "2021"]}


def sides(old: str, new: str) -> Diff:
    indicators: dict[str, Written] = {}
    for at, (was, now) in enumerate(zip(old, new, strict=True)):
        said = {year: reported(LETTERS[letter]) for year, letter in ((2021, was), (2022, now)) if letter in LETTERS}
        span = SPANS["--"] if was == now == "-" else SPANS["-"] if was == "-" else SPANS["+"] if now == "-" else None
        indicators[f"i{at}"] = {"is": said, **({"years": span} if span else {})}
    return years(indicators)


NETS = [
    # old, new, judged in both, net
    pytest.param("mmmm", "mmmm", 4, 0, id="nothing-moved"),
    pytest.param("uuum", "mmmm", 4, 3, id="three-more-are-met"),
    pytest.param("mmmu", "uuuu", 4, -3, id="three-fewer-are-met"),
    pytest.param("um", "mu", 2, 0, id="one-up-and-one-down"),
    pytest.param("em", "me", 2, 0, id="met-before-and-after"),
    pytest.param("un", "nu", 2, 0, id="met-neither-before-nor-after"),
    pytest.param("n", "e", 1, 1, id="from-the-worst-to-the-best"),
    pytest.param("????", "memu", 0, 0, id="a-verdict-gained-is-no-improvement"),
    pytest.param("mmmm", "????", 0, 0, id="a-verdict-lost-is-no-regression"),
    pytest.param("u?m", "m?m", 2, 1, id="the-unjudged-do-not-count"),
    pytest.param("m-m", "-mm", 1, 0, id="the-withdrawn-do-not-count"),
    pytest.param("", "", 0, 0, id="no-indicator"),
]


@pytest.mark.parametrize(("old", "new", "judged", "net"), NETS)
def test_net_is_counted_among_those_judged_in_both(old: str, new: str, judged: int, net: int) -> None:
    found = sides(old, new)
    assert (found.judged_in_both, found.net) == (judged, net)


def test_the_counts_are_by_change_and_whole() -> None:
    found = sides("umu?mem-m?", "mum?m?mm-e")
    assert found.counts == {
        REGRESSED: 1,
        IMPROVED: 2,
        GAINED: 1,
        LOST: 1,
        CHANGED: 0,
        RESTATED: 0,
        SAME: 3,
        ADDED: 1,
        REMOVED: 1,
    }
    assert (found.judged_in_both, found.net, len(found.lines)) == (5, 1, 10)


def test_something_differs_unless_all_is_the_same() -> None:
    assert not sides("mu?-", "mu?-").differs
    assert all(sides(old, new).differs for old, new in ("mu", "um", "m?", "?m", "m-", "-m"))


def test_two_yardsticks_are_never_mixed() -> None:
    with pytest.raises(Complaint):
        diff(card({}, 2021, "annual"), card({}, 2022, "term"))


def test_two_years_may_be_laid_side_by_side_against_the_term() -> None:
    written = {**HIGHER, "targets": {2021: "1", 2022: "1", "term": "5"}, "is": {2021: "4", 2022: "5"}}
    assert years({"it": written}, against="term").lines[0].change is IMPROVED
    assert years({"it": written}).lines[0].change is CHANGED


# --- the movement of the figure ---------------------------------------------------------------------------------------

BETTER, WORSE, EVEN = Movement.BETTER, Movement.WORSE, Movement.SAME
BAND = {"targets": {2021: {"from": "19", "to": "21"}, 2022: {"from": "19", "to": "21"}}}
WIDER = {"targets": {2021: {"from": "19", "to": "21"}, 2022: {"from": "17", "to": "25"}}}

MOVEMENTS = [
    pytest.param(HIGHER, "5", "7.5", (BETTER, "2.5"), id="higher-up"),
    pytest.param(HIGHER, "7.5", "5", (WORSE, "2.5"), id="higher-down"),
    pytest.param(HIGHER, "5", "5.0", (EVEN, "0"), id="higher-even"),
    pytest.param(LOWER, "0.16", "0.095", (BETTER, "0.065"), id="lower-down"),
    pytest.param(LOWER, "5", "7", (WORSE, "2"), id="lower-up"),
    pytest.param(LOWER, "-1", "-3", (BETTER, "2"), id="lower-below-zero"),
    pytest.param(HIGHER, "-3", "2", (BETTER, "5"), id="higher-across-zero"),
    pytest.param(HIGHER, "1e28", "1.000000000000000000000000001e28", (BETTER, "10"), id="in-the-28th-digit"),
    # a band: by the distance from it, each year's own
    pytest.param({**WITHIN, **BAND}, "18.4", "20", (BETTER, "0.6"), id="into-the-band"),
    pytest.param({**WITHIN, **BAND}, "20", "22.5", (WORSE, "1.5"), id="out-of-the-band"),
    pytest.param({**WITHIN, **BAND}, "19", "21", (EVEN, "0"), id="from-edge-to-edge"),
    pytest.param({**WITHIN, **BAND}, "18", "22", (EVEN, "0"), id="as-far-on-the-other-side"),
    pytest.param({**WITHIN, **BAND}, "15", "22", (BETTER, "3"), id="nearer-on-the-other-side"),
    pytest.param({**WITHIN, **WIDER}, "22", "26", (EVEN, "0"), id="as-far-from-another-band"),
    pytest.param({**WITHIN, **WIDER}, "22", "22", (BETTER, "1"), id="the-same-figure-and-a-wider-band"),
    pytest.param({**WITHIN, "targets": {2021: {"from": "19", "to": "21"}}}, "18", "20", None, id="no-band-in-one-year"),
    # none
    pytest.param({"targets": {2021: "true", 2022: "true"}}, "false", "true", None, id="a-milestone"),
    pytest.param(HIGHER, None, "5", None, id="no-figure-before"),
    pytest.param(HIGHER, "5", None, None, id="no-figure-now"),
    pytest.param(HIGHER, reported("met"), "5", None, id="a-verdict-is-no-figure"),
    pytest.param({**HIGHER, "breaks": ["2022"]}, "5", "7", None, id="defined-anew-in-the-later-year"),
    pytest.param({**HIGHER, "breaks": ["2021"]}, "5", "7", (BETTER, "2"), id="defined-anew-in-the-earlier-year"),
    pytest.param({**HIGHER, "breaks": ["2023"]}, "5", "7", (BETTER, "2"), id="defined-anew-later-on"),
    pytest.param({"unit": "beds"}, "5", "7", None, id="nobody-says-which-way-is-better"),
    pytest.param({**HIGHER, "cumulative": "true"}, "5", "7", (BETTER, "7"), id="sums"),
]


@pytest.mark.parametrize(("written", "old", "new", "expected"), MOVEMENTS)
def test_the_movement_follows_the_direction(
    written: Written, old: Any, new: Any, expected: tuple[Movement, str] | None
) -> None:
    found = moved({**written, "is": {2021: old, 2022: new}})
    told = None if found.movement is None else (found.movement, plain(found.distance or Decimal(0)))
    assert told == expected
    assert (found.movement is None) is (found.distance is None)


@pytest.mark.parametrize(("old", "new"), [(2021, 2024), (2024, 2021)])
def test_a_break_anywhere_between_the_years_is_a_break_in_either_order(old: int, new: int) -> None:
    written = {**HIGHER, "breaks": ["2023"], "is": {2021: "5", 2022: "6", 2023: "9", 2024: "8"}}
    assert moved(written, old, new).movement is None
    assert moved(written, 2023, 2024).movement is WORSE
    assert moved(written, 2024, 2023).movement is BETTER


def test_a_break_that_one_directory_alone_knows_is_a_break() -> None:
    said = {"is": {2021: "5", 2022: "7"}}
    plain_, broken = {"it": {**HIGHER, **said}}, {"it": {**HIGHER, "breaks": ["2022"], **said}}
    assert diff(card(plain_, 2021), card(broken, 2022)).lines[0].movement is None
    assert diff(card(broken, 2021), card(plain_, 2022)).lines[0].movement is None


def test_two_directories_that_differ_in_the_direction_tell_no_movement() -> None:
    old, new = ({"it": {**way, "is": {2022: "5"}}} for way in (HIGHER, LOWER))
    assert diff(card(old, 2022), card(new, 2022)).lines[0].movement is None


# --- order ------------------------------------------------------------------------------------------------------------

NOTHING_KNOWN: Written = {}

ORDERS = [
    pytest.param("abc", "abc", "abc", id="the-same"),
    pytest.param("abc", "cba", "cba", id="the-new-files-order"),
    pytest.param("abc", "ac", "abc", id="a-removed-one-behind-its-neighbour"),
    pytest.param("xab", "ab", "xab", id="a-removed-one-at-the-front"),
    pytest.param("abxy", "ab", "abxy", id="two-at-the-end"),
    pytest.param("ac", "abcd", "abcd", id="added-ones-where-they-stand"),
    pytest.param("axbyc", "cdab", "cdaxby", id="removed-added-and-moved"),
    pytest.param("xyz", "ab", "xyzab", id="nothing-in-common"),
    pytest.param("", "ab", "ab", id="nothing-before"),
]


@pytest.mark.parametrize(("old", "new", "expected"), ORDERS)
def test_all_indicators_of_both_sides_stand_in_file_order(old: str, new: str, expected: str) -> None:
    before, after = (dict.fromkeys(side, NOTHING_KNOWN) for side in (old, new))
    found = diff(card(before, 2022), card(after, 2022))
    assert "".join(line.id for line in found.lines) == expected


# --- what holds for every pair ----------------------------------------------------------------------------------------

FIGURES = st.integers(-3, 3).map(str)
ENTRIES = st.none() | FIGURES | st.sampled_from([reported(verdict) for verdict in VERDICTS])
TARGETS = st.none() | FIGURES
BANDS = st.integers(0, 2).map(lambda width: {"from": "-1", "to": str(width)})


@st.composite
def indicator(draw: st.DrawFn) -> Written:
    """An indicator as it may stand in 2022."""
    better = draw(st.sampled_from(["higher", "lower", "within"]))
    target = draw(st.none() | BANDS if better == "within" else TARGETS)
    entry = draw(ENTRIES)
    withdrawn = draw(st.integers(0, 4)) == 0
    return {
        "better": better,
        "targets": {} if target is None else {2022: target},
        "is": {} if entry is None or withdrawn else {2022: entry},
        **({"years": ["2024", "2025"]} if withdrawn else {}),
    }


DIRECTORIES = st.dictionaries(st.sampled_from("abcdef"), indicator(), max_size=5)


@given(DIRECTORIES)
def test_a_scorecard_does_not_differ_from_itself(written: Mapping[str, Written]) -> None:
    one = card(written, 2022)
    found = diff(one, one)
    assert not found.differs
    assert (found.net, found.counts[SAME]) == (0, len(one.lines))
    assert {line.movement for line in found.lines} <= {None, EVEN}
    assert [line.id for line in found.lines] == [line.id for line in one.lines]


@given(DIRECTORIES, DIRECTORIES)
def test_swapping_the_sides_mirrors_everything(a: Mapping[str, Written], b: Mapping[str, Written]) -> None:
    mirrored = {REGRESSED: IMPROVED, IMPROVED: REGRESSED, GAINED: LOST, LOST: GAINED, ADDED: REMOVED, REMOVED: ADDED}
    other = {BETTER: WORSE, WORSE: BETTER}
    there, back = diff(card(a, 2022), card(b, 2022)), diff(card(b, 2022), card(a, 2022))
    assert (back.net, back.judged_in_both, back.differs) == (-there.net, there.judged_in_both, there.differs)
    assert back.counts == {mirrored.get(change, change): number for change, number in there.counts.items()}
    by_id = {line.id: line for line in back.lines}
    assert by_id.keys() == {line.id for line in there.lines}
    for line in there.lines:
        twin = by_id[line.id]
        assert twin.change is mirrored.get(line.change, line.change)
        assert (twin.movement, twin.distance) == (line.movement and other.get(line.movement, EVEN), line.distance)


@given(DIRECTORIES, DIRECTORIES)
def test_every_indicator_stands_once_and_is_counted_once(a: Mapping[str, Written], b: Mapping[str, Written]) -> None:
    found = diff(card(a, 2022), card(b, 2022))
    ids: Sequence[str] = [line.id for line in found.lines]
    assert sorted(ids) == sorted({*a, *b})
    assert sum(found.counts.values()) == len(ids)
    improved_or_not = found.counts[IMPROVED] + found.counts[REGRESSED]
    assert abs(found.net) <= improved_or_not <= found.judged_in_both <= len(ids)


def test_a_band_whose_lower_edge_alone_moves_is_another_target() -> None:
    band = {2021: {"from": "4", "to": "9"}, 2022: {"from": "5", "to": "9"}}
    assert moved({**HIGHER, "targets": band, "is": {2021: "7", 2022: "7"}}).change is CHANGED


def test_what_is_withdrawn_on_both_sides_is_the_same_whatever_its_target() -> None:
    out = {**HIGHER, "years": ["2023", "2025"]}
    old, new = (card({"it": {**out, "targets": {"term": term}}}, 2022, "term") for term in ("5", "6"))
    found = diff(old, new)
    assert (found.old, found.new, found.lines[0].change) == (old, new, SAME)
