"""The data format as frozen models with closed keys: what may be written in targets.yaml and in actuals/YEAR.yaml.

Values come from `yaml_text` as the texts that stand in the file (a quoted one as `QuotedText`), so each field reads its
own kind: a figure, a text, a year, a date, an id. A fault is raised as a `fault`: a Problem whose place pydantic tells.
Whether the entries fit each other is for `checks`.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, TypeGuard, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    RootModel,
    ValidationInfo,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from an_sinh.errors import Complaint, DidYouMean, Phrase, Problem, Remedy, Slot, UsageFault, did_you_mean
from an_sinh.figures import (
    EXACT,
    ZERO,
    as_thousands,
    changed_by,
    is_date_text,
    is_figure_text,
    is_no_figure_yet,
    parse_figure,
    suggestions,
    tidy,
    truth_of,
    within_bounds,
)
from an_sinh.terms import (
    METHODS,
    REPORTED_OUTLOOKS,
    VERDICTS,
    Against,
    Asked,
    Direction,
    Form,
    Method,
    Month,
    Outlook,
    Period,
    Status,
    WithinYear,
    year_of,
)
from an_sinh.text import nearest, quoted
from an_sinh.values import dataclass

LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")
YEAR = re.compile(r"[1-9][0-9]{3}")
MONTH = re.compile(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_DATE = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ID = re.compile(r"[^\x00-\x1f\x7f-\x9f]+")
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


FIRST = "first"
"""A headline's release that a later one replaced."""
NEVER_EXCEEDED = "never"
"""What stands for `exceeded` where meeting is all there is."""
ON_TRACK = Decimal("0.95")
BEHIND = Decimal("0.6")
"""The bounds of the outlook as open-sdg publishes them."""

EMPTY: Mapping[Any, Any] = MappingProxyType({})


class FloodOfFaults(Exception):
    """A file has more faults than are told: reading it ends here."""


class FaultCount:
    """The faults of one file, counted while pydantic reads it; FloodOfFaults comes of one too many."""

    def __init__(self, most: int) -> None:
        self.left = most

    def add(self) -> None:
        """Count a fault."""
        self.left -= 1
        if self.left < 0:
            raise FloodOfFaults


def fault(code: str, text: str, remedy: Remedy, /, **slots: Slot) -> PydanticCustomError:
    """A problem without its place yet: pydantic adds where it was met."""
    return PydanticCustomError(code, "{problem}", {"problem": Problem(code, text, remedy, **slots)})


def _counted(read: Callable[[Any], Any]) -> Callable[[Any, ValidationInfo], Any]:
    """A reader whose faults are counted, where the validation's context is a FaultCount."""

    def read_and_count(value: Any, info: ValidationInfo) -> Any:
        try:
            return read(value)
        except PydanticCustomError:
            if info.context is not None:
                info.context.add()
            raise

    return read_and_count


class _Read:
    """A field that a function of ours reads.

    Not pydantic's PlainValidator: it looks at the function's signature wherever the type is used, which was nearly half
    of what the models cost to build.
    """

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = _counted(read)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.read)


class _Prepared(_Read):
    """A field that a function of ours prepares for its type."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self.read, handler(source))


class _Checked(_Read):
    """A field that a function of ours checks once it has been read."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self.read, handler(source))


_Typed = TypeVar("_Typed")


def as_typed(read: Callable[[object], _Typed], text: str) -> _Typed:
    """What a person typed on the command line, read as a file's plain scalar; UsageFault where it can't be."""
    try:
        return read(text)
    except PydanticCustomError as error:
        problem: Problem = (error.context or {})["problem"]
        raise UsageFault(problem.text, problem.remedy, **problem.slots) from None


def as_period(asked: Period | str) -> Period:
    """A year, or a part of one, that may be spelled: `"2022-06"`; UsageFault where it is none."""
    return as_typed(read_period, asked) if isinstance(asked, str) else asked


def is_quoted(value: object) -> bool:
    """Whether a scalar stood in quotes or in a block: a text, whatever it looks like."""
    return isinstance(value, str) and type(value) is not str


def read_figure(value: object) -> Decimal:
    """An exact decimal from the text of a plain scalar, or from a Decimal or int of Python's; never from a float."""
    if type(value) is str:
        figure = parse_figure(value)
        if figure is not None:
            return figure
        raise _figure_fault(value)
    if isinstance(value, str):
        meant = (value, *filter(None, [as_thousands(value)])) if parse_figure(value) is not None else suggestions(value)
        if meant:
            raise fault(
                "not-a-figure",
                "{text} is a text in quotes, not a figure",
                "write {write}",
                text=quoted(value),
                write=meant,
            )
        raise fault(
            "not-a-figure", "{text} is not a figure", "write a figure such as 2.23, without a unit", text=quoted(value)
        )
    if isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if isinstance(value, Decimal):
        if within_bounds(value):
            return value
        raise fault(
            "not-a-figure",
            "{text} is out of bounds",
            "at most 28 digits and a power of ten within ±28; choose a larger or smaller unit",
            text=quoted(str(value)),
        )
    raise fault("wrong-type", "a figure is wanted here", "write a figure such as 2.23")


