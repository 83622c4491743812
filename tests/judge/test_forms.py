"""The forms that real programmes use, from the file to the verdict: what a programme says of all its targets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh import diff, load, outlook, score
from an_sinh.errors import DataError
from an_sinh.pages.report import report_page
from an_sinh.pages.say import Say
from an_sinh.programme.model import Programme
from an_sinh.terms import Basis, Outlook, Reason, Status
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Quick

HEAD = "programme: {id: P, name: P, years: [2021, 2025]%s}\ngroups: {g: G}\nindicators:\n"


def folder(at: Path, indicators: str, years: Mapping[int, str], head: str = "") -> Path:
    """A data directory: the indicators' lines, and each year's entries."""
    (at / "actuals").mkdir(parents=True, exist_ok=True)
    (at / "targets.yaml").write_text(HEAD % head + indicators, "utf-8")
    for year, entries in years.items():
        (at / "actuals" / f"{year}.yaml").write_text(f"year: {year}\nactuals: {entries}\n", "utf-8")
    return at


def statuses(programme: Programme, year: int = 2022, against: str = "annual") -> dict[str, str]:
    return {line.id: line.status.value for line in score(programme, year, against).lines}


# --- exceeded: never --------------------------------------------------------------------------------------------------

NEVER = """\
  a: {name: A, group: g, better: higher, targets: {2022: 5, 2023: {value: 5, exceeded: 7}, term: {from: 5, to: 6}}}
  b: {name: B, group: g, better: lower, targets: {2022: {under: 5}, 2023: {change: -1}, 2025: {change_percent: -1}}}
"""


@pytest.mark.parametrize("never", [True, False])
def test_a_programme_says_it_of_every_target_that_names_no_figure(tmp_path: Path, never: bool) -> None:
    years = {2022: "{a: 9, b: 4}", 2023: "{a: 9, b: 2}", 2024: "{a: 9, b: 3}", 2025: "{a: 9, b: 1}"}
    found = load(folder(tmp_path, NEVER, years, ", exceeded: never" if never else ""))
    best = "met" if never else "exceeded"
    assert statuses(found) == {"a": best, "b": best}
    assert statuses(found, 2023) == {"a": "exceeded", "b": best}
    assert statuses(found, 2025, "term") == {"a": best, "b": best}


def test_what_the_authority_reported_stays(tmp_path: Path) -> None:
    found = load(
        folder(
            tmp_path, NEVER, {2022: "{a: {reported: exceeded}, b: {value: 4, reported: exceeded}}"}, ", exceeded: never"
        )
    )
    a, b = score(found, 2022).lines
    assert (a.status, b.status, b.discrepancy) == (Status.EXCEEDED, Status.MET, True)


def test_a_diff_tells_that_the_programme_says_so_now(tmp_path: Path) -> None:
    years = {2022: "{a: 9, b: 4}"}
    old = load(folder(tmp_path / "old", NEVER, years))
    new = load(folder(tmp_path / "new", NEVER, years, ", exceeded: never"))
    found = diff(score(old, 2022), score(new, 2022))
    assert [(each.what, each.old, each.new) for each in found.restated] == [("exceeded", None, "never")]
    assert found.net == 0


def test_a_table_of_places_takes_never(tmp_path: Path, quick: Quick) -> None:
    at = folder(tmp_path, NEVER, {2022: "{a: 9, b: 4}"})
    (at / "places.yaml").write_text("x: {name: X}\n", "utf-8")
    (at / "places").mkdir()
    (at / "places" / "t.csv").write_text("place,indicator,year,value,exceeded\nx,a,2022,5,never\n", "utf-8")
    (at / "actuals" / "2022").mkdir()
    (at / "actuals" / "2022" / "x.yaml").write_text("year: 2022\nactuals: {a: 9}\n", "utf-8")
    ran = quick("score", "2022", "--data", str(at), "--place", "x", "--format", "csv")
    assert ran.code == 0, ran.stderr
    assert "met,computed" in ran.stdout.splitlines()[1]


# --- a percentage of the baseline -------------------------------------------------------------------------------------

BASELINE = """\
  a:
    name: A
    group: g
    better: lower
    baseline: {year: 2020, value: %s, source: s}
    breaks: [%s]
    targets: {2022: {from_baseline_percent: -10}, term: {from_baseline_percent: -15, exceeded: 30}}
