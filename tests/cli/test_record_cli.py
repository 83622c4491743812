"""`ansinh record`: one entry is written, what changed is told, and what would break a rule changes nothing."""

from __future__ import annotations

import os
import stat
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import load
from tests.support_sheets import TARGETS, YEAR_2022, data_directory

if TYPE_CHECKING:
    from tests.conftest import Quick, Run


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_directory(tmp_path / "data")


def year(data: Path, name: int = 2022) -> str:
    return (data / "actuals" / f"{name}.yaml").read_bytes().decode()


def only_change(data: Path, before: str, after: str) -> None:
    """The file of 2022 is as it was but for this."""
    assert YEAR_2022.count(before) == 1
    assert year(data) == YEAR_2022.replace(before, after)


def refused(run: Run, data: Path, code: int, told: str) -> None:
    assert (run.code, run.stdout) == (code, "")
    assert told in run.stderr
    assert year(data) == YEAR_2022
    assert [path.name for path in (data / "actuals").iterdir()] == ["2022.yaml"]


# --- what is written --------------------------------------------------------------------------------------------------

ENTRY = "unemployment-rate: {value: 3.20, reported: unmet}"
WRITTEN = [
    (["2.23"], ENTRY.replace("3.20", "2.23"), "a-value"),
    (["--reported", "met"], ENTRY.replace("unmet", "met"), "reported"),
    (["--reported-term", "exceeded"], ENTRY.replace("unmet", "{annual: unmet, term: exceeded}"), "reported-term"),
    (["--reported-outlook", "behind"], ENTRY.replace("unmet", "{annual: unmet, outlook: behind}"), "reported-outlook"),
    (["--provisional"], ENTRY.replace("}", ", provisional: true}"), "provisional"),
    (["--source", "board"], ENTRY.replace("}", ", source: board}"), "a-source"),
    (["--source", "board", "--source", "plan"], ENTRY.replace("}", ", source: [board, plan]}"), "two-sources"),
    (["--note", "Sơ bộ."], ENTRY.replace("}", ", note: Sơ bộ.}"), "a-note"),
    (["--note", "a: b"], ENTRY.replace("}", ', note: "a: b"}'), "a-note-in-quotes"),
    (["--as-of", "2022-06"], ENTRY.replace("}", ", as_of: 2022-06}"), "as-of"),
    (
        ["2.9", "--reported", "met", "--provisional", "--as-of", "2022", "--source", "plan", "--note", "x"],
        "unemployment-rate: {value: 2.9, reported: met, provisional: true, as_of: 2022, source: plan, note: x}",
        "all-of-them",
    ),
]


@pytest.mark.parametrize(("options", "entry"), [pytest.param(*rest, id=id_) for *rest, id_ in WRITTEN])
def test_each_option_writes_its_key_and_nothing_else(quick: Quick, data: Path, options: list[str], entry: str) -> None:
    assert quick("record", "2022", "unemployment-rate", *options, "--data", data).code == 0
    only_change(data, ENTRY, entry)
    again = quick("record", "2022", "unemployment-rate", *options, "--data", data).page
    assert again == "nothing to change: unemployment-rate says so already\n"
    only_change(data, ENTRY, entry)


def test_final_takes_provisional_away(quick: Quick, data: Path) -> None:
    assert quick("record", "2022", "jobs-created", "--provisional", "--data", data).code == 0
    only_change(data, "jobs-created: 150000 ", "jobs-created: {value: 150000, provisional: true} ")
    page = quick("record", "2022", "jobs-created", "203027", "--final", "--data", data).page
    assert page == (
        "jobs-created: 150,000 (unmet) → 203,027 (exceeded)\n"
        "  provisional: true → –\n"
        "2022: 0/4 met, 2 not judged → 1/4 met, 2 not judged\n"
    )
    assert "provisional" not in year(data)


def test_it_tells_old_and_new_and_what_becomes_of_the_headline(quick: Quick, data: Path) -> None:
    assert quick("record", "2022", "unemployment-rate", "2.23", "--data", data).page == (
        "unemployment-rate: 3.20 (unmet) → 2.23 (exceeded)\n2022: 0/4 met, 2 not judged → 1/4 met, 2 not judged\n"
    )
    assert quick("record", "2022", "unemployment-rate", "2.3", "--data", data).page == (
        "unemployment-rate: 2.23 (exceeded) → 2.3 (exceeded)\n2022: 1/4 met, 2 not judged, as before\n"
    )
    assert quick("record", "2022", "unemployment-rate", "--note", "x", "--data", data).page == (
        "unemployment-rate: 2.3 (exceeded)\n  note: – → x\n2022: 1/4 met, 2 not judged, as before\n"
    )
    assert quick("record", "2022", "hospital-beds", "--reported", "met", "--data", data).page == (
        "hospital-beds: – → met\n  reported: – → met\n2022: 1/4 met, 2 not judged → 2/4 met, 1 not judged\n"
    )