def _figure_fault(text: str) -> PydanticCustomError:
    shown = quoted(text)
    if is_figure_text(text) or (len(text) > 200 and text.strip("-0123456789.eE+") == ""):
        return fault(
            "not-a-figure",
            "{text} is out of bounds",
            "at most 28 digits and a power of ten within ±28; choose a larger or smaller unit",
            text=shown,
        )
    if is_date_text(text):
        return fault("not-a-figure", "{text} is a date, not a figure", "write a figure", text=shown)
    if is_no_figure_yet(text):
        return fault("not-a-figure", "{text} is not a figure", "leave it empty while there is no figure", text=shown)
    meant = suggestions(text)
    if meant:
        return fault("not-a-figure", "{text} is not a figure", "write {write}", text=shown, write=meant)
    truth = truth_of(text)
    if truth:
        return fault(
            "not-a-figure",
            "{text} is not a figure",
            "write {write} if this is a milestone, else a figure",
            text=shown,
            write=truth,
        )
    return fault("not-a-figure", "{text} is not a figure", "write a figure such as 2.23, without a unit", text=shown)


def _read_exceeded(value: object) -> Decimal | str:
    """The figure from which a target counts as exceeded, or `never`."""
    if type(value) is str and value != NEVER_EXCEEDED and nearest(value, (NEVER_EXCEEDED,)):
        raise fault(
            "unknown-word",
            "{text} is neither a figure nor never",
            did_you_mean((NEVER_EXCEEDED,)),
            text=quoted(value),
        )
    return NEVER_EXCEEDED if value == NEVER_EXCEEDED else read_figure(value)


def read_value(value: object) -> Decimal | bool:
    """A figure, or true or false for a milestone."""
    if type(value) is str:
        figure = parse_figure(value)
        if figure is not None:
            return figure
        if value in TRUTHS:
            return TRUTHS[value]
    elif isinstance(value, bool):
        return value
    return read_figure(value)


def _read_bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if type(value) is str and value in TRUTHS:
        return TRUTHS[value]
    raise fault("wrong-type", "{text} is neither true nor false", "write true or false", text=_shown(value))


def _empty_text(code: str) -> PydanticCustomError:
    return fault(code, "the text is empty", "write it, or leave the key out")


def _no_text() -> PydanticCustomError:
    return fault("wrong-type", "a text is wanted here", "write one text, or one for each language: {{vi: …, en: …}}")


def _read_text(value: object) -> object:
    if isinstance(value, str):
        if not value.strip():
            raise _empty_text("wrong-type")
        return {"": value}
    if isinstance(value, dict):
        if not value:
            raise _empty_text("missing-key")
        return value
    raise _no_text()


def _read_language(key: object) -> str:
    if isinstance(key, str) and (key == "" or LANGUAGE.fullmatch(key)):
        return str(key)
    raise fault("unknown-key", "{key} is no language", "use tags such as vi and en", key=_shown(key))


