"""What can be wrong between entries: contradictions, unknown ids, limits, years. Pure, on values.

Each check yields a Problem within a part of the file; `reading` finds that part's place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice

from an_sinh.errors import DidYouMean, Phrase, Problem, Steps
from an_sinh.figures import as_thousands, plain
from an_sinh.programme.model import (
    PLAIN_FORMS,
    ActualsFile,
    Baseline,
    Entry,
    Indicator,
    Limits,
    OutlookRule,
    ProgrammeHead,
    Target,
    TargetsFile,
    Was,
)
from an_sinh.programme.parts import (
    Named,
    check_whole,
    each_entry,
    no_figure_of_its_own,
    no_parts,
    part_id,
    steps_of,
    unknown_part,
    with_parts,
)
from an_sinh.terms import Against, Direction, Form, Period, Status, WithinYear, year_of
from an_sinh.text import quoted

_BESIDE = 100
"""With how many other figures of its indicator a suspicious one is compared."""


def check_targets(file: TargetsFile, groups: Mapping[str, object], sources: Mapping[str, object]) -> Iterator[Problem]:
    """Every contradiction inside targets.yaml: between a target and itself, `better`, the limits, the years."""
    yield from _outlook(file.programme.outlook)
    every = with_parts(file.indicators)
    for id_, indicator in file.indicators.items():
        path: Steps = ("indicators", id_)
        if indicator.group not in groups:
            yield _unknown_group(indicator.group, groups).within((*path, "group"))
        yield from _defined(id_, indicator, path, file.programme, sources, every)
        if indicator.parts is not None:
            yield from check_whole(id_, indicator, file.indicators, path)
            for name, part in indicator.parts.items():
                at: Steps = (*path, "parts", name)
                yield from _defined(part_id(id_, name), part, at, file.programme, sources, every)


def _defined(
    id_: str,
    indicator: Indicator,
    path: Steps,
    programme: ProgrammeHead,
    sources: Mapping[str, object],
    indicators: Mapping[str, object],
) -> Iterator[Problem]:
    """Every contradiction of one indicator, or of a part, beside its group."""
    years, starts = programme.years, programme.year_starts or 1
    yield from check_sources(indicator.source, sources, (*path, "source"))
    if indicator.baseline:
        yield from check_sources(indicator.baseline.source, sources, (*path, "baseline", "source"))
        yield from _limits(indicator.limits, {"value": indicator.baseline.value}, (*path, "baseline"))
    yield from _span_of_limits(indicator.limits, (*path, "limits"))
    sound_if_plain = indicator.better in (Direction.HIGHER, Direction.LOWER) and indicator.limits is None
    for year, target in (indicator.targets or {}).items():
        if target is None:
            continue
        at: Steps = (*path, "targets", str(year))
        if not isinstance(year, str) and not years[0] <= year_of(year, starts) <= years[1]:
            yield outside_span(year, years).within(at, key=True)
        if sound_if_plain and target.is_plain:
            continue
        yield from due_too_early(target, year, years[0], at)
        yield from check_sources(target.source, sources, (*at, "source"))
        yield from check_sources_before(target, sources, at)
        yield from check_target(target, indicator, year, at)
    if indicator.every is not None:
        yield from check_sources(indicator.every.source, sources, (*path, "every", "source"))
        yield from check_sources_before(indicator.every, sources, (*path, "every"))
        yield from check_target(indicator.every, indicator, "every", (*path, "every"))
    yield from _indicator(indicator, path)
    if indicator.within_year is not None:
        yield from _within_year(indicator, indicator.within_year, (*path, "within_year"))
    if indicator.rollup is not None:
        yield from _rollup(id_, indicator, indicators, (*path, "rollup"))


def _outlook(rule: OutlookRule | None) -> Iterator[Problem]:
    """0 < behind < on track <= 1: what grows as fast as it must is on track, and what stands still is far behind."""
    if rule is None:
        return
    on_track, behind = rule.bounds
    if not 0 < behind < on_track <= 1:
        yield Problem(
            "contradiction",
            "on_track {on_track} and behind {behind} are no bounds of an outlook",
            "write 0 < behind < on_track, and at most 1",
            on_track=plain(on_track),
            behind=plain(behind),
        ).within(("programme", "outlook"), key=True)


def _indicator(indicator: Indicator, path: Steps) -> Iterator[Problem]:
    targets = indicator.targets or {}
    forms = {year: target.value.__class__ is bool for year, target in targets.items() if target}
    if indicator.every is not None:
        forms["every"] = indicator.every.value.__class__ is bool
    kinds = set(forms.values())
    if len(kinds) == 2:  # both
        first, *others = forms.items()
        odd = next(year for year, kind in others if kind is not first[1])
        at = (*path, "every") if odd == "every" else (*path, "targets", str(odd))
        yield mixed_targets().within(at, key=True)
    elif kinds == {False} and indicator.better is None:
        yield no_direction().within(path, key=True)
    if indicator.cumulative and True in kinds:
        yield Problem("contradiction", "a milestone can't be summed over the years", "delete cumulative").within(
            (*path, "cumulative"), key=True
        )
    if indicator.average and True in kinds:
        yield Problem("contradiction", "a milestone has no mean over the years", "delete average").within(
            (*path, "average"), key=True
        )
    if indicator.average and indicator.cumulative:
        yield Problem(
            "contradiction", "the sum and the mean of the years can't both be compared", "delete cumulative or average"
        ).within((*path, "average"), key=True)


def _within_year(indicator: Indicator, within: WithinYear, path: Steps) -> Iterator[Problem]:
    """A thing done or not doesn't build up, and what is summed over the years can't be a level within one."""
    if within is WithinYear.ADDS and indicator.is_milestone:
        yield Problem(
            "contradiction", "a milestone can't be added up within a year", Phrase("delete it", sense="a key")
        ).within(path, key=True)
    elif within is WithinYear.LEVEL and indicator.cumulative:
        yield Problem(
            "contradiction",
            "what is summed over the years adds up within a year too",
            Phrase("delete it", sense="a key"),
        ).within(path, key=True)


def outside_span(year: Period, years: tuple[int, int]) -> Problem:
    """A target for a year that is none of the programme's."""
    return Problem(
        "wrong-year",
        "{year} is outside the programme's years {first} to {last}",
        "correct the year, or the programme's years",
        year=str(year),
        first=str(years[0]),
        last=str(years[1]),
    )


