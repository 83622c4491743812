"""`--since`: whatever the objects of a repository hold, its data are read at a revision, or refused in a sentence.

The input is split at lines `%%%` into the root's tree, the tree `data`, and blobs. A line of a tree is `mode name
target`, where the target is `d` or `r` (the tree `data`), `a` (a tree with blob 1 as 2022.yaml), or the number of a
blob; anything else stands there as it is. The objects are written as git keeps them, without git. Held: the files that
come of it, or a known error of one line.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path

from an_sinh.errors import Complaint, DataError
from an_sinh.pages.say import Say
from an_sinh.programme.loading import DataSet
from an_sinh.programme.revisions import open_revision
from an_sinh.terms import Language
from fuzz.programme import TARGETS, one_line, refused

_SCRATCH = tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
_HOME = Path(_SCRATCH.name)
_SOUND = (b"40000 data d", b"100644 targets.yaml 0\n40000 actuals a", TARGETS, b"year: 2022\nactuals: {a: 2}\n")


def try_input(data: bytes) -> bool:
    """Make a repository and read a revision of it; whether data came of it. Raises what should never be raised."""
    parts = data.split(b"\n%%%\n")[:12]
    root, folder, *blobs = (*parts, *_SOUND[len(parts) :])
    _prepare()
    names = {str(number).encode(): _object(b"blob", blob) for number, blob in enumerate(blobs)}
    names[b"a"] = _object(b"tree", _tree(b"100644 2022.yaml 1", names))
    names[b"d"] = _object(b"tree", _tree(folder, names))
    names[b"r"] = names[b"d"]
    tree = _object(b"tree", _tree(root, names)).hex().encode()
    commit = b"tree %s\nauthor a <a> 0 +0000\ncommitter a <a> 0 +0000\n\nx\n" % tree
    (_HOME / ".git/refs/heads/main").write_bytes(_object(b"commit", commit).hex().encode() + b"\n")
    try:
        with open_revision(_HOME / "data", "main", "data") as files:
            DataSet(_HOME, "", dict(files)).programme(None)
    except DataError as error:
        refused(error)
        return False
    except Complaint as error:
        for language in Language:
            one_line(error.describe(Say.of(language)))
        return False
    return True


def _prepare() -> None:
    """An empty repository, with a data directory beside it that is not read."""
    if not (_HOME / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main", str(_HOME)], check=True)
        (_HOME / "data/actuals").mkdir(parents=True)
        (_HOME / "data/targets.yaml").write_bytes(TARGETS)
    shutil.rmtree(_HOME / ".git/objects")
    (_HOME / ".git/objects").mkdir()


def _object(kind: bytes, content: bytes) -> bytes:
    """Write a loose object; its name."""
    whole = kind + b" %d\0" % len(content) + content
    name = hashlib.sha1(whole, usedforsecurity=False)
    path = _HOME / ".git/objects" / name.hexdigest()[:2] / name.hexdigest()[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(zlib.compress(whole, 1))
    return name.digest()


def _tree(lines: bytes, names: dict[bytes, bytes]) -> bytes:
    """A tree's bytes: of what is no line with three words, just that."""
    made = b""
    for line in lines.split(b"\n"):
        match line.split(b" "):
            case [mode, name, target]:
                made += mode + b" " + name + b"\0" + names.get(target, target.ljust(20, b"\0")[:20])
            case _:
                made += line
    return made
