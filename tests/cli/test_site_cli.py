"""`ansinh site`: what it says, what it leaves alone, and that a failed run leaves what was there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PAGES

if TYPE_CHECKING:
    from tests.conftest import Quick

RIVER = str(PAGES / "river-town")


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_writes_a_site_and_says_how_many_pages_and_which_to_open(quick: Quick, tmp_path: Path) -> None:
    done = quick("site", "out", "--data", RIVER, cwd=tmp_path)
    pages = sum(name.endswith(".html") for name in below(tmp_path / "out"))
    assert (done.code, done.stdout) == (0, f"out: {pages} pages; open out/index.html\n")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_it_opens_in_the_language_asked_for_and_is_made_again_to_the_same_bytes(quick: Quick, tmp_path: Path) -> None:
    assert quick("site", "out", "--data", RIVER, "--lang", "vi", cwd=tmp_path).code == 0
    first = below(tmp_path / "out")
    assert b'<html lang="vi">' in first["index.html"]
    assert quick("site", "out", "--data", RIVER, "--lang", "vi", cwd=tmp_path).code == 0
    assert below(tmp_path / "out") == first


def test_a_folder_that_is_no_site_is_refused_before_anything_is_read(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    done = quick("site", ".", "--data", "nowhere", "--force", cwd=tmp_path)
    assert done.code == 3
    assert done.stdout == ""
    assert done.stderr == ". holds files, and they are no site of ansinh's (name another folder)\n"


@pytest.mark.parametrize("fault", ["year: 2022\nactuals: {nobody: 1}\n", "x"])
def test_wrong_data_leave_the_site_that_was_there(quick: Quick, tmp_path: Path, fault: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "actuals").mkdir()
    (data / "targets.yaml").write_bytes((PAGES / "river-town" / "targets.yaml").read_bytes())
    (data / "actuals" / "2022.yaml").write_bytes((PAGES / "river-town" / "actuals" / "2022.yaml").read_bytes())
    assert quick("site", "out", cwd=tmp_path).code == 0
    before = below(tmp_path / "out")
    (data / "actuals" / "2022.yaml").write_text(fault, "utf-8")
    assert quick("site", "out", cwd=tmp_path).code == 3
    assert below(tmp_path / "out") == before
