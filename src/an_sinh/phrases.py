"""Every word of English and Vietnamese, and how figures, percentages and dates are spelled in each.

English is the model: Vietnamese is a subclass that must say every phrase anew, and the same slots stand in both (a
test holds it). What can be wrong with the data is said in `complaints.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from an_sinh.figures import plain, round_percent
from an_sinh.terms import Language


class Words:
    """English, and the list of what every language must say."""

    # statuses, as a heading, as a word in a sentence, and as counted in the headline
    exceeded = "Exceeded"
    met = "Met"
    unmet = "Unmet"
    not_started = "Not started"
    unscored = "Not judged"
    withdrawn = "Withdrawn"
    n_exceeded = "{n} exceeded"
    n_met = "{n} met"
    n_unmet = "{n} unmet"
    n_not_started = "{n} not started"
    n_unscored = "{n} not judged"
    n_withdrawn = "{n} withdrawn"

    # why an indicator is not judged
    no_actual = "no figure yet"
    no_target = "no target"
    no_previous_year = "no figure a year ago"
    gap_in_years = "a year is missing"
    series_break = "defined anew"

    # the score page
    programme = "Programme"
    title_annual = "{programme} · {year} against the plan for {year}"
    title_term = "{programme} · {year} against the end-of-term targets"
    col_target = "target"
    col_actual = "actual"
    col_gap = "gap"
    col_met = "met"
    col_group = "group"
    gap_better = "{figure} better"
    gap_worse = "{figure} worse"
    gap_none = "on target"
    milestone_target = "to be done"
    milestone_done = "done"
    milestone_open = "not done"
    as_reported = "as reported"
    provisional = "provisional"
    provisional_as_of = "provisional, as of {date}"
    discrepancy = "the authority reported: {status}"
    under_previous = "{figure} % under {year}"
    over_previous = "{figure} % over {year}"
    as_previous = "as in {year}"
    change_planned = "planned {change} on {year}"
    sum_since = "the sum of {first}-{last}"
    under = "under {figure}"
    over = "over {figure}"
    between = "{low} to {high}"
    headline = "{met}/{total} met"
    headline_percent = "{met}/{total} met ({percent})"
    headline_unjudged = "{met}/{total} met, {n} not judged"
    nothing_judged = "Nothing is judged: no target and actual can be compared, and the authority gave no verdict ({total} indicators)"
    no_indicators = "No indicator counts in this year"
    basis_line = "{computed} computed from figures, {reported} as reported"
    n_discrepancies = "{n} of them not as reported"
    one_discrepancy = "1 of them not as reported"
    n_provisional = "{n} provisional"
    agrees = "agrees with the published {headline}"
    disagrees = "does not agree with the published {headline}: {differences}"
    undecided = "the published {headline} can be neither confirmed nor denied: too many are not judged"
    as_of = " of {date}"
    difference = "{count} published {published}, found {found}"
    no_rows = "No indicator matches the filters"
    rows_filtered = "{shown} of {total} rows shown"
    ids: ClassVar[Mapping[str, str]] = {
        "met_or_exceeded": "met or exceeded",
        "total": "total",
        "exceeded": "exceeded",
        "met": "met",
        "unmet": "unmet",
        "not_started": "not started",
    }

    # the prose paragraph
    prose_annual = "In {year}, {met} of the {total} indicators of Programme {programme} met or exceeded the plan for the year ({percent}): {parts}."
    prose_term = "By {year}, {met} of the {total} indicators of Programme {programme} met or exceeded their end-of-term targets ({percent}): {parts}."
    prose_nothing = "For {year}, none of the {total} indicators of Programme {programme} can be judged."
    prose_list = "{heading}: {names}."
    prose_item = "{name} ({figure})"
    prose_basis = (
        "{computed} of the verdicts are computed from figures and {reported} are as the authority reported them."
    )
    prose_discrepancies = "In {n} the figures and the reported verdict differ; the figures count."
    prose_unscored = "{n} could not be judged."
    prose_withdrawn = "{n} no longer counted: {names}."
    prose_agrees = "The count agrees with the published {headline}."
    prose_disagrees = "The count does not agree with the published {headline}: {differences}."
    prose_undecided = "Whether it agrees with the published {headline} cannot be said: too many are not judged."
    and_ = " and "
    list_comma = ", "
    list_semicolon = "; "

    # around the page
    said_year = "no year named: {year}, the latest in which anything is judged"
    said_packaged = "no data directory here: using the copy of Hanoi's Programme 08 that comes with ansinh"
    n_problems = "{n} problems; nothing was scored"
    one_problem = "1 problem; nothing was scored"
    more_problems = "and {n} more; ansinh lint shows all"
    bug = "a bug in ansinh; please report it with the lines above"
    warning = "warning"

    decimal_mark = "."
    thousands_mark = ","
    percent_form = "{figure} %"
    unit_percent_form = "{figure} %"
    unit_form = "{figure} {unit}"


class Vietnamese(Words):
    """Vietnamese, as the reports of a city's departments write it."""

    exceeded = "Vượt"
    met = "Đạt"
    unmet = "Không đạt"
    not_started = "Chưa triển khai"
    unscored = "Chưa đánh giá"
    withdrawn = "Thôi đánh giá"
    n_exceeded = "{n} vượt"
    n_met = "{n} đạt"
    n_unmet = "{n} không đạt"
    n_not_started = "{n} chưa triển khai"
    n_unscored = "{n} chưa đánh giá"
    n_withdrawn = "{n} thôi đánh giá"

    no_actual = "chưa có số liệu"
    no_target = "không có mục tiêu"
    no_previous_year = "thiếu số năm trước"
    gap_in_years = "thiếu một năm"
    series_break = "định nghĩa lại"

    programme = "Chương trình"
    title_annual = "{programme} · năm {year} so với kế hoạch năm {year}"
    title_term = "{programme} · năm {year} so với mục tiêu cuối kỳ"
    col_target = "mục tiêu"
    col_actual = "thực hiện"
    col_gap = "chênh lệch"
    col_met = "đạt"
    col_group = "nhóm"
    gap_better = "tốt hơn {figure}"
    gap_worse = "kém {figure}"
    gap_none = "đúng mục tiêu"
    milestone_target = "phải xong"
    milestone_done = "đã xong"
    milestone_open = "chưa xong"
    as_reported = "theo báo cáo"
    provisional = "tạm tính"
    provisional_as_of = "tạm tính đến {date}"
    discrepancy = "cơ quan báo cáo: {status}"
    under_previous = "thấp hơn năm {year} {figure}%"
    over_previous = "cao hơn năm {year} {figure}%"
    as_previous = "bằng năm {year}"
    change_planned = "kế hoạch {change} so với năm {year}"
    sum_since = "cộng dồn {first}-{last}"
    under = "dưới {figure}"
    over = "trên {figure}"
    between = "{low} đến {high}"
    headline = "{met}/{total} chỉ tiêu đạt"
    headline_percent = "{met}/{total} chỉ tiêu đạt ({percent})"
    headline_unjudged = "{met}/{total} chỉ tiêu đạt, {n} chưa đánh giá"
    nothing_judged = "Chưa đánh giá được chỉ tiêu nào: không có cặp mục tiêu và số thực hiện để so sánh, cơ quan cũng chưa báo cáo kết quả ({total} chỉ tiêu)"
    no_indicators = "Không có chỉ tiêu nào được tính trong năm này"
    basis_line = "{computed} tính từ số liệu, {reported} theo báo cáo"
    n_discrepancies = "{n} chỉ tiêu khác với báo cáo"
    one_discrepancy = "1 chỉ tiêu khác với báo cáo"
    n_provisional = "{n} tạm tính"
    agrees = "khớp với số đã công bố {headline}"
    disagrees = "không khớp với số đã công bố {headline}: {differences}"
    undecided = "chưa thể xác nhận số đã công bố {headline}: còn quá nhiều chỉ tiêu chưa đánh giá"
    as_of = " ngày {date}"
    difference = "{count}: công bố {published}, tính được {found}"
    no_rows = "Không có chỉ tiêu nào hợp với bộ lọc"
    rows_filtered = "hiện {shown} trong {total} dòng"
    ids: ClassVar[Mapping[str, str]] = {
        "met_or_exceeded": "đạt và vượt",
        "total": "tổng số",
        "exceeded": "vượt",
        "met": "đạt",
        "unmet": "không đạt",
        "not_started": "chưa triển khai",
    }

    prose_annual = (
        "Năm {year}, Chương trình {programme} có {met}/{total} chỉ tiêu đạt và vượt kế hoạch năm ({percent}): {parts}."
    )
    prose_term = "Đến năm {year}, Chương trình {programme} có {met}/{total} chỉ tiêu đạt và vượt mục tiêu cuối kỳ ({percent}): {parts}."
    prose_nothing = "Năm {year}, chưa đánh giá được chỉ tiêu nào trong {total} chỉ tiêu của Chương trình {programme}."
    prose_list = "{heading}: {names}."
    prose_item = "{name} ({figure})"
    prose_basis = "{computed} kết quả được tính từ số liệu, {reported} kết quả theo báo cáo của cơ quan."
    prose_discrepancies = "Có {n} chỉ tiêu mà số liệu khác với kết quả được báo cáo; lấy theo số liệu."
    prose_unscored = "{n} chỉ tiêu chưa đánh giá được."
    prose_withdrawn = "{n} chỉ tiêu thôi đánh giá: {names}."
    prose_agrees = "Kết quả khớp với số đã công bố {headline}."
    prose_disagrees = "Kết quả không khớp với số đã công bố {headline}: {differences}."
    prose_undecided = (
        "Chưa thể nói kết quả có khớp với số đã công bố {headline} hay không: còn quá nhiều chỉ tiêu chưa đánh giá."
    )
    and_ = " và "
    list_comma = ", "
    list_semicolon = "; "

    said_year = "không nêu năm: lấy năm {year}, năm gần nhất có chỉ tiêu được đánh giá"
    said_packaged = "không có thư mục dữ liệu ở đây: dùng bản Chương trình 08 của Hà Nội đi kèm ansinh"
    n_problems = "{n} lỗi; chưa chấm điểm gì"
    one_problem = "1 lỗi; chưa chấm điểm gì"
    more_problems = "và {n} lỗi nữa; ansinh lint hiện tất cả"
    bug = "lỗi của chính ansinh; xin báo lại cùng các dòng trên"
    warning = "cảnh báo"

    decimal_mark = ","
    thousands_mark = "."
    percent_form = "{figure}%"
    unit_percent_form = "{figure}%"
    unit_form = "{figure} {unit}"


