"""Made-up programmes and facts for engines: every form of target, figures at, beside and far from every edge."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

YEARS = (2021, 2022, 2023)
LAST = 2023
PLACES = 8
COLUMNS = ("place", "indicator", "year", "value", "reported", "reported_term", "inferred", "provisional")
_STEPS = ("0", "0.000000001", "-0.000000001", "0.0000000001", "-0.0000000001", "0.5", "-0.5", "1000", "-1000", "0.1")
_HARD = ("123456789012345678901234567", "1e-12", "1E+3", "0.12345678901234567", "999999999999999999", "-1e25", "1e14")
_WORDS = ("exceeded", "met", "unmet")

Row = tuple[str, str, int, str, str, str, str, str]


def _bounds(rng: random.Random) -> list[str]:
    plain = [str(Decimal(rng.randint(-3000, 3000)) / 100) for _ in range(2)]
    return [*plain, "0.3", "0.1234567890123", "1e15", "-0.0000000015", "2.675", "70000000000000000001"]


def targets(rng: random.Random) -> dict[str, dict[str, Any]]:
    """Indicators by their ids, of every form of target and every direction."""
    made: dict[str, dict[str, Any]] = {}

    def add(better: str | None, target: Any, **more: Any) -> None:
        body: dict[str, Any] = {
            "name": "N",
            "group": f"g{len(made) % 3}",
            **({"better": better} if better else {}),
            **more,
        }
        body["targets"] = dict.fromkeys(YEARS, target) if target is not None else {}
        made[f"i{len(made):03d}"] = body

    for better in ("higher", "lower"):
        up = 1 if better == "higher" else -1
        for bound in _bounds(rng):
            add(better, bound)
            add(better, {"value": bound, "exceeded": str(Decimal(bound) + up * Decimal("0.25"))})
            add(better, {"value": bound, "exceeded": "never"})
            add(better, {"about": bound})
            add(better, {"from": bound, "to": str(Decimal(bound) + Decimal("5.0000000001"))})
            strict = "over" if better == "higher" else "under"
            add(better, {strict: bound})
            add(better, {strict: bound, "exceeded": str(Decimal(bound) + up * Decimal("0.1"))})
        for change in ("0", "-0.1", "0.3", "0.0000000001"):
            add(better, {"change": change})
            add(better, {"change": change}, cumulative="true")
            add(better, {"change": change, "exceeded": "10.5"})
        for percent in ("-20", "0.1", "33.33333", "-100", "-150", "0.1234567", "0"):
            add(better, {"change_percent": percent})
            add(better, {"change_percent": percent, "exceeded": "12"})
        add(better, {"change_percent": "5"}, cumulative="true")
        add(better, {"change": "1"}, breaks="[2022]")
        add(better, "40", cumulative="true", breaks="[2023]")
        add(better, {"change": "1"}, cumulative="true", breaks="[2021]")
        add(better, {"change": "1"}, cumulative="true", breaks="[2022]")
        add(better, "60", cumulative="true")
        add(better, "60", cumulative="true", years="[2022, 2023]")
        add(better, {"value": "60.1", "exceeded": str(60 + 10 * up)}, cumulative="true")
        add(better, "6.5", average="true")
        add(better, "60.1", average="true")
        add(better, {"from": "20", "to": "30.3333333333"}, average="true", breaks="[2023]")
        add(better, None)
        add(better, {"from_baseline_percent": "10"}, baseline="{year: 2020, value: 5}")
        add(better, "7", places="own")
        add(better, "7", rollup="sum")
        add(better, "7", years="[2022, 2023]")
    for bound in _bounds(rng)[:5]:
        add("within", {"from": bound, "to": str(Decimal(bound) + Decimal("2.5"))})
    add("higher", "3.3", counts="false")
    add(None, "true")
    add(None, None)
    return made


def _yaml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(each)}" for key, each in value.items()) + "}"
    return str(value)


def _edges(body: dict[str, Any], base: Decimal | None) -> list[Decimal]:
    """The figures where something changes."""
    found: list[Decimal] = [Decimal(0)]
    for target in body["targets"].values():
        parts = target.items() if isinstance(target, dict) else [("value", target)]
        for key, written in parts:
            if written in ("true", "never"):
                continue
            figure = Decimal(written)
            if key == "change":
                found += [base + figure] if base is not None else []
            elif key in ("change_percent", "from_baseline_percent"):
                found += [base * (100 + figure) / 100] if base is not None else []
            else:
                found.append(figure)
    return found


def _spelled(figure: Decimal) -> str:
    text = format(figure, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def _value(rng: random.Random, body: dict[str, Any], base: Decimal | None) -> str:
    if "true" in body["targets"].values():
        return rng.choice(("true", "false"))
    if rng.random() < 0.04:
        return rng.choice(_HARD)
    figure = rng.choice(_edges(body, base)[-3:]) + Decimal(rng.choice(_STEPS))
    text = _spelled(figure)
    return text if len(text.strip("-").replace(".", "").lstrip("0")) <= 28 else "1"


def facts(rng: random.Random, made: dict[str, dict[str, Any]]) -> Iterator[Row]:
    """Rows of every place and year; some are missing, some are empty, some say only a verdict."""
    for place in range(PLACES):
        for id_, body in made.items():
            base: Decimal | None = None
            for year in YEARS:
                if "years" in body and year < 2022:
                    continue
                if rng.random() < 0.12:
                    base = None
                    continue
                value = "" if rng.random() < 0.12 else _value(rng, body, base)
                base = Decimal(value) if value and value not in ("true", "false") and len(value) < 20 else None
                reported = rng.choice(("", "", *_WORDS, *(("not-started",) if not value else ())))
                term = rng.choice(("", "", "", *_WORDS))
                flag = rng.choice(("", "", "true", "false"))
                yield (f"p{place:02d}", id_, year, value, reported, term, flag, rng.choice(("", "", "", "true")))


def write_directory(folder: Path, seed: int, every: int = 1) -> list[Row]:
    """A data directory whose places have their figures in tables; its rows as facts.

    `every` takes some of the indicators: each third, or so.
    """
    rng = random.Random(seed)
    made = {id_: each for at, (id_, each) in enumerate(targets(rng).items()) if at < 6 or at % every == 0}
    lines = [f"programme: {{id: P, name: P, years: [2021, {LAST}]}}", "groups: {g0: A, g1: B, g2: C}", "indicators:"]
    for id_, body in made.items():
        rest = {key: each for key, each in body.items() if key != "targets"}
        if body["targets"]:
            rest["targets"] = {
                year: each for year, each in body["targets"].items() if "years" not in body or year > 2021
            }
        lines.append(f"  {id_}: {_yaml(rest)}")
    (folder / "places").mkdir(parents=True)
    (folder / "targets.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    kinds = ("commune", "town")
    places = [f"p{at:02d}: {{name: P{at}, kind: {kinds[at % 2]}}}" for at in range(PLACES)]
    (folder / "places.yaml").write_text("\n".join(places) + "\n", encoding="utf-8")
    left_out = "i005"
    (folder / "places" / "p01.yaml").write_text(
        "targets: {i000: {2022: {over: 3.3}}, i001: {2023: {change: 2}}, i003: {2022: {change_percent: 0.1234567}}}\n"
        f"not_counted: {{{left_out}: none}}\n",
        encoding="utf-8",
    )
    rows = [row for row in facts(rng, made) if row[:2] != ("p01", left_out)]
    for year in YEARS:
        (folder / "actuals" / str(year)).mkdir(parents=True)
        shown = ([row[0], row[1], *row[3:]] for row in rows if row[2] == year)
        _write(folder / "actuals" / str(year) / "all.csv", [name for name in COLUMNS if name != "year"], shown)
    return rows


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_facts(path: Path, rows: Iterable[Row]) -> None:
    """Rows as a table of facts."""
    _write(path, COLUMNS, rows)
