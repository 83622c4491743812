"""Write the man page, docs/ansinh.1, and its like for the site, docs/commands.md, from the commands: `make man`.

The man page is plain roff in ASCII. Neither has a date: they change when the commands do.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from typer.main import get_command

from an_sinh.cli.app import COMMANDS, EXAMPLES, MODULES, app
from an_sinh.version import __version__

PAGE = Path(__file__).with_name("ansinh.1")
FOR_THE_SITE = Path(__file__).with_name("commands.md")

EXIT = {
    0: "Answered, whatever the answer is.",
    1: "Answered, and a gate is closed (check), an error was found (lint; with --strict also a warning), or a "
    "difference was found (diff --exit-code).",
    2: "The command line is wrong.",
    3: "The data cannot be read or are wrong, or the output cannot be written.",
    4: "A bug in ansinh, with a traceback on standard error.",
    130: "Interrupted.",
}
ENVIRONMENT = {
    "ANSINH_DATA": "The data directory, where --data does not name one.",
    "GITHUB_WORKSPACE": "The top of the checkout, from which annotations name files; else that of the git repository.",
    "ANSINH_LANG": "The language, en or vi, where --lang does not name one; else the locale's.",
    "NO_COLOR": "No colours. It wins over FORCE_COLOR.",
    "FORCE_COLOR": "Colours also where standard output is no terminal.",
}
HELP = "Show help, of ansinh or of the command before it, and exit."
FILES = {
    "data/targets.yaml": "The programme: its sources, groups, indicators and their targets.",
    "data/actuals/YEAR.yaml": "What was reached, one file for each year.",
}
FOUND = """\
The data directory is the one that --data names, else $ANSINH_DATA, else, from the working directory upwards, the
first folder that holds targets.yaml or has a folder data that does; else the copy of Hanoi's Programme 08 that comes
with ansinh, which is said on standard error."""
PAGES = """\
The pages in docs/ of the source, as a site after make site, tell the data format, the rules with worked examples, and
every problem by its code."""
STREAMS = """\
Data go to standard output, everything else to standard error. A run that fails prints nothing on standard output.
Outside a terminal nothing is cut or coloured."""
SPELLED = {"\\": r"\e", "-": r"\-", "'": r"\(aq", '"': r"\(dq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}


def main() -> None:
    PAGE.write_text(page(), encoding="ascii", newline="\n")
    FOR_THE_SITE.write_text(markdown(), encoding="utf-8", newline="\n")


def page() -> str:
    group: Any = get_command(app)
    summary, *more = group.help.split("\n\n")
    lines = [
        r".\" Made by docs/man.py from the commands: change those, then run `make man`.",
        f'.TH ANSINH 1 "" "an-sinh {__version__}" "User Commands"',
        *(".SH NAME", "ansinh \\- " + said("score a programme's indicators against their targets")),
        *(".SH SYNOPSIS", ".B ansinh", ".I COMMAND", said("[OPTIONS] [ARGS] ...")),
        *(".SH DESCRIPTION", said(joined(summary))),
        *(line for paragraph in (*more, STREAMS) for line in (".PP", said(joined(paragraph)))),
        *(".SH OPTIONS", *parameters(group), ".TP", r"\fB\-h\fR, \fB\-\-help\fR", said(HELP)),
        ".SH COMMANDS",
    ]
    for name in COMMANDS:
        lines += command(name, group.get_command(None, name))
    lines += [".SH EXIT STATUS", *terms({str(code): text for code, text in EXIT.items()})]
    lines += [".SH ENVIRONMENT", *terms(ENVIRONMENT)]
    lines += [".SH FILES", *terms(FILES), ".PP", said(joined(FOUND))]
    lines += [".SH EXAMPLES", *examples(EXAMPLES)]
    lines += [".SH SEE ALSO", ".BR git (1),", ".BR jq (1)"]
    lines += [".PP", said(joined(PAGES))]
    return "\n".join(lines) + "\n"


def command(name: str, about: Any) -> list[str]:
    lines = [f'.SS "{said(usage(name, about))}"', said(joined(about.help))]
    return [*lines, *parameters(about), *examples(module_of(name).EXAMPLES)]


def usage(name: str, about: Any) -> str:
    taken = [each for each in about.params if each.param_type_name == "argument"]
    return " ".join(
        ["ansinh", name, "[OPTIONS]", *(each.metavar if each.required else f"[{each.metavar}]" for each in taken)]
    )


def parameters(about: Any) -> list[str]:
    return [line for names, text in records(about) for line in (".TP", bold(names), said(text))]


def records(about: Any) -> Iterator[tuple[str, str]]:
    """What help says of each argument and option, but for --help, which is told once."""
    context = about.context_class(about)
    for each in about.get_params(context):
        if "--help" in each.opts:
            continue
        names, text = each.get_help_record(context)
        text = joined(text.removesuffix("[required]"))
        if text:
            yield re.sub(r"[<>]" if names.startswith("-") else r" <.*>$", "", names), text


def bold(names: str) -> str:
    """`--data DIR`: the option as it is typed, and in italics what is put in its place."""
    words = names.split()
    return " ".join(rf"\fB{said(each)}\fR" if each.startswith("-") else rf"\fI{said(each)}\fR" for each in words)


def module_of(name: str) -> Any:
    return import_module(f"an_sinh.cli.{MODULES.get(name, name)}")


def terms(texts: dict[str, str]) -> list[str]:
    return [line for name, text in texts.items() for line in (".TP", f"\\fB{said(name)}\\fR", said(text))]


def examples(text: str) -> list[str]:
    return [".PP", ".RS 4", ".EX", *(said(line) for line in text.splitlines()), ".EE", ".RE"]


def joined(text: str) -> str:
    return " ".join(text.split())


def said(text: str) -> str:
    """A text as roff has it: nothing in it is a request, a dash is the one that is typed."""
    spelled = "".join(SPELLED.get(letter, letter) for letter in text)
    spelled = "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in spelled)
    return f"\\&{spelled}" if spelled.startswith(".") else spelled


# --- the same for the site --------------------------------------------------------------------------------------------


def markdown() -> str:
    group: Any = get_command(app)
    parts = [
        "# Commands",
        "<!-- Made by docs/man.py from the commands: change those, then run `make man`. -->",
        "What the `--help` of each command says, on one page; the man page says the same.",
    ]
    for name in COMMANDS:
        about = group.get_command(None, name)
        parts += [
            f"## {name}",
            joined(about.help),
            f"```text\n{usage(name, about)}\n```",
            "\n".join(f"- `{names}`: {text}" for names, text in records(about)),
            "```sh\n" + re.sub(r"(?m)^(.*?\S)( {2,})(?=\S)", r"\1\2# ", module_of(name).EXAMPLES) + "```",
        ]
    parts += ["## Exit codes", "\n".join(f"- `{code}`: {text}" for code, text in EXIT.items())]
    parts += ["## Environment", "\n".join(f"- `{name}`: {text}" for name, text in ENVIRONMENT.items()), joined(FOUND)]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
