"""The parts of an indicator: several figures under one number, each named `malnutrition/weight` as an indicator is.

In the files a part stands inside its indicator and its indicator's entry. From here on indicators and entries lie flat,
each whole followed by its parts, so that whoever looks for an indicator by its id finds a part as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from an_sinh.errors import DidYouMean, Phrase, Problem, Steps
from an_sinh.programme.model import EMPTY, IN_WHOLE, NEVER, Entry, Indicator
from an_sinh.text import quoted

SIGN = "/"
"""What stands between an indicator's id and its part's name, which holds none."""
OF_THE_WHOLE = ("lead", "counts", "parts")
"""What a part never has of its own, beside its group."""
OF_THE_PARTS = (
    "unit",
    "better",
    "limits",
    "baseline",
    "cumulative",
    "average",
    "within_year",
    "rollup",
    "breaks",
    "every",
    "targets",
)
"""What an indicator with parts leaves to them."""


def part_id(whole: str, name: str) -> str:
    """The id of a part: `malnutrition/weight`."""
    return f"{whole}{SIGN}{name}"


def whole_id(id_: str, indicators: Mapping[str, Indicator | None]) -> str | None:
    """The id of the indicator that an id names a part of; None for an id that is none of a part."""
    whole, sign, name = id_.rpartition(SIGN)
    indicator = indicators.get(whole) if sign else None
    return whole if indicator is not None and name in (indicator.parts or EMPTY) else None


def steps_of(id_: str, indicators: Mapping[str, Indicator | None]) -> Steps:
    """Where an indicator or a part stands in targets.yaml."""
    whole = whole_id(id_, indicators)
    return ("indicators", id_) if whole is None else ("indicators", whole, "parts", id_[len(whole) + 1 :])


def ids_of_parts(whole: str, indicator: Indicator) -> tuple[str, ...]:
    """The ids of an indicator's parts, in order; none where it has none."""
    return tuple(part_id(whole, name) for name in indicator.parts or EMPTY)


def with_parts(indicators: Mapping[str, Indicator]) -> Mapping[str, Indicator]:
    """The indicators, each followed by its parts, which take from it what they do not say themselves."""
    if all(each.parts is None for each in indicators.values()):
        return indicators
    found: dict[str, Indicator] = {}
    for id_, indicator in indicators.items():
        found[id_] = indicator
        for name, part in (indicator.parts or EMPTY).items():
            found[part_id(id_, name)] = _in(indicator, part)
    return found


def _in(whole: Indicator, part: Indicator) -> Indicator:
    """A part as an indicator of its own: group, lead and years are the whole's, and its source where it names none."""
    return part.model_copy(
        update={
            "group": whole.group,
            "lead": whole.lead,
            "counts": whole.counts,
            "source": part.source or whole.source,
            "places": part.places or whole.places,
            "years": _years(whole, part),
            "parts": None,
        }
    )


def _years(whole: Indicator, part: Indicator) -> tuple[int, int] | None:
    """The years that both count in; none at all where they never meet."""
    if whole.years is None or part.years is None:
        return part.years or whole.years
    first, last = max(whole.years[0], part.years[0]), min(whole.years[1], part.years[1])
    return (first, last) if first <= last else NEVER


class Named(NamedTuple):
    """An entry by its indicator's id, and where it stands in its file."""

    id: str
    entry: Entry | None
    steps: Steps


def each_entry(entries: Mapping[str, Entry | None], *, under: bool = False) -> Iterator[Named]:
    """Every entry of a file, each followed by those of its parts; `under` the whole, with what that says of them."""
    for id_, entry in entries.items():
        path: Steps = ("actuals", id_)
        yield Named(id_, entry, path)
        if entry is not None and entry.parts is not None:
            for name, part in entry.parts.items():
                yield Named(part_id(id_, name), _under(entry, part) if under else part, (*path, "parts", name))


def flat(entries: Mapping[str, Entry | None], indicators: Mapping[str, Indicator | None]) -> Mapping[str, Entry | None]:
    """The entries of a file by the ids of indicators and parts; the same map where there are no parts."""
    if all(each is None or each.parts is None for each in indicators.values()):
        return entries
    found: dict[str, Entry | None] = {}
    for id_, entry in entries.items():
        if entry is None or entry.parts is None:
            found[id_] = entry
            continue
        found[id_] = entry.model_copy(update={"parts": None})
        found.update((each.id, each.entry) for each in each_entry({id_: entry}, under=True) if each.id != id_)
    return found


