"""The data at a git revision are the commit's tree as it is: nothing is run, fetched or written for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from an_sinh.programme.revisions import open_revision, sides_of
from tests.support_git import commit, git, needs_git

if TYPE_CHECKING:
    from tests.conftest import Quick, Run

pytestmark = needs_git

TARGETS = """\
programme: {id: P, name: Made up, years: [2021, 2025]}
groups: {g: Group}
indicators:
  homes: {name: Homes built, group: g, better: higher, cumulative: true, targets: {2022: 5}}
"""
Diff = Callable[..., "Run"]


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with two years of one indicator, not committed yet."""
    found = tmp_path / "r"
    (found / "data/actuals").mkdir(parents=True)
    (found / "data/targets.yaml").write_text(TARGETS)
    (found / "data/actuals/2021.yaml").write_text("year: 2021\nactuals: {homes: 3}\n")
    (found / "data/actuals/2022.yaml").write_text("year: 2022\nactuals: {homes: 4}\n")
    git(found, "init", "--quiet", "--initial-branch=main")
    return found


@pytest.fixture
def diff(quick: Quick, top: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Runs `ansinh diff` beside the data; a git of the tests' own, with no settings of anyone's."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return lambda options, **rest: quick("diff", *options.split(), cwd=rest.pop("cwd", top), **rest)


def move(path: Path, to: Path) -> None:
    """Move a file or folder, and leave a link in its place."""
    to.parent.mkdir(parents=True, exist_ok=True)
    path.rename(to)
    path.symlink_to(os.path.relpath(to, path.parent))


# --- links ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("linked", ["data/actuals/2021.yaml", "data/targets.yaml", "data/actuals", "data"])
def test_a_link_within_the_tree_is_followed(diff: Diff, top: Path, linked: str) -> None:
    move(top / linked, top / "shared" / Path(linked).name)
    commit(top, "Linked")
    found = diff("2022 --since HEAD --exit-code --data data")
    assert (found.code, found.stderr) == (0, "")


def test_links_to_links_and_through_folders_are_followed(diff: Diff, top: Path) -> None:
    move(top / "data/actuals/2021.yaml", top / "a/b/one.yaml")
    move(top / "a/b/one.yaml", top / "c/two.yaml")
    move(top / "c", top / "d")
    commit(top, "Linked")
    assert diff("2022 --since HEAD --exit-code").code == 0


def test_where_a_link_leads_is_the_revision_s_own(diff: Diff, top: Path) -> None:
    (top / "old.yaml").write_text("year: 2022\nactuals: {homes: 4}\n")
    (top / "new.yaml").write_text("year: 2022\nactuals: {homes: 2}\n")
    for name in ("old", "new"):
        (top / "data/actuals/2022.yaml").unlink()
        (top / "data/actuals/2022.yaml").symlink_to(f"../../{name}.yaml")
        commit(top, name)
    assert "1/1 → 1/1 met" in diff("2022 --since HEAD~1").page
    assert diff("2022 --since HEAD~1 --exit-code").code == 1


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../outside.yaml", "nowhere.yaml", "2022.yaml", "."])
def test_a_link_that_leads_out_of_the_tree_or_nowhere_is_told(diff: Diff, top: Path, target: str) -> None:
    (top.parent / "outside.yaml").write_text("year: 2022\nactuals: {homes: 9}\n")
    (top / "data/actuals/2022.yaml").unlink()
    (top / "data/actuals/2022.yaml").symlink_to(target)
    commit(top, "A link")
    (top / "data/actuals/2022.yaml").unlink()
    (top / "data/actuals/2022.yaml").write_text("year: 2022\nactuals: {homes: 4}\n")
    found = diff("2022 --since HEAD")
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr.startswith("HEAD:data/actuals/2022.yaml:1:1: unreadable: ")


def test_a_year_that_is_not_needed_may_lead_nowhere(diff: Diff, top: Path) -> None:
    (top / "data/actuals/2025.yaml").symlink_to("nowhere.yaml")
    commit(top, "A link")
    assert diff("2022 --since HEAD --exit-code").code == 0


@pytest.mark.parametrize("target", ["nowhere", "/etc", "../../r/..", "actuals", "targets.yaml"])
def test_a_folder_of_actuals_that_is_none_is_no_empty_one(diff: Diff, top: Path, target: str) -> None:
    (top / "data/actuals").rename(top / "kept")
    (top / "data/actuals").symlink_to(target)
    commit(top, "A link")
    (top / "data/actuals").unlink()
    (top / "kept").rename(top / "data/actuals")
    found = diff("2022 --since HEAD")
    assert (found.code, found.stdout) == (3, "")
    assert "HEAD:data/actuals:1:1: unreadable: the folder can't be listed" in found.stderr


# --- what a repository says of its files ------------------------------------------------------------------------------

HOSTILE = {
    "smudge": ("*.yaml filter=f", {"filter.f.smudge": "touch {ran}; cat"}),
    "process": ("*.yaml filter=f", {"filter.f.process": "touch {ran}", "filter.f.required": "true"}),
    "textconv": ("*.yaml diff=d", {"diff.d.textconv": "touch {ran}; cat", "diff.d.command": "touch {ran}"}),
    "fsmonitor": ("", {"core.fsmonitor": "touch {ran}; false"}),
    "hooks": ("", {"core.hooksPath": "../hooks"}),
    "alternates": ("", {"core.alternateRefsCommand": "touch {ran}"}),
    "pager": ("", {"core.pager": "touch {ran}", "pager.cat-file": "touch {ran}", "pager.rev-parse": "touch {ran}"}),
    "alias": ("", {"alias.cat-file": "!touch {ran}", "alias.rev-parse": "!touch {ran}"}),
    "editor": ("", {"core.editor": "touch {ran}", "core.sshCommand": "touch {ran}", "gpg.program": "touch {ran}"}),
    "export-ignore": ("actuals/2021.yaml export-ignore", {}),
    "export-subst": ("*.yaml export-subst", {}),
    "encoding": ("*.yaml working-tree-encoding=UTF-16", {}),
    "ident": ("*.yaml ident eol=crlf", {}),
    "merge": ("", {"merge.tool": "touch {ran}", "log.showSignature": "true"}),
}


def hooks(folder: Path, ran: Path) -> None:
    """A hook of every name that touches a file."""
    folder.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman"):
        (folder / name).write_text(f"#!/bin/sh\ntouch {ran}\n")
        (folder / name).chmod(0o755)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_setting_or_attribute_of_a_repository_runs_or_changes_anything(diff: Diff, top: Path, name: str) -> None:
    commit(top, "One")
    ran = top.parent / "RAN"
    attributes, settings = HOSTILE[name]
    (top / ".git/info/attributes").write_text(f"{attributes}\n")
    for key, value in settings.items():
        git(top, "config", key, value.format(ran=ran))
    hooks(top / "hooks", ran)
    hooks(top / ".git/hooks", ran)
    found = diff("2022 --since HEAD --exit-code")
    assert (found.code, found.stderr) == (0, "")
    assert not ran.exists()


def test_attributes_that_are_committed_change_nothing_either(diff: Diff, top: Path) -> None:
    (top / "data/.gitattributes").write_text("actuals/2021.yaml export-ignore\n*.yaml export-subst ident\n")
    (top / "data/actuals/2022.yaml").write_text("# $Id$ $Format:%H$\nyear: 2022\nactuals: {homes: 4}\n")
    commit(top, "One")
    assert diff("2022 --since HEAD --exit-code").code == 0


def test_settings_that_are_included_run_nothing(diff: Diff, top: Path) -> None:
    commit(top, "One")
    ran = top.parent / "RAN"
    (top / "more").write_text(f"[core]\n\tfsmonitor = touch {ran}\n\tpager = touch {ran}\n")
    git(top, "config", "include.path", "../more")
    git(top, "config", "includeIf.onbranch:main.path", "../more")
    assert diff("2022 --since HEAD --exit-code").code == 0
    assert not ran.exists()


def test_a_repository_among_the_files_is_not_the_one_that_is_meant(diff: Diff, top: Path) -> None:
    """What looks like a bare repository in the tree has settings that a stranger wrote."""
    commit(top, "One")
    for name in ("objects", "refs"):
        (top / "data" / name).mkdir()
    (top / "data/HEAD").write_text("ref: refs/heads/main\n")
    (top / "data/config").write_text(f"[core]\n\tbare = true\n\tfsmonitor = touch {top.parent / 'RAN'}\n")
    found = diff("2022 --since HEAD")
    assert found.code == 3
    assert "bare repository" in found.stderr
    assert not (top.parent / "RAN").exists()


def test_what_stands_in_for_a_commit_is_not_taken_for_it(diff: Diff, top: Path) -> None:
    commit(top, "One")
    (top / "data/actuals/2022.yaml").write_text("year: 2022\nactuals: {homes: 9}\n")
    commit(top, "Two")
    git(top, "replace", "HEAD", "HEAD~1")
    assert diff("2022 --since HEAD --exit-code").code == 0


def test_a_git_in_the_working_directory_is_not_run(diff: Diff, top: Path) -> None:
    commit(top, "One")
    (top / "git").write_text(f"#!/bin/sh\ntouch {top.parent / 'RAN'}\n")
    (top / "git").chmod(0o755)
    assert diff("2022 --since HEAD", env={"PATH": f".{os.pathsep}{os.pathsep}{os.environ['PATH']}"}).code == 0
    assert diff("2022 --since HEAD", env={"PATH": "."}).code == 3
    assert not (top.parent / "RAN").exists()


# --- clones that lack something ---------------------------------------------------------------------------------------


@pytest.fixture
def two(top: Path) -> Path:
    """The repository with two commits; between them 2022 rose."""
    commit(top, "One")
    (top / "data/actuals/2022.yaml").write_text("year: 2022\nactuals: {homes: 9}\n")
    commit(top, "Two")
    return top


def partial(top: Path) -> Path:
    git(top, "config", "uploadpack.allowFilter", "true")
    git(top, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = top.parent / "partial"
    git(top, "clone", "--quiet", "--filter=blob:none", top.as_uri(), str(clone))
    return clone


@pytest.mark.parametrize("url", ["ext::sh -c touch% {ran}", "http://127.0.0.1:9/x", "{origin}", "foo::bar"])
def test_a_partial_clone_fetches_nothing(diff: Diff, two: Path, url: str) -> None:
    clone, ran = partial(two), two.parent / "RAN"
    git(clone, "config", "protocol.allow", "always")
    git(clone, "config", "protocol.ext.allow", "always")
    git(clone, "config", "remote.origin.url", url.format(ran=ran, origin=two.as_uri()))
    git(clone, "config", "remote.origin.uploadpack", f"touch {ran}; git-upload-pack")
    before = sorted(clone.rglob("*"))
    found = diff("2022 --since HEAD~1", cwd=clone)
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr.startswith("data/actuals/2022.yaml of 'HEAD~1' is not in this clone")
    assert "git diff --stat HEAD~1" in found.stderr
    assert not ran.exists()
    assert sorted(clone.rglob("*")) == before
    assert diff("2022 --since HEAD --exit-code", cwd=clone).code == 0


def test_what_was_brought_into_a_partial_clone_is_read(diff: Diff, two: Path) -> None:
    clone = partial(two)
    git(clone, "diff", "--stat", "HEAD~1")
    assert diff("2022 --since HEAD~1", cwd=clone).code == 0


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_shallow_clone_is_named_with_its_remedy(diff: Diff, two: Path, language: str) -> None:
    clone = two.parent / "shallow"
    git(two, "clone", "--quiet", "--depth=1", two.as_uri(), str(clone))
    found = diff(f"2022 --since HEAD~1 --lang {language}", cwd=clone)
    assert (found.code, found.stdout) == (3, "")
    assert "git fetch --unshallow" in found.stderr
    assert "fetch-depth: 0" in found.stderr
    assert diff("2022 --since HEAD --exit-code", cwd=clone).code == 0


def test_git_s_own_word_on_ownership_is_passed_on_whole(diff: Diff, two: Path) -> None:
    found = diff("2022 --since HEAD", env={"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}, cwd=two)
    assert found.code == 3
    assert "dubious ownership" in found.stderr
    assert "git config --global --add safe.directory" in found.stderr


def test_a_damaged_repository_is_told(diff: Diff, two: Path) -> None:
    blob = git(two, "rev-parse", "HEAD~1:data/actuals/2022.yaml")
    (two / ".git/objects" / blob[:2] / blob[2:]).unlink()
    found = diff("2022 --since HEAD~1")
    assert (found.code, found.stdout) == (3, "")
    tree = git(two, "rev-parse", "HEAD~1:data/actuals")
    path = two / ".git/objects" / tree[:2] / tree[2:]
    path.chmod(0o644)
    path.write_bytes(b"no object")
    found = diff("2022 --since HEAD~1")
    assert (found.code, found.stdout) == (3, "")
    assert "Traceback" not in found.stderr


# --- which directory, which revisions ---------------------------------------------------------------------------------


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("to", ["plan", "a/b/c", "data/programme"])
def test_a_folder_that_was_moved_since_is_found_where_it_was(
    diff: Diff, two: Path, to: str, *, committed: bool
) -> None:
    (two / "data").rename(two / "moving")
    (two / to).parent.mkdir(parents=True, exist_ok=True)
    (two / "moving").rename(two / to)
    wanted = diff(f"2022 --since HEAD~1..HEAD --data {to}")
    if committed:
        commit(two, "Moved")
    found = diff(f"2022 --since HEAD{'~2' if committed else '~1'} --data {to}")
    assert found.code == 0
    assert found.stderr == f"in HEAD{'~2' if committed else '~1'} the data stood in data\n"
    assert found.stdout.splitlines()[3:] == wanted.stdout.splitlines()[3:]


@pytest.mark.parametrize("left", [True, False])
def test_which_folder_was_moved_is_not_guessed(diff: Diff, two: Path, *, left: bool) -> None:
    shutil.copytree(two / "data", two / "other")
    commit(two, "Two of them")
    shutil.copytree(two / "data", two / "plan")
    for name in () if left else ("data", "other"):
        shutil.rmtree(two / name)
    found = diff("2022 --since HEAD --data plan")
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr == (
        "there is no folder 'plan' in 'HEAD' "
        "(data stood in data then: git worktree add ../then HEAD, and --old-data ../then/data)\n"
    )


def test_a_revision_without_any_data_is_told(diff: Diff, top: Path) -> None:
    (top / "readme").write_text("-")
    git(top, "add", "readme")
    git(top, "commit", "--quiet", "--message=Nothing yet")
    found = diff("2022 --since HEAD")
    assert found.stderr == "there is no folder 'data' in 'HEAD' (name a revision in which it stands)\n"


def test_two_revisions(diff: Diff, two: Path) -> None:
    (two / "data/actuals/2022.yaml").write_text("year: 2022\nactuals: {homes: 1}\n")
    page = diff("2022 --since HEAD~1..HEAD").page
    assert page.splitlines()[0] == "Programme P · 2022, HEAD~1 → HEAD, against the plan for 2022"
    assert "▲ 7  ▲ 12" in page
    assert diff("2022 --since HEAD~1..").page == page
    assert "HEAD → HEAD~1" in diff("2022 --since ..HEAD~1").page
    assert diff("2022 --since HEAD..HEAD --exit-code").code == 0


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("HEAD", ("HEAD", None)),
        ("a..b", ("a", "b")),
        ("a..", ("a", "HEAD")),
        ("..b", ("HEAD", "b")),
        ("a...b", ("a...b", None)),
        (":/fix 1..2", (":/fix 1..2", None)),
        ("HEAD^{/1..2}", ("HEAD^{/1..2}", None)),
        ("", ("", None)),
    ],
)
def test_what_is_a_range(text: str, sides: tuple[str, str | None]) -> None:
    assert sides_of(text) == sides


def test_a_year_that_is_new_is_an_empty_one_before(diff: Diff, top: Path) -> None:
    year = top / "data/actuals/2022.yaml"
    kept = year.read_text()
    year.unlink()
    commit(top, "One")
    year.write_text(kept)
    found = diff("2022 --since HEAD --format json")
    assert (found.code, found.stderr) == (0, "2022 is new: HEAD:data has no file for it\n")
    assert '"gained": 1' in found.stdout
    commit(top, "Two")
    year.unlink()
    found = diff("2022 --since HEAD --format json")
    assert (found.code, found.stderr) == (0, "2022 is gone: data has no file for it\n")
    assert '"lost": 1' in found.stdout
    assert diff("2022 --since HEAD~1..HEAD").stderr == "2022 is new: HEAD~1:data has no file for it\n"


def test_the_first_year_of_all_is_new(diff: Diff, top: Path) -> None:
    git(top, "add", "data/targets.yaml")
    git(top, "commit", "--quiet", "--message=No folder of actuals yet")
    assert diff("2022 --since HEAD").code == 0


def test_a_year_that_neither_side_has_is_refused(diff: Diff, top: Path) -> None:
    commit(top, "One")
    found = diff("2024 --since HEAD")
    assert found.code == 3
    assert "there is no file of actuals for 2024" in found.stderr


def test_another_directory_may_lack_the_year_too(diff: Diff, top: Path) -> None:
    shutil.copytree(top / "data", top / "old")
    (top / "old/actuals/2022.yaml").unlink()
    assert diff("2022 --old-data old").stderr == "2022 is new: old has no file for it\n"


# --- bounds, and what is left behind ----------------------------------------------------------------------------------


def test_a_file_larger_than_any_data_file_is_told(diff: Diff, top: Path) -> None:
    small = (top / "data/actuals/2022.yaml").read_text()
    (top / "data/actuals/2022.yaml").write_text("#" * (8 * 1024 * 1024) + "\n" + small)
    commit(top, "One")
    (top / "data/actuals/2022.yaml").write_text(small)
    found = diff("2022 --since HEAD")
    assert (found.code, found.stdout) == (3, "")
    assert found.stderr.startswith("HEAD:data/actuals/2022.yaml:1:1: too-large: the file is larger than 8 MiB")


def test_only_what_is_asked_for_is_read(top: Path) -> None:
    (top / "data/actuals/notes.txt").write_text("-")
    (top / "elsewhere").mkdir()
    (top / "elsewhere/large").write_bytes(b"-" * 1_000_000)
    commit(top, "One")
    with open_revision(top / "data", "HEAD", "data") as files:
        assert sorted(files) == ["actuals/2021.yaml", "actuals/2022.yaml", "actuals/notes.txt", "targets.yaml"]
        assert files["targets.yaml"].decode() == TARGETS
        assert "actuals/2023.yaml" not in files
        assert files.get("actuals/2023.yaml") is None


@pytest.mark.skipif(sys.platform != "linux", reason="modes and names as on Linux")
def test_names_of_any_bytes_stand_in_no_one_s_way(diff: Diff, top: Path) -> None:
    for name in (b"a b.yaml", b"\xff.yaml", b"line\nend", b"..."):
        Path(os.fsdecode(bytes(top / "data/actuals") + b"/" + name)).write_text("-")
    commit(top, "One")
    assert diff("2022 --since HEAD --exit-code").code == 0


@pytest.mark.parametrize("form", ["sha1", "sha256"])
def test_a_worktree_of_either_object_format(diff: Diff, two: Path, form: str) -> None:
    other = two.parent / form
    git(two.parent, "init", "--quiet", f"--object-format={form}", str(other))
    shutil.copytree(two / "data", other / "data")
    commit(other, "One")
    git(other, "worktree", "add", "--quiet", "../worktree")
    assert diff("2022 --since HEAD --exit-code", cwd=two.parent / "worktree").code == 0


def test_no_file_is_written(diff: Diff, two: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in two.rglob("*")}
    assert diff("2022 --since HEAD~1", env={"TMPDIR": str(tmp_path / "nowhere")}).code == 0
    assert {path: path.stat().st_mtime_ns for path in two.rglob("*")} == before


STRACE = shutil.which("strace")


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
def test_no_program_but_git_is_started_and_no_socket_opened(two: Path) -> None:
    clone = partial(two)
    for revision, code in (("HEAD", 0), ("HEAD~1", 3)):
        line = [sys.executable, "-m", "an_sinh", "diff", "2022", "--since", revision]
        told = two.parent / "trace"
        traced = [STRACE or "", "-f", "-qq", "-e", "trace=execve,socket,connect", "-o", str(told), *line]
        done = subprocess.run(traced, cwd=clone, env=os.environ | {"LC_ALL": "C.UTF-8"}, check=False, timeout=60)
        assert done.returncode == code
        calls = told.read_text().splitlines()
        started = re.findall(r'execve\("([^"]+)", \[("[^\]]+)\].* = 0', "\n".join(calls))[1:]
        assert {Path(program).name for program, _ in started} == {"git"}
        assert {name for _, words in started for name in ("rev-parse", "cat-file") if name in words}
        assert not [words for _, words in started if "fetch" in words]
        assert not [call for call in calls if "socket(" in call or "connect(" in call]
