"""The commands by name. A command's module is imported when it is called, so that a start costs what it needs."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from an_sinh.cli.help import Command, Group
from an_sinh.pages.languages import is_tag, spoken

COMMANDS = (
    "score",
    "places",
    "diff",
    "trend",
    "show",
    "list",
    "outlook",
    "focus",
    "check",
    "lint",
    "record",
    "import",
    "export",
    "report",
    "site",
    "init",
    "schema",
)

MODULES = {"import": "import_"}
"""Where a command is no name for a module."""

EXAMPLES = """\
ansinh score 2022                        how many were met, and which
ansinh show poverty-rate                 why, and on whose word
ansinh init                              a data directory of one's own
"""


def under_help(examples: str) -> str:
    """Examples as the last part of help, behind the mark that keeps their lines as they are."""
    return "\b\nExamples:\n" + "".join(f"  {line}\n" for line in examples.splitlines())


class Commands(Group):
    """A group that brings in each command when it is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"an_sinh.cli.{MODULES.get(cmd_name, cmd_name)}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(
            cmd_name,
            cls=Command,
            context_settings=getattr(module, "SETTINGS", None),
            epilog=under_help(getattr(module, "EXAMPLES", "")),
        )(module.command)
        return get_command(single)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is asked for; a usage error with the nearest one where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from an_sinh.errors import DidYouMean, UsageFault
            from an_sinh.text import quoted

            remedy = DidYouMean(args[0], COMMANDS)
            raise UsageFault("there is no command {command}", remedy, command=quoted(args[0]))
        name, command, rest = super().resolve_command(ctx, args)
        lang = ctx.params.get("lang")  # written before the command, it is the command's
        return name, command, rest if lang is None else ["--lang", lang, *rest]


app = typer.Typer(
    cls=Commands,
    add_completion=True,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=under_help(EXAMPLES),
    context_settings={"help_option_names": ["-h", "--help"]},
)


def known_language(asked: str | None) -> str | None:
    """The language asked for, which may be one that only the data have; a usage error for what is no tag."""
    if asked is None or is_tag(asked):
        return asked
    from an_sinh.cli.streams import not_spoken

    raise not_spoken(asked, ())


def _show_version(asked: bool) -> None:
    if asked:
        from an_sinh.version import __version__

        typer.echo(f"ansinh {__version__}")
        raise typer.Exit


@app.callback()
def ansinh(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback has answered
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and exit."),
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(spoken()),
            help="The language; else $ANSINH_LANG, else the locale's.",
            callback=known_language,
        ),
    ] = None,
) -> Any:
    """Score a programme's indicators against their targets, from YAML files under version control.

    ansinh score 2022 says how many targets were met in 2022, which ones, by what rule and on whose word.

    Without a command it tells the headline of the data at hand and how to go on.
    """
    if context.invoked_subcommand is not None:
        return None
    from an_sinh.cli.start import start

    return start(lang)
