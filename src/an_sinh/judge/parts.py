"""Several figures under one number: the lines of an indicator's parts make its own, and it counts once.

Rule 3b of docs/rules.md. Pure, as the rest of the judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from an_sinh.judge.scorecard import Line, Sources
from an_sinh.programme.parts import ids_of_parts
from an_sinh.terms import Basis, Part, Reason, Status

_DECISIVE = (Status.UNMET, Status.NOT_STARTED, Status.UNSCORED, Status.MET, Status.EXCEEDED)
"""What one part makes of the whole, the first that any of them has."""
_WEAKEST = (Basis.INFERRED, Basis.REPORTED, Basis.COMPUTED)
"""What a verdict of several parts rests on: the weakest of theirs."""


def together(statuses: Iterable[Status]) -> Status:
    """The status of an indicator by those of its parts: unmet if one is, else not started if one is.

    Else unscored if one is, else the worst of met and exceeded. A withdrawn part is not asked for; where all are, the
    indicator is withdrawn.
    """
    found = set(statuses)
    return next((status for status in _DECISIVE if status in found), Status.WITHDRAWN)


def under_their_wholes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of indicators, those of their parts inside them and no longer beside them."""
    by_id = {line.id: line for line in lines}
    of_parts = {id_ for line in lines for id_ in ids_of_parts(line.id, line.indicator)}
    return tuple(_folded(line, by_id) for line in lines if line.id not in of_parts)


def _folded(line: Line, by_id: dict[str, Line]) -> Line:
    ids = ids_of_parts(line.id, line.indicator)
    return _whole(line, tuple(by_id[id_]._replace(whole=line.indicator) for id_ in ids)) if ids else line


def _whole(line: Line, parts: tuple[Line, ...]) -> Line:
    """The line of an indicator with parts, made from what is said of it as a whole and from the lines of its parts."""
    asked = [part for part in parts if part.status is not Status.WITHDRAWN]
    line = line._replace(parts=parts, target=None, written_target=None)
    status = together(part.status for part in asked)
    if line.status is Status.WITHDRAWN or status is Status.WITHDRAWN:
        nothing = Sources()
        return line._replace(
            status=Status.WITHDRAWN, basis=Basis.NONE, reason=None, reported=None, sources=nothing, inferred=()
        )
    line = line._replace(
        provisional=any(part.provisional for part in asked),
        sources=Sources(
            *(_each_once(every) for every in zip(line.sources, *(each.sources for each in asked), strict=True))
        ),
        inferred=tuple(part for part in Part if any(part in each.inferred for each in (line, *asked))),
    )
    if status.is_verdict:
        line = line._replace(latest=False)  # each part tells the year of its own figure
        bases = {part.basis for part in asked}
        basis = next(basis for basis in _WEAKEST if basis in bases)
        return line._replace(status=status, basis=basis, reason=None)
    if line.reported is not None:  # the parts give nothing, so the authority's word on the whole stands
        return line
    return line._replace(status=Status.UNSCORED, basis=Basis.NONE, reason=_why_unscored(asked))


def _why_unscored(parts: Iterable[Line]) -> Reason:
    """In a part of a year, that the year is open, where no part lacks more than that."""
    reasons = {part.reason for part in parts if part.status is Status.UNSCORED}
    return Reason.YEAR_OPEN if reasons == {Reason.YEAR_OPEN} else Reason.PART_UNSCORED


def _each_once(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_chained(lists)))


def _chained(lists: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for each in lists:
        yield from each
