"""An engine's verdicts are those of the rules, line for line and count for count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING

import pytest

from an_sinh.engine import bars, sql
from an_sinh.engine.country import Facts
from an_sinh.engine.engines import open_engine
from an_sinh.terms import Against, Reason
from tests.support_engine import Made, differences, expected_lines, make, open_on

pytest.importorskip("duckdb")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("facts"), seed=16)


@pytest.fixture(scope="module")
def facts(made: Made) -> Iterator[Facts]:
    engine = open_engine("duckdb")
    opened = open_on(engine, made.folder, made.path)
    assert opened.sifted.bad == 0, [each.describe() for each in opened.sifted.problems]
    yield opened
    engine.close()


def test_every_form_and_many_a_basis_is_there(made: Made) -> None:
    every = [line for found in made.wanted.values() for line in expected_lines(found).values()]
    assert len(every) > 5_000
    not_here = {Reason.YEAR_OPEN, Reason.PART_UNSCORED}
    assert {reason for _, _, reason, *_ in every} == {None, *(each.value for each in {*Reason} - not_here)}
    assert {(status, basis) for status, basis, *_ in every} >= {
        (status, basis) for status in ("exceeded", "met", "unmet") for basis in ("computed", "reported", "inferred")
    }


def test_an_engine_judges_as_the_rules_do(made: Made, facts: Facts) -> None:
    assert differences(facts, made, made.wanted) == []


def _soft(monkeypatch: pytest.MonkeyPatch) -> None:
    """`under` and `over` take their bound in."""
    monkeypatch.setattr(bars, "_from", lambda bound, **_: bars._grid(bound, ROUND_CEILING))


def _binary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are compared as doubles."""
    lines = sql.lines
    monkeypatch.setattr(sql, "lines", lambda asked: lines(asked).replace("DECIMAL(28,9)", "DOUBLE"))


def _rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure is rounded on its way to the comparison."""
    lines = sql.lines
    monkeypatch.setattr(
        sql,
        "lines",
        lambda asked: lines(asked).replace("CAST(figure AS DECIMAL(28,9))", "CAST(figure AS DECIMAL(28,2))"),
    )


@pytest.mark.parametrize("plant", [_soft, _binary, _rounded])
def test_a_planted_fault_is_found(
    made: Made, facts: Facts, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert differences(facts, made, [(2022, Against.ANNUAL)])
