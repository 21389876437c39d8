"""What unlabelled text tells of names and words: see `scripts/build_signals.py`, which makes the two files of rows.

The rows are sorted and are parted only where one is asked for: that makes the start faster.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources


@lru_cache(maxsize=1 << 16)
def names_from(word: str) -> tuple[tuple[int, dict[str, str]], ...]:
    """The names that begin with a word, by how many units they have, the longest first.

    Each with the type that the words before it tell, a tab and its class.

    >>> dict(names_from("Hà"))[2]["Hà Nội"].split("\\t")[0]
    'LOC'
    """
    rows = _rows("seen_names.tsv")
    first, last = bisect_left(rows, f"{word}\t"), bisect_left(rows, f"{word}!")  # "\t" and " " come before "!"
    found: dict[int, dict[str, str]] = {}
    for row in rows[first:last]:
        name, told = row.split("\t", 1)
        found.setdefault(name.count(" ") + 1, {})[name] = told
    return tuple(sorted(found.items(), reverse=True))


def word_of(text: str) -> tuple[str, str]:
    """How often a frequent word has a capital ("0" never … "9" always), and its class; ("?", "") for any other.

    >>> word_of("việt")[0], word_of("strangelet")
    ('9', ('?', ''))
    """
    rows = _rows("seen_words.tsv")
    at = bisect_left(rows, f"{text}\t")
    if at == len(rows) or not rows[at].startswith(f"{text}\t"):
        return "?", ""
    _, capital, small, group = rows[at].split("\t")
    share = int(capital) / (int(capital) + int(small))
    return str(min(int(share * 10), 9)), group


@cache
def _rows(name: str) -> list[str]:
    text = resources.files("dnnd").joinpath("models", name).read_text(encoding="utf-8")
    return text.splitlines()[1:]
