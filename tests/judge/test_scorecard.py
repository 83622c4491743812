"""A year of a programme, judged: on what each status rests, what is counted, and whether a headline agrees."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import an_sinh
from an_sinh import load, score
from an_sinh.errors import Complaint
from an_sinh.judge.scorecard import Line, Scorecard, Tally, agreement
from an_sinh.programme.model import Programme, Published, YearOfActuals
from an_sinh.terms import Against, Basis, Period, Status
from tests.conftest import examples

GOOD = Path(__file__).parents[1] / "data" / "good"
PROGRAMME_08 = Path(an_sinh.__file__).parents[2] / "data"


@pytest.fixture
def programme(tmp_path: Path) -> Any:
    """A maker of programmes: indicators as lines of YAML, and each year's entries."""

    def make(*indicators: str, head: str = "", **years: str) -> Programme:
        (tmp_path / "actuals").mkdir()
        (tmp_path / "targets.yaml").write_text(
            "programme: {id: P, name: P, years: [2021, 2025]}\n"
            "sources: {s1: {title: S}, s2: {title: S}, s3: {title: S}, s4: {title: S}}\n"
            "groups: {g: G, h: H, empty: E}\n"
            "indicators:\n" + "".join(f"  {indicator}\n" for indicator in indicators),
            encoding="utf-8",
        )
        for name, entries in years.items():
            year = name.removeprefix("y")
            (tmp_path / "actuals" / f"{year}.yaml").write_text(
                f"year: {year}\n{head}actuals: {{{entries}}}\n", encoding="utf-8"
            )
        return load(tmp_path)

    return make


def line(programme: Programme, year: int = 2022, against: str = "annual", id_: str = "a") -> Line:
    return next(each for each in score(programme, year, against).lines if each.id == id_)


def told(found: Line) -> tuple[str, str, str | None]:
    return found.status.value, found.basis.value, found.reason and found.reason.value


# --- on what a status rests -------------------------------------------------------------------------------------------

PLAIN = "a: {name: A, group: g, better: higher, targets: {2022: 5}}"
NO_TARGET = "a: {name: A, group: g, better: higher, targets: {2021: 5}}"
CHANGE = "a: {name: A, group: g, better: higher, targets: {2022: {change: 1}}}"
CHANGE_AT_A_BREAK = "a: {name: A, group: g, better: higher, breaks: [2022], targets: {2022: {change: 1}}}"
CHANGE_AFTER_A_BREAK = "a: {name: A, group: g, better: higher, breaks: [2021], targets: {2022: {change: 1}}}"
PLAIN_AT_A_BREAK = "a: {name: A, group: g, better: higher, breaks: [2022], targets: {2022: 5}}"
SUM = "a: {name: A, group: g, better: higher, cumulative: true, targets: {2022: 5}}"
SUM_OVER_A_BREAK = "a: {name: A, group: g, better: higher, cumulative: true, breaks: [2022], targets: {2022: 5}}"
SUM_FROM_A_BREAK = "a: {name: A, group: g, better: higher, cumulative: true, breaks: [2021], targets: {2022: 5}}"
SUM_OVER_A_BREAK_WITHOUT_A_TARGET = "a: {name: A, group: g, cumulative: true, breaks: [2022]}"
SUM_WITHOUT_A_TARGET = "a: {name: A, group: g, cumulative: true}"
SUM_OF_ITS_OWN_YEARS = (
    "a: {name: A, group: g, better: higher, cumulative: true, years: [2022, 2025], targets: {2022: 5}}"
)
SUM_WITH_A_CHANGE = "a: {name: A, group: g, better: higher, cumulative: true, targets: {2022: {change: 3}}}"


