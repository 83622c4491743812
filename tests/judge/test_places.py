"""Places side by side: by whose target each is judged, who ranks, and the roll-up that decides nothing by itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import an_sinh
from an_sinh.errors import Complaint
from an_sinh.judge.outlook import outlook
from an_sinh.judge.places import PlacesReport, places
from an_sinh.judge.scorecard import score
from an_sinh.programme.loading import load
from an_sinh.terms import Reason, Status

if TYPE_CHECKING:
    from an_sinh.judge.scorecard import Line
    from an_sinh.programme.model import Programme

DISTRICTS = Path(__file__).parents[2] / "examples" / "districts"
HEAD = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
groups: {g: Group}
indicators:
"""


def write(folder: Path, indicators: str, **files: str) -> Programme:
    """A data directory read: `a__2022` is the year of a place, `own__a` its targets, `y2022` the programme's year."""
    (folder / "places").mkdir()
    (folder / "targets.yaml").write_text(HEAD + "".join(f"  {line}\n" for line in indicators.splitlines()))
    for name, text in files.items():
        of, _, year = name.partition("__")
        if name == "places":
            (folder / "places.yaml").write_text(text)
        elif of == "own":
            (folder / f"places/{year}.yaml").write_text(text)
        else:
            of, year = ("", of[1:]) if not year else (of, year)
            file = folder / (f"actuals/{year}/{of}.yaml" if of else f"actuals/{year}.yaml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"year: {year}\nactuals: {{{text}}}\n")
    return load(folder)


def line(programme: Programme, place: str, indicator: str, year: int = 2022, against: str = "annual") -> Line:
    card = score(programme.at(place), year, against)
    return next(each for each in card.lines if each.id == indicator)


ONE = "x: {name: X, group: g, better: higher, targets: {2022: 10}}"


@pytest.mark.parametrize(
    ("asked", "own", "status"),
    [
        pytest.param("", "", Status.MET, id="the-programmes-where-there-is-none-of-its-own"),
        pytest.param("places: same,", "", Status.MET, id="said-outright"),
        pytest.param("", "targets: {x: {2022: 11}}", Status.UNMET, id="its-own-first"),
        pytest.param("", "targets: {x: {2023: 11}}", Status.MET, id="its-own-of-another-year-is-not-this-years"),
        pytest.param("places: own,", "targets: {x: {2022: 9}}", Status.EXCEEDED, id="own-alone"),
        pytest.param("places: own,", "", Status.UNSCORED, id="own-alone-and-there-is-none"),
        pytest.param("rollup: sum,", "", Status.UNSCORED, id="the-sum-of-all-is-no-places-target"),
        pytest.param("rollup: sum, places: same,", "", Status.MET, id="unless-it-is-said-to-be"),
        pytest.param("", "not_counted: {x: no crematorium}", Status.WITHDRAWN, id="not-counted"),
    ],
)
def test_by_whose_target_a_place_is_judged(tmp_path: Path, asked: str, own: str, status: Status) -> None:
    figure = "" if "not_counted" in own else "x: 10"
    indicator = f"x: {{name: X, group: g, better: higher, {asked} targets: {{2022: 10}}}}"
    programme = write(tmp_path, indicator, places="a: {name: A}\n", own__a=own, a__2022=figure)

    assert line(programme, "a", "x").status is status
    assert line(programme, "a", "x").reason is (Reason.NO_TARGET if status is Status.UNSCORED else None)


def test_what_no_place_is_asked_for_is_in_no_places_count_and_in_the_programmes(tmp_path: Path) -> None:
    indicators = ONE + "\ny: {name: Y, group: g, better: higher, places: none, targets: {2022: 1}}"
    programme = write(tmp_path, indicators, places="a: {name: A}\n", y2022="x: 10, y: 1", a__2022="x: 10")

    report = places(programme, 2022)

    assert report.whole is not None
    assert (report.whole.tally.total, report.places[0].tally.total) == (2, 1)
    assert report.places[0].tally.withdrawn == 1


@pytest.mark.parametrize(
    ("own", "met"),
    [
        pytest.param("", 40, id="the-programmes-term"),
        pytest.param("{term: 50}", 50, id="its-own-term"),
        pytest.param("{2025: 60}", 60, id="its-own-last-year-stands-for-its-term"),
        pytest.param("{2024: 60}", 40, id="its-own-of-a-year-between-does-not"),
        pytest.param("{2025: 60, term: 70}", 70, id="its-own-term-before-its-last-year"),
    ],
)
def test_the_term_of_a_place(tmp_path: Path, own: str, met: int) -> None:
    indicator = "x: {name: X, group: g, better: higher, targets: {2025: 30, term: 40}}"
    words = f"targets: {{x: {own}}}\n" if own else ""
    programme = write(tmp_path, indicator, places="a: {name: A}\n", own__a=words, a__2022="x: 1")

    found = line(programme, "a", "x", against="term").target
    assert found is not None
    assert found.low == met


def test_a_change_counts_from_the_places_own_year_before(tmp_path: Path) -> None:
    indicator = "x: {name: X, group: g, better: higher, targets: {2023: {change: 5}}}"
    given = {"y2022": "x: 100", "y2023": "x: 104", "a__2022": "x: 10", "a__2023": "x: 15"}
    programme = write(tmp_path, indicator, places="a: {name: A}\n", **given)

    assert line(programme, "a", "x", 2023).status is Status.MET


def test_no_place_started_from_where_the_programme_did(tmp_path: Path) -> None:
    indicator = "x: {name: X, group: g, better: higher, baseline: {year: 2020, value: 1}, targets: {2025: 40}}"
    programme = write(tmp_path, indicator, places="a: {name: A}\n", a__2021="x: 10", a__2022="x: 20")

    found = outlook(programme.at("a"), 2022).lines[0].baseline
    assert found is not None
    assert (found.year, found.value) == (2021, Decimal(10))


# --- ranks ------------------------------------------------------------------------------------------------------------

TWO = ONE + "\ny: {name: Y, group: g, better: higher, targets: {2022: 10}}"


def ranks(report: PlacesReport) -> dict[str, int | None]:
    return {each.place.id: each.rank for each in report.places}


def test_places_rank_where_the_same_is_judged_and_share_a_tie(tmp_path: Path) -> None:
    heads = "".join(f"{each}: {{name: {each}}}\n" for each in "abcdef")
    given = {"a": "x: 1, y: 10", "b": "x: 10, y: 10", "c": "x: 10", "d": "x: 10, y: 10", "e": "x: 1, y: 1"}
    programme = write(tmp_path, TWO, places=heads, **{f"{id_}__2022": text for id_, text in given.items()})

    assert ranks(places(programme, 2022)) == {"b": 1, "d": 1, "a": 3, "e": 4, "c": None, "f": None}


def test_of_two_groups_equally_large_the_one_with_more_judged_ranks_and_one_alone_never(tmp_path: Path) -> None:
    heads = "".join(f"{each}: {{name: {each}}}\n" for each in "abcd")
    given = {"a": "x: 1", "b": "x: 10", "c": "x: 10, y: 1", "d": "x: 10, y: 10"}
    programme = write(tmp_path, TWO, places=heads, **{f"{id_}__2022": text for id_, text in given.items()})

    assert ranks(places(programme, 2022)) == {"a": None, "b": None, "c": 2, "d": 1}
    assert ranks(places(write_alone(tmp_path / "alone"), 2022)) == {"a": None}


def write_alone(folder: Path) -> Programme:
    folder.mkdir()
    return write(folder, ONE, places="a: {name: A}\n", a__2022="x: 10")


def test_kind_and_within_choose_places_and_ranks_are_among_them(tmp_path: Path) -> None:
    heads = """\
a: {name: A, kind: {vi: huyện, en: district}}
b: {name: B, kind: {vi: xã, en: commune}, within: a}
c: {name: C, kind: {vi: xã, en: commune}, within: b}
d: {name: D, kind: {vi: xã, en: commune}}
"""
    programme = write(tmp_path, ONE, places=heads, **{f"{each}__2022": "x: 10" for each in "abcd"})

    assert list(ranks(places(programme, 2022, kind="xã"))) == ["b", "c", "d"]
    assert list(ranks(places(programme, 2022, kind="commune"))) == ["b", "c", "d"]
    assert ranks(places(programme, 2022, within="a")) == {"b": 1, "c": 1}


# --- the roll-up ------------------------------------------------------------------------------------------------------

ABC = "a: {name: A}\nb: {name: B}\nc: {name: C, years: [2023, 2025]}\n"
SUM = "x: {name: X, group: g, better: higher, rollup: sum, targets: {2022: 10}}"


@pytest.mark.parametrize(
    ("a", "b", "whole", "found", "agrees"),
    [
        pytest.param("1.25", "2.5", "3.75", "3.75", True, id="equal"),
        pytest.param("1.25", "2.5", "3.8", "3.75", True, id="to-as-many-decimals-as-the-whole-has"),
        pytest.param("1.25", "2.5", "3.7", "3.75", False, id="half-goes-up"),
        pytest.param("1", "2", "3.00", "3", True, id="zeros-are-decimals-too"),
        pytest.param("1", "2", "4", "3", False, id="another"),
        pytest.param("1", None, "1", "1", None, id="one-is-missing"),
        pytest.param("1", "2", None, "3", None, id="the-whole-says-nothing"),
        pytest.param("0.1", "0.2", "0.3", "0.3", True, id="exact"),
        pytest.param("-1.25", "-2.5", "-3.8", "-3.75", True, id="below-nothing"),
    ],
)
def test_a_sum_is_held_against_the_whole(
    tmp_path: Path, a: str | None, b: str | None, whole: str | None, found: str, agrees: bool | None
) -> None:
    texts = {name: f"x: {value}" for name, value in (("a__2022", a), ("b__2022", b), ("y2022", whole)) if value}
    (rolled,) = places(write(tmp_path, SUM, places=ABC, **texts), 2022).rollup

    assert (rolled.found, rolled.agrees) == (Decimal(found), agrees)
    assert rolled.asked == ("a", "b"), "c is no place of its own yet"
    assert rolled.missing == (() if b else ("b",))


@pytest.mark.parametrize(
    ("parts", "whole", "found", "agrees"),
    [
        pytest.param((("1", "8"), ("0", "8")), "6.3", "6.3", True, id="half-goes-up"),
        pytest.param((("1", "8"), ("0", "8")), "6.25", "6.25", True, id="exact"),
        pytest.param((("1", "8"), ("0", "8")), "6.2", "6.3", False, id="never-down"),
        pytest.param((("1", "3"), ("0", "0")), "33.33", "33.33", True, id="without-end"),
        pytest.param((("1", "3"), ("1", "0")), "67", "67", True, id="a-part-may-be-nothing"),
        pytest.param((("1", "0"), ("1", "0")), "1", None, None, id="of-nothing-there-is-no-ratio"),
        pytest.param((("-1", "8"), ("0", "8")), "-6.3", "-6.3", True, id="below-nothing"),
        pytest.param((("1", "3"), ("0", "0")), None, "33.333333333", None, id="the-whole-says-nothing"),
    ],
)
def test_a_ratio_is_that_of_the_two_sums(
    tmp_path: Path, parts: tuple[tuple[str, str], ...], whole: str | None, found: str | None, agrees: bool | None
) -> None:
    indicators = """\
r: {name: R, group: g, better: higher, rollup: {ratio: [x, y], times: 100}, targets: {2022: 10}}
x: {name: X, group: g}
y: {name: Y, group: g}"""
    texts = {f"{id_}__2022": f"x: {x}, y: {y}" for id_, (x, y) in zip("ab", parts, strict=True)}
    whole_text = {"y2022": f"r: {whole}"} if whole else {}
    (rolled,) = places(write(tmp_path, indicators, places=ABC, **texts, **whole_text), 2022).rollup

    assert rolled.found == (Decimal(found) if found else None)
    assert rolled.agrees is agrees


def test_communes_make_their_district_and_districts_the_programme(tmp_path: Path) -> None:
    heads = "a: {name: A}\nb: {name: B, within: a}\nc: {name: C, within: a}\nd: {name: D}\n"
    given = {"y2022": "x: 30", "a__2022": "x: 10", "d__2022": "x: 20", "b__2022": "x: 4", "c__2022": "x: 5"}
    found = places(write(tmp_path, SUM, places=heads, **given), 2022).rollup

    assert [(each.within, each.asked, each.found, each.agrees) for each in found] == [
        (None, ("a", "d"), Decimal(30), True),
        ("a", ("b", "c"), Decimal(9), False),
    ]


def test_a_place_that_is_not_asked_is_not_awaited(tmp_path: Path) -> None:
    own = "not_counted: {x: nothing there}\n"
    programme = write(tmp_path, SUM, places=ABC, own__b=own, y2022="x: 3", a__2022="x: 3", b__2022="")

    assert places(programme, 2022).rollup[0].asked == ("a",)
    assert places(programme, 2022).rollup[0].agrees is True


# --- a place's years, and the rest ------------------------------------------------------------------------------------


def test_a_place_out_of_its_years_counts_nothing_and_is_told_apart(tmp_path: Path) -> None:
    programme = write(tmp_path, ONE, places=ABC, a__2022="x: 10", b__2023="x: 1", c__2023="x: 10")
    report = places(programme, 2022)

    assert [each.is_withdrawn for each in report.places] == [False, False, True]
    assert report.places[2].tally.total == 0
    assert report.without_figures == ("b",)
    assert [each.tally.unscored for each in report.places] == [0, 1, 0]
    with pytest.raises(Complaint, match="no place of its own in 2022, but from 2023 to 2025"):
        score(programme.at("c"), 2022)


def test_own_targets_are_counted_by_the_yardstick(tmp_path: Path) -> None:
    own = "targets: {x: {2022: 11}, y: {term: 5}}\n"
    programme = write(tmp_path, TWO, places="a: {name: A}\n", own__a=own, a__2022="x: 10, y: 10")

    assert [places(programme, 2022, against).places[0].own_targets for against in ("annual", "term")] == [1, 1]


def test_what_places_can_be_asked_for(tmp_path: Path) -> None:
    programme = write(tmp_path, ONE, places="a: {name: A}\n", a__2022="x: 10")

    assert places(programme, 2022).whole is None, "the programme itself says nothing of the year"
    with pytest.raises(Complaint, match="not one of the programme's years"):
        places(programme, 2030)
    with pytest.raises(Complaint, match="2023 were not read"):
        places(programme, 2023)
    with pytest.raises(Complaint, match="not one of the places"):
        programme.at("aa")
    with pytest.raises(Complaint, match="has no places"):
        places(programme.at("a"), 2022)


# --- the example ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def districts() -> Programme:
    return an_sinh.load(DISTRICTS)


# Counted by hand from the files, place by place: met or exceeded, total, not judged, own targets, rank.
BY_HAND = [
    pytest.param(
        2022,
        {
            "may-trang": (8, 8, 0, 2, 1),
            "suoi-vang": (5, 7, 0, 5, None),
            "cau-tre": (8, 8, 0, 5, 1),
            "doi-che": (3, 7, 0, 4, None),
            "lua-moi": (7, 8, 0, 2, 3),
            "cho-cu": (0, 8, 8, 0, None),
            "ben-moi": (0, 8, 8, 0, None),
            "vuon-cam": (0, 8, 8, 0, None),
        },
        id="2022",
    ),
    pytest.param(
        2023,
        {
            "may-trang": (8, 8, 0, 2, None),
            "suoi-vang": (6, 7, 0, 5, None),
            "cau-tre": (8, 8, 0, 5, None),
            "doi-che": (5, 7, 0, 4, None),
            "lua-moi": (0, 8, 8, 2, None),
            "cho-cu": (6, 8, 2, 0, 1),
            "ben-moi": (6, 8, 2, 0, 1),
            "vuon-cam": (3, 8, 2, 0, 3),
        },
        id="2023",
    ),
]


@pytest.mark.parametrize(("year", "wanted"), BY_HAND)
def test_the_districts_by_hand(districts: Programme, year: int, wanted: dict[str, tuple[int, ...]]) -> None:
    found = {
        each.place.id: (
            each.tally.met_or_exceeded,
            each.tally.total,
            each.tally.unscored,
            each.own_targets,
            each.rank,
        )
        for each in an_sinh.places(districts, year).places
    }

    assert found == wanted


def test_the_districts_published_headlines_and_roll_ups(districts: Programme) -> None:
    reports = {year: places(districts, year) for year in (2022, 2023, 2024)}
    published = [
        (year, each.place.id, agreement.agrees)
        for year, report in reports.items()
        for each in report.places
        for agreement in each.published
    ]
    rolled = [(year, each.id, each.within, each.agrees) for year, report in reports.items() for each in report.rollup]

    assert published == [(2022, "may-trang", True), (2022, "suoi-vang", False), (2023, "cau-tre", False)]
    assert rolled == [
        (2022, "workers-trained", None, True),
        (2022, "workers-placed", None, False),
        (2022, "placement-rate", None, True),
        (2023, "workers-trained", None, None),
        (2023, "workers-placed", None, None),
        (2023, "placement-rate", None, None),
        (2023, "workers-trained", "cau-tre", True),
        (2023, "workers-placed", "cau-tre", True),
        (2023, "placement-rate", "cau-tre", True),
        (2024, "workers-trained", None, True),
        (2024, "workers-placed", None, True),
        (2024, "placement-rate", None, True),
    ]
