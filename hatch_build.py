"""Compiles the catalogues of words beside themselves, for a wheel and for an editable install alike."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands where Babel would write the time of the build, so that the same sources give the same bytes."""


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]  # hatchling tells no type for its configuration
    """Runs before files are gathered: `an_sinh.po` becomes `an_sinh.mo`, which no commit holds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what is to be packed."""
        compile_all(Path(self.root))


def compile_all(root: Path) -> None:
    """Compile every catalogue below a checkout whose compiled file is older, or missing."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in sorted((root / "src/an_sinh/pages/locale").glob("*/LC_MESSAGES/an_sinh.po")):
        made = path.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            words = read_po(file, locale=path.parents[1].name)
        words.creation_date = words.revision_date = NO_DAY
        beside = made.with_suffix(".mo.new")
        with beside.open("wb") as file:
            write_mo(file, words)
        beside.replace(made)