@pytest.mark.parametrize(
    ("indicator", "y2021", "y2022", "expected"),
    [
        pytest.param(PLAIN, "a: 5", "", ("unscored", "none", "no-actual"), id="no-actual"),
        pytest.param(PLAIN, "a: 5", "a: ", ("unscored", "none", "no-actual"), id="an-empty-entry"),
        pytest.param("a: {name: A, group: g}", "", "", ("unscored", "none", "no-actual"), id="neither-is-no-actual"),
        pytest.param(CHANGE_AT_A_BREAK, "", "", ("unscored", "none", "no-actual"), id="no-actual-before-a-break"),
        pytest.param(SUM, "", "", ("unscored", "none", "no-actual"), id="no-actual-before-a-gap"),
        pytest.param(SUM_OVER_A_BREAK, "a: 1", "", ("unscored", "none", "no-actual"), id="no-actual-before-all"),
        pytest.param(
            SUM_OVER_A_BREAK, "", "a: 5", ("unscored", "none", "series-break"), id="a-sums-break-before-its-gap"
        ),
        pytest.param(
            SUM_OVER_A_BREAK_WITHOUT_A_TARGET,
            "a: 1",
            "a: 5",
            ("unscored", "none", "series-break"),
            id="a-sums-break-before-no-target",
        ),
        pytest.param(SUM, "", "a: 5", ("unscored", "none", "gap-in-years"), id="a-gap"),
        pytest.param(
            SUM, "a: {reported: met}", "a: 5", ("unscored", "none", "gap-in-years"), id="a-verdict-does-not-fill-a-gap"
        ),
        pytest.param(
            SUM_WITHOUT_A_TARGET, "", "a: 5", ("unscored", "none", "gap-in-years"), id="a-gap-before-no-target"
        ),
        pytest.param(
            SUM_WITH_A_CHANGE, "", "a: 5", ("unscored", "none", "gap-in-years"), id="a-gap-before-no-previous"
        ),
        pytest.param(NO_TARGET, "a: 5", "a: 5", ("unscored", "none", "no-target"), id="no-target"),
        pytest.param(
            CHANGE_AT_A_BREAK, "", "a: 5", ("unscored", "none", "series-break"), id="a-break-before-no-previous"
        ),
        pytest.param(CHANGE_AT_A_BREAK, "a: 4", "a: 5", ("unscored", "none", "series-break"), id="a-change-at-a-break"),
        pytest.param(CHANGE, "", "a: 5", ("unscored", "none", "no-previous-year"), id="no-previous-year"),
        pytest.param(
            CHANGE, "a: {reported: met}", "a: 5", ("unscored", "none", "no-previous-year"), id="no-previous-figure"
        ),
        pytest.param(CHANGE, "a: 4", "a: 5", ("met", "computed", None), id="a-change"),
        pytest.param(CHANGE_AFTER_A_BREAK, "a: 4", "a: 5", ("met", "computed", None), id="a-change-after-a-break"),
        pytest.param(PLAIN_AT_A_BREAK, "a: 4", "a: 5", ("met", "computed", None), id="a-plain-target-at-a-break"),
        pytest.param(SUM, "a: 2", "a: 3", ("met", "computed", None), id="a-sum"),
        pytest.param(SUM, "a: 2", "a: 2.9", ("unmet", "computed", None), id="a-sum-that-is-short"),
        pytest.param(SUM_FROM_A_BREAK, "a: 2", "a: 3", ("met", "computed", None), id="a-sum-since-a-break"),
        pytest.param(SUM_OF_ITS_OWN_YEARS, "", "a: 5", ("met", "computed", None), id="a-sum-since-its-own-first-year"),
        pytest.param(SUM_WITH_A_CHANGE, "a: 2", "a: 3", ("met", "computed", None), id="a-change-on-the-sum-before"),
        pytest.param(PLAIN, "", "a: {reported: met}", ("met", "reported", None), id="reported-without-a-figure"),
        pytest.param(
            NO_TARGET, "", "a: {value: 5, reported: unmet}", ("unmet", "reported", None), id="reported-without-a-target"
        ),
        pytest.param(
            CHANGE,
            "",
            "a: {value: 5, reported: exceeded}",
            ("exceeded", "reported", None),
            id="reported-without-a-previous",
        ),
        pytest.param(
            SUM, "", "a: {value: 5, reported: unmet}", ("unmet", "reported", None), id="reported-where-a-sum-has-a-gap"
        ),
        pytest.param(
            PLAIN, "", "a: {reported: not-started}", ("not-started", "reported", None), id="reported-as-not-started"
        ),
        pytest.param(
            PLAIN, "", "a: {value: 5, reported: unmet}", ("met", "computed", None), id="a-figure-wins-over-the-report"
        ),
        pytest.param(
            PLAIN,
            "",
            "a: {reported: {term: met}}",
            ("unscored", "none", "no-actual"),
            id="reported-by-the-other-yardstick",
        ),
    ],
)
def test_the_status_and_why(  # the first reason that applies
    programme: Any, indicator: str, y2021: str, y2022: str, expected: tuple[str, str, str | None]
) -> None:
    assert told(line(programme(indicator, y2021=y2021, y2022=y2022))) == expected


