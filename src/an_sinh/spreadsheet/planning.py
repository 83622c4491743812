"""A plan in a sheet -> its indicators and targets, and every cell that can't be read. Pure.

The sheet is as offices write it: a title, one or two rows of headings, a numbering row, rows of groups, and for each
indicator its name, unit, lead, a column per year and one for the end of the term. What is guessed says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, assert_never

from an_sinh.errors import Complaint, Phrase
from an_sinh.figures import plain, within_bounds
from an_sinh.spreadsheet.better_words import DIRECTIONS, guess
from an_sinh.spreadsheet.cells import (
    Cells,
    CellValue,
    DoubtfulCell,
    LabelledFigure,
    Percent,
    SheetRow,
    cell_name,
    column_name,
)
from an_sinh.spreadsheet.figure_cells import DOUBTS
from an_sinh.spreadsheet.headings import MOST_HEADING_ROWS, Role, fold, role_of
from an_sinh.spreadsheet.target_words import (
    ANOTHER_UNIT,
    CHANGE_AS_TERM,
    NO_TARGET,
    Wording,
    is_unit,
    settle,
    target_in,
)
from an_sinh.terms import Direction, Language
from an_sinh.text import quoted, visible

TERM: Final = "term"
MOST_INDICATORS: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadCell:
    """A cell that could not be read, and why."""

    cell: str
    text: str
    reason: Phrase
    year: str
    """The year of its column, or `term`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTarget:
    """What is to be reached in a year, or by the end of the term."""

    year: str
    wording: Wording
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedIndicator:
    """An indicator as the plan has it."""

    id: str
    name: str
    group: str
    unit: str
    lead: str
    note: str
    better: Direction | None
    guessed: Phrase | None
    """Why `better` was taken for that, where no column says it."""
    targets: tuple[PlannedTarget, ...]
    unread: tuple[UnreadCell, ...]
    baseline: tuple[int, str] | None
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A programme as a sheet has it."""

    title: str
    years: tuple[int, int]
    groups: Mapping[str, str]
    indicators: tuple[PlannedIndicator, ...]
    passed_over: tuple[str, ...]
    """Rows that are neither a group nor an indicator, by their first cell."""


@dataclass(slots=True, kw_only=True)
class _Columns:
    """Which column holds what; columns are 0-based."""

    last_row: int
    roles: dict[Role, int] = field(default_factory=dict)
    better: int | None = None
    targets: dict[int, str] = field(default_factory=dict)
    """By column the year, or `term`."""
    before: dict[int, int] = field(default_factory=dict)
    """Columns of what was reached, and their years."""
    beyond: list[str] = field(default_factory=list)
    """Columns of the term beside the one that is read, such as an outlook to a later year."""

    def of(self, role: Role, row: SheetRow) -> str:
        """A row's text in the column of a role; empty where there is none."""
        return _text(row, self.roles.get(role))


def plan_in(cells: Cells, numerals: Language | None = None) -> Plan:
    """The plan that a sheet holds.

    Complaint where no row of headings is found, where no column is one of a year or the term, or where figures can be
    read in two ways and `numerals` does not say which.
    """
    columns = _columns(cells)
    rows = [row for row in cells.rows if row.number > columns.last_row and not _is_numbering(row, columns)]
    texts = [(cell_name(row.number, at), value) for row in rows for at, value in _target_texts(row, columns)]
    reader = _Rows(columns, numerals or settle(texts))
    for row in rows:
        reader.add(row)
        if len(reader.indicators) > MOST_INDICATORS:
            raise Complaint(
                "the sheet has more than {most} indicators", "is this the sheet that was meant?", most=MOST_INDICATORS
            )
    if not reader.indicators:
        raise Complaint(
            "no row below the headings is one of an indicator",
            "is this the sheet that was meant? --sheet names another",
        )
    title = _title(cells, columns)
    used = {each.group for each in reader.indicators}
    return Plan(
        title=title,
        years=_years(columns, title),
        groups={id_: name for id_, name in reader.groups.items() if id_ in used},
        indicators=tuple(reader.indicators),
        passed_over=(*columns.beyond, *reader.passed_over),
    )


def slug(text: str, most: int = 48) -> str:
    """An id made of a name: `Tỷ lệ thất nghiệp` is `ty-le-that-nghiep`; cut between words."""
    plain_letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(each for each in plain_letters if not unicodedata.combining(each)))
    kept = ""
    for word in words:
        if kept and len(kept) + 1 + len(word) > most:
            break
        kept = f"{kept}-{word}" if kept else word[:most]
    return kept


