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

NOTHING = "–"
"""Stands where there is nothing to say."""


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
    gap_bound = "not past it"
    milestone_target = "to be done"
    milestone_done = "done"
    milestone_open = "not done"
    as_reported = "as reported"
    provisional = "provisional"
    provisional_as_of = "provisional, as of {date}"
    discrepancy = "the authority reported: {status}"
    under_previous = "target: {figure} % under {year}"
    over_previous = "target: {figure} % over {year}"
    as_previous = "target: as in {year}"
    change_planned = "target: {change} on {year}"
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
    n_discrepancies = "{n} differ from what was reported"
    one_discrepancy = "1 differs from what was reported"
    n_provisional = "{n} provisional figures"
    one_provisional = "1 provisional figure"
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
    prose_annual = "In {year}, {met} of the {total} indicators of Programme {programme} met or exceeded the plan for the year{percent}: {parts}."
    prose_term = "By {year}, {met} of the {total} indicators of Programme {programme} met or exceeded their end-of-term targets{percent}: {parts}."
    prose_nothing = "For {year}, none of the {total} indicators of Programme {programme} can be judged."
    prose_list = "{heading}: {names}."
    prose_item = "{name} ({figure})"
    prose_basis = "Computed from figures: {computed} of the verdicts; as the authority reported: {reported}."
    prose_discrepancies = "Figures and reported verdict differ, and the figures count: {names}."
    prose_withdrawn = "{n} no longer counted: {names}."
    prose_agrees = "The count agrees with the published {headline}."
    prose_disagrees = "The count does not agree with the published {headline}: {differences}."
    prose_undecided = "Whether it agrees with the published {headline} cannot be said: too many are not judged."
    and_ = " and "
    list_comma = ", "
    list_semicolon = "; "

    # two sides
    diff_title_years = "{programme} · {old} → {new}, each against its own plan"
    diff_title_years_term = "{programme} · {old} → {new}, against the end-of-term targets"
    diff_title_data = "{programme} · {year}, {old} → {new}, against the plan for {year}"
    diff_title_data_term = "{programme} · {year}, {old} → {new}, against the end-of-term targets"
    side_new = "now"
    regressed = "Regressed"
    improved = "Improved"
    lost = "Verdict lost"
    gained = "Verdict gained"
    changed = "Other changes"
    changed_target = "Only the target changed"
    added = "Added"
    removed = "Withdrawn or removed"
    same = "Unchanged"
    col_movement = "movement"
    moved_better = "{figure} better"
    moved_worse = "{figure} worse"
    moved_same = "same figure"
    moved_inside = "still in the band"
    moved_as_far = "as far off"
    target_moved = "target {old} → {new}"
    exceeded_moved = "exceeded from {old} → {new}"
    n_same = "{n} unchanged (--all shows them)"
    n_same_shown = "{n} unchanged"
    diff_headline = "{old} → {new} met ({net} of {both})"
    diff_headline_same = "{old} → {new} met (no net change in {both})"
    n_both = "the {n} judged in both"
    one_both = "the one judged in both"
    diff_headline_none = "{old} → {new} met (none judged in both)"
    side_unjudged = "nothing judged"
    n_gained = "{n} verdicts gained"
    one_gained = "1 verdict gained"
    n_lost = "{n} verdicts lost"
    one_lost = "1 verdict lost"
    diff_gained = "{parts}: neither improvement nor regression"
    no_changes = "No changes"
    no_changes_known = "No changes in what is known; {n} not judged"
    prose_diff = "From {old} to {new}, Programme {programme} went from {was} to {now} indicators met or exceeded."
    prose_diff_data = (
        "For {year}, Programme {programme} went from {was} ({old}) to {now} ({new}) indicators met or exceeded."
    )
    prose_both = "Of {both}, {improved} improved and {regressed} regressed."
    prose_both_none = "Of {both}, none improved or regressed."
    prose_one_improved = "The one judged in both improved."
    prose_one_regressed = "The one judged in both regressed."
    prose_one_neither = "The one judged in both neither improved nor regressed."
    none_of_them = "none"
    prose_moved = "{name} ({old} → {new})"

    # several years
    trend_title = "{programme} · {first}-{last}, each year against its own plan"
    trend_title_term = "{programme} · {first}-{last} against the end-of-term targets"
    trend_met = "met"
    trend_unjudged = "not judged"
    col_course = "course"

    # one indicator
    show_names = "Also called"
    show_group = "Group"
    show_better = "Better"
    show_lead = "Lead"
    show_cumulative = "Counted"
    cumulative_words = "as the sum since {first}"
    show_years = "Years"
    show_breaks = "Defined anew from"
    show_baseline = "Baseline"
    show_note = "Note"
    show_limits = "Limits"
    show_sources = "Sources"
    show_term = "End of term"
    better_higher = "higher"
    better_lower = "lower"
    better_within = "within the band"
    col_year = "year"
    year_note = "Note for {year}"
    why_met_value = "{actual} is {gap} above the target of {target}"
    why_below_value = "{actual} is {gap} below the target of {target}"
    why_equal = "{actual} is just the target of {target}"
    why_bound = "{actual} is the bound of {target} itself, which is not enough"
    why_above_bound = "{actual} is {gap} above the bound of {target}"
    why_below_bound = "{actual} is {gap} below the bound of {target}"
    why_in_range = "{actual} is within {low} to {high}"
    why_above_range = "{actual} is {gap} above {low} to {high}"
    why_below_range = "{actual} is {gap} below {low} to {high}"
    why_far = ", and past {far}, from which it counts as exceeded"
    why_not_far = ", and not yet {far}, from which it would count as exceeded"
    why_change = " (the target is {change} on {previous} of {year})"
    why_change_percent = " (the target is {change} % on {previous} of {year})"
    why_change_none = " (the target is the {previous} of {year})"
    why_done = "it is done"
    why_open = "it is not done"
    why_reported = "the authority reported it so, and there is {missing}"
    missing_actual = "no figure to compute it from"
    missing_target = "no target to compare {actual} with"
    missing_edges = "no target that could be worked out"
    why_discrepancy = "; the authority reported {status}, and the figures count"
    why_unscored = "{reason}"
    why_withdrawn = "it does not count in this year"
    why_told = "{year}: {why}: {status}."

    # what carries over
    focus_title = "{programme} · what carries over from {year}, {against}"
    focus_against_annual = "against the plan for {year}"
    focus_against_term = "against the end-of-term targets"
    no_lead = "No lead named"
    col_short = "short by"
    col_since = "since"
    col_next = "next target"
    col_needed = "change needed"
    focus_headline = "{n} of {total} carry over"
    focus_headline_one = "1 of {total} carries over"
    focus_none = "Nothing carries over: all {total} are met or exceeded"
    prose_focus = "{name}: {status}{short}{since}{next}."
    focus_short = ", short by {figure}"
    focus_since = ", since {first} ({n} years)"
    focus_next = "; the next target is {target}"
    focus_next_open = "; still {target}"
    focus_needed = ", which needs a change of {figure}"
    focus_reached = ", which is reached already"
    percent_points = "{figure} percentage points"

    # the outlook
    outlook_title = "{programme} · will the targets of {last} be reached? As seen in {year}"
    outlook_reached = "Reached"
    outlook_on_track = "On track"
    outlook_behind = "Behind"
    outlook_far_behind = "Far behind"
    outlook_moving_away = "Moving away"
    n_outlook = "{n} {outlook}"
    col_latest = "latest"
    col_ratio = "ratio"
    col_projection = "projected"
    col_required = "needed a year"
    outlook_legend = "ratio: yearly growth seen over yearly growth needed; 0.95 is on track, 0.6 behind"
    method_linear = "straight line"
    method_compound = "compound growth"
    seen_from = "from {baseline} to {actual}"
    point_in = "{figure} in {year}"
    one_point = "fewer than two figures"
    no_meaning = "no meaning here"

    # the HTML page
    web_language = "Language"
    web_skip = "Skip to the indicators"
    web_tally_group = "By group"
    web_tally_lead = "By lead"
    web_indicators = "Indicators"
    web_indicator = "indicator"
    web_result = "Result"
    web_result_in = "Result {year}"
    web_col_result = "result"
    web_col_course = "course {first}-\u2060{last}"
    web_change = "Change"
    web_outlook = "Outlook"
    web_graph = "actual against target"
    web_both = "old and new against target"
    web_path = "the way to the target"
    web_search = "Search"
    web_reset = "Show all"
    web_notes = "Notes"
    web_source = "Source"
    web_note = "Note"
    web_cited = "For"
    web_more = "and {n} more"
    web_computed = "computed"
    web_higher = "higher is better"
    web_lower = "lower is better"
    web_within = "best within the band"
    web_previous = "the year before: {figure}"
    web_old = "before: {figure}"
    web_baseline = "baseline: {figure}"
    web_break = "defined anew from {year}"
    web_reading = "How to read the page"
    web_key_actual = "actual, in the colour of the result"
    web_key_target = "target"
    web_key_strict = "a bound that must be passed"
    web_key_zone = "met"
    web_key_beyond = "exceeded"
    web_key_previous = "the year before"
    web_key_old = "before"
    web_key_baseline = "baseline"
    web_key_arrow = "the better side"
    web_key_latest = "latest figure, in the colour of the outlook"
    web_key_ahead = "on as the straight line goes"
    web_key_level = "target at the end of the term"
    web_key_broken = "the scale does not begin at 0"
    web_scale = "Each graph has a scale of its own. It begins at 0; where the figures lie close together it shows the stretch around them, never less than a fifth of the largest, and is broken at its left."
    web_course = "The course runs over the years of the programme on a scale of its own, from the lowest figure to the highest. A gap is a year without a figure, a dotted line a series defined anew, a hollow point a provisional figure."
    web_path_reading = "The line runs from the baseline to the latest figure, dashed on to where the straight line would stand in the last year; the mark there is the target."
    web_bases = "Computed: figure and target are known and were compared. As reported: one of them is missing, and the result is the authority's own. Not judged: neither; it counts in the total and never as met."
    web_gap = "The gap is the distance from where the target is met, in the indicator's unit; better is the good side, up or down."

    # the gate
    gate_all_met = "expected all {total} met, found {found}"
    gate_all_met_blind = "expected all {total} met, found none judged"
    gate_min_met = "expected at least {least} met, found {found} of {total}"
    gate_min_percent = "expected at least {least} met, found {percent} ({found} of {total})"
    gate_fail_on = "expected none, found {found}"
    gate_published = "expected a published headline that agrees"
    gate_published_none = "found none"
    gate_regression = "expected no worse and no lost verdict, found {found}"
    gate_regression_blind = "found nothing judged in {year} to compare with"
    gate_judged = "expected something judged, found nothing"
    gate_default = "every indicator met"
    gate_nothing = "anything judged"
    gate_open = "gate open"
    gate_closed = "gate closed"
    col_gate = "gate"
    col_found = "expected and found"

    # lint
    lint_clean = "No problems in {files}"
    lint_files = "{n} files"
    lint_one_file = "1 file"
    n_errors = "{n} errors"
    one_error = "1 error"
    n_warnings = "{n} warnings"
    one_warning = "1 warning"

    # what one indicator's target asked and what was found: annotations, failures
    at_least = "at least {figure}"
    at_most = "at most {figure}"
    from_previous = "{target}, from {figure} the year before"
    finding = "expected {expected}, found {found}"
    finding_alone = "found {found}"
    not_as_reported = "Not as reported"
    finding_discrepancy = "the figures say {status}, the authority reported {reported}"
    finding_reported = "expected met, found {status}, as the authority reported"
    finding_withdrawn = "not counted in this year"

    # a spreadsheet
    csv_yes = "yes"
    csv_no = "no"
    csv_headings: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "indicator",
        "group": "group",
        "unit": "unit",
        "status": "result",
        "basis": "rests on",
        "reason": "why not judged",
        "reported": "the authority's verdict",
        "discrepancy": "differs from that verdict",
        "actual": "actual",
        "target_form": "kind of target",
        "target_low": "target, lower edge",
        "target_high": "target, upper edge",
        "gap": "gap (positive is good)",
        "achieved_percent": "achieved (%)",
        "provisional": "provisional",
        "source": "source",
        "place": "place in the data",
    }
    csv_words: ClassVar[Mapping[str, str]] = {
        "computed": "figures",
        "reported": "the authority's word",
        "none": "nothing",
        "value": "figure",
        "range": "range",
        "under": "under",
        "over": "over",
        "change": "change on the year before",
        "change_percent": "change on the year before, in percent",
        "milestone": "to be done",
    }

    # keeping the data
    sheet_title = "{name}: figures for {year}"
    sheet_hint = "Fill in the column {column}. Leave it empty while there is no figure; write 'not started' where nothing has begun."
    sheet_not_started = "not started"
    sheet_id = "id"
    sheet_name = "Indicator"
    sheet_unit = "Unit"
    sheet_target = "Target {year}"
    sheet_previous = "Actual {year}"
    sheet_value = "Actual {year}"
    sheet_limits = "It is between {low} and {high}."
    sheet_no_number = "Write a number without its unit, or 'not started'."
    sheet_no_truth = "Choose TRUE if it is done, FALSE if it is not, or 'not started'."
    exported = "{path}: {n} indicators to fill in for {year}"
    recorded = "{id}: {old} → {new}"
    recorded_beside = "{id}: {new}"
    recorded_nothing = "nothing to change: {id} says so already"
    recorded_headline = "{year}: {old} → {new}"
    recorded_same = "{year}: {new}, as before"
    imported = "{n} figures new or changed, {same} as they were, {blank} without a figure yet"
    import_lost = "{cell}: {text}: {reason}"
    dry_run = "a dry run: nothing was written"

    # the report in Word
    report_kind = "REPORT"
    report_annual = "Results of the indicators of Programme {programme} in {year} against the plan for the year"
    report_term = "Results of the indicators of Programme {programme} by {year} against the end-of-term targets"
    report_programme = "{id} “{name}”"
    report_overall = "Overall result"
    report_each = "Each indicator"
    report_attention = "Indicators that need attention"
    report_differ = "Figures that differ from the reported verdict"
    report_nothing = "Every indicator is met or exceeded."
    report_nothing_shown = "Among the indicators of this report, every one is met or exceeded."
    report_nothing_judged = "No indicator of this report is judged."
    report_sources = "Sources"
    report_published = "Source of the published {headline}: {sources}."
    report_as_of = "The figures are as of {date}."
    report_filtered = "This report shows {shown} of the {total} indicators; the counts are of all."
    report_table = "Table {number}. {title}"
    report_by_group = "Tally by group of indicators"
    report_by_indicator = "Target, actual and result of each indicator"
    report_number = "No."
    report_indicator = "Indicator (unit)"
    report_result = "Result"
    report_remarks = "Remarks"
    report_total = "Total"
    report_met = "Met or exceeded"
    report_all = "All"
    report_better = "{figure} better than the target"
    report_worse = "{figure} worse than the target"
    report_reported = "as the authority reported; there is {missing}"
    report_lead = "Lead: {lead}."
    report_note = "Note: {note}"
    report_end = "This is the report on Programme {programme} in {year}."
    report_written = "{path}: the report for {year}, {headline}"

    # around the page
    started = "Now edit them, and try: ansinh score 2025 --data {folder}"
    said_figure_year = "no year named: {year}, the latest with a figure"
    said_year = "no year named: {year}, the latest in which anything is judged"
    said_packaged = "no data directory here: using the copy of Hanoi's Programme 08 that comes with ansinh"
    n_problems = "{n} problems; nothing was scored"
    one_problem = "1 problem; nothing was scored"
    n_problems_unwritten = "{n} problems; nothing was written"
    one_problem_unwritten = "1 problem; nothing was written"
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
    gap_bound = "chưa qua ngưỡng"
    milestone_target = "phải xong"
    milestone_done = "đã xong"
    milestone_open = "chưa xong"
    as_reported = "theo báo cáo"
    provisional = "tạm tính"
    provisional_as_of = "tạm tính đến {date}"
    discrepancy = "cơ quan báo cáo: {status}"
    under_previous = "mục tiêu: thấp hơn {figure}% so với năm {year}"
    over_previous = "mục tiêu: cao hơn {figure}% so với năm {year}"
    as_previous = "mục tiêu: bằng năm {year}"
    change_planned = "mục tiêu: {change} so với năm {year}"
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
    n_provisional = "{n} số liệu tạm tính"
    one_provisional = "1 số liệu tạm tính"
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
        "Năm {year}, Chương trình {programme} có {met}/{total} chỉ tiêu đạt và vượt kế hoạch năm{percent}: {parts}."
    )
    prose_term = "Đến năm {year}, Chương trình {programme} có {met}/{total} chỉ tiêu đạt và vượt mục tiêu cuối kỳ{percent}: {parts}."
    prose_nothing = "Năm {year}, chưa đánh giá được chỉ tiêu nào trong {total} chỉ tiêu của Chương trình {programme}."
    prose_list = "{heading}: {names}."
    prose_item = "{name} ({figure})"
    prose_basis = "{computed} kết quả được tính từ số liệu, {reported} kết quả theo báo cáo của cơ quan."
    prose_discrepancies = "Số liệu khác với kết quả được báo cáo, lấy theo số liệu: {names}."
    prose_withdrawn = "{n} chỉ tiêu thôi đánh giá: {names}."
    prose_agrees = "Kết quả khớp với số đã công bố {headline}."
    prose_disagrees = "Kết quả không khớp với số đã công bố {headline}: {differences}."
    prose_undecided = (
        "Chưa thể nói kết quả có khớp với số đã công bố {headline} hay không: còn quá nhiều chỉ tiêu chưa đánh giá."
    )
    and_ = " và "
    list_comma = ", "
    list_semicolon = "; "

    diff_title_years = "{programme} · {old} → {new}, mỗi năm so với kế hoạch của năm đó"
    diff_title_years_term = "{programme} · {old} → {new}, so với mục tiêu cuối kỳ"
    diff_title_data = "{programme} · năm {year}, {old} → {new}, so với kế hoạch năm {year}"
    diff_title_data_term = "{programme} · năm {year}, {old} → {new}, so với mục tiêu cuối kỳ"
    side_new = "nay"
    regressed = "Kém đi"
    improved = "Tốt lên"
    lost = "Mất kết quả"
    gained = "Mới có kết quả"
    changed = "Thay đổi khác"
    changed_target = "Chỉ mục tiêu thay đổi"
    added = "Thêm vào"
    removed = "Thôi đánh giá hoặc bỏ đi"
    same = "Không đổi"
    col_movement = "biến động"
    moved_better = "tốt lên {figure}"
    moved_worse = "kém đi {figure}"
    moved_same = "số không đổi"
    moved_inside = "vẫn trong khoảng"
    moved_as_far = "vẫn lệch như cũ"
    target_moved = "mục tiêu {old} → {new}"
    exceeded_moved = "vượt từ mức {old} → {new}"
    n_same = "{n} không đổi (--all để xem)"
    n_same_shown = "{n} không đổi"
    diff_headline = "{old} → {new} chỉ tiêu đạt ({net} trong {both})"
    diff_headline_same = "{old} → {new} chỉ tiêu đạt (tính chung không đổi ở {both})"
    n_both = "{n} chỉ tiêu được đánh giá cả hai bên"
    one_both = "chỉ tiêu duy nhất được đánh giá cả hai bên"
    diff_headline_none = "{old} → {new} chỉ tiêu đạt (không chỉ tiêu nào được đánh giá cả hai bên)"
    side_unjudged = "chưa đánh giá"
    n_gained = "{n} chỉ tiêu mới có kết quả"
    one_gained = "1 chỉ tiêu mới có kết quả"
    n_lost = "{n} chỉ tiêu mất kết quả"
    one_lost = "1 chỉ tiêu mất kết quả"
    diff_gained = "{parts}: không tính là tốt lên hay kém đi"
    no_changes = "Không có thay đổi"
    no_changes_known = "Không có thay đổi trong phần đã biết; {n} chưa đánh giá"
    prose_diff = "Từ năm {old} đến năm {new}, Chương trình {programme} từ {was} thành {now} chỉ tiêu đạt và vượt."
    prose_diff_data = "Năm {year}, Chương trình {programme} từ {was} ({old}) thành {now} ({new}) chỉ tiêu đạt và vượt."
    prose_both = "Trong {both}, {improved} tốt lên và {regressed} kém đi."
    prose_both_none = "Trong {both}, không chỉ tiêu nào tốt lên hay kém đi."
    prose_one_improved = "Chỉ tiêu duy nhất được đánh giá cả hai bên đã tốt lên."
    prose_one_regressed = "Chỉ tiêu duy nhất được đánh giá cả hai bên đã kém đi."
    prose_one_neither = "Chỉ tiêu duy nhất được đánh giá cả hai bên không tốt lên cũng không kém đi."
    none_of_them = "không chỉ tiêu nào"
    prose_moved = "{name} ({old} → {new})"

    trend_title = "{programme} · {first}-{last}, mỗi năm so với kế hoạch của năm đó"
    trend_title_term = "{programme} · {first}-{last} so với mục tiêu cuối kỳ"
    trend_met = "đạt"
    trend_unjudged = "chưa đánh giá"
    col_course = "diễn biến"

    show_names = "Tên khác"
    show_group = "Nhóm"
    show_better = "Tốt hơn khi"
    show_lead = "Đầu mối"
    show_cumulative = "Cách tính"
    cumulative_words = "cộng dồn từ năm {first}"
    show_years = "Các năm"
    show_breaks = "Định nghĩa lại từ"
    show_baseline = "Số gốc"
    show_note = "Ghi chú"
    show_limits = "Giới hạn"
    show_sources = "Nguồn"
    show_term = "Cuối kỳ"
    better_higher = "cao hơn"
    better_lower = "thấp hơn"
    better_within = "nằm trong khoảng"
    col_year = "năm"
    year_note = "Ghi chú năm {year}"
    why_met_value = "{actual} cao hơn mục tiêu {target} là {gap}"
    why_below_value = "{actual} thấp hơn mục tiêu {target} là {gap}"
    why_equal = "{actual} đúng bằng mục tiêu {target}"
    why_bound = "{actual} đúng bằng mốc {target}, như vậy chưa đủ"
    why_above_bound = "{actual} cao hơn mốc {target} là {gap}"
    why_below_bound = "{actual} thấp hơn mốc {target} là {gap}"
    why_in_range = "{actual} nằm trong khoảng {low} đến {high}"
    why_above_range = "{actual} cao hơn khoảng {low} đến {high} là {gap}"
    why_below_range = "{actual} thấp hơn khoảng {low} đến {high} là {gap}"
    why_far = ", và đã qua {far}, mức được tính là vượt"
    why_not_far = ", và chưa tới {far}, mức được tính là vượt"
    why_change = " (mục tiêu là {change} so với {previous} của năm {year})"
    why_change_percent = " (mục tiêu là {change}% so với {previous} của năm {year})"
    why_change_none = " (mục tiêu là mức {previous} của năm {year})"
    why_done = "đã xong"
    why_open = "chưa xong"
    why_reported = "cơ quan báo cáo như vậy, {missing}"
    missing_actual = "không có số liệu để tính"
    missing_target = "không có mục tiêu để so với {actual}"
    missing_edges = "không tính ra được mục tiêu"
    why_discrepancy = "; cơ quan báo cáo {status}, lấy theo số liệu"
    why_unscored = "{reason}"
    why_withdrawn = "năm này không tính"
    why_told = "{year}: {why}: {status}."

    focus_title = "{programme} · chuyển tiếp từ năm {year}, {against}"
    focus_against_annual = "so với kế hoạch năm {year}"
    focus_against_term = "so với mục tiêu cuối kỳ"
    no_lead = "Chưa nêu đầu mối"
    col_short = "còn thiếu"
    col_since = "từ năm"
    col_next = "mục tiêu tới"
    col_needed = "cần thay đổi"
    focus_headline = "{n}/{total} chỉ tiêu chuyển tiếp"
    focus_headline_one = "1/{total} chỉ tiêu chuyển tiếp"
    focus_none = "Không có chỉ tiêu chuyển tiếp: cả {total} đều đạt hoặc vượt"
    prose_focus = "{name}: {status}{short}{since}{next}."
    focus_short = ", còn thiếu {figure}"
    focus_since = ", từ năm {first} ({n} năm)"
    focus_next = "; mục tiêu tới là {target}"
    focus_next_open = "; vẫn {target}"
    focus_needed = ", cần thay đổi {figure}"
    focus_reached = ", nay đã đạt"
    percent_points = "{figure} điểm phần trăm"

    outlook_title = "{programme} · có đạt mục tiêu năm {last} không? Nhìn từ năm {year}"
    outlook_reached = "Đã đạt"
    outlook_on_track = "Đúng tiến độ"
    outlook_behind = "Chậm"
    outlook_far_behind = "Rất chậm"
    outlook_moving_away = "Đi ngược"
    n_outlook = "{n} {outlook}"
    col_latest = "mới nhất"
    col_ratio = "tỷ số"
    col_projection = "dự báo"
    col_required = "cần mỗi năm"
    outlook_legend = "tỷ số: tốc độ đã có so với tốc độ cần có; 0,95 là đúng tiến độ, 0,6 là chậm"
    method_linear = "đường thẳng"
    method_compound = "tăng trưởng kép"
    seen_from = "từ {baseline} đến {actual}"
    point_in = "{figure} năm {year}"
    one_point = "chưa đủ hai số liệu"
    no_meaning = "không áp dụng"

    web_language = "Ngôn ngữ"
    web_skip = "Chuyển đến các chỉ tiêu"
    web_tally_group = "Theo nhóm"
    web_tally_lead = "Theo đầu mối"
    web_indicators = "Các chỉ tiêu"
    web_indicator = "chỉ tiêu"
    web_result = "Kết quả"
    web_result_in = "Kết quả {year}"
    web_col_result = "kết quả"
    web_col_course = "diễn biến {first}-\u2060{last}"
    web_change = "Biến động"
    web_outlook = "Triển vọng"
    web_graph = "thực hiện so với mục tiêu"
    web_both = "trước và sau so với mục tiêu"
    web_path = "đường tới mục tiêu"
    web_search = "Tìm kiếm"
    web_reset = "Hiện tất cả"
    web_notes = "Ghi chú"
    web_source = "Nguồn"
    web_note = "Ghi chú"
    web_cited = "Dùng cho"
    web_more = "và {n} chỉ tiêu khác"
    web_computed = "tính từ số liệu"
    web_higher = "càng cao càng tốt"
    web_lower = "càng thấp càng tốt"
    web_within = "tốt nhất là trong khoảng"
    web_previous = "năm trước: {figure}"
    web_old = "trước: {figure}"
    web_baseline = "số gốc: {figure}"
    web_break = "định nghĩa lại từ năm {year}"
    web_reading = "Cách đọc trang này"
    web_key_actual = "số thực hiện, màu theo kết quả"
    web_key_target = "mục tiêu"
    web_key_strict = "ngưỡng phải vượt qua"
    web_key_zone = "đạt"
    web_key_beyond = "vượt"
    web_key_previous = "năm trước"
    web_key_old = "trước"
    web_key_baseline = "số gốc"
    web_key_arrow = "phía tốt hơn"
    web_key_latest = "số mới nhất, màu theo triển vọng"
    web_key_ahead = "kéo dài theo đường thẳng"
    web_key_level = "mục tiêu cuối kỳ"
    web_key_broken = "thang không bắt đầu từ 0"
    web_scale = "Mỗi biểu đồ có thang riêng. Thang bắt đầu từ 0; khi các số gần nhau, thang chỉ vẽ đoạn quanh các số, không ngắn hơn một phần năm số lớn nhất, và có dấu ngắt ở bên trái."
    web_course = "Đường diễn biến chạy qua các năm của chương trình, theo thang riêng từ số thấp nhất đến số cao nhất. Chỗ trống là năm không có số liệu, đường chấm là chỗ chỉ tiêu được định nghĩa lại, điểm rỗng là số tạm tính."
    web_path_reading = (
        "Đường kẻ đi từ số gốc đến số mới nhất; nét đứt kéo dài theo đường thẳng đến năm cuối, vạch ở đó là mục tiêu."
    )
    web_bases = "Tính từ số liệu: có cả số thực hiện và mục tiêu để so sánh. Theo báo cáo: thiếu một trong hai, kết quả lấy theo cơ quan báo cáo. Chưa đánh giá: không có gì để so; vẫn tính vào tổng số, không bao giờ tính là đạt."
    web_gap = "Chênh lệch là khoảng cách tới mức được coi là đạt, theo đơn vị của chỉ tiêu; tốt hơn là phía có lợi, dù lên hay xuống."

    gate_all_met = "cần đạt cả {total}, có {found}"
    gate_all_met_blind = "cần đạt cả {total}, chưa đánh giá chỉ tiêu nào"
    gate_min_met = "cần ít nhất {least} chỉ tiêu đạt, có {found} trong {total}"
    gate_min_percent = "cần ít nhất {least} đạt, có {percent} ({found} trong {total})"
    gate_fail_on = "cần không có chỉ tiêu nào, có {found}"
    gate_published = "cần một kết quả đã công bố và khớp"
    gate_published_none = "không có kết quả nào"
    gate_regression = "cần không có kết quả nào kém đi hay mất đi, có {found}"
    gate_regression_blind = "năm {year} chưa đánh giá gì để so"
    gate_judged = "cần có chỉ tiêu được đánh giá, không có"
    gate_default = "mọi chỉ tiêu đều đạt"
    gate_nothing = "có đánh giá"
    gate_open = "cổng mở"
    gate_closed = "cổng đóng"
    col_gate = "cổng"
    col_found = "cần và có"

    lint_clean = "Không có vấn đề nào trong {files}"
    lint_files = "{n} tệp"
    lint_one_file = "1 tệp"
    n_errors = "{n} lỗi"
    one_error = "1 lỗi"
    n_warnings = "{n} cảnh báo"
    one_warning = "1 cảnh báo"

    at_least = "ít nhất {figure}"
    at_most = "không quá {figure}"
    from_previous = "{target}, từ {figure} của năm trước"
    finding = "mục tiêu {expected}, thực hiện {found}"
    finding_alone = "thực hiện {found}"
    not_as_reported = "Khác với báo cáo"
    finding_discrepancy = "số liệu cho kết quả {status}, cơ quan báo cáo {reported}"
    finding_reported = "cần đạt, cơ quan báo cáo {status}"
    finding_withdrawn = "không tính trong năm này"

    csv_yes = "có"
    csv_no = "không"
    csv_headings: ClassVar[Mapping[str, str]] = {
        "id": "mã",
        "name": "chỉ tiêu",
        "group": "nhóm",
        "unit": "đơn vị",
        "status": "kết quả",
        "basis": "căn cứ",
        "reason": "lý do chưa đánh giá",
        "reported": "kết quả cơ quan báo cáo",
        "discrepancy": "khác với báo cáo",
        "actual": "thực hiện",
        "target_form": "loại mục tiêu",
        "target_low": "mục tiêu, cận dưới",
        "target_high": "mục tiêu, cận trên",
        "gap": "chênh lệch (dương là tốt)",
        "achieved_percent": "tỷ lệ hoàn thành (%)",
        "provisional": "tạm tính",
        "source": "nguồn",
        "place": "vị trí trong dữ liệu",
    }
    csv_words: ClassVar[Mapping[str, str]] = {
        "computed": "số liệu",
        "reported": "theo báo cáo",
        "none": "chưa có",
        "value": "con số",
        "range": "khoảng",
        "under": "dưới",
        "over": "trên",
        "change": "thay đổi so với năm trước",
        "change_percent": "thay đổi so với năm trước, theo phần trăm",
        "milestone": "phải xong",
    }

    sheet_title = "BIỂU SỐ LIỆU NĂM {year}: {name}"
    sheet_hint = "Điền vào cột {column}. Để trống khi chưa có số liệu; ghi 'chưa triển khai' khi chưa bắt đầu."
    sheet_not_started = "chưa triển khai"
    sheet_id = "Mã"
    sheet_name = "Tên chỉ tiêu"
    sheet_unit = "Đơn vị tính"
    sheet_target = "Mục tiêu năm {year}"
    sheet_previous = "Thực hiện năm {year}"
    sheet_value = "Thực hiện năm {year}"
    sheet_limits = "Số nằm trong khoảng từ {low} đến {high}."
    sheet_no_number = "Ghi một con số không kèm đơn vị, hoặc 'chưa triển khai'."
    sheet_no_truth = "Chọn TRUE nếu đã xong, FALSE nếu chưa, hoặc 'chưa triển khai'."
    exported = "{path}: {n} chỉ tiêu cần điền cho năm {year}"
    recorded = "{id}: {old} → {new}"
    recorded_beside = "{id}: {new}"
    recorded_nothing = "không có gì để sửa: {id} đã như vậy"
    recorded_headline = "{year}: {old} → {new}"
    recorded_same = "{year}: {new}, như cũ"
    imported = "{n} số liệu mới hoặc thay đổi, {same} số giữ nguyên, {blank} chưa có số liệu"
    import_lost = "{cell}: {text}: {reason}"
    dry_run = "chạy thử: chưa ghi gì"

    report_kind = "BÁO CÁO"
    report_annual = "Kết quả thực hiện các chỉ tiêu năm {year} của Chương trình {programme} so với kế hoạch năm"
    report_term = "Kết quả thực hiện các chỉ tiêu của Chương trình {programme} đến năm {year} so với mục tiêu cuối kỳ"
    report_programme = "{id} “{name}”"
    report_overall = "KẾT QUẢ CHUNG"
    report_each = "KẾT QUẢ TỪNG CHỈ TIÊU"
    report_attention = "CÁC CHỈ TIÊU CẦN LƯU Ý"
    report_differ = "Số liệu khác với kết quả được báo cáo"
    report_nothing = "Tất cả các chỉ tiêu đều đạt hoặc vượt."
    report_nothing_shown = "Trong các chỉ tiêu nêu ở báo cáo này, tất cả đều đạt hoặc vượt."
    report_nothing_judged = "Không chỉ tiêu nào nêu ở báo cáo này được đánh giá."
    report_sources = "NGUỒN SỐ LIỆU"
    report_published = "Nguồn của số đã công bố {headline}: {sources}."
    report_as_of = "Số liệu tính đến {date}."
    report_filtered = "Báo cáo này nêu {shown} trong {total} chỉ tiêu; các số tổng hợp tính trên toàn bộ chỉ tiêu."
    report_table = "Bảng {number}. {title}"
    report_by_group = "Tổng hợp theo nhóm chỉ tiêu"
    report_by_indicator = "Mục tiêu, thực hiện và kết quả của từng chỉ tiêu"
    report_number = "TT"
    report_indicator = "Chỉ tiêu (đơn vị tính)"
    report_result = "Kết quả"
    report_remarks = "Ghi chú"
    report_total = "Tổng số"
    report_met = "Đạt và vượt"
    report_all = "Cộng"
    report_better = "tốt hơn {figure} so với mục tiêu"
    report_worse = "kém {figure} so với mục tiêu"
    report_reported = "theo báo cáo của cơ quan; {missing}"
    report_lead = "Đầu mối: {lead}."
    report_note = "Ghi chú: {note}"
    report_end = "Trên đây là báo cáo kết quả thực hiện Chương trình {programme} năm {year}."
    report_written = "{path}: báo cáo năm {year}, {headline}"

    started = "Bây giờ hãy sửa các tệp này, rồi thử: ansinh score 2025 --data {folder}"
    said_figure_year = "không nêu năm: lấy năm {year}, năm gần nhất có số liệu"
    said_year = "không nêu năm: lấy năm {year}, năm gần nhất có chỉ tiêu được đánh giá"
    said_packaged = "không có thư mục dữ liệu ở đây: dùng bản Chương trình 08 của Hà Nội đi kèm ansinh"
    n_problems = "{n} lỗi; chưa chấm điểm gì"
    one_problem = "1 lỗi; chưa chấm điểm gì"
    n_problems_unwritten = "{n} lỗi; chưa ghi gì"
    one_problem_unwritten = "1 lỗi; chưa ghi gì"
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
    digits = plain(figure.copy_abs())
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
    return said_in(text, language)[0]


def said_in(text: Mapping[str, str], language: str) -> tuple[str, str]:
    """The same, with the tag of the language that it was found in; empty where that is not known."""
    for wanted in (language, "", Language.EN):
        if wanted in text:
            return text[wanted], wanted
        for tag, said in text.items():
            if tag.lower().split("-")[0] == wanted:
                return said, tag
    return next(((said, tag) for tag, said in text.items()), ("", ""))