def test_a_change_counts_from_the_year_before_not_from_the_baseline(programme: Any) -> None:
    indicator = CHANGE.replace("better", "baseline: {year: 2021, value: 4}, better")
    assert told(line(programme(indicator, y2022="a: 5"))) == ("unscored", "none", "no-previous-year")


def test_the_years_before_the_first_serve_a_change(programme: Any) -> None:
    found = programme(CHANGE.replace("2022:", "2021:"), y2020="a: 4", y2021="a: 5")
    assert told(line(found, 2021)) == ("met", "computed", None)


def test_the_sum_is_the_actual(programme: Any) -> None:
    found = line(programme(SUM, y2021="a: 2.5", y2022="a: 3.50"))
    assert (found.actual, found.gap, found.achieved_percent) == (Decimal(6), Decimal(1), Decimal(120))


def test_a_year_before_the_first_is_not_in_the_sum(programme: Any) -> None:
    assert line(programme(SUM, y2020="a: 100", y2021="a: 2", y2022="a: 3")).actual == 5


def test_a_sum_loses_no_digit(programme: Any) -> None:
    found = line(programme(SUM, y2021="a: 9999999999999999999999999999", y2022="a: 0.0000000000000000000000000001"))
    assert str(found.actual) == "9999999999999999999999999999.0000000000000000000000000001"


MILESTONE = "a: {name: A, group: g, targets: {2022: true}}"


@pytest.mark.parametrize(
    ("entry", "status", "discrepancy"),
    [
        pytest.param("a: true", "met", False, id="done"),
        pytest.param("a: false", "unmet", False, id="not-done"),
        pytest.param("a: {value: true, reported: met}", "met", False, id="done-and-reported-met"),
        pytest.param("a: {value: true, reported: unmet}", "met", True, id="done-and-reported-unmet"),
        pytest.param("a: {reported: not-started}", "not-started", False, id="not-started"),
    ],
)
def test_a_milestone(programme: Any, entry: str, status: str, discrepancy: bool) -> None:
    found = line(programme(MILESTONE, y2022=entry))
    assert (found.status, found.discrepancy, found.gap, found.achieved_percent) == (status, discrepancy, None, None)


@pytest.mark.parametrize(
    ("entry", "discrepancy"),
    [
        pytest.param("{value: 5, reported: met}", False, id="figures-and-report-agree"),
        pytest.param("{value: 5, reported: exceeded}", True, id="they-differ"),
        pytest.param("{value: 4, reported: met}", True, id="they-differ-in-the-headline-too"),
        pytest.param("5", False, id="nothing-reported"),
        pytest.param("{reported: exceeded}", False, id="no-figure"),
        pytest.param("{value: 5, reported: {term: exceeded}}", False, id="reported-by-the-other-yardstick"),
    ],
)
def test_a_discrepancy_is_a_computed_status_that_differs_from_the_reported(
    programme: Any, entry: str, discrepancy: bool
) -> None:
    found = programme(PLAIN, y2022=f"a: {entry}")
    assert line(found).discrepancy is discrepancy
    assert score(found, 2022).tally.discrepancies == discrepancy


# --- withdrawn, provisional -------------------------------------------------------------------------------------------

WITHDRAWN = "a: {name: A, group: g, better: higher, years: [2022, 2023], targets: {2022: 5, 2024: 5}}"


@pytest.mark.parametrize(("year", "is_in"), [(2021, False), (2022, True), (2023, True), (2024, False)])
def test_outside_its_years_an_indicator_is_withdrawn_and_in_no_count(programme: Any, year: int, is_in: bool) -> None:
    card = score(programme(WITHDRAWN, PLAIN.replace("a:", "b:", 1), **{f"y{year}": ""}), year)
    assert (card.lines[0].status is Status.WITHDRAWN) is not is_in
    assert (card.tally.total, card.tally.withdrawn) == ((2, 0) if is_in else (1, 1))
    if not is_in:
        assert told(card.lines[0]) == ("withdrawn", "none", None)


@pytest.mark.parametrize(
    ("indicator", "y2021", "y2022", "provisional"),
    [
        pytest.param(PLAIN, "", "a: {value: 5, provisional: true}", True, id="its-own"),
        pytest.param(PLAIN, "", "a: {value: 5, provisional: false}", False, id="told-that-it-is-not"),
        pytest.param(PLAIN, "a: {value: 5, provisional: true}", "a: 5", False, id="another-years"),
        pytest.param(PLAIN, "", "a: {reported: met, provisional: true}", True, id="a-verdict"),
        pytest.param(SUM, "a: {value: 5, provisional: true}", "a: 5", True, id="a-part-of-a-sum"),
        pytest.param(SUM, "a: 5", "a: {value: 5, provisional: true}", True, id="the-last-part-of-a-sum"),
        pytest.param(SUM, "a: 5", "a: 5", False, id="no-part-of-a-sum"),
    ],
)
def test_provisional(programme: Any, indicator: str, y2021: str, y2022: str, provisional: bool) -> None:
    found = programme(indicator, y2021=y2021, y2022=y2022)
    assert line(found).provisional is provisional
    assert score(found, 2022).tally.provisional == provisional
    assert line(found).status.is_met, "it is judged all the same"


