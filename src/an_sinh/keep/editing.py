"""YAML text -> YAML text, one entry changed: spliced at the parser's marks, so that every other byte stays.

An entry is changed in small steps (a figure replaced, a key added, a key taken out), each the smallest span of text
that will do; the text is read anew after each. At the end the old and the new text are read as data, and anything
that differs besides what was asked for refuses the whole edit.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple, NoReturn

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from an_sinh.errors import Complaint
from an_sinh.figures import parse_figure
from an_sinh.programme.model import EMPTY, TRUTHS
from an_sinh.programme.yaml_text import Document, Items, Map, StandIns, hide_odd, read_yaml, show_odd
from an_sinh.terms import REPORTED_OUTLOOKS, VERDICTS, Outlook, Period, Status
from an_sinh.text import quoted, visible

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # it is there, but not in __all__
except ImportError:  # as in yaml_text: the pure parser serves
    CParser = None

_BOM = "\ufeff"
_MOST_STEPS = 16  # one adds the missing entries, one each writes or clears a key, one finds nothing left to do

KeyPath = tuple[str, ...]
Wanted = Mapping[KeyPath, Any]

_ORDER: Mapping[str, KeyPath] = {
    "": ("value", "reported", "inferred", "provisional", "as_of", "source", "note", "parts"),
    "reported": ("annual", "term", "outlook", "inferred", "source"),
}
_SHORT: Mapping[str, str] = {"": "value", "reported": "annual"}
"""The key whose value may stand alone in the map's place: an entry's figure, the verdict on the year."""


class Omission(Enum):
    """What a change says of a key that it does not write."""

    KEPT = "kept"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is to become of one entry; a key that is not named stays as it is.

    ValueError for what could not stand there: what a person typed is checked, and told, before it comes here.
    """

    value: str | bool | Omission = Omission.KEPT
    """A figure as it is to stand in the file, or true or false for a milestone."""
    annual: Status | Omission = Omission.KEPT
    """The authority's verdict on the year."""
    term: Status | Omission = Omission.KEPT
    """The authority's verdict on the end-of-term target."""
    outlook: Outlook | Omission = Omission.KEPT
    """The authority's word on the way to that target."""
    verdict_inferred: bool | Omission = Omission.KEPT
    """Whether the verdict was worked out by whoever keeps the data."""
    inferred: Omission = Omission.KEPT
    """The same of the entry as a whole: of its figure if it has one. It is only ever taken out."""
    provisional: bool | Omission = Omission.KEPT
    as_of: str | Omission = Omission.KEPT
    source: tuple[str, ...] | Omission = Omission.KEPT
    note: str | Omission = Omission.KEPT
    entry: Omission = Omission.KEPT
    """CLEARED takes the whole entry out, whatever else the change says."""

    def __post_init__(self) -> None:
        if isinstance(self.value, str) and parse_figure(self.value) is None:
            raise ValueError(f"not a figure: {self.value!r}")
        if not all(isinstance(verdict, Omission) or verdict in VERDICTS for verdict in (self.annual, self.term)):
            raise ValueError(f"not a verdict: {self.annual!r}, {self.term!r}")
        if not isinstance(self.outlook, Omission) and self.outlook not in REPORTED_OUTLOOKS:
            raise ValueError(f"not a reported outlook: {self.outlook!r}")
        if isinstance(self.source, str) or self.source == ():
            raise ValueError(f"not a tuple of ids: {self.source!r}")

    def wanted(self) -> Wanted:
        """What is asked for, by path: first what is to be written, in the file's order, then what is to go."""
        source = self.source if isinstance(self.source, Omission) else tuple(map(_nfc, self.source))
        each: dict[KeyPath, Any] = {
            ("value",): self.value,
            ("reported", "annual"): self.annual,
            ("reported", "term"): self.term,
            ("reported", "outlook"): self.outlook,
            ("reported", "inferred"): self.verdict_inferred,
            ("inferred",): self.inferred,
            ("provisional",): self.provisional,
            ("as_of",): self.as_of,
            ("source",): source,
            ("note",): self.note if isinstance(self.note, Omission) else _nfc(self.note),
        }
        named = [(path, content) for path, content in each.items() if content is not Omission.KEPT]
        return dict(sorted(named, key=lambda item: item[1] is Omission.CLEARED))


