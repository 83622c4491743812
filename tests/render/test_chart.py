"""The chart of one indicator: what is drawn of it, by which form, in which words; nothing of the data can act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh import load
from an_sinh.judge.outlook import outlook
from an_sinh.judge.scorecard import score
from an_sinh.pages.axis import scale_for, ticks_on
from an_sinh.pages.chart import Chart, picture
from an_sinh.pages.say import Say
from an_sinh.pages.web.outlook import outlook_web
from an_sinh.pages.web.trend import trend_web
from an_sinh.render.as_html import write_html
from an_sinh.render.as_svg import WIDTH, write_svg
from tests.conftest import HANOI, PAGES, ROOT
from tests.support_years import HIGHER, LOWER, WITHIN, Written, programme, reported

if TYPE_CHECKING:
    from tests.conftest import Quick

SVG = "{http://www.w3.org/2000/svg}"
EN, VI = Say.of("en"), Say.of("vi")


def chart(written: Written, say: Say = EN) -> Chart:
    made = programme({"it": written})
    (found,) = picture([score(made, year) for year in sorted(made.actuals)], 0, say).charts
    return found


def drawn(written: Written, say: Say = EN) -> ET.Element:
    made = programme({"it": written})
    return ET.fromstring(write_svg(picture([score(made, year) for year in sorted(made.actuals)], 0, say)))


def named(root: ET.Element, name: str) -> list[ET.Element]:
    """The elements of a class."""
    return [each for each in root.iter() if name in each.get("class", "").split()]


def texts(root: ET.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


# --- what is drawn ----------------------------------------------------------------------------------------------------


def test_targets_are_steps_and_those_that_stay_the_same_are_one() -> None:
    found = chart({**HIGHER, "targets": {2021: 10, 2022: 10, 2023: 12, 2025: 12}})
    assert [(step.first, step.last, step.text) for step in found.steps] == [
        (2021, 2022, "10"),
        (2023, 2023, "12"),
        (2025, 2025, "12"),
    ]


def test_a_step_does_not_go_on_across_a_break() -> None:
    found = chart({**HIGHER, "targets": {2021: 10, 2022: 10}, "breaks": [2022]})
    assert [(step.first, step.last) for step in found.steps] == [(2021, 2021), (2022, 2022)]
    assert found.breaks == (2022,)


def test_a_change_is_drawn_where_it_can_be_worked_out_and_only_there() -> None:
    found = chart({**LOWER, "targets": {2022: {"change": -2}, 2024: {"change": -2}}, "is": {2021: 10, 2022: 9}})
    assert [(step.first, step.near) for step in found.steps] == [(2022, Decimal(8))]


def test_a_band_has_two_ends_and_a_bound_has_a_line_of_its_own() -> None:
    found = chart({**HIGHER, "targets": {2021: {"from": 30, "to": 35}, 2022: {"over": 35}}})
    assert [(step.near, step.far or 0, step.strict) for step in found.steps] == [
        (Decimal(30), Decimal(35), False),
        (Decimal(35), 0, True),
    ]
    assert len(named(drawn({**WITHIN, "targets": {2021: {"from": 1, "to": 2}}}), "band")) == 2  # one of them in the key


def test_a_figure_from_which_a_target_is_exceeded_is_no_band() -> None:
    assert chart({**HIGHER, "targets": {2021: {"value": 10, "exceeded": 12}}}).steps[0].far is None


def test_a_provisional_figure_is_told_by_form() -> None:
    root = drawn({**HIGHER, "is": {2021: 10, 2022: {"value": 11, "provisional": True}}})
    assert len([each for each in named(root, "actual") if "provisional" in each.get("class", "")]) == 2  # and its key
    style = root.find(f"{SVG}style")
    assert style is not None
    assert re.search(r"\.actual\.provisional \{[^}]*fill: var\(--paper\)[^}]*stroke-dasharray", style.text or "")


def test_figures_of_years_that_do_not_follow_each_other_and_those_across_a_break_are_not_joined() -> None:
    def runs(written: Written) -> int:
        return len(named(drawn(written), "run")) - 1  # the key has one

    assert runs({**HIGHER, "is": {2021: 1, 2022: 2, 2023: 3}}) == 2
    assert runs({**HIGHER, "is": {2021: 1, 2023: 3}}) == 0
    assert runs({**HIGHER, "is": {2021: 1, 2022: 2}, "breaks": [2022]}) == 0


def test_the_outlook_goes_on_from_the_latest_final_figure_in_a_dashed_line() -> None:
    written = {
        **HIGHER,
        "baseline": {"year": 2020, "value": 10},
        "targets": {"term": 20},
        "is": {2021: 12, 2022: {"value": 13, "provisional": True}},
    }
    found = chart(written)
    assert found.ahead is not None
    now, then = found.ahead
    assert (now.year, now.text, then.year, then.text) == (2021, "12", 2025, "24.9")  # 10 · 1.2^5 = 24.8832
    assert len(named(drawn(written), "ahead")) == 2


def test_the_way_from_the_baseline_to_the_term_is_drawn_where_no_year_has_a_target() -> None:
    base = {**HIGHER, "baseline": {"year": 2020, "value": 10}, "is": {2021: 12}}
    found = chart({**base, "targets": {"term": {"by": 2030, "value": 20}}})
    assert found.way is not None
    assert [(point.year, point.value) for point in found.way] == [(2020, Decimal(10)), (2030, Decimal(20))]
    assert [column.year for column in found.columns] == list(range(2020, 2031))
    assert chart({**base, "targets": {"term": 20, 2022: 13}}).way is None
    assert chart({**base, "targets": {"term": 20}, "breaks": [2023]}).way is None


@pytest.mark.parametrize("targets", [{"term": 20}, {"term": 20, 2022: 13}], ids=["the-term-alone", "a-year-too"])
def test_the_pages_of_trend_and_outlook_draw_that_way_too(targets: dict[int | str, int]) -> None:
    written = {**HIGHER, "baseline": {"year": 2020, "value": 10}, "is": {2021: 12, 2022: 13}, "targets": targets}
    made = programme({"it": written})
    cards = [score(made, year) for year in sorted(made.actuals)]
    pages = [trend_web(cards, EN), outlook_web(outlook(made, 2022), EN)]
    for text in (write_html({"en": page}, "en") for page in pages):
        lines = re.findall(r'<line class="way" x1="(\S+)" y1="(\S+)" x2="(\S+)" y2="(\S+)"/>', text)
        assert bool(lines) is (len(targets) == 1)
        for x1, y1, x2, y2 in lines:
            assert float(x1) < float(x2)
            assert float(y1) > float(y2), "up is down on a screen"


def test_a_sum_is_drawn_as_the_sum_and_has_no_baseline() -> None:
    found = chart(
        {**HIGHER, "cumulative": True, "baseline": {"year": 2020, "value": 9}, "is": {2021: 10, 2022: 10, 2024: 10}}
    )
    assert [(mark.year, mark.value) for mark in found.points] == [(2021, Decimal(10)), (2022, Decimal(20))]
    assert found.baseline is None


def test_what_is_withdrawn_has_no_figure_and_its_sign_says_so() -> None:
    found = chart({**HIGHER, "years": [2023, 2025], "targets": {"term": 5}, "is": {2023: 3}})
    assert {column.year: column.tone for column in found.columns} == {
        2021: "withdrawn",
        2022: "withdrawn",
        2023: "unscored",
        2024: "unscored",
        2025: "unscored",
    }


def test_a_milestone_is_a_strip_of_years() -> None:
    root = drawn({"targets": {2022: True}, "is": {2021: False, 2022: True}})
    assert named(root, "axis") == []
    assert {"not done", "done", "to be done", "2021", "2022"} <= set(texts(root))


def test_verdicts_alone_are_a_strip_and_nothing_at_all_is_said_in_a_sentence() -> None:
    assert "There is no figure to draw, and no target." in texts(drawn({**HIGHER, "is": {2022: reported("met")}}))
    root = drawn({}, VI)
    assert "Không có số liệu để vẽ, cũng không có mục tiêu." in texts(root)
    assert len(named(root, "sign")) == 6  # five years and the key


def test_a_status_is_told_by_its_sign_with_a_word_in_the_key() -> None:
    root = drawn({**HIGHER, "targets": {2021: 10, 2022: 10}, "is": {2021: 12, 2022: 9}})
    assert [each.text for each in named(root, "sign")][:2] == ["▲", "✗"]
    assert {"Exceeded", "Unmet"} <= set(texts(root))


# --- its words --------------------------------------------------------------------------------------------------------


def test_figures_and_words_are_of_the_language() -> None:
    written = {**LOWER, "targets": {2021: Decimal("1234.5")}, "is": {2021: Decimal("2.25")}}
    assert {"1,234.5", "2.25", "actual"} <= set(texts(drawn(written, EN)))
    assert {"1.234,5", "2,25", "thực hiện"} <= set(texts(drawn(written, VI)))


def test_who_does_not_see_it_is_told_the_same() -> None:
    root = drawn(
        {**HIGHER, "baseline": {"year": 2020, "value": 8}, "targets": {2021: 10, "term": 20}, "is": {2021: 12}}
    )
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "It (beds) · Programme P · 2021-2025, each year against its own plan"
    assert (description.text or "").startswith(
        "2020: baseline 8. 2021: 12 is 2 above the target of 10: exceeded. 2022: no figure yet: not judged."
    )
    assert (description.text or "").endswith("2025: 60.8, on as it goes: on track.")


# --- the file ---------------------------------------------------------------------------------------------------------

EVIL = ["</text><script>alert(1)</script>", '" onload="alert(1)', "]]>", "{{ 7 * 7 }}", "&lt;b&gt;"]


@pytest.mark.parametrize("evil", EVIL)
def test_a_text_of_the_data_stays_a_text(evil: str) -> None:
    root = drawn({**HIGHER, "name": evil, "unit": evil, "is": {2021: 1}})
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "line", "path", "circle", "text"}
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name]
    assert evil.split(maxsplit=1)[0] in "".join(texts(root))


@pytest.mark.parametrize(
    "folder", [HANOI, ROOT / "examples" / "library", PAGES / "hostile"], ids=lambda each: each.name
)
def test_every_indicator_has_a_picture_that_asks_for_nothing_and_lies_within_its_frame(folder: object) -> None:
    made = load(str(folder))
    first, last = made.years
    cards = [score(made, year) for year in made.actuals if first <= year <= last]
    for at, id_ in enumerate(made.indicators):
        for say in (EN, VI):
            text = write_svg(picture(cards, at, say))
            assert "prefers-color-scheme: dark" in text
            assert not re.search(r"<script|href|url\(|@import|@font-face", text)
            _within(ET.fromstring(text), id_)


def _within(root: ET.Element, id_: str) -> None:
    height = float(root.get("height", "0"))
    for each in root.iter():
        for name, most in (("x", WIDTH), ("x1", WIDTH), ("x2", WIDTH), ("cx", WIDTH), ("y", height), ("cy", height)):
            if name in each.attrib:
                assert 0 <= float(each.attrib[name]) <= most, (id_, each.attrib)


def test_it_is_the_same_bytes_each_time_and_says_no_time(quick: Quick) -> None:
    line = ("show", "poverty-rate", "--format", "svg", "--lang", "vi")
    assert quick(*line).stdout == quick(*line).stdout
    assert "Tỷ lệ hộ nghèo" in quick(*line).stdout


FIGURES = st.decimals(min_value=Decimal("-1e20"), max_value=Decimal("1e20"), allow_nan=False, places=4)


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_ticks_are_round_and_lie_on_the_scale(figures: Sequence[Decimal]) -> None:
    scale = scale_for(figures)
    ticks = ticks_on(scale, str)
    assert 2 <= len(ticks) <= 7
    assert all(scale.low <= tick.value <= scale.high for tick in ticks)
    assert len({tick.text for tick in ticks}) == len(ticks)
