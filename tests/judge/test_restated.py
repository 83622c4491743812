"""What is said anew: whatever differs as data is told, and "no changes" only where the two sides are equal."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from an_sinh.errors import DataError
from an_sinh.judge.diff import Change, Diff, diff
from an_sinh.judge.restated import Aspect
from an_sinh.judge.scorecard import Scorecard, score
from an_sinh.programme.loading import load
from an_sinh.programme.model import Programme

TARGETS: dict[str, Any] = {
    "programme": {
        "id": "P",
        "name": {"en": "A plan", "vi": "Kế hoạch"},
        "years": [2021, 2025],
        "outlook": {"method": "linear", "on_track": 0.9, "behind": 0.5},
        "note": "A note",
    },
    "sources": {
        "a": {"title": "Title", "publisher": "Press", "date": "2022-01-05", "url": "https://example.org", "note": "N"},
        "b": {"title": "Other"},
    },
    "groups": {"work": {"en": "Work"}, "health": "Health"},
    "indicators": {
        "jobs": {
            "name": {"en": "Jobs", "vi": "Việc làm"},
            "group": "work",
            "unit": "persons",
            "better": "higher",
            "limits": {"from": 0, "to": 1000},
            "baseline": {"year": 2020, "value": 5, "source": "a", "note": "B"},
            "lead": "Office",
            "source": "a",
            "note": "Note",
            "targets": {
                2021: 5,
                2022: {"value": 10, "exceeded": 40, "inferred": True, "source": ["a"], "note": "T"},
                2023: {"from": 11, "to": 12, "source": "b"},
                "term": {"value": 50, "note": "Goal"},
            },
        },
        "poverty": {
            "name": "Poverty",
            "group": "health",
            "better": "lower",
            "breaks": [2021],
            "years": [2021, 2025],
            "targets": {2022: {"change_percent": -20}, 2024: {"under": 3}},
        },
        "homes": {"name": "Homes", "group": "work", "better": "higher", "cumulative": True, "targets": {2022: 30}},
        "clinic": {"name": "Clinic", "group": "health", "targets": {2022: True}},
        "beds": {"name": "Beds", "group": "health"},
    },
}
YEARS: dict[int, dict[str, Any]] = {
    2021: {"year": 2021, "note": "Y", "source": "b", "actuals": {"poverty": 10, "homes": 20, "beds": {"note": "N"}}},
    2022: {
        "year": 2022,
        "as_of": "2022-12-31",
        "source": "a",
        "note": "Year",
        "published": [
            {"against": "annual", "as_of": "2023-01-09", "met_or_exceeded": 3, "total": 5, "source": "a", "note": "H"},
            {"against": "term", "met_or_exceeded": 1, "exceeded": 0, "met": 1, "unmet": 2, "not_started": 0},
        ],
        "actuals": {
            "jobs": {
                "value": 12,
                "reported": {"annual": "met", "term": "unmet", "inferred": True, "source": "b"},
                "provisional": True,
                "as_of": "2022-11",
                "source": ["a", "b"],
                "note": {"en": "Eleven months"},
            },
            "poverty": {"value": 8, "inferred": True},
            "homes": 20,
            "clinic": True,
            "beds": {"reported": "met", "inferred": True, "source": "a", "note": "By elimination"},
        },
    },
}


def write(folder: Path, targets: Any, years: Any) -> Path:
    """A data directory of these files, as JSON, which is YAML."""
    (folder / "actuals").mkdir(parents=True, exist_ok=True)
    (folder / "targets.yaml").write_text(json.dumps(targets), "utf-8")
    for year, said in years.items():
        (folder / f"actuals/{year}.yaml").write_text(json.dumps(said), "utf-8")
    return folder


def card(folder: Path, year: int = 2022) -> Scorecard:
    return score(load(folder, [year]), year)


def dumped(programme: Programme) -> Any:
    """All that was loaded, as plain values."""
    return (
        programme.id,
        programme.name,
        programme.years,
        programme.outlook and programme.outlook.model_dump(),
        programme.note,
        {id_: each.model_dump() for id_, each in programme.sources.items()},
        list(programme.groups.items()),
        [(id_, each.model_dump()) for id_, each in programme.indicators.items()],
        [
            (
                year,
                each.as_of,
                each.source,
                each.note,
                [headline.model_dump() for headline in each.published],
                {id_: entry.model_dump() if entry else None for id_, entry in each.entries.items()},
            )
            for year, each in programme.actuals.items()
        ],
    )


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    each = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in each:
        yield from _paths(inner, (*path, key))


def _others(value: Any) -> Iterator[Any]:
    """Other values of the same kind."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from (value + 1, value / 2)
    elif isinstance(value, str):
        yield from (value + "x", "unmet", "2022-02-02", "b")
    elif isinstance(value, list):
        yield list(reversed(value))
    elif isinstance(value, dict):
        yield dict(reversed(value.items()))


