"""A plan's words for what is to be reached, as real plans of Vietnamese provinces and in English have them."""

from __future__ import annotations

import pytest

from an_sinh.errors import Complaint, Phrase
from an_sinh.spreadsheet.target_words import (
    ANOTHER_UNIT,
    CHANGE_OVER,
    NO_TARGET,
    SEVERAL,
    Wording,
    readings,
    settle,
    target_in,
)
from an_sinh.terms import Direction, Language

VI, EN = Language.VI, Language.EN
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@pytest.mark.parametrize(
    ("text", "unit", "keys", "better"),
    [
        ("dưới 3", "%", {"under": "3"}, LOWER),
        ("<7,6", "%", {"under": "7.6"}, LOWER),
        ("trên 95", "%", {"over": "95"}, HIGHER),
        ("Trên 95%", "%", {"over": "95"}, HIGHER),
        ("30-35", "%", {"from": "30", "to": "35"}, None),
        ("6,6%-6,8%", "%", {"from": "6.6", "to": "6.8"}, None),
        ("từ 30 đến 35", "giường", {"from": "30", "to": "35"}, None),
        ("56.000-61.000", "tỷ đồng", {"from": "56000", "to": "61000"}, None),
        ("giảm 0,1", "%", {"change": "-0.1"}, LOWER),
        ("Giảm 0,1 điểm %", "%", {"change": "-0.1"}, LOWER),
        ("giảm 20 %", "hộ", {"change_percent": "-20"}, LOWER),
        ("tăng 2,5", "%", {"change": "2.5"}, HIGHER),
        ("Giảm 380 hộ so với đầu năm", "hộ", {"change": "-380"}, LOWER),
        ("giảm từ 0,5 trở lên", "%", {"change": "-0.5"}, LOWER),
        ("≥ 95", "%", {"value": "95"}, HIGHER),
        ("từ 7,5 trở lên", "%", {"value": "7.5"}, HIGHER),
        ("71 trở lên", "%", {"value": "71"}, HIGHER),
        ("từ 63 triệu trở lên", "triệu đồng", {"value": "63"}, HIGHER),
        ("hàng năm từ 90 trở lên", "%", {"value": "90"}, HIGHER),
        ("tối thiểu 27,5", "", {"value": "27.5"}, HIGHER),
        ("không quá 5 ngày", "ngày", {"value": "5"}, LOWER),
        ("≤ 4,3", "%", {"value": "4.3"}, LOWER),
        ("duy trì 100", "%", {"value": "100"}, None),
        ("Duy trì 100% xã chuẩn y tế", "%", {"value": "100"}, None),
        ("160.000 lượt người", "lượt người", {"value": "160000"}, None),
        ("7.213,5", "tỷ đồng", {"value": "7213.5"}, None),
        ("12 km2", "km2", {"value": "12"}, None),
        ("04 trường", "trường", {"value": "4"}, None),
        ("Hoàn thành", "", {"value": "true"}, None),
    ],
)
def test_vietnamese(text: str, unit: str, keys: dict[str, str], better: Direction | None) -> None:
    read = target_in(text, unit, VI)
    assert isinstance(read, Wording), read
    assert (dict(read.keys), read.better, read.about) == (keys, better, "")


@pytest.mark.parametrize(
    ("text", "unit", "keys", "better"),
    [
        ("under 3", "%", {"under": "3"}, LOWER),
        ("over 95", "%", {"over": "95"}, HIGHER),
        ("30 to 35", "beds", {"from": "30", "to": "35"}, None),
        ("between 3 and 5", "days", {"from": "3", "to": "5"}, None),
        ("down 0.1", "%", {"change": "-0.1"}, LOWER),
        ("reduce by 20 %", "households", {"change_percent": "-20"}, LOWER),
        ("at least 95", "%", {"value": "95"}, HIGHER),
        ("95 or more", "%", {"value": "95"}, HIGHER),
        ("no more than 5 days", "days", {"value": "5"}, LOWER),
        ("maintain 100", "%", {"value": "100"}, None),
        ("4,900", "USD", {"value": "4900"}, None),
        ("done", "", {"value": "true"}, None),
    ],
)
def test_english(text: str, unit: str, keys: dict[str, str], better: Direction | None) -> None:
    read = target_in(text, unit, EN)
    assert isinstance(read, Wording), read
    assert (dict(read.keys), read.better) == (keys, better)


@pytest.mark.parametrize(
    ("text", "keys", "about"),
    [
        ("khoảng 4", {"value": "4"}, "khoảng"),
        ("khoảng 45-47", {"from": "45", "to": "47"}, "khoảng"),
        ("about 4", {"value": "4"}, "about"),
    ],
)
def test_about(text: str, keys: dict[str, str], about: str) -> None:
    read = target_in(text, "%", VI)
    assert isinstance(read, Wording)
    assert (dict(read.keys), read.about) == (keys, about)


@pytest.mark.parametrize(("text", "key"), [("giảm 0,1%", "change"), ("giảm 20%", "change_percent")])
def test_a_percent_of_a_percentage_is_a_guess(text: str, key: str) -> None:
    read = target_in(text, "%", VI)
    assert isinstance(read, Wording)
    assert list(read.keys) == [key]
    assert read.is_guess


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("1-1,5; trong đó huyện nghèo 4", "%", SEVERAL),
        ("60-62; trong đó có bằng 24-24,5", "%", SEVERAL),
        ("khoảng 6 (Chính phủ phấn đấu khoảng 6,5)", "%", SEVERAL),
        ("giảm 0,7 (còn 4,33)", "%", SEVERAL),
        ("14,3 bác sỹ và 48,5 giường", "", SEVERAL),
        ("04/09 thôn", "thôn", SEVERAL),
        ("6,5-7, phấn đấu 7-7,5", "%", SEVERAL),
        ("giảm 1-1,5", "%", CHANGE_OVER),
        ("giảm trên 10", "%", CHANGE_OVER),
        ("45 triệu", "đồng", ANOTHER_UNIT),
        ("45 đồng", "triệu đồng", ANOTHER_UNIT),
        ("95%", "hộ", ANOTHER_UNIT),
        ("xã cơ bản đạt chuẩn", "", NO_TARGET),
        ("35-30", "%", NO_TARGET),
        ("4,900.5", "%", NO_TARGET),
    ],
)
def test_what_is_not_one_target_is_refused(text: str, unit: str, reason: Phrase) -> None:
    assert target_in(text, unit, VI) == reason


def test_the_plans_own_figures_settle_how_they_are_written() -> None:
    assert settle([("A1", "dưới 2,5"), ("A2", "203.027")]) is VI
    assert settle([("A1", "under 2.5")]) is EN
    assert settle([("A1", "dưới 3")]) is None
    assert readings("203.027") == {VI: "203027", EN: "203.027"}


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([("D7", "203.027")], "D7 '203.027' may be 203027 or 203.027"),
        ([("D7", "2,5"), ("D8", "2.5")], "written in two ways: D7 '2,5' in the Vietnamese, D8 '2.5' in the English"),
    ],
)
def test_what_they_do_not_settle_is_asked(texts: list[tuple[str, str]], told: str) -> None:
    with pytest.raises(Complaint, match="--numerals") as error:
        settle(texts)
    assert told in error.value.describe()
