"""The command line: one function a command; each reads, makes a table, and hands it to `render`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dnnd.errors import InputError, UsageError
from dnnd.gathering import of_sides, reading
from dnnd.options import Options, format_of, shared, tell, width

if TYPE_CHECKING:
    from dnnd.annotated import Annotated as AnnotatedArticle
    from dnnd.annotated import Collection
    from dnnd.articles import Article
    from dnnd.counts import Counts
    from dnnd.inputs import Side
    from dnnd.parts import Asked
    from dnnd.reuse import Reuse
    from dnnd.tables import Table

app = typer.Typer(
    name="dnnd",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # rich would double the time that --help takes
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads Vietnamese official reports: who, where, when, which slogans, and what changed from year to year.",
    epilog="INPUT and SIDE: a file, a folder, a glob, - (standard input), a store, or a label such as 2019.",
)

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files, folders, globs, stores, labels, or -.", show_default=False),
]
Sides = Annotated[
    list[str],
    typer.Argument(
        metavar="SIDE SIDE...", help="Two or more inputs, each a side; NAME=PATH names one.", show_default=False
    ),
]
Mentions = Annotated[bool, typer.Option("--mentions", help="One row an occurrence instead of one a thing.")]


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"dnnd {version('dnnd')}")
        raise typer.Exit


@app.callback()
def dnnd(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads Vietnamese official reports: who, where, when, which slogans, and what changed from year to year."""


@app.command()
@shared
def articles(
    inputs: Inputs,
    residue: Annotated[bool, typer.Option("--residue", help="List the page residue that was set aside.")] = False,
    *,
    options: Options,
) -> None:
    """The articles found in the input: title, report date and its evidence, lines, sizes, residue."""
    from dnnd.listings import articles_table, residue_table

    found = _articles(inputs, options)
    _show(residue_table(found) if residue else articles_table(found), options)


@app.command()
@shared
def tokens(inputs: Inputs, *, options: Options) -> None:
    """One row a word, with its sentence number and offsets."""
    from dnnd.listings import tokens_table

    _show(tokens_table(_articles(inputs, options)), options, each="word")


@app.command()
@shared
def entities(inputs: Inputs, mentions: Mentions = False, *, options: Options) -> None:
    """People, bodies, places, events, documents and awards, with roles."""
    from dnnd.annotate import linked
    from dnnd.listings import entities_table, entity_mentions_table
    from dnnd.parts import Asked
    from dnnd.stored import Again

    found = linked(Again(_articles(inputs, options, Asked(dates=False, words=False)), dates=False))
    table = entity_mentions_table(found) if mentions else entities_table(found)
    _show(table, options, count="mentions", each="entity")


@app.command()
@shared
def dates(inputs: Inputs, *, options: Options) -> None:
    """Date expressions and their values."""
    from dnnd.listings import dates_table
    from dnnd.parts import Asked

    found = _articles(inputs, options, Asked(names=False, words=False))
    _show(dates_table(_one_by_one(found, names=False)), options, each="value")


@app.command()
@shared
def slogans(inputs: Inputs, mentions: Mentions = False, *, options: Options) -> None:
    """Mottos, quoted terms and recurring phrases, with their variants."""
    from dnnd.annotate import slogans as find
    from dnnd.listings import slogan_mentions_table, slogans_table
    from dnnd.parts import Asked

    annotated = _annotated(_articles(inputs, options, Asked(words=False)))
    found = [slogan for slogan in find(annotated) if len(slogan.mentions) >= options.min_count]
    _show(slogan_mentions_table(found, annotated) if mentions else slogans_table(found, annotated), options)