def test_what_comes_after_the_year_is_no_part_of_its_sum(programme: Any) -> None:
    found = line(programme(SUM, y2021="a: 5", y2022="a: 5", y2023="a: {value: 5, provisional: true, source: s1}"))
    assert (found.actual, found.provisional, found.source) == (10, False, ())


# --- the yardsticks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("targets", "y2022", "y2024", "annual", "term"),
    [
        pytest.param("{2022: 5, term: 9}", "a: 5", "", "met", "unmet", id="each-its-own"),
        pytest.param("{2022: 5, 2025: 9}", "a: 5", "", "met", "unmet", id="the-last-year-stands-for-the-term"),
        pytest.param("{2022: 5, 2025: 9, term: 4}", "a: 5", "", "met", "exceeded", id="term-before-the-last-year"),
        pytest.param("{2022: 5, 2024: 9}", "a: 5", "", "met", "unscored", id="no-other-year-stands-for-the-term"),
        pytest.param("{term: 5}", "a: 5", "", "unscored", "met", id="the-term-stands-for-no-year"),
        pytest.param(
            "{2022: 5, 2025: {change: 1}}",
            "a: 5",
            "a: 4",
            "met",
            "met",
            id="the-last-years-change-on-the-year-before-it",
        ),
        pytest.param("{2022: 5, 2025: {change: 1}}", "a: 5", "", "met", "unscored", id="which-must-be-there"),
        pytest.param(
            "{2022: 5}",
            "a: {value: 5, reported: {annual: met, term: unmet}}",
            "",
            "met",
            "unmet",
            id="reported-by-term",
        ),
        pytest.param("{2022: 5}", "a: {value: 5, reported: met}", "", "met", "unscored", id="a-bare-verdict-is-annual"),
        pytest.param("{2022: 5, term: }", "a: 5", "", "met", "unscored", id="an-empty-term"),
    ],
)
def test_the_two_yardsticks_are_never_mixed(
    programme: Any, targets: str, y2022: str, y2024: str, annual: str, term: str
) -> None:
    found = programme(f"a: {{name: A, group: g, better: higher, targets: {targets}}}", y2022=y2022, y2024=y2024)
    assert (line(found).status, line(found, against="term").status) == (annual, term)


def test_a_yardstick_may_be_named_by_its_word(programme: Any) -> None:
    found = programme(PLAIN, y2022="a: 5")
    assert score(found, 2022, "term").against is Against.TERM
    assert score(found, 2022).against is Against.ANNUAL
    with pytest.raises(ValueError, match="monthly"):
        score(found, 2022, "monthly")


@pytest.mark.parametrize("year", [2020, 2026, 0])
def test_a_year_outside_the_programme_cannot_be_scored(programme: Any, year: int) -> None:
    found = programme(PLAIN, y2020="a: 5", y2022="a: 5")
    with pytest.raises(Complaint, match=f"{year} is not one of the programme's years, 2021 to 2025"):
        score(found, year)


def test_a_year_that_was_not_read_cannot_be_scored(programme: Any) -> None:
    with pytest.raises(Complaint, match="the actuals of 2023 were not read"):
        score(programme(PLAIN, y2022="a: 5"), 2023)


# --- whose word, and where it stands ----------------------------------------------------------------------------------


# --- whose word -------------------------------------------------------------------------------------------------------