"""


@pytest.mark.parametrize(
    ("value", "broken", "status", "reason"),
    [("40", "2030", "met", None), ("40", "2021", "unscored", "series-break"), ("0", "2030", "unscored", "no-base")],
)
def test_a_percentage_of_the_baseline(tmp_path: Path, value: str, broken: str, status: str, reason: str | None) -> None:
    sources = "}\nsources: {s: {title: S}"
    found = score(load(folder(tmp_path, BASELINE % (value, broken), {2022: "{a: 36}"}, sources)), 2022)
    line = found.lines[0]
    assert (line.status.value, line.reason.value if line.reason else None, line.sources.base) == (
        status,
        reason,
        ("s",),
    )


def test_the_term_is_held_against_a_percentage_of_the_baseline(tmp_path: Path, quick: Quick) -> None:
    sources = "}\nsources: {s: {title: S}"
    at = folder(tmp_path, BASELINE % ("40", "2030"), {2022: "{a: 33}", 2023: "{a: 30}"}, sources)
    programme = load(at)
    assert statuses(programme, 2022, "term") == {"a": "met"}
    assert statuses(programme, 2023, "term") == {"a": "exceeded"}
    line = score(programme, 2022, "term").lines[0]
    assert line.achieved_percent is not None
    assert (line.gap, round(line.achieved_percent, 6)) == (Decimal(1), Decimal("116.666667"))  # 7 of the 6 planned
    seen = outlook(programme, 2022).lines[0]
    assert (seen.target, seen.outlook) == (Decimal(34), Outlook.REACHED)
    for language, told in (("en", "15 % under the baseline of 2020"), ("vi", "thấp hơn 15% so với số gốc năm 2020")):
        page = quick("score", "2022", "--against", "term", "--data", str(at), "--lang", language).page
        assert told in page


def test_no_place_has_a_baseline(tmp_path: Path) -> None:
    at = folder(tmp_path, BASELINE % ("40", "2030"), {2022: "{a: 33}"}, "}\nsources: {s: {title: S}")
    (at / "places.yaml").write_text("x: {name: X}\n", "utf-8")
    (at / "actuals" / "2022").mkdir()
    (at / "actuals" / "2022" / "x.yaml").write_text("year: 2022\nactuals: {a: 9}\n", "utf-8")
    (line,) = score(load(at).at("x"), 2022).lines
    assert line.reason is Reason.NO_TARGET
    (at / "places").mkdir()
    (at / "places" / "x.yaml").write_text("targets: {a: {2022: {from_baseline_percent: -1}}}\n", "utf-8")
    with pytest.raises(DataError, match="no place has a baseline"):
        load(at)


# --- the same every year ----------------------------------------------------------------------------------------------

EVERY = """\
  a: {name: A, group: g, better: higher, every: 90, targets: {2023: 95, 2024: , term: 99}}
  b: {name: B, group: g, better: lower, every: {change: -1}}
  c: {name: C, group: g, every: true, targets: {2023: true}}
