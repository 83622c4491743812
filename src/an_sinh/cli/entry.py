"""The entry point: whatever happens, an answer or a sentence leaves here, and one of the exit codes.

Data go to stdout, everything else to stderr, and a failed run prints nothing on stdout.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command

from an_sinh.cli.app import app
from an_sinh.terms import ExitCode

if TYPE_CHECKING:
    from an_sinh.cli.answer import Answer
    from an_sinh.errors import DataError

SHOWN_PROBLEMS = 50


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code.

    Not typer's own `main`: that one turns a closed pipe into exit code 1, and here it is no error.
    """
    # Validators that a plugin of pydantic's would watch are of no use here, and looking for plugins costs up to 20 ms.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _stand_in_for_closed_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:
        if error.filename is not None:  # of a file; stdout has no name
            return _complain_of_system(error)
        _forget_stdout()
        return ExitCode.ANSWERED if error.errno == errno.EPIPE else _complain_of_stdout(error)
    return code


def _run(arguments: Sequence[str]) -> int:
    command = get_command(app)
    if "_ANSINH_COMPLETE" in os.environ:
        command.main(args=list(arguments), prog_name="ansinh", complete_var="_ANSINH_COMPLETE")
    try:
        with command.make_context("ansinh", list(arguments)) as context:
            answer = command.invoke(context)
        return _deliver(answer)
    except typer.Exit as done:
        return done.exit_code
    except typer.TyperException as error:
        _show_usage(error)
        return ExitCode.USAGE
    except typer.Abort:
        return ExitCode.INTERRUPTED
    except (OSError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  # the entry point: a known error is a sentence, an unknown one a bug
        return _explain(error)


def _deliver(answer: Answer | None) -> int:
    """Write an answer to its output, or to stdout."""
    if answer is None:
        return ExitCode.ANSWERED
    from an_sinh.cli.streams import output_screen, stdout_screen, write_stdout

    if answer.output is None:
        text = answer.write(stdout_screen())
        try:
            write_stdout(text, for_people=answer.for_people)
        except BrokenPipeError:  # a reader that leaves early is no error, and opens no gate
            _forget_stdout()
    else:
        from an_sinh.keep.replacing import write_whole

        write_whole(answer.output, answer.write(output_screen()).encode())
    return answer.code


def _explain(error: Exception) -> int:
    from an_sinh.cli.streams import say_of, tell
    from an_sinh.errors import AnSinhError, DataError

    if isinstance(error, DataError):
        tell_problems(error)
        return error.exit_code
    if isinstance(error, AnSinhError):
        tell(error.describe(say_of(sys.argv)))
        return error.exit_code
    import traceback

    traceback.print_exception(error, file=sys.stderr)
    tell(say_of(sys.argv).text("a bug in ansinh; please report it with the lines above"))
    return ExitCode.BUG


def tell_problems(error: DataError) -> None:
    """Say the first fifty problems, how many more there are, and that nothing was scored."""
    from an_sinh.cli.streams import say_of, tell
    from an_sinh.terms import Severity

    say = say_of(sys.argv)
    errors = [problem for problem in error.problems if problem.severity is Severity.ERROR]
    for problem in errors[:SHOWN_PROBLEMS]:
        tell(problem.describe(say))
    if len(errors) > SHOWN_PROBLEMS:
        tell(say.text("and {n} more; ansinh lint shows all", n=len(errors) - SHOWN_PROBLEMS))
    if sys.argv[1:2] in (["record"], ["import"]):
        tell(say.plural("{n} problem; nothing was written", "{n} problems; nothing was written", len(errors)))
    else:
        tell(say.plural("{n} problem; nothing was scored", "{n} problems; nothing was scored", len(errors)))


def _show_usage(error: Any) -> None:
    """Typer's own account of a wrong command line, on stderr; it shows most of what a terminal would obey, not all."""
    from an_sinh.cli.help import usage_told
    from an_sinh.cli.streams import tell
    from an_sinh.text import visible

    for line in usage_told(error).split("\n"):
        tell(visible(line))


def _stand_in_for_closed_streams() -> None:
    """Where the shell closed a stream (`>&-`), Python has None: then a page fails as on a full disk, and talk is lost.

    Without them a traceback, or the account of a wrong command line, would look for the other stream.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # refuses what is written
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _forget_stdout() -> None:
    """Point stdout at nothing, so that Python's flush at exit does not fail a second time."""
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)


def _complain_of_system(error: OSError) -> int:
    """Say what the system refused, where nothing nearer to it knew better words."""
    from an_sinh.cli.streams import say_of, tell
    from an_sinh.errors import Complaint
    from an_sinh.text import visible

    path = visible(os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename))
    detail = os.strerror(error.errno) if error.errno else type(error).__name__
    complaint = Complaint(
        "{path} can't be used: {detail}", "see that it is there and that you may use it", path=path, detail=detail
    )
    tell(complaint.describe(say_of(sys.argv)))
    return ExitCode.DATA


def _complain_of_stdout(error: OSError) -> int:
    from an_sinh.cli.streams import say_of, tell
    from an_sinh.errors import Complaint

    detail = os.strerror(error.errno) if error.errno else str(error)
    tell(
        Complaint(
            "can't write the output: {detail}", "see that it is open and that there is room", detail=detail
        ).describe(say_of(sys.argv))
    )
    return ExitCode.DATA