def check_sources_before(target: Target, sources: Mapping[str, object] | None, path: Steps) -> Iterator[Problem]:
    """The sources of what a target was."""
    for index, was in enumerate(target.was or ()):
        yield from check_sources(was.source, sources, (*path, "was", index, "source"))


def due_too_early(target: Target, year: Period | str, first: int, path: Steps) -> Iterator[Problem]:
    """A target of the term that is due before the programme begins."""
    if target.by is not None and year == "term" and target.by < first:
        yield Problem(
            "wrong-year",
            "the target of the term is due in {year}, before the programme's first year {first}",
            "correct the year, or the programme's years",
            year=str(target.by),
            first=str(first),
        ).within((*path, "by"))


def mixed_targets() -> Problem:
    """A milestone and a figure together."""
    return Problem(
        "contradiction", "a milestone and a figure can't be targets of one indicator", "make two indicators of it"
    )


def no_direction() -> Problem:
    """A figure as a target, and no word on which way is better."""
    return Problem("no-direction", "no word on which way is better", "add better: higher, lower or within")


def _rollup(id_: str, indicator: Indicator, indicators: Mapping[str, object], path: Steps) -> Iterator[Problem]:
    """What a roll-up is made of must be there, and be a figure that can be added."""
    if indicator.is_milestone:
        yield Problem("contradiction", "a milestone can't be added up over places", "delete rollup").within(
            path, key=True
        )
    for index, part in enumerate(indicator.rollup.ratio or () if indicator.rollup else ()):
        at: Steps = (*path, "ratio", index)
        if part == id_:
            yield Problem(
                "contradiction",
                "{id} can't be a part of its own roll-up",
                "name the two indicators that make it",
                id=quoted(id_),
            ).within(at)
        elif part not in indicators:
            yield unknown_indicator(part, indicators).within(at)