def test_it_speaks_vietnamese(quick: Quick, data: Path) -> None:
    page = quick("record", "2022", "unemployment-rate", "2.23", "--data", data, "--lang", "vi").page
    assert page.startswith("unemployment-rate: 3,20 (không đạt) → 2,23 (vượt)\n")
    only_change(data, "3.20", "2.23")


def test_of_a_sum_it_tells_the_entrys_own_figure(quick: Quick, tmp_path: Path) -> None:
    targets = TARGETS.replace("    better: higher\n", "    cumulative: true\n    better: higher\n", 1)
    past = "year: 2021\nactuals: {jobs-created: 100000}\n"
    data = data_directory(tmp_path / "data", targets, y2021=past, y2022=YEAR_2022)
    page = quick("record", "2022", "jobs-created", "60000", "--data", data).page
    assert page.startswith("jobs-created: 150,000 (exceeded) → 60,000 (met)\n")


@pytest.mark.parametrize("value", ["-0.5", "-1e2", "-3"])
def test_a_negative_figure_is_a_value(quick: Quick, data: Path, value: str) -> None:
    assert quick("record", "2022", "hospital-beds", value, "--data", data, "--as-written").code == 0
    assert load(data).figure("hospital-beds", 2022) == Decimal(value)
    assert year(data) == f"{YEAR_2022}  hospital-beds: {value}\n"


@pytest.mark.parametrize(("value", "written"), [("true", "true"), ("false", "false"), ("True", "true")])
def test_a_milestone_is_done_or_not(quick: Quick, data: Path, value: str, written: str) -> None:
    assert quick("record", "2022", "clinic-opened", value, "--data", data).code == 0
    assert year(data) == f"{YEAR_2022}  clinic-opened: {written}\n"


