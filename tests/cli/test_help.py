"""Help: each command shows examples, they fit on a page of 80 columns, and they do what stands beside them.

The same examples stand in the man page.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh.cli import streams
from an_sinh.cli.app import COMMANDS, EXAMPLES, MODULES
from an_sinh.pages import languages
from an_sinh.pages.say import Say
from tests.conftest import ROOT
from tests.support_pages import make_repository, new_folder
from tests.support_sheets import workbook

if TYPE_CHECKING:
    from tests.conftest import Ansinh, Quick


def examples_of(command: str) -> str:
    module = import_module(f"an_sinh.cli.{MODULES.get(command, command)}")
    text: str = module.EXAMPLES
    return text


KEEPING = ("record", "import", "export", "init")
"""Commands whose examples are run in a folder that `ansinh init` has made; the others in a checkout of Programme 08."""
DISTRICTS = ROOT / "examples" / "districts"
PLAN: list[list[object]] = [["Indicator", "Unit", "2025", "2026"], ["Trees planted", "trees", 450, 500]]
FIGURES = "Tên chỉ tiêu;Thực hiện năm 2026\nViệc làm mới;1.250\n"


@pytest.fixture
def kept(tmp_path: Path, quick: Quick) -> Path:
    folder = new_folder(tmp_path / "kept", empty=True)
    assert quick("init", cwd=folder).page
    assert quick("export", "2026", "figures.xlsx", cwd=folder).page
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return new_folder(tmp_path / "checkout", empty=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_examples_of_a_command_can_be_run(command: str, kept: Path, checkout: Path, quick: Quick) -> None:
    folder = kept if command in KEEPING else DISTRICTS if command == "places" else checkout
    if "--since" in examples_of(command):
        make_repository(folder)
    lines = examples_of(command).splitlines()
    assert 2 <= len(lines) <= 4
    for line in lines:
        written, _, told = (part.strip() for part in re.sub(r" {2,}", "\t", line).partition("\t"))
        words = shlex.split(written)
        assert words[:2] == ["ansinh", command], line
        if command == "init":
            folder = new_folder(folder / "-".join(words), empty=True)
            workbook(folder / "plan.xlsx", PLAN)
        if command == "export":
            (folder / words[3]).unlink(missing_ok=True)  # it replaces nothing
        run = quick(*words[1:], cwd=folder)
        code = re.search(r"exit code (\d+)", told)
        assert run.code == (int(code[1]) if code else 0), (line, run.stderr)
        assert run.out or "--output" in words


def test_the_examples_of_the_first_help_can_be_run(tmp_path: Path, quick: Quick) -> None:
    for line in EXAMPLES.splitlines():
        words = shlex.split(re.split(" {2,}", line)[0])
        assert quick(*words[1:], cwd=tmp_path).code == 0


def test_the_shares_and_counts_beside_the_examples_are_so(quick: Quick) -> None:
    told = dict(re.split(" {2,}", line) for line in examples_of("check").splitlines())
    assert "85.2 %" in told["ansinh check 2022 --min-met 85%"]
    assert "found 85.2 % (23 of 27)" in quick("check", "2022", "--min-met", "85%").page
    assert "published headline agrees" in told["ansinh check 2022 --fail-on published"]
    assert "agrees with the published 23/27" in quick("check", "2022", "--fail-on", "published").page


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_ends_with_the_examples_and_fits_on_80_columns(command: str | None, quick: Quick) -> None:
    page = quick(*filter(None, [command]), "--help", env={"COLUMNS": "80"}).page
    examples = EXAMPLES if command is None else examples_of(command)
    assert page.endswith("\n  Examples:\n" + "".join(f"    {line}\n" for line in examples.splitlines()))
    assert max(map(len, page.splitlines())) <= 80


def test_the_list_of_commands_says_what_each_does_in_a_whole_sentence(quick: Quick) -> None:
    page = quick("--help", env={"COLUMNS": "80"}).page
    told = re.findall(rf"^  ({'|'.join(COMMANDS)}) +(.+)$", page, re.MULTILINE)
    assert [name for name, _ in told] == list(COMMANDS)
    assert [text for _, text in told if not text.endswith(".") or text.endswith("...")] == []


# --- in Vietnamese ----------------------------------------------------------------------------------------------------

VIETNAMESE = {"ANSINH_LANG": "vi", "COLUMNS": "80"}
ROOT = Path(__file__).parents[2]


def english_of_help() -> list[str]:
    """The sentences that the help of all commands says in English, each as its first words."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "docs" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    words: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(words)
    sources = sorted((ROOT / "src" / "an_sinh" / "cli").glob("*.py"))
    texts = [text for path in sources for text in words.helped(ast.parse(path.read_text("utf-8")))]
    return [" ".join(text.split()[:4]) for text in texts if len(text.split()) > 2]


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_vietnamese_as_a_whole(command: str | None, quick: Quick) -> None:
    page = quick(*filter(None, [command]), "--help", env=VIETNAMESE).page
    assert page.startswith("Cách dùng: ansinh")
    assert [text for text in english_of_help() if text in page] == []
    headings = set(re.findall(r"^ {0,2}([^\W\d_].*):$", page, re.MULTILINE))
    assert headings <= {"Đối số", "Tùy chọn", "Lệnh", "Ví dụ"}
    assert {"Tùy chọn", "Ví dụ"} <= headings
    assert "default" not in re.sub(r"\[mặc định", "", page)
    assert "required" not in page
    assert re.findall(r"\b[A-Z]{3,}\b", re.sub(r"ANSINH_\w+|YYYY|JSON|YAML|CSV|URL|MM|DD|UTF|HEAD", "", page)) == []
    assert max(map(len, page.splitlines())) <= 80


