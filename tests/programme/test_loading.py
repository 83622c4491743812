"""The data directory is read, or every fault is told with its place; never another exception, and never for long."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from an_sinh import load, score
from an_sinh.errors import DataError, Problem
from an_sinh.pages.say import Say
from an_sinh.programme import reading
from an_sinh.programme.file_text import MAX_MEGABYTES, decode, read_raw
from an_sinh.programme.loading import DataSet, read_programme
from an_sinh.programme.model import Programme
from an_sinh.programme.yaml_text import MAX_DEPTH, MAX_EXPANDED, MAX_VALUES, read_yaml
from an_sinh.terms import Against, Language, Severity
from tests.conftest import HANOI, examples
from tests.support_cost import costing_less_than

GOOD = Path(__file__).parents[1] / "data" / "good"

TARGETS = """\
programme: {id: P, name: Programme, years: [2021, 2025]}
groups: {g: Group}
indicators:
  a: {name: A, group: g, better: higher, targets: {2022: 5}}
"""


def write(folder: Path, targets: str | bytes = TARGETS, **actuals: str | bytes) -> Path:
    """A data directory; `y2022="a: 5"` are the entries of a year, a text with `actuals:` or bytes a whole file."""
    (folder / "actuals").mkdir(parents=True, exist_ok=True)
    _put(folder / "targets.yaml", targets if isinstance(targets, bytes) else targets.encode())
    for name, content in actuals.items():
        year = name.removeprefix("y")
        whole = content if isinstance(content, bytes) else _year(year, content).encode()
        _put(folder / "actuals" / f"{year}.yaml", whole)
    return folder


def _put(file: Path, content: bytes) -> None:
    if file.is_file():
        if file.read_bytes() == content:
            return
        file.unlink()  # a file cut to nothing and written again costs some systems a wait for the disk
    file.write_bytes(content)


def _year(year: str, content: str) -> str:
    if "actuals:" in content:
        return content
    return f"year: {year}\nactuals:\n" + "".join(f"  {line}\n" for line in content.splitlines())


def refused(folder: Path, years: list[int] | None = None) -> tuple[Problem, ...]:
    """The problems for which a directory is refused; paths relative to it."""
    with pytest.raises(DataError) as caught:
        read_programme(folder, "", years)
    return caught.value.problems


def told(folder: Path, years: list[int] | None = None) -> str:
    """The one problem for which a directory is refused, in English."""
    (problem,) = refused(folder, years)
    return str(problem)


# --- bytes ------------------------------------------------------------------------------------------------------------


def test_a_file_of_8_mib_is_read(tmp_path: Path) -> None:
    file = tmp_path / "f.yaml"
    file.write_bytes(b"#" * MAX_MEGABYTES * 1024 * 1024)
    assert len(read_raw(file)) == 8_388_608


def test_a_byte_more_is_too_large(tmp_path: Path) -> None:
    write(tmp_path, TARGETS.encode() + b"#" * (MAX_MEGABYTES * 1024 * 1024 + 1 - len(TARGETS)))
    assert told(tmp_path).startswith("targets.yaml:1:1: too-large: ")


@pytest.mark.parametrize("name", ["targets.yaml", "actuals/2022.yaml"])
def test_a_folder_in_a_files_place_is_unreadable(tmp_path: Path, name: str) -> None:
    write(tmp_path, y2022="a: 5")
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    assert told(tmp_path).startswith(f"{name}:1:1: unreadable: ")


@pytest.mark.parametrize("name", ["targets.yaml", "actuals/2022.yaml"])
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_in_a_files_place_does_not_hold_us_up(tmp_path: Path, name: str) -> None:
    write(tmp_path, y2022="a: 5")
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    assert told(tmp_path).startswith(f"{name}:1:1: unreadable: ")


def test_no_file_stays_open(tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("this system does not list open files")
    write(tmp_path, y2022="a: 5")
    (tmp_path / "actuals/2023.yaml").mkdir()
    before = len(list(descriptors.iterdir()))
    for _ in range(3):
        refused(tmp_path)
    assert len(list(descriptors.iterdir())) == before


def test_a_file_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, y2022="a: 5")
    opened = os.open

    def closed(path: Any, *args: Any) -> int:  # root may read everything, so the system's answer is played
        if Path(path).name == "2022.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *args)

    monkeypatch.setattr(os, "open", closed)
    said = told(tmp_path)
    assert said.startswith("actuals/2022.yaml:1:1: unreadable: the file can't be read: Permission denied")
    assert str(tmp_path) not in said


def test_a_disk_that_fails_while_reading_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, y2022="a: 5")

    class Failing:
        def __init__(self, _handle: int, _mode: str, *, closefd: bool) -> None:
            assert not closefd

        def __enter__(self) -> Failing:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def read(self, _size: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fdopen", Failing)
    assert told(tmp_path).startswith("targets.yaml:1:1: unreadable: ")


def test_links_in_a_circle_are_unreadable(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "actuals/2022.yaml").symlink_to("2023.yaml")
    (tmp_path / "actuals/2023.yaml").symlink_to("2022.yaml")
    problems = refused(tmp_path)
    assert [(p.path, p.code) for p in problems] == [(f"actuals/{y}.yaml", "unreadable") for y in (2022, 2023)]


def test_a_link_to_nothing_is_a_missing_file(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "actuals/2022.yaml").symlink_to("gone.yaml")
    assert told(tmp_path).startswith("actuals/2022.yaml:1:1: missing-file: ")


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "real", y2022="a: 5")
    (tmp_path / "link").symlink_to("real")
    assert list(load(tmp_path / "link").actuals) == [2022]


def test_a_file_that_vanishes_meanwhile_is_missing(tmp_path: Path) -> None:
    write(tmp_path, y2022="a: 5")
    data = DataSet(tmp_path, "")
    (tmp_path / "actuals/2022.yaml").unlink()
    with pytest.raises(DataError) as caught:
        data.programme(None)
    assert str(caught.value).startswith("actuals/2022.yaml:1:1: missing-file: ")


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding",
    [
        pytest.param("utf-16", id="utf-16-with-its-mark"),
        pytest.param("utf-16-le", id="utf-16-little-endian-without"),
        pytest.param("utf-16-be", id="utf-16-big-endian-without"),
        pytest.param("utf-32", id="utf-32"),
    ],
)
def test_utf_16_is_named(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, TARGETS.encode(encoding))
    assert "targets.yaml:1:1: encoding: this is not UTF-8: UTF-16" in told(tmp_path)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        pytest.param(b"\xe9", (1, 1), id="first-byte"),
        pytest.param(b"ab\ncd\xe9", (2, 3), id="second-line"),
        pytest.param("việc\nlàm ".encode() + b"\xe9", (2, 5), id="characters-are-counted-not-bytes"),
        pytest.param("\ufeffab".encode() + b"\xe9", (1, 3), id="the-mark-counts-nothing"),
        pytest.param(b"ab\r\ncd\xe9", (2, 3), id="carriage-returns"),
        pytest.param("ế".encode()[:-1], (1, 1), id="cut-off-in-a-character"),
        pytest.param(b"a\xed\xa0\x80", (1, 2), id="a-lone-surrogate"),
        pytest.param(b"a\xc0\xaf", (1, 2), id="an-overlong-form"),
    ],
)
def test_the_first_byte_that_is_no_utf_8_has_its_place(raw: bytes, place: tuple[int, int]) -> None:
    with pytest.raises(DataError) as caught:
        decode(raw)
    assert (caught.value.problems[0].code, caught.value.problems[0].place) == ("encoding", place)


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", b"\0", b"a\0"], ids=["empty", "only-a-mark", "nul", "text-nul"])
def test_short_bytes_are_no_utf_16(raw: bytes) -> None:
    assert decode(raw) == raw.decode("utf-8-sig")


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, b"\xef\xbb\xbf" + TARGETS.encode(), y2022=b"\xef\xbb\xbfyear: 2022\nactuals: {a: 5}\n")
    assert load(tmp_path).figure("a", 2022) == 5


def test_keys_and_texts_are_composed(tmp_path: Path) -> None:
    composed, decomposed = "vi\u1ec7c", "vie\u0323\u0302c"
    targets = TARGETS.replace("  a: {name: A", f"  {composed}: {{name: {decomposed}")
    programme = load(write(tmp_path, targets, y2022=f"{decomposed}: 5"))
    assert programme.figure(composed, 2022) == 5
    assert programme.indicators[composed].name == {"": composed}


# --- which directory, which files -------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere").startswith("targets.yaml:1:1: missing-file: there is no folder")


def test_a_file_in_the_folders_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert told(tmp_path / "file").startswith("targets.yaml:1:1: missing-file: there is no targets.yaml")


def test_the_data_folder_below_is_offered(tmp_path: Path) -> None:
    write(tmp_path / "data")
    with pytest.raises(DataError, match="place/data"):
        read_programme(tmp_path, "place", None)


def test_paths_are_shown_as_the_directory_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "here", y2022="b: 5")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError) as caught:
        load("here")
    assert [problem.path for problem in caught.value.problems] == ["here/actuals/2022.yaml"]


CHANGE = "b: {name: B, group: g, better: higher, targets: {2023: {change: 1}}}"
CHANGE_PERCENT = "b: {name: B, group: g, better: higher, targets: {2023: {change_percent: 1}}}"
CHANGE_IN_THE_FIRST_YEAR = "b: {name: B, group: g, better: higher, targets: {2021: {change: 1}}}"
CHANGE_IN_THE_LAST_YEAR = "b: {name: B, group: g, better: higher, targets: {2025: {change: 1}}}"
CHANGE_AND_TERM = "b: {name: B, group: g, better: higher, targets: {2025: {change: 1}, term: 9}}"
SUM = "b: {name: B, group: g, better: higher, cumulative: true, targets: {2023: 5}}"
SUM_FROM_2022 = "b: {name: B, group: g, better: higher, cumulative: true, years: [2022, 2025], targets: {2023: 5}}"
SUM_OF_CHANGES = "b: {name: B, group: g, better: higher, cumulative: true, targets: {2025: {change: 1}}}"
ALL_YEARS = [2020, 2021, 2022, 2023, 2024, 2025]


@pytest.mark.parametrize(
    ("indicator", "years", "there", "read"),
    [
        pytest.param(None, [2023], ALL_YEARS, [2023], id="one-year"),
        pytest.param(None, [2023, 2021], ALL_YEARS, [2021, 2023], id="two-years"),
        pytest.param(None, None, ALL_YEARS, ALL_YEARS, id="all-years"),
        pytest.param(None, [], ALL_YEARS, [], id="no-year"),
        pytest.param(CHANGE, [2023], ALL_YEARS, [2022, 2023], id="a-change-needs-the-year-before"),
        pytest.param(CHANGE_PERCENT, [2023], ALL_YEARS, [2022, 2023], id="so-does-a-percentage"),
        pytest.param(CHANGE, [2022], ALL_YEARS, [2022], id="a-change-of-another-year-does-not"),
        pytest.param(CHANGE, [2023], [2021, 2023], [2023], id="a-needed-year-may-be-missing"),
        pytest.param(CHANGE_IN_THE_FIRST_YEAR, [2021], ALL_YEARS, [2020, 2021], id="a-change-on-the-year-before-all"),
        pytest.param(SUM, [2023], ALL_YEARS, [2021, 2022, 2023], id="a-sum-needs-all-since-the-first"),
        pytest.param(SUM, [2023], [2021, 2023], [2021, 2023], id="a-sum-reads-what-there-is"),
        pytest.param(SUM_FROM_2022, [2023], ALL_YEARS, [2022, 2023], id="a-sum-since-the-indicators-own-first-year"),
        pytest.param(
            CHANGE_IN_THE_LAST_YEAR, [2022], ALL_YEARS, [2022, 2024], id="the-last-years-change-stands-for-the-term"
        ),
        pytest.param(CHANGE_AND_TERM, [2022], ALL_YEARS, [2022], id="not-where-the-term-has-its-target"),
        pytest.param(
            SUM_OF_CHANGES, [2022], ALL_YEARS, [2021, 2022, 2023, 2024], id="a-sum-for-the-term-needs-all-before-it"
        ),
    ],
)
def test_the_files_that_are_read(  # each once, the targets first
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    indicator: str | None,
    years: list[int] | None,
    there: list[int],
    read: list[int],
) -> None:
    folder = write(tmp_path, TARGETS + (f"  {indicator}\n" if indicator else ""), **{f"y{y}": "a: 5" for y in there})
    opened: list[str] = []

    def spy(path: Path, most: int) -> bytes:
        opened.append(path.relative_to(folder).as_posix())
        return read_raw(path, most)

    monkeypatch.setattr(reading, "read_raw", spy)
    assert list(load(folder, years).actuals) == read
    assert opened == ["targets.yaml", *(f"actuals/{year}.yaml" for year in read)]


@pytest.mark.parametrize("folder", [pytest.param(each, id=each.name) for each in sorted(GOOD.iterdir())])
def test_a_year_read_alone_scores_as_with_all_the_others(folder: Path) -> None:
    whole = load(folder)
    for year in whole.actuals:
        if not whole.years[0] <= year <= whole.years[1]:
            continue
        alone = load(folder, [year])
        for against in Against:
            one, other = score(alone, year, against), score(whole, year, against)
            assert (one.lines, one.tally, one.published) == (other.lines, other.tally, other.published)


def test_a_wrong_year_that_is_not_asked_for_does_no_harm(tmp_path: Path) -> None:
    folder = write(tmp_path, y2022="a: 5", y2023="a: 2,23")
    assert load(folder, [2022]).figure("a", 2022) == 5
    assert told(folder, [2023]).startswith("actuals/2023.yaml:3:6: not-a-figure: ")


def test_a_year_without_a_file_names_those_there_are(tmp_path: Path) -> None:
    folder = write(tmp_path, y2021="a: 5", y2022="a: 5")
    said = told(folder, [2024])
    assert said.startswith("actuals/2024.yaml:1:1: missing-file: ")
    assert "2021" in said
    assert "2022" in said


def test_a_year_without_any_file(tmp_path: Path) -> None:
    assert told(write(tmp_path), [2024]).startswith("actuals/2024.yaml:1:1: missing-file: ")


@pytest.mark.parametrize("name", ["2022.yml", "2022.YAML", "2022.YML"])
def test_a_year_whose_file_has_the_wrong_ending(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / "actuals" / name).write_text("year: 2022\nactuals: {a: 5}\n")
    said = told(tmp_path, [2022])
    assert said.startswith("actuals/2022.yaml:1:1: missing-file: ")
    assert f"actuals/{name}" in said


def test_a_year_outside_the_programme_without_a_file_is_left_to_score(tmp_path: Path) -> None:
    assert list(load(write(tmp_path, y2022="a: 5"), [2022, 1999]).actuals) == [2022]


@pytest.mark.parametrize(
    "name", ["02022.yaml", "2022.yaml~", "notes.yaml", "0202.yaml", ".2022.yaml", "\uff12022.yaml"]
)
def test_only_a_year_names_a_file_of_actuals(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    (tmp_path / "actuals" / name).write_text("[")
    assert load(tmp_path).actuals == {}


def test_no_folder_of_actuals_is_no_year(tmp_path: Path) -> None:
    (tmp_path / "targets.yaml").write_text(TARGETS)
    assert load(tmp_path).actuals == {}


def test_all_problems_are_kept_and_fifty_are_said(tmp_path: Path) -> None:
    folder = write(tmp_path, y2022="\n".join(f"x{n}: 5" for n in range(70)))
    with pytest.raises(DataError) as caught:
        load(folder)
    assert len(caught.value.problems) == 70
    assert len(str(caught.value).splitlines()) == 50


def test_files_come_in_order_and_lines_within_them(tmp_path: Path) -> None:
    folder = write(tmp_path, TARGETS + "  b: {name: B, group: h, colour: red}\n", y2023="b: x\na: x", y2022="a: x")
    places = [(p.path, p.line) for p in refused(folder)]
    assert places == [
        ("targets.yaml", 5),
        ("targets.yaml", 5),
        ("actuals/2022.yaml", 3),
        ("actuals/2023.yaml", 3),
        ("actuals/2023.yaml", 4),
    ]


# --- bounds -----------------------------------------------------------------------------------------------------------


def _codes(text: str) -> list[str]:
    return [flaw.code for flaw in read_yaml(text).problems]


@pytest.fixture(params=["c-parser", "pure-parser"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure-parser":
        monkeypatch.setattr("an_sinh.programme.yaml_text.CParser", None)


def test_a_control_character_has_its_place_on_the_line_that_an_editor_shows() -> None:
    assert [flaw.place for flaw in read_yaml("a: 1\u2028\nb: \x85 \x01").problems] == [(2, 6)]


def test_a_tab_is_told_of_on_the_line_that_an_editor_shows() -> None:
    (flaw,) = read_yaml("a:\n  - x\x85y\n\t- b\n").problems
    assert (flaw.text, flaw.place) == ("a tab indents this line", (3, 1))


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("private", ["", "\ue000", "\ue000\ue001\ue002\ue003"], ids=["none", "one", "those-it-uses"])
def test_what_only_yaml_1_1_stops_at_is_read_as_it_is(private: str) -> None:
    odd = f"a\x85b \u2028c\u2029 {private} https://a.b"
    text = f"plain: {odd}\nflow: {{quoted: '{odd}', url: https://a.b}}\nfolded: >-\n  {odd}\n{odd}: 1\nlast: *no\n"
    (flaw,) = read_yaml(text).problems
    assert (flaw.text, flaw.place) == ("the alias {alias} has no anchor", (6, 7))
    document = read_yaml(text.replace("*no", "yes"))
    flow = {"quoted": odd, "url": "https://a.b"}
    assert document.problems == []
    assert document.value == {"plain": odd, "flow": flow, "folded": odd, odd: "1", "last": "yes"}


def test_an_escape_of_no_character_has_its_place() -> None:
    assert [(flaw.code, flaw.place) for flaw in read_yaml('a: 1\nb: "\\U0011ffff"\n').problems] == [("syntax", (2, 7))]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("text", "read", "flaws"),
    [
        pytest.param(r'"\u1ec7"', "ệ", [], id="a-character"),
        pytest.param(r'"\ud83d\ude00"', "😀", [], id="two-halves-as-json-writes-them"),
        pytest.param(r'"\ud83d"', None, [("syntax", (1, 1))], id="half-a-character"),
        pytest.param(r'a: ["\ude00\ud83d"]', None, [("syntax", (1, 5))], id="two-halves-the-wrong-way-round"),
        pytest.param(r'"\ud83d": 1', None, [("syntax", (1, 1))], id="half-a-character-in-a-key"),
    ],
)
def test_escaped_characters(text: str, read: str | None, flaws: list[tuple[str, tuple[int, int]]]) -> None:
    document = read_yaml(text)
    assert (document.value, [(flaw.code, flaw.place) for flaw in document.problems]) == (read, flaws)


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("over", "codes"), [(0, []), (1, ["too-deep"])], ids=["40-deep", "41-deep"])
@pytest.mark.parametrize(("opening", "closing"), ["[]", ("{a: ", "}")], ids=["lists", "maps"])
def test_nesting_at_most_40_deep(opening: str, closing: str, over: int, codes: list[str]) -> None:
    depth = MAX_DEPTH + over
    assert _codes(opening * depth + closing * depth) == codes


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("over", "codes"), [(0, []), (1, ["too-large"])], ids=["at-the-bound", "one-more"])
@pytest.mark.parametrize("what", ["x", "[]", "{}", "*a", "{k: v}"])
def test_a_file_holds_at_most_so_many_values(
    monkeypatch: pytest.MonkeyPatch, what: str, over: int, codes: list[str]
) -> None:
    values = 301 if what == "{k: v}" else 101  # the map, its keys, the first value, the list, and what is in it
    monkeypatch.setattr("an_sinh.programme.yaml_text.MAX_VALUES", values + 4 - over)
    assert _codes(f"a: &a x\nb: [{', '.join([what] * 100)}]\n") == codes


@pytest.mark.parametrize(("over", "codes"), [(0, ["duplicate-key"] * 99), (1, ["too-large"])])
def test_keys_are_values_too(monkeypatch: pytest.MonkeyPatch, over: int, codes: list[str]) -> None:
    monkeypatch.setattr("an_sinh.programme.yaml_text.MAX_VALUES", 201 - over)
    assert _codes("a: b\n" * 100) == codes


def test_counts_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    (problem,) = refused(write(tmp_path, "- x\n" * MAX_VALUES))
    assert "more than 1,000,000 values" in problem.describe(Say.of(Language.EN))
    assert "hơn 1.000.000 giá trị" in problem.describe(Say.of(Language.VI))


@pytest.mark.parametrize(("over", "codes"), [(0, []), (1, ["too-large"])], ids=["at-the-bound", "one-more"])
@pytest.mark.parametrize("text", ["a: x{}y", "{}: x", "a: 'x{}'", "[{}, y]"])
def test_a_letter_bears_so_many_marks(text: str, over: int, codes: list[str]) -> None:
    marks = "\u0302\u0323" * 500 + "\u0301" * over
    assert _codes(text.replace("{}", "e" + marks)) == codes


def test_marks_without_end_are_refused_at_once() -> None:
    with costing_less_than(100):
        assert _codes("a: " + "\u0302\u0323" * 500_000) == ["too-large"]


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(("handles", "flaws"), [(100, []), (5_000, [("tag", (2, 1))])])
def test_handles_without_end_are_refused_at_once(handles: int, flaws: list[tuple[str, tuple[int, int]]]) -> None:
    lines = [f"%TAG !{n}! tag:a,2025:\n" for n in range(handles)]
    with costing_less_than(100):
        assert [(f.code, f.place) for f in read_yaml(f"#\n{''.join(lines)}---\na: 1\n").problems] == flaws


@pytest.mark.parametrize(("over", "codes"), [(0, []), (1, ["too-many-aliases"])], ids=["at-the-bound", "one-more"])
def test_aliases_expand_to_at_most_100000_values(over: int, codes: list[str]) -> None:
    values, times = 999, 100  # a list of 999 texts is a thousand values
    text = f"a: &a [{'x, ' * (values - 1)}x]\nc: &c x\nb: [{', '.join(['*a'] * times + ['*c'] * over)}]\n"
    assert values + 1 == MAX_EXPANDED // times
    assert _codes(text) == codes


def test_aliases_are_counted_by_what_they_expand_to_in_turn() -> None:
    text = "a: &a [x, x, x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    document = read_yaml(text)
    assert document.problems == []
    assert document.value["c"] == [[["x"] * 4] * 2] * 2


@pytest.mark.usefixtures("_parser")
def test_a_billion_laughs_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    with costing_less_than(100):
        assert _codes("\n".join(lines)) == ["too-many-aliases"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 200_000, id="open-lists"),
        pytest.param("{a: " * 100_000, id="open-maps"),
        pytest.param("- " * 100_000, id="lists-in-lists"),
        pytest.param("? " * 100_000, id="keys-in-keys"),
        pytest.param("a: " + "9" * 1_000_000, id="a-million-digits"),
        pytest.param("a: '" + "x" * 1_000_000, id="an-open-quote"),
        pytest.param("&a " * 50_000, id="anchors"),
        pytest.param("!" * 200_000, id="tags"),
    ],
)
def test_hostile_text_is_refused_at_once(tmp_path: Path, text: str) -> None:
    write(tmp_path, TARGETS, y2022=text.encode())
    with costing_less_than(200):
        assert refused(tmp_path)


def test_many_wrong_names_cost_little(tmp_path: Path) -> None:
    folder = write(tmp_path, y2022="\n".join(f"{'x' * 50}{n}: 5" for n in range(2_000)))
    with costing_less_than(200):
        assert len(refused(folder)) == 2_000


# --- anything at all --------------------------------------------------------------------------------------------------

CALM = examples(120)

WHOLE_TARGETS = """\
programme: {id: P, name: {vi: Chương trình, en: Programme}, years: [2021, 2023], note: all forms}
sources:
  s1: {title: "A: title", publisher: P, date: 2023-01-09, url: https://example.org/a?b=c#d}
  s2: {title: B, date: 2023}
groups: {g: {vi: Nhóm, en: Group}, h: H}
indicators:
  value: {name: Value, group: g, unit: "%", better: higher, limits: {from: 0, to: 100}, source: s1, targets: {2022: 6}}
  range: &r
    name: Range
    group: g
    better: lower
    baseline: {year: 2020, value: 2.9, source: [s1, s2], note: n}
    targets:
      2021:
        from: 30
        to: 35
        exceeded: 20
        source: s2
        note: >-
          folded
          text
      2022: {value: 4}
      term: {under: 3}
  change: {name: Change, group: h, better: lower, breaks: [2023], targets: {2022: {change: -0.1}}}
  percent: {name: Percent, group: h, better: lower, targets: {2022: {change_percent: -20}}}
  sum: {name: Sum, group: h, better: higher, cumulative: true, years: [2021, 2022], targets: {2022: {over: 95}}}
  band: {name: Band, group: h, lead: L, better: within, targets: {2022: {from: 6.5, to: 8.5}}}
  done: {name: Done, group: h, targets: {2022: true, term: {value: true}}}
  same: *r
"""
WHOLE_ACTUALS = """\
year: 2022
as_of: 2022-12-31
source: s1
published:
  - {against: annual, as_of: 2023-01-09, met_or_exceeded: 3, total: 7, exceeded: 1, unmet: 3, source: s1}
actuals:
  value: 203.027e-1
  range: {value: 2.23, reported: exceeded}
  change: {reported: {annual: met, term: unmet}, provisional: true, as_of: 2022-06}
  sum: {value: 5, source: [s1, s2], note: "\\u1ec7"}
  band: {reported: not-started}
  done: true
  same:
"""
EARLIER = "year: 2021\nactuals: {value: 5, range: 31, change: 2.5, sum: 91}\n"


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


def _outcome(folder: Path) -> Programme | None:
    """The programme, or None where it is refused; what is told of it is sound, and anything else is an exception."""
    programme: Programme | None
    try:
        programme = read_programme(folder, "", None)
    except DataError as error:
        programme, problems = None, error.problems
        assert any(problem.severity is Severity.ERROR for problem in problems)
    else:
        problems = programme.warnings
        assert all(problem.severity is Severity.WARNING for problem in problems)
    for problem in problems:
        _check_problem(problem, folder)
    files = [problem.path for problem in problems]
    assert files == sorted(files, key=lambda path: (path != "targets.yaml", path)), "in file order"
    for path in set(files):
        places = [(problem.line, problem.column) for problem in problems if problem.path == path]
        assert places == sorted(places), "by line and column"
    assert len({str(problem) for problem in problems}) == len(problems), "each once"
    return programme


def _check_problem(problem: Problem, folder: Path) -> None:
    assert re.fullmatch(r"targets\.yaml|actuals/[0-9]{4}\.yaml", problem.path)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", problem.code)
    assert problem.line >= 1
    assert problem.column >= 1
    assert problem.line <= (folder / problem.path).read_bytes().count(b"\n") + 2 or problem.code == "syntax"
    for language in Language:
        assert len(problem.describe(Say.of(language)).splitlines()) == 1
        assert problem.message(Say.of(language))


def _score_all(programme: Programme) -> None:
    for year in programme.actuals:
        if programme.years[0] <= year <= programme.years[1]:
            for against in Against:
                card = score(programme, year, against)
                assert card.tally.total + card.tally.withdrawn == len(programme.indicators)


def test_the_whole_data_that_are_fuzzed_are_right(tmp_path: Path) -> None:
    programme = load(write(tmp_path, WHOLE_TARGETS, y2021=EARLIER, y2022=WHOLE_ACTUALS))
    assert programme.warnings == ()
    _score_all(programme)


NASTY = [
    *["", "~", "null", "true", "False", "yes", "no", "0", "-0", "-1", "1e999999999", "1e28", "2,23", "203.027", "012"],
    *[
        "1_000",
        "+5",
        ".5",
        ".inf",
        ".nan",
        "0x1F",
        "2022-12-31",
        "2022-13-45",
        "9" * 300,
        "-_",
        "=",
        "-",
        "?",
        ":",
        ": :",
    ],
    *["#", "%", "@", "`", "|", ">-", "*r", "*nope", "&r x", "&a [*a]", "!!str x", "!x {}", "!<tag:a,2:b> 3", "<<: *r"],
    *["[]", "{}", "[1]", "[[[1]]]", "{a: 1}", "{2: {3: 4}}", "{? [a] : b}", "{value: 2,23}", "{5, 6}", "'x'", "'", '"'],
    *['"\\x00"', '"\\ud800"', '"\\u202e"', "\u202e", "\u2028", "\x85", "\ufeff", "\x00", "\x7f", "e\u0301", "😀", "\t"],
    *[
        "---",
        "...",
        "--- a",
        "%YAML 1.1",
        "{value: }",
        "{from: 3, to: 1}",
        "{value: 1, under: 2}",
        "term",
        "higher",
        "s1",
    ],
    *["x" * 300, "<<<<<<< a", "=======", ">>>>>>> b", "https://a", "a: b: c", "\r", "\r\n", "\\", "${x}", "{0}", "%s"],
]


@st.composite
def _damaged(draw: st.DrawFn, text: str) -> str:
    """A right file with one to three wounds: lines deleted, doubled, moved, cut, or with something nasty in them."""
    lines = text.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line, nasty = lines[at], draw(st.sampled_from(NASTY))
        kind = draw(
            st.sampled_from(["value", "token", "key", "insert", "delete", "double", "indent", "cut", "char", "swap"])
        )
        if kind == "value":
            lines[at] = f"{line.partition(': ')[0]}: {nasty}"
        elif kind == "token":
            tokens = list(re.finditer(r"[^\s{}\[\],:]+", line))
            if tokens:
                token = draw(st.sampled_from(tokens))
                lines[at] = line[: token.start()] + nasty + line[token.end() :]
        elif kind == "key":
            indent = line[: len(line) - len(line.lstrip())]
            lines[at] = f"{indent}{nasty}:{line.partition(':')[2]}"
        elif kind == "insert":
            lines.insert(at, " " * draw(st.integers(0, 8)) + nasty)
        elif kind == "delete" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, line)
        elif kind == "indent":
            lines[at] = " " * draw(st.integers(0, 4)) + line.lstrip()
        elif kind == "cut":
            lines[at] = line[: draw(st.integers(0, len(line)))]
        elif kind == "char":
            place = draw(st.integers(0, len(line)))
            lines[at] = line[:place] + draw(st.characters(codec="utf-8")) + line[place:]
        else:
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines) + "\n"


@CALM
@given(targets=_damaged(WHOLE_TARGETS))
def test_a_damaged_file_of_targets_is_read_or_refused(fuzzed: Path, targets: str) -> None:
    programme = _outcome(write(fuzzed, targets, y2021=EARLIER, y2022=WHOLE_ACTUALS))
    if programme is not None:
        _score_all(programme)


@CALM
@given(actuals=_damaged(WHOLE_ACTUALS))
def test_a_damaged_file_of_actuals_is_read_or_refused(fuzzed: Path, actuals: str) -> None:
    programme = _outcome(write(fuzzed, WHOLE_TARGETS, y2021=EARLIER, y2022=actuals.encode()))
    if programme is not None:
        _score_all(programme)


@pytest.mark.parametrize(
    ("place", "with_nasty"),
    [
        pytest.param("2022: 5", "2022: {}", id="target"),
        pytest.param("{2022: 5}", "{}", id="targets"),
        pytest.param("better: higher", "better: {}", id="better"),
        pytest.param("name: A", "name: {}", id="name"),
        pytest.param("  a:", "  {}:", id="indicator"),
        pytest.param("group: g", "{}: g", id="key"),
        pytest.param("[2021, 2025]", "{}", id="years"),
        pytest.param("{g: Group}", "{}", id="groups"),
        pytest.param(TARGETS, "{}", id="file"),
    ],
)
def test_something_nasty_in_the_targets_is_read_or_refused(fuzzed: Path, place: str, with_nasty: str) -> None:
    assert place in TARGETS
    for nasty in NASTY:
        targets = TARGETS.replace(place, with_nasty.replace("{}", nasty))
        programme = _outcome(write(fuzzed, targets, y2021="a: 4", y2022="a: 5"))
        if programme is not None:
            _score_all(programme)


@pytest.mark.parametrize(
    "with_nasty",
    [
        pytest.param("year: 2022\nactuals:\n  a: {}\n", id="entry"),
        pytest.param("year: 2022\nactuals: {a: {value: {}}}\n", id="value"),
        pytest.param("year: 2022\nactuals: {a: {reported: {}}}\n", id="reported"),
        pytest.param("year: 2022\nactuals: {a: {value: 5, as_of: {}}}\n", id="date"),
        pytest.param("year: 2022\nsource: {}\nactuals: {a: 5}\n", id="source"),
        pytest.param("year: {}\nactuals: {a: 5}\n", id="year"),
        pytest.param("year: 2022\npublished: [{total: {}}]\nactuals: {a: 5}\n", id="count"),
        pytest.param("year: 2022\nactuals: {}\n", id="actuals"),
        pytest.param("{}", id="file"),
    ],
)
def test_something_nasty_in_the_actuals_is_read_or_refused(fuzzed: Path, with_nasty: str) -> None:
    for nasty in NASTY:
        actuals = with_nasty.replace("{}", nasty).encode()
        programme = _outcome(write(fuzzed, TARGETS, y2021="a: 4", y2022=actuals))
        if programme is not None:
            _score_all(programme)


TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab012 \n:-[]{}&*!|>'\"%@`#,?\t\\.~<=\u2028\x85é", max_size=60),
)


YAML_CODES = {
    *["syntax", "duplicate-key", "unknown-key", "wrong-type", "tag"],
    *["several-documents", "too-deep", "too-many-aliases"],
}


@pytest.mark.usefixtures("_parser")
@examples(200)
@given(text=TEXTS)
@example(text="-_")
@example(text='"\\U0011ffff"')
@example(text="? -_")
@example(text="!<")
@example(text="%YAML 9.9\n---\na")
@example(text="%TAG ! x\n---\n!a b")
@example(text="\ue000 https://a")
def test_any_text_is_yaml_or_has_a_flaw(text: str) -> None:
    for flaw in read_yaml(text).problems:
        assert flaw.code in YAML_CODES
        assert min(flaw.place) >= 1


@CALM
@given(raw=st.one_of(st.binary(max_size=60), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_are_read_or_refused(fuzzed: Path, raw: bytes) -> None:
    _outcome(write(fuzzed, raw, y2021=raw, y2022=raw))


@CALM
@given(raw=st.one_of(st.binary(max_size=60), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_bytes_beside_right_targets_are_read_or_refused(fuzzed: Path, raw: bytes) -> None:
    _outcome(write(fuzzed, TARGETS, y2021="a: 5", y2022=raw))


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"])


@CALM
@given(text=st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: text.strip() != ""))
def test_a_text_in_quotes_is_kept_as_written_but_for_its_composition(fuzzed: Path, text: str) -> None:
    targets = TARGETS.replace("name: A", f"name: {json.dumps(text, ensure_ascii=False)}")
    programme = load(write(fuzzed, targets, y2021="a: 5", y2022="a: 5"))
    assert programme.indicators["a"].name == {"": unicodedata.normalize("NFC", text)}


FLOODS = {
    "unknown-ids": "".join(f"  u{number}: 1\n" for number in range(30)),
    "wrong-figures": "".join(f"  u{number}: 2,2\n" for number in range(30)),
    "unknown-keys": "  jobs-created: {" + ", ".join(f"k{number}: 1" for number in range(30)) + "}\n",
    "tags": "".join(f"  u{number}: !x 1\n" for number in range(30)),
    "second-keys": "  jobs-created: 1\n" * 30,
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_file_with_more_faults_than_are_told_is_given_up(flood: str, tmp_path: Path) -> None:
    shutil.copy(HANOI / "targets.yaml", tmp_path)
    (tmp_path / "actuals").mkdir()
    (tmp_path / "actuals" / "2022.yaml").write_text("year: 2022\nactuals:\n" + flood, encoding="utf-8")
    with pytest.raises(DataError) as refused_:
        DataSet(tmp_path, "", most_faults=20).programme([2022])
    problems = refused_.value.problems
    assert len(problems) <= 23
    assert [each.text.startswith("more than") for each in problems].count(True) == 1


def test_only_so_many_wrong_names_are_compared_with_the_known_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("an_sinh.programme.reading._MOST_COMPARED", 27 * 3)
    shutil.copy(HANOI / "targets.yaml", tmp_path)
    (tmp_path / "actuals").mkdir()
    wrong = "".join(f"  jobs-create{number}: 1\n" for number in range(10))
    (tmp_path / "actuals" / "2022.yaml").write_text("year: 2022\nactuals:\n" + wrong, encoding="utf-8")
    with pytest.raises(DataError) as refused_:
        read_programme(tmp_path, "", [2022])
    offered = [each.hint() == "did you mean jobs-created?" for each in refused_.value.problems]
    assert offered == [True] * 3 + [False] * 7


def test_what_to_write_instead_of_a_stray_comma_is_one_line_that_a_terminal_may_be_sent(tmp_path: Path) -> None:
    shutil.copy(HANOI / "targets.yaml", tmp_path)
    (tmp_path / "actuals").mkdir()
    text = 'year: 2022\nactuals:\n  jobs-created: {note: "a\\e[2J\\nb", 23}\n'
    (tmp_path / "actuals" / "2022.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused_:
        read_programme(tmp_path, "", [2022])
    (told,) = [
        each.describe() for each in refused_.value.problems if each.text.startswith("{key} is a key without a value")
    ]
    assert told.isprintable()
    assert "(write a\\x1b[2J" in told