# --- the headings -----------------------------------------------------------------------------------------------------

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_TERM: Final = re.compile(
    r"nhiệm kỳ|cuối kỳ|cả kỳ|giai đoạn|thời kỳ|end of (?:the )?term|\bterm\b|whole period|final target"
    r"|(?<![0-9])(?:19|20)[0-9]{2}\s*[-–—]\s*(?:19|20)[0-9]{2}"
    r"|(?:đến|tới|by|until)\s+(?:hết\s+)?(?:cuối\s+)?(?:năm\s+|the end of\s+)?20[0-9]{2}"
)
_REACHED: Final = re.compile(
    r"thực hiện|kết quả|hiện trạng|ước|đạt được|actual|baseline|result|achieved|estimate|\bth\b"
)
_TO_REACH: Final = re.compile(r"mục tiêu|kế hoạch|chỉ tiêu|phấn đấu|target|plan|goal|\bkh\b")
_BETTER_HEADINGS: Final = frozenset(
    {
        "better",
        "direction",
        "chiều",
        "chiều tốt",
        "hướng",
        "hướng tốt",
        "xu hướng",
        "xu hướng tốt",
        "chiều hướng",
        "tốt khi",
    }
)


def _columns(cells: Cells) -> _Columns:
    """The columns by their headings: the first row that names indicators, read together with one right below it."""
    rows = cells.rows
    seen: list[str] = []
    for at, row in enumerate(rows[: MOST_HEADING_ROWS + 1]):
        headings = {column: fold(text) for column, text in _texts(row)}
        if not any(_role(heading) in (Role.NAME, Role.ID) for heading in headings.values()) or len(headings) < 2:
            continue
        seen = seen or list(headings.values())
        below = rows[at + 1] if at + 1 < len(rows) else None
        second = {column: fold(text) for column, text in _texts(below)} if below and _is_second(below, headings) else {}
        found = _roles(_joined(headings, second), (below or row).number if second else row.number)
        if found.targets:
            return found
    if seen:
        raise Complaint(
            "no column of targets among the headings {headings}",
            "give one a year, such as 2025, or call it 'Mục tiêu' or 'Target'",
            headings=tuple(map(quoted, seen[:12])),
        )
    raise Complaint(
        "no row of headings with a column of names", "give the sheet a heading such as 'Tên chỉ tiêu' or 'Indicator'"
    )


def _is_second(row: SheetRow, first: Mapping[int, str]) -> bool:
    """Whether a row is a second one of headings: years below `Mục tiêu`, nothing below the names."""
    name = next((column for column, heading in first.items() if _role(heading) is Role.NAME), None)
    texts = dict(_texts(row))
    if (name is not None and name in texts) or not texts:
        return False
    return any(
        _YEAR.search(text) or _TERM.search(fold(text)) or _TO_REACH.search(fold(text)) for text in texts.values()
    )


def _joined(first: Mapping[int, str], second: Mapping[int, str]) -> dict[int, str]:
    """Each column's heading with what stands over it: a cell that spans several stands in the first of them."""
    joined: dict[int, str] = {}
    above = ""
    for column in range(max([*first, *second], default=-1) + 1):
        above = first.get(column, above if column in second else "")
        joined[column] = " ".join(filter(None, [above, second.get(column, "")]))
    return {column: heading for column, heading in joined.items() if heading}


def _roles(headings: Mapping[int, str], last_row: int) -> _Columns:
    found = _Columns(last_row=last_row)
    bare: list[int] = []
    for column, heading in headings.items():
        years = _YEAR.findall(heading)
        role = _role(heading)
        if heading in _BETTER_HEADINGS:
            found.better = column
        elif years and _REACHED.search(heading) and not _TO_REACH.search(heading):
            found.before[column] = int(years[-1])
        elif _TERM.search(heading) and role not in (Role.NAME, Role.LEAD):
            found.targets[column] = TERM
        elif years:
            found.targets[column] = years[-1]
        elif role is Role.PLAN and Role.NAME in found.roles:
            bare.append(column)
        elif role is not None and role not in found.roles:
            found.roles[role] = column
    if bare and not found.targets:
        found.targets[bare[0]] = TERM
    if Role.NAME not in found.roles and Role.ID in found.roles:
        found.roles[Role.NAME] = found.roles[Role.ID]
    _keep_one_term(found, headings)
    _see_each_once(found)
    return found


