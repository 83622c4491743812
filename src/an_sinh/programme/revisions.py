"""The data as they were at a git revision, by git itself."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path

from an_sinh.errors import Complaint
from an_sinh.text import quoted, visible

OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git sets for a hook, relative to where that runs: here the directory says which repository is meant."""


def write_revision(directory: Path, revision: str, into: Path) -> None:
    """Write a data directory as it was at a revision into an empty folder.

    Raises Complaint where git is missing, the directory is in no repository, or there is no such revision or no such
    directory in it. Only regular files are written.
    """
    name = f"{revision}^{{commit}}"
    commit = _git(directory, revision, "rev-parse", "--verify", "--end-of-options", name).decode().strip()
    archive = _git(directory, revision, "archive", "--format=tar", commit, ".")
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            if member.isreg():
                tar.extract(member, into, filter="data")


def _git(directory: Path, revision: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(directory), *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if name not in OF_A_HOOK},
            check=False,
        )
    except OSError as error:
        raise Complaint(
            "git can't be run: {detail}", "install git", detail=error.strerror or type(error).__name__
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Complaint(
            "git does not have these data at {revision}: {detail}",
            "name a commit, branch or tag in which the data directory stands",
            revision=quoted(revision),
            detail=visible(said[0]) if said else "—",
        )
    return done.stdout