def edit_entry(text: str, indicator: str, change: Edit, order: Sequence[str] = ()) -> str:
    """The text of a year's file with one entry changed; see `edit_entries`."""
    return edit_entries(text, {indicator: change}, order)


def edit_entries(
    text: str, changes: Mapping[str, Edit], order: Sequence[str] = (), parts: Mapping[str, KeyPath] = EMPTY
) -> str:
    """The text of a year's file with these entries changed, and every other character as it was.

    `parts` are those of the ids that stand inside another's entry, each with that id and its name there.

    A missing entry is put after the nearest one that precedes it in `order` (the ids as targets.yaml has them), else
    at the end. What stands there already is not written again. Complaint where an entry can't be changed without
    touching something else.
    """
    return _edit(text, changes, order, indent=2, parts=parts)


def edit_bytes(
    data: bytes, changes: Mapping[str, Edit], order: Sequence[str] = (), parts: Mapping[str, KeyPath] = EMPTY
) -> bytes:
    """As `edit_entries`, on a file's bytes: byte order mark and line ends stay."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Complaint(
            "this is not UTF-8: {detail}", "save the file as UTF-8", detail=f"0x{data[error.start]:02x}"
        ) from None
    return edit_entries(text, changes, order, parts).encode()


def new_year(
    year: Period,
    changes: Mapping[str, Edit],
    order: Sequence[str] = (),
    like: str | None = None,
    source: tuple[str, ...] = (),
    parts: Mapping[str, KeyPath] = EMPTY,
) -> str:
    """The text of a new year's file with these entries, in the style of another year's text if one is given.

    `source` is who said all of it, told once for the file.

    The style: byte order mark, line ends, the line that names the schema to editors, `---`, the blank line before
    `actuals` and the indent of the entries. A text that can't be read lends only the first two.
    """
    like = like or ""
    bom, body = like[: like.startswith(_BOM)], like.removeprefix(_BOM)
    found = _BREAK.search(body)
    style = _style(body)
    said = [f"source: {_Spelling().leaf(('source',), tuple(map(_nfc, source)), flow=False)}"] if source else []
    lines = [*style.head, f"year: {year}", *said, *style.gap, "actuals:", ""]
    ranks = _ranks(order)
    ordered = {id_: changes[id_] for id_ in sorted(changes, key=lambda id_: ranks.get(_nfc(id_), len(ranks)))}
    return _edit(bom + (found[0] if found else "\n").join(lines), ordered, (), style.indent, parts)


class _Style(NamedTuple):
    head: tuple[str, ...] = ()
    gap: tuple[str, ...] = ()
    indent: int = 2


def _style(text: str) -> _Style:
    document = read_yaml(text)
    if document.problems or not isinstance(document.value, Map):
        return _Style()
    page = _Page(text)
    schema = _SCHEMA_LINE.match(text)
    head = ((schema[0], "") if schema else ()) + (("---",) if page.explicit else ())
    pair = page.root.find("actuals")
    if pair is None:
        return _Style(head)
    key, entries = pair
    above = _BREAK.split(text[: page.line_start(key.start)])
    gap = ("",) if len(above) > 1 and not above[-2].strip() else ()
    block = entries.pairs and not entries.flow
    return _Style(head, gap, page.column(entries.pairs[0][0].start) - page.column(key.start) if block else 2)


def _edit(
    text: str, changes: Mapping[str, Edit], order: Sequence[str], indent: int, parts: Mapping[str, KeyPath]
) -> str:
    bom, text = text[: text.startswith(_BOM)], text.removeprefix(_BOM)
    gone = {_nfc(id_) for id_, change in changes.items() if change.entry is Omission.CLEARED and id_ not in parts}
    before = now = read_yaml(text)
    if before.problems:
        raise Complaint(
            "line {line} of the year's file is no sound YAML",
            "mend what ansinh lint says, then write again",
            line=str(before.problems[0].line),
        )
    if not isinstance(before.value, Map) or not isinstance(before.value.get("actuals", ""), Map | None):
        raise Complaint("the year's file has no map of actuals to write into", "add the line 'actuals:'")
    wanted = _inside(changes, gone, parts, before.value.get("actuals") or {})
    for _ in range(_MOST_STEPS + 8 * len(parts)):
        splices = _removals(text, now, gone) or _next_splices(text, now, wanted, order, indent)
        if not splices:
            break
        text = _spliced(text, splices)
        now = read_yaml(text)
        if now.problems or not isinstance(now.value, Map) or not isinstance(now.value.get("actuals", ""), Map | None):
            _by_hand(next(iter(changes)))
    _verify(before, now, wanted, gone)
    return bom + text


def _inside(
    changes: Mapping[str, Edit], gone: Collection[str], parts: Mapping[str, KeyPath], entries: Mapping[str, Any]
) -> dict[str, Wanted]:
    """What is wanted of each entry of the file: of a part inside that of its indicator."""
    found: dict[str, dict[KeyPath, Any]] = {}
    for id_, change in changes.items():
        if _nfc(id_) in gone:
            continue
        whole, *name = map(_nfc, parts.get(id_, (id_,)))
        path = ("parts", *name) if name else ()
        if name and change.entry is Omission.CLEARED:
            there = [each for each in _facts(entries.get(whole)) if each[:2] == path]
            found.setdefault(whole, {}).update(dict.fromkeys(there, Omission.CLEARED))
        else:
            found.setdefault(whole, {}).update({(*path, *key): each for key, each in change.wanted().items()})
    return {
        id_: dict(sorted(each.items(), key=lambda item: item[1] is Omission.CLEARED)) for id_, each in found.items()
    }


def _removals(text: str, now: Document, gone: Collection[str]) -> list[_Splice]:
    """The first entry that is still to go: braces that lose two neighbours at once would lose a comma twice."""
    there = next((id_ for id_ in now.value["actuals"] or {} if id_ in gone), None)
    if there is None:
        return []
    page = _Page(text)
    page.id = there
    key, actuals = page.pair(page.root, "actuals")
    page.keep_alone(page.root)
    return [page.clear(key, actuals, (there,))]


def _next_splices(
    text: str, now: Document, wanted: Mapping[str, Wanted], order: Sequence[str], indent: int
) -> list[_Splice]:
    """One step for each entry that is not yet as wanted; missing entries come first, all at once."""
    entries = now.value["actuals"] or {}
    paths = {id_: _pending(_facts(entries.get(id_)), want) for id_, want in wanted.items()}
    pending = {id_: path for id_, path in paths.items() if path is not None}
    if not pending:
        return []
    page = _Page(text)
    key, actuals = page.pair(page.root, "actuals")
    page.keep_alone(page.root, actuals)
    missing = {id_: page.spelling.entry(id_, wanted[id_]) for id_ in pending if id_ not in entries}
    if missing:
        return page.add_entries(key, actuals, missing, order, indent)
    pairs = {pair[0].name: pair for pair in actuals.pairs}
    return [page.step(id_, pairs.get(id_), path, wanted[id_][path]) for id_, path in pending.items()]


def _pending(facts: Mapping[KeyPath, Any], wanted: Wanted) -> KeyPath | None:
    """The first key that is not yet as wanted."""
    for path, content in wanted.items():
        if path in facts if content is Omission.CLEARED else not _agrees(path, facts.get(path), content):
            return path
    return None


# --- what an entry says, however it is written ------------------------------------------------------------------------


def _facts(entry: Any) -> dict[KeyPath, Any]:
    """An entry's values by path; what is left empty is not there."""
    if not isinstance(entry, Map):
        return {} if entry is None else {("value",): entry}
    facts: dict[KeyPath, Any] = {}
    for key, value in entry.items():
        if key == "parts" and isinstance(value, Map):
            for name, part in value.items():
                facts |= {("parts", name, *path): fact for path, fact in _facts(part).items()}
        elif key == "reported" and isinstance(value, Map):
            facts |= {(key, which): verdict for which, verdict in value.items() if verdict is not None}
        elif value is not None:
            facts[(key, "annual") if key == "reported" else (key,)] = value
    return facts