def check_target(target: Target, indicator: Indicator, year: Period | str, path: Steps) -> Iterator[Problem]:
    """Every contradiction between a target and itself, and with the indicator's `better` and limits."""
    forms = target.written_forms
    if not forms:
        yield Problem(
            "missing-key",
            "this target says nothing to reach",
            "add value, from and to, under, over, about, change, change_percent or from_baseline_percent",
        ).within(path, key=True)
        return
    if len(forms) > 1:
        yield Problem(
            "contradiction",
            "{first} and {second} can't both be the target",
            "keep one of them",
            first=forms[0],
            second=forms[1],
        ).within(path, key=True)
        return
    if forms == ("from",) and (target.low is None or target.high is None):
        missing = "from" if target.low is None else "to"
        yield Problem("missing-key", "{key} is missing", "add {key}", key=quoted(missing)).within(path, key=True)
        return
    form = target.form
    for index, was in enumerate(target.was or ()):
        yield from _was(was, indicator, (*path, "was", index))
    if target.by is not None and year != "term":
        yield Problem(
            "contradiction",
            "only the target of the term can be due in another year",
            Phrase("delete it", sense="a key"),
        ).within((*path, "by"), key=True)
    if target.value is False:
        yield Problem("contradiction", "a target that is false asks for nothing", "write true, or delete it").within(
            path, key=True
        )
    if target.low is not None and target.high is not None and target.low > target.high:
        yield Problem(
            "contradiction",
            "from {low} to {high} runs backwards",
            "write the smaller first",
            low=plain(target.low),
            high=plain(target.high),
        ).within(path, key=True)
        return
    if form in (Form.CHANGE, Form.CHANGE_PERCENT):
        yield from _change(indicator, year, path)
    if form is not Form.MILESTONE and indicator.better is not None:
        yield from _against_better(target, form, indicator, indicator.better, path)
    if form is Form.FROM_BASELINE_PERCENT:
        yield from _of_baseline(target, indicator, path)
    if target.exceeded is not None and (form is Form.MILESTONE or indicator.better is Direction.WITHIN):
        kind = Phrase("a milestone" if form is Form.MILESTONE else "a band")
        yield Problem(
            "contradiction", "exceeded has no meaning for {form}", Phrase("delete it", sense="a key"), form=kind
        ).within(path, key=True)
    if not indicator.cumulative:  # a sum may pass the limits that hold for each year's figure
        yield from _limits(indicator.limits, target.figures, path)


def _change(indicator: Indicator, year: Period | str, path: Steps) -> Iterator[Problem]:
    """A change is counted from the year before: not at the end of the term, and not by the mean of several years."""
    if year == "term":
        yield Problem(
            "contradiction", "a change can't be the end-of-term target", "write the figure to be reached"
        ).within(path, key=True)
    if indicator.average:
        yield Problem(
            "contradiction",
            "the mean of the years can't be held against a change from the year before",
            "write the figure to be reached",
        ).within(path, key=True)


def _was(was: Was, indicator: Indicator, path: Steps) -> Iterator[Problem]:
    """What a target was must have been one: a figure in one form, that fits `better` as it stands."""
    former = was.as_target
    if indicator.is_milestone:
        yield Problem("contradiction", "a milestone was no figure before", Phrase("delete it", sense="a key")).within(
            path, key=True
        )
    elif all(getattr(was, name) is None for name in PLAIN_FORMS):
        yield Problem(
            "missing-key", "what the target was is not said", "add value, from and to, under, over or about"
        ).within(path, key=True)
    else:
        yield from check_target(former, indicator, "term", path)


def _of_baseline(target: Target, indicator: Indicator, path: Steps) -> Iterator[Problem]:
    """A percentage of the baseline wants one, and what comes of it lies within the limits."""
    at: Steps = (*path, "from_baseline_percent")
    if indicator.baseline is None:
        yield Problem(
            "missing-key", "a percentage of the baseline, and no baseline", "add baseline: {{year: …, value: …}}"
        ).within(at, key=True)
    elif indicator.cumulative:
        yield Problem(
            "contradiction",
            "the sum of many years can't be held against a percentage of one year's baseline",
            "write the figure to be reached",
        ).within(at, key=True)
    else:
        worked_out = near_edge(target, Direction.HIGHER, indicator.baseline)
        figures = {} if worked_out is None else {"from_baseline_percent": worked_out}
        yield from _limits(indicator.limits, figures, path)


