"""The field's words as closed lists: statuses, yardsticks, directions, forms. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Word(StrEnum):
    """A word of a closed list. It is found in a mapping as the text that it is; Enum's own hash is that of its name."""

    __hash__ = str.__hash__


class Status(Word):
    """What a comparison of target and actual says; the first four are verdicts, worst to best."""

    NOT_STARTED = "not-started"
    UNMET = "unmet"
    MET = "met"
    EXCEEDED = "exceeded"
    UNSCORED = "unscored"
    WITHDRAWN = "withdrawn"

    @property
    def rank(self) -> int:
        """0 for the worst verdict to 3 for the best; -1 where there is no verdict."""
        return _RANKS.get(self, -1)

    @property
    def is_verdict(self) -> bool:
        """Whether somebody, or the figures, judged the indicator."""
        return self in _RANKS

    @property
    def is_met(self) -> bool:
        """Whether the status counts into the headline: met or exceeded."""
        return self in (Status.MET, Status.EXCEEDED)


VERDICTS = (Status.NOT_STARTED, Status.UNMET, Status.MET, Status.EXCEEDED)
_RANKS = {status: rank for rank, status in enumerate(VERDICTS)}


class Month(NamedTuple):
    """A part of a year: what stood at the end of a calendar month, written `2022-06`."""

    year: int
    """As the calendar has it."""
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def in_year(self, starts: int = 1) -> int:
        """The year that it is a part of, where years start in this month: 2023-02 is of 2022/23 if in April."""
        return self.year if self.month >= starts else self.year - 1

    @property
    def a_year_before(self) -> Month:
        """The same month of the year before."""
        return Month(self.year - 1, self.month)


class YearOfTwo(int):
    """A year that was asked for as `2022/23`: only where years start in another month than January is there one."""

    __slots__ = ()


Period = int | Month
"""What is judged: a year, or a part of one."""


def year_of(period: Period, starts: int = 1) -> int:
    """The year that a period is, or is a part of; `starts` is the month in which years start."""
    return period.in_year(starts) if isinstance(period, Month) else period


def with_parts_of_the_latest(periods: Iterable[Period], starts: int = 1) -> list[Period]:
    """The years in order, and before the latest of them the parts of it; those of earlier years are left out."""
    each = set(periods)
    latest = max((year_of(period, starts) for period in each), default=0)
    kept = (period for period in each if isinstance(period, int) or period.in_year(starts) == latest)
    return sorted(kept, key=lambda period: in_time(period, starts))


def in_time(period: Period, starts: int = 1) -> tuple[int, int]:
    """What periods are sorted by: the months of a year in their order, then the year itself."""
    if isinstance(period, Month):
        return period.in_year(starts), (period.month - starts) % 12
    return period, 12


class WithinYear(Word):
    """How the figures of a year's parts lead to that of the year."""

    LEVEL = "level"
    """Each is what stood then."""
    ADDS = "adds"
    """The year's figure builds up month by month, and never falls back."""


class Basis(Word):
    """On what a status rests: on figures, on the authority's word, on the word of the data's keeper, or on nothing."""

    COMPUTED = "computed"
    REPORTED = "reported"
    INFERRED = "inferred"
    """A verdict that nobody printed: whoever keeps the data worked it out."""
    NONE = "none"


class Reason(Word):
    """Why an indicator could not be judged."""

    NO_ACTUAL = "no-actual"
    NO_TARGET = "no-target"
    NO_PREVIOUS_YEAR = "no-previous-year"
    NO_BASE = "no-base"
    """A change in percent of a figure that is zero or negative: that means nothing."""
    GAP_IN_YEARS = "gap-in-years"
    SERIES_BREAK = "series-break"
    YEAR_OPEN = "year-open"
    """A part of a year, in which the year's target is not reached yet."""
    PART_UNSCORED = "part-unscored"
    """One of its parts could not be judged, and none of the others is unmet."""


class Direction(Word):
    """Which way is better: up, down, or inside a band."""

    HIGHER = "higher"
    LOWER = "lower"
    WITHIN = "within"


