"""A data file that is JSON stays JSON: other programs read it, and a plain word in it would be their error."""

from __future__ import annotations

import json
from typing import Any

import pytest

from an_sinh.keep.editing import Change, Left, edit_entries, edit_entry
from an_sinh.terms import Status

TABBED = '{\n\t"year": 2026,\n\t"actuals": {\n\t\t"jobs": 900\n\t}\n}\n'


def _file(entries: str) -> str:
    return f'{{"year": 2026, "actuals": {{{entries}}}}}\n'


@pytest.mark.parametrize(
    ("before", "change", "entry"),
    [
        pytest.param('"a": 1', Change(value="2.50"), 2.5, id="a-figure"),
        pytest.param('"b": 1', Change(value="2.5"), 2.5, id="a-new-entry"),
        pytest.param("", Change(value=True), True, id="the-first-entry"),
        pytest.param('"a": null', Change(value="2.5"), 2.5, id="in-the-place-of-null"),
        pytest.param('"a": 1', Change(annual=Status.MET), {"value": 1, "reported": "met"}, id="a-verdict-beside"),
        pytest.param(
            '"a": {"value": 1}',
            Change(term=Status.UNMET, as_of="2026-06", source=("x", "y"), note='số "ước", \\ tạm'),
            {
                "value": 1,
                "reported": {"term": "unmet"},
                "as_of": "2026-06",
                "source": ["x", "y"],
                "note": 'số "ước", \\ tạm',
            },
            id="everything-beside",
        ),
        pytest.param(
            "",
            Change(annual=Status.NOT_STARTED, source=("x",)),
            {"reported": "not-started", "source": "x"},
            id="no-figure",
        ),
        pytest.param('"a": {"value": 1, "note": "n"}', Change(note=Left.CLEARED), {"value": 1}, id="a-key-goes"),
        pytest.param('"a": 1', Change(value=Left.CLEARED), None, id="the-figure-goes"),
        pytest.param('"a": {"note": "n"}', Change(note=Left.CLEARED), None, id="the-last-key-goes"),
    ],
)
def test_json_stays_json(before: str, change: Change, entry: Any) -> None:
    assert json.loads(edit_entry(_file(before), "a", change))["actuals"]["a"] == entry


def test_the_other_bytes_stay() -> None:
    after = edit_entries(TABBED, {"jobs": Change(value="905"), "ids 8.10": Change(value="2.5")})
    assert json.loads(after) == {"year": 2026, "actuals": {"jobs": 905, "ids 8.10": 2.5}}
    assert after.startswith('{\n\t"year": 2026,\n\t"actuals": {\n\t\t"jobs": 905')


def test_a_file_that_only_looks_like_json_is_yaml() -> None:
    text = '{"year": 2026, "actuals": {"a": 1}} # by hand\n'
    assert edit_entry(text, "b", Change(annual=Status.MET)) == text.replace('"a": 1', '"a": 1, b: {reported: met}')
