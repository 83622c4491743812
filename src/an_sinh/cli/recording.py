"""From the options of `ansinh record` to the file and its page."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from an_sinh.cli.locate import DataDirectory
from an_sinh.cli.page import Page
from an_sinh.cli.scoring import as_year, open_data, warn
from an_sinh.cli.streams import language_of
from an_sinh.cli.years import known_indicator
from an_sinh.complaints import Said
from an_sinh.errors import Complaint, UsageFault
from an_sinh.judge.scorecard import Line, Scorecard
from an_sinh.keep.editing import Change, Left
from an_sinh.keep.saving import Kept, plan
from an_sinh.pages.page import headline, spell_actual, status_word
from an_sinh.pages.phrases import NOTHING, say_in, words
from an_sinh.programme.loading import DataSet
from an_sinh.programme.model import as_typed, read_date, read_value
from an_sinh.terms import VERDICTS, Status
from an_sinh.text import nearest, quoted, visible


class Entered(NamedTuple):
    """What a person typed."""

    value: str | None
    reported: str | None
    reported_term: str | None
    provisional: bool | None
    source: tuple[str, ...]
    note: str | None
    as_of: str | None


def record_page(
    year: str, indicator: str, entered: Entered, data: Path | None, lang: str | None, dry_run: bool
) -> Page:
    """Write the entry, and tell what changed and what that does to the headline."""
    language = language_of((), lang)
    wanted = as_year(year)
    assert wanted is not None
    change = _change(entered)
    directory = open_own_data(data, language)
    programme = DataSet(directory.path, directory.shown).programme([])
    indicator = normalize("NFC", indicator)
    known_indicator(programme, indicator)
    kept = plan(directory.path, directory.shown, wanted, {indicator: change})
    warn(kept.programme, language)
    if not dry_run:
        kept.write()
    page = _told(kept, indicator, language, dry_run=dry_run)
    return Page(write=lambda _screen: page, for_people=True)


def open_own_data(data: Path | None, language: str) -> DataDirectory:
    """The data directory, which must be the reader's own: the packaged copy is not written to."""
    directory = open_data(data, language)
    if directory.packaged:
        raise Complaint("packaged_data")
    return directory


def _change(entered: Entered) -> Change:
    """What was typed, each part checked as the data format reads it."""
    if entered == Entered(None, None, None, None, (), None, None):
        raise UsageFault("record_nothing")
    value: str | bool | Left = Left.KEPT
    if entered.value is not None:
        read = as_typed(read_value, entered.value.strip())
        value = read if isinstance(read, bool) else entered.value.strip()
    as_of = as_typed(read_date, entered.as_of) if entered.as_of is not None else Left.KEPT
    provisional: bool | Left = Left.KEPT if entered.provisional is None else entered.provisional or Left.CLEARED
    return Change(
        value=value,
        annual=_verdict("--reported", entered.reported),
        term=_verdict("--reported-term", entered.reported_term),
        provisional=provisional,
        as_of=as_of,
        source=entered.source or Left.KEPT,
        note=entered.note if entered.note is not None else Left.KEPT,
    )


def _verdict(option: str, word: str | None) -> Status | Left:
    if word is None:
        return Left.KEPT
    if word in VERDICTS:
        return Status(word)
    near = nearest(word.strip().replace("_", "-").replace(" ", "-"), VERDICTS)
    remedy = Said("did_you_mean", near) if near else Said("known_are", tuple(VERDICTS))
    raise UsageFault("not_a_verdict", option=option, text=quoted(word), remedy=remedy)


def _told(kept: Kept, indicator: str, language: str, *, dry_run: bool) -> str:
    say = words(language)
    if not kept.changes:
        return say.recorded_nothing.format(id=indicator) + "\n"
    old, new = (_entry_words(_line(card, indicator), language) for card in (kept.before, kept.after))
    what = (say.recorded if old != new else say.recorded_beside).format(id=indicator, old=old, new=new)
    lines = [what, *_beside(kept, indicator, language), headline_change(kept, language)]
    if dry_run:
        return kept.diff() + "\n".join([*lines, say.dry_run]) + "\n"
    return "\n".join(lines) + "\n"


def headline_change(kept: Kept, language: str) -> str:
    """What a change does to the year's headline: `22/27 met → 23/27 met`."""
    say = words(language)
    old = headline(kept.before.tally, language) if kept.before else NOTHING
    new = headline(kept.after.tally, language)
    phrase = say.recorded_same if old == new else say.recorded_headline
    return phrase.format(year=kept.after.year, old=old, new=new)


def _line(card: Scorecard | None, indicator: str) -> Line | None:
    return next((line for line in card.lines if line.id == indicator), None) if card else None


def _entry_words(line: Line | None, language: str) -> str:
    """An entry's own figure, and what it comes to."""
    if line is None or line.entry is None:
        return NOTHING
    status = status_word(line.status, language).lower()
    if line.entry.value is None:
        return status
    return f"{spell_actual(line._replace(actual=line.entry.value), language)} ({status})"


def _beside(kept: Kept, indicator: str, language: str) -> list[str]:
    """What changed in an entry besides its figure, by the keys of the data: `source: plan → report-2022`."""
    old, new = (_facts(_line(card, indicator), language) for card in (kept.before, kept.after))
    keys = [key for key in new | old if new.get(key) != old.get(key)]
    return [f"  {key}: {old.get(key, NOTHING)} → {new.get(key, NOTHING)}" for key in keys]


def _facts(line: Line | None, language: str) -> dict[str, str]:
    entry = line.entry if line else None
    if entry is None:
        return {}
    facts: dict[str, str | None] = {
        "reported": entry.reported.annual if entry.reported else None,
        "reported.term": entry.reported.term if entry.reported else None,
        "provisional": "true" if entry.provisional else None,
        "as_of": entry.as_of,
        "source": " ".join(entry.source or ()),
        "note": say_in(entry.note, language) if entry.note else None,
    }
    return {key: visible(fact) for key, fact in facts.items() if fact}
