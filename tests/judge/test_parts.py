"""Several figures under one number: judged together, counted once, and told one by one."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh import diff, load, outlook, score
from an_sinh.judge.focus import focus
from an_sinh.judge.gate import check
from an_sinh.judge.parts import together
from an_sinh.judge.places import places
from an_sinh.programme.model import Indicator
from an_sinh.programme.parts import part_id, whole_id, with_parts
from an_sinh.terms import Basis, Outlook, OutlookReason, Reason, Status
from tests.judge.test_forms import folder
from tests.support_years import programme as programme_of

if TYPE_CHECKING:
    from pathlib import Path

    from an_sinh.judge.scorecard import Line
    from an_sinh.programme.model import Programme

N, U, M, E, X, W = (
    Status.NOT_STARTED,
    Status.UNMET,
    Status.MET,
    Status.EXCEEDED,
    Status.UNSCORED,
    Status.WITHDRAWN,
)

# --- the rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([U, N, X, M, E], U),
        ([N, X, M, E], N),
        ([X, M, E], X),
        ([M, E], M),
        ([E, E], E),
        ([E, W], E),
        ([X, W], X),
        ([W, W], W),
        ([], W),
    ],
)
def test_the_status_of_the_whole(parts: list[Status], whole: Status) -> None:
    assert {together(order) for order in permutations(parts)} == {whole}


@given(st.lists(st.sampled_from(list(Status)), min_size=1, max_size=5))
def test_one_part_more_never_makes_it_better(parts: list[Status]) -> None:
    order = (U, N, X, M, E, W)
    for more in Status:
        assert order.index(together([*parts, more])) <= order.index(together(parts))
    assert together(parts[:1] * 3) is parts[0]


# --- from figures -----------------------------------------------------------------------------------------------------

TWO = """\
  other: {name: Other, group: g, better: higher, targets: {2022: 5, 2023: 6}}
  thin:
    name: Thin
    group: g
    lead: L
    source: s
    parts:
      weight: {name: Weight, unit: "%", better: lower, targets: {2022: 8, 2023: {change: -1}, term: 5}}
      height: {name: Height, better: higher, source: t, targets: {2022: {over: 3}, 2023: 4, term: 6}}
