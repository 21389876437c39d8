"""The records that everything passes on: frozen, with `start`, `end` and `text`.

Offsets are Unicode code points, `end` exclusive. What they refer to is always one text:
`text[record.start:record.end] == record.text`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text.

    >>> Span(0, 4, "Đảng")
    Span(start=0, end=4, text='Đảng')
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """One occurrence of a name: PER, ORG, LOC, or of a titled thing: EVENT, DOC, AWARD.

    `entity` is the canonical name that mentions are grouped by; `found_by` the rule that found it, or "model";
    `confidence` how often the rule was right on the annotated sentences, or how probable the model holds the name.
    """

    type: str
    entity: str
    found_by: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Role(Span):
    """One occurrence of a title, and the `person` who holds it in this text (the fullest form of the name)."""

    person: str
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class Timex(Span):
    """One date expression. `type`: DATE, TIME, DURATION or SET; `value`: TIMEX3 / ISO 8601."""

    type: str
    value: str
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class SloganMention(Span):
    """One occurrence of a slogan, in the text number `text_index` of those that were searched."""

    text_index: int
    trigger: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Slogan:
    """A slogan with all its forms. `kind`: motto, quoted_term, quoted_speech or recurring_phrase.

    `variants` are the other forms, each as "form (difference)"; `mentions` stand in text order.
    """

    slogan: str
    kind: str
    variants: tuple[str, ...]
    mentions: tuple[SloganMention, ...]


@dataclass(frozen=True, slots=True)
class Residue(Span):
    """Text that no author wrote as part of the article. `kind` as in the table `residue.tsv`."""

    kind: str
