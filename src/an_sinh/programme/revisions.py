"""The data as they were at a git revision: the commit's tree as it is, read by git's plumbing commands alone.

Two commands of git are run: `rev-parse` names the commit, `cat-file --batch` gives its trees and blobs. Neither looks
at attributes, filters, hooks, the index or a working tree; fetching what a clone lacks is off, and so is every way to
another machine. No file is written: what is read stays in memory.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from an_sinh.errors import Complaint, DataError, Problem
from an_sinh.programme.file_text import MAX_MEGABYTES, cannot_be_listed, cannot_be_read, too_large
from an_sinh.text import quoted, visible

NOWHERE = Path(os.devnull, "revision")
"""A folder that is never there: the data of a revision are in no folder."""

_OF_THE_CALLER = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What a hook's or another command's git sets: here the directory says which repository is meant."""
_ALONE: Mapping[str, str] = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # for a git that does not know the former: whatever it would fetch by is refused
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_TRACE2": "0",
    "GIT_TRACE2_EVENT": "0",
    "GIT_TRACE2_PERF": "0",
}
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.alternateRefsCommand=",
    "safe.bareRepository=explicit",  # a repository that lies among the files of another is not the one that is meant
    "maintenance.auto=false",
)
LONGEST = 60
"""Seconds that git may take for one side."""
_MOST_TREES = 64 * 1024 * 1024
"""How many bytes of trees, which are names, are read of one side."""
_MOST_LINKS = 40
"""How many links one name may lead through, as on Linux."""
_DATA = ("actuals", "places")
"""The folders of a data directory."""
_ENDS = (".yaml", ".csv")


class NoSuchFolder(Complaint):
    """The revision has no such data directory, nor one that was moved here since."""


@contextmanager
def open_revision(directory: Path, revision: str, shown: str) -> Iterator[RevisionFiles]:
    """The files of a data directory as they were at a revision, by their names in it; each read when it is asked for.

    Raises Complaint where git is missing, the directory is in no repository, or there is no such revision or no such
    directory in it; DataError, while it is read, for a file or folder that can't be.
    """
    repository = _Repository(directory, revision)
    with _Objects(repository, repository.commit()) as objects:
        folder, moved = _data_folder(repository, objects)
        yield RevisionFiles(objects, folder, f"{revision}:{folder if moved else shown}", moved=moved)


def sides_of(since: str) -> tuple[str, str | None]:
    """The revision of the old side, and of the new one for `A..B`; an end that is left out is HEAD, as it is for git.

    Two dots in the text that a commit's message is searched for are no range.
    """
    if since.startswith(":/") or "{/" in since or "..." in since or ".." not in since:
        return since, None
    old, new = since.split("..", 1)
    return old or "HEAD", new or "HEAD"


class _Repository:
    """The repository that a directory lies in, and the revision asked for."""

    def __init__(self, directory: Path, revision: str) -> None:
        self.directory = directory
        self.revision = revision
        self.git = _git()

    def command(self, *arguments: str) -> list[str]:
        """A command line of git's that leaves everything alone but what it is asked for."""
        settings = [part for each in _SETTINGS for part in ("-c", each)]
        return [self.git, "--no-pager", "--no-replace-objects", *settings, "-C", str(self.directory), *arguments]

    def ask(self, *arguments: str) -> tuple[str, str]:
        """What a command answers, and what it says of why it can't, if so."""
        try:
            done = subprocess.run(
                self.command(*arguments),
                capture_output=True,
                stdin=subprocess.DEVNULL,
                env=_environment(),
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _too_long(self.revision) from None
        except (OSError, ValueError) as error:
            raise _no_git(error) from None
        said = visible(" ".join(done.stderr.decode("utf-8", "replace").split()))
        return os.fsdecode(done.stdout).removesuffix("\n"), said or "—" if done.returncode else ""

    def commit(self) -> str:
        """The commit's name in full."""
        found, fault = self.ask("rev-parse", "--verify", "--end-of-options", f"{self.revision}^{{commit}}")
        if not fault:
            return found
        if self.ask("rev-parse", "--is-shallow-repository")[0] == "true":
            raise Complaint(
                "git does not have {revision} in this shallow clone: {detail}",
                "git fetch --unshallow brings the rest; in a GitHub workflow set fetch-depth: 0 for actions/checkout",
                revision=quoted(self.revision),
                detail=fault,
            )
        raise Complaint(
            "git does not have these data at {revision}: {detail}",
            "name a commit, branch or tag in which the data directory stands",
            revision=quoted(self.revision),
            detail=fault,
        )

    def top(self) -> str:
        """The top of the working tree; empty where there is none."""
        return self.ask("rev-parse", "--show-toplevel")[0]

    def prefixes(self) -> Iterator[str]:
        """The directory's path in the repository: by the names it was asked for by, then by where that leads."""
        top = self.top()
        named = Path(os.path.abspath(self.directory))  # noqa: PTH100  # resolve() would follow the links
        for above in (named, *named.parents):
            if top and _is_same(above, Path(top)):
                yield named.relative_to(above).as_posix()
                break
        yield self.ask("rev-parse", "--show-prefix")[0].rstrip("/")


def _git() -> str:
    """The git of the PATH; never one that lies in the working directory."""
    folders = [each for each in os.get_exec_path() if Path(each).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders)) if folders else None
    if found is None or not Path(found).is_absolute():
        raise _no_git(FileNotFoundError(2, os.strerror(2)))
    return found


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_THE_CALLER}
    return {**kept, **_ALONE}