class Form(Word):
    """How a target is written."""

    VALUE = "value"
    ABOUT = "about"
    """A figure that the plan calls about so much: judged as the figure, and printed so."""
    RANGE = "range"
    UNDER = "under"
    OVER = "over"
    CHANGE = "change"
    CHANGE_PERCENT = "change_percent"
    FROM_BASELINE_PERCENT = "from_baseline_percent"
    MILESTONE = "milestone"


class Against(Word):
    """The yardstick: that year's own target, or the target at the end of the term."""

    ANNUAL = "annual"
    TERM = "term"


class Outlook(Word):
    """Whether the end-of-term target will be reached as things go; the first five are answers, worst to best."""

    MOVING_AWAY = "moving-away"
    FAR_BEHIND = "far-behind"
    BEHIND = "behind"
    ON_TRACK = "on-track"
    REACHED = "reached"
    UNSCORED = "unscored"
    WITHDRAWN = "withdrawn"

    @property
    def rank(self) -> int:
        """0 for the worst answer to 4 for the best; -1 where there is no answer."""
        return _OUTLOOK_RANKS.get(self, -1)

    @property
    def is_answer(self) -> bool:
        """Whether the figures answer the question."""
        return self in _OUTLOOK_RANKS


OUTLOOKS = (Outlook.MOVING_AWAY, Outlook.FAR_BEHIND, Outlook.BEHIND, Outlook.ON_TRACK, Outlook.REACHED)
REPORTED_OUTLOOKS = (Outlook.ON_TRACK, Outlook.BEHIND, Outlook.FAR_BEHIND)
"""What an authority may say of the way to the term's target, best first."""
_OUTLOOK_RANKS = {outlook: rank for rank, outlook in enumerate(OUTLOOKS)}


class OutlookReason(Word):
    """Why an indicator has no outlook."""

    NO_MEANING = "no-meaning"
    """A milestone or a band, neither of which is approached at a pace; a target beyond the limits, never reached."""
    NO_ACTUAL = "no-actual"
    GAP_IN_YEARS = "gap-in-years"
    """A sum whose first year is missing."""
    NO_TARGET = "no-target"
    NO_PREVIOUS_YEAR = "no-previous-year"
    """The target is a change, and the figure that it starts from is missing."""
    NO_BASE = "no-base"
    """The target is a change in percent of a figure that is zero or negative."""
    SERIES_BREAK = "series-break"
    """What came before, or what the target starts from, lies across a break."""
    ONE_POINT = "one-point"
    """A figure, and nothing before it."""
    PART_UNSCORED = "part-unscored"
    """One of its parts has no answer, and none of the others moves away."""


class Method(Word):
    """How growth was measured: by compound rates, or by a straight line's yearly steps; of a mean there is none."""

    COMPOUND = "compound"
    LINEAR = "linear"
    MEAN = "mean"
    """Nothing grows: the years to come are taken to be as the mean so far."""


METHODS = (Method.COMPOUND, Method.LINEAR)
"""The methods that a programme can ask for."""


class Part(Word):
    """The parts of a line that somebody stands behind: each has its own sources."""

    ACTUAL = "actual"
    REPORTED = "reported"
    TARGET = "target"
    BASE = "base"
    """The figure of the year before that a change is counted from."""


class Asked(Word):
    """What places are asked of an indicator, and by whose target they are judged."""

    SAME = "same"
    """By the place's own target, else by the programme's."""
    OWN = "own"
    """By the place's own target alone."""
    NONE = "none"
    """Not asked: in no place's count."""


class Language(Word):
    """The languages that an-sinh itself speaks."""

    EN = "en"
    VI = "vi"


class Severity(Word):
    """An error refuses the data; a warning is told and the data are used."""

    ERROR = "error"
    WARNING = "warning"


class ExitCode(IntEnum):
    """What a run says to the shell; docs/architecture.md tells when."""

    ANSWERED = 0
    """The question was answered."""
    CLOSED = 1
    """It was answered, and a gate is closed, an error was found, or a difference was asked for and found."""
    USAGE = 2
    """The command line is wrong."""
    DATA = 3
    """The data cannot be read or are wrong, or the output cannot be written."""
    BUG = 4
    """A fault of ansinh itself."""
    INTERRUPTED = 130
    """Somebody pressed Ctrl-C."""
