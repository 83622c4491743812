"""The commands by name. A command's module is imported when it is called, so that a start costs what it needs."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = ("score",)


class Commands(TyperGroup):
    """A group that brings in each command when it is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"an_sinh.cli.{cmd_name}")
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(cmd_name)(module.command)
        return get_command(single)


app = typer.Typer(
    cls=Commands,
    add_completion=True,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from an_sinh.version import __version__

        typer.echo(f"ansinh {__version__}")
        raise typer.Exit


@app.callback()
def ansinh(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version and exit."),
    ] = False,
) -> None:
    """Score a programme's indicators against their targets, from YAML files under version control.

    ansinh score 2022 says how many targets were met in 2022, which ones, by what rule and on whose word.
    """
