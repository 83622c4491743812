"""Fields that several outputs have: whose they are, the yardstick, who an indicator is, the tally, a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from an_sinh.figures import round_percent, tidy
from an_sinh.pages.say import Say
from an_sinh.render.record import (
    COUNT,
    MAYBE_NUMBER,
    MAYBE_STRING,
    PERIOD,
    STRING,
    TRUTH,
    Field,
    Many,
    Record,
    one_of,
    own,
)
from an_sinh.terms import Against, Form

if TYPE_CHECKING:
    from an_sinh.judge.rules import Edges
    from an_sinh.judge.scorecard import Line, Scorecard, Tally
    from an_sinh.programme.model import Indicator

PLACES = 6
"""Decimals of a percentage at most."""


class About(Protocol):
    """What is about an indicator: a line of a scorecard or of an outlook."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def indicator(self) -> Indicator: ...  # noqa: D102


COUNTS = "Whether it counts; false where it is watched only, and so in no tally."


def counts_field(*, only: str = "json") -> Field[Any]:
    """Whether an indicator counts: of a line, a prospect, or one indicator on two sides."""
    return Field("counts", lambda line, _: not line.is_watched, TRUTH, COUNTS, only=only)


PART_OF = "Of a part, the id of its indicator; empty of an indicator."


def parts_field(fields: Sequence[Field[Any]], told: str) -> Field[Any]:
    """What is said of each part, in JSON inside its indicator; null of an indicator without parts, and of a part."""
    return Field("parts", lambda line, _: line.parts or None, Many(Record(tuple(fields)), null=True), told, only="json")


def part_of_field(*, only: str = "csv") -> Field[Any]:
    """In CSV, where a part has a row of its own, the id of its indicator: of a line, a prospect, two sides."""
    return Field("part_of", lambda line, _: whole_of(line), MAYBE_STRING, PART_OF, only=only)


def whole_of(line: About) -> str | None:
    """The id of the indicator that a line is a part of."""
    return line.id.rpartition("/")[0] if getattr(line, "whole", None) is not None else None


def in_language(text: Mapping[str, str] | None, say: Say) -> str | None:
    """A text of the data in one language; None where there is none."""
    return say.of_data(text) if text else None


def percent(exact: Decimal | None) -> Decimal | None:
    """A percentage with at most six decimals and no trailing zeros."""
    return None if exact is None else tidy(round_percent(exact, PLACES))


PROGRAMME: Field[Scorecard] = Field("programme", lambda card, _: card.programme.id, STRING, "The programme's id.")
AGAINST: Field[Scorecard] = own(
    "against", one_of(Against), "The yardstick: the year's own targets, or those at the end of the term."
)
LATEST: Field[Any] = own(
    "latest", TRUTH, "Whether each is judged by the latest that is known at or before the year (--latest)."
)
CARD: tuple[Field[Scorecard], ...] = (
    PROGRAMME,
    own("year", PERIOD, "The year that was judged; a part of one as a text, such as 2022-06."),
    AGAINST,
)

WHO: tuple[Field[About], ...] = (
    own("id", STRING, "The indicator's id."),
    Field(
        "name",
        lambda line, say: say.pair(line.indicator)[0][0],
        STRING,
        "Its name, in the language of --lang, else in English.",
    ),
    Field("group", lambda line, _: line.indicator.group, STRING, "The id of its group."),
    Field(
        "unit",
        lambda line, say: say.pair(line.indicator)[1][0] or None,
        MAYBE_STRING,
        "The unit of its figures; null where it has none.",
    ),
)

_COUNTS = {
    "met_or_exceeded": "How many are met or exceeded: the first figure of the headline.",
    "total": "How many are counted, judged or not: the second figure of the headline.",
    "exceeded": "How many are exceeded.",
    "met": "How many are met and not exceeded.",
    "unmet": "How many are not met.",
    "not_started": "How many are not started.",
    "unscored": "How many have no verdict; they are in the total.",
    "withdrawn": "How many are withdrawn in this year; they are not in the total.",
    "computed": "How many verdicts were computed from figures.",
    "reported": "How many verdicts are the authority's word.",
    "inferred": "How many verdicts nobody printed: whoever keeps the data worked them out.",
    "discrepancies": "How many computed verdicts differ from the reported ones.",
    "provisional": "How many rest on a provisional figure.",
}


def _count(name: str, told: str) -> Field[Tally]:
    return Field(name, lambda tally, _: getattr(tally, name), COUNT, told)


TALLY: Record[Tally] = Record(
    tuple(_count(name, told) for name, told in _COUNTS.items()),
    shared="tally",
    told="How many indicators have which status.",
)


def counts(told: Mapping[Any, str]) -> Record[Mapping[Any, int]]:
    """How many there are of each kind, by the kind's own word."""
    return Record(tuple(_of_kind(kind, each) for kind, each in told.items()))


def _of_kind(kind: Any, told: str) -> Field[Mapping[Any, int]]:
    return Field(kind.value, lambda found, _: found[kind], COUNT, told)


class Target(NamedTuple):
    """A target's form, and its edges where they can be worked out."""

    form: Form
    edges: Edges | None


def target(form: Form | None, edges: Edges | None) -> Target | None:
    """A target; None where there is no form, and so no target."""
    return Target(form, edges) if form is not None else None


def target_of(line: Line) -> Target | None:
    """The target that a line is compared with."""
    return target(line.form, line.target)


EDGES: tuple[Field[Target], ...] = (
    own("form", one_of(Form), "How the target is written."),
    Field(
        "low",
        lambda each, _: each.edges.low if each.edges else None,
        MAYBE_NUMBER,
        "The lower edge, after a change is worked out; null on an open side.",
    ),
    Field(
        "high",
        lambda each, _: each.edges.high if each.edges else None,
        MAYBE_NUMBER,
        "The upper edge, after a change is worked out; null on an open side.",
    ),
)
TARGET: Record[Target] = Record(
    EDGES, null=True, shared="target", told="A target's form and edges; null where there is no target."
)
