"""A file is replaced whole, durably and by one writer at a time: killed at every step, raced, refused by the system."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from an_sinh.errors import Complaint
from an_sinh.keep import replacing
from an_sinh.keep.replacing import create_new, replace_if_unchanged, write_whole
from an_sinh.pages.say import Say
from an_sinh.terms import Language

APPEARED = "{path} was made by someone else meanwhile"
CHANGED = "{path} was changed by someone else meanwhile"
BUSY = "{path} is being written by another program"

posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such thing")

OLD = b"year: 2022\nactuals:\n  a: 1  # c\n"
NEW = b"\xef\xbb\xbfyear: 2022\r\nactuals:\r\n  a: 2  # \xe1\xbb\xaf\r\n" * 3


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "actuals"
    folder.mkdir()
    path = folder / "2022.yaml"
    path.write_bytes(OLD)
    return path


@pytest.fixture(params=["flock", "lock file"])
def lock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The folder's lock, and the file that stands for it where the system has no such lock."""
    monkeypatch.setattr(replacing, "HAS_FLOCK", request.param == "flock" and replacing.HAS_FLOCK)
    return str(request.param)


def _names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))  # noqa: PTH208 - the names alone, hidden ones too


def _refusal(write: Callable[[], None]) -> str:
    with pytest.raises(Complaint) as refused:
        write()
    assert all(refused.value.describe(Say.of(language)) for language in Language)
    assert isinstance(refused.value.text, str)
    return refused.value.text


# --- what is written --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("lock")
def test_the_new_bytes_stand_in_the_old_ones_place(file: Path) -> None:
    replace_if_unchanged(file, OLD, NEW)
    assert file.read_bytes() == NEW
    replace_if_unchanged(file, NEW, b"")
    assert file.read_bytes() == b""
    replace_if_unchanged(file, b"", OLD)
    assert file.read_bytes() == OLD
    assert _names(file.parent) == ["2022.yaml"]


@pytest.mark.usefixtures("lock")
def test_a_new_file_is_made_and_the_folders_above_it(tmp_path: Path) -> None:
    for path in (tmp_path / "2022.yaml", tmp_path / "actuals" / "2022.yaml", tmp_path / "actuals" / "2022" / "a.yaml"):
        create_new(path, NEW)
        assert path.read_bytes() == NEW
    assert _names(tmp_path) == ["2022.yaml", "actuals"]
    assert _names(tmp_path / "actuals") == ["2022", "2022.yaml"]
    in_a_file = tmp_path / "2022.yaml" / "such" / "2022.yaml"
    assert _refusal(lambda: create_new(in_a_file, NEW)) == "can't write {path}: {detail}"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    replace_if_unchanged(file, OLD, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    create_new(tmp_path / "2022.yaml", NEW)
    assert (tmp_path / "2022.yaml").stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_stays(file: Path) -> None:
    os.chown(file, 1234, 4321)
    file.chmod(0o2640)
    replace_if_unchanged(file, OLD, NEW)
    found = file.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 4321, 0o2640)


