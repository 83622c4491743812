"""The fuzzer's oracles, on its committed corpus and on what Hypothesis makes of it; `make fuzz` runs them for long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz import completion, import_, loader, record, since, whole, workbook
from tests.conftest import examples

FUZZ = Path(__file__).parents[1] / "fuzz"
TARGETS: dict[str, Callable[[bytes], bool]] = {
    "loader": loader.try_input,
    "record": record.try_input,
    "import": import_.try_input,
    "whole": whole.try_input,
    "workbook": workbook.try_input,
    "completion": completion.try_input,
    "since": since.try_input,
}
SEEDS = {
    "loader": {"entry", "published", "both"},
    "record": {"block", "bom", "clear", "empty", "every", "flow", "missing", "truth", "value"},
    "import": {"faults", "inline", "ods", "plain", "shared", "tabs", "twice", "two-rows", "utf16", "vi"},
    "whole": {f"line-{number:02}" for number in range(len(whole.LINES))},
    "workbook": {"inline", "ods", "plain", "shared"},
    "completion": {"odd", "plain", "typed"},
    "since": {"link", "plain"},
}
"""Written by hand, to get through to the end."""
CORPUS = {name: sorted((FUZZ / "corpus" / name).iterdir()) for name in TARGETS}
EXAMPLES = {"whole": 40, "since": 20}
"""How many are tried where each costs several milliseconds; of the others 150."""
WORDS = {
    name: [
        line[1:-1].encode("latin-1").decode("unicode_escape").encode("latin-1")
        for line in (FUZZ / f"{name}.dict").read_text(encoding="ascii").splitlines()
    ]
    for name in TARGETS
}


@pytest.mark.parametrize("target", TARGETS)
def test_the_corpus_is_answered(target: str) -> None:
    through = {each.name for each in CORPUS[target] if TARGETS[target](each.read_bytes())}
    assert SEEDS[target] <= through, "the seeds get through to the end"


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_cut_doubled_or_spliced_is_answered(target: str) -> None:
    seeds = [each for each in CORPUS[target] if each.name in SEEDS[target]]

    @examples(EXAMPLES.get(target, 150))
    @given(data=st.data())
    def damaged(data: st.DataObject) -> None:
        raw = data.draw(st.sampled_from(seeds) | st.sampled_from(CORPUS[target])).read_bytes()
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, len(raw)))
            end = data.draw(st.integers(start, min(len(raw), start + 20)))
            raw = raw[:start] + data.draw(st.sampled_from(WORDS[target]) | st.binary(max_size=3)) + raw[end:]
        TARGETS[target](raw)

    damaged()


def test_an_edit_that_touched_its_neighbour_would_be_seen() -> None:
    old = "year: 2022\nactuals:\n  a: 1\n  b: 2 # c\n"
    record.see_the_rest_is_equal(old, old.replace("1", "3"), "a")
    with pytest.raises(AssertionError, match="after"):
        record.see_the_rest_is_equal(old, old.replace("1", "3").replace("# c", ""), "a")
    with pytest.raises(AssertionError, match="before"):
        record.see_the_rest_is_equal(old, old.replace("2022", "2023").replace("2 #", "3 #"), "b")
    with pytest.raises(AssertionError, match="nothing taken out"):
        record.see_the_rest_is_equal(old, old.replace("  b: 2 # c", "  b: 2\n  d: 1"), "d")
