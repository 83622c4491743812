"""One root for every error that an-sinh knows, and the problem as a value: place, fault, remedy.

A problem's sentence and remedy stand in English where the fault is found, with slots. Whoever says it in another
language (`pages.say`) is a `Speaker`; nothing here knows which languages there are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import field
from typing import Literal, NamedTuple, Protocol

from an_sinh.terms import ExitCode, Severity
from an_sinh.text import nearest, visible
from an_sinh.values import dataclass

MAX_FAULTS = 20_000
"""How many faults of one file are told; with more of them it is not the file that was meant."""
Steps = tuple[str | int, ...]
"""The way to a part of a file, key by key."""


class Speaker(Protocol):
    """What a language must be able to say for a problem to be told in it."""

    def text(self, text: str, /) -> str:
        """An English text in this language, its slots still open."""

    def sense(self, context: str, text: str, /) -> str:
        """The same for an English text that is said otherwise elsewhere; the context tells them apart."""

    def plural(self, one: str, many: str, n: int, /, **slots: object) -> str:
        """A text of a number of things, its slots filled."""

    def number(self, number: int, /) -> str:
        """A count, its digits grouped."""

    def join(self, texts: tuple[str, ...], last: Literal["and", "or"]) -> str:
        """Several names as one text."""


class _English:
    def text(self, text: str, /) -> str:
        return text

    def sense(self, context: str, text: str, /) -> str:
        return text

    def plural(self, one: str, many: str, n: int, /, **slots: object) -> str:
        return (one if n == 1 else many).format_map({"n": n, **slots})

    def number(self, number: int, /) -> str:
        return f"{number:,}"

    def join(self, texts: tuple[str, ...], last: Literal["and", "or"]) -> str:
        return f" {last} ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


ENGLISH: Speaker = _English()


class Phrase(NamedTuple):
    """A text inside a text: `{names}` are the names joined by "or", `{all}` by "and", `{0}` is the first of them."""

    text: str
    names: tuple[str, ...] = ()
    sense: str = ""
    """Tells the text from the same one that is said otherwise elsewhere."""

    def said(self, say: Speaker = ENGLISH) -> str:
        """The phrase in a language."""
        names = {"names": say.join(self.names, "or"), "all": say.join(self.names, "and")}
        text = say.sense(self.sense, self.text) if self.sense else say.text(self.text)
        return text.format(*self.names, **names)


class Plural(NamedTuple):
    """A text of a number of things, the number being the slot `{n}`: `1 cell`, `2 cells`."""

    one: str
    many: str


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """The nearest of the known names, else another remedy: that these are known, where nothing better is named.

    The nearest is looked for when it is said: a search takes its time, and of a hostile file's problems only the first
    are ever said.
    """

    name: str
    known: Collection[str] = field(compare=False)
    otherwise: Phrase | None = None
    most: int = 1
    """How many are offered."""

    def phrase(self) -> Phrase:
        """The remedy that is said."""
        near = nearest(self.name, self.known, self.most)
        return did_you_mean(near) if near else self.unlike()

    def unlike(self) -> Phrase:
        """What is said where no known name is near, or where it is not looked for."""
        return self.otherwise or Phrase("write {names}", tuple(self.known))


def did_you_mean(names: tuple[str, ...]) -> Phrase:
    """Names that may have been meant."""
    return Phrase("did you mean {names}?", names)


Remedy = str | Phrase | DidYouMean
Slot = str | int | tuple[str, ...] | Phrase | DidYouMean
"""What fills a slot; several names are joined by "or"."""


@dataclass(frozen=True, slots=True, init=False)
class Problem:
    """One fault in the data: a stable code, what is wrong, what to do, and where it is as soon as that is known."""

    code: str
    text: str
    remedy: Remedy
    slots: Mapping[str, Slot]
    severity: Severity
    steps: Steps
    """Where it is in the file's structure."""
    at_key: bool
    """Whether the last key on that way is meant, not its value."""
    path: str
    """As shown to a person: relative to the working directory, else as `--data` was written."""
    line: int
    """1-based."""
    column: int
    """1-based, in characters."""

    def __init__(self, code: str, text: str, remedy: Remedy, /, **slots: Slot) -> None:
        _fill(self, code=code, text=text, remedy=remedy, slots=slots)
        _fill(self, severity=Severity.ERROR, steps=(), at_key=False, path="", line=1, column=1)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column."""
        return self.line, self.column

    def within(self, steps: Steps, *, key: bool = False) -> Problem:
        """The same in a part of a file, whose place is still to be found."""
        return _fill(copy(self), steps=steps, at_key=key)

    def at(self, place: tuple[int, int], path: str | None = None) -> Problem:
        """The same at a line and column, and in the file of that path."""
        return _fill(copy(self), path=self.path if path is None else path, line=place[0], column=place[1])

    def as_warning(self) -> Problem:
        """The same, told but not refused."""
        return _fill(copy(self), severity=Severity.WARNING)

    def offering(self, remedy: Remedy) -> Problem:
        """The same with another remedy."""
        return _fill(copy(self), remedy=remedy)

    def message(self, say: Speaker = ENGLISH) -> str:
        """What is wrong, in the reader's words."""
        return _filled(self.text, self.slots, say)

    def hint(self, say: Speaker = ENGLISH) -> str:
        """What to do about it; empty where the message says all."""
        return _filled(self.remedy, self.slots, say)

    def sentence(self, say: Speaker = ENGLISH) -> str:
        """What is wrong, and what to do in brackets."""
        return _sentence(self.message(say), self.hint(say))

    def describe(self, say: Speaker = ENGLISH) -> str:
        """The whole line: `path:line:col: code: what is wrong (what to do)`."""
        return f"{visible(self.path)}:{self.line}:{self.column}: {self.code}: {self.sentence(say)}"

    def __str__(self) -> str:
        return self.describe()


