"""One root for every error that an-sinh knows, and the problem as a value: place, fault, remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from an_sinh.complaints import Slot, complain
from an_sinh.terms import ExitCode, Language, Severity
from an_sinh.text import visible

MAX_FAULTS = 20_000
"""How many faults of one file are told; with more of them it is not the file that was meant."""
_NOTHING: Mapping[str, Slot] = MappingProxyType({})


@dataclass(frozen=True, slots=True, order=False)
class Problem:
    """One fault in the data: where it is, a stable code, and the phrase that says it in each language."""

    code: str
    path: str
    """As shown to a person: relative to the working directory, else as `--data` was written."""
    line: int
    """1-based."""
    column: int
    """1-based, in characters."""
    phrase: str
    args: Mapping[str, Slot] = field(default_factory=lambda: _NOTHING)
    severity: Severity = Severity.ERROR

    def message(self, language: str = Language.EN) -> str:
        """What is wrong, in the reader's words."""
        return complain(self.phrase, self.args, language)[0]

    def hint(self, language: str = Language.EN) -> str:
        """What to do about it; empty where the message says all."""
        return complain(self.phrase, self.args, language)[1]

    def describe(self, language: str = Language.EN) -> str:
        """The whole line: `path:line:col: code: what is wrong (what to do)`."""
        return f"{visible(self.path)}:{self.line}:{self.column}: {self.code}: {_told(self.phrase, self.args, language)}"

    def __str__(self) -> str:
        return self.describe()


class AnSinhError(Exception):
    """The root of every error that an-sinh raises on purpose."""

    exit_code: ExitCode = ExitCode.DATA

    def describe(self, language: str = Language.EN) -> str:
        """The sentence for a person."""
        return str(self)


class DataError(AnSinhError):
    """The data cannot be used; `problems` says every reason with its place, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems[:50])))


class Complaint(AnSinhError):
    """A known fault that has no place in a file, said as a phrase."""

    def __init__(self, phrase: str, /, **args: Slot) -> None:
        self.phrase = phrase
        self.slots = args
        super().__init__(self.describe())

    def describe(self, language: str = Language.EN) -> str:
        """The sentence for a person, with the remedy."""
        return _told(self.phrase, self.slots, language)


class UsageFault(Complaint):
    """The command line asks for something that is not there to be asked for."""

    exit_code = ExitCode.USAGE


def _told(phrase: str, args: Mapping[str, Slot], language: str) -> str:
    what, hint = complain(phrase, args, language)
    return f"{what} ({hint})" if hint else what