CHANGED = "a: {name: A, group: g, better: higher, source: s4, targets: {2022: {change: 1}}}"
WHOSE = [
    # indicator, the file's default, entries, basis, parts inferred, actual, reported, target, base
    pytest.param(
        PLAIN,
        "source: s1\n",
        {"y2022": "a: {value: 5, reported: met}"},
        ("computed", [], ["s1"], ["s1"], [], []),
        id="the-default-is-for-both",
    ),
    pytest.param(
        PLAIN,
        "source: s1\n",
        {"y2022": "a: {value: 5, source: s2, reported: {annual: met, source: s3}}"},
        ("computed", [], ["s2"], ["s3"], [], []),
        id="each-its-own",
    ),
    pytest.param(
        NO_TARGET,
        "source: s1\n",
        {"y2022": "a: {reported: met, inferred: true}"},
        ("inferred", ["reported"], [], [], [], []),
        id="what-was-worked-out-is-put-into-nobodys-mouth",
    ),
    pytest.param(
        NO_TARGET,
        "source: s1\n",
        {"y2022": "a: {reported: met, inferred: true, source: s2}"},
        ("inferred", ["reported"], [], ["s2"], [], []),
        id="but-says-from-what",
    ),
    pytest.param(
        PLAIN,
        "source: s1\n",
        {"y2022": "a: {value: 5, inferred: true, reported: met, source: s2}"},
        ("computed", ["actual"], ["s2"], ["s2"], [], []),
        id="with-a-figure-it-is-the-figure",
    ),
    pytest.param(
        PLAIN,
        "source: s1\n",
        {"y2022": "a: {value: 5, inferred: true}"},
        ("computed", ["actual"], [], [], [], []),
        id="which-takes-no-default-either",
    ),
    pytest.param(
        NO_TARGET,
        "source: s1\n",
        {"y2022": "a: {value: 5, source: s2, reported: {annual: met, inferred: true}}"},
        ("inferred", ["reported"], ["s2"], [], [], []),
        id="a-printed-figure-beside-a-verdict-that-was-worked-out",
    ),
    pytest.param(
        "a: {name: A, group: g, better: higher, source: s4, targets: {2022: {value: 5, inferred: true}}}",
        "source: s1\n",
        {"y2022": "a: 5"},
        ("computed", ["target"], ["s1"], [], [], []),
        id="a-target-that-was-worked-out-takes-no-default",
    ),
    pytest.param(
        "a: {name: A, group: g, better: higher, targets: {2022: {value: 5, inferred: true, source: [s3, s4]}}}",
        "source: s1\n",
        {"y2022": "a: 5"},
        ("computed", ["target"], ["s1"], [], ["s3", "s4"], []),
        id="but-says-from-what-too",
    ),
    pytest.param(
        CHANGED,
        "",
        {"y2021": "a: {value: 4, source: [s1, s2]}", "y2022": "a: {value: 5, source: s3}"},
        ("computed", [], ["s3"], [], ["s4"], ["s1", "s2"]),
        id="the-base-of-a-change",
    ),
    pytest.param(
        SUM,
        "source: s1\n",
        {"y2021": "a: {value: 5, inferred: true, source: s3}", "y2022": "a: {value: 5, source: s2}"},
        ("computed", ["actual"], ["s3", "s2"], [], [], []),
        id="a-sum-is-worked-out-where-one-of-its-years-is",
    ),
    pytest.param(
        NO_TARGET,
        "source: s1\n",
        {"y2022": "a: {reported: {term: met}, inferred: true}"},
        ("none", [], [], [], [], []),
        id="a-verdict-by-the-other-yardstick-is-nobodys-here",
    ),
]


@pytest.mark.parametrize(("indicator", "head", "years", "expected"), WHOSE)
def test_whose_word_each_part_is(
    programme: Any, indicator: str, head: str, years: dict[str, str], expected: tuple[Any, ...]
) -> None:
    found = line(programme(indicator, head=head, **years))
    sources = found.sources
    whose = (
        found.basis,
        [*found.inferred],
        *map(list, (sources.actual, sources.reported, sources.target, sources.base)),
    )
    assert whose == expected


def test_the_inferred_are_counted_apart(programme: Any) -> None:
    found = score(
        programme(
            PLAIN,
            NO_TARGET.replace("a:", "b:"),
            NO_TARGET.replace("a:", "c:"),
            y2022="a: 5, b: {reported: met}, c: {reported: met, inferred: true}",
        ),
        2022,
    )
    tally = found.tally
    assert (tally.computed, tally.reported, tally.inferred, tally.met) == (1, 1, 1, 3)


def test_no_source_is_cited_for_what_nobody_printed() -> None:
    """Of Programme 08's 27 verdicts of 2022, 14 follow by elimination: the review names none of them."""
    card = score(load(PROGRAMME_08), 2022)
    tally = card.tally
    assert (tally.computed, tally.reported, tally.inferred) == (5, 8, 14)
    assert {each.sources.reported for each in card.lines if each.basis is Basis.INFERRED} == {()}
    assert all(
        each.sources.reported == ("nguoi-ha-noi-2023-01-10",) for each in card.lines if each.basis is Basis.REPORTED
    )


