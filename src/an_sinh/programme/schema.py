"""The models -> JSON Schema 2020-12 of the data files, for editors.

The data files' schemas follow the models field by field: keys, which may be missing or null, what stands in them. Three
things no field can tell stand in tables here: how a scalar's kind is spelled in JSON Schema, what may stand for a whole
map (`95` for `{value: 95}`), and the rules of `checks` that a schema can state. What it can't (a sum, an order of two
figures, an id that stands elsewhere) is for `ansinh lint`.

Not pydantic's own generator: the readers hide their kinds from it, and its wording changes from release to release,
while a committed schema must not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, RootModel

from an_sinh.programme import model
from an_sinh.programme.codes import WARNINGS
from an_sinh.programme.model import COUNTS, ActualsFile, TargetsFile
from an_sinh.programme.parts import OF_THE_PARTS, OF_THE_WHOLE
from an_sinh.terms import METHODS, REPORTED_OUTLOOKS, VERDICTS, Against, Asked, Direction, Status, WithinYear

Json = dict[str, Any]

FILES: Mapping[str, type[BaseModel]] = {
    "targets": TargetsFile,
    "actuals": ActualsFile,
    "place-list": model.PlacesFile,
    "place": model.PlaceFile,
}
"""The data files, by the names of their schemas."""


def file_schema(name: str) -> Json:
    """The schema of a data file: everything but its name and dialect."""
    return _DataSchema().root(FILES[name])


# --- the data files: what a field holds ------------------------------------------------------------------------------

_LIMIT = 1e29
"""The first figure that is out of bounds, by its exponent; a float, as the readers of schemas have it."""
_IN_BOUNDS = {"exclusiveMinimum": -_LIMIT, "exclusiveMaximum": _LIMIT}
_SCALARS = ["string", "number", "boolean"]
"""What an editor takes a plain text for: `name: 2022` and `name: true` are texts to us."""
_PRINTABLE = r"[^\s\x00-\x1f\x7f-\x9f]"


_MONTH = model.MONTH.pattern.replace("(", "(?:")
_YEAR_OR_MONTH = f"^(?:{model.YEAR.pattern}|{_MONTH})$"


def _words(enum: type[StrEnum]) -> list[str]:
    return [each.value for each in enum]


def _kind(name: str, title: str, description: str, **spelled: Any) -> tuple[str, Json]:
    return name, {"title": title, "description": description, **spelled}


_KINDS: Mapping[Any, tuple[str, Json]] = {
    model.Figure: _kind(
        "figure",
        "Figure",
        "A number with a point for decimals, and no separators, unit or quotes: 2.23 or 203027. Kept as written.",
        type="number",
        **_IN_BOUNDS,
    ),
    model.Value: _kind(
        "value",
        "Value",
        "A figure such as 2.23 or 203027, or true or false for a milestone.",
        type=["number", "boolean"],
        **_IN_BOUNDS,
    ),
    model.Exceeded: _kind(
        "exceeded",
        "Exceeded",
        "A figure such as 97; or never: meeting the target is all there is.",
        anyOf=[{"type": "number", **_IN_BOUNDS}, {"const": model.NEVER_EXCEEDED}],
    ),
    model.Code: _kind(
        "code",
        "Code of a warning",
        "The code of a warning that is not wanted: no-source. Or what several begin with: unused.",
        enum=[*WARNINGS, *sorted({code.split("-")[0] for code in WARNINGS})],
    ),
    model.FactColumn: _kind(
        "fact-column", "Column of facts", "A column as ansinh calls it.", enum=[*model.FACT_COLUMNS]
    ),
    model.Release: _kind("release", "Release", "first: a later one replaced it.", const=model.FIRST),
    model.Never: _kind("never", "Never", "never: meeting is all there is.", const=model.NEVER_EXCEEDED),
    Literal["sum"]: _kind("sum", "Sum", "The figures of places are added up.", const="sum"),
    Literal[True]: _kind("milestone", "Milestone", "true: a thing to be done.", const=True),
    model.Flag: _kind("flag", "Yes or no", "true or false.", type="boolean"),
    model.Tag: _kind(
        "language",
        "Language",
        "A language tag: vi, en, pt-BR.",
        type="string",
        pattern=f"^{model.LANGUAGE.pattern}$",
    ),
    model.Words: _kind("words", "Text", "A text that is not empty.", type=_SCALARS, pattern=r"\S"),
    model.Year: _kind(
        "year",
        "Year",
        "A year of four digits: 2022.",
        type=["integer", "string"],
        minimum=1000,
        maximum=9999,
        pattern=f"^{model.YEAR.pattern}$",
    ),
    model.YearOrMonth: _kind(
        "period",
        "Year or part of one",
        "A year of four digits, or the end of a month: 2022-06.",
        type=["integer", "string"],
        minimum=1000,
        maximum=9999,
        pattern=f"^({model.YEAR.pattern}|{_MONTH})$",
    ),
    model.StartMonth: _kind(
        "start-month", "Month", "The number of a month: 4 for April.", type="integer", minimum=1, maximum=12
    ),
    model.Within: _kind(
        "within-year",
        "Within the year",
        "level: a month's figure is what stood then. adds: the year's figure builds up month by month.",
        enum=_words(WithinYear),
    ),
    model.TargetKey: _kind(
        "target-year",
        "Year of a target",
        "A year of four digits, a month of one (2022-06), or term for the end of the term.",
        type="string",
        pattern=f"^({model.YEAR.pattern}|{_MONTH}|{Against.TERM})$",
    ),
    model.Date: _kind(
        "date",
        "Date",
        "YYYY, YYYY-MM or YYYY-MM-DD: as much of it as is known.",
        type=["string", "integer"],
        minimum=1000,
        maximum=9999,
        pattern="^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    ),
    model.Count: _kind(
        "count", "Count", "A number of indicators: 0 or more.", type="integer", minimum=0, maximum=999_999_999
    ),
    model.Id: _kind(
        "id",
        "Id",
        "A name for programs, the same in every file and year: jobs-created.",
        type=_SCALARS,
        pattern=rf"^{_PRINTABLE}([^\x00-\x1f\x7f-\x9f]*{_PRINTABLE})?$",
    ),
    model.PartName: _kind(
        "part-name",
        "Name of a part",
        "A part's id inside its indicator: weight. It holds no /.",
        type=_SCALARS,
        pattern=rf"^(?!.*/){_PRINTABLE}([^\x00-\x1f\x7f-\x9f]*{_PRINTABLE})?$",
    ),
    model.SourceId: _kind(
        "source-id",
        "Id of a source",
        "The id of one of the sources in targets.yaml. It has no spaces.",
        type=_SCALARS,
        pattern=f"^{_PRINTABLE}+$",
    ),
    model.AskedOf: _kind(
        "asked",
        "Asked",
        "same: by the place's own target, else the programme's. own: by its own alone. none: not asked of places.",
        enum=_words(Asked),
    ),
    model.Better: _kind(
        "better",
        "Better",
        "higher: more is better. lower: less is better. within: inside a band is right.",
        enum=_words(Direction),
    ),
    model.Way: _kind(
        "method",
        "Method",
        "compound: the yearly rate. linear: the even steps of a straight line.",
        enum=[method.value for method in METHODS],
    ),
    model.Yardstick: _kind(
        "yardstick",
        "Yardstick",
        "annual: against that year's own target. term: against the target at the end of the term.",
        enum=_words(Against),
    ),
    model.OnTheWay: _kind(
        "on-the-way",
        "Outlook",
        "on-track, behind or far-behind: what the authority says of the way to the end of the term.",
        enum=[each.value for each in REPORTED_OUTLOOKS],
    ),
    model.Verdict: _kind(
        "verdict",
        "Verdict",
        "exceeded, met, unmet or not-started.",
        enum=[status.value for status in reversed(VERDICTS)],
    ),
}
"""The scalars of the data files: the name of each in `$defs`, and its schema."""

_NAMED: Mapping[Any, tuple[str, str, str]] = {
    model.Text: ("text", "Text or texts", "A text, or one for each language: {vi: Việc làm, en: Jobs}."),
    model.Sources: ("sources", "Source or sources", "The id of a source, or a list of ids: who said it."),
    model.Span: ("span", "Span of years", "First and last year, both in: [2021, 2025]."),
}
"""What is made of scalars and stands in many places."""

_SHORT: Mapping[Any, tuple[Any, ...]] = {
    model.Text: (model.Words,),
    model.Sources: (model.SourceId,),
    model.Target: (model.Figure, Literal[True]),
    model.Entry: (model.Value,),
    model.Reported: (model.Verdict,),
    model.Rollup: (Literal["sum"],),
}
"""What may stand for the whole: a text without its language, one source, a figure without its key."""

# --- the data files: what no field alone can tell --------------------------------------------------------------------

_NULL = {"type": "null"}
_NUMBER = {"type": "number"}
_NOT_STARTED = {"const": Status.NOT_STARTED.value}


_FIGURES = ("from", "to", "about", "under", "over", "change", "change_percent", "from_baseline_percent")
"""The keys of a target that hold a figure and nothing else; `exceeded` only goes with them."""


def _form(title: str, *keys: str, kind: Json = _NUMBER, **others: Json) -> Json:
    """One form of a target: its keys are there and not null, and those of the other forms are not."""
    absent = dict.fromkeys((key for key in ("value", *_FIGURES) if key not in keys), _NULL)
    return {"title": title, "required": list(keys), "properties": {**dict.fromkeys(keys, kind), **absent, **others}}


def _former(title: str, *keys: str) -> Json:
    """One form of what a target was: its keys are there and not null, and those of the other forms are not."""
    absent = dict.fromkeys((key for key in ("value", *_FIGURES[:5]) if key not in keys), _NULL)
    return {"title": title, "required": list(keys), "properties": {**dict.fromkeys(keys, _NUMBER), **absent}}


_IS_FIGURE = {"type": ["number", "object", "null"], "properties": {"value": {"type": ["number", "null"]}}}
_IS_MILESTONE = {
    "type": ["boolean", "object", "null"],
    "properties": {"value": {"type": "boolean"}, **dict.fromkeys(_FIGURES, _NULL)},
}
_IS_BAND = {
    "type": ["boolean", "object", "null"],
    "properties": {
        "value": {"type": ["boolean", "null"]},
        **dict.fromkeys((*_FIGURES[2:], "exceeded"), _NULL),
    },
}


_FREE_OF_BASELINE = {"properties": {"from_baseline_percent": _NULL}}


def _all_targets(rule: Json) -> Json:
    return {"properties": {"every": {"anyOf": [_NULL, rule]}, "targets": {"additionalProperties": rule}}}


def _where(key: str, value: object, rule: Json) -> Json:
    return {"if": {"required": [key], "properties": {key: {"const": value}}}, "then": rule}


_RULES: Mapping[type[BaseModel], Json] = {
    model.Target: {
        "anyOf": [
            _form("A figure", "value"),
            _form("A milestone", "value", kind={"const": True}, exceeded=_NULL),
            _form("From one figure to another", "from", "to"),
            _form("About a figure", "about"),
            _form("Strictly below a figure", "under"),
            _form("Strictly above a figure", "over"),
            _form("A change from the year before", "change"),
            _form("A change by percent from the year before", "change_percent"),
            _form("A change by percent from the baseline", "from_baseline_percent"),
        ]
    },
    model.Was: {
        "anyOf": [
            _former("A figure", "value"),
            _former("About a figure", "about"),
            _former("From one figure to another", "from", "to"),
            _former("Strictly below a figure", "under"),
            _former("Strictly above a figure", "over"),
        ]
    },
    model.Indicator: {
        "allOf": [
            {
                "if": {"required": ["parts"], "properties": {"parts": {"type": "object"}}},
                "then": {"properties": dict.fromkeys(OF_THE_PARTS, _NULL)},
            },
            {
                "if": {"not": _all_targets(_IS_MILESTONE)},
                "then": {"required": ["better"], "properties": {"better": {"type": "string"}}},
            },
            {"anyOf": [_all_targets(_IS_FIGURE), _all_targets(_IS_MILESTONE)]},
            _where("better", Direction.HIGHER.value, _all_targets({"properties": {"under": _NULL}})),
            _where("better", Direction.LOWER.value, _all_targets({"properties": {"over": _NULL}})),
            _where("better", Direction.WITHIN.value, _all_targets(_IS_BAND)),
            _where("cumulative", True, _all_targets(_IS_FIGURE)),
            _where("within_year", WithinYear.ADDS.value, _all_targets(_IS_FIGURE)),
            _where("cumulative", True, {"properties": {"within_year": {"not": {"const": WithinYear.LEVEL.value}}}}),
            {
                "properties": {
                    "every": {"properties": {"by": _NULL}},
                    "targets": {"patternProperties": {_YEAR_OR_MONTH: {"properties": {"by": _NULL}}}},
                }
            },
            _where("cumulative", True, _all_targets(_FREE_OF_BASELINE)),
            _where("average", True, _all_targets(_IS_FIGURE)),
            _where("average", True, _all_targets({"properties": {"change": _NULL, "change_percent": _NULL}})),
            _where("average", True, {"properties": {"cumulative": {"enum": [False, None]}}}),
            {
                "if": {"not": _all_targets(_FREE_OF_BASELINE)},
                "then": {"required": ["baseline"], "properties": {"baseline": {"type": "object"}}},
            },
            {
                "properties": {
                    "targets": {
                        "properties": {Against.TERM.value: {"properties": {"change": _NULL, "change_percent": _NULL}}}
                    }
                }
            },
        ]
    },
    model.Entry: {
        "if": {"required": ["parts"], "properties": {"parts": {"type": "object"}}},
        "then": {"properties": {"value": _NULL, "parts": {"additionalProperties": {"properties": {"parts": _NULL}}}}},
        "not": {
            "required": ["value", "reported"],
            "properties": {
                "value": {"anyOf": [_NUMBER, {"const": True}]},
                "reported": {
                    "anyOf": [
                        _NOT_STARTED,
                        *(
                            {"type": "object", "required": [against], "properties": {against: _NOT_STARTED}}
                            for against in _words(Against)
                        ),
                    ]
                },
            },
        },
    },
    model.Published: {"anyOf": [{"required": [count], "properties": {count: {"type": "integer"}}} for count in COUNTS]},
}
"""The rules of `checks` that look at one indicator, entry or headline and compare no two figures."""

# --- the data files: what an editor shows ----------------------------------------------------------------------------

_SOURCE = "Who said it: the id of a source, or a list of ids."
_NOTE = "A remark for the reader; no rule looks at it."

DESCRIPTIONS: Mapping[type[BaseModel], Mapping[str, str]] = {
    model.TargetsFile: {
        "": "A programme: its sources, groups, indicators and their targets. `ansinh lint` checks what a schema can't.",
        "programme": "What the programme is called, and the years it spans.",
        "facts": "Where the figures of many places stand in a table of their own.",
        "sources": "Who said it, by id. Every figure, target and verdict can name its sources.",
        "groups": "The groups of indicators, by id. Their order is the order of every report.",
        "indicators": "What is measured, by id. Their order is the order of every report.",
    },
    model.FactsAt: {
        "": "Where the figures of many places stand in a table of their own, for an engine.",
        "path": "A file, a folder or a glob, of CSV or Parquet, from this folder on: facts/*.parquet.",
        "columns": "What its columns are called, where they are not named place, indicator, year, value and so on.",
    },
    model.ProgrammeHead: {
        "": "What the programme is called, and the years it spans.",
        "id": "The programme's official number or name: 08-CTr/TU.",
        "name": "The programme's name.",
        "years": "First and last year of the term: [2021, 2025].",
        "year_starts": "The number of the month in which years start: with 4 people read 2022/23. Default: 1.",
        "kind": "What headings call it: Kế hoạch, Strategy. Default: Programme, Chương trình.",
        "exceeded": "never: nothing counts as exceeded, unless a target names the figure for it.",
        "outlook": "How it is judged whether the term will be met, where it is not as open-sdg publishes it.",
        "lint": "What ansinh lint is not to tell of these data.",
        "note": _NOTE,
    },
    model.OutlookRule: {
        "": "How it is judged whether the term will be met. 0 < behind < on_track, and at most 1.",
        "method": "How growth is measured: compound rates, or the even steps of a straight line. Default: compound.",
        "on_track": "The ratio of growth seen to growth needed from which it is on track. Default: 0.95.",
        "behind": "The ratio from which it is behind, and below it far behind. Default: 0.6.",
    },
    model.LintRule: {
        "": "What ansinh lint is not to tell of these data. Errors are always told.",
        "ignore": "The codes of warnings that are not wanted, in any file: [no-source, still-provisional].",
    },
    model.Source: {
        "": "Who said it, where and when. Only the title is required.",
        "title": "The title of the document, article or table.",
        "publisher": "Who published it.",
        "date": "When it was published: YYYY, YYYY-MM or YYYY-MM-DD.",
        "url": "Where it can be read.",
        "note": _NOTE,
    },
    model.Indicator: {
        "": "One thing that is measured, and what it should reach.",
        "name": "What is measured.",
        "group": "The id of the group that it belongs to.",
        "unit": 'What its figures count: persons, "%".',
        "better": "Which way is better: higher, lower, or within a band. Required wherever a target is a figure.",
        "limits": "The figures that can be: one outside them is an error.",
        "baseline": "Where the term started from.",
        "counts": "false: watched only, judged and shown apart and in no tally. Default: true.",
        "average": "true: the mean of the years since the programme's first is compared. Default: false.",
        "cumulative": "true: the sum since the programme's first year is compared with the target. Default: false.",
        "within_year": "How the figures of months lead to the year's: level (what stood then), adds (it builds up). "
        "Default: level; adds where cumulative.",
        "places": "What places are asked: same (their own target, else this one), own (their own alone), none (not "
        "asked). Default: same; own where rollup is sum.",
        "rollup": "How the figures of places make this one: sum, or {ratio: [above, below], times: 100}. A check, "
        "never the figure.",
        "years": "First and last year in which it counts; outside them it is withdrawn. Default: all years.",
        "breaks": "Years from which on the series is defined anew: no change is worked out across one.",
        "lead": "Who answers for it.",
        "source": "Who set its targets, where a target names no source of its own: an id of a source, or a list.",
        "note": _NOTE,
        "every": "The target of each year that has none of its own, in any form.",
        "targets": "What is to be reached, by year, or by a month of one (2022-06); term is the target at the end of "
        "the term.",
        "parts": "Several figures under one number, by name: judged together and counted once. The unit, the direction "
        "and the targets are then theirs.",
    },
    model.Rollup: {
        "": "How the figures of places make the programme's: sum, or the ratio of two sums. A check, never the figure.",
        "ratio": "Two indicators: the sum of the first over places is divided by that of the second.",
        "times": "What the ratio is multiplied by: 100 for a percentage. Default: 1.",
    },
    model.PlacesFile: {
        "": "Who is counted one by one, by id. The order is the order of every report.",
    },
    model.PlaceHead: {
        "": "One of many that answer to the same programme: a district, a commune, a school.",
        "name": "The place's name.",
        "kind": "What kind of place it is: rural, commune.",
        "within": "The id of the place that it is a part of.",
        "years": "First and last year in which it is a place of its own. Default: all years.",
        "note": _NOTE,
    },
    model.PlaceFile: {
        "": "What of the targets is one place's own. `ansinh lint` checks what a schema can't.",
        "source": "Who set its targets, where a target names no source of its own: an id of a source, or a list.",
        "note": _NOTE,
        "targets": "Its own targets, by indicator and year; a year that is missing has the programme's.",
        "not_counted": "What this place is not asked for, by indicator, and why.",
    },
    model.Limits: {
        "": "The figures that can be: from, to, or both, in the indicator's unit and both in.",
        "from": "The smallest figure that can be.",
        "to": "The largest figure that can be.",
    },
    model.Baseline: {
        "": "Where the term started from.",
        "year": "The year of the figure.",
        "value": "The figure, in the indicator's unit.",
        "source": _SOURCE,
        "note": _NOTE,
    },
    model.Target: {
        "": "What is to be reached, in exactly one form: a figure (95), {from: 30, to: 35}, {under: 3}, {over: 95}, "
        "{about: 4}, {change: -0.1}, {change_percent: -20}, "
        "{from_baseline_percent: -15}, or true for a milestone.",
        "value": "The figure to reach, in the indicator's unit; or true for a milestone.",
        "about": "As the figure, and printed as about so much.",
        "from": "The lower end of a band, itself in. Needs to.",
        "to": "The upper end of a band, itself in. Needs from.",
        "under": "Strictly below this figure. Only where lower is better.",
        "over": "Strictly above this figure. Only where higher is better.",
        "change": "The previous year's actual plus this, in the unit. Not for the term.",
        "change_percent": "The previous year's actual changed by this many percent. Not for the term.",
        "from_baseline_percent": "The indicator's baseline changed by this many percent.",
        "exceeded": "From this figure on, it included, the target counts as exceeded. Absolute, even for a change. "
        "never: meeting it is all there is.",
        "was": "What it was before, each until it was replaced: [{value: 55, until: 2021-08}]. This one judges.",
        "by": "Of the target of the term: the year in which it is due. Default: the programme's last year.",
        "inferred": "true: worked out by whoever keeps the data, and printed nowhere. Default: false.",
        "source": _SOURCE,
        "note": _NOTE,
    },
    model.Was: {
        "": "What a target was before it was replaced, in exactly one form that rests on no other figure.",
        "value": "The figure to reach, in the indicator's unit.",
        "about": "As the figure, and printed as about so much.",
        "from": "The lower end of a band, itself in. Needs to.",
        "to": "The upper end of a band, itself in. Needs from.",
        "under": "Strictly below this figure. Only where lower is better.",
        "over": "Strictly above this figure. Only where higher is better.",
        "until": "When it was replaced: YYYY, YYYY-MM or YYYY-MM-DD.",
        "source": _SOURCE,
        "note": _NOTE,
    },
    model.ActualsFile: {
        "": "What was reached in one year, or up to the end of a month. `ansinh lint` checks what a schema can't.",
        "year": "The year, or the month of one: 2022-06; the file is named by it.",
        "as_of": "The date to which the figures reach: YYYY, YYYY-MM or YYYY-MM-DD.",
        "source": "Who said it, for every entry that names no source of its own: an id of a source, or a list.",
        "note": _NOTE,
        "published": "Headlines as the authority printed them, to be checked against.",
        "actuals": "What is known of each indicator, by its id in targets.yaml.",
    },
    model.Published: {
        "": "A headline as the authority printed it, with one count at least.",
        "against": "By which yardstick: the year's own targets (annual), or those of the term. Default: annual.",
        "as_of": "When it was printed: YYYY, YYYY-MM or YYYY-MM-DD.",
        "met_or_exceeded": "How many indicators were met or exceeded.",
        "total": "How many indicators were counted.",
        "exceeded": "How many were exceeded.",
        "met": "How many were met and not exceeded.",
        "unmet": "How many were not met.",
        "not_started": "How many were not started.",
        "on_track": "How many of those not reached were called on track. Only against the term.",
        "behind": "How many of them were called behind, or difficult. Only against the term.",
        "release": "first: a later one replaced it, so that it is shown and held against nothing.",
        "source": _SOURCE,
        "note": _NOTE,
    },
    model.Entry: {
        "": "What is known of an indicator in this year: a figure (203027), true or false for a milestone, or a map of "
        "figure and verdict. Left empty: no figure yet.",
        "value": "The figure, in the indicator's unit; or true or false for a milestone.",
        "reported": "The authority's own verdict: a word (for the annual target), or {annual: met, term: unmet}.",
        "inferred": "true: the figure, or where there is none the verdict, was worked out by whoever keeps the data. "
        "Default: false.",
        "provisional": "true: the figure is not final. Default: false.",
        "as_of": "The date to which the figure reaches, where it differs from the file's.",
        "source": _SOURCE,
        "note": _NOTE,
        "parts": "What is known of each part of an indicator that has parts, by its name.",
    },
    model.Reported: {
        "": "The authority's own verdict: exceeded, met, unmet or not-started; alone it speaks of the annual target.",
        "annual": "Its verdict against the year's own target.",
        "term": "Its verdict against the target at the end of the term.",
        "outlook": "Its word on the way to that target: on-track, behind or far-behind.",
        "inferred": "true: nobody printed the verdict, whatever is said of the figure. Default: false.",
        "source": "Who gave the verdict, where it is not who gave the figure: an id of a source, or a list.",
    },
}
"""What each field means, as an editor shows it; under an empty name what the whole is."""

_TITLES: Mapping[str, str] = {
    "TargetsFile": "targets.yaml",
    "ActualsFile": "actuals/YEAR.yaml",
    "PlacesFile": "places.yaml",
    "PlaceFile": "places/ID.yaml",
    "url": "URL",
}


def _title(name: str) -> str:
    """`met_or_exceeded` as `Met or exceeded`, `ProgrammeHead` as `Programme`."""
    return _TITLES.get(name) or name.removesuffix("Head").replace("_", " ").capitalize()


class _DataSchema:
    """Schemas of models, with what they are made of gathered in `$defs`."""

    def __init__(self) -> None:
        self.defs: dict[str, Json] = {}

    def root(self, root: type[BaseModel]) -> Json:
        """The schema of a whole file."""
        body = self.model(root)
        return {**body, "$defs": {name: self.defs[name] for name in sorted(self.defs)}}

    def of(self, kind: Any) -> Json:
        """The schema of a field's type; what has a name is put into `$defs` and referred to."""
        if kind in _KINDS:
            name, spelled = _KINDS[kind]
            return self.ref(name, lambda: spelled)
        if kind in _NAMED:
            name, title, description = _NAMED[kind]
            told = {"title": title, "description": description}
            return self.ref(name, lambda: {**told, **self.whole(kind, self.of(get_args(kind)[0]))})
        origin, args = get_origin(kind), get_args(kind)
        if kind is NoneType:
            return _NULL
        if origin is Annotated:
            return self.of(args[0])
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(each) for each in args]}
        if origin is dict:
            return {"type": "object", **self.entries(*args)}
        if origin is tuple:
            return {"type": "array", "items": self.of(args[0]), **self.length(args)}
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.ref(kind.__name__.removesuffix("Head").lower(), lambda: self.model(kind))
        raise TypeError(f"no schema for {kind!r}")

    def ref(self, name: str, make: Callable[[], Json]) -> Json:
        """A reference to an entry of `$defs`, made the first time."""
        if name not in self.defs:
            self.defs[name] = {}  # its place, should it contain itself
            self.defs[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def whole(self, kind: Any, body: Json) -> Json:
        """The body, or what may stand for it."""
        short = [self.of(each) for each in _SHORT.get(kind, ())]
        return {"anyOf": [*short, body]} if short else body

    def entries(self, key: Any, value: Any) -> Json:
        """What stands in a map. A map of languages says something in one at least."""
        least = {"minProperties": 1} if key in (model.Tag, model.PartName) else {}
        return {**least, "propertyNames": self.of(key), "additionalProperties": self.of(value)}

    def parts(self) -> Json:
        """The parts of an indicator: each has what an indicator has, but for what is the whole's."""
        part = self.ref("part", self.part)
        names = self.of(model.PartName)
        some = {"type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": part}
        return {"anyOf": [some, _NULL]}

    def part(self) -> Json:
        """One of several figures under one number."""
        body = self.model(model.Indicator)
        left = ("group", *OF_THE_WHOLE)
        told = "One of several figures under one number: what an indicator has, but what is that of the whole."
        return {
            **body,
            "title": "Part",
            "description": told,
            "properties": {key: each for key, each in body["properties"].items() if key not in left},
            "required": [key for key in body["required"] if key not in left],
            "allOf": body["allOf"][1:],  # the first is about parts
        }

    def length(self, args: Sequence[Any]) -> Json:
        """A span has two years; other lists are of any length."""
        return {} if args[-1] is Ellipsis else {"minItems": len(args), "maxItems": len(args)}

    def model(self, kind: type[BaseModel]) -> Json:
        """A map with closed keys."""
        hints = get_type_hints(kind, include_extras=True)
        told = DESCRIPTIONS[kind]
        if issubclass(kind, RootModel):
            whole = self.of(kind.model_fields["root"].annotation)
            return {"title": _title(kind.__name__), "description": told[""], **whole}
        properties: dict[str, Json] = {}
        required = []
        for field_name, field in kind.model_fields.items():
            key = field.alias or field_name
            body = self.parts() if (kind, key) == (model.Indicator, "parts") else self.of(hints[field_name])
            properties[key] = {"title": _title(key), "description": told[key], **body}
            if field.is_required():
                required.append(key)
            elif field.default is not None:
                properties[key]["default"] = field.default
        body = {"type": "object", "properties": properties}
        body |= {"required": required} if required else {}
        body |= {"additionalProperties": False, **_RULES.get(kind, {})}
        return {"title": _title(kind.__name__), "description": told[""], **self.whole(kind, body)}
