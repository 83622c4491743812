"""The indicators that were looked for, said in words: id, name, target, who answers for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.pages.lines import group_name, programme_named, spell_target
from an_sinh.pages.say import Say
from an_sinh.programme.model import Indicator, Programme
from an_sinh.programme.parts import whole_id
from an_sinh.text import quoted, visible
from an_sinh.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSection:
    """The rows of one group, each with a text for every column."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list in words."""

    title: str
    columns: tuple[str, ...]
    """What stands above them; the first is of ids."""
    sections: tuple[ListSection, ...]
    closing: str


def list_page(programme: Programme, ids: Sequence[str], text: str | None, card: Scorecard | None, say: Say) -> ListPage:
    """The indicators of these ids by group; with a card also its year's targets."""
    say = say.counting(programme.year_starts)
    lines = {line.id: line for line in card.rows} if card is not None else {}
    led = any(programme.indicators[id_].lead for id_ in ids)
    columns = [say.text("id"), say.text("indicator")]
    columns += [say.text("target of {year}", year=say.year(card.year))] if card is not None else []
    columns += [say.text("lead")] if led else []
    groups: dict[str, list[tuple[str, ...]]] = {group: [] for group in programme.groups}
    for id_ in ids:
        indicator = programme.indicators[id_]
        is_part = whole_id(id_, programme.indicators) is not None
        groups[indicator.group].append(tuple(_cells(id_, indicator, lines, led=led, say=say, is_part=is_part)))
    return ListPage(
        title=programme_named(programme, say),
        columns=tuple(columns),
        sections=tuple(
            ListSection(heading=group_name(programme, group, say), rows=tuple(rows))
            for group, rows in groups.items()
            if rows
        ),
        closing=_closing(len(_wholes(programme, ids)), len(_wholes(programme, programme.indicators)), text, say),
    )


def _wholes(programme: Programme, ids: Iterable[str]) -> set[str]:
    """The indicators that some ids name, each once, be it by a part."""
    return {whole_id(id_, programme.indicators) or id_ for id_ in ids}


def _cells(
    id_: str, indicator: Indicator, lines: Mapping[str, Line], *, led: bool, say: Say, is_part: bool
) -> Iterator[str]:
    name, unit = say.named(indicator), say.unit_of(indicator)
    yield visible(id_)
    named = f"{name} ({unit})" if unit else name
    yield f"– {named}" if is_part else named
    if lines:
        yield "" if lines[id_].parts else spell_target(lines[id_].target, say)
    if led:
        yield say.shown(indicator.lead) if indicator.lead else ""


def _closing(shown: int, total: int, text: str | None, say: Say) -> str:
    counted = say.plural("{n} indicator", "{n} indicators", total)
    if shown == total:
        return counted
    if not shown and text is not None:
        return say.text("Neither the id nor the name of an indicator holds {text}", text=quoted(text))
    return say.text("{shown} of {indicators}", shown=shown, indicators=counted)