@posix
@pytest.mark.parametrize("relative", [True, False])
def test_a_symlink_stays_one(file: Path, tmp_path: Path, relative: bool) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(Path("actuals/2022.yaml") if relative else file)
    replace_if_unchanged(link, OLD, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert _names(tmp_path) == ["actuals", "link.yaml"]
    assert _names(file.parent) == ["2022.yaml"]


@posix
def test_a_symlink_that_leads_nowhere_yet_is_followed(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(file.parent / "2023.yaml")
    create_new(link, NEW)
    assert link.is_symlink()
    assert (file.parent / "2023.yaml").read_bytes() == NEW
    assert _refusal(lambda: create_new(link, NEW)) == APPEARED


@posix
@pytest.mark.parametrize("new", [True, False])
def test_the_bytes_are_on_the_disk_before_the_name_is(file: Path, monkeypatch: pytest.MonkeyPatch, new: bool) -> None:
    steps: list[str] = []

    def told(name: str) -> None:
        function = getattr(os, name)

        def tell(first: Any, *rest: Any) -> Any:
            is_folder = name == "fsync" and stat.S_ISDIR(os.fstat(first).st_mode)
            steps.append("folder" if is_folder else name)
            return function(first, *rest)

        monkeypatch.setattr(os, name, tell)

    exchange = replacing.exchange

    def tell_exchange(one: Path, other: Path) -> bool:
        steps.append("exchange")
        return exchange(one, other)

    monkeypatch.setattr(replacing, "exchange", tell_exchange)
    for name in ("fsync", "link"):
        told(name)
    if new:
        create_new(file.parent / "2023.yaml", NEW)
        assert steps == ["fsync", "link", "folder"]
    else:
        replace_if_unchanged(file, OLD, NEW)
        assert steps == ["fsync", "exchange", "folder"]


# --- what is refused --------------------------------------------------------------------------------------------------


def test_a_file_that_changed_is_not_overwritten(file: Path) -> None:
    for other in (OLD + b"x", OLD[:-1] + b" ", b""):  # longer, as long, empty
        file.write_bytes(other)
        assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == CHANGED
        assert file.read_bytes() == other
        assert _names(file.parent) == ["2022.yaml"]


def test_a_file_that_is_gone_is_not_written_anew(file: Path) -> None:
    file.unlink()
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == CHANGED
    assert _names(file.parent) == []


def test_a_file_that_is_there_is_not_made(file: Path) -> None:
    assert _refusal(lambda: create_new(file, NEW)) == APPEARED
    assert file.read_bytes() == OLD
    assert _names(file.parent) == ["2022.yaml"]


@pytest.mark.parametrize("new", [True, False])
def test_what_happens_while_the_disk_is_slow_is_seen(file: Path, monkeypatch: pytest.MonkeyPatch, new: bool) -> None:
    """An editor takes no lock: it may save the file while ours is being written."""
    path = file.parent / "2023.yaml" if new else file

    def slow(handle: int) -> None:
        fsync(handle)
        path.write_bytes(b"saved meanwhile")

    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", slow)
    write = (lambda: create_new(path, NEW)) if new else (lambda: replace_if_unchanged(path, OLD, NEW))
    assert _refusal(write) == (APPEARED if new else CHANGED)
    assert path.read_bytes() == b"saved meanwhile"
    assert not [name for name in _names(file.parent) if name.startswith(".")]


def test_what_appears_at_the_last_moment_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, link = tmp_path / "2022.yaml", os.link

    def late(*args: Any) -> None:
        path.write_bytes(b"saved meanwhile")
        link(*args)

    monkeypatch.setattr(os, "link", late)
    assert _refusal(lambda: create_new(path, NEW)) == APPEARED
    assert path.read_bytes() == b"saved meanwhile"
    assert _names(tmp_path) == ["2022.yaml"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    assert _refusal(lambda: replace_if_unchanged(tmp_path, OLD, NEW)) == "can't write {path}: {detail}"
    assert tmp_path.is_dir()


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _refusal(lambda: replace_if_unchanged(tmp_path / "pipe", b"", NEW)) == CHANGED


@posix
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "null", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        (tmp_path / "null").read_bytes()
    except OSError:
        pytest.skip("only root can make one")
    assert _refusal(lambda: replace_if_unchanged(tmp_path / "null", b"", NEW)) == CHANGED
    assert (tmp_path / "null").is_char_device()


FAILURES = [
    pytest.param("write", errno.ENOSPC, id="full-disk"),
    pytest.param("write", errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, id="quota"),
    pytest.param("fsync", errno.EIO, id="broken-disk"),
    pytest.param("fsync", errno.ENOSPC, id="full-disk-told-late"),
    pytest.param("exchange", errno.EACCES, id="renaming-refused"),
    pytest.param("link", errno.ENOSPC, id="naming-refused"),
]


@pytest.mark.parametrize(("name", "code"), FAILURES)
def test_a_failure_leaves_the_old_file_and_no_litter(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(replacing if name == "exchange" else os, name, fail)
    if name == "link":
        assert _refusal(lambda: create_new(file.parent / "2023.yaml", NEW)) == "can't write {path}: {detail}"
    else:
        assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == "can't write {path}: {detail}"
    assert file.read_bytes() == OLD
    assert _names(file.parent) == ["2022.yaml"]


def test_a_disk_that_takes_a_little_at_a_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:5]))
    replace_if_unchanged(file, OLD, NEW)
    assert file.read_bytes() == NEW


def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", fail)
    create_new(tmp_path / "2022.yaml", NEW)
    assert (tmp_path / "2022.yaml").read_bytes() == NEW
    assert _names(tmp_path) == ["2022.yaml"]


@posix
def test_a_file_system_that_can_not_make_a_folder_durable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no folders")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    replace_if_unchanged(file, OLD, NEW)
    assert file.read_bytes() == NEW


@pytest.fixture
def as_somebody(file: Path) -> Iterator[None]:
    """A user who is not root, whom the mode of a file would not stop."""
    if not hasattr(os, "geteuid"):
        pytest.skip("the system has no such thing")
    if os.geteuid() != 0:
        yield
        return
    for folder in file.parent.parents:  # pytest's own; left open, since others may be at it at the same time
        mode = folder.stat().st_mode
        if mode & 0o5 != 0o5:
            folder.chmod(mode | 0o755)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_may_not_be_written_to(file: Path, request: pytest.FixtureRequest) -> None:
    file.chmod(0o666)
    file.parent.chmod(0o555)
    request.getfixturevalue("as_somebody")
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == "can't write {path}: {detail}"
    assert _refusal(lambda: create_new(file.parent / "2023.yaml", NEW)) == "can't write {path}: {detail}"
    assert file.read_bytes() == OLD
    assert _names(file.parent) == ["2022.yaml"]


def test_a_file_that_may_not_be_written_to(file: Path, request: pytest.FixtureRequest) -> None:
    """Renaming would get past it."""
    file.chmod(0o444)
    file.parent.chmod(0o777)
    request.getfixturevalue("as_somebody")
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == "can't write {path}: {detail}"
    assert file.read_bytes() == OLD
    assert _names(file.parent) == ["2022.yaml"]


def test_somebody_elses_file_does_not_become_ours(file: Path, request: pytest.FixtureRequest) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root has files of others here")
    file.chmod(0o666)
    file.parent.chmod(0o777)
    request.getfixturevalue("as_somebody")
    for write in (lambda: replace_if_unchanged(file, OLD, NEW), lambda: write_whole(file, NEW)):
        assert _refusal(write) == "{path} belongs to someone else, and would not if it were replaced"
        assert file.read_bytes() == OLD
        assert _names(file.parent) == ["2022.yaml"]


def test_the_complaint_names_the_file_as_it_was_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    with pytest.raises(Complaint, match=r"^2022\.yaml was changed by someone else"):
        replace_if_unchanged(Path("2022.yaml"), NEW, OLD)


# --- locks ------------------------------------------------------------------------------------------------------------


@posix
def test_a_writer_that_does_not_end_is_not_waited_for_for_ever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(replacing, "LONGEST_WAIT", 0.05)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)).startswith("{path} is being written by ")
    finally:
        os.close(handle)
    replace_if_unchanged(file, OLD, NEW)