_WORDS: Mapping[str, type[Words]] = {Language.EN: Words, Language.VI: Vietnamese}


def words(language: str) -> type[Words]:
    """The words of a language."""
    return _WORDS[language]


def spell_figure(figure: Decimal, language: str, *, signed: bool = False) -> str:
    """A figure as a person writes it: `203,027` in English, `203.027` in Vietnamese; the minus is U+2212.

    Digits are kept as they are in the data: nothing is rounded. Zero carries no sign.
    """
    say = words(language)
    digits = plain(abs(figure))
    whole, _, rest = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", say.thousands_mark)
    sign = "−" if figure < 0 else "+" if signed and figure > 0 else ""
    return f"{sign}{grouped}{say.decimal_mark + rest if rest else ''}"


def spell_percent(percent: Decimal, language: str) -> str:
    """A percentage with one decimal, never flattered: `85.2 %`, in Vietnamese `85,2%`."""
    return words(language).percent_form.format(figure=spell_figure(round_percent(percent, 1), language))


def spell_quantity(figure: Decimal, unit: str, language: str) -> str:
    """A figure with its unit: `203,027 persons`, `2.23 %`, in Vietnamese `2,23%`."""
    say = words(language)
    spelled = spell_figure(figure, language)
    if not unit:
        return spelled
    if unit.startswith("%"):
        return say.unit_percent_form.format(figure=spelled) + unit[1:]
    return say.unit_form.format(figure=spelled, unit=unit)


def spell_date(date: str, language: str) -> str:
    """A date as the language writes it: ISO in English, `09/01/2023`, `06/2023` or `2023` in Vietnamese."""
    return "/".join(reversed(date.split("-"))) if language == Language.VI else date


def say_in(text: Mapping[str, str], language: str) -> str:
    """A text of the data in the language asked for, else in English, else in whatever it is written in."""
    for tag in (language, "", Language.EN):
        if tag in text:
            return text[tag]
    return next((said for tag, said in text.items() if tag.split("-")[0] == language), next(iter(text.values()), ""))
