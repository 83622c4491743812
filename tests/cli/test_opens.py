"""Each file of the data is read once in a run, and none that is not needed."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support_sheets import data_directory

if TYPE_CHECKING:
    from tests.conftest import Quick


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file of the data was opened to be read; the look before a write, by `replacing`, is not one."""
    found: Counter[str] = Counter()
    read = os.open

    def count(path: str | Path, *rest: int, **others: int) -> int:
        if str(path).endswith(".yaml"):
            found[Path(path).name] += 1
        return read(path, *rest, **others)

    monkeypatch.setattr(os, "open", count)
    return found


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("score 2022", "targets 2021 2022"),
        ("score", "targets 2021 2022 2023 2024 2025"),
        ("score 2022 --format html", "targets 2021 2022 2023 2024 2025"),
        ("diff 2022 2023", "targets 2021 2022 2023"),
        ("diff 2022 2023 --against term", "targets 2021 2022 2023"),
        ("check 2023 --no-regression-from 2022", "targets 2021 2022 2023"),
        ("focus 2023", "targets 2021 2022 2023"),
        ("trend", "targets 2021 2022 2023 2024 2025"),
        ("score 2023-06", "targets 2022 2023-06"),
        ("outlook 2023-06", "targets 2021 2022 2023 2023-06 2024 2025"),
        ("lint", "targets 2021 2022 2023 2023-06 2024 2025"),
    ],
)
def test_each_file_once(line: str, files: str, quick: Quick, opened: Counter[str]) -> None:
    quick(*line.split())
    assert opened == {f"{each}.yaml": 1 for each in files.split()}


@pytest.mark.parametrize(
    "line",
    [
        "record 2022 jobs-created 170000 --dry-run",
        "record 2023 jobs-created 170000 --dry-run",
        "import 2022 figures.csv --dry-run",
        "import 2023 figures.csv --dry-run",
        "export 2022 figures.xlsx",
        "export 2024 figures.xlsx",
    ],
)
def test_each_file_once_where_something_is_written(
    line: str, tmp_path: Path, quick: Quick, opened: Counter[str]
) -> None:
    data_directory(tmp_path / "data")
    (tmp_path / "figures.csv").write_text("id,value\njobs-created,170000\n", encoding="utf-8")
    assert quick(*line.split(), cwd=tmp_path).code == 0
    assert opened["targets.yaml"] == 1
    assert set(opened.values()) == {1}