def _fill(problem: Problem, **fields: object) -> Problem:
    for name, value in fields.items():
        object.__setattr__(problem, name, value)
    return problem


class AnSinhError(Exception):
    """The root of every error that an-sinh raises on purpose."""

    exit_code: ExitCode = ExitCode.DATA

    def describe(self, say: Speaker = ENGLISH) -> str:  # what has no slots is said as it is
        """The sentence for a person."""
        return str(self)


class DataError(AnSinhError):
    """The data cannot be used; `problems` says every reason with its place, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems[:50])))


class Complaint(AnSinhError):
    """A known fault that has no place in a file: what is wrong, what to do, and the slots of both."""

    def __init__(self, text: str | Plural, remedy: Remedy, /, **slots: Slot) -> None:
        self.text = text
        self.remedy = remedy
        self.slots = slots
        super().__init__(self.describe())

    def describe(self, say: Speaker = ENGLISH) -> str:
        """The sentence for a person, with the remedy."""
        text = self.text
        what = _counted(text, self.slots, say) if isinstance(text, Plural) else _filled(text, self.slots, say)
        return _sentence(what, _filled(self.remedy, self.slots, say))


class UsageFault(Complaint):
    """The command line asks for something that is not there to be asked for."""

    exit_code = ExitCode.USAGE


def _sentence(what: str, hint: str) -> str:
    return f"{what} ({hint})" if hint else what


def _counted(text: Plural, slots: Mapping[str, Slot], say: Speaker) -> str:
    n = slots["n"]
    assert isinstance(n, int)
    return say.plural(text.one, text.many, n, **{name: _said(slot, say) for name, slot in slots.items()})


def _filled(text: Remedy, slots: Mapping[str, Slot], say: Speaker) -> str:
    """A text in a language, its slots filled; a remedy that is a phrase of its own has none."""
    if not isinstance(text, str):
        return _said(text, say)
    return say.text(text).format_map({name: _said(slot, say) for name, slot in slots.items()}) if text else ""


def _said(slot: Slot, say: Speaker) -> str:
    match slot:
        case str():
            return slot
        case int():
            return say.number(slot)
        case DidYouMean():
            return slot.phrase().said(say)
        case Phrase():
            return slot.said(say)
        case _:
            return say.join(slot, "or")