@pytest.mark.parametrize("base", ["0", "-10"])
def test_a_change_in_percent_of_nothing_is_not_judged(programme: Any, base: str) -> None:
    percent = "a: {name: A, group: g, better: higher, targets: {2022: {change_percent: 20}}}"
    found = line(programme(percent, y2021=f"a: {base}", y2022="a: -11"))
    assert (told(found), found.target, found.gap) == (("unscored", "none", "no-base"), None, None)


@pytest.mark.parametrize(
    ("indicator", "head", "years", "source"),
    [
        pytest.param(PLAIN, "", {"y2022": "a: 5"}, (), id="nobody"),
        pytest.param(PLAIN, "source: s1\n", {"y2022": "a: 5"}, ("s1",), id="the-files-default"),
        pytest.param(
            PLAIN, "source: s1\n", {"y2022": "a: {value: 5, source: s2}"}, ("s2",), id="the-entrys-own-instead"
        ),
        pytest.param(PLAIN, "source: s1\n", {"y2022": ""}, (), id="no-entry-has-no-source"),
        pytest.param(
            PLAIN.replace("group: g", "group: g, source: s1"),
            "source: s2\n",
            {"y2022": "a: 5"},
            ("s2", "s1"),
            id="the-actuals-then-the-targets",
        ),
        pytest.param(
            "a: {name: A, group: g, better: higher, source: s1, targets: {2022: {value: 5, source: [s4, s3]}}}",
            "",
            {"y2022": "a: {value: 5, source: [s2, s3]}"},
            ("s2", "s3", "s4"),
            id="the-targets-own-instead-and-none-twice",
        ),
        pytest.param(
            SUM,
            "",
            {"y2021": "a: {value: 1, source: [s3, s1]}", "y2022": "a: {value: 5, source: [s2, s1]}"},
            ("s3", "s1", "s2"),
            id="a-sum-has-those-of-every-year",
        ),
        pytest.param(
            NO_TARGET.replace("group: g", "group: g, source: s1"),
            "",
            {"y2022": "a: 5"},
            (),
            id="no-target-no-source-of-it",
        ),
    ],
)
def test_the_sources_in_their_order(
    programme: Any, indicator: str, head: str, years: dict[str, str], source: tuple[str, ...]
) -> None:
    assert line(programme(indicator, head=head, **years)).source == source


def test_what_comes_before_the_first_year_is_no_part_of_a_sum(programme: Any) -> None:
    found = line(
        programme(
            SUM, y2020="a: {value: 9, source: s4, provisional: true}", y2021="a: 1", y2022="a: {value: 5, source: s1}"
        )
    )
    assert (found.actual, found.provisional, found.source) == (6, False, ("s1",))


def test_the_place_is_the_entrys_key_or_else_the_indicators(programme: Any) -> None:
    found = programme(PLAIN, PLAIN.replace("a:", "b:", 1), y2021="", y2022="a: 5")
    assert line(found).place == "actuals/2022.yaml:2:11"
    assert line(found, id_="b").place == "targets.yaml:6:3"
    assert line(found, 2021).place == "targets.yaml:5:3"


# --- counting ---------------------------------------------------------------------------------------------------------


def test_the_groups_stand_in_the_order_of_the_file_each_with_its_tally(programme: Any) -> None:
    indicators = (PLAIN.replace("a:", "b:", 1).replace("group: g", "group: h"), PLAIN)
    card = score(programme(*indicators, y2022="a: 5, b: 4"), 2022)
    assert [(each.id, each.tally.met_or_exceeded, each.tally.total) for each in card.groups] == [
        ("g", 1, 1),
        ("h", 0, 1),
        ("empty", 0, 0),
    ]
    assert [each.id for each in card.lines] == ["b", "a"]


def _all_cards() -> list[Scorecard]:
    cards = []
    for folder in (*sorted(GOOD.iterdir()), PROGRAMME_08):
        found = load(folder)
        years = [year for year in found.actuals if found.years[0] <= year <= found.years[1]]
        cards += [score(found, year, against) for year, against in product(years, Against)]
    return cards