"""
HEAD = "\nsources: {s: {title: S}, t: {title: T}, u: {title: U}}"


def card_of(at: Path, entry: str, year: int = 2022, against: str = "annual") -> tuple[Line, ...]:
    found = load(folder(at, TWO, {year: f"{{thin: {entry}}}"}))
    return score(found, year, against).line("thin"), *score(found, year, against).line("thin").parts


@pytest.fixture(autouse=True)
def _sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.judge.test_forms.HEAD",
        "programme: {id: P, name: P, years: [2021, 2025]%s}" + HEAD + "\ngroups: {g: G}\nindicators:\n",
    )


@pytest.mark.parametrize(
    ("entry", "statuses", "basis", "discrepancy"),
    [
        ("{parts: {weight: 8, height: 4}}", (M, M, E), Basis.COMPUTED, False),
        ("{parts: {weight: 8.1, height: 4}}", (U, U, E), Basis.COMPUTED, False),
        ("{parts: {weight: 8.1}}", (U, U, X), Basis.COMPUTED, False),
        ("{parts: {weight: 8}}", (X, M, X), Basis.NONE, False),
        ("{parts: {weight: 8}, reported: exceeded}", (E, M, X), Basis.REPORTED, False),
        ("{parts: {weight: 8}, reported: exceeded, inferred: true}", (E, M, X), Basis.INFERRED, False),
        ("{parts: {weight: 9}, reported: met}", (U, U, X), Basis.COMPUTED, True),
        ("{parts: {weight: 8, height: 4}, reported: exceeded}", (M, M, E), Basis.COMPUTED, True),
        ("{parts: {weight: {value: 8, reported: unmet}, height: 4}}", (M, M, E), Basis.COMPUTED, True),
        ("{parts: {weight: {reported: met}, height: 4}}", (M, M, E), Basis.REPORTED, False),
        ("{parts: {weight: {reported: met}, height: 4}, reported: unmet}", (M, M, E), Basis.REPORTED, True),
        ("{parts: {weight: {reported: met, inferred: true}, height: 4}}", (M, M, E), Basis.INFERRED, False),
        ("{parts: {weight: {reported: not-started}, height: 4}}", (N, N, E), Basis.REPORTED, False),
        ("{parts: {weight: {reported: not-started}, height: 3}}", (U, N, U), Basis.REPORTED, False),
        ("{reported: met}", (M, X, X), Basis.REPORTED, False),
        ("{parts: {weight: , height: }}", (X, X, X), Basis.NONE, False),
        ("", (X, X, X), Basis.NONE, False),
    ],
)
def test_what_an_entry_makes(
    tmp_path: Path, entry: str, statuses: tuple[Status, ...], basis: Basis, discrepancy: bool
) -> None:
    whole, *parts = card_of(tmp_path, entry)
    assert tuple(line.status for line in (whole, *parts)) == statuses
    assert (whole.basis, whole.discrepancy) == (basis, discrepancy)
    assert whole.reason is (Reason.PART_UNSCORED if whole.status is X else None)
    assert (whole.actual, whole.target, whole.gap, whole.achieved_percent, whole.figure_year) == (None,) * 5


def test_it_counts_once(tmp_path: Path) -> None:
    found = load(
        folder(tmp_path, TWO, {2022: "{other: 5, thin: {parts: {weight: {value: 8, reported: unmet}, height: 4}}}"})
    )
    card = score(found, 2022)
    tally = card.tally
    assert [line.id for line in card.lines] == ["other", "thin"]
    assert [line.id for line in card.rows] == ["other", "thin", "thin/weight", "thin/height"] == list(found.indicators)
    assert (tally.total, tally.met, tally.computed, tally.discrepancies) == (2, 2, 2, 1)
    assert check(card).passed
    closed = check(card, None, ["discrepancy"]).gates[0]
    assert [line.id for line in closed.lines] == ["thin"]


def test_what_is_said_of_the_whole_holds_for_its_parts(tmp_path: Path) -> None:
    whole, weight, height = card_of(
        tmp_path, "{source: u, provisional: true, parts: {weight: 8, height: {value: 4, source: t}}}"
    )
    assert (weight.indicator.group, weight.indicator.lead) == ("g", {"": "L"})
    assert weight.sources._asdict() == {"actual": ("u",), "reported": (), "target": ("s",), "base": ()}
    assert height.sources._asdict() == {"actual": ("t",), "reported": (), "target": ("t",), "base": ()}
    assert whole.sources._asdict() == {"actual": ("u", "t"), "reported": (), "target": ("s", "t"), "base": ()}
    assert (weight.provisional, height.provisional, whole.provisional) == (True, True, True)
    assert [line.place for line in (whole, weight, height)] == [
        "actuals/2022.yaml:2:11",
        "actuals/2022.yaml:2:56",
        "actuals/2022.yaml:2:67",
    ]


def test_a_change_and_a_sum_are_each_part_s_own(tmp_path: Path) -> None:
    found = load(
        folder(
            tmp_path,
            TWO.replace("better: higher, source: t", "better: higher, cumulative: true, source: t"),
            {
                2021: "{thin: {parts: {weight: 9, height: 1}}}",
                2022: "{thin: {parts: {weight: 8, height: 1}}}",
                2023: "{thin: {parts: {weight: 7, height: 2}}}",
            },
        )
    )
    weight, height = score(found, 2023).line("thin").parts
    assert (weight.target.near if weight.target else None, weight.status) == (Decimal(7), M)
    assert (height.actual, height.status) == (Decimal(4), M)


@pytest.mark.parametrize(
    ("years", "statuses"),
    [("years: [2023, 2025]", (M, W, M)), ("years: [2021, 2022]", (M, M, M))],
)
def test_a_part_that_is_withdrawn_is_not_asked_for(tmp_path: Path, years: str, statuses: tuple[Status, ...]) -> None:
    indicators = f"""\
  it:
    name: It
    group: g
    parts:
      a: {{name: A, better: higher, {years}, targets: {{2022: 5}}}}
      b: {{name: B, better: higher, targets: {{2022: 5}}}}