def _agrees(path: KeyPath, found: Any, content: Any) -> bool:
    """Whether what stands there says what is wanted."""
    if isinstance(content, bool):
        return type(found) is str and TRUTHS.get(found) is content
    if isinstance(content, tuple):
        return (found,) == content if isinstance(found, str) else isinstance(found, Items) and tuple(found) == content
    plain = path[-1] != "value" or type(found) is str  # a figure in quotes is none
    return plain and isinstance(found, str) and found == content


def _verify(before: Document, after: Document, wanted: Mapping[str, Wanted], gone: Collection[str]) -> None:
    """The safety net: Complaint if anything differs besides what was asked for, or what was asked for is not there."""
    old, new = before.value["actuals"] or {}, after.value["actuals"] or {}
    old = {id_: entry for id_, entry in old.items() if id_ not in gone}
    asked = next(iter((*wanted, *gone)), "actuals")
    if not _same({**before.value, "actuals": None}, {**after.value, "actuals": None}):
        _by_hand(asked)
    if [id_ for id_ in new if id_ in old] != list(old):
        _by_hand(asked)
    for id_, entry in new.items():
        if id_ not in wanted and not (id_ in old and _same(old[id_], entry)):
            _by_hand(asked)
    for id_, want in wanted.items():
        was, facts = _facts(old.get(id_)), _facts(new.get(id_))
        kept, still = ({path: fact for path, fact in each.items() if path not in want} for each in (was, facts))
        if _pending(facts, want) or kept.keys() != still.keys() or not all(_same(kept[p], still[p]) for p in kept):
            _by_hand(id_)


