"""The fields of `ansinh/outlook/1`: ratios, projections and paces with nine places at most."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from an_sinh.figures import tidy, to_places
from an_sinh.render.fields.score import PUBLISHED
from an_sinh.render.fields.shared import (
    EDGES,
    TARGET,
    WHO,
    Target,
    counts,
    counts_field,
    part_of_field,
    parts_field,
    target,
)
from an_sinh.render.record import (
    MAYBE_NUMBER,
    NUMBER,
    PERIOD,
    STRING,
    TRUTH,
    YEAR,
    Field,
    Many,
    Record,
    inside,
    one_of,
    output,
    own,
)
from an_sinh.terms import REPORTED_OUTLOOKS, Basis, Method, Outlook, OutlookReason

if TYPE_CHECKING:
    from an_sinh.judge.outlook import OutlookReport, Point, Prospect, Waypoint

_OUTLOOKS = {
    Outlook.MOVING_AWAY: "How many move away from the target, or missed it at the end.",
    Outlook.FAR_BEHIND: "How many are far behind: a ratio from 0 to below that of behind.",
    Outlook.BEHIND: "How many are behind: a ratio from 0.6, or what the programme says, to below that of on track.",
    Outlook.ON_TRACK: "How many are on track: a ratio from 0.95, or what the programme says.",
    Outlook.REACHED: "How many have reached the target already.",
    Outlook.UNSCORED: "How many have no outlook.",
    Outlook.WITHDRAWN: "How many are withdrawn in this year.",
}


def nine_places(figure: Decimal | None) -> Decimal | None:
    """A worked-out figure for a machine: nine decimals at most, without trailing zeros."""
    return None if figure is None else tidy(to_places(figure))


POINT: tuple[Field[Point], ...] = (
    Field("year", lambda point, _: point.period, PERIOD, "The year of the figure, or the part of one."),
    own("value", NUMBER, "The figure; a sum or a mean where the indicator is."),
)
_PROVISIONAL: Field[Point] = own("provisional", TRUTH, "Whether the figure may still change.", "provisional")
_AHEAD: tuple[Field[Waypoint], ...] = (
    own("year", YEAR, "The year of the target."),
    *inside(lambda ahead: Target(ahead.edges.form, ahead.edges), EDGES),
    Field("projection", lambda ahead, _: nine_places(ahead.projection), NUMBER, "Where the growth seen leads by then."),
)
_ONE: tuple[Field[Prospect], ...] = (
    *WHO,
    own("outlook", one_of(Outlook), "Whether the target at the end of the term will be reached."),
    own("reason", one_of(OutlookReason, null=True), "Why it is unscored; null for every other outlook."),
    Field(
        "ratio",
        lambda line, _: line.ratio_to(),
        MAYBE_NUMBER,
        "Yearly growth observed over yearly growth needed, to nine places.",
    ),
    own("method", one_of(Method, null=True), "How growth was measured and carried on; null where it was not."),
    own("baseline", Record(POINT, null=True), "Where the growth is counted from."),
    own("actual", Record((*POINT, _PROVISIONAL), null=True), "The latest figure that counts."),
    Field(
        "target",
        lambda line, _: target(line.form or (line.edges.form if line.edges else None), line.edges),
        TARGET,
        "The target at the end of the term; null where there is none.",
    ),
    Field(
        "projection",
        lambda line, _: line.projection_to(),
        MAYBE_NUMBER,
        "Where the growth seen leads by the year in which the target is due; never beyond the limits.",
    ),
    Field(
        "required_pace",
        lambda line, _: nine_places(line.required_pace),
        MAYBE_NUMBER,
        "The yearly step, in the unit, that still leads to the target; null once that year is over.",
    ),
    own(
        "next_target",
        Record(_AHEAD, null=True),
        "The next dated target on the way, where the growth seen misses it; null where it misses none.",
    ),
    own(
        "due",
        {**YEAR, "type": ["integer", "null"]},
        "The year in which the target is due; null where that is the programme's last.",
    ),
    part_of_field(),
)
_REQUIRED_MEAN: Field[Prospect] = Field(
    "required_mean",
    lambda line, _: nine_places(line.required_mean),
    MAYBE_NUMBER,
    "Of a mean: what the years left must come to on average; null where it is none, reached, or over.",
)
_RESTS: tuple[Field[Prospect], ...] = (
    own(
        "basis", one_of(Basis), "On what it rests: figures, the authority's word, the keeper's of the data, or nothing."
    ),
    own("reported", one_of(REPORTED_OUTLOOKS, null=True), "The authority's own word on the way there."),
)
_PROSPECT: tuple[Field[Prospect], ...] = (
    *_ONE,
    counts_field(only=""),
    _REQUIRED_MEAN,
    *_RESTS,
    parts_field((*_ONE, _REQUIRED_MEAN, *_RESTS), "The same of each of its parts; null where it has none."),
)
_FIELDS: tuple[Field[OutlookReport], ...] = (
    Field("programme", lambda report, _: report.programme.id, STRING, "The programme's id."),
    own("year", PERIOD, "The year from which it is seen, or the part of one."),
    own("counts", counts(_OUTLOOKS), "How many indicators have which outlook."),
    Field("indicators", lambda report, _: report.lines, Many(Record(_PROSPECT)), "All indicators, in file order."),
    own("published", Many(Record(PUBLISHED)), "The headlines that say how many are on track or behind, in file order."),
)
OUTPUT = output(
    "outlook",
    "Outlook",
    "What `ansinh outlook --format json` prints: will the term be met?",
    _FIELDS,
    row=Record(_PROSPECT),
    rows=lambda report: report.rows,
)
