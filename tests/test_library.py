"""An-sinh as a library: the public names, what they cost, and results that nobody can change."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import an_sinh
from an_sinh import load, score

PROGRAMME_08 = Path(an_sinh.__file__).parents[2] / "data"


def _imported_by(code: str) -> set[str]:
    """The modules that a fresh Python has after the code, beyond those that it has anyhow."""
    tell = "import sys; before = set(sys.modules)\n{}\nprint('\\n'.join(set(sys.modules) - before))"
    run = subprocess.run(
        [sys.executable, "-c", tell.format(code)], capture_output=True, text=True, check=True, timeout=60
    )
    return set(run.stdout.split())


def test_importing_the_package_brings_in_nothing_else() -> None:
    assert _imported_by("import an_sinh") <= {"an_sinh", "typing"} | _imported_by("import typing")


def test_a_name_brings_in_what_it_needs_and_no_page() -> None:
    imported = _imported_by("from an_sinh import load")
    assert "pydantic" in imported
    assert not imported & {"typer", "rich", "click"}


@pytest.mark.parametrize("name", sorted(an_sinh.__all__))
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(an_sinh, name) is not None
    assert name in dir(an_sinh)


def test_the_promised_names_are_public() -> None:
    assert {"load", "score"} <= set(an_sinh.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'an_sinh' has no attribute 'scoer'"):
        _ = an_sinh.scoer


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(an_sinh.__file__).parent / "py.typed").is_file()


def test_a_directory_may_be_a_text_or_a_path() -> None:
    assert load(str(PROGRAMME_08)).id == load(PROGRAMME_08).id == "08-CTr/TU"


def test_all_years_are_read_unless_some_are_named() -> None:
    assert list(load(PROGRAMME_08).actuals) == [2021, 2022, 2023, 2024, 2025]
    named = load(PROGRAMME_08, years=[2022]).actuals
    assert 2022 in named
    assert 2023 not in named


def test_results_do_not_depend_on_the_years_named() -> None:
    assert score(load(PROGRAMME_08, years=[2022]), 2022).tally == score(load(PROGRAMME_08), 2022).tally


def test_two_runs_give_equal_results() -> None:
    assert score(load(PROGRAMME_08), 2022).lines == score(load(PROGRAMME_08), 2022).lines


def _results() -> list[Any]:
    card = score(load(PROGRAMME_08), 2022)
    line = next(each for each in card.lines if each.target is not None)
    programme = card.programme
    return [
        card,
        card.tally,
        card.groups[0],
        card.published[0],
        line,
        line.target,
        programme,
        programme.actuals[2022],
        line.indicator,
        line.written_target,
        line.entry,
        next(iter(programme.sources.values())),
    ]


FIELDS = ("__dataclass_fields__", "_fields", "model_fields")


def test_results_are_frozen() -> None:
    for result in _results():
        kind = type(result)
        names = next(getattr(kind, all_) for all_ in FIELDS if hasattr(kind, all_))
        assert names
        for name in names:
            with pytest.raises((AttributeError, ValidationError)):
                setattr(result, name, None)


def test_the_version_is_in_one_place() -> None:
    assert importlib.import_module("an_sinh.version").__version__
