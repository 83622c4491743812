"""The rules as SQL, once, in what DuckDB and Spark have in common: CASE, SUM, MAX, JOIN, GROUP BY, explicit CAST.

Relations that it reads: `facts` (place, indicator, year, v, said, guessed, provisional), `bars` and `usual` (what an
indicator is held to), `own` (what a place is held to instead), `rests` (the years a sum or a change rests on), `hard`
(pairs that the grid can't hold) and `hard_lines` (what `rules` found for them). No window, no division, nothing that is
rounded: each cast is to a type that holds the figure, as bars.py and sieve.py see to.

Traps that this text goes around: a cast to a smaller scale rounds without a word on every engine; Spark compares
decimals of two scales wrongly and cuts the scale of what gets wider than 38 digits, so both sides are cast to one type
first; DuckDB divides decimals as doubles.
"""

from __future__ import annotations

from collections.abc import Sequence

from an_sinh.terms import Against
from an_sinh.values import dataclass

FIGURE = "DECIMAL(27,9)"
BOUND = "DECIMAL(28,9)"
FACTOR = "DECIMAL(10,5)"
PRODUCT = "DECIMAL(38,14)"

BARS = {
    "bar": "INT",
    "kind": "INT",
    "met_low": BOUND,
    "met_high": BOUND,
    "exceeded_low": BOUND,
    "exceeded_high": BOUND,
    "named_low": BOUND,
    "named_high": BOUND,
    "factor": FACTOR,
    "reason": "STRING",
    "summed_years": "INT",
    "base_needed": "INT",
    "broken": "INT",
}
"""The columns of `bars`."""
RESTS = {"bar": "INT", "year": "INT", "own": "INT", "summed": "INT", "of_base": "INT", "needed": "INT"}
USUAL = {"indicator": "STRING", "bar": "INT", "worked_out": "INT"}
OWN = {"place": "STRING", "indicator": "STRING", "bar": "INT", "worked_out": "INT"}
WATCHED = {"indicator": "STRING"}
HARD = {"place": "STRING", "indicator": "STRING"}
LINES = {
    "place": "STRING",
    "indicator": "STRING",
    "status": "STRING",
    "basis": "STRING",
    "reason": "STRING",
    "said": "STRING",
    "provisional": "INT",
    "discrepancy": "INT",
    "actual": "STRING",
    "base": "STRING",
}
"""The columns of the lines that `rules` judged."""
HARD_KIND = 4
"""The kind of a bar that is not compared here: see bars.py."""


def _laid(columns: str, condition: str, *, own: bool) -> str:
    """Rows of facts with the number of their bar."""
    bar, worked_out, join = "u.bar", "u.worked_out", ""
    if own:
        bar, worked_out = "COALESCE(o.bar, u.bar)", "COALESCE(o.worked_out, u.worked_out)"
        join = "LEFT JOIN own o ON o.place = f.place AND o.indicator = f.indicator"
    return f"""
      SELECT f.place, f.indicator, {bar} AS bar, f.v, {columns}, f.guessed, f.provisional
      FROM facts f JOIN usual u ON u.indicator = f.indicator {join}
      WHERE {condition.format(worked_out=worked_out)}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the facts is judged, and which relations have rows, so that the text joins no empty one."""

    year: int
    years: Sequence[int]
    """With those that sums and changes rest on."""
    against: Against
    worked_out: bool
    """Whether any bar rests on other years."""
    own: bool
    """Whether any place has a bar of its own."""
    hard: bool
    """Whether there are pairs that the grid can't hold."""
    where: str = ""
    """A further condition on a fact `f`."""