def _same(one: Any, other: Any) -> bool:
    """Whether two values of a document are equal in kind, order and content."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _by_hand(id_: str) -> NoReturn:
    raise Complaint(
        "the entry of {id} can't be changed without touching something else", "change it by hand", id=quoted(id_)
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _ranks(order: Sequence[str]) -> dict[str, int]:
    return {_nfc(id_): rank for rank, id_ in enumerate(order)}


# --- how contents are spelled -----------------------------------------------------------------------------------------

_MEANS_ELSE = re.compile(
    r"null|true|false|yes|no|on|off|y|n|0[xo][0-9a-f_]+|[0-9][0-9_.,:]*(?:e[-+]?[0-9]+)?|[0-9]{4}-[0-9]+-[0-9]+.*",
    re.IGNORECASE,
)
_ENDS_PLAIN = re.compile(r":(?:\s|$)|\s#")
_ENDS_IN_BRACES = frozenset(",:?[]{}")
_NO_CHARACTERS = {"\ufffe": "\\ufffe", "\uffff": "\\uffff"}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", **_NO_CHARACTERS}


class _Spelling:
    """How contents are spelled in YAML."""

    null = ""
    """What stands for a value that was taken out."""

    def leaf(self, path: KeyPath, content: Any, *, flow: bool) -> str:
        """A wanted content, for inside braces or outside."""
        if isinstance(content, bool):
            return "true" if content else "false"
        if isinstance(content, tuple):
            each = [self.text(id_, flow=flow or len(content) > 1) for id_ in content]
            return each[0] if len(each) == 1 else f"[{', '.join(each)}]"
        if path[-1] == "value":
            return str(content)
        return self.text(content, flow=flow) if path[-1] == "note" else self.word(str(content))

    def text(self, text: str, *, flow: bool) -> str:
        """A text on one line, in quotes where YAML or another reader of YAML would take it for something else."""
        if (
            text[:1].isalnum()
            and text.isprintable()
            and text == text.strip()
            and not _ENDS_PLAIN.search(text)
            and not (flow and _ENDS_IN_BRACES.intersection(text))
            and not _MEANS_ELSE.fullmatch(text)
        ):
            return text
        return _in_quotes(text)

    def word(self, word: str) -> str:
        """A key, or a word that can be nothing else."""
        return word

    def at(self, level: str, path: KeyPath, leaf: str) -> str:
        """What is to stand where nothing stood: the leaf alone where that is enough, else a map in braces."""
        if not path or path == (_SHORT.get(level),):
            return leaf
        return f"{{{self.key(level, path[0])}: {self.at(_below(level, path[0]), path[1:], leaf)}}}"

    def key(self, level: str, name: str) -> str:
        """A key: a part is named by who keeps the data."""
        return self.text(name, flow=True) if level == "parts" else self.word(name)

    def entry(self, id_: str, wanted: Wanted) -> str:
        """A whole new entry on one line."""
        leaves = {
            p: self.leaf(p, content, flow=True) for p, content in wanted.items() if content is not Omission.CLEARED
        }
        return f"{self.text(id_, flow=True)}: {self.content(leaves)}"

    def content(self, leaves: Mapping[KeyPath, str]) -> str:
        """What an entry holds, or a part's inside it, on one line."""
        if list(leaves) == [("value",)]:
            return leaves["value",]
        verdicts = {path[1]: leaf for path, leaf in leaves.items() if path[0] == "reported"}
        told = verdicts.get("annual") if verdicts.keys() <= {"annual"} else self.braces(verdicts)
        parts: dict[str, dict[KeyPath, str]] = {}
        for path, leaf in leaves.items():
            if path[0] == "parts":
                parts.setdefault(path[1], {})[path[2:]] = leaf
        inside = self.braces({name: self.content(each) for name, each in parts.items()}, "parts")
        composed = {"reported": told, "parts": inside}
        return self.braces({path[0]: composed.get(path[0], leaf) for path, leaf in leaves.items()})

    def braces(self, leaves: Mapping[str, str | None], level: str = "") -> str:
        """A map on one line."""
        return "{" + ", ".join(f"{self.key(level, name)}: {leaf}" for name, leaf in leaves.items()) + "}"