def test_a_missing_entry_is_put_in_its_place(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals:\n  jobs-created: 5\n  clinic-opened: true\n")
    assert quick("record", "2022", "hospital-beds", "30", "--data", data).code == 0
    assert year(data) == "year: 2022\nactuals:\n  jobs-created: 5\n  hospital-beds: 30\n  clinic-opened: true\n"


def test_a_year_without_a_file_gets_one_in_the_style_of_its_neighbour(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", y2022=YEAR_2022.replace("\n", "\r\n"))
    page = quick("record", "2023", "jobs-created", "170000", "--data", data).page
    assert page == "jobs-created: – → 170,000 (exceeded)\n2023: – → 1/4 met, 3 not judged\n"
    assert year(data, 2023) == "year: 2023\r\nactuals:\r\n  jobs-created: 170000\r\n"
    assert load(data).figure("jobs-created", 2023) == 170000


def test_a_neighbour_that_cannot_be_read_lends_no_style(quick: Quick, data: Path) -> None:
    (data / "actuals" / "2022.yaml").unlink()
    (data / "actuals" / "2022.yaml").mkdir()
    assert quick("record", "2023", "jobs-created", "170000", "--data", data).code == 0
    assert year(data, 2023) == "year: 2023\nactuals:\n  jobs-created: 170000\n"


def test_an_id_is_known_however_it_is_composed(quick: Quick, tmp_path: Path) -> None:
    targets = TARGETS.replace("  hospital-beds:\n", "  giường-bệnh:\n")
    data = data_directory(tmp_path / "data", targets)
    decomposed = "giu\u031bo\u031b\u0300ng-be\u0323\u0302nh"
    assert quick("record", "2022", decomposed, "30", "--data", data).code == 0
    assert year(data) == f"{YEAR_2022}  giường-bệnh: 30\n"


def test_a_dry_run_shows_the_change_and_writes_nothing(quick: Quick, tmp_path: Path, data: Path) -> None:
    page = quick("record", "2022", "jobs-created", "203027", "--data", "data", "--dry-run", cwd=tmp_path).page
    assert page == (
        "--- a/data/actuals/2022.yaml\n"
        "+++ b/data/actuals/2022.yaml\n"
        "@@ -4,5 +4,5 @@\n"
        " actuals:\n"
        "   # Work\n"
        "-  jobs-created: 150000   # a first count\n"
        "+  jobs-created: 203027   # a first count\n"
        " \n"
        "   unemployment-rate: {value: 3.20, reported: unmet}\n"
        "jobs-created: 150,000 (unmet) → 203,027 (exceeded)\n"
        "2022: 0/4 met, 2 not judged → 1/4 met, 2 not judged\n"
        "a dry run: nothing was written\n"
    )
    assert year(data) == YEAR_2022


def test_a_dry_run_makes_no_file(quick: Quick, data: Path) -> None:
    page = quick("record", "2023", "jobs-created", "150000", "--data", data, "--dry-run").page
    assert page.startswith("--- /dev/null\n+++ b/")
    assert [path.name for path in (data / "actuals").iterdir()] == ["2022.yaml"]


def test_the_diff_of_a_strange_file_is_whole(quick: Quick, tmp_path: Path) -> None:
    text = "year: 2022\nactuals:\n  hospital-beds: {value: 5, note: 'a\u2028b\x85c'}\n  jobs-created: 5"
    data = data_directory(tmp_path / "data", y2022=text)
    page = quick("record", "2022", "jobs-created", "6", "--data", data, "--dry-run", "--as-written").page
    assert page.split("\n")[3:9] == [
        " actuals:",
        "   hospital-beds: {value: 5, note: 'a\\u2028b\\x85c'}",
        "-  jobs-created: 5",
        "\\ No newline at end of file",
        "+  jobs-created: 6",
        "\\ No newline at end of file",
    ]


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["jobs-created", "2,23"], 2, "'2,23' is not a figure (write 2.23)", id="a-decimal-comma"),
        pytest.param(["jobs-created", "2.23%"], 2, "'2.23%' is not a figure (write 2.23)", id="a-unit"),
        pytest.param(["jobs-created", "many"], 2, "'many' is not a figure", id="a-word"),
        pytest.param(["jobs-created", "1e999999999"], 2, "out of bounds", id="out-of-bounds"),
        pytest.param(["jobs-created", "5", "--as-of", "31/12/2022"], 2, "is not a date", id="a-date"),
        pytest.param(["jobs-created", "--reported", "exceded"], 2, "did you mean exceeded?", id="a-verdict"),
        pytest.param(
            ["jobs-created", "--reported-term", "good"],
            2,
            "(write not-started, unmet, met or exceeded)",
            id="an-unknown-verdict",
        ),
        pytest.param(
            ["jobs-created", "--reported-outlook", "far behind"], 2, "did you mean far-behind?", id="an-outlook"
        ),
        pytest.param(
            ["jobs-created", "--reported-outlook", "difficult"],
            2,
            "(write on-track, behind or far-behind)",
            id="an-unknown-outlook",
        ),
        pytest.param(
            ["jobs-created", "--reported-term", "met", "--reported-outlook", "behind"],
            3,
            "reached at the end-of-term target and yet 'behind'",
            id="an-outlook-beside-a-target-reached",
        ),
        pytest.param(["jobs-created"], 2, "record needs something to write", id="nothing"),
        pytest.param(["jobs-creatd", "5"], 2, "did you mean jobs-created?", id="an-unknown-indicator"),
        pytest.param(["jobs-created", "5", "--dryrun"], 2, "--dryrun", id="an-unknown-option"),
        pytest.param(["jobs-created", "--dryrun"], 2, "'--dryrun' is not a figure", id="an-unknown-option-alone"),
        pytest.param(["jobs-created", "5", "6"], 2, "6", id="two-values"),
        pytest.param(["unemployment-rate", "-0.5"], 3, "outside-limits", id="outside-the-limits"),
        pytest.param(["jobs-created", "--reported", "not-started"], 3, "contradiction", id="not-started-with-a-figure"),
        pytest.param(["clinic-opened", "5"], 3, "is a milestone (write true or false)", id="a-figure-for-a-milestone"),
        pytest.param(["jobs-created", "true"], 3, "measured by figures", id="a-truth-for-a-figure"),
        pytest.param(["jobs-created", "--source", "bord"], 3, "unknown-source", id="an-unknown-source"),
    ],
)
def test_what_cannot_stand_is_refused_and_the_file_is_as_it_was(
    quick: Quick, data: Path, arguments: list[str], code: int, told: str
) -> None:
    refused(quick("record", "2022", *arguments, "--data", data), data, code, told)