def _under(whole: Entry, part: Entry | None) -> Entry | None:
    """A part's entry with what its indicator's says of all parts: the source, the date, the marks of figures."""
    said = {key: getattr(whole, key) for key in ("source", "as_of", "provisional")}
    if whole.reported is None:  # else it is the verdict that was worked out
        said["inferred"] = whole.inferred
    more = {key: value for key, value in said.items() if value is not None and part and getattr(part, key) is None}
    return part.model_copy(update=more) if part is not None and more else part


def lies_flat(entries: Iterable[str], indicators: Mapping[str, Indicator | None]) -> Iterator[Problem]:
    """Entries of a YAML file that name a part as their own key: there it stands under its indicator."""
    for id_ in entries:
        whole = whole_id(id_, indicators) if SIGN in id_ else None
        if whole is not None:
            name = id_[len(whole) + 1 :]
            yield Problem(
                "contradiction",
                "{id} is a part of {whole}",
                "write {whole}: {{parts: {{{name}: …}}}}",
                id=quoted(id_),
                whole=quoted(whole)[1:-1],
                name=quoted(name)[1:-1],
            ).within(("actuals", id_), key=True)


def unknown_part(whole: str, name: str, known: Iterable[str]) -> Problem:
    """A part that its indicator does not have."""
    remedy = DidYouMean(name, tuple(known), Phrase("add it there, or correct the name"))
    return Problem(
        "unknown-indicator", "{name} is not one of the parts of {id}", remedy, name=quoted(name), id=quoted(whole)
    )


def no_parts(id_: str) -> Problem:
    """Parts of an entry whose indicator has none."""
    return Problem(
        "contradiction",
        "{id} has no parts in targets.yaml",
        "write its figure as value, or give it parts there",
        id=quoted(id_),
    )


def no_figure_of_its_own(id_: str, indicator: Indicator) -> Problem:
    """A figure of an indicator that is measured by its parts."""
    return Problem(
        "contradiction",
        "{id} is measured by its parts, and has no figure of its own",
        "write parts: {{{names}: …}}",
        id=quoted(id_),
        names=quoted(next(iter(indicator.parts or EMPTY), ""))[1:-1],
    )


def no_target_of_its_own(id_: str, indicator: Indicator) -> Problem:
    """A target of a place for an indicator that is measured by its parts."""
    return Problem(
        "contradiction",
        "{id} is measured by its parts, and has no target of its own",
        "name the part: {names}",
        id=quoted(id_),
        names=tuple(quoted(each)[1:-1] for each in ids_of_parts(id_, indicator)),
    )


def check_whole(id_: str, indicator: Indicator, ids: Mapping[str, object], path: Steps) -> Iterator[Problem]:
    """What an indicator with parts says itself and can't, and what its parts say that is the whole's."""
    for key in OF_THE_PARTS:
        if getattr(indicator, key, None) is not None:
            yield Problem(
                "contradiction",
                "{id} has parts, and no {key} of its own",
                "move {key} to the parts, or delete it",
                id=quoted(id_),
                key=key,
            ).within((*path, key), key=True)
    for name, part in (indicator.parts or EMPTY).items():
        at: Steps = (*path, "parts", name)
        own = [key for key in OF_THE_WHOLE if getattr(part, key, None) is not None]
        for key in (*(["group"] if part.group != IN_WHOLE else ()), *own):
            yield Problem(
                "contradiction",
                "a part has no {key} of its own",
                "delete it, or make an indicator of the part",
                key=key,
            ).within((*at, key), key=True)
        if part_id(id_, name) in ids:
            yield Problem(
                "duplicate-key",
                "{id} is an indicator too",
                "give the part or the indicator another name",
                id=quoted(part_id(id_, name)),
            ).within(at, key=True)


def raw_flat(indicators: Mapping[str, Any]) -> dict[str, Any]:
    """The indicators as they are written, each followed by its parts, by their ids."""
    found: dict[str, Any] = {}
    for id_, written in indicators.items():
        found[id_] = written
        parts = written.get("parts") if isinstance(written, dict) else None
        if isinstance(parts, dict):
            found.update({part_id(id_, name): each for name, each in parts.items()})
    return found
