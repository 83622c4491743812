"""`ansinh init`: a small data directory that is right in both languages, made whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from an_sinh import load
from an_sinh.errors import Complaint
from an_sinh.keep import starting
from an_sinh.keep.replacing import create_new
from an_sinh.keep.starting import STARTER, start
from an_sinh.programme.model import Indicator, ProgrammeHead, Target, Was

if TYPE_CHECKING:
    from tests.conftest import Quick

NAMES = ["actuals/2024.yaml", "actuals/2025.yaml", "targets.yaml"]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


@pytest.mark.parametrize("language", ["en", "vi"])
def test_what_it_writes_lints_clean_and_scores(quick: Quick, tmp_path: Path, language: str) -> None:
    page = quick("init", "--lang", language, cwd=tmp_path).page
    assert page.splitlines()[:3] == ["data/targets.yaml", "data/actuals/2024.yaml", "data/actuals/2025.yaml"]
    assert "ansinh score 2025 --data data" in page.splitlines()[3]
    assert files(tmp_path / "data") == NAMES
    assert quick("lint", "--strict", "--lang", language, cwd=tmp_path).code == 0
    told = quick("score", "2025", "--data", "data", "--lang", language, cwd=tmp_path).page
    assert ("2/3 met" if language == "en" else "2/3 chỉ tiêu đạt") in told


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_name_in_it_is_in_both_languages(quick: Quick, tmp_path: Path, language: str) -> None:
    quick("init", cwd=tmp_path)
    page = quick("score", "2025", "--lang", language, cwd=tmp_path).page
    assert ("Jobs created" in page, "Việc làm mới" in page) == (language == "en", language == "vi")


def test_every_file_of_it_has_comments_in_both_languages() -> None:
    for name in NAMES:
        comments = [line for line in (STARTER / name).read_text("utf-8").splitlines() if "#" in line]
        assert comments
        assert any(" / " in line or any(ord(letter) > 127 for letter in line) for line in comments)


def test_the_two_commands_of_an_analyst_work_on_it(quick: Quick, tmp_path: Path) -> None:
    quick("init", cwd=tmp_path)
    assert quick("export", "2026", "sheet.xlsx", cwd=tmp_path).code == 0
    assert quick("record", "2026", "jobs-created", "1250", cwd=tmp_path).page == (
        "jobs-created: – → 1,250 (exceeded)\n2026: – → 1/3 met, 2 not judged\n"
    )


def test_a_folder_can_be_named(quick: Quick, tmp_path: Path) -> None:
    assert quick("init", "my plans/two", cwd=tmp_path).code == 0
    assert files(tmp_path / "my plans" / "two") == NAMES


def test_a_folder_that_has_other_files_keeps_them(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("mine\n")
    (tmp_path / "actuals").mkdir()
    assert quick("init", ".", cwd=tmp_path).code == 0
    assert files(tmp_path) == sorted([*NAMES, "readme.txt"])


@pytest.mark.parametrize("folder", [".", "data"])
def test_a_folder_that_has_one_is_refused(quick: Quick, tmp_path: Path, folder: str) -> None:
    quick("init", cwd=tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    run = quick("init", folder, cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "is a data directory already (name another folder)" in run.stderr
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_in_the_way_is_left_there(quick: Quick, tmp_path: Path, kind: str) -> None:
    taken = tmp_path / "data" / "actuals" / "2025.yaml"
    taken.parent.mkdir(parents=True)
    if kind == "file":
        taken.write_text("mine\n")
    elif sys.platform == "win32":
        pytest.skip("links need rights here")
    else:
        taken.symlink_to(tmp_path / "nowhere")
    run = quick("init", cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "is in the way" in run.stderr
    assert files(tmp_path) == ["data/actuals/2025.yaml"]
    assert not (tmp_path / "nowhere").exists()


def test_a_file_where_the_folder_should_be_is_told(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine\n")
    run = quick("init", cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "data" in run.stderr
    assert (tmp_path / "data").read_text() == "mine\n"


@pytest.mark.parametrize("step", [0, 1, 2])
@pytest.mark.parametrize(
    "error", [Complaint("can't write {path}", "make room", path="x"), KeyboardInterrupt()], ids=["full", "interrupted"]
)
def test_nothing_half_made_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, error: BaseException
) -> None:
    written: list[Path] = []

    def fails(path: Path, data: bytes, *, again: bool) -> None:
        if len(written) == step:
            raise error
        create_new(path, data, again=again)
        written.append(path)

    monkeypatch.setattr(starting, "create_new", fails)
    (tmp_path / "plans").mkdir()
    with pytest.raises(type(error)):
        start(tmp_path / "plans" / "new" / "data")
    assert not any((tmp_path / "plans").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="a fork that ends at once")
@pytest.mark.parametrize("step", range(1, 30))
def test_cut_off_in_the_middle_it_is_finished_by_the_next_one(quick: Quick, tmp_path: Path, step: int) -> None:
    """Killed before each call in turn that makes, names or takes away a file or folder."""
    folder, left = tmp_path / "plans" / "data", step

    def counted(name: str) -> None:
        function = getattr(os, name)

        def call(*args: Any, **rest: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os._exit(77)
            return function(*args, **rest)

        setattr(os, name, call)

    child = os.fork()
    if not child:
        for name in ("mkdir", "open", "write", "fsync", "link", "unlink"):
            counted(name)
        try:
            start(folder)
        finally:
            os._exit(0)
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77
    if killed and not (folder / "targets.yaml").exists():
        start(folder)
    run = quick("record", "2025", "jobs-created", "1000", "--data", folder)
    assert run.code == 0
    assert files(folder) == NAMES


def test_a_file_that_differs_from_the_starter_s_is_no_beginning_of_it(quick: Quick, tmp_path: Path) -> None:
    quick("init", cwd=tmp_path)
    (tmp_path / "data/targets.yaml").unlink()
    with (tmp_path / "data/actuals/2025.yaml").open("a") as file:
        file.write("# mine\n")
    assert "is in the way" in quick("init", cwd=tmp_path).stderr


def test_until_it_is_whole_it_is_no_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(starting, "create_new", lambda path, _data, **_: seen.append(path.name))
    start(tmp_path / "data")
    assert seen[-1] == "targets.yaml"


def test_it_asks_nothing(quick: Quick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path(os.devnull).open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert quick("init", cwd=tmp_path).code == 0


def test_what_else_can_be_written_is_there_to_be_tried(tmp_path: Path) -> None:
    """Every key that an indicator and a target can have is named, and what is named is right."""
    start(tmp_path)
    file = tmp_path / "targets.yaml"
    before, _, more = file.read_text("utf-8").partition("# What else can be written")
    tried = [line.removeprefix("# ") for line in more.splitlines() if line.startswith("#   ")]
    file.write_text(before + "\n".join(tried) + "\n", "utf-8")
    programme = load(tmp_path)
    listed = [id_ for id_ in programme.indicators if "/" not in id_]  # a part stands behind its indicator
    assert len(listed) == len(tried) - sum(line.startswith("    ") for line in tried) + 3
    named = before + more
    keys = {*Indicator.model_fields, *Target.model_fields, *ProgrammeHead.model_fields, *Was.model_fields}
    aliased = {"low": "from", "high": "to"}
    assert [key for key in sorted(keys - {"lint"}) if f"{aliased.get(key, key)}:" not in named] == []