def _keep_one_term(columns: _Columns, headings: Mapping[int, str]) -> None:
    """Of several columns of the term that of the last year with a column of its own, else the first."""
    terms = [column for column, year in columns.targets.items() if year == TERM]
    last = max((year for year in columns.targets.values() if year != TERM), default="")
    kept = next(
        (column for column in terms if last and _YEAR.findall(headings[column])[-1:] == [last]),
        terms[0] if terms else 0,
    )
    for column in terms:
        if column != kept:
            del columns.targets[column]
            columns.beyond.append(f"{cell_name(columns.last_row, column)} {quoted(headings[column])}")


def _see_each_once(columns: _Columns) -> None:
    """Complaint where two columns are of one year. One that is "by 2025" beside no other of the term is the term's."""
    for year in set(columns.targets.values()):
        alike = [column for column, each in columns.targets.items() if each == year]
        if len(alike) > 1:
            shown = tuple(map(column_name, alike))
            raise Complaint(
                "two columns hold the targets of {year}: {columns}", "keep one of them", year=year, columns=shown
            )


def _role(heading: str) -> Role | None:
    if heading in ("chỉ tiêu", "các chỉ tiêu", "mục tiêu, chỉ tiêu", "chỉ tiêu, nhiệm vụ", "nhiệm vụ, chỉ tiêu"):
        return Role.NAME
    return role_of(heading) or role_of(re.sub(r"\s*\(.*\)$", "", heading))


def _years(columns: _Columns, title: str) -> tuple[int, int]:
    """The span: that of the columns and of the years that the title names."""
    years = [int(year) for year in columns.targets.values() if year != TERM]
    span = _SPAN.search(title)
    years += [int(year) for year in span.groups()] if span else []
    years += [] if years else [int(year) for year in _YEAR.findall(title)]
    if not years:
        raise Complaint(
            "nothing says of which years the plan is",
            "give it a column for a year, or a title such as 'Plan 2021-2025'",
        )
    return min(years), max(years)


_NAMES_A_PLAN: Final = re.compile(
    r"kế hoạch|chương trình|chỉ tiêu|mục tiêu|đề án|chiến lược|plan|programme|program|strategy|target"
)
_SPAN: Final = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*[-–—]\s*((?:19|20)[0-9]{2})(?![0-9])")


def _title(cells: Cells, columns: _Columns) -> str:
    """The texts above the headings that name a plan, else the first of them; empty where none stands there."""
    above: list[str] = []
    for row in cells.rows:
        texts = [text for _, text in _texts(row)]
        if row.number >= columns.last_row or any(_role(fold(text)) is Role.NAME for text in texts):
            break
        above += [text for text in texts if len(text) > 3 and not text.startswith("(")]
    named = [text for text in above if _NAMES_A_PLAN.search(fold(text))]
    spans = [text for text in above if text not in named and _SPAN.search(text)]
    told = " ".join([*(named or above[:1])[:2], *spans])
    return " ".join(told.split())


# --- the rows ---------------------------------------------------------------------------------------------------------

_NUMBERING: Final = re.compile(r"\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})\)?|[0-9]{1,2}=.*")
_PART: Final = re.compile(r"^(?:[-–—+•*]|o(?=\s)|trong đó\s*:?|of which\s*:?)\s*")
_OF_WHICH: Final = re.compile(r"^(?:trong đó|of which)\s*:?\s*", re.IGNORECASE)
_UNIT_BEHIND: Final = re.compile(r"\s*\((?:đvt\s*:?\s*|unit\s*:?\s*)?([^()0-9]{1,30})\)$", re.IGNORECASE)


