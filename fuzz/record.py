"""`record`: a year's file and one edit; refused with a known error, or that entry changed and not a byte beside it.

The input is split at the first line `%%%`: before it the edit, after it the file. An edit is
`id|value|reported|reported-term|provisional|as_of|source|note`; what is empty or left out stays, `-` clears.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ruamel.yaml.cyaml import CSafeLoader
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode

from an_sinh.errors import Complaint, DataError
from an_sinh.keep.editing import Edit, Omission, edit_bytes, new_year
from an_sinh.pages.say import Say
from an_sinh.programme.model import Entry, as_typed, read_date, read_value
from an_sinh.programme.yaml_text import hide_odd
from an_sinh.terms import VERDICTS, Language, Status
from an_sinh.text import quoted
from fuzz.programme import data_set, one_line, refused, sound

_PLAIN = b"a|2.5"


def try_input(data: bytes) -> bool:
    """Make the edit and read it back; whether it was made. Raises what should never be raised."""
    edit, split, old = data.partition(b"\n%%%\n")
    if not split:
        edit, old = _PLAIN, data
    try:
        id_, change = _edit(edit.decode("utf-8", "replace"))
        order = tuple(sound().indicators)
        new = edit_bytes(old, {id_: change}, order)
        see_the_rest_is_equal(old.decode(), new.decode(), id_)
        assert edit_bytes(new, {id_: change}, order) == new, "the same edit again changes nothing"
        see_it_is_there(new, id_, change)
        see_it_is_there(new_year(2022, {id_: change}, order, old.decode()).encode(), id_, change)
    except DataError as error:
        refused(error)
        return False
    except Complaint as error:
        for language in Language:
            one_line(error.describe(Say.of(language)))
        return False
    return True


def _edit(text: str) -> tuple[str, Edit]:
    """What was typed, checked as the command checks it; UsageFault for what could not stand in a file."""
    typed = [*text.split("|"), *[""] * 8][:8]
    id_, value, annual, term, provisional, as_of, source, note = typed
    id_ = unicodedata.normalize("NFC", id_)
    if id_ not in sound().indicators:
        raise Complaint("{id} is not in targets.yaml", "correct the id", id=quoted(id_))
    read = as_typed(read_value, value.strip()) if value not in ("", "-") else None
    return id_, Edit(
        value=_left(value) if read is None else read if isinstance(read, bool) else value.strip(),
        annual=_verdict(annual),
        term=_verdict(term),
        provisional=_left(provisional) if provisional in ("", "-") else True,
        as_of=_left(as_of) if as_of in ("", "-") else as_typed(read_date, as_of),
        source=_left(source) if source in ("", "-") else tuple(source.split(",")),
        note=_left(note) if note in ("", "-") else note,
    )


def _left(text: str) -> Omission:
    return Omission.CLEARED if text == "-" else Omission.KEPT


def _verdict(text: str) -> Status | Omission:
    if text in VERDICTS:
        return Status(text)
    return _left(text)


def see_it_is_there(new: bytes, id_: str, change: Edit) -> None:
    """Read what was written; DataError where the whole file is not sound, and then no command writes it."""
    entry = data_set(new).programme([2022]).entry(id_, 2022)
    for path, content in change.wanted().items():
        found = _found(entry, path)
        if content is Omission.CLEARED:
            assert not found, path
        elif path == ("value",) and isinstance(content, str):
            assert found == Decimal(content), path
        else:
            assert found == content, path


def _found(entry: Entry | None, path: tuple[str, ...]) -> object:
    if entry is None:
        return None
    if path[0] == "reported":
        return getattr(entry.reported, path[1]) if entry.reported else None
    if path == ("note",):
        return entry.note and next(iter(entry.note.values()))
    return getattr(entry, path[0])


def see_the_rest_is_equal(old: str, new: str, id_: str) -> None:
    """Hold the changed span to the entry: nothing before its key or after its value is another character."""
    if old == new:
        return
    ahead = _alike(old, new)
    behind = _alike(old[ahead:][::-1], new[ahead:][::-1])
    try:
        pairs = list(_entries(old))
    except YAMLError:  # YAML 1.2 that the C parser does not know
        return
    own = [(start, end) for name, start, end in pairs if name == id_]
    if own:
        assert own[0][0] <= ahead, "nothing before the entry changes"
        assert len(old) - behind <= own[0][1], "nothing after the entry changes"
    elif pairs:
        assert ahead + behind >= len(old), "a new entry is put in, and nothing taken out"


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _entries(text: str) -> Iterator[tuple[str, int, int]]:
    """The entries' names, and where each begins and the next thing does."""
    bom = len(text) - len(text.removeprefix("\ufeff"))
    hidden, _ = hide_odd(text[bom:])
    root: Any = CSafeLoader(hidden).get_single_node()
    if not isinstance(root, MappingNode):
        return
    for key, value in root.value:
        if key.value == "actuals" and isinstance(value, MappingNode):
            starts = [each.start_mark.index for each, _ in value.value]
            ends = [*starts[1:], value.end_mark.index][: len(starts)]
            for (name, _), start, end in zip(value.value, starts, ends, strict=True):
                shown = name.value if isinstance(name.value, str) else ""
                yield unicodedata.normalize("NFC", shown), start + bom, end + bom