def lines(asked: Asked) -> str:
    """A line for each row of the year, as `scorecard` has it, its figure and its base as decimals."""
    said = "f.reported" if asked.against is Against.ANNUAL else "f.reported_term"
    narrow = asked.where
    if asked.hard:
        narrow += " AND NOT EXISTS (SELECT 1 FROM hard h WHERE h.place = f.place AND h.indicator = f.indicator)"
    plain = _laid(f"{said} AS said", f"f.year = {asked.year} AND {{worked_out}} = 0 {narrow}", own=asked.own)
    parts = [
        f"""
      SELECT place, indicator, bar, said, guessed, provisional AS own_provisional, 0 AS any_provisional, v AS own_v,
        v AS figure, 1 AS figures, CAST(NULL AS {FIGURE}) AS base, 0 AS bases
      FROM ({plain}
      ) plain"""
    ]
    if asked.worked_out:
        within = f"f.year IN ({', '.join(map(str, asked.years))}) AND {{worked_out}} = 1 {narrow}"
        parts.append(_together(_laid(f"{said} AS said, f.year", within, own=asked.own)))
    hundred = f"CAST(100 AS {FACTOR})"
    return f"""
    SELECT place, indicator, status,
      CASE WHEN t IS NOT NULL THEN 'computed' WHEN said IS NULL THEN 'none'
        WHEN guessed = 1 AND own_v IS NULL THEN 'inferred' ELSE 'reported' END AS basis,
      CASE WHEN status = 'unscored' THEN COALESCE(why, held_why) END AS reason,
      said,
      CASE WHEN why IS NULL THEN figure END AS figure,
      CASE WHEN kind IN (1, 2) AND bases = base_needed THEN base END AS base,
      CASE WHEN summed_years > 0 AND why IS NULL THEN any_provisional ELSE own_provisional END AS provisional,
      CASE WHEN t IS NOT NULL AND said <> status THEN 1 ELSE 0 END AS discrepancy
    FROM (
      SELECT *, CASE
          WHEN t IS NULL THEN COALESCE(said, 'unscored')
          WHEN NOT (t >= met_low AND t <= met_high) THEN 'unmet'
          WHEN t >= exceeded_low AND t <= exceeded_high
            AND CAST(figure AS {BOUND}) >= named_low AND CAST(figure AS {BOUND}) <= named_high THEN 'exceeded'
          ELSE 'met' END AS status
      FROM (
        SELECT *, CASE
            WHEN why IS NOT NULL OR held_why IS NOT NULL THEN NULL
            WHEN kind = 0 THEN CAST(figure AS {BOUND})
            WHEN kind = 1 THEN CAST(figure - base AS {BOUND})
            WHEN {_product("figure", hundred)} < {_product("base", "factor")} THEN CAST(-1 AS {BOUND})
            WHEN {_product("figure", hundred)} > {_product("base", "factor")} THEN CAST(1 AS {BOUND})
            ELSE CAST(0 AS {BOUND}) END AS t
        FROM (
          SELECT *,
            CASE WHEN own_v IS NULL THEN 'no-actual' WHEN broken = 1 THEN 'series-break'
              WHEN figures < summed_years THEN 'gap-in-years' END AS why,
            CASE WHEN held.reason IS NOT NULL THEN held.reason
              WHEN bases < base_needed THEN 'no-previous-year'
              WHEN kind = 2 AND base <= CAST(0 AS {FIGURE}) THEN 'no-base' END AS held_why
          FROM ({" UNION ALL ".join(parts)}
          ) figures
          JOIN bars held USING (bar)
          WHERE held.kind <> {HARD_KIND}
        ) known
      ) compared
    ) judged"""


def _product(figure: str, factor: str) -> str:
    return f"CAST(CAST({figure} AS {FIGURE}) * {factor} AS {PRODUCT})"


def _together(laid: str) -> str:
    """The rows that a sum or a change rests on, put together by place and indicator; only where the year has a row."""
    return f"""
      SELECT l.place, l.indicator, l.bar,
        MAX(CASE WHEN r.own = 1 THEN l.said END) AS said,
        MAX(CASE WHEN r.own = 1 THEN l.guessed END) AS guessed,
        MAX(CASE WHEN r.own = 1 THEN l.provisional END) AS own_provisional,
        MAX(CASE WHEN r.summed = 1 THEN l.provisional ELSE 0 END) AS any_provisional,
        MAX(CASE WHEN r.own = 1 THEN l.v END) AS own_v,
        CAST(SUM(CASE WHEN r.summed = 1 THEN l.v END) AS {FIGURE}) AS figure,
        CAST(COUNT(CASE WHEN r.summed = 1 THEN l.v END) AS INT) AS figures,
        CAST(COALESCE(SUM(CASE WHEN r.of_base = 1 THEN l.v END), CAST(0 AS DECIMAL(38,9))) AS {FIGURE}) AS base,
        CAST(COUNT(CASE WHEN r.needed = 1 THEN l.v END) AS INT) AS bases
      FROM ({laid}
      ) l
      JOIN rests r ON r.bar = l.bar AND r.year = l.year
      GROUP BY l.place, l.indicator, l.bar
      HAVING MAX(r.own) = 1"""


