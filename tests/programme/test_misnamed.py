"""A data file under a slip of a name: every command names the right one, and no other data stand in for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.programme.misnamed import misnamed
from tests.support_sheets import data_directory

if TYPE_CHECKING:
    from tests.conftest import Quick

YEAR = "year: 2023\nsource: board\nactuals: {jobs-created: 170000}\n"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("places.yml", "places.yaml"),
        ("2023.yaml", "actuals/2023.yaml"),
        ("actuals/2023.yml", "actuals/2023.yaml"),
        ("actuals/2023.YAML", "actuals/2023.yaml"),
        ("actuals/2023.yaml.txt", "actuals/2023.yaml"),
        ("actuals/nam-2023.yaml", "actuals/2023.yaml"),
        ("actuals/2023 (1).yaml", "actuals/2023.yaml"),
        ("actuals/2023-Q1.yaml", "actuals/2023-03.yaml"),
        ("actuals/2023-q4.yml", "actuals/2023-12.yaml"),
        ("actuals/2023-H1.yaml", "actuals/2023-06.yaml"),
        ("actuals/2023-6.yaml", "actuals/2023-06.yaml"),
        ("actuals/2023_06.yaml", "actuals/2023-06.yaml"),
        ("actuals/2023-06.yml", "actuals/2023-06.yaml"),
        ("2023-06.yaml", "actuals/2023-06.yaml"),
        ("actuals/2023-13.yaml", None),
    ],
)
def test_every_command_warns(quick: Quick, tmp_path: Path, name: str, meant: str | None) -> None:
    data = data_directory(tmp_path / "data")
    (data / name).write_text(YEAR, "utf-8")
    for command in (["score", "2022"], ["trend"], ["check", "2022"], ["record", "2022", "jobs-created", "--note", "x"]):
        run = quick(*command, "--data", "data", cwd=tmp_path)
        assert f"warning: data/{name}:1:1: stray-file: " in run.stderr
        assert (f"(rename it {meant})" if meant else "named by its year") in run.stderr
    assert f"data/{name}:1:1: stray-file: " in quick("lint", "--data", "data", cwd=tmp_path).stdout


def test_a_copy_beside_the_right_name_is_no_slip(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data")
    (data / "actuals" / "2022.yml").write_text(YEAR, "utf-8")
    assert misnamed(data) == []
    assert "stray-file" not in quick("score", "2022", "--data", "data", cwd=tmp_path).stderr
    assert "stray-file" in quick("lint", "--data", "data", cwd=tmp_path).stdout


def test_the_year_that_is_asked_for(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data")
    (data / "actuals" / "2023.yaml.txt").write_text(YEAR, "utf-8")
    run = quick("score", "2023", "--data", "data", cwd=tmp_path)
    assert run.code == 3
    assert "(rename actuals/2023.yaml.txt → actuals/2023.yaml)" in run.stderr


def test_a_folder_in_capitals(quick: Quick, tmp_path: Path) -> None:
    data = data_directory(tmp_path / "data")
    (data / "actuals").rename(data / "Actuals")
    if (data / "actuals").exists():
        pytest.skip("this file system knows no case")
    assert "(rename Actuals/ → actuals/)" in quick("score", "2022", "--data", "data", cwd=tmp_path).stderr


@pytest.mark.parametrize("name", ["targets.yml", "Targets.yaml", "targets.yaml.txt", "target.yaml"])
@pytest.mark.parametrize("where", ["here", "--data"])
def test_the_targets(quick: Quick, tmp_path: Path, name: str, where: str) -> None:
    data = data_directory(tmp_path / "data")
    (data / "targets.yaml").rename(data / name)
    run = quick("score", "2022", *(["--data", "data"] if where == "--data" else []), cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert f"there is no targets.yaml in 'data', but '{name}' (rename it targets.yaml)" in run.stderr


def test_a_folder_that_is_not_there_is_called_missing(quick: Quick, tmp_path: Path) -> None:
    run = quick("score", "2022", "--data", "nope", "--lang", "vi", cwd=tmp_path)
    assert run.stderr.startswith("nope/targets.yaml:1:1: missing-file: không có thư mục 'nope'")