class _Rows:
    """Reads row after row: a group, an indicator, or neither."""

    def __init__(self, columns: _Columns, numerals: Language | None) -> None:
        self.columns = columns
        self.numerals = numerals
        self.groups: dict[str, str] = {}
        self.group = ""
        self.indicators: list[PlannedIndicator] = []
        self.passed_over: list[str] = []
        self.ids: set[str] = set()
        self.parent: PlannedIndicator | None = None

    def add(self, row: SheetRow) -> None:
        """Take a row for what it is."""
        name = _clean(self.columns.of(Role.NAME, row))
        targets = [(column, row.cell(column)) for column in self.columns.targets if not _is_blank(row.cell(column))]
        if not targets and not self.columns.of(Role.UNIT, row):
            self._add_group(row, name)
        elif not name:
            self.passed_over.append(_first(row))
        else:
            self._add_indicator(row, name, targets)

    def _add_group(self, row: SheetRow, name: str) -> None:
        """A row with a name and nothing to reach is a heading, unless it is a remark below the table."""
        said = name or next((_clean(text) for _, text in _texts(row) if len(text) > 3), "")
        if not said or fold(said).startswith(("ghi chú", "note", "nguồn", "source", "(*)", "*")):
            self.passed_over.append(_first(row))
            return
        self.group = self._group(said)
        self.parent = None

    def _group(self, name: str) -> str:
        known = next((id_ for id_, each in self.groups.items() if fold(each) == fold(name)), None)
        id_ = known or _fresh(slug(name, 32) or "group", self.groups)
        self.groups.setdefault(id_, name)
        return id_

    def _add_indicator(self, row: SheetRow, name: str, cells: Sequence[tuple[int, CellValue]]) -> None:
        unit, part = self.columns.of(Role.UNIT, row), _PART.match(name.casefold())
        if part and self.parent:
            name = f"{self.parent.name} – {_clean(_OF_WHICH.sub('', name[part.end() :]))}"
            unit = unit or self.parent.unit
        behind = _UNIT_BEHIND.search(name)
        if behind and not unit:
            name, unit = name[: behind.start()], behind[1].strip()
        group = self.columns.of(Role.GROUP, row)
        in_percent = any(isinstance(value, Percent) for _, value in cells)
        targets, unread = self._targets(row, cells, unit or ("%" if in_percent else ""))
        baseline = self._baseline(row)
        better, guessed = self._better(row, name, targets, baseline)
        targets, against = _apart(targets, better)
        unread += against
        written_id = (
            self.columns.of(Role.ID, row)
            if self.columns.roles.get(Role.ID) != self.columns.roles.get(Role.NAME)
            else ""
        )
        planned = PlannedIndicator(
            id=_fresh(written_id or slug(name) or "indicator", self.ids),
            name=name,
            group=self._group(group) if group else self.group,
            unit=unit or ("%" if in_percent else ""),
            lead=self.columns.of(Role.LEAD, row),
            note=self.columns.of(Role.NOTE, row),
            better=better,
            guessed=guessed,
            targets=targets,
            unread=unread,
            baseline=baseline,
            cell=cell_name(row.number, self.columns.roles[Role.NAME]),
        )
        self.ids.add(planned.id)
        self.indicators.append(planned)
        if not part:
            self.parent = planned

    def _targets(
        self, row: SheetRow, cells: Sequence[tuple[int, CellValue]], unit: str
    ) -> tuple[tuple[PlannedTarget, ...], tuple[UnreadCell, ...]]:
        targets: list[PlannedTarget] = []
        unread: list[UnreadCell] = []
        for column, value in cells:
            year, cell = self.columns.targets[column], cell_name(row.number, column)
            read = _target(value, unit, self.numerals)
            if isinstance(read, Wording) and year == TERM and read.change_of:
                read = CHANGE_AS_TERM
            if isinstance(read, Phrase):
                unread.append(UnreadCell(cell=cell, text=_shown(value), reason=read, year=year))
            else:
                targets.append(PlannedTarget(year=year, wording=read, cell=cell))
        targets.sort(key=lambda each: each.year)
        return tuple(targets), tuple(unread)

    def _better(
        self, row: SheetRow, name: str, targets: Sequence[PlannedTarget], baseline: tuple[int, str] | None
    ) -> tuple[Direction | None, Phrase | None]:
        """Which way is better: as a column says, else as a guess with its reason; none for a milestone."""
        if targets and all(each.wording.keys.get("value") == "true" for each in targets):
            return None, None
        written = fold(_text(row, self.columns.better))
        if written in DIRECTIONS:
            return DIRECTIONS[written], None
        before = Decimal(baseline[1]) if baseline else None
        return guess(name, [each.wording for each in targets], before)

    def _baseline(self, row: SheetRow) -> tuple[int, str] | None:
        """What was reached in the latest year before the targets that has a figure."""
        first = min((int(year) for year in self.columns.targets.values() if year != TERM), default=9999)
        for column, year in sorted(self.columns.before.items(), key=lambda each: -each[1]):
            read = (
                _target(row.cell(column), self.columns.of(Role.UNIT, row), self.numerals) if year < first else NO_TARGET
            )
            if isinstance(read, Wording) and list(read.keys) == ["value"] and read.keys["value"] != "true":
                return year, read.keys["value"]
        return None