_WORDS = ("place", "indicator", "status", "basis", "reason", "said", "provisional", "discrepancy")


def with_hard(found: str) -> str:
    """The lines with those that `rules` judged itself, without their figures."""
    columns = ", ".join(_WORDS)
    return f"""
    SELECT {columns} FROM ({found}
    ) l
    UNION ALL SELECT {columns} FROM hard_lines"""


def every_line(found: str, year: int, *, hard: bool) -> str:
    """A line for each place and indicator, what has no row too, in file order; figures as texts of exact digits.

    `asked_places` and `asked_indicators` are all of them with their order, `left_out` what a place is not asked for.
    """

    def text(figure: str) -> str:
        digits = f"TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM CAST({figure} AS STRING)))"
        return f"CASE WHEN i.truth = 1 THEN CASE WHEN {figure} = 1 THEN 'true' ELSE 'false' END ELSE {digits} END"

    columns = ", ".join(_WORDS)
    lines = f"""
      SELECT {", ".join("l." + name for name in _WORDS)},
        CASE WHEN l.figure IS NOT NULL THEN {text("l.figure")} END AS actual,
        CASE WHEN l.base IS NOT NULL THEN {text("l.base")} END AS base
      FROM ({found}
      ) l JOIN asked_indicators i ON i.indicator = l.indicator"""
    if hard:
        lines += f"\n      UNION ALL SELECT {columns}, actual, base FROM hard_lines"
    withdrawn = "p.withdrawn = 1 OR i.withdrawn = 1 OR o.place IS NOT NULL"
    return f"""
    SELECT p.place, i.indicator, CAST({year} AS INT) AS year,
      CASE WHEN {withdrawn} THEN 'withdrawn' ELSE COALESCE(l.status, 'unscored') END AS status,
      COALESCE(l.basis, 'none') AS basis,
      CASE WHEN {withdrawn} THEN NULL WHEN l.status IS NULL THEN 'no-actual' ELSE l.reason END AS reason,
      l.said AS reported, l.actual, l.base,
      COALESCE(l.provisional, 0) = 1 AS provisional, COALESCE(l.discrepancy, 0) = 1 AS discrepancy
    FROM asked_places p
    CROSS JOIN asked_indicators i
    LEFT JOIN left_out o ON o.place = p.place AND o.indicator = i.indicator
    LEFT JOIN ({lines}
    ) l ON l.place = p.place AND l.indicator = i.indicator
    ORDER BY p.number, i.number"""


ASKED_PLACES = {"place": "STRING", "number": "INT", "withdrawn": "INT"}
ASKED_INDICATORS = {"indicator": "STRING", "number": "INT", "truth": "INT", "withdrawn": "INT"}

_COUNTED = (
    ("exceeded", "status = 'exceeded'"),
    ("met", "status = 'met'"),
    ("unmet", "status = 'unmet'"),
    ("not_started", "status = 'not-started'"),
    ("computed", "basis = 'computed'"),
    ("reported", "basis = 'reported'"),
    ("inferred", "basis = 'inferred'"),
    ("discrepancies", "discrepancy = 1"),
    ("provisional", "provisional = 1"),
)
COUNTS = tuple(name for name, _ in _COUNTED)
"""The counts of a tally that rows make, in the order of `tallies`; the rest is worked out from them."""


def tallies(found: str, key: str, more: Sequence[str] = (), *, watched: bool = False) -> str:
    """How many lines there are and what they are, by `key`; `more` are further sums.

    `watched` says that some indicators are in no count: the relation of that name has them.
    """
    if watched:
        found = f"""SELECT l.*, w.indicator IS NULL AS counts FROM ({found}
    ) l LEFT JOIN watched w ON w.indicator = l.indicator"""
    also = " AND counts" if watched else ""
    counts = [
        f"CAST(SUM(CASE WHEN {condition}{also} THEN 1 ELSE 0 END) AS BIGINT) AS {name}" for name, condition in _COUNTED
    ]
    columns = ", ".join([f"{key} AS id", "COUNT(*) AS lines", *counts, *more])
    return f"SELECT {columns} FROM ({found}\n    ) j GROUP BY {key}"
