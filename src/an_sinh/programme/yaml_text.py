"""YAML text to plain values with their places, read from the parser's events.

No resolver and no constructor runs: a plain scalar stays the text that stands in the file, and whoever reads it knows
whether a figure, a text or a date is wanted there. So nothing is silently taken for something else (`no`, `012`,
`2022-12-31`). The C parser is used where it is installed, the pure one where it is not or where the C one, which
knows YAML 1.1, refuses what YAML 1.2 allows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from an_sinh.errors import MAX_FAULTS, Problem
from an_sinh.text import quoted

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # it is there, but not in __all__
except ImportError:  # the extra with the C parser is missing: the pure parser serves
    CParser = None

MAX_DEPTH = 40
MAX_VALUES = 1_000_000
"""How many values, keys among them, a file may hold: each costs a few microseconds before anyone can judge it."""
MAX_EXPANDED = 100_000
"""How many values aliases may add to a file."""
_ENTRIES = 2
"""How deep the maps of entries lie, counted from the file's own map: `indicators` and `actuals`."""
MAX_MARKS = 1_000
"""How many accents and other combining marks a text may have in a row: composing them takes the square of that."""
_MAX_HANDLES = 100
_PURE_AT_MOST = 200_000
"""Characters that the pure parser is given after the C parser refused a text; it reads about 0.2 MB a second."""
_ODD = ("\x85", "\u2028", "\u2029", "://")
"""What a parser would stop at, or take for a line's end, by YAML 1.1; only the first character is at fault."""
_STAND_INS = "\ue000\ue001\ue002\ue003"
"""Private characters that stand for those while a parser reads."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LINE_BREAK = re.compile("\r\n|[\n\r]")
# What YAML's c-printable leaves out, named one by one: the same class as a negation takes ten times as long to compile.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_HANDLE = re.compile(r"^%TAG\b", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7} |>{7} |={7}$|\|{7} )", re.MULTILINE)

StandIns = Sequence[tuple[str, str]]
"""Each stand-in and the character that it stands for."""

Place = tuple[int, int]
"""Line and column, both 1-based; columns count characters."""


class QuotedText(str):
    """A scalar that stood in quotes or in a block: text, whatever it looks like."""

    __slots__ = ()


class Map(dict[str, Any]):
    """A mapping, and where its keys and values start."""

    __slots__ = ("flow", "marks")
    marks: dict[str, tuple[Any, Any]] | None
    """The marks of each key and its value; None where they were not kept (see Document)."""
    flow: bool
    """Whether it is written in braces."""


class Items(list[Any]):
    """A sequence, and where its items start."""

    __slots__ = ("marks",)
    marks: list[Any]


class Document:
    """One file's value, the places in it, and the problems met on the way.

    Most files are sound, and nobody asks where their parts stand. So marks are kept for the entries (the keys of the
    top's maps) alone; who asks for a place beyond them has the text read once more, with every mark.
    """

    __slots__ = ("_marked", "_text", "is_no_yaml", "problems", "root", "value")

    def __init__(self, value: Any, root: Place, problems: list[Problem], text: str = "") -> None:
        self.value = value
        self.root = root
        self.problems = problems
        self.is_no_yaml = False
        """Whether the parser stopped, so that nothing was read."""
        self._text = text
        self._marked: Any = None

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Place:
        """Where the path leads, or as far as it leads: the value, or with `key` the last key on the way.

        A path that leads nowhere (a missing key) ends at the key of its nearest existing ancestor.
        """
        at, node, complete = None, self._marked or self.value, True
        key_mark = None
        for step in path:
            if isinstance(node, Map) and node.marks is None:  # one of those whose marks were not kept
                self._marked = _build(self._text, marked=True).value
                return self.place(path, key=key)
            if isinstance(node, Map) and node.marks and step in node.marks:
                key_mark, at = node.marks[str(step)]
                node = node.get(str(step))
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
                key_mark = at = node.marks[step]
                node = node[step]
            else:
                complete = isinstance(node, (str, type(None), bool)) and at is not None
                break
        mark = at if complete and not key else key_mark
        return self.root if mark is None else (mark.line + 1, mark.column + 1)


class _MarkMissing(Exception):
    """A mark is asked for that was not kept: the text must be read with every mark."""


class _Fatal(Exception):
    def __init__(self, *problems: Problem) -> None:
        self.problems = problems


def merge_conflict() -> Problem:
    """A file that git could not merge."""
    return Problem("syntax", "a merge conflict was left in the file", "choose one side and delete the markers")


def second_key(key: str, first: Place) -> Problem:
    """A key that stands somewhere already."""
    return Problem(
        "duplicate-key",
        "{key} stands here a second time; the first is at line {line}, column {column}",
        "keep one of them",
        key=key,
        line=str(first[0]),
        column=str(first[1]),
    )


def read_yaml(text: str, most_faults: int = MAX_FAULTS) -> Document:
    """Read one YAML document into texts, Nones, Maps and Items; every fault is noted with its place.

    Keys and texts come in Unicode NFC. A plain scalar is a `str`, a quoted one a `QuotedText`, an empty one or `null`
    None. A second key of the same name, a tag, `<<` and a key that is no text are faults and left out; a text that is
    no YAML at all, one nested deeper than 40, one of too many values, or one whose aliases expand too far has the value
    None.
    """
    bad = _UNPRINTABLE.search(text)
    if bad:
        return _refused(
            Problem("syntax", "the character {char} cannot stand in YAML", "delete it", char=f"U+{ord(bad[0]):04X}").at(
                _place_of(text, bad.start())
            )
        )
    conflict = _CONFLICT.search(text) if "<<<<<<< " in text and ">>>>>>> " in text else None
    if conflict:
        return _refused(merge_conflict().at(_place_of(text, conflict.start())))
    handles = list(islice(_HANDLE.finditer(text), _MAX_HANDLES + 1)) if "%TAG" in text else []
    if len(handles) > _MAX_HANDLES:  # the C parser compares each with each, and can't be interrupted
        return _refused(
            Problem("tag", "the tag {tag} has no place here", "delete the tag", tag=quoted("%TAG")).at(
                _place_of(text, handles[0].start())
            )
        )
    document = _built(text, most_faults)
    return _past_slips(document, text, most_faults) if document.is_no_yaml else document


def _past_slips(document: Document, text: str, most_faults: int) -> Document:
    """What can be read of a text that is no YAML once its slips are mended; else why it is none."""
    from an_sinh.programme.slips import LONGEST_TEXT, MOST_SLIPS, mend  # its patterns are not for every run

    slips: list[Problem] = []
    while document.is_no_yaml and len(text) <= LONGEST_TEXT and len(slips) < MOST_SLIPS:
        mended = mend(text, document.problems[-1].line)
        if mended is None:
            break
        slips.append(mended.problem)
        text = mended.text
        document = _built(text, most_faults)
    document.problems[:0] = slips
    return document


def _built(text: str, most_faults: int) -> Document:
    try:
        try:
            return _build(text, most_faults)
        except _MarkMissing:
            return _build(text, most_faults, marked=True)
    except _Fatal as fatal:
        return _refused(*fatal.problems)


def _refused(*problems: Problem) -> Document:
    return Document(None, (1, 1), list(problems))


def _no_yaml(problem: Problem) -> Document:
    document = _refused(problem)
    document.is_no_yaml = True
    return document


def _build(text: str, most_faults: int = MAX_FAULTS, *, marked: bool = False) -> Document:
    refused: Problem | None = None
    hidden, stand_ins = hide_odd(text)
    if CParser is not None:
        try:
            return _Builder(CParser(hidden).get_event, stand_ins, text, most_faults, marked=marked).document()
        except YAMLError as error:
            refused = _syntax(error, text)
            if len(text) > _PURE_AT_MOST:
                return _no_yaml(refused)
    try:
        return _Builder(
            _pure_events(hidden), stand_ins, text, most_faults, marked=True
        ).document()  # not worth reading twice
    except YAMLError as error:
        return _no_yaml(_syntax(error, text))
    except (ValueError, IndexError, KeyError, AttributeError, AssertionError) as error:
        # The pure parser raises bare errors on some malformed texts, without a mark.
        return _no_yaml(
            refused
            or Problem(
                "syntax",
                "this is not YAML: {detail}",
                "mend the line, or the one before it",
                detail=type(error).__name__,
            ).at((1, 1))
        )


def hide_odd(text: str) -> tuple[str, StandIns]:
    """The text as either parser can read it, and its stand-ins."""
    odd = [each for each in _ODD if each in text]
    private: Iterable[str] = _STAND_INS
    if odd and any(each in text for each in private):
        used = set(text)
        private = (each for each in map(chr, range(0xE000, 0xF900)) if each not in used)
    stand_ins = [(stand_in, each[0]) for each, stand_in in zip(odd, private, strict=False)]
    for each, (stand_in, _) in zip(odd, stand_ins, strict=False):
        text = text.replace(each, stand_in + each[1:])
    return text, stand_ins


def show_odd(text: str, stand_ins: StandIns) -> str:
    """A text that was read, with what its stand-ins stand for."""
    for stand_in, odd in stand_ins:
        text = text.replace(stand_in, odd)
    return text


def _pure_events(text: str) -> Callable[[], Any]:
    from ruamel.yaml import YAML

    events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
    return lambda: next(events, None)


def _bounded(next_event: Callable[[], Any]) -> Callable[[], Any]:
    """The events of a long text, until they bring one value too many."""
    count = 0

    def read() -> Any:
        nonlocal count
        event = next_event()
        if isinstance(event, NodeEvent):
            count += 1
            if count > MAX_VALUES:
                raise _Fatal(
                    Problem(
                        "too-large",
                        "the file holds more than {most} values",
                        "split it, or take out what is no data",
                        most=MAX_VALUES,
                    ).at(_at(event.start_mark))
                )
        return event

    return read


def _syntax(error: YAMLError, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = (getattr(error, "problem", None) or str(error)).splitlines()[0]
    place = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    line = next(islice(_LINE_BREAK.split(text), place[0] - 1, None), "")
    if "\t" in line[: place[1]] and not line[: place[1]].strip():
        return Problem("syntax", "a tab indents this line", "indent with spaces").at(place)
    if isinstance(error, MarkedYAMLError) and "mapping values" in detail:
        return Problem(
            "syntax",
            "a colon stands where no key can be",
            "put the text in quotes, or give the key before it its space after the colon",
        ).at(place)
    return Problem(
        "syntax", "this is not YAML: {detail}", "mend the line, or the one before it", detail=quoted(detail, 100)[1:-1]
    ).at(place)


def _place_of(text: str, index: int) -> Place:
    line, start = 1, 0
    for found in _LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, found.end()
    return line, index - start + 1


def too_many_faults(most: int) -> Problem:
    """The last problem of a file that has more of them than are told."""
    return Problem(
        "too-large", "more than {most} faults; the rest is not looked at", "is this the file that was meant?", most=most
    )


class _Builder:
    """Values from events, by recursion that the depth bound keeps shallow."""

    def __init__(
        self, next_event: Callable[[], Any], stand_ins: StandIns, text: str, most_faults: int, *, marked: bool
    ) -> None:
        self.most_faults = most_faults
        self.next = next_event if len(text) <= MAX_VALUES else _bounded(next_event)
        self.stand_ins = stand_ins
        self.text = text
        self.marked_to = MAX_DEPTH if marked else _ENTRIES
        self.problems: list[Problem] = []
        self.anchors: dict[str, tuple[Any, int] | None] = {}
        self.count = 0
        self.expanded = 0

    def document(self) -> Document:
        self.next()  # the stream's start
        event = self.next()
        if not isinstance(event, DocumentStartEvent):
            return Document(None, (1, 1), self.problems)
        first = self.next()
        value = self.node(first, 0)
        self.next()  # the document's end
        event = self.next()
        if isinstance(event, DocumentStartEvent):
            self.note(
                Problem(
                    "several-documents",
                    "a second YAML document begins here",
                    "keep one document in a file: delete the line ---",
                ).at(_at(event.start_mark))
            )
        return Document(value, _at(first.start_mark), self.problems, "" if self.marked_to == MAX_DEPTH else self.text)

    def note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) > self.most_faults:
            raise _Fatal(*self.problems, too_many_faults(self.most_faults))

    def node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        self.count += 1
        if kind is ScalarEvent:
            value = self.scalar(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = (value, 1)
            return value
        if kind is AliasEvent:
            return self.alias(event)
        if depth >= MAX_DEPTH:
            raise _Fatal(
                Problem(
                    "too-deep", "nested deeper than {most}", "the format needs five levels at most", most=MAX_DEPTH
                ).at(_at(event.start_mark))
            )
        if event.tag is not None:
            self.tag(event)
        anchor, before = event.anchor, self.count
        if anchor is not None:
            self.anchors[anchor] = None
        built = self.mapping(event, depth + 1) if kind is MappingStartEvent else self.sequence(event, depth + 1)
        if anchor is not None:
            self.anchors[anchor] = (built, self.count - before + 1)
        return built

    def scalar(self, event: Any) -> str | None:
        value: str = event.value
        if event.tag is not None:
            self.tag(event)
        if not value.isascii():
            value = self.composed(value, event)
        if event.style:
            return QuotedText(value)
        return None if value in _NULLS else value

    def composed(self, value: str, event: Any) -> str:
        """A text beyond ASCII in Unicode NFC."""
        if self.stand_ins:
            value = show_odd(value, self.stand_ins)
        if _HALF.search(value):
            value = _joined(value, _at(event.start_mark))
        if len(value) > MAX_MARKS and most_marks(value) > MAX_MARKS:
            raise _Fatal(
                Problem(
                    "too-large", "more than {most} combining marks stand in a row", "delete them", most=MAX_MARKS
                ).at(_at(event.start_mark))
            )
        return unicodedata.normalize("NFC", value)

    def mapping(self, event: Any, depth: int) -> Map:
        """The pairs up to the mapping's end; most of a file passes here, so its plain scalars are read on the spot."""
        built = Map()
        built.flow = bool(event.flow_style)
        marks: dict[str, tuple[Any, Any]] | None = {} if depth <= self.marked_to else None
        built.marks = marks
        read, node = self.next, self.node
        while True:
            key_event = read()
            kind = type(key_event)
            if kind is ScalarEvent and key_event.anchor is None and key_event.tag is None and not key_event.style:
                key = key_event.value
                if not key.isascii():
                    key = self.composed(key, key_event)
                if key in _NULLS:
                    key = None
            elif kind is MappingEndEvent:
                self.count += 2 * len(built)
                return built
            else:
                key = node(key_event, depth)
            event = read()
            if type(event) is ScalarEvent and event.anchor is None and event.tag is None and not event.style:
                value = event.value
                if not value.isascii():
                    value = self.composed(value, event)
                if value in _NULLS:
                    value = None
            else:
                value = node(event, depth)
            if (key.__class__ is not str or key in built or key == "<<") and self.odd_key(built, key, key_event):
                continue
            built[key] = value
            if marks is not None:
                marks[key] = (key_event.start_mark, event.start_mark)

    def odd_key(self, built: Map, key: Any, event: Any) -> bool:
        """Note a key that no map may have, or that this one has already; whether it is one (`<<` in quotes is not)."""
        at = _at(event.start_mark)
        if not isinstance(key, str):
            self.note(Problem("wrong-type", "a key must be a text", "write one word before the colon").at(at))
        elif key in built:
            if built.marks is None:
                raise _MarkMissing
            self.note(second_key(quoted(key), _at(built.marks[key][0])).at(at))
        elif isinstance(key, QuotedText):
            return False
        else:
            self.note(Problem("unknown-key", "'<<' is no key of this format", "write the keys out").at(at))
        return True

    def sequence(self, event: Any, depth: int) -> Items:
        built = Items()
        built.marks = []
        while True:
            item = self.next()
            if type(item) is SequenceEndEvent:
                return built
            built.marks.append(item.start_mark)
            built.append(self.node(item, depth))

    def alias(self, event: Any) -> Any:
        known = self.anchors.get(event.anchor, ())
        name = quoted("*" + event.anchor)
        if known is None:
            raise _Fatal(
                Problem("too-many-aliases", "the alias {alias} contains itself", "write the value out", alias=name).at(
                    _at(event.start_mark)
                )
            )
        if not known:
            raise _Fatal(
                Problem(
                    "syntax",
                    "the alias {alias} has no anchor",
                    "write the value out, or name an anchor that stands before it",
                    alias=name,
                ).at(_at(event.start_mark))
            )
        value, size = known
        self.count += size - 1
        self.expanded += size
        if self.expanded > MAX_EXPANDED:
            raise _Fatal(
                Problem(
                    "too-many-aliases",
                    "the aliases expand to more than {most} values",
                    "write the values out",
                    most=MAX_EXPANDED,
                ).at(_at(event.start_mark))
            )
        return value

    def tag(self, event: Any) -> None:
        self.note(
            Problem("tag", "the tag {tag} has no place here", "delete the tag", tag=quoted(str(event.tag))).at(
                _at(event.start_mark)
            )
        )


def most_marks(text: str) -> int:
    """How many combining marks stand in a row at most."""
    most = run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        most = max(most, run)
    return most


def _joined(text: str, place: Place) -> str:
    """A text whose characters beyond U+FFFF are escaped in two halves, as JSON does; half a character is no text."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    half = _HALF.search(whole)
    if half:
        raise _Fatal(
            Problem(
                "syntax", "the character {char} cannot stand in YAML", "delete it", char=f"U+{ord(half[0]):04X}"
            ).at(place)
        )
    return whole


def _at(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1