class _JsonSpelling(_Spelling):
    """JSON's, for a file that is JSON and is to stay so: keys and texts in double quotes, null for nothing."""

    null = "null"

    def text(self, text: str, *, flow: bool) -> str:  # it is all in braces
        return json.dumps(text, ensure_ascii=False)

    def word(self, word: str) -> str:
        return json.dumps(word, ensure_ascii=False)


def spelled_text(text: str, *, flow: bool = False) -> str:
    """A text as YAML, on one line; `flow` for inside braces."""
    return _Spelling().text(text, flow=flow)


def _spelling_of(text: str) -> _Spelling:
    """JSON is YAML too, but not the other way round."""
    if not text.lstrip().startswith("{"):
        return _Spelling()
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return _Spelling()
    return _JsonSpelling()


def _in_quotes(text: str) -> str:
    seen = visible(text) == text and not any(char in text for char in _NO_CHARACTERS)
    if seen and ('"' in text or "\\" in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(char) or visible(char) for char in text) + '"'


# --- the text's nodes and where they stand ----------------------------------------------------------------------------

_BREAK = re.compile("\r\n|\n|\r")
_COLON = re.compile(r"[ \t]*:")
_COMMENT_LINE = re.compile(r"(?:\r\n|\n|\r)( *)#[^\r\n]*")
_SCHEMA_LINE = re.compile(r"#[ \t]*yaml-language-server:[^\r\n]*")


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


def _spliced(text: str, splices: Sequence[_Splice]) -> str:
    parts, at = [], 0
    for splice in sorted(splices, key=lambda each: each.start):
        assert at <= splice.start <= splice.end, "two changes of one place"
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


@dataclass(slots=True, eq=False)
class _Node:
    """A node of the YAML; its marks count characters from the text's beginning."""

    start: int
    """Where it begins, or its anchor."""
    end: int
    """After its last character; unknown for a block map or list."""
    inside: bool
    """Whether it stands inside braces or brackets."""
    anchor: str | None
    shared: bool = False
    """Whether an alias refers to it."""
    alias: _Node | None = None
    scalar: str | None = None
    style: str = ""
    flow: bool = False
    pairs: list[tuple[_Node, _Node]] = field(default_factory=list)
    items: list[_Node] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether no character stands for it."""
        return self.scalar == "" and not self.style and not self.anchor

    @property
    def is_null(self) -> bool:
        """Whether it stands for no value."""
        return self.scalar in ("", "~", "null", "Null", "NULL") and not self.style

    @property
    def is_block(self) -> bool:
        """Whether it is a map or list written on lines of its own."""
        return self.scalar is None and not self.alias and not self.flow

    @property
    def is_block_text(self) -> bool:
        """Whether it is a text after `|` or `>`."""
        return self.style in ("|", ">")

    def find(self, name: str) -> tuple[_Node, _Node] | None:
        """The pair whose key has this name."""
        return next((pair for pair in self.pairs if pair[0].name == name), None)

    @property
    def name(self) -> str | None:
        """What it says as a key."""
        return (self.alias or self).scalar

    def each(self) -> Iterator[_Node]:
        """It and all that it holds, in the text's order."""
        yield self
        for child in (*(node for pair in self.pairs for node in pair), *self.items):
            yield from child.each()