def _read_said(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return str(value)
    if isinstance(value, str) or value is None:
        raise _empty_text("wrong-type")
    raise _no_text()


def _read_year(value: object) -> int:
    if isinstance(value, str):
        if YEAR.fullmatch(value):
            return int(value)
    elif type(value) is int and 1000 <= value <= 9999:
        return value
    raise fault("not-a-year", "{text} is not a year", "write four digits, such as 2022", text=_shown(value))


def read_period(value: object) -> Period:
    """A year, or a part of one: `2022-06`."""
    if isinstance(value, Month):
        return value
    if isinstance(value, str) and "-" in value and (match := MONTH.fullmatch(value)):
        return Month(int(match[1]), int(match[2]))
    if isinstance(value, str) and not YEAR.fullmatch(value):
        from an_sinh.programme.months import wrong_period

        problem = wrong_period(value)
        if problem is not None:
            raise PydanticCustomError(problem.code, "{problem}", {"problem": problem})
    return _read_year(value)


def _read_target_key(key: object) -> Period | str:
    if key == "term":
        return Against.TERM.value
    if isinstance(key, str) and not key.isdecimal() and nearest(key, (Against.TERM.value,)):
        raise fault(
            "unknown-key", "{text} is neither a year nor term", did_you_mean((Against.TERM.value,)), text=_shown(key)
        )
    return read_period(key)


def read_date(value: object) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD, checked against the calendar."""
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match:
        try:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            match = None
    if not match:
        raise fault("not-a-date", "{text} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD", text=_shown(value))
    return match[0]


def _read_start(value: object) -> int:
    if type(value) is int and 1 <= value <= 12:
        return value
    if type(value) is str and value.isascii() and value.isdecimal() and len(value) < 3 and 1 <= int(value) <= 12:
        return int(value)
    raise fault(
        "not-a-year",
        "{text} is not a month",
        "write the number of the month in which years start, 1 to 12",
        text=_shown(value),
    )


def _read_count(value: object) -> int:
    if type(value) is int and value >= 0:
        return value
    if type(value) is str and _COUNT.fullmatch(value):
        return int(value)
    raise fault(
        "not-a-count", "{text} is not a count", "write a whole number of indicators, 0 or more", text=_shown(value)
    )


def _is_plain_id(value: object) -> TypeGuard[str]:
    """Whether it is an id as nearly all are; others may be one too."""
    return type(value) is str and value.isprintable() and value[:1] != " " != value[-1:] != ""


def _read_id(value: object) -> str:
    if _is_plain_id(value):
        return value
    if not isinstance(value, str) or not value:
        raise fault("wrong-type", "an id is wanted here", "write the id of one of the sources, or a list of ids")
    if not _ID.fullmatch(value) or value != value.strip():
        raise fault("wrong-type", "{text} can't be an id", "use letters, digits, dots and hyphens", text=quoted(value))
    return str(value)


def _read_source_id(value: object) -> str:
    told = _read_id(value)
    if " " in told:  # lists of sources are joined by spaces in csv
        raise fault("wrong-type", "{text} can't be an id", "use letters, digits, dots and hyphens", text=quoted(told))
    return told


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _reader_of_words(words: Mapping[str, Any], code: str) -> Callable[[object], Any]:
    """A reader of one of a few words, which offers the nearest one for a wrong one."""

    def read(value: object) -> Any:
        if isinstance(value, str) and value in words:
            return words[value]
        shown = _shown(value)
        named = str(value).strip().replace("_", "-").replace(" ", "-")
        remedy = DidYouMean(named, words)
        raise fault(code, "{text} is not one of {words}", remedy, text=shown, words=tuple(words))

    return read


def _read_code(value: object) -> str:
    """The code of a warning, or what the codes of several begin with."""
    from an_sinh.programme.codes import not_ignored

    if isinstance(value, (dict, list)):
        _shown(value)
    found = not_ignored(str(value or ""))
    if found is not None:
        code = found.code
        raise fault(code, found.text, found.remedy, **found.slots)
    return str(value)


def _shown(value: object) -> str:
    """A wrong scalar as it is shown; a map or a list in its place is another fault."""
    if isinstance(value, (dict, list)):
        raise fault("wrong-type", "one word or figure is wanted here", "write it after the colon")
    return "''" if value is None else quoted(str(value))


def _in_span(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise fault(
            "contradiction",
            "from {low} to {high} runs backwards",
            "write the smaller first",
            low=str(value[0]),
            high=str(value[1]),
        )
    return value


def _two_ids(value: object) -> object:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise fault(
            "wrong-type", "two indicators are wanted here", "write [above, below]: the sums of the two are divided"
        )
    return tuple(value)


def _a_pair(value: object) -> object:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise fault("wrong-type", "a span of years is wanted here", "write [first, last], the earlier first")
    return tuple(value)


Figure = Annotated[Decimal, _Read(read_figure)]
Value = Annotated[Decimal | bool, _Read(read_value)]
Exceeded = Annotated[Decimal | str, _Read(_read_exceeded)]
Never = Annotated[str, _Read(_reader_of_words({NEVER_EXCEEDED: NEVER_EXCEEDED}, "unknown-word"))]
Flag = Annotated[bool, _Read(_read_bool)]
Tag = Annotated[str, _Read(_read_language)]
Words = Annotated[str, _Read(_read_said)]
Text = Annotated[dict[Tag, Words], _Prepared(_read_text)]
Year = Annotated[int, _Read(_read_year)]
YearOrMonth = Annotated[int | Month, _Read(read_period)]
StartMonth = Annotated[int, _Read(_read_start)]
Span = Annotated[tuple[Year, Year], _Prepared(_a_pair), _Checked(_in_span)]
Date = Annotated[str, _Read(read_date)]
Count = Annotated[int, _Read(_read_count)]
Id = Annotated[str, _Read(_read_id)]
SourceId = Annotated[str, _Read(_read_source_id)]
Sources = Annotated[tuple[SourceId, ...], BeforeValidator(_one_or_more)]
AskedOf = Annotated[Asked, _Read(_reader_of_words({a.value: a for a in Asked}, "unknown-word"))]
Way = Annotated[Method, _Read(_reader_of_words({m.value: m for m in METHODS}, "unknown-word"))]
Better = Annotated[Direction, _Read(_reader_of_words({d.value: d for d in Direction}, "unknown-word"))]
Yardstick = Annotated[Against, _Read(_reader_of_words({a.value: a for a in Against}, "unknown-word"))]
Verdict = Annotated[Status, _Read(_reader_of_words({s.value: s for s in reversed(VERDICTS)}, "unknown-status"))]
Code = Annotated[str, _Read(_read_code)]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_one_or_more)]
Within = Annotated[WithinYear, _Read(_reader_of_words({w.value: w for w in WithinYear}, "unknown-word"))]
OnTheWay = Annotated[Outlook, _Read(_reader_of_words({o.value: o for o in REPORTED_OUTLOOKS}, "unknown-word"))]
FACT_COLUMNS = (
    "place",
    "indicator",
    "year",
    "value",
    "reported",
    "reported_term",
    "inferred",
    "provisional",
    "reported_outlook",
    "as_of",
    "source",
    "note",
)
"""The columns of a table of facts; those behind `provisional` are read where one place is shown."""
FactColumn = Annotated[str, _Read(_reader_of_words({each: each for each in FACT_COLUMNS}, "unknown-key"))]
Release = Annotated[str, _Read(_reader_of_words({FIRST: FIRST}, "unknown-word"))]
TargetKey = Annotated[int | Month | str, _Read(_read_target_key)]


NEVER = (0, 0)
"""The years of an indicator that a place is not asked for: no year lies in them, so it is withdrawn in each."""


class DataModel(BaseModel):
    """A part of the data: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, defer_build=True)

    def said(self) -> dict[str, Any]:
        """What it says, in the data's own keys: nothing for what is left out, empty or `false`."""
        return _without_nothing(self.model_dump(by_alias=True))