def test_a_year_outside_the_programme_is_refused(quick: Quick, data: Path) -> None:
    refused(quick("record", "2030", "jobs-created", "5", "--data", data), data, 3, "2030")
    refused(quick("record", "22", "jobs-created", "5", "--data", data), data, 2, "'22' is not a year")


def test_a_thousands_separator_is_warned_of(quick: Quick, data: Path) -> None:
    refused = quick("record", "2022", "jobs-created", "203.027", "--data", data)
    assert (refused.code, year(data)) == (3, YEAR_2022)
    assert "did you mean 203027? If not, say --as-written" in refused.stderr
    run = quick("record", "2022", "jobs-created", "203.027", "--data", data, "--as-written")
    assert run.code == 0
    assert "203.027 beside 160000 looks like a thousands separator (did you mean 203027?)" in run.stderr
    only_change(data, "150000", "203.027")


def test_the_packaged_data_are_not_written_to(quick: Quick, tmp_path: Path) -> None:
    run = quick("record", "2022", "jobs-created", "5", cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "inside the package" in run.stderr


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_year_that_is_no_file_is_told(quick: Quick, data: Path, kind: str) -> None:
    path = data / "actuals" / "2023.yaml"
    if kind == "pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with a name here")
    path.mkdir() if kind == "folder" else os.mkfifo(path)
    run = quick("record", "2023", "jobs-created", "5", "--data", data)
    assert (run.code, run.stdout) == (3, "")
    assert "2023.yaml" in run.stderr
    assert "can't be read" in run.stderr


# --- the file ---------------------------------------------------------------------------------------------------------


def test_line_ends_and_the_byte_order_mark_stay(quick: Quick, tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + YEAR_2022.replace("\n", "\r\n").encode().removesuffix(b"\r\n")
    data = data_directory(tmp_path / "data", y2022=raw)
    assert quick("record", "2022", "jobs-created", "203027", "--data", data).code == 0
    assert year(data).encode() == raw.replace(b"150000", b"203027")
    assert quick("record", "2022", "hospital-beds", "30", "--data", data).code == 0
    assert year(data).encode().startswith(raw.replace(b"150000", b"203027") + b"\r\n  hospital-beds: 30")


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes as POSIX has them")
def test_a_link_is_followed_and_the_mode_kept(quick: Quick, tmp_path: Path, data: Path) -> None:
    path, elsewhere = data / "actuals" / "2022.yaml", tmp_path / "elsewhere.yaml"
    path.rename(elsewhere)
    elsewhere.chmod(0o640)
    path.symlink_to(elsewhere)
    assert quick("record", "2022", "jobs-created", "203027", "--data", data).code == 0
    assert path.is_symlink()
    assert elsewhere.read_text("utf-8") == YEAR_2022.replace("150000", "203027")
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert {each.name for each in tmp_path.iterdir()} == {"data", "elsewhere.yaml"}, "no litter"


AS_NOBODY = """
import os, sys
from an_sinh.cli.entry import run
run([*sys.argv[1:], "--dry-run"])  # brings in the modules, which nobody may have no right to read
if os.geteuid() == 0:  # whom no mode keeps from anything
    os.setgid(65534)
    os.setuid(65534)
print("---", flush=True)
sys.exit(run(sys.argv[1:]))
"""


# --- taking out -------------------------------------------------------------------------------------------------------

BEDS = "year: 2022\nactuals:\n  hospital-beds: {value: 29, reported: met, note: n}  # beds\n  jobs-created: 170000\n"


@pytest.mark.parametrize(
    ("unset", "after"),
    [
        (["note"], "  hospital-beds: {value: 29, reported: met}  # beds\n"),
        (["reported", "note"], "  hospital-beds: {value: 29}  # beds\n"),
        (["value"], "  hospital-beds: {reported: met, note: n}  # beds\n"),
        (["entry"], "  # beds\n"),
        (["as_of"], "  hospital-beds: {value: 29, reported: met, note: n}  # beds\n"),
    ],
)
def test_a_key_or_the_whole_entry_is_taken_out(quick: Quick, tmp_path: Path, unset: list[str], after: str) -> None:
    data = data_directory(tmp_path / "data", y2022=BEDS)
    options = [option for key in unset for option in ("--unset", key)]
    assert quick("record", "2022", "hospital-beds", *options, "--data", data).code == 0
    assert year(data) == f"year: 2022\nactuals:\n{after}  jobs-created: 170000\n"


ON_THE_WAY = "{annual: met, term: unmet, outlook: behind}"


@pytest.mark.parametrize(
    ("unset", "after"),
    [
        ("reported-outlook", "{value: 29, reported: {annual: met, term: unmet}}"),
        ("reported.outlook", "{value: 29, reported: {annual: met, term: unmet}}"),
        ("reported-term", "{value: 29, reported: {annual: met, outlook: behind}}"),
        ("reported", "{value: 29}"),
    ],
)
def test_one_of_the_authoritys_words_is_taken_out(quick: Quick, tmp_path: Path, unset: str, after: str) -> None:
    before = f"year: 2022\nactuals:\n  hospital-beds: {{value: 29, reported: {ON_THE_WAY}}}  # beds\n"
    data = data_directory(tmp_path / "data", y2022=before)
    assert quick("record", "2022", "hospital-beds", "--unset", unset, "--data", data).code == 0
    assert year(data) == f"year: 2022\nactuals:\n  hospital-beds: {after}  # beds\n"


@pytest.mark.parametrize(
    ("language", "told"), [("en", "reported.outlook: – → behind"), ("vi", "reported.outlook: – → behind")]
)
def test_an_outlook_alone_is_an_entry(quick: Quick, tmp_path: Path, language: str, told: str) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals:\n")
    run = quick("record", "2022", "hospital-beds", "--reported-outlook", "behind", "--data", data, "--lang", language)
    assert told in run.page
    assert year(data) == "year: 2022\nactuals:\n  hospital-beds: {reported: {outlook: behind}}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unset", "notes"], "an entry has no key 'notes' (did you mean note?)"),
        (["5", "--unset", "value"], "--unset 'value': it is to be written too"),
    ],
)
def test_what_can_not_be_taken_out_is_told(quick: Quick, data: Path, arguments: list[str], told: str) -> None:
    run = quick("record", "2022", "hospital-beds", *arguments, "--data", data)
    assert run.code == 2
    assert told in run.stderr