_AGAINST: Final = Phrase("this goes against which way is better in this row; write it into targets.yaml")
_MIXED: Final = Phrase("done or not, in a row that has figures; write it into targets.yaml")


def _apart(
    targets: tuple[PlannedTarget, ...], better: Direction | None
) -> tuple[tuple[PlannedTarget, ...], tuple[UnreadCell, ...]]:
    """The targets that fit the row's direction and each other, and those that don't."""
    kept: list[PlannedTarget] = []
    against: list[UnreadCell] = []
    for each in targets:
        reason = _against(each.wording, better)
        if reason is None:
            kept.append(each)
            continue
        told = ", ".join(f"{key}: {said}" for key, said in each.wording.keys.items())
        against.append(UnreadCell(cell=each.cell, text=quoted(told), reason=reason, year=each.year))
    return tuple(kept), tuple(against)


def _against(wording: Wording, better: Direction | None) -> Phrase | None:
    """Why a target does not fit a row in which this way is better; None where it does."""
    if better is None:
        return None
    if wording.keys.get("value") == "true":
        return _MIXED
    if better is Direction.WITHIN:
        return None if "from" in wording.keys else _AGAINST
    return None if wording.better in (None, better) or wording.change_of else _AGAINST


def _target(value: CellValue, unit: str, numerals: Language | None) -> Wording | Phrase:
    match value:
        case bool():
            return Wording(keys={"value": "true"}) if value else NO_TARGET
        case Decimal():
            return Wording(keys={"value": plain(value)}) if within_bounds(value) else NO_TARGET
        case Percent():
            return Wording(keys={"value": plain(value.figure)}) if within_bounds(value.figure) else NO_TARGET
        case LabelledFigure():
            figure = target_in(plain(value.figure), unit, Language.EN) if within_bounds(value.figure) else NO_TARGET
            return figure if is_unit(value.label, unit) else ANOTHER_UNIT
        case DoubtfulCell():
            return DOUBTS[value.why]
        case str():
            return target_in(value, unit, numerals)
        case None:
            return NO_TARGET
        case _:
            assert_never(value)


# --- cells ------------------------------------------------------------------------------------------------------------

_NO_TARGET_YET: Final = frozenset({"-", "–", "—", "…", "...", "n/a", "x.", "/"})


def _is_blank(value: CellValue) -> bool:
    return value is None or (isinstance(value, str) and (not value.strip() or fold(value) in _NO_TARGET_YET))


def _target_texts(row: SheetRow, columns: _Columns) -> Iterator[tuple[int, str]]:
    for column in (*columns.targets, *columns.before):
        value = row.cell(column)
        if isinstance(value, str):
            yield column, value


def _texts(row: SheetRow | None) -> Iterator[tuple[int, str]]:
    """A row's cells that say something, as texts: a year in a heading may be a number."""
    for column, value in enumerate(row.cells if row is not None else ()):
        if isinstance(value, str) and value.strip():
            yield column, value
        elif isinstance(value, Decimal):
            yield column, plain(value) if within_bounds(value) else str(value)


def _text(row: SheetRow, column: int | None) -> str:
    return "" if column is None else _clean(dict(_texts(row)).get(column, ""))


def _clean(text: str) -> str:
    return " ".join(visible(unicodedata.normalize("NFC", text)).split())


def _is_numbering(row: SheetRow, columns: _Columns) -> bool:
    """Whether it numbers the columns, right below the headings: (1) (2) (3), or A B 1 2."""
    texts = [fold(text) for _, text in _texts(row)]
    first = row.number == columns.last_row + 1 and texts[:1] and texts[0].strip("()") in ("1", "a", "i")
    return bool(first) and len(texts) > 2 and all(map(_NUMBERING.fullmatch, texts))


def _shown(value: CellValue) -> str:
    match value:
        case Percent():
            return quoted(f"{plain(value.figure)}%")
        case str():
            return quoted(value)
        case DoubtfulCell():
            return quoted(value.text)
        case LabelledFigure():
            return quoted(f"{plain(value.figure)} {value.label}")
        case _:
            return quoted(str(value))


def _first(row: SheetRow) -> str:
    column, text = next(_texts(row), (0, ""))
    return f"{cell_name(row.number, column)} {quoted(text)}"


def _fresh(id_: str, taken: Iterable[str]) -> str:
    """The id, or with the first number behind it that makes it another than those that are taken."""
    known = set(taken)
    return (
        id_ if id_ not in known else next(each for n in range(2, len(known) + 3) if (each := f"{id_}-{n}") not in known)
    )
