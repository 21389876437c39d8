"""The options that every command shares, declared once, and the errors that every command turns into an exit status."""

from __future__ import annotations

import contextlib
import datetime
import functools
import inspect
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from dnnd.errors import DnndError, InputError, UsageError
from dnnd.normalize import visible
from dnnd.remote import is_address


def tell(text: str) -> None:
    """One line for people, on standard error."""
    print(f"dnnd: {visible(text)}", file=sys.stderr)  # noqa: T201 - the one place that speaks to people


@dataclass
class Options:
    """What the shared options say; `problems` gathers the inputs that could not be read while the rest goes on.

    `until_end` holds what is there as long as the command runs.
    """

    format: Annotated[
        Literal["table", "csv", "tsv", "json", "jsonl", "md", "xlsx"] | None,
        typer.Option("--format", "-f", help="A table on a terminal, else CSV, unless told otherwise."),
    ] = None
    output: Annotated[  # no Path: it would take one of the slashes of s3://bucket/store
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, in the format of its suffix.")
    ] = None
    excel: Annotated[bool, typer.Option("--excel", help="CSV for spreadsheets: BOM, CRLF, no live formulas.")] = False
    sep: Annotated[str | None, typer.Option("--sep", metavar="SIGN", help="What separates the cells of CSV.")] = None
    decimal: Annotated[str, typer.Option("--decimal", metavar="SIGN", help='The decimal sign, "." or ",".')] = "."
    data: Annotated[
        Path | None, typer.Option("--data", metavar="DIR", help="Where labels such as 2019 are folders.")
    ] = None
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The report date of all inputs; else it is inferred."),
    ] = None
    encoding: Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="The encoding of the inputs.")] = (
        None
    )
    no_split: Annotated[bool, typer.Option("--no-split", help="One file is one article.")] = False
    keep_residue: Annotated[
        bool, typer.Option("--keep-residue", help="Read captions, credits and the like as text.")
    ] = False
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=0, help="At most N rows.")] = None
    min_count: Annotated[
        int, typer.Option("--min-count", metavar="N", min=1, help="Only what stands N times or more.")
    ] = 1
    lang: Annotated[Literal["en", "vi"] | None, typer.Option("--lang", help="Headings on a terminal.")] = None
    color: Annotated[Literal["auto", "always", "never"], typer.Option("--color", help="Colours on a terminal.")] = (
        "auto"
    )
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on standard error but errors.")] = False
    problems: list[str] = field(default_factory=list)
    until_end: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def say(self, text: str) -> None:
        """A line for people, on standard error."""
        if not self.quiet:
            tell(text)

    def problem(self, error: Exception) -> None:
        """Notes an input that could not be read, and says so at once."""
        self.problems.append(str(error))
        tell(str(error))

    def given_date(self) -> datetime.date | None:
        """The day of --date; UsageError where it is none."""
        if not self.date:
            return None
        try:
            day = datetime.datetime.strptime(self.date, "%Y-%m-%d").date()
        except ValueError:
            raise UsageError(f"--date {self.date}: no day of the calendar; write it as 2020-12-23") from None
        if not 1000 <= day.year <= 2999 or day.isoformat() != self.date:
            raise UsageError(f"--date {self.date}: write it as 2020-12-23, with a year from 1000 to 2999")
        return day

    def language(self) -> str:
        """The language of headings: what --lang says, else Vietnamese where the locale is."""
        locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
        return self.lang or ("vi" if locale.startswith("vi") else "en")

    @contextlib.contextmanager
    def noting(self) -> Iterator[None]:
        """Within it an input that cannot be read is noted, and the rest goes on."""
        try:
            yield
        except InputError as error:
            self.problem(error)


def check(options: Options, command: str) -> None:
    """Raises UsageError for options that contradict each other, themselves or the command."""
    options.given_date()
    if options.output is not None and command != "annotate" and is_address(options.output):
        raise UsageError(f"--output {options.output}: tables are written to files of this machine; name one")
    if options.decimal not in (".", ","):
        raise UsageError(f'--decimal {options.decimal}: it is "." or ","')
    if options.sep is not None and len(options.sep) != 1:
        raise UsageError(f"--sep {options.sep!r}: it is one character, such as ; (for tabs take --format tsv)")
    if options.sep is not None and options.sep in '"\r\n':
        raise UsageError(f"--sep {options.sep!r}: cells could not be told apart; take , or ;")
    if options.sep is not None and options.sep == options.decimal:
        raise UsageError(f"--sep {options.sep!r} is the decimal sign too; take ; for one of them")
    if options.encoding is not None:
        from dnnd.encodings import check_encoding

        check_encoding(options.encoding)


def format_of(options: Options) -> str:
    """What --format says, else the suffix of --output, else a table on a terminal and CSV in a pipe."""
    from dnnd.render import SUFFIXES

    if options.format:
        return options.format
    if options.output is None:
        return "table" if sys.stdout is not None and sys.stdout.isatty() and not options.excel else "csv"
    suffix = Path(options.output).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"--output {options.output}: no format has the suffix {suffix!r}; name it .csv, .xlsx … or add --format"
        )
    return SUFFIXES[suffix]


def width() -> int:
    """How many columns the terminal has; wide enough for a table where there is none."""
    return max(40, shutil.get_terminal_size(fallback=(120, 40)).columns)


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the shared options, as one `options` argument, and turns its errors into lines and statuses.

    0 done, 1 failed, 2 wrong usage, 3 some inputs unreadable and the rest done, 130 interrupted.
    """
    names = [f.name for f in _given()]

    @functools.wraps(command)
    def wrapped(**given: Any) -> None:
        options = Options(**{name: given.pop(name) for name in names})
        try:
            check(options, command.__name__)
            with options.until_end:
                command(**given, options=options)
        except DnndError as error:
            tell(str(error))
            raise typer.Exit(2 if isinstance(error, UsageError) else 1) from None
        except BrokenPipeError:
            raise typer.Exit(0) from None
        except (KeyboardInterrupt, typer.Exit):
            raise
        except Exception as error:
            if os.environ.get("DNND_DEBUG"):
                raise
            tell(f"internal error: {type(error).__name__}: {error}")
            tell("this is a fault of dnnd; run it again with DNND_DEBUG=1 and report what it prints")
            raise typer.Exit(1) from None
        if options.problems:
            raise typer.Exit(3)

    wrapped.__signature__ = _with_options(command)  # type: ignore[attr-defined] # what typer reads
    return wrapped


def _given() -> list[Field[Any]]:
    """The options that a user can give."""
    return [f for f in fields(Options) if f.name not in ("problems", "until_end")]


def _with_options(command: Callable[..., None]) -> inspect.Signature:
    own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "options"]
    hints = inspect.get_annotations(Options, eval_str=True)
    added = [
        inspect.Parameter(f.name, inspect.Parameter.KEYWORD_ONLY, default=f.default, annotation=hints[f.name])
        for f in _given()
    ]
    own = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    return inspect.Signature([*own, *added])
