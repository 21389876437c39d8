"""What is counted in an article by itself, whatever the collection: its size, and each thing in it with its form."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dnnd.annotated import Annotated, Tally, name_key, own_names
from dnnd.lexicon import keys
from dnnd.normalize import squeeze
from dnnd.segment import Document
from dnnd.spans import Mention, Role, Span
from dnnd.syllables import phrase_key

JOINT = "\t"  # between the fields of a form; none of them holds one, for a view has no tabs
ROLE, WORD = "ROLE", "WORD"
Place = tuple[int, int]  # (start, end) in the article's document


def tally(one: Annotated) -> Tally:
    """The size of an article and all that is counted in it, from the store where it comes from one."""
    if one.tally is not None:
        return one.tally
    document = one.document
    forms: dict[str, int] = {}
    codes, starts = array("i"), array("i")
    for (start, _), form in things(one):
        codes.append(forms.setdefault(form, len(forms)))
        starts.append(start)
    words = sorted(Counter(document.lines_at(_words(document))).items())
    told = Tally(
        sentences=len(document.sentences),
        syllables=sum(unit.is_word for unit in document.syllables),
        paragraphs=array("i", (line for line, _ in words)),
        words=array("i", (times for _, times in words)),
        forms=list(forms),
        codes=codes,
        lines=array("i", document.lines_at(starts)),
    )
    document.forget()
    return told


def things(one: Annotated) -> Iterator[tuple[Place, str]]:
    """All that is counted in an article: names, roles, dates and words, each with its place and its form.

    A form is what of a thing its item depends on, besides the rest of the collection: type and fields, joined.
    Of a name these are the fullest name that its text gives and what is told of the bearer's sex; of a role its text,
    its holder and the bodies in it; of a date its value and whether it lies before, around or after its report; of a
    word its key and how it is shown.
    """
    from dnnd.dates.order import order  # names need not wait for the rules of dates

    own = own_names(one)
    for mention, (entity, sex) in zip(one.mentions, own, strict=True):
        yield (mention.start, mention.end), JOINT.join((mention.type, entity, sex))
    holders = {name_key(m.text): name for m, name in zip(one.mentions, own, strict=True) if m.type == "PER"}
    bodies = [(m, name) for m, name in zip(one.mentions, own, strict=True) if m.type == "ORG"]
    for role in one.roles:
        holder = holders.get(name_key(role.person), ("", ""))
        yield (role.start, role.end), JOINT.join((ROLE, role.text, role.person, *holder, *_inside(role, bodies)))
    for timex in one.timexes:
        yield (
            (timex.start, timex.end),
            JOINT.join((timex.type, timex.value, order(timex.value, one.article.report_date))),
        )
    yield from _counted_words(one)


def _inside(role: Role, bodies: list[tuple[Mention, tuple[str, str]]]) -> Iterator[str]:
    """The bodies named within a role's title: where each begins and ends in it, and its name."""
    for body, name in bodies:
        if role.start <= body.start and body.end <= role.end:
            yield from (str(body.start - role.start), str(body.end - role.start), *name)


@lru_cache(maxsize=1 << 14)  # the same words come again and again
def is_word(text: str) -> bool:
    """Whether a segmented word counts as one: it holds a letter or a digit.

    >>> is_word("Đảng"), is_word("…")
    (True, False)
    """
    return any(map(str.isalnum, text))


@lru_cache(maxsize=1 << 14)
def _form(word: str) -> str:
    """The form of a word that is counted as a whole; "" for function words and bare numbers, which are not."""
    if not any(map(str.isalpha, word)) or (key := phrase_key(word)) in keys("stop_words"):
        return ""
    return JOINT.join((WORD, key, squeeze(word).lower()))


def _words(document: Document) -> Iterator[int]:
    """Where the words begin that count as one."""
    text = document.text
    return (start for start, end in document.word_offsets if is_word(text[start:end]))


def _counted_words(one: Annotated) -> Iterator[tuple[Place, str]]:
    """The words outside names and dates that are counted as a whole, each with its form."""
    inside, view = _covered(one), one.document.text
    for place in one.document.word_offsets:
        start, end = place
        if start not in inside and (form := _form(view[start:end])):
            yield place, form


def _covered(one: Annotated) -> set[int]:
    """The offsets that lie inside a name (PER, ORG, LOC), an award or a date."""
    spans: list[Span] = [m for m in one.mentions if m.type not in ("EVENT", "DOC")]
    return {offset for span in [*spans, *one.timexes] for offset in range(span.start, span.end)}
