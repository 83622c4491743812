"""What can be wrong, and the remedy, in English and Vietnamese: one pair of phrases for each fault.

The slots of a phrase are filled with texts, with several names (joined by the language's "or") or with a further
phrase, so that a problem is a value that can be said in either language at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from an_sinh.terms import Language
from an_sinh.text import nearest

Pair = tuple[str, str]


class Said(NamedTuple):
    """A phrase inside a phrase."""

    phrase: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """Did you mean: the nearest of the known names, which is looked for when it is said; otherwise another phrase.

    A search takes its time, and of a hostile file's problems only the first are ever said.
    """

    name: str
    known: Collection[str] = field(compare=False)
    otherwise: Said


Slot = str | int | tuple[str, ...] | Said | Meant


def complain(phrase: str, args: Mapping[str, Slot], language: str) -> Pair:
    """What is wrong and what to do, in the language asked for; the second is empty where the first says all.

    A language that has a catalogue of words but no table here is answered in English.
    """
    language = language if language in PROBLEMS else Language.EN
    what, remedy = PROBLEMS[language][phrase]
    said = {name: _say(slot, language) for name, slot in args.items()}
    return what.format_map(said), remedy.format_map(said)


def _say(slot: Slot, language: str) -> str:
    if isinstance(slot, str):
        return slot
    if isinstance(slot, int):
        return f"{slot:,}".replace(",", THOUSANDS[language])
    if isinstance(slot, Meant):
        near = nearest(slot.name, slot.known)
        slot = Said("did_you_mean", near) if near else slot.otherwise
    names, inner = (slot.names, REMEDIES[language][slot.phrase]) if isinstance(slot, Said) else (slot, "{names}")
    return inner.format(names=_listed(names, OR[language]), all=_listed(names, AND[language]))


def _listed(names: tuple[str, ...], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + last + names[-1]


THOUSANDS: Mapping[str, str] = {Language.EN: ",", Language.VI: "."}
OR: Mapping[str, str] = {Language.EN: " or ", Language.VI: " hoặc "}
AND: Mapping[str, str] = {Language.EN: " and ", Language.VI: " và "}

REMEDIES: Mapping[str, Mapping[str, str]] = {
    Language.EN: {
        "did_you_mean": "did you mean {names}?",
        "known_are": "write {names}",
        "see_trend": "ansinh trend --format csv lists them",
        "row_without_name": "a figure without an indicator beside it",
        "row_unknown": "no indicator has this id or name",
        "row_shared": "this is the name of {names}; the id is needed",
        "row_of_two": "the id is of one indicator, the name of another: {names}",
        "cell_twice": "the indicator stands in {names} too",
        "cell_no_figure": "this is not a figure in the indicator's unit",
        "cell_no_truth": "this indicator is a milestone; write true or false",
        "cell_no_result": "a formula without a result; open the file in a spreadsheet program and save it anew",
        "cell_percent": "a percentage, which is not the indicator's unit",
        "cell_other_numerals": "this is not a figure by --numerals {names}",
        "add_indicator": "add it there, or correct the id",
        "add_group": "add it under groups, or correct the id",
        "add_source": "add it under sources, or correct the id",
        "years_are": "there are files for {all}",
        "rename": "rename {names}",
        "no_files": "add one",
        "name_one": "name one of them",
        "meant_data": " {names}",
        "use_under": "where lower is better write under, and where higher is better over",
        "a_milestone": "a milestone",
        "a_band": "a band",
        "no_file": "it is not a regular file",
        "root": "this file",
        "programme": "programme",
        "source": "a source",
        "indicator": "an indicator",
        "target": "a target",
        "limits": "limits",
        "baseline": "a baseline",
        "entry": "an entry",
        "reported": "reported",
        "published": "a published headline",
    },
    Language.VI: {
        "did_you_mean": "ý bạn là {names}?",
        "known_are": "viết {names}",
        "see_trend": "ansinh trend --format csv liệt kê các mã",
        "row_without_name": "có số liệu mà không có chỉ tiêu bên cạnh",
        "row_unknown": "không chỉ tiêu nào có mã hay tên này",
        "row_shared": "{names} cùng có tên này; cần ghi mã",
        "row_of_two": "mã của chỉ tiêu này, tên của chỉ tiêu khác: {names}",
        "cell_twice": "chỉ tiêu này còn có ở {names}",
        "cell_no_figure": "đây không phải số theo đơn vị của chỉ tiêu",
        "cell_no_truth": "chỉ tiêu này là một cột mốc; ghi true hoặc false",
        "cell_no_result": "công thức chưa có kết quả; mở bằng phần mềm bảng tính rồi lưu lại",
        "cell_percent": "tỷ lệ phần trăm, không phải đơn vị của chỉ tiêu",
        "cell_other_numerals": "đây không phải số theo --numerals {names}",
        "add_indicator": "thêm vào đó, hoặc sửa mã",
        "add_group": "thêm vào groups, hoặc sửa mã",
        "add_source": "thêm vào sources, hoặc sửa mã",
        "years_are": "có tệp cho các năm {all}",
        "rename": "đổi tên {names}",
        "no_files": "thêm một tệp",
        "name_one": "nêu một trong số đó",
        "meant_data": " {names}",
        "use_under": "thấp hơn là tốt thì viết under, cao hơn là tốt thì viết over",
        "a_milestone": "cột mốc",
        "a_band": "một khoảng",
        "no_file": "đó không phải tệp thường",
        "root": "tệp này",
        "programme": "programme",
        "source": "một nguồn",
        "indicator": "một chỉ tiêu",
        "target": "một mục tiêu",
        "limits": "limits",
        "baseline": "baseline",
        "entry": "một mục",
        "reported": "reported",
        "published": "một kết quả công bố",
    },
}

PROBLEMS: Mapping[str, Mapping[str, Pair]] = {
    Language.EN: {
        # the YAML itself
        "syntax": ("this is not YAML: {detail}", "mend the line, or the one before it"),
        "tab_indent": ("a tab indents this line", "indent with spaces"),
        "colon_in_text": (
            "a colon stands where no key can be",
            "put the text in quotes, or give the key before it its space after the colon",
        ),
        "control_character": ("the character {char} cannot stand in YAML", "delete it"),
        "conflict_marker": (
            "a merge conflict was left in the file",
            "choose one side and delete the markers",
        ),
        "alias_without_anchor": (
            "the alias {alias} has no anchor",
            "write the value out, or name an anchor that stands before it",
        ),
        "alias_to_self": ("the alias {alias} contains itself", "write the value out"),
        "too_many_aliases": ("the aliases expand to more than {most} values", "write the values out"),
        "too_deep": ("nested deeper than {most}", "the format needs five levels at most"),
        "too_large": ("the file is larger than {most} MiB", "split it, or take out what is no data"),
        "too_many_marks": ("more than {most} combining marks stand in a row", "delete them"),
        "too_many_problems": ("more than {most} faults; the rest is not looked at", "is this the file that was meant?"),
        "too_many_values": ("the file holds more than {most} values", "split it, or take out what is no data"),
        "several_documents": (
            "a second YAML document begins here",
            "keep one document in a file: delete the line ---",
        ),
        "encoding": ("this is not UTF-8: {detail}", "save the file as UTF-8"),
        "unreadable": ("the file can't be read: {detail}", "see that it is a file and that you may read it"),
        "missing_targets": (
            "there is no targets.yaml in {folder}",
            "name the data directory with --data{meant}",
        ),
        "missing_year": ("there is no file of actuals for {year}", "{years}"),
        "tag": ("the tag {tag} has no place here", "delete the tag"),
        "duplicate_key": (
            "{key} stands here a second time; the first is at line {line}, column {column}",
            "keep one of them",
        ),
        "merge_key": ("'<<' is no key of this format", "write the keys out"),
        "key_not_text": ("a key must be a text", "write one word before the colon"),
        # shapes
        "unknown_key": ("{key} is not a key of {where}", "{remedy}"),
        "comma_in_braces": (
            "{key} is a key without a value: in braces, {text} is read as {before} and an empty key {key}",
            "write {write}",
        ),
        "missing_key": ("{key} is missing", "add {key}"),
        "missing_form": (
            "this target says nothing to reach",
            "add value, from and to, under, over, change or change_percent",
        ),
        "not_language": ("{key} is no language", "use tags such as vi and en"),
        "empty_text": ("the text is empty", "write it, or leave the key out"),
        "want_text": ("a text is wanted here", "write one text, or one for each language: {{vi: …, en: …}}"),
        "want_one": ("one word or figure is wanted here", "write it after the colon"),
        "want_map": ("keys and values are wanted here", "write them as 'key: value' lines"),
        "want_list": ("a list is wanted here", "write it as [first, second]"),
        "want_bool": ("{text} is neither true nor false", "write true or false"),
        "want_span": ("a span of years is wanted here", "write [first, last], the earlier first"),
        "want_count": ("{text} is not a count", "write a whole number of indicators, 0 or more"),
        "want_word": ("{text} is not one of {words}", "{remedy}"),
        "want_id": ("an id is wanted here", "write the id of one of the sources, or a list of ids"),
        "bad_id": ("{text} can't be an id", "use letters, digits, dots and hyphens"),
        "not_a_year": ("{text} is not a year", "write four digits, such as 2022"),
        "not_a_year_asked": ("{argument}: {text} is not a year", "write four digits, such as 2022"),
        "not_a_target_year": ("{text} is neither a year nor term", "{remedy}"),
        "not_a_date": ("{text} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        "figure": ("{text} is not a figure", "write {write}"),
        "figure_none": ("{text} is not a figure", "leave it empty while there is no figure"),
        "figure_quoted": ("{text} is a text in quotes, not a figure", "write {write}"),
        "figure_date": ("{text} is a date, not a figure", "write a figure"),
        "figure_word": ("{text} is not a figure", "write a figure such as 2.23, without a unit"),
        "figure_truth": ("{text} is not a figure", "write {write} if this is a milestone, else a figure"),
        "figure_large": (
            "{text} is out of bounds",
            "at most 28 digits and a power of ten within ±28; choose a larger or smaller unit",
        ),
        "figure_shape": ("a figure is wanted here", "write a figure such as 2.23"),
        # what stands in one entry contradicts something else
        "no_direction": ("no word on which way is better", "add better: higher, lower or within"),
        "two_forms": ("{first} and {second} can't both be the target", "keep one of them"),
        "backwards": ("from {low} to {high} runs backwards", "write the smaller first"),
        "form_with_better": ("{form} can't stand where {better} is better", "{remedy}"),
        "within_needs_band": ("where within is better, a target is a band", "write {{from: …, to: …}}"),
        "exceeded_side": (
            "exceeded: {exceeded} is not past the target's {near}",
            "name a figure that is better than the target",
        ),
        "exceeded_nothing": ("exceeded has no meaning for {form}", "delete it"),
        "change_as_term": ("a change can't be the end-of-term target", "write the figure to be reached"),
        "milestone_false": ("a target that is false asks for nothing", "write true, or delete it"),
        "mixed_targets": (
            "a milestone and a figure can't be targets of one indicator",
            "make two indicators of it",
        ),
        "milestone_sum": ("a milestone can't be summed over the years", "delete cumulative"),
        "target_year": (
            "{year} is outside the programme's years {first} to {last}",
            "correct the year, or the programme's years",
        ),
        "actuals_year": (
            "{year} is after the programme's last year {last}",
            "correct the year, or the programme's years",
        ),
        "wrong_year": ("the file is named {name} and says year {year}", "make the two agree"),
        "outside_limits": (
            "{figure} is outside the limits {low} to {high}",
            "correct the figure, or the limits in targets.yaml",
        ),
        "figure_not_started": ("a figure together with 'not-started'", "keep one of the two"),
        "done_not_started": ("done and yet 'not-started'", "keep one of the two"),
        "withdrawn_entry": (
            "{id} is withdrawn in {year}",
            "delete the entry, or change its years in targets.yaml",
        ),
        "milestone_wanted": ("{id} is a milestone", "write true or false"),
        "figure_wanted": ("{id} is measured by figures", "write a figure"),
        "unknown_indicator": ("{id} is not in targets.yaml", "{remedy}"),
        "unknown_group": ("{id} is not one of the groups", "{remedy}"),
        "unknown_source": ("{id} is not one of the sources", "{remedy}"),
        "no_counts": ("a published headline without a count", "add met_or_exceeded and total"),
        # warnings
        "thousands_separator": (
            "{figure} beside {beside} looks like a thousands separator",
            "did you mean {write}?",
        ),
        # said without a place in a file
        "unused_source": ("no entry names the source {id}", "name it where it is the source, or delete it"),
        "empty_entry": ("{id} is left empty", "write the figure or the verdict, or delete the line"),
        "empty_target": ("the target of {year} is left empty", "write it, or delete the line"),
        "no_source": ("{id} has no source", "add source to the entry, or once to the file"),
        "target_falls_back": (
            "the target of {year}, {figure}, is worse than that of {before}, {other}",
            "see whether it is meant",
        ),
        "term_behind_annual": (
            "the end-of-term target {figure} is worse than that of {year}, {other}",
            "see whether it is meant",
        ),
        "unjudged_figure": (
            "{id} has a figure and no target in {year} to judge it by",
            "add the target, if there was one",
        ),
        "still_provisional": (
            "{id} is still provisional, as of {as_of}, though the data reach {latest}",
            "write the final figure",
        ),
        "stray_file": ("{name} is not read: a file of actuals is named by its year", "rename it, such as 2022.yaml"),
        "no_years": ("there is no file of actuals in {folder}", "add one, such as actuals/2022.yaml"),
        "outside_years": (
            "{year} is not one of the programme's years, {first} to {last}",
            "name one of them",
        ),
        "year_not_read": ("the actuals of {year} were not read", "name {year} when you load the data"),
        "unknown_group_asked": ("--group: {id} is not one of the groups", "{remedy}"),
        "mixed_yardsticks": ("one side is judged by {old}, the other by {new}", "judge both by the same"),
        "not_min_met": (
            "--min-met: {text} is no number of indicators",
            "write a whole number, or a percentage up to 100%",
        ),
        "unknown_fail_on": ("--fail-on: {text} is nothing that can close a gate", "{remedy}"),
        "two_olds": ("--old-data and --since both name the old side", "keep one of them"),
        "no_new_year": ("diff needs two years", "name a second year, or --since REV, or --old-data DIR"),
        "no_git": ("git can't be run: {detail}", "install git"),
        "no_revision": (
            "git does not have these data at {revision}: {detail}",
            "name a commit, branch or tag in which the data directory stands",
        ),
        "starter_taken": ("{folder} is a data directory already", "name another folder"),
        "starter_in_the_way": ("{path} is in the way", "name another folder"),
        "sheet_unreadable": (
            "{path} can't be read as a spreadsheet: {detail}",
            "open it in a spreadsheet program and save it anew",
        ),
        "sheet_too_large": ("{path} is too large: more than {most}", "keep the rows of the indicators alone"),
        "sheet_too_long": (
            "{path} is too large: more than {rows} rows or {cells} cells",
            "keep the rows of the indicators alone",
        ),
        "sheet_unknown": ("{path} is no spreadsheet that ansinh knows", "save it as one of {kinds}"),
        "sheet_password": ("{path} has a password", "save it without one"),
        "sheet_no_sheet": ("{path} has no sheet {sheet}", "it has {sheets}"),
        "sheet_none": ("{path} has no sheet that is shown", "name one with --sheet"),
        "sheet_no_encoding": ("there is no encoding {encoding}", "name one such as utf-8, utf-16 or cp1258"),
        "sheet_encoding": ("{path} is not {encoding}", "name its encoding with --encoding, such as cp1258"),
        "sheet_two_columns": ("two columns could hold the figures: {columns}", "name one with --column"),
        "sheet_no_column": ("no column of figures among the headings {headings}", "name it with --column"),
        "sheet_no_header": (
            "no row of headings with a column of ids or names",
            "give the sheet a heading such as 'id' or 'Tên chỉ tiêu'",
        ),
        "numerals_mixed": (
            "the figures are written in two ways: {vi} in the Vietnamese, {en} in the English",
            "make them alike, or say --numerals vi or en",
        ),
        "numerals_open": ("{cell} {text} may be {ways}", "say --numerals vi or --numerals en"),
        "packaged_data": (
            "the data inside the package are not written to",
            "start your own with ansinh init, or name it with --data",
        ),
        "record_nothing": ("record needs something to write", "give a VALUE, or an option such as --reported"),
        "not_a_verdict": ("{option}: {text} is no verdict", "{remedy}"),
        "import_refused": (
            "{n} cells found no place, and nothing was written",
            "correct them, or say --skip-unmatched",
        ),
        "not_numerals": ("--numerals: {text} is neither vi nor en", "vi writes 203.027,5, en writes 203,027.5"),
        "export_xlsx": ("{path} is not named as an .xlsx file", "name it so"),
        "report_docx": ("--output: {path} is not named as a .docx file", "name it so"),
        "unknown_command": ("there is no command {command}", "{remedy}"),
        "unknown_language": ("--lang: ansinh does not speak {text}", "{remedy}"),
        "unknown_yardstick": ("--against: {text} is no yardstick", "write annual or term"),
        "unknown_status_asked": ("--status: {text} is not a status", "{remedy}"),
        "unknown_schema": ("there is no schema of {name}, only of {names}", "{remedy}"),
        "unknown_format": ("--format: {command} has no format {format}", "it has {formats}"),
        "output_failed": (
            "can't write {path}: {detail}",
            "see that the folder is there and that you may write to it",
        ),
        "edit_flawed": (
            "line {line} of the year's file is no sound YAML",
            "mend what ansinh lint says, then write again",
        ),
        "edit_no_actuals": ("the year's file has no map of actuals to write into", "add the line 'actuals:'"),
        "edit_alias": ("the entry of {id} is an alias of another", "write its values out, then write again"),
        "edit_shared": (
            "what is to change in the entry of {id} stands elsewhere too, by the anchor {anchor}",
            "write the values out, then write again",
        ),
        "edit_comment": (
            "a comment stands inside what is to be replaced in the entry of {id}",
            "move the comment, or change the entry by hand",
        ),
        "edit_by_hand": (
            "the entry of {id} can't be changed without touching something else",
            "change it by hand",
        ),
        "file_changed": ("{path} was changed by someone else meanwhile", "run the command again"),
        "file_appeared": ("{path} was made by someone else meanwhile", "run the command again"),
        "file_busy": ("{path} is being written by another program", "run the command again when that has ended"),
        "stdout_failed": ("can't write the output: {detail}", "see that it is open and that there is room"),
    },
    Language.VI: {
        "syntax": ("đây không phải YAML: {detail}", "sửa dòng này hoặc dòng ngay trước"),
        "tab_indent": ("dòng này thụt vào bằng dấu tab", "thụt vào bằng dấu cách"),
        "colon_in_text": (
            "dấu hai chấm đứng ở chỗ không thể có khóa",
            "đặt văn bản trong dấu nháy, hoặc thêm dấu cách sau dấu hai chấm của khóa đứng trước",
        ),
        "control_character": ("ký tự {char} không được có trong YAML", "xóa nó đi"),
        "conflict_marker": ("tệp còn sót dấu xung đột khi trộn", "chọn một bên rồi xóa các dấu"),
        "alias_without_anchor": (
            "bí danh {alias} không có neo",
            "viết hẳn giá trị ra, hoặc gọi một neo đứng trước nó",
        ),
        "alias_to_self": ("bí danh {alias} chứa chính nó", "viết hẳn giá trị ra"),
        "too_many_aliases": ("các bí danh mở ra quá {most} giá trị", "viết hẳn các giá trị ra"),
        "too_deep": ("lồng sâu quá {most} cấp", "định dạng này cần nhiều nhất năm cấp"),
        "too_large": ("tệp lớn hơn {most} MiB", "chia nhỏ, hoặc bỏ phần không phải dữ liệu"),
        "too_many_marks": ("có hơn {most} dấu kết hợp liền nhau", "xóa chúng đi"),
        "too_many_problems": ("hơn {most} lỗi; phần còn lại không được xem", "đây có đúng là tệp cần đọc?"),
        "too_many_values": ("tệp chứa hơn {most} giá trị", "chia nhỏ, hoặc bỏ phần không phải dữ liệu"),
        "several_documents": (
            "một tài liệu YAML thứ hai bắt đầu ở đây",
            "mỗi tệp chỉ giữ một tài liệu: xóa dòng ---",
        ),
        "encoding": ("đây không phải UTF-8: {detail}", "lưu tệp theo UTF-8"),
        "unreadable": ("không đọc được tệp: {detail}", "xem đó có phải là tệp và bạn có quyền đọc không"),
        "missing_targets": ("không có targets.yaml trong {folder}", "chỉ thư mục dữ liệu bằng --data{meant}"),
        "missing_year": ("không có tệp số liệu thực hiện năm {year}", "{years}"),
        "tag": ("thẻ {tag} không được dùng ở đây", "xóa thẻ"),
        "duplicate_key": ("{key} đứng ở đây lần thứ hai; lần đầu ở dòng {line}, cột {column}", "chỉ giữ một"),
        "merge_key": ("'<<' không phải khóa của định dạng này", "viết hẳn các khóa ra"),
        "key_not_text": ("khóa phải là một văn bản", "viết một từ trước dấu hai chấm"),
        "unknown_key": ("{key} không phải khóa của {where}", "{remedy}"),
        "comma_in_braces": (
            "{key} là khóa không có giá trị: trong ngoặc nhọn, {text} được đọc thành {before} và một khóa trống {key}",
            "viết {write}",
        ),
        "missing_key": ("thiếu {key}", "thêm {key}"),
        "missing_form": (
            "mục tiêu này không nói phải đạt gì",
            "thêm value, from và to, under, over, change hoặc change_percent",
        ),
        "not_language": ("{key} không phải mã ngôn ngữ", "dùng mã như vi và en"),
        "empty_text": ("văn bản để trống", "viết vào, hoặc bỏ khóa đi"),
        "want_text": ("ở đây cần một văn bản", "viết một văn bản, hoặc mỗi ngôn ngữ một: {{vi: …, en: …}}"),
        "want_one": ("ở đây cần một từ hoặc một số", "viết sau dấu hai chấm"),
        "want_map": ("ở đây cần các khóa và giá trị", "viết thành các dòng 'khóa: giá trị'"),
        "want_list": ("ở đây cần một danh sách", "viết [thứ nhất, thứ hai]"),
        "want_bool": ("{text} không phải true cũng không phải false", "viết true hoặc false"),
        "want_span": ("ở đây cần một khoảng năm", "viết [năm đầu, năm cuối], năm sớm đứng trước"),
        "want_count": ("{text} không phải số đếm", "viết số chỉ tiêu nguyên, từ 0 trở lên"),
        "want_word": ("{text} không nằm trong {words}", "{remedy}"),
        "want_id": ("ở đây cần một mã", "viết mã của một nguồn, hoặc danh sách mã"),
        "bad_id": ("{text} không thể làm mã", "dùng chữ, số, dấu chấm và gạch nối"),
        "not_a_year": ("{text} không phải năm", "viết bốn chữ số, như 2022"),
        "not_a_year_asked": ("{argument}: {text} không phải năm", "viết bốn chữ số, như 2022"),
        "not_a_target_year": ("{text} không phải năm cũng không phải term", "{remedy}"),
        "not_a_date": ("{text} không phải ngày", "viết YYYY, YYYY-MM hoặc YYYY-MM-DD"),
        "figure": ("{text} không phải số", "viết {write}"),
        "figure_none": ("{text} không phải số", "để trống khi chưa có số liệu"),
        "figure_quoted": ("{text} là văn bản trong dấu nháy, không phải số", "viết {write}"),
        "figure_date": ("{text} là ngày, không phải số", "viết một số"),
        "figure_word": ("{text} không phải số", "viết một số như 2.23, không kèm đơn vị"),
        "figure_truth": ("{text} không phải số", "viết {write} nếu là cột mốc, nếu không thì viết một số"),
        "figure_large": (
            "{text} vượt giới hạn",
            "nhiều nhất 28 chữ số và lũy thừa mười trong ±28; chọn đơn vị lớn hơn hoặc nhỏ hơn",
        ),
        "figure_shape": ("ở đây cần một số", "viết một số như 2.23"),
        "no_direction": ("chưa nói hướng nào là tốt hơn", "thêm better: higher, lower hoặc within"),
        "two_forms": ("{first} và {second} không thể cùng là mục tiêu", "chỉ giữ một"),
        "backwards": ("từ {low} đến {high} là ngược", "viết số nhỏ trước"),
        "form_with_better": ("{form} không đi cùng better: {better}", "{remedy}"),
        "within_needs_band": ("với within, mục tiêu phải là một khoảng", "viết {{from: …, to: …}}"),
        "exceeded_side": ("exceeded: {exceeded} chưa qua mục tiêu {near}", "nêu một số tốt hơn mục tiêu"),
        "exceeded_nothing": ("exceeded không có nghĩa với {form}", "xóa đi"),
        "change_as_term": ("mức thay đổi không thể là mục tiêu cuối kỳ", "viết con số phải đạt"),
        "milestone_false": ("mục tiêu false thì không đòi hỏi gì", "viết true, hoặc xóa đi"),
        "mixed_targets": ("một chỉ tiêu không thể vừa là cột mốc vừa là số", "tách thành hai chỉ tiêu"),
        "milestone_sum": ("cột mốc không thể cộng dồn qua các năm", "xóa cumulative"),
        "target_year": (
            "{year} nằm ngoài các năm của chương trình, {first} đến {last}",
            "sửa năm, hoặc các năm của chương trình",
        ),
        "actuals_year": (
            "{year} đứng sau năm cuối của chương trình, {last}",
            "sửa năm, hoặc các năm của chương trình",
        ),
        "wrong_year": ("tệp tên {name} mà ghi year {year}", "sửa cho khớp nhau"),
        "outside_limits": (
            "{figure} nằm ngoài giới hạn {low} đến {high}",
            "sửa số, hoặc sửa limits trong targets.yaml",
        ),
        "figure_not_started": ("có số liệu mà lại 'not-started'", "chỉ giữ một trong hai"),
        "done_not_started": ("đã xong mà lại 'not-started'", "chỉ giữ một trong hai"),
        "withdrawn_entry": (
            "{id} thôi đánh giá năm {year}",
            "xóa dòng này, hoặc sửa years của nó trong targets.yaml",
        ),
        "milestone_wanted": ("{id} là cột mốc", "viết true hoặc false"),
        "figure_wanted": ("{id} đo bằng số", "viết một số"),
        "unknown_indicator": ("{id} không có trong targets.yaml", "{remedy}"),
        "unknown_group": ("{id} không có trong các nhóm", "{remedy}"),
        "unknown_source": ("{id} không có trong các nguồn", "{remedy}"),
        "no_counts": ("kết quả công bố không có số đếm nào", "thêm met_or_exceeded và total"),
        "thousands_separator": (
            "{figure} bên cạnh {beside} giống như có dấu phân cách hàng nghìn",
            "ý bạn là {write}?",
        ),
        "unused_source": ("không mục nào dùng nguồn {id}", "nêu nó ở chỗ lấy từ nguồn ấy, hoặc xóa đi"),
        "empty_entry": ("{id} để trống", "viết số hoặc kết quả, hoặc xóa dòng"),
        "empty_target": ("mục tiêu năm {year} để trống", "viết vào, hoặc xóa dòng"),
        "no_source": ("{id} không có nguồn", "thêm source cho mục này, hoặc một lần cho cả tệp"),
        "target_falls_back": ("mục tiêu năm {year}, {figure}, kém hơn năm {before}, {other}", "xem có đúng ý không"),
        "term_behind_annual": ("mục tiêu cuối kỳ {figure} kém hơn năm {year}, {other}", "xem có đúng ý không"),
        "unjudged_figure": ("{id} có số liệu mà năm {year} không có mục tiêu để so", "thêm mục tiêu, nếu có"),
        "still_provisional": (
            "{id} vẫn là số tạm tính, đến {as_of}, trong khi dữ liệu đã đến {latest}",
            "viết số chính thức",
        ),
        "stray_file": ("{name} không được đọc: tệp số liệu đặt tên theo năm", "đổi tên, như 2022.yaml"),
        "no_years": (
            "không có tệp số liệu thực hiện nào trong {folder}",
            "thêm một tệp, như actuals/2022.yaml",
        ),
        "outside_years": (
            "{year} không thuộc các năm của chương trình, {first} đến {last}",
            "nêu một trong các năm đó",
        ),
        "year_not_read": ("chưa đọc số liệu thực hiện năm {year}", "nêu năm {year} khi đọc dữ liệu"),
        "unknown_group_asked": ("--group: {id} không có trong các nhóm", "{remedy}"),
        "mixed_yardsticks": ("một bên so theo {old}, bên kia theo {new}", "so cả hai theo cùng một thước đo"),
        "not_min_met": ("--min-met: {text} không phải số chỉ tiêu", "viết số nguyên, hoặc tỷ lệ đến 100%"),
        "unknown_fail_on": ("--fail-on: {text} không phải điều kiện nào", "{remedy}"),
        "two_olds": ("--old-data và --since cùng chỉ bên cũ", "chỉ giữ một"),
        "no_new_year": ("diff cần hai năm", "nêu năm thứ hai, hoặc --since REV, hoặc --old-data DIR"),
        "no_git": ("không chạy được git: {detail}", "cài đặt git"),
        "no_revision": (
            "git không có dữ liệu này ở {revision}: {detail}",
            "nêu một commit, nhánh hoặc thẻ có thư mục dữ liệu",
        ),
        "starter_taken": ("{folder} đã là thư mục dữ liệu", "nêu thư mục khác"),
        "starter_in_the_way": ("{path} đã có ở đó", "nêu thư mục khác"),
        "sheet_unreadable": (
            "không đọc được {path} như một bảng tính: {detail}",
            "mở bằng phần mềm bảng tính rồi lưu lại",
        ),
        "sheet_too_large": ("{path} quá lớn: hơn {most}", "chỉ giữ các dòng chỉ tiêu"),
        "sheet_too_long": ("{path} quá lớn: hơn {rows} dòng hoặc {cells} ô", "chỉ giữ các dòng chỉ tiêu"),
        "sheet_unknown": ("{path} không phải loại bảng tính mà ansinh biết", "lưu thành một trong các loại {kinds}"),
        "sheet_password": ("{path} có mật khẩu", "lưu lại không có mật khẩu"),
        "sheet_no_sheet": ("{path} không có trang tính {sheet}", "có {sheets}"),
        "sheet_none": ("{path} không có trang tính nào hiện ra", "nêu một trang bằng --sheet"),
        "sheet_no_encoding": ("không có bảng mã {encoding}", "nêu bảng mã như utf-8, utf-16 hoặc cp1258"),
        "sheet_encoding": ("{path} không theo bảng mã {encoding}", "nêu bảng mã bằng --encoding, như cp1258"),
        "sheet_two_columns": ("có hơn một cột có thể chứa số liệu: {columns}", "nêu một cột bằng --column"),
        "sheet_no_column": ("không có cột số liệu trong các tiêu đề {headings}", "nêu cột bằng --column"),
        "sheet_no_header": (
            "không có dòng tiêu đề với cột mã hoặc tên chỉ tiêu",
            "thêm tiêu đề như 'id' hoặc 'Tên chỉ tiêu'",
        ),
        "numerals_mixed": (
            "số viết theo hai kiểu: {vi} kiểu Việt, {en} kiểu Anh",
            "viết cho thống nhất, hoặc thêm --numerals vi hoặc en",
        ),
        "numerals_open": ("{cell} {text} có thể là {ways}", "thêm --numerals vi hoặc --numerals en"),
        "packaged_data": (
            "không ghi vào dữ liệu nằm trong gói cài đặt",
            "tạo dữ liệu của bạn bằng ansinh init, hoặc nêu bằng --data",
        ),
        "record_nothing": ("record cần có gì để ghi", "cho một VALUE, hoặc một tùy chọn như --reported"),
        "not_a_verdict": ("{option}: {text} không phải một kết quả", "{remedy}"),
        "import_refused": ("{n} ô không có chỗ, và chưa ghi gì", "sửa lại, hoặc thêm --skip-unmatched"),
        "not_numerals": ("--numerals: {text} không phải vi cũng không phải en", "vi viết 203.027,5, en viết 203,027.5"),
        "export_xlsx": ("{path} không có đuôi .xlsx", "đặt tên có đuôi .xlsx"),
        "report_docx": ("--output: {path} không có đuôi .docx", "đặt tên có đuôi .docx"),
        "unknown_command": ("không có lệnh {command}", "{remedy}"),
        "unknown_language": ("--lang: ansinh không có tiếng {text}", "{remedy}"),
        "unknown_yardstick": ("--against: {text} không phải thước đo", "viết annual hoặc term"),
        "unknown_status_asked": ("--status: {text} không phải một mức kết quả", "{remedy}"),
        "unknown_schema": ("không có lược đồ {name}, chỉ có {names}", "{remedy}"),
        "unknown_format": ("--format: {command} không có định dạng {format}", "có {formats}"),
        "output_failed": (
            "không ghi được {path}: {detail}",
            "xem thư mục có đó không và bạn có quyền ghi không",
        ),
        "edit_flawed": ("dòng {line} của tệp năm không phải YAML đúng", "sửa theo ansinh lint rồi ghi lại"),
        "edit_no_actuals": ("tệp năm không có phần actuals để ghi vào", "thêm dòng 'actuals:'"),
        "edit_alias": ("mục của {id} là bí danh của mục khác", "viết hẳn các giá trị ra rồi ghi lại"),
        "edit_shared": (
            "phần cần đổi trong mục của {id} còn đứng ở chỗ khác, qua neo {anchor}",
            "viết hẳn các giá trị ra rồi ghi lại",
        ),
        "edit_comment": (
            "có chú thích nằm trong phần cần thay của mục {id}",
            "dời chú thích, hoặc sửa mục này bằng tay",
        ),
        "edit_by_hand": ("không thể đổi mục của {id} mà không đụng đến phần khác", "sửa bằng tay"),
        "file_changed": ("{path} vừa bị người khác thay đổi", "chạy lại lệnh"),
        "file_appeared": ("{path} vừa được người khác tạo ra", "chạy lại lệnh"),
        "file_busy": ("{path} đang được chương trình khác ghi", "chạy lại lệnh khi việc đó xong"),
        "stdout_failed": ("không ghi được kết quả: {detail}", "xem nó có mở và còn chỗ không"),
    },
}
