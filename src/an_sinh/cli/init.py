"""`ansinh init [DIR]`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.options import Lang

EXAMPLES = """\
ansinh init                              into the folder data/
ansinh init plan                         into another one
"""


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write it into.")] = Path("data"),
    lang: Lang = None,
) -> Answer:
    """Write a small commented data directory to start from. A folder that has one is refused."""
    from an_sinh.cli.streams import say_in
    from an_sinh.keep.starting import start

    say = say_in(lang)
    names = start(folder)
    after = say.text("Now edit them, and try: ansinh score 2025 --data {folder}", folder=folder.as_posix())
    told = "".join(f"{folder.as_posix()}/{name}\n" for name in names) + f"{after}\n"
    return sentence(told)
