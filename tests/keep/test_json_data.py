"""A data file that is JSON stays JSON: other programs read it, and a plain word in it would be their error."""

from __future__ import annotations

import json
from typing import Any

import pytest

from an_sinh.keep.editing import Edit, Omission, edit_entries, edit_entry
from an_sinh.terms import Status

TABBED = '{\n\t"year": 2026,\n\t"actuals": {\n\t\t"jobs": 900\n\t}\n}\n'


def _file(entries: str) -> str:
    return f'{{"year": 2026, "actuals": {{{entries}}}}}\n'


@pytest.mark.parametrize(
    ("before", "change", "entry"),
    [
        pytest.param('"a": 1', Edit(value="2.50"), 2.5, id="a-figure"),
        pytest.param('"b": 1', Edit(value="2.5"), 2.5, id="a-new-entry"),
        pytest.param("", Edit(value=True), True, id="the-first-entry"),
        pytest.param('"a": null', Edit(value="2.5"), 2.5, id="in-the-place-of-null"),
        pytest.param('"a": 1', Edit(annual=Status.MET), {"value": 1, "reported": "met"}, id="a-verdict-beside"),
        pytest.param(
            '"a": {"value": 1}',
            Edit(term=Status.UNMET, as_of="2026-06", source=("x", "y"), note='số "ước", \\ tạm'),
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
            Edit(annual=Status.NOT_STARTED, source=("x",)),
            {"reported": "not-started", "source": "x"},
            id="no-figure",
        ),
        pytest.param('"a": {"value": 1, "note": "n"}', Edit(note=Omission.CLEARED), {"value": 1}, id="a-key-goes"),
        pytest.param('"a": 1', Edit(value=Omission.CLEARED), None, id="the-figure-goes"),
        pytest.param('"a": {"note": "n"}', Edit(note=Omission.CLEARED), None, id="the-last-key-goes"),
    ],
)
def test_json_stays_json(before: str, change: Edit, entry: Any) -> None:
    assert json.loads(edit_entry(_file(before), "a", change))["actuals"]["a"] == entry


def test_the_other_bytes_stay() -> None:
    after = edit_entries(TABBED, {"jobs": Edit(value="905"), "ids 8.10": Edit(value="2.5")})
    assert json.loads(after) == {"year": 2026, "actuals": {"jobs": 905, "ids 8.10": 2.5}}
    assert after.startswith('{\n\t"year": 2026,\n\t"actuals": {\n\t\t"jobs": 905')


def test_a_file_that_only_looks_like_json_is_yaml() -> None:
    text = '{"year": 2026, "actuals": {"a": 1}} # by hand\n'
    assert edit_entry(text, "b", Edit(annual=Status.MET)) == text.replace('"a": 1', '"a": 1, b: {reported: met}')