def test_every_tally_counts_what_the_lines_say() -> None:
    cards = _all_cards()
    assert len(cards) > 50
    for card in cards:
        tally, lines = card.tally, [each for each in card.lines if not each.indicator.is_watched]
        statuses = Counter(each.status for each in lines)
        assert tally.total == len(lines) - statuses[Status.WITHDRAWN]
        assert tally.met_or_exceeded == statuses[Status.MET] + statuses[Status.EXCEEDED]
        by_status = (tally.exceeded, tally.met, tally.unmet, tally.not_started, tally.unscored, tally.withdrawn)
        order = (Status.EXCEEDED, Status.MET, Status.UNMET, Status.NOT_STARTED, Status.UNSCORED, Status.WITHDRAWN)
        assert by_status == tuple(statuses[status] for status in order)
        assert tally.computed + tally.reported + tally.inferred == tally.judged == tally.total - tally.unscored
        assert tally.discrepancies == sum(each.discrepancy for each in lines)
        assert tally.provisional == sum(each.provisional for each in lines)
        for name in Tally.__dataclass_fields__:
            assert sum(getattr(group.tally, name) for group in card.groups) == getattr(tally, name)


def test_every_line_is_sound() -> None:
    for card in _all_cards():
        for each in card.rows:
            assert each.status.is_verdict == (each.basis is not Basis.NONE)
            assert (each.reason is not None) == (each.status is Status.UNSCORED)
            if each.parts:
                assert (each.actual, each.target, each.gap, each.achieved_percent) == (None, None, None, None)
            elif each.basis is Basis.COMPUTED:
                assert each.actual is not None
                assert each.target is not None
            else:
                assert (each.gap, each.achieved_percent, each.discrepancy) == (None, None, False)
            if each.basis in (Basis.REPORTED, Basis.INFERRED) and not each.is_made_of_its_parts:
                assert each.status is each.reported


# --- published headlines ----------------------------------------------------------------------------------------------


def tally(exceeded: int = 0, met: int = 0, unmet: int = 0, not_started: int = 0, unscored: int = 0) -> Tally:
    return Tally(
        met_or_exceeded=exceeded + met,
        total=exceeded + met + unmet + not_started + unscored,
        exceeded=exceeded,
        met=met,
        unmet=unmet,
        not_started=not_started,
        unscored=unscored,
        withdrawn=0,
        computed=0,
        reported=0,
        inferred=0,
        discrepancies=0,
        provisional=0,
    )


FULL = tally(exceeded=2, met=3, unmet=1, not_started=1)
TWO_OPEN = tally(exceeded=2, met=3, unmet=1, not_started=1, unscored=2)


@pytest.mark.parametrize(
    ("found", "published", "agrees"),
    [
        pytest.param(FULL, {"met_or_exceeded": 5, "total": 7}, True, id="equal"),
        pytest.param(FULL, {"unmet": 1}, True, id="only-what-was-printed-is-compared"),
        pytest.param(FULL, {"met_or_exceeded": 6, "total": 7}, False, id="one-more-than-found"),
        pytest.param(FULL, {"met_or_exceeded": 5, "total": 8}, False, id="another-total"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 5, "total": 9}, True, id="equal-with-some-open"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "total": 9}, None, id="the-open-could-explain-it"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 8, "total": 9}, False, id="more-than-the-open-could-explain"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 4, "total": 9}, False, id="fewer-than-found"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "total": 10}, False, id="no-verdict-makes-another-total"),
        pytest.param(TWO_OPEN, {"unmet": 2, "not_started": 2}, None, id="one-to-each"),
        pytest.param(TWO_OPEN, {"unmet": 3, "not_started": 2}, False, id="each-could-be-but-not-both"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "unmet": 2}, False, id="jointly-three-of-two"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 6, "exceeded": 4}, False, id="more-exceeded-than-met-or-exceeded"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "exceeded": 4}, None, id="both-open-exceeded"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "exceeded": 2}, None, id="both-open-met"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "exceeded": 2, "met": 4}, False, id="the-parts-do-not-add-up"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 7, "exceeded": 3, "met": 4}, None, id="the-parts-add-up"),
        pytest.param(TWO_OPEN, {"exceeded": 3, "met": 4, "unmet": 2}, False, id="three-parts-of-two"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 5, "met": 4}, False, id="more-met-than-met-or-exceeded"),
        pytest.param(TWO_OPEN, {"met_or_exceeded": 6, "met": 4}, None, id="met-alone-of-met-or-exceeded"),
    ],
)
def test_whether_a_headline_agrees(found: Tally, published: dict[str, int], agrees: bool | None) -> None:
    headline = Published.model_validate(published)
    result = agreement(headline, found)
    assert result.published is headline
    assert result.agrees is agrees
    assert [(each.count, each.published, each.found) for each in result.differences] == [
        (name, count, getattr(found, name)) for name, count in published.items() if count != getattr(found, name)
    ]


