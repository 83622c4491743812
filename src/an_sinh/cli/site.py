"""`ansinh site DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from an_sinh.cli.answer import Answer, sentence
from an_sinh.cli.options import Data, Lang

EXAMPLES = """\
ansinh site public                       then open public/index.html
ansinh site public --lang vi             the same, opening in Vietnamese
"""


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write, whole or not at all.")],
    data: Data = None,
    lang: Lang = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let go what lies in the site's folder and is not of the site.")
    ] = False,
) -> Answer:
    """Write a site of plain files. Years, indicators, places, leads and sources, each with a page."""
    from an_sinh.cli.dataset import load_all, open_data
    from an_sinh.cli.streams import say_in
    from an_sinh.keep.folder import see_it_may_be_written, write_folder
    from an_sinh.text import visible

    say = say_in(lang)
    see_it_may_be_written(folder, force=force)
    opened = open_data(data, say)
    load_all(opened, say)
    from an_sinh.render.as_site import write_site

    files = write_site(opened.files.programme(None, places=True), say.language)
    write_folder(folder, files, force=force)
    told = say.text(
        "{path}: {n} pages; open {index}",
        path=visible(str(folder)),
        n=say.number(sum(name.endswith(".html") for name in files)),
        index=visible((folder / "index.html").as_posix()),
    )
    return sentence(told + "\n")