def test_the_only_entry_can_go_and_one_that_is_not_there_is_no_change(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals: {hospital-beds: 29}\n")
    assert quick("record", "2022", "hospital-beds", "--unset", "entry", "--data", data).code == 0
    assert year(data) == "year: 2022\nactuals:\n"
    again = quick("record", "2022", "hospital-beds", "--unset", "entry", "--data", data)
    assert again.page == "nothing to change: hospital-beds says so already\n"


def test_the_first_figure_takes_not_started_away_and_says_so(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data", y2022="year: 2022\nactuals:\n  hospital-beds: {reported: not-started}\n")
    page = quick("record", "2022", "hospital-beds", "29", "--data", data).page
    assert "hospital-beds: the verdict 'not started' goes, as there is a figure" in page
    assert load(data).figure("hospital-beds", 2022) == 29


@pytest.mark.parametrize(
    ("before", "asked", "after"),
    [
        ("{reported: met, inferred: true}", ["29"], "{value: 29, reported: {annual: met, inferred: true}}"),
        ("{reported: {term: met}, inferred: true}", ["29"], "{value: 29, reported: {term: met, inferred: true}}"),
        ("{reported: {term: met}, inferred: true}", ["--reported-term", "unmet"], "{reported: {term: unmet}}"),
        ("{reported: {term: met, inferred: true}}", ["--reported-term", "unmet"], "{reported: {term: unmet}}"),
        (
            "{reported: {outlook: behind}, inferred: true}",
            ["29"],
            "{value: 29, reported: {outlook: behind, inferred: true}}",
        ),
        (
            "{reported: {outlook: behind, inferred: true}}",
            ["--reported-outlook", "on-track"],
            "{reported: {outlook: on-track}}",
        ),
        ("{value: 29, reported: met, inferred: true}", ["--unset", "value"], "{reported: met}"),
        ("{value: 29, reported: met, inferred: true}", ["--note", "n b"], None),
    ],
)
def test_what_inferred_is_said_of_stays_what_it_was(
    quick: Quick, tmp_path: Path, before: str, asked: list[str], after: str | None
) -> None:
    """The mark is the figure's, or where there is none the verdict's: it may not pass from one to the other."""
    data = data_directory(tmp_path / "data", y2022=f"year: 2022\nactuals:\n  hospital-beds: {before}\n")
    assert quick("record", "2022", "hospital-beds", *asked, "--data", data).code == 0
    wanted = after or "{value: 29, reported: met, inferred: true, note: n b}"
    assert year(data) == f"year: 2022\nactuals:\n  hospital-beds: {wanted}\n"