@app.command()
@shared
def compare(
    sides: Sides,
    section: Annotated[
        list[str] | None, typer.Option("--section", metavar="NAME", help="Only this section; may be repeated.")
    ] = None,
    top: Annotated[
        int | None, typer.Option("--top", metavar="N", min=0, help="At most N rows a section; 10 on a screen.")
    ] = None,
    evidence: Annotated[bool, typer.Option("--evidence", help="Each sentence behind the counts instead.")] = False,
    meta: Annotated[
        Path | None, typer.Option("--meta", metavar="FILE", help="Write what was compared, and how, to FILE as JSON.")
    ] = None,
    *,
    options: Options,
) -> None:
    """Tables comparing two or more sides: dnnd compare 2019 2020."""
    from dnnd.comparison import comparison, sections
    from dnnd.evidence import evidence as behind
    from dnnd.inputs import compared_sides

    chosen = sections(section or ())
    named = compared_sides(sides, options.data)
    by_text = evidence or bool({"slogans", "overview"} & set(chosen))
    told = None if by_text else _told(named, options)
    counts, copies, whole = told or _counted(named, chosen if by_text else (), options)
    table = comparison(counts, chosen, options.min_count, copies)
    if meta is not None:
        _write_meta(meta, counts, table, copies, options)
    _show(behind(whole, counts, chosen) if evidence and whole else table, options, top=top)


@app.command()
@shared
def kwic(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A word, a phrase, a name or a slogan.", show_default=False)
    ],
    inputs: Inputs,
    context: Annotated[int, typer.Option("--context", metavar="N", min=0, help="Characters on each side.")] = 60,
    exact: Annotated[
        bool, typer.Option("--exact", help="Only the words of QUERY, not other forms of the name or slogan.")
    ] = False,
    *,
    options: Options,
) -> None:
    """Every occurrence of a word, a phrase, a name or a slogan, in its context."""
    from dnnd.kwic import kwic as look_up
    from dnnd.parts import Asked

    asked = None if exact else Asked(words=False)
    annotated = _annotated(_articles(inputs, options, asked), names=not exact, dates=not exact)
    _show(look_up(query, annotated, context, exact), options)


@app.command()
@shared
def annotate(
    inputs: Inputs,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Let the workers of this Dask scheduler do it."),
    ] = None,
    *,
    options: Options,
) -> None:
    """Reads a collection once, over all cores or many machines, into a store (-o STORE) that every command takes."""
    from dnnd.listings import stored_table
    from dnnd.progress import line
    from dnnd.remote import location
    from dnnd.storing import write_store

    if options.output is None:
        raise UsageError("annotate writes a store: name its folder with -o STORE")
    named = list(zip(inputs, _to_store(inputs, options), strict=True))
    with line(options.quiet) as tell_progress:
        store = location(options.output)
        done = write_store(store, named, reading(options), tell=tell_progress, scheduler=scheduler)
    for file in done.files:
        if file.problem:
            options.problem(InputError(file.problem))
    options.say(f"{options.output}: {done.read} of {len(done.files)} files read, the others had not changed")
    _show(stored_table([side.name for _, side in named], done.files), replace(options, output=None))


# --- reading and showing -------------------------------------------------------------------------------------------


def _articles(inputs: Sequence[str], options: Options, asked: Asked | None = None) -> list[Article]:
    """The articles of all inputs; those that cannot be read are noted, and InputError is raised where none can."""
    named = _distinct(inputs, options)
    if not named:
        raise InputError("no input could be read")
    return of_sides(named, options, asked)


def _distinct(inputs: Sequence[str], options: Options) -> list[Side]:
    """The sides of the inputs, each file once; an input that is not there is noted."""
    from dnnd.inputs import sides

    if inputs.count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    named: list[Side] = []
    seen: set[Path] = set()
    for one in inputs:
        with options.noting():
            for side in sides([one], options.data):
                named.append(replace(side, files=tuple(f for f in side.files if Path(f).resolve() not in seen)))
                seen |= {Path(f).resolve() for f in side.files}
    return named


def _to_store(inputs: Sequence[str], options: Options) -> list[Side]:
    """The sides that go into a store, one an input."""
    from dnnd.inputs import STDIN

    named = _distinct(inputs, options)
    if options.problems:
        raise InputError("nothing was read: name inputs that are there")
    for side in named:
        if side.store is not None:
            raise UsageError(f"{side.store.path} is a store already; name the texts that it was made of")
        if STDIN in side.files:
            raise UsageError("annotate reads files, not standard input, so that it can tell what has changed")
    return named