def _against_better(
    target: Target, form: Form, indicator: Indicator, better: Direction, path: Steps
) -> Iterator[Problem]:
    if better is Direction.WITHIN:
        if form is not Form.RANGE:
            yield Problem(
                "contradiction", "where within is better, a target is a band", "write {{from: …, to: …}}"
            ).within(path, key=True)
        return
    if (form, better) in ((Form.UNDER, Direction.HIGHER), (Form.OVER, Direction.LOWER)):
        yield Problem(
            "contradiction",
            "{form} can't stand where {better} is better",
            Phrase("where lower is better write under, and where higher is better over"),
            form=form.value,
            better=better.value,
        ).within(path, key=True)
        return
    near = near_edge(target, better, indicator.baseline)
    exceeded = target.exceeded_from
    if exceeded is not None and near is not None:
        past = exceeded > near if better is Direction.HIGHER else exceeded < near
        if not past:
            yield Problem(
                "contradiction",
                "exceeded: {exceeded} is not past the target's {near}",
                "name a figure that is better than the target",
                exceeded=plain(exceeded),
                near=plain(near),
            ).within(path, key=True)


def near_edge(target: Target, better: Direction, baseline: Baseline | None = None) -> Decimal | None:
    """Where a target is met that rests on no year's actual; None for a change from the year before and a milestone."""
    if target.form is Form.FROM_BASELINE_PERCENT:
        return target.counted_from(baseline.value) if baseline else None
    return target.near(better)


def _span_of_limits(limits: Limits | None, path: Steps) -> Iterator[Problem]:
    if limits and limits.low is not None and limits.high is not None and limits.low > limits.high:
        yield Problem(
            "contradiction",
            "from {low} to {high} runs backwards",
            "write the smaller first",
            low=plain(limits.low),
            high=plain(limits.high),
        ).within(path, key=True)


def _limits(limits: Limits | None, figures: Mapping[str, Decimal], path: Steps) -> Iterator[Problem]:
    """Each figure outside the limits, by its key below the path."""
    if limits is None:
        return
    for key, figure in figures.items():
        if (limits.low is not None and figure < limits.low) or (limits.high is not None and figure > limits.high):
            low = plain(limits.low) if limits.low is not None else "−∞"
            high = plain(limits.high) if limits.high is not None else "∞"
            yield Problem(
                "outside-limits",
                "{figure} is outside the limits {low} to {high}",
                "correct the figure, or the limits in targets.yaml",
                figure=plain(figure),
                low=low,
                high=high,
            ).within((*path, key))


def check_actuals(
    file: ActualsFile,
    year: int,
    last: int,
    indicators: Mapping[str, Indicator | None] | None,
    sources: Mapping[str, object] | None,
    unbounded: Collection[str] = (),
) -> Iterator[Problem]:
    """Every contradiction between a year's file and targets.yaml.

    `unbounded` are indicators whose actuals may be any figure, so that a bare one needs no look.

    `indicators` holds None for one that is defined but could not be read, so that it is not called unknown; where
    `indicators` or `sources` is None, targets.yaml can't be read, and nothing is called unknown.
    """
    if year > last:
        yield after_the_last(year, last).within(("year",))
    yield from check_sources(file.source, sources, ("source",))
    for index, published in enumerate(file.published or ()):
        yield from check_sources(published.source, sources, ("published", index, "source"))
        if published.outlooks and published.against is not Against.TERM:
            yield Problem(
                "contradiction",
                "on_track and behind speak of the end of the term, and this headline of the year's plan",
                "add against: term",
            ).within(("published", index), key=True)
        if not published.counts and not published.outlooks:
            yield Problem(
                "missing-key", "a published headline without a count", "add met_or_exceeded and total"
            ).within(("published", index), key=True)
    for id_, entry, path in each_entry(file.actuals or {}):
        if indicators is not None and id_ not in indicators:
            yield from _unknown(Named(id_, entry, path), indicators)
        elif entry is not None:
            if entry.source is not None:
                yield from check_sources(entry.source, sources, (*path, "source"))
            if entry.reported is not None and entry.reported.source is not None:
                yield from check_sources(entry.reported.source, sources, (*path, "reported", "source"))
            bare = id_ in unbounded and entry.value.__class__ is Decimal and entry.parts is None
            if bare and not _is_not_started(entry) and not _is_reached_yet_on_the_way(entry):
                continue
            indicator = indicators[id_] if indicators is not None else None
            if indicator is not None:
                yield from _entry(id_, entry, indicator, year, path)


