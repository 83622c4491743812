"""The fields of a scorecard, `ansinh/score/1`: the headline, the groups, a line for each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.programme.model import COUNTS, OUTLOOK_COUNTS
from an_sinh.render.fields.shared import (
    CARD,
    LATEST,
    TALLY,
    TARGET,
    WHO,
    counts_field,
    in_language,
    part_of_field,
    parts_field,
    percent,
    target_of,
)
from an_sinh.render.record import (
    ACTUAL,
    COUNT,
    MAYBE_NUMBER,
    MAYBE_PERIOD,
    MAYBE_STRING,
    NUMBER,
    PLACE,
    STRING,
    TRUTH,
    Field,
    Many,
    Record,
    inside,
    one_of,
    output,
    own,
)
from an_sinh.terms import VERDICTS, Basis, Part, Reason, Status

if TYPE_CHECKING:
    from an_sinh.figures import Mean
    from an_sinh.judge.scorecard import Agreement, Difference, GroupTally, Line, Sources
    from an_sinh.render.results import ScoreResult

_SOURCES: tuple[Field[Sources], ...] = (
    own("actual", Many(STRING), "Who said the figure; of a sum, any of its years."),
    own("reported", Many(STRING), "Who gave the verdict."),
    own("target", Many(STRING), "Who set the target."),
    own("base", Many(STRING), "Who said the figure that a change is counted from."),
)

_MEAN: tuple[Field[Mean], ...] = (
    own("sum", NUMBER, "The sum of the years' figures, exact."),
    own("years", COUNT, "How many years they are."),
)

_LINE: tuple[Field[Line], ...] = (
    *WHO,
    own("status", one_of(Status), "The verdict; or unscored, or withdrawn."),
    own(
        "basis",
        one_of(Basis),
        "On what the status rests: figures, the authority's word, the keeper's of the data, or nothing.",
    ),
    own("reason", one_of(Reason, null=True), "Why it is unscored; null for every other status."),
    own("reported", one_of(VERDICTS, null=True), "The authority's own verdict by this yardstick."),
    own("discrepancy", TRUTH, "Whether the figures say other than the authority reported; figures win."),
    own(
        "actual",
        ACTUAL,
        "The figure, a sum or mean where it is one; true or false for a milestone. A mean without end has 28 digits.",
    ),
    Field(
        "target", lambda line, _: target_of(line), TARGET, "What it is compared with; null where there is no target."
    ),
    own("gap", MAYBE_NUMBER, "Distance from the target in the unit, positive on the good side."),
    Field(
        "achieved_percent",
        lambda line, _: percent(line.achieved_percent),
        MAYBE_NUMBER,
        "How much of the target is reached, to six places; null without meaning.",
    ),
    own("provisional", TRUTH, "Whether the figure may still change."),
    own("inferred", Many(one_of(Part)), "Which of its parts nobody printed: whoever keeps the data worked them out."),
    own("source", Many(STRING), "The ids of all its sources: of the actual, the verdict, the target, a change's base."),
    own("sources", Record(_SOURCES), "Whose word each of its parts is."),
    Field(
        "note",
        lambda line, language: in_language(line.entry.note if line.entry else None, language),
        MAYBE_STRING,
        "What the data remark on it in this year; null where they remark nothing.",
    ),
    own("figure_year", MAYBE_PERIOD, "The year of the actual, or the part of one; null without one."),
    Field(
        "year_share_percent",
        lambda line, _: percent(line.year_share_percent),
        MAYBE_NUMBER,
        "In a part of a year, how much of the open year's plan is there, to six places; null for every other line.",
    ),
    counts_field(only=""),
    Field(
        "mean",
        lambda line, _: line.mean,
        Record(_MEAN, null=True),
        "The mean undivided, which is what is compared; null where the actual is none.",
        only="json",
    ),
    part_of_field(),
    own("place", PLACE, "Where the entry stands, else the indicator: file, line and column in the data directory."),
)
_AT = [field.name for field in _LINE].index("counts")
LINE: tuple[Field[Line], ...] = (
    *_LINE[:_AT],
    parts_field(
        [field for field in _LINE if field.name != "counts"], "The lines of its parts; null where it has none."
    ),
    *_LINE[_AT:],
)

_DIFFERENCE: tuple[Field[Difference], ...] = (
    own("count", one_of((*COUNTS, *OUTLOOK_COUNTS)), "The count that differs."),
    own("published", COUNT, "As it was printed."),
    own("found", COUNT, "As it is here."),
)
PUBLISHED: tuple[Field[Agreement], ...] = (
    Field("as_of", lambda each, _: each.published.as_of, MAYBE_STRING, "When the headline was printed."),
    own("agrees", {"type": ["boolean", "null"]}, "Whether it agrees; null where the unscored could explain it."),
    own("differences", Many(Record(_DIFFERENCE)), "The counts that differ."),
    Field(
        "release",
        lambda each, _: each.published.release,
        MAYBE_STRING,
        "`first` where a later one replaced it, so that it is held against nothing; else null.",
    ),
)
_GROUP: tuple[Field[GroupTally], ...] = (
    own("id", STRING, "The group's id."),
    own("tally", TALLY, "The counts of its indicators."),
)
_FIELDS: tuple[Field[ScoreResult], ...] = (
    *inside(lambda result: result.card, (*CARD, LATEST)),
    Field("tally", lambda result, _: result.card.tally, TALLY, "The counts of all indicators."),
    Field(
        "published",
        lambda result, _: result.card.published,
        Many(Record(PUBLISHED)),
        "The headlines that the authority printed, in file order.",
    ),
    Field("groups", lambda result, _: result.card.groups, Many(Record(_GROUP)), "The counts by group, in file order."),
    Field(
        "indicators",
        lambda result, _: result.lines,
        Many(Record(LINE)),
        "The indicators, in file order; fewer where rows are filtered.",
    ),
)
OUTPUT = output(
    "score",
    "Scorecard",
    "What `ansinh score --format json` prints: a year's indicators judged and counted.",
    _FIELDS,
    row=Record(LINE),
    rows=lambda result: result.rows_of_all,
)
