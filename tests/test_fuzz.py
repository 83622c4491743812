"""The fuzzer's oracle on its committed corpus, and on seeds that Hypothesis damages; `make fuzz` runs it for long."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

FUZZ = Path(__file__).parents[1] / "fuzz"
CORPUS = sorted((FUZZ / "corpus" / "loader").iterdir())


@pytest.fixture(scope="module")
def loader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_loader", FUZZ / "loader.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def test_the_corpus_is_answered(loader: ModuleType, folder: Path) -> None:
    read = [each.name for each in CORPUS if loader.try_input(folder, each.read_bytes())]
    assert {"entry", "published", "both"} <= set(read), "the seeds reach the rules"


@settings(derandomize=True, deadline=None, max_examples=200)
@given(data=st.data())
def test_what_is_cut_doubled_or_spliced_is_answered(loader: ModuleType, folder: Path, data: st.DataObject) -> None:
    words = [line.strip(b'"') for line in (FUZZ / "yaml.dict").read_bytes().split() if len(line) > 2]
    raw = data.draw(st.sampled_from(CORPUS)).read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 20)))
        raw = raw[:start] + data.draw(st.sampled_from(words) | st.binary(max_size=3)) + raw[end:]
    loader.try_input(folder, raw)
