"""A made-up country: provinces, communes, facilities, and a table of their figures, as many rows as asked for.

    python benchmarks/facts.py DIR --rows 1000000 [--csv] [--plain]

It writes DIR/data (targets.yaml, places.csv) and DIR/facts (Parquet, or CSV), the same each time. Nothing is real.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

YEARS = range(2021, 2031)
INDICATORS = 50
_ROWS_OF_PLACE = len(YEARS) * INDICATORS
_COMMUNES_OF_PROVINCE = 97
_FACILITIES_OF_COMMUNE = 30


def write_country(
    folder: Path, rows: int, *, table: str = "parquet", plain: bool = False, facts: bool = True
) -> tuple[Path, Path]:
    """The data directory, and the facts unless they are there; `plain` leaves sums and changes out."""
    data, figures = folder / "data", folder / "facts" / f"figures.{table}"
    data.mkdir(parents=True, exist_ok=True)
    figures.parent.mkdir(exist_ok=True)
    (data / "targets.yaml").write_text(_targets(plain=plain), encoding="utf-8")
    places = max(1, rows // _ROWS_OF_PLACE)
    (data / "places.csv").write_text("\n".join(_places(places)) + "\n", encoding="utf-8")
    if facts and not figures.exists():
        _write_facts(figures, places)
    return data, figures


def _targets(*, plain: bool) -> str:
    lines = [
        f"programme: {{id: MADE-UP, name: A country (made up), years: [{YEARS[0]}, {YEARS[-1]}]}}",
        "groups: {work: Work, welfare: Welfare, health: Health, schools: Schools}",
        "indicators:",
    ]
    groups = ("work", "welfare", "health", "schools")
    for at in range(INDICATORS):
        forms = ("every: 55", "every: {under: 40}", "every: {from: 30, to: 60}", "every: {over: 52.5, exceeded: 80}")
        form, better = forms[at % 4], ("higher", "lower", "within", "higher")[at % 4]
        if not plain and at % 10 == 0:
            form, better = "cumulative: true, every: 300", "higher"
        elif not plain and at % 10 == 5:
            form, better = "every: {change_percent: 2}", "higher"
        name = f"Indicator {at + 1} (made up)"
        lines.append(
            f"  {_indicator(at)}: {{name: {name}, group: {groups[at % 4]}, unit: points, better: {better}, {form}}}"
        )
    return "\n".join(lines) + "\n"


def _indicator(at: int) -> str:
    return f"indicator-{at + 1:02d}"


def _places(number: int) -> list[str]:
    """Provinces, in them communes, in these facilities."""
    found = ["id,name,kind,within"]
    provinces = max(1, min(34, number // 20))
    communes = max(0, min(provinces * _COMMUNES_OF_PROVINCE, number - provinces))
    for at in range(number):
        if at < provinces:
            row = f"Province {at + 1},province,"
        elif at < provinces + communes:
            row = f"Commune {at + 1},commune,{_place((at - provinces) % provinces)}"
        else:
            row = f"Facility {at + 1},facility,{_place(provinces + (at - provinces - communes) % communes)}"
        found.append(f"{_place(at)},{row}")
    return found


def _place(at: int) -> str:
    return f"p{at:06d}"


def _write_facts(path: Path, places: int) -> None:
    """Place by place, year by year: made by DuckDB from the row's number, some of it missing, some of it reported."""
    ids = f"list_value({', '.join(repr(_indicator(at)) for at in range(INDICATORS))})"
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("SET enable_progress_bar = false")
        how = "FORMAT parquet" if path.suffix == ".parquet" else "FORMAT csv, HEADER"
        target = str(path).replace("'", "''")
        connection.execute(
            f"""COPY (
              SELECT 'p' || lpad(CAST(i // {_ROWS_OF_PLACE} AS VARCHAR), 6, '0') AS place,
                {ids}[1 + i % {INDICATORS}] AS indicator,
                CAST({YEARS[0]} + (i // {INDICATORS}) % {len(YEARS)} AS INTEGER) AS year,
                CASE WHEN h % 50 <> 0
                  THEN CAST(CAST((h // 64) % 100000 AS DECIMAL(9,0)) / 1000 AS DECIMAL(9,3)) END AS value,
                CASE WHEN h % 7 = 0 THEN 'met' WHEN h % 50 = 0 THEN 'unmet' END AS reported
              FROM (SELECT i, hash(i) AS h FROM range({places * _ROWS_OF_PLACE}) numbers(i))
              WHERE h % 25 <> 1
            ) TO '{target}' ({how})"""
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args()
    data, facts = write_country(asked.folder, asked.rows, table="csv" if asked.csv else "parquet", plain=asked.plain)
    print(f"{data}\n{facts}")


if __name__ == "__main__":
    main()
