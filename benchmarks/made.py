"""Made-up programmes and sheets to measure on, the same bytes in every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

VERDICTS = ("met", "unmet", "exceeded")


def programme(folder: Path, indicators: int, years: Sequence[int]) -> list[Path]:
    """Write a data directory, each entry a map of two keys; its files."""
    chance = random.Random(8)  # not for secrets: the same figures in every run
    head = [
        "programme:",
        "  id: made-up",
        "  name: {vi: Chương trình giả định, en: A made-up programme}",
        f"  years: [{years[0]}, {years[-1]}]",
        "sources:",
        "  report: {title: Báo cáo, publisher: Sở Kế hoạch}",
        "groups:",
        *(f"  group-{group}: {{vi: Nhóm {group}, en: Group {group}}}" for group in range(10)),
        "indicators:",
    ]
    for number in range(indicators):
        head += [
            f"  indicator-{number}:",
            f"    name: {{vi: Chỉ tiêu số {number}, en: Indicator {number}}}",
            f"    group: group-{number % 10}",
            '    unit: "%"',
            f"    better: {'higher' if number % 3 else 'lower'}",
            "    source: report",
            "    targets:",
            *(f"      {year}: {_figure(chance)}" for year in years),
        ]
    (folder / "actuals").mkdir(parents=True)
    files = [_write(folder / "targets.yaml", head)]
    for year in years:
        lines = [f"year: {year}", f"as_of: {year}-12-31", "source: report", "actuals:"]
        lines += [
            f"  indicator-{number}: {{value: {_figure(chance)}, reported: {chance.choice(VERDICTS)}}}"
            for number in range(indicators)
        ]
        files.append(_write(folder / "actuals" / f"{year}.yaml", lines))
    return files


def sheet(path: Path, rows: int, indicators: int) -> Path:
    """Write a workbook of so many rows; the first ones have an indicator's id and its figure, the others a heading."""
    from openpyxl import Workbook

    chance = random.Random(8)
    book = Workbook(write_only=True)
    page = book.create_sheet("2025")
    page.append(["Mã", "Tên chỉ tiêu", "Thực hiện"])
    for number in range(rows):
        if number < indicators:
            page.append([f"indicator-{number}", f"Chỉ tiêu số {number}", chance.randint(1, 9999) / 100])
        else:
            page.append(["", f"Mục {number}", None])
    book.save(path)
    return path


def _figure(chance: random.Random) -> float:
    return chance.randint(1, 9999) / 100


def _write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