"""
    entry = "{it: {parts: {b: 5}}}" if statuses[1] is W else "{it: {parts: {a: 5, b: 5}}}"
    found = load(folder(tmp_path, indicators, {2022: entry}))
    line = score(found, 2022).line("it")
    assert tuple(each.status for each in (line, *line.parts)) == statuses


def test_withdrawn_as_a_whole(tmp_path: Path) -> None:
    indicators = (
        "  it: {name: It, group: g, years: [2023, 2025], parts: {a: {name: A, better: lower, targets: {2023: 5}}}}\n"
    )
    found = load(folder(tmp_path, indicators, {2022: "{}", 2023: "{it: {parts: {a: 5}}}"}))
    assert [line.status for line in score(found, 2022).rows] == [W, W]
    assert [line.status for line in score(found, 2023).rows] == [M, M]


# --- properties -------------------------------------------------------------------------------------------------------

FIGURE = st.integers(0, 9)
FORMS = st.sampled_from([{"value": "5"}, {"from": "4", "to": "6"}, {"value": "5", "exceeded": "7"}])


def of_parts(parts: dict[str, dict[str, Any]], figures: dict[str, int], sign: int = 1, scale: int = 1) -> Programme:
    """A programme of one indicator, its parts as they are written, by figures that may be mirrored or scaled."""

    def figure(text: str) -> str:
        return str(sign * scale * int(text))

    def target(written: dict[str, str]) -> dict[str, str]:
        moved = {key: figure(text) for key, text in written.items()}
        if sign < 0 and "from" in moved:
            moved["from"], moved["to"] = moved["to"], moved["from"]
        return moved

    better = "higher" if sign > 0 else "lower"
    written = {name: {"name": name, "better": better, "targets": {2022: target(each)}} for name, each in parts.items()}
    indicator = Indicator.model_validate({"name": "It", "group": "all", "parts": written})
    entries = {part_id("it", name): {2022: figure(str(value))} for name, value in figures.items()}
    flat = with_parts({"it": indicator})
    made = programme_of({id_: {"better": better, "is": entries.get(id_, {})} for id_ in flat})
    return replace(made, indicators=flat)


PARTS = st.dictionaries(st.sampled_from("abcd"), FORMS, min_size=1, max_size=4)


@given(PARTS, st.dictionaries(st.sampled_from("abcd"), FIGURE, max_size=4), st.data())
def test_the_properties_of_rules_hold_for_the_whole(
    parts: dict[str, dict[str, str]], figures: dict[str, int], data: st.DataObject
) -> None:
    known = {name: value for name, value in figures.items() if name in parts}
    found = score(of_parts(parts, known), 2022).line("it")
    order = (U, N, X, M, E)
    if known:  # a better figure of one part never makes the whole worse
        name = data.draw(st.sampled_from(sorted(known)))
        better = score(of_parts(parts, {**known, name: known[name] + 1}), 2022).line("it")
        assert order.index(better.status) >= order.index(found.status)
    turned = dict(reversed(parts.items()))
    assert score(of_parts(turned, known), 2022).line("it").status is found.status
    mirrored = score(of_parts(parts, known, sign=-1), 2022).line("it")
    scaled = score(of_parts(parts, known, scale=1000), 2022).line("it")
    assert found.status is mirrored.status is scaled.status
    if len(parts) == 1:
        assert found.status is found.parts[0].status
    assert score(of_parts(parts, known), 2022).tally.total == 1


# --- over the years ---------------------------------------------------------------------------------------------------

YEARS = {
    2022: "{other: 5, thin: {parts: {weight: 8, height: 4}}}",
    2023: "{other: 6, thin: {parts: {weight: 7.5, height: 4}}}",
}


def test_a_diff_tells_each_part_under_its_indicator(tmp_path: Path) -> None:
    found = load(folder(tmp_path, TWO, YEARS))
    moved = {each.id: each for each in diff(score(found, 2022), score(found, 2023)).rows}
    assert {id_: each.change.value for id_, each in moved.items()} == {
        "other": "changed",
        "thin": "regressed",
        "thin/weight": "regressed",
        "thin/height": "regressed",
    }
    assert (moved["thin/weight"].distance, moved["thin"].distance) == (Decimal("0.5"), None)
    assert sum(diff(score(found, 2022), score(found, 2023)).counts.values()) == 2


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("{parts: {weight: 8, height: 4}}", "{parts: {weight: 8, height: 4}}", ["same"] * 3),
        ("{parts: {weight: 8, height: 4}}", "{parts: {height: 4.0, weight: 8}}", ["same"] * 3),
        ("{parts: {weight: 8, height: 4}}", "{parts: {weight: 7, height: 4}}", ["improved", "improved", "same"]),
        ("{parts: {weight: 8, height: 4}}", "{parts: {weight: 8, height: 5}}", ["changed", "same", "changed"]),
        (
            "{parts: {weight: 8, height: 4}}",
            "{parts: {weight: {value: 8, note: n}, height: 4}}",
            ["restated", "restated", "same"],
        ),
        ("{parts: {weight: 8, height: 4}}", "{reported: met}", ["changed", "lost", "lost"]),
        ("{parts: {weight: 8, height: 4}}", "{parts: {weight: 8}}", ["lost", "same", "lost"]),
        (
            "{parts: {weight: 8, height: 4}}",
            "{parts: {weight: 8, height: 4}, reported: unmet}",
            ["restated", "same", "same"],
        ),
        ("{parts: {weight: 8, height: 4}}", "{note: n, parts: {weight: 8, height: 4}}", ["restated", "same", "same"]),
    ],
)
def test_two_states_of_the_data(tmp_path: Path, before: str, after: str, changes: list[str]) -> None:
    old, new = (
        score(load(folder(tmp_path / name, TWO, {2022: f"{{other: 5, thin: {entry}}}"})), 2022)
        for name, entry in (("old", before), ("new", after))
    )
    found = diff(old, new)
    assert [each.change.value for each in found.rows] == ["same", *changes]
    assert found.differs is (changes != ["same"] * 3)


def test_what_belongs_to_the_whole_is_restated_of_it_alone(tmp_path: Path) -> None:
    old = load(folder(tmp_path / "old", TWO, {2022: YEARS[2022]}))
    new = load(folder(tmp_path / "new", TWO.replace("lead: L", "lead: M"), {2022: YEARS[2022]}))
    found = {each.id: each.restated for each in diff(score(old, 2022), score(new, 2022)).rows}
    assert found == {"other": (), "thin": ("lead",), "thin/weight": (), "thin/height": ()}
    parted = load(folder(tmp_path / "parted", TWO.replace("height:", "stature:"), {2022: "{other: 5}"}))
    changes = {each.id: each.change.value for each in diff(score(old, 2022), score(parted, 2022)).rows}
    assert (changes["thin/height"], changes["thin/stature"], changes["thin"]) == ("removed", "added", "lost")


def test_the_outlook_of_the_whole_is_the_worst_of_its_parts(tmp_path: Path) -> None:
    def seen(weight: str, height: str) -> tuple[Outlook, OutlookReason | None]:
        years = {2022: f"{{thin: {{parts: {{weight: 8, height: {height[0]}}}}}}}"}
        years[2023] = f"{{thin: {{parts: {{weight: {weight}{height[1:]}}}}}}}"
        line = next(each for each in outlook(load(folder(tmp_path, TWO, years)), 2023).lines if each.id == "thin")
        assert [part.id for part in line.parts] == ["thin/weight", "thin/height"]
        return line.outlook, line.reason

    assert seen("5", "4, height: 6") == (Outlook.REACHED, None)
    assert seen("6.8", "4, height: 6") == (Outlook.ON_TRACK, None)
    assert seen("9", "4, height: 6") == (Outlook.MOVING_AWAY, None)
    assert seen("7.9", "4, height: 6") == (Outlook.FAR_BEHIND, None)
    assert seen("9", " ") == (Outlook.MOVING_AWAY, None)
    assert seen("6.8", " ") == (Outlook.UNSCORED, OutlookReason.PART_UNSCORED)


def test_what_carries_over_has_the_parts_that_do(tmp_path: Path) -> None:
    found = focus(load(folder(tmp_path, TWO, {2022: "{other: 4, thin: {parts: {weight: 9, height: 4}}}"})), 2022)
    assert found.total == 2
    carried = found.leads[0][1][0]
    assert (carried.line.id, carried.short_by, carried.next_target) == ("thin", None, None)
    assert [(each.line.id, each.short_by, each.next_year) for each in carried.parts] == [
        ("thin/weight", Decimal(1), 2023)
    ]


# --- places -----------------------------------------------------------------------------------------------------------


def test_places_have_targets_and_figures_of_parts(tmp_path: Path) -> None:
    at = folder(
        tmp_path, TWO.replace("better: lower,", "better: lower, rollup: sum, places: same,"), {2022: YEARS[2022]}
    )
    (at / "places.yaml").write_text("x: {name: X}\ny: {name: Y}\nz: {name: Z}\n", "utf-8")
    (at / "places").mkdir()
    (at / "places/x.yaml").write_text("targets: {thin/weight: {2022: 2}}\n", "utf-8")
    (at / "places/y.yaml").write_text("not_counted: {thin: none there}\n", "utf-8")
    (at / "places/z.yaml").write_text("not_counted: {thin/height: none there}\n", "utf-8")
    (at / "actuals/2022").mkdir()
    (at / "actuals/2022/x.yaml").write_text("year: 2022\nactuals: {thin: {parts: {weight: 3, height: 4}}}\n", "utf-8")
    (at / "actuals/2022/some.csv").write_text(
        "place,indicator,value\nz,thin/weight,5\ny,other,5\n", "utf-8", newline="\r\n"
    )
    report = places(load(at), 2022)
    x, y, z = report.places
    assert [line.status for line in (x.line("thin"), x.line("thin/weight"), x.line("thin/height"))] == [U, U, E]
    assert (x.own_targets, y.own_targets) == (1, 0)
    assert [line.status for line in (y.line("thin"), *y.line("thin").parts)] == [W, W, W]
    assert [line.status for line in (z.line("thin"), *z.line("thin").parts)] == [E, E, W]
    assert z.line("thin").place == "actuals/2022/some.csv:2:1"
    rolled = next(each for each in report.rollup if each.within is None)
    assert (rolled.id, rolled.found, rolled.says, rolled.agrees) == ("thin/weight", Decimal(8), Decimal(8), True)
    assert (
        check(report.whole, None, ["rollup"], rollup={"thin/weight": False}).passed is False if report.whole else False
    )


# --- names ------------------------------------------------------------------------------------------------------------


def test_an_id_with_a_stroke_that_is_no_part_stays_what_it_is(tmp_path: Path) -> None:
    indicators = "  a/b: {name: AB, group: g, better: higher, targets: {2022: 5}}\n  a: {name: A, group: g}\n"
    found = load(folder(tmp_path, indicators, {2022: "{a/b: 5}"}))
    assert whole_id("a/b", found.indicators) is None
    assert [line.status for line in score(found, 2022).lines] == [M, X]


def test_programs_read_the_parts(tmp_path: Path, quick: Any) -> None:
    at = str(folder(tmp_path, TWO, YEARS))
    told = json.loads(quick("score", "2022", "--data", at, "--format", "json").page)["indicators"]
    assert [each["id"] for each in told] == ["other", "thin"]
    assert told[0]["parts"] is None
    assert [(each["id"], each["name"], each["status"]) for each in told[1]["parts"]] == [
        ("thin/weight", "Weight", "met"),
        ("thin/height", "Height", "exceeded"),
    ]
    rows = [row.split(",") for row in quick("score", "2022", "--data", at, "--format", "csv").page.splitlines()]
    part_of = rows[0].index("part_of")
    assert [(row[0], row[part_of]) for row in rows[1:]] == [
        ("other", ""),
        ("thin", ""),
        ("thin/weight", "thin"),
        ("thin/height", "thin"),
    ]