def _below(level: str, name: str) -> str:
    """The level of what stands under a key: an entry has its verdict and its parts, and a part is as an entry."""
    return name if level == "" else ""


def _leaves_something(node: _Node, path: KeyPath) -> bool:
    """Whether anything is left in a map when what the path under it holds is taken out."""
    child = node.find(path[0])
    return len(node.pairs) > 1 or (child is not None and len(path) > 1 and _leaves_something(child[1], path[1:]))


def _events(text: str) -> tuple[list[Any], StandIns]:
    """The parser's events, from the parser that yaml_text would use, and what its stand-ins mean."""
    hidden, stand_ins = hide_odd(text)
    if CParser is not None:
        try:
            return list(iter(CParser(hidden).get_event, None)), stand_ins
        except YAMLError:
            pass  # it knows YAML 1.1; yaml_text has read the text by the other
    from ruamel.yaml import YAML

    return list(YAML(typ="safe", pure=True).parse(hidden)), stand_ins


class _Page:
    """A text, its nodes, and the splices that change one of them.

    What a splice would get wrong (a complex key, a text that keeps the empty lines after it) is left to `_verify`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spelling = _spelling_of(text)
        self.id = "actuals"
        self.anchors: dict[str, _Node] = {}
        events, self.stand_ins = _events(text)
        self.events = iter(events)
        start = next(event for event in self.events if isinstance(event, DocumentStartEvent))
        self.explicit = bool(start.explicit)
        self.root = self.node(next(self.events), inside=False)

    def node(self, event: Any, *, inside: bool) -> _Node:
        """The node that begins with this event; read_yaml has bounded how deep it goes."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            target = self.anchors[event.anchor]
            target.shared = True
            return _Node(start, end, inside, None, alias=target)
        node = _Node(start, end, inside, event.anchor)
        if node.anchor is not None:
            self.anchors[node.anchor] = node
        if isinstance(event, ScalarEvent):
            node.scalar = _nfc(show_odd(event.value, self.stand_ins))
            node.style = event.style or ""
            return node
        node.flow = bool(event.flow_style)
        inner = inside or node.flow
        while not isinstance(child := next(self.events), MappingEndEvent | SequenceEndEvent):
            first = self.node(child, inside=inner)
            if isinstance(event, MappingStartEvent):
                node.pairs.append((first, self.node(next(self.events), inside=inner)))
            else:
                node.items.append(first)
        node.end = child.end_mark.index
        return node

    # places

    def line_start(self, index: int) -> int:
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def column(self, index: int) -> int:
        return index - self.line_start(index)

    def line_break(self, index: int) -> str:
        """How lines end around here."""
        found = _BREAK.match(self.text, self.line_end(index))
        if found:
            return found[0]
        above = self.text[: self.line_start(index)]
        return "\r\n" if above.endswith("\r\n") else above[-1:] or "\n"

    def colon(self, key: _Node) -> int:
        """After the colon of a key."""
        found = _COLON.match(self.text, key.end)
        return found.end() if found else _by_hand(self.id)

    def after(self, key: _Node | None, node: _Node) -> int:
        """After a value's last character, or its key's colon where it has none."""
        if node.is_nothing:
            return self.colon(key) if key else node.start
        if node.is_block:
            return self.after(*node.pairs[-1]) if node.pairs else self.after(None, node.items[-1])
        return len(self.text[: node.end].rstrip(" \t\r\n")) if node.is_block_text else node.end

    def pair(self, node: _Node, name: str) -> tuple[_Node, _Node]:
        """The pair with a key that read_yaml has found there."""
        found = node.find(name)
        return found or _by_hand(self.id)

    # refusals

    def keep_alone(self, *nodes: _Node) -> None:
        """Refuse to change what an alias shows elsewhere too, what is shown through one, and what could be shared."""
        for node in nodes:
            if node.alias:
                raise Complaint(
                    "the entry of {id} is an alias of another",
                    "write its values out, then write again",
                    id=quoted(self.id),
                )
            if node.shared:
                raise Complaint(
                    "what is to change in the entry of {id} stands elsewhere too, by the anchor {anchor}",
                    "write the values out, then write again",
                    id=quoted(self.id),
                    anchor=quoted(f"&{node.anchor}"),
                )
            if node.anchor is not None:
                _by_hand(self.id)

    def take_out(self, start: int, end: int, *nodes: _Node, instead: str = "") -> _Splice:
        """Put a text in the place of these nodes; refused where it takes a comment or what an alias shows elsewhere."""
        self.keep_alone(*(each for node in nodes for each in node.each() if not each.alias))
        at = start
        for leaf in [leaf for node in nodes for leaf in node.each() if leaf.alias or leaf.scalar]:
            self.keep_comments(at, self.line_end(leaf.start) if leaf.is_block_text else leaf.start)
            at = max(at, leaf.end)
        self.keep_comments(at, end)
        return _Splice(start, end, instead)

    def keep_comments(self, start: int, end: int) -> None:
        """Refuse to take a comment out."""
        if "#" in self.text[start:end]:
            raise Complaint(
                "a comment stands inside what is to be replaced in the entry of {id}",
                "move the comment, or change the entry by hand",
                id=quoted(self.id),
            )

    # splices

    def step(self, id_: str, pair: tuple[_Node, _Node] | None, path: KeyPath, content: Any) -> _Splice:
        """Write or clear one key of an entry that is there."""
        self.id = id_
        key, node = pair or _by_hand(id_)
        if content is Omission.CLEARED:
            return self.clear(key, node, path)
        return self.write("", key, node, path, lambda flow: self.spelling.leaf(path, content, flow=flow))

    def write(self, level: str, key: _Node, node: _Node, path: KeyPath, leaf: Callable[[bool], str]) -> _Splice:
        """Write what the path under a node is to hold; the level says whether that is an entry or its verdict."""
        if not path:
            return self.replace(key, node, leaf(node.inside))
        self.keep_alone(node)
        short = path == (_SHORT.get(level),)
        if node.scalar is not None:
            if short or node.is_null:
                return self.replace(key, node, self.spelling.at(level, path, leaf(node.inside or not short)))
            raw = self.text[node.start : node.end]
            if _BREAK.search(raw):
                _by_hand(self.id)
            if level not in _SHORT:
                _by_hand(self.id)
            both = {_SHORT[level]: raw, path[0]: self.spelling.at(_below(level, path[0]), path[1:], leaf(True))}
            return self.replace(key, node, self.spelling.braces(both))
        if node.items:
            _by_hand(self.id)
        child = node.find(path[0])
        if child:
            return self.write(_below(level, path[0]), *child, path[1:], leaf)
        names = _ORDER.get(level, ())
        before = names[: names.index(path[0])] if names else {pair[0].name for pair in node.pairs}
        index = max((index for index, pair in enumerate(node.pairs) if pair[0].name in before), default=-1)
        name, below = self.spelling.key(level, path[0]), _below(level, path[0])
        spelled = f"{name}: {self.spelling.at(below, path[1:], leaf(node.flow or node.inside or len(path) > 1))}"
        return self.insert(key, node, index, [spelled])

    def replace(self, key: _Node, node: _Node, new: str) -> _Splice:
        """Put a value in a value's place."""
        if node.is_nothing or node.is_block:
            return self.take_out(self.colon(key), self.after(key, node), node, instead=f" {new}")
        return self.take_out(node.start, self.after(key, node), node, instead=new)

    def clear(self, key: _Node, node: _Node, path: KeyPath) -> _Splice:
        """Take out what the path under a node holds, and the maps that would be left empty."""
        self.keep_alone(node)
        child = node.find(path[0])
        if child and len(path) > 1 and _leaves_something(child[1], path[1:]):
            return self.clear(*child, path[1:])
        if child is None or (node.flow and len(node.pairs) == 1):
            null = f" {self.spelling.null}" if node.inside else ""  # `a:,` is not what every parser takes for a key
            return self.take_out(self.colon(key), self.after(key, node), node, instead=null)
        index = node.pairs.index(child)
        return self.remove_inside(node, index) if node.flow else self.remove_lines(*child)

    def remove_lines(self, key: _Node, value: _Node) -> _Splice:
        """Take a pair's lines out; a comment at the end of the last one stays, on a line of its own."""
        start, end = key.start, self.after(key, value)
        line_end = self.line_end(end)
        comment = self.text.find("#", end, line_end)
        if comment >= 0:
            return self.take_out(start, end, key, value)._replace(end=comment)
        found = _BREAK.match(self.text, line_end)
        first = self.line_start(start)
        if not found:  # the text's last line: the break above it goes instead
            first = len(self.text[:first].removesuffix("\n").removesuffix("\r"))
        return self.take_out(first, found.end() if found else line_end, key, value)

    def remove_inside(self, node: _Node, index: int) -> _Splice:
        """Take a pair out of braces, with the comma after it, or before it if it is the last."""
        key, value = node.pairs[index]
        if index + 1 < len(node.pairs):
            return self.take_out(key.start, node.pairs[index + 1][0].start, key, value)
        return self.take_out(self.after(*node.pairs[index - 1]), self.after(key, value), key, value)

    def add_entries(
        self, key: _Node, actuals: _Node, new: Mapping[str, str], order: Sequence[str], indent: int
    ) -> list[_Splice]:
        """Add whole entries, each after the one that precedes it."""
        self.id = next(iter(new))
        ranks = _ranks(order)
        ids = sorted(new, key=lambda id_: ranks.get(id_, len(ranks)))
        spelled = [new[id_] for id_ in ids]
        if actuals.scalar is not None:
            if actuals.inside or not actuals.is_nothing:
                return [self.replace(key, actuals, "{" + ", ".join(spelled) + "}")]
            return [self.add_lines(self.colon(key), self.column(key.start), indent, spelled)]
        there = sorted((ranks.get(pair[0].name or "", len(ranks)), at) for at, pair in enumerate(actuals.pairs))
        places: dict[int, list[str]] = {}
        for id_ in ids:
            before = bisect_left(there, (ranks.get(id_, -1), -1))
            places.setdefault(there[before - 1][1] if before else len(there) - 1, []).append(new[id_])
        return [self.insert(key, actuals, index, pairs) for index, pairs in places.items()]

    def insert(self, owner: _Node, node: _Node, index: int, new: list[str]) -> _Splice:
        """Add pairs to a map after the pair with this index, at its beginning for -1."""
        if node.flow:
            return self.insert_inside(node, index, new)
        at = self.after(*node.pairs[index]) if index >= 0 else self.colon(owner)
        return self.add_lines(at, self.column(node.pairs[0][0].start), 0, new)

    def add_lines(self, at: int, column: int, indent: int, new: list[str]) -> _Splice:
        """Add lines below the one where something ends, and below the comments that are indented deeper than it."""
        margin, end = " " * (column + indent), self.line_break(at)
        at = self.line_end(at)
        while (comment := _COMMENT_LINE.match(self.text, at)) and len(comment[1]) > column:
            at = comment.end()
        return _Splice(at, at, "".join(f"{end}{margin}{each}" for each in new))

    def insert_inside(self, node: _Node, index: int, new: list[str]) -> _Splice:
        """Add pairs inside braces: on lines of their own where the pair beside them has one."""
        if not node.pairs:
            return _Splice(node.start + 1, node.start + 1, ", ".join(new))
        key, value = node.pairs[max(index, 0)]
        margin = self.text[self.line_start(key.start) : key.start]
        comma = ", " if margin.strip() else f",{self.line_break(key.start)}{margin}"
        if index < 0:
            return _Splice(key.start, key.start, "".join(f"{each}{comma}" for each in new))
        at = self.after(key, value)
        rest = self.line_end(at)
        if rest < node.end and "#" in self.text[at:rest]:  # it would seem to be about what is added
            _by_hand(self.id)
        return _Splice(at, at, (" " if value.is_nothing else "") + "".join(f"{comma}{each}" for each in new))
