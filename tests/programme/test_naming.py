"""Which indicator a text means: the strictest reading that fits counts, and what fits several is ambiguous."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.programme.model import Indicator
from an_sinh.programme.naming import holding, meant
from an_sinh.programme.parts import with_parts


def indicator(**names: str) -> Indicator:
    return Indicator.model_validate({"name": names, "group": "g"})


WEIGHED = {
    "weight": {"name": {"vi": "Nhẹ cân", "en": "By weight"}},
    "height": {"name": {"vi": "Thấp còi", "en": "By height"}},
}
INDICATORS = with_parts(
    {
        "unemployment-rate": indicator(vi="Tỷ lệ thất nghiệp", en="Unemployment rate"),
        "unemployment": indicator(vi="Số người thất nghiệp", en="People without work"),
        "poverty-rate": indicator(vi="Tỷ lệ hộ nghèo", en="Poverty rate"),
        "beds": indicator(vi="Số giường bệnh", en="Hospital beds"),
        "bed-days": indicator(vi="Ngày điều trị", en="Days in hospital"),
        "doan": indicator(vi="Đoàn viên", en="Members"),
        "doan-2": indicator(vi="Đoạn đường", en="Stretches"),
        "malnutrition": Indicator.model_validate(
            {"name": {"vi": "Suy dinh dưỡng", "en": "Malnutrition"}, "group": "g", "parts": WEIGHED}
        ),
    }
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("unemployment", "unemployment"),  # an id as it is, though another holds it
        ("beds", "beds"),
        ("Unemployment-Rate", "unemployment-rate"),
        ("unemployment rate", "unemployment-rate"),
        ("Tỷ lệ thất nghiệp", "unemployment-rate"),
        (unicodedata.normalize("NFD", "tỷ lệ thất nghiệp"), "unemployment-rate"),
        ("ty le that nghiep", "unemployment-rate"),
        ("people", "unemployment"),
        ("poverty", "poverty-rate"),
        ("NGHEO", "poverty-rate"),
        ("điều trị", "bed-days"),
        ("đoàn", "doan"),  # with its tone only one has it
        ("giuong", "beds"),
        ("that nghiep", "unemployment-rate unemployment"),
        ("rate", "unemployment-rate poverty-rate"),
        ("hospital", "beds bed-days"),
        ("doa", "doan doan-2"),
        ("malnutri", "malnutrition"),  # and not its parts
        ("nhẹ cân", "malnutrition/weight"),
        ("malnutrition/h", "malnutrition/height"),
        ("by", "malnutrition/weight malnutrition/height"),
        ("zzz", ""),
        ("", ""),
        (" - ", ""),
    ],
)
def test_the_strictest_reading_counts(asked: str, found: str) -> None:
    assert " ".join(meant(asked, INDICATORS)) == found


@given(st.sampled_from(list(INDICATORS)))
def test_an_id_means_itself(id_: str) -> None:
    assert meant(id_, INDICATORS) == (id_,)


@given(st.text(max_size=6))
def test_what_is_meant_is_listed_too(text: str) -> None:
    found = meant(text, INDICATORS)
    assert set(found) <= set(holding(text, INDICATORS))
    assert list(found) == [id_ for id_ in INDICATORS if id_ in found]


def test_a_list_takes_no_heed_of_case_and_tones() -> None:
    assert holding("THAT", INDICATORS) == ("unemployment-rate", "unemployment")
    assert holding("thất", INDICATORS) == ("unemployment-rate", "unemployment")
    assert holding("", INDICATORS) == tuple(INDICATORS)


def test_what_names_the_whole_names_no_part_of_it() -> None:
    parts = {"weight": {"name": "Weight of children"}, "height": {"name": "Height"}}
    whole = Indicator.model_validate({"name": "Children", "group": "g", "parts": parts})
    known = with_parts({"thin": whole, "tall": indicator(en="Height of trees")})
    assert meant("children", known) == ("thin",)
    assert meant("thi", known) == ("thin",)
    assert meant("weight", known) == ("thin/weight",)
    assert meant("thin/height", known) == ("thin/height",)
    assert meant("heigh", known) == ("thin/height", "tall")