def _unknown(named: Named, indicators: Mapping[str, Indicator | None]) -> Iterator[Problem]:
    """An entry of what is not in targets.yaml; of a part only where its indicator has other parts."""
    if len(named.steps) == 2:
        yield unknown_indicator(named.id, indicators)
        return
    _, whole, _, name = map(str, named.steps)
    indicator = indicators.get(whole)
    if indicator is not None and indicator.parts is not None:
        yield unknown_part(whole, name, indicator.parts).within(named.steps, key=True)


def after_the_last(year: int, last: int) -> Problem:
    """Figures of a year after the programme."""
    return Problem(
        "wrong-year",
        "{year} is after the programme's last year {last}",
        "correct the year, or the programme's years",
        year=str(year),
        last=str(last),
    )


def wrong_year(name: str, year: Period) -> Problem:
    """A file whose name says another year than itself."""
    return Problem(
        "wrong-year",
        "the file is named {name} and says year {year}",
        "make the two agree",
        name=name,
        year=str(year),
    )


def _withdrawn(id_: str, year: int) -> Problem:
    return Problem(
        "contradiction",
        "{id} is withdrawn in {year}",
        "delete the entry, or change its years in targets.yaml",
        id=quoted(id_),
        year=str(year),
    )


def _not_asked(id_: str) -> Problem:
    return Problem(
        "contradiction", "{id} is not asked of this place", "delete the entry, or ask for it", id=quoted(id_)
    )


def _is_not_started(entry: Entry) -> bool:
    reported = entry.reported
    return reported is not None and Status.NOT_STARTED in (reported.annual, reported.term)


def _is_reached_yet_on_the_way(entry: Entry) -> bool:
    reported = entry.reported
    return reported is not None and reported.outlook is not None and reported.term in (Status.MET, Status.EXCEEDED)


def _entry(id_: str, entry: Entry, indicator: Indicator, year: int, path: Steps) -> Iterator[Problem]:
    if indicator.years is not None and not indicator.in_years(year):
        yield (_not_asked(id_) if indicator.is_never_asked else _withdrawn(id_, year)).within(path, key=True)
    reported = entry.reported
    if reported is not None and reported.outlook is not None and _is_reached_yet_on_the_way(entry):
        yield Problem(
            "contradiction",
            "reached at the end-of-term target and yet '{outlook}'",
            "keep one of the two",
            outlook=reported.outlook.value,
        ).within(path, key=True)
    if indicator.parts is not None:
        yield from _of_parts(id_, entry, indicator, path)
        return
    if entry.parts is not None:
        yield no_parts(id_).within((*path, "parts"), key=True)
    value = entry.value
    if value is None:
        return
    if value is not False and _is_not_started(entry):
        yield Problem(
            "contradiction",
            "done and yet 'not-started'" if value is True else "a figure together with 'not-started'",
            "keep one of the two",
        ).within(path, key=True)
    if isinstance(value, bool):
        if not indicator.is_milestone and any(indicator.written_targets):
            yield Problem("contradiction", "{id} is measured by figures", "write a figure", id=quoted(id_)).within(
                path, key=True
            )
    elif indicator.is_milestone:
        yield Problem("contradiction", "{id} is a milestone", "write true or false", id=quoted(id_)).within(
            path, key=True
        )
    elif indicator.limits is not None:
        yield from _limits(indicator.limits, {"value": value}, path)


def _of_parts(id_: str, entry: Entry, indicator: Indicator, path: Steps) -> Iterator[Problem]:
    """An entry of an indicator with parts: no figure of its own, and none of a part together with 'not-started'."""
    if entry.value is not None:
        yield no_figure_of_its_own(id_, indicator).within((*path, "value"))
    figures = [each.value for each in (entry.parts or {}).values() if each is not None]
    if _is_not_started(entry) and any(value is not None and value is not False for value in figures):
        yield Problem("contradiction", "a figure together with 'not-started'", "keep one of the two").within(
            path, key=True
        )


