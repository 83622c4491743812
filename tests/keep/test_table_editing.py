"""One place's entries in a table of many: the cells that were asked for change, and no other byte does."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_sinh.errors import Complaint
from an_sinh.keep.editing import Edit, Omission
from an_sinh.keep.table_editing import edit_table
from an_sinh.terms import Outlook, Status

TABLE = 'place,indicator,value,note\na,x,1,\na,z,3,"one, two"\nb,x,1.50,\n'


def edited(table: str, place: str, **changes: Edit) -> str:
    return edit_table(table.encode(), place, changes, ("x", "y", "z")).decode()


@pytest.mark.parametrize(
    ("place", "changes", "old", "new"),
    [
        pytest.param("a", {"x": Edit(value="2.5")}, "a,x,1,", "a,x,2.5,", id="a-figure"),
        pytest.param("b", {"x": Edit(value="1.5")}, "", "", id="as-it-stands-already"),
        pytest.param("a", {"z": Edit(note='"q"')}, '"one, two"', '"""q"""', id="quotes"),
        pytest.param("a", {"z": Edit(note="one")}, '"one, two"', '"one"', id="quotes-that-stood-there"),
        pytest.param("a", {"z": Edit(note=Omission.CLEARED)}, '"one, two"', "", id="a-note-taken-out"),
        pytest.param("a", {"y": Edit(value="2")}, "a,z,3", "a,y,2,\na,z,3", id="a-new-row-by-its-order"),
        pytest.param("b", {"z": Edit(value="2")}, "1.50,\n", "1.50,\nb,z,2,\n", id="a-new-row-at-the-end"),
        pytest.param("a", {"x": Edit(entry=Omission.CLEARED)}, "a,x,1,\n", "", id="a-row-taken-out"),
        pytest.param("b", {"x": Edit(entry=Omission.CLEARED)}, "1.50", "", id="the-last-row-of-a-place-is-emptied"),
        pytest.param(
            "a", {"x": Edit(value="5"), "z": Edit(value="6")}, "a,x,1,\na,z,3", "a,x,5,\na,z,6", id="two-at-once"
        ),
    ],
)
def test_what_changes(place: str, changes: dict[str, Edit], old: str, new: str) -> None:
    assert edited(TABLE, place, **changes) == TABLE.replace(old, new, 1)


def test_an_outlook_has_a_column_of_its_own() -> None:
    table = "place,indicator,value,reported_term,reported_outlook\na,x,1,unmet,\n"

    written = edited(table, "a", x=Edit(outlook=Outlook.FAR_BEHIND))
    assert written == table.replace("unmet,", "unmet,far-behind")
    assert edited(written, "a", x=Edit(outlook=Omission.CLEARED)) == table


def test_line_ends_and_a_mark_stay() -> None:
    table = "\ufeff" + TABLE.replace("\n", "\r\n").removesuffix("\r\n")

    assert edited(table, "b", y=Edit(value="7")) == table + "\r\nb,y,7,"
    assert edited(table, "a", x=Edit(value="7")) == table.replace("a,x,1,", "a,x,7,")


@pytest.mark.parametrize(
    "change",
    [
        Edit(annual=Status.MET),
        Edit(outlook=Outlook.BEHIND),
        Edit(provisional=True),
        Edit(source=("s",)),
        Edit(value="1", note="a\x0bb"),
    ],
)
def test_what_the_table_has_no_room_for_is_refused(change: Edit) -> None:
    with pytest.raises(Complaint):
        edited(TABLE, "a", x=change)


NOTES = st.text(alphabet='ab ,"\n\u1ec7;', max_size=6)
ROWS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z"])),
    st.tuples(st.sampled_from(["", "1", "-2.50", "30"]), NOTES),
    min_size=1,
)


@given(
    rows=ROWS, value=st.sampled_from(["1", "4.25"]), note=NOTES.filter(str.strip), end=st.sampled_from(["\n", "\r\n"])
)
def test_every_other_cell_says_what_it_said(
    rows: dict[tuple[str, str], tuple[str, str]], value: str, note: str, end: str
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator=end)
    writer.writerow(["note", "place", "value", "indicator"])
    writer.writerows([each[1], place, each[0], id_] for (place, id_), each in rows.items())
    place = next(iter(rows))[0]
    after = edit_table(written.getvalue().encode(), place, {"y": Edit(value=value, note=note)}).decode()

    found = {(row["place"], row["indicator"]): row for row in csv.DictReader(io.StringIO(after, newline=""))}
    assert found.keys() == rows.keys() | {(place, "y")}
    assert (found[place, "y"]["value"], found[place, "y"]["note"]) == (value, note)
    for key, (figure, told) in rows.items():
        if key != (place, "y"):
            assert (found[key]["value"], found[key]["note"]) == (figure, told)
