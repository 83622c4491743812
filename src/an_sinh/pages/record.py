"""What a change to a year's file did, in words: to an entry, and to the headline."""

from __future__ import annotations

from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.keep.saving import YearEdit
from an_sinh.pages.lines import spell_actual, status_word
from an_sinh.pages.say import NOTHING, Say
from an_sinh.pages.score import headline
from an_sinh.programme.parts import whole_id
from an_sinh.terms import Status
from an_sinh.text import visible


def record_text(kept: YearEdit, indicator: str, say: Say, *, dry_run: bool) -> str:
    """What changed in an indicator's entry, and what that does to the headline; for a dry run the diff before it."""
    if not kept.changes:
        return say.text("nothing to change: {id} says so already", id=indicator) + "\n"
    old, new = (_entry_words(_line(card, indicator), say) for card in (kept.before, kept.after))
    what = (say.text("{id}: {old} → {new}") if old != new else say.text("{id}: {new}")).format(
        id=indicator, old=old, new=new
    )
    whole = whole_id(indicator, kept.programme.indicators)
    asked = [indicator, *([whole] if whole is not None else [])]
    started = [started_line(each, say) for each in asked if _was_started(kept, each)]
    lines = [what, *_beside(kept, indicator, say), *started, headline_change(kept, say)]
    if dry_run:
        return kept.diff() + "\n".join([*lines, say.text("a dry run: nothing was written")]) + "\n"
    return "\n".join(lines) + "\n"


def _was_started(kept: YearEdit, indicator: str) -> bool:
    """Whether a figure came where nothing was started."""
    old, new = (_line(card, indicator) for card in (kept.before, kept.after))
    was = old.entry.reported if old and old.entry else None
    now = new.entry.reported if new and new.entry else None
    figure = new.entry.value if new and new.entry else None
    if new and figure is None:
        figure = next((part.actual for part in new.parts if part.actual is not None), None)
    had = was is not None and Status.NOT_STARTED in (was.annual, was.term)
    return had and figure is not None and (now is None or Status.NOT_STARTED not in (now.annual, now.term))


def headline_change(kept: YearEdit, say: Say) -> str:
    """What a change does to the year's headline: `22/27 met → 23/27 met`."""
    say, so_far = say.counting(kept.programme.year_starts), kept.after.is_so_far
    old = headline(kept.before.tally, say, so_far=so_far) if kept.before else NOTHING
    new = headline(kept.after.tally, say, so_far=so_far)
    phrase = say.text("{year}: {new}, as before") if old == new else say.text("{year}: {old} → {new}")
    return phrase.format(year=say.year(kept.after.year), old=old, new=new)


def started_line(indicator: str, say: Say) -> str:
    """A figure came over the verdict "not started"."""
    return say.text("{id}: the verdict 'not started' goes, as there is a figure", id=indicator)


def _line(card: Scorecard | None, indicator: str) -> Line | None:
    return next((line for line in card.rows if line.id == indicator), None) if card else None


def _entry_words(line: Line | None, say: Say) -> str:
    """An entry's own figure, and what it comes to."""
    if line is None or line.entry is None:
        return NOTHING
    status = status_word(line.status, say).lower()
    if line.entry.value is None:
        return status
    return f"{spell_actual(line._replace(actual=line.entry.value), say)} ({status})"


def _beside(kept: YearEdit, indicator: str, say: Say) -> list[str]:
    """What changed in an entry besides its figure, by the keys of the data: `source: plan → report-2022`."""
    old, new = (_facts(_line(card, indicator), say) for card in (kept.before, kept.after))
    keys = [key for key in new | old if new.get(key) != old.get(key)]
    return [f"  {key}: {old.get(key, NOTHING)} → {new.get(key, NOTHING)}" for key in keys]


def _facts(line: Line | None, say: Say) -> dict[str, str]:
    entry = line.entry if line else None
    if entry is None:
        return {}
    facts: dict[str, str | None] = {
        "reported": entry.reported.annual if entry.reported else None,
        "reported.term": entry.reported.term if entry.reported else None,
        "reported.outlook": entry.reported.outlook if entry.reported else None,
        "provisional": "true" if entry.provisional else None,
        "as_of": entry.as_of,
        "source": " ".join(entry.source or ()),
        "note": say.of_data(entry.note) if entry.note else None,
    }
    return {key: visible(fact) for key, fact in facts.items() if fact}
