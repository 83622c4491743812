"""A site's folder is written whole or not at all, and what is not ours is never taken away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from an_sinh.errors import Complaint
from an_sinh.keep import folder as folders
from an_sinh.keep.folder import LIST, write_folder

OLD = {"index.html": b"old", "a/one.html": b"1"}
NEW = {"index.html": b"new", "b/c/two.html": b"2"}


def found(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.name != LIST}


def left_beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path.name != folder.name)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "place" / "site"


def test_it_is_made_with_the_folders_above_it_and_lists_its_files(site: Path) -> None:
    write_folder(site, OLD, force=False)
    assert found(site) == OLD
    assert (site / LIST).read_text("utf-8").splitlines()[1:] == ["a/one.html", "index.html"]
    assert left_beside(site) == []


def test_a_site_of_ours_is_replaced_and_nothing_of_it_stays(site: Path) -> None:
    write_folder(site, OLD, force=False)
    site.chmod(0o750)
    write_folder(site, NEW, force=False)
    assert found(site) == NEW
    assert site.stat().st_mode & 0o777 == 0o750
    assert left_beside(site) == []


def test_a_system_without_an_exchange_takes_two_steps(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_folder(site, OLD, force=False)
    monkeypatch.setattr(folders, "exchange", lambda *_: False)
    write_folder(site, NEW, force=False)
    assert found(site) == NEW
    assert left_beside(site) == []


def test_an_empty_folder_may_be_written_into(site: Path) -> None:
    site.mkdir(parents=True)
    write_folder(site, NEW, force=False)
    assert found(site) == NEW


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("name", ["mine.txt", LIST])
def test_a_folder_that_is_no_site_of_ours_is_left_as_it_is(site: Path, name: str, force: bool) -> None:
    site.mkdir(parents=True)
    (site / name).write_text("mine", "utf-8")
    with pytest.raises(Complaint, match="no site of ansinh"):
        write_folder(site, NEW, force=force)
    assert (site / name).read_text("utf-8") == "mine"


def test_a_file_in_its_place_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", "utf-8")
    with pytest.raises(Complaint, match="is no folder"):
        write_folder(tmp_path / "site", NEW, force=True)


def test_what_somebody_put_into_a_site_is_named_and_goes_only_by_force(site: Path) -> None:
    write_folder(site, OLD, force=False)
    (site / "a" / "CNAME").write_text("example.vn", "utf-8")
    with pytest.raises(Complaint) as told:
        write_folder(site, NEW, force=False)
    assert told.value.slots["names"] == "a/CNAME"
    assert found(site).keys() == {*OLD, "a/CNAME"}
    write_folder(site, NEW, force=True)
    assert found(site) == NEW


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_folder(tmp_path / "link", NEW, force=False)
    assert (tmp_path / "link").is_symlink()
    assert found(tmp_path / "real") == NEW


def test_a_failure_on_the_way_leaves_what_was_there_and_nothing_else(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(site, OLD, force=False)
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "two.html":
            raise OSError(28, "No space left on device")
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Complaint, match="can't write"):
        write_folder(site, NEW, force=False)
    assert found(site) == OLD
    assert left_beside(site) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from an_sinh.keep import folder
put = folder._put
def killed(*paths):
    if sys.argv[2] == "after": put(*paths)
    os.kill(os.getpid(), signal.SIGKILL)
folder._put = killed
folder.write_folder(Path(sys.argv[1]), {"index.html": b"new", "b/c/two.html": b"2"}, force=False)
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
def test_a_run_that_is_killed_leaves_a_whole_site_and_its_remains_are_taken_away(site: Path, when: str) -> None:
    write_folder(site, OLD, force=False)
    done = subprocess.run([sys.executable, "-c", KILLED, str(site), when], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert found(site) == (OLD if when == "before" else NEW)
    assert left_beside(site) == [".site.new"]
    write_folder(site, OLD, force=False)
    assert found(site) == OLD
    assert left_beside(site) == []


def test_what_is_not_ours_under_the_name_beside_is_not_taken_away(site: Path) -> None:
    beside = site.with_name(".site.new")
    beside.mkdir(parents=True)
    (beside / "mine").write_text("mine", "utf-8")
    with pytest.raises(Complaint, match="in the way"):
        write_folder(site, NEW, force=True)
    assert (beside / "mine").is_file()
