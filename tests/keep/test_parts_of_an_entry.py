"""What is written of a part stands inside its indicator's entry, in the smallest span, and nothing else changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from an_sinh import load, score
from an_sinh.keep.editing import Edit, Omission, edit_entries, new_year
from an_sinh.terms import Status
from tests.judge.test_forms import folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Quick

PARTS = {f"m/{name}": ("m", name) for name in ("w", "h", "o d")}
ORDER = ("a", "m", "m/w", "m/h", "m/o d", "z")


@pytest.mark.parametrize(
    ("before", "id_", "change", "after"),
    [
        ("  a: 1\n", "m/w", Edit(value="2"), "  a: 1\n  m: {parts: {w: 2}}\n"),
        ("  a: 1\n", "m/w", Edit(value="2", note="new"), "  a: 1\n  m: {parts: {w: {value: 2, note: new}}}\n"),
        ("  a: 1\n", "m/o d", Edit(annual=Status.MET), "  a: 1\n  m: {parts: {o d: {reported: met}}}\n"),
        ("  m:  # empty\n", "m/w", Edit(value="2"), "  m: {parts: {w: 2}}  # empty\n"),
        ("  m: {parts: {w: 1}}\n", "m/w", Edit(value="2"), "  m: {parts: {w: 2}}\n"),
        ("  m: {parts: {w: 1}}\n", "m/h", Edit(value="2"), "  m: {parts: {w: 1, h: 2}}\n"),
        ("  m: {parts: {w: 1}}\n", "m/w", Edit(note="new"), "  m: {parts: {w: {value: 1, note: new}}}\n"),
        (
            "  m: {parts: {w: {reported: met}}}\n",
            "m/w",
            Edit(term=Status.UNMET),
            "  m: {parts: {w: {reported: {annual: met, term: unmet}}}}\n",
        ),
        (
            "  m:\n    reported: met  # theirs\n    parts:  # two\n      w: 1  # first\n",
            "m/h",
            Edit(value="2", note="x"),
            "  m:\n    reported: met  # theirs\n    parts:  # two\n      w: 1  # first\n      h: {value: 2, note: x}\n",
        ),
        (
            "  m:\n    reported: met\n",
            "m/w",
            Edit(value="2"),
            "  m:\n    reported: met\n    parts: {w: 2}\n",
        ),
        ("  m: {reported: met}\n", "m/w", Edit(value="2"), "  m: {reported: met, parts: {w: 2}}\n"),
        ("  m: {parts: {w: 1, h: 2}}\n", "m/w", Edit(value=Omission.CLEARED), "  m: {parts: {h: 2}}\n"),
        (
            "  m: {parts: {w: {value: 1, note: n}}}\n",
            "m/w",
            Edit(value=Omission.CLEARED),
            "  m: {parts: {w: {note: n}}}\n",
        ),
        ("  m: {parts: {w: {value: 1, note: n}}}\n", "m/w", Edit(entry=Omission.CLEARED), "  m:\n"),
        (
            "  m:\n    parts:\n      w: {value: 1}\n      h: 2\n",
            "m/h",
            Edit(entry=Omission.CLEARED),
            "  m:\n    parts:\n      w: {value: 1}\n",
        ),
    ],
)
def test_the_smallest_span(before: str, id_: str, change: Edit, after: str) -> None:
    head = "year: 2022\nactuals:\n"
    assert edit_entries(head + before, {id_: change}, ORDER, PARTS) == head + after
    assert edit_entries(head + after, {id_: change}, ORDER, PARTS) == head + after


def test_many_parts_at_once_and_a_new_year() -> None:
    changes = {
        "m/h": Edit(value="2"),
        "a": Edit(value="1"),
        "m/w": Edit(value="3", note="new"),
        "m": Edit(annual=Status.MET),
    }
    assert new_year(2022, changes, ORDER, parts=PARTS) == (
        "year: 2022\nactuals:\n  a: 1\n  m: {reported: met, parts: {w: {value: 3, note: new}, h: 2}}\n"
    )
    text = "year: 2022\nactuals: {m: {parts: {w: 1}}}\n"
    assert edit_entries(text, changes, ORDER, PARTS) == (
        "year: 2022\nactuals: {m: {reported: met, parts: {w: {value: 3, note: new}, h: 2}}, a: 1}\n"
    )


def test_json_stays_json() -> None:
    text = '{"year": 2022, "actuals": {"a": 1}}\n'
    assert edit_entries(text, {"m/o d": Edit(value="2")}, ORDER, PARTS) == (
        '{"year": 2022, "actuals": {"a": 1, "m": {"parts": {"o d": 2}}}}\n'
    )


TWO = """\
  thin:
    name: Thin
    group: g
    parts:
      weight: {name: Weight, better: lower, targets: {2022: 8}}
      height: {name: Height, better: higher, targets: {2022: 3}}
"""


def test_record_knows_a_part_by_its_id_and_by_its_name(tmp_path: Path, quick: Quick) -> None:
    at = folder(
        tmp_path, TWO, {2022: "{thin: {parts: {weight: 8}, reported: not-started}}".replace("weight: 8", "weight: ")}
    )
    told = quick("record", "2022", "thin/weight", "7.5", "--data", str(at)).page
    assert "thin: the verdict 'not started' goes, as there is a figure" in told
    assert "actuals: {thin: {parts: {weight: 7.5 }}}" in (at / "actuals/2022.yaml").read_text("utf-8")
    assert quick("record", "2022", "Height", "3", "--data", str(at)).code == 0
    assert [line.status for line in score(load(at), 2022).rows] == [Status.MET, Status.EXCEEDED, Status.MET]
    refused = quick("record", "2022", "thin", "7", "--data", str(at))
    assert (refused.code, "measured by its parts" in refused.stderr) == (3, True)
    off = quick("record", "2022", "thin/weight", "750", "--data", str(at))
    assert (off.code, "30 times" in off.stderr) == (3, True)