_MARKS = ("inferred", "provisional", "cumulative", "average")
"""Keys whose `false` says the same as no key; that of a milestone is another thing."""


def _without_nothing(written: Mapping[Any, Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value in written.items():
        kept = _without_nothing(value) if isinstance(value, dict) else value
        if isinstance(kept, dict) and kept.keys() == {""}:  # a text that names no language
            kept = kept[""]
        says_nothing = (kept is False and key in _MARKS) or (kept is True and key == "counts")
        if kept is None or says_nothing or kept in ({}, ()):
            continue
        found[key] = list(kept) if isinstance(kept, tuple) else kept
    return found


class Limits(DataModel):
    """The figures that can be: from, to, or both, in the indicator's unit and both in."""

    low: Figure | None = Field(None, alias="from")
    high: Figure | None = Field(None, alias="to")


class Source(DataModel):
    """Who said it, where and when; only the title is required."""

    title: Text
    publisher: Text | None = None
    date: Date | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    url: Words | None = None
    note: Text | None = None


class Baseline(DataModel):
    """Where the term started from."""

    year: Year
    value: Figure
    source: Sources | None = None
    note: Text | None = None


class PlainTarget(DataModel):
    """What is to be reached, in one of the forms that rest on no other figure."""

    value: Value | None = None
    about: Figure | None = None
    """Judged as the figure, and printed as about so much."""
    low: Figure | None = Field(None, alias="from")
    high: Figure | None = Field(None, alias="to")
    under: Figure | None = None
    over: Figure | None = None


PLAIN_FORMS = tuple(PlainTarget.model_fields)


class Was(PlainTarget):
    """What a target was before it was replaced, in one of the forms that rest on no other figure."""

    value: Figure | None = None
    until: Date | None = None
    """When it was replaced: YYYY, YYYY-MM or YYYY-MM-DD."""
    source: Sources | None = None
    note: Text | None = None

    @property
    def as_target(self) -> "Target":
        """What it asked for, as a target."""
        return Target.model_construct(**{name: getattr(self, name) for name in PLAIN_FORMS})


class Target(PlainTarget):
    """What is to be reached in a year or by the end of the term, in one of several forms."""

    change: Figure | None = None
    change_percent: Figure | None = None
    from_baseline_percent: Figure | None = None
    """The indicator's baseline changed by this many percent."""
    exceeded: Exceeded | None = None
    """From this figure on, it included, the target counts as exceeded; `never`: meeting is all there is."""
    was: tuple[Was, ...] | None = None
    """What it was before, each until it was replaced; this one judges."""
    by: Year | None = None
    """Of the term's target: the year in which it is due, where that is not the programme's last."""
    inferred: Flag | None = None
    """Worked out by whoever keeps the data, and printed nowhere."""
    source: Sources | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _scalar_is_value(cls, data: object) -> object:
        return {"value": data} if isinstance(data, (str, Decimal, int)) else data

    @property
    def written_forms(self) -> tuple[str, ...]:
        """The forms that stand in the entry, by their keys; a sound target has one."""
        found = [key for key in ("value", "about", "under", "over", *_WORKED_OUT) if getattr(self, key) is not None]
        if self.low is not None or self.high is not None:
            found.insert(0, "from")
        return tuple(found)

    @property
    def form(self) -> Form:
        """How this target is written."""
        if self.value is not None:
            return Form.MILESTONE if isinstance(self.value, bool) else Form.VALUE
        if self.low is not None:
            return Form.RANGE
        if self.about is not None:
            return Form.ABOUT
        if self.under is not None:
            return Form.UNDER
        if self.over is not None:
            return Form.OVER
        if self.from_baseline_percent is not None:
            return Form.FROM_BASELINE_PERCENT
        return Form.CHANGE if self.change is not None else Form.CHANGE_PERCENT

    @property
    def is_worked_out(self) -> bool:
        """Whether it says how far from another figure: the year before's, or the baseline."""
        return not (self.change is self.change_percent is self.from_baseline_percent is None)

    def near(self, better: Direction) -> Decimal | None:
        """Where it is met, as written: of a band the lower edge. None for a milestone and for what is worked out."""
        if self.low is not None:
            return self.high if better is Direction.LOWER else self.low
        each = (self.value, self.about, self.under, self.over)
        return next((figure for figure in each if isinstance(figure, Decimal)), None)

    def counted_from(self, base: Decimal) -> Decimal | None:
        """Where a change is met; None where the figure is no base, for a percentage of zero or less means nothing."""
        if self.change is not None:
            return tidy(EXACT.add(base, self.change))
        percent = self.change_percent if self.from_baseline_percent is None else self.from_baseline_percent
        return None if percent is None or base <= ZERO else changed_by(base, percent)

    @property
    def exceeded_from(self) -> Decimal | None:
        """The figure from which it counts as exceeded, where one is named."""
        return self.exceeded if isinstance(self.exceeded, Decimal) else None

    @property
    def figures(self) -> dict[str, Decimal]:
        """Every absolute figure of the target by its key, in the indicator's unit."""
        if self.model_fields_set == _VALUE_ALONE:
            return {"value": self.value} if isinstance(self.value, Decimal) else {}
        each = {
            "value": self.value,
            "about": self.about,
            "from": self.low,
            "to": self.high,
            "under": self.under,
            "over": self.over,
            "exceeded": self.exceeded,
        }
        return {key: figure for key, figure in each.items() if isinstance(figure, Decimal)}

    @property
    def is_plain(self) -> bool:
        """Whether it is a figure and nothing else, as most targets are."""
        return self.value.__class__ is Decimal and self.model_fields_set == _VALUE_ALONE


_VALUE_ALONE = {"value"}
_WORKED_OUT = ("change", "change_percent", "from_baseline_percent")
"""The keys of a target that is worked out from another figure."""


class Rollup(DataModel):
    """How the figures of places make the programme's: the sum, or the ratio of two sums. A check, never the figure."""

    ratio: Annotated[tuple[Id, Id], _Prepared(_two_ids)] | None
    """The indicators whose sums over the places are divided; None for the sum of the indicator itself."""
    times: Figure | None = None

    @property
    def is_sum(self) -> bool:
        """Whether the figures of the places are added up."""
        return self.ratio is None


_SUM = Rollup.model_construct(ratio=None, times=None)
_read_sum = _reader_of_words({"sum": _SUM}, "unknown-word")


def _read_rollup(value: object) -> object:
    return value if isinstance(value, dict) else _read_sum(value)


IN_WHOLE = "/"
"""What stands for the group of a part until its indicator's does."""


def _read_parts(value: object) -> object:
    """The parts of an indicator, each with a group for the time being: it is that of the whole."""
    if not isinstance(value, dict):
        return value
    _some_part(value)
    return {name: {"group": IN_WHOLE, **each} if isinstance(each, dict) else each for name, each in value.items()}


def _some_part(value: object) -> object:
    if value == {}:
        raise fault("missing-key", "no part is named", "add one, or delete parts")
    return value


def _read_part_name(value: object) -> str:
    name = _read_id(value)
    if "/" in name:
        raise fault("wrong-type", "{text} can't be a part's name", "write it without /", text=quoted(name))
    return name


PartName = Annotated[str, _Read(_read_part_name)]


class Indicator(DataModel):
    """One thing that is measured, and what it should reach."""

    name: Text
    group: Id
    unit: Text | None = None
    better: Better | None = None
    limits: Limits | None = None
    baseline: Baseline | None = None
    cumulative: Flag | None = None
    average: Flag | None = None
    """The mean of the years since the first is compared."""
    counts: Flag | None = None
    """`false`: watched only, so that it is judged and shown, and in no tally."""
    within_year: Within | None = None
    """How the figures of a year's parts lead to the year's; a level where it does not say."""
    places: AskedOf | None = None
    rollup: Annotated[Rollup, _Prepared(_read_rollup)] | None = None
    years: Span | None = None
    breaks: tuple[Year, ...] | None = None
    lead: Text | None = None
    source: Sources | None = None
    note: Text | None = None
    every: Target | None = None
    """The target of each year that has none of its own."""
    targets: dict[TargetKey, Target | None] | None = None
    parts: Annotated[dict[PartName, "Indicator"], _Prepared(_read_parts)] | None = None
    """Several figures under one number, by name; where there are some, the indicator has no figure of its own."""

    def target(self, year: Period | str) -> Target | None:
        """The target of a year, of a part of one, or the one written for `term`; `every` is that of whole years."""
        own = self.targets.get(year) if self.targets else None
        return own if own is not None or self.every is None or not isinstance(year, int) else self.every

    @property
    def written_targets(self) -> Iterable[Target]:
        """Each target that is written, that of every year too."""
        if self.every is not None:
            yield self.every
        yield from (target for target in (self.targets or {}).values() if target is not None)

    def in_years(self, year: int) -> bool:
        """Whether the indicator counts in a year: it is not withdrawn."""
        return self.years is None or self.years[0] <= year <= self.years[1]

    @property
    def adds_within_year(self) -> bool:
        """Whether the year's figure builds up month by month: where it says so, and where it is summed over years."""
        return self.within_year is WithinYear.ADDS or (self.within_year is None and bool(self.cumulative))

    @property
    def asked(self) -> Asked:
        """What places are asked of it: a programme's sum is no place's target, unless it is said to be."""
        return self.places or (Asked.OWN if self.rollup and self.rollup.is_sum else Asked.SAME)

    @property
    def is_over_years(self) -> bool:
        """Whether the figures of several years are compared together: their sum, or their mean."""
        return bool(self.cumulative or self.average)

    @property
    def is_watched(self) -> bool:
        """Whether it is watched only: judged and shown apart, in no count and no gate."""
        return self.counts is False

    @property
    def is_never_asked(self) -> bool:
        """Whether it is one that a place is not asked for."""
        return self.years == NEVER

    def breaks_at(self, year: int) -> bool:
        """Whether the series is defined anew from this year on."""
        return self.breaks is not None and year in self.breaks

    def breaks_between(self, earlier: int, later: int) -> bool:
        """Whether the series is defined anew after the one year and not later than the other."""
        return self.breaks is not None and any(earlier < year <= later for year in self.breaks)

    @property
    def is_milestone(self) -> bool:
        """Whether any of its targets is a thing done or not."""
        return any(isinstance(target.value, bool) for target in self.written_targets)

    @property
    def takes_any_figure(self) -> bool:
        """Whether its actual may be any figure, in any year: no limits, no years of its own, no milestone, no parts."""
        return self.limits is None and self.years is None and self.parts is None and not self.is_milestone


class OutlookRule(DataModel):
    """How a programme judges whether its term will be met; what is not said is as open-sdg publishes it."""

    method: Way | None = None
    on_track: Figure | None = None
    """The ratio from which it counts as on track; 0.95 where it is not said."""
    behind: Figure | None = None
    """The ratio from which it counts as behind, below it as far behind; 0.6 where it is not said."""

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """On track from the first ratio on, behind from the second."""
        return (
            ON_TRACK if self.on_track is None else self.on_track,
            BEHIND if self.behind is None else self.behind,
        )


class LintRule(DataModel):
    """What `ansinh lint` is not to tell of a programme's data."""

    ignore: Codes | None = None
    """The codes of warnings, in every file."""


class ProgrammeHead(DataModel):
    """The head of targets.yaml."""

    id: Words
    name: Text
    years: Span
    year_starts: StartMonth | None = None
    """The month in which its years start, where that is not January: people then read 2022/23."""
    kind: Text | None = None
    """What it calls itself: Kế hoạch, Strategy; where it does not say, it is called a programme."""
    exceeded: Never | None = None
    """Nothing counts as exceeded, unless a target names a figure for it."""
    outlook: OutlookRule | None = None
    lint: LintRule | None = None
    note: Text | None = None


class FactsAt(DataModel):
    """Where the figures of many places stand in a table of their own."""

    path: Words
    """A file, a folder or a glob, of CSV or Parquet, from the data directory on."""
    columns: dict[FactColumn, Words] | None = None
    """What its columns are called, by ours."""


class TargetsFile(DataModel):
    """targets.yaml as a whole."""

    programme: ProgrammeHead
    facts: FactsAt | None = None
    sources: dict[SourceId, Source] | None = None
    groups: dict[Id, Text] | None = None
    indicators: dict[Id, Indicator]


class Reported(DataModel):
    """The authority's own verdict, by yardstick."""

    annual: Verdict | None = None
    term: Verdict | None = None
    outlook: OnTheWay | None = None
    """Its word on the way to the target at the end of the term."""
    inferred: Flag | None = None
    """Nobody printed the verdict: whoever keeps the data worked it out, be the figure beside it printed or not."""
    source: Sources | None = None
    """Who gave the verdict, where it is not who gave the figure."""

    @model_validator(mode="before")
    @classmethod
    def _word_is_annual(cls, data: object) -> object:
        return {"annual": data} if isinstance(data, str) else data

    def by(self, against: Against) -> Status | None:
        """The verdict for one yardstick."""
        return self.annual if against is Against.ANNUAL else self.term


_REPORTED = {
    status.value: Reported.model_construct(annual=status, term=None, outlook=None, inferred=None, source=None)
    for status in VERDICTS
}


def _read_reported(value: object, read: Callable[[object], Reported]) -> Reported:
    known = _REPORTED.get(value) if type(value) is str else None  # the common case, without building it anew
    return known or read(value)


class Entry(DataModel):
    """What is known of one indicator in one year: a figure, the authority's verdict, or both."""

    value: Value | None = None
    reported: Annotated[Reported, WrapValidator(_read_reported)] | None = None
    inferred: Flag | None = None
    """Worked out by whoever keeps the data: the figure, or where there is none the verdict."""
    provisional: Flag | None = None
    as_of: Date | None = None
    source: Sources | None = None
    note: Text | None = None
    parts: Annotated[dict[PartName, "Entry | None"], _Prepared(_some_part)] | None = None
    """What is known of each part, by its name."""

    @model_validator(mode="before")
    @classmethod
    def _scalar_is_value(cls, data: object) -> object:
        return {"value": data} if isinstance(data, (str, Decimal, int)) else data

    @property
    def figure_inferred(self) -> bool:
        """Whether the figure was worked out by whoever keeps the data."""
        return bool(self.inferred) and self.value is not None

    @property
    def verdict_inferred(self) -> bool:
        """Whether the verdict was."""
        return self.reported is not None and (
            bool(self.reported.inferred) or (bool(self.inferred) and self.value is None)
        )


_BARE = {name: None for name in Entry.model_fields if name != "value"}


_NEW = Entry.__new__
_SET_FIELDS, _SET_NAMED, _SET_EXTRA, _SET_PRIVATE = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def bare_entry(value: Decimal | bool) -> Entry:
    """An entry of a figure that was read already, and nothing else: a table has many of them.

    As `Entry.model_construct`, in a sixth of its time.
    """
    entry = _NEW(Entry)
    _SET_FIELDS(entry, {"value": value, **_BARE})
    _SET_NAMED(entry, _VALUE_ALONE)
    _SET_EXTRA(entry, None)
    _SET_PRIVATE(entry, None)
    return entry


def _read_entries(value: object, read: Callable[[object], Any]) -> Any:
    """The entries of a year: a bare figure under a plain id is read by hand, as most of a place's file are."""
    if not isinstance(value, dict):
        return read(value)
    bare = {}
    for id_, text in value.items():
        if text.__class__ is str and _is_plain_id(id_) and (figure := parse_figure(text)) is not None:
            bare[id_] = bare_entry(figure)
    if not bare:
        return read(value)
    if len(bare) == len(value):
        return bare
    rest = read({id_: each for id_, each in value.items() if id_ not in bare})
    return {id_: bare[id_] if id_ in bare else rest[id_] for id_ in value}


class Published(DataModel):
    """A headline as the authority printed it; every count that it printed, at least one."""

    against: Yardstick = Against.ANNUAL
    as_of: Date | None = None
    met_or_exceeded: Count | None = None
    total: Count | None = None
    exceeded: Count | None = None
    met: Count | None = None
    unmet: Count | None = None
    not_started: Count | None = None
    on_track: Count | None = None
    """How many of those not reached yet were called on track for the end of the term."""
    behind: Count | None = None
    """How many of them were called behind, or difficult."""
    release: Release | None = None
    """`first`: a later one replaced it, so that it is shown and held against nothing."""
    source: Sources | None = None
    note: Text | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The counts of verdicts that were printed, by name."""
        return self._printed(COUNTS)

    @property
    def outlooks(self) -> dict[str, int]:
        """The counts of what is on its way, by name."""
        return self._printed(OUTLOOK_COUNTS)

    def _printed(self, names: Iterable[str]) -> dict[str, int]:
        each = {name: getattr(self, name) for name in names}
        return {name: count for name, count in each.items() if count is not None}


OUTLOOK_COUNTS = ("on_track", "behind")
COUNTS = ("met_or_exceeded", "total", "exceeded", "met", "unmet", "not_started")


class PlaceHead(DataModel):
    """Who is counted one by one: a district, a commune, a school."""

    name: Text
    kind: Text | None = None
    within: Id | None = None
    """The place that it is a part of."""
    years: Span | None = None
    note: Text | None = None


class PlacesFile(RootModel):  # type: ignore[type-arg]  # RootModel[…] would be built at once, for every run
    """places.yaml as a whole: a map of places, in the order of every report."""

    model_config = ConfigDict(defer_build=True)
    root: dict[Id, PlaceHead]


class PlaceFile(DataModel):
    """places/ID.yaml as a whole: only what differs from the programme."""

    source: Sources | None = None
    note: Text | None = None
    targets: dict[Id, dict[TargetKey, Target | None]] | None = None
    not_counted: dict[Id, Text] | None = None


class ActualsFile(DataModel):
    """actuals/YEAR.yaml, or that of a part of a year, as a whole."""

    year: YearOrMonth
    as_of: Date | None = None
    source: Sources | None = None
    note: Text | None = None
    published: tuple[Published, ...] | None = None
    actuals: Annotated[dict[Id, Entry | None] | None, WrapValidator(_read_entries)]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearOfActuals:
    """The file of one year, or of a part of one, read."""

    year: Period
    as_of: str | None
    source: tuple[str, ...]
    published: tuple[Published, ...]
    entries: Mapping[str, Entry | None]
    located: Callable[[str], str | None] = field(repr=False, compare=False)
    """The place of an indicator's entry, relative to the data directory: `actuals/2022.yaml:14:3`."""
    note: Mapping[str, str] | None = None

    def sources_of_figure(self, entry: Entry) -> tuple[str, ...]:
        """Who said an entry's figure; of one that was worked out, what it says itself and no default."""
        return entry.source or (() if entry.inferred else self.source)

    def sources_of_verdict(self, entry: Entry) -> tuple[str, ...]:
        """Who gave an entry's verdict; one that was worked out is put into nobody's mouth.

        Its own source, else that of the whole entry, else the file's. An inferred verdict takes no default, nor the
        source of a figure beside it.
        """
        if entry.reported is None:
            return ()
        if entry.reported.source:
            return entry.reported.source
        if entry.verdict_inferred:
            return entry.source or () if entry.value is None else ()
        return entry.source or self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One of many that answer to the same programme, with what it is asked and what it gave."""

    id: str
    name: Mapping[str, str]
    kind: Mapping[str, str] | None
    within: str | None
    """The id of the place that it is a part of."""
    years: tuple[int, int] | None
    """The years in which it is a place of its own; None for all."""
    indicators: Mapping[str, Indicator]
    """As this place is asked: with its own targets, and with what it is not asked for in no year."""
    own: Mapping[str, Mapping[Period | str, Target]]
    """Its own targets, by indicator and year."""
    not_counted: Mapping[str, Mapping[str, str]]
    """Why it is not asked for what others are, by indicator."""
    actuals: Mapping[int, YearOfActuals]
    months: Mapping[Month, YearOfActuals] = field(default_factory=lambda: EMPTY)
    """The parts of years that were read."""

    def read(self, period: Period) -> YearOfActuals | None:
        """What it gave in a year, or in a part of one; None where it gave nothing, or that was not read."""
        return self.months.get(period) if isinstance(period, Month) else self.actuals.get(period)

    def in_years(self, year: int) -> bool:
        """Whether it is a place of its own in a year."""
        return self.years is None or self.years[0] <= year <= self.years[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Everything that was read: the targets, and the years of actuals that were asked for."""

    id: str
    name: Mapping[str, str]
    years: tuple[int, int]
    """First and last year of the term."""
    sources: Mapping[str, Source]
    groups: Mapping[str, Mapping[str, str]]
    indicators: Mapping[str, Indicator]
    actuals: Mapping[int, YearOfActuals]
    """The years that were read, in order."""
    located: Callable[[str], str | None] = field(repr=False, compare=False)
    """The place of an indicator in targets.yaml, relative to the data directory."""
    months: Mapping[Month, YearOfActuals] = field(default_factory=lambda: EMPTY)
    """The parts of years that were read, in order; apart from the years, so that none enters a year's score."""
    year_starts: int = 1
    """The month in which years start."""
    warnings: tuple[Any, ...] = ()
    kind: Mapping[str, str] | None = None
    """What it calls itself; None for a programme."""
    never_exceeded: bool = False
    """Whether nothing counts as exceeded, unless a target names a figure for it."""
    outlook: OutlookRule | None = None
    """How the outlook is judged; None as published."""
    note: Mapping[str, str] | None = None
    places: Mapping[str, Place] = field(default_factory=lambda: EMPTY)
    """The places that were read, in file order: none where the programme has none, or none was asked for."""
    place_of: Place | None = None
    """The place whose targets and actuals these are; None for the programme as a whole."""

    def at(self, place: str) -> "Programme":
        """The programme as one place has it, with that place's targets and actuals. Raises Complaint for an unknown."""
        if place not in self.places:
            raise unknown_place(place, self.places)
        own = self.places[place]
        return replace(
            self, indicators=own.indicators, actuals=own.actuals, months=own.months, places=EMPTY, place_of=own
        )

    def year_of(self, period: Period) -> int:
        """The year that a period is, or is a part of."""
        return year_of(period, self.year_starts)

    def read(self, period: Period) -> YearOfActuals | None:
        """What a year's file says, or that of a part of one; None where it was not read."""
        return self.months.get(period) if isinstance(period, Month) else self.actuals.get(period)

    def entry(self, indicator: str, year: Period) -> Entry | None:
        """What is known of an indicator in a year; None where nothing is, or the year was not read."""
        actuals = self.read(year)
        return actuals.entries.get(indicator) if actuals else None

    def figure(self, indicator: str, year: Period) -> Decimal | bool | None:
        """The figure (or the milestone's state) written for an indicator in a year."""
        entry = self.entry(indicator, year)
        return entry.value if entry else None

    def place(self, indicator: str, year: Period) -> str | None:
        """Where the indicator's entry of a year stands, else where the indicator is defined."""
        actuals = self.read(year)
        return (actuals.located(indicator) if actuals else None) or self.located(indicator)


def nothing_in(year: Period) -> YearOfActuals:
    """A year that nobody has figures for."""
    return YearOfActuals(year=year, as_of=None, source=(), published=(), entries=EMPTY, located=lambda _id: None)


def unknown_place(id_: str, known: Collection[str]) -> Complaint:
    """The place asked for is none of those there are."""
    remedy = DidYouMean(id_, known, Phrase("ansinh places lists them"))
    return Complaint("{id} is not one of the places", remedy, id=quoted(id_))


def outside_years(year: Period, first: int, last: int) -> Complaint:
    """The year asked for is none of the programme's."""
    return Complaint(
        "{year} is not one of the programme's years, {first} to {last}",
        "name one of them",
        year=str(year),
        first=str(first),
        last=str(last),
    )


def year_not_read(year: Period) -> Complaint:
    """The year asked for is not among those that were loaded."""
    return Complaint("the actuals of {year} were not read", "name {year} when you load the data", year=str(year))
