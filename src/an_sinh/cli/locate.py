"""Where the data are; docs/data-format.md, part 1, tells where they are looked for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from an_sinh.errors import Complaint
from an_sinh.text import quoted
from an_sinh.values import dataclass

TARGETS = "targets.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDirectory:
    """A data directory, and its name as it is shown to people."""

    path: Path
    shown: str
    packaged: bool = False
    """Whether it is the copy of Programme 08 that ships inside the package."""

    @property
    def folder(self) -> str | None:
        """The directory as a path that others can follow; None for the packaged copy, which is nowhere of theirs."""
        return None if self.packaged else in_repository(self.shown)


def find_data(asked: Path | None) -> DataDirectory:
    """`--data`; $ANSINH_DATA; walking up from here, the first folder that is or has one; else the packaged copy."""
    written = str(asked) if asked is not None else os.environ.get("ANSINH_DATA") or None
    if written is not None:
        return DataDirectory(path=Path(written), shown=_shown(written))
    here = _here()
    for folder in (here, *here.parents):
        for candidate in (folder, folder / "data"):
            if _is_data(candidate) or (folder == here and _is_misnamed(candidate)):
                return DataDirectory(path=candidate, shown=_relative(candidate))
    return DataDirectory(path=packaged_data(), shown="data", packaged=True)


def in_repository(shown: str) -> str:
    """A path from the top of the repository, where annotations are looked up; as it is where it lies in none.

    The top is $GITHUB_WORKSPACE, where a runner has put the checkout, else the nearest folder above that git calls one.
    """
    path = Path(os.path.realpath(shown))
    workspace = os.environ.get("GITHUB_WORKSPACE")
    tops = [Path(os.path.realpath(workspace))] if workspace else []
    tops += [folder for folder in (path, *path.parents) if (folder / ".git").exists()][:1]
    return next((path.relative_to(top).as_posix() for top in tops if path.is_relative_to(top)), shown)


def _is_misnamed(candidate: Path) -> bool:
    """Whether it is a data directory but for a slip of a name, which the loader tells: no others stand in for it."""
    from an_sinh.programme.misnamed import misnamed_targets

    return misnamed_targets(candidate) is not None


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:  # it was taken away
        raise Complaint(
            "the working directory can't be used: {detail}",
            "go to another one, or name the data with --data DIR",
            detail=os.strerror(error.errno) if error.errno else type(error).__name__,
        ) from None


def _is_data(folder: Path) -> bool:
    """Whether it is a data directory; Complaint where that can't be seen, lest others be taken for those meant."""
    try:
        return stat.S_ISREG(os.stat(folder / TARGETS).st_mode)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENAMETOOLONG):
            return False
        raise Complaint(
            "{path} can't be looked into: {detail}",
            "name the data with --data DIR",
            path=quoted(_relative(folder)),
            detail=os.strerror(error.errno) if error.errno else type(error).__name__,
        ) from None
    except ValueError:
        return False


def packaged_data() -> Path:
    """The copy of Hanoi's Programme 08: inside an installed package, or beside the sources of an editable one."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"


def _shown(written: str) -> str:
    """Relative to the working directory where it lies below it, else as it was written."""
    path = Path(written)
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
    except (ValueError, OSError):
        return written


def _relative(found: Path) -> str:
    try:
        return Path(os.path.relpath(found)).as_posix()
    except ValueError:  # another drive
        return found.as_posix()
