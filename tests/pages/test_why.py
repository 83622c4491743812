"""Why a status is what it is: a sentence with the numbers in it, for every form, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from an_sinh.pages.say import Say
from an_sinh.pages.why import why
from tests.support_years import HIGHER, LOWER, WITHIN, Written, line, reported

PERCENT = {"better": "higher", "unit": "%"}
RANGE = {"targets": {2022: {"from": "30", "to": "35"}}}


def at(written: Written, actual: Any, **rest: Any) -> dict[str, Any]:
    """An indicator with its entry of 2022."""
    return {**written, "is": {2022: actual}, **rest}


def change(form: str, by: str, previous: str, actual: str) -> dict[str, Any]:
    return {**LOWER, "targets": {2022: {form: by}}, "is": {2021: previous, 2022: actual}}


SENTENCES = [
    # a value
    pytest.param(
        at(HIGHER, "203027", targets={2022: "160000"}),
        "203,027 is 43,027 above the target of 160,000",
        "203.027 cao hơn mục tiêu 160.000 là 43.027",
        id="above-a-value",
    ),
    pytest.param(
        at(HIGHER, "91.99", targets={2022: "92"}),
        "91.99 is 0.01 below the target of 92",
        "91,99 thấp hơn mục tiêu 92 là 0,01",
        id="below-a-value",
    ),
    pytest.param(
        at(HIGHER, "92.0", targets={2022: "92"}),
        "92.0 is just the target of 92",
        "92,0 đúng bằng mục tiêu 92",
        id="just-a-value",
    ),
    pytest.param(
        at(LOWER, "-8", targets={2022: "-7"}),
        "−8 is 1 below the target of −7",
        "−8 thấp hơn mục tiêu −7 là 1",
        id="below-zero",
    ),
    # with the figure from which it counts as exceeded
    pytest.param(
        at(HIGHER, "97", targets={2022: {"value": "95", "exceeded": "97"}}),
        "97 is 2 above the target of 95, and past 97, from which it counts as exceeded",
        "97 cao hơn mục tiêu 95 là 2, và đã qua 97, mức được tính là vượt",
        id="exceeded-on-the-dot",
    ),
    pytest.param(
        at(HIGHER, "96", targets={2022: {"value": "95", "exceeded": "97"}}),
        "96 is 1 above the target of 95, and not yet 97, from which it would count as exceeded",
        "96 cao hơn mục tiêu 95 là 1, và chưa tới 97, mức được tính là vượt",
        id="met-and-not-exceeded",
    ),
    pytest.param(
        at(HIGHER, "94", targets={2022: {"value": "95", "exceeded": "97"}}),
        "94 is 1 below the target of 95",
        "94 thấp hơn mục tiêu 95 là 1",
        id="unmet-says-nothing-of-exceeding",
    ),
    # a range
    pytest.param(
        at(HIGHER, "30", **RANGE), "30 is within 30 to 35", "30 nằm trong khoảng 30 đến 35", id="at-the-near-edge"
    ),
    pytest.param(
        at(HIGHER, "36.5", **RANGE),
        "36.5 is 1.5 above 30 to 35",
        "36,5 cao hơn khoảng 30 đến 35 là 1,5",
        id="above-a-range",
    ),
    pytest.param(
        at(LOWER, "29", **RANGE), "29 is 1 below 30 to 35", "29 thấp hơn khoảng 30 đến 35 là 1", id="below-a-range"
    ),
    pytest.param(
        at(WITHIN, "40", **RANGE), "40 is 5 above 30 to 35", "40 cao hơn khoảng 30 đến 35 là 5", id="outside-a-band"
    ),
    pytest.param(
        at(WITHIN, "33", **RANGE), "33 is within 30 to 35", "33 nằm trong khoảng 30 đến 35", id="inside-a-band"
    ),
    pytest.param(
        at(WITHIN, "-1", targets={2022: {"from": "0", "to": "2"}}),
        "−1 is 1 below 0 to 2",
        "−1 thấp hơn khoảng 0 đến 2 là 1",
        id="a-band-from-zero",
    ),
    pytest.param(
        at(HIGHER, "36", targets={2022: {"from": "30", "to": "35", "exceeded": "38"}}),
        "36 is 1 above 30 to 35, and not yet 38, from which it would count as exceeded",
        "36 cao hơn khoảng 30 đến 35 là 1, và chưa tới 38, mức được tính là vượt",
        id="past-a-range-and-not-exceeded",
    ),
    # under and over
    pytest.param(
        at(LOWER, "3", targets={2022: {"under": "3"}}),
        "3 is the bound of 3 itself, which is not enough",
        "3 đúng bằng mốc 3, như vậy chưa đủ",
        id="the-bound-itself",
    ),
    pytest.param(
        at(LOWER, "2.23", targets={2022: {"under": "3"}}),
        "2.23 is 0.77 below the bound of 3",
        "2,23 thấp hơn mốc 3 là 0,77",
        id="under",
    ),
    pytest.param(
        at(HIGHER, "95.5", targets={2022: {"over": "95"}}),
        "95.5 is 0.5 above the bound of 95",
        "95,5 cao hơn mốc 95 là 0,5",
        id="over",
    ),
    pytest.param(
        at(LOWER, "2.5", targets={2022: {"under": "3", "exceeded": "2"}}),
        "2.5 is 0.5 below the bound of 3, and not yet 2, from which it would count as exceeded",
        "2,5 thấp hơn mốc 3 là 0,5, và chưa tới 2, mức được tính là vượt",
        id="under-and-not-exceeded",
    ),
    # a change
    pytest.param(
        change("change", "-0.5", "12", "11"),
        "11 is 0.5 below the target of 11.5 (the target is −0.5 on 12 of 2021)",
        "11 thấp hơn mục tiêu 11,5 là 0,5 (mục tiêu là −0,5 so với 12 của năm 2021)",
        id="a-change",
    ),
    pytest.param(
        change("change_percent", "-20", "0.16", "0.095"),
        "0.095 is 0.033 below the target of 0.128 (the target is −20 % on 0.16 of 2021)",
        "0,095 thấp hơn mục tiêu 0,128 là 0,033 (mục tiêu là −20% so với 0,16 của năm 2021)",
        id="a-change-in-percent",
    ),
    pytest.param(
        change("change", "0", "12", "12"),
        "12 is just the target of 12 (the target is the 12 of 2021)",
        "12 đúng bằng mục tiêu 12 (mục tiêu là mức 12 của năm 2021)",
        id="no-change",
    ),
    pytest.param(
        change("change_percent", "0", "12", "13"),
        "13 is 1 above the target of 12 (the target is the 12 of 2021)",
        "13 cao hơn mục tiêu 12 là 1 (mục tiêu là mức 12 của năm 2021)",
        id="no-change-in-percent",
    ),
    # milestones
    pytest.param(at({"targets": {2022: "true"}}, "true"), "it is done", "đã xong", id="done"),
    pytest.param(at({"targets": {2022: "true"}}, "false"), "it is not done", "chưa xong", id="not-done"),
    # on the authority's word
    pytest.param(
        at(HIGHER, reported("met"), targets={2022: "5"}),
        "the authority reported it so, and there is no figure to compute it from",
        "cơ quan báo cáo như vậy, không có số liệu để tính",
        id="reported-without-a-figure",
    ),
    pytest.param(
        at(PERCENT, {"value": "14.5", "reported": "met"}),
        "the authority reported it so, and there is no target to compare 14.5 % with",
        "cơ quan báo cáo như vậy, không có mục tiêu để so với 14,5%",
        id="reported-without-a-target",
    ),
    pytest.param(
        at({"targets": {2023: "true"}}, {"value": "true", "reported": "met"}),
        "the authority reported it so, and there is no target to compare done with",
        "cơ quan báo cáo như vậy, không có mục tiêu để so với đã xong",
        id="reported-milestone-without-a-target",
    ),
    pytest.param(
        at(LOWER, {"value": "5", "reported": "met"}, targets={2022: {"change": "-1"}}),
        "the authority reported it so, and there is no target that could be worked out",
        "cơ quan báo cáo như vậy, không tính ra được mục tiêu",
        id="reported-where-a-change-cannot-be-worked-out",
    ),
    pytest.param(
        at(HIGHER, {"value": "4", "reported": "met"}, targets={2022: "5"}),
        "4 is 1 below the target of 5; the authority reported met, and the figures count",
        "4 thấp hơn mục tiêu 5 là 1; cơ quan báo cáo đạt, lấy theo số liệu",
        id="a-discrepancy",
    ),
    # not judged, each for its reason
    pytest.param(at(HIGHER, None, targets={2022: "5"}), "no figure yet", "chưa có số liệu", id="no-actual"),
    pytest.param(at(HIGHER, "5"), "no target", "không có mục tiêu", id="no-target"),
    pytest.param(
        at(LOWER, "5", targets={2022: {"change": "-1"}}),
        "no figure a year ago",
        "thiếu số năm trước",
        id="no-previous-year",
    ),
    pytest.param(
        at(HIGHER, "5", targets={2022: "9"}, cumulative="true"), "a year is missing", "thiếu một năm", id="gap-in-years"
    ),
    pytest.param(
        {**change("change", "-1", "6", "5"), "breaks": ["2022"]}, "defined anew", "định nghĩa lại", id="series-break"
    ),
    pytest.param({"years": ["2023", "2025"]}, "it does not count in this year", "năm này không tính", id="withdrawn"),
]


@pytest.mark.parametrize(("written", "english", "vietnamese"), SENTENCES)
def test_the_reason_in_both_languages(written: Written, english: str, vietnamese: str) -> None:
    found = line(written)
    assert why(found, Say.of("en"), "2021") == english
    assert why(found, Say.of("vi"), "2021") == vietnamese


def test_the_numbers_of_a_sentence_add_up_whatever_their_digits() -> None:
    found = line(at(HIGHER, "1e28", targets={2022: "1e-28"}))
    assert f"is {'9' + ',999' * 9}.{'9' * 28} above" in why(found, Say.of("en"), "2021")
