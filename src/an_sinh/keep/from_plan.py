"""A plan in a sheet -> a new data directory: its targets.yaml, with what was guessed marked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from an_sinh.errors import ENGLISH, DataError, Problem, Speaker
from an_sinh.keep.editing import spelled_text
from an_sinh.keep.starting import see_no_data, write_new
from an_sinh.programme.loading import DataSet
from an_sinh.spreadsheet.planning import Plan, PlannedIndicator, PlannedTarget, UnreadCell, slug
from an_sinh.terms import Severity
from an_sinh.text import visible

GUESSED = "# guessed"
_SOURCE = "plan"
_NO_GROUP = "indicators"


class NewDirectory(NamedTuple):
    """A data directory made from a plan, and what lint says of it."""

    path: Path
    warnings: tuple[Problem, ...]


def start_from(folder: Path, plan: Plan, sheet: str, say: Speaker = ENGLISH) -> NewDirectory:
    """Write a plan into a folder as its targets.yaml.

    Complaint where the folder, or its `data/`, is a data directory already; DataError, and nothing written, where the
    result would not lint. `sheet` is the file's name; `say` speaks the comments.
    """
    see_no_data(folder)
    text = targets_text(plan, sheet, say)
    problems = DataSet(folder, folder.as_posix(), {"targets.yaml": text.encode()}).lint()
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise DataError(problems)
    write_new(folder, {"targets.yaml": text.encode()})
    return NewDirectory(folder / "targets.yaml", problems)


def targets_text(plan: Plan, sheet: str, say: Speaker = ENGLISH) -> str:
    """The text of targets.yaml."""
    name = plan.title or Path(sheet).stem
    head = say.text("Made from {sheet} by ansinh init. What was guessed is marked: see whether it is right.")
    lines = [
        f"# {head.format(sheet=visible(sheet))}",
        "",
        "programme:",
        f"  id: {spelled_text(slug(Path(sheet).stem) or 'plan')}",
        f"  name: {spelled_text(name)}",
        f"  years: [{plan.years[0]}, {plan.years[1]}]",
        "",
        "sources:",
        f"  {_SOURCE}: {{title: {spelled_text(name, flow=True)}}}",
        "",
        "groups:",
        *(f"  {spelled_text(id_)}: {spelled_text(said)}" for id_, said in _groups(plan).items()),
        "",
        "indicators:",
    ]
    entries = ("\n".join(_indicator(each, say)) for each in plan.indicators)
    return "\n".join(lines) + "\n" + "\n\n".join(entries) + "\n"


def _groups(plan: Plan) -> dict[str, str]:
    """The groups, with one more for what stands before the first."""
    groups = dict(plan.groups)
    if any(not each.group for each in plan.indicators):
        groups = {_NO_GROUP: plan.title or "Indicators", **groups}
    return groups


def _indicator(planned: PlannedIndicator, say: Speaker) -> Iterator[str]:
    yield f"  {spelled_text(planned.id)}:"
    yield f"    name: {spelled_text(planned.name)}"
    yield f"    group: {spelled_text(planned.group or _NO_GROUP)}"
    if planned.unit:
        yield f"    unit: {spelled_text(planned.unit)}"
    if planned.better:
        why = f"  {GUESSED}: {planned.guessed.said(say)}" if planned.guessed else ""
        yield f"    better: {planned.better}{why}"
    if planned.baseline:
        yield f"    baseline: {{year: {planned.baseline[0]}, value: {planned.baseline[1]}}}"
    if planned.lead:
        yield f"    lead: {spelled_text(planned.lead)}"
    yield f"    source: {_SOURCE}"
    if planned.note:
        yield f"    note: {spelled_text(planned.note)}"
    if planned.targets:
        yield "    targets:"
    yield from _targets(planned, say)


def _targets(planned: PlannedIndicator, say: Speaker) -> Iterator[str]:
    """The targets by their years; one that could not be read stands as a comment in its place."""
    margin = "      " if planned.targets else "    "
    read = [(each.year, _target(each)) for each in planned.targets]
    unread = [(each.year, _unread(each, say)) for each in planned.unread]
    yield from (margin + line for _, line in sorted([*read, *unread], key=lambda each: each[0]))


def _target(target: PlannedTarget) -> str:
    keys, guessed = dict(target.wording.keys), f"  {GUESSED}" if target.wording.is_guess else ""
    if target.wording.about:
        if "value" in keys:
            keys = {"about": keys["value"]}
        else:
            keys["note"] = spelled_text(target.wording.about, flow=True)
    told = ", ".join(f"{key}: {said}" for key, said in keys.items())
    told = keys["value"] if list(keys) == ["value"] else f"{{{told}}}"
    return f"{target.year}: {told}{guessed}"


def _unread(unread: UnreadCell, say: Speaker) -> str:
    return f"# {unread.year}: {unread.text} ({unread.cell}: {unread.reason.said(say)})"