def test_the_list_of_commands_says_what_each_does_in_a_whole_sentence_in_vietnamese_too(quick: Quick) -> None:
    page = quick("--help", env=VIETNAMESE).page
    told = re.findall(rf"^  ({'|'.join(COMMANDS)}) +(.+)$", page, re.MULTILINE)
    assert [name for name, _ in told] == list(COMMANDS)
    assert [text for _, text in told if not text.endswith(".") or text.endswith("...")] == []


def test_help_follows_the_language_of_its_own_command_line(quick: Quick) -> None:
    assert quick("score", "--lang", "vi", "--help").page.startswith("Cách dùng: ansinh score [TÙY_CHỌN] [NĂM]\n")
    assert quick("score", "--lang=en", "--help", env=VIETNAMESE).page.startswith(
        "Usage: ansinh score [OPTIONS] [YEAR]\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp1258"])
def test_vietnamese_help_can_be_shown_where_its_letters_are_missing(encoding: str, ansinh: Ansinh) -> None:
    run = ansinh("score", "--help", env={"ANSINH_LANG": "vi", "PYTHONIOENCODING": encoding, "COLUMNS": "80"})
    assert run.code == 0
    assert run.stderr == ""


WRONG = {
    "score --nope": "Không có tùy chọn --nope (có thể là: --group, --place)",
    "score -z": "Không có tùy chọn -z",
    "score --summary=3": "Tùy chọn '--summary' không nhận giá trị.",
    "score --format": "Tùy chọn '--format' cần một giá trị.",
    "score 2022 2023": "Thừa đối số (2023)",
    "record": "Thiếu đối số 'NĂM'.",
    "report 2022": "Thiếu tùy chọn '--output'.",
    "score --by x": "Giá trị không hợp lệ cho '--by': 'x' không thuộc 'group', 'lead'.",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_command_line_is_told_in_vietnamese(line: str, quick: Quick) -> None:
    run = quick(*line.split(), env=VIETNAMESE)
    assert run.code == 2
    *before, last = run.stderr.splitlines()
    assert last == f"Lỗi: {WRONG[line]}"
    assert not before or before[0].startswith("Cách dùng: ansinh ")
    assert not before or before[1] == f"Gõ 'ansinh {line.split(maxsplit=1)[0]} -h' để xem hướng dẫn."


@pytest.mark.parametrize("command", ["score", "import", "init", "schema"])
def test_a_type_of_pythons_is_no_word_for_a_reader(quick: Quick, command: str) -> None:
    assert not re.search(r"<\w+(\[\w+\])?>", quick(command, "--help").page)


def test_the_language_may_stand_before_the_command(quick: Quick) -> None:
    assert quick("--lang", "vi", "--help").page.startswith("Cách dùng: ansinh")
    assert quick("--lang", "vi", "score", "2022").page == quick("score", "2022", "--lang", "vi").page
    assert quick("--lang", "vi", "score", "2022", "--lang", "en").page == quick("score", "2022").page
    assert quick("--lang", "xx").stderr == "--lang: ansinh does not speak 'xx' (write en or vi)\n"


def test_words_that_are_not_compiled_are_told(quick: Quick, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An install that is not whole speaks English and says why, once."""
    (tmp_path / "vi/LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path)
    kept = (languages.spoken, streams._tell_lacking, Say.of)
    for each in kept:
        each.cache_clear()
    try:
        run = quick("score", "2022", "--summary", env={"LANG": "vi_VN.UTF-8"})
    finally:
        for each in kept:
            each.cache_clear()
    told = "the words of vi are missing here, so ansinh speaks English (install it anew, or run make words)\n"
    assert (run.code, run.stderr) == (0, told)
    assert "met" in run.stdout
