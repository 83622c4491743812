"""The same on Spark; `make spark` runs it, for it needs Java and takes a minute."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from an_sinh.engine.country import Facts
from an_sinh.engine.engines import open_engine
from an_sinh.terms import Against
from tests.support_engine import Made, differences, make, open_on

pytest.importorskip("pyspark")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("facts"), seed=17, every=2)


@pytest.fixture(scope="module")
def facts(made: Made) -> Iterator[Facts]:
    engine = open_engine("spark")
    opened = open_on(engine, made.folder, made.path)
    assert opened.sifted.bad == 0, [each.describe() for each in opened.sifted.problems]
    yield opened
    engine.close()


@pytest.mark.parametrize("against", Against)
def test_spark_judges_as_the_rules_do(made: Made, facts: Facts, against: Against) -> None:
    assert differences(facts, made, [(2022, against)]) == []