def _could_be(published: Published, found: Tally) -> bool:
    """Every way to deal the open ones out, or to leave them open, tried in turn."""
    shares = range(found.unscored + 1)
    for exceeded, met, unmet, not_started in product(shares, repeat=4):
        if exceeded + met + unmet + not_started <= found.unscored:
            dealt = {
                "met_or_exceeded": found.met_or_exceeded + exceeded + met,
                "total": found.total,
                "exceeded": found.exceeded + exceeded,
                "met": found.met + met,
                "unmet": found.unmet + unmet,
                "not_started": found.not_started + not_started,
            }
            if all(dealt[name] == count for name, count in published.counts.items()):
                return True
    return False


SMALL = st.integers(0, 2)


@examples(150)
@given(st.builds(tally, SMALL, SMALL, SMALL, SMALL, SMALL), st.data())
def test_a_headline_is_undecided_only_where_the_open_could_make_every_count_true(found: Tally, data: Any) -> None:
    names = data.draw(
        st.sets(
            st.sampled_from(["met_or_exceeded", "total", "exceeded", "met", "unmet", "not_started"]),
            min_size=1,
        )
    )
    counts = {
        name: max(
            0, getattr(found, name) + data.draw(st.integers(0 if name == "total" else -1, 0 if name == "total" else 2))
        )
        for name in sorted(names)
    }
    published = Published.model_validate(counts)
    agrees = agreement(published, found).agrees
    if all(count == getattr(found, name) for name, count in counts.items()):
        assert agrees is True
    else:
        assert agrees is (None if _could_be(published, found) else False)


def test_headlines_are_held_against_their_own_yardstick_in_file_order(programme: Any) -> None:
    head = (
        "published:\n"
        "  - {against: annual, total: 1, met_or_exceeded: 0, as_of: 2022-12}\n"
        "  - {against: term, total: 1, met_or_exceeded: 0}\n"
        "  - {total: 1, met_or_exceeded: 1}\n"
    )
    found = programme(PLAIN.replace("{2022: 5}", "{2022: 5, term: 9}"), head=head, y2022="a: 5")
    assert [each.agrees for each in score(found, 2022).published] == [False, True]
    assert [each.agrees for each in score(found, 2022, "term").published] == [True]
    assert score(found, 2022).published[0].published.as_of == "2022-12"


# --- Programme 08 -----------------------------------------------------------------------------------------------------


def _counts(found: Tally) -> dict[str, int]:
    return {name: getattr(found, name) for name in Tally.__dataclass_fields__ if getattr(found, name)}


def test_programme_08_in_2022_against_its_year() -> None:
    card = score(load(PROGRAMME_08), 2022)
    assert _counts(card.tally) == {
        "met_or_exceeded": 23,
        "total": 27,
        "exceeded": 9,
        "met": 14,
        "unmet": 3,
        "not_started": 1,
        "computed": 5,
        "reported": 8,
        "inferred": 14,
    }
    assert [each.agrees for each in card.published] == [True]


def test_programme_08_in_2025_against_its_term() -> None:
    card = score(load(PROGRAMME_08), 2025, "term")
    assert (card.tally.met_or_exceeded, card.tally.total, card.tally.withdrawn) == (25, 26, 1)


def test_programme_08_loads_without_a_warning() -> None:
    assert load(PROGRAMME_08).warnings == ()


SUMMED = """\
programme: {{id: P, name: P, years: [2001, {last}]}}
groups: {{g: G}}
indicators: {{a: {{name: A, group: g, better: higher, cumulative: true, targets: {{2003: 5}}}}}}
"""


def test_each_year_is_added_to_the_sum_of_those_before_it_but_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Counter[int]()
    of_class = Programme.read

    def counted(self: Programme, period: Period) -> YearOfActuals | None:
        if isinstance(period, int):
            asked[period] += 1
        return of_class(self, period)

    monkeypatch.setattr(Programme, "read", counted)
    most = []
    for years in (20, 40):
        files = {f"actuals/{year}.yaml": f"year: {year}\nactuals: {{a: 1}}\n" for year in range(2001, 2001 + years)}
        for name, content in {"targets.yaml": SUMMED.format(last=2000 + years), **files}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content, "utf-8")
        programme = load(tmp_path)
        asked.clear()
        for year in programme.actuals:
            score(programme, year)
        most.append(max(asked.values()))
    assert most[1] <= most[0], "a year is asked for as often, however many follow it"
