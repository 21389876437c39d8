"""How often each rule was right on the annotated sentences: the confidence of what it finds."""

from __future__ import annotations

from functools import cache
from importlib import resources

# A rule that was seen less often is taken to be right this often.
_EXPECTED, _WEIGHT = 0.9, 10


@cache
def confidence(rule: str) -> float:
    """The share of a rule's names that were right, drawn to the mean of all rules where there are few; two digits.

    Measured on sentences that are made to be difficult: in plain reports a rule is right more often.

    >>> 0.9 < confidence("after_honorific") < 1
    True
    """
    _, kept, right = counts().get(rule, (0, 0, 0))
    return round((right + _EXPECTED * _WEIGHT) / (kept + _WEIGHT), 2)


def times_seen(rule: str) -> int:
    """How often a rule found something in the annotated sentences."""
    return counts().get(rule, (0, 0, 0))[0]


@cache
def counts() -> dict[str, tuple[int, int, int]]:
    """For each rule, how many names it found, how many the model left to it, and how many of these were right."""
    text = resources.files("dnnd").joinpath("models", "rules.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {rule: (int(found), int(kept), int(right)) for rule, found, kept, right in rows}