def _changes(whole: Any) -> Iterator[tuple[str, Any]]:
    """The data with one thing taken away, put elsewhere or said otherwise, and which."""
    for path in _paths(whole):
        *way, last = path
        changed = copy.deepcopy(whole)
        at = changed
        for key in way:
            at = at[key]
        value = at[last]
        del at[last]
        yield f"without {path}", changed
        for other in _others(value):
            changed = copy.deepcopy(whole)
            at = changed
            for key in way:
                at = at[key]
            at[last] = other
            yield f"{path}: {other!r}", changed


def _with_changes() -> Iterator[tuple[str, Any, Any]]:
    for told, targets in _changes(TARGETS):
        yield f"targets.yaml {told}", targets, YEARS
    for told, years in _changes(YEARS):
        if set(years) == set(YEARS):
            yield f"actuals {told}", TARGETS, years


def test_whatever_is_loaded_otherwise_is_told(tmp_path: Path) -> None:
    base = card(write(tmp_path / "base", TARGETS, YEARS))
    whole = dumped(base.programme)
    seen, missed = 0, []
    for told, targets, years in _with_changes():
        try:
            changed = card(write(tmp_path / "changed", targets, years))
        except DataError:
            continue
        if dumped(changed.programme) == whole:
            continue
        seen += 1
        if not diff(base, changed).differs or not diff(changed, base).differs:
            missed.append(told)
    assert missed == []
    assert seen > 200, "too few changes were possible"


def test_nothing_is_told_of_the_same_data(tmp_path: Path) -> None:
    one, other = (card(write(tmp_path / name, TARGETS, YEARS)) for name in ("one", "other"))
    found = diff(one, other)
    assert (found.differs, found.restated, found.counts[Change.SAME]) == (False, (), len(TARGETS["indicators"]))


def test_the_same_said_in_other_words_is_the_same(tmp_path: Path) -> None:
    years = copy.deepcopy(YEARS)
    years[2022]["actuals"]["poverty"] = {"value": 8.0, "inferred": True, "provisional": False, "source": None}
    assert not diff(card(write(tmp_path / "a", TARGETS, YEARS)), card(write(tmp_path / "b", TARGETS, years))).differs


def changed(tmp_path: Path, part: str, path: tuple[Any, ...], value: Any) -> Diff:
    """The diff after one thing is said otherwise."""
    data = copy.deepcopy({"targets": TARGETS, "years": YEARS})
    at: Any = data[part]
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    old = card(write(tmp_path / "old", TARGETS, YEARS))
    return diff(old, card(write(tmp_path / "new", data["targets"], data["years"])))


RESTATED = [
    # file, path, new value, indicator, what
    pytest.param(
        "years", (2022, "actuals", "jobs", "reported", "annual"), "exceeded", "jobs", Aspect.REPORTED, id="rep"
    ),
    pytest.param(
        "years", (2022, "actuals", "jobs", "reported", "term"), "met", "jobs", Aspect.REPORTED, id="by-the-term"
    ),
    pytest.param(
        "years", (2022, "actuals", "jobs", "provisional"), False, "jobs", Aspect.PROVISIONAL, id="provisional"
    ),
    pytest.param("years", (2022, "actuals", "beds", "inferred"), False, "beds", Aspect.INFERRED, id="inferred"),
    pytest.param("years", (2022, "actuals", "jobs", "source"), "a", "jobs", Aspect.SOURCE, id="source"),
    pytest.param("years", (2022, "actuals", "beds", "note"), "Else", "beds", Aspect.NOTE, id="note"),
    pytest.param("years", (2022, "actuals", "jobs", "as_of"), "2022-12", "jobs", Aspect.AS_OF, id="as-of"),
    pytest.param(
        "years", (2021, "actuals", "poverty"), {"value": 10, "note": "n"}, "poverty", Aspect.OTHER_YEARS, id="y"
    ),
    pytest.param("targets", ("indicators", "jobs", "name", "vi"), "Việc", "jobs", Aspect.NAME, id="name"),
    pytest.param("targets", ("indicators", "jobs", "unit"), "heads", "jobs", Aspect.UNIT, id="unit"),
    pytest.param("targets", ("indicators", "jobs", "lead"), "Bureau", "jobs", Aspect.LEAD, id="lead"),
    pytest.param("targets", ("indicators", "jobs", "group"), "health", "jobs", Aspect.GROUP, id="group"),
    pytest.param("targets", ("indicators", "jobs", "limits", "to"), 999, "jobs", Aspect.DEFINITION, id="limits"),
    pytest.param(
        "targets", ("indicators", "jobs", "targets", "term", "value"), 51, "jobs", Aspect.DEFINITION, id="goal"
    ),
    pytest.param(
        "targets", ("indicators", "jobs", "targets", 2022, "note"), "U", "jobs", Aspect.NOTE, id="target-note"
    ),
    pytest.param(
        "targets", ("indicators", "jobs", "targets", 2022, "source"), "b", "jobs", Aspect.SOURCE, id="target-s"
    ),
]


