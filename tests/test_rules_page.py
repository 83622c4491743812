"""docs/rules.md: each figure in its tables is what the rules give, and no rule is without an example."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from an_sinh import diff, load, outlook, score
from an_sinh.figures import plain, round_percent, tidy, to_places
from an_sinh.judge.diff import Change
from an_sinh.judge.parts import together
from an_sinh.judge.rules import Edges, achieved_percent, classify, edges, gap, so_far
from an_sinh.programme.model import BEHIND, ON_TRACK, Programme, Target
from an_sinh.terms import Against, Direction, Form, Outlook, Reason, Status
from tests.conftest import HANOI, ROOT
from tests.support_pages import fences, write_files
from tests.support_years import line as line_of

PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")


def table(header: str, page: str = PAGE) -> list[list[str]]:
    """The cells of the tables with this header, backticks taken off."""
    found = re.findall(rf"^{re.escape(header)}\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert found, header
    return [
        [cell.strip().replace("`", "") for cell in row.strip("|").split("|")] for row in "".join(found).splitlines()
    ]


def figure(text: str) -> Decimal:
    return Decimal(text.replace("−", "-"))


def bar(better: str, written: str, previous: str | None = None) -> Edges:
    target = Target.model_validate(YAML(typ="base", pure=True).load(written))
    found = edges(target, Direction(better), None if previous is None else figure(previous))
    assert isinstance(found, Edges)
    return found


# --- 3. comparing -----------------------------------------------------------------------------------------------------

STATUSES = table("| `better` | target | unmet | met | exceeded |")


@pytest.mark.parametrize(("better", "target", "unmet", "met", "exceeded"), STATUSES)
def test_the_status_of_each_figure(better: str, target: str, unmet: str, met: str, exceeded: str) -> None:
    for status, figures in ((Status.UNMET, unmet), (Status.MET, met), (Status.EXCEEDED, exceeded)):
        for text in filter(None, figures.split(", ")):
            assert classify(bar(better, target), figure(text)) is status, text


IN_PARTS = table("| `better` | `within_year` | open | so far | for good |")


@pytest.mark.parametrize(("better", "within", "still_open", "until_now", "for_good"), IN_PARTS)
def test_a_part_of_a_year(better: str, within: str, still_open: str, until_now: str, for_good: str) -> None:
    held = bar(better, "{from: 90, to: 100}" if better == "within" else "100")
    for said, final in ((still_open, False), (until_now, False), (for_good, True)):
        for each in filter(None, said.split(", ")):
            text, _, status = each.partition(" ")
            found = so_far(held, figure(text), classify(held, figure(text)), adds=within == "adds")
            assert found == (Status(status or "unscored"), final), each


@pytest.mark.parametrize(("parts", "whole"), table("| parts | the whole |"))
def test_the_status_of_an_indicator_with_parts(parts: str, whole: str) -> None:
    assert together(map(Status, parts.split(", "))) is Status(whole)


@pytest.mark.parametrize(("better", "target", "near", "far"), table("| `better` | target | near edge | far edge |")[:3])
def test_the_edges_of_each_target(better: str, target: str, near: str, far: str) -> None:
    found = bar(better, target)
    assert (found.near, found.far) == (figure(near), figure(far))


WORKED_OUT = table("| `better` | from | target | becomes | unmet | met | exceeded |")


@pytest.mark.parametrize(("better", "base", "target", "becomes", "unmet", "met", "exceeded"), WORKED_OUT)
def test_the_status_of_each_figure_against_what_is_worked_out(
    better: str, base: str, target: str, becomes: str, unmet: str, met: str, exceeded: str
) -> None:
    found = bar(better, target, base)
    assert found.near == figure(becomes)
    for status, figures in ((Status.UNMET, unmet), (Status.MET, met), (Status.EXCEEDED, exceeded)):
        for text in filter(None, figures.split(", ")):
            assert classify(found, figure(text)) is status, text


def test_every_form_of_target_has_an_example() -> None:
    page = "".join(block.text for block in fences(PAGE)) + "".join(row[1] for row in STATUSES)
    page += "".join(row[2] for row in WORKED_OUT)
    shown = {
        Form.VALUE: "95",
        Form.RANGE: "from:",
        Form.ABOUT: "about:",
        Form.UNDER: "under:",
        Form.OVER: "over:",
        Form.CHANGE: "change:",
    }
    shown |= {
        Form.CHANGE_PERCENT: "change_percent:",
        Form.FROM_BASELINE_PERCENT: "from_baseline_percent",
        Form.MILESTONE: "true",
    }
    assert set(shown) == set(Form)
    page += "".join(row[0] for row in table("| target | actual | status | gap | achieved |"))
    assert [form for form, text in shown.items() if text not in page] == []
    assert {row[0] for row in STATUSES} == {direction.value for direction in Direction}


# --- 4. Programme 08 --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(HANOI)


COMPUTED = table("| indicator | target | actual | status | gap | achieved |")


def test_the_computed_of_2022(programme: Programme) -> None:
    lines = [line for line in score(programme, 2022).lines if line.basis == "computed"]
    assert [line.id for line in lines] == [row[0].split(",")[0] for row in COMPUTED]
    for line, (_, target, actual, status, distance, achieved) in zip(lines, COMPUTED, strict=True):
        assert line.target is not None
        assert line.achieved_percent is not None
        told = target.rpartition("so ")[2]
        assert (line.target.near, line.actual, line.status) == (figure(told), figure(actual), status)
        assert (line.gap, f"{plain(tidy(round_percent(line.achieved_percent, 6)))} %") == (figure(distance), achieved)


@pytest.mark.parametrize(
    ("indicator", "year", "target", "actual", "status"), table("| indicator | year | target | actual | status |")
)
def test_against_the_end_of_the_term(
    programme: Programme, indicator: str, year: str, target: str, actual: str, status: str
) -> None:
    card = score(programme, int(year), Against.TERM)
    (line,) = (line for line in card.lines if line.id == indicator.split(",", maxsplit=1)[0])
    assert line.target is not None
    assert (line.actual, line.status) == (figure(actual), status.split(":", maxsplit=1)[0])
    low, high = figure(target.split(" to ", maxsplit=1)[0]), figure(target.rsplit(" to ", maxsplit=1)[-1])
    assert (line.target.low, line.target.high) == (low, high)


# --- 7. reasons, 9. gap and achievement -------------------------------------------------------------------------------


def test_every_reason_is_told() -> None:
    told = [code for row in table("| reason | |") for code in row[0].split(", ")]
    assert set(told) == {reason.value for reason in Reason}


@pytest.mark.parametrize(
    ("target", "actual", "status", "distance", "achieved"), table("| target | actual | status | gap | achieved |")
)
def test_gap_and_achievement(target: str, actual: str, status: str, distance: str, achieved: str) -> None:
    written, _, better = target.rpartition(", ")
    written, _, previous = written.partition(" on ")
    found = bar(better, written, previous or None)
    percent = achieved_percent(found, figure(actual))
    assert classify(found, figure(actual)) == status
    assert gap(found, figure(actual)) == figure(distance)
    told = "" if percent is None else f"{plain(tidy(round_percent(percent, 6)))} %".replace("-", "−")
    assert told == achieved


# --- 11. outlook, 12. diff --------------------------------------------------------------------------------------------


def plan(tmp_path: Path, number: int) -> Programme:
    """The plan that a section gives."""
    blocks = [block for block in fences(PAGE) if block.section.startswith(f"{number}. ") and block.file]
    write_files(tmp_path, {block.file: block.text for block in blocks})
    return load(tmp_path / "plan")


def test_each_outlook_is_worked_out_as_the_table_says(tmp_path: Path) -> None:
    found = {line.id: line for line in outlook(plan(tmp_path, 11), 2023).lines}
    rows = table("| indicator | observed a year | needed a year | ratio | outlook |")
    assert {row[0].split(",")[0] for row in rows} == set(found)
    for about, _, _, ratio, told in rows:
        line = found[about.split(",")[0]]
        assert (line.ratio is None) is (ratio == "")
        assert line.ratio is None or to_places(line.ratio) == figure(ratio)
        assert ", ".join(filter(None, (line.outlook.value, line.reason))) == told
    assert {line.outlook for line in found.values()} == set(Outlook) - {Outlook.WITHDRAWN}


def test_the_bounds_of_the_ratio() -> None:
    rows = table("| ratio | outlook |")
    assert [row[1] for row in rows] == ["on-track", "behind", "far-behind", "moving-away"]
    assert [Decimal(row[0].split()[0]) for row in rows[:3]] == [ON_TRACK, BEHIND, 0]


def test_each_change_is_as_the_table_says(tmp_path: Path) -> None:
    programme = plan(tmp_path, 12)
    rows = table("| indicator | old | new | change |")
    found = diff(score(programme, 2022), score(programme, 2023)).lines
    told = [
        [line.id, line.old.status if line.old else None, line.new.status if line.new else None, line.change]
        for line in found
    ]
    assert told == [[row[0].split(",")[0], *row[1:]] for row in rows]
    assert {row[3] for row in rows} == {change.value for change in Change}


# --- 6. means ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("better", "target", "years", "status", "shown"), table("| `better` | target | years | status | shown |")
)
def test_the_status_of_each_mean(better: str, target: str, years: str, status: str, shown: str) -> None:
    said = {2021 + at: each for at, each in enumerate(years.split(", "))}
    written = YAML(typ="base", pure=True).load(target)
    found = line_of({"better": better, "average": "true", "targets": {str(max(said)): written}, "is": said}, max(said))
    assert (found.status, found.shown) == (Status(status), figure(shown))
