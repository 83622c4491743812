"""From the options of `ansinh diff` to its page and exit code."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from an_sinh.cli.locate import DataDirectory, find_data
from an_sinh.cli.page import Page
from an_sinh.cli.scoring import Filter, as_year, dressed, known_groups, known_statuses, load_card, open_data
from an_sinh.cli.streams import language_of
from an_sinh.errors import UsageFault
from an_sinh.judge.diff import Diff, diff
from an_sinh.pages.diff import Sides
from an_sinh.pages.phrases import words
from an_sinh.render.screen import Screen
from an_sinh.terms import ExitCode, Language


class Asked(NamedTuple):
    """The options of `ansinh diff`."""

    old: str
    new: str | None
    data: Path | None
    old_data: Path | None
    since: str | None
    everything: bool
    exit_code: bool
    format_: str
    group: Sequence[str]
    status: Sequence[str]
    output: Path | None


def diff_page(asked: Asked, lang: str | None, against: str) -> Page:
    """The page of `ansinh diff`; with `--exit-code` its exit code says whether anything differs."""
    language = language_of((), lang)
    if asked.old_data is not None and asked.since is not None:
        raise UsageFault("two_olds")
    if asked.new is None and asked.old_data is None and asked.since is None:
        raise UsageFault("no_new_year")
    old_year, new_year = as_year(asked.old, "OLD"), as_year(asked.old if asked.new is None else asked.new, "NEW")
    directory = open_data(asked.data, language)
    statuses = known_statuses(asked.status)
    with _old_directory(asked, directory) as earlier:
        old = load_card(earlier, old_year, against, language)
        new = load_card(directory, new_year, against, language, old)
    found = diff(old, new)
    rows = Filter(groups=known_groups(new.programme, asked.group), statuses=statuses)
    sides = _sides(asked, found, language)
    closes = asked.exit_code and found.differs
    return Page(
        write=_writer(asked, found, sides, rows, language),
        for_people=asked.format_ not in ("json", "csv", "html"),
        output=asked.output,
        code=ExitCode.CLOSED if closes else ExitCode.ANSWERED,
    )


@contextmanager
def _old_directory(asked: Asked, directory: DataDirectory) -> Iterator[DataDirectory]:
    """Where the old side's data are: another directory, the same as it was at a revision, or the same."""
    if asked.old_data is not None:
        yield find_data(asked.old_data)
    elif asked.since is not None:
        from an_sinh.programme.revisions import write_revision

        with tempfile.TemporaryDirectory(prefix="ansinh-") as folder:
            write_revision(directory.path, asked.since, Path(folder))
            yield DataDirectory(path=Path(folder), shown=f"{asked.since}:{directory.shown}")
    else:
        yield directory


def _sides(asked: Asked, found: Diff, language: str) -> Sides:
    say = words(language)
    if asked.old_data is None and asked.since is None:
        return Sides(old=str(found.old.year), new=str(found.new.year), years=True)
    old = asked.since or str(asked.old_data)
    if found.old.year != found.new.year:
        return Sides(old=f"{found.old.year} ({old})", new=str(found.new.year), years=True)
    return Sides(old=old, new=say.side_new, years=False)


def _writer(asked: Asked, found: Diff, sides: Sides, rows: Filter, language: str) -> Callable[[Screen], str]:
    match asked.format_:
        case "json":
            from an_sinh.render.as_json_years import diff_json

            return lambda _screen: diff_json(found)
        case "csv":
            from an_sinh.render.as_csv_years import diff_csv

            return lambda _screen: diff_csv(found)
        case "prose":
            from an_sinh.pages.diff import diff_prose

            return lambda _screen: diff_prose(found, sides, language)
        case "html":
            from an_sinh.pages.web.diff import diff_web
            from an_sinh.render.as_html import write_html

            both = {each: _sides(asked, found, each) for each in Language}
            page = diff_web(found, both, language, rows=rows if rows.groups or rows.statuses else None)
            return lambda _screen: write_html(page)
        case _:
            from an_sinh.pages.diff import diff_sheet

            chosen = rows if rows.groups or rows.statuses else None
            return dressed(asked.format_, diff_sheet(found, sides, language, rows=chosen, everything=asked.everything))
