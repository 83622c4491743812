"""A plan in a sheet becomes a programme: what is read, what is guessed and marked, what is named by its cell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import load
from an_sinh.errors import Complaint
from an_sinh.spreadsheet.better_words import guess
from an_sinh.spreadsheet.planning import plan_in, slug
from an_sinh.spreadsheet.target_words import Wording
from an_sinh.spreadsheet.workbook import read_workbook
from an_sinh.terms import Direction
from tests.support_sheets import Value, workbook

if TYPE_CHECKING:
    from tests.conftest import Quick

PLAN: list[list[Value]] = [
    ["ỦY BAN NHÂN DÂN QUẬN X"],
    ["CHƯƠNG TRÌNH AN SINH XÃ HỘI GIAI ĐOẠN 2021-2025"],
    ["(Kèm theo Quyết định số 12)"],
    [
        "TT",
        "Chỉ tiêu",
        "Đơn vị tính",
        "Thực hiện 2020",
        "Mục tiêu",
        None,
        "Mục tiêu đến năm 2025",
        "Chủ trì",
        "Ghi chú",
    ],
    [None, None, None, None, 2024, 2025],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    ["I", "AN SINH"],
    [1, "Tỷ lệ thất nghiệp", "%", 3.2, "dưới 3", "dưới 3", "dưới 3", "Sở Lao động"],
    [2, "Giải quyết việc làm", "lượt người", 150000, 160000, "165.000 lượt người", None, "Sở Lao động"],
    [3, "Tỷ lệ hộ nghèo", "%", 0.3, "giảm 0,1", "giảm 0,1%", "khoảng 0"],
    [4, "Số hộ cận nghèo", "hộ", 500, "giảm 20 %", None, "giảm 50%"],
    [None, "- Trong đó: nông thôn", None, 300, 250],
    ["II", "Y TẾ"],
    [5, "Bao phủ bảo hiểm y tế (%)", None, 90, "≥ 94", "94,5 trở lên", "95", "Bảo hiểm xã hội"],
    [6, "Xã đạt chuẩn y tế", "%", 100, "duy trì 100", "100", None],
    [7, "Lao động qua đào tạo", "%", None, "70; có bằng 50"],
    [8, "Giường bệnh/vạn dân", "giường", 26, 28, "30-35", "30-35", "Sở Y tế", "chỉ tính bệnh viện"],
    [9, "Khai trương trạm y tế", None, None, None, "Hoàn thành"],
    ["Ghi chú: số liệu 2020 là số ước"],
]


def _begun(quick: Quick, folder: Path, rows: list[list[Value]], *options: str) -> tuple[str, str, str]:
    """What `init --from` writes, and what it says on stdout and stderr."""
    workbook(folder / "plan.xlsx", rows)
    run = quick("init", "ward", "--from", "plan.xlsx", *options, cwd=folder)
    assert run.code == 0, run.stderr
    return (folder / "ward" / "targets.yaml").read_text("utf-8"), run.stdout, run.stderr


def test_a_plan_becomes_a_programme(quick: Quick, tmp_path: Path) -> None:
    _, told, _ = _begun(quick, tmp_path, PLAN)
    assert told == (
        "ward/targets.yaml\n"
        "10 indicators in 2 groups with 19 targets, 2021 to 2025\n"
        "Look through it, then: ansinh export 2021 FILE --data ward\n"
    )
    programme = load(tmp_path / "ward")
    assert (programme.name[""], programme.years) == ("CHƯƠNG TRÌNH AN SINH XÃ HỘI GIAI ĐOẠN 2021-2025", (2021, 2025))
    assert [*programme.groups.values()] == [{"": "AN SINH"}, {"": "Y TẾ"}]
    indicators = programme.indicators
    assert [*indicators] == [
        "ty-le-that-nghiep",
        "giai-quyet-viec-lam",
        "ty-le-ho-ngheo",
        "so-ho-can-ngheo",
        "so-ho-can-ngheo-nong-thon",
        "bao-phu-bao-hiem-y-te",
        "xa-dat-chuan-y-te",
        "lao-dong-qua-dao-tao",
        "giuong-benh-van-dan",
        "khai-truong-tram-y-te",
    ]
    beds = indicators["giuong-benh-van-dan"]
    assert (beds.unit, beds.lead, beds.note) == ({"": "giường"}, {"": "Sở Y tế"}, {"": "chỉ tính bệnh viện"})
    assert beds.baseline is not None
    assert (beds.baseline.year, str(beds.baseline.value)) == (2020, "26")
    part = indicators["so-ho-can-ngheo-nong-thon"]
    assert (part.name, part.unit) == ({"": "Số hộ cận nghèo – nông thôn"}, {"": "hộ"})
    assert indicators["bao-phu-bao-hiem-y-te"].unit == {"": "%"}


def test_the_targets_stand_as_they_were_worded(quick: Quick, tmp_path: Path) -> None:
    text, _, _ = _begun(quick, tmp_path, PLAN)
    for line in (
        "2024: {under: 3}",
        "2025: 165000",
        "2024: {change: -0.1}\n      2025: {change: -0.1}  # guessed",
        "2024: {change_percent: -20}",
        "2024: 94\n      2025: 94.5\n      term: 95",
        "term: {from: 30, to: 35}",
        "term: {about: 0}",
        "2025: true",
    ):
        assert f"\n      {line}\n" in text


def test_what_is_guessed_is_marked_and_listed(quick: Quick, tmp_path: Path) -> None:
    text, _, told = _begun(quick, tmp_path, PLAN)
    assert "    better: lower  # guessed: the target's wording\n" in text
    assert "    better: higher  # guessed: its targets go up\n" in text
    assert "B8: guessed better: lower (the target's wording)\n" in told
    assert "F10: guessed change: -0.1\n" in told
    assert told.count("guessed better") == text.count("# guessed:") == 9


def test_what_cannot_be_read_is_named_by_its_cell(quick: Quick, tmp_path: Path) -> None:
    text, _, told = _begun(quick, tmp_path, PLAN)
    assert "E16: '70; có bằng 50': more than one figure; give each a row of its own\n" in told
    assert "    # 2024: '70; có bằng 50' (E16: more than one figure" in text
    assert "G11: 'giảm 50%': a change on the year before is no end-of-term target" in told
    assert "A19 'Ghi chú: số liệu 2020 là số ước': passed over" in told


def test_the_result_lints_clean(quick: Quick, tmp_path: Path) -> None:
    _begun(quick, tmp_path, PLAN)
    run = quick("lint", "--data", "ward", cwd=tmp_path)
    assert (run.code, run.stdout) == (0, "No problems in 1 file\n")


def test_it_is_told_in_vietnamese(quick: Quick, tmp_path: Path) -> None:
    text, told, listed = _begun(quick, tmp_path, PLAN, "--lang", "vi")
    assert text.startswith("# Lập từ plan.xlsx bằng ansinh init.")
    assert "10 chỉ tiêu trong 2 nhóm với 19 mục tiêu, từ 2021 đến 2025" in told
    assert "E16: '70; có bằng 50': có nhiều hơn một số" in listed


def test_twenty_seven_rows_are_one_command(quick: Quick, tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Plan 2024-2026"], ["No", "Indicator", "Unit", "Lead", "2024", "2025", "2026"]]
    rows += [
        [n, f"Households with tap water, district {n}", "%", "Water board", 80 + n / 10, 85, 90] for n in range(27)
    ]
    _, told, _ = _begun(quick, tmp_path, rows)
    assert "27 indicators in 1 group with 81 targets, 2024 to 2026" in told


def test_a_column_says_which_way_is_better(quick: Quick, tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        ["id", "Indicator", "Unit", "Better", "2024", "End of term 2025"],
        ["8.10", "Wait", "days", "lower", 5, "under 4"],
        ["8.1", "Share of women", "%", "within", "40-60", "45-55"],
        ["8.2", "Growth", "%", "higher", 5, "under 4"],
    ]
    text, _, told = _begun(quick, tmp_path, rows)
    assert "# guessed" not in text
    assert [*load(tmp_path / "ward").indicators] == ["8.10", "8.1", "8.2"]
    assert "F4: 'under: 4': this goes against which way is better in this row" in told


def test_a_csv_and_its_numerals(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text("Chỉ tiêu;Đơn vị tính;Kế hoạch 2025\nViệc làm;người;1.250\n", encoding="utf-8")
    run = quick("init", "ward", "--from", "plan.csv", cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert run.stderr == "C2 '1.250' may be 1250 or 1.250 (say --numerals vi or --numerals en)\n"
    assert not (tmp_path / "ward").exists()
    assert quick("init", "ward", "--from", "plan.csv", "--numerals", "vi", cwd=tmp_path).code == 0
    assert "2025: 1250\n" in (tmp_path / "ward" / "targets.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param([["a", "b"], [1, 2]], "no row of headings with a column of names", id="no-headings"),
        pytest.param([["Indicator", "Unit"], ["x", "%"]], "no column of targets among the headings", id="no-targets"),
        pytest.param(
            [["Indicator", "2024", "KH 2024"], ["x", 1, 2]], "two columns hold the targets of 2024", id="twice"
        ),
        pytest.param([["Indicator", "Unit", "2024"]], "no row below the headings", id="no-rows"),
        pytest.param([["Indicator", "Target"], ["x", 1]], "nothing says of which years the plan is", id="no-years"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, rows: list[list[Value]], told: str) -> None:
    with pytest.raises(Complaint, match=told):
        plan_in(read_workbook(str(workbook(tmp_path / "plan.xlsx", rows)), None))


def test_a_folder_with_data_is_refused(quick: Quick, tmp_path: Path) -> None:
    _begun(quick, tmp_path, PLAN)
    run = quick("init", "ward", "--from", "plan.xlsx", cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "is a data directory already" in run.stderr


@pytest.mark.parametrize(
    ("name", "keys", "better"),
    [
        ("Tỷ lệ hộ nghèo", {"value": "3"}, Direction.LOWER),
        ("Hộ nghèo được hỗ trợ nhà ở", {"value": "300"}, Direction.HIGHER),
        ("Giảm tỷ lệ sinh con thứ ba xuống", {"value": "5"}, Direction.LOWER),
        ("Giảm nghèo", {"value": "1.5"}, Direction.HIGHER),
        ("Unemployment rate", {"value": "3"}, Direction.LOWER),
        ("Tree cover", {"value": "42"}, Direction.HIGHER),
    ],
)
def test_which_way_is_better_is_guessed_from_the_name(name: str, keys: dict[str, str], better: Direction) -> None:
    assert guess(name, [Wording(keys=keys)])[0] is better


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Tỷ lệ thất nghiệp", "ty-le-that-nghiep"),
        ("Số giường bệnh/vạn dân", "so-giuong-benh-van-dan"),
        ("Đào tạo (%)", "dao-tao"),
        ("a" * 60, "a" * 48),
        ("…", ""),
    ],
)
def test_an_id_is_made_of_the_name(name: str, id_: str) -> None:
    assert slug(name) == id_


def test_a_cell_that_shows_another_figure_than_it_holds_is_named(quick: Quick, tmp_path: Path) -> None:
    rows: list[list[Value]] = [["Indicator", "Unit", "2024", "2025"], ["Budget", "triệu đồng", 2500000, 2.5]]
    workbook(tmp_path / "plan.xlsx", rows, {"C2": "0.0,,", "D2": '0.0" triệu"'})
    run = quick("init", "ward", "--from", "plan.xlsx", cwd=tmp_path)
    assert "C2: " in run.stderr
    assert "shows another number than it holds" in run.stderr
    assert "2025: 2.5\n" in (tmp_path / "ward" / "targets.yaml").read_text("utf-8")


def test_a_file_that_is_not_there_is_called_missing(quick: Quick, tmp_path: Path) -> None:
    run = quick("init", "ward", "--from", "nope.xlsx", cwd=tmp_path)
    assert (run.code, run.stderr) == (3, "there is no file 'nope.xlsx' (see how it is spelled)\n")


def test_a_row_of_short_names_and_figures_is_no_numbering(quick: Quick, tmp_path: Path) -> None:
    rows: list[list[Value]] = [["id", "Indicator", "2024"], ["(1)", "(2)", "(3)"], ["1", "W", 4], ["2", "V", 5]]
    _begun(quick, tmp_path, rows)
    assert [*load(tmp_path / "ward").indicators] == ["1", "2"]


def test_done_beside_a_figure_is_named(quick: Quick, tmp_path: Path) -> None:
    _, _, told = _begun(quick, tmp_path, [["Indicator", "2024", "2025"], ["Trees", "done", "95"]])
    assert "B2: 'value: true': done or not, in a row that has figures" in told