@posix
def test_a_file_system_without_folder_locks(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(fcntl, "flock", fail)
    seen: list[list[str]] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        seen.append(_names(file.parent))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    replace_if_unchanged(file, OLD, NEW)
    assert ".an-sinh.lock" in seen[0], "a file stands for the lock"
    assert file.read_bytes() == NEW
    assert _names(file.parent) == ["2022.yaml"]


def test_a_lock_file_that_a_dead_process_left(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "HAS_FLOCK", False)
    monkeypatch.setattr(replacing, "STALE", 0.05)
    (file.parent / ".an-sinh.lock").touch()
    replace_if_unchanged(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert _names(file.parent) == ["2022.yaml"]


def test_a_lock_file_that_is_held(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "HAS_FLOCK", False)
    monkeypatch.setattr(replacing, "LONGEST_WAIT", 0.05)
    (file.parent / ".an-sinh.lock").touch()
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == BUSY
    assert file.read_bytes() == OLD


# --- other processes --------------------------------------------------------------------------------------------------


def _python(script: str, *args: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, args)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def _answer(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


KILLED_AT_EVERY_STEP = """
    import os, sys
    from pathlib import Path
    from an_sinh.keep import replacing

    os.fsync = lambda handle: None  # a step like any other; that it is slow shows nothing here
    folder, how = Path(sys.argv[1]), sys.argv[2]
    replacing.HAS_FLOCK = replacing.HAS_FLOCK and sys.argv[3] == "flock"
    replacing.STALE = 0.02
    path = folder / ("2023.yaml" if how == "create" else "2022.yaml")
    asked = path
    if how == "link":
        asked = folder.parent / "link.yaml"
        asked.symlink_to(path)
    old = b"old line\\n" * 9
    new = b"the new line\\n" * 8
    left = 0

    def step():
        global left
        left -= 1
        if not left:
            os._exit(77)

    def stepping(module, name):
        function = getattr(module, name)

        def stepped(*args, **kwargs):
            step()
            if name == "write":
                args = (args[0], args[1][:17])  # a torn write
            got = function(*args, **kwargs)
            step()
            return got

        return stepped

    def write():
        if how == "create":
            replacing.create_new(asked, new)
        else:
            replacing.replace_if_unchanged(asked, old, new)

    def killed_at(number):
        global left
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77
        left = number
        for name in ("open", "write", "fsync", "fchmod", "fchown", "close", "link", "unlink", "rename", "replace"):
            setattr(os, name, stepping(os, name))
        replacing.exchange = stepping(replacing, "exchange")
        try:
            write()
            os._exit(0)
        except BaseException:
            import traceback
            traceback.print_exc()
            os._exit(1)

    steps, states, litter = 0, set(), set()
    for repeated in range(int(sys.argv[4])):
        number = 0
        while True:
            number += 1
            for each in folder.iterdir():
                each.unlink()
            if how != "create":
                path.write_bytes(old)
            if not killed_at(number):
                assert path.read_bytes() == new, "it ends if it is not killed"
                assert [each.name for each in folder.iterdir()] == [path.name]
                break
            steps += 1
            found = path.read_bytes() if path.exists() else b""
            assert found in (new, b"" if how == "create" else old), found
            states.add(found == new)
            litter |= {each.name for each in folder.iterdir()} - {path.name}
            assert how != "link" or asked.is_symlink()
            if found != new:
                write()  # the next write, in a process that is not killed
            else:
                replacing.replace_if_unchanged(asked, new, new + old)
            assert [each.name for each in folder.iterdir()] == [path.name], "the next write takes the litter away"
            assert path.read_bytes() == (new if found != new else new + old)
    assert states == {True, False}, states
    print(steps, *sorted(litter))
"""


@posix
@pytest.mark.parametrize("how", ["replace", "link", "create"])
def test_killed_at_any_step_it_leaves_the_old_file_or_the_new(tmp_path: Path, how: str) -> None:
    (tmp_path / "actuals").mkdir()
    steps, *litter = _answer(_python(KILLED_AT_EVERY_STEP, tmp_path / "actuals", how, "flock", 5)).split()
    assert int(steps) > 5 * 25, "each call of the system is two steps"
    assert litter == [".2023.yaml.new" if how == "create" else ".2022.yaml.new"], "one hidden file at most"


@posix
def test_killed_at_any_step_it_frees_the_lock_file(tmp_path: Path) -> None:
    (tmp_path / "actuals").mkdir()
    _, *litter = _answer(_python(KILLED_AT_EVERY_STEP, tmp_path / "actuals", "replace", "file", 1)).split()
    assert litter == [".2022.yaml.new", ".an-sinh.lock"]


KILLED_AT_ANY_MOMENT = """
    import itertools, os, sys
    from pathlib import Path
    from an_sinh.keep.replacing import replace_if_unchanged

    os.fsync = lambda handle: None  # a kill loses nothing that the system has been given
    path = Path(sys.argv[1])
    print("begun", flush=True)
    for number in itertools.count():
        replace_if_unchanged(path, path.read_bytes(), b"%d\\n" % number * 5000)
"""


@posix
def test_killed_at_any_moment_it_leaves_a_whole_file(file: Path) -> None:
    for moment in range(12):
        with _python(KILLED_AT_ANY_MOMENT, file) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.002 + 0.0037 * moment)
            process.send_signal(signal.SIGKILL)
        lines = file.read_bytes().splitlines()
        assert len(lines) in (3, 5000)
        assert len(set(lines)) == (3 if len(lines) == 3 else 1), "one writing, not two"
        assert set(_names(file.parent)) <= {"2022.yaml", ".2022.yaml.new"}
    replace_if_unchanged(file, file.read_bytes(), OLD)
    assert _names(file.parent) == ["2022.yaml"]


COUNTING = """
    import os, sys, time
    from pathlib import Path
    from an_sinh.keep import replacing
    from an_sinh.errors import Complaint

    os.fsync = lambda handle: time.sleep(0.0005)  # a quick disk: the writers are to meet
    path = Path(sys.argv[1])
    replacing.HAS_FLOCK = replacing.HAS_FLOCK and sys.argv[2] == "flock"
    print("ready", flush=True)
    sys.stdin.readline()
    refused = 0
    for _ in range(int(sys.argv[3])):
        while True:
            old = path.read_bytes()
            try:
                replacing.replace_if_unchanged(path, old, b"%d\\n" % (int(old) + 1))
                break
            except Complaint as complaint:
                assert complaint.text.endswith("was changed by someone else meanwhile"), complaint
                refused += 1
    print(refused)
"""


def _at_once(script: str, *arguments: tuple[object, ...]) -> list[int]:
    """Start a process for each of the arguments, let all of them go at once, and tell what each has counted."""
    processes = [_python(script, *each) for each in arguments]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [int(_answer(process)) for process in processes]


@pytest.mark.parametrize("lock", ["flock", "file"])
def test_of_many_writers_at_once_no_increment_is_lost(file: Path, lock: str) -> None:
    file.write_bytes(b"0\n")
    refused = _at_once(COUNTING, *[(file, lock, 50)] * 3)
    assert file.read_bytes() == b"150\n"
    assert sum(refused) > 0, "they did meet"
    assert _names(file.parent) == ["2022.yaml"]


MAKING = """
    import sys
    from pathlib import Path
    from an_sinh.keep import replacing
    from an_sinh.errors import Complaint

    made = 0
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(60):
        try:
            replacing.create_new(Path(sys.argv[1]) / f"{number}" / "2022.yaml", sys.argv[2].encode() * 1000)
            made += 1
        except Complaint as complaint:
            assert complaint.text.endswith("was made by someone else meanwhile"), complaint
    print(made)
"""


def test_of_two_that_make_a_file_one_makes_it(tmp_path: Path) -> None:
    made = _at_once(MAKING, (tmp_path, "a"), (tmp_path, "b"))
    assert sum(made) == 60
    found = [(tmp_path / str(number) / "2022.yaml").read_bytes() for number in range(60)]
    assert [found.count(each * 1000) for each in (b"a", b"b")] == made


# --- an output --------------------------------------------------------------------------------------------------------


def test_an_output_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    for data in (OLD, NEW):
        write_whole(path, data)
        assert path.read_bytes() == data
        assert _names(tmp_path) == ["out.txt"]
    assert _refusal(lambda: write_whole(tmp_path / "no" / "out.txt", NEW)) == "can't write {path}: {detail}"


def test_an_output_that_may_not_be_written_to_stays(file: Path, request: pytest.FixtureRequest) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o777)
    request.getfixturevalue("as_somebody")
    assert _refusal(lambda: write_whole(file, NEW)) == "can't write {path}: {detail}"
    assert file.read_bytes() == OLD
    assert _names(file.parent) == ["2022.yaml"]


def test_what_a_killed_run_left_is_taken_away_by_the_next(file: Path) -> None:
    left = file.parent / ".2022.yaml.new"
    for write in (_record, _output):
        file.write_bytes(OLD)
        left.write_bytes(b"half")
        write(file)
        assert _names(file.parent) == ["2022.yaml"]


@posix
def test_an_output_goes_into_a_folder_that_may_not_be_listed(file: Path, request: pytest.FixtureRequest) -> None:
    file.parent.chmod(0o333)
    request.getfixturevalue("as_somebody")
    write_whole(file.parent / "out.txt", NEW)
    assert (file.parent / "out.txt").read_bytes() == NEW


# --- rights -----------------------------------------------------------------------------------------------------------


def _setfacl(path: Path, *rules: str) -> None:
    try:
        subprocess.run(["setfacl", *rules, str(path)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no setfacl, or a file system without ACLs")


def _facl(path: Path) -> list[str]:
    done = subprocess.run(["getfacl", "-cpn", str(path)], check=True, capture_output=True, text=True)
    return done.stdout.split()


def _record(path: Path) -> None:
    replace_if_unchanged(path, OLD, NEW)


def _output(path: Path) -> None:
    write_whole(path, NEW)


WRITES = [pytest.param(_record, id="record"), pytest.param(_output, id="output")]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_an_acl_is_kept_and_its_mask_becomes_nobody_s_right(
    file: Path, write: Callable[[Path], None], mode: int
) -> None:
    file.chmod(mode)
    _setfacl(file, "-m", "u:1500:rw,g:1600:r")
    before = _facl(file)
    write(file)
    assert file.read_bytes() == NEW
    assert _facl(file) == before


@pytest.mark.parametrize("write", WRITES)
def test_what_a_folder_gives_to_new_files_is_not_given_to_an_old_one(file: Path, write: Callable[[Path], None]) -> None:
    _setfacl(file.parent, "-d", "-m", "u:1500:rw")
    before = _facl(file)
    write(file)
    assert _facl(file) == before


def test_a_new_file_has_the_acl_that_any_new_file_has(file: Path) -> None:
    _setfacl(file.parent, "-d", "-m", "u:1500:rw")
    (file.parent / "any").touch()
    create_new(file.parent / "2023.yaml", NEW)
    assert _facl(file.parent / "2023.yaml") == _facl(file.parent / "any")


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="the system has no such thing")
@pytest.mark.parametrize("write", WRITES)
def test_extended_attributes_are_kept_or_the_change_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    try:
        os.setxattr(file, "user.xdg.origin.url", b"https://example.org")
    except OSError:
        pytest.skip("a file system without them")
    write(file)
    assert os.getxattr(file, "user.xdg.origin.url") == b"https://example.org"
    file.write_bytes(OLD)

    def fail(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "setxattr", fail)
    assert _refusal(lambda: write(file)) == "{path} has the attribute {name}, and would not if it were replaced"
    assert file.read_bytes() == OLD


# --- an editor at the last moment -------------------------------------------------------------------------------------


def _meanwhile(monkeypatch: pytest.MonkeyPatch, *saves: Callable[[], object]) -> None:
    """Something saved right before each time that two files change places."""
    exchange, waiting = replacing.exchange, list(saves)

    def late(one: Path, other: Path) -> bool:
        if waiting:
            waiting.pop(0)()
        return exchange(one, other)

    monkeypatch.setattr(replacing, "exchange", late)


def _renamed_over(file: Path, data: bytes) -> None:
    beside = file.with_name("editor~")
    beside.write_bytes(data)
    beside.replace(file)


linux = pytest.mark.skipif(sys.platform != "linux", reason="files that change places")


@linux
@pytest.mark.parametrize("how", [_renamed_over, Path.write_bytes])
def test_an_editor_that_saves_at_the_last_moment_loses_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, how: Callable[[Path, bytes], object]
) -> None:
    _meanwhile(monkeypatch, lambda: how(file, b"saved by an editor"))
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == CHANGED
    assert file.read_bytes() == b"saved by an editor"
    assert _names(file.parent) == ["2022.yaml"]


@linux
def test_of_two_saves_at_the_last_moment_the_latest_stands(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _meanwhile(monkeypatch, lambda: _renamed_over(file, b"first"), lambda: _renamed_over(file, b"second"))
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == CHANGED
    assert file.read_bytes() == b"second"
    assert _names(file.parent) == ["2022.yaml"]


@linux
def test_a_file_that_is_taken_away_at_the_last_moment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _meanwhile(monkeypatch, file.unlink)
    assert _refusal(lambda: replace_if_unchanged(file, OLD, NEW)) == "can't write {path}: {detail}"
    assert _names(file.parent) == []


def test_a_system_where_files_can_not_change_places(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "exchange", lambda *_: False)
    replace_if_unchanged(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert _names(file.parent) == ["2022.yaml"]


# --- many at once -----------------------------------------------------------------------------------------------------


@linux
def test_who_waits_too_long_is_told_for_whom(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(replacing, "LONGEST_WAIT", 0.05)
    handle = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(Complaint, match=rf"is being written by .*\({os.getpid()}\)"):
            replace_if_unchanged(file, OLD, NEW)
    finally:
        os.close(handle)
    monkeypatch.setattr(replacing, "HAS_FLOCK", False)
    (file.parent / ".an-sinh.lock").write_text(f"{os.getpid()}\n")
    with pytest.raises(Complaint, match=rf"is being written by .*\({os.getpid()}\)"):
        replace_if_unchanged(file, OLD, NEW)


@posix
@pytest.mark.parametrize("many", [8, pytest.param(50, marks=pytest.mark.long)])
def test_many_that_record_into_one_year_at_once_lose_nothing(tmp_path: Path, many: int) -> None:
    ids = [f"i{number}" for number in range(many)]
    (tmp_path / "actuals").mkdir()
    (tmp_path / "actuals/2022.yaml").write_text("year: 2022\nactuals:\n  i0: 1\n")
    lines = [f"  {id_}: {{name: N, group: g, better: higher, targets: {{2022: 1}}}}" for id_ in ids]
    head = "programme: {id: P, name: P, years: [2021, 2025]}\ngroups: {g: G}\nindicators:\n"
    (tmp_path / "targets.yaml").write_text(head + "\n".join(lines) + "\n")
    command = [sys.executable, "-m", "an_sinh", "record", "2022"]
    every = [
        subprocess.Popen(
            [*command, id_, "7", "--data", str(tmp_path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for id_ in ids
    ]
    told = [process.communicate(timeout=120)[1] for process in every]
    assert [process.returncode for process in every] == [0] * many, told
    assert sorted((tmp_path / "actuals/2022.yaml").read_text().splitlines()[2:]) == sorted(f"  {id_}: 7" for id_ in ids)


@pytest.mark.skipif(os.name != "posix", reason="folders are not opened there")
@pytest.mark.parametrize(
    "write",
    [lambda path: replace_if_unchanged(path, b"old", b"new"), lambda path: write_whole(path, b"new")],
    ids=["a data file", "an output"],
)
def test_what_cannot_be_made_durable_is_taken_back(
    write: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "2022.yaml"
    path.write_bytes(b"old")
    synced = os.fsync

    def fails_for_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "the disk is failing")
        synced(handle)

    monkeypatch.setattr(os, "fsync", fails_for_folders)
    with pytest.raises(Complaint, match="can't write"):
        write(path)
    assert [each.name for each in tmp_path.iterdir()] == ["2022.yaml"]
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(os.name != "posix", reason="folders are not opened there")
def test_a_new_file_that_cannot_be_made_durable_is_not_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("an_sinh.keep.replacing.sync_folder", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "x")))
    with pytest.raises(Complaint, match="can't write"):
        create_new(tmp_path / "2022.yaml", b"new")
    assert not list(tmp_path.iterdir())
