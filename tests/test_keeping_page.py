"""docs/keeping-data.md: its commands run in their order, and what they print stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Quick

PAGE = (ROOT / "docs" / "keeping-data.md").read_text("utf-8")
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHELL = [line for language, block in FENCES if language == "sh" for line in block.splitlines()]
TEXT = [block for language, block in FENCES if language == "text"]


def _fill(path: Path) -> None:
    book = load_workbook(path)
    sheet: Any = book.active
    sheet["F6"] = 1250
    book.save(path)


def test_its_commands_run_and_print_what_it_says(quick: Quick, tmp_path: Path) -> None:
    assert [line.split()[1] for line in SHELL] == [
        *("init", "score", "record"),
        *("export", "export", "import", "import", "score"),
    ]
    recorded, rows, refused, written = TEXT
    for line in SHELL:
        words = shlex.split(line, comments=True)
        if words[1] == "import":
            _fill(tmp_path / words[3])
        run = quick(*words[1:], cwd=tmp_path)
        assert (run.code, run.stderr) == (0, ""), line
        assert words[1] != "record" or run.stdout == recorded
    (tmp_path / "data" / "actuals" / "2026.yaml").unlink()
    (tmp_path / "figures.csv").write_text(rows, encoding="utf-8")
    run = quick("import", "2026", "figures.csv", cwd=tmp_path)
    assert (run.code, run.stderr) == (3, refused)
    (tmp_path / "figures.csv").write_text(rows.replace("ytế", "y tế"), encoding="utf-8")
    assert quick("import", "2026", "figures.csv", cwd=tmp_path).page == written


def test_every_option_in_it_is_there(quick: Quick) -> None:
    helps = "".join(quick(command, "--help").page for command in ("record", "import", "export", "init", "score"))
    options = set(re.findall(r"`(?:ansinh [^`]*)?(--[a-z-]+)", PAGE))
    assert len(options) > 8
    assert {option for option in options if option not in helps} == set()