"""


def test_every_is_the_target_of_each_year_that_has_none(tmp_path: Path) -> None:
    years = {year: f"{{a: 92, b: {2030 - year}, c: true}}" for year in range(2021, 2026)}
    programme = load(folder(tmp_path, EVERY, years))
    assert statuses(programme, 2021) == {"a": "exceeded", "b": "unscored", "c": "met"}
    assert statuses(programme, 2022) == {"a": "exceeded", "b": "met", "c": "met"}
    assert statuses(programme, 2023) == {"a": "unmet", "b": "met", "c": "met"}
    assert statuses(programme, 2024)["a"] == "exceeded"  # an empty line is no target of its own
    assert statuses(programme, 2022, "term") == {
        "a": "unmet",
        "b": "unmet",
        "c": "met",
    }  # the last year's stands for it


def test_one_year_alone_is_read_with_what_a_change_every_year_rests_on(tmp_path: Path) -> None:
    years = {2022: "{b: 5}", 2023: "{b: 4}", 2024: "{b: 3}", 2025: "{b: 2}"}
    at = folder(tmp_path, EVERY, years)
    for against in ("annual", "term"):
        alone, all_ = (score(load(at, wanted), 2023, against).lines[1] for wanted in ([2023], None))
        assert (alone.status, alone.target) == (all_.status, all_.target)
        assert alone.status is (Status.MET if against == "annual" else Status.UNMET)


@pytest.mark.parametrize(
    "form", ["90", "{about: 90}", "{from: 90, to: 95}", "{over: 90}", "{from_baseline_percent: 5}"]
)
def test_every_is_as_if_it_stood_in_each_year(tmp_path: Path, form: str) -> None:
    head = "  a: {name: A, group: g, better: higher, baseline: {year: 2020, value: 80}, "
    years = {year: f"{{a: {80 + 5 * (year - 2020)}}}" for year in range(2021, 2026)}
    written = ", ".join(f"{year}: {form}" for year in years)
    short = load(folder(tmp_path / "short", f"{head}every: {form}}}\n", years))
    long = load(folder(tmp_path / "long", f"{head}targets: {{{written}}}}}\n", years))
    for against in ("annual", "term"):
        for year in years:
            one, other = (score(each, year, against).lines[0] for each in (short, long))
            assert one[2:6] + one[6:8] == other[2:6] + other[6:8]
    seen, wanted = (outlook(each, 2022).lines[0] for each in (short, long))
    assert replace(seen, indicator=wanted.indicator) == wanted


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("better: higher, every: {under: 3}", "under can't stand where higher is better"),
        ("better: within, every: 3", "where within is better, a target is a band"),
        ("better: higher, every: 3, targets: {2022: true}", "a milestone and a figure"),
        ("every: 3", "no word on which way is better"),
        ("better: higher, every: {from: 3}", "'to' is missing"),
        ("better: higher, every: 3, limits: {to: 2}", "outside the limits"),
        ("cumulative: true, every: true", "a milestone can't be summed"),
        ("better: higher, every: {from_baseline_percent: 3}", "a percentage of the baseline, and no baseline"),
        ("better: higher, every: false", "false asks for nothing"),
    ],
)
def test_every_is_held_to_what_any_target_is(tmp_path: Path, keys: str, told: str) -> None:
    at = folder(tmp_path, f"  a: {{name: A, group: g, {keys}}}\n", {2022: "{}"})
    with pytest.raises(DataError) as error:
        load(at)
    assert [problem for problem in error.value.problems if told in str(problem)]
    assert all(problem.line == 4 for problem in error.value.problems)


def test_a_place_asked_for_its_own_targets_alone_has_none_of_every_year(tmp_path: Path) -> None:
    at = folder(tmp_path, "  a: {name: A, group: g, better: higher, every: 3, rollup: sum}\n", {2022: "{a: 9}"})
    (at / "places.yaml").write_text("x: {name: X}\n", "utf-8")
    (at / "places").mkdir()
    (at / "places" / "x.yaml").write_text("targets: {a: {2023: 3}}\n", "utf-8")
    for year in (2022, 2023):
        (at / "actuals" / f"{year}").mkdir()
        (at / "actuals" / f"{year}" / "x.yaml").write_text(f"year: {year}\nactuals: {{a: 9}}\n", "utf-8")
    place = load(at).at("x")
    assert (statuses(place), statuses(place, 2023)) == ({"a": "unscored"}, {"a": "exceeded"})


# --- due in another year ----------------------------------------------------------------------------------------------


def test_a_target_of_the_term_that_is_due_later_is_asked_for_by_then(tmp_path: Path, quick: Quick) -> None:
    head = (
        "  a: {name: A, group: g, better: higher, baseline: {year: 2020, value: 40}, targets: {term: {%svalue: 45}}}\n"
    )
    years = {2022: "{a: 41}", 2025: "{a: 42.5}"}
    later, last = (load(folder(tmp_path / by, head % by, years)) for by in ("by: 2030, ", ""))
    for year in years:
        one, other = (score(each, year, "term").lines[0] for each in (later, last))
        assert (one.status, one.gap, one.target) == (other.status, other.gap, other.target)
    seen, usual = (outlook(each, 2022).lines[0] for each in (later, last))
    assert (seen.due, usual.due) == (2030, None)
    assert (seen.outlook.value, usual.outlook.value) == ("on-track", "far-behind")
    assert (seen.required_pace, usual.required_pace) == (Decimal("0.5"), round(Decimal(4) / 3, 27))
    assert outlook(later, 2025).lines[0].required_pace == Decimal("0.5")
    assert outlook(last, 2025).lines[0].required_pace is None
    data = str(tmp_path / "by: 2030, ")
    for language, told in (("en", "due in 2030"), ("vi", "đến hạn năm 2030")):
        for command in (["score", "2022", "--against", "term"], ["outlook", "2022"], ["show", "a"]):
            assert told in quick(*command, "--data", data, "--lang", language).page
    assert '"due": 2030' in quick("outlook", "2022", "--data", data, "--format", "json").page
    assert "2030" in quick("focus", "2022", "--against", "term", "--data", data).page


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        ("2022: {by: 2030, value: 3}", "only the target of the term can be due in another year"),
        ("term: {by: 2020, value: 3}", "before the programme's first year 2021"),
        ("term: {by: 2030}", "says nothing to reach"),
        ("term: {by: soon, value: 3}", "'soon' is not a year"),
    ],
)
def test_what_can_be_due_and_when(tmp_path: Path, targets: str, told: str) -> None:
    at = folder(tmp_path, f"  a: {{name: A, group: g, better: higher, targets: {{{targets}}}}}\n", {2022: "{}"})
    with pytest.raises(DataError, match=told):
        load(at)


# --- what a programme calls itself ------------------------------------------------------------------------------------

ONE = "  a: {name: A, group: g, better: higher, targets: {2022: 5, 2023: 6}}\n"
PLAN = ", kind: {vi: Kế hoạch, en: Plan}"


@pytest.mark.parametrize(
    "command",
    [
        ["score", "2022"],
        ["score", "2022", "--format", "prose"],
        ["score", "2022", "--format", "markdown"],
        ["score", "2022", "--format", "github"],
        ["diff", "2022", "2023"],
        ["diff", "2022", "2023", "--format", "prose"],
        ["trend"],
        ["outlook", "2022"],
        ["focus", "2022"],
        ["check", "2022", "--min-met", "1", "--format", "github"],
    ],
    ids=" ".join,
)
def test_it_is_called_what_it_calls_itself(tmp_path: Path, quick: Quick, command: list[str]) -> None:
    data = str(folder(tmp_path, ONE, {2022: "{a: 5}", 2023: "{a: 7}"}, PLAN))
    for language, kind, usual in (("en", "Plan P", "Programme"), ("vi", "Kế hoạch P", "Chương trình")):
        page = quick(*command, "--data", data, "--lang", language).stdout
        assert kind in page
        assert usual not in page


def test_the_report_is_on_what_it_calls_itself(tmp_path: Path) -> None:
    found = score(load(folder(tmp_path, ONE, {2022: "{a: 5}"}, PLAN)), 2022)
    page = report_page(found, Say.of("vi"))
    assert "của Kế hoạch P" in page.subject
    assert "hương trình" not in repr(page)


def test_a_diff_tells_that_it_calls_itself_otherwise(tmp_path: Path) -> None:
    old, new = (load(folder(tmp_path / str(bool(head)), ONE, {2022: "{a: 5}"}, head)) for head in ("", PLAN))
    assert [each.what for each in diff(score(old, 2022), score(new, 2022)).restated] == ["kind"]


# --- a target that changed --------------------------------------------------------------------------------------------

CHANGED = (
    "  a: {name: A, group: g, better: higher, targets: {2022: {value: 5, was: [%s]}, term: {value: 7, was: [%s]}}}\n"
)


def test_the_new_target_judges_and_show_tells_the_old_ones(tmp_path: Path, quick: Quick) -> None:
    was = "{from: 8, to: 9, until: 2021-08, note: Too high}, {about: 6, source: s}", "{over: 10, until: 2022}"
    at = folder(tmp_path, CHANGED % was, {2022: "{a: 5}"}, "}\nsources: {s: {title: S}")
    assert statuses(load(at)) == {"a": "met"}
    page = quick("show", "a", "--data", str(at)).page
    assert "Target of 2022 was  8 to 9 until 2021-08 (Too high); about 6 [S]" in page
    assert "over 10 until 2022" in page
    page = quick("show", "a", "--data", str(at), "--lang", "vi").page
    assert "trên 10 đến 2022" in page
    assert quick("lint", "--data", str(at)).code == 0


@pytest.mark.parametrize(
    ("was", "told"),
    [
        ("{until: 2022}", "what the target was is not said"),
        ("{value: 3, over: 2}", "can't both be the target"),
        ("{under: 3}", "under can't stand where higher is better"),
        ("{value: 3, until: soon}", "is not a date"),
        ("{value: 3, source: nobody}", "is not one of the sources"),
        ("{change: 3}", "'change' is not a key of what a target was"),
    ],
)
def test_what_a_target_was_must_have_been_one(tmp_path: Path, was: str, told: str) -> None:
    at = folder(tmp_path, CHANGED % (was, "{value: 3}"), {2022: "{}"}, "}\nsources: {s: {title: S}")
    with pytest.raises(DataError, match=told):
        load(at)


# --- two releases of a headline ---------------------------------------------------------------------------------------


def test_a_first_release_is_shown_and_never_held_against(tmp_path: Path, quick: Quick) -> None:
    first = "{as_of: 2023-01-09, met_or_exceeded: 0, total: 1, release: first}"
    later = "{as_of: 2023-03-01, met_or_exceeded: 1, total: 1}"
    at = folder(tmp_path, ONE, {2022: "{a: 5}"})
    year = at / "actuals" / "2022.yaml"
    year.write_text(f"{year.read_text('utf-8')}published: [{first}, {later}]\n", "utf-8")
    found = score(load(at), 2022)
    assert [(each.agrees, each.is_replaced) for each in found.published] == [(None, True), (True, False)]
    data = ("2022", "--data", str(at))
    assert quick("check", *data, "--fail-on", "published").code == 0
    page = quick("score", *data).page
    assert "first published as 0/1 of 2023-01-09, which a later release replaced" in page
    assert "agrees with the published 1/1 of 2023-03-01" in page
    assert "công bố lần đầu là 0/1" in quick("score", *data, "--lang", "vi").page
    assert "First published as 0/1." in quick("score", *data, "--format", "prose").page
    assert '"release": "first"' in quick("score", *data, "--format", "json").page
    assert "first published as 0/1" in quick("score", *data, "--format", "markdown").page
    year.write_text(year.read_text("utf-8").replace(f", {later}", ""), "utf-8")
    assert quick("check", *data, "--fail-on", "published").code == 1  # the one that is left says nothing


# --- what Vietnam printed of 2019 -------------------------------------------------------------------------------------


def test_of_eleven_verdicts_of_2019_ten_are_what_the_authority_said() -> None:
    """The one that stays: 1.1 of "1 to 1.5 points" was called exceeded, and lies between the two."""
    found = score(load(ROOT / "examples" / "vietnam-2019"), 2019)
    computed = [line for line in found.lines if line.basis is Basis.COMPUTED]
    assert (len(computed), [line.id for line in computed if line.discrepancy]) == (11, ["poverty-cut"])
    assert [(each.count, each.published, each.found) for each in found.published[0].differences] == [
        ("exceeded", 7, 6),
        ("met", 5, 6),
    ]


def test_about_is_printed_and_judged_as_the_figure(quick: Quick) -> None:
    data = str(ROOT / "examples" / "vietnam-2019")
    for language, word in (("en", "about 4"), ("vi", "khoảng 4")):
        assert word in quick("score", "2019", "--data", data, "--lang", language).page
        assert word in quick("show", "cpi", "--data", data, "--lang", language).page
    assert '"form": "about"' in quick("score", "2019", "--data", data, "--format", "json").page
