"""What is watched only (`counts: false`): judged and shown, and in no count; as if it were not there."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from an_sinh import diff, load, outlook, score
from an_sinh.judge.focus import focus
from an_sinh.judge.gate import FAIL_ON, check, parse_least
from an_sinh.judge.places import places
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.terms import Status
from tests.judge.test_forms import folder
from tests.support_years import programme as programme_of

if TYPE_CHECKING:
    from pathlib import Path

    from an_sinh.programme.model import Programme
    from tests.conftest import Quick

TWO_GROUPS = """\
  a: {name: Alpha, group: g, better: higher, lead: X, targets: {2022: 5, 2023: 6, term: 9}}
  b: {name: Beta, group: g, better: higher, lead: Y, counts: false, targets: {2022: 5, 2023: 6, term: 9}}
  c: {name: Gamma, group: g, better: higher, lead: X, targets: {2022: 5, 2023: 6, term: 9}}
  d: {name: Delta, group: g, lead: Y, counts: false, years: [2021, 2022]}
"""
YEARS = {2022: "{a: 5, b: 4, c: 9, d: {reported: unmet}}", 2023: "{a: 6, b: {value: 2, reported: met}, c: 9}"}


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(folder(tmp_path, TWO_GROUPS, YEARS))


# --- as if it were not there ------------------------------------------------------------------------------------------


def with_watched(programme: Programme, watched: set[str]) -> tuple[Programme, Programme]:
    """The programme with these watched only, and without them."""
    marked = {
        id_: each.model_copy(update={"counts": False}) if id_ in watched else each
        for id_, each in programme.indicators.items()
    }
    left = {id_: each for id_, each in programme.indicators.items() if id_ not in watched}
    return replace(programme, indicators=marked), replace(programme, indicators=left)


IDS = "abcd"
FIGURES = st.dictionaries(st.sampled_from(IDS), st.integers(1, 9).map(str), max_size=4)


@settings(max_examples=30)
@given(earlier=FIGURES, later=FIGURES, watched=st.sets(st.sampled_from(IDS), max_size=4))
def test_it_counts_as_if_it_were_not_there(earlier: dict[str, str], later: dict[str, str], watched: set[str]) -> None:
    targets = {"better": "higher", "targets": {2022: "5", 2023: "6"}}
    figures = {
        id_: {year: found[id_] for year, found in ((2022, earlier), (2023, later)) if id_ in found} for id_ in IDS
    }
    whole = programme_of({id_: {**targets, "is": figures[id_]} for id_ in IDS})
    with_, without = with_watched(whole, watched)
    cards, bare = ([score(each, year) for year in (2022, 2023)] for each in (with_, without))
    for one, other in zip(cards, bare, strict=True):
        assert (one.tally, one.groups) == (other.tally, other.groups)
        for gates in (None, parse_least("2"), parse_least("50%")):
            assert check(one, gates).passed is check(other, gates).passed
        for asked in FAIL_ON:
            assert check(one, None, [asked]).gates[0].found == check(other, None, [asked]).gates[0].found
    moved, expected = diff(*cards), diff(*bare)
    assert (moved.net, moved.judged_in_both, moved.counts) == (expected.net, expected.judged_in_both, expected.counts)
    assert check(cards[1], since=cards[0]).passed is check(bare[1], since=bare[0]).passed
    assert outlook(with_, 2023).counts == outlook(without, 2023).counts
    assert focus(with_, 2023).total == focus(without, 2023).total
    unmarked = {line.id: line.status for line in score(whole, 2023).lines}
    assert {line.id: line.status for line in cards[1].lines} == unmarked  # and it is judged as ever


def test_places_are_ranked_by_what_counts(tmp_path: Path) -> None:
    at = folder(tmp_path, TWO_GROUPS, YEARS)
    (at / "places.yaml").write_text("x: {name: X}\ny: {name: Y}\n", "utf-8")
    (at / "actuals" / "2022").mkdir()
    for place, entries in (("x", "{a: 9, b: 9, c: 1}"), ("y", "{a: 9, c: 9}")):
        (at / "actuals" / "2022" / f"{place}.yaml").write_text(f"year: 2022\nactuals: {entries}\n", "utf-8")
    found = places(load(at), 2022)
    assert [(each.rank, each.tally.met_or_exceeded, each.tally.total) for each in found.places] == [
        (2, 1, 2),
        (1, 2, 2),
    ]


def test_a_diff_of_two_states_tells_that_it_left_the_count(tmp_path: Path) -> None:
    old = load(folder(tmp_path / "old", TWO_GROUPS.replace("counts: false", "counts: true"), YEARS))
    new = load(folder(tmp_path / "new", TWO_GROUPS, YEARS))
    found = {line.id: line for line in diff(score(old, 2022), score(new, 2022)).lines}
    assert (found["b"].change.value, found["b"].restated) == ("removed", ("definition",))
    back = diff(score(new, 2022), score(old, 2022))
    assert [line.change.value for line in back.lines] == ["same", "added", "same", "added"]
    unmarked = load(folder(tmp_path / "bare", TWO_GROUPS.replace("counts: false, ", ""), YEARS))
    assert not diff(score(old, 2022), score(unmarked, 2022)).differs  # true is what is said where nothing is


# --- it is shown, apart -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["score", "2022"], "· Watched only\n  Beta"),
        (["score", "2022", "--format", "markdown"], "### · Watched only"),
        (["score", "2022", "--format", "prose"], "Watched only and in no count: Beta (4): unmet; Delta: unmet."),
        (["score", "2022", "--format", "html"], 'data-kind="watched"'),
        (["diff", "2022", "2023"], "· Watched only\n  Beta"),
        (["diff", "2022", "2023", "--format", "prose"], "Watched only: Beta (unmet 4 → unmet 2)"),
        (["diff", "2022", "2023", "--format", "html"], 'data-kind="watched"'),
        (["trend"], "Watched only\n  Beta"),
        (["trend", "--format", "html"], 'data-kind="watched"'),
        (["outlook", "2023"], "· Watched only"),
        (["outlook", "2023", "--format", "html"], 'data-kind="watched"'),
        (["show", "b"], "In the count  no: it is watched only"),
    ],
    ids=" ".join,
)
def test_it_is_told_apart(data: str, quick: Quick, command: list[str], told: str) -> None:
    assert told in quick(*command, "--data", data).page
    assert "Watched only" not in quick(*command, "--data", data, "--lang", "vi").page or "html" in command


def test_ci_fails_on_none_of_it(data: str, quick: Quick) -> None:
    junit = quick("score", "2023", "--data", data, "--format", "junit").page
    assert 'failures="0"' in junit
    assert 'type="watched" message="watched only, unmet: the figures say unmet' in junit
    github = quick("score", "2023", "--data", data, "--format", "github").page
    assert "::notice file=" in github
    assert "::warning" not in github
    assert quick("check", "2023", "--data", data).code == 0
    assert quick("check", "2023", "--data", data, "--fail-on", "discrepancy", "--fail-on", "unmet").code == 0


def test_programs_read_whether_it_counts(data: str, quick: Quick) -> None:
    found = json.loads(quick("score", "2022", "--data", data, "--format", "json").page)
    assert [each["counts"] for each in found["indicators"]] == [True, False, True, False]
    assert [each["status"] for each in found["indicators"]] == ["met", "unmet", "exceeded", "unmet"]
    assert found["tally"]["total"] == 2
    rows = quick("score", "2022", "--data", data, "--format", "csv").page.splitlines()
    at = rows[0].split(",").index("counts")
    assert [row.split(",")[at] for row in rows[1:]] == ["true", "false", "true", "false"]


def test_the_second_tally_by_lead_is_without_it(data: str, quick: Quick) -> None:
    page = quick("score", "2022", "--data", data, "--by", "lead").page
    assert "\nX  2/2" in page
    assert "\nY" not in page


def test_the_report_has_it_without_a_number_and_needs_no_attention_for_it(tmp_path: Path) -> None:
    page = report_page(score(load(folder(tmp_path, TWO_GROUPS, YEARS)), 2022), Say.of("en"))
    assert [group.name for group in page.groups] == ["G", "Watched only"]
    assert [row.number for row in page.groups[1].rows] == ["", ""]
    assert page.attention == ()
    assert page.nothing == "Every indicator is met or exceeded."
    assert page.tally[-1][1:3] == ("2", "2")


def test_a_year_in_which_all_are_watched_has_no_headline(tmp_path: Path, quick: Quick) -> None:
    one = "  a: {name: A, group: g, better: higher, counts: false, targets: {2022: 5}}\n"
    at = str(folder(tmp_path, one, {2022: "{a: 9}"}))
    assert "No indicator counts in this year" in quick("score", "2022", "--data", at).page
    assert quick("check", "2022", "--data", at).code == 1


def test_it_goes_to_the_departments_as_any(data: str, quick: Quick, tmp_path: Path) -> None:
    assert quick("export", "2023", str(tmp_path / "out.xlsx"), "--data", data).code == 0
    ran = quick("import", "2023", str(tmp_path / "out.xlsx"), "--data", data)
    assert ran.code == 0, ran.stderr
    assert [line.status for line in score(load(data), 2023).lines][1] is Status.UNMET
