"""A small commented data directory to start from."""

from __future__ import annotations

from pathlib import Path

from an_sinh.errors import Complaint
from an_sinh.replacing import write_whole
from an_sinh.visible import quoted

STARTER = Path(__file__).parent / "starter"


def start(folder: Path) -> tuple[str, ...]:
    """Write the starter's files into a folder, and return their names in it.

    Raises Complaint where the folder, or its `data/`, is a data directory already, or a file of that name is there.
    """
    for taken in (folder, folder / "data"):
        if (taken / "targets.yaml").exists():
            raise Complaint("starter_taken", folder=quoted(str(taken)))
    names = sorted(path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*.yaml"))
    names.sort(key=lambda name: name.startswith("actuals/"))
    for name in names:
        if (folder / name).exists():
            raise Complaint("starter_in_the_way", path=quoted(str(folder / name)))
    try:
        (folder / "actuals").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise Complaint("output_failed", path=quoted(str(folder)), detail=detail) from None
    for name in reversed(names):  # targets.yaml last: only a whole directory is one
        write_whole(folder / name, (STARTER / name).read_bytes())
    return tuple(names)
