"""Help and the account of a wrong command line in the reader's language.

typer says both in English and takes no translation, so what it says is translated where it is laid out. Our own help
(docstrings, `help=`, EXAMPLES) is found by `make words`; typer's sentences are listed here. English costs nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from an_sinh.pages.say import Say


def marked(text: str) -> str:
    """The text itself, found by `make words`: `pages.say.marked`, without its import."""
    return text


HEADINGS = (marked("Arguments"), marked("Options"), marked("Commands"), marked("Examples"))
ABOUT_HELP = (
    marked("Show this message and exit."),
    marked("Install completion for the current shell."),
    marked("Show completion for the current shell, to copy it or customize the installation."),
)
PLACEHOLDERS = (
    marked("OPTIONS"),
    marked("COMMAND"),
    marked("ARGS"),
    marked("YEAR"),
    marked("INDICATOR"),
    marked("VALUE"),
    marked("OLD"),
    marked("NEW"),
    marked("REV"),
    marked("PATH"),
    marked("SIZE"),
    marked("DIR"),
    marked("FOLDER"),
    marked("FILE"),
    marked("NAME"),
    marked("HEADING"),
    marked("ID"),
    marked("STATUS"),
    marked("FORMAT"),
    marked("DATE"),
    marked("KEY"),
    marked("CODE"),
    marked("TEXT"),
    marked("WHAT"),
)
SENTENCES = (
    marked("{help}  [{mark}]"),
    marked("[{mark}]"),
    marked("default: {value}"),
    marked("required"),
    marked("One of {names}."),
    marked("Error: {fault}"),
    marked("Try '{command}' for help."),
    marked("No such option: {name} (Possible options: {names})"),
    marked("No such option: {name}"),
    marked("Option {name} does not take a value."),
    marked("Option {name} requires an argument."),
    marked("Missing argument {place}."),
    marked("Missing option {name}."),
    marked("Missing command."),
    marked("Got unexpected extra argument(s) ({names})"),
    marked("Invalid value for {place}: {fault}"),
    marked("Value error, {name} is not one of {names}."),
)
"""What typer says around a name; the first that fits counts. In `help`, `mark` and `fault` is a sentence again."""


def speaker() -> Say | None:
    """What says things in the language of the command line; None for English, where typer says them."""
    from an_sinh.cli.streams import language_of

    language = language_of(sys.argv)
    if language == "en":
        return None
    from an_sinh.pages.say import Say

    return Say.of(language)


def translated(text: str, say: Say | None) -> str:
    """A sentence of help or of typer's; itself where the catalogue does not have it."""
    if say is None or not text:
        return text
    said = say.text(text)
    if said != text:
        return said
    for sentence in SENTENCES:
        if found := _pattern(sentence).fullmatch(text):
            return say.text(sentence, **{name: _slot(name, held, say) for name, held in found.groupdict().items()})
    return text


def _slot(name: str, held: str, say: Say) -> str:
    match name:
        case "help" | "mark" | "fault":
            return translated(held, say)
        case "place":
            return _placed(held, say)
        case _:
            return held


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """A sentence as a pattern, its slots as groups."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(sentence)), re.DOTALL)


def _placed(text: str, say: Say) -> str:
    """A usage, its placeholders translated: `[OPTIONS] {YEAR}`."""
    return re.sub(r"\b[A-Z]{2,}\b", lambda word: say.text(word[0]) if word[0] in PLACEHOLDERS else word[0], text)


def _exemplified(text: str, say: Say) -> str:
    """Examples, each remark beside its command translated."""
    return re.sub(r"(?m)(?<=\S)( {2,})(\S.*)$", lambda found: found[1] + translated(found[2], say), text)


_TYPE = re.compile(r" <[^<>]+>$")


class Formatter(typer.Context.formatter_class):  # type: ignore[valid-type,misc]  # typer names it nowhere else
    """Lays help out, every text in the reader's language."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.say = speaker()

    def getvalue(self) -> str:
        """The help, in letters that the terminal has."""
        told: str = super().getvalue()
        if self.say is None:
            return told
        from an_sinh.cli.streams import fit_for_stdout

        return fit_for_stdout(told)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Usage: ansinh score [OPTIONS] [YEAR]`."""
        if self.say is not None:
            args, prefix = _placed(args, self.say), prefix or self.say.text("Usage: ")
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """`Options:`."""
        super().write_heading(translated(heading, self.say))

    def write_text(self, text: str) -> None:
        """What a command does; or its examples, behind the mark that keeps their lines as they are."""
        mark, examples, lines = text.partition("\b\nExamples:\n")
        if examples and self.say is not None:
            text = f"{mark}\b\n{self.say.text('Examples')}:\n{_exemplified(lines, self.say)}"
        super().write_text(translated(text, self.say))

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **more: Any) -> None:
        """Names and what they are, without the types that typer tells of them: `YEAR <str>`."""
        rows = [(_TYPE.sub("", name), told) for name, told in rows]
        if self.say is not None:
            rows = [(_placed(name, self.say), translated(told, self.say)) for name, told in rows]
        super().write_dl(rows, *args, **more)


class HelpContext(typer.Context):
    """What lays its help out by our formatter."""

    formatter_class = Formatter


class Command(TyperCommand):
    """A command whose help is in the reader's language."""

    context_class = HelpContext

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of what it does."""
        self.help = translated(self.help or "", speaker())
        return super().get_short_help_str(limit)


class Group(TyperGroup):
    """A group of commands whose help is in the reader's language."""

    context_class = HelpContext


def usage_told(error: Any) -> str:
    """Typer's account of a wrong command line: how it is used, where help is, what is wrong."""
    import io

    told = io.StringIO()
    error.show(file=told)
    say = speaker()
    lines = told.getvalue().rstrip("\n").split("\n")
    return "\n".join(_usage_line(line, say) for line in lines)


def _usage_line(line: str, say: Say | None) -> str:
    if say is not None and (hint := re.fullmatch(r"Try '(.+)' for help\.", line)):
        return say.text("Try '{command}' for help.", command=hint[1])
    return translated(line, say)
