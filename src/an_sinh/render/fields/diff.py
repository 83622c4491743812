"""The fields of `ansinh/diff/1`: two years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from an_sinh.judge.diff import Change, Movement
from an_sinh.judge.restated import Aspect
from an_sinh.render.fields.shared import (
    AGAINST,
    PROGRAMME,
    TALLY,
    TARGET,
    counts,
    counts_field,
    part_of_field,
    parts_field,
    target_of,
)
from an_sinh.render.record import (
    ACTUAL,
    COUNT,
    MAYBE_PERIOD,
    PERIOD,
    STRING,
    WHOLE,
    Field,
    Many,
    Record,
    both,
    inside,
    one_of,
    output,
    own,
)
from an_sinh.terms import Status

if TYPE_CHECKING:
    from an_sinh.judge.diff import Comparison
    from an_sinh.judge.restated import Restatement
    from an_sinh.render.results import DiffResult

_COUNTED = {
    Change.REGRESSED: "How many have a worse verdict.",
    Change.IMPROVED: "How many have a better verdict.",
    Change.GAINED: "How many have a verdict on the new side alone.",
    Change.LOST: "How many have a verdict on the old side alone.",
    Change.CHANGED: "How many differ in figure or target otherwise.",
    Change.RESTATED: "How many differ in nothing of these, but in what is said of them.",
    Change.SAME: "How many do not differ.",
    Change.ADDED: "How many are withdrawn, or not there, on the old side alone.",
    Change.REMOVED: "How many are withdrawn, or not there, on the new side alone.",
}
"""In the order of the output."""

_ONE: tuple[Field[Comparison], ...] = (
    own("id", STRING, "The indicator's id."),
    own("change", one_of(list(_COUNTED)), "What happened to it."),
    Field(
        "status",
        lambda moved, _: [line.status if line else None for line in (moved.old, moved.new)],
        both(one_of(Status, null=True)),
        "Its status; null on a side that does not have it.",
    ),
    Field(
        "actual",
        lambda moved, _: [line.actual if line else None for line in (moved.old, moved.new)],
        both(ACTUAL),
        "Its figure, or a milestone's state.",
    ),
    own("movement", one_of(Movement, null=True), "Which way the figure moved, by the indicator's direction."),
    Field(
        "target",
        lambda moved, _: [target_of(line) if line else None for line in (moved.old, moved.new)],
        both(TARGET),
        "What it is compared with.",
    ),
    Field(
        "restated", lambda moved, _: moved.restated, Many(one_of(Aspect)), "What else differs between the two sides."
    ),
    part_of_field(),
)
_MOVED: tuple[Field[Comparison], ...] = (
    *_ONE,
    counts_field(),
    parts_field(_ONE, "The same of each of its parts; null where it has none."),
)
_ANYTHING = {"type": ["object", "array", "string", "null"]}
_RESTATED: tuple[Field[Restatement], ...] = (
    Field("what", lambda each, _: each.what, STRING, "Its key in the data: published, sources, groups, name …."),
    Field(
        "year",
        lambda each, _: each.year,
        MAYBE_PERIOD,
        "The year whose file says it; null for targets.yaml, and between two years.",
    ),
    Field("old", lambda each, _: each.old, _ANYTHING, "As the old side says it; null where it says nothing."),
    Field("new", lambda each, _: each.new, _ANYTHING, "As the new side says it."),
)
_FIELDS: tuple[Field[DiffResult], ...] = (
    *inside(lambda result: result.diff.new, (PROGRAMME,)),
    Field("old", lambda result, _: result.diff.old.year, PERIOD, "The year of the old side."),
    Field("new", lambda result, _: result.diff.new.year, PERIOD, "The year of the new side."),
    *inside(lambda result: result.diff.new, (AGAINST,)),
    Field(
        "tally",
        lambda result, _: (result.diff.old.tally, result.diff.new.tally),
        both(TALLY),
        "The counts of both sides.",
    ),
    Field(
        "judged_in_both", lambda result, _: result.diff.judged_in_both, COUNT, "How many have a verdict on both sides."
    ),
    Field(
        "net",
        lambda result, _: result.diff.net,
        WHOLE,
        "Improved to met less regressed from met, among those judged on both sides.",
    ),
    Field(
        "counts",
        lambda result, _: result.diff.counts,
        counts(_COUNTED),
        "How many of the indicators that count changed in which way.",
    ),
    Field(
        "restated",
        lambda result, _: result.diff.restated,
        Many(Record(_RESTATED)),
        "What differs beside the indicators.",
    ),
    Field(
        "indicators",
        lambda result, _: result.diff.lines,
        Many(Record(_MOVED)),
        "All indicators of both sides, in file order.",
    ),
)
OUTPUT = output(
    "diff",
    "Differences",
    "What `ansinh diff --format json` prints: two years side by side.",
    _FIELDS,
    row=Record(_MOVED),
    rows=lambda result: result.diff.rows,
)