@pytest.mark.parametrize(("part", "path", "value", "indicator", "what"), RESTATED)
def test_what_is_said_anew_has_its_name(
    tmp_path: Path, part: str, path: tuple[Any, ...], value: Any, indicator: str, what: Aspect
) -> None:
    found = changed(tmp_path, part, path, value)
    line = next(line for line in found.lines if line.id == indicator)
    assert (line.change, line.restated) == (Change.RESTATED, (what,))
    assert found.counts[Change.RESTATED] == 1


def test_another_target_is_a_change_and_no_other_definition(tmp_path: Path) -> None:
    found = changed(tmp_path, "targets", ("indicators", "jobs", "targets", 2022, "value"), 11)
    assert (found.lines[0].change, found.lines[0].restated) == (Change.CHANGED, ())


HEADS = [
    pytest.param("years", (2022, "published", 0, "met_or_exceeded"), 4, "published", 2022, id="a-headline"),
    pytest.param("years", (2022, "as_of"), "2022-12-30", "as_of", 2022, id="the-years-date"),
    pytest.param("years", (2022, "note"), "Another", "note", 2022, id="the-years-note"),
    pytest.param("targets", ("sources", "a", "url"), "https://example.net", "sources", None, id="an-address"),
    pytest.param("targets", ("sources", "a", "title"), "Heading", "sources", None, id="a-title"),
    pytest.param("targets", ("groups", "work"), "Labour", "groups", None, id="a-groups-name"),
    pytest.param("targets", ("programme", "name"), "Plan", "name", None, id="the-programmes-name"),
    pytest.param("targets", ("programme", "outlook"), {}, "outlook", None, id="the-rule-of-the-outlook"),
]


@pytest.mark.parametrize(("part", "path", "value", "what", "year"), HEADS)
def test_what_differs_beside_the_indicators_is_told_with_both_sides(
    tmp_path: Path, part: str, path: tuple[Any, ...], value: Any, what: str, year: int | None
) -> None:
    found = changed(tmp_path, part, path, value)
    assert [(each.what, each.year) for each in found.restated] == [(what, year)]
    assert found.restated[0].old != found.restated[0].new
    assert (found.differs, found.counts[Change.SAME]) == (True, len(found.lines))


def test_another_source_of_a_whole_year_is_told(tmp_path: Path) -> None:
    (told,) = changed(tmp_path, "years", (2022, "source"), "b").restated
    assert (told.what, told.year, told.old, told.new) == ("source", 2022, ["a"], ["b"])


def test_a_group_is_told_by_its_id_and_name_and_an_order_by_both_sides(tmp_path: Path) -> None:
    (named,) = changed(tmp_path / "name", "targets", ("groups", "work"), "Labour").restated
    assert (named.old, named.new) == ({"id": "work", "name": {"en": "Work"}}, {"id": "work", "name": "Labour"})
    turned = {"health": "Health", "work": {"en": "Work"}}
    (ordered,) = changed(tmp_path / "order", "targets", ("groups",), turned).restated
    assert (ordered.what, ordered.old, ordered.new) == ("groups_order", ["work", "health"], ["health", "work"])


def test_a_headline_that_one_side_lacks_has_nothing_there(tmp_path: Path) -> None:
    found = changed(tmp_path, "years", (2022, "published"), [])
    assert [each.new for each in found.restated] == [None, None]
    assert found.restated[1].old == {
        "against": "term",
        "met_or_exceeded": 1,
        "exceeded": 0,
        "met": 1,
        "unmet": 2,
        "not_started": 0,
    }


def test_of_two_years_the_dates_and_notes_of_the_files_are_no_difference(tmp_path: Path) -> None:
    years = {2021: {"year": 2021, "as_of": "2021-12-31", "note": "a", "actuals": {"beds": {"as_of": "2021-05"}}}}
    years[2022] = {"year": 2022, "as_of": "2022-12-31", "note": "b", "actuals": {"beds": {"as_of": "2022-05"}}}
    targets = {**TARGETS, "indicators": {"beds": TARGETS["indicators"]["beds"]}}
    folder = write(tmp_path, targets, years)
    assert not diff(card(folder, 2021), card(folder, 2022)).differs


def test_of_two_years_the_headlines_by_the_yardstick_are_laid_side_by_side(tmp_path: Path) -> None:
    year = {**YEARS[2021], "published": [{"against": "annual", "as_of": "2022-01", "met_or_exceeded": 2, "total": 5}]}
    folder = write(tmp_path, TARGETS, {**YEARS, 2021: year})
    (found,) = diff(card(folder, 2021), card(folder, 2022)).restated
    assert (found.what, found.year) == ("published", None)
    assert [side["met_or_exceeded"] for side in (found.old, found.new) if isinstance(side, dict)] == [2, 3]
