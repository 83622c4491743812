"""`ansinh` alone: the headline of the data at hand and three commands to go on with, each of which answers."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.render.screen import Screen
from tests.conftest import HANOI, ROOT

if TYPE_CHECKING:
    from tests.conftest import Quick

DATA = [HANOI, ROOT / "examples/library", ROOT / "examples/districts", ROOT / "tests/data/good/jobs-cumulative"]


def typed(page: str) -> list[str]:
    """The three commands as a reader would type them."""
    return [re.split(r" {2,}", line.strip())[0] for line in page.splitlines() if line.startswith("  ansinh ")]


@pytest.mark.parametrize("data", DATA, ids=lambda each: each.name)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_it_tells_the_headline_and_three_commands_that_answer(
    quick: Quick, tmp_path: Path, data: Path, lang: str
) -> None:
    shutil.copytree(data, tmp_path / "data")
    run = quick(cwd=tmp_path, env={"ANSINH_LANG": lang})
    assert run.code == 0
    headline = quick("score", "--summary", cwd=tmp_path, env={"ANSINH_LANG": lang}).stdout
    assert run.stdout.splitlines()[0] == headline.splitlines()[0]
    assert run.stdout.splitlines()[2] in headline
    three = typed(run.stdout)
    assert len(three) == 3
    for command in three:
        program, *arguments = shlex.split(command)
        assert program == "ansinh"
        assert quick(*arguments, cwd=tmp_path).code == 0, command


def test_without_data_it_is_of_the_packaged_copy_and_offers_to_start_ones_own(quick: Quick, tmp_path: Path) -> None:
    run = quick(cwd=tmp_path)
    assert run.code == 0
    assert run.stderr.startswith("no data directory here: using the copy of Hanoi's Programme 08")
    assert "23/27 met (85.2 %)" in run.stdout
    assert typed(run.stdout)[-1] == "ansinh init"
    assert quick("init", cwd=tmp_path).code == 0
    after = quick(cwd=tmp_path)
    assert "init" not in after.stdout
    assert "packaged" not in after.stderr


def test_a_plan_with_targets_for_the_end_of_the_term_alone_is_told_by_those(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    (tmp_path / "targets.yaml").write_text(
        "programme: {id: P, name: P, years: [2021, 2025]}\ngroups: {g: G}\nindicators:\n"
        "  it's: {name: I, group: g, better: higher, targets: {term: 5}}\n"
    )
    (tmp_path / "actuals/2022.yaml").write_text("year: 2022\nactuals: {it's: 4}\n")
    page = quick(cwd=tmp_path).stdout
    assert "0/1 met" in page
    assert typed(page)[0] == "ansinh score 2022 --against term"
    assert shlex.split(typed(page)[1]) == ["ansinh", "show", "it's", "--against", "term"]


def test_broken_data_are_told_and_nothing_else(quick: Quick, tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text("programme: {id: P}\nindicators: {}\n")
    run = quick(cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "targets.yaml:1:1: missing-key" in run.stderr


def test_data_without_a_year_are_told(quick: Quick, tmp_path: Path) -> None:
    shutil.copy(HANOI / "targets.yaml", tmp_path / "targets.yaml")
    run = quick(cwd=tmp_path)
    assert (run.code, run.stdout) == (3, "")
    assert "there is no file of actuals" in run.stderr


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_it_fits_a_screen_of_80_by_24(quick: Quick, lang: str) -> None:
    page = quick(env={"ANSINH_LANG": lang}, screen=Screen(width=80)).stdout
    assert len(page.splitlines()) <= 20
    assert max(map(len, page.splitlines())) <= 80


def test_help_is_still_help(quick: Quick) -> None:
    assert quick("--help").page.startswith("Usage: ansinh [OPTIONS] COMMAND")
    assert quick("--version").page.startswith("ansinh ")
