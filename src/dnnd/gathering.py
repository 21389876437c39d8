"""The articles of the sides that a command was given, from files and from stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dnnd.errors import InputError
from dnnd.options import Options

if TYPE_CHECKING:
    from dnnd.articles import Article, Reading
    from dnnd.inputs import Side
    from dnnd.parts import Asked


def reading(options: Options) -> Reading:
    """How the options want files to be read."""
    from dnnd.articles import Reading

    return Reading(options.encoding, not options.no_split, options.keep_residue, options.given_date())


def of_sides(named: Sequence[Side], options: Options, asked: Asked | None = None) -> list[Article]:
    """The articles of all sides; those that cannot be read are noted, and InputError is raised where none can.

    Where something is `asked` for, many files are read into a temporary store, which is there until the command ends.
    """
    if any(side.sample for side in named):
        options.say("no such label in ./data; this is the sample collection that comes with dnnd")
    found: list[Article] = []
    done = 0
    for side, given in zip(_stored(named, options, asked) if asked else named, named, strict=True):
        articles, read = _of_files(side, options) if side.store is None else _of_store(side, options)
        found += articles
        done += read or given.store is not None
    if options.problems and not done:
        raise InputError("no input could be read")
    return found


def _stored(named: Sequence[Side], options: Options, asked: Asked) -> list[Side]:
    from dnnd.progress import line
    from dnnd.temporary import stored

    with line(options.quiet) as tell:
        return options.until_end.enter_context(stored(named, reading(options), asked, tell))


def _of_files(side: Side, options: Options) -> tuple[list[Article], int]:
    """The articles of a side that lies in files, and how many of these could be read."""
    from dnnd.articles import read

    found: list[Article] = []
    done = 0
    for file in side.files:
        with options.noting():
            found += [replace(article, side=side.name) for article in read(file, side.label, reading(options))]
            done += 1
    return found, done


def _of_store(side: Side, options: Options) -> tuple[list[Article], int]:
    """The same of a side that lies in a store; the files that could not be read are told again."""
    from dnnd.stored import check_reading, stored_articles

    assert side.store is not None
    check_reading(side.store, reading(options))
    chosen = set(side.files)
    files = [file for file in side.store.files if file.file in chosen]
    for file in files:
        if file.problem:
            options.problem(InputError(file.problem))
    there = [file for file in files if not file.problem]
    return list(stored_articles(side.store, there, side.name)), len(there)