def _annotated(found: Sequence[Article], names: bool = True, dates: bool = True) -> list[AnnotatedArticle]:
    return list(_one_by_one(found, names, dates))


def _one_by_one(found: Sequence[Article], names: bool = True, dates: bool = True) -> Iterator[AnnotatedArticle]:
    """Each article with what is found in it, for a table that looks at them one after another."""
    from dnnd.stored import annotated

    return annotated(found, names=names, dates=dates)


def _kept(named: Sequence[Side], options: Options) -> tuple[list[Article], list[Reuse]]:
    """The articles of all sides that are to be compared, and those that nearly repeat others."""
    from dnnd.parts import EVERYTHING
    from dnnd.reuse import set_aside

    kept, copies = set_aside(of_sides(named, options, EVERYTHING))
    _check_sides(named, {article.side for article in kept}, options)
    return kept, copies


def _told(named: Sequence[Side], options: Options) -> tuple[Counts, list[Reuse], None] | None:
    """What stands on the sides and their near-copies, where a store tells it of itself."""
    from dnnd.counted import read_counts

    told = read_counts(named, reading(options))
    if told is None:
        return None
    counts, copies, problems = told
    for problem in problems:
        options.problem(InputError(problem))
    _check_sides(named, {side.name for side in counts.sides if side.articles}, options)
    return counts, copies, None


def _counted(
    named: Sequence[Side], chosen: Sequence[str], options: Options
) -> tuple[Counts, list[Reuse], Collection | None]:
    """The same counted now; with all that is found in each article where `chosen` sections ask for it."""
    from dnnd.annotate import slogans
    from dnnd.annotated import Collection
    from dnnd.counting import count
    from dnnd.stored import tallies

    kept, copies = _kept(named, options)
    found = _annotated(kept) if chosen else []
    whole = Collection(found, slogans(found) if {"slogans", "overview"} & set(chosen) else ()) if chosen else None
    told = zip([article.side for article in kept], tallies(found or kept), strict=True)
    return count(told, [side.name for side in named], whole), copies, whole


def _write_meta(path: Path, counts: Counts, table: Table, copies: Sequence[Reuse], options: Options) -> None:
    import json

    from dnnd.comparison import meta
    from dnnd.render import write_whole

    asked = {"date": options.date, "encoding": options.encoding, "min_count": options.min_count}
    asked |= {"no_split": options.no_split, "keep_residue": options.keep_residue}
    told = json.dumps(meta(counts, table, copies, asked), ensure_ascii=False, indent=1) + "\n"
    write_whole(path, [told.encode()])


def _check_sides(named: Sequence[Side], present: Set[str], options: Options) -> None:
    """InputError for a side that could not be read; a word of warning for empty sides and for those that overlap."""
    from dnnd.inputs import shared_files

    empty = ", ".join(side.name for side in named if side.name not in present)
    if empty and options.problems:
        raise InputError(f"{empty}: nothing left to compare with; see the error above")
    if empty:
        options.say(f"{empty}: no text on this side")
    twice = shared_files(named)
    if twice:
        options.say(
            f"on more than one side: {', '.join(twice)}; sides that share texts cannot be tested against each other"
        )


def _show(
    table: Table, options: Options, count: str | None = None, top: int | None = None, each: str | None = None
) -> None:
    """Cuts a table as the user asks, and writes it.

    --min-count looks at the `count` column; in a table of occurrences at how often the value of `each` stands there.
    """
    from dnnd.render import Style, write
    from dnnd.tables import limited

    name = format_of(options)
    if top is None and table.sections and name == "table":
        top = 10
    kept = limited(table, options.limit, options.min_count, count, top, each)
    style = Style(name, options.excel, options.sep, options.decimal, options.language(), options.color, width())
    write(kept, style, None if options.output is None else Path(options.output))


# How seldom garbage is looked for: what an article leaves behind goes by itself, few records lie in circles.
SELDOM = (200_000, 50, 50)


def main() -> None:
    """The entry point of `dnnd` and of `python -m dnnd`."""
    gc.set_threshold(*SELDOM)
    try:
        app(prog_name="dnnd")
    except OSError as error:  # --help into a full disk
        tell(f"standard output: {error.strerror}")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