def unknown_indicator(id_: str, indicators: Mapping[str, object]) -> Problem:
    """An entry whose indicator is not in targets.yaml."""
    remedy = DidYouMean(id_, indicators, Phrase("add it there, or correct the id"))
    problem = Problem("unknown-indicator", "{id} is not in targets.yaml", remedy, id=quoted(id_))
    return problem.within(("actuals", id_), key=True)


def _unknown_group(id_: str, groups: Mapping[str, object]) -> Problem:
    remedy = DidYouMean(id_, groups, Phrase("add it under groups, or correct the id"))
    return Problem("unknown-group", "{id} is not one of the groups", remedy, id=quoted(id_))


def check_sources(
    named: tuple[str, ...] | None, sources: Mapping[str, object] | None, path: Steps
) -> Iterator[Problem]:
    """Each source named must be one of the sources; nothing is said where these are not known."""
    if sources is None:
        return
    for index, id_ in enumerate(named or ()):
        if id_ not in sources:
            remedy = DidYouMean(id_, sources, Phrase("add it under sources, or correct the id"))
            problem = Problem("unknown-source", "{id} is not one of the sources", remedy, id=quoted(id_))
            yield problem.within((*path, index))


def looks_like_thousands(figure: Decimal, beside: Decimal) -> str | None:
    """What `203.027` beside a target of 160000 was meant to be: `203027`; None where the figure is plausible as it is.

    A guess, for a warning only: three decimals after one to three digits, and within thirty times with the point read
    as a thousands separator. As it is written it is then more than thirty times too small.
    """
    meant = as_thousands(str(figure))
    if meant is None or beside == 0:
        return None
    size, thousand = abs(beside), abs(Decimal(meant))
    return meant if size <= thousand * 30 and thousand <= size * 30 else None


def _might_be_thousands(figure: object) -> bool:
    """Whether a figure is written with three decimals, as few are."""
    return figure.__class__ is Decimal and str(figure)[-4:-3] == "."


def _thousands(figure: Decimal, others: Iterable[Decimal], path: Steps) -> Iterator[Problem]:
    """A warning where a figure, beside one of the others, looks as if its separator had been read as a point."""
    for beside in islice(others, _BESIDE):
        meant = looks_like_thousands(figure, beside)
        if meant:
            yield (
                Problem(
                    "thousands-separator",
                    "{figure} beside {beside} looks like a thousands separator",
                    "did you mean {write}?",
                    figure=plain(figure),
                    beside=plain(beside),
                    write=meant,
                )
                .within(path)
                .as_warning()
            )
            return


def warn_of_thousands(file: ActualsFile, indicators: Mapping[str, Indicator | None] | None) -> Iterator[Problem]:
    """Figures that look as if a thousands separator had been read as a decimal point."""
    for id_, entry, path in each_entry(file.actuals or {}):
        value = entry.value if entry is not None else None
        if (
            value.__class__ is Decimal and str(value)[-4:-3] == "."
        ):  # as `_might_be_thousands`, for every entry there is
            indicator = indicators.get(id_) if indicators else None
            if indicator is not None:
                yield from _thousands(Decimal(value or 0), figures_beside(indicator), (*path, "value"))


def figures_beside(indicator: Indicator) -> Iterator[Decimal]:
    """The absolute figures of an indicator's own definition, to compare a figure's size with."""
    for target in indicator.written_targets:
        yield from target.figures.values()
    if indicator.baseline:
        yield indicator.baseline.value


def warn_of_thousands_in_targets(file: TargetsFile, actuals: Callable[[str], Iterable[Decimal]]) -> Iterator[Problem]:
    """Targets that look as if a thousands separator had been read as a decimal point, beside the indicator's others.

    `actuals` tells an indicator's actuals.
    """
    for id_, indicator in with_parts(file.indicators).items():
        path = steps_of(id_, file.indicators)
        for year, target in (indicator.targets or {}).items():
            if target is None or (target.is_plain and not _might_be_thousands(target.value)):
                continue
            for figure in filter(_might_be_thousands, target.figures.values()):
                others = chain(figures_beside(indicator), actuals(id_))
                yield from _thousands(figure, others, (*path, "targets", str(year)))
        if indicator.every is not None and not indicator.every.is_plain:
            for figure in filter(_might_be_thousands, indicator.every.figures.values()):
                others = chain(figures_beside(indicator), actuals(id_))
                yield from _thousands(figure, others, (*path, "every"))