def _no_git(error: OSError | ValueError) -> Complaint:
    detail = getattr(error, "strerror", None) or str(error)
    return Complaint("git can't be run: {detail}", "install git", detail=detail)


def _too_long(revision: str) -> Complaint:
    return Complaint(
        "git took more than {seconds} seconds to read {revision}",
        "git fsck tells whether the repository is sound",
        seconds=str(LONGEST),
        revision=quoted(revision),
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


# --- trees and blobs --------------------------------------------------------------------------------------------------


class _Node(NamedTuple):
    """An entry of a tree."""

    kind: str
    """`tree`, `blob`, `link`, or `commit` for another repository's."""
    id: str


_KINDS = {b"40000": "tree", b"120000": "link", b"160000": "commit"}


class _Objects:
    """The objects of a repository as `git cat-file --batch` gives them, one after the other."""

    def __init__(self, repository: _Repository, commit: str) -> None:
        self.repository = repository
        self._width = len(commit) // 2
        self._commit = commit
        self._trees: dict[str, dict[str, _Node]] = {}
        self._left = _MOST_TREES
        self._late = False

    def __enter__(self) -> _Objects:
        self._start()
        self.root = self._root()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _start(self) -> None:
        try:
            self._process = subprocess.Popen(
                self.repository.command("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except (OSError, ValueError) as error:
            raise _no_git(error) from None
        self._clock = threading.Timer(LONGEST, self._give_up)
        self._clock.daemon = True
        self._clock.start()

    def _stop(self) -> None:
        self._clock.cancel()
        self._process.kill()
        self._process.communicate()

    def _give_up(self) -> None:
        self._late = True
        self._process.kill()

    def read(self, name: str, most: int) -> bytes | None:
        """An object's content; None where it is not there, and one byte more than the most where it is larger."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{name}\n".encode())
            self._process.stdin.flush()
            head = self._process.stdout.readline().split()
            size = int(head[2]) if len(head) == 3 else None
            found = self._process.stdout.read(min(size, most) + 1) if size is not None else b""
        except OSError:
            head, size, found = [], None, b""
        if self._late:
            raise _too_long(self.repository.revision)
        if size is None or len(found) <= min(size, most):
            if len(head) != 2:  # it has ended: git may not go on without an object that it would have to fetch
                self._stop()
                self._start()
            return None
        if size > most:
            self._stop()
            self._start()
            return found
        return found[:size]

    def _root(self) -> _Node:
        commit = self.read(self._commit, MAX_MEGABYTES * 1024 * 1024) or b""
        found = re.match(rb"tree ([0-9a-f]+)\n", commit)
        if found is None:
            raise self._unsound()
        return _Node("tree", found[1].decode())

    def entries(self, tree: _Node) -> dict[str, _Node]:
        """What stands in a tree, by name."""
        if tree.id not in self._trees:
            raw = self.read(tree.id, self._left)
            if raw is None:
                raise self.missing("—")
            if len(raw) > self._left:
                raise Complaint(
                    "the names in {revision} are more than {most} MiB",
                    "keep the data in a repository of their own",
                    revision=quoted(self.repository.revision),
                    most=str(_MOST_TREES // 1024 // 1024),
                )
            self._left -= len(raw)
            try:
                self._trees[tree.id] = dict(_entries(raw, self._width))
            except ValueError:
                raise self._unsound() from None
        return self._trees[tree.id]

    def _unsound(self) -> Complaint:
        return Complaint(
            "the repository is damaged at {revision}",
            "git fsck tells where",
            revision=quoted(self.repository.revision),
        )

    def missing(self, path: str) -> Complaint:
        """The clone lacks a part of the commit."""
        return Complaint(
            "{path} of {revision} is not in this clone, and nothing is fetched for a comparison",
            "git diff --stat {plain} brings what a partial clone lacks",
            path=visible(path),
            revision=quoted(self.repository.revision),
            plain=visible(self.repository.revision),
        )

    def find(self, path: str) -> _Node | None:
        """What a path leads to, through links within the tree; None where it leads nowhere, or out of it."""
        stack, waiting, links = [self.root], path.split("/")[::-1], 0
        while waiting:
            name = waiting.pop()
            if stack[-1].kind != "tree":
                return None
            if name == "..":
                stack.pop()
                if not stack:
                    return None
            elif name not in ("", "."):
                node = self.entries(stack[-1]).get(name)
                if node is not None and node.kind == "link":
                    links += 1
                    target = self._target(node)
                    if links > _MOST_LINKS or target.startswith("/"):
                        return None
                    waiting += target.split("/")[::-1]
                elif node is None:
                    return None
                else:
                    stack.append(node)
        return stack[-1]

    def _target(self, link: _Node) -> str:
        raw = self.read(link.id, 4096)
        if raw is None:
            raise self.missing("—")
        return os.fsdecode(raw)


def _entries(raw: bytes, width: int) -> Iterator[tuple[str, _Node]]:
    """A tree's entries: mode, name, and the object's name in `width` bytes. ValueError where they are none."""
    at = 0
    while at < len(raw):
        space, end = raw.find(b" ", at), raw.find(b"\0", at)
        if not at < space < end <= len(raw) - 1 - width:
            raise ValueError
        kind = _KINDS.get(raw[at:space], "blob")
        yield os.fsdecode(raw[space + 1 : end]), _Node(kind, raw[end + 1 : end + 1 + width].hex())
        at = end + 1 + width


# --- the data directory in it -----------------------------------------------------------------------------------------


def _data_folder(repository: _Repository, objects: _Objects) -> tuple[str, bool]:
    """The path of the data directory in the revision, and whether it was moved since.

    Moved is the one folder of data that the revision has and the working tree has no more.
    """
    prefixes = list(repository.prefixes())
    for prefix in prefixes:
        found = objects.find(prefix)
        if found is not None and found.kind == "tree":
            return prefix, False
    every, top = list(_elsewhere(objects)), repository.top()
    gone = [each for each in every if top and not os.path.lexists(Path(top, each, "targets.yaml"))]
    if len(gone) == 1:
        return gone[0], True
    elsewhere = next(iter(gone or every), None)
    raise NoSuchFolder(
        "there is no folder {path} in {revision}",
        "data stood in {folder} then: git worktree add ../then {plain}, and --old-data ../then/{folder}"
        if elsewhere
        else "name a revision in which it stands",
        path=quoted(prefixes[0]),
        revision=quoted(repository.revision),
        plain=visible(repository.revision),
        folder=visible(elsewhere or ""),
    )


def _elsewhere(objects: _Objects) -> Iterator[str]:
    """The folders of the revision that hold a targets.yaml, the nearest first, looked for three folders deep."""
    waiting = [(PurePosixPath(), objects.root)]
    for path, tree in waiting:
        entries = objects.entries(tree)
        if "targets.yaml" in entries:
            yield path.as_posix()
        if len(path.parts) < 3:
            waiting += [(path / name, node) for name, node in entries.items() if node.kind == "tree"]


class RevisionFiles(Mapping[str, bytes]):
    """The files of a data directory by their names in it, each read when it is asked for."""

    def __init__(self, objects: _Objects, folder: str, shown: str, *, moved: bool = False) -> None:
        self.shown = shown
        """The directory as it is shown: behind the revision."""
        self.moved_from = folder if moved else None
        """Where the data stood, if that is not where they are now."""
        self._objects = objects
        self._folder = folder
        self._shown = shown
        names = [name for name, kind in self._listed("") if kind != "tree"]
        for part in _DATA:
            names += self._below(part)
        self._names = dict.fromkeys(names)

    def _path(self, name: str) -> str:
        return "/".join(each for each in (self._folder, name) if each)

    def _below(self, part: str) -> Iterator[str]:
        """The files of a folder of the data, and of those in it."""
        for name, kind in self._listed(part):
            if kind == "tree":
                inner = self._listed(f"{part}/{name}")
                yield from (f"{part}/{name}/{each}" for each, of in inner if of != "tree")
            if kind != "tree" or name.endswith(_ENDS):  # a folder with a file's name is told when that file is wanted
                yield f"{part}/{name}"

    def _listed(self, part: str) -> list[tuple[str, str]]:
        """The names in a folder, and what each leads to; a folder that is none can't be listed, and is no empty one."""
        found = self._objects.find(self._path(part))
        if found is None and not self._stands(part):
            return []
        if found is None or found.kind != "tree":
            raise DataError((self._problem(cannot_be_listed(os.strerror(20 if found else 2)), part),))
        entries = self._objects.entries(found)
        return [(name, self._kind(part, name) if node.kind == "link" else node.kind) for name, node in entries.items()]

    def _stands(self, part: str) -> bool:
        """Whether there is an entry of that name, wherever it leads."""
        above, _, name = self._path(part).rpartition("/")
        found = self._objects.find(above)
        return found is not None and found.kind == "tree" and name in self._objects.entries(found)

    def _kind(self, part: str, name: str) -> str:
        found = self._objects.find(self._path(f"{part}/{name}"))
        return found.kind if found else "nothing"

    def _problem(self, problem: Problem, name: str) -> Problem:
        return problem.at((1, 1), f"{self._shown.rstrip('/')}/{name}")

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        found = self._objects.find(self._path(name))
        if found is None or found.kind != "blob":
            detail = os.strerror(2) if found is None else "not a regular file"
            raise DataError((self._problem(cannot_be_read("unreadable", detail), name),))
        raw = self._objects.read(found.id, MAX_MEGABYTES * 1024 * 1024)
        if raw is None:
            raise self._objects.missing(self._path(name))
        if len(raw) > MAX_MEGABYTES * 1024 * 1024:
            raise DataError((self._problem(too_large(), name),))
        return raw

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
