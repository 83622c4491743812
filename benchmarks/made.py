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


_HEAD = "programme: {id: x, name: x, years: [2021, 2025]}\ngroups: {g: g}\nindicators:\n"


def _figure_at(at: int, of: int) -> float:
    """Some figure of two decimals, for a place and an indicator."""
    return (at * 7919 + of * 104729) % 100_000 / 100


def _targets(folder: Path, indicators: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    one = "{{name: n{at}, group: g, better: higher, targets: {{2022: 500.5}}}}"
    lines = "".join(f"  chi-tieu-{at:03}: {one.format(at=at)}\n" for at in range(indicators))
    (folder / "targets.yaml").write_text(_HEAD + lines, "utf-8")


def places(folder: Path, number: int, indicators: int) -> list[Path]:
    """A data directory of places in small files; the files that are read."""
    _targets(folder, indicators)
    (folder / "places.yaml").write_text("".join(f"noi-{at:03}: {{name: Nơi {at}}}\n" for at in range(number)), "utf-8")
    (folder / "actuals/2022").mkdir(parents=True)
    for at in range(number):
        figures = "".join(
            f"  chi-tieu-{of:03}: {(at * 7919 + of * 104729) % 100000 / 100}\n" for of in range(indicators)
        )
        (folder / f"actuals/2022/noi-{at:03}.yaml").write_text(f"year: 2022\nactuals:\n{figures}", "utf-8")
    return sorted(folder.rglob("*.yaml"))


def place_table(folder: Path, number: int, indicators: int) -> Path:
    """A data directory of places in one table; the table."""
    _targets(folder, indicators)
    (folder / "places.csv").write_text("id,name\n" + "".join(f"noi-{at:05},N {at}\n" for at in range(number)), "utf-8")
    table = folder / "actuals/2022/all.csv"
    table.parent.mkdir(parents=True)
    with table.open("w", encoding="utf-8") as file:
        file.write("place,indicator,value,reported,reported_term,inferred,provisional,as_of,source,note\n")
        for at in range(number):
            for of in range(indicators):
                file.write(f"noi-{at:05},chi-tieu-{of:03},{_figure_at(at, of)},,,,,,,\n")
    return table


def whole(folder: Path, number: int, indicators: int) -> None:
    """A data directory with everything that a site tells of: five years of a programme and of its places."""
    (folder / "actuals").mkdir(parents=True)
    sources = "".join(f"  s{at}: {{title: Báo {at}, url: https://example.vn/{at}}}\n" for at in range(40))
    groups = "".join(f"  g{at}: Nhóm {at}\n" for at in range(8))
    one = (
        "  i{at}: {{name: {{vi: Tỷ lệ {at}, en: Rate {at}}}, group: g{group}, better: higher, lead: Sở {lead},"
        " unit: '%', source: s{source}, baseline: {{year: 2020, value: 40}},"
        " targets: {{2021: 45, 2022: 50, 2025: 65}}}}\n"
    )
    lines = "".join(one.format(at=at, group=at % 8, lead=at % 12, source=at % 40) for at in range(indicators))
    head = f"programme: {{id: x, name: x, years: [2021, 2025]}}\nsources:\n{sources}groups:\n{groups}indicators:\n"
    (folder / "targets.yaml").write_text(head + lines, "utf-8")
    (folder / "places.yaml").write_text("".join(f"noi-{at}: {{name: Nơi {at}}}\n" for at in range(number)), "utf-8")
    for year in range(2021, 2026):
        (folder / f"actuals/{year}").mkdir()
        for at, name in enumerate([f"{year}", *(f"{year}/noi-{place}" for place in range(number))]):
            figures = "".join(f"  i{of}: {40 + (at * 7 + of * 13 + year) % 300 / 10}\n" for of in range(indicators))
            (folder / f"actuals/{name}.yaml").write_text(
                f"year: {year}\nsource: s{at % 40}\nactuals:\n{figures}", "utf-8"
            )
