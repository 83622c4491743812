"""The annex of a report: the places of the year behind its signature, where the programme has any."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import load, places
from an_sinh.render.screen import SYMBOLS
from tests.conftest import HANOI, ROOT
from tests.support_report import Opened, opened

if TYPE_CHECKING:
    from tests.conftest import Quick

DISTRICTS = ROOT / "examples" / "districts"


@pytest.fixture
def written(quick: Quick, tmp_path: Path) -> Opened:
    path = tmp_path / "report.docx"
    assert quick("report", "2022", "--output", path, "--data", DISTRICTS, "--lang", "en").code == 0
    return opened(path.read_bytes())


def test_each_place_has_its_headline_and_the_whole_is_last(written: Opened) -> None:
    report = places(load(DISTRICTS), 2022)
    head, *rows = written.table(-2)

    assert head[:2] == ["Place", "Met or exceeded"]
    assert head[-3:] == ["Own targets", "Published", "Rank"]
    assert [row[0].split(" (")[0] for row in rows[:-1]] == [each.place.name["en"] for each in report.places]
    for row, each in zip(rows, report.places, strict=False):
        met = f"{each.tally.met_or_exceeded}/{each.tally.total}" if each.tally.judged else "–"
        rank = str(each.rank) if each.rank is not None else "–"
        assert (row[1], row[-3], row[-1]) == (met, str(each.own_targets or "·"), rank)
    assert rows[1][-2] == "6/7 differs"
    assert rows[-1][:2] == ["The whole", "9/9"]


def test_places_by_indicators_have_a_sign_each_and_a_legend(written: Opened) -> None:
    report = places(load(DISTRICTS), 2022)
    _, *rows = written.table(-1)

    for row, each in zip(rows, report.places, strict=False):
        assert row[1:] == [SYMBOLS[line.status] for line in each.lines]
    assert any(text.startswith("1. Workers trained (persons); 2. ") for text in written.paragraphs)
    assert "ANNEX" in written.paragraphs
    assert any("they differ" in text for text in written.paragraphs)


@pytest.mark.parametrize(
    ("arguments", "data"),
    [(("2022", "--place", "cau-tre"), DISTRICTS), (("2022",), HANOI)],
    ids=["one-place", "no-places"],
)
def test_there_is_none_without_places(quick: Quick, tmp_path: Path, arguments: tuple[str, ...], data: Path) -> None:
    path = tmp_path / "report.docx"
    assert quick("report", *arguments, "--output", path, "--data", data, "--lang", "en").code == 0

    assert "ANNEX" not in opened(path.read_bytes()).paragraphs


def test_what_does_not_fit_beside_each_other_is_left_out(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals/2022").mkdir(parents=True)
    lines = "".join(f"  i{at}: {{name: I{at}, group: g, better: higher, targets: {{2022: 5}}}}\n" for at in range(28))
    head = "programme: {id: P, name: P, years: [2021, 2025]}\ngroups: {g: G}\nindicators:\n"
    (tmp_path / "targets.yaml").write_text(head + lines)
    (tmp_path / "places.yaml").write_text("a: {name: A}\n")
    (tmp_path / "actuals/2022/a.yaml").write_text("year: 2022\nactuals: {i1: 7}\n")
    (tmp_path / "actuals/2022.yaml").write_text("year: 2022\nactuals: {i1: 7}\n")
    path = tmp_path / "report.docx"
    assert quick("report", "2022", "--output", path, "--data", tmp_path, "--lang", "en").code == 0

    found = opened(path.read_bytes())
    assert found.table(-1)[1][:2] == ["A", "1/28"]
    assert not any(text.startswith("Table 4") for text in found.paragraphs)
