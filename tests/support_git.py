"""Repositories to try a revision on."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

GIT = shutil.which("git")
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular, and return what it says."""
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | own
    done = subprocess.run(
        [GIT or "git", *who, "-C", str(folder), *arguments],
        env=environment,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return done.stdout.decode().strip()


def commit(folder: Path, message: str) -> None:
    """Commit all that is in a repository's working tree."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")
